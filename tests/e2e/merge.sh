#!/bin/sh
# The merge's twins, sync.merge() and merge_column(), give the same bytes for thousands of random
# cases; what the merge promises holds; and benches that changed one row apart end up with the same
# row in whichever order they come, nothing of theirs lost in silence. SEED=… repeats a run.
set -u
. "$SRC/tests/e2e/bench_rig"
seed=${SEED:-$(date +%s)}
cases=${CASES:-10000}
rows=${ROWS:-60}
echo "SEED=$seed CASES=$cases ROWS=$rows"

district
"$BIN/merge_cases" "$seed" "$cases" >"$work/cases" || exit 1

# none WHAT: the query on standard input finds nothing
none() {
	psql -qAtX -v ON_ERROR_STOP=1 >"$work/found" 2>&1 || {
		cat "$work/found"
		exit 1
	}
	[ ! -s "$work/found" ] || {
		printf '%s:\n' "$1"
		head -n 5 "$work/found"
		failures=$((failures + 1))
	}
}

none 'made' <<END
CREATE TABLE cases (n serial, current jsonb, mine jsonb, touched jsonb, patch jsonb, won jsonb,
	lost jsonb);
\\copy cases (current, mine, touched, patch, won, lost) FROM '$work/cases'
CREATE TABLE merged AS SELECT c.*, m.patch AS m_patch, m.won AS m_won, m.lost AS m_lost
FROM cases c, sync.merge(c.current, c.mine, c.touched) m;
-- Keys of an object that are null are not there.
CREATE FUNCTION bare(doc jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS \$\$
	SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(doc)
	WHERE value <> 'null' \$\$;
-- Every second key of an object.
CREATE FUNCTION part(doc jsonb, n int) RETURNS jsonb LANGUAGE sql IMMUTABLE AS \$\$
	SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(doc)
	WHERE ascii(key) % 2 = n \$\$;
CREATE FUNCTION after(current jsonb, mine jsonb, touched jsonb) RETURNS jsonb LANGUAGE sql
	IMMUTABLE AS \$\$ SELECT current || (sync.merge(current, mine, touched)).patch \$\$;
END
none 'no cases' <<END
SELECT count(*) FROM cases HAVING count(*) <> $cases
UNION ALL SELECT count(*) FROM cases WHERE won <> '[]' AND lost <> '[]'
HAVING count(*) < $cases / 10;
END
none 'the twins differ' <<'END'
SELECT * FROM merged WHERE patch::text <> m_patch::text
	OR (SELECT array_agg(w ORDER BY w COLLATE "C") FROM jsonb_array_elements_text(won) w)
	IS DISTINCT FROM (SELECT array_agg(w ORDER BY w COLLATE "C") FROM unnest(m_won) w)
	OR (SELECT array_agg(w ORDER BY w COLLATE "C") FROM jsonb_array_elements_text(lost) w)
	IS DISTINCT FROM (SELECT array_agg(w ORDER BY w COLLATE "C") FROM unnest(m_lost) w);
END
none 'merging twice changes something' <<'END'
SELECT n FROM merged, sync.merge(current || m_patch, mine, touched) AS again
WHERE again.patch <> '{}' OR again.won <> '{}' OR again.lost <> m_lost;
END
none 'the patch is of mine; won is in it, lost is not; none is both' <<'END'
SELECT n FROM merged WHERE NOT mine @> m_patch OR NOT m_patch ?& m_won OR m_patch ?| m_lost
	OR m_won && m_lost;
END
none 'null is not as nothing' <<'END'
SELECT n FROM merged, sync.merge(bare(current), mine, touched) AS m
WHERE m <> ROW (m_patch, m_won, m_lost);
END
none 'disjoint changes do not commute' <<'END'
SELECT n FROM merged, part(mine, 0) AS a, part(mine, 1) AS b
WHERE after(after(current, a, touched), b, touched)
	<> after(after(current, b, touched), a, touched)
OR after(after(current, a, touched), b, touched) <> current || m_patch;
END

# --- three benches change one row apart and come in every order ---------------------------------

# What each writes is its own, but now and then nothing, or what stood there. The later clock
# wins, of equal ones the role.
none 'made' <<END
CREATE TABLE writes (n int, writer int, hlc bigint, doc jsonb);
DO 'BEGIN PERFORM setseed($((seed % 1000000)) / 1000000.0); END';
INSERT INTO writes SELECT n, w, 1000 + floor(random() * 3), (SELECT coalesce(jsonb_object_agg(c,
	CASE WHEN n % 3 = 0 AND random() < 0.2 THEN NULL
	WHEN n % 3 = 0 AND random() < 0.2 THEN 'gốc'
	ELSE format('%s của %s', c, w) END), '{}')
	FROM unnest(ARRAY['name', 'phone', 'note', 'contact', 'email']) c
	WHERE random() < 0.6 AND n + w > 0)
FROM generate_series(1, $rows) n, generate_series(1, 3) w;
-- What one bench sends: OP on the row of N, written while SSEQ was BASE.
CREATE FUNCTION send(row_id uuid, INOUT sseq bigint, writer int, op text, base bigint, hlc bigint,
	doc jsonb) LANGUAGE plpgsql AS \$\$
DECLARE
	me sync.bench;
	e sync.inbox;
BEGIN
	me.role := 'hotroit_b_' || writer;
	me.epoch := '00000000-0000-4000-8000-000000000000';
	e.bench := me.role;
	e.epoch := me.epoch;
	e.seq := sseq;
	e.tbl := 'donor';
	e.row_id := row_id;
	e.op := op;
	e.base := base;
	e.payload := doc;
	SELECT a.sseq INTO sseq
	FROM sync.apply_entry(me, e, 'merge', 'gia-lam.x', sseq, hlc) a;
END \$\$;
DO \$\$
DECLARE
	one record;
	his writes;
	who text;
	id uuid;
	sseq bigint := 0;
	base bigint;
BEGIN
	FOR one IN SELECT n, turns FROM generate_series(1, $rows) n,
			unnest('{123,132,213,231,312,321}'::text[]) turns LOOP
		id := md5(one.n || '/' || one.turns);
		sseq := send(id, sseq, 9, 'I', 0, 1, '{"name": "gốc", "phone": "gốc",
			"note": "gốc", "kind": "person"}');
		base := sseq;
		FOREACH who IN ARRAY string_to_array(one.turns, NULL) LOOP
			SELECT * INTO his FROM writes w
			WHERE w.n = one.n AND w.writer = who::int;
			sseq := send(id, sseq, who::int, 'U', base, his.hlc, his.doc);
		END LOOP;
	END LOOP;
END \$\$;
CREATE TABLE ends AS SELECT n, turns, doc - '{created_at,updated_at}'::text[] AS doc,
	(SELECT coalesce(array_agg(x.field || ':' || coalesce(p.lost, '-')
		ORDER BY x.field, p.lost), '{}')
	FROM data.conflict x JOIN data.conflict_pii p USING (scope, id)
	WHERE x."row" = md5(n || '/' || turns)::uuid::text) AS lost
FROM generate_series(1, $rows) n, unnest('{123,132,213,231,312,321}'::text[]) turns,
	sync.get('donor', 'gia-lam.x', md5(n || '/' || turns)::uuid);
END
none 'nothing clashed' <<'END'
SELECT count(*) FROM ends WHERE lost <> '{}' HAVING count(*) < 10;
END
none 'the end depends on the order' <<'END'
SELECT n, count(DISTINCT doc), array_agg(lost::text) FROM ends WHERE n % 3 <> 0 GROUP BY n
HAVING count(DISTINCT doc) <> 1 OR count(DISTINCT lost) <> 1;
END
none 'lost in silence' <<'END'
SELECT e.n, e.turns, w.writer, m.key, m.value, e.doc, e.lost
FROM ends e JOIN writes w USING (n), jsonb_each_text(w.doc) m
WHERE m.value IS DISTINCT FROM 'gốc'
AND m.value IS DISTINCT FROM e.doc ->> m.key
AND NOT m.key || ':' || coalesce(m.value, '-') = ANY (e.lost)
-- It was empty before, and emptied nothing.
AND NOT (m.value IS NULL AND m.key IN ('contact', 'email'));
END

[ "$failures" = 0 ] || exit 1
