-- Where else somebody was named who is forgotten: fields of rows that stay, emptied by a bench (a
-- call for help, a note). Written down with the forgotten, so that no backup brings them back.
SET LOCAL ROLE hotroit_owner;
CREATE TABLE sync.said (
	scope text NOT NULL,
	tbl text NOT NULL,
	row_id uuid NOT NULL,
	field text NOT NULL,
	PRIMARY KEY (scope, tbl, row_id, field)
);
GRANT SELECT, INSERT ON sync.said TO hotroit_apply;
GRANT SELECT ON sync.said TO hotroit_officer;
ALTER TABLE sync.said ENABLE ROW LEVEL SECURITY;
ALTER TABLE sync.said FORCE ROW LEVEL SECURITY;
CREATE POLICY inside ON sync.said TO hotroit_owner, hotroit_apply USING (true) WITH CHECK (true);
CREATE POLICY officer ON sync.said FOR SELECT TO hotroit_officer USING (true);
RESET ROLE;
