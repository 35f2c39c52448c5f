# What the system shows for the application: tray, dialogs, notifications.

desktop-no-display = there is no screen to show a window on. In a terminal use the program “tanba”.

desktop-tray-show = Show Tanba
desktop-tray-sign = Sign a document…
desktop-tray-verify = Verify a signature…
desktop-tray-renewals = Renew keys…
desktop-tray-quit = Quit

desktop-pick-documents = Choose documents
desktop-pick-keys = Choose key files
desktop-pick-certificates = Choose certificates
desktop-pick-module = Choose a token’s module
desktop-pick-folder = Choose a folder
desktop-pick-save = Save as
desktop-key-files = Key files (.p12, .pfx)
desktop-certificate-files = Certificates (.cer, .pem, .p7b)
desktop-module-files = PKCS#11 modules
desktop-all-files = All files

desktop-still-working = Tanba is still working. Quit anyway? Documents that are already signed stay signed, and the rest is offered again at the next start.
desktop-quit-anyway = Quit
desktop-keep-going = Keep going

desktop-signed = { $count ->
    [one] { $count } document is signed.
   *[other] { $count } documents are signed.
}
desktop-signed-in-part = Signed: { $count }. Not signed: { $failed }.

desktop-key-ends = { $days ->
    [0] A key expires today
    [one] A key expires in { $days } day
   *[other] A key expires in { $days } days
}
desktop-key-ended = A key has expired
desktop-key-of = { $holder }. Click to renew it.
desktop-key-of-both = { $holder }, { $organisation }. Click to renew it.
desktop-certificates-ready = Certificates are ready to be installed
desktop-application-returned = An application for keys was sent back
desktop-application-refused = An application for keys was refused
