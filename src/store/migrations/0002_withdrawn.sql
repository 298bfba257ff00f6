-- Submissions that were withdrawn, or that another one replaces: left out of lists, counts and exports unless asked for.

ALTER TABLE submission ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE submission ADD COLUMN replaced_by BLOB;  -- the id of a record of the submission that holds instead
CREATE INDEX submission_aside ON submission(n) WHERE withdrawn = 1 OR replaced_by IS NOT NULL;
