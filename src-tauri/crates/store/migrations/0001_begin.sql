-- Times are whole seconds since 1970 in UTC. Written so that PostgreSQL takes it too.

-- Appended to only. Every entry carries the hash of the one before it.
CREATE TABLE history (
    sequence BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    document_name TEXT NOT NULL,
    digest_algorithm TEXT NOT NULL,
    digest TEXT NOT NULL,
    signer TEXT,
    key_identifier TEXT,
    output TEXT,
    level TEXT,
    result TEXT,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);

-- What was learnt of keys when they were last open. Nothing secret.
CREATE TABLE keys_seen (
    identifier TEXT NOT NULL PRIMARY KEY,
    location TEXT NOT NULL,
    file_sha256 TEXT,
    certificate_der BYTEA NOT NULL,
    first_seen_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    revoked_at BIGINT,
    revocation_reason TEXT
);
CREATE INDEX keys_seen_file ON keys_seen (file_sha256);

-- Values are JSON.
CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Trust that a person added beside the built-in environments.
CREATE TABLE environments (
    name TEXT NOT NULL PRIMARY KEY,
    added_at BIGINT NOT NULL
);
CREATE TABLE anchors (
    environment TEXT NOT NULL REFERENCES environments (name) ON DELETE CASCADE,
    sha256 TEXT NOT NULL,
    certificate_der BYTEA NOT NULL,
    added_at BIGINT NOT NULL,
    PRIMARY KEY (environment, sha256)
);
