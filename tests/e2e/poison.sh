#!/bin/sh
# Rows that nobody can type: put into a book by other tools, then synced. No batch is blocked; each
# value comes out as it went in, or is refused with a reason that a person sees, and stays on the
# bench until it is mended.
set -u
. "$SRC/tests/e2e/states_rig"

district
add_bench a1 phu-dong
add_bench a2 phu-dong
donor a1 'Mẫu' note='lúc đầu' >/dev/null
sync a1

# --- 500 rows in one batch: odd ones that can be kept, and some that no server takes -------------

python3 - "$work/a1.db" <<'END'
import sqlite3, sys
book = sqlite3.connect(sys.argv[1])
book.text_factory = bytes
book.execute("PRAGMA foreign_keys = OFF")
odd = ["\\.", "\\N", "a\tb", "a\nb", "a\r\nb", "'\"\\ \\\\ \\t", "\u202etxet \u2066x\u2069",
       "\x01\x1f\x7f", "\U0001f4bb", "e\u0301", "{}", "$1; DROP TABLE x; --", "", " ",
       "\ufeff", "\u2028", "a" * 300000]
def add(n, name, note=None, date=None):
    id = "00000000-0000-7000-8000-%012d" % n
    at = "9999-12-31T23:59:59+07:00" if n % 7 == 0 else "2026-11-22T10:00:00+07:00"
    book.execute("INSERT INTO donor (id, created_at, updated_at, name, kind, note) VALUES "
                 "(?, ?, ?, CAST(? AS TEXT), 'person', CAST(? AS TEXT))",
                 (id, at, at, name, note))
for n in range(500):
    name = ("Hàng %03d" % n).encode()
    note = odd[n % 40].encode() if n % 40 < len(odd) else None
    if n in (3, 77, 250, 251, 499):
        note = b"h\xff\xfeng %d" % n                 # no UTF-8: COPY ends
    if n in (5, 300):
        note = b"NUL\0sau"                           # no JSON text of PostgreSQL's
    if n in (7, 310):
        note = b"7" * (1 << 20)                      # over a megabyte
    if n == 320:
        note = b"8" * (9 << 20)                      # over the line's limit
    add(n, name, note)
book.execute("UPDATE sync_state SET hlc = 9000000000000")  # a clock in the year 2255
for n, day in ((900, "2026-02-31"), (901, "today"), (902, "2026-02-28")):
    book.execute("INSERT INTO programme (id, created_at, updated_at, name, starts) VALUES "
                 "(?, '', '', 'Z', ?)", ("00000000-0000-7000-8000-%012d" % n, day))
book.execute("INSERT INTO donor (id, created_at, updated_at, name, kind) VALUES "
             "('không phải mã', '', '', 'Mã lạ', 'person')")
book.commit()
END
same 'they are there' 501 "$(ask a1 "SELECT count(*) FROM donor WHERE name <> 'Mẫu'")"
sync a1
sync a2
sync a1
same 'nothing waits' 0 "$(ask a1 'SELECT count(*) FROM outbox
	WHERE seq > (SELECT acked FROM sync_link)')"
same 'the rest came' 490 "$(sql "SELECT count(*) FROM sync.feed WHERE tbl = 'donor' AND
	payload ->> 'name' LIKE 'Hàng %'")"
same 'why not' 'id large payload unfit' "$(ask a1 "SELECT group_concat(DISTINCT reason) FROM (SELECT
	reason FROM sync_refused WHERE tbl = 'donor' ORDER BY reason)" | tr ',' ' ')"
same 'how many' 11 "$(ask a1 "SELECT count(*) FROM sync_refused WHERE tbl = 'donor'")"
same 'days that are none' '2026-02-31 today' "$(ask a1 "SELECT group_concat(starts, ' ') FROM
	(SELECT starts FROM programme, sync_refused WHERE row_id = programme.id AND reason = 'value'
	ORDER BY 1)")"
at a1 sync --status >"$work/out"
grep -q 'Hàng 003: có chữ mà máy chủ không đọc được' "$work/out" ||
	complain "status: $(cat "$work/out")"
grep -q 'Hàng 007: dài quá 1 MB' "$work/out" || complain "status: $(cat "$work/out")"
for one in a1 a2; do
	ask $one "SELECT id, hex(name), hex(note) FROM donor WHERE id NOT IN (SELECT row_id FROM
		(SELECT row_id FROM sync_refused UNION SELECT 'không phải mã')) ORDER BY id" \
		>"$work/$one.rows"
done
# What a1 was refused, a2 does not have.
cmp -s "$work/a1.rows" "$work/a2.rows" || complain "not exact: $(
	diff "$work/a1.rows" "$work/a2.rows" | cut -c1-200 | head -5)"
same 'the clock is held back' t "$(sql "SELECT max(hlc) < extract(epoch FROM now() +
	interval '6 min') * 1000 FROM sync.change")"

# --- what was refused is mended, and only then gone from the list --------------------------------

row=00000000-0000-7000-8000-000000000005
# Another change of the same row, still bad: it must not come as a row without the rest of it.
at a1 set donor $row phone=0901000111 >"$work/out" 2>&1 || complain "set: $(cat "$work/out")"
sync a1
same 'no half a row' 0 "$(sql "SELECT count(*) FROM sync.feed WHERE row_id = '$row'")"
same 'still in the list' 1 "$(ask a1 "SELECT count(DISTINCT row_id) FROM sync_refused
	WHERE row_id = '$row'")"
at a1 set donor $row note='lành rồi' >/dev/null || complain 'set'
sync a1
sync a2
same 'all of it came' 'Hàng 005|person|0901000111|lành rồi' "$(ask a2 "SELECT name, kind,
	phone, note FROM donor WHERE id = '$row'")"
same 'no more in the list' 0 "$(ask a1 "SELECT count(*) FROM sync_refused WHERE row_id = '$row'")"

# A refused change of a row that another bench changes: it stays here, and theirs comes in.
row=$(ask a1 "SELECT id FROM donor WHERE name = 'Mẫu'")
ask a1 "UPDATE donor SET note = CAST(x'61ff' AS TEXT), name = 'Mẫu mới' WHERE id = '$row'"
sync a1
at a2 set donor "$row" phone=0902000222 >/dev/null || complain 'set a2'
sync a2
sync a1
same 'both' '61FF|0902000222|Mẫu mới' "$(ask a1 "SELECT hex(note), phone, name FROM donor
	WHERE id = '$row'")"
at a1 set donor "$row" note='chữ' >/dev/null || complain 'set a1'
sync a1
sync a2
same 'mended' 'chữ|0902000222|Mẫu mới' "$(ask a2 "SELECT note, phone, name FROM donor
	WHERE id = '$row'")"

grep -aE 'Hàng 0|NUL|0902000222' "$rig/data/log" && complain 'personal data in the log'

[ "$failures" = 0 ] || exit 1
