# Words of the window: frame, first run, home, keys, settings, the prompt window.

## Frame

nav-home = Home
nav-keys = Keys
nav-settings = Settings
nav-about = About Tanba
nav-practice = Practice

frame-navigation = Sections
frame-skip = Skip to the content
frame-toasts = Messages
frame-help = Keyboard shortcuts
frame-open-files = Open files
frame-close = Close
frame-cancel = Cancel
frame-continue = Continue
frame-back = Back
frame-remove = Remove
frame-more = More actions
frame-loading = Loading
frame-try-again = Try again
frame-show-in-folder = Show in folder
frame-copied = Copied
frame-not-copied = It could not be copied.
frame-copy-details = Copy details
frame-copy-value = Copy: { $label }
frame-practice = Practice environment
frame-drop = Drop to sign or verify
frame-drop-detail = A key file is added to your keys
frame-prompt-waits = Your answer is awaited in a separate window. Type your password only there.
frame-sorted-sign = to sign: { $count }
frame-sorted-verify = to verify: { $count }
frame-sorted-keys = to the keys: { $count }
frame-to-verify = Go to Verify

day-today = today
day-ahead = { $days ->
    [1] tomorrow
    [one] in { $days } day
   *[other] in { $days } days
}
day-ago = { $days ->
    [1] yesterday
    [one] { $days } day ago
   *[other] { $days } days ago
}

## First run

first-tagline = Sign documents and verify signatures. Your key stays on your computer.
first-title-welcome = Welcome
first-title-choice = Where shall we begin?
first-title-places = Where are my keys?
first-title-found = Keys that were found
first-title-practice = Practice key
first-title-practised = Your practice key is ready
first-choice-detail = Later you can use both.
first-keys = Open my keys
first-keys-detail = If key files of the NCA are on this computer or on a USB stick.
first-practise = Practise
first-practise-detail = If you have no key yet. A practice key is ready in a minute and is sent nowhere.
first-places-detail = With your consent Tanba looks for .p12 files in these places. The files are not changed and no password is asked.
first-look = Allow and look
first-found-detail = Who holds a key is seen once its password is given for the first time.
first-finish = Open Tanba
first-without-key = Go on without a key for now

## Home

home-morning = Good morning
home-morning-name = Good morning, { $name }
home-day = Good afternoon
home-day-name = Good afternoon, { $name }
home-evening = Good evening
home-evening-name = Good evening, { $name }
home-detail = { $count ->
    [0] { $date } · nothing is waiting
    [one] { $date } · { $count } thing is waiting for you
   *[other] { $date } · { $count } things are waiting for you
}
home-needs = Needs you now
home-keys = My keys
home-all-keys = { $count ->
    [one] Show { $count } key
   *[other] Show all { $count } keys
}
home-drop = Drop a file here to sign or verify it
home-drop-detail = PDF, XML, any file, a whole folder
home-pick = Choose files
home-recent = Recent
home-stale = This could not be brought up to date; what was known before is shown.

need-no-key = Signing needs a key
need-no-key-detail = Open your own key, or try things out with a practice key
need-open-keys = Open my keys
need-key-expires = { $days ->
    [0] A key expires today
    [one] A key expires in { $days } day
   *[other] A key expires in { $days } days
}
need-key-expires-detail = { $holder } · get a new key while this one is still good
need-key-expired = A key has expired
need-key-expired-detail = { $holder } · it signs no more: renew it or get a new one
need-key-revoked = A key is revoked
need-key-revoked-detail = { $holder } · if you did not ask for it, contact the NCA
need-unfinished = { $count ->
    [one] Signing was interrupted: { $count } document is left
   *[other] Signing was interrupted: { $count } documents are left
}
need-unfinished-detail = Begun { $when } · what was signed is kept
need-history-damaged = The history was altered
need-history-damaged-detail = Someone else may have changed it, or the file is damaged
need-look = Have a look

## Keys

keys-state-unopened = Not opened yet
keys-state-valid = Valid
keys-state-expiring = Expires soon
keys-state-expired = Expired
keys-state-not-yet-valid = Not valid yet
keys-state-revoked = Revoked
keys-state-authentication-only = For login
keys-state-uncertified = No certificate
keys-state-damaged = Damaged
keys-days-left = { $days ->
    [0] Today
    [one] { $days } day
   *[other] { $days } days
}
keys-practice = Practice
keys-time-used = Part of its time that has passed
keys-valid-until = until { $date }
keys-expired-at = Expired on { $date }
keys-damaged-detail = This file cannot be opened as a key
keys-back = All keys
keys-empty = No keys yet
keys-empty-detail = Show a key file, or the folder it is in. Its name usually ends in .p12.
keys-empty-searched = There is no key in the usual places. If it is on a USB stick, plug it in and show the file.
keys-search = Look in the usual places
keys-add-file = Add a key file
keys-add-folder = Add a folder
keys-change-password = Change password
keys-password-changed = The password of the key is changed.
keys-back-up = Back up
keys-backed-up = Copied to { $folder }
keys-forget = Remove from the list
keys-forget-title = Remove the key from the list?
keys-forget-detail = The file stays where it is and can be added again at any time.

place-usual = Usual place
place-nca-layer = Remembered by NCALayer
place-added = Added by you
place-practice = Practice keys
place-count = { $count ->
    [0] no key files
    [one] { $count } key file
   *[other] { $count } key files
}
place-forget = Look here no more: { $path }

## Practice

practice-offer = The practice authority runs on this computer and gives you a practice key. With it everything can be tried safely.
practice-begin = Get a practice key
practice-busy = The practice key is being made
practice-busy-detail = Make up a password for it in the window that opens.
practice-worth = A signature with a practice key is taken as valid on this computer only. It counts nowhere else.
practice-fingerprint = Fingerprint of the practice authority (SHA-256)
practice-forget = Remove the practice authority
practice-forget-title = Remove the practice authority?
practice-forget-detail = Signatures with its keys will no longer be recognised here either. The key files stay where they are.

## Settings

settings-look = Language and look
settings-language = Language
settings-theme = Look
settings-theme-system = As in the system
settings-theme-light = Light
settings-theme-dark = Dark
settings-theme-contrast = High contrast
settings-save = Save
settings-saved = Setting saved
settings-time = Time stamps
settings-time-detail = A time stamp proves when a document was signed.
settings-tsa = Address of the service
settings-tsa-hint = Left empty, the service of the chosen environment is used.
settings-tsa-default = The environment's own service
settings-trust = Trusted authorities
settings-trust-detail = Whose certificates are believed when a signature is verified.
settings-environment-production = Production
settings-environment-production-detail = The National Certification Authority. Choose this for daily work.
settings-environment-test = Test
settings-environment-test-detail = Test certificates of the NCA. They have no legal force.
settings-environment-practice = Practice
settings-environment-practice-detail = The practice authority of this computer. Its signatures are valid nowhere else.
settings-environment-own-detail = { $count ->
    [one] { $count } certificate that you added.
   *[other] { $count } certificates that you added.
}
settings-environment-add = Add an environment
settings-environment-add-detail = Take certificates only from the authority itself, and only if you know who runs it: with this environment chosen, every certificate it issues is trusted.
settings-environment-name = Name
settings-environment-files = Choose certificates
settings-environment-chosen = { $count ->
    [0] No file chosen
    [one] { $count } file chosen
   *[other] { $count } files chosen
}
settings-environment-trust = Trust them
settings-environment-remove = Remove the environment “{ $name }”
settings-environment-remove-detail = Its certificates will no longer be trusted.
settings-keys = Where keys are
settings-keys-detail = Tanba looks for key files in these places.
settings-key-places = Look in the usual places
settings-key-places-detail = Home, desktop, documents, downloads, and the places that NCALayer remembers.
settings-network = Network
settings-proxy = Proxy
settings-proxy-system = As in the system
settings-proxy-none = No proxy
settings-proxy-address = This address
settings-proxy-label = Address of the proxy
settings-proxy-hint = Ask your administrator for it.
settings-system = System
settings-autostart = Start with the system
settings-autostart-detail = Reminders of deadlines come in time; no window opens.

## About

about-what = Open-source software that signs documents with NCA keys and verifies signatures.
about-licence = Free to use and share: under MIT or Apache 2.0, as you like.
about-doctor = Self-check
about-doctor-detail = Is everything that signing needs on this computer? The check changes nothing and does not use the network.
about-again = Check again

## What to do, where the advice for the terminal does not fit the window

todo-key-expired = Obtain a new key. To sign with this one all the same, switch on “{ sign-allow-expired }” where you sign; recipients may refuse the signature.
todo-content-missing = Put the document beside the signature under its own name, or show where it is.
todo-certificate-in-key-file = Choose the certificate file; it usually ends in .cer, .crt or .pem.
todo-environments-mixed = Choose the environment of the key in the settings, or sign with a key of the chosen environment.
todo-online-needed = Connect to the network and try again.
todo-tsa-not-configured = Give the address of the service in the settings, or sign without a time stamp.
todo-ocsp-answer-damaged = Verify again later.
todo-ocsp-refused = { todo-ocsp-answer-damaged }
todo-crl-unreachable = Check the connection and verify again in a few minutes.
todo-crl-timed-out = { todo-crl-unreachable }
todo-crl-answer-damaged = { todo-ocsp-answer-damaged }
todo-crl-refused = { todo-ocsp-answer-damaged }
todo-issuer-unreachable = { todo-crl-unreachable }
todo-issuer-timed-out = { todo-crl-unreachable }
todo-issuer-answer-damaged = { todo-ocsp-answer-damaged }
todo-issuer-refused = { todo-ocsp-answer-damaged }
todo-authority-untrusted = Check the address. If the authority gave you its root certificate, choose it with the address under “{ nav-get-keys }”; if it has given you another one since, replace it in the settings. Otherwise do not go on.
todo-authority-unreachable = Check the connection and try again: a key that was begun is kept and finished.
todo-authority-timed-out = Try again in a few minutes: a key that was begun is kept and finished.
todo-authority-not-practice = Remove the practice authority in the settings and begin practice anew.
todo-practice-authority-changed = If you began practice anew yourself, remove the former practice authority in the settings and get a practice key again. Otherwise do not use this authority.
todo-history-damaged = “{ history-check }” on the page of the history shows what was changed. Documents that were signed are not affected.
todo-setting-unsuitable = An address begins with http:// or https://.

## Prompt window

prompt-sign-local = Confirm the signature
prompt-sign-command-line = A terminal asks for a signature
prompt-sign-web-site = { $host } asks for a signature
prompt-sign-qr-code = { $host } asks for a signature by QR code
prompt-from-local = Tanba · begun by you
prompt-from-command-line = a command on this computer
prompt-from-web-site = { $site } · a page in the browser
prompt-from-qr-code = { $host } · QR code
prompt-documents = Documents to sign
prompt-document-check = Look at the document in the main window first.
prompt-more-documents = { $count ->
    [one] { $count } more document
   *[other] { $count } more documents
}
prompt-fewer-documents = Show fewer
prompt-key = Key
prompt-no-key = There is no key that could sign this. Add one in the main window.
prompt-password = Password of the key
prompt-password-hint = Typed in this window only, kept nowhere.
prompt-show-password = Show password
prompt-hide-password = Hide password
prompt-caps-lock = Caps Lock is on.
prompt-cyrillic = The keyboard is set to Cyrillic. Passwords of keys are typed in Latin letters.
prompt-cancel = Refuse
prompt-sign = Sign
prompt-sign-many = { $count ->
    [one] Sign { $count } document
   *[other] Sign { $count } documents
}
prompt-code-title = One-time code
prompt-code-wrong = The code is wrong. Enter the one that came last.
prompt-code-confirm = Confirm
prompt-open-title = Password of the key
prompt-open = Open
prompt-new-title = Make up a new password
prompt-new = Save
prompt-new-password = New password
prompt-new-again = Once more
prompt-new-hint = This password cannot be recovered. Keep it in a safe place.
prompt-new-refused = This password was not accepted. Make up another one.
prompt-rules = Rules for the password
prompt-rule-length = 6–32 characters
prompt-rule-upper = a capital Latin letter
prompt-rule-lower = a small Latin letter
prompt-rule-digit = a digit
prompt-rule-same = both are the same
prompt-rule-met = met
prompt-rule-unmet = not met
prompt-sending = Answered
