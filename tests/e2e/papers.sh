#!/bin/sh
# The papers of handing over, from the book: who issues them, what each holds, what is not
# published and who is told so; the same list as a spreadsheet that another program reads.
set -u
. "$SRC/tests/e2e/book_rig"

# paper ARGUMENTS…: its text is in $work/text then
paper() {
	"$hotroit" export "$@" -o "$work/paper.pdf" --force >"$work/out" 2>&1 ||
		complain "export $*: $(cat "$work/out")"
	pdftotext -layout "$work/paper.pdf" "$work/text"
}

# says WORDS…, lacks WORDS…: of the last paper
says() { for w in "$@"; do grep -q -- "$w" "$work/text" || complain "paper lacks: $w"; done; }
lacks() { for w in "$@"; do grep -q -- "$w" "$work/text" && complain "paper holds: $w"; done; }

# mode EXPECTED FILE
mode() { [ "$(stat -c %a "$2")" = "$1" ] || complain "$2: $(stat -c %a "$2") instead of $1"; }
umask 022

# pupil NAME CLASS: approved
pupil() {
	does '' add recipient name="$1" birth_date=05/10/2012 personal_id="$3" class="$2" \
		school='Trường THCS Phù Đổng' unit='xã Phù Đổng' address='tổ 5' circumstance=poor \
		guardian='Trần Thị Mai' guardian_relation=mother phone=0912345678 roster='Đợt 11'
	sql "UPDATE recipient SET state = 'approved' WHERE n = (SELECT n FROM recipient_pii
		WHERE name = '$1')"
}

# consent NAME PURPOSE WHO
consent() {
	does '' add consent recipient="$(tag_of "$1")" \
		purpose="$2" given_by="$3" given_on=01/11/2026 evidence='phiếu 12'
}

# kit NAME: a laptop that is kept for the pupil
kit() {
	does '' add device kind=laptop vendor=Dell model=E5530 serial=0012345 accessories='1 sạc'
	sql "UPDATE device SET state = 'ready', battery_safety = 'ok', condition = 'used'
		WHERE n = (SELECT max(n) FROM device)"
	does '' do reserve "$(newest device)" \
		recipient="$(tag_of "$1")" handover='Trao máy'
}

does '' add unit name='thành phố Hà Nội' kind=province code=01
does '' add unit name='xã Phù Đổng' kind=commune code=00565 parent='thành phố Hà Nội'
does '' add unit name='Thành đoàn Hà Nội' kind=body parent='thành phố Hà Nội'
does '' add unit name='Đoàn xã Phù Đổng' kind=body parent='Thành đoàn Hà Nội'
does '' add unit name='Trường THCS Phù Đổng' kind=school level=thcs parent='xã Phù Đổng'
does '' add programme name='Máy tính cũ' plan=gia-lam-2021 unit='Đoàn xã Phù Đổng'
does '' add roster name='Đợt 11' unit='Trường THCS Phù Đổng'
pupil 'Nguyễn Thị Hòa' 8A1 001312000123
pupil 'Lê Văn Ẩn' 9A2 001212000456
pupil 'Đỗ Gia Bảo' 7A3 001212000789
for who in guardian child; do
	consent 'Nguyễn Thị Hòa' publishing "$who"
	consent 'Nguyễn Thị Hòa' processing "$who"
done
consent 'Lê Văn Ẩn' publishing guardian
consent 'Lê Văn Ẩn' processing guardian
does '' add handover name='Trao máy' on_date=05/02/2027 unit='Trường THCS Phù Đổng' \
	place='Hội trường' programme='Máy tính cũ' giver='Lê Yến' giver_title='Bí thư'
fails 'chưa có em nào' export handover-list 'Trao máy' -o "$work/x.pdf"
fails 'chưa có bộ máy' export handover-minutes 'Trao máy' -o "$work/x.pdf"
kit 'Nguyễn Thị Hòa'
kit 'Lê Văn Ẩn'

# --- the list ------------------------------------------------------------------------------------

paper handover-list 'Trao máy'
says 'THÀNH ĐOÀN HÀ NỘI' 'ĐOÀN XÃ PHÙ ĐỔNG' 'ĐOÀN TNCS HỒ CHÍ MINH' \
	'Phù Đổng, ngày 05 tháng 02 năm 2027' 'Lê Văn Ẩn' '0912345678' 'tổ 5' 'nghèo' \
	'Số: ………-DS' 'Cộng: 2 học' 'Nơi nhận:' '- Trường THCS Phù Đổng;' \
	'- Thành đoàn Hà Nội (để báo cáo);' "- Lưu: VP, hồ sơ $(sql 'SELECT tag FROM handover')\."
lacks 'Đỗ Gia Bảo' 001312000123
cp "$work/paper.pdf" "$work/before.pdf"
TZ=Asia/Tokyo paper handover-list 'Trao máy'
cmp -s "$work/before.pdf" "$work/paper.pdf" || complain 'another paper from the same book'
paper handover-list 'Trao máy' --public
mode 644 "$work/paper.pdf"
grep -q 'Để ra ngoài 1 em' "$work/out" || complain 'nobody is told who was left out'
says 'Nguyễn Thị Hòa' 8A1 'Trường THCS Phù Đổng' 'có 1 học sinh'
lacks 'Lê Văn' 0912345678 2012 nghèo Trần Laptop
does '' do revoke "$(sql "SELECT id FROM consent WHERE given_by = 'child'
	AND purpose = 'publishing'")"
fails 'không em nào được công bố' export handover-list 'Trao máy' --public -o "$work/x.pdf"
fails 'public chỉ dùng' export handover-minutes 'Trao máy' --public
paper handover-list 'Đợt 11'
says 'Cộng: 3 học' '2 máy' 'Đỗ Gia Bảo'
fails 'không có buổi trao hay danh sách' export handover-list 'Đợt 99'

# --- as data -------------------------------------------------------------------------------------

does '' export handover-list 'Trao máy' --format json -o "$work/list.json"
python3 - "$work/list.json" <<-'EOF' || complain 'JSON of the list'
	import json, sys
	paper = json.load(open(sys.argv[1]))
	assert paper["schema"] == "hotroit.paper/1" and paper["style"] == "doan", paper
	table = [block for block in paper["body"] if "rows" in block][0]
	assert [row[1] for row in table["rows"]] == ["Lê Văn Ẩn", "Nguyễn Thị Hòa"], table
	assert table["rows"][0][2] == "2012-10-05", table
EOF
does '' export handover-list 'Trao máy' --format csv -o "$work/list.csv"
grep -q '"2";"Nguyễn Thị Hòa";"05/10/2012"' "$work/list.csv" || complain 'CSV of the list'
does 'dòng' list recipient --xlsx "$work/pupils.xlsx" --with-personal
fails 'đã có tệp' list recipient --xlsx "$work/pupils.xlsx"
does '' list recipient --xlsx "$work/open.xlsx"
fails 'chỉ chọn một' list recipient --xlsx "$work/x.xlsx" --csv
python3 - "$work/pupils.xlsx" "$work/open.xlsx" <<-'EOF' || complain 'XLSX of the pupils'
	import sys, zipfile, xml.etree.ElementTree as e
	n = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
	def cells(name):
	    x = e.fromstring(zipfile.ZipFile(name).read("xl/worksheets/sheet1.xml"))
	    return {("".join(c.itertext()), c.get("t", "n")) for c in x.iter(n + "c")}
	all, open = cells(sys.argv[1]), cells(sys.argv[2])
	assert ("001312000123", "inlineStr") in all and ("0912345678", "inlineStr") in all, all
	assert ("41187", "n") in all, all # 05/10/2012
	assert not any("Hòa" in text or "0912" in text for text, _ in open), open
EOF

# --- minutes, a family's receipt, a dossier ------------------------------------------------------

does '' do start 'Trao máy'
first=$(sql 'SELECT tag FROM kit ORDER BY n LIMIT 1')
does '' do hand-over "$first" received_by='Trần Thị Mai' received_as=mother guided=1 boots=1
paper handover-minutes 'Trao máy' --number 05-BB/ĐTN
grep -q 'còn chờ trao' "$work/out" || complain 'nobody is told that some still wait'
says 'Số: 05-BB/ĐTN' 'Đại diện (ông, bà): Lê Yến' 'S/N 0012345' '1 sạc' 'Hội trường' \
	'ĐẠI DIỆN BÊN NHẬN'
lacks 'Hòa' 'Mai' 0912345678
does '' do no-show "$(newest kit)"
does '' do finish 'Trao máy'
paper handover-minutes 'Trao máy' --style joint --partner 'Phòng Văn hóa – Xã hội'
[ "$(grep -c 'S/N' "$work/text")" = 1 ] || complain 'who did not come is in the minutes'
says 'PHÒNG VĂN HÓA – XÃ' 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'
lacks 'ĐẠI DIỆN BÊN GIAO'
fails 'ghi thêm --partner' export handover-minutes 'Trao máy' --style joint
fails 'chỉ có state' export handover-minutes 'Trao máy' --style party
fails 'pdf, xlsx, csv, json' export handover-minutes 'Trao máy' --format docx
paper kit-receipt "$first"
says 'Nguyễn Thị Hòa' 'Trần Thị Mai (Mẹ)' 'đã được hướng dẫn' 'NGƯỜI TRAO'
fails 'không trao' export kit-receipt "$(newest kit)"
paper dossier "$(sql 'SELECT tag FROM device ORDER BY n LIMIT 1')"
says 'HỒ SƠ THIẾT BỊ' 'Số sê-ri: 0012345' 'Trao tặng' 'Chờ trao' \
	"$(tag_of 'Nguyễn Thị Hòa')"
lacks 'Nguyễn Thị Hòa' 'Trần Thị Mai'

# --- who may have them ---------------------------------------------------------------------------

does '' add member name='Lê Kỹ' role=volunteer
fails 'không được xem' --who "Lê Kỹ" export handover-list 'Trao máy'
fails 'không được xem' --who "Lê Kỹ" export handover-list 'Trao máy' --public
fails 'không được xem' --who "Lê Kỹ" export kit-receipt "$first"
fails 'không được xem' --who "Lê Kỹ" list recipient --xlsx "$work/none.xlsx"
[ ! -e "$work/none.xlsx" ] || complain 'a file of what may not be seen'
ls "$work" | grep '~$' && complain 'half a file is left behind'

# --- who may read the files ----------------------------------------------------------------------

for format in pdf xlsx csv json; do
	does '' export handover-list 'Trao máy' --format "$format" -o "$work/of.$format"
	mode 600 "$work/of.$format"
done
does '' export label "$(sql 'SELECT tag FROM device LIMIT 1')" -o "$work/label.pdf"
mode 644 "$work/label.pdf"
mode 600 "$work/pupils.xlsx"
mode 644 "$work/open.xlsx"
# What stood there for all is the owner's alone afterwards; a device is no file to replace.
chmod 644 "$work/of.pdf"
does '' export handover-list 'Trao máy' -o "$work/of.pdf" --force
mode 600 "$work/of.pdf"
mkfifo "$work/pipe"
fails 'không phải tệp thường' export handover-list 'Trao máy' -o "$work/pipe" --force
ls "$work" | grep '~$' && complain 'half a file was left'

[ "$failures" = 0 ] || exit 1
