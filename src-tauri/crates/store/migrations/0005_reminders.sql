-- Reminders of the end of keys that were given. Appended to only, but for when one was seen.
CREATE TABLE reminders (
    -- SHA-256 of the certificate in lower-case hex: a key that is certified anew is another matter.
    certificate TEXT NOT NULL,
    -- So many days before the end; 0 after it.
    days BIGINT NOT NULL,
    given_at BIGINT NOT NULL,
    -- When the person looked.
    seen_at BIGINT,
    PRIMARY KEY (certificate, days)
);
