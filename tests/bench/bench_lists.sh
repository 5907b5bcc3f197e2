#!/bin/bash
# Lists in and out, in one run, against a floor and the neighbours that are installed: a CSV of
# pupils into the book; a paper list as PDF; the book as CSV and XLSX.
#
#   tests/bench/bench_lists.sh BIN [ROWS]    ROWS (20000) of 11 columns; a PDF has half as many
built=$(readlink -f "${1:?usage: tests/bench/bench_lists.sh BIN [ROWS]}")
rows=${2:-20000}
rounds=${BENCH_LIST_ROUNDS:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 XDG_DATA_HOME=$work/data

# measure BEFORE COMMAND: the median of the rounds: seconds of the processor, MiB at most; BEFORE
# makes ready, and is not measured
measure() {
	python3 -c '
import os, subprocess, sys
before, command, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
found = []
for _ in range(rounds):
    subprocess.run(before, shell=True, check=True)
    child = subprocess.Popen(["sh", "-c", "exec " + command], stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    found.append((used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, status))
found.sort()
print(*found[len(found) // 2][:2], any(f[2] for f in found) and "FAILED" or "")
' "$1" "$2" "$rounds"
}

# row NAME ROWS BEFORE COMMAND [floor]: its line; the ratio is to the last line that was a floor
row() {
	read -r seconds size bad <<<"$(measure "$3" "$4")"
	[ "${5-}" != floor ] || floor=$seconds
	awk -v name="$1" -v rows="$2" -v s="$seconds" -v size="$size" -v floor="${floor:-0}" \
		-v bad="$bad" 'BEGIN { printf "%-34s %8.2f s %9.0f/s %6s %6.0f  %s\n", name, s,
			rows / (s + 0.0001), floor ? sprintf("%.2f", s / floor) : "-", size, bad }'
}
have() { command -v "$1" >/dev/null; }
# The export of papers and spreadsheets, where this build has it.
exports() { "$built/hotroit" "$1" --help 2>/dev/null | grep -q -- "$2"; }

python3 - "$work" "$rows" <<'END'
import csv, sys
family = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đỗ", "Vũ"]
given = ["Thị An", "Văn Bình", "Gia Bảo", "Thị Hòa", "Đức Khoa", "Minh Ngọc"]
with open(sys.argv[1] + "/pupils.csv", "w", newline="") as f:
    out = csv.writer(f)
    out.writerow("name birth_date sex personal_id class circumstance guardian phone network "
        "has_device address".split())
    for n in range(int(sys.argv[2])):
        female = n % 2
        out.writerow([f"{family[n % 7]} {given[n % 6]} {n}",
            f"{1 + n % 28:02}/{1 + n // 28 % 12:02}/2012", "female" if female else "male",
            f"001{3 if female else 2}12{n:06}", f"{1 + n % 9}A{1 + n % 7}",
            ["poor", "near-poor", "orphan"][n % 3], f"Trần Văn {n}", f"09{n:08}", "wifi", "none",
            f"thôn {n % 20}, Phù Đổng"])
END
cat >"$work/floor.py" <<'END'
import csv, sqlite3, sys
db = sqlite3.connect(sys.argv[2])
db.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, a, b, c, d, e, f, g, h, i, j, k)")
db.execute("CREATE UNIQUE INDEX u ON t (d)")
rows = csv.reader(open(sys.argv[1]))
next(rows)
db.executemany("INSERT INTO t VALUES (NULL, ?,?,?,?,?,?,?,?,?,?,?)", rows)
db.commit()
END
book=$work/book.db
printf '== %-31s %10s %11s %6s %6s\n' "$rows rows, processor time" time rate ratio MiB
none="rm -f $work/new.db*"
row 'python csv → sqlite, one index' "$rows" "$none" \
	"python3 $work/floor.py $work/pupils.csv $work/new.db" floor
row 'sqlite3 .import' "$rows" "$none" \
	"sqlite3 $work/new.db -cmd '.mode csv' '.import $work/pupils.csv t'"
row 'hotroit import' "$rows" "$none" \
	"$built/hotroit import recipient $work/pupils.csv --db $work/new.db"
"$built/hotroit" import recipient "$work/pupils.csv" --db "$book" >/dev/null || exit 1
row 'hotroit import, all known' "$rows" : \
	"$built/hotroit import recipient $work/pupils.csv --db $book"
floor=
row 'sqlite3 .mode csv' "$rows" : "sqlite3 -csv $book 'SELECT * FROM recipient_whole'" floor
row 'hotroit list --csv' "$rows" : \
	"$built/hotroit list recipient --csv --with-personal --db $book"
if exports list --xlsx; then
	row 'hotroit list --xlsx' "$rows" "rm -f $work/out.xlsx" \
		"$built/hotroit list recipient --xlsx $work/out.xlsx --with-personal --db $book"
	have ssconvert && row 'ssconvert to .xlsx' "$rows" : \
		"ssconvert $work/pupils.csv $work/other.xlsx"
	have ssconvert && row 'ssconvert from .xlsx' "$rows" : \
		"ssconvert $work/out.xlsx $work/other.csv"
fi
if exports export handover-list; then
	half=$((rows / 2))
	"$built/hotroit" add roster name=Nhiều --db "$book" >/dev/null
	sqlite3 "$book" "UPDATE recipient SET roster = (SELECT id FROM roster), state = 'proposed'
		WHERE n <= $half"
	floor=
	row "list of $half as PDF" "$half" : \
		"$built/hotroit export handover-list Nhiều -o $work/out.pdf --force --db $book"
	for format in xlsx csv json; do
		row "list of $half as $format" "$half" : "$built/hotroit export handover-list \
Nhiều --format $format -o $work/out.$format --force --db $book"
	done
fi
