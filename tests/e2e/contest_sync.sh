#!/bin/sh
# A contest over a real PostgreSQL: prepared at one bench, its entries taken in at another, judged
# at two. What two benches did apart is seen, and a person decides; the district has it all in its
# views, without a child's name where none belongs.
set -u
. "$SRC/tests/e2e/sync_rig"

# does BENCH WORDS COMMAND…: it goes well and says WORDS
does() {
	desk=$1 words=$2
	shift 2
	at "$desk" "$@" >"$work/out" 2>&1 || complain "$desk: $*: $(cat "$work/out")"
	grep -q -- "$words" "$work/out" ||
		complain "$desk: $*: $(cat "$work/out") instead of $words"
}

# fails BENCH WORDS COMMAND…: refused, in one line with WORDS
fails() {
	desk=$1 words=$2
	shift 2
	at "$desk" "$@" >/dev/null 2>"$work/out" && complain "$desk went well: $*"
	same "$desk: $*: lines" 1 "$(wc -l <"$work/out")"
	grep -q -- "$words" "$work/out" ||
		complain "$desk: $*: $(cat "$work/out") instead of $words"
}

# all: both meet the server, until each has what the other wrote
all() {
	for bench in a1 a2 a1 a2; do
		sync "$bench"
	done
}

# agree TABLE COLUMNS: both books hold the same
agree() {
	for bench in a1 a2; do
		ask "$bench" "SELECT id, $2 FROM $1 ORDER BY id" >"$work/$bench.rows"
	done
	cmp -s "$work/a1.rows" "$work/a2.rows" ||
		complain "$1 differs: $(diff "$work/a1.rows" "$work/a2.rows")"
}

district
add_bench a1 phu-dong --coordinator
add_bench a2 phu-dong --coordinator
does a1 '' add unit name='thành phố Long Khánh' kind=district
does a1 '' add unit name='Tiểu học Hòa Bình' kind=school level=th parent='thành phố Long Khánh'
does a1 '' contest new long-khanh-2024 ve-tranh-video-ai needs_file=0
contest=$(ask a1 'SELECT tag FROM contest')
for code in y-tuong ky-thuat; do
	does a1 '' add criterion contest="$contest" code=$code name=$code weight=50 most=10
done
does a1 '' add judge contest="$contest" code=gk1 name='Trần Thị Một' role=panel
does a1 '' add judge contest="$contest" code=gk2 name='Lê Văn Hai' role=panel
does a1 '' do open "$contest"
all

# --- entries at the other bench, and the same child at both --------------------------------------

for n in 1 2 3; do
	does a2 '' contest enter "$contest" division=a category=tranh title="Tranh $n" \
		name="Nguyễn Văn Hòa $n" birth_date=05/10/2016 class=3A1 unit='Tiểu học Hòa Bình' \
		received_at="1$n/11/2024 08:00" agrees=1 guardian_agrees=1
done
does a1 '' contest enter "$contest" division=a category=tranh title='Tranh 1' \
	name='NGUYỄN VĂN HOÀ 1' birth_date=05/10/2016 class=3A1 unit='Tiểu học Hòa Bình' \
	received_at='12/11/2024 09:00'
all
does a1 'trùng người với bài' contest check "$contest"
does a1 'Không nhận' do reject "$(ask a1 "SELECT tag FROM entry WHERE state = 'flawed'")" \
	note='đã nộp ở nơi khác'
does a1 'Đang chấm' contest judge "$contest"
all
agree entry 'tag, state, blind, flaws, reason'
agree entrant_whole 'entry, name, birth_date, agrees'

# --- judged at two benches; one mark was written at both, otherwise ------------------------------

codes=$(ask a1 'SELECT blind FROM entry WHERE blind IS NOT NULL ORDER BY title')
points=9
for code in $codes; do
	does a1 '' contest score "$contest" judge=gk1 entry="$code" y-tuong=$points ky-thuat=8
	does a2 '' contest score "$contest" judge=gk2 entry="$code" y-tuong=$points ky-thuat=8,5
	points=$((points - 1))
done
first=${codes%%[!A-Z0-9]*}
does a1 '' contest score "$contest" judge=gk2 entry="$first" y-tuong=7,25
all
agree score 'entry, judge, criterion, points, replaces'
fails a1 'còn thiếu 1 điểm' do rank "$contest"
fails a2 'khác nhau' contest score "$contest" judge=gk2 entry="$first" y-tuong=9
does a2 'ghi' contest score "$contest" judge=gk2 entry="$first" y-tuong=9 \
	reason='phiếu giấy ghi 9'
all
does a1 'Đã chốt điểm' do rank "$contest"
all
at a1 contest rank "$contest" >"$work/a1.rank"
at a2 contest rank "$contest" >"$work/a2.rank"
cmp -s "$work/a1.rank" "$work/a2.rank" ||
	complain "the rankings differ: $(diff "$work/a1.rank" "$work/a2.rank")"

# --- both give the prizes apart: more than there are, and nobody announces that ------------------

does a1 'Ghi 4 giải' contest prizes "$contest"
does a2 'Ghi 4 giải' contest prizes "$contest"
all
fails a1 'nhiều nhất là' do publish "$contest"
for prize in $(ask a1 "SELECT id FROM prize WHERE n IN (SELECT max(n) FROM prize GROUP BY
	coalesce(entry, unit))"); do
	does a1 'Không trao' do drop "$prize" note='hai máy cùng ghi'
done
does a1 'Đã công bố' do publish "$contest"
all
agree prize 'state, code, number, "rank"'
agree contest state
does a2 'có hiệu lực' verify "$(ask a1 "SELECT code FROM prize WHERE state = 'awarded' LIMIT 1")"

# --- what the district sees ----------------------------------------------------------------------

for kind in contest division category criterion entry judge recusal score ruling prize; do
	same "view of $kind" "$(ask a1 "SELECT count(*) FROM $kind")" \
		"$(sql "SELECT count(*) FROM report.$kind")"
done
same 'prizes seen' 4 "$(sql "SELECT count(*) FROM report.prize WHERE state = 'awarded'")"
same 'names seen' 0 "$(sql "SELECT count(*) FROM information_schema.columns WHERE
	table_schema = 'report' AND table_name = 'entrant' AND column_name IN ('name', 'phone')")"
same 'children seen by clerks' f "$(sql "SELECT has_table_privilege('hotroit_clerk',
	'report.entrant', 'SELECT')")"
same 'entries seen by clerks' t "$(sql "SELECT has_table_privilege('hotroit_clerk',
	'report.entry', 'SELECT')")"

# --- somebody of it is forgotten, everywhere -----------------------------------------------------

lost=$(ask a1 "SELECT id || ' ' || name FROM entrant_whole WHERE entry IN (SELECT id FROM entry
	WHERE title = 'Tranh 2') LIMIT 1")
does a1 '' add member name='Lê Thị Lan' short=lan role=coordinator
does a1 'Ẩn danh' do forget "${lost%% *}" waiver='gia đình đề nghị' --who lan
all
for one in a1 a2; do
	same "$one: forgotten" '(đã ẩn danh)|gone' "$(ask $one "SELECT name, state
		FROM entrant_whole WHERE id = '${lost%% *}'")"
	same "$one: no byte" '' \
		"$(grep -lasF "${lost#* }" "$work/$one".db "$work/$one".db-wal)"
done
same 'the server has nothing of them' 0 "$(pg_dump --data-only | grep -cF "${lost#* }")"

[ "$failures" = 0 ] || exit 1
