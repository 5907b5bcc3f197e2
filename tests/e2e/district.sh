#!/bin/sh
# The district's side of the sync on a real PostgreSQL, psql standing in for the benches: set-up and
# its errors, exactly-once, merge and conflicts, poison, a dense feed under eight writers, a hostile
# bench, revoking, erasing, what clerks see, what the log holds.
set -u
. "$SRC/tests/e2e/bench_rig"

# --- no database, no server, half a database --------------------------------------------------

PGHOST=$work PGPORT=1 PGUSER=postgres PGDATABASE=hotroit
export PGHOST PGPORT PGUSER PGDATABASE
exits 'nobody there' 69 'không nối được' "$hotroit" district status
PGHOST=nowhere.invalid exits 'no such host' 69 'không tìm thấy máy chủ' "$hotroit" district status
rig_start "$work/pg"
PGDATABASE=other exits 'no such database' 66 'createdb' "$hotroit" district init gia-lam
createdb -E SQL_ASCII -T template0 ascii
PGDATABASE=ascii exits 'not UTF-8' 65 'UTF8' "$hotroit" district init gia-lam
exits 'empty' 65 'district init' "$hotroit" district status
exits 'no name' 64 'mã huyện' "$hotroit" district init
exits 'bad name' 64 'mã huyện' "$hotroit" district init 'Gia Lâm'
sql 'CREATE SCHEMA sync'
exits 'half of one' 65 'dựng dở' "$hotroit" district init gia-lam
sql 'DROP SCHEMA sync'
"$hotroit" district init gia-lam >/dev/null || complain 'init failed'
"$hotroit" district init >/dev/null || complain 'a second init failed'
exits 'another name' 73 'gia-lam' "$hotroit" district init dong-anh
sql "INSERT INTO sync.migration VALUES ('9999_later.sql'), ('9998_later.sql')"
exits 'newer' 65 'mới hơn' "$hotroit" district status
sql "DELETE FROM sync.migration WHERE name > '9'"

enroll a1 phu-dong --name 'Xã Phù Đổng'
enroll a2 phu-dong
enroll b1 yen-vien
enroll boss phu-dong --coordinator
same 'mode of a bundle' 600 "$(stat -c %a "$work/a1.bundle")"
exits 'again over a file' 73 'đã có tệp' "$hotroit" district enroll a1 phu-dong \
	--host localhost --output "$work/a1.bundle"
exits 'no host' 64 '--host' "$hotroit" district enroll a3 phu-dong --output "$work/a3"
exits 'a bad name' 64 'tên không hợp lệ' "$hotroit" district enroll 'A 3' phu-dong \
	--host localhost --output "$work/a3"
[ ! -e "$work/a3" ] || complain 'a bundle of nobody'

# --- exactly once, merge, conflicts -----------------------------------------------------------

A=gia-lam.phu-dong
epoch=$(epoch_of 1)
{
	entry 1 donor 1 I 0 1000 \
		'{"name":"Công ty An","kind":"company","phone":"0901000111","later":"giữ"}'
	entry 2 device 2 I 0 1000 \
		'{"tag":"AB12","kind":"laptop","state":"received","value_estimate":100}'
	entry 3 fund 3 I 0 1000 "{\"at\":\"2026-11-22\",\"kind\":\"opening\",$(
		)\"direction\":\"in\",\"amount\":500000,\"description\":\"Đầu kỳ\",$(
		)\"chain\":\"c\",\"number\":1,\"hash\":\"h\"}"
} >"$work/first"
same 'a first push' '3|0|0' "$(push a1 <"$work/first")"
push a1 <"$work/first" >"$work/out" 2>"$work/said" && complain 'a push went in twice'
grep -q 'duplicate key' "$work/said" || complain "twice: $(cat "$work/said")"
same 'what hello says of it' '3' \
	"$(as a1 -c "SELECT accepted FROM sync.hello(1, '$epoch')")"
same 'an unknown key is kept' 'giữ' \
	"$(as a2 -c "SELECT FROM sync.hello(1, '$(epoch_of 2)')" \
		-c "SELECT payload ->> 'later' FROM sync.feed WHERE tbl = 'donor'")"

# Disjoint columns merge; of the same one the later clock wins; money stays until somebody decides.
same 'a1 edits' '1|0|0' "$(entry 4 device 2 U 2 5000 \
	'{"note":"của a1","vendor":"Dell","value_estimate":200}' | push a1)"
epoch=$(epoch_of 2)
same 'a2 edits' '1|2|0' "$(entry 1 device 2 U 2 4000 \
	'{"note":"của a2","model":"X1","vendor":"Dell","value_estimate":300}' | push a2)"
same 'a2 edits later' '1|1|0' "$(entry 2 device 2 U 2 9000 '{"note":"mới"}' | push a2)"
same 'the row' 'mới|X1|Dell|200' "$(as a1 -c "SELECT payload ->> 'note', payload ->> 'model',
	payload ->> 'vendor', payload ->> 'value_estimate' FROM sync.feed WHERE tbl = 'device'")"
same 'the losers' 'note|của a1|của a2
note|mới|của a1
value_estimate|200|300' "$(as a1 -c "SELECT payload ->> 'field', payload ->> 'kept',
	payload ->> 'lost' FROM sync.feed WHERE tbl = 'conflict' ORDER BY 1, 2")"
conflict=$(as a1 -c "SELECT row_id FROM sync.feed WHERE tbl = 'conflict' LIMIT 1")
epoch=$(epoch_of 1)
same 'deciding' '1|0|0' "$(entry 5 conflict 0 U 99 9500 \
	'{"state":"decided","choice":"kept","kept":"forged"}' |
	sed "s/00000000-0000-7000-8000-000000000000/$conflict/" | push a1)"
same 'a conflict is decided, not rewritten' 'decided|0' "$(as a2 -c "SELECT payload ->> 'state',
	(payload ->> 'kept' = 'forged')::int FROM sync.feed WHERE row_id = '$conflict'")"
same 'deleting beats editing' '1|2|0' "$(entry 6 device 2 D 2 9600 '\N' | push a1)"
epoch=$(epoch_of 2)
same 'editing what is deleted' '0|1|0' "$(entry 3 device 2 U 99 9700 '{"note":"x"}' | push a2)"
same 'a tombstone' 'D|' "$(as a2 -c "SELECT op, payload FROM sync.feed WHERE tbl = 'device'")"
same 'a line of the fund stays' '0|0|1' "$(entry 4 fund 3 U 3 9800 '{"amount":1}' | push a2)"
same 'an edit of nothing' '0|0|0' "$(entry 5 donor 1 U 1 9900 '{"kind":"company"}' | push a2)"

# --- poison is set aside, the rest goes on ----------------------------------------------------

epoch=$(epoch_of 3)
{
	entry 1 donor 11 I 0 1 '{"name":"\\u0000"}'
	entry 2 donor 12 I 0 1 'không phải JSON'
	entry 3 donor 13 I 0 1 '[1]'
	entry 4 device 14 I 0 1 '{"tag":"X","state":"received","memory":"nhiều"}'
	entry 5 nonsense 15 I 0 1 '{"a":1}'
	entry 6 donor 16 Z 0 1 '{}'
	printf '%s\t7\t7\tdonor\tkhông\tI\t0\t1\t{}\n' "$epoch"
	entry 8 device 18 I 0 1 "{\"tag\":\"Y\",\"state\":\"received\",\"serial\":\"$(
		head -c 1048576 /dev/zero | tr '\0' 7)\"}"
	entry 9 donor 19 I 0 9223372036854775807 '{"name":"Sau cùng","kind":"person"}'
	entry 10 donor 20 I 0 -5 "{\"name\":\"' \\\\t \\\\\" ‮ \\\\\\\\.\",\"kind\":\"person\"}"
} >"$work/poison"
same 'poison' '2|0|8' "$(push b1 <"$work/poison")"
same 'why' 'id kind large op payload payload payload value' "$(as b1 -c \
	"SELECT string_agg(reason, ' ' ORDER BY reason) FROM sync.rejects()")"
same 'the clock is held back' t "$(sql "SELECT hlc < extract(epoch FROM now() + interval '6 min')
	* 1000 FROM sync.change WHERE row_id::text LIKE '%19'")"
entry 11 donor 21 I 0 1 "$(printf '{"name":"\377"}')" | push b1 >"$work/out" 2>"$work/said" &&
	complain 'no UTF-8, yet taken'
same 'set aside by the bench' '0|0|0' "$(as b1 -c BEGIN \
	-c "SELECT FROM sync.hello(1, '$epoch')" \
	-c "SELECT sync.set_aside(11, 'donor', 'x', 'utf-8')" \
	-c 'SELECT applied, conflicts, rejected FROM sync.apply()' -c COMMIT | tail -n 1)"
same 'and it counts' 11 "$(as b1 -c "SELECT accepted FROM sync.hello(1, '$epoch')")"

# A kind that comes with a later version: what waited for it is taken in.
sql "SET ROLE hotroit_owner; INSERT INTO sync.kind VALUES ('nonsense', 99, 'merge', 'N');
	INSERT INTO sync.field (kind, name, n, type, privacy, label)
	VALUES ('nonsense', 'a', 1, 'int', 'open', 'A')"
"$hotroit" district init >/dev/null || complain 'init with a new kind failed'
same 'a later kind' 1 "$(sql "SELECT a FROM report.nonsense")"

# --- versions ---------------------------------------------------------------------------------

sql 'UPDATE sync.server SET version = 5'
hello() { as b1 -c "SELECT may_pull FROM sync.hello($1, '$epoch')" 2>&1; }
same 'N+1' t "$(hello 6)"
same 'N-2' t "$(hello 3)"
case $(hello 7) in *'too old'*) ;; *) complain "N+2: $(hello 7)" ;; esac
same 'N-3 may send' f "$(hello 2)"
same 'N-3 fetches nothing' 0 "$(as b1 -c 'SELECT count(*) FROM sync.feed')"
sql 'UPDATE sync.server SET version = 1'
hello 1 >/dev/null

# --- a feed is dense and nothing is missed, eight at once -------------------------------------

for i in 1 2 3 4 5 6 7 8; do
	enroll "w$i" gia-thuy
	epoch=$(epoch_of 10$i)
	seq 25 | while read -r n; do
		printf "BEGIN;\nSELECT FROM sync.hello(1, '%s');\n" "$epoch"
		echo "$copy"
		for k in 1 2 3 4; do
			entry $((n * 4 + k)) accessory "$i$(printf %03d $((n * 4 + k)))" I 0 1 \
				'{"tag":"T","kind":"charger"}'
		done
		printf '\\.\nSELECT FROM sync.apply();\nCOMMIT;\n'
	done >"$work/load$i"
done
cat >"$work/pull_once" <<'END'
SELECT coalesce(max(sseq), :cursor) AS cursor, coalesce(string_agg(row_id::text, ' '), '') AS ids
FROM sync.feed WHERE scope = 'gia-lam.gia-thuy' AND sseq > :cursor \gset
\echo :ids
END
{
	printf '%s\n' '\set cursor 0'
	seq 150 | while read -r n; do
		cat "$work/pull_once"
	done
} >"$work/pull.sql"
enroll puller gia-thuy
as puller -c "SELECT FROM sync.hello(1, '$(epoch_of 200)')"
pids=
for i in 1 2 3 4 5 6 7 8; do
	as "w$i" -f "$work/load$i" >"$work/load$i.said" 2>&1 &
	pids="$pids $!"
done
{
	as puller -f "$work/pull.sql" || echo broken
} | tr ' ' '\n' >"$work/pulled" &
pids="$pids $!"
for pid in $pids; do
	wait "$pid" || complain 'a writer or the puller failed'
done
[ -z "$(cat "$work"/load?.said)" ] || complain "$(cat "$work"/load?.said)"
grep -q broken "$work/pulled" && complain 'the puller failed'
same 'numbers are dense' '800|1|800' "$(sql "SELECT count(*), min(sseq), max(sseq)
	FROM sync.change WHERE scope = 'gia-lam.gia-thuy'")"
same 'none came twice' '' "$(grep . "$work/pulled" | sort | uniq -d)"
cursor=$(grep -c . "$work/pulled")
same 'a cursor passes over none' 0 "$(sql "SELECT count(*) FROM data.accessory
	WHERE scope = 'gia-lam.gia-thuy' AND sseq <= $cursor AND NOT id::text = ANY (ARRAY['$(
		grep . "$work/pulled" | paste -sd, | sed "s/,/','/g")'])")"

# --- a hostile bench --------------------------------------------------------------------------

denied() {
	what=$1
	shift
	as b1 -v ON_ERROR_STOP=1 "$@" >"$work/out" 2>"$work/said" && complain "allowed: $what"
}
same 'rows of others' 0 "$(as b1 -c "SELECT count(*) FROM sync.feed
	WHERE scope <> 'gia-lam.yen-vien'")"
same 'rows of others, table by table' 0 "$(as b1 -c "SELECT count(*) FROM data.donor
	WHERE scope <> 'gia-lam.yen-vien'")"
# A cheap function that tells what it sees is given nothing of others to see.
as b1 -c "SELECT count(*) FROM data.donor_pii WHERE phone::int > 0" >"$work/out" 2>"$work/said"
grep -q 0901000111 "$work/said" "$work/out" && complain 'a function leaks'
denied 'a function of its own' -c "CREATE FUNCTION pg_temp.f(text) RETURNS bool LANGUAGE sql AS ''"
denied 'a temporary view' -c 'CREATE TEMP VIEW v AS SELECT 1'
denied 'a table' -c 'CREATE TABLE public.t (a int)'
denied 'SET ROLE' -c 'SET ROLE hotroit_apply'
denied 'SET ROLE owner' -c 'SET ROLE hotroit_owner'
denied 'SET SESSION AUTHORIZATION' -c 'SET SESSION AUTHORIZATION "hotroit_b_a1"'
denied 'row_security' -c 'SET row_security = off' -c 'SELECT * FROM data.donor'
denied 'a forged sender' -c "INSERT INTO sync.inbox (bench, epoch, seq) VALUES
	('hotroit_b_a1', '$epoch', 99)"
denied 'reading the mail' -c 'SELECT * FROM sync.inbox'
for t in sync.bench sync.change sync.reject sync.erased sync.scope sync.server sync.applied; do
	denied "reading $t" -c "SELECT * FROM $t"
	denied "writing $t" -c "DELETE FROM $t"
done
denied 'writing a row' -c "UPDATE data.donor SET name = 'x'"
denied 'a new row' -c "INSERT INTO data.donor (scope, id, sseq, src) VALUES ('$A',
	'$epoch', 1, 'x')"
denied 'put()' -c "SELECT sync.put('donor', '$A', '$epoch', 1, NULL, '{}')"
denied 'erase()' -c "SELECT sync.erase('donor', '$epoch')"
denied 'enroll()' -c "SELECT sync.enroll('z', 'z', 'z', true, 'SCRAM-SHA-256\$')"
denied 'the clerks views' -c 'SELECT * FROM report.donor'
denied 'another database' -d postgres -c 'SELECT 1'
epoch=$(epoch_of 3)
before=$(sql "SELECT md5(string_agg(d::text, '' ORDER BY id)) FROM data.donor d WHERE scope = '$A'")
same 'the id of another unit' '2|0|0' "$({
	entry 12 donor 1 U 1 99999 '{"name":"chiếm","kind":"person","scope":"gia-lam.phu-dong"}'
	entry 13 donor 31 I 0 1 '{"name":"khai man","kind":"person","scope":"gia-lam.phu-dong"}'
} | push b1)"
same 'it stays as it was' "$before" "$(sql "SELECT md5(string_agg(d::text, '' ORDER BY id))
	FROM data.donor d WHERE scope = '$A'")"
same 'and is in its own unit' gia-lam.yen-vien "$(sql "SELECT scope FROM data.donor
	WHERE id::text LIKE '%031'")"

# --- what belongs to the district -------------------------------------------------------------

epoch=$(epoch_of 4)
same 'a coordinator adds a unit' '1|0|0' "$(entry 1 unit 41 I 0 1 '{"name":"Xã A"}' | push boss)"
same 'all see it' 'Xã A' "$(as b1 -c "SELECT payload ->> 'name' FROM sync.feed
	WHERE scope = 'gia-lam'")"
epoch=$(epoch_of 3)
same 'only it changes it' '0|0|1' "$(entry 14 unit 41 U 1 9 '{"name":"Xã B"}' | push b1)"

# --- revoking ---------------------------------------------------------------------------------

exits 'nobody to revoke' 66 'không có bàn' "$hotroit" district revoke nobody
mkfifo "$work/held"
as w8 -f "$work/held" >/dev/null 2>&1 &
held=$!
exec 9>"$work/held"
echo 'SELECT 1;' >&9
"$hotroit" district revoke w8 >/dev/null || complain 'revoke failed'
echo 'SELECT 1;' >&9
exec 9>&-
wait "$held" && complain 'its connection lives on'
as w8 -c 'SELECT 1' >/dev/null 2>&1 && complain 'a revoked bench comes in'
for what in 'FROM sync.feed' 'FROM data.accessory' 'sync.scopes()' "sync.hello(1, '$epoch')"; do
	sql "SET SESSION AUTHORIZATION \"hotroit_b_w8\"; SELECT $what" >/dev/null 2>&1 &&
		complain "revoked, and still: $what"
done
enroll w8 gia-thuy
same 'enrolled again' 0 "$(as w8 -c "SELECT head - 800 FROM sync.hello(1, '$epoch')")"

# --- erasing ----------------------------------------------------------------------------------

lan=00000000-0000-7000-8000-000000000051
epoch=$(epoch_of 1)
{
	entry 7 donor 51 I 0 1 \
		'{"name":"Trần Thị Bích","kind":"person","phone":"0912345678","x":"Bích"}'
	entry 8 audit 52 I 0 1 "{\"at\":\"2026-11-22T10:00:00+07:00\",\"kind\":\"donor\",$(
		)\"row\":\"$lan\",\"op\":\"I\",\"changes\":\"Trần Thị Bích\"}"
} | push a1 >/dev/null
epoch=$(epoch_of 2)
entry 6 donor 51 U 0 1 '{"name":"Bích Trần Thị"}' | push a2 >/dev/null
"$hotroit" district erase donor "$lan" >"$work/out" || complain 'erase failed'
sql CHECKPOINT
pg_dump --data-only >"$work/dump"
grep -n 'Bích\|0912345678' "$work/dump" && complain 'still in a table'
grep -rlaE 'Trần Thị Bích|0912345678' "$rig/data/base" && complain 'still in a file'
same 'away benches bring it back in vain' '0|0|1' "$(entry 7 donor 51 U 0 1 '{"name":"Bích"}' |
	push a2)"
pg_dump --data-only | grep Bích && complain 'it came back'
same 'the feed says so' 'E|' "$(as a2 -c "SELECT op, payload FROM sync.feed
	WHERE row_id = '$lan'")"
owing() { sql "SELECT string_agg(name, ' ' ORDER BY name) FROM sync.owing"; }
same 'who owes' 'a1 a2 boss' "$(owing)"
as a2 -c "SELECT FROM sync.hello(1, '$epoch', (SELECT max(sseq) FROM sync.feed), 1)"
same 'who still owes' 'a1 boss' "$(owing)"

# --- a row that moves ------------------------------------------------------------------------

sql "SET ROLE hotroit_owner; SELECT sync.move('donor', '00000000-0000-7000-8000-000000000001',
	'$A', 'gia-lam.gia-thuy')" >/dev/null
same 'it has left' 'L|' "$(as a2 -c "SELECT op, payload FROM sync.feed
	WHERE row_id = '00000000-0000-7000-8000-000000000001'")"
same 'and is there' 'Công ty An' "$(as puller -c "SELECT payload ->> 'name' FROM sync.feed
	WHERE row_id = '00000000-0000-7000-8000-000000000001'")"

# --- clerks -----------------------------------------------------------------------------------

sql "CREATE ROLE clerk LOGIN PASSWORD 'c' IN ROLE hotroit_clerk"
clerk() {
	PGHOST=localhost PGUSER=clerk PGPASSWORD=c PGSSLMODE=verify-full PGSSLROOTCERT=$rig/ca.crt \
		psql -qAtX -v ON_ERROR_STOP=1 -c "$1" 2>&1
}
same 'the fund' 'gia-lam.phu-dong|500000|0|500000' "$(clerk 'SELECT * FROM report.so_du_quy')"
for view in thiet_bi_theo_trang_thai sua_chua yeu_cau_ho_tro ban_giao_theo_thang ban_lam_viec \
	device member request; do
	clerk "SELECT count(*) FROM report.$view" | grep -q '^[0-9]*$' || complain "a clerk: $view"
done
same 'no personal column' '' "$(sql "SELECT c.table_name, c.column_name
	FROM information_schema.columns c JOIN sync.field f ON f.kind = c.table_name
	AND f.name = c.column_name WHERE c.table_schema = 'report'
	AND (f.privacy = 'personal' OR f.type = 'json')")"
for t in data.donor data.donor_pii sync.feed sync.inbox sync.change; do
	clerk "SELECT * FROM $t" | grep -q 'permission denied' || complain "a clerk reads $t"
done

# --- the log ----------------------------------------------------------------------------------

as a1 -c "SELECT 'Nguyễn Văn Kín'::int" 2>/dev/null
sql "SELECT 'Nguyễn Văn Kín'::int" 2>/dev/null
as a1 -c "COPY sync.inbox (epoch) FROM STDIN" 2>/dev/null <<-END
	Nguyễn Văn Kín
END
grep -aE 'Kín|0901000111|0912345678|Bích|khai man|SCRAM|7777' "$rig/data/log" &&
	complain 'personal data in the log'

# --- certificates, passwords, standby, full ---------------------------------------------------

with() {
	PGHOST=localhost PGUSER=hotroit_b_a1 PGPASSWORD=$1 PGSSLMODE=verify-full \
		PGSSLROOTCERT=$2 PGSSLCERT=$3.crt PGSSLKEY=$3.key "$hotroit" district status
}
secret=$(sed 's/.*"password":"\([^"]*\)".*/\1/' "$work/a1.bundle")
exits 'wrong password' 77 'mật khẩu' with wrong "$rig/ca.crt" "$rig/a1"
exits 'certificate of another' 77 '' with "$secret" "$rig/ca.crt" "$rig/a2"
exits 'no CA' 77 'chứng chỉ' with "$secret" "$rig/server.crt" "$rig/a1"
DAYS=-1 "$cluster" certificate "$rig" a1
exits 'expired' 77 'chứng chỉ' with "$secret" "$rig/ca.crt" "$rig/a1"
exits 'a bench is no administrator' 77 'quyền' sh -c "PGOPTIONS='-c role=hotroit_b_a1' \
	'$hotroit' district status"
"$hotroit" district status >"$work/out" || complain 'status failed'
grep -q 'a1  *gia-lam.phu-dong  *lần cuối' "$work/out" || complain "status: $(cat "$work/out")"

[ "$failures" = 0 ] || exit 1
