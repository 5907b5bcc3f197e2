#!/bin/sh
# A month's figures on a made book, each of them by its records; a closed month stays as it was, and
# what comes in later is told as an adjustment.
set -u
. "$SRC/tests/e2e/book_rig"

add() { "$hotroit" add "$@" >/dev/null 2>"$work/err" || complain "add $*: $(cat "$work/err")"; }
id() { sql "SELECT id FROM $1 WHERE name = '$2'"; }
# amend KIND SET…: the newest row as the book has it
amend() { sql "UPDATE $1 SET $2 WHERE n = (SELECT max(n) FROM $1)"; }
# step KIND SUBJECT FROM TO AT [BY]
step() {
	sql "INSERT INTO step (id, created_at, updated_at, kind, subject, action, from_state,
		to_state, at, by) VALUES (printf('00000000-0000-7000-8000-%012d',
		(SELECT count(*) FROM step)),
		'$5', '$5', '$1', '$2', 'hand-over', '$3', '$4', '$5', ${6:-NULL})"
}

add unit name='xã Phù Đổng' kind=commune code=00565
add unit name='xã Bát Tràng' kind=commune code=00566
add unit name='phường Cũ' kind=commune code=00567 valid_to=2026-01-15
add unit name='THCS Phù Đổng' kind=school level=thcs parent='xã Phù Đổng'
add unit name='TH Bát Tràng' kind=school level=th parent='xã Bát Tràng'
add unit name='Huyện đoàn Gia Lâm' kind=body
add programme name='Máy tính cũ' unit='Huyện đoàn Gia Lâm'
add team name='Tổ A' kind=thanh-nien-it unit='xã Phù Đổng' founded=2025-05-01
add team name='Tổ B' kind=giao-vien-it unit='THCS Phù Đổng' founded=2026-02-03
add member name='Trần Văn An' role=coordinator
add donor name='Công ty <A> & B' kind=company
add donor name='Bà Lan' kind=person
an="'$(id member 'Trần Văn An')'"
for donor in 'Công ty <A> & B' 'Bà Lan'; do
	add donation "donor=$donor" kind=devices received_at=2026-01-02T08:00:00+07:00
done
for line in 'laptop Công ty%' 'laptop Công ty%' 'desktop Công ty%' 'phone Bà%'; do
	donation=$(sql "SELECT o.id FROM donation o, donor d WHERE o.donor = d.id
		AND d.name LIKE '${line#* }'")
	add device "kind=${line%% *}" "donation=$donation" received_at=2026-01-02T08:00:00+07:00
done
add device kind=tablet received_at=2026-02-10T08:00:00+07:00
set -- $(sql 'SELECT id FROM device ORDER BY n')
# One went out, came back and went out again; one was ready and went out a month later.
step device "$1" ready handed-over 2026-01-20T09:00:00+07:00 "$an"
step device "$1" handed-over returned 2026-01-22T09:00:00+07:00 "$an"
step device "$1" ready handed-over 2026-01-31T23:59:59+07:00 "$an"
step device "$2" reserved handed-over 2026-02-01T00:00:00+07:00 "$an"
step device "$3" received triage 2026-01-05T10:00:00+07:00
sql "UPDATE device SET state = 'handed-over' WHERE id IN ('$1', '$2');
	UPDATE device SET state = 'triage' WHERE id = '$3'"
snapshot="'00000000-0000-7000-8000-0000000000aa'"
sql "INSERT INTO snapshot (id, created_at, device, taken_at, sha256, text) VALUES ($snapshot,
	'2026-01-03T08:00:00+07:00', '$1', '2026-01-03T08:00:00+07:00', 'x', '{}')"
verdict() {
	sql "INSERT INTO verdict (id, created_at, device, snapshot, plan, plan_sha256, verdict,
		measured_verdict, outcomes) VALUES (printf('00000000-0000-7000-8001-%012d',
		(SELECT count(*) FROM verdict)), '2026-01-03T08:00:00+07:00', '$1', $snapshot,
		'gia-lam-2021', 'x', '$2', '$2', '$3')"
}
verdict "$1" fail '{"laptop.memory":"fail"}'
verdict "$1" pass '{"laptop.memory":"pass"}'
verdict "$2" fail '{"laptop.memory":"fail","laptop.storage":"fail","laptop.battery":"fail"}'
verdict "$3" fail '{"desktop.memory":"fail"}'
verdict "$4" review 'broken'
add request requester=Hoa symptom=x received_at=2026-01-03T08:00:00+07:00
amend request "first_contact_at = '2026-01-03T10:00:00+07:00', state = 'contacted'"
add request requester=Hoa symptom=y received_at=2026-01-04T08:00:00+07:00
amend request "first_contact_at = '2026-01-06T08:00:00+07:00', state = 'contacted'"
add request requester=Hoa symptom=z received_at=2026-01-05T08:00:00+07:00
late=$(sql "SELECT tag FROM request WHERE symptom = 'z'")
for name in An Bình; do
	add recipient "name=$name" circumstance=poor unit='xã Phù Đổng' class=6
	amend recipient "proposed_at = '2026-01-10T08:00:00+07:00', state = 'proposed'"
done
amend recipient "verified_at = '2026-01-11T08:00:00+07:00', state = 'approved',
	approved_at = '2026-02-12T08:00:00+07:00'"
add fund at=2025-12-30 kind=opening amount=1000000 description='đầu kỳ'
add fund at=2026-01-03 kind=cash-donation amount=500000 description=b
add fund at=2026-01-09 kind=other-out amount=120000 description=c

# figures MONTH: every figure as «key value», as the program keeps them
figures() {
	"$hotroit" month "$1" --json | python3 -c '
import json, sys
for one in json.load(sys.stdin)["figures"]:
    print(one["key"], one["value"])'
}
# is MONTH KEY VALUE
is() {
	found=$(figures "$1" | sed -n "s/^$2 //p")
	[ "$found" = "$3" ] || complain "$1 $2: «$found» instead of $3"
}
is 2026-01 handed.total 1
is 2026-01 handed.laptop 1
is 2026-02 handed.total 1
is 2026-01 received.total 4
is 2026-01 received.company 3
is 2026-01 received.person 1
is 2026-01 stock.total 3
is 2026-01 stock.reserved 1
is 2026-01 stock.triage 1
is 2026-01 waiting.oldest 29
is 2026-01 requests.total 3
is 2026-01 requests.in_time 1
is 2026-01 requests.in_time_share 33
is 2026-01 requests.median 1500
is 2026-01 requests.late 2
is 2026-01 verdict.total 4
is 2026-01 verdict.fail 2
is 2026-01 cause.memory 2
is 2026-01 cause.storage 1
is 2026-01 cause.battery ''
is 2026-01 cover.communes 2
is 2026-01 cover.communes_team 1
is 2026-01 cover.schools_teachers 0
is 2026-02 cover.schools_teachers 1
is 2026-02 cover.schools_share 50
is 2026-01 pupils.proposed 2
is 2026-01 pupils.poor.verified 1
is 2026-01 pupils.waiting 0
is 2026-02 pupils.waiting 1
is 2026-01 fund.opening 1000000
is 2026-01 fund.in.cash-donation 500000
is 2026-01 fund.closing 1380000
is 2026-01 people.active 1
is 2026 handed.total 2
is 2026 monthly.02 1
"$hotroit" month 2026-01 | grep -q 'Bằng chữ: Một triệu ba trăm tám mươi nghìn đồng' ||
	complain 'in words'
"$hotroit" month 2026-01 | grep -q "$late" || complain 'the late ones by name'
"$hotroit" month 2026-01 | grep -q 'Bà Lan' && complain 'named a person who was not asked'
"$hotroit" month 2026-01 --json | grep -q 'Công ty\|Trần Văn' && complain 'names among the figures'

# Every figure is what its records say.
cat >"$work/property" <<'END'
import json, os, subprocess, sys
hotroit, month = sys.argv[1:]
run = lambda *a: json.loads(subprocess.run([hotroit, "month", month, *a, "--json"],
                                           capture_output=True, check=True).stdout)
for one in run()["figures"]:
    back = run("--trace", one["key"])
    records = back["records"]
    assert back["value"] == (one["value"] or 0), one
    assert len({r["id"] for r in records}) == len(records), one["key"]
    if one["how"] == "count":
        assert len(records) == one["value"], one
    if one["how"] == "sum":
        assert sum(r["amount"] for r in records) == one["value"], one
END
python3 "$work/property" "$hotroit" 2026-01 || complain 'a figure that is not its records'
"$hotroit" month 2026-01 --trace fund.in | grep -q '500.000.*03/01/2026' || complain 'trace'
"$hotroit" month 2026-01 --trace pupils.proposed | grep -q 'Bình' && complain 'a name in a trace'
"$hotroit" month 2026-01 --trace nothing 2>/dev/null && complain 'a figure that is none'

fails 'chưa tới' month 2999-01
fails 'tháng như' month 2026-13
fails 'tháng như' month 2026-011
fails 'từng tháng' month 2026 --close

now=$(TZ=Asia/Ho_Chi_Minh date +%Y-%m)
fails 'chưa hết.*--early' month "$now" --close
[ "$(sql 'SELECT count(*) FROM closing')" = 0 ] || complain 'closed the month that runs'

# Closed, it stays.
"$hotroit" month 2026-01 --close >/dev/null || complain close
"$hotroit" month 2026-01 --json >"$work/closed.json"
"$hotroit" export month 2026-01 -o "$work/closed.pdf" --style doan >/dev/null || complain 'pdf'
fails 'đã chốt' month 2026-01 --close
fails 'từng tháng' month 2026-1 --close
add fund at=2026-01-20 kind=cash-donation amount=70000 description='ghi muộn'
add device kind=laptop received_at=2026-01-25T08:00:00+07:00
step device "$4" ready handed-over 2026-01-15T09:00:00+07:00 "$an"
sql "UPDATE device SET kind = 'desktop' WHERE id = '$1'"
"$hotroit" month 2026-01 --json | cmp -s - "$work/closed.json" || complain 'a closed month changed'
"$hotroit" export month 2026-01 -o "$work/again.pdf" --style doan >/dev/null
cmp -s "$work/again.pdf" "$work/closed.pdf" || complain 'its paper changed'
adjustments() {
	"$hotroit" month "$1" --json | python3 -c '
import json, sys
for one in json.load(sys.stdin)["adjustments"]:
    print(one["month"], one["key"], one["value"], len(one["records"]), len(one["removed"]))' | sort
}
adjustments 2026-02 >"$work/adjusted"
cat >"$work/wanted" <<'END'
2026-01 fund.in.cash-donation 70000 1 0
2026-01 handed.desktop 1 1 0
2026-01 handed.laptop -1 0 1
2026-01 handed.phone 1 1 0
2026-01 received.unknown 1 1 0
END
cmp -s "$work/adjusted" "$work/wanted" || complain "adjustments: $(cat "$work/adjusted")"
is 2026-02 fund.opening 1380000
is 2026-02 fund.adjusted 70000
is 2026-02 fund.closing 1450000
# What one month told, the next does not tell again; what came later still, it does.
"$hotroit" month 2026-02 --close >/dev/null || complain 'close the next'
[ -z "$(adjustments 2026-03)" ] || complain "told twice: $(adjustments 2026-03)"
add fund at=2026-01-21 kind=other-out amount=5000 description='muộn nữa'
[ "$(adjustments 2026-03)" = '2026-01 fund.out.other-out 5000 1 0' ] ||
	complain "the second time: $(adjustments 2026-03)"
cmp -s "$work/closed.json" - <<END || complain 'what is kept is what is shown'
$(sql "SELECT figures FROM closing WHERE month = '2026-01'")
END
python3 - "$HOTROIT_DB" <<'END' || complain 'the seal'
import hashlib, sqlite3, sys
for text, seal in sqlite3.connect(sys.argv[1]).execute("SELECT figures, sha256 FROM closing"):
    assert hashlib.sha256(text.encode()).hexdigest() == seal
END

# Its forms.
cd "$work" || exit 1
for format in html csv json xlsx; do
	"$hotroit" export month 2026-01 --format "$format" >/dev/null || complain "$format"
done
"$hotroit" export year 2026 --style state >/dev/null || complain year
"$hotroit" export year 2026-01 2>/dev/null && complain 'a month is no year'
grep -q 'Công ty &lt;A&gt; &amp; B' month-2026-01.html || complain 'not escaped'
grep -qi '<script\|http:\|https:\|src=' month-2026-01.html && complain 'not by itself'
python3 - <<'END' || complain 'no well-formed page'
import html.parser
class Page(html.parser.HTMLParser):
    stack, empty = [], ("meta",)
    def handle_startendtag(self, tag, attrs): pass
    def handle_starttag(self, tag, attrs):
        if tag not in self.empty: self.stack.append(tag)
    def handle_endtag(self, tag): assert self.stack.pop() == tag, tag
page = Page()
page.feed(open("month-2026-01.html", encoding="utf-8").read())
assert not page.stack, page.stack
rows = open("month-2026-01.csv", "rb").read()
assert rows.startswith(b"\xef\xbb\xbf") and b"\r\n" in rows
END
# The workbook: nine sheets and the adjustments, the figures of the CSV, each in the form it is of.
"$hotroit" export month 2026-02 --format csv >/dev/null
"$hotroit" export month 2026-02 --format xlsx >/dev/null
python3 - <<'END' || complain 'workbook'
import csv, re, zipfile
import xml.etree.ElementTree as tree
space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
for month, count in (("2026-01", 9), ("2026-02", 10)):
    book = zipfile.ZipFile(f"month-{month}.xlsx")
    styles = tree.fromstring(book.read("xl/styles.xml"))
    forms = [int(x.get("numFmtId")) for x in styles.find("x:cellXfs", space)]
    dates = {x.get("numFmtId") for x in styles.iter("{%s}numFmt" % space["x"])
             if "yyyy" in x.get("formatCode")}
    names = [x.get("name") for x in tree.fromstring(book.read("xl/workbook.xml")).iter(
        "{%s}sheet" % space["x"])]
    assert len(names) == count and len(set(names)) == count, names
    rows = []
    for i in range(count):
        sheet = tree.fromstring(book.read(f"xl/worksheets/sheet{i + 1}.xml"))
        for row in list(sheet.iter("{%s}row" % space["x"])):
            cells = {}
            for cell in row.findall("x:c", space):
                text = "".join(cell.itertext())
                cells[re.match("[A-Z]+", cell.get("r"))[0]] = (cell, text)
            if not re.fullmatch("(điều chỉnh )?2026-[0-9]+", cells.get("A", (0, ""))[1]):
                continue
            for letter, (cell, text) in cells.items():
                is_number = cell.get("t") in (None, "n")
                assert is_number == (letter in "EGH"), (letter, text)
                assert letter != "H" or str(forms[int(cell.get("s"))]) in dates, text
            assert "H" in cells
            rows.append([cells[x][1] if x in cells else "" for x in "ABCDEFG"])
    told = list(csv.reader(open(f"month-{month}.csv", encoding="utf-8-sig"), delimiter=";"))[1:]
    assert sorted(rows) == sorted(told), (rows, told)
END
[ "$(stat -c %a month-2026-01.xlsx)" = 600 ] || complain 'donors in it are for all to read'
pdftotext -layout closed.pdf closed.txt
for words in 'ĐOÀN TNCS' 'tháng 1 năm 2026\|tháng 01 năm 2026' 'Hộ nghèo' 'Bằng chữ' 'NGƯỜI LẬP'; do
	grep -q "$words" closed.txt || complain "paper: no $words"
done
pdftotext year-2026.pdf - | grep -q 'Độc lập' || complain 'style of a state body'

# What another bench may have sent can not make a report fail.
step device no-id ready handed-over 2026-03-05T09:00:00+07:00
step device "$2" ready handed-over 2026-99
step device "$3" ready handed-over ''
"$hotroit" month 2026 >/dev/null || complain 'a step of no day'
"$hotroit" month 2026-03 --close >/dev/null || complain 'a step of no device'
"$hotroit" month 2026-03 >/dev/null || complain 'closed with a step of no device'
"$hotroit" add closing month=2026-04 closed_at=2026-05-01T00:00:00+07:00 figures='{}' sha256=x \
	>/dev/null 2>&1 && complain 'closed by hand'

# A closing that somebody changed is not believed; one who may not, does not close.
for trigger in $(sql "SELECT name FROM sqlite_master WHERE type = 'trigger'
	AND tbl_name = 'closing'"); do
	sql "DROP TRIGGER $trigger"
done
sql "UPDATE closing SET figures = replace(figures, '1380000', '9380000') WHERE month = '2026-01'"
fails 'bị sửa' month 2026-01
[ "$failures" = 0 ] || exit 1
