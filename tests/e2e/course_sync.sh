#!/bin/sh
# A course over a real PostgreSQL: begun at one bench, people registered and checked in at two, who
# both saw one of them; judged at one, the certificate looked up at the other, and all of it in the
# district's views, without anybody's name.
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

all() { sync a1 a2 a1; }

district
add_bench a1 phu-dong
add_bench a2 phu-dong
does a1 '' add unit name='Trường TH Linh Xuân' kind=school level=th
does a1 '' add programme name='Thủ Đức' plan=thu-duc-2024
past=$(TZ=UTC-7 date -d '-3 days' +%d/%m/%Y)
does a1 '' course new thu-duc-2024 gemini-academy shape=2x240 starts="$past" quota=2
course=$(ask a1 'SELECT tag FROM course')
does a1 '' do open "$course"
does a1 'vào khoá 1' course register "$course" name='Nguyễn Thị Hòa' unit='Trường TH Linh Xuân'
does a1 'vào khoá 1' course register "$course" name='Lê Văn An' unit='Trường TH Linh Xuân'
does a1 'chờ chỗ 1' course register "$course" name='Trần Văn Bình' unit='Trường TH Linh Xuân'
all
same 'the other bench knows' '3 2' "$(ask a2 'SELECT count(*) FROM registration_whole
	WHERE name IS NOT NULL') $(ask a2 'SELECT count(*) FROM session')"

# Both benches see the same person in the same session; one of them for less.
first=$(ask a1 'SELECT tag FROM session ORDER BY day LIMIT 1')
second=$(ask a1 'SELECT tag FROM session ORDER BY day DESC LIMIT 1')
does a1 '240 phút' checkin "$first" hoa reason='tờ ký'
does a2 '200 phút' checkin "$first" hoa minutes=200 reason='tờ ký'
does a2 '' checkin "$second" hoa an reason='tờ ký'
all
does a2 'hoàn thành 1, chưa đạt 1' course complete "$course"
all
for one in a1 a2; do
	does "$one" '480/480  Hoàn thành' course status "$course"
	does "$one" '240/480  Chưa đạt' course status "$course"
	code=$(ask "$one" 'SELECT code FROM registration WHERE code IS NOT NULL')
	does "$one" 'có hiệu lực' verify "$code"
done

# In the district's views: every kind, and the two that a clerk asks for.
same 'kinds' '1 2 3 4' "$(sql "SELECT concat_ws(' ', (SELECT count(*) FROM report.course),
	(SELECT count(*) FROM report.session), (SELECT count(*) FROM report.registration),
	(SELECT count(*) FROM report.attendance))")"
same 'courses' 'gia-lam.phu-dong|2|1|1' \
	"$(sql 'SELECT don_vi, so_nguoi, cho_cho, hoan_thanh FROM report.khoa_hoc')"
same 'hours by unit' 'Trường TH Linh Xuân|2|1|12.0' "$(sql 'SELECT noi_cong_tac, so_nguoi,
	hoan_thanh, round(so_gio, 1) FROM report.gio_tap_huan')"
same 'nobody is named' 0 "$(sql "SELECT count(*) FROM information_schema.columns
	WHERE table_schema = 'report' AND table_name = 'registration'
	AND column_name IN ('name', 'phone', 'birth_date', 'note')")"
# Somebody asks to be forgotten: here, at the server and at the other bench; the certificate holds.
does a1 '' add member name='Lê Thị Lan' short=lan role=coordinator
gone=$(ask a1 "SELECT id FROM registration WHERE state = 'completed'")
name=$(ask a1 "SELECT name FROM registration_whole WHERE id = '$gone'")
does a1 'Ẩn danh' do forget "$gone" waiver='người học đề nghị' --who lan
all
for one in a1 a2; do
	same "$one: forgotten" '(đã ẩn danh)|gone' "$(ask "$one" "SELECT name, state
		FROM registration_whole WHERE id = '$gone'")"
	does "$one" 'có hiệu lực' verify "$code"
done
same 'the server has nothing of them' 0 "$(pg_dump --data-only | grep -cF "$name")"
[ "$failures" = 0 ] || exit 1
