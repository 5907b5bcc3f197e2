-- The tables behind the sync (design "SQLite bench <-> PostgreSQL district"). Run once; a later
-- change is a file with the next number.
SET LOCAL ROLE hotroit_owner;

-- This server. EPOCH is made anew when the database is restored from a backup: benches then fetch
-- everything again. VERSION is the protocol's: what hello() compares.
CREATE TABLE sync.server (
	one boolean PRIMARY KEY DEFAULT true CHECK (one),
	district text NOT NULL CHECK (district ~ '^[a-z0-9][a-z0-9-]{0,31}$'),
	epoch uuid NOT NULL DEFAULT gen_random_uuid(),
	version integer NOT NULL
);

-- Whose rows: "gia-lam.phu-dong" is a unit, "gia-lam" the reference rows of the whole district.
-- Names are unique among districts, so that (scope, id) is a key in a province's database too, and
-- can be a partition or distribution key. SSEQ is the last number given out; whoever holds the
-- line's lock, until COMMIT, gives out the next: a feed is dense and in the order of commits.
CREATE TABLE sync.scope (
	scope text PRIMARY KEY CHECK (scope ~
		'^[a-z0-9][a-z0-9-]{0,31}(\.[a-z0-9][a-z0-9-]{0,31})?$'),
	name text,
	sseq bigint NOT NULL DEFAULT 0
);

-- A bench is known by the role it signs in as. OWN_SEEN, SHARED_SEEN: how far it has fetched.
CREATE TABLE sync.bench (
	role text PRIMARY KEY,
	name text NOT NULL UNIQUE,
	scope text NOT NULL REFERENCES sync.scope (scope),
	coordinator boolean NOT NULL DEFAULT false, -- writes reference rows
	enrolled_at timestamptz NOT NULL DEFAULT now(),
	revoked_at timestamptz,
	version integer,
	epoch uuid,
	seen_at timestamptz,
	own_seen bigint NOT NULL DEFAULT 0,
	shared_seen bigint NOT NULL DEFAULT 0
);

-- What a bench has sent: key (bench, epoch, seq), so nothing can come in twice. Benches may only
-- INSERT, and not the column BENCH. Everything is text that could be anything: a bad line is
-- apply()'s to set aside, and does not stop the COPY. An erased row's payload becomes NULL.
CREATE TABLE sync.inbox (
	bench text NOT NULL DEFAULT session_user,
	epoch uuid NOT NULL,
	seq bigint NOT NULL,
	txn bigint,
	tbl text,
	row_id text,
	op text,
	base bigint,
	hlc bigint,
	payload text CHECK (octet_length(payload) <= 8388608),
	at timestamptz NOT NULL DEFAULT clock_timestamp(),
	PRIMARY KEY (bench, epoch, seq)
);
CREATE INDEX inbox_by_row ON sync.inbox (row_id);
-- Up to which number of an epoch everything is applied or set aside.
CREATE TABLE sync.applied (
	bench text NOT NULL,
	epoch uuid NOT NULL,
	seq bigint NOT NULL,
	PRIMARY KEY (bench, epoch)
);

-- What changed when and by whom: the audit, the dense feed and the base of every merge.
CREATE TABLE sync.change (
	scope text NOT NULL,
	sseq bigint NOT NULL,
	tbl text NOT NULL,
	row_id uuid NOT NULL,
	op text NOT NULL,
	cols text[],
	src text NOT NULL,
	epoch uuid,
	seq bigint,
	hlc bigint NOT NULL,
	at timestamptz NOT NULL DEFAULT clock_timestamp(),
	PRIMARY KEY (scope, sseq)
);
CREATE INDEX change_by_row ON sync.change (row_id, sseq);

-- Entries that could not be applied. DETAIL is an SQLSTATE or a column's name, never a value.
CREATE TABLE sync.reject (
	bench text NOT NULL,
	epoch uuid NOT NULL,
	seq bigint NOT NULL,
	tbl text,
	row_id text,
	reason text NOT NULL,
	detail text,
	at timestamptz NOT NULL DEFAULT clock_timestamp(),
	PRIMARY KEY (bench, epoch, seq)
);

-- Rows that must never come back, not even from a bench that was away or a restored backup.
CREATE TABLE sync.erased (
	tbl text NOT NULL,
	row_id uuid NOT NULL,
	scope text NOT NULL,
	sseq bigint NOT NULL,
	at timestamptz NOT NULL DEFAULT clock_timestamp(),
	PRIMARY KEY (scope, tbl, row_id)
);

-- The descriptors, as hotroit district init sends them. CLASS: "append" rows are never changed,
-- "merge" rows are merged by column, "reference" rows belong to the district, "server" rows are
-- made here. A field of FIRST_STAYS keeps its first value until a person decides.
CREATE TABLE sync.kind (
	name text PRIMARY KEY,
	n integer NOT NULL,
	class text NOT NULL CHECK (class IN ('append', 'merge', 'reference', 'server')),
	label text NOT NULL
);
CREATE TABLE sync.field (
	kind text NOT NULL REFERENCES sync.kind (name),
	name text NOT NULL,
	n integer NOT NULL,
	type text NOT NULL,
	privacy text NOT NULL CHECK (privacy IN ('open', 'internal', 'personal')),
	label text NOT NULL,
	ref text,
	first_stays boolean NOT NULL DEFAULT false,
	PRIMARY KEY (kind, name)
);
CREATE TABLE sync.choice (
	kind text NOT NULL,
	field text NOT NULL,
	key text NOT NULL,
	n integer NOT NULL,
	label text NOT NULL,
	PRIMARY KEY (kind, field, key)
);

-- A bench's rights: this, the functions that are granted by name, and SELECT through RLS.
GRANT INSERT (epoch, seq, txn, tbl, row_id, op, base, hlc, payload) ON sync.inbox TO hotroit_bench;
GRANT SELECT ON sync.server, sync.kind, sync.field, sync.choice TO hotroit_apply;
GRANT SELECT, UPDATE ON sync.scope, sync.bench, sync.inbox TO hotroit_apply;
GRANT SELECT, INSERT, UPDATE ON sync.applied TO hotroit_apply;
GRANT SELECT, INSERT ON sync.change, sync.reject, sync.inbox TO hotroit_apply;
GRANT SELECT ON sync.erased TO hotroit_apply;
GRANT SELECT ON sync.scope, sync.bench, sync.change, sync.reject, sync.erased TO hotroit_officer;
GRANT SELECT ON sync.server, sync.kind, sync.field, sync.choice TO hotroit_officer;

-- Every table has row security; the inbox alone can not (COPY FROM refuses it) and is closed by
-- its column rights.
DO $$
DECLARE
	t text;
BEGIN
	FOREACH t IN ARRAY ARRAY['server', 'scope', 'bench', 'applied', 'change', 'reject',
		'erased',
		'kind', 'field', 'choice'] LOOP
		EXECUTE format('ALTER TABLE sync.%I ENABLE ROW LEVEL SECURITY', t);
		EXECUTE format('ALTER TABLE sync.%I FORCE ROW LEVEL SECURITY', t);
		EXECUTE format('CREATE POLICY inside ON sync.%I TO hotroit_owner, hotroit_apply '
			'USING (true) WITH CHECK (true)', t);
		EXECUTE format('CREATE POLICY officer ON sync.%I FOR SELECT TO hotroit_officer '
			'USING (true)', t);
	END LOOP;
END $$;
RESET ROLE;
