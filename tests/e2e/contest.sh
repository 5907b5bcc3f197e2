#!/bin/sh
# The contest of Long Khánh from the plan to the certificates: 500 entries of which 40 are flawed in
# every way there is, three judges, ties, 30 prizes and 3 for units; Thủ Đức's two on the same
# engine.
set -u
. "$SRC/tests/e2e/book_rig"

# count SQL-CONDITION: entries
count() { sql "SELECT count(*) FROM entry WHERE $1"; }

# --- from the plan -------------------------------------------------------------------------------

does '' add unit name='thành phố Long Khánh' kind=district
does '' add unit name='huyện Cẩm Mỹ' kind=district
for name in 'Hòa Bình' 'Kim Đồng' 'Lê Văn Tám' 'Nguyễn Du'; do
	does '' add unit name="Tiểu học $name" kind=school level=th parent='thành phố Long Khánh'
	does '' add unit name="THCS $name" kind=school level=thcs parent='thành phố Long Khánh'
	does '' add unit name="THPT $name" kind=school level=thpt parent='thành phố Long Khánh'
done
for level in 'Tiểu học:th' 'THCS:thcs' 'THPT:thpt'; do
	does '' add unit name="${level%:*} Sông Ray" kind=school level="${level#*:}" \
		parent='huyện Cẩm Mỹ'
done
fails 'ghi việc trước' contest 7K7QTYU
fails 'không có cuộc thi' contest new long-khanh-2024 khong-co
fails 'không có kế hoạch' contest new khong-co ve-tranh-video-ai
fails 'từ năm 2025' contest new thu-duc-2024 hs-thong-minh year=2024
fails 'year: năm từ' contest new long-khanh-2024 ve-tranh-video-ai year=99999999999
fails 'deadline: phải sau opens' contest new long-khanh-2024 ve-tranh-video-ai opens=2024-11-20
does 'tiêu chí chấm' contest new long-khanh-2024 ve-tranh-video-ai \
	opens=2024-10-10 panel_decision='QĐ 12/QĐ-PGDĐT'
contest=$(newest contest)
fails "đã lập, mã $contest" contest new long-khanh-2024 ve-tranh-video-ai
fails 'chưa mở nhận bài' contest enter "$contest" name='Lê Văn Sớm' division=a
is divisions 3 "$(sql "SELECT count(*) FROM division WHERE first_prizes = 1 AND second_prizes = 2
	AND third_prizes = 2 AND consolations = 5 AND collectives = 1")"
is deadline 2024-11-15T00:00:00+07:00 "$(sql 'SELECT deadline FROM contest')"
for criterion in y-tuong:40:10 ky-thuat:30:10 thong-diep:30:5; do
	rest=${criterion#*:}
	does '' add criterion contest="$contest" code="${criterion%%:*}" name="${criterion%%:*}" \
		weight="${rest%:*}" most="${rest#*:}"
done
fails 'weight' add criterion contest="$contest" code=x name=x weight=101 most=10
does '' add judge contest="$contest" code=gk1 name='Trần Thị Một' role=panel-head \
	organisation='Thành Đoàn' decision='QĐ 12' decided_on=2024-10-20
does '' add judge contest="$contest" code=gk2 name='Lê Văn Hai' role=panel \
	organisation='Trung tâm VHTT&TT'
does '' add judge contest="$contest" code=gk3 name='Phạm Thị Ba' role=panel unit='THCS Kim Đồng'
does '' add judge contest="$contest" code=tk name='Vũ Văn Bốn' role=secretary
does '' do open "$contest"

# --- 500 entries, 40 of them flawed --------------------------------------------------------------

mkdir "$work/files"
python3 - "$work" <<'END' || complain 'rows'
import csv, sys, unicodedata
work = sys.argv[1]
head = ["Số bài", "Họ và tên", "Ngày sinh", "Lớp", "Trường", "Bảng thi", "Hạng mục",
    "Tên tác phẩm", "Nhận lúc", "Tên tệp", "Học sinh đồng ý", "Phụ huynh đồng ý"]
schools = ["Hòa Bình", "Kim Đồng", "Lê Văn Tám", "Nguyễn Du"]
family = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đỗ", "Vũ", "Bùi", "Đặng", "Ngô", "Dương"]
middle = ["Thị", "Văn", "Ngọc", "Minh", "Hoài"]
given = ["An", "Bình", "Chi", "Dũng", "Giang", "Hòa", "Khoa", "Lan", "Minh", "Nga", "Oanh",
    "Phúc", "Thúy"]
level = {"A": ("Tiểu học", 2016, 3), "B": ("THCS", 2012, 7), "C": ("THPT", 2008, 11)}
rows = []
for n in range(1, 501):
    division = "ABC"[n % 3]
    school, born, grade = level[division]
    # Division B: one school less, so that two have equally many.
    place = schools[(n // 3) % 4] if n > 9 else schools[0]
    rows.append([str(n), f"{family[n % 11]} {middle[n % 5]} {given[n % 13]}",
        f"{1 + n % 28:02}/{1 + n % 12:02}/{born}", f"{grade}A{1 + n % 4}",
        f"{school} {place}", f"Bảng {division}", "Tranh vẽ bằng AI" if n % 2 else "video",
        f"Tác phẩm {n:03}", f"{10 + n % 5}/11/2024 08:{n % 60:02}", f"bai-{n:03}.txt",
        "x", "x" if n % 10 else ""])
# The very last second, and the first that is too late.
rows[0][8] = "14/11/2024 23:59:59"
flawed = iter(range(460, 500))
for k in range(6):
    rows[next(flawed)][8] = "15/11/2024 00:00:00" if k == 0 else f"15/11/2024 0{k}:00"
for k in range(6):                       # the wrong level: of another division's class and school
    row = rows[next(flawed)]
    other = {"A": "B", "B": "C", "C": "A"}[row[5][-1]]
    school, born, grade = level[other]
    row[3], row[4] = f"{grade}A1", f"{school} Nguyễn Du"
for k in range(6):                       # somebody of the first ones again, spelled otherwise
    at = next(flawed)
    first = rows[20 + 3 * k]
    spelled = first[1].replace("Hòa", "Hoà").replace("Thúy", "Thuý")
    if spelled == first[1]:
        spelled = first[1].upper() if k % 2 else f"  {first[1].replace(' ', '  ').lower()} "
    if k == 5:                           # without any tone
        plain = unicodedata.normalize("NFD", first[1])
        spelled = "".join(c for c in plain if not unicodedata.combining(c)).replace("Đ", "D")
    rows[at][1:6] = [spelled] + first[2:6]
    rows[at][8] = "14/11/2024 22:00"
for k in range(6):                       # without a file
    rows[next(flawed)][9] = ["", "khong-co.txt"][k % 2]
for k in range(6):                       # of another place
    row = rows[next(flawed)]
    row[4] = f"{level[row[5][-1]][0]} Sông Ray"
for k in range(5):                       # a school that the book has not
    rows[next(flawed)][4] = "Trường Không Có"
for k in range(5):                       # no such division
    rows[next(flawed)][5] = ["", "Bảng D"][k % 2]
with open(f"{work}/entries.csv", "w", newline="", encoding="utf-8-sig") as f:
    csv.writer(f, delimiter=";").writerows([head] + rows)
for row in rows:
    if row[9].startswith("bai-"):
        open(f"{work}/files/{row[9]}", "w").write(row[7] + "\n")
broken = [list(row) for row in rows[:8]]
broken[1][1] = ""
broken[3][2] = "31/02/2012"
broken[5][8] = "chiều thứ Sáu"
with open(f"{work}/broken.csv", "w", newline="", encoding="utf-8-sig") as f:
    csv.writer(f, delimiter=";").writerows([head] + broken)
END
"$hotroit" contest import "$contest" "$work/broken.csv" >"$work/out" 2>&1
is 'broken rows' 65 $?
for words in 'dòng 3.*name' 'dòng 5.*31/02' 'dòng 7.*chiều thứ Sáu' '3 dòng bị từ chối'; do
	grep -q "$words" "$work/out" || complain "$words is not told: $(cat "$work/out")"
done
is 'of a broken list' 0 "$(count 1)"
does 'thêm 500' contest import "$contest" "$work/entries.csv" --files "$work/files" --dry-run
is 'of a dry run' 0 "$(count 1)"
does 'Bài mới: 500, người: 500' contest import "$contest" "$work/entries.csv" --files "$work/files"
does 'Bài mới: 0, người: 0, đã có trong sổ: 500' contest import "$contest" "$work/entries.csv"
"$hotroit" contest status "$contest" >"$work/out"
grep -q 'Chờ BTC vì: nộp muộn 6' "$work/out" || complain "$(cat "$work/out")"
is accepted 460 "$(count "state = 'accepted'")"
is late 6 "$(count "state = 'late' AND flaws = 'nộp muộn'")"
is 'last second' accepted "$(sql "SELECT state FROM entry WHERE source_key = '1'")"
is 'too late' late "$(sql "SELECT state FROM entry WHERE source_key = '461'")"
is level 6 "$(count "state = 'flawed' AND flaws LIKE '%không thuộc Bảng%'")"
is twice 6 "$(count "state = 'flawed' AND flaws LIKE 'có thể đã nộp: trùng người với bài %'")"
is file 6 "$(count "state = 'flawed' AND flaws = 'thiếu tệp bài thi'")"
is place 6 "$(count "state = 'flawed' AND flaws = 'đơn vị không thuộc địa bàn'")"
is unit 5 "$(count "state = 'flawed' AND flaws LIKE 'chưa rõ đơn vị%'")"
is division 5 "$(count "state = 'flawed' AND flaws LIKE '%chưa rõ bảng thi'")"
is 'unit kept' 5 "$(count "note LIKE '%đơn vị ghi là «Trường Không Có»%'")"
does 'chờ BTC 40, trong đó nộp muộn 6' contest status "$contest"
is 'told one by one' 40 "$("$hotroit" contest status "$contest" | grep -c '^  ')"

# A file that comes later mends it; what was mended is looked at again.
tag=$(sql "SELECT tag FROM entry WHERE flaws = 'thiếu tệp bài thi' LIMIT 1")
does '' attach entry "$tag" "$work/files/bai-001.txt"
does 'tệp giống hệt: của bài' contest check "$contest"
other=$(sql "SELECT tag FROM entry WHERE flaws = 'thiếu tệp bài thi' ORDER BY n DESC LIMIT 1")
echo 'nộp bù' >"$work/files/sau.txt"
does '' attach entry "$other" "$work/files/sau.txt"
does 'hợp lệ 461' contest check "$contest"
fails '39 bài chờ BTC' contest judge "$contest"
fails 'còn thiếu' do accept "$(sql "SELECT tag FROM entry WHERE state = 'late' LIMIT 1")"
for tag in $(sql "SELECT tag FROM entry WHERE state = 'late' ORDER BY n LIMIT 2"); do
	does 'Hợp lệ' do accept "$tag" note='Mạng của trường mất ngày 14/11, BTC nhận'
done
for tag in $(sql "SELECT tag FROM entry WHERE state IN ('late', 'flawed')"); do
	does 'Không nhận' do reject "$tag" note='không đúng thể lệ'
done
is decided 463 "$(count "state = 'accepted'")"
does 'hợp lệ 463, nộp muộn 0' contest check "$contest"
is 'what was decided' 463 "$(count "state = 'accepted'")"

# --- the panel -----------------------------------------------------------------------------------

fails 'chưa đến lúc chấm' contest score "$contest" judge=gk1 entry=XXXXX y-tuong=8
does 'Đang chấm' contest judge "$contest"
is codes 463 "$(sql 'SELECT count(DISTINCT blind) FROM entry WHERE blind IS NOT NULL')"
is 'codes from tags' 0 "$(sql 'SELECT count(*) FROM entry WHERE instr(tag, blind) > 0')"
for judge in gk1 gk2 gk3; do
	does '' contest sheet "$contest" judge=$judge -o "$work/$judge.csv"
done
# Of the own school: left out of the sheet, and refused by hand with the way out.
own=$(sql "SELECT blind FROM entry WHERE state = 'accepted' AND unit =
	(SELECT id FROM unit WHERE name = 'THCS Kim Đồng') ORDER BY n DESC LIMIT 1")
grep -q "$own" "$work/gk3.csv" && complain 'a judge judges their own school'
fails 'cùng đơn vị.*recuse' contest score "$contest" judge=gk3 entry="$own" y-tuong=8
grep -q 'Nguyễn\|Trần' "$work/gk1.csv" && complain 'a sheet names people'
fails 'không ở Ban Giám khảo' contest sheet "$contest" judge=tk
one=$(sed -n '2s/^"\{0,1\}\([A-Z0-9]*\).*/\1/p' "$work/gk2.csv")
fails 'từ 0 đến 10' contest score "$contest" judge=gk2 entry="$one" y-tuong=10,5
fails 'từ 0 đến 5' contest score "$contest" judge=gk2 entry="$one" thong-diep=-1
fails 'không có tiêu chí' contest score "$contest" judge=gk2 entry="$one" dep=3
does 'không chấm bài' contest recuse "$contest" judge=gk2 entry="$one" why=relative note='cháu ruột'
fails 'Người thân' contest score "$contest" judge=gk2 entry="$one" y-tuong=8
does 'Được chấm' do lift "$(sql 'SELECT id FROM recusal')" note='nhầm người cùng tên'
does 'ghi 1 điểm' contest score "$contest" judge=gk2 entry="$one" y-tuong=1,5
python3 - "$work" <<'END' || complain 'marks'
import csv, sys
work = sys.argv[1]
# By the number in the title: the two best of each division are equal, so are a pair at the end of
# the second prizes and one in the middle of the consolation prizes.
def marks(n):
    of = (n - 1) // 3
    step = {0: 0, 1: 0, 2: 1, 3: 2, 4: 2, 5: 3, 6: 5, 7: 5, 8: 6, 9: 7, 10: 8}.get(of, of)
    total = 1000 - 5 * step
    return [f"{total // 100},{total % 100:02}", f"{total // 100}.{total % 100:02}",
        f"{total // 200},{total // 2 % 100:02}"]
for judge in ("gk1", "gk2", "gk3"):
    with open(f"{work}/{judge}.csv", encoding="utf-8-sig") as f:
        rows = list(csv.reader(f, delimiter=";"))
    for row in rows[1:]:
        row[4:7] = marks(int(row[1].split()[-1]))
        row[7] = ""
    with open(f"{work}/{judge}-full.csv", "w", newline="", encoding="utf-8-sig") as f:
        csv.writer(f, delimiter=";").writerows(rows)
    if judge == "gk1":
        rows[1][4], rows[2][0], rows[3][5] = "11", "KHÔNG", "chín"
        with open(f"{work}/bad.csv", "w", newline="", encoding="utf-8-sig") as f:
            csv.writer(f, delimiter=";").writerows(rows)
END
"$hotroit" contest scores "$contest" "$work/bad.csv" judge=gk1 >"$work/out" 2>"$work/said"
is 'a bad sheet' 64 $?
is 'lines of a bad sheet' 3 "$(grep -c '^dòng' "$work/out")"
is 'of a bad sheet' 1 "$(sql 'SELECT count(*) FROM score')"
does 'ghi 1389 điểm' contest scores "$contest" "$work/gk1-full.csv" judge=gk1
does 'ghi 0 điểm' contest scores "$contest" "$work/gk1-full.csv" judge=gk1
"$hotroit" contest scores "$contest" "$work/gk2-full.csv" judge=gk2 >"$work/out" 2>&1 &&
	complain 'a mark was changed without a reason'
grep -q 'đã có điểm 1,5' "$work/out" || complain "$(cat "$work/out")"
right=$(sed -n "s/^\"\{0,1\}$one[^;]*;[^;]*;[^;]*;[^;]*;\"\{0,1\}\([0-9,]*\).*/\1/p" \
	"$work/gk2-full.csv")
does '' contest score "$contest" judge=gk2 entry="$one" "y-tuong=$right" reason='ghi nhầm cột'
is 'a correction' 1 "$(sql "SELECT count(*) FROM score WHERE replaces IS NOT NULL AND
	reason = 'ghi nhầm cột'")"
does 'điểm' contest scores "$contest" "$work/gk2-full.csv" judge=gk2
fails 'còn thiếu.*giám khảo gk3 [0-9]*; tiêu chí y-tuong' do rank "$contest"
does 'điểm' contest scores "$contest" "$work/gk3-full.csv" judge=gk3
sqlite3 "$HOTROIT_DB" "UPDATE score SET points = 1" 2>/dev/null && complain 'a score was changed'

# --- ranking, ties, prizes -----------------------------------------------------------------------

fails 'chốt điểm trước' contest prizes "$contest"
does 'Đã chốt điểm' do rank "$contest"
does 'bằng nhau: chờ BTC xếp' contest rank "$contest"
"$hotroit" contest rank "$contest" >"$work/rank"
does 'chờ BTC xếp' contest prizes "$contest"
fails 'bằng nhau chờ BTC' do publish "$contest"
# The board decides on every pair, in the order shown; a unit of each pair likewise.
fails 'reason' contest rule "$contest" entry="$one" position=1
fails 'không bằng ai' contest rule "$contest" entry="$(sql "SELECT tag FROM entry WHERE title =
	'Tác phẩm 100'")" position=1 reason='x'
# Of equal ones those with the same place stand together.
ties() {
	"$hotroit" contest rank "$contest" | awk '
		/^Bảng/ { of = $0 }
		/bằng nhau: chờ BTC/ && length($2) == 7 && $2 !~ /[^2-9A-Z]/ {
			at = of $1; n[at]++; print n[at], $2 }'
}
ties >"$work/ties"
tag=$(sed -n '1s/.* //p' "$work/ties")
fails 'từ 1 đến 2' contest rule "$contest" entry="$tag" position=3 reason='x'
fails 'ghi một số' contest rule "$contest" entry="$tag" position=nhất reason='x'
does 'đã ghi' contest rule "$contest" entry="$tag" position=2 reason='ghi nhầm'
fails 'đã được xếp thứ 2' contest rule "$contest" entry="$(sed -n '2s/.* //p' "$work/ties")" \
	position=2 reason='x'
does 'bỏ thứ tự' contest rule "$contest" entry="$tag" position=0 reason='ghi nhầm'
while read -r position tag; do
	does 'đã ghi' contest rule "$contest" entry="$tag" position="$position" \
		reason='họp BTC ngày 17/11'
done <"$work/ties"
for division in a b c; do
	of="Bảng $(echo $division | tr abc ABC)"
	name=$("$hotroit" contest rank "$contest" | awk -v of="$of" '
		/^Bảng/ { on = index($0, of) == 1 && /tập thể/ }
		on && /chờ BTC/ { print; exit }' |
		sed 's/^ *[0-9]*= \(.*[^ ]\)  *[0-9]* người.*/\1/')
	[ -z "$name" ] || does 'đã ghi' contest rule "$contest" unit="$name" \
		division=$division position=1 reason='nhiều giải cá nhân hơn'
done
grep -q 'chờ BTC xếp' "$work/rank" || complain 'there were no ties'
does 'giải dự kiến' contest prizes "$contest"
does 'Ghi 0 giải' contest prizes "$contest"
is prizes '3 6 6 15 3' "$(sql "SELECT group_concat(n, ' ') FROM (SELECT count(*) AS n FROM prize
	WHERE state = 'proposed' GROUP BY \"rank\" ORDER BY CASE \"rank\" WHEN 'first' THEN 1 WHEN
	'second' THEN 2 WHEN 'third' THEN 3 WHEN 'consolation' THEN 4 ELSE 5 END)")"
last=$(sql "SELECT tag FROM entry WHERE state = 'accepted' AND id NOT IN (SELECT entry FROM prize
	WHERE entry IS NOT NULL) ORDER BY source_key LIMIT 1")
fails 'đã đủ 5 giải' contest award "$contest" entry="$last" rank=consolation reason='thêm'
fails 'giải tập thể trao cho đơn vị' contest award "$contest" entry="$last" rank=collective \
	reason='thêm'
is 'no more prizes' 33 "$(sql "SELECT count(*) FROM prize WHERE state = 'proposed'")"
fails 'chưa công bố' export contest-results "$contest" --public -o "$work/no.pdf"
does 'Đã công bố' do publish "$contest"
fails 'không đổi nữa' contest award "$contest" entry="$last" rank=third reason='thêm'
fails 'chốt' contest score "$contest" judge=gk1 entry="$one" y-tuong=1 reason='sau công bố'
fails 'không đổi nữa' do reject "$last" note='sau công bố'
is 'codes given' 33 "$(sql "SELECT count(DISTINCT code) FROM prize WHERE state = 'awarded'")"

# --- papers --------------------------------------------------------------------------------------

does 'không nêu tên' export contest-results "$contest" --public -o "$work/results.pdf"
for doc in results certificates entries report; do
	does 'Đã ghi' export "contest-$doc" "$contest" --force -o "$work/contest-$doc.pdf"
	does 'Đã ghi' export "contest-$doc" "$contest" --format xlsx -o "$work/contest-$doc.xlsx"
done
does '' export contest-results "$contest" --public --format csv -o "$work/public.csv"
is 'public winners' 34 "$(wc -l <"$work/public.csv")"
grep -q 'Tác phẩm\|/201' "$work/public.csv" && complain 'the public list says too much'
does '' export contest-entries "$contest" --format csv -o "$work/entries-again.csv"
is 'entries as a table' 501 "$(wc -l <"$work/entries-again.csv")"
if command -v pdftotext >/dev/null; then
	is certificates 33 "$(pdftotext "$work/contest-certificates.pdf" - | grep -c 'Mã tra cứu')"
	pdftotext "$work/contest-certificates.pdf" - | grep -o 'Đạt Giải.*Bảng .' |
		uniq >"$work/order"
	is 'in the order of prizes' 'Đạt Giải Nhất Bảng A|Đạt Giải Nhì Bảng A|Đạt Giải Ba Bảng A' \
		"$(sed 3q "$work/order" | paste -sd'|')"
	pdftotext -layout "$work/contest-report.pdf" - >"$work/report"
	day=$(date -d "$(sql "SELECT substr(published_at, 1, 10) FROM contest")" \
		'+ngày %d tháng %-m năm %Y' | sed 's/tháng \([12]\) /tháng 0\1 /')
	for words in 'PHÒNG GIÁO DỤC VÀ ĐÀO TẠO' "Long Khánh, $day" \
		'Kính gửi: UBND thành phố' 'nộp muộn' 'Kinh phí' 'Bảng A' 'QĐ 12/QĐ-PGDĐT'; do
		grep -q "$words" "$work/report" || complain "the report does not say $words"
	done
fi
code=$(sql "SELECT code FROM prize WHERE \"rank\" = 'first' LIMIT 1")
does 'có hiệu lực' verify "$code"
does 'Giải Nhất' verify "HOTROIT:$(echo "$code" | tr 'A-Z' 'a-z')"
fails 'không phải mã tra cứu' verify "$(echo "$code" | rev)"
prize=$(sql "SELECT id FROM prize WHERE code = '$code'")
does 'Đã thu hồi' do revoke "$prize" note='bài sao chép'
does 'KHÔNG còn hiệu lực' verify "$code"
does 'Đã kết thúc' do finish "$contest"

# --- Thủ Đức's two on the same engine ------------------------------------------------------------

does '' add unit name='thành phố Thủ Đức' kind=district
does '' add unit name='THCS Linh Trung' kind=school level=thcs parent='thành phố Thủ Đức'
does '' add unit name='Mầm non Hoa Mai' kind=school level=mn parent='thành phố Thủ Đức'
for item in gv-tien-phong hs-thong-minh; do
	does 'deadline' contest new thu-duc-2024 $item year=2025 \
		needs_file=0 \
		prize_by="$([ $item = hs-thong-minh ] && echo category || echo division)"
	contest=$(newest contest)
	fails 'hạn nộp' do open "$contest"
	fails 'deadline: cần một lúc như' set contest "$contest" deadline=20/04/2025
	does '' set contest "$contest" deadline='20/04/2025 17:00' group_max=3 needs_file=không \
		late='Chờ BTC'
	is 'as people write' '2025-04-20T17:00:00+07:00|0|board' "$(sql "SELECT deadline,
		needs_file, late FROM contest WHERE tag = '$contest'")"
	for division in $(sql "SELECT code FROM division WHERE contest =
		(SELECT id FROM contest WHERE tag = '$contest')"); do
		does '' set division "$contest/$division" first_prizes=1
	done
	does '' add criterion contest="$contest" code=chung name='Chung' weight=100 most=100
	does '' add judge contest="$contest" code=gk1 name='Trần Thị Một' role=panel
	does '' do open "$contest"
	if [ $item = gv-tien-phong ]; then
		does 'hợp lệ 1' contest enter "$contest" name='Lê Thị Cô' unit='Mầm non Hoa Mai' \
			received_at='20/04/2025 16:59' agrees=1
		does 'nộp muộn 1' contest enter "$contest" name='Lê Thị Hai' \
			unit='Mầm non Hoa Mai' received_at='20/04/2025 17:00'
		does '' do reject "$(newest entry)" note='muộn'
		does 'nộp muộn; HS tiểu học không thuộc' contest enter "$contest" class=5A \
			name='Lê Bé Tư' unit='Mầm non Hoa Mai' received_at='20/04/2025 18:00'
		is 'late, and more' late "$(sql 'SELECT state FROM entry ORDER BY n DESC LIMIT 1')"
		does '' do reject "$(newest entry)" note='muộn, học sinh'
		does 'cần xem lại 1' contest enter "$contest" name='Lê Bé Ba' class=5A \
			unit='Trường MN Hoa Mai' received_at='20/04/2025 08:00'
		is 'a short name' 'Mầm non Hoa Mai' "$(sql "SELECT name FROM unit WHERE id =
			(SELECT unit FROM entry ORDER BY n DESC LIMIT 1)")"
		does '' do reject "$(newest entry)" note='học sinh'
	else
		echo 'Số bài;Họ tên;Lớp;Trường;Lĩnh vực;Ngày nộp' >"$work/group.csv"
		for who in 'Ngô Văn Tý' 'Ngô Văn Sửu' 'Ngô Văn Dần'; do
			echo "7;$who;8A1;THCS Linh Trung;Du lịch thông minh;01/04/2025"
		done >>"$work/group.csv"
		does 'Bài mới: 1, người: 3' contest import "$contest" "$work/group.csv"
		is 'a group' group "$(sql "SELECT kind FROM entry ORDER BY n DESC LIMIT 1")"
		does 'cần xem lại 1' contest enter "$contest" name='Ngô Văn Mão' class=5A \
			unit='THCS Linh Trung' category=khac received_at=01/04/2025
		does '' do reject "$(newest entry)" note='học sinh tiểu học'
	fi
	# Codes are of the contest they are said of.
	does '' add division contest="$contest" code=a name='Bảng A' first_prizes=1
	fails 'có nhiều «a».*cuộc thi' show division a
	does '' add entry contest="$contest" division=a title='Thử' received_at='01/04/2025 8:00'
	does '' set entry "$(newest entry)" division='bảng a'
	is 'of this contest' "$contest" "$(sql "SELECT tag FROM contest WHERE id = (SELECT contest
		FROM division WHERE id = (SELECT division FROM entry ORDER BY n DESC LIMIT 1))")"
	fails 'chưa đến' set entry "$(newest entry)" received_at='01/04/2034 08:00'
	does '' do reject "$(newest entry)" note='thử'
	does 'Đang chấm' contest judge "$contest"
	entry=$(sql "SELECT blind FROM entry WHERE state = 'accepted' ORDER BY n DESC LIMIT 1")
	does 'ghi 1 điểm' contest score "$contest" judge=gk1 entry="$entry" chung=87,5
	does '' do rank "$contest"
	does 'Ghi 1 giải' contest prizes "$contest"
	does 'Đã công bố' do publish "$contest"
	does 'Đã ghi' export contest-certificates "$contest" -o "$work/$item.pdf"
done

# --- people are forgotten ------------------------------------------------------------------------

who=$(sql "SELECT id FROM entrant_whole WHERE name = 'Ngô Văn Tý'")
fails 'giữ đến hết' do forget "$who"
does '' add member name='Lê Thị Lan' short=lan role=coordinator
does 'Ẩn danh' --who lan do forget "$who" waiver='gia đình đề nghị xoá'
is 'who is forgotten' '(đã ẩn danh)||||gone' "$(sql "SELECT name, birth_date, class, phone, state
	FROM entrant_whole WHERE id = '$who'")"
fails 'đã được ẩn danh' set entrant "$who" name='Ngô Văn Tý'
does 'Không có' forget --due
sql "UPDATE contest SET published_at = '2024-05-01T08:00:00+07:00' WHERE tag = '$contest'"
does 'người dự thi, thi xong 2024-05-01' forget --due
is 'those it is time for' 3 "$("$hotroit" forget --due | grep -c 'người dự thi, thi xong')"
does 'Ẩn danh' --who lan forget --due --yes
is 'nobody of it is left' 0 "$(sql "SELECT count(*) FROM entrant WHERE state = 'kept' AND entry IN
	(SELECT id FROM entry WHERE contest = (SELECT id FROM contest WHERE tag = '$contest'))")"
is 'no byte of them' 0 "$(grep -lasF -e 'Ngô Văn Sửu' -e 'Ngô Văn Mão' "$HOTROIT_DB"* | wc -l)"

[ -z "${KEEP:-}" ] || cp "$work"/*.pdf "$work"/rank "$work"/book.db "$KEEP"
[ "$failures" = 0 ] || exit 1
