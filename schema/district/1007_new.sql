-- New rows all at once: most of what a bench sends are rows that nobody has seen, and taking them
-- one by one costs several times as much. What is not plainly new, or odd in any way, is left to
-- try_entry(), and so is everything when one of them can not be kept. Run at every init.
SET LOCAL ROLE hotroit_owner;

-- Of one kind's entries above AFTER those that may be new: well-formed, and the first of their row.
CREATE OR REPLACE FUNCTION sync.plain_new(me sync.bench, after bigint, in_kind text)
RETURNS TABLE (seq bigint, id uuid, hlc bigint, doc jsonb)
LANGUAGE sql STABLE AS $$
	SELECT e.seq, e.row_id::uuid, e.hlc, e.payload::jsonb
	FROM (SELECT i.*, first_value(i.seq) OVER (PARTITION BY lower(i.row_id) ORDER BY i.seq)
			AS first
		FROM sync.inbox i WHERE i.bench = me.role AND i.epoch = me.epoch AND i.seq > after
		AND i.tbl = in_kind) AS e
	WHERE e.seq = e.first AND e.op = 'I' AND octet_length(e.payload) <= 1048576
	AND e.row_id ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
	AND jsonb_typeof(e.payload::jsonb) = 'object'
$$;

-- What put_new() does for one kind.
CREATE OR REPLACE FUNCTION sync.new_branch(in_kind text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	columns text := sync.each_field(in_kind, false, '%1$I');
	personal text := sync.each_field(in_kind, true, '%1$I');
	keys text := (SELECT array_agg(f.name)::text FROM sync.field f WHERE f.kind = in_kind);
	branch text;
BEGIN
	branch := format('WHEN %1$L THEN WITH fresh AS MATERIALIZED ('
		'SELECT first + row_number() OVER (ORDER BY c.seq) AS n, c.* '
		'FROM sync.plain_new(me, after, %1$L) AS c '
		'WHERE NOT EXISTS (SELECT FROM data.%1$I d '
		'WHERE d.id = c.id AND d.scope = in_scope) '
		'AND NOT EXISTS (SELECT FROM sync.erased r WHERE r.scope = in_scope '
		'AND r.tbl = %1$L AND r.row_id = c.id) AND %5$s), '
		'put AS (INSERT INTO data.%1$I (scope, id, sseq, src, created_at, updated_at, '
		'extra%2$s) SELECT in_scope, f.id, f.n, me.role, '
		'coalesce(r.created_at, now_text), r.updated_at, nullif(f.doc - %3$L::text[] - '
		'''{scope,sseq,id,gone,src,extra,created_at,updated_at}''::text[], ''{}'')%4$s '
		'FROM fresh f, jsonb_populate_record(NULL::data.%1$I, f.doc) r), ',
		in_kind, coalesce(', ' || columns, ''), coalesce(keys, '{}'),
		coalesce(', ' || sync.each_field(in_kind, false, 'r.%1$I'), ''),
		sync.is_exact(in_kind, 'c.doc'));
	IF personal IS NOT NULL THEN
		branch := branch || format('named AS (INSERT INTO data.%1$I (scope, id, %2$s) '
			'SELECT in_scope, f.id, %3$s FROM fresh f, '
			'jsonb_populate_record(NULL::data.%1$I, f.doc) r), ',
			in_kind || '_pii', personal, sync.each_field(in_kind, true, 'r.%1$I'));
	END IF;
	RETURN branch || format('noted AS (INSERT INTO sync.change '
		'(scope, sseq, tbl, row_id, op, cols, src, epoch, seq, hlc) '
		'SELECT in_scope, f.n, %L, f.id, ''I'', ARRAY(SELECT jsonb_object_keys(f.doc '
		'- ''{created_at,updated_at}''::text[])), me.role, me.epoch, f.seq, '
		'greatest(0, least(coalesce(f.hlc, 0), latest)) FROM fresh f) '
		'SELECT coalesce(array_agg(f.seq), ''{}'') INTO taken FROM fresh f; ', in_kind);
END $$;

-- put_new(): takes the new rows of one kind in; their numbers follow FIRST. TAKEN: their entries.
CREATE OR REPLACE FUNCTION sync.settle_new() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	EXECUTE (SELECT 'CREATE OR REPLACE FUNCTION sync.put_new(in_kind text, me sync.bench, '
		'after bigint, in_scope text, first bigint, latest bigint, OUT taken bigint[]) '
		'LANGUAGE plpgsql AS $new$ DECLARE now_text text := sync.now_text(); '
		'BEGIN CASE in_kind ' || string_agg(sync.new_branch(k.name), '' ORDER BY k.n)
		|| 'END CASE; END $new$'
		FROM sync.kind k WHERE k.class IN ('append', 'merge'));
	GRANT EXECUTE ON FUNCTION sync.put_new(text, sync.bench, bigint, text, bigint, bigint)
		TO hotroit_apply;
END $$;

-- Takes what is plainly new of the bench's entries above AFTER. HEAD: the feed's last number,
-- before and after. TAKEN: these entries are done with. A file waits for its subject's fate, a line
-- of history for what was erased: they take the long way.
CREATE OR REPLACE FUNCTION sync.apply_new(me sync.bench, after bigint, in_scope text,
	INOUT head bigint, OUT taken bigint[])
LANGUAGE plpgsql AS $$
DECLARE
	few constant integer := 24; -- of a kind: they do not pay for the plan
	latest bigint := floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint + 300000;
	before bigint := head;
	more bigint[];
	found_kind text;
BEGIN
	taken := '{}';
	FOR found_kind IN SELECT k.name FROM sync.inbox i JOIN sync.kind k ON k.name = i.tbl
			WHERE i.bench = me.role AND i.epoch = me.epoch AND i.seq > after
			AND i.op = 'I' AND k.class IN ('append', 'merge') AND k.name <> 'attachment'
			AND (k.name NOT IN ('audit', 'step') OR NOT EXISTS (SELECT
				FROM sync.erased r WHERE r.scope = in_scope))
			GROUP BY k.name, k.n HAVING count(*) > few ORDER BY k.n LOOP
		more := sync.put_new(found_kind, me, after, in_scope, head, latest);
		head := head + cardinality(more);
		taken := taken || more;
	END LOOP;
EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
	head := before;
	taken := '{}';
END $$;
RESET ROLE;
