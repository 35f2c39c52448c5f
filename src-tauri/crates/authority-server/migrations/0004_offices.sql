-- The few certificates that are not people's, found among many that are.
CREATE INDEX certificate_office ON certificate (office) WHERE office <> 'person';
