-- Forgetting a person: which rows tell of whom, and what of them is emptied.
SET LOCAL ROLE hotroit_owner;

-- IS_PART: the row tells of the one that this field names. FORGETS: what becomes of the field when
-- that person is forgotten: NULL it stays, '' it is emptied, else the word that takes its place.
ALTER TABLE sync.field ADD COLUMN is_part boolean NOT NULL DEFAULT false;
ALTER TABLE sync.field ADD COLUMN forgets text;

-- Rows of forgotten people, emptied and still here. What a bench that was away brings of them is
-- emptied on its way in.
CREATE TABLE sync.forgotten (
	scope text NOT NULL,
	tbl text NOT NULL,
	row_id uuid NOT NULL,
	sseq bigint NOT NULL,
	at timestamptz NOT NULL DEFAULT clock_timestamp(),
	PRIMARY KEY (scope, tbl, row_id)
);
GRANT SELECT, INSERT ON sync.forgotten TO hotroit_apply;
GRANT INSERT, UPDATE ON sync.erased TO hotroit_apply;
GRANT SELECT ON sync.forgotten TO hotroit_officer;
ALTER TABLE sync.forgotten ENABLE ROW LEVEL SECURITY;
ALTER TABLE sync.forgotten FORCE ROW LEVEL SECURITY;
CREATE POLICY inside ON sync.forgotten TO hotroit_owner, hotroit_apply
	USING (true) WITH CHECK (true);
CREATE POLICY officer ON sync.forgotten FOR SELECT TO hotroit_officer USING (true);
RESET ROLE;
