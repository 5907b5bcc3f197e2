#!/bin/sh
# Many new rows in one message take the short way at the server (1007_new.sql), and it must end as
# the long one does: numbered without a gap, changes of the same rows after them, a row that can not
# be kept refused alone, an erased one not brought back.
set -u
. "$SRC/tests/e2e/sync_rig"

# donors BENCH FROM TO: as many rows at once
donors() {
	{
		echo 'name;kind;phone;note'
		seq "$2" "$3" | sed 's/.*/Người &;person;0912345678;ghi chú &/'
	} >"$work/rows.csv"
	at "$1" import donor "$work/rows.csv" >/dev/null || complain "import $1"
}

district
add_bench a1 phu-dong
add_bench a2 phu-dong

# --- new, and changed or gone before they were sent ----------------------------------------------

donors a1 1 60
first=$(ask a1 "SELECT id FROM donor WHERE name = 'Người 1'")
at a1 set donor "$first" note='đã sửa' >/dev/null || complain set
sync a1
sync a2
equal a1 a2 && once a1
same 'a change of a row that came with it' 'đã sửa' "$(ask a2 "SELECT note FROM donor
	WHERE id = '$first'")"
same 'who changed which columns is known' 1 "$(sql "SELECT count(*) FROM sync.change WHERE
	row_id = '$first' AND op = 'I' AND cols @> '{name,kind,phone,note}' AND NOT
	cols && '{created_at,updated_at}' AND src = 'hotroit_b_a1' AND hlc > 0")"
same 'names are apart' '60 60 0' "$(sql "SELECT (SELECT count(*) FROM data.donor), (SELECT count(*)
	FROM data.donor_pii WHERE phone IS NOT NULL), (SELECT count(*) FROM
	information_schema.columns WHERE table_schema = 'data' AND table_name = 'donor' AND
	column_name = 'phone')" | tr '|' ' ')"

# --- one that can not be kept, and one that was erased --------------------------------------------

gone=$(ask a1 "SELECT id FROM donor WHERE name = 'Người 2'")
"$hotroit" district erase donor "$gone" >/dev/null || complain erase
{
	echo 'bought_on;what;amount'
	seq 1 40 | sed 's/.*/22\/11\/2026;pin &;100000/'
} >"$work/rows.csv"
at a2 import purchase "$work/rows.csv" >/dev/null || complain 'import purchase'
ask a2 "UPDATE purchase SET bought_on = '2026-02-31' WHERE what = 'pin 7'"
donors a2 61 100
sync a2
sync a1
same 'all but one' 39 "$(sql 'SELECT count(*) FROM data.purchase')"
at a2 sync --status | grep -q 'mà máy chủ không giữ được' || complain 'the odd one is not told'
equal a1 a2 && once a1 a2
same 'what was erased stays so' 99 "$(sql 'SELECT count(*) FROM data.donor WHERE gone IS NULL')"

[ "$failures" = 0 ] || exit 1
