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
	sync.sent_hlc(bigint),
	sync.blobs(text[]), sync.blob_put(text, bigint, integer, bytea) TO hotroit_bench;
GRANT EXECUTE ON FUNCTION sync.scopes() TO hotroit_bench, hotroit_officer;
GRANT EXECUTE ON FUNCTION sync.moment(text) TO hotroit_clerk;
RESET ROLE;
