# What verification found, warnings and stages of work.

revocation-reason = { $reason ->
    [key-compromise] the key may be in other hands
    [ca-compromise] the authority’s key may be in other hands
    [affiliation-changed] the holder’s details changed
    [superseded] replaced by a newer certificate
    [cessation-of-operation] no longer needed
    [certificate-hold] suspended
    [remove-from-crl] taken off the list
    [privilege-withdrawn] the right was withdrawn
    [aa-compromise] the attribute authority’s key may be in other hands
   *[unspecified] no reason given
}

## Findings

finding-valid = The signature is valid. The document has not changed since it was signed.
finding-certificate-trusted = The certificate is valid, leads to a trusted authority and has not been revoked.
finding-valid-when-signed = The signature was valid when it was made. The certificate has expired since: { $expired_at }.
finding-valid-before-revocation = The signature was valid when it was made. The certificate was revoked later: { $revoked_at } ({ revocation-reason }).
finding-time-stamped = A time stamp proves that the signature existed on { $at }. Issued by: { $authority }.
finding-signing-time-claimed = Time of signing according to the signer: { $at }. Nothing confirms it.
finding-content-changed = The document was changed after it was signed, or it is not the document that was signed.
finding-signature-broken = The signature does not belong to this document and certificate.
finding-content-missing = The signed document was not given, so it could not be compared.
finding-content-appended = Something was added to the document after this signature. The signature does not cover it.
finding-covers-part = The signature covers only part of the document: { $part }.
finding-signature-wrapped = The document is arranged so that the signed part differs from the part that is read. Do not rely on it.
finding-structure-broken = The signature is damaged or wrongly made.
finding-algorithm-weak = The signature rests on an outdated algorithm that is no longer safe: { $algorithm }.
finding-algorithm-unsupported = The signature uses an algorithm that is not supported: { $algorithm }.
finding-signer-certificate-missing = The signer’s certificate is not in the signature, so the signer is unknown.
finding-signer-certificate-mismatch = The signature names another certificate than the one it was made with. Do not rely on it.
finding-signer-certificate-unbound = The signed part does not say which certificate the signature belongs to. It is not CAdES, XAdES or PAdES.
finding-certificate-expired = The certificate has expired: { $expired_at }. Nothing proves that the document was signed before that.
finding-certificate-not-yet-valid = The certificate was not valid yet. It begins: { $begins_at }.
finding-certificate-revoked = The certificate has been revoked since { $revoked_at } ({ revocation-reason }). Nothing proves that the document was signed before that.
finding-path-expired = The certificate has expired: { $expired_at }.
finding-path-revoked = The certificate has been revoked since { $revoked_at } ({ revocation-reason }).
finding-issuer-revoked = The certificate of the authority “{ $issuer }” has been revoked since { $revoked_at } ({ revocation-reason }).
finding-issuer-out-of-bounds = The certificate of the authority “{ $issuer }” has expired or is not valid yet.
finding-certificate-not-for-signing = The certificate was not issued for signing documents.
finding-test-certificate = This is a test certificate. The signature has no legal force.
finding-practice-certificate = This is a practice signature. It has no legal force.
finding-practice-certificate-elsewhere = This is a practice signature: it binds nobody, and no other environment trusts it. It can be checked in the practice environment, on the computer where the practice authority is known.
finding-issuer-not-trusted = The certificate does not lead to a trusted authority. Last authority reached: { $issuer }.
finding-path-constraints-broken = A certificate between the signer and the trusted authority breaks the rules set for it.
finding-revocation-unknown-offline = It is unknown whether the certificate has been revoked: the check was done offline.
finding-revocation-unknown = It is unknown whether the certificate has been revoked: no service gave a reliable answer.
finding-revocation-stale = The information on revocation is too old.
finding-time-stamp-broken = The time stamp is damaged or belongs to another signature.
finding-time-stamp-not-trusted = The time-stamping service is not trusted: { $authority }.
finding-times-out-of-order = The times in the signature contradict each other.

## Indications of ETSI EN 319 102-1

indication-TOTAL-PASSED = The signature is valid
indication-TOTAL-FAILED = The signature is not valid
indication-INDETERMINATE = The signature could not be checked completely

sub-indication-FORMAT_FAILURE = the signature does not have the required structure
sub-indication-HASH_FAILURE = the document does not match the signature
sub-indication-SIG_CRYPTO_FAILURE = the signature value does not match the signer’s key
sub-indication-REVOKED = the certificate was revoked when the document was signed
sub-indication-EXPIRED = the certificate had expired when the document was signed
sub-indication-NOT_YET_VALID = the certificate was not valid yet when the document was signed
sub-indication-SIG_CONSTRAINTS_FAILURE = the signature does not meet the requirements set for it
sub-indication-CHAIN_CONSTRAINTS_FAILURE = the certificate path does not meet the requirements set for it
sub-indication-CERTIFICATE_CHAIN_GENERAL_FAILURE = the certificate path could not be checked
sub-indication-CRYPTO_CONSTRAINTS_FAILURE = an algorithm or a key length is not strong enough
sub-indication-POLICY_PROCESSING_ERROR = the signature policy could not be processed
sub-indication-SIGNATURE_POLICY_NOT_AVAILABLE = the signature policy is not available
sub-indication-TIMESTAMP_ORDER_FAILURE = the time stamps are in an impossible order
sub-indication-NO_SIGNING_CERTIFICATE_FOUND = the signer’s certificate was not found
sub-indication-NO_CERTIFICATE_CHAIN_FOUND = no path to a trusted authority was found
sub-indication-REVOKED_NO_POE = the certificate is revoked, and nothing proves that the signature is older
sub-indication-REVOKED_CA_NO_POE = an authority’s certificate is revoked, and nothing proves that the signature is older
sub-indication-OUT_OF_BOUNDS_NOT_REVOKED = the certificate has expired or is not valid yet; it is not revoked
sub-indication-OUT_OF_BOUNDS_NO_POE = the certificate has expired or is not valid yet, and nothing proves the time of signing
sub-indication-REVOCATION_OUT_OF_BOUNDS_NO_POE = the certificate that vouches for the revocation status is out of its term
sub-indication-CRYPTO_CONSTRAINTS_FAILURE_NO_POE = an algorithm is no longer strong enough, and nothing proves that the signature is older
sub-indication-NO_POE = nothing proves that the signature existed in time
sub-indication-TRY_LATER = there is no fresh enough information on revocation yet
sub-indication-SIGNED_DATA_NOT_FOUND = the signed document was not found
sub-indication-NO_CERTIFICATE_CHAIN_FOUND_NO_POE = no path to an authority that was trusted at that time was found
sub-indication-CUSTOM = another reason, see the details

## Warnings

warning-key-expired = The certificate of this key has expired: { $expired_at }.
warning-key-expires-soon = { $days ->
    [0] The certificate of this key expires today: { $expires_at }.
    [one] The certificate of this key expires in { $days } day: { $expires_at }.
   *[other] The certificate of this key expires in { $days } days: { $expires_at }.
}
warning-key-not-yet-valid = The certificate of this key is not valid yet. It begins: { $begins_at }.
warning-key-revoked = The certificate of this key has been revoked since { $revoked_at } ({ revocation-reason }).
warning-authentication-only = This key is for logging in, not for signing. Recipients may refuse the signature.
warning-test-key = This is a test key. Its signatures have no legal force.
warning-practice-key = This is a practice key. Its signatures have no legal force.
warning-key-on-computer = This key lies in a file on the computer: whoever copies the file can try passwords. A key cannot be copied off a token.
warning-software-token = This is no device but a software token: its keys lie on this computer. It is for practice only.
warning-pin-count-low = The PIN was mistyped before, and few tries are left. Once it is locked, only the administrator’s PIN unblocks it.
warning-pin-final-try = One try is left: one more wrong PIN locks it.
warning-factory-pin = This PIN is the one from the factory, which everybody knows. Change it.
warning-pin-weak = The new PIN has a run such as 123 or abc and is easily guessed.
warning-time-stamp-unavailable = No time stamp could be had. The signature was made without one, at level B.
warning-trust-replaced = { $count ->
    [one] Only { $count } certificate given by you is trusted, not the built-in ones.
   *[other] Only { $count } certificates given by you are trusted, not the built-in ones.
}
warning-history-not-written = The signature was made, but it could not be entered in the history.
warning-store-replaced = The database could not be read. It was put aside as { $path }, and a new one was begun.

## Stages

stage-hashing = Reading
stage-making-key = Making the key
stage-signing = Signing
stage-time-stamping = Time-stamping
stage-verifying = Checking
stage-fetching = Fetching
stage-writing = Writing
