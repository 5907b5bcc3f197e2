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

-- What of a kind is published. Kinds that tell of people's doings line by line, or of the sync
-- itself, stay here altogether: NULL.
CREATE OR REPLACE FUNCTION sync.published_columns(k sync.kind) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT 'scope, id, sseq, src, gone' || coalesce(', ' || string_agg(quote_ident(f.name), ', '
		ORDER BY f.n), '')
	FROM sync.field f WHERE f.kind = k.name AND sync.is_published(f)
	HAVING k.class <> 'server'
	AND k.name NOT IN ('audit', 'snapshot', 'device_identity', 'member', 'attachment',
		'consent', 'approval', 'roster_line', 'rights')
$$;

CREATE OR REPLACE FUNCTION sync.settle_province() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	one record;
	tables text;
BEGIN
	REVOKE ALL ON ALL TABLES IN SCHEMA data FROM hotroit_province;
	FOR one IN SELECT k.name, sync.published_columns(k) AS columns
		FROM sync.kind k ORDER BY k.n LOOP
		CONTINUE WHEN one.columns IS NULL;
		EXECUTE format('GRANT SELECT (%s) ON data.%I TO hotroit_province', one.columns,
			one.name);
		tables := concat_ws(', ', tables, format('data.%I (%s)', one.name, one.columns));
	END LOOP;
	IF NOT EXISTS (SELECT FROM pg_publication WHERE pubname = 'hotroit_province') THEN
		CREATE PUBLICATION hotroit_province;
	END IF;
	-- Via the root: a table that was cut into parts travels under its own name.
	ALTER PUBLICATION hotroit_province SET (publish_via_partition_root = true);
	EXECUTE 'ALTER PUBLICATION hotroit_province SET TABLE ' || tables;
END $$;
RESET ROLE;
