#!/bin/sh
# Beyond one plain table: every key of a table that grows with the units holds the unit, so that it
# can be cut or distributed by it; and packaging/district/partition cuts tables under a running sync
# without a row, a right or the province's publication being lost.
set -u
. "$SRC/tests/e2e/bench_rig"
export HOTROIT="$hotroit"

feed() {
	sql "SELECT * FROM sync.feed ORDER BY scope, sseq" | md5sum
}

# Who may do what with the tables that are cut, in words that do not tell the table's number.
rights() {
	sql "SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, a.grantee::regrole,
		a.privilege_type FROM pg_class c, aclexplode(c.relacl) a
		WHERE c.oid IN ('sync.change'::regclass, 'data.device'::regclass,
			'data.donor'::regclass, 'data.donor_pii'::regclass) ORDER BY 1, 4, 5
		" | grep -v '|hotroit_owner|'
	sql "SELECT table_name, grantee, column_name FROM information_schema.column_privileges
		WHERE table_schema = 'data' AND table_name IN ('device', 'donor', 'donor_pii')
		AND grantee = 'hotroit_province' ORDER BY 1, 2, 3"
	sql "SELECT schemaname, tablename, policyname, roles, cmd, qual, with_check
		FROM pg_policies WHERE schemaname <> 'part' ORDER BY 1, 2, 3"
	sql "SELECT * FROM pg_publication_tables ORDER BY 1, 2, 3"
}

district

# --- the keys fit -------------------------------------------------------------------------------

same 'keys without the unit' '' "$(sql "SELECT i.indexrelid::regclass FROM pg_index i
	JOIN pg_class c ON c.oid = i.indrelid
	WHERE i.indisunique AND (c.relnamespace = 'data'::regnamespace
		OR i.indrelid IN ('sync.change'::regclass, 'sync.erased'::regclass))
	AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = i.indrelid
		AND a.attname = 'scope' AND a.attnum = ANY (i.indkey) AND a.attnotnull)")"
same 'tables without a key' '' "$(sql "SELECT c.oid::regclass FROM pg_class c
	WHERE c.relnamespace = 'data'::regnamespace AND c.relkind = 'r'
	AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)")"
same 'keys that lead elsewhere' '' "$(sql "SELECT conname FROM pg_constraint
	WHERE contype = 'f' AND conrelid IN (SELECT oid FROM pg_class
	WHERE relnamespace = 'data'::regnamespace)")"

# --- and are cut --------------------------------------------------------------------------------

add_bench a1 phu-dong
add_bench a2 phu-dong
add_bench b1 trau-quy
{
	echo name,kind,note
	seq 60 | sed 's/.*/Bên tặng &,person,ghi chú &/'
} >"$work/donors.csv"
at a1 import donor "$work/donors.csv" >/dev/null || complain 'import'
at b1 add donor name=Khác kind=school >/dev/null || complain 'add'
sync a1 b1 a2
before=$(feed)
rights >"$work/rights"
at a2 add donor name=Sau kind=person >/dev/null || complain 'add'
"$SRC/packaging/district/partition" 4 sync.change data.device data.donor data.donor_pii \
	>"$work/out" 2>&1 || complain "partition: $(cat "$work/out")"
same 'the feed' "$before" "$(feed)"
rights | diff "$work/rights" - >"$work/diff" || complain "rights: $(head -5 "$work/diff")"
same 'parts' '4|4|4|4' "$(sql "SELECT string_agg(n::text, '|') FROM (SELECT count(*) AS n
	FROM pg_inherits WHERE inhparent IN ('sync.change'::regclass, 'data.device'::regclass,
	'data.donor'::regclass, 'data.donor_pii'::regclass) GROUP BY inhparent) AS parts")"
same 'reports' 62 "$(sql 'SELECT count(*) + 1 FROM report.donor')"
sql 'SELECT * FROM report.thiet_bi_theo_trang_thai' >/dev/null || complain 'a report is gone'
"$SRC/packaging/district/partition" 4 sync.change >/dev/null 2>&1 && complain 'cut twice'
"$SRC/packaging/district/partition" 1 sync.change >/dev/null 2>&1
same 'a wrong count' 64 $?

# The sync runs on over it: new rows, a change, a conflict, an erasure.
id=$(ask a1 "SELECT id FROM donor WHERE name = 'Bên tặng 7'")
at a1 set donor "$id" note=một >/dev/null || complain 'set'
at a2 set donor "$id" note=hai >/dev/null || complain 'set'
sync a1 a2 a1 b1
same 'a conflict' 1 "$(sql 'SELECT count(*) FROM data.conflict')"
gone=$(ask a1 "SELECT id FROM donor WHERE name = 'Bên tặng 9'")
"$hotroit" district erase donor "$gone" >/dev/null || complain 'erase'
sync a1 a2 a1
for one in a1 a2; do
	same "$one: rows" 60 "$(ask "$one" 'SELECT count(*) FROM donor')"
	same "$one: integrity" ok "$(ask "$one" 'PRAGMA integrity_check')"
done
same 'b1: rows' 1 "$(ask b1 'SELECT count(*) FROM donor')"
dense
# Only the part of the unit is looked at, and no part is open to a bench.
same 'parts looked at' 1 "$(sql "EXPLAIN SELECT * FROM sync.change
	WHERE scope = 'gia-lam.phu-dong' AND sseq > 5" | grep -c ' on change_')"
sql "SET SESSION AUTHORIZATION hotroit_b_a1; SELECT * FROM part.donor_0" >/dev/null 2>&1 &&
	complain 'a part is open'
same 'of other units' 0 "$(sql "SET SESSION AUTHORIZATION hotroit_b_a1;
	SELECT count(*) FROM data.donor WHERE scope = 'gia-lam.trau-quy'")"
[ "$failures" = 0 ] || exit 1
