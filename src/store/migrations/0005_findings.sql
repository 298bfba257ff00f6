-- Findings: shortlists about a theme or a question, with a text and whether it is agreed. And stretches of text that are
-- not to leave the workspace.

ALTER TABLE shortlist ADD COLUMN theme INTEGER;     -- what a finding is about: one of these two
ALTER TABLE shortlist ADD COLUMN question INTEGER;
ALTER TABLE shortlist ADD COLUMN text TEXT;         -- what is found; NULL while nothing is written
ALTER TABLE shortlist ADD COLUMN agreed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE shortlist ADD COLUMN analyst INTEGER;   -- who wrote or agreed the text last, else who made it
ALTER TABLE shortlist ADD COLUMN at INTEGER;

CREATE TABLE withheld(
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  live INTEGER NOT NULL,
  analyst INTEGER NOT NULL,
  at INTEGER NOT NULL,
  answer INTEGER NOT NULL,
  part INTEGER,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  quote TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL
) STRICT;
CREATE INDEX withheld_answer ON withheld(answer) WHERE live = 1;
