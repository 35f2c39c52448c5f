-- Times are seconds since 1970, serial numbers and hashes lower-case hex.

-- Where the authority is reached; the addresses in its certificates begin with it.
CREATE TABLE site (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    address TEXT NOT NULL,
    founded_at INTEGER
) STRICT;

CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous_hash TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE certificate (
    id INTEGER PRIMARY KEY,
    issuer TEXT NOT NULL,
    serial_number TEXT NOT NULL,
    office TEXT NOT NULL,
    branch TEXT NOT NULL,
    name TEXT,
    generation INTEGER NOT NULL,
    subject TEXT NOT NULL,
    key_identifier TEXT NOT NULL,
    tbs BLOB NOT NULL,
    prepared_at INTEGER NOT NULL,
    not_after_at INTEGER NOT NULL,
    der BLOB,
    published_at INTEGER CHECK (published_at IS NULL OR der IS NOT NULL),
    refused_at INTEGER CHECK (refused_at IS NULL OR der IS NULL),
    revoked_at INTEGER,
    revocation_reason INTEGER,
    revocation_sequence INTEGER REFERENCES audit (sequence),
    UNIQUE (issuer, serial_number),
    CHECK ((revoked_at IS NULL) = (revocation_sequence IS NULL)),
    CHECK ((revoked_at IS NULL) = (revocation_reason IS NULL))
) STRICT;

CREATE INDEX certificate_serial_number ON certificate (serial_number);
CREATE INDEX certificate_revocation ON certificate (issuer, revocation_sequence)
    WHERE revocation_sequence IS NOT NULL;
CREATE INDEX certificate_dangling ON certificate (id)
    WHERE published_at IS NULL AND refused_at IS NULL;

-- What was prepared or signed once stays, and no revocation is taken back.
CREATE TRIGGER certificate_stays BEFORE UPDATE ON certificate
WHEN NEW.issuer IS NOT OLD.issuer
    OR NEW.serial_number IS NOT OLD.serial_number
    OR NEW.tbs IS NOT OLD.tbs
    OR (OLD.der IS NOT NULL AND NEW.der IS NOT OLD.der)
    OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS NOT OLD.revoked_at)
BEGIN
    SELECT RAISE(ABORT, 'a certificate stays as it is');
END;
CREATE TRIGGER certificate_is_kept BEFORE DELETE ON certificate
BEGIN
    SELECT RAISE(ABORT, 'a certificate is kept');
END;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is only added to');
END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is only added to');
END;

CREATE TABLE invitation (
    token_hash TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    request_hash TEXT,
    issuer TEXT,
    serial_number TEXT,
    FOREIGN KEY (issuer, serial_number) REFERENCES certificate (issuer, serial_number)
) STRICT;

CREATE TABLE crl_number (
    issuer TEXT PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;

-- The newest of each.
CREATE TABLE crl (
    issuer TEXT NOT NULL,
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    this_update_at INTEGER NOT NULL,
    next_update_at INTEGER NOT NULL,
    through INTEGER NOT NULL,
    der BLOB NOT NULL,
    PRIMARY KEY (issuer, kind)
) STRICT;
