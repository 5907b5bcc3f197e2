#!/bin/sh
# kill -9 at random moments of a day's steps: what was said to be done is done, nothing is half
# done, and the book goes on. KILLS and SEED choose how many and which; the seed is printed.
set -u
KILLS=${KILLS:-100}
SEED=${SEED:-$(date +%s)}
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
export HOTROIT_DB="$tmp/hotroit.db" LANG=C.UTF-8
unset LC_ALL LC_MESSAGES LANGUAGE XDG_DATA_HOME HOTROIT_PIN
h=$BIN/hotroit kills=0 steps=0
seed=$SEED
echo "seed $seed, $KILLS kills"

fail() {
	echo "FAIL after $kills kills, $steps steps (seed $seed): $*"
	exit 1
}

sql() { sqlite3 -readonly "$HOTROIT_DB" "$@"; }

# Everything that was done, one a line, as step() writes it down.
all_done() {
	sql "SELECT 'table ' || (n / 500) FROM donor WHERE n % 500 = 0
		UNION ALL SELECT 'part ' || tag FROM part UNION ALL SELECT 'fund ' || id FROM fund
		UNION ALL SELECT 'do ' || step.action || ' '
		|| coalesce(repair.tag, device.tag, subject) || ' '
		|| row_number() OVER (PARTITION BY step.action, subject ORDER BY step.n) FROM step
		LEFT JOIN repair ON repair.id = subject LEFT JOIN device ON device.id = subject" |
		sort
}

# Each line is something half done: there must be none.
half_done='
SELECT "integrity: " || integrity_check FROM pragma_integrity_check WHERE integrity_check <> "ok";
SELECT "foreign key: " || "table" FROM pragma_foreign_key_check;
SELECT "device where no step put it: " || tag FROM device WHERE state <> CASE
	WHEN EXISTS (SELECT 1 FROM repair WHERE device = device.id AND state = "open") THEN "repair"
	WHEN EXISTS (SELECT 1 FROM repair WHERE device = device.id) THEN "testing"
	ELSE coalesce((SELECT to_state FROM step WHERE subject = device.id ORDER BY n DESC LIMIT 1),
		"received") END;
SELECT "two open repairs: " || device FROM repair WHERE state = "open" GROUP BY device
	HAVING count(*) > 1;
SELECT "a repair without its history" WHERE (SELECT count(*) FROM repair) <>
	(SELECT count(*) FROM step WHERE action = "repair");
SELECT "an end without its history" WHERE (SELECT count(*) FROM repair WHERE state = "done") <>
	(SELECT count(*) FROM step WHERE action = "finish");
SELECT "a part taken without its history" WHERE (SELECT count(*) FROM part WHERE state = "used") <>
	(SELECT count(*) FROM step WHERE action = "use-part");
SELECT "a part half taken: " || tag FROM part
	WHERE (state = "used") <> (repair IS NOT NULL) OR (repair IS NULL) <> (device IS NULL);
SELECT "a reversal without its history" WHERE (SELECT count(*) FROM fund WHERE kind = "reversal") <>
	(SELECT count(*) FROM step WHERE action = "reverse");
SELECT "a gap in the fund: " || number FROM fund WHERE number > 1 AND prev IS NOT
	(SELECT hash FROM fund AS before WHERE before.number = fund.number - 1);
SELECT "a table half taken in" WHERE (SELECT count(*) FROM donor) % 500;
SELECT "not audited: " || id FROM (SELECT id FROM part UNION ALL SELECT id FROM repair
	UNION ALL SELECT id FROM fund UNION ALL SELECT id FROM step UNION ALL SELECT id FROM donor)
	WHERE id NOT IN (SELECT row FROM audit WHERE op = "add");
SELECT "not found by its words: part" WHERE (SELECT count(*) FROM part) <>
	(SELECT count(*) FROM search_row WHERE kind = "part");'

check() {
	"$h" list device >/dev/null 2>"$tmp/err" || fail "the book does not open: $(cat "$tmp/err")"
	sql "$half_done" >"$tmp/half" 2>&1
	[ -s "$tmp/half" ] && fail "$(cat "$tmp/half")"
	all_done >"$tmp/found"
	lost=$(sort "$tmp/done" | comm -23 - "$tmp/found")
	[ -z "$lost" ] || fail "lost: $lost"
}

# Numbers in 0 … 999, from the seed.
dice() {
	SEED=$(((SEED * 1103515245 + 12345) % 2147483648))
	roll=$((SEED / 65536 % 1000))
}

# step NAME COMMAND…: with a kill somewhere on its way, or just after. 0: it said that it was done.
step() {
	name=$1 length=1
	shift
	[ "$1" != import ] || length=5
	dice
	steps=$((steps + 1))
	limit=$((roll * window / 1000 * length))
	timeout -s KILL "$((limit / 1000000)).$(printf %06d $((limit % 1000000)))" "$h" "$@" \
		>"$tmp/out" 2>"$tmp/err"
	code=$?
	case $code in
	0)
		window=$((window * 94 / 100 + 100))
		echo "$name" | sed "s/@/$(sed -n 's/^Đã thêm: .* //p' "$tmp/out")/" >>"$tmp/done"
		;;
	137) kills=$((kills + 1)) window=$((window * 105 / 100)) && check ;;
	*) fail "$*: exit $code: $(cat "$tmp/err")" ;;
	esac
	return $code
}

# What stands in the book decides what is next, for a killed step may have been done all the same.
one() { sql "$1 LIMIT 1"; }
nth() { echo "do $1 $2 $(($(sql "SELECT count(*) FROM step WHERE action = '$1' AND subject = (SELECT
	id FROM $3 WHERE '$2' IN (id, $4))") + 1))"; }

"$h" add device kind=laptop model=Thử battery_safety=ok >/dev/null || fail 'add device'
device=$(one 'SELECT tag FROM device')
"$h" do block "$device" >/dev/null && "$h" do unblock "$device" >/dev/null || fail 'begin'
{ echo 'name;kind' && seq -f 'Người %g;person' 500; } >"$tmp/donors.csv"
: >"$tmp/done"
# Microseconds: each kill makes the next ones come a little later, each step that was done sooner.
window=10000

while [ $kills -lt "$KILLS" ]; do
	step 'part @' add part kind=ram type=ddr3 'spec=DDR3 2 GB'
	step 'fund @' add fund at=22/11/2026 kind=other-in amount=1000 'description=thu nhỏ'
	line=$(one "SELECT id FROM fund WHERE kind <> 'reversal' AND id NOT IN
		(SELECT coalesce(reverses, '') FROM fund)")
	[ -z "$line" ] || step "$(nth reverse "$line" fund id)" do reverse "$line" description=nhầm
	repair=$(one "SELECT tag FROM repair WHERE state = 'open'")
	if [ -z "$repair" ]; then
		step "$(nth repair "$device" device tag)" do repair "$device" symptom=chậm
		continue
	fi
	part=$(one "SELECT tag FROM part WHERE state = 'on-shelf'")
	[ -z "$part" ] ||
		step "$(nth use-part "$repair" repair tag)" do use-part "$repair" part="$part"
	step "$(nth finish "$repair" repair tag)" do finish "$repair" action=thay result=fixed
	rows=$(sql 'SELECT count(*) FROM donor')
	sed "s/Người/Người $rows/" "$tmp/donors.csv" >"$tmp/table.csv"
	step "table $((rows / 500 + 1))" import donor "$tmp/table.csv"
done
check
"$h" doctor >"$tmp/out" 2>&1 || fail "doctor: $(cat "$tmp/out")"
grep -q 'dòng liền mạch' "$tmp/out" || fail "the chain of the fund: $(cat "$tmp/out")"
echo "$kills kills in $steps steps, $(wc -l <"$tmp/done") done and all there, $rows donors, fund $(
	sql 'SELECT count(*) FROM fund') lines"
