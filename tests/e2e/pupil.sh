#!/bin/sh
# A pupil's name becomes an approved recipient: what is odd is told, who stands there twice is
# found, consent and every approval are asked for, and a list that was sent stands as it was.
set -u
. "$SRC/tests/e2e/book_rig"

# consent TAG PURPOSE WHO
consent() {
	does '' add consent "recipient=$1" "purpose=$2" "given_by=$3" given_on=01/11/2026 \
		evidence='phiếu 12'
}

does '' add unit name='THCS Phù Đổng' kind=school level=thcs
does '' add roster name='Đợt 11' unit='THCS Phù Đổng'
does '' add recipient name='Nguyễn Thị Hòa' birth_date=05/10/2012 sex=female \
	personal_id=001312000123 school='THCS Phù Đổng' class=8A1 circumstance=poor roster='Đợt 11'
hoa=$(tag_of 'Nguyễn Thị Hòa')
does 'Khối  *8' show recipient "$hoa"
does 'trùng với.*cùng tên' add recipient name='Nguyễn Thị Hoà' birth_date=05/10/2012 \
	school='THCS Phù Đổng' class=8A1 circumstance=poor roster='Đợt 11'
twin=$(tag_of 'Nguyễn Thị Hoà')
does 'giới tính khác' set recipient "$hoa" sex=male
does '' set recipient "$hoa" sex=female
does 'sinh năm 2012, ngày sinh ghi 2013' add recipient name=Bình birth_date=01/02/2013 \
	personal_id=001212000777 class=7
does 'cùng số định danh' add recipient name=Khác personal_id=001212000777 class=7
fails '12 chữ số' add recipient name=Sai personal_id=1212000777
fails 'khối từ 1' add recipient name=Sai grade=13

does 'Đã gửi; 2 em, đề xuất thêm 2' do send 'Đợt 11'
fails 'chưa đến lượt' do send 'Đợt 11'
fails 'giấy đồng ý.*trùng với' do verify "$hoa"
consent "$hoa" processing guardian
fails 'trùng với' do verify "$hoa"
does '' do withdraw "$twin" note='ghi hai lần'
does 'Đã xác minh' do verify "$hoa" certificate_year=2026
does 'công bố tên: không được' show recipient "$hoa"
does 'còn 1 nơi' do approve "$hoa" body=doan document='12-CV/ĐTN'
fails 'đã duyệt em này' do approve "$hoa" body=doan
fails 'doan, giao-duc' do approve "$hoa" body=xa
does 'Đã duyệt' do approve "$hoa" body=giao-duc
consent "$hoa" publishing guardian
does 'không được' show recipient "$hoa"
consent "$hoa" publishing child
does 'công bố tên: được' show recipient "$hoa"
does '' do revoke "$(sql "SELECT id FROM consent WHERE given_by = 'child'")"
does 'không được' show recipient "$hoa"

does '' do revise 'Đợt 11'
[ "$(sql "SELECT group_concat(version || ' ' || state, ', ') FROM
	(SELECT version, state FROM roster ORDER BY version)")" = '1 replaced, 2 draft' ] ||
	complain 'versions of the list'
[ "$(sql "SELECT count(*) FROM roster_line l, roster r
	WHERE l.roster = r.id AND r.version = 1")" = 2 ] || complain 'what was sent stands'

does '' add recipient name='Lê Văn Khoa' school='THCS Phù Đổng' class=9 circumstance=near-poor
khoa=$(tag_of 'Lê Văn Khoa')
fails 'ghi thêm' do propose "$(tag_of Bình)"
does '' do propose "$khoa"
does 'Không duyệt' do decline "$khoa" body=doan note='đã có máy'
does '' do reopen "$khoa"

# --- a kit ---------------------------------------------------------------------------------------

# device KIND: one that passed its final check; says its tag
device() {
	"$hotroit" add device "kind=$1" >/dev/null 2>&1
	sql "UPDATE device SET state = 'ready', battery_safety = 'ok' WHERE n = (SELECT max(n)
		FROM device)"
	newest device
}

laptop=$(device laptop) spare=$(device laptop)
does '' add sim operator=viettel iccid=8984041234567890127 daily_quota_mb=4096 \
	activated=01/11/2026 expires=31/12/2027 generation=4g \
	handover_planned=30/11/2026
sim=$(sql 'SELECT tag FROM sim')
does 'Đã kiểm tra' do accept "$sim"
fails 'chưa được duyệt' do reserve "$laptop" "recipient=$khoa"
does 'Giữ chỗ' do reserve "$laptop" "recipient=$hoa" "sim=$sim"
fails 'đã có một bộ' do reserve "$spare" "recipient=$hoa"
kit=$(sql "SELECT tag FROM kit")
is 'the SIM waits, too' bundled "$(state sim "$sim")"
does '' add handover name='Trao đợt 1' on_date=30/11/2026 unit='THCS Phù Đổng'
fails 'chưa có bộ máy' do start 'Trao đợt 1'
does 'thêm 1 bộ' do gather 'Trao đợt 1'
does '' do start 'Trao đợt 1'
fails 'còn 1 bộ' do finish 'Trao đợt 1'
fails 'received_by' do hand-over "$kit" guided=1 boots=1 received_as=mother
fails 'lên màn hình chính' do hand-over "$laptop" received_by='Trần Thị Mai' \
	received_as=mother guided=1 boots=0
does 'Đã trao' do hand-over "$laptop" received_by='Trần Thị Mai' received_as=mother guided=1 \
	boots=1
is 'all of it' 'given handed-over handed-over served' "$(state kit "$kit") \
$(state device "$laptop") $(state sim "$sim") $(state recipient "$hoa")"
is 'a visit is planned' 1 "$(sql "SELECT count(*) FROM visit WHERE state = 'due'")"
does '' do finish 'Trao đợt 1'
does 'đã mở yêu cầu' do visit "$(sql 'SELECT id FROM visit')" result=needs-repair \
	note='bàn phím liệt'
is 'asked for help' "$(sql "SELECT id FROM device WHERE tag = '$laptop'")" \
	"$(sql 'SELECT device FROM request')"
does 'Trả lại' do return "$laptop" note='hỏng bàn phím'
is 'waits again' 'returned returned received approved' "$(state kit "$kit") \
$(state device "$laptop") $(state sim "$sim") $(state recipient "$hoa")"
does 'Giữ chỗ' do reserve "$spare" "recipient=$hoa" substitutes="$kit"
does 'Vắng mặt' do no-show "$(newest kit)"
is 'free again' ready "$(state device "$spare")"
does '' do reserve "$spare" "recipient=$hoa"
does '' do withdraw "$hoa" note='chuyển trường'
is 'what was kept is free' 'ready released' "$(state device "$spare") \
$(sql 'SELECT state FROM kit ORDER BY n DESC LIMIT 1')"

# --- taken back by a volunteer, who sees no pupil; and lost --------------------------------------

does '' add member name='Lê Văn Minh' short=minh role=volunteer
does '' add member name='Đỗ Hoà' short=hoa role=coordinator
sign='guided=1 boots=1 received_as=mother'
# give NAME: a pupil who has a laptop; $pupil, $laptop, $kit
give() {
	does '' add recipient name="$1" birth_date=05/10/2012 school='THCS Phù Đổng' class=7B \
		circumstance=poor
	pupil=$(tag_of "$1")
	sql "UPDATE recipient SET state = 'approved' WHERE tag = '$pupil'"
	consent "$pupil" processing guardian
	laptop=$(device laptop)
	does '' do reserve "$laptop" "recipient=$pupil"
	kit=$(sql 'SELECT tag FROM kit ORDER BY n DESC LIMIT 1')
	# shellcheck disable=SC2086
	does 'Đã trao' do hand-over "$kit" received_by='Cô Lan' $sign
}
# all_of: kit, device, pupil
all_of() { echo "$(state kit "$kit") $(state device "$laptop") $(state recipient "$pupil")"; }

give 'Ngô Văn Ẩn'
fails 'không được xem' show recipient "$pupil" --who minh
fails 'không được làm' do lose "$kit" note=mất --who minh
does 'Trả lại' do return "$laptop" note='hỏng màn hình' --who minh
grep -q 'Ẩn' "$work/out" && complain "a volunteer is told a name: $(cat "$work/out")"
is 'taken back' 'returned returned approved' "$(all_of)"
is 'who took it back' minh "$(sql "SELECT m.short FROM step s JOIN member m ON m.id = s.by
	WHERE s.kind = 'recipient' AND s.action = 'wait' ORDER BY s.n DESC LIMIT 1")"
is 'no visit any more' 0 "$(sql "SELECT count(*) FROM visit v JOIN kit k ON k.id = v.kit
	WHERE k.tag = '$kit' AND v.state = 'due'")"
fails 'không có' do wait "$pupil" --who minh
# A pupil whose support has ended waits for nothing, and a volunteer does not hear why.
give 'Ngô Văn Kín'
does '' do end "$pupil"
does 'Đã trả' do return "$kit" note=x --who minh
grep -q 'hỗ trợ\|Kín' "$work/out" && complain "a volunteer is told: $(cat "$work/out")"
is 'taken back from one who left' 'returned returned closed' "$(all_of)"

give 'Ngô Văn Mất'
does 'Thất lạc' do lose "$laptop" note='mất trộm, có đơn báo' --who hoa
is 'lost' 'lost lost approved' "$(all_of)"
spare=$(device laptop)
does 'Giữ chỗ' do reserve "$spare" "recipient=$pupil"
kit=$(sql 'SELECT tag FROM kit ORDER BY n DESC LIMIT 1')
does 'Thất lạc' do lose "$spare" note='mất trong kho'
laptop=$spare
is 'lost before it was given' 'released lost approved' "$(all_of)"
does 'Trả lại' do find "$spare" note='ở kho khác'
is 'found' returned "$(state device "$spare")"

[ "$failures" = 0 ] || exit 1
