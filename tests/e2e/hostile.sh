#!/bin/sh
# A bench that means harm, with its own role and psql: floods, forged numbers, settings, locks,
# large objects, listening. The others go on, and the log holds nothing of anybody.
set -u
. "$SRC/tests/e2e/states_rig"

district
add_bench a1 phu-dong
add_bench a2 phu-dong
add_bench bad phu-dong
add_bench far yen-vien
lan=$(donor a1 'Cô Lan' phone=0901000111)
sync a1

denied() {
	what=$1
	shift
	as bad -v ON_ERROR_STOP=1 "$@" >"$work/out" 2>"$work/said" && complain "allowed: $what"
}

# --- forged numbers -----------------------------------------------------------------------------

epoch=$(epoch_of 1)
same 'the greatest number' '1|0|0' "$(entry 9223372036854775807 donor 1 I 9223372036854775807 \
	9223372036854775807 '{"name":"Nhảy số","kind":"person"}' | push bad)"
same 'it only stops itself' 9223372036854775807 "$(as bad -c "SELECT accepted
	FROM sync.hello(1, '$epoch')")"
same 'the least number of another epoch' '1|0|0' "$(epoch=$(epoch_of 2)
	entry -9223372036854775807 donor 2 I -1 -1 '{"name":"Âm","kind":"person"}' | push bad)"
theirs=$(ask a1 "SELECT value FROM meta WHERE key = 'epoch'")
epoch=$theirs
same 'the epoch of another' '1|0|0' "$(entry 99 donor 3 I 0 1 '{"name":"Mượn","kind":"person"}' |
	push bad)"
same 'is its own' 1 "$(as a1 -c "SELECT (accepted < 99)::int FROM sync.hello(1, '$theirs')")"
as bad -c "SELECT FROM sync.hello(1, '$theirs', 9223372036854775807, 9223372036854775807)"
donor a1 'Sau khi giả' >/dev/null
sync a1
# The row of another unit under the same id is another row.
epoch=$(epoch_of 3)
printf '%s\t1\t1\tdonor\t%s\tU\t0\t1\t{"name":"chiếm","phone":"7"}\n' "$epoch" "$lan" |
	push far >/dev/null 2>&1
sync a1
same 'an id that collides' 'Cô Lan|0901000111' "$(ask a1 "SELECT name, phone FROM donor
	WHERE id = '$lan'")"

# --- floods -------------------------------------------------------------------------------------

# A day's mail: 300 MB and 300 MB more. The first of a day comes in, however large.
flood() {
	python3 - "$1" "$2" "$3" <<-'END'
		import sys
		epoch, first, megabytes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
		sys.stdout.write("BEGIN; SELECT FROM sync.hello(1, '%s');\nCOPY sync.inbox "
		                 "(epoch, seq, row_id, payload) FROM STDIN;\n" % epoch)
		for n in range(megabytes // 4):
		    sys.stdout.write("%s\t%d\tx\t%s\n" % (epoch, first + n, "x" * (4 << 20)))
		sys.stdout.write("\\.\nCOMMIT;\n")
	END
}
epoch=$(epoch_of 4)
flood "$epoch" 1 300 | as bad -v ON_ERROR_STOP=1 >/dev/null 2>"$work/said" ||
	complain "the first 300 MB: $(cat "$work/said")"
flood "$epoch" 1000 300 | as bad -v ON_ERROR_STOP=1 >/dev/null 2>"$work/said" &&
	complain 'no end to a flood'
grep -q 'mail of the day is full' "$work/said" || complain "flood: $(cat "$work/said")"
same 'nor in another time zone' 1 "$(flood "$epoch" 1000 300 |
	PGTZ=Pacific/Kiritimati as bad -v ON_ERROR_STOP=1 2>&1 | grep -c 'day is full')"
# One line of a gigabyte: the server can not hold it, says so, and lives.
python3 - "$epoch" <<'END' | as bad -v ON_ERROR_STOP=1 >/dev/null 2>"$work/said" && complain '1 GB'
import sys
sys.stdout.write("COPY sync.inbox (epoch, seq, payload) FROM STDIN;\n%s\t5000\t" % sys.argv[1])
for n in range(1025):
    sys.stdout.write("y" * (1 << 20))
sys.stdout.write("\n\\.\n")
END
cut -c1-200 "$work/said" | grep -q 'memory\|enlarge\|too long\|closed' ||
	complain "1 GB: $(cut -c1-200 "$work/said")"
same 'nothing restarted' 0 "$(grep -ac 'terminated by signal\|crash' "$rig/data/log")"
sync a1
sync a2
same 'temporary files' 1GB "$(as bad -c 'SHOW temp_file_limit')"
denied 'more of them' -c "SET temp_file_limit = -1"

# --- settings, objects, locks, ears --------------------------------------------------------------

for setting in session_replication_role=replica log_statement=all log_min_messages=debug5 \
	lc_messages=C zero_damaged_pages=on; do
	denied "SET $setting" -c "SET ${setting%=*} = '${setting#*=}'"
done
# Settings that are anyone's change nothing of what is kept.
epoch=$(epoch_of 5)
for setting in "search_path = pg_temp, data" "DateStyle = 'SQL, DMY'" "TimeZone = 'Etc/GMT+12'" \
	'transform_null_equals = on' 'standard_conforming_strings = off' 'array_nulls = off' \
	'enable_indexscan = off' 'default_transaction_isolation = serializable' \
	"debug_print_parse = on; SET debug_print_plan = on"; do
	n=$((${n:-10} + 1))
	{
		printf '%s;\n' "SET $setting"
		printf "BEGIN; SELECT FROM sync.hello(1, '%s');\n" "$epoch"
		echo 'COPY sync.inbox (epoch, seq, txn, tbl, row_id, op, base, hlc, payload)' \
			'FROM STDIN;'
		entry $n programme $n I 0 1 '{"name":"Kín \\\\ '"$n"'","starts":"2026-02-03"}'
		printf '\\.\nSELECT FROM sync.apply(); COMMIT;\n'
	} | as bad -v ON_ERROR_STOP=1 2>"$work/said" || complain "SET $setting: $(cat "$work/said")"
done
same 'nine, each as sent' '9|2026-02-03' "$(sql "SELECT count(*), max(payload ->> 'starts')
	FROM sync.feed WHERE tbl = 'programme' AND payload ->> 'name' LIKE 'Kín \\\\ %'")"
denied 'a large object' -c "SELECT lo_from_bytea(0, 'x')"
denied 'a large object, made' -c 'SELECT lo_create(0)'
denied 'a lock of its own' -c 'SELECT pg_advisory_lock(7526466)'
denied 'a message in the log of changes' -c "SELECT pg_logical_emit_message(false, 'a', 'b')"
denied 'pg_notify' -c "SELECT pg_notify('a', 'b')"
denied 'a temporary table' -c 'CREATE TEMP TABLE t (a int)'
denied 'a row held' -c 'BEGIN' -c 'SELECT FROM data.donor FOR UPDATE'
denied 'a table held' -c 'BEGIN' -c 'LOCK data.donor IN EXCLUSIVE MODE'
denied 'the inbox held' -c 'BEGIN' -c 'LOCK sync.inbox IN SHARE MODE'
denied 'a file' -c "SELECT pg_read_file('postgresql.conf')"
denied 'a program' -c "COPY (SELECT 1) TO PROGRAM 'id'"
denied 'the passwords' -c 'SELECT rolpassword FROM pg_authid'
denied 'ending another' -c "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
	WHERE usename = 'postgres' AND pid <> pg_backend_pid()" -c 'SELECT 1/0'
# It may listen, and hears nothing of others; it sees that they are there, not what they ask.
sql "SELECT 'Nguyễn Văn Kín', pg_sleep(2)" >/dev/null &
sleep 0.5
as bad -c 'LISTEN everything' -c "SELECT query FROM pg_stat_activity" | grep Kín &&
	complain 'it reads what others ask'
wait

# --- it sits on the feed, with no limit of time --------------------------------------------------

mkfifo "$work/held"
PGAPPNAME=squatter as bad -f "$work/held" >"$work/squatter" 2>&1 &
squatter=$!
exec 9>"$work/held"
printf '%s\n' 'SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0;' \
	'BEGIN;' "SELECT FROM sync.hello(1, '$(epoch_of 6)'); SELECT FROM sync.apply();" >&9
sleep 1
donor a2 'Chờ' >/dev/null
# Ten minutes are a minute too long for a test: the limit is moved, not the clock.
sql "SELECT pg_get_functiondef('sync.end_stuck'::regproc)" |
	sed "s/'10 minutes'/'1 second'/" >"$work/function"
psql -qX -f "$work/function"
sync a2
same 'the squatter is out' 0 "$(sql "SELECT count(*) FROM pg_stat_activity
	WHERE application_name = 'squatter'")"
exec 9>&-
wait $squatter 2>/dev/null

# --- and the others? ----------------------------------------------------------------------------

for one in a1 a2 a1; do
	sync "$one"
done
equal a1 a2
same 'no row of another unit' 0 "$(as far -c "SELECT count(*) FROM sync.feed
	WHERE scope = 'gia-lam.phu-dong'")"
"$hotroit" district init >/dev/null || complain 'init afterwards'
grep -aE 'Kín|0901000111|Lan|Nhảy|xxxx|yyyy|chiếm|SCRAM' "$rig/data/log" | cut -c1-200 | grep . &&
	complain 'personal data in the log'

[ "$failures" = 0 ] || exit 1
