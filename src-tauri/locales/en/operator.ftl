# The console of the operators.

## Frame

console-title = Operator console
console-skip = To the page
console-navigation = Parts of the console
console-queue = Applications
console-certificates = Certificates
console-audit = Audit log
console-log-out = Log out
console-log-in = Log in
console-log-in-detail = Your browser has shown the certificate of an operator. The session is good with this certificate alone and ends after 15 minutes without a step.
console-idle = The session is over: nothing was done for a while, or it was ended elsewhere.
console-idle-kept = What you were typing is kept.
console-left = You have logged out. Close the browser if others use this computer.
console-language = Language: { $language }
console-light = Light colours
console-dark = Dark colours
console-refresh = Refresh
console-again = Try again
console-back = All applications
console-cancel = Cancel
console-copied = Copied
console-copy = Copy: { $label }

## Searching

console-search = Search
console-search-applications = A number, BIN, IIN or name, or a part of one
console-search-certificates = A serial number, BIN, IIN or name, or a part of one
console-search-audit = A number of an application, a serial number, the name of an operator, or a part of one
console-nothing-found = Nothing was found
console-nothing-found-detail = Look for a shorter part of the number or the name.
console-more = Show more
console-stale = No connection to the authority. The list is as of { $at } and is refreshed by itself once the connection is back.

## Applications

console-list-waiting = Waiting for you
console-list-awaiting-head = Waiting for the head
console-list-approved = Approved
console-list-closed = Closed
console-list-all = All
console-queue-empty = There is nothing here
console-queue-empty-detail = New applications appear here after they were made.
console-submitted-on = made on { $at }
console-expires = to be verified: { $at }
console-renewal = Renewal
console-stage-submitted = Waiting
console-stage-awaiting-head = The head is to sign
console-stage-verified = Approved
console-stage-issuing = Being issued
console-stage-issued = Issued
console-stage-installed = Installed
console-stage-refused = Refused
console-stage-returned = Sent back
console-stage-cancelled = Cancelled
console-template-head = First head
console-template-right-to-sign = Employee with the right to sign
console-template-financial = Employee with the right to sign financial documents
console-template-hr = Employee of the personnel department
console-template-employee = Employee
console-template-treasury = User of the Treasury’s system
console-template-information-system = Information system
console-template-individual = Individual
console-template-any = All templates
console-storage-pkcs12 = File
console-storage-kaztoken = Kaztoken
console-storage-etoken-72k = eToken PRO Java 72K
console-storage-etoken-5110 = eToken 5110
console-storage-jacarta = JaCarta
console-storage-akey = aKey

## An application

console-checked = What was checked
console-fact = Fact
console-side-certificate = In the certificate
console-side-registry = Registry now
console-side-request = Key request
console-mark = Result
console-fact-bin = BIN
console-fact-organisation = Legal entity
console-fact-head = IIN of the head
console-fact-iin = IIN
console-fact-name = Surname and name
console-fact-patronymic = Patronymic
console-fact-birth-date = Date of birth
console-fact-phone = Phone
console-fact-system-name = Name of the system
console-fact-system-id = OID of the system
console-fact-treasury-role = Role in the Treasury
console-fact-treasury-code = Treasury code
console-fact-key = Key
console-mark-agrees = Agrees
console-mark-proven = Proven
console-mark-differs = Differs
console-mark-missing = Not in the registry
console-mark-noted = Look
console-mark-unanswered = No answer
console-wrong = { $count ->
    [one] One fact does not agree. Find out why before you decide.
   *[other] { $count } facts do not agree. Find out why before you decide.
}
console-unanswered = A registry does not answer
console-unanswered-detail = The facts could not be compared. Ask again; an approval without an answer is told in the audit log.
console-late = This application has been decided already
console-late-detail = It is now: { $stage }, { $at }. Your decision was not taken up.
console-others = There are other open applications for the same person: { $numbers }.
console-awaits-head = The head of the legal entity has to sign it in the personal account first. Until then it can only be refused or sent back.
console-reason-given = Reason
console-order = Application
console-stages = Stages
console-number = Number
console-template = Template
console-storage = Key storage
console-email = E-mail
console-email-none = not given
console-applicant-language = Language of the applicant
console-place = Region and city
console-renews = Renews the certificate
console-expires-on = To be verified until
console-approve = Approve
console-return = Send back
console-refuse = Refuse
console-done-approve = The application is approved.
console-done-refuse = The application is refused. The applicant has been told.
console-done-return = The application is sent back. The applicant has been told.
console-refuse-title = Refuse the application
console-refuse-detail = It is closed for good. The applicant reads the reason.
console-return-title = Send the application back
console-return-detail = The applicant reads the reason, puts it right and applies again.
console-despite = Approve all the same
console-despite-title = Approve without a complete check
console-despite-detail = These facts are not confirmed:
console-despite-sure = I have checked these facts in another way
console-despite-told = The audit log will say that these facts were not confirmed, and who approved.
console-reason = Reason
console-reason-own = Own words only
console-words = In your own words: { $language }
console-words-applicant = The language of the applicant. Where another language is empty, these words stand there too.
console-applicant-reads = The applicant will read: { $language }

## Certificates

console-state-valid = Valid
console-state-expired = Expired
console-state-revoked = Revoked
console-state-unfinished = Unfinished
console-valid-until = Valid until { $at }
console-revoked-since = Revoked on { $at }: { $reason }
console-revoke = Revoke
console-revoke-title = Revoke the certificate
console-revoke-detail = It cannot be taken back. OCSP says so at once, the next list too; the owner is told.
console-done-revoke = The certificate is revoked.
console-revocation-unspecified = no particular reason
console-revocation-key-compromise = the key may be in other hands
console-revocation-affiliation-changed = the name or the place of work changed
console-revocation-superseded = a newer certificate replaced it
console-revocation-cessation-of-operation = it is no longer needed
console-revocation-privilege-withdrawn = a right was withdrawn
console-revocation-ca-compromise = the key of the authority may be in other hands
console-revocation-certificate-hold = suspended
console-revocation-remove-from-crl = taken off the list
console-revocation-aa-compromise = the key of the attribute authority may be in other hands

## Audit log

console-audit-detail = Each entry holds the hash of the one before. Your browser computes the whole chain anew.
console-audit-reading = { $count ->
    [one] One entry computed
   *[other] { $count } entries computed
}
console-audit-stopped = { $count ->
    [one] The check was stopped: one entry computed
   *[other] The check was stopped: { $count } entries computed
}
console-stop = Stop
console-audit-again = Check again
console-audit-whole = { $count ->
    [one] The chain is whole: one entry
   *[other] The chain is whole: { $count } entries
}
console-audit-head = Last hash: { $hash }
console-audit-broken = { $count ->
    [one] The chain is broken in one place
   *[other] The chain is broken in { $count } places
}
console-audit-broken-todo = Keep the database as it is and tell whoever keeps the server.
console-fault-gap = Entry № { $sequence } is missing.
console-fault-unlinked = Entry № { $sequence } does not follow the one before it: one of the two was changed.
console-fault-changed = Entry № { $sequence } was changed after it was written.
console-look = Show
console-audit-records = The records of the certificates say what the log says.
console-audit-untold = Records and log do not agree
console-audit-untold-of = Certificate { $serial }: the log does not tell what the database says.
console-audit-newest = To the newest
console-audit-before = These are the entries before № { $number }.
console-link-holds = Holds
console-link-broken = Broken
console-link-open = Not checked yet
console-event = Event
console-event-any = Any event
console-event-founded = The authority was made
console-event-opened = The authority was opened
console-event-ceremony = The key of a root was used
console-event-invited = Somebody was invited
console-event-certificate-prepared = A certificate was prepared
console-event-certificate-refused = A certificate was refused by linting
console-event-certificate-signed = A certificate was signed
console-event-certificate-published = A certificate was published
console-event-certificate-revoked = A certificate was revoked
console-event-application-submitted = Somebody applied
console-event-application-verified = An application was approved
console-event-application-refused = An application was refused
console-event-application-returned = An application was sent back
console-event-application-cancelled = An application was cancelled
console-event-application-issued = Certificates of an application were issued
console-event-application-installed = Certificates were installed
console-event-session-opened = Somebody logged in to the personal account
console-event-code-sent = A one-time code was sent
console-event-settings-kept = Settings of an account were changed
console-event-registry-imported = A registry was filled
console-event-tls-authority-made = An authority for TLS was made
console-event-operator-made = Somebody became an operator
console-event-operator-revoked = An operator was revoked
console-event-operator-logged-in = An operator logged in
console-event-operator-logged-out = An operator logged out
console-event-crl-issued = A revocation list was issued
console-detail-bin = BIN
console-detail-by = by
console-detail-certificate = certificate
console-detail-channel = channel
console-detail-count = count
console-detail-findings = findings
console-detail-fingerprint = fingerprint
console-detail-issuer = issuer
console-detail-kind = kind
console-detail-name = name
console-detail-number = application
console-detail-office = office
console-detail-operator = operator
console-detail-purpose = purpose
console-detail-reason = reason
console-detail-root = root
console-detail-serial_number = serial number
console-detail-site = address
console-detail-subject = subject
console-detail-template = template
console-detail-token_hash = hash of the token
console-detail-despite = not confirmed

## What went wrong

console-problem-application-unknown = There is no such application
console-todo-application-unknown = Check the number.
console-problem-application-stage-wrong = Nothing can be decided any more
console-todo-application-stage-wrong = Somebody else decided, or its time is over. Look at it anew.
console-problem-certificate-revoked = The certificate is revoked already
console-todo-certificate-revoked = Look at the list anew.
console-problem-certificate-unknown = There is no such certificate
console-todo-certificate-unknown = Look at the list anew.
console-problem-checks-unsettled = The check came to something else
console-todo-checks-unsettled = Look at the comparison anew, and decide then.
console-problem-operator-unknown = This certificate lets nobody in
console-todo-operator-unknown = It was revoked, or is of another authority. Ask whoever keeps the server for a new one, close the browser and choose it.
console-problem-reason-missing = The applicant has to read a reason
console-todo-reason-missing = Choose a reason, or write one in the language of the applicant.
console-problem-session-expired = The session is over
console-todo-session-expired = Log in again.
console-problem-session-of-another = The session belongs to another certificate
console-todo-session-of-another = Log in with the certificate that your browser shows now.
console-problem-timed-out = The authority did not answer in time
console-todo-timed-out = Wait a little and try again.
console-problem-unreachable = The authority cannot be reached
console-todo-unreachable = Check the connection and try again.
console-problem-internal = The authority could not do it
console-todo-internal = Try again. If it stays so, tell whoever keeps the server: its log says why.
