-- What only the district does: erasing for good, moving a row to another unit, trying again what
-- was set aside, forgetting old mail. Run at every init; called as a member of hotroit_owner.
--
-- To a bench an erased row is op E in the feed, without payload: it empties every column it can
-- and keeps the id, with secure_delete, and checkpoints before it says the new OWN_SEEN to hello();
-- that is its acknowledgement. L: the row has left the bench's scope and goes altogether.
SET LOCAL ROLE hotroit_owner;

-- Writes a row as the server itself, with the next number of its feed.
CREATE OR REPLACE FUNCTION sync.write(in_kind text, in_scope text, in_id uuid, in_op text,
	in_doc jsonb) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	number bigint;
BEGIN
	UPDATE sync.scope s SET sseq = s.sseq + 1 WHERE s.scope = in_scope
	RETURNING s.sseq INTO number;
	PERFORM sync.put(in_kind, in_scope, in_id, number, nullif(in_op, 'U'), in_doc);
	INSERT INTO sync.change (scope, sseq, tbl, row_id, op, cols, src, hlc)
	VALUES (in_scope, number, in_kind, in_id, in_op, ARRAY(SELECT jsonb_object_keys(in_doc)),
		session_user, floor(extract(epoch FROM clock_timestamp()) * 1000));
	RETURN number;
END $$;

-- Rows that speak of the erased one: what they say of it is emptied, and that travels, too. EMPTIED
-- are the columns; WHICH the condition on the row, $1 the erased id as text.
CREATE OR REPLACE FUNCTION sync.erase_traces(in_kind text, which text, in_id uuid, emptied text[])
RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	trace record;
	traces integer := 0;
BEGIN
	IF to_regclass(format('data.%I', in_kind)) IS NULL THEN
		RETURN 0;
	END IF;
	FOR trace IN EXECUTE format('SELECT d.scope, d.id FROM data.%I d WHERE d.gone IS NULL '
		'AND (%s)',
			in_kind, which) USING in_id::text LOOP
		PERFORM sync.write(in_kind, trace.scope, trace.id, 'U', g.doc - emptied)
		FROM sync.get(in_kind, trace.scope, trace.id) AS g;
		UPDATE sync.inbox i SET payload = NULL WHERE i.row_id = trace.id::text;
		traces := traces + 1;
	END LOOP;
	RETURN traces;
END $$;

-- Erases a row wherever it is; returns in how many scopes it was (0: unknown here, and from now on
-- refused all the same). Its bytes stay in the files until VACUUM FULL (hotroit district erase does
-- that for the tables it touched), in the WAL until its segments are used anew, and in backups.
CREATE OR REPLACE FUNCTION sync.erase(in_kind text, in_id uuid) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	one record;
	here integer := 0;
BEGIN
	IF NOT EXISTS (SELECT FROM sync.kind k WHERE k.name = in_kind) THEN
		RAISE EXCEPTION 'no such kind' USING ERRCODE = '22023';
	END IF;
	-- In the order in which apply() takes them.
	PERFORM FROM sync.scope ORDER BY scope FOR UPDATE;
	-- Its files go with it, and a file's content with the last row that names it.
	PERFORM sync.erase('attachment', a.id)
	FROM (SELECT DISTINCT x.id FROM data.attachment x
		WHERE x.subject = in_id::text AND x.gone IS NULL) AS a;
	FOR one IN SELECT s.scope, g.doc ->> 'sha256' AS hash
			FROM sync.scope s, sync.get(in_kind, s.scope, in_id) g
			WHERE g.gone IS DISTINCT FROM 'E' ORDER BY s.scope LOOP
		INSERT INTO sync.erased (tbl, row_id, scope, sseq)
		VALUES (in_kind, in_id, one.scope,
			sync.write(in_kind, one.scope, in_id, 'E', '{}'))
		ON CONFLICT (scope, tbl, row_id) DO UPDATE SET sseq = excluded.sseq,
			at = excluded.at;
		IF in_kind = 'attachment' THEN
			PERFORM sync.blob_sweep(one.scope, one.hash);
		END IF;
		here := here + 1;
	END LOOP;
	-- A bench that was away may still bring it.
	INSERT INTO sync.erased (tbl, row_id, scope, sseq)
	SELECT in_kind, in_id, s.scope, s.sseq FROM sync.scope s ON CONFLICT DO NOTHING;
	UPDATE sync.inbox i SET payload = NULL
	WHERE i.row_id IN (in_id::text, upper(in_id::text));
	PERFORM sync.erase_traces('conflict', '"row" = $1', in_id, '{kept,lost}'),
		sync.erase_traces('audit', '"row" = $1', in_id, '{changes}'),
		sync.erase_traces('audit', 'who::text = $1', in_id, '{who_name}'),
		sync.erase_traces('step', 'subject = $1', in_id, '{note,waiver}'),
		sync.erase_traces('step', '"by"::text = $1', in_id, '{by_name}');
	RETURN here;
END $$;

-- Benches that have not yet said that they erased what was erased, and forgot who is forgotten.
CREATE OR REPLACE VIEW sync.owing AS
SELECT b.role, b.name, b.scope, count(*) AS rows, min(e.at) AS since, b.seen_at
FROM sync.bench b
JOIN (SELECT x.scope, x.sseq, x.at FROM sync.erased x WHERE EXISTS (SELECT FROM sync.change c
		WHERE c.scope = x.scope AND c.sseq = x.sseq AND c.op = 'E')
	UNION ALL SELECT x.scope, x.sseq, x.at FROM sync.forgotten x
		WHERE x.tbl IN ('recipient', 'entrant', 'registration')) AS e
	ON (e.scope = b.scope AND e.sseq > b.own_seen)
	OR (e.scope = (SELECT s.district FROM sync.server s) AND e.sseq > b.shared_seen)
WHERE b.revoked_at IS NULL
GROUP BY b.role;
GRANT SELECT ON sync.owing TO hotroit_officer;

-- May a row of the kind be one unit's today and another's tomorrow?
CREATE OR REPLACE FUNCTION sync.is_movable(k sync.kind) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT k.class IN ('merge', 'append') AND k.name NOT IN ('audit', 'step')
		AND NOT EXISTS (SELECT FROM sync.field f WHERE f.kind = k.name AND f.name = 'chain')
$$;

-- A row goes to another unit with its files: it leaves the old feed and is new in the other.
CREATE OR REPLACE FUNCTION sync.move(in_kind text, in_id uuid, from_scope text, to_scope text)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	here record;
BEGIN
	PERFORM FROM sync.scope s WHERE s.scope IN (from_scope, to_scope)
	ORDER BY s.scope FOR UPDATE;
	SELECT * INTO here FROM sync.get(in_kind, from_scope, in_id);
	IF here.sseq IS NULL OR here.gone IS NOT NULL OR from_scope = to_scope THEN
		RAISE EXCEPTION 'no such row in the scope' USING ERRCODE = '22023';
	END IF;
	PERFORM sync.move('attachment', a.id, from_scope, to_scope) FROM (SELECT x.id
		FROM data.attachment x WHERE x.scope = from_scope AND x.subject = in_id::text
		AND x.gone IS NULL) AS a;
	PERFORM sync.write(in_kind, from_scope, in_id, 'L', '{}');
	PERFORM sync.write(in_kind, to_scope, in_id, 'U', here.doc);
	IF in_kind = 'attachment' THEN
		PERFORM sync.blob_copy(here.doc ->> 'sha256', from_scope, to_scope);
		PERFORM sync.blob_sweep(from_scope, here.doc ->> 'sha256');
	END IF;
END $$;

-- The row and what is only about it (append-only rows that name it: what was measured, found and
-- inspected) go to UNIT, from wherever they are; returns how many. Rows of the whole district and
-- sealed ones (the fund) stay: HT005, as an unknown row; HT006 no such unit. What else refers to
-- the row stays behind and keeps its reference.
CREATE OR REPLACE FUNCTION sync.move_out(in_kind text, in_id uuid, unit text) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	to_scope text := (SELECT s.district FROM sync.server s) || '.' || unit;
	from_scope text;
	about record;
	one uuid;
	moved integer := 1;
BEGIN
	IF NOT EXISTS (SELECT FROM sync.scope s WHERE s.scope = to_scope) THEN
		RAISE EXCEPTION 'no such unit' USING ERRCODE = 'HT006';
	END IF;
	-- In the order in which apply() takes them.
	PERFORM FROM sync.scope ORDER BY scope FOR UPDATE;
	SELECT s.scope INTO from_scope FROM sync.kind k, sync.scope s,
		sync.get(in_kind, s.scope, in_id) g
	WHERE k.name = in_kind AND sync.is_movable(k) AND g.gone IS NULL AND s.scope <> to_scope;
	IF from_scope IS NULL THEN
		RAISE EXCEPTION 'no such row' USING ERRCODE = 'HT005';
	END IF;
	PERFORM sync.move(in_kind, in_id, from_scope, to_scope);
	FOR about IN SELECT f.kind, f.name FROM sync.field f JOIN sync.kind k ON k.name = f.kind
			WHERE f.ref = in_kind AND k.class = 'append' AND sync.is_movable(k)
			ORDER BY k.n, f.n LOOP
		FOR one IN EXECUTE format('SELECT d.id FROM data.%I d WHERE d.scope = $1 '
				'AND d.%I = $2 AND d.gone IS NULL ORDER BY d.sseq',
				about.kind, about.name)
				USING from_scope, in_id LOOP
			PERFORM sync.move(about.kind, one, from_scope, to_scope);
			moved := moved + 1;
		END LOOP;
	END LOOP;
	RETURN moved;
END $$;

-- Entries of kinds that this server did not know when they came, now that it was upgraded.
CREATE OR REPLACE FUNCTION sync.retry() RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	e sync.inbox;
	b sync.bench;
	k sync.kind;
	it record;
	taken integer := 0;
BEGIN
	PERFORM FROM sync.scope ORDER BY scope FOR UPDATE;
	FOR e IN SELECT i.* FROM sync.reject r JOIN sync.inbox i USING (bench, epoch, seq)
			WHERE r.reason = 'kind'
			AND EXISTS (SELECT FROM sync.kind x WHERE x.name = r.tbl)
			ORDER BY i.bench, i.at, i.seq LOOP
		SELECT * INTO b FROM sync.bench x WHERE x.role = e.bench;
		SELECT * INTO k FROM sync.kind x WHERE x.name = e.tbl;
		b.epoch := e.epoch;
		SELECT t.*, s.scope INTO it FROM sync.scope s,
			sync.try_entry(b, e, k.class, s.scope, s.sseq) AS t
		WHERE s.scope = CASE WHEN b.coordinator AND k.class = 'reference'
			THEN (SELECT x.district FROM sync.server x) ELSE b.scope END;
		UPDATE sync.scope s SET sseq = it.sseq WHERE s.scope = it.scope
		AND s.sseq <> it.sseq;
		IF it.reason IS NULL THEN
			DELETE FROM sync.reject r
			WHERE r.bench = e.bench AND r.epoch = e.epoch AND r.seq = e.seq;
			taken := taken + 1;
		ELSE
			UPDATE sync.reject r SET reason = it.reason, detail = it.detail
			WHERE r.bench = e.bench AND r.epoch = e.epoch AND r.seq = e.seq;
		END IF;
	END LOOP;
	RETURN taken;
END $$;

-- Empties applied mail older than so many days; its numbers stay, so nothing comes in twice.
CREATE OR REPLACE FUNCTION sync.trim(days integer DEFAULT 60) RETURNS bigint
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
	WITH emptied AS (UPDATE sync.inbox i SET payload = NULL
		FROM sync.applied a
		WHERE a.bench = i.bench AND a.epoch = i.epoch AND i.seq <= a.seq
		AND i.payload IS NOT NULL
		AND i.at < now() - make_interval(days => trim.days)
		AND NOT EXISTS (SELECT FROM sync.reject r
			WHERE r.bench = i.bench AND r.epoch = i.epoch AND r.seq = i.seq)
		RETURNING 1)
	SELECT count(*) FROM emptied
$$;
RESET ROLE;
