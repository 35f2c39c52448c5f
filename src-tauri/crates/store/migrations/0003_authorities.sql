-- The certification authority that stands behind an environment, as it was first met.
CREATE TABLE authorities (
    environment TEXT NOT NULL PRIMARY KEY REFERENCES environments (name) ON DELETE CASCADE,
    url TEXT NOT NULL,
    name TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    tsa_url TEXT NOT NULL,
    added_at BIGINT NOT NULL
);

-- Its certificates between the anchors and the leaves: for building paths, not trusted by themselves.
CREATE TABLE intermediates (
    environment TEXT NOT NULL REFERENCES authorities (environment) ON DELETE CASCADE,
    sha256 TEXT NOT NULL,
    certificate_der BYTEA NOT NULL,
    PRIMARY KEY (environment, sha256)
);
