-- Who may call what. Run at every init, after every function is there.
SET LOCAL ROLE hotroit_owner;

GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA sync TO hotroit_apply;
-- What benches call runs as hotroit_apply, which can make and drop nothing.
GRANT CREATE ON SCHEMA sync TO hotroit_apply;
DO $$
DECLARE
	f regprocedure;
BEGIN
	FOR f IN SELECT p.oid FROM pg_proc p WHERE p.prosecdef
			AND p.pronamespace = 'sync'::regnamespace LOOP
		EXECUTE format('ALTER FUNCTION %s OWNER TO hotroit_apply', f);
	END LOOP;
END $$;
REVOKE CREATE ON SCHEMA sync FROM hotroit_apply;
GRANT EXECUTE ON FUNCTION sync.hello(integer, uuid, bigint, bigint), sync.apply(),
	sync.apply_former(text),
	sync.set_aside(bigint, text, text, text), sync.rejects(integer),
	sync.entry(uuid, bigint),
	sync.blobs(text[]), sync.blob_put(text, bigint, integer, bytea) TO hotroit_bench;
GRANT EXECUTE ON FUNCTION sync.scopes() TO hotroit_bench, hotroit_officer;
GRANT EXECUTE ON FUNCTION sync.moment(text) TO hotroit_clerk;
RESET ROLE;

-- What PostgreSQL lets everybody do and a bench has no need of: locks that an init would wait for,
-- large objects and messages that fill the disk. Needs a superuser.
DO $$
DECLARE
	f regprocedure;
BEGIN
	IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
		RETURN;
	END IF;
	FOR f IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace
			AND p.proname ~ ('^(pg_(try_)?advisory_|lo_|lowrite$|pg_notify$'
			'|pg_logical_emit_message$)') LOOP
		EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f);
	END LOOP;
	GRANT EXECUTE ON FUNCTION pg_advisory_xact_lock(bigint) TO hotroit_owner;
	-- For sync.end_stuck().
	GRANT pg_signal_backend, pg_read_all_stats TO hotroit_apply;
END $$;
