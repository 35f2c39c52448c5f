# Labels, headings and questions of the shells.

## Words of a report

label-signer = Signer
label-common-name = Name
label-iin = IIN
label-bin = BIN
label-organisation = Organisation
label-roles = Roles
label-treasury-role = Role in the Treasury
label-treasury-code = Treasury code
label-system-id = OID of the system
label-certificate = Certificate
label-serial-number = Serial number
label-issuer = Issued by
label-subject = Issued to
label-valid-from = Valid from
label-valid-until = Valid until
label-key = Key
label-key-identifier = Key identifier
label-key-usage = Key usage
label-key-storage = Key storage
label-algorithm = Algorithm
label-fingerprint = SHA-256 fingerprint
label-policies = Policies
label-path = Certificate path
label-trust-anchor = Trusted authority
label-revocation = Revocation
label-file = File
label-document = Document
label-size = Size
label-digest = Digest
label-form = Form
label-level = Level
label-packaging = Packaging
label-signed-at = Signed
label-time-stamped-at = Time stamp
label-result = Result
label-reason = Reason
label-details = Technical details
label-environment = Environment
label-warning = Warning
label-error = Error
label-todo = What to do
label-written = Written

environment-production = production
environment-test = test
environment-practice = practice
packaging-attached = the document is inside the signature
packaging-detached = the signature is separate from the document
packaging-enveloped = the signature is inside the document
revocation-good = not revoked
revocation-revoked = revoked since { $revoked_at } ({ revocation-reason })
revocation-unknown = unknown
revocation-not-needed = not needed for a trusted authority

## Roles and key storage of the National Certification Authority

role-individual = individual
role-legal-entity = legal entity
role-head = head of the organisation
role-signatory = may sign
role-financial-signatory = may sign financial documents
role-personnel = personnel department
role-employee = employee
role-information-system = information system
role-nca-administrator = NCA administrator
role-nca-manager = NCA manager
role-nca-operator = NCA operator
role-identified-in-person = identified in a service centre
role-identified-remotely = identified remotely
role-identified-digital-id = identified with Digital ID
role-treasury-client = Treasury client
role-signing = signing
role-authentication = authentication
storage-pkcs12 = PKCS#12 file
storage-jks = JKS file
storage-id-card = ID card
storage-kaztoken = Kaztoken
storage-etoken-72k = eToken Java 72K
storage-etoken-5110 = eToken 5110
storage-jacarta = JaCarta
storage-akey = aKey
storage-sim = SIM card
storage-cloud = cloud
storage-unknown = unknown

## Keys

keys-none = No keys were found.
keys-found = { $count ->
    [one] { $count } key found
   *[other] { $count } keys found
}
key-state-open-needed = its owner is seen once the password is given
key-state-valid = valid until { $expires_at }
key-state-expired = expired on { $expired_at }

## Signing and verifying

ask-password = Password for { $file }:
ask-new-password = New password for { $file }:
ask-new-password-again = The new password once more:
ask-pin = PIN of { $token }:
ask-so-pin = Administrator’s PIN of { $token }:
ask-new-pin = New PIN for { $token }:
ask-new-so-pin = New administrator’s PIN for { $token }:
ask-new-pin-again = The new PIN once more:
cli-pins-differ = The two PINs differ. Please type them again.
cli-pin-on-device = Type the PIN on { $token } itself.
password-wrong-again = { $tries ->
    [0] The password is wrong.
    [one] The password is wrong. { $tries } try left.
   *[other] The password is wrong. { $tries } tries left.
}
passwords-differ = The two passwords differ. Please type them again.
key-certified = Certified by { $name } ({ $url }).
key-resumed = The attempt that was interrupted has been finished.
key-for-practice = This is a practice key: its signatures bind nobody and are trusted only with --environment practice.
authority-first-contact = This authority was met for the first time and is trusted for practice from now on. Compare its fingerprint with the one that it shows itself.
signing-documents = { $count ->
    [one] { $count } document will be signed
   *[other] { $count } documents will be signed
}
signed = Signed at level { $level }
extended = Time stamp added
extracted = Document extracted
signatures-found = { $count ->
    [one] { $count } signature
   *[other] { $count } signatures
}

## Why a new PIN is not suitable

pin-fault-too-short = At least { $min } characters are needed.
pin-fault-too-long = At most { $max } characters fit.
pin-fault-forbidden-character = Only Latin letters and digits are allowed.
pin-fault-no-letter = At least one Latin letter is needed.
pin-fault-no-digit = At least one digit is needed.
pin-fault-run = Runs such as 123, 678 or abc are not allowed.
pin-fault-factory = This is the PIN from the factory, which everybody knows.
pin-fault-unchanged = This is the old PIN.
pin-fault-refused = The token does not take such a PIN.

## Tokens

label-token = Token
label-token-model = Model
label-token-profile = Family
label-token-module = Module
label-token-memory = Free memory
label-user-pin = User PIN
label-so-pin = Administrator’s PIN
pin-is-not-set = not set
pin-is-good = in order
pin-is-count-low = few tries are left; then it is locked
pin-is-final-try = one try is left; one more wrong one locks it
pin-is-locked = locked
pin-is-to-be-changed = has to be changed
cli-tokens-none = No token is connected. tanba doctor tells why.
cli-token-unnamed = Token without a name
cli-token-untried = not tried on a real device of this family
cli-token-unfinished = registration not finished: { $authority }
cli-token-formatted = The token is formatted.
cli-token-labelled = The token has its new label.
cli-token-pin-changed = The PIN is changed.
cli-token-pin-unblocked = The new user PIN is set.
cli-token-key-made = The key is made on the token.
cli-token-certificate-put = The certificate is on the token.
cli-token-deleted = Deleted from the token.

## History

history-empty = The history is empty.
history-kind-signed = signed
history-kind-extended = time-stamped
history-kind-verified = verified
history-kind-key-changed = key file changed
history-whole = { $count ->
    [one] The history is whole: { $count } entry.
   *[other] The history is whole: { $count } entries.
}
history-altered = Entry { $sequence } was altered.
history-removed = Entries before number { $sequence } were removed.
history-cut-off = { $count ->
    [one] { $count } entry was cut off the end.
   *[other] { $count } entries were cut off the end.
}
history-replaced = The history was replaced: its last entry known to the keyring is a different one.
history-head-behind = The keyring knows only part of the history: its last { $count } entries were written while it could not be reached.
history-no-keyring = This system has no keyring, so it cannot be noticed if entries were cut off the end.
history-keyring-empty = The keyring knows nothing of this history, so it cannot be noticed if entries were cut off the end before today.

## Doctor

doctor-good = in order
doctor-missing = missing
doctor-trouble = needs attention
doctor-store = Database
doctor-history = History
doctor-keyring = OS keyring
doctor-time = Clock
doctor-tsa = Time-stamping service
doctor-proxy = Proxy
doctor-trust = Trusted authorities
doctor-folders = Folders
doctor-language = Language
doctor-version = Version
doctor-modules = Token modules
doctor-module = Token module
doctor-tokens = Tokens
doctor-pcscd = Smart-card service
doctor-reader = Reader
doctor-confinement = Confinement

## Printed sheets and stamps

sheet-title = Signature sheet
report-title = Verification report
sheet-signature = Signature { $number }
sheet-digest = SHA-256 of the file
sheet-checked = Checked
sheet-note = This sheet says what was found when it was made. Only the signed file itself proves the signature.
sheet-code = Signature { $number }: digest, signer and time
sheet-footer = Tanba { $version } · { $at }
stamp-heading = Signed electronically

## Applications and the personal account

label-applicant = Applicant
label-state = State
label-revoked-at = Revoked
label-enrolment = Id
label-application = Application number
label-come-until = Show documents until
label-asked = Question
label-holds = Key without a certificate
label-to-delete = To delete it
label-to-go-on = To go on
enrolments-none = No enrolment is under way.
enrolment-asks = Your answer is needed
enrolment-ready = It can go on
enrolment-finished = The keys are ready
enrolment-refused = The application was refused
enrolment-rejected = The certification authority declined
enrolment-cancelled = The application was cancelled: nobody came in time
enrolment-abandoned = You gave it up
enrolment-waits-verification = Documents are to be shown at the registration authority
enrolment-waits-head = The first head has to sign
enrolment-waits-issuance = The certificate is being issued
application-submitted = submitted
application-awaiting-head = awaiting the head
application-verified = verified
application-issuing = being issued
application-issued = issued
application-installed = installed
application-refused = refused
application-returned = sent back
application-cancelled = cancelled
asked-agreement = Do you accept the user agreement?
asked-applicant = For whom is the key?
asked-contact = How can you be reached?
asked-storage = Where is the key to be kept?
asked-old-key = Which key is to be renewed?
asked-revocation = The new key works. Is the old one to be revoked?
ask-code-renew = Code for the renewal, sent to { $to }:
ask-code-revoke = Code for the revocation, sent to { $to }:
certificate-revoked-now = The certificate is revoked
label-language = Language of letters
label-email-reminders = Reminders by e-mail
setting-on = yes
setting-off = no
calendar-key-ends = { $holder }: a key expires
calendar-key-ends-detail = The certificate is valid until { $end }. Before that, renew the key in Tanba with the old key: no visit is needed.
