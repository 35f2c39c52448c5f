application-received-subject = Application { $number } received
application-received =
    Your application for signing keys has been received. Its number is { $number }.

    Come to a registration centre with your identity document and the documents of the company before { $until }. An application that is not verified by then is cancelled.

    You can see the status of the application in Tanba at any time.
application-awaits-head-subject = Application { $number } waits for the head of the company
application-awaits-head =
    Your application for signing keys has been received. Its number is { $number }.

    The head of the company must sign it in the personal account before { $until }. An application that is not signed by then is cancelled.
application-verified-subject = Application { $number } verified
application-verified = Application { $number } has been checked and approved. Your certificates are being issued.
application-issued-subject = Certificates for application { $number } are ready
application-issued =
    Certificates for application { $number } are ready.

    Open Tanba on the computer where you applied: it will install them with your keys.
application-refused-subject = Application { $number } refused
application-refused =
    Application { $number } was refused.

    Reason: { $reason }
application-returned-subject = Application { $number } sent back
application-returned =
    Application { $number } was sent back to you.

    What to put right: { $reason }

    Put it right and apply again: Tanba remembers everything you entered.
application-cancelled-subject = Application { $number } cancelled
application-cancelled = Application { $number } was cancelled because it was not verified within a month. You can apply again.
code-renew-subject = Code for renewing keys
code-renew = Your code for renewing signing keys is { $code }. It is valid for { $minutes } minutes. Tell it to nobody.
code-renew-sms = { $code } is your code for renewing signing keys. Tell it to nobody.
code-revoke-subject = Code for revoking a certificate
code-revoke = Your code for revoking a certificate is { $code }. It is valid for { $minutes } minutes. Tell it to nobody.
code-revoke-sms = { $code } is your code for revoking a certificate. Tell it to nobody.
certificate-expires-subject = Your signing key is valid until { $until }
certificate-expires =
    The signing key of { $name } is valid until { $until }.

    Renew it in Tanba while it is valid: no visit is needed.
certificate-expires-sms = Your signing key is valid until { $until }. Renew it in Tanba, no visit is needed.
certificate-revoked-subject = A certificate was revoked
certificate-revoked =
    The certificate { $serial } of { $name } was revoked. Signatures made with it from now on are not valid.

    If this was not you, contact the authority at once.

reason-documents-missing = A document is missing. Bring your identity document and the documents of the company.
reason-data-mismatch = The data in the application does not match the documents.
reason-not-authorised = The documents do not show that you may act for this company.
reason-identity-not-confirmed = Your identity could not be confirmed.
reason-duplicate = There is another application for the same keys.
reason-not-certifiable = A certificate cannot be made for this key. Make new keys and apply again.
reason-head-refused = The head of the company refused the application.

form-title = Application for signing keys
form-application = Application
form-number = Number
form-submitted = Submitted
form-until = To be verified before
form-organisation = Legal entity
form-name = Name
form-bin = BIN
form-applicant = Whose keys they are
form-person = Name
form-iin = IIN
form-template = Template
form-system-name = Name of the information system
form-treasury-role = Role in the Treasury
form-treasury-code = Treasury code
form-system-id = Object identifier of the system (OID)
form-place = Region and city
form-email = E-mail
form-keys = Keys
form-storage = Kept on
form-digest = SHA-256 of the request
form-agreement = User agreement
form-bring = Bring this application, your identity document and the documents of the company to a registration centre.
form-head = The head of the company signs this application in the personal account.
form-signature = Applicant's signature: ____________________    Date: ____________
form-qr = Number of the application
form-footer = Tanba · practice: binds nobody to anything
template-head = First head
template-right-to-sign = Employee with the right to sign
template-financial = Employee with the right to sign financial documents
template-hr = Employee of the personnel department
template-employee = Employee
template-treasury = User of the Treasury's system
template-information-system = Information system
template-individual = Individual
storage-pkcs12 = Computer (file)
storage-kaztoken = Kaztoken
storage-etoken-72k = eToken PRO 72K
storage-etoken-5110 = eToken 5110
storage-jacarta = JaCarta
storage-akey = aKey
