-- The content of files goes after the rows. Run at every init.
--
--   ask    SELECT * FROM sync.blobs($hashes);
--   send   SELECT sync.blob_put($hash, $bytes, $n, $data);   -- one chunk, one transaction
--   fetch  SELECT data FROM sync.blob_chunk WHERE hash = $hash AND n = $n;
--
-- blobs(hashes text[]): a row for each hash that a row of the calling bench's unit or of the
-- district names, and no word of the others
--   whole bool      it is here and may be fetched; BYTES is its length
--   have int[]      not whole: the chunks that this bench has sent already
--   room bigint     how many bytes this bench may still send
-- blob_put(hash text, bytes bigint, n int, data bytea): chunk N, from 0, of 256 KiB each but the
-- last, of a file of BYTES bytes; returns
--   part    taken, others are still to come
--   whole   that was the last, and the hash is right; or it was here before
--   hash    that was the last, and the hash is wrong: all of it was thrown away
--   row     no row of the unit names a file of this hash and length
--   size    no such chunk of such a file, or a file over 16 MiB
--   quota   the bench has no room left
SET LOCAL ROLE hotroit_owner;

CREATE OR REPLACE FUNCTION sync.chunk_bytes() RETURNS bigint
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS 'SELECT 262144::bigint';

-- How many bytes the bench may still send.
CREATE OR REPLACE FUNCTION sync.blob_room(me sync.bench) RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT greatest(0, me.quota - coalesce(sum(octet_length(c.data)), 0))
	FROM sync.blob_chunk c WHERE c.bench = me.role
$$;

CREATE OR REPLACE FUNCTION sync.blobs(hashes text[])
RETURNS TABLE (hash text, bytes bigint, whole boolean, have integer[], room bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	me sync.bench := sync.me();
	left_room bigint := sync.blob_room(me);
BEGIN
	RETURN QUERY SELECT a.sha256, coalesce(max(b.bytes), min(a.bytes)),
		bool_or(b.hash IS NOT NULL),
		ARRAY(SELECT c.n FROM sync.blob_chunk c WHERE c.scope = me.scope
			AND c.hash = a.sha256 AND c.bench = me.role ORDER BY c.n), left_room
	FROM data.attachment a
	LEFT JOIN sync.blob b ON b.scope = a.scope AND b.hash = a.sha256
	WHERE a.scope = ANY (sync.scopes()) AND a.gone IS NULL
	AND a.sha256 = ANY (hashes[1:1000])
	GROUP BY a.sha256;
END $$;

-- All chunks are here: the file, or nothing.
CREATE OR REPLACE FUNCTION sync.blob_settle(me sync.bench, in_hash text, in_bytes bigint)
RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	is_right boolean := (SELECT sha256(string_agg(c.data, '' ORDER BY c.n))
			= decode(in_hash, 'hex')
		FROM sync.blob_chunk c
		WHERE c.scope = me.scope AND c.hash = in_hash AND c.bench = me.role);
BEGIN
	IF NOT is_right THEN
		DELETE FROM sync.blob_chunk c
		WHERE c.scope = me.scope AND c.hash = in_hash AND c.bench = me.role;
		RETURN 'hash';
	END IF;
	INSERT INTO sync.blob (scope, hash, bytes, bench)
	VALUES (me.scope, in_hash, in_bytes, me.role) ON CONFLICT DO NOTHING;
	DELETE FROM sync.blob_chunk c USING sync.blob b
	WHERE b.scope = me.scope AND b.hash = in_hash AND c.scope = b.scope AND c.hash = b.hash
	AND c.bench <> b.bench;
	RETURN 'whole';
END $$;

CREATE OR REPLACE FUNCTION sync.blob_put(hash text, bytes bigint, n integer, data bytea)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	me sync.bench := sync.me();
	size bigint := sync.chunk_bytes();
	chunks bigint := (bytes + size - 1) / size;
BEGIN
	-- Against an erasure at the same moment, which takes the lines for itself.
	PERFORM FROM sync.scope s WHERE s.scope = me.scope FOR SHARE;
	IF NOT EXISTS (SELECT FROM data.attachment a WHERE a.scope = me.scope
			AND a.sha256 = blob_put.hash AND a.bytes = blob_put.bytes
			AND a.gone IS NULL) THEN
		RETURN 'row';
	ELSIF blob_put.hash !~ '^[0-9a-f]{64}$' OR bytes NOT BETWEEN 1 AND 16777216
			OR n IS NULL OR n NOT BETWEEN 0 AND chunks - 1
			OR octet_length(data) IS DISTINCT FROM least(size, bytes - n * size) THEN
		RETURN 'size';
	ELSIF EXISTS (SELECT FROM sync.blob b WHERE b.scope = me.scope
			AND b.hash = blob_put.hash) THEN
		RETURN 'whole';
	ELSIF octet_length(data) > sync.blob_room(me) THEN
		RETURN 'quota';
	END IF;
	INSERT INTO sync.blob_chunk AS c (scope, hash, bench, n, data)
	VALUES (me.scope, blob_put.hash, me.role, blob_put.n, blob_put.data)
	ON CONFLICT DO NOTHING;
	IF (SELECT count(*) FROM sync.blob_chunk c WHERE c.scope = me.scope
			AND c.hash = blob_put.hash AND c.bench = me.role) < chunks THEN
		RETURN 'part';
	END IF;
	RETURN sync.blob_settle(me, blob_put.hash, blob_put.bytes);
END $$;

-- A bench fetches what is whole, of its own scopes.
DROP POLICY IF EXISTS bench ON sync.blob;
CREATE POLICY bench ON sync.blob FOR SELECT TO hotroit_bench
USING (scope = ANY ((SELECT sync.scopes())::text[]));
DROP POLICY IF EXISTS bench ON sync.blob_chunk;
CREATE POLICY bench ON sync.blob_chunk FOR SELECT TO hotroit_bench
USING (scope = ANY ((SELECT sync.scopes())::text[]) AND EXISTS (SELECT FROM sync.blob b
	WHERE b.scope = blob_chunk.scope AND b.hash = blob_chunk.hash
	AND b.bench = blob_chunk.bench));

-- Content that no row names any more goes; the caller holds the scopes' lines.
CREATE OR REPLACE FUNCTION sync.blob_sweep(in_scope text, in_hash text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	IF NOT EXISTS (SELECT FROM data.attachment a WHERE a.scope = in_scope
			AND a.sha256 = in_hash AND a.gone IS NULL) THEN
		DELETE FROM sync.blob_chunk c WHERE c.scope = in_scope AND c.hash = in_hash;
		DELETE FROM sync.blob b WHERE b.scope = in_scope AND b.hash = in_hash;
	END IF;
END $$;

-- Content follows a row that goes to another unit.
CREATE OR REPLACE FUNCTION sync.blob_copy(in_hash text, from_scope text, to_scope text)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	IF EXISTS (SELECT FROM sync.blob b WHERE b.scope = to_scope AND b.hash = in_hash) THEN
		RETURN;
	END IF;
	DELETE FROM sync.blob_chunk c WHERE c.scope = to_scope AND c.hash = in_hash;
	INSERT INTO sync.blob_chunk (scope, hash, bench, n, data)
	SELECT to_scope, c.hash, c.bench, c.n, c.data FROM sync.blob_chunk c
	JOIN sync.blob b ON b.scope = c.scope AND b.hash = c.hash AND b.bench = c.bench
	WHERE c.scope = from_scope AND c.hash = in_hash;
	INSERT INTO sync.blob (scope, hash, bytes, bench)
	SELECT to_scope, b.hash, b.bytes, b.bench FROM sync.blob b
	WHERE b.scope = from_scope AND b.hash = in_hash;
END $$;
RESET ROLE;
