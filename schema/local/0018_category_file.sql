-- A field of a contest may ask for a file where the contest does not, or the other way round.
ALTER TABLE category ADD COLUMN needs_file INTEGER;
