-- The first schema. DATA.md and JOURNAL.md say what the things are; this file is never edited, later ones follow it.

CREATE TABLE meta(key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;

-- Imported text: append-only, the same on every computer, addressed by content.

CREATE TABLE source(
  n INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,
  format TEXT NOT NULL,
  reader TEXT NOT NULL,                  -- name and version: "markdown/1"
  bytes INTEGER NOT NULL,
  header TEXT NOT NULL                   -- JSON array of a table's column heads
) STRICT;

CREATE TABLE original(                   -- the file as it came, in pieces of 1 MiB, each deflated
  source INTEGER NOT NULL REFERENCES source(n),
  i INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY(source, i)
) STRICT, WITHOUT ROWID;

CREATE TABLE record(                     -- what a source says of one submission
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  source INTEGER NOT NULL REFERENCES source(n),
  locator TEXT NOT NULL,
  row INTEGER,                           -- as people count; NULL for a document
  cells TEXT NOT NULL,                   -- JSON {"column": "cell"} of the cells that are not parts, by column number
  extract BLOB NOT NULL,                 -- the id of what the reader made
  likeness BLOB                          -- a document's texts with white space folded, hashed: to know it again
) STRICT;
CREATE INDEX record_source ON record(source);
CREATE INDEX record_likeness ON record(likeness) WHERE likeness IS NOT NULL;

CREATE TABLE part(
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL,                      -- H(place, text): unique within its submission
  place TEXT NOT NULL,
  text TEXT NOT NULL,
  structure TEXT NOT NULL                -- JSON {"forms": […], "blocks": […], "aside": […]}
) STRICT;

CREATE TABLE extract(                    -- which parts a record consists of; equal ones of a later record are shared
  record INTEGER NOT NULL REFERENCES record(n),
  i INTEGER NOT NULL,
  part INTEGER NOT NULL REFERENCES part(n),
  PRIMARY KEY(record, i)
) STRICT, WITHOUT ROWID;

-- The journal.

CREATE TABLE analyst(n INTEGER PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE operation(
  n INTEGER PRIMARY KEY,                 -- order of arrival, local
  id BLOB NOT NULL UNIQUE,
  device INTEGER NOT NULL,
  branch INTEGER NOT NULL DEFAULT 0,
  seq INTEGER NOT NULL,
  hlc INTEGER NOT NULL,                  -- 48 bits of milliseconds, 16 of counter
  at INTEGER NOT NULL,                   -- wall clock, milliseconds
  analyst INTEGER NOT NULL REFERENCES analyst(n),
  kind TEXT NOT NULL,
  payload BLOB NOT NULL,
  undoes BLOB,
  seen BLOB,                             -- JSON {"device": seq}: what the file held, when that had changed
  off INTEGER NOT NULL DEFAULT 0,        -- derived
  root INTEGER,                          -- derived: the operation that an undo or redo is about
  UNIQUE(device, branch, seq)
) STRICT;
CREATE INDEX operation_root ON operation(root) WHERE root IS NOT NULL;
CREATE INDEX operation_seen ON operation(device, branch, seq) WHERE seen IS NOT NULL;

CREATE TABLE cell(
  kind INTEGER NOT NULL,
  entity BLOB NOT NULL,
  field INTEGER NOT NULL,
  op INTEGER NOT NULL REFERENCES operation(n),
  value ANY,
  head INTEGER NOT NULL,
  PRIMARY KEY(kind, entity, field, op)
) STRICT, WITHOUT ROWID;
CREATE INDEX cell_op ON cell(op);

CREATE TABLE status(
  answer INTEGER NOT NULL,
  analyst INTEGER NOT NULL,
  op INTEGER NOT NULL,
  value INTEGER NOT NULL,                -- 0 todo, 1 reviewed, 2 flagged
  head INTEGER NOT NULL,
  PRIMARY KEY(answer, analyst, op)
) STRICT, WITHOUT ROWID;
CREATE INDEX status_head ON status(analyst, value, answer) WHERE head = 1;
CREATE INDEX status_op ON status(op);

CREATE TABLE tag(
  op INTEGER NOT NULL,
  i INTEGER NOT NULL,
  answer INTEGER NOT NULL,
  theme INTEGER NOT NULL,
  analyst INTEGER NOT NULL,
  said INTEGER,                          -- the stance that it was made with: 1 for, 2 against, 3 mixed
  stance INTEGER,                        -- derived: the stance that holds
  part INTEGER,                          -- a passage: part, start, end in code points; NULL for a whole answer
  start INTEGER,
  "end" INTEGER,
  quote TEXT,
  before TEXT,
  after TEXT,
  live INTEGER NOT NULL,                 -- derived
  PRIMARY KEY(op, i)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_answer ON tag(answer, theme, live);
CREATE INDEX tag_theme ON tag(theme, live, answer);

CREATE TABLE tag_write(                  -- removals and stances of tags
  op INTEGER NOT NULL,
  tag_op INTEGER NOT NULL,
  tag_i INTEGER NOT NULL,
  kind INTEGER NOT NULL,                 -- 0 removed, 1 stance
  value INTEGER,
  PRIMARY KEY(op, tag_op, tag_i, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_write_tag ON tag_write(tag_op, tag_i);

-- What screens read: caches of the above, made again by a replay.

CREATE TABLE question(
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  number TEXT NOT NULL,
  section TEXT NOT NULL,
  position INTEGER NOT NULL
) STRICT;

CREATE TABLE theme(
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  live INTEGER NOT NULL                  -- 0 when its making was undone and nothing rests on it
) STRICT;

CREATE TABLE submission(
  n INTEGER PRIMARY KEY,
  home INTEGER NOT NULL UNIQUE,          -- the record for which this row was made
  id BLOB NOT NULL UNIQUE,               -- its founding record's
  founded INTEGER NOT NULL,              -- clock of the import that founded it
  position INTEGER NOT NULL,             -- within that import
  visible INTEGER NOT NULL,
  record INTEGER NOT NULL,               -- the record whose text holds: the newest import's
  reference TEXT NOT NULL,
  submitter TEXT,
  submitter_folded TEXT NOT NULL DEFAULT '',
  stakeholder_type TEXT,
  country TEXT,
  region TEXT,
  language TEXT,
  submitted_on TEXT,                     -- ISO date
  received_on TEXT,
  channel TEXT,
  citable TEXT
) STRICT;
CREATE INDEX submission_order ON submission(founded, position, n);

CREATE TABLE submission_record(
  record INTEGER PRIMARY KEY REFERENCES record(n),
  submission INTEGER NOT NULL,
  attached INTEGER                       -- the record that its import attached it to
) STRICT;
CREATE INDEX submission_record_submission ON submission_record(submission);

CREATE TABLE answer(
  n INTEGER PRIMARY KEY,                 -- dense, never reused, never deleted
  submission INTEGER NOT NULL,
  question INTEGER,                      -- NULL for unplaced text
  place TEXT,                            -- of unplaced text
  visible INTEGER NOT NULL,              -- 0 when it is empty or its submission is hidden
  stretches TEXT NOT NULL,               -- JSON [[part, start, end], …]
  heading TEXT,
  words INTEGER NOT NULL,
  language TEXT                          -- what was detected in the text
) STRICT;
CREATE UNIQUE INDEX answer_question ON answer(submission, question) WHERE question IS NOT NULL;
CREATE UNIQUE INDEX answer_place ON answer(submission, place) WHERE question IS NULL;
CREATE INDEX answer_submission ON answer(submission);
CREATE INDEX answer_by_question ON answer(question, visible);

CREATE VIRTUAL TABLE answer_text USING fts5(text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
INSERT INTO answer_text(answer_text, rank) VALUES('hashsize', 16777216);

CREATE TABLE note(
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  live INTEGER NOT NULL,
  analyst INTEGER NOT NULL,
  at INTEGER NOT NULL,
  target INTEGER NOT NULL,               -- 0 answer, 1 passage, 2 submission, 3 question, 4 theme
  answer INTEGER,
  submission INTEGER,
  question INTEGER,
  theme INTEGER,
  part INTEGER,
  start INTEGER,
  "end" INTEGER,
  quote TEXT,
  before TEXT,
  after TEXT,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX note_answer ON note(answer) WHERE answer IS NOT NULL;
CREATE VIRTUAL TABLE note_text USING fts5(text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');

CREATE TABLE shortlist(
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL,
  live INTEGER NOT NULL,
  used INTEGER NOT NULL                  -- clock of the last operation on it: the current list is the one last used
) STRICT;

CREATE TABLE item(
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  list INTEGER NOT NULL,
  key TEXT NOT NULL,                     -- order key: sorts as bytes
  kind INTEGER NOT NULL,                 -- 0 quotation, 1 heading, 2 comment
  live INTEGER NOT NULL,
  analyst INTEGER NOT NULL,
  answer INTEGER,
  part INTEGER,                          -- NULL for a whole answer
  start INTEGER,
  "end" INTEGER,
  quote TEXT,
  before TEXT,
  after TEXT,
  text TEXT
) STRICT;
CREATE INDEX item_list ON item(list, key, id) WHERE live = 1;
CREATE INDEX item_answer ON item(answer) WHERE live = 1;
