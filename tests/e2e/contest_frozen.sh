#!/bin/sh
# A small contest: what is looked at when entries come in, and that nothing of it changes by hand
# once its marks are final.
set -u
. "$SRC/tests/e2e/book_rig"

# --- coming in -----------------------------------------------------------------------------------

does '' add unit name='thành phố Long Khánh' kind=district
for school in 'Tiểu học Hòa Bình:th' 'Tiểu học Kim Đồng:th' 'THCS Kim Đồng:thcs' \
	'THPT Kim Đồng:thpt'; do
	does '' add unit name="${school%:*}" kind=school level="${school#*:}" \
		parent='thành phố Long Khánh'
done
does 'không ở trong năm 2024' contest new long-khanh-2024 ve-tranh-video-ai year=2024 \
	deadline='20/04/2025 17:00' needs_file=0
contest=$(newest contest)
does '' set contest "$contest" deadline='20/04/2025 17:00' year=2025
does '' add criterion contest="$contest" code=chung name='Chung' weight=100 most=10
does '' add judge contest="$contest" code=gk1 name='Trần Thị Một' role=panel
fails 'code: .*đã có «GK1»' add judge contest="$contest" code=GK1 name='Đỗ Văn Năm' role=panel
fails 'code: .*đã có «chung»' add criterion contest="$contest" code=chung name=x weight=1 most=10
fails 'code: .*đã có «a»' set division "$contest/b" code=a
does '' set division "$contest/b" code=B
for division in a b c; do
	does '' set division "$contest/$division" collectives=0
done
does '' do open "$contest"
# One name at another school, and another work of a child: neither is lost.
head='Họ tên;Lớp;Trường;Bảng thi;Hạng mục;Tên tác phẩm;Nhận lúc;Trạng thái;Điểm cần xem'
echo "$head" >"$work/all.csv"
for place in 'Tiểu học Hòa Bình;Bảng A;video' 'Tiểu học Kim Đồng;Bảng A;video' \
	'Tiểu học Kim Đồng;Bảng A;Tranh vẽ bằng AI'; do
	line="Lý Văn Một;3A1;$place;Trăng;01/11/2024 08:00;Hợp lệ;"
	echo "$line" >>"$work/all.csv"
	printf '%s\n' "$head" "$line" >"$work/one.csv"
	does 'Bài mới: 1, người: 1' contest import "$contest" "$work/one.csv"
done
does 'Bài mới: 0, người: 0, đã có trong sổ: 3' contest import "$contest" "$work/all.csv"
for tag in $(sql "SELECT tag FROM entry WHERE state = 'flawed'"); do
	does '' do accept "$tag" note='không phải một bài'
done
# What cannot be is told: a class that the school has not, an age that no class has.
fails 'chưa đến' contest enter "$contest" name='Lý Văn Hai' class=3A1 birth_date=01/01/2034 \
	unit='Tiểu học Hòa Bình' division=a
# enter WORDS NAME CLASS UNIT DIVISION [k=v]
enter() {
	words=$1 name=$2 class=$3 unit=$4 division=$5
	shift 5
	does "$words" contest enter "$contest" name="$name" class="$class" unit="$unit" \
		division="$division" category=video received_at='02/11/2024 8:00' "$@"
	does '' do reject "$(newest entry)" note='thử'
}
enter 'lớp không phải của trường: 7A, trường Tiểu học' 'Lý Văn Ba' 7A 'Tiểu học Kim Đồng' b
enter 'lớp không phải của trường: 3A, trường THPT' 'Lý Văn Tư' 3A 'THPT Kim Đồng' c
enter 'tuổi không hợp lớp: sinh 2019, lớp 7A' 'Lý Văn Năm' 7A 'THCS Kim Đồng' b \
	birth_date=01/01/2019
fails 'chưa đến' set entrant 'Lý Văn Năm' birth_date=01/01/2034
# One field may ask for a file though the contest does not.
does '' set category "$contest/video" needs_file=có
enter 'thiếu tệp bài thi' 'Lý Văn Tám' 7A 'THCS Kim Đồng' b
does '' set category "$contest/video" needs_file=
does '' contest enter "$contest" name='Lý Văn Sáu' class=9A division=b \
	received_at='02/11/2024 8:00'
is 'one that waits' flawed "$(sql 'SELECT state FROM entry ORDER BY n DESC LIMIT 1')"
"$hotroit" contest enter "$contest" name='Lý Văn Bảy' class=9A division=b \
	received_at='02/11/2024 8:00' >"$work/out"
is 'only its own flaws' 1 "$(grep -c 'chưa rõ đơn vị' "$work/out")"
for tag in $(sql "SELECT tag FROM entry WHERE state = 'flawed'"); do
	does '' do withdraw "$tag" note='thử'
done

# --- judged --------------------------------------------------------------------------------------

is accepted 3 "$(sql "SELECT count(*) FROM entry WHERE state = 'accepted'")"
does 'Đang chấm' contest judge "$contest"
does 'Đã ghi' contest sheet "$contest" judge=gk1 -o "$work/sheet.xlsx"
is 'a workbook' PK "$(head -c 2 "$work/sheet.xlsx")"
does 'ghi 0 điểm' contest scores "$contest" "$work/sheet.xlsx" judge=gk1
# What the panel has before it stays with it.
does '' set contest "$contest" deadline='30/10/2024 17:00'
does 'hợp lệ 3' contest check "$contest"
is 'still accepted' 3 "$(sql "SELECT count(*) FROM entry WHERE state = 'accepted'")"
does '' set contest "$contest" deadline='20/04/2025 17:00'
points=7
for code in $(sql "SELECT blind FROM entry WHERE state = 'accepted' ORDER BY n"); do
	fails 'còn thiếu [0-9]* điểm: giám khảo gk1 [0-9]; tiêu chí chung [0-9]' do rank "$contest"
	does 'ghi 1 điểm' contest score "$contest" judge=gk1 entry="$code" chung=$points
	points=$((points + 1))
done
does '' set criterion "$contest/chung" weight=90
fails 'phải là 100' do rank "$contest"
does '' set criterion "$contest/chung" weight=100
does 'Đã chốt điểm' do rank "$contest"

# --- final ---------------------------------------------------------------------------------------

one=$(sql "SELECT tag FROM entry WHERE state = 'accepted' LIMIT 1")
who=$(sql "SELECT id FROM entrant_whole WHERE entry = (SELECT id FROM entry WHERE tag = '$one')")
# frozen WORDS: whatever a person writes is refused with them
frozen() {
	fails "$1" set contest "$contest" deadline='30/10/2024 17:00'
	fails "$1" set contest "$contest" name='Tên khác'
	fails "$1" set division "$contest/a" first_prizes=0
	fails "$1" add division contest="$contest" code=d name='Bảng D'
	fails "$1" add criterion contest="$contest" code=x name=x weight=1 most=10
	fails "$1" set criterion "$contest/chung" weight=50
	fails "$1" add judge contest="$contest" code=gk2 name='Đỗ Văn Hai' role=panel
	fails "$1" set entry "$one" unit='THCS Kim Đồng'
	fails "$1" set entrant "$who" name='Người Khác'
	fails "$1" add entry contest="$contest" title='Muộn'
	fails "$1" add entrant entry="$one" name='Thêm Vào'
	fails "$1" contest recuse "$contest" judge=gk1 entry="$one" why=taught
	fails "$1" attach entry "$one" "$work/painting.txt"
}
echo 'a painting' >"$work/painting.txt"
does 'Đã đính kèm' attach contest "$contest" "$work/painting.txt"
frozen 'mở lại trước'
does '' set contest "$contest" panel_decision='QĐ 12' note='đã họp'
does '' set entrant "$who" agrees=1 guardian_agrees=1
does 'Đang chấm' do reopen "$contest" note='sửa trọng số'
does 'Đã đính kèm' attach entry "$one" "$work/painting.txt"
does '' contest recuse "$contest" judge=gk1 entry="$one" why=taught
recusal=$(sql 'SELECT id FROM recusal')
does '' do lift "$recusal" note='nhầm'
does 'Đã chốt điểm' do rank "$contest"
does 'cùng một người, đều có giải' contest prizes "$contest"
does 'Đã công bố' do publish "$contest"
frozen 'đã công bố kết quả'
fails 'reason\|note\|Lý do' do correct "$who" name='Lý Văn Mốt'
does '' do correct "$who" name='Lý Văn Mốt' note='theo giấy khai sinh'
is corrected 'Lý Văn Mốt' "$(sql "SELECT name FROM entrant_whole WHERE id = '$who'")"

# --- papers tell what was awarded ----------------------------------------------------------------

does '' export contest-results "$contest" --format csv -o "$work/before.csv"
is winners 3 "$(grep -c 'Giải [NB]' "$work/before.csv")"
# What another bench changed does not take a prize out of the list.
sql "INSERT INTO recusal (id, judge, entry, why, at, state, created_at, updated_at) SELECT
	'01999999-0000-7000-8000-000000000001', judge, entry, 'taught', '2034-01-01T00:00:00+07:00',
	'stands', created_at, updated_at FROM recusal"
does '' export contest-results "$contest" --format csv -o "$work/after.csv"
is 'winners stay' 3 "$(grep -c 'Giải [NB]' "$work/after.csv")"
does '' export contest-report "$contest" --format csv -o "$work/report.csv"
sql "UPDATE contest SET published_at = '2024-12-24T08:00:00+07:00'"
if command -v pdftotext >/dev/null; then
	does '' export contest-report "$contest" -o "$work/report.pdf"
	pdftotext -layout "$work/report.pdf" - | grep -q 'ngày 24 tháng 12 năm 2024' ||
		complain 'the report is not of the day of publishing'
fi
does 'Đã kết thúc' do finish "$contest"
frozen 'đã kết thúc'

[ "$failures" = 0 ] || exit 1
