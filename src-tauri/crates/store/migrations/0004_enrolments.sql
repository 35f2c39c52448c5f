-- Journeys to keys, each a journal of facts. Nothing secret. Appended to only.
CREATE TABLE enrolments (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    authority TEXT NOT NULL,
    began_at BIGINT NOT NULL
);
CREATE TABLE enrolment_facts (
    enrolment TEXT NOT NULL REFERENCES enrolments (id),
    position BIGINT NOT NULL,
    at BIGINT NOT NULL,
    -- JSON, with the number of its format.
    fact TEXT NOT NULL,
    PRIMARY KEY (enrolment, position)
);
