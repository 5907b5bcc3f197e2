-- Benches come and go: enroll() and revoke(), called by who may make roles. Run at every init.
SET LOCAL ROLE hotroit_owner;

-- A bench, its role and its unit, made when they are not there; an enrolled one gets the new secret
-- and unit; what it still has to send for its former one goes there first. SECRET is a SCRAM
-- verifier, never a password. Returns the role.
CREATE OR REPLACE FUNCTION sync.enroll(bench_name text, unit text, unit_name text,
	is_coordinator boolean, secret text) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	role_name text := 'hotroit_b_' || bench_name;
	scope_name text := (SELECT s.district FROM sync.server s) || '.' || unit;
BEGIN
	IF bench_name !~ '^[a-z0-9][a-z0-9-]{0,47}$' OR unit !~ '^[a-z0-9][a-z0-9-]{0,31}$'
			OR secret NOT LIKE 'SCRAM-SHA-256$%' THEN
		RAISE EXCEPTION 'bad name or secret' USING ERRCODE = '22023';
	END IF;
	IF NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = role_name) THEN
		EXECUTE format('CREATE ROLE %I', role_name);
	ELSIF NOT EXISTS (SELECT FROM sync.bench b WHERE b.role = role_name) THEN
		RAISE EXCEPTION 'role of another database' USING ERRCODE = '42710';
	END IF;
	EXECUTE format('ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS '
		'NOREPLICATION CONNECTION LIMIT 4 PASSWORD %L', role_name, secret);
	-- A slow line must not hold a feed's lock.
	EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = ''30s''',
		role_name);
	EXECUTE format('ALTER ROLE %I SET statement_timeout = ''10min''', role_name);
	-- Less than a bench's patience, so that it hears the reason.
	EXECUTE format('ALTER ROLE %I SET lock_timeout = ''15s''', role_name);
	-- A line that died in silence would hold the bench's own row for hours.
	EXECUTE format('ALTER ROLE %I SET idle_session_timeout = ''2min''', role_name);
	EXECUTE format('ALTER ROLE %I SET tcp_user_timeout = ''60s''', role_name);
	EXECUTE format('ALTER ROLE %I SET tcp_keepalives_idle = 30', role_name);
	EXECUTE format('ALTER ROLE %I SET tcp_keepalives_interval = 10', role_name);
	EXECUTE format('ALTER ROLE %I SET tcp_keepalives_count = 3', role_name);
	EXECUTE format('GRANT hotroit_bench TO %I', role_name);
	EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role_name);
	INSERT INTO sync.scope AS s (scope, name) VALUES (scope_name, unit_name)
	ON CONFLICT (scope) DO UPDATE SET name = coalesce(excluded.name, s.name);
	INSERT INTO sync.bench AS b (role, name, scope, coordinator)
	VALUES (role_name, bench_name, scope_name, is_coordinator)
	ON CONFLICT (role) DO UPDATE SET scope = excluded.scope, revoked_at = NULL,
		coordinator = excluded.coordinator, enrolled_at = now(),
		formers = CASE WHEN b.scope = excluded.scope THEN b.formers
			ELSE array_remove(b.formers, b.scope) || b.scope END,
		own_seen = CASE WHEN b.scope = excluded.scope THEN b.own_seen ELSE 0 END;
	RETURN role_name;
END $$;

-- A bench's role lets nobody in and has no rights any more. NULL: no such bench; else the role.
CREATE OR REPLACE FUNCTION sync.shut_out(bench_name text) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	role_name text := (SELECT b.role FROM sync.bench b
		WHERE b.name = bench_name OR b.role = bench_name);
BEGIN
	IF role_name IS NOT NULL THEN
		EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', role_name);
		EXECUTE format('REVOKE hotroit_bench FROM %I', role_name);
		EXECUTE format('REVOKE CONNECT ON DATABASE %I FROM %I', current_database(),
			role_name);
	END IF;
	RETURN role_name;
END $$;

-- From now on the bench reads nothing and sends nothing; what it sent stays. A round at work holds
-- the bench's line: to revoke at once, call shut_out(), COMMIT, end the role's connections, then
-- call this. NULL: no such bench; else its role.
CREATE OR REPLACE FUNCTION sync.revoke(bench_name text) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	role_name text := sync.shut_out(bench_name);
BEGIN
	UPDATE sync.bench b SET revoked_at = coalesce(b.revoked_at, now())
	WHERE b.role = role_name;
	RETURN role_name;
END $$;
RESET ROLE;
