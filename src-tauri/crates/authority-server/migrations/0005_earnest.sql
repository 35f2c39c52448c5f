-- Whether it is for practice or in earnest; in earnest the host that certificates name, and who keeps it.
ALTER TABLE site ADD COLUMN purpose TEXT NOT NULL DEFAULT 'practice' CHECK (purpose IN ('practice', 'earnest'));
ALTER TABLE site ADD COLUMN name TEXT;
ALTER TABLE site ADD COLUMN organisation TEXT;
