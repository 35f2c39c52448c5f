# Getting keys: the application, its page, the installation.

## Places

nav-get-keys = Get keys
get-detail = A key for the head or an employee of a legal entity: apply here, show your documents at the registration authority, install here.
get-back = All applications
get-journeys = My applications
get-start = New application
get-start-detail = Six short screens at most. You can close the window at any time: what you typed is kept.
get-empty = No certification authority is known yet
get-empty-detail = Enter the address of a certification authority. To try it first, apply to the practice authority: it runs on this computer and binds you to nothing.
get-apply-here = Apply
get-practise = Try with the practice authority
get-other = Another certification authority
get-address = Address of the certification authority
get-address-hint = Begins with https://. The authority tells it to you.
get-authority = Certification authority
get-meeting = Connecting to the certification authority
get-meeting-detail = The practice authority takes up to a minute at its first start.
get-draft = An application that is not sent yet
get-draft-detail = Step { $step } of { $count } · what you typed is kept
get-draft-forget = Delete the draft
get-draft-forget-detail = The answers you typed will be deleted. Nothing was sent to the certification authority.

## Steps

form-title = Application for keys
form-title-again = Correct the application
form-step = Step { $step } of { $count } · you can close the window, what you typed is kept
form-step-template = Who is the key for?
form-step-agreement = User agreement
form-step-applicant = Legal entity
form-step-contact = How can you be reached?
form-step-storage = Where will the key be kept?
form-step-review = Check the application
form-next = Next
form-send = Make the key and apply
form-send-again = Send the corrected application
form-sending = Making the key and sending the application
form-sending-detail = The password or PIN is typed in a separate window.
form-returned = The application was sent back to be corrected
form-refused = This has to be given otherwise

form-for-head = Head of the legal entity
form-for-head-detail = Full right to sign for the legal entity.
form-for-employee = Employee
form-for-employee-detail = The head signs an employee’s application first.
form-for-system = Information system
form-for-system-detail = A key for a program of the legal entity. The head signs this application, too.
form-right = Rights of the employee
form-system-name = Name of the information system
form-system-id = OID of the system
form-system-id-hint = Numbers with dots between them, such as 1.2.398.3.20.1. Leave it empty if you do not know it.
form-treasury-role = Role in the Treasury
form-treasury-role-hint = ROLE and two digits, such as ROLE02. Leave it empty if you do not know it.
form-treasury-code = Treasury code
form-treasury-code-hint = KS and four digits, such as KS1234. Leave it empty if you do not know it.
form-head-first = Once sent, the application waits for the head to sign it in their personal account. Only then does the registration authority look at it.
template-head = Head of the legal entity
template-right-to-sign = Employee with the right to sign
template-financial = Employee who signs financial documents
template-hr = Employee of the personnel department
template-employee = Employee without the right to sign
template-treasury = User of Treasury-Client
template-information-system = Information system
template-individual = Individual

form-accept = I have read the agreement and accept it
form-agreement-version = Version { $version }

form-bin = BIN
form-bin-hint = 12 digits, from the certificate of state registration
form-looking = Looking in the registry of legal entities
form-entity-head = Head: { $head }
form-iin = IIN of the employee
form-iin-hint = 12 digits, from the identity card
form-iin-of-head = The authority knows the head’s IIN by itself.

form-email = E-mail (optional)
form-email-hint = The application number, the decision and reminders are sent here.
form-email-none = Without an e-mail address no letters are sent: follow the application here, under “{ nav-get-keys }”.
form-region = Region
form-city = City
form-choose = Choose
form-city-hint = You bring your documents to the registration authority of this city.

form-storage = Where it is kept
form-storage-tokens = The token was found by itself. The key is made on it and never leaves it.
form-storage-none = No token can be seen. Plug it in now, it appears here by itself.
form-storage-token-years = { $kind } · certificate for 3 years
form-storage-gone = Not connected now
form-storage-folder = A folder on this computer
form-storage-folder-detail = { $folder } · certificate for 1 year
form-storage-warning = A file on a computer can be copied unnoticed. A token is safer: a key cannot be copied from it.
form-storage-other-folder = Choose another folder
form-place-left = The key could not be made in the place chosen before. Choose another one; everything else is kept.
form-make-there = Make the key there
form-storage-password = You choose the key’s password. If it is forgotten, the key cannot be recovered.

form-review-detail = The key is made on this computer or on the token. Only the application goes to the authority.
form-change = Change
form-change-what = Change: { $what }
form-told-template = Key for
form-told-entity = Legal entity
form-told-contact = Contact
form-told-storage = Kept
form-told-email-none = without e-mail

fault-template-missing = Choose who the key is for.
fault-system-name-missing = Enter the name of the information system.
fault-system-id-malformed = An OID is at least three numbers with dots between them, such as 1.2.398.3.20.1.
fault-treasury-role-malformed = A role is ROLE and two digits, such as ROLE02.
fault-treasury-code-malformed = A code is KS and four digits, such as KS1234.
fault-agreement-missing = You cannot apply without accepting: tick the box.
fault-bin-malformed = A BIN has 12 digits, the last of which checks the others. Look for a typing mistake.
fault-entity-missing = Wait until the legal entity is found by its BIN.
fault-iin-malformed = An IIN has 12 digits, the last of which checks the others. Look for a typing mistake.
fault-email-malformed = This does not look like an e-mail address. Correct it or leave the field empty.
fault-region-missing = Choose a region.
fault-city-missing = Choose a city.
fault-storage-missing = Choose where to keep the key.

## The page of an application

application-title = Application for keys
application-number = Application number
application-number-detail = Say it at the registration authority
application-copy = Copy the number
application-stages = How far it is
application-stage-submitted = Application sent
application-stage-awaiting-head = Waits for the head’s signature
application-stage-verified = Checked and approved
application-stage-issuing = Certificate is being issued
application-stage-issued = Certificate issued
application-stage-installed = Certificate installed
application-stage-refused = Application refused
application-stage-returned = Sent back to be corrected
application-stage-cancelled = Cancelled: the time is over
application-until = Show your documents by { $date }
application-until-head = To be signed by { $date }
application-time-used = Part of the time that has passed
application-refresh = Refresh
application-save = Save the application
application-print = Print
application-file = Application { $number }
application-place = The key lies in
application-authority = Certification authority
application-template = Key for
application-person = Legal entity
application-about = About this application
application-begun = Begun
application-checked = Its state is kept up to date while Tanba is open.

application-next-verification = Come with your documents
application-next-verification-detail = Bring your identity card, the certificate of state registration and the printed application. The registration authority compares the documents and approves the application.
application-next-head = Waiting for the head’s signature
application-next-head-detail = Tell the head the application number. The head signs it in their personal account, then the registration authority looks at it.
application-next-issuance = The certificate is being issued
application-next-issuance-detail = This usually takes less than a minute. There is nothing to do.
application-next-install = The certificates are ready
application-next-install-detail = They only have to be installed. You need the password that you chose when the key was made, or the PIN of the token.
application-install = Install the certificates
application-installing = The certificates are being installed
application-going-on = The application goes on
application-next-broken = Go on from where it broke off
application-next-broken-detail = What is done is kept: there will be no second key and no second application.
application-next-keys = The key is not made yet
application-next-keys-detail = Go on to make it in the place that you chose. If that cannot be done there, choose another place: everything else is kept.
application-next-place = Choose another place for the key
application-next-place-detail = No key was made in the place chosen before. Everything else you told is kept.
application-next-asks = Your answer is needed
application-next-asks-detail = Correct the answers and send the application again. The key stays the same.
application-elsewhere = Choose another place
application-correct = Correct
application-next-finished = The key is ready
application-next-finished-detail = The certificate is installed and a test signature was right. The key is among your keys.
application-to-keys = Open the keys
application-next-refused = The application was refused
application-next-refused-detail = An application with this number cannot be changed. Settle the reason and apply anew.
application-next-rejected = The certification authority refused
application-next-cancelled = The application was cancelled
application-next-cancelled-detail = No documents were shown within the month. Apply anew, it takes a few minutes.
application-next-abandoned = You gave this application up
application-next-abandoned-detail = The authority cancels it by itself when its time is over.
application-reason = Reason
application-new = New application
application-holds = What is still left
holds-file = A key without a certificate, kept as a file
holds-folder = A key without a certificate in a folder
holds-token = A key without a certificate on a token
holds-delete = Delete the keys
holds-delete-title = Delete the keys without a certificate?
holds-delete-detail = They cannot be recovered. For a key on a token, its PIN is asked for.
application-holds-application = Application { $number } at the certification authority
application-to-token = Open the token

abandon = Give the application up
abandon-title = Give this application up?
abandon-detail = Its certificate can no longer be installed. The authority cancels the application by itself when its time is over.
abandon-keys = What becomes of the keys made for it?
abandon-keys-delete = Delete
abandon-keys-delete-token = You will be asked for the PIN of the token.
abandon-keys-delete-file = Nobody can sign with a key that has no certificate.
abandon-keys-keep = Keep
abandon-keys-keep-token = They stay listed here and can be deleted later.
abandon-keys-keep-file = The key becomes a visible file in the same folder.

state-waits-verification = Waits for documents
state-waits-head = Waits for the head
state-waits-check = Being checked
state-revoke = Old key to be revoked
state-waits-issuance = Being issued
state-install = Ready to install
state-ready = Can go on
state-asks = Answer needed
state-returned = Sent back
state-finished = Done
state-refused = Refused
state-rejected = Refused
state-cancelled = Cancelled
state-abandoned = Given up

moved-issued = Certificates are ready: { $name }
moved-returned = An application was sent back: { $name }
moved-refused = An application was refused: { $name }
moved-cancelled = An application was cancelled: { $name }
moved-look = Look

need-install = Certificates are ready to be installed
need-waits-verification = An application waits for documents
need-waits-head = An application waits for the head’s signature
need-waits-check = A renewal is being checked
need-revoke = The new key is ready: the old one can be revoked
need-waits-issuance = A certificate is being issued
need-ready = Getting a key broke off
need-asks = An application waits for your answer
need-returned = An application was sent back to be corrected
need-refused = An application was refused
need-rejected = The certification authority refused
need-cancelled = An application was cancelled
need-until = { $what } · by { $date }
need-install-do = Install
need-correct = Correct

operator-title = Practice: you play the operator, too
operator-detail = In earnest you show your documents at the registration authority. While practising you decide yourself; the practice authority writes it into its log.
operator-head = In earnest the head signs this application. While practising, get a key for the head of the same legal entity first: with it you sign the application in the personal account.
operator-approve = Approve as the operator
operator-return = Send back
operator-refuse = Refuse
operator-return-title = Send the application back?
operator-refuse-title = Refuse the application?
operator-reason-detail = As the operator of the practice authority, say why. You will read it as the applicant.

root-detail = If the authority gave you its root certificate, choose it here. Otherwise whom the system trusts is believed.
root-choose = Choose the root certificate
root-subject = Issued to
root-fingerprint = Fingerprint (SHA-256)
root-until = Valid until
root-compare = Compare the fingerprint with the one that the authority told you. If they differ, do not go on.
root-without = Without this certificate
root-trust = Trust and apply

## Settings: the roots of connections

roots = Connections to certification authorities
roots-detail = The root certificates by which the server of an authority is recognised. They have no part in verifying signatures.
roots-none = None was chosen: servers that the system trusts are believed. A root certificate is chosen where you apply for a key.
roots-all = All other authorities
roots-unreadable = This root certificate cannot be read. No connection is made until it is replaced or removed.
roots-replace = Replace
roots-replace-title = Replace the root certificate?
roots-replace-detail = { $authority }: from now on the server is recognised by the new certificate only.
roots-forget = Stop trusting
roots-forget-title = Stop trusting this root certificate?
roots-forget-detail = { $authority }: from now on a server is believed only if the system trusts it.
