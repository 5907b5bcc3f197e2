#!/bin/sh
# What a person may ask about their data: the days that the law gives, a copy of all that is kept,
# consent taken back, and pupils forgotten when their time is over.
set -u
. "$SRC/tests/e2e/book_rig"

does '' add unit name='THCS Phù Đổng' kind=school level=thcs
# pupil NAME PHONE: approved, with both consents
pupil() {
	does '' add recipient name="$1" school='THCS Phù Đổng' class=8A1 circumstance=poor \
		guardian="Mẹ của $1" phone="$2"
	one=$(tag_of "$1")
	for purpose in processing publishing; do
		does '' add consent "recipient=$one" purpose=$purpose given_by=guardian \
			giver="Mẹ của $1" given_on=01/11/2026 evidence='phiếu 12'
	done
	does '' do propose "$one"
	does '' do verify "$one"
	does '' do approve "$one" body=doan
	does 'Đã duyệt' do approve "$one" body=giao-duc
}

# --- the days that the law gives -----------------------------------------------------------------

pupil 'Nguyễn Thị Hòa' 0912345678
hoa=$(tag_of 'Nguyễn Thị Hòa')
# days ASKED DAY OTHERS: "answer_due due"
days() {
	does '' add rights "recipient=$hoa" "asked=$1" requester=x "received_at=$2T09:00:00+07:00" \
		"involves_others=$3"
	sql 'SELECT answer_due, due FROM rights ORDER BY n DESC LIMIT 1'
}
is 'from a Monday' '2026-11-18|2026-11-26' "$(days access 2026-11-16 0)"
is 'from a Thursday, over the weekend' '2026-11-23|2026-12-09' "$(days erase 2026-11-19 1)"
is 'from a Friday, to a Monday' '2026-11-24|2026-12-07' "$(days withdraw 2026-11-20 0)"
is 'from a Saturday' '2026-11-24|2026-12-11' "$(days restrict 2026-11-21 1)"
is 'over the year' '2026-01-05|2026-01-15' "$(days object 2025-12-31 0)"
is 'over Tet' '2026-02-23|2026-03-04' "$(days access 2026-02-12 1)"
is 'ending at the Hung Kings' '2025-04-01|2025-04-08' "$(days access 2025-03-28 0)"
mkdir -p "$work/hotroit"
printf 'ngày nghỉ bù\n2026-02-23 Tết\n' >"$work/hotroit/holidays.txt"
is 'with a day of our own' '2026-02-24|2026-03-04' "$(days access 2026-02-12 1)"
rm "$work/hotroit/holidays.txt"
for coming in 2099-01-01 "$(TZ=UTC-7 date -d '1 hour' +%FT%T+07:00)"; do
	[ "${coming#*T}" = "$coming" ] && coming=${coming}T09:00:00+07:00
	fails 'received_at: lúc này chưa đến' add rights "recipient=$hoa" asked=access \
		requester=x "received_at=$coming"
done
fails 'lúc này chưa đến' set rights "$(newest rights)" received_at=2099-01-01T09:00:00+07:00
fails 'lúc này chưa đến' add request requester=x symptom=y received_at=2099-01-01T09:00:00+07:00
fails 'recipient: ghi em' add rights asked=access requester=x
does '' add rights "recipient=$hoa" asked=correct requester='mẹ em Hòa' \
	received_at=2026-11-20T09:00:00+07:00
ask=$(newest rights)
does '' set rights "$ask" involves_others=1
is 'others hold it, too' 2026-12-10 "$(sql "SELECT due FROM rights WHERE tag = '$ask'")"
does 'Đã trả lời' do answer "$ask"
fails '25/12/2026' do extend "$ask" due=26/12/2026 note='chờ trường'
fails 'chỉ gia hạn thêm' do extend "$ask" due=10/12/2026 note='chờ trường'
fails 'note' do extend "$ask" due=25/12/2026
does 'Đã gia hạn' do extend "$ask" due=25/12/2026 note='chờ trường'
fails 'chưa đến lượt' do extend "$ask" due=26/12/2026 note='chờ nữa'
does '' set rights "$ask" involves_others=0
is 'an extension stands' 2026-12-25 "$(sql "SELECT due FROM rights WHERE tag = '$ask'")"
fails 'outcome' do done "$ask"
does 'Đã làm xong' do done "$ask" outcome='đã sửa ngày sinh'
does '' add rights "recipient=$hoa" asked=access requester=x
fails 'outcome' do refuse "$(newest rights)"
does 'Từ chối' do refuse "$(newest rights)" \
	outcome='không phải cha mẹ em'

# --- a copy of all that is kept ------------------------------------------------------------------

does '' add recipient name='Nguyễn Văn Anh' household="$hoa" class=9
printf 'đơn' >"$work/đơn.txt"
does '' attach recipient "$hoa" "$work/đơn.txt" note='mẹ ký'
does '' set recipient "$(tag_of 'Nguyễn Văn Anh')" guardian=X
"$hotroit" set recipient "$hoa" household="$(tag_of 'Nguyễn Văn Anh')" >/dev/null 2>&1
does 'Nguyễn Thị Hòa' export person "$hoa" --format json -o -
python3 - "$work/out" <<'P' || complain 'the copy'
import json, sys
copy = json.load(open(sys.argv[1]))
kinds = [r["kind"] for r in copy["records"]]
said = [v["value"] for r in copy["records"] for v in r["values"]]
labels = {v["label"] for r in copy["records"] for v in r["values"]}
sys.exit(not (copy["schema"] == "hotroit.person/1" and kinds[0] == "recipient"
	and {"consent", "approval", "rights", "step", "attachment"} <= set(kinds)
	and "0912345678" in said and "đơn.txt" in said and "Điện thoại" in labels
	and not any("Văn Anh" in s for s in said)))
P
is 'that it was given is known' 'give|' \
	"$(sql "SELECT op, changes FROM audit ORDER BY n DESC LIMIT 1")"
cd "$work" || exit 1
does 'Đã ghi' export person "$hoa"
is 'on paper' 1 "$(pdftotext "person-$hoa.pdf" - | grep -c 'BẢN SAO DỮ LIỆU CÁ NHÂN')"
pdftotext -layout "person-$hoa.pdf" - | grep -q '0912345678' || complain 'the paper lacks the phone'
fails 'pdf, json' export person "$hoa" --format xlsx
does '' add donor name='Cô Lan' kind=person phone=0988888888
does '0988888888' export person 'Cô Lan' --format json -o -

# --- consent taken back --------------------------------------------------------------------------

pupil 'Lê Văn Khoa' 0987654321
khoa=$(tag_of 'Lê Văn Khoa')
"$hotroit" add device kind=laptop >/dev/null 2>&1
sql "UPDATE device SET state = 'ready', battery_safety = 'ok'"
laptop=$(sql 'SELECT tag FROM device')
does 'Giữ chỗ' do reserve "$laptop" "recipient=$khoa"
# paper PURPOSE: the pupil's standing consent for it
paper() {
	sql "SELECT c.id FROM consent c JOIN recipient r ON r.id = c.recipient
		WHERE r.tag = '$khoa' AND c.purpose = '$1' AND c.state = 'given' ORDER BY c.n"
}
does 'danh sách công khai' do revoke "$(paper publishing)"
does '' add consent "recipient=$khoa" purpose=processing given_by=guardian given_on=02/11/2026 \
	evidence='phiếu 13'
does 'còn một giấy' do revoke "$(paper processing | head -1)"
is 'nothing is let go' 'reserved' "$(sql 'SELECT state FROM kit')"
does '' add rights "recipient=$khoa" asked=withdraw requester='mẹ'
back=$(newest rights)
fails 'rút trước' do done "$back" outcome='đã dừng'
does 'bỏ giữ chỗ 1 bộ' do revoke "$(paper processing)"
grep -q 'Đã duyệt' "$work/out" || complain "what rests on it: $(cat "$work/out")"
is 'the kit is let go' 'released ready proposed' "$(sql 'SELECT state FROM kit') $(sql \
	'SELECT state FROM device') $(state recipient "$khoa")"
fails 'giấy đồng ý' do verify "$khoa"
fails 'chưa được duyệt' do reserve "$laptop" "recipient=$khoa"
does 'Đã làm xong' do done "$back" outcome='đã dừng'

# --- forgotten in time ---------------------------------------------------------------------------

does '' do withdraw "$khoa" note='gia đình rút'
fails 'giữ đến hết' do forget "$khoa"
does 'Không có em nào' forget --due
sql "UPDATE recipient SET support_ended = '2024-05-31' WHERE tag = '$khoa'"
does "$khoa *hết hỗ trợ 2024-05-31" forget --due
grep -q 'Khoa' "$work/out" && complain 'the list names pupils'
fails '--due' forget
"$hotroit" backup "$work/copy.db" >/dev/null 2>&1
does 'bản sao lưu' forget --due --yes
is 'forgotten' 'gone|(đã ẩn danh)|' \
	"$(sql "SELECT state, name, guardian FROM recipient_whole WHERE tag = '$khoa'")"
for word in 'Lê Văn Khoa' 'le van khoa' 0987654321; do
	is "no byte of $word" '' "$(grep -laF -- "$word" "$HOTROIT_DB"*)"
done
fails 'chưa đến lượt' do reopen "$khoa"
does 'Không có em nào' forget --due --yes
does 'Nguyễn Thị Hòa' show recipient "$hoa"

# --- who may -------------------------------------------------------------------------------------

does '' add member name='Cô Thu' short=thu role=coordinator
does '' add member name='Bạn Minh' short=minh role=volunteer
echo 482167 | "$hotroit" pin set thu >/dev/null || complain 'a PIN'
echo 552290 | HOTROIT_PIN=482167 "$hotroit" --who thu pin set minh >/dev/null ||
	complain 'a PIN for the volunteer'
export HOTROIT_PIN=552290
fails 'chỉ giáo viên' --who minh export person "$hoa" --format json -o -
fails 'không được' --who minh do forget "$hoa"
fails 'chỉ điều phối' --who minh wipe-cache --yes

[ "$failures" = 0 ] || exit 1
