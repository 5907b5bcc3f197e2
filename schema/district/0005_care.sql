-- For restored servers and for floods.
SET LOCAL ROLE hotroit_owner;

-- HOME: where this database is written to, as sync.home() says.
ALTER TABLE sync.server ADD COLUMN home text;

-- How much mail of a bench came on its last day. Not a part of sync.bench: a second UPDATE of that
-- in one transaction would lock the scope that it refers to.
CREATE TABLE sync.mail (
	bench text PRIMARY KEY,
	day date NOT NULL,
	bytes bigint NOT NULL
);
ALTER TABLE sync.mail ENABLE ROW LEVEL SECURITY;
ALTER TABLE sync.mail FORCE ROW LEVEL SECURITY;
CREATE POLICY inside ON sync.mail TO hotroit_owner, hotroit_apply USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON sync.mail TO hotroit_apply;

CREATE INDEX reject_by_row ON sync.reject (row_id);
RESET ROLE;
