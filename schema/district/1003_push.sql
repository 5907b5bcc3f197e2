-- apply(): the entries of a push in their order; see 1002_apply.sql for what it keeps to.
SET LOCAL ROLE hotroit_owner;

-- Applies one entry, or says why not. Bad data undoes this entry alone; any other failure is not
-- the entry's fault and ends the transaction.
CREATE OR REPLACE FUNCTION sync.try_entry(me sync.bench, e sync.inbox, class text,
	in_scope text, INOUT sseq bigint, OUT did text, OUT reason text, OUT detail text,
	OUT conflicts integer)
LANGUAGE plpgsql AS $$
DECLARE
	before bigint := sseq;
	it record;
	-- No clock of a bench may run ahead of ours by more than five minutes.
	my_hlc bigint := greatest(0, least(coalesce(e.hlc, 0),
		floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint + 300000));
BEGIN
	conflicts := 0;
	reason := sync.refusal(e);
	IF reason IS NULL AND class IS NULL THEN
		reason := 'kind';
	ELSIF reason IS NULL AND class = 'reference' AND NOT me.coordinator
			AND EXISTS (SELECT FROM sync.server s, sync.get(e.tbl, s.district,
				e.row_id::uuid)) THEN
		reason := 'reference';
	ELSIF reason IS NULL AND e.tbl = 'attachment' AND EXISTS (SELECT FROM sync.erased r
			WHERE r.scope = in_scope AND r.tbl = e.payload::jsonb ->> 'kind'
			AND r.row_id::text = e.payload::jsonb ->> 'subject') THEN
		-- A file of what was erased while its bench was away.
		reason := 'erased';
	END IF;
	IF reason IS NOT NULL THEN
		RETURN;
	END IF;
	it := sync.apply_entry(me, e, class, in_scope, sseq, my_hlc);
	sseq := it.sseq;
	did := it.did;
	reason := it.reason;
	conflicts := it.conflicts;
EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
	sseq := before;
	did := NULL;
	conflicts := 0;
	reason := CASE WHEN SQLSTATE IN ('22P02', '22P05') AND sync.is_json(e.payload) IS NOT TRUE
		THEN 'payload' ELSE 'value' END;
	detail := SQLSTATE;
END $$;

CREATE OR REPLACE FUNCTION sync.is_json(payload text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN jsonb_typeof(payload::jsonb) = 'object';
EXCEPTION WHEN data_exception THEN
	RETURN false;
END $$;

CREATE OR REPLACE FUNCTION sync.set_entry_aside(e sync.inbox, reason text, detail text)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	INSERT INTO sync.reject (bench, epoch, seq, tbl, row_id, reason, detail)
	VALUES (e.bench, e.epoch, e.seq, left(e.tbl, 64), left(e.row_id, 64), reason, detail)
	ON CONFLICT DO NOTHING;
	-- Nothing of an erased person waits here, and nothing huge.
	IF reason IN ('erased', 'large') THEN
		UPDATE sync.inbox SET payload = NULL
		WHERE bench = e.bench AND epoch = e.epoch AND seq = e.seq;
	END IF;
END $$;

CREATE OR REPLACE FUNCTION sync.apply(OUT accepted bigint, OUT applied integer,
	OUT conflicts integer, OUT rejected integer, OUT head bigint, OUT shared_head bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
-- Plans are kept for the connection; one made while a table is empty must do when it is not.
SET enable_seqscan = off SET enable_sort = on AS $$
DECLARE
	me sync.bench := sync.me();
	shared text := (SELECT s.district FROM sync.server s);
	e sync.inbox;
	class text;
	goes_shared boolean;
	it record;
BEGIN
	IF me.epoch IS NULL THEN
		RAISE EXCEPTION 'apply() without hello()' USING ERRCODE = 'HT003';
	END IF;
	-- Held until COMMIT: see sync.scope. Always in this order, so that benches can not block
	-- each other for good.
	PERFORM FROM sync.scope s WHERE s.scope IN (me.scope, shared) AND (s.scope = me.scope
		OR me.coordinator) ORDER BY s.scope FOR UPDATE;
	head := (SELECT s.sseq FROM sync.scope s WHERE s.scope = me.scope);
	shared_head := (SELECT s.sseq FROM sync.scope s WHERE s.scope = shared);
	accepted := (SELECT a.seq FROM sync.applied a
		WHERE a.bench = me.role AND a.epoch = me.epoch);
	applied := 0;
	conflicts := 0;
	rejected := 0;
	FOR e IN SELECT * FROM sync.inbox i WHERE i.bench = me.role AND i.epoch = me.epoch
			AND i.seq > coalesce(accepted, -9223372036854775808) ORDER BY i.seq LOOP
		accepted := e.seq;
		CONTINUE WHEN e.op = 'X';
		class := (SELECT k.class FROM sync.kind k WHERE k.name = e.tbl);
		goes_shared := me.coordinator AND class = 'reference';
		it := sync.try_entry(me, e, class,
			CASE WHEN goes_shared THEN shared ELSE me.scope END,
			CASE WHEN goes_shared THEN shared_head ELSE head END);
		IF goes_shared THEN
			shared_head := it.sseq;
		ELSE
			head := it.sseq;
		END IF;
		applied := applied + (it.did IS NOT NULL)::integer;
		conflicts := conflicts + it.conflicts;
		IF it.reason IS NOT NULL THEN
			rejected := rejected + 1;
			PERFORM sync.set_entry_aside(e, it.reason, it.detail);
		END IF;
	END LOOP;
	UPDATE sync.scope s SET sseq = head WHERE s.scope = me.scope AND s.sseq <> head;
	UPDATE sync.scope s SET sseq = shared_head WHERE s.scope = shared AND me.coordinator
		AND s.sseq <> shared_head;
	IF accepted IS NOT NULL THEN
		INSERT INTO sync.applied AS a (bench, epoch, seq)
		VALUES (me.role, me.epoch, accepted)
		ON CONFLICT (bench, epoch) DO UPDATE SET seq = excluded.seq;
	END IF;
END $$;

-- The same for what was changed while the bench was of another unit: all of it goes there. Only a
-- unit that enroll() took the bench from: HT004. The bench reads nothing there any more.
CREATE OR REPLACE FUNCTION sync.apply_former(former text, OUT accepted bigint,
	OUT applied integer, OUT conflicts integer, OUT rejected integer, OUT head bigint,
	OUT shared_head bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	me sync.bench := sync.me();
BEGIN
	IF NOT coalesce(former = ANY (me.formers), false) THEN
		RAISE EXCEPTION 'never a bench of this unit' USING ERRCODE = 'HT004';
	END IF;
	-- Nobody else sees it there: the line is ours until COMMIT.
	UPDATE sync.bench b SET scope = former WHERE b.role = me.role;
	SELECT a.accepted, a.applied, a.conflicts, a.rejected, a.head, a.shared_head
	INTO accepted, applied, conflicts, rejected, head, shared_head FROM sync.apply() AS a;
	UPDATE sync.bench b SET scope = me.scope WHERE b.role = me.role;
END $$;
RESET ROLE;
