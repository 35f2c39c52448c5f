# When keys end, and the personal account.

nav-renewals = Renewals
nav-account = Personal account
renewals-title = When keys end
renewals-detail = { $count ->
    [0] Every key has more than a month left
    [one] { $count } key ends within a month
   *[other] { $count } keys end within a month
}
renewals-today = Today
renewals-lasts = Valid from { $from } to { $to }
renewals-days-left = { $days ->
    [0] Ends today
    [one] { $days } day left
   *[other] { $days } days left
}
renewals-ended-at = Ended on { $date }
renewals-empty = No key whose end is known
renewals-empty-detail = A key appears here once it has signed something on this computer.
renewals-unopened = { $count ->
    [one] { $count } more key was never opened here: nobody knows when it ends.
   *[other] { $count } more keys were never opened here: nobody knows when they end.
}
renewals-to-keys = To the keys
renewals-calendar = Save to calendar
renewals-calendar-name = key-ends.ics
renewals-not-here-token = Token not connected
renewals-not-here-file = File not within reach
renewals-bring-token = Connect the token to renew it.
renewals-bring-file = Connect the drive with the key file to renew it.
renewals-verb-sign = Renew
renewals-verb-apply = Get a new key
renewals-verb-go-on = Go on
renewals-verb-revoke = Revoke the old one
renewals-verb-look = Ask the authority
renewals-way-check = It has expired, but for 30 days it can still be renewed by signing with it: the authority checks your data anew, then you install the new key here.
renewals-way-apply = It can no longer be renewed with this key. Apply for a new one and show your documents at the registration authority.
renewals-way-elsewhere = It is renewed where it was issued: { $issuer }.
renewals-way-nothing = A new key has taken its place; there is nothing to do.
renew-title = Renew the key
renew-detail = A new key is made, and the old one signs the request. No visit is needed. The old key stays valid until you revoke it.
renew-secret-file = The password is asked once: the new key keeps it. Then you type the code that comes to your phone or e-mail.
renew-secret-token = The PIN is asked once. Then you type the code that comes to your phone or e-mail.
renew-secret-file-token = The password of the old key and the PIN of the token are asked. Then you type the code that comes to your phone or e-mail.
renew-secret-token-folder = The PIN of the token is asked, and you make up a password for the new key. Then you type the code that comes to your phone or e-mail.
renew-secret-two-tokens = The PIN of each token is asked once. Then you type the code that comes to your phone or e-mail.
renew-place = Where the new key is kept
renew-place-same = Where the old one is
renew-place-folder = In another folder
renew-place-folder-choose = You choose the folder
renew-place-token = Token: { $token }
renew-place-token-detail = The key never leaves the token
renew-authority = Certification authority
renew-working = The key is being renewed
renew-working-detail = If it breaks off nothing is lost: you go on from here.
renew-revoking = The old key is being revoked
renew-done = The new key is ready and has proved that it signs
renew-done-detail = Now the old key can be revoked. Nobody can sign with it any more; earlier signatures stay valid.
renew-revoke = Revoke the old key
renew-later = Later
renew-revoked = The old key is revoked
renew-waits = The authority checks the data
renew-waits-detail = Application { $number }. Once it is approved you install the new key here.
renew-broken-off = The renewal broke off
renew-failed = The authority refused the renewal
renew-stop = Give the renewal up
renew-stop-title = Give the renewal up?
renew-stop-detail = The old key stays as it is.
renew-move = Where shall the new key be made?
renew-given-up = The renewal was given up
renew-given-up-detail = It still holds keys without a certificate.
need-renew = Renew

## The personal account

account-enter = Log in
account-enter-title = Everything issued to you in one place
account-enter-detail = You log in by signing with a key. The session stays within the program and ends when the window is closed or the screen locked.
account-authority = Certification authority
account-other-authority = Another address
account-address = Address of the authority
account-key = Key to log in with
account-no-key = A key is needed to log in
account-no-key-detail = Connect a key that this authority issued, or get a new one.
account-leave = Log out
account-until = Session until { $time }
account-head = Head of the organisation
account-issued = Issued certificates
account-issued-detail = All that were issued in your name, wherever. If you do not know one of them, revoke it at once.
account-staff = Certificates of the staff
account-staff-detail = Revoke the certificate of an employee who has left.
account-here = On this computer
account-elsewhere = Not on this computer
account-not-me = This is not me
account-revoke = Revoke
account-revoked = The certificate is revoked
account-valid-until = Valid until { $date }
account-expired-at = Expired on { $date }
account-revoked-at = Revoked on { $date } · { $reason }
revoke-title = Revoke the certificate
revoke-detail = { $holder } will no longer be able to sign with this key. This cannot be undone. A code is sent to confirm it.
revoke-this-one = You logged in with this certificate: once it is revoked the session ends.
revoke-reason = Reason
revoke-key-compromise = The key may be in other hands
revoke-key-compromise-detail = Lost, stolen, or the certificate was not yours
revoke-superseded = A new key took its place
revoke-cessation-of-operation = It is no longer needed
revoke-affiliation-changed = The data changed
revoke-affiliation-changed-detail = Name, organisation or position
revoke-privilege-withdrawn = The right was withdrawn
account-applications = Applications
account-to-sign = Waiting for your signature
account-to-sign-detail = If you sign, the employee gets a key in the name of the organisation.
account-sign = Sign
account-refuse = Refuse
account-signed = The application is signed
account-refused = The application is refused
refuse-title = Refuse the application
refuse-detail = { $name } will read this reason.
account-settings = Settings
account-language = Language of letters and messages
account-reminders = Remind by e-mail before a certificate expires
account-reminders-detail = At 30, 14 and 7 days. The SMS at 10 days is always sent.
account-ended = The session has ended. Log in again to go on.

## The one-time code

prompt-code-renew = To confirm that the key is renewed, a code was sent to { $to }.
prompt-code-revoke = To confirm that the certificate is revoked, a code was sent to { $to }.
prompt-code-label = Code
prompt-code-hint = Good until { $time }. Tell it to nobody: the staff of the authority never ask for it.
