// Made from the Rust types by `cargo xtask generate`; change them there.

export type AccountApplication = { 
/**
 * The application.
 */
application: ApplicationView, 
/**
 * Whose keys they will be.
 */
applicant: string, 
/**
 * The role of a Treasury user, `ROLE02`.
 */
treasury_role?: string | null, 
/**
 * The code that the Treasury gave its user, `KS1234`.
 */
treasury_code?: string | null, 
/**
 * The object identifier of an information system.
 */
system_id?: string | null, 
/**
 * What the head signs to let it through, as it stands (UTF-8); only while it awaits the head, and only
 * for the head.
 */
to_sign?: string | null, };

export type AccountSettings = { 
/**
 * The language of letters and messages.
 */
language: Language, 
/**
 * Whether to be reminded by e-mail before a certificate expires. SMS is always sent.
 */
email_reminders: boolean, };

export type AccountSettingsChange = { 
/**
 * The language of letters and messages.
 */
language: Language | null, 
/**
 * Whether to be reminded by e-mail.
 */
email_reminders: boolean | null, };

export type AccountState = { 
/**
 * The addresses of the authorities that this computer knows.
 */
authorities: Array<string>, 
/**
 * The account that is open.
 */
open: AccountView | null, };

export type AccountSubject = { 
/**
 * Surname and name.
 */
name: string, 
/**
 * IIN.
 */
iin: string | null, 
/**
 * BIN of the legal entity that the key signs for.
 */
bin: string | null, 
/**
 * Its name.
 */
organisation: string | null, 
/**
 * Whether this is its first head.
 */
is_head: boolean, };

export type AccountView = { 
/**
 * Address of the authority.
 */
authority: string, 
/**
 * Who is logged in.
 */
subject: AccountSubject, 
/**
 * Serial number of the certificate that logged in: of a pair, the one for authentication.
 */
serial_number: string, 
/**
 * Until when the session lasts.
 */
expires_at: Moment, 
/**
 * Everything issued to the person, and for a head for the legal entity.
 */
certificates: Array<OwnCertificateView>, 
/**
 * The person's applications, and for a head those of the staff.
 */
applications: Array<AccountApplication>, 
/**
 * The settings.
 */
settings: AccountSettings, };

export type Agreement = { 
/**
 * Names this text; an application says which one was accepted.
 */
version: string, 
/**
 * The text: paragraphs between blank lines.
 */
text: Words, };

export type Answer = { "answer": "confirm", 
/**
 * The identifier of the chosen [`KeyCandidate`]; none for a password or a PIN prompt.
 */
key: string | null, 
/**
 * The password or PIN; wiped from memory when dropped.
 */
secret: string, } | { "answer": "cancel" };

export type AppState = { 
/**
 * Version of the program.
 */
version: string, 
/**
 * Language that the person set; none before the first run is over.
 */
language: Language | null, 
/**
 * `light`, `dark` or `contrast`; none follows the system.
 */
theme: string | null, 
/**
 * Whether the first run is over.
 */
started: boolean, 
/**
 * The trust environment.
 */
environment: string, 
/**
 * Address of the time-stamping authority that the person set.
 */
tsa: string | null, 
/**
 * The proxy: an address, empty for none; the system's when not set.
 */
proxy: string | null, 
/**
 * Whether keys are looked for in the usual places.
 */
key_places: boolean, 
/**
 * Whether the application starts with the system; none where that cannot be set.
 */
autostart: boolean | null, 
/**
 * The practice authority, once there is one.
 */
practice: PracticeView | null, };

export type Applicant = { 
/**
 * The legal entity: BIN, 12 digits.
 */
bin: string, 
/**
 * The person: IIN, 12 digits. The authority knows that of the head.
 */
iin: string | null, 
/**
 * What the key is for.
 */
template: Template, 
/**
 * The name of an information system.
 */
system_name?: string | null, 
/**
 * Its object identifier in dotted form.
 */
system_id?: string | null, 
/**
 * The role of a Treasury user: `ROLE` and two digits.
 */
treasury_role?: string | null, 
/**
 * The code that the Treasury gave: `KS` and four digits.
 */
treasury_code?: string | null, };

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

export type Applied = { 
/**
 * Where it stands.
 */
enrolment: EnrolmentView, 
/**
 * Why it went no further.
 */
failure: Failure | null, };

export type Ask = { "ask": "agreement" } | { "ask": "applicant", 
/**
 * What was told before.
 */
previous: Applicant | null, 
/**
 * Why it is asked again.
 */
why: Why | null, } | { "ask": "contact", 
/**
 * What was told before.
 */
previous: Contact | null, 
/**
 * Why it is asked again.
 */
why: Why | null, } | { "ask": "storage", 
/**
 * What was told before.
 */
previous: Storage | null, 
/**
 * Why it is asked again.
 */
why: Why | null, } | { "ask": "old-key" } | { "ask": "revocation", 
/**
 * Serial number of the old certificate, in hex.
 */
serial: string, };

export type AuthorityView = { 
/**
 * Its address.
 */
url: string, 
/**
 * Its name for people, once it was met.
 */
name: string | null, };

export type Awaiting = "verification" | "head" | "issuance";

export type Call = { "call": "state" } | { "call": "set-setting", 
/**
 * Its name.
 */
name: string, 
/**
 * Its value; none to clear it.
 */
value: string | null, } | { "call": "set-autostart", 
/**
 * Whether it does.
 */
on: boolean, } | { "call": "home" } | { "call": "keys" } | { "call": "see-reminders" } | { "call": "key-places" } | { "call": "use-key-places", 
/**
 * Whether they are looked at.
 */
on: boolean, } | { "call": "add-keys", 
/**
 * Their paths.
 */
paths: Array<string>, } | { "call": "forget-keys", 
/**
 * Its path.
 */
path: string, } | { "call": "change-password", 
/**
 * The key file.
 */
file: string, } | { "call": "back-up-key", 
/**
 * The key file.
 */
file: string, 
/**
 * The folder.
 */
folder: string, } | { "call": "renewals" } | { "call": "renew", 
/**
 * The key, by its reference.
 */
key: string, 
/**
 * Address of the authority.
 */
authority: string, 
/**
 * Where the new key is made and kept; beside the old one when not given.
 */
storage: DraftPlace | null, } | { "call": "go-on-renewing", 
/**
 * The id of the enrolment.
 */
id: string, 
/**
 * Whether the old key is to be revoked, where that is asked.
 */
revoke_old: boolean | null, 
/**
 * Where the new key is to be made instead, where that cannot be done.
 */
storage: DraftPlace | null, } | { "call": "stop-renewing", 
/**
 * The id of the enrolment.
 */
id: string, 
/**
 * What becomes of keys without a certificate.
 */
left: KeysLeft, } | { "call": "save-calendar", 
/**
 * The file.
 */
path: string, } | { "call": "account" } | { "call": "account-open", 
/**
 * Address of the authority.
 */
authority: string, 
/**
 * The key, by its reference.
 */
key: string, } | { "call": "account-close" } | { "call": "account-revoke", 
/**
 * Its serial number, in hexadecimal.
 */
serial: string, 
/**
 * Why.
 */
reason: RevocationReason, } | { "call": "account-decide", 
/**
 * Its number.
 */
number: string, 
/**
 * Why it is refused; none to sign it.
 */
refusal: string | null, } | { "call": "account-settings", 
/**
 * What is other.
 */
change: AccountSettingsChange, } | { "call": "tokens" } | { "call": "token-change-pin", 
/**
 * Serial number of the token.
 */
serial: string, 
/**
 * Whose PIN.
 */
kind: PinKind, } | { "call": "token-unblock", 
/**
 * Serial number of the token.
 */
serial: string, } | { "call": "token-label", 
/**
 * Serial number of the token.
 */
serial: string, 
/**
 * The label, at most 32 bytes in UTF-8.
 */
label: string, } | { "call": "token-init", 
/**
 * Serial number of the token; empty for one that was never formatted.
 */
serial: string, 
/**
 * Its label from then on.
 */
label: string, 
/**
 * What the person typed to confirm: its serial number, or its label as it is now.
 */
confirmation: string, } | { "call": "token-key-new", 
/**
 * Serial number of the token.
 */
serial: string, 
/**
 * Algorithm of the key.
 */
algorithm: TokenAlgorithm, 
/**
 * Name of its objects on the token.
 */
label: string, 
/**
 * The name in a certificate that the key signs itself; none for no certificate.
 */
name: string | null, } | { "call": "token-cert-put", 
/**
 * Serial number of the token.
 */
serial: string, 
/**
 * File of the certificate.
 */
file: string, } | { "call": "token-cert-export", 
/**
 * Serial number of the token.
 */
serial: string, 
/**
 * Identifier of the key.
 */
key_id: string, 
/**
 * The file.
 */
path: string, } | { "call": "token-delete", 
/**
 * Serial number of the token.
 */
serial: string, 
/**
 * Identifier of the key.
 */
key_id: string, 
/**
 * What is deleted.
 */
what: TokenObject, 
/**
 * What the person typed to confirm: the token's serial number or label.
 */
confirmation: string, } | { "call": "token-diagnostics", 
/**
 * Serial number of the token.
 */
serial: string, } | { "call": "token-module-add", 
/**
 * Its file.
 */
path: string, } | { "call": "token-module-forget", 
/**
 * Its file.
 */
path: string, } | { "call": "practise", 
/**
 * Where the key is made; in a file when not given.
 */
place?: PractisePlace, } | { "call": "forget-practice" } | { "call": "enrolments" } | { "call": "enrolment", 
/**
 * Its id.
 */
id: string, } | { "call": "enrolment-form", 
/**
 * The enrolment whose answers are corrected; none for a new application.
 */
enrolment: string | null, 
/**
 * Address of the authority; none for that of the draft, or for practice.
 */
authority: string | null, } | { "call": "authority-root", 
/**
 * The file.
 */
path: string, } | { "call": "authority-roots" } | { "call": "trust-authority-root", 
/**
 * Address of the authority.
 */
authority: string, 
/**
 * The file.
 */
path: string, 
/**
 * The fingerprint that the person was shown.
 */
fingerprint: string, } | { "call": "forget-authority-root", 
/**
 * Address of the authority; none for the root of all.
 */
authority: string | null, } | { "call": "enrolment-draft", 
/**
 * What was told.
 */
draft: EnrolmentDraft, 
/**
 * The screen; none to stay.
 */
to: FormStep | null, } | { "call": "enrolment-forget", 
/**
 * The enrolment whose answers are corrected; none for a new application.
 */
enrolment: string | null, } | { "call": "enrolment-look-up", 
/**
 * Its BIN.
 */
bin: string, } | { "call": "enrolment-apply", 
/**
 * The enrolment whose answers are corrected; none for a new application.
 */
enrolment: string | null, } | { "call": "enrolment-refresh", 
/**
 * The id of the enrolment.
 */
id: string, } | { "call": "enrolment-resume", 
/**
 * The id of the enrolment.
 */
id: string, } | { "call": "enrolment-abandon", 
/**
 * The id of the enrolment.
 */
id: string, 
/**
 * What becomes of keys without a certificate.
 */
left: KeysLeft, } | { "call": "enrolment-elsewhere", 
/**
 * The id of the enrolment.
 */
id: string, } | { "call": "enrolment-rule", 
/**
 * The id of the enrolment.
 */
id: string, 
/**
 * What is decided.
 */
ruling: PracticeRuling, } | { "call": "enrolment-paper", 
/**
 * The id of the enrolment.
 */
id: string, 
/**
 * The file; none to open it for printing.
 */
path: string | null, } | { "call": "inspect", 
/**
 * Files and folders.
 */
paths: Array<string>, } | { "call": "preview", 
/**
 * The document.
 */
path: string, 
/**
 * The page, from 0.
 */
page: number, 
/**
 * How wide the page will be shown, in device pixels.
 */
width: number, } | { "call": "sign", 
/**
 * What and how.
 */
order: SignOrder, } | { "call": "unfinished" } | { "call": "forget-unfinished", 
/**
 * Its id.
 */
id: number, } | { "call": "verify", 
/**
 * A signature, or a document with signatures inside.
 */
file: string, 
/**
 * The document of a detached signature; found beside it when not given.
 */
content: string | null, } | { "call": "save-report", 
/**
 * The verification, by the id of its reply.
 */
id: number, 
/**
 * What it is written as.
 */
format: ReportFormat, 
/**
 * The file.
 */
path: string, } | { "call": "save-sheet", 
/**
 * The verification, by the id of its reply.
 */
id: number, 
/**
 * The file.
 */
path: string, } | { "call": "extend", 
/**
 * The file.
 */
file: string, } | { "call": "extract", 
/**
 * The signature.
 */
file: string, 
/**
 * The file to write; beside the signature when not given.
 */
out: string | null, } | { "call": "history", 
/**
 * Entries older than this number; the newest when not given.
 */
before: number | null, 
/**
 * How many at most.
 */
limit: number, 
/**
 * Words that an entry must contain.
 */
search: string | null, } | { "call": "check-history" } | { "call": "environments" } | { "call": "add-environment", 
/**
 * Its name.
 */
name: string, 
/**
 * Files of certificates.
 */
files: Array<string>, } | { "call": "remove-environment", 
/**
 * Its name.
 */
name: string, } | { "call": "doctor" } | { "call": "pick", 
/**
 * What is chosen.
 */
what: PickKind, 
/**
 * A name to begin with, for [`PickKind::Save`].
 */
name: string | null, } | { "call": "reveal", 
/**
 * The file.
 */
path: string, } | { "call": "open", 
/**
 * The file.
 */
path: string, } | { "call": "cancel", 
/**
 * Which.
 */
task: number, };

export type CertificateView = { 
/**
 * Subject as RFC 4514 writes attributes, in the order of the encoding.
 */
subject: string, 
/**
 * Issuer, likewise.
 */
issuer: string, 
/**
 * Serial number in hexadecimal.
 */
serial_number: string, 
/**
 * Begin of validity.
 */
not_before_at: string, 
/**
 * End of validity.
 */
not_after_at: string, 
/**
 * Algorithm and length of the key; `None` when it is not supported.
 */
key: string | null, 
/**
 * SHA-1 of the subjectPublicKey bits, in hexadecimal.
 */
key_identifier: string, 
/**
 * What the key is for.
 */
key_purpose: string | null, 
/**
 * Where the key is stored, where the certificate says so.
 */
key_storage: string | null, 
/**
 * Key usages by their names in RFC 5280.
 */
key_usage: Array<string>, 
/**
 * Extended key usages by object identifier.
 */
extended_key_usage: Array<string>, 
/**
 * Certificate policies by object identifier.
 */
policies: Array<string>, 
/**
 * Whether it is the certificate of an authority.
 */
authority: boolean, 
/**
 * SHA-256 of the certificate, in hexadecimal.
 */
sha256: string, 
/**
 * Whether the NCA's test contour issued it.
 */
test: boolean, 
/**
 * Surname and name, or the name of a system.
 */
common_name: string | null, 
/**
 * Individual identification number, twelve digits.
 */
iin: string | null, 
/**
 * Business identification number, twelve digits.
 */
bin: string | null, 
/**
 * Name of the organisation.
 */
organisation: string | null, 
/**
 * The role of a Treasury user, `ROLE02`.
 */
treasury_role: string | null, 
/**
 * The code that the Treasury gave its user, `KS1234`.
 */
treasury_code: string | null, 
/**
 * The object identifier of an information system.
 */
system_id: string | null, 
/**
 * Roles, in the certificate's own order.
 */
roles: Array<string>, };

export type Changed = "keys" | "tokens" | "reminders" | "account" | "history" | "settings" | "enrolments";

export type Check = { 
/**
 * Its name in the catalogue, without `doctor-`.
 */
name: string, 
/**
 * How it is.
 */
health: Health, 
/**
 * What was found, in technical words.
 */
detail: string, 
/**
 * What is wrong, for people.
 */
failure: Failure | null, };

export type City = { 
/**
 * Its code in KATO: nine digits.
 */
code: string, 
/**
 * Its name.
 */
name: Words, };

export type CodeChannel = "sms" | "email";

export type CodePurpose = "renew" | "revoke";

export type CodeSent = { 
/**
 * Which way.
 */
channel: CodeChannel, 
/**
 * Where to, all but the ends hidden: `+7 7** *** ** 12`.
 */
to: string, 
/**
 * Until when it is taken.
 */
expires_at: Moment, };

export type Contact = { 
/**
 * E-mail address.
 */
email: string | null, 
/**
 * In which language.
 */
language: Language, 
/**
 * Region by its KATO code.
 */
region: string | null, 
/**
 * City by its KATO code.
 */
city: string | null, };

export type DocumentKind = "pdf" | "xml" | "image" | "text" | "cms" | "other";

export type DocumentSummary = { 
/**
 * Its file name, or the title that the asking side gave.
 */
name: string, 
/**
 * Its size in bytes.
 */
size: number, 
/**
 * The name of the digest algorithm.
 */
digest_algorithm: string, 
/**
 * The digest in lower-case hex; signing fails when the document no longer has it.
 */
digest: string, };

export type DocumentView = { 
/**
 * Its path.
 */
path: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its size in bytes.
 */
size: number, 
/**
 * What it is.
 */
kind: DocumentKind, 
/**
 * How many pages it has, where it has pages that can be shown.
 */
pages: number | null, 
/**
 * Whether there are signatures in it.
 */
signed: boolean, 
/**
 * The forms in which it can be signed, the one that suits it best first.
 */
forms: Array<OrderedForm>, 
/**
 * Why it can be neither.
 */
failure: Failure | null, };

export type DraftPlace = { "place": "folder", 
/**
 * Its path.
 */
path: string, } | { "place": "token", 
/**
 * Its serial number.
 */
serial: string, };

export type DraftView = { 
/**
 * What was told.
 */
draft: EnrolmentDraft, 
/**
 * The screens there are, in their order.
 */
steps: Array<FormStep>, 
/**
 * What keeps the screen that is shown from being left, once somebody tried.
 */
faults: Array<FormFault>, 
/**
 * Why it is asked again.
 */
why: Why | null, };

export type EnrolmentDraft = { 
/**
 * The enrolment whose answers are corrected; none for a new application.
 */
enrolment: string | null, 
/**
 * Address of the authority.
 */
authority: string, 
/**
 * The screen that is shown.
 */
step: FormStep, 
/**
 * What the key is for.
 */
template: Template | null, 
/**
 * The name of an information system.
 */
system_name: string, 
/**
 * Its object identifier, as it was typed.
 */
system_id: string, 
/**
 * The role of a Treasury user, as it was typed.
 */
treasury_role: string, 
/**
 * The code that the Treasury gave, as it was typed.
 */
treasury_code: string, 
/**
 * Which agreement was accepted.
 */
agreement_version: string | null, 
/**
 * BIN, as it was typed.
 */
bin: string, 
/**
 * The legal entity that the authority knows.
 */
entity: LegalEntityView | null, 
/**
 * IIN, as it was typed.
 */
iin: string, 
/**
 * E-mail address, as it was typed.
 */
email: string, 
/**
 * Region by its KATO code.
 */
region: string, 
/**
 * City by its KATO code.
 */
city: string, 
/**
 * Where the key is to lie.
 */
storage: DraftPlace | null, };

export type EnrolmentForm = { 
/**
 * The folder for keys that is proposed.
 */
folder: string, 
/**
 * What was told so far.
 */
filled: DraftView, 
/**
 * Whose.
 */
authority: AuthorityView, 
/**
 * The user agreement in force.
 */
agreement: Agreement, 
/**
 * Regions and their cities.
 */
regions: Array<Region>, };

export type EnrolmentKind = "legal-entity" | "renewal";

export type EnrolmentState = "asks" | "ready" | "waits" | "finished" | "refused" | "rejected" | "cancelled" | "abandoned";

export type EnrolmentView = { 
/**
 * Its id.
 */
enrolment_id: string, 
/**
 * Which journey it is.
 */
kind: EnrolmentKind, 
/**
 * Address of the authority.
 */
authority: string, 
/**
 * Where it stands.
 */
state: EnrolmentState, 
/**
 * The number of the application, once there is one.
 */
application_number: string | null, 
/**
 * How far the application has come, as the authority last said.
 */
stage: ApplicationStage | null, 
/**
 * Every stage that the application reached, in order.
 */
stages: Array<StageReached>, 
/**
 * Who has to act.
 */
awaiting: Awaiting | null, 
/**
 * When the application is cancelled unless verified.
 */
expires_at: Moment | null, 
/**
 * Why it was refused or sent back, in the words of the registration authority.
 */
reason: Words | null, 
/**
 * Why the authority will not do it.
 */
code: FailureCode | null, 
/**
 * What is asked.
 */
ask: Ask | null, 
/**
 * What is done next, or was broken off.
 */
effect: string | null, 
/**
 * The name of the legal entity; for a renewal of an individual's key that of its holder.
 */
name: string | null, 
/**
 * The name of its head.
 */
head: string | null, 
/**
 * For whom the key is, as told last.
 */
applicant: Applicant | null, 
/**
 * Where the applicant is reached, as told last.
 */
contact: Contact | null, 
/**
 * Where the keys lie, or are to.
 */
storage: Storage | null, 
/**
 * The keys that are ready.
 */
keys: Array<InstalledKey>, 
/**
 * The keys that wait for a certificate.
 */
holds: Array<HeldView>, 
/**
 * When it was begun.
 */
began_at: Moment | null, 
/**
 * When something was last learnt.
 */
changed_at: Moment | null, };

export type EnrolmentsView = { 
/**
 * Those that are not at their end, the newest first.
 */
enrolments: Array<EnrolmentView>, 
/**
 * A new application that is being filled in.
 */
draft: DraftView | null, 
/**
 * Where one can apply.
 */
authorities: Array<AuthorityView>, 
/**
 * Whether an authority for practice can be run here.
 */
can_practise: boolean, 
/**
 * The addresses of the practice authority of this computer: there the person plays the operator, too.
 */
own_practice: Array<string>, };

export type Entry = { 
/**
 * Its number, from 1.
 */
sequence: number, 
/**
 * The hash of the entry before it; 64 zeros for the first.
 */
previous_hash: string, 
/**
 * Its own hash: SHA-256 in lower-case hex.
 */
hash: string, 
/**
 * When; whole seconds are kept.
 */
at: string, 
/**
 * What was done.
 */
kind: Kind, 
/**
 * The document's file name.
 */
document_name: string, 
/**
 * The name of the digest algorithm.
 */
digest_algorithm: string, 
/**
 * The document's digest in lower-case hex.
 */
digest: string, 
/**
 * The signer's subject as RFC 4514 text.
 */
signer: string | null, 
/**
 * The key's identifier in lower-case hex.
 */
key_identifier: string | null, 
/**
 * Where the result was written.
 */
output: string | null, 
/**
 * The level reached: B, T.
 */
level: string | null, 
/**
 * The indication, when something was verified.
 */
result: string | null, };

export type EnvironmentView = { 
/**
 * Its name: `production`, `test`, `practice`, or the person's.
 */
name: string, 
/**
 * How many trust anchors it has.
 */
anchors: number, 
/**
 * Whether it is the person's own.
 */
own: boolean, };

export type Event = { "event": "document", 
/**
 * Its name.
 */
name: string, 
/**
 * Its place, from 1.
 */
number: number, 
/**
 * How many there are.
 */
count: number, } | { "event": "progress" } & Progress | { "event": "warned" } & Warning;

export type Extended = { 
/**
 * The file.
 */
document: string, 
/**
 * Where the result lies.
 */
output: string | null, 
/**
 * How many signatures were stamped.
 */
stamped: number, 
/**
 * Why there is no result.
 */
failure: Failure | null, };

export type Failure = { 
/**
 * What failed.
 */
code: FailureCode, 
/**
 * What it is about, shown before the text: a file name or an address.
 */
subject?: string, 
/**
 * Technical words for copying into a question to support; English, never
 * a secret, never shown by itself.
 */
detail?: string, };

export type FailureCode = "password-wrong" | "password-unsuitable" | "prompt-impossible" | "key-not-found" | "key-file-damaged" | "key-file-without-key" | "key-file-too-large" | "key-unsupported" | "key-expired" | "key-not-yet-valid" | "key-revoked" | "key-for-authentication-only" | "token-not-found" | "token-removed" | "token-changed" | "token-not-initialised" | "token-ambiguous" | "pin-wrong" | "pin-wrong-few-left" | "pin-wrong-last-try" | "pin-locked" | "so-pin-wrong" | "so-pin-wrong-few-left" | "so-pin-wrong-last-try" | "so-pin-locked" | "pin-unsuitable" | "pin-not-set" | "token-algorithm-unsupported" | "token-label-fixed" | "token-logged-out" | "token-full" | "token-write-protected" | "token-label-too-long" | "token-key-missing" | "token-key-ambiguous" | "token-key-for-certificate-missing" | "token-certificate-missing" | "token-confirmation-wrong" | "token-unfinished" | "software-token-missing" | "module-missing" | "module-no-module" | "module-crashed" | "module-hung" | "module-busy" | "module-failed" | "pcscd-not-running" | "reader-missing" | "polkit-refused" | "confined" | "document-not-found" | "document-unreadable" | "document-is-folder" | "document-is-no-file" | "document-empty" | "document-too-large" | "document-changed" | "form-unsuitable" | "place-unsuitable" | "pdf-damaged" | "pdf-encrypted" | "pdf-changes-forbidden" | "xml-malformed" | "xml-forbidden-content" | "xml-id-not-found" | "xml-id-ambiguous" | "xml-signature-wrapped" | "signature-not-found" | "signature-damaged" | "algorithm-unsupported" | "content-missing" | "content-mismatch" | "level-reached" | "level-unsupported" | "certificate-damaged" | "certificate-in-key-file" | "crl-damaged" | "ocsp-response-damaged" | "trust-file-damaged" | "environment-unknown" | "environments-mixed" | "output-exists" | "output-folder-missing" | "output-read-only" | "permission-denied" | "disk-full" | "output-failed" | "online-needed" | "tsa-not-configured" | "tsa-unreachable" | "tsa-timed-out" | "tsa-answer-damaged" | "tsa-refused" | "tsa-answer-mismatch" | "ocsp-unreachable" | "ocsp-timed-out" | "ocsp-answer-damaged" | "ocsp-refused" | "ocsp-answer-mismatch" | "crl-unreachable" | "crl-timed-out" | "crl-answer-damaged" | "crl-refused" | "issuer-unreachable" | "issuer-timed-out" | "issuer-answer-damaged" | "issuer-refused" | "address-unsuitable" | "proxy-failed" | "authority-untrusted" | "authority-unreachable" | "authority-timed-out" | "authority-answer-damaged" | "authority-refused" | "authority-address-unsuitable" | "authority-token-unknown" | "authority-token-expired" | "authority-token-used" | "authority-key-unsupported" | "authority-certificate-unsuitable" | "authority-fingerprint-mismatch" | "authority-not-practice" | "practice-authority-changed" | "practice-program-missing" | "practice-port-taken" | "practice-start-timed-out" | "practice-authority-failed" | "bin-malformed" | "bin-unknown" | "head-unknown" | "head-mismatch" | "iin-malformed" | "iin-unknown" | "email-malformed" | "region-unknown" | "system-name-malformed" | "system-id-malformed" | "treasury-role-malformed" | "treasury-code-malformed" | "agreement-outdated" | "authority-busy" | "application-unknown" | "application-stage-wrong" | "account-key-refused" | "account-session-expired" | "code-contact-unknown" | "code-wrong" | "code-expired" | "code-not-found" | "certificate-unknown" | "certificate-revoked" | "head-required" | "enrolment-unknown" | "enrolment-busy" | "enrolment-keys-made" | "enrolment-keys-missing" | "enrolment-damaged" | "history-damaged" | "history-locked" | "setting-unsuitable" | "store-newer" | "settings-damaged" | "link-refused" | "program-missing" | "request-unsuitable" | "cancelled" | "internal";

export type Finding = { "finding": "valid", } | { "finding": "certificate-trusted", } | { "finding": "valid-when-signed", 
/**
 * The end of the certificate.
 */
expired_at: Moment, } | { "finding": "valid-before-revocation", 
/**
 * Since when it is revoked.
 */
revoked_at: Moment, 
/**
 * Why.
 */
reason: RevocationReason, } | { "finding": "time-stamped", 
/**
 * When.
 */
at: Moment, 
/**
 * The time-stamping authority's name.
 */
authority: string, } | { "finding": "signing-time-claimed", 
/**
 * When.
 */
at: Moment, } | { "finding": "content-changed", } | { "finding": "signature-broken", } | { "finding": "content-missing", } | { "finding": "content-appended", } | { "finding": "covers-part", 
/**
 * Which part: an Id or a range of bytes.
 */
part: string, } | { "finding": "signature-wrapped", } | { "finding": "structure-broken", } | { "finding": "algorithm-weak", 
/**
 * Its name.
 */
algorithm: string, } | { "finding": "algorithm-unsupported", 
/**
 * Its name or object identifier.
 */
algorithm: string, } | { "finding": "signer-certificate-missing", } | { "finding": "signer-certificate-mismatch", } | { "finding": "signer-certificate-unbound", } | { "finding": "certificate-expired", 
/**
 * When.
 */
expired_at: Moment, } | { "finding": "certificate-not-yet-valid", 
/**
 * When.
 */
begins_at: Moment, } | { "finding": "certificate-revoked", 
/**
 * Since when.
 */
revoked_at: Moment, 
/**
 * Why.
 */
reason: RevocationReason, } | { "finding": "path-expired", 
/**
 * When.
 */
expired_at: Moment, } | { "finding": "path-revoked", 
/**
 * Since when.
 */
revoked_at: Moment, 
/**
 * Why.
 */
reason: RevocationReason, } | { "finding": "issuer-revoked", 
/**
 * Whose.
 */
issuer: string, 
/**
 * Since when.
 */
revoked_at: Moment, 
/**
 * Why.
 */
reason: RevocationReason, } | { "finding": "issuer-out-of-bounds", 
/**
 * Whose.
 */
issuer: string, } | { "finding": "certificate-not-for-signing", } | { "finding": "test-certificate", } | { "finding": "practice-certificate", } | { "finding": "practice-certificate-elsewhere", } | { "finding": "issuer-not-trusted", 
/**
 * The last authority reached.
 */
issuer: string, } | { "finding": "path-constraints-broken", } | { "finding": "revocation-unknown-offline", } | { "finding": "revocation-unknown", } | { "finding": "revocation-stale", } | { "finding": "time-stamp-broken", } | { "finding": "time-stamp-not-trusted", 
/**
 * Its name.
 */
authority: string, } | { "finding": "times-out-of-order", };

export type FormFault = "template-missing" | "system-name-missing" | "system-id-malformed" | "treasury-role-malformed" | "treasury-code-malformed" | "agreement-missing" | "bin-malformed" | "entity-missing" | "iin-malformed" | "email-malformed" | "region-missing" | "city-missing" | "storage-missing";

export type FormStep = "template" | "agreement" | "applicant" | "contact" | "storage" | "review";

export type HeadView = { 
/**
 * Surname and initials: enough to recognize, not enough to collect.
 */
name: string, };

export type Health = "good" | "missing" | "trouble";

export type HeldView = { 
/**
 * Its identifier in lower-case hex.
 */
key_identifier: string, 
/**
 * What names it on a token: `token:SERIAL/KEYID`.
 */
reference: string | null, 
/**
 * The file as which it was kept when the enrolment was given up.
 */
file: string | null, } & ({ "storage": "folder", 
/**
 * Its absolute path.
 */
path: string, } | { "storage": "token", 
/**
 * Its serial number.
 */
serial: string, 
/**
 * What the authority calls its kind.
 */
model: KeyStorageKind, });

export type HistoryFault = { "fault": "altered", 
/**
 * Its number.
 */
sequence: number, } | { "fault": "removed", 
/**
 * The number of the first entry after the gap.
 */
sequence: number, 
/**
 * How many are missing.
 */
count: number, } | { "fault": "cut-off", 
/**
 * How many are missing.
 */
count: number, } | { "fault": "replaced" };

export type HistoryPage = { 
/**
 * Entries, newest first.
 */
entries: Array<Entry>, 
/**
 * How many there are in all that fit the search.
 */
total: number, };

export type HistoryReport = { 
/**
 * How many entries there are.
 */
entries: number, 
/**
 * What is not as it was written; the first thousand.
 */
faults: Array<HistoryFault>, 
/**
 * How many faults there are.
 */
fault_count: number, } & ({ "keyring": "agrees" } | { "keyring": "behind", 
/**
 * How many entries it does not know.
 */
count: number, } | { "keyring": "disagrees" } | { "keyring": "empty" } | { "keyring": "absent", 
/**
 * Why, in technical words.
 */
reason: string, });

export type Home = { 
/**
 * Whom to greet: the holder of the key that was used last.
 */
name: string | null, 
/**
 * What needs them, the most pressing first.
 */
needs: Array<Need>, 
/**
 * The keys, those used last first.
 */
keys: Array<KeyView>, 
/**
 * The newest entries of the history.
 */
recent: Array<Entry>, };

export type InstalledKey = { 
/**
 * What `--key` takes: a path, or `token:SERIAL/KEYID`.
 */
reference: string, 
/**
 * Its identifier in lower-case hex.
 */
key_identifier: string, 
/**
 * What it is for.
 */
purpose: "signature" | "authentication", 
/**
 * Serial number of the certificate, in lower-case hex.
 */
serial: string, 
/**
 * When the certificate ends.
 */
not_after_at: Moment, };

export type Intent = "sign" | "verify" | "open";

export type KeyCandidate = { 
/**
 * The key's identifier in lower-case hex: the subject key identifier.
 */
identifier: string, 
/**
 * Where it is: a file name, or the token's label.
 */
label: string, 
/**
 * Its holder; unknown while the file is closed.
 */
subject: Subject | null, 
/**
 * When its certificate begins.
 */
not_before_at: Moment | null, 
/**
 * When its certificate ends.
 */
not_after_at: Moment | null, 
/**
 * Where it is kept, and what opens it.
 */
home: KeyHome, 
/**
 * What to know before the secret is given.
 */
warnings: Array<Warning>, 
/**
 * Why it is shown and cannot be chosen now: its token's PIN is locked, say.
 */
failure: FailureCode | null, };

export type KeyGroup = { 
/**
 * The person, with the IIN.
 */
person: Named | null, 
/**
 * The organisation, with the BIN.
 */
organisation: Named | null, };

export type KeyHome = { "home": "file" } | { "home": "token", 
/**
 * The token.
 */
token: TokenSummary, 
/**
 * How its user PIN is.
 */
pin: PinState, 
/**
 * The token's own keys or screen take the PIN: the answer's secret stays empty.
 */
protected_path: boolean, };

export type KeyLocation = { "home": "file", 
/**
 * Its path.
 */
path: string, } | { "home": "token", 
/**
 * Serial number of the token.
 */
serial: string, 
/**
 * Label of the token.
 */
label: string, 
/**
 * Model of the token.
 */
model: string, 
/**
 * Identifier of the key's objects on the token, in hexadecimal.
 */
key_id: string, 
/**
 * The module through which the token is reached.
 */
module: string, 
/**
 * Whether it is a program that acts as a token.
 */
is_software: boolean, };

export type KeyPlace = { 
/**
 * The file or folder.
 */
path: string, 
/**
 * How it is known.
 */
source: PlaceSource, 
/**
 * How many key files are there, by their names.
 */
count: number, };

export type KeyState = "unopened" | "valid" | "expiring" | "expired" | "not-yet-valid" | "revoked" | "authentication-only" | "uncertified" | "damaged";

export type KeyStorageKind = "pkcs12" | "kaztoken" | "etoken-72k" | "etoken-5110" | "jacarta" | "akey";

export type KeyView = { 
/**
 * What names it in orders: its file, or `token:SERIAL/KEYID`.
 */
reference: string, 
/**
 * Where it is kept.
 */
home: KeyLocation, 
/**
 * Its file, where it is kept in one.
 */
file: string | null, 
/**
 * Name of the file, or of the key on its token.
 */
name: string, 
/**
 * Identifier of the key in hexadecimal, where it is known.
 */
key_identifier: string | null, 
/**
 * Algorithm and length, where they are known.
 */
algorithm: string | null, 
/**
 * Whose it is, for grouping.
 */
group: KeyGroup, 
/**
 * Its certificate, once the key has been opened here or where the token shows it.
 */
certificate: CertificateView | null, 
/**
 * How it is.
 */
state: KeyState, 
/**
 * Whole days until the certificate ends; negative after it.
 */
days_left: number | null, 
/**
 * How much of the validity has passed, 0 to 1.
 */
used: number | null, 
/**
 * Whether the practice authority issued it: it binds nobody.
 */
practice: boolean, 
/**
 * What a person should know.
 */
warnings: Array<Warning>, 
/**
 * Why it cannot be used.
 */
failure: Failure | null, };

export type KeysLeft = "on-tokens" | "nowhere" | "everywhere";

export type Kind = "signed" | "extended" | "verified" | "key-changed";

export type Language = "kk" | "ru" | "en";

export type LegalEntityView = { 
/**
 * Twelve digits.
 */
bin: string, 
/**
 * Its name in the registry.
 */
name: string, 
/**
 * Its first head.
 */
head: HeadView, };

export type ModuleView = { 
/**
 * Its file.
 */
path: string, 
/**
 * Name of the family of tokens that it is for, where it is a known one.
 */
profile: string | null, 
/**
 * Whether the family was tried on real hardware.
 */
tried_on_hardware: boolean, 
/**
 * Whether the person added it, and can forget it again.
 */
own: boolean, 
/**
 * How it is.
 */
state: ModuleViewState, 
/**
 * Why it is not used.
 */
failure: Failure | null, };

export type ModuleViewState = "pending" | "ready" | "missing" | "no-module" | "crashed" | "hung" | "failed";

export type Moment = number;

export type Named = { 
/**
 * The name.
 */
name: string | null, 
/**
 * Twelve digits.
 */
number: string | null, };

export type Need = { "need": "no-key" } | { "need": "key-expires", 
/**
 * The key, by its reference.
 */
key: string, 
/**
 * Its holder.
 */
holder: string, 
/**
 * Whole days left.
 */
days: number, } | { "need": "key-expired", 
/**
 * The key, by its reference.
 */
key: string, 
/**
 * Its holder.
 */
holder: string, } | { "need": "key-revoked", 
/**
 * The key, by its reference.
 */
key: string, 
/**
 * Its holder.
 */
holder: string, } | { "need": "unfinished" } & Unfinished | { "need": "enrolment" } & EnrolmentView | { "need": "draft", 
/**
 * The screen that it is at, from 1.
 */
step: number, 
/**
 * How many there are.
 */
count: number, } | { "need": "history-damaged" };

export type Notice = { "notice": "event", 
/**
 * Which call.
 */
task: number, 
/**
 * What happened.
 */
event: Event, } | { "notice": "signed", 
/**
 * Which call.
 */
task: number, 
/**
 * What became of it.
 */
signed: Signed, } | { "notice": "changed", 
/**
 * What.
 */
what: Changed, } | { "notice": "opened", 
/**
 * The files.
 */
files: Array<string>, 
/**
 * What for.
 */
intent: Intent, } | { "notice": "failed", 
/**
 * Why.
 */
failure: Failure, } | { "notice": "reminded", 
/**
 * Of which keys.
 */
reminders: Array<Reminder>, } | { "notice": "attention", 
/**
 * Whether there are.
 */
waits: boolean, } | { "notice": "show", 
/**
 * What.
 */
place: Place, } | { "notice": "enrolment", 
/**
 * Where it stands now.
 */
enrolment: EnrolmentView, } | { "notice": "prompting", 
/**
 * Whether one waits.
 */
waits: boolean, };

export type OrderedForm = "automatic" | "detached" | "attached" | "pades" | "xml";

export type Origin = { "origin": "local" } | { "origin": "command-line" } | { "origin": "web-site", 
/**
 * Scheme, host and port.
 */
site: string, } | { "origin": "qr-code", 
/**
 * The host that the code names.
 */
host: string, };

export type OwnCertificateView = { 
/**
 * Serial number, in hex.
 */
serial_number: string, 
/**
 * What it says.
 */
certificate: CertificateView, 
/**
 * Whether it is the person's own, rather than an employee's.
 */
is_own: boolean, 
/**
 * When it was revoked.
 */
revoked_at: Moment | null, 
/**
 * Why.
 */
revocation_reason: RevocationReason | null, };

export type PasswordPurpose = "open" | "new";

export type PickKind = "documents" | "keys" | "module" | "certificates" | "folder" | "save";

export type PinFault = { "fault": "too-short", 
/**
 * The fewest.
 */
min: number, } | { "fault": "too-long", 
/**
 * The most.
 */
max: number, } | { "fault": "forbidden-character" } | { "fault": "no-letter" } | { "fault": "no-digit" } | { "fault": "run" } | { "fault": "factory" } | { "fault": "unchanged" } | { "fault": "refused" };

export type PinKind = "user" | "so";

export type PinPrompt = { 
/**
 * Names this prompt.
 */
id: PromptId, 
/**
 * The token.
 */
token: TokenSummary, 
/**
 * Whose PIN.
 */
kind: PinKind, 
/**
 * What for.
 */
purpose: PinPurpose, 
/**
 * How the PIN is now: what one more wrong one would do is said before it is asked.
 */
state: PinState, 
/**
 * What a new PIN has to follow; for an old one, its length alone counts.
 */
rule: PinRule, 
/**
 * The last answer was the wrong PIN.
 */
was_wrong: boolean, 
/**
 * The PIN in use is still the one from the factory, which everybody knows: this prompt offers
 * to change it.
 */
factory_pin_in_use: boolean, 
/**
 * Why the last answer cannot be the new PIN.
 */
reason: PinFault | null, };

export type PinPurpose = "open" | "new";

export type PinRule = { 
/**
 * Fewest characters.
 */
min: number, 
/**
 * Most bytes in UTF-8, which for Latin letters and digits are characters.
 */
max: number, 
/**
 * Whether the rule of the banks holds: Latin letters and digits, at least one of each, and no
 * runs such as 123, 678 or abc.
 */
strict: boolean, };

export type PinState = "not-set" | "good" | "count-low" | "final-try" | "locked" | "to-be-changed";

export type Place = "renewals" | "get-keys";

export type PlaceSource = "usual" | "nca-layer" | "added" | "practice";

export type PracticeRuling = { "ruling": "approve" } | { "ruling": "return", 
/**
 * Why, in the operator's words.
 */
reason: string, } | { "ruling": "refuse", 
/**
 * Why, in the operator's words.
 */
reason: string, };

export type PracticeView = { 
/**
 * Its address.
 */
url: string, 
/**
 * Fingerprint of its trust anchors: SHA-256 in hexadecimal.
 */
fingerprint: string, 
/**
 * Whether it answers now.
 */
running: boolean, 
/**
 * The practice key, where there is one: its file, or `token:SERIAL/KEYID`.
 */
key: string | null, };

export type PractisePlace = { "place": "file" } | { "place": "token", 
/**
 * Its serial number.
 */
serial: string, } | { "place": "software-token" };

export type Preview = { "preview": "pixels", 
/**
 * PNG in base64.
 */
png: string, 
/**
 * Width in pixels.
 */
width: number, 
/**
 * Height in pixels.
 */
height: number, 
/**
 * How many pages there are.
 */
pages: number, } | { "preview": "text", 
/**
 * The text.
 */
text: string, 
/**
 * Whether there is more than is shown.
 */
cut: boolean, } | { "preview": "nothing" };

export type Progress = { 
/**
 * What it is at.
 */
stage: Stage, 
/**
 * Bytes done.
 */
bytes_done: number, 
/**
 * Bytes in all, where that is known.
 */
bytes_total: number | null, };

export type Prompt = { "prompt": "sign" } & SignPrompt | { "prompt": "password", 
/**
 * Names this prompt.
 */
id: PromptId, 
/**
 * The key file's name.
 */
file: string, 
/**
 * What the password is for.
 */
purpose: PasswordPurpose, 
/**
 * The last password was wrong, or unsuitable when it is a new one.
 */
was_wrong: boolean, } | { "prompt": "pin" } & PinPrompt | { "prompt": "code", 
/**
 * Names this prompt.
 */
id: PromptId, 
/**
 * What it is for.
 */
purpose: CodePurpose, 
/**
 * Where it was sent to.
 */
sent: CodeSent, 
/**
 * The last code was wrong.
 */
was_wrong: boolean, };

export type PromptId = number;

export type Region = { 
/**
 * Its code in the classifier of administrative-territorial objects (KATO): nine digits.
 */
code: string, 
/**
 * Its name.
 */
name: Words, 
/**
 * Its cities. A city of republican significance is its own only one.
 */
cities: Array<City>, };

export type Reminder = { 
/**
 * The key, by its reference.
 */
key: string, 
/**
 * Its holder.
 */
holder: string, 
/**
 * The organisation that it signs for.
 */
organisation: string | null, 
/**
 * Whole days left; negative after the end.
 */
days: number, };

export type RenewalView = { 
/**
 * The key.
 */
key: KeyView, 
/**
 * Whether it is within reach: its file is there, or its token is connected.
 */
is_here: boolean, 
/**
 * How it is renewed.
 */
way: RenewalWay, 
/**
 * Address of the authority that renews it, as far as it is known.
 */
authority: string | null, 
/**
 * Its renewal that is not over.
 */
renewal: EnrolmentView | null, };

export type RenewalWay = "sign" | "check" | "apply" | "elsewhere" | "nothing";

export type RenewalsView = { 
/**
 * Those whose end is known, what ends first before the rest.
 */
keys: Array<RenewalView>, 
/**
 * Renewals that are not over, of keys that are not here any more; those that were given up and still
 * hold something.
 */
others: Array<EnrolmentView>, 
/**
 * How many keys there are that were never opened here: nobody knows when they end.
 */
unopened: number, 
/**
 * The addresses of the authorities that this computer knows.
 */
authorities: Array<string>, };

export type Reply = { "reply": "state", "value": AppState } | { "reply": "set-setting", "value": AppState } | { "reply": "set-autostart", "value": AppState } | { "reply": "home", "value": Home } | { "reply": "keys", "value": Array<KeyView> } | { "reply": "see-reminders", "value": null } | { "reply": "key-places", "value": Array<KeyPlace> } | { "reply": "use-key-places", "value": Array<KeyView> } | { "reply": "add-keys", "value": Array<KeyView> } | { "reply": "forget-keys", "value": Array<KeyView> } | { "reply": "change-password", "value": null } | { "reply": "back-up-key", "value": string } | { "reply": "renewals", "value": RenewalsView } | { "reply": "renew", "value": EnrolmentView } | { "reply": "go-on-renewing", "value": EnrolmentView } | { "reply": "stop-renewing", "value": Applied } | { "reply": "save-calendar", "value": string } | { "reply": "account", "value": AccountState } | { "reply": "account-open", "value": AccountState } | { "reply": "account-close", "value": AccountState } | { "reply": "account-revoke", "value": AccountState } | { "reply": "account-decide", "value": AccountState } | { "reply": "account-settings", "value": AccountState } | { "reply": "tokens", "value": TokensView } | { "reply": "token-change-pin", "value": TokensView } | { "reply": "token-unblock", "value": TokensView } | { "reply": "token-label", "value": TokensView } | { "reply": "token-init", "value": TokensView } | { "reply": "token-key-new", "value": TokenKeyView } | { "reply": "token-cert-put", "value": TokenKeyView } | { "reply": "token-cert-export", "value": string } | { "reply": "token-delete", "value": TokensView } | { "reply": "token-diagnostics", "value": string } | { "reply": "token-module-add", "value": TokensView } | { "reply": "token-module-forget", "value": TokensView } | { "reply": "practise", "value": PracticeView } | { "reply": "forget-practice", "value": AppState } | { "reply": "enrolments", "value": EnrolmentsView } | { "reply": "enrolment", "value": EnrolmentView } | { "reply": "enrolment-form", "value": EnrolmentForm } | { "reply": "enrolment-draft", "value": DraftView } | { "reply": "enrolment-forget", "value": EnrolmentsView } | { "reply": "enrolment-look-up", "value": LegalEntityView } | { "reply": "enrolment-apply", "value": Applied } | { "reply": "enrolment-refresh", "value": EnrolmentView } | { "reply": "enrolment-resume", "value": EnrolmentView } | { "reply": "enrolment-abandon", "value": Applied } | { "reply": "authority-root", "value": RootView } | { "reply": "authority-roots", "value": Array<TrustedRoot> } | { "reply": "trust-authority-root", "value": null } | { "reply": "forget-authority-root", "value": null } | { "reply": "enrolment-elsewhere", "value": EnrolmentView } | { "reply": "enrolment-rule", "value": EnrolmentView } | { "reply": "enrolment-paper", "value": string } | { "reply": "inspect", "value": Array<DocumentView> } | { "reply": "preview", "value": Preview } | { "reply": "sign", "value": Array<Signed> } | { "reply": "unfinished", "value": Array<Unfinished> } | { "reply": "forget-unfinished", "value": Array<Unfinished> } | { "reply": "verify", "value": VerificationView } | { "reply": "save-report", "value": string } | { "reply": "save-sheet", "value": string } | { "reply": "extend", "value": Extended } | { "reply": "extract", "value": string } | { "reply": "history", "value": HistoryPage } | { "reply": "check-history", "value": HistoryReport } | { "reply": "environments", "value": Array<EnvironmentView> } | { "reply": "add-environment", "value": Array<EnvironmentView> } | { "reply": "remove-environment", "value": Array<EnvironmentView> } | { "reply": "doctor", "value": Array<Check> } | { "reply": "pick", "value": Array<string> } | { "reply": "reveal", "value": null } | { "reply": "open", "value": null } | { "reply": "cancel", "value": null };

export type ReportFormat = "pdf" | "json";

export type RevocationReason = "unspecified" | "key-compromise" | "ca-compromise" | "affiliation-changed" | "superseded" | "cessation-of-operation" | "certificate-hold" | "remove-from-crl" | "privilege-withdrawn" | "aa-compromise";

export type RevocationState = "good" | "revoked" | "unknown" | "not-needed";

export type RootView = { 
/**
 * Whose it is.
 */
subject: string, 
/**
 * SHA-256 of the certificate, in lower-case hex.
 */
fingerprint: string, 
/**
 * When it ends.
 */
not_after_at: Moment, };

export type SignOrder = { 
/**
 * The documents.
 */
documents: Array<string>, 
/**
 * The key: its file, or `token:SERIAL[/KEYID]`; empty lets the person choose in the prompt.
 */
key: string, 
/**
 * Form of the signatures.
 */
form: OrderedForm, 
/**
 * Whether a time stamp is wanted: none decides by whether an authority answers.
 */
time_stamp: boolean | null, 
/**
 * Where results go; beside each document when not given.
 */
folder: string | null, 
/**
 * Whether an expired certificate may sign.
 */
allow_expired: boolean, 
/**
 * Where a PDF shows the signature.
 */
visible: VisiblePlace | null, };

export type SignPrompt = { 
/**
 * Names this prompt.
 */
id: PromptId, 
/**
 * Who asks.
 */
origin: Origin, 
/**
 * What would be signed, all under one answer.
 */
documents: Array<DocumentSummary>, 
/**
 * The keys to choose from, the likeliest first.
 */
keys: Array<KeyCandidate>, 
/**
 * The last answer's secret was wrong.
 */
secret_was_wrong: boolean, 
/**
 * How many more wrong secrets the token or the prompt takes, where that is known.
 */
tries_left: number | null, };

export type Signed = { 
/**
 * The document.
 */
document: string, 
/**
 * Where the result lies.
 */
output: string | null, 
/**
 * Level that was reached.
 */
level: "B" | "T" | "LT" | "LTA" | null, 
/**
 * Why there is no result.
 */
failure: Failure | null, };

export type Signer = { 
/**
 * Surname and name, or the name of a system.
 */
common_name: string | null, 
/**
 * Individual identification number, twelve digits.
 */
iin: string | null, 
/**
 * Business identification number, twelve digits.
 */
bin: string | null, 
/**
 * Name of the organisation.
 */
organisation: string | null, 
/**
 * The role of a Treasury user, `ROLE02`.
 */
treasury_role: string | null, 
/**
 * The code that the Treasury gave its user, `KS1234`.
 */
treasury_code: string | null, 
/**
 * The object identifier of an information system.
 */
system_id: string | null, 
/**
 * Roles, in the certificate's own order.
 */
roles: Array<string>, };

export type SoftwareTokenView = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its module.
 */
module: string, };

export type Stage = "hashing" | "making-key" | "signing" | "time-stamping" | "verifying" | "fetching" | "writing";

export type StageReached = { 
/**
 * The stage.
 */
stage: ApplicationStage, 
/**
 * When.
 */
at: Moment, };

export type Storage = { "storage": "folder", 
/**
 * Its absolute path.
 */
path: string, } | { "storage": "token", 
/**
 * Its serial number.
 */
serial: string, 
/**
 * What the authority calls its kind.
 */
model: KeyStorageKind, };

export type Subject = { 
/**
 * Surname and name.
 */
common_name: string | null, 
/**
 * Individual identification number, 12 digits.
 */
iin: string | null, 
/**
 * Business identification number, 12 digits.
 */
bin: string | null, 
/**
 * The organisation.
 */
organisation: string | null, 
/**
 * Roles by their message ids.
 */
roles: Array<string>, };

export type Template = "head" | "right-to-sign" | "financial" | "hr" | "employee" | "treasury" | "information-system" | "individual";

export type TokenAlgorithm = "rsa-2048" | "rsa-3072" | "rsa-4096" | "p256" | "p384" | "gost512";

export type TokenCertificateView = { 
/**
 * Identifier of the object on the token (CKA_ID), in hexadecimal.
 */
key_id: string, 
/**
 * The name of the object on the token.
 */
label: string, 
/**
 * What it says; none where it cannot be read.
 */
certificate: CertificateView | null, };

export type TokenKeyView = { 
/**
 * What names the key everywhere: `token:SERIAL/KEYID`.
 */
reference: string, 
/**
 * Identifier of its objects on the token (CKA_ID), in hexadecimal.
 */
key_id: string, 
/**
 * Its identifier in certificates (SHA-1 of the subjectPublicKey bits), in hexadecimal.
 */
key_identifier: string | null, 
/**
 * Algorithm and length.
 */
algorithm: string | null, 
/**
 * The name of its objects on the token.
 */
label: string, 
/**
 * Its certificate, where it is on the token.
 */
certificate: CertificateView | null, 
/**
 * How it is.
 */
state: KeyState, 
/**
 * What a person should know.
 */
warnings: Array<Warning>, 
/**
 * Why it cannot be used.
 */
failure: Failure | null, };

export type TokenMemory = { 
/**
 * For public objects, in all.
 */
total_public: number | null, 
/**
 * For public objects, free.
 */
free_public: number | null, 
/**
 * For private objects, in all.
 */
total_private: number | null, 
/**
 * For private objects, free.
 */
free_private: number | null, };

export type TokenObject = "key" | "certificate";

export type TokenSummary = { 
/**
 * Serial number.
 */
serial: string, 
/**
 * The name that its holder gave it; may be empty.
 */
label: string, 
/**
 * Model, as its maker names it.
 */
model: string, 
/**
 * Whether it is no hardware but a program that acts as a token: what it holds can be copied.
 */
is_software: boolean, };

export type TokenView = { 
/**
 * Serial number; empty on a token that was never formatted.
 */
serial: string, 
/**
 * The name that its holder gave it; may be empty.
 */
label: string, 
/**
 * Model.
 */
model: string, 
/**
 * Maker.
 */
manufacturer: string, 
/**
 * The module through which it is reached.
 */
module: string, 
/**
 * Name of its family, where it is a known one.
 */
profile: string | null, 
/**
 * Whether the family was tried on real hardware; what was not is said to be so.
 */
tried_on_hardware: boolean, 
/**
 * Whether it was formatted.
 */
initialised: boolean, 
/**
 * How the user PIN is.
 */
user_pin: PinState, 
/**
 * How the administrator's PIN is.
 */
so_pin: PinState, 
/**
 * What a new user PIN has to follow.
 */
pin_rule: PinRule, 
/**
 * The token's own keys or screen take the PIN.
 */
protected_path: boolean, 
/**
 * Whether it takes no changes.
 */
write_protected: boolean, 
/**
 * Its memory.
 */
memory: TokenMemory, 
/**
 * Version of its firmware.
 */
firmware: string, 
/**
 * Version of its hardware.
 */
hardware: string, 
/**
 * Whether it is no hardware but a program that acts as a token.
 */
is_software: boolean, 
/**
 * A registration that is not finished; the token refuses to be formatted until it is.
 */
unfinished: UnfinishedRegistration | null, 
/**
 * Its keys, as far as they are seen without a PIN.
 */
keys: Array<TokenKeyView>, 
/**
 * Certificates that belong to no key of the token.
 */
certificates: Array<TokenCertificateView>, 
/**
 * Algorithms that it offers for new keys.
 */
algorithms: Array<TokenAlgorithm>, 
/**
 * Why it could not be read.
 */
failure: Failure | null, };

export type TokensView = { 
/**
 * The tokens by label and serial number, those that were never formatted last.
 */
tokens: Array<TokenView>, 
/**
 * The modules that are known, whether or not they work.
 */
modules: Array<ModuleView>, 
/**
 * What keeps a token from being seen, the likeliest first.
 */
trouble: Array<Check>, 
/**
 * The program that can act as a token for practice, where one is installed.
 */
software: SoftwareTokenView | null, };

export type TrustedRoot = { 
/**
 * Address of the authority; none for all that have no root of their own.
 */
authority: string | null, 
/**
 * The file that it is read from at each use; none for one that is kept.
 */
file: string | null, 
/**
 * The root; none where it cannot be read any more.
 */
root: RootView | null, };

export type Unfinished = { 
/**
 * Its id.
 */
id: number, 
/**
 * When it was begun.
 */
started_at: string, 
/**
 * How many documents were to be signed.
 */
count: number, 
/**
 * The order for what is left.
 */
rest: SignOrder, };

export type UnfinishedRegistration = { 
/**
 * Identifier of the key's objects on the token (CKA_ID), in hexadecimal.
 */
key_id: string, 
/**
 * Address of the authority.
 */
authority: string, 
/**
 * When it was begun.
 */
started_at: string, 
/**
 * The enrolment that it is; none where a one-time token stands for it.
 */
enrolment_id: string | null, };

export type Verification = { 
/**
 * Overall: the worst of the signatures.
 */
indication: "TOTAL-PASSED" | "INDETERMINATE" | "TOTAL-FAILED", 
/**
 * Why, where it is not TOTAL-PASSED.
 */
sub_indication: string | null, 
/**
 * The file.
 */
file: string, 
/**
 * The document that a detached signature was compared with.
 */
content: string | null, 
/**
 * Trust environment; `None` when certificates were given instead.
 */
environment: string | null, 
/**
 * Time of validation.
 */
validated_at: string, 
/**
 * Each signature.
 */
signatures: Array<VerifiedSignature>, 
/**
 * What could not be fetched on the way.
 */
unavailable: Array<Failure>, };

export type VerificationView = { 
/**
 * Its id while the application runs.
 */
id: number, 
/**
 * What was found.
 */
verification: Verification, };

export type VerifiedSignature = { 
/**
 * Who signed, by the certificate.
 */
signer: Signer | null, 
/**
 * The time that the signer states.
 */
signed_at: string | null, 
/**
 * The earliest time that a trusted time stamp proves.
 */
time_stamped_at: string | null, 
/**
 * Level reached; `None` for plain CMS or XML-DSig.
 */
level: "B" | "T" | "LT" | "LTA" | null, 
/**
 * Form.
 */
form: "cms" | "xml" | "pdf", 
/**
 * Where the content is.
 */
packaging: "enveloping" | "enveloped" | "detached", 
/**
 * The signer's certificate.
 */
certificate: CertificateView | null, 
/**
 * Since when the certificate is revoked.
 */
revoked_at: string | null, 
/**
 * Subjects of the path, from the signer's issuer up to the anchor.
 */
path: Array<string>, 
/**
 * State of revocation of the signer's certificate.
 */
revocation: RevocationState, 
/**
 * Signature algorithm by its name.
 */
algorithm: string | null, 
/**
 * Indication of this signature.
 */
indication: "TOTAL-PASSED" | "INDETERMINATE" | "TOTAL-FAILED", 
/**
 * Why, where it is not TOTAL-PASSED.
 */
sub_indication: string | null, 
/**
 * What was found, the most important first.
 */
findings: Array<Finding>, };

export type VisiblePlace = { 
/**
 * The page, from 0.
 */
page: number, 
/**
 * Left edge, 0 to 1.
 */
x: number, 
/**
 * Upper edge, 0 to 1.
 */
y: number, 
/**
 * Width, 0 to 1.
 */
width: number, 
/**
 * Height, 0 to 1.
 */
height: number, };

export type Warning = { "warning": "key-expired", 
/**
 * When.
 */
expired_at: Moment, } | { "warning": "key-expires-soon", 
/**
 * Whole days left.
 */
days: number, 
/**
 * When.
 */
expires_at: Moment, } | { "warning": "key-not-yet-valid", 
/**
 * When.
 */
begins_at: Moment, } | { "warning": "key-revoked", 
/**
 * Since when.
 */
revoked_at: Moment, 
/**
 * Why.
 */
reason: RevocationReason, } | { "warning": "authentication-only" } | { "warning": "test-key" } | { "warning": "practice-key" } | { "warning": "key-on-computer" } | { "warning": "software-token" } | { "warning": "pin-count-low" } | { "warning": "pin-final-try" } | { "warning": "factory-pin" } | { "warning": "pin-weak" } | { "warning": "time-stamp-unavailable", 
/**
 * The code of the failure that was met.
 */
because: FailureCode, } | { "warning": "trust-replaced", 
/**
 * How many there are.
 */
count: number, } | { "warning": "history-not-written" } | { "warning": "store-replaced", 
/**
 * Where the old one is.
 */
path: string, };

export type Why = { "why": "refused", 
/**
 * What is wrong with it.
 */
code: FailureCode, } | { "why": "returned", 
/**
 * In its words.
 */
reason: Words | null, } | { "why": "place-left" };

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
