-- A restored database, or one on a standby that took over, may lack the last that benches sent and
-- hold what was erased since. It is closed to them until sync.restored() was called (hotroit
-- district restored). Run at every init.
SET LOCAL ROLE hotroit_owner;

-- Cluster, timeline and database: PostgreSQL begins a new timeline when a standby is promoted and
-- when a backup is rolled forward; a dump is read into another database. NULL on a standby.
-- A folder that was copied while the server was off, or a machine that was rolled back, shows none
-- of that: benches see it by their numbers, and the administrator has to think of what was erased.
CREATE OR REPLACE FUNCTION sync.home() RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT CASE WHEN NOT pg_is_in_recovery() THEN concat_ws('/', c.system_identifier,
		left(pg_walfile_name(pg_current_wal_lsn()), 8), d.oid) END
	FROM pg_control_system() c, pg_database d WHERE d.datname = current_database()
$$;

CREATE OR REPLACE FUNCTION sync.is_open() RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT s.home IS NOT DISTINCT FROM sync.home() FROM sync.server s
$$;

-- Somebody whom benches had forgotten and a backup knows again: forgotten again, before anybody can
-- fetch them.
CREATE OR REPLACE FUNCTION sync.forget_again(in_id uuid) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	one record;
	again integer := 0;
BEGIN
	FOR one IN SELECT 'recipient' AS kind, d.scope FROM data.recipient d
			WHERE d.id = in_id AND d.gone IS NULL
			AND d.state IS DISTINCT FROM 'gone'
			UNION ALL SELECT 'entrant', d.scope FROM data.entrant d
			WHERE d.id = in_id AND d.gone IS NULL
			AND d.state IS DISTINCT FROM 'gone'
			UNION ALL SELECT 'registration', d.scope FROM data.registration d
			WHERE d.id = in_id AND d.gone IS NULL
			AND d.state IS DISTINCT FROM 'gone' LOOP
		PERFORM FROM sync.scope s WHERE s.scope = one.scope FOR UPDATE;
		PERFORM sync.write(one.kind, one.scope, in_id, 'U', g.doc || '{"state": "gone"}')
		FROM sync.get(one.kind, one.scope, in_id) AS g;
		PERFORM sync.forget(one.scope, one.kind, in_id);
		again := 1;
	END LOOP;
	RETURN again;
END $$;

-- Opens it: the rows of LIST are erased again (a line each, "DISTRICT KIND ID"; of this district),
-- the pupils of it forgotten again ("DISTRICT forgotten ID"), where else they were named emptied
-- ("DISTRICT said KIND ID FIELD"),
-- benches get a new epoch to fetch everything by, and what they said they had seen is forgotten.
-- ERASED: rows that were here again. MISSING: erased rows that the list does not know; it may not
-- be the newest.
CREATE OR REPLACE FUNCTION sync.restored(list text, OUT erased integer, OUT missing integer)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	listed text[] := ARRAY(SELECT m[2] || ' ' || lower(m[3]) FROM sync.server s,
		regexp_matches(list, '^([a-z0-9-]+) ([a-z_]+) ([0-9a-fA-F-]{36})$', 'gn') AS m
		WHERE m[1] = s.district);
	said text[];
	one text;
BEGIN
	FOR said IN SELECT m FROM sync.server s, regexp_matches(list,
			'^([a-z0-9-]+) said ([a-z_]+) ([0-9a-fA-F-]{36}) ([a-z_]+)$', 'gn') AS m
			WHERE m[1] = s.district LOOP
		PERFORM sync.unsay(said[2], said[3]::uuid, said[4]);
	END LOOP;
	erased := 0;
	-- A file is erased with its record, and need not be on the list.
	missing := (SELECT count(DISTINCT (e.tbl, e.row_id)) FROM sync.erased e
		WHERE e.tbl <> 'attachment' AND NOT e.tbl || ' ' || e.row_id = ANY (listed));
	FOREACH one IN ARRAY listed LOOP
		erased := erased + CASE split_part(one, ' ', 1)
			WHEN 'forgotten' THEN sync.forget_again(split_part(one, ' ', 2)::uuid)
			ELSE (sync.erase(split_part(one, ' ', 1),
				split_part(one, ' ', 2)::uuid) > 0)::integer END;
	END LOOP;
	UPDATE sync.server SET epoch = gen_random_uuid(), home = sync.home();
	UPDATE sync.bench SET own_seen = 0, shared_seen = 0;
END $$;
RESET ROLE;
