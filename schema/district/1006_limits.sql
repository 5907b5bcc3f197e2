-- What one bench may take of the server. Run at every init.
--
-- A bench signs in with a role of PostgreSQL, and a hostile one can undo the time limits that it
-- was given: statement_timeout and such are anyone's to SET. It can not undo these: four
-- connections and 1 GB of temporary files, which ends a COPY that goes on and on (enroll() sets
-- both); 512 MB of mail a day; and who sits on a feed for ten minutes is thrown out by the next who
-- needs it. What it can still waste is processor and memory of its four connections, and disk until
-- the next vacuum by a COPY that it rolls back: status tells of transactions that go on, revoke it.
SET LOCAL ROLE hotroit_owner;

-- Counts what a COPY brought. One message a day always gets through, however large.
CREATE OR REPLACE FUNCTION sync.count_mail() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	most CONSTANT bigint := 536870912;
	-- Not current_date: a bench chooses its own time zone.
	today date := (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;
	fresh bigint := (SELECT coalesce(sum(octet_length(payload)), 0) + 100 * count(*)
		FROM came);
	total bigint;
BEGIN
	INSERT INTO sync.mail AS m (bench, day, bytes) VALUES (session_user::text, today, fresh)
	ON CONFLICT (bench) DO UPDATE SET day = today,
		bytes = excluded.bytes + CASE WHEN m.day = today THEN m.bytes ELSE 0 END
	RETURNING m.bytes INTO total;
	IF total > most AND total > fresh THEN
		RAISE EXCEPTION 'mail of the day is full' USING ERRCODE = 'HT008';
	END IF;
	RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER count_mail AFTER INSERT ON sync.inbox
REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION sync.count_mail();

-- apply() and COMMIT come as one message, so nobody has to hold a feed for longer than a moment.
CREATE OR REPLACE FUNCTION sync.end_stuck() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
-- apply() forbids what this needs, and a forbidden plan looks costly enough to be compiled.
SET enable_seqscan = on SET jit = off AS $$
BEGIN
	PERFORM pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN pg_locks l USING (pid)
	JOIN sync.bench b ON b.role = a.usename
	WHERE l.relation = 'sync.scope'::regclass AND l.mode = 'RowShareLock' AND l.granted
	AND a.pid <> pg_backend_pid() AND a.xact_start < now() - interval '10 minutes';
EXCEPTION WHEN insufficient_privilege THEN
	RETURN; -- set up without a superuser
END $$;
RESET ROLE;
