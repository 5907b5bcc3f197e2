#!/bin/sh
# Benches of other versions, psql standing in for them: N-2 to N+1 send and fetch, an older one may
# only send, what a newer one knows is kept and given back, and takes its place after the upgrade.
set -u
. "$SRC/tests/e2e/states_rig"

district
add_bench a1 phu-dong
for v in 2 3 4 5 6; do
	add_bench "v$v" phu-dong
done
sql 'UPDATE sync.server SET version = 5' >/dev/null

# fetch BENCH: how many donors it sees
fetch() { as "$1" -c "SELECT count(*) FROM sync.feed WHERE tbl = 'donor'"; }

# --- every version writes its own row, and changes another's -------------------------------------

for v in 2 3 4 5 6; do
	epoch=$(epoch_of $v)
	same "version $v sends" '1|0|0' "$(entry 1 donor $v I 0 $v \
		"{\"name\":\"Bản $v\",\"kind\":\"person\",\"of_$v\":\"giữ $v\"}" | push v$v $v)"
done
for v in 3 4 5 6; do
	same "version $v fetches" 5 "$(fetch v$v)"
	same "version $v fetches unknown keys" 'giữ 6' "$(as v$v -c "SELECT payload ->> 'of_6'
		FROM sync.feed WHERE row_id::text LIKE '%006'")"
done
same 'version 2 fetches nothing' 0 "$(fetch v2)"
epoch=$(epoch_of 7)
case $(push v6 7 </dev/null 2>&1) in *'too old'*) ;; *) complain 'version 7 is let in' ;; esac
# Missing is unchanged, for what either side does not know.
epoch=$(epoch_of 3)
same 'an old one changes a new row' '1|0|0' "$(entry 2 donor 6 U 99 10 \
	'{"note":"của 3"}' | push v3 3)"
epoch=$(epoch_of 6)
same 'a new one changes an old row' '1|0|0' "$(entry 2 donor 3 U 99 11 '{"of_6":1,"note":null}' |
	push v6 6)"
same 'all is there' '{"kind": "person", "name": "Bản 6", "note": "của 3", "of_6": "giữ 6"}' \
	"$(as v4 -c "SELECT payload - 'created_at' FROM sync.feed WHERE row_id::text LIKE '%006'")"
same 'and there' '{"kind": "person", "name": "Bản 3", "of_3": "giữ 3", "of_6": 1}' "$(as v4 \
	-c "SELECT payload - 'created_at' FROM sync.feed WHERE row_id::text LIKE '%003'")"
# Two that do not know a key do not clash over it; two that do, do.
epoch=$(epoch_of 5)
same 'a clash of unknown keys is kept, too' '1|1|0' "$(entry 2 donor 6 U 1 12 '{"of_6":"khác"}' |
	push v5 5)"
# A kind that the server does not know waits for its upgrade; what follows it goes on.
epoch=$(epoch_of 6)
same 'an unknown kind' '1|0|2' "$({
	entry 3 loan 31 I 0 20 '{"what":"máy chiếu"}'
	entry 4 loan 31 U 0 21 '{"what":"máy chiếu nhỏ"}'
	entry 5 donor 32 I 0 22 '{"name":"Sau loan","kind":"person"}'
} | push v6 6)"

# --- our own program against servers of other versions -------------------------------------------

for v in 0 1 2 3; do
	sql "UPDATE sync.server SET version = $v" >/dev/null
	donor a1 "a1 với $v" >/dev/null
	sync a1
done
sql 'UPDATE sync.server SET version = 4' >/dev/null
donor a1 'a1 quá cũ' >/dev/null
at a1 sync >/dev/null 2>"$work/said" && complain 'too old a bench fetches'
grep -q 'đã gửi xong' "$work/said" || complain "too old: $(cat "$work/said")"
same 'it could send' 1 "$(sql "SELECT count(*) FROM sync.feed
	WHERE payload ->> 'name' = 'a1 quá cũ'")"

# --- the upgrade --------------------------------------------------------------------------------

sql "SET ROLE hotroit_owner; UPDATE sync.server SET version = 1;
	INSERT INTO sync.kind VALUES ('loan', 99, 'merge', 'L');
	INSERT INTO sync.field (kind, name, n, type, privacy, label) VALUES
	('loan', 'what', 1, 'text', 'open', 'W'), ('donor', 'of_3', 98, 'text', 'open', '3'),
	('donor', 'of_6', 99, 'text', 'open', '6')" >/dev/null
head=$(sql "SELECT sseq FROM sync.scope WHERE scope = 'gia-lam.phu-dong'")
"$hotroit" district init >/dev/null || complain 'init failed'
same 'what waited is in' 'máy chiếu nhỏ' "$(sql 'SELECT what FROM report.loan')"
same 'and is rejected no more' 0 "$(sql 'SELECT count(*) FROM sync.reject')"
same 'kept keys have their columns' 'giữ 3|1' "$(sql "SELECT of_3, of_6 FROM report.donor
	WHERE id::text LIKE '%003'")"
same 'no key is there twice' 0 "$(sql "SELECT count(*) FROM data.donor
	WHERE extra ?| ARRAY['of_3', 'of_6']")"
same 'who wrote it stays' hotroit_b_v6 "$(sql "SELECT src FROM data.donor
	WHERE id::text LIKE '%003'")"
same 'only the loan is new' $((head + 2)) "$(sql "SELECT sseq FROM sync.scope
	WHERE scope = 'gia-lam.phu-dong'")"
"$hotroit" district init >/dev/null || complain 'init again failed'
# Our own book does not know the columns: it says so of the kind, and keeps its rows.
sync a1
sync a1
at a1 sync --status | grep -q 'chưa biết loại này' || complain 'no word of the unknown kind'
same 'its rows' 11 "$(ask a1 'SELECT count(*) FROM donor')"
at a1 set donor 00000000-0000-7000-8000-000000000003 note='của a1' >/dev/null || complain 'set'
sync a1
same 'an older bench leaves what it does not know' 'giữ 3|1|của a1' "$(sql "SELECT of_3, of_6, note
	FROM data.donor JOIN data.donor_pii USING (scope, id) WHERE id::text LIKE '%003'")"

[ "$failures" = 0 ] || exit 1
