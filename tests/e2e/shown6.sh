#!/bin/sh
# The sixth part of the work as it is shown: from lists with broken rows to approved pupils, twelve
# devices matched, handed over and on paper, the month closed, one pupil forgotten.
set -u
. "$SRC/tests/e2e/sync_rig"

# does WORDS COMMAND…: it goes well at the bench and says WORDS; an empty WORDS: whatever
does() {
	words=$1
	shift
	at a1 "$@" >"$work/out" 2>&1 || complain "$*: $(head -5 "$work/out")"
	[ -z "$words" ] || grep -q -- "$words" "$work/out" ||
		complain "$*: $(head -5 "$work/out") instead of $words"
}

# rows COMMAND…: the tags that this SQL finds
rows() { ask a1 "$1"; }

# has VERB [WORD]: the program has it, and its help tells of WORD
has() { "$hotroit" "$1" --help 2>/dev/null | grep -q -- "${2-$1}"; }

district
add_bench a1 phu-dong
add_bench a2 phu-dong
"$hotroit" add unit --db "$work/a1.db" name='xã Phù Đổng' kind=commune code=00565 >/dev/null
does '' add unit name='THCS Phù Đổng' kind=school level=thcs parent='xã Phù Đổng'
does '' add programme name='Máy tính cũ' plan=gia-lam-2021 unit='xã Phù Đổng'
does '' add roster name='Đợt 11' unit='THCS Phù Đổng' programme='Máy tính cũ'

# --- a list with broken rows, then the same list mended ------------------------------------------

python3 - "$work" <<'END' || complain 'lists'
import csv, sys
head = ["name", "birth_date", "sex", "personal_id", "school", "class", "circumstance",
    "guardian", "phone", "network", "has_device", "roster"]
family = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đỗ", "Vũ"]
given = ["An", "Bình", "Chi", "Dũng", "Giang", "Hòa", "Khoa", "Lan", "Minh", "Nga", "Oanh",
    "Phúc", "Quỳnh", "Sơn"]
need = ["poor", "near-poor", "orphan", "disabled", "hardship"]
rows = []
for n, name in enumerate(given):
    female = n % 2
    rows.append([f"{family[n % 7]} {'Thị' if female else 'Văn'} {name}", f"{1 + n:02}/10/2012",
        "female" if female else "male", f"001{3 if female else 2}12{100000 + n}",
        "THCS Phù Đổng", f"8A{1 + n % 4}", need[n % 5], f"Phụ huynh {name}",
        f"09120000{10 + n}", "wifi", "none",
        "Đợt 11"])
def write(name, rows):
    with open(f"{sys.argv[1]}/{name}", "w", newline="", encoding="utf-8-sig") as f:
        csv.writer(f, delimiter=";").writerows([head] + rows)
broken = [list(row) for row in rows]
broken[1][0] = ""
broken[3][1] = "31/02/2012"
broken[5][3] = "12345"
broken[7][6] = "rất nghèo"
broken[9][4] = "THCS Không Có"
broken[11][8] = "không số"
write("broken.csv", broken)
write("pupils.csv", rows)
END
at a1 import recipient "$work/broken.csv" >"$work/out" 2>&1 && complain 'a broken list went in'
for line in 3 5 7 9 11 13; do
	grep -q "dòng $line\b.*: " "$work/out" ||
		complain "line $line is not told: $(cat "$work/out")"
done
same 'nothing is half in' 0 "$(ask a1 'SELECT count(*) FROM recipient')"
does '14' import recipient "$work/pupils.csv" --dry-run
does '14' import recipient "$work/pupils.csv"
does 'thêm 0' import recipient "$work/pupils.csv"
same 'all are in' 14 "$(ask a1 'SELECT count(*) FROM recipient')"

# --- approved ------------------------------------------------------------------------------------

does '14 em' do send 'Đợt 11'
for one in $(rows 'SELECT tag FROM recipient ORDER BY n'); do
	for who in guardian child; do
		for what in processing publishing; do
			does '' add consent recipient="$one" purpose=$what given_by=$who \
				giver='Phụ huynh' given_on=01/11/2026 evidence='phiếu 12'
		done
	done
	does 'Đã xác minh' do verify "$one" certificate_year=2026
	does '' do approve "$one" body=doan document='12-CV/ĐTN'
	does 'Đã duyệt' do approve "$one" body=giao-duc document='34/PGD'
done

# --- twelve devices ------------------------------------------------------------------------------

for kind in laptop laptop laptop laptop laptop laptop desktop tablet tablet laptop phone laptop; do
	does '' add device kind=$kind vendor=Dell model=E5530 accessories='1 sạc'
done
ask a1 "UPDATE device SET state = 'ready', battery_safety = 'ok', received_at =
	'2026-10-01T08:00:00+07:00'"
does '' add handover name='Trao máy' on_date=30/11/2026 unit='THCS Phù Đổng' \
	place='Hội trường' programme='Máy tính cũ' giver='Lê Yến' giver_title='Bí thư'
does '14 em chờ, 12 máy' match
does '' match --take
kept=$(ask a1 "SELECT count(*) FROM kit WHERE state = 'reserved'")
# A desktop whose receiver nobody has seen is for nobody who has only Wi-Fi.
same 'matched' 11 "$kept"
desktop=$(rows "SELECT tag FROM device WHERE state = 'ready'")
left=$(rows "SELECT tag FROM recipient WHERE id NOT IN (SELECT recipient FROM kit) LIMIT 1")
does 'Giữ chỗ' do reserve "$desktop" recipient="$left" note='nhà có dây mạng'
does 'thêm 12 bộ' do gather 'Trao máy'
does '' do start 'Trao máy'
absent=$(rows 'SELECT tag FROM kit ORDER BY n DESC LIMIT 1')
does 'Vắng mặt' do no-show "$absent"
next=$(rows "SELECT tag FROM recipient WHERE id NOT IN (SELECT recipient FROM kit) LIMIT 1")
does 'Giữ chỗ' do reserve "$desktop" recipient="$next" substitutes="$absent" \
	handover='Trao máy'
for one in $(rows "SELECT tag FROM kit WHERE state = 'reserved'"); do
	does 'Đã trao' do hand-over "$one" received_by='Phụ huynh' received_as=mother guided=1 \
		boots=1
done
does '' do finish 'Trao máy'
same 'twelve are given' '12|12|12|12' "$(ask a1 "SELECT count(*),
	(SELECT count(*) FROM device WHERE state = 'handed-over'),
	(SELECT count(*) FROM recipient WHERE state = 'served'),
	(SELECT count(*) FROM visit WHERE state = 'due') FROM kit WHERE state = 'given'")"

# --- on paper ------------------------------------------------------------------------------------

# paper NAME ARGUMENT…: makes it twice, the same bytes; its text is in $work/text
paper() {
	does '' export "$@" -o "$work/paper.pdf" --force
	does '' export "$@" -o "$work/again.pdf" --force
	cmp -s "$work/paper.pdf" "$work/again.pdf" || complain "$1: other bytes"
	pdftotext -layout "$work/paper.pdf" "$work/text" || complain "$1: no text"
	pdffonts "$work/paper.pdf" |
		awk 'NR > 2 && !/yes +yes +yes/ { bad = 1 } END { exit bad }' ||
		complain "$1: a font is not in it"
}
if has export handover-list; then
	paper handover-list 'Trao máy'
	same 'who came, and who did not' '13|1' "$(grep -c 'Phụ huynh' "$work/text")|$(
		grep -c 'vắng' "$work/text")"
	paper handover-list 'Trao máy' --public
	grep -q 'Phụ huynh\|09120' "$work/text" && complain 'the public list tells of parents'
	paper handover-minutes 'Trao máy'
	paper kit-receipt "$(rows "SELECT tag FROM kit WHERE state = 'given' LIMIT 1")"
	paper dossier "$(rows 'SELECT tag FROM device LIMIT 1')"
	grep -q 'Nguyễn Văn An' "$work/text" && complain 'a name in the dossier'
	does '' list recipient --xlsx "$work/pupils.xlsx" --with-personal
	python3 - "$work/pupils.xlsx" <<'END' || complain 'IDs in the spreadsheet'
import sys, xml.etree.ElementTree as e, zipfile
book = zipfile.ZipFile(sys.argv[1])
text = " ".join("".join(e.fromstring(book.read(n)).itertext()) for n in book.namelist()
    if n.endswith(".xml"))
assert all(f"0012121{k:05}" in text for k in (0, 2, 4)) and "0912000010" in text
END
fi

# --- the month -----------------------------------------------------------------------------------

month=$(TZ=Asia/Ho_Chi_Minh date +%Y-%m)
if has month --close; then
	does '' month "$month" --close --early
	does '' month "$month" --json
	before=$(md5sum <"$work/out")
	same 'closed once' 1 "$(ask a1 'SELECT count(*) FROM closing')"
	does '' add device kind=laptop
	does '' month "$month" --json
	same 'it stands' "$before" "$(md5sum <"$work/out")"
fi

# --- one is forgotten ----------------------------------------------------------------------------

sync a1
sync a2
gone=$(rows "SELECT tag FROM recipient_whole WHERE name = 'Lê Văn Oanh' OR name LIKE '% Oanh'
	LIMIT 1")
name=$(ask a1 "SELECT name FROM recipient_whole WHERE tag = '$gone'")
number=$(ask a1 "SELECT personal_id FROM recipient_whole WHERE tag = '$gone'")
same 'two who are the same' "$number" "$(ask a2 "SELECT personal_id FROM recipient_whole
	WHERE tag = '$gone'")"
if has do forget; then
	at a1 do return "$gone" >/dev/null 2>&1
	kit=$(rows "SELECT k.tag FROM kit k, recipient r WHERE k.recipient = r.id AND
		r.tag = '$gone' AND k.state = 'given'")
	[ -z "$kit" ] || does '' do return "$kit" note='thôi nhận'
	does '' do withdraw "$gone" note='chuyển trường'
	does '' add rights recipient="$gone" asked=erase requester='người nhà' \
		received_at=2026-11-20T08:00:00+07:00
	does '' do forget "$gone"
	for one in a1 a2 a1 a2; do
		sync $one
	done
	"$hotroit" district sweep >/dev/null || complain 'sweep'
	sql CHECKPOINT
	for word in "$name" "$number" "Phụ huynh ${name##* }"; do
		grep -laF -r -- "$word" "$work"/a[12].db* "$rig/data/base" "$rig/data/log" \
			>"$work/found" && complain "$word is still in $(cat "$work/found")"
	done
	same 'device, kits and counts stay' '14|13|12' "$(ask a2 "SELECT count(*),
		(SELECT count(*) FROM kit), (SELECT count(*) FROM device) FROM recipient")"
fi
for one in a1 a2; do
	whole $one
done

[ "$failures" = 0 ] || exit 1
