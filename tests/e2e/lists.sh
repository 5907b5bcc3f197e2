#!/bin/sh
# Lists of pupils as they come: an .xlsx with titles and merged heads, a TCVN3 .xls, broken rows,
# broken workbooks; taken in whole or not at all, and once.
set -u
. "$SRC/tests/e2e/book_rig"

# fails EXIT WORDS COMMAND…: refused with this exit code, and WORDS
fails() {
	code=$1 words=$2
	shift 2
	"$hotroit" "$@" >"$work/out" 2>&1
	got=$?
	[ $got = "$code" ] || complain "$*: exit $got instead of $code: $(cat "$work/out")"
	grep -q -- "$words" "$work/out" || complain "$*: $(cat "$work/out") instead of $words"
}

# book xlsx|xls NAME: made from standard input
book() { "$SRC/tests/fake/book_file.py" "$1" "$work/$2.$1" || exit 1; }
pupils() { sql 'SELECT count(*) FROM recipient'; }

does '' add unit name='THCS Phù Đổng' kind=school

# Titles, a hidden sheet first, a head of two lines, its numbering, a total below.
book xlsx list <<'END'
{"sheets": [{"name": "ẩn", "hidden": true, "rows": [["x"]]}, {"name": "Danh sách", "rows": [
 ["TRƯỜNG THCS PHÙ ĐỔNG"], ["DANH SÁCH HỌC SINH, đợt 1"], [],
 ["STT", "Họ và tên", "Ngày tháng năm sinh", "Giới tính", "Lớp", "Trường", "Diện", "Số ĐDCN",
  "Phụ huynh", null, "Ghi chú"],
 [null, null, null, null, null, null, null, null, "Họ tên", "SĐT"],
 ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"],
 [1, "NGUYỄN THỊ HOÀ", {"day": 41187}, "Nữ", "8A1", "THCS Phù Đổng", "Hộ nghèo", 1312000123,
  "NGUYỄN VĂN AN", 912345678],
 [2, "Trần Văn Đức", "5/10/2012", "Nam", "8A2", "thcs phu dong", "cận nghèo",
  {"shown": "001212000777"}, "Trần Thị Bé", "01631234567", {"inline": "ghi"}],
 ["Tổng cộng: 2 em"]]}]}
END
does 'H  Số ĐDCN *→ personal_id .*001312000123' import recipient "$work/list.xlsx" --dry-run
grep -q 'Dòng tên cột: dòng 4' "$work/out" || complain "dry run: $(cat "$work/out")"
is 'dry run' 0 "$(pupils)"
does 'thêm 2, đã có 0' import recipient "$work/list.xlsx"
grep -q '^hotroit: dòng 9: dòng tổng' "$work/out" || complain "total: $(cat "$work/out")"
grep -q 'số 0 ở đầu: 2 ô' "$work/out" || complain "notes: $(cat "$work/out")"
grep -q '11 số đổi sang 10 số: 1' "$work/out" || complain "notes: $(cat "$work/out")"
does 'thêm 0, đã có 2' import recipient "$work/list.xlsx"
is values "Nguyễn Thị Hoà|2012-10-05|001312000123|0912345678|\
Nguyễn Văn An|poor Trần Văn Đức|2012-10-05|001212000777|0331234567|Trần Thị Bé|near-poor " \
	"$(sql "SELECT name, birth_date, personal_id, phone, guardian, circumstance FROM
	recipient_whole ORDER BY n" | tr '\n' ' ')"
fails 64 'có: ẩn, Danh sách' import recipient "$work/list.xlsx" --sheet Khác
fails 64 'không thấy dòng tên cột' import recipient "$work/list.xlsx" --sheet 'ẩn'

# What the book has otherwise is told, and stays.
book xlsx changed <<'END'
{"date1904": true, "sheets": [{"name": "a", "rows": [["Họ tên", "Ngày sinh", "Số ĐDCN", "SĐT"],
 ["Nguyễn Thị Hòa", {"day": 39725}, "001312000123", "0987654321"]]}]}
END
does 'Điện thoại «0987654321», sổ ghi «0912345678»' import recipient "$work/changed.xlsx"
is 'not overwritten' 1 "$(sql "SELECT count(*) FROM recipient_whole WHERE phone = '0912345678'")"

# One number and two names are two people, or one of them written wrong: in the book, and in a file.
printf 'Họ tên;Số ĐDCN\nLê Thị Nga;001312000123\nnguyen thi hoa;001312000123\n' >"$work/other.csv"
fails 65 'dòng 2, cột B.*của «Lê Thị Nga», số này đã là của «Nguyễn Thị Hoà»' \
	import recipient "$work/other.csv"
grep -q '^hotroit: 1 dòng bị từ chối' "$work/out" || complain "one name: $(cat "$work/out")"
printf 'Họ tên;Số ĐDCN\nLê Thị Nga;001312000321\nLê Văn Nam;001312000321\n' >"$work/other.csv"
fails 65 'dòng 3, cột B.*của «Lê Văn Nam», số này đã là của «Lê Thị Nga»' \
	import recipient "$work/other.csv"
is 'neither taken' 0 "$(sql "SELECT count(*) FROM recipient_whole WHERE name LIKE 'Lê %'")"

# A number kept as text, or in groups, is that number; one with a fraction is none.
cat >"$work/marks.csv" <<'END'
Họ tên;Số ĐDCN
Số Một;'001312000701
Số Hai;001 312 000 702
Số Ba;001.312.000.703
END
does 'thêm 3, đã có 0' import recipient "$work/marks.csv"
is 'numbers with marks' 3 \
	"$(sql "SELECT count(*) FROM recipient_whole WHERE personal_id LIKE '00131200070_'")"
printf 'Họ tên;Số ĐDCN\nSố Bốn;131200012.5\n' >"$work/marks.csv"
fails 65 'dòng 2, cột B.*12 chữ số' import recipient "$work/marks.csv"

# What can hardly be right is taken in, and told by its line.
cat >"$work/odd.csv" <<'END'
Họ tên;Ngày sinh;Giới tính;Số ĐDCN
Lạ A;01/02/2012;;000000000000
Lạ B;01/02/2012;;999999999999
Lạ C;01/02/2012;;123456789012
Lạ D;01/02/2013;Nam;001312000999
Lạ E;01/02/2030;;
Lạ F;01/02/1990;;
Lạ G;01/02/2012;Nữ;001312000998
END
does 'Dòng cần xem lại: 6' import recipient "$work/odd.csv" --dry-run
for words in 'dòng 2: .*gõ cho đủ' 'dòng 3: .*gõ cho đủ' 'dòng 4: .*gõ cho đủ' \
	'dòng 5: .*năm 2012, .*2013: xem lại;.*giới tính khác' 'dòng 6: ngày sinh ở sau' \
	'dòng 7: .*tuổi 3[0-9], ngoài 4 đến 25'; do
	grep -q "$words" "$work/out" || complain "odd rows: $(cat "$work/out"), no $words"
done

# Below a list: totals, the day, who signs and their names; but Tống Công is a pupil.
cat >"$work/tail.csv" <<'END'
STT;Họ tên;Lớp;Hoàn cảnh
1;Tống Công;6T;Hộ nghèo
;Tổng cộng lớp 6T: 1;;
2;Tong Cong;6T;
;Tổng số: 2;;
Cộng;2;;
;Ấn định danh sách có 02 học sinh;;
;;;Phù Đổng, ngày 5 tháng 10 năm 2026
;Người lập;;HIỆU TRƯỞNG
;(Ký, ghi rõ họ tên);;(đã ký)
;Nguyễn Văn Ký;;Trần Thị Tên
END
does 'thêm 2, đã có 0' import recipient "$work/tail.csv"
grep -q 'Dòng không phải bản ghi, bỏ qua: 8' "$work/out" || complain "tail: $(cat "$work/out")"
for words in 'dòng 3: dòng tổng' 'dòng 5: dòng tổng' 'dòng 6: dòng tổng' 'dòng 7: dòng tổng' \
	'dòng 8: chỗ ký tên' 'dòng 9: chỗ ký tên' 'dòng 11: dưới chỗ ký tên'; do
	grep -q "$words" "$work/out" || complain "tail: $(cat "$work/out"), no $words"
done
is 'no totals' 'Tong Cong Tống Công ' \
	"$(sql "SELECT name FROM recipient_whole WHERE class = '6T' ORDER BY name" | tr '\n' ' ')"

# Lists of several classes, one below the other: each with a heading and somebody who signs it.
cat >"$work/classes.csv" <<'END'
STT;Họ tên;Ngày sinh;Lớp;Hoàn cảnh
I;Khối 7;;;
;LỚP 7P;;;
1;Vi Thị Lớp;;7P;
;Tổng số: 1;;;
;Giáo viên chủ nhiệm;;;
;Nguyễn Văn Ký;;;
;;Hà Nội, 05/10/2026;;
;Trương Thị Hai;;7P;
;Lê Thị Ba;;;
;Trường TH Phù Đổng;;;
;II. Lop 7;;;
2;Khôi Bốn;;7P;
;GVCN;;Hiệu trưởng;
3;Lê Thị Năm;;;
;GVCN;;;
;Lê Thị Sáu;;;Hộ nghèo
;Vi Thị Bảy;;;
END
does 'thêm 7, đã có 0' import recipient "$work/classes.csv"
for words in 'dòng 2: dòng tiêu đề' 'dòng 3: dòng tiêu đề' 'dòng 6: chỗ ký tên' \
	'dòng 7: dưới chỗ ký tên' 'dòng 8: dưới chỗ ký tên' 'dòng 11: dòng tiêu đề' \
	'dòng 12: dòng tiêu đề'; do
	grep -q "$words" "$work/out" || complain "classes: $(cat "$work/out"), no $words"
done

# Taken in from a file or typed, a pupil leaves the same everywhere but for what is drawn.
left() {
	sqlite3 "$1" "SELECT tbl, op, mask, base_seq FROM outbox ORDER BY seq;
		SELECT kind, op, changes, who, bench = (SELECT value FROM meta
			WHERE key = 'bench_id') FROM audit ORDER BY n;
		SELECT name, birth_date, sex, personal_id, class, grade, phone, state, length(tag),
			replace(fold, lower(tag), 'tag'), s.kind FROM recipient_whole AS r
			JOIN search_row AS s ON s.n = r.n AND s.kind = 'recipient' ORDER BY r.n;
		SELECT kind, count(*), sum(fresh) FROM search_row GROUP BY 1" |
		sed "s/[0-9a-f-]\{36\}/id/g"
}
printf 'name;birth_date;sex;personal_id;class;phone\n' >"$work/both.csv"
for i in 1 2 3; do
	printf 'Lý Thị Bảy %s;2012-10-0%s;female;00131200090%s;6A%s;091234567%s\n' $i $i $i $i $i \
		>>"$work/both.csv"
	"$hotroit" --db "$work/typed.db" add recipient name="Lý Thị Bảy $i" \
		birth_date=2012-10-0$i sex=female personal_id=00131200090$i class=6A$i \
		phone=091234567$i >/dev/null || complain "typing $i"
done
does 'thêm 3' import recipient "$work/both.csv" --db "$work/taken.db"
is 'lines of both' 13 "$(left "$work/typed.db" | wc -l)"
is 'typed and taken in' "$(left "$work/typed.db")" "$(left "$work/taken.db")"

# TCVN3 in an .xls: nothing before it is confirmed.
book xls old <<'END'
{"sheets": [{"name": "Sheet1", "rows": [
 ["STT", "Hä vµ tªn", "Ngµy sinh", "Líp", "Tr­êng", "DiÖn", "CCCD", "D©n téc"],
 [1, "NguyÔn ThÞ Hång", {"day": 41187}, "6A1", "THCS Phï §æng", "Hé nghÌo", 1312000555, "Kinh"],
 [2, "L­u V¨n §øc", "15/03/2013", "6A1", "THCS Phï §æng", "må c«i", null, "Kinh"]]}]}
END
fails 65 'NguyÔn ThÞ Hång  →  Nguyễn Thị Hồng' import recipient "$work/old.xls"
grep -q 'from tcvn3' "$work/out" || complain "no way out: $(cat "$work/out")"
fails 64 'H «Dân tộc»' import recipient "$work/old.xls" --from tcvn3
does 'sẽ thêm 2' import recipient "$work/old.xls" --from tcvn3 --skip 'Dân tộc' --dry-run
does 'thêm 2' import recipient "$work/old.xls" --from tcvn3 --skip H
does 'thêm 0, đã có 2' import recipient "$work/old.xls" --from tcvn3 --skip 'dan toc'
is tcvn3 'Nguyễn Thị Hồng Lưu Văn Đức ' \
	"$(sql "SELECT name FROM recipient_whole WHERE class = '6A1' ORDER BY n" | tr '\n' ' ')"
fails 64 'chọn utf8, tcvn3' import recipient "$work/old.xls" --from latin

# The same bytes as CSV, and VNI.
printf 'STT;H\344 v\265 t\252n;L\355p\n1;Ho\265ng Th\336 Th\271nh;7A\n2;Tr\307n \247\370c;7A\n' \
	>"$work/old.csv"
fails 65 'from tcvn3' import recipient "$work/old.csv"
does 'thêm 2' import recipient "$work/old.csv" --from tcvn3
does '' list recipient Hoàng Thạnh
printf 'Họ tên;Lớp\nTraàn Vaên Ñöùc;7B\nNguyeãn Thò Hoa;7B\n' >"$work/vni.csv"
fails 65 'from vni' import recipient "$work/vni.csv"
does 'thêm 2' import recipient "$work/vni.csv" --from vni
is vni 'Trần Văn Đức Nguyễn Thị Hoa ' \
	"$(sql "SELECT name FROM recipient_whole WHERE class = '7B' ORDER BY n" | tr '\n' ' ')"

# Broken rows: all told, none taken.
before=$(pupils)
{
	echo 'Họ tên,Ngày sinh,Số ĐDCN,SĐT,Hoàn cảnh'
	echo 'A,05/10/12,,,'
	echo 'B,tháng 10/2012,,,'
	echo 'C,,"1,21201E+11",,'
	echo 'D,,012345678,,'
	echo 'E,,,123,'
	echo 'F,,,,giàu'
	echo ',01/01/2012,,,'
	i=0
	while [ $i -lt 60 ]; do
		echo "G$i,xx,,,"
		i=$((i + 1))
	done
	echo 'H,01/02/2012,,,'
} >"$work/broken.csv"
fails 65 '67 dòng bị từ chối, 17 dòng không kể' import recipient "$work/broken.csv" \
	--report "$work/report.csv"
for words in 'dòng 2, cột B (Ngày sinh): .*2 chữ số' 'dòng 4, cột C (Số ĐDCN): .*mất chữ số' \
	'dòng 5, cột C.*CMND' 'dòng 6, cột D' 'dòng 7, cột E.*Hộ nghèo' 'dòng 8.*Họ tên'; do
	grep -q "$words" "$work/out" || complain "refusals: $(head -9 "$work/out"), no $words"
done
is report 68 "$(wc -l <"$work/report.csv")"
is 'report rights' 600 "$(stat -c %a "$work/report.csv")"
is 'nothing taken' "$before" "$(pupils)"
fails 66 'no/report' import recipient "$work/broken.csv" --report "$work/no/report"

# An error of a formula is told by its cell.
book xlsx error <<'END'
{"sheets": [{"name": "a", "rows": [["Họ tên", "Lớp"], ["A", {"error": "#N/A"}], ["B", "6A"]]}]}
END
fails 65 'dòng 2, cột B (Lớp): ô có lỗi' import recipient "$work/error.xlsx"

# A formula that nothing has worked out yet, as programs write them, is no empty cell.
book xlsx formula <<'END'
{"sheets": [{"name": "a", "rows": [["STT", "Họ tên", "Lớp"],
 [1, "A", {"formula": "B9", "value": "6"}],
 [{"formula": "A2+1", "value": "2"}, "B", {"formula": "B9", "value": ""}]]}]}
END
fails 65 'dòng 3, cột C (Lớp): ô là công thức chưa tính: mở bằng' import recipient \
	"$work/formula.xlsx"
is 'one cell' 2 "$(wc -l <"$work/out")"

# Workbooks that are none, or were made to harm.
raw() {
	printf '{"sheets": [{"name": "a", "rows": [["Họ tên"], ["A"]]}], "raw": {"%s": "%s"}}' "$@"
}
raw xl/worksheets/sheet1.xml '<worksheet><sheetData><row><c><v>' | book xlsx bad
fails 65 'XML' import recipient "$work/bad.xlsx"
raw xl/worksheets/sheet1.xml '<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet>&b;</worksheet>' |
	book xlsx bad
fails 65 'DOCTYPE' import recipient "$work/bad.xlsx"
raw xl/worksheets/sheet1.xml '<worksheet><row r=\"9\"/><row r=\"3\"/></worksheet>' | book xlsx bad
fails 65 'ô sai chỗ' import recipient "$work/bad.xlsx"
raw xl/worksheets/sheet1.xml '<worksheet><row><c t=\"s\"><v>99</v></c></row></worksheet>' |
	book xlsx bad
fails 65 'ô sai chỗ' import recipient "$work/bad.xlsx"
raw xl/worksheets/sheet1.xml '<worksheet><row><c r=\"ZZZZ1\"><v>1</v></c></row></worksheet>' |
	book xlsx bad
fails 65 'ô sai chỗ' import recipient "$work/bad.xlsx"
raw xl/workbook.xml '<workbook/>' | book xlsx bad
fails 64 'không có trang nào' import recipient "$work/bad.xlsx"
head -c 400 "$work/list.xlsx" >"$work/bad.xlsx"
fails 65 'hỏng' import recipient "$work/bad.xlsx"
head -c 1500 "$work/old.xls" >"$work/bad.xls"
fails 65 'xls' import recipient "$work/bad.xls"
# Bytes of the .xls otherwise, by a fixed dice: whatever its reader makes of it, we say so.
python3 - "$work" <<'END'
import random, sys
dice = random.Random(2026)
whole = open(sys.argv[1] + '/old.xls', 'rb').read()
for number in range(60):
    data = bytearray(whole)
    for _ in range(dice.choice((1, 4, 16))):
        data[dice.randrange(8, len(data))] = dice.choice((0, 1, 0x7f, 0xff, dice.randrange(256)))
    open(f'{sys.argv[1]}/dice{number}.xls', 'wb').write(data)
END
for file in "$work"/dice*.xls; do
	"$hotroit" import recipient "$file" --dry-run --from tcvn3 >"$work/out" 2>&1
	code=$?
	[ $code = 0 ] || [ $code = 64 ] || [ $code = 65 ] || complain "$file: exit $code"
done
printf '<html><table><tr><td>STT' >"$work/web.xls"
fails 65 'trang web' import recipient "$work/web.xls"
python3 - "$work/bomb.xlsx" <<'END'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as book:
    book.writestr('xl/workbook.xml', '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r1"/>'
                  '</sheets></workbook>')
    book.writestr('xl/_rels/workbook.xml.rels', '<Relationships><Relationship Id="r1" '
                  'Target="worksheets/sheet1.xml"/></Relationships>')
    with book.open('xl/worksheets/sheet1.xml', 'w') as sheet:
        sheet.write(b'<worksheet><sheetData>')
        for _ in range(2000):
            sheet.write(b' ' * (1 << 17))
        sheet.write(b'</sheetData></worksheet>')
END
fails 65 'quá lớn' import recipient "$work/bomb.xlsx"
is 'nothing taken' "$before" "$(pupils)"

# From a pipe too.
does 'đã có 2' import recipient - <"$work/list.xlsx"
cat "$work/list.xlsx" | "$hotroit" import recipient - | grep -q 'đã có 2' || complain pipe

# A day of birth in three cells.
printf '%s\n' 'STT;Họ tên;Ngày tháng năm sinh;;;Lớp' ';;Ngày;Tháng;Năm;' \
	'1;Lý Văn Ba;05;1;2012;6A' '2;Lý Văn Bốn;9;12;2013;6B' '3;Lý Thị Năm;;;;6B' \
	'4;Lý Thị Sáu;7/8/2012;;;6B' >"$work/parts.csv"
does 'thêm 4' import recipient "$work/parts.csv"
is 'parts of a day' '2012-01-05,2013-12-09,,2012-08-07' "$(sql "SELECT group_concat(coalesce(
	birth_date, ''), ',') FROM (SELECT birth_date
	FROM recipient_whole WHERE name LIKE 'Lý %' ORDER BY n)")"
for day in '31;2;2012' '5;13;2012' '5;10;12' ';;2012' '5;;2012' '2012;10;5' '5/10;;2012' '5;;'; do
	printf 'Họ tên;Ngày;Tháng;Năm sinh\nLý Văn Tám;%s\n' "$day" >"$work/parts.csv"
	fails 65 'dòng 2, cột B.*ô B «.*», C «.*», D «.*»: không thành một ngày' \
		import recipient "$work/parts.csv"
done
printf 'Họ tên;Năm sinh\nLý Văn Tám;2012\n' >"$work/parts.csv"
fails 64 'B «Năm sinh»' import recipient "$work/parts.csv"

[ $failures = 0 ]
