-- Themes that were merged into others, and tags that a split gave to another theme.

ALTER TABLE theme ADD COLUMN shown INTEGER;  -- derived: the theme under which its tags are shown; NULL for itself
ALTER TABLE tag ADD COLUMN origin INTEGER;   -- the theme that it was made with, where a split gave it another
