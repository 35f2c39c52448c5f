# Documents: signing, verifying, the history.

nav-sign = Sign
nav-verify = Verify
nav-history = History

document-kind-pdf = PDF
document-kind-xml = XML
document-kind-image = Image
document-kind-text = Text
document-kind-cms = Signature file
document-kind-other = File

documents-open = Open
documents-sheet = Printable sheet…
documents-sheet-name = signature-sheet
documents-written = Written: { $file }

## Preview

preview-of = Document: { $name }
preview-page = Page { $page } of { $count }
preview-previous = Previous page
preview-next = Next page
preview-zoom-in = Zoom in
preview-zoom-out = Zoom out
preview-cut = This is only the beginning of the file. Open it to see the rest.
preview-nothing = This file cannot be shown here
preview-nothing-detail = { $kind }, { $size }. Open it in its own program before you sign it.

## Signing

sign-detail = One document, or a whole folder at once
sign-empty = Drop the documents to sign here
sign-empty-detail = PDF, XML, any file, a whole folder
sign-choose = Choose files
sign-choose-folder = Choose a folder
sign-stays = Documents and keys do not leave this computer.
sign-documents = { $count ->
    [one] { $count } document
   *[other] { $count } documents
}
sign-pages = { $count ->
    [one] { $count } page
   *[other] { $count } pages
}
sign-add = Add
sign-add-folder = Add a folder
sign-clear = Clear the list
sign-remove = Remove from the list: { $name }
sign-already = has signatures
sign-later = { $count ->
    [one] { $count } file waits for the next signing.
   *[other] { $count } files wait for the next signing.
}

sign-key-ask = Ask me when signing
sign-key-ask-detail = A separate window asks for key and password
sign-no-key = Signing needs a key
sign-no-key-detail = Add a key file or get a practice key.
sign-to-keys = Go to the keys
sign-allow-expired = Sign although the key has expired
sign-allow-expired-detail = Most recipients will refuse such a signature.

sign-wishes = How to sign
sign-form-automatic = Form chosen by itself
sign-form-automatic-detail = Inside a PDF; for other files, a signature file beside the document. Usually right.
sign-form-pades = Inside the PDF
sign-form-pades-detail = Document and signature are one file.
sign-form-detached = A file of its own
sign-form-detached-detail = The document stays as it is, the signature lies beside it. Send both.
sign-form-attached = Document inside the signature
sign-form-attached-detail = One file, but the document must be taken out to be read.
sign-form-xml = Inside the XML
sign-form-xml-detail = For XML documents that government systems expect.
sign-form-unsuited = Does not suit every document in the list
sign-time-automatic = time stamp if possible
sign-time-automatic-detail = A time stamp is added if the service answers. If not, the document is signed all the same.
sign-time-always = time stamp required
sign-time-always-detail = Without a time stamp nothing is signed.
sign-time-none = no time stamp
sign-time-none-detail = Needs no network. The signature ages with its certificate.
sign-folder = Where results go
sign-folder-beside = beside the document
sign-folder-chosen = into the folder “{ $folder }”
sign-folder-choose = Change
sign-folder-reset = Put them beside the document

sign-visible = Show the signature on the page
sign-visible-detail = Choose its place: drag the box, or move it with the arrow keys.
sign-visible-all = { $count ->
    [one] In { $count } PDF document at the chosen place.
   *[other] In all { $count } PDF documents at the same place.
}
sign-visible-here = Put it on page { $page }
sign-place = Page { $page }: { $left }% from the left, { $top }% from the top, { $width }% wide, { $height }% high
sign-place-name = Place of the signature on the page
sign-place-how = Arrow keys move it, Shift with arrow keys changes its size, PageUp and PageDown take it to another page.
stamp-heading = Signed with a digital signature
stamp-signer = Name of the signer

sign-button = { $count ->
    [0] Sign
    [one] Sign { $count } document
   *[other] Sign { $count } documents
}
sign-left-out = { $count ->
    [one] { $count } file cannot be signed and is left out.
   *[other] { $count } files cannot be signed and are left out.
}
sign-asking = Your confirmation is awaited in a separate window
sign-going = { $done } of { $count } signed
sign-going-one = The document is being signed
sign-progress = Progress of the signing
sign-cancel = Stop
sign-results = What became of each document
sign-fate-waiting = Waits its turn
sign-fate-working = Being signed
sign-fate-signed = Signed
sign-fate-failed = Not signed
sign-level-B = without a time stamp
sign-level-T = with a time stamp
sign-level-LT = with a time stamp and validation data
sign-level-LTA = with an archive time stamp
sign-done = { $count ->
    [0] No document was signed
    [one] { $count } document signed
   *[other] { $count } documents signed
}
sign-done-beside = The result lies beside the document.
sign-done-folder = The result is in { $folder }
sign-failed = { $count ->
    [one] { $count } document was not signed, see why below.
   *[other] { $count } documents were not signed, see why below.
}
sign-left = { $count ->
    [one] { $count } document was not reached.
   *[other] { $count } documents were not reached.
}
sign-retry = { $count ->
    [one] Try the failed one again
   *[other] Try the { $count } failed ones again
}
sign-rest = { $count ->
    [one] Sign the remaining one
   *[other] Sign the remaining { $count }
}
sign-more = Sign other documents
sign-verify = Verify

## Verifying

verify-detail = Who signed, when, and whether the document has changed
verify-empty = Drop a signed file here
verify-empty-detail = A PDF or XML with signatures, .cms, .p7s, .sig
verify-stays = The document is sent nowhere. Only the state of the certificate is asked for over the network.
verify-more = Verify more
verify-clear = Clear the list
verify-files = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
verify-remove = Remove from the list: { $name }
verify-busy = Being verified
verify-busy-file = Verifying “{ $name }”
verify-waits = Waits its turn
verify-not-run = The verification of “{ $name }” was stopped.
verify-again = Verify again
verify-working = Being done

verify-verdict-TOTAL-PASSED = { $count ->
    [one] The signature is valid
   *[other] All signatures are valid
}
verify-verdict-TOTAL-FAILED = { $count ->
    [one] The signature is not valid
   *[other] Not every signature is valid
}
verify-verdict-INDETERMINATE = { $count ->
    [one] It cannot be decided whether the signature is valid
   *[other] It cannot be decided whether every signature is valid
}
verify-means-TOTAL-PASSED = The document has not changed since it was signed, and the signer’s certificate is trusted.
verify-means-TOTAL-FAILED = Do not rely on this document. Ask the signer for a new one.
verify-means-INDETERMINATE = That does not mean the signature is wrong: something is missing for a verdict. What it is, is said below.
verify-chip-TOTAL-PASSED = Valid
verify-chip-TOTAL-FAILED = Not valid
verify-chip-INDETERMINATE = Undecided
verify-chip-failed = Not verified
verify-compared = compared with { $document }
verify-checked-at = verified on { $at }
verify-practice = This is a practice signature
verify-practice-detail = Only the practice authority of this computer recognises it. It has no legal force.
verify-signer-unknown = Unknown signer
verify-when-proven = — proven by a time stamp
verify-when-claimed = — according to the signer
verify-when-unknown = The time of signing is not stated
verify-chain = Certificate chain
verify-chain-detail = Who vouches for the signer
verify-chain-issuer = Certification authority
verify-chain-valid = Valid: { $from } – { $until }
verify-chain-none = No chain to a trusted authority was found.
verify-revocation-good = Not revoked
verify-revocation-revoked = Revoked
verify-revocation-unknown = Unknown whether revoked
verify-revocation-not-needed = Revocation need not be checked
verify-revoked-at = Revoked on
verify-form-cms = CMS (CAdES)
verify-form-pdf = PDF (PAdES)
verify-form-xml = XML (XAdES)
verify-level-none = none
verify-missing = Show the signed document
verify-missing-detail = The signature is apart from its document. The document is not beside it, so it could not be compared.
verify-missing-other = “{ $document }” is not the signed document. Show another one.
verify-missing-choose = Choose the document
verify-sign-instead = Sign this document
verify-unavailable = { $count ->
    [one] { $count } service did not answer
   *[other] { $count } services did not answer
}
verify-report = Save report (PDF)
verify-report-json = Save report for programs (JSON)
verify-report-name = verification-report
verify-extend = Add a time stamp
verify-extended = Time stamp added: { $file }
verify-extract = Take the document out

## History

history-detail = What was signed and verified on this computer
history-empty-detail = Every signing and every verification is entered here. No entry can be changed unnoticed.
history-empty-sign = Sign a document
history-list = Entries, newest first
history-search = Search the history
history-search-hint = Document, signer, digest
history-search-clear = Clear the search
history-found = { $count ->
    [one] { $count } entry found
   *[other] { $count } entries found
}
history-none = Nothing found
history-none-detail = No entry contains “{ $words }”.
history-check = Check integrity
history-checking = The history is being checked
history-not-whole = The history was altered
history-more-faults = { $count ->
    [one] and { $count } more fault
   *[other] and { $count } more faults
}
history-at = When
history-what = What
history-number = Entry number
history-verify = Verify the signature
