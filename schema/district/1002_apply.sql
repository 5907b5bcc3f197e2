-- What was sent becomes rows: apply(), and the merge it rests on. Run at every init.
--
-- AN ENTRY (a line of sync.inbox) is one of the bench's outbox:
--   epoch   the bench file's, as said to hello()
--   seq     the outbox number; txn: the bench's transaction, never cut apart by a batch
--   tbl     the kind, "device"; row_id: the row's UUID
--   op      I new, U changed, D deleted
--   base    sync_base.sseq of the row when it was changed, 0: never seen by the server
--   hlc     the bench's hybrid clock, ms
--   payload a JSON object: its keys ARE the mask. Exactly the columns that changed (I: those that
--           are not empty), by name, values as the bench keeps them, an emptied one null; besides,
--           created_at (I) and updated_at where the table has them. Columns of a newer bench travel
--           the same way and are kept. NULL for D, and for I and U of a row that is gone by now.
--
-- apply(): no arguments; takes every entry of the epoch of hello() that is not applied yet, in the
-- order of seq, and returns one row
--   accepted bigint    the last number that is done with, one way or the other
--   applied int        entries that changed something; "changes nothing" is success, too
--   conflicts int      values that lost to another, each kept as a row of kind conflict
--   rejected int       entries set aside; why: sync.rejects()
--   head, shared_head bigint
-- Errors: HT001, HT003 (see hello). Entries with bad data never raise; anything else aborts the
-- whole transaction, and the bench keeps its queue and tries again.
--
-- REFERENCES are not enforced here: a row may refer to one that comes later, is another unit's (a
-- device that moved while its repair stayed) or is erased. It is taken and shown as it is, the
-- other end by its id; a bench counts such references as a note, not as damage. What is only about
-- a row moves with it (sync.move_out).
--
-- MERGE. A column that nobody else wrote since BASE is set. One that somebody did write: equal
-- values are no conflict; else the greater (hlc, role) wins, and the other value is kept in a row
-- of kind conflict that travels to every bench of the scope. A column of first_stays (money) keeps
-- its first value until a person chooses. Deleting beats changing; what was changed is kept in a
-- conflict, too; so is what was changed of a row that has left the scope (L) meanwhile. Choosing
-- between "theirs" and "mine" is an ordinary change of the column, and a change (U) of the
-- conflict's row: state 'decided', choice, decided_by, decided_at.
SET LOCAL ROLE hotroit_owner;

-- The merge itself, pure; the bench has its twin in C, merge_column(). CURRENT: the row; MINE: the
-- columns that changed; TOUCHED: {"column": does mine win?} of those that another wrote since the
-- base.
--   patch  what is to be set: keys of MINE that differ and did not lose
--   won    columns where mine won over another's, lost: where it lost
CREATE OR REPLACE FUNCTION sync.merge(current jsonb, mine jsonb, touched jsonb,
	OUT patch jsonb, OUT won text[], OUT lost text[])
LANGUAGE sql IMMUTABLE AS $$
	SELECT coalesce(jsonb_object_agg(key, value) FILTER (WHERE wins), '{}'),
		coalesce(array_agg(key ORDER BY key) FILTER (WHERE clashes AND wins), '{}'),
		coalesce(array_agg(key ORDER BY key) FILTER (WHERE NOT wins), '{}')
	FROM (SELECT key, value, touched ? key AS clashes, coalesce((touched -> key)::boolean, true)
			AS wins
		FROM jsonb_each(mine)
		WHERE value IS DISTINCT FROM coalesce(current -> key, 'null')) AS different
$$;

-- Columns of the row that another source wrote since the base.
CREATE OR REPLACE FUNCTION sync.touched(in_scope text, in_tbl text, id uuid, since bigint,
	me sync.bench, my_hlc bigint) RETURNS jsonb
LANGUAGE sql STABLE AS $$
	SELECT coalesce(jsonb_object_agg(col, wins), '{}') FROM (
		SELECT DISTINCT ON (col) col, (my_hlc, me.role) > (c.hlc, c.src)
			AND NOT coalesce(f.first_stays, false) AS wins
		FROM sync.change c
		CROSS JOIN unnest(c.cols) AS col
		LEFT JOIN sync.field f ON f.kind = in_tbl AND f.name = col
		-- || '': only the index by row fits, whatever the planner thinks of an empty table.
		WHERE c.row_id = id AND c.scope || '' = in_scope AND c.tbl = in_tbl
		AND c.sseq > since
		AND (c.src, c.epoch) IS DISTINCT FROM (me.role, me.epoch)
		ORDER BY col, c.hlc DESC, c.src DESC) AS last
$$;

-- Why an entry can not be taken at all; NULL: it can.
-- What every entry passes is plpgsql, which keeps its plans, and sets no search_path: who calls it
-- has done so, and to set it at each step cost a tenth of a push.
CREATE OR REPLACE FUNCTION sync.refusal(e sync.inbox) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN CASE
		WHEN e.row_id IS NULL OR e.row_id !~
			'^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
			THEN 'id'
		WHEN e.op IS NULL OR e.op NOT IN ('I', 'U', 'D') THEN 'op'
		WHEN octet_length(e.payload) > 1048576 THEN 'large'
	END;
END $$;

-- One number of a feed, and its line in the book of changes.
CREATE OR REPLACE FUNCTION sync.number(in_scope text, sseq bigint, e sync.inbox, in_tbl text,
	id uuid, op text, cols text[], my_hlc bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO sync.change (scope, sseq, tbl, row_id, op, cols, src, epoch, seq, hlc)
	VALUES (in_scope, number.sseq, in_tbl, id, number.op, number.cols, e.bench, e.epoch, e.seq,
		my_hlc);
END $$;

-- The values that clashed, each as a row of kind conflict; returns the feed's last number.
CREATE OR REPLACE FUNCTION sync.keep_conflicts(in_scope text, sseq bigint, e sync.inbox, id uuid,
	what jsonb, my_hlc bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
	one jsonb;
	conflict uuid;
BEGIN
	FOR one IN SELECT jsonb_array_elements(what) LOOP
		sseq := sseq + 1;
		conflict := gen_random_uuid();
		PERFORM sync.put('conflict', in_scope, conflict, sseq, NULL,
			one || jsonb_build_object(
			'kind', e.tbl, 'row', id, 'state', 'open', 'base', e.base,
			'at', sync.now_text(), 'created_at', sync.now_text(),
			'updated_at', sync.now_text()));
		PERFORM sync.number(in_scope, sseq, e, 'conflict', conflict, 'I', NULL, my_hlc);
	END LOOP;
	RETURN sseq;
END $$;

-- Now, as benches write it.
CREATE OR REPLACE FUNCTION sync.now_text() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT to_char(clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS')
		|| '+07:00'
$$;

-- Two clashing values as parts of a conflict's row.
CREATE OR REPLACE FUNCTION sync.clash(field text, kept jsonb, lost jsonb, kept_by text,
	lost_by text)
RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
	SELECT jsonb_build_object('field', field, 'kept', kept #>> '{}', 'lost', lost #>> '{}',
		'kept_by', kept_by, 'lost_by', lost_by)
$$;

-- What a line of history says of a row that was erased before it came: nothing, as erase() left it
-- in those that were here. The mail loses it, too.
CREATE OR REPLACE FUNCTION sync.mute(in_scope text, e sync.inbox, INOUT mine jsonb)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	said text[] := '{}';
	subject text := mine ->> CASE e.tbl WHEN 'audit' THEN 'row' ELSE 'subject' END;
	actor text := mine ->> CASE e.tbl WHEN 'audit' THEN 'who' ELSE 'by' END;
BEGIN
	IF EXISTS (SELECT FROM sync.erased r WHERE r.scope = in_scope
			AND r.tbl = mine ->> 'kind' AND r.row_id::text = subject)
			OR EXISTS (SELECT FROM sync.forgotten r WHERE r.scope = in_scope
			AND r.tbl = mine ->> 'kind' AND r.row_id::text = subject) THEN
		said := '{changes,note,waiver}';
	END IF;
	IF EXISTS (SELECT FROM sync.erased r WHERE r.scope = in_scope
			AND r.tbl = 'member' AND r.row_id::text = actor) THEN
		said := said || '{who_name,by_name}'::text[];
	END IF;
	IF mine ?| said THEN
		mine := mine - said;
		UPDATE sync.inbox i SET payload = NULL
		WHERE i.bench = e.bench AND i.epoch = e.epoch AND i.seq = e.seq;
	END IF;
END $$;

-- One entry on one row. SSEQ: the feed's last number before; the result is the one after. REASON:
-- why it is set aside.
CREATE OR REPLACE FUNCTION sync.apply_entry(me sync.bench, e sync.inbox, class text,
	in_scope text, INOUT sseq bigint, my_hlc bigint, OUT did text, OUT reason text,
	OUT conflicts integer)
LANGUAGE plpgsql AS $$
DECLARE
	id uuid := e.row_id::uuid;
	mine jsonb := e.payload::jsonb;
	times jsonb;
	here record;
	merged record;
	touched jsonb := '{}';
	clashes jsonb := '[]';
	said jsonb; -- what of it may be kept
	muted boolean := false;
BEGIN
	conflicts := 0;
	IF e.op <> 'D' AND mine IS NULL THEN
		RETURN;
	ELSIF e.op <> 'D' AND jsonb_typeof(mine) <> 'object' THEN
		reason := 'payload';
		RETURN;
	END IF;
	IF e.tbl IN ('audit', 'step') AND e.op <> 'D' THEN
		mine := sync.mute(in_scope, e, mine);
	END IF;
	SELECT * INTO here FROM sync.get(e.tbl, in_scope, id);
	IF here.gone = 'E' OR (here.sseq IS NULL AND EXISTS (SELECT FROM sync.erased r
			WHERE r.scope = in_scope AND r.tbl = e.tbl AND r.row_id = id)) THEN
		reason := 'erased';
		-- Its bench has it still, and may have made it when nobody here knew it.
		sseq := sseq + 1;
		PERFORM sync.put(e.tbl, in_scope, id, sseq, 'E', '{}');
		PERFORM sync.number(in_scope, sseq, e, e.tbl, id, 'E', NULL, my_hlc);
		RETURN;
	END IF;
	IF EXISTS (SELECT FROM sync.forgotten f WHERE f.scope = in_scope)
			AND sync.is_forgotten(in_scope, e.tbl, id, coalesce(mine, '{}')) THEN
		-- Who is gone stays so; what tells of them goes on without a name.
		IF e.tbl IN ('recipient', 'entrant', 'registration') THEN
			reason := 'erased';
			sseq := sseq + 1;
			PERFORM sync.put(e.tbl, in_scope, id, sseq, here.gone, here.doc);
			PERFORM sync.number(in_scope, sseq, e, e.tbl, id, 'U', '{}', my_hlc);
			RETURN;
		END IF;
		INSERT INTO sync.forgotten (scope, tbl, row_id, sseq)
		VALUES (in_scope, e.tbl, id, apply_entry.sseq + 1) ON CONFLICT DO NOTHING;
		said := sync.emptied(e.tbl, mine);
		muted := said IS DISTINCT FROM mine;
		IF muted THEN
			UPDATE sync.inbox i SET payload = NULL
			WHERE i.bench = e.bench AND i.epoch = e.epoch AND i.seq = e.seq;
			mine := said;
		END IF;
	END IF;
	-- A row that has moved to another scope is a new one here only to who brings it back whole.
	IF here.gone = 'L' THEN
		here.doc := '{}';
	END IF;
	times := jsonb_strip_nulls(jsonb_build_object('created_at', coalesce(
		here.doc -> 'created_at', mine -> 'created_at', to_jsonb(sync.now_text())),
		'updated_at', mine -> 'updated_at'));
	mine := mine - '{created_at,updated_at}'::text[];
	IF class = 'server' THEN
		IF here.sseq IS NULL OR e.op <> 'U' THEN
			reason := 'reference';
			RETURN;
		END IF;
		SELECT coalesce(jsonb_object_agg(key, value), '{}') INTO mine FROM jsonb_each(mine)
		WHERE key IN ('state', 'choice', 'decided_by', 'decided_at', 'note');
	END IF;
	IF here.sseq > coalesce(e.base, 0) AND class <> 'append' THEN
		touched := sync.touched(in_scope, e.tbl, id, coalesce(e.base, 0), me, my_hlc);
	END IF;

	-- The change of a row that was refused when it was new would make a husk of it.
	IF e.op = 'U' AND here.sseq IS NULL THEN
		reason := (SELECT r.reason FROM sync.reject r WHERE r.bench = e.bench
			AND r.epoch = e.epoch AND r.tbl = e.tbl AND r.row_id = e.row_id
			AND r.seq < e.seq ORDER BY r.seq DESC LIMIT 1);
	END IF;

	IF reason IS NOT NULL THEN
		RETURN;
	ELSIF e.op = 'D' THEN
		IF class = 'append' THEN
			reason := 'append-only';
		ELSIF here.gone = 'L' THEN
			reason := 'moved';
		ELSIF here.sseq IS NULL OR here.gone IS NOT NULL THEN
			RETURN;
		ELSE
			SELECT coalesce(jsonb_agg(sync.clash(key, NULL, here.doc -> key, me.role,
				here.src)), '[]')
			INTO clashes FROM jsonb_object_keys(touched) AS key;
			sseq := sseq + 1;
			PERFORM sync.put(e.tbl, in_scope, id, sseq, 'D', '{}');
			PERFORM sync.number(in_scope, sseq, e, e.tbl, id, 'D', NULL, my_hlc);
			did := 'D';
		END IF;
	ELSIF here.sseq IS NULL OR (here.gone = 'L' AND e.op = 'I') THEN
		sseq := sseq + 1;
		PERFORM sync.put(e.tbl, in_scope, id, sseq, NULL, mine || times);
		PERFORM sync.number(in_scope, sseq, e, e.tbl, id, 'I',
			ARRAY(SELECT jsonb_object_keys(mine)), my_hlc);
		did := 'I';
	ELSIF here.gone IS NOT NULL THEN
		SELECT coalesce(jsonb_agg(sync.clash(key, NULL, value, here.src, me.role)), '[]')
		INTO clashes FROM jsonb_each(mine);
		-- Its bench still shows the row: the tombstone travels again.
		sseq := sseq + 1;
		PERFORM sync.put(e.tbl, in_scope, id, sseq, here.gone, '{}');
		PERFORM sync.number(in_scope, sseq, e, e.tbl, id, here.gone, NULL, my_hlc);
	ELSE
		SELECT * INTO merged FROM sync.merge(here.doc, mine, touched);
		IF class = 'append' THEN
			IF merged.patch <> '{}' THEN
				reason := 'append-only';
			END IF;
		-- A change and its undoing leave a later time behind on their bench.
		ELSIF merged.patch <> '{}' OR merged.lost <> '{}' OR muted OR (times ? 'updated_at'
				AND times -> 'updated_at' <> here.doc -> 'updated_at') THEN
			SELECT coalesce(jsonb_agg(CASE WHEN c.key = ANY (merged.won)
				THEN sync.clash(c.key, mine -> c.key, here.doc -> c.key, me.role,
					here.src)
				ELSE sync.clash(c.key, here.doc -> c.key, mine -> c.key,
					here.src, me.role)
				END), '[]')
			INTO clashes FROM unnest(merged.won || merged.lost) AS c (key);
			-- Also when all of it lost: its bench must see the row anew.
			sseq := sseq + 1;
			PERFORM sync.put(e.tbl, in_scope, id, sseq, NULL,
				here.doc || merged.patch || times);
			PERFORM sync.number(in_scope, sseq, e, e.tbl, id, 'U',
				ARRAY(SELECT jsonb_object_keys(merged.patch)), my_hlc);
			did := 'U';
		END IF;
	END IF;
	IF reason IS NOT NULL AND here.sseq IS NOT NULL THEN
		-- What stands here goes out once more, over the bench's own.
		sseq := sseq + 1;
		PERFORM sync.put(e.tbl, in_scope, id, sseq, here.gone, here.doc);
		PERFORM sync.number(in_scope, sseq, e, e.tbl, id, 'U', '{}', my_hlc);
	END IF;
	-- Two who decided one conflict apart: the later choice stands, nothing is left to decide.
	IF class = 'server' THEN
		clashes := '[]';
	END IF;
	conflicts := jsonb_array_length(clashes);
	IF conflicts > 0 THEN
		sseq := sync.keep_conflicts(in_scope, sseq, e, id, clashes, my_hlc);
	END IF;
	IF did = 'U' AND (mine::text LIKE '%(đã ẩn danh)%' OR EXISTS (SELECT FROM sync.said w
			WHERE w.scope = in_scope AND w.tbl = e.tbl AND w.row_id = id)) THEN
		UPDATE sync.scope s SET sseq = apply_entry.sseq WHERE s.scope = in_scope;
		PERFORM sync.drop_said(in_scope, id, e, mine);
		sseq := (SELECT s.sseq FROM sync.scope s WHERE s.scope = in_scope);
	END IF;
	IF e.tbl IN ('recipient', 'entrant', 'registration') AND did IN ('I', 'U')
			AND mine ->> 'state' = 'gone' THEN
		-- It numbers by itself from the line that apply() holds.
		UPDATE sync.scope s SET sseq = apply_entry.sseq WHERE s.scope = in_scope;
		PERFORM sync.forget(in_scope, e.tbl, id);
		sseq := (SELECT s.sseq FROM sync.scope s WHERE s.scope = in_scope);
	END IF;
END $$;
RESET ROLE;
