#!/bin/sh
# What the server refuses is said with its cure, stays as it was typed, and goes out whole once a
# person has mended it; and a bench that nobody asks syncs when due, later after every failure.
set -u
. "$SRC/tests/e2e/bench_rig"
unset HOTROIT_SYNC

# quiet BENCH CODE: a round by the timer; it says nothing unless it fails
quiet() {
	at "$1" sync --quiet >"$work/out" 2>"$work/said"
	same "$1: code of --quiet" "$2" $?
	[ -s "$work/out" ] && complain "--quiet said $(cat "$work/out")"
	[ "$2" != 0 ] || [ ! -s "$work/said" ] || complain "--quiet said $(cat "$work/said")"
}

# --- where there is nobody to sync with, the timer is content ------------------------------------

quiet a1 0
[ -e "$work/a1.db" ] && complain 'the timer made a book'
district
add_bench a1 phu-dong
add_bench a2 phu-dong

# --- refused, mended, sent -----------------------------------------------------------------------

at a1 add donor name='Cô Lan' kind=person phone=0901000111 >/dev/null || complain add
lan=$(ask a1 'SELECT id FROM donor')
# As a program gone wrong would write it: the district keeps a reference there.
hoa=019b0000-0000-7000-8000-0000000000a1
ask a1 "INSERT INTO donor (id, created_at, updated_at, name, kind, unit) VALUES ('$hoa',
	'2026-11-20T08:00:00+07:00', '2026-11-20T08:00:00+07:00', 'chị Hoa', 'person', 'ai đó')"
ask a1 "UPDATE donor SET note = 'mất mạng' WHERE id = '$hoa'"
sync a1
same 'the others went' 1 "$(sql "SELECT count(*) FROM sync.feed WHERE row_id = '$lan'")"
same 'the refused did not, nor a husk of it' 0 \
	"$(sql "SELECT count(*) FROM sync.feed WHERE row_id = '$hoa'")"
at a1 sync --status >"$work/out"
grep -q 'máy chủ không giữ được' "$work/out" || complain "status: $(cat "$work/out")"
grep -q 'sửa ô sai rồi lưu lại' "$work/out" || complain "status: $(cat "$work/out")"
same 'it stays as typed' 'ai đó|chị Hoa' \
	"$(ask a1 "SELECT unit, name FROM donor WHERE id = '$hoa'")"
# A round that is cut off before it hears of the refusal leaves it to the next one.
ask a1 'DELETE FROM sync_refused'
sync a1
same 'heard of later' "$hoa" "$(ask a1 'SELECT DISTINCT row_id FROM sync_refused')"
at a1 set donor "$hoa" unit= >"$work/out" 2>&1 ||
	complain "set: $(cat "$work/out")"
sync a1
sync a2
same 'mended: nothing is refused' '' "$(ask a1 'SELECT * FROM sync_refused')"
same 'the whole row is there' 'chị Hoa|mất mạng' \
	"$(ask a2 "SELECT name, note FROM donor WHERE id = '$hoa'")"
sync a1
same 'and it stays so' '' "$(ask a1 'SELECT * FROM sync_refused')"

# --- by the timer --------------------------------------------------------------------------------

at a1 set donor "$lan" note=chờ >/dev/null
quiet a1 0
same 'not before its time' 1 "$(at a1 sync --status | grep -c 'Chờ gửi: [1-9]')"
ask a1 "UPDATE sync_link SET tried_at = '2026-01-01T00:00:00+07:00'"
quiet a1 0
same 'in its time' 1 "$(at a1 sync --status | grep -c 'Chờ gửi: 0')"
rig_stop "$work/pg"
ask a1 "UPDATE sync_link SET tried_at = '2026-01-01T00:00:00+07:00'"
quiet a1 69
same 'one line' 1 "$(wc -l <"$work/said")"
quiet a1 0
same 'one failure' 1 "$(ask a1 "SELECT value FROM meta WHERE key = 'sync_failures'")"
at a1 sync >/dev/null 2>&1
same 'a person goes at once' 2 "$(ask a1 "SELECT value FROM meta WHERE key = 'sync_failures'")"
HOTROIT_SYNC=0
export HOTROIT_SYNC
ask a1 "UPDATE sync_link SET tried_at = '2026-01-01T00:00:00+07:00'"
quiet a1 0

[ "$failures" = 0 ] || exit 1
