-- Who signed a joint submission, as written, and folded, one name a line, for `from:`; and rows of a table of submitters,
-- which fill in what a submission does not say itself.

ALTER TABLE submission ADD COLUMN signatories TEXT;
ALTER TABLE submission ADD COLUMN signatories_folded TEXT NOT NULL DEFAULT '';
ALTER TABLE submission_record ADD COLUMN fills INTEGER NOT NULL DEFAULT 0;
