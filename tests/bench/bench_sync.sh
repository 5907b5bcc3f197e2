#!/bin/bash
# The sync with a real PostgreSQL on this machine, TLS and fsync on, in one run: what a bench sends
# and fetches, against the limit (SQLite → COPY through libpq into plain tables with a key and an
# index) and its neighbours, all with the same rows. The second ratio is that of processor time, of
# the busier side: a busy machine does not change it.
#
#   tests/bench/bench_sync.sh BIN [ROWS]    ROWS (20000) rows: devices, and a line of audit for each
built=$(readlink -f "${1:?usage: tests/bench/bench_sync.sh BIN [ROWS]}")
SRC=$(readlink -f "$(dirname "$0")/../..")
rows=${2:-20000}
rounds=3
work=$(mktemp -d)
chmod 711 "$work"
. "$SRC/tests/e2e/district_rig"
trap 'rig_stop "$work/pg"; rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 XDG_DATA_HOME=$work/data
tables='device audit'

sql() { psql -qAtX -v ON_ERROR_STOP=1 -c "$1"; }

at() { # BENCH VERB [ARGUMENT…]: without a word from outside about servers
	local book=$work/$1.db verb=$2
	shift 2
	env -u PGHOST -u PGPORT -u PGUSER -u PGDATABASE "$built/hotroit" "$verb" --db "$book" "$@"
}

enrol() { # BENCH UNIT
	"$SRC/packaging/district/cluster" certificate "$rig" "$1"
	"$built/hotroit" district enroll "$1" "$2" --host localhost --ca "$rig/ca.crt" \
		--cert "$rig/$1.crt" --key "$rig/$1.key" --output "$work/$1.bundle" >/dev/null &&
		at "$1" sync --join "$work/$1.bundle" >/dev/null
}

# measure COMMAND…: seconds of the clock, of the processor here and at the server (its children that
# ended), MiB at most, the exit code
measure() {
	python3 -c '
import os, resource, subprocess, sys, time
def served():
    with open("/proc/%s/stat" % sys.argv[1]) as stat:
        ended = stat.read().rsplit(")", 1)[1].split()[13:15]
    return sum(map(int, ended)) / os.sysconf("SC_CLK_TCK")
before = served()
start = time.monotonic()
code = subprocess.call(sys.argv[2:], stdout=subprocess.DEVNULL)
wall = time.monotonic() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
time.sleep(0.2)
print(wall, used.ru_utime + used.ru_stime, served() - before, used.ru_maxrss / 1024, code)
' "$(head -n 1 "$rig/data/postmaster.pid")" "$@"
}

# row NAME [DONE]: medians of the lines of measure, one a round, on standard input; also keeps the
# line's rates of the clock and of the busier processor in $work/rates
row() {
	sort -n | awk -v name="$1" -v rows="${2:-$rows}" -v limit="${limit:-0 0}" \
		-v rates="$work/rates" '
		function median(of, i, j, t) {
			for (i = 2; i <= NR; i++)
				for (j = i; j > 1 && of[j] < of[j - 1]; j--) {
					t = of[j]; of[j] = of[j - 1]; of[j - 1] = t
				}
			return of[int((NR + 1) / 2)]
		}
		{ wall[NR] = $1; here[NR] = $2; there[NR] = $3; size[NR] = $4; bad += $5 }
		END {
			split(limit, against)
			rate = rows / median(wall)
			h = median(here); t = median(there)
			busy = rows / ((h > t ? h : t) + 0.001)
			printf "%-30s %7.2f s %8.0f %6.2f %9.1f %9.1f %6.2f %5.0f%s\n", name,
				median(wall), rate, against[1] ? rate / against[1] : 1,
				h * 1e6 / rows, t * 1e6 / rows,
				against[2] ? busy / against[2] : 1, median(size),
				bad ? "  FAILED" : ""
			print rate, busy > rates
		}'
}

make_rows() {
	awk -v rows=$((rows / 2)) 'BEGIN {
		srand(20261122)
		print "kind,vendor,model,serial,cpu,memory,storage,note,accessories,condition"
		for (i = 0; i < rows; i++)
			printf "laptop,LENOVO,ThinkPad T%d,PF%08d%04d,Intel(R) Core(TM) i5-%d " \
				"CPU,%d,256000000000,\"Trường Tiểu học Phù Đổng tặng, pin " \
				"yếu, thiếu phím số %d\",\"1 sạc, 1 chuột\",used\n",
				rand() * 500, i, rand() * 9999, rand() * 9999,
				4294967296 * (1 + int(rand() * 3)), i
	}'
}

# Empty plain tables with the columns of the book's, a key and an index.
make_plain() {
	local table
	for table in $tables; do
		sqlite3 "$work/seed.db" "SELECT 'DROP TABLE IF EXISTS plain.$table; CREATE TABLE
			plain.$table (' || group_concat('\"' || name || '\" ' || CASE
			WHEN name = 'id' THEN 'uuid PRIMARY KEY' WHEN type = 'INTEGER' THEN 'bigint'
			ELSE 'text' END, ', ') || '); CREATE INDEX ON plain.$table (n);'
			FROM pragma_table_info('$table')"
	done | psql -qX -v ON_ERROR_STOP=1 2>/dev/null
}

limit_once() {
	make_plain
	measure "$built/bench-copy-floor" "$work/seed.db" "$connection" $tables
}

# A server that finds the bench too old takes what it sends and gives it nothing.
push_once() { # ROUND
	cp "$work/seed.db" "$work/push$1.db"
	enrol "push$1" "unit$1"
	sql 'UPDATE sync.server SET version = version + 3'
	measure env -u PGHOST -u PGPORT -u PGUSER -u PGDATABASE "$built/hotroit" sync \
		--db "$work/push$1.db" 2>/dev/null | sed 's/ [0-9]*$/ 0/'
	sql 'UPDATE sync.server SET version = version - 3'
	sent=$(sql "SELECT count(*) FROM sync.inbox WHERE bench = 'hotroit_b_push$1'")
	[ "$sent" -ge "$rows" ] || echo '9 9 9 9 1'
}

pull_once() { # ROUND
	enrol "pull$1" "unit$1"
	measure env -u PGHOST -u PGPORT -u PGUSER -u PGDATABASE "$built/hotroit" sync \
		--db "$work/pull$1.db"
}

csv_once() {
	make_plain
	cat >"$work/csv" <<-END
		set -e
		for table in $tables; do
			sqlite3 -csv "$work/seed.db" "SELECT * FROM \$table" |
				psql -qX -c "\\copy plain.\$table FROM STDIN (FORMAT csv)"
		done
	END
	measure bash "$work/csv"
}

pgloader_once() {
	sql 'SET client_min_messages = warning; DROP SCHEMA plain CASCADE; CREATE SCHEMA plain'
	cat >"$work/load" <<-END
		LOAD DATABASE FROM sqlite://$work/seed.db
		INTO postgresql://postgres@unix:$PGHOST:$PGPORT/hotroit
		WITH include drop, create tables, create indexes, no foreign keys
		SET search_path TO 'plain'
		INCLUDING ONLY TABLE NAMES LIKE 'device', 'audit';
	END
	measure pgloader "$work/load"
}

one_by_one() {
	make_plain
	sqlite3 "$work/seed.db" '.mode insert device' "SELECT * FROM device LIMIT $one_by_one" \
		>"$work/inserts"
	PGOPTIONS='-c search_path=plain' measure psql -qX -v ON_ERROR_STOP=1 -f "$work/inserts"
}

echo "== sync: $rows rows, $rounds rounds, PostgreSQL with fsync and TLS"
"$SRC/packaging/district/cluster" start "$work/pg" localhost "${PGPORT:=$(free_port)}" \
	max_wal_size=4GB || exit 1
export PGHOST=$work/pg PGPORT PGUSER=postgres PGDATABASE=hotroit rig=$work/pg
connection="host=$PGHOST port=$PGPORT user=postgres dbname=hotroit"
"$built/hotroit" district init gia-lam >/dev/null || exit 1
sql 'CREATE SCHEMA plain'
make_rows >"$work/rows.csv"
at seed import device "$work/rows.csv" >/dev/null || exit 1
for i in $(seq $rounds); do
	limit_once >>"$work/limit"
	push_once "$i" >>"$work/push"
	pull_once "$i" >>"$work/pull"
	csv_once >>"$work/csv.times"
done
printf '%-30s %9s %8s %6s %9s %9s %6s %5s\n' '' median rows/s ratio 'µs here' 'µs there' \
	ratio MiB
limit=
row 'SQLite → COPY, libpq (limit)' <"$work/limit"
limit=$(cat "$work/rates")
row 'hotroit sync, sends' <"$work/push"
row 'hotroit sync, fetches' <"$work/pull"
row 'sqlite3 -csv | psql \copy' <"$work/csv.times"
if command -v pgloader >/dev/null; then
	pgloader_once | row pgloader
fi
one_by_one=$((rows / 10))
one_by_one | row 'psql, a commit for each row' $one_by_one

for i in $(seq 11); do
	measure env -u PGHOST -u PGPORT -u PGUSER -u PGDATABASE "$built/hotroit" sync \
		--db "$work/pull1.db"
done | sort -n | awk '{ t[NR] = $1 } END {
	printf "%-30s %6.0f ms, the median of %d, each a new connection\n",
		"hotroit sync, nothing new", t[int((NR + 1) / 2)] * 1000, NR }'
