-- The content of files (kind attachment), by its SHA-256 and in chunks of 256 KiB.
--
-- Kept once a unit, not once a district: whoever knows the hash of another unit's file and names it
-- in a row of its own must get nothing, not even whether it is here.
SET LOCAL ROLE hotroit_owner;

-- Whole and found to be of this hash; BENCH sent it.
CREATE TABLE sync.blob (
	scope text NOT NULL,
	hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
	bytes bigint NOT NULL,
	bench text NOT NULL,
	at timestamptz NOT NULL DEFAULT clock_timestamp(),
	PRIMARY KEY (scope, hash)
);
-- What benches have sent of it, each on its own: no bench can spoil what another is sending.
CREATE TABLE sync.blob_chunk (
	scope text NOT NULL,
	hash text NOT NULL,
	bench text NOT NULL,
	n integer NOT NULL,
	data bytea NOT NULL,
	PRIMARY KEY (scope, hash, bench, n)
);
CREATE INDEX blob_chunk_by_bench ON sync.blob_chunk (bench);
-- Photos do not get smaller.
ALTER TABLE sync.blob_chunk ALTER COLUMN data SET STORAGE EXTERNAL;

-- How many bytes of files a bench may have here.
ALTER TABLE sync.bench ADD COLUMN quota bigint NOT NULL DEFAULT 2147483648;

GRANT SELECT, INSERT, UPDATE, DELETE ON sync.blob, sync.blob_chunk TO hotroit_apply;
GRANT SELECT ON sync.blob, sync.blob_chunk TO hotroit_bench;
GRANT SELECT ON sync.blob TO hotroit_officer;

DO $$
DECLARE
	t text;
BEGIN
	FOREACH t IN ARRAY ARRAY['blob', 'blob_chunk'] LOOP
		EXECUTE format('ALTER TABLE sync.%I ENABLE ROW LEVEL SECURITY', t);
		EXECUTE format('ALTER TABLE sync.%I FORCE ROW LEVEL SECURITY', t);
		EXECUTE format('CREATE POLICY inside ON sync.%I TO hotroit_owner, hotroit_apply '
			'USING (true) WITH CHECK (true)', t);
		EXECUTE format('CREATE POLICY officer ON sync.%I FOR SELECT TO hotroit_officer '
			'USING (true)', t);
	END LOOP;
END $$;
RESET ROLE;
