-- The authorities for TLS by their own certificates: `tls` for the server, `operators` for its operators.
CREATE TABLE tls_root (
    branch TEXT PRIMARY KEY,
    der BLOB NOT NULL
) STRICT;

-- Where people's programs call over TLS, and where operators do, once each was given a place.
ALTER TABLE site ADD COLUMN tls_address TEXT;
ALTER TABLE site ADD COLUMN console_address TEXT;

CREATE TABLE operator (
    fingerprint TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    not_after_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;
CREATE UNIQUE INDEX operator_name ON operator (name) WHERE revoked_at IS NULL;

CREATE TABLE operator_session (
    token_hash TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL REFERENCES operator (fingerprint),
    opened_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL
) STRICT;
CREATE INDEX operator_session_used ON operator_session (used_at);
