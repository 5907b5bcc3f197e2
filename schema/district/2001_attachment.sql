-- How the content of files finds the rows that name it, and an erased record its files. Run at
-- every init, after the kinds' tables.
SET LOCAL ROLE hotroit_owner;
CREATE INDEX IF NOT EXISTS attachment_by_hash ON data.attachment (scope, sha256);
CREATE INDEX IF NOT EXISTS attachment_by_subject ON data.attachment (subject);
RESET ROLE;
