// Made from the Rust types by `cargo xtask generate`; change them there.

export type ApplicationFile = { 
/**
 * What everybody with its number may see.
 */
application: ApplicationView, 
/**
 * Whom the certificates will name.
 */
applicant: string, 
/**
 * Every fact from all sides.
 */
checks: Array<Check>, 
/**
 * Where the applicant is written to.
 */
email: string | null, 
/**
 * In which language.
 */
language: Language, 
/**
 * Region and city.
 */
place: [Words, Words] | null, 
/**
 * The version of the agreement that was accepted.
 */
agreement: string | null, 
/**
 * Serial number of the certificate that it renews.
 */
renews: string | null, 
/**
 * Whether an operator can approve it now.
 */
can_approve: boolean, 
/**
 * Whether an operator can refuse it or send it back now.
 */
can_refuse: boolean, 
/**
 * Other applications for the same person and legal entity that are open.
 */
others: Array<string>, 
/**
 * Certificates that were issued for it.
 */
certificates: Array<FoundCertificate>, };

export type ApplicationStage = "submitted" | "awaiting-head" | "verified" | "issuing" | "issued" | "installed" | "refused" | "returned" | "cancelled";

export type ApplicationView = { 
/**
 * Twelve digits in groups of four, `1234-5678-9012`; the last is a check digit.
 */
number: string, 
/**
 * How far it has come.
 */
stage: ApplicationStage, 
/**
 * Every stage that it reached, in order.
 */
stages: Array<StageReached>, 
/**
 * The name of the legal entity; empty for a person of none.
 */
name: string, 
/**
 * What the certificate will say of its owner.
 */
template: Template, 
/**
 * Where the private keys live.
 */
storage: KeyStorageKind, 
/**
 * Until when it must be verified; afterwards it is cancelled.
 */
expires_at: Moment, 
/**
 * Why it was refused or sent back.
 */
reason?: Words | null, };

export type AuditCheck = { 
/**
 * How many entries there were.
 */
entries: number, 
/**
 * Serial numbers of the certificates of which the log does not tell what their records say.
 */
untold: Array<string>, };

export type AuditEntry = { 
/**
 * Its number, from 1.
 */
sequence: number, 
/**
 * When.
 */
at: Moment, 
/**
 * What happened.
 */
kind: string, 
/**
 * About what: JSON of texts, as it was hashed.
 */
detail: string, 
/**
 * The hash of the entry before.
 */
previous_hash: string, 
/**
 * Its own.
 */
hash: string, };

export type AuditPage = { 
/**
 * The entries.
 */
entries: Array<AuditEntry>, 
/**
 * Whether there are more in that direction.
 */
more: boolean, };

export type CertificateState = "valid" | "expired" | "revoked" | "unfinished";

export type Check = { 
/**
 * What is compared.
 */
fact: Fact, 
/**
 * What the certificates will say; nothing where they say nothing of it.
 */
certificate: string | null, 
/**
 * As the registry has it now.
 */
registry: string | null, 
/**
 * What the certification request proves, or claims where that is compared. Names are not: programs put
 * their own where a person's would be.
 */
request: string | null, 
/**
 * What it came to.
 */
mark: Mark, };

export type Fact = "bin" | "organisation" | "head" | "iin" | "name" | "patronymic" | "birth-date" | "phone" | "system-name" | "system-id" | "treasury-role" | "treasury-code" | "key";

export type FoundCertificate = { 
/**
 * Contents of the serial number in lower-case hex.
 */
serial_number: string, 
/**
 * The name of the issuing authority.
 */
issuer: string, 
/**
 * What it is for: `person`, `ca`, `ocsp`, `tsa`, `root`.
 */
office: string, 
/**
 * The subject (RFC 4514).
 */
subject: string, 
/**
 * What it is worth.
 */
state: CertificateState, 
/**
 * When it was made.
 */
issued_at: Moment, 
/**
 * When it expires.
 */
not_after_at: Moment, 
/**
 * Since when it is revoked.
 */
revoked_at: Moment | null, 
/**
 * Why.
 */
revocation_reason: RevocationReason | null, 
/**
 * Whether an operator can revoke it.
 */
can_revoke: boolean, };

export type FoundCertificates = { 
/**
 * The certificates, the newest first.
 */
certificates: Array<FoundCertificate>, 
/**
 * Whether there are more than these.
 */
more: boolean, };

export type KeyStorageKind = "pkcs12" | "kaztoken" | "etoken-72k" | "etoken-5110" | "jacarta" | "akey";

export type Language = "kk" | "ru" | "en";

export type Mark = "agrees" | "differs" | "missing" | "noted" | "unanswered";

export type Moment = number;

export type OperatorDecision = "approve" | "refuse" | "return";

export type OperatorRevocation = { 
/**
 * Why.
 */
reason: RevocationReason, };

export type OperatorSession = { 
/**
 * The operator's name.
 */
name: string, 
/**
 * When the certificate expires.
 */
expires_at: Moment, 
/**
 * After so many seconds without a call the session is over.
 */
idle_seconds: number, 
/**
 * What the authority is called.
 */
authority: string, 
/**
 * Whether its certificates are for practice, and bind nobody to anything.
 */
practice: boolean, };

export type Queue = { 
/**
 * The applications.
 */
entries: Array<QueueEntry>, 
/**
 * Whether there are more than these.
 */
more: boolean, };

export type QueueEntry = { 
/**
 * What everybody with its number may see.
 */
application: ApplicationView, 
/**
 * Whom the certificates will name.
 */
applicant: string, 
/**
 * When it was made.
 */
submitted_at: Moment, 
/**
 * Whether it renews a certificate.
 */
renews: boolean, };

export type QueueState = "waiting" | "awaiting-head" | "approved" | "closed" | "all";

export type ReasonTemplate = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its words.
 */
words: Words, };

export type RevocationReason = "unspecified" | "key-compromise" | "ca-compromise" | "affiliation-changed" | "superseded" | "cessation-of-operation" | "certificate-hold" | "remove-from-crl" | "privilege-withdrawn" | "aa-compromise";

export type RulingOrder = { 
/**
 * What is decided.
 */
decision: OperatorDecision, 
/**
 * The id of a reason that is known in every language.
 */
reason: string | null, 
/**
 * Words of the operator's own, which stand behind it or alone: at least in the applicant's language.
 */
words: Words | null, 
/**
 * To approve: the facts of which the operator knows that their check came to nothing good.
 */
despite: Array<Fact>, };

export type StageReached = { 
/**
 * The stage.
 */
stage: ApplicationStage, 
/**
 * When.
 */
at: Moment, };

export type Template = "head" | "right-to-sign" | "financial" | "hr" | "employee" | "treasury" | "information-system" | "individual";

export type Words = { 
/**
 * In Kazakh.
 */
kk: string, 
/**
 * In Russian.
 */
ru: string, 
/**
 * In English.
 */
en: string, };
