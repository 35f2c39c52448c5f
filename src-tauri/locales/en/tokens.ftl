# Keys and tokens, the control panel of a token, PINs.

## Keys and tokens

keys-title = Keys and tokens
keys-own = In one’s own name
keys-holder-unknown = Holder not known yet
keys-holder-unknown-detail = Who holds a key is seen once its password or PIN is given for the first time.
keys-place = Where it is kept
keys-to-token = Open the token
keys-on-computer = { $count ->
    [one] { $count } key lies in a file on this computer
   *[other] { $count } keys lie in files on this computer
}
keys-on-computer-detail = A file can be copied without anybody noticing. For now give it a strong password, and make the next key on a token: nothing copies it from there.
keys-on-computer-todo = Give it a strong password, delete copies that are not needed, and make the next key on a token.
key-place-file = On this computer: { $file }
key-place-token = Token: { $token }
key-place-software = Software token: { $token }

## Tokens

tokens-title = Tokens
token-title = Token
token-unnamed = Token without a name
token-none = No token is connected
token-none-detail = Plug one into a USB port: it appears here by itself.
token-missing = Token not seen?
token-other-missing = Another token not seen?
token-keys = { $count ->
    [0] no keys
    [one] { $count } key
   *[other] { $count } keys
}
token-memory = How full the token is
token-memory-free = { $free } of { $total } free
token-software = Software token
token-software-detail = This is no device: its keys lie in files on this computer. It is good for trying things out, and does not protect as a real token does.
token-untried = Not tried on real hardware
token-untried-detail = Tanba speaks to such tokens as their maker describes, but this has not been tried on a real device yet. If something goes wrong, copy the diagnostics and send them to us.
token-blank = Not formatted
token-blank-detail = This token is still empty. Prepare it: give it a name and PINs.
token-prepare = Prepare the token
token-unfinished = Registration unfinished
token-unfinished-detail = A key on this token still waits for its certificate ({ $authority }, { $when }), so the token cannot be formatted. Finish the registration: ask the same authority for the key again. If it is not needed, delete that key first.
token-application-unfinished = A key on this token still waits for its certificate ({ $authority }, { $when }), so the token cannot be formatted. Go on with the application under “Get keys”. If it is not needed, give it up there.
token-write-protected = Nothing can be written to this token, it can only be read.
token-pin-pad = The PIN of this token is typed on the keys of its reader.
token-gone = The token is not connected
token-gone-detail = Plug it in again: this page goes on by itself.

## Control panel of a token

token-pins = PINs
token-contents = Keys and certificates
token-about = About the token
token-empty = There are no keys or certificates on this token yet. Some keys are seen only once the PIN is given.
token-serial = Serial number
token-model = Model
token-manufacturer = Maker
token-firmware = Firmware
token-hardware = Hardware version
token-profile = Profile
token-profile-none = maker not known
token-pin-length = Length of a PIN
token-pin-length-value = { $min }–{ $max } characters
token-module = Module
token-key-id = Number of the key on the token
token-diagnostics = Copy diagnostics
token-diagnostics-detail = For support. There is no PIN, no key and no name of yours in it.

token-rename = Rename
token-rename-detail = The name is seen when signing and in lists. The keys stay as they are.
token-renamed = The token is renamed.
token-label = Name
token-new-label = New name
token-label-hint = Up to 32 Latin letters, or 16 Cyrillic ones.
token-format = Format
token-format-title = Format the token?
token-format-detail = The token becomes as new, and both PINs are asked for.
token-format-loss = { $count ->
    [0] Everything on the token is deleted for good.
    [one] { $count } key and its certificate are deleted for good. They cannot be restored.
   *[other] { $count } keys and their certificates are deleted for good. They cannot be restored.
}
token-formatted = The token is formatted.
token-prepared = The token is ready.
token-type-to-confirm = Type “{ $name }” to confirm

token-key-new = New key
token-key-new-detail = The key is made inside the token and never leaves it.
token-key-label = Name of the key
token-key-label-hint = Not needed. It helps to tell the key from others.
token-key-name = Name in a trial certificate
token-key-name-hint = If given, the key makes itself a certificate that others do not trust. Leave it empty if an authority will issue one.
token-key-make = Make the key
token-key-making = The token is making a key
token-key-making-detail = This can take up to five minutes. Do not pull the token out.
token-key-cancelling = Stopping: waiting for the token to answer
token-key-passed = Time passed
token-key-made = The key is made.
token-key-unnamed = Key without a name
token-key-without-certificate = no certificate yet
token-key-actions = Actions with the key: { $name }
token-cert-put = Write a certificate…
token-cert-replace = Replace the certificate…
token-cert-written = The certificate is on the token.
token-cert-export = Save the certificate to a file…
token-cert-exported = The certificate is saved to a file.
token-cert-delete = Delete the certificate
token-cert-without-key = Certificate · its key is not on this token
token-key-delete = Delete the key
token-delete-key-title = Delete the key from the token?
token-delete-certificate-title = Delete the certificate from the token?
token-delete-detail = { $name } · token: { $token }
token-delete-key-loss = The key is deleted for good: there is no copy of it. Signatures made with it stay valid.
token-delete-certificate-loss = Without a certificate the key signs nothing. The key itself stays on the token.
token-deleted-key = The key is deleted.
token-deleted-certificate = The certificate is deleted.

algorithm-rsa-2048 = RSA 2048
algorithm-rsa-2048-detail = Understood by most old systems.
algorithm-rsa-3072 = RSA 3072
algorithm-rsa-3072-detail = Stronger, takes longer to make.
algorithm-rsa-4096 = RSA 4096
algorithm-rsa-4096-detail = The longest RSA. A token may need minutes.
algorithm-p256 = ECDSA P-256
algorithm-p256-detail = Fast and strong. For international systems.
algorithm-p384 = ECDSA P-384
algorithm-p384-detail = Stronger than P-256, a little slower.
algorithm-gost512 = GOST 34.10-2015 (512)
algorithm-gost512-detail = For the NCA and state systems of Kazakhstan.

## Where no token is found

token-help = If a token is not seen
token-help-detail = This page goes on by itself as soon as the token is found.
token-looked-at = What was looked at
token-looked-at-detail = Each part of the way between the token and this computer.
token-modules = Modules
token-modules-detail = A token is spoken to through its maker’s module (a PKCS#11 library). Each module is tried apart before it is loaded.
module-add = Add a module file
module-forget = Remove the module from the list: { $name }
module-own = added by you
module-state-pending = Being tried
module-state-ready = Ready
module-state-missing = Not installed
module-state-no-module = No module
module-state-crashed = Crashed
module-state-hung = Does not answer
module-state-failed = Gave an error

token-software-here = Software token
token-software-here-detail = { $name } is installed on this computer. With it everything can be tried without a token, but its keys are not protected as on a real one.

## PINs

pin-kind-user = User PIN
pin-kind-so = Administrator’s PIN
pin-state-good = PIN in order
pin-state-count-low = Few tries left
pin-state-final-try = One try left
pin-state-locked = Locked
pin-state-to-be-changed = PIN must be changed
pin-state-not-set = No PIN yet
pin-means-good = The token has no wrong PIN on record.
pin-means-count-low = It was wrong the last time; few tries are left.
pin-means-final-try = One more wrong one locks it.
pin-means-locked-user = It was wrong too often. The keys are safe; the administrator’s PIN unblocks it.
pin-means-locked-both = It was wrong too often, and the administrator’s PIN is locked too, so nothing unblocks it. Contact whoever gave you the token.
pin-means-locked-so = It was wrong too often. Nobody can unblock it any more: the token cannot be formatted, nor the user PIN be unblocked.
pin-means-to-be-changed = The token asks for another one: this PIN is the factory’s, or was given for a time.
pin-means-not-set-user = The user PIN is set with the administrator’s PIN.
pin-means-not-set-so = It is set when the token is formatted.
pin-lock-user = Several wrong ones in a row lock it. Only the administrator’s PIN unblocks it.
pin-lock-so = Several wrong ones in a row lock it for good: nothing unblocks it.
pin-last-user = Only the administrator’s PIN unblocks it then.
pin-last-so = Nothing unblocks it then.
pin-change = Change
pin-changed-user = The user PIN is changed.
pin-changed-so = The administrator’s PIN is changed.
pin-forgotten = PIN forgotten
pin-unblock = Unblock
pin-set = Set a PIN
pin-unblocked = The new user PIN is set.

prompt-pin-open-user = PIN of the token
prompt-pin-open-so = Administrator’s PIN
prompt-pin-new-user = New PIN
prompt-pin-new-so = New administrator’s PIN
prompt-no-usable-key = None of these keys can sign now
pin-of = PIN · { $token }
pin-new-user = New user PIN
pin-new-so = New administrator’s PIN
pin-new-again = Once more
pin-new-hint = Remember it, or write it down in a safe place, but never keep it with the token.
pin-wrong-again = The PIN is wrong.
pin-stop = If you are not sure, stop.
pin-factory = The PIN from the factory is still in use
pin-factory-detail = Everybody knows it: whoever finds the token can sign in your name. Make up a PIN of your own now.
pin-later = Later
pin-save = Save
pin-confirm = Confirm
pin-cyrillic = The keyboard is set to Cyrillic. PINs are typed in Latin letters and digits.
pin-show = Show the PIN
pin-hide = Hide the PIN
pin-on-reader = Type the PIN on the keys of the reader. Press “Sign” first.
pin-rules = Rules for the PIN
pin-rule-length = { $min }–{ $max } characters
pin-rule-latin = Latin letters and digits only
pin-rule-both = at least one letter and one digit
pin-rule-run = no runs such as 123, 678, abc

## Where the practice key is kept

practice-place = Where shall the practice key be kept?
practice-place-file = On this computer
practice-place-file-detail = In a file with a password. This is the easiest.
practice-place-software-detail = { $name }: as with a real token. For practice only.
practice-busy-token = Type the token’s PIN in the window that opens. Making the key may take minutes.

## What to do in the window

todo-token-not-found = Plug the token into a USB port. If it is plugged in, the page “{ token-missing }” tells what is missing.
todo-token-ambiguous = Unplug one of the tokens and try again.
todo-pin-locked = Press “{ pin-unblock }” on the token’s page: the administrator’s PIN is asked for. The keys are safe. If you do not know it, contact whoever gave you the token.
todo-pin-not-set = Press “{ pin-set }” on the token’s page, or format the token.
todo-token-key-missing = Look at the keys on the token’s page. Some are seen only once the PIN is given.
todo-token-key-ambiguous = Choose the key on the token’s page.
todo-token-certificate-missing = Write the certificate of this key to the token, on the token’s page.
