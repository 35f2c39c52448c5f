-- Whom a certificate names, so that people find what was issued to them; and when its owner is to be
-- reminded next.
ALTER TABLE certificate ADD COLUMN iin TEXT;
ALTER TABLE certificate ADD COLUMN bin TEXT;
ALTER TABLE certificate ADD COLUMN reminder_due_at INTEGER;
UPDATE certificate SET iin = substr(subject, instr(subject, 'IIN') + 3, 12)
    WHERE office = 'person' AND instr(subject, 'IIN') > 0;
UPDATE certificate SET bin = substr(subject, instr(subject, 'OU=BIN') + 6, 12)
    WHERE office = 'person' AND instr(subject, 'OU=BIN') > 0;
UPDATE certificate SET reminder_due_at = not_after_at - 30 * 86400 WHERE office = 'person';
CREATE INDEX certificate_iin ON certificate (iin) WHERE iin IS NOT NULL;
CREATE INDEX certificate_bin ON certificate (bin) WHERE bin IS NOT NULL;
CREATE INDEX certificate_reminder ON certificate (reminder_due_at) WHERE reminder_due_at IS NOT NULL;

-- The clock that the authority goes by, in practice: a file; otherwise the machine's.
ALTER TABLE site ADD COLUMN clock TEXT;

-- The registries of the state, where tables stand in for them.
CREATE TABLE individual (
    iin TEXT PRIMARY KEY,
    surname TEXT NOT NULL,
    name TEXT NOT NULL,
    patronymic TEXT,
    birth_date TEXT NOT NULL
) STRICT;
CREATE TABLE legal_entity (
    bin TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    head_iin TEXT
) STRICT;
CREATE TABLE mobile_citizen (
    iin TEXT PRIMARY KEY,
    phone TEXT NOT NULL
) STRICT;

-- A row with holes: the stage follows from the times.
CREATE TABLE application (
    number TEXT PRIMARY KEY,
    key_hash TEXT NOT NULL UNIQUE,
    body_hash TEXT NOT NULL,
    identity TEXT NOT NULL,
    iin TEXT,
    bin TEXT,
    needs_head INTEGER NOT NULL,
    storage TEXT NOT NULL,
    email TEXT,
    language TEXT NOT NULL,
    region TEXT,
    city TEXT,
    agreement TEXT,
    renews_issuer TEXT,
    renews_serial_number TEXT,
    consent BLOB,
    submitted_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    verified_at INTEGER,
    issuing_at INTEGER CHECK (issuing_at IS NULL OR verified_at IS NOT NULL),
    issued_at INTEGER CHECK (issued_at IS NULL OR issuing_at IS NOT NULL),
    installed_at INTEGER CHECK (installed_at IS NULL OR issued_at IS NOT NULL),
    refused_at INTEGER CHECK (refused_at IS NULL OR issued_at IS NULL),
    returned_at INTEGER CHECK (returned_at IS NULL OR verified_at IS NULL),
    cancelled_at INTEGER CHECK (cancelled_at IS NULL OR verified_at IS NULL),
    reason_kk TEXT,
    reason_ru TEXT,
    reason_en TEXT,
    FOREIGN KEY (renews_issuer, renews_serial_number) REFERENCES certificate (issuer, serial_number),
    CHECK ((refused_at IS NULL AND returned_at IS NULL) = (reason_kk IS NULL))
) STRICT;
CREATE INDEX application_iin ON application (iin) WHERE iin IS NOT NULL;
CREATE INDEX application_bin ON application (bin) WHERE bin IS NOT NULL;
CREATE INDEX application_renews ON application (renews_issuer, renews_serial_number)
    WHERE renews_serial_number IS NOT NULL;
CREATE INDEX application_open ON application (expires_at)
    WHERE verified_at IS NULL AND refused_at IS NULL AND returned_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX application_verified ON application (verified_at)
    WHERE verified_at IS NOT NULL AND issued_at IS NULL AND refused_at IS NULL;

CREATE TABLE application_key (
    number TEXT NOT NULL REFERENCES application (number),
    place INTEGER NOT NULL,
    request BLOB NOT NULL,
    issuer TEXT,
    serial_number TEXT,
    PRIMARY KEY (number, place),
    FOREIGN KEY (issuer, serial_number) REFERENCES certificate (issuer, serial_number)
) STRICT;
CREATE INDEX application_key_certificate ON application_key (issuer, serial_number)
    WHERE serial_number IS NOT NULL;

-- Challenges that were answered, until nobody takes them anyhow.
CREATE TABLE spent_ticket (
    ticket TEXT PRIMARY KEY,
    until_at INTEGER NOT NULL
) STRICT;
CREATE INDEX spent_ticket_until ON spent_ticket (until_at);

CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    identity TEXT NOT NULL,
    issuer TEXT NOT NULL,
    serial_number TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    FOREIGN KEY (issuer, serial_number) REFERENCES certificate (issuer, serial_number)
) STRICT;
CREATE INDEX session_expires ON session (expires_at);

CREATE TABLE one_time_code (
    id TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    purpose TEXT NOT NULL,
    hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    used_at INTEGER
) STRICT;
CREATE INDEX one_time_code_holder ON one_time_code (holder, purpose, created_at);

CREATE TABLE account (
    holder TEXT PRIMARY KEY,
    language TEXT NOT NULL,
    email_reminders INTEGER NOT NULL
) STRICT;

-- What is sent to people. A key names what is told: it is told once.
CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    language TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    code TEXT,
    created_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX message_due ON message (due_at, id) WHERE state = 'waiting';
