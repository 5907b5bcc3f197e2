-- How a bench begins: hello(), and what it may see. Run at every init.
--
-- A ROUND OF SYNC, as a bench makes it (role = a member of hotroit_bench; UTF8 client encoding):
--
--   push   BEGIN;
--          SELECT * FROM sync.hello($version, $epoch, $own_seen, $shared_seen);
--          SELECT sync.sent_hlc(accepted);          -- only where ACCEPTED is above what the bench
--                                                   -- knows to be sent: see there
--          COPY sync.inbox (epoch, seq, txn, tbl, row_id, op, base, hlc, payload) FROM STDIN;
--          SELECT * FROM sync.apply(); COMMIT;      -- sent as one message
--          -- while scope is another than the book's own, and changes wait in it: apply_former(own)
--   pull   BEGIN READ ONLY ISOLATION LEVEL REPEATABLE READ;
--          COPY (SELECT sseq, tbl, row_id, op, payload FROM sync.feed
--                WHERE scope = $scope AND sseq > $seen ORDER BY sseq LIMIT n) TO STDOUT;
--          COMMIT;                                  -- first $scope = shared, then = scope
--
-- hello(version int, epoch uuid, own_seen bigint, shared_seen bigint): one row
--   EPOCH        the bench file's; a new random one after a restore of the bench
--   OWN_SEEN     the greatest sseq the bench has fetched and committed of its own scope, and of the
--   SHARED_SEEN  shared one; this is the acknowledgement, erasures included. 0 after a full re-pull
--   server_version int, server_epoch uuid: another epoch than last time means that the server was
--                restored; the bench sends again what is above ACCEPTED and fetches from 0
--   scope, shared text: its own feed's name and the shared one's
--   coordinator bool: may it change reference kinds (reference_kinds text[])?
--   accepted bigint: the greatest seq this server holds of EPOCH; NULL: none. Send what is above it
--   head, shared_head bigint: the greatest sseq of each feed
--   now_ms bigint: the server's clock; a bench clamps its HLC to now_ms + 5 min
--   may_pull bool: false when the bench is too old (below server_version - 2): it may still send
--   It holds the bench's row until the end of the transaction: two copies of a bench take turns.
--
-- Errors, by SQLSTATE (the message is for a log, the bench says it in its own words):
--   HT001 not enrolled here or revoked     HT002 this server is too old for the bench
--   HT004 apply_former() of a unit that the bench never was of
--   HT003 apply() without hello()          23505 on COPY: a seq is here already; begin again
--   22021, 22P02, 22003, 23514, 22P04 on COPY: a line that is no UTF-8 text, no uuid or number, or
--   over 8 MiB: find the entry by halving and send sync.set_aside() in its place
--   25006 the server is a read-only standby   53100, 53200 full   57P0x restarting
--   everything else: keep the queue and try again later
SET LOCAL ROLE hotroit_owner;

-- The calling bench, its row locked; for functions that run as hotroit_apply.
CREATE OR REPLACE FUNCTION sync.me() RETURNS sync.bench
LANGUAGE plpgsql SECURITY INVOKER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	found_bench sync.bench;
BEGIN
	SELECT * INTO found_bench FROM sync.bench b
	WHERE b.role = session_user::text AND b.revoked_at IS NULL FOR UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'bench not enrolled or revoked' USING ERRCODE = 'HT001';
	END IF;
	RETURN found_bench;
END $$;

CREATE OR REPLACE FUNCTION sync.hello(version integer, epoch uuid, own_seen bigint DEFAULT 0,
	shared_seen bigint DEFAULT 0, OUT server_version integer, OUT server_epoch uuid,
	OUT scope text, OUT shared text, OUT coordinator boolean, OUT reference_kinds text[],
	OUT accepted bigint, OUT head bigint, OUT shared_head bigint, OUT now_ms bigint,
	OUT may_pull boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
	me sync.bench := sync.me();
BEGIN
	SELECT s.version, s.epoch, s.district INTO server_version, server_epoch, shared
	FROM sync.server s;
	IF hello.version > server_version + 1 THEN
		RAISE EXCEPTION 'server too old: it speaks %, the bench %', server_version,
			hello.version USING ERRCODE = 'HT002';
	END IF;
	UPDATE sync.bench b SET version = hello.version, epoch = hello.epoch, seen_at = now(),
		own_seen = coalesce(hello.own_seen, 0), shared_seen = coalesce(hello.shared_seen, 0)
	WHERE b.role = me.role;
	scope := me.scope;
	coordinator := me.coordinator;
	reference_kinds := ARRAY(SELECT name FROM sync.kind WHERE class = 'reference' ORDER BY n);
	accepted := (SELECT max(i.seq) FROM sync.inbox i
		WHERE i.bench = me.role AND i.epoch = hello.epoch);
	head := (SELECT s.sseq FROM sync.scope s WHERE s.scope = me.scope);
	shared_head := (SELECT s.sseq FROM sync.scope s WHERE s.scope = hello.shared);
	now_ms := floor(extract(epoch FROM clock_timestamp()) * 1000);
	may_pull := hello.version >= server_version - 2;
END $$;

-- The clock of the calling bench's entry SEQ, of the epoch of hello(); NULL: none, or one that was
-- set aside. Where the bench's own entry of this number has another clock, or there is none, its
-- file went back to an earlier time (a disk that lost what it had promised, an old copy put in its
-- place): it takes a new epoch and begins again, or its next entries would pass for sent.
CREATE OR REPLACE FUNCTION sync.sent_hlc(seq bigint) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
	SELECT i.hlc FROM sync.inbox i JOIN sync.bench b ON b.role = i.bench AND b.epoch = i.epoch
	WHERE b.role = session_user AND b.revoked_at IS NULL AND i.seq = sent_hlc.seq
$$;

-- The scopes whose rows the calling role may see: what every policy asks.
CREATE OR REPLACE FUNCTION sync.scopes() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
	SELECT coalesce((SELECT ARRAY[b.scope, s.district] FROM sync.bench b, sync.server s
		WHERE b.role = session_user::text AND b.revoked_at IS NULL
		AND coalesce(b.version, 0) >= s.version - 2), '{}')
$$;

-- Stands in for an entry that the server can not even take in (see the errors above): its number
-- counts as sent, the reason is kept, the values stay on the bench.
CREATE OR REPLACE FUNCTION sync.set_aside(seq bigint, tbl text, row_id text, reason text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	me sync.bench := sync.me();
BEGIN
	INSERT INTO sync.inbox (bench, epoch, seq, tbl, row_id, op)
	VALUES (me.role, me.epoch, set_aside.seq, left(set_aside.tbl, 64),
		left(set_aside.row_id, 64), 'X');
	INSERT INTO sync.reject (bench, epoch, seq, tbl, row_id, reason)
	VALUES (me.role, me.epoch, set_aside.seq, left(set_aside.tbl, 64),
		left(set_aside.row_id, 64), left(set_aside.reason, 64));
END $$;

-- What was set aside of the calling bench's entries, newest first. REASON:
--   kind          this server does not know the table yet; kept, and tried again after its upgrade
--   id, op        not a UUID, not one of I U D
--   large         over 1 MiB
--   payload       no JSON object, or one with a NUL character
--   value         a value that the column can not hold (detail: SQLSTATE)
--   append-only   a row that is never changed would have been
--   moved         deleted here, but it is another unit's by now
--   reference     a row of the district's, and the bench is no coordinator's; fetch it anew:
--                 SELECT … FROM sync.feed WHERE tbl = … AND row_id = …
--   erased        the row was erased for good
--   and whatever the bench said to set_aside()
CREATE OR REPLACE FUNCTION sync.rejects(most integer DEFAULT 100)
RETURNS TABLE (epoch uuid, seq bigint, tbl text, row_id text, reason text, detail text,
	at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
	SELECT r.epoch, r.seq, r.tbl, r.row_id, r.reason, r.detail, r.at FROM sync.reject r
	WHERE r.bench = session_user::text ORDER BY r.at DESC, r.seq DESC LIMIT least(most, 1000)
$$;

RESET ROLE;
