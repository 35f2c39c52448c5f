-- Signings under way, so that one that was interrupted can be taken up again. Nothing secret.
CREATE TABLE signings (
    id BIGINT NOT NULL PRIMARY KEY,
    started_at BIGINT NOT NULL,
    -- What the shell keeps to take it up again.
    resumable TEXT NOT NULL
);
CREATE TABLE signing_documents (
    signing BIGINT NOT NULL REFERENCES signings (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    document TEXT NOT NULL,
    -- Where the result goes; nothing where it cannot go anywhere.
    output TEXT,
    -- What became of it: nothing yet, `signed`, or the code of a failure.
    outcome TEXT,
    PRIMARY KEY (signing, position)
);
