-- What leaves the district for the province: rows by logical replication, without a word that could
-- name a person. Run at every init, after the kinds' tables.
--
-- A published column is open and of a type that holds no free text: choice, number, sum, yes/no,
-- day, moment, reference. Personal and internal fields, text, codes, JSON and EXTRA stay here. The
-- province's tables are made by sync.settle() there, from the same descriptors, and have the other
-- columns empty; keys are (id, scope), and a scope names its district, so any number of districts
-- flow into one database. See packaging/district/province.
SET LOCAL ROLE hotroit_owner;

CREATE OR REPLACE FUNCTION sync.is_published(f sync.field) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT f.privacy = 'open'
		AND f.type IN ('choice', 'int', 'money', 'bool', 'date', 'time', 'ref')
$$;

-- Kinds that tell of people's doings line by line, or of the sync itself, stay here altogether.
CREATE OR REPLACE FUNCTION sync.settle_province() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	tables text;
BEGIN
	SELECT string_agg(format('data.%I (scope, id, sseq, src, gone%s)', k.name,
		coalesce(', ' || (SELECT string_agg(format('%I', f.name), ', ' ORDER BY f.n)
			FROM sync.field f WHERE f.kind = k.name AND sync.is_published(f)), '')), ', '
		ORDER BY k.n)
	INTO tables FROM sync.kind k
	WHERE k.class <> 'server' AND k.name NOT IN ('audit', 'snapshot', 'device_identity', 'member');
	IF NOT EXISTS (SELECT FROM pg_publication WHERE pubname = 'hotroit_province') THEN
		EXECUTE 'CREATE PUBLICATION hotroit_province FOR TABLE ' || tables;
	ELSE
		EXECUTE 'ALTER PUBLICATION hotroit_province SET TABLE ' || tables;
	END IF;
END $$;
RESET ROLE;
