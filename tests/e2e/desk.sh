#!/bin/sh
# A coordinator's work on many pupils at once: a whole list verified and approved, what was odd left
# and told, and what waits counted on the first screen.
set -u
. "$SRC/tests/e2e/book_rig"

# pupil NAME NAME=VALUE…: of the list, with the leave that processing needs
pupil() {
	name=$1
	shift
	does '' add recipient "name=$name" school='THCS Phù Đổng' class=8A1 circumstance=poor \
		roster='Đợt 11' network=wired "$@"
	does '' add consent "recipient=$(tag_of "$name")" purpose=processing given_by=guardian \
		given_on=01/11/2026 evidence='phiếu 12'
}

states() {
	sql "SELECT group_concat(state || ' ' || c, ', ') FROM (SELECT state, count(*) AS c FROM
		recipient GROUP BY state ORDER BY state)"
}

does '' add unit name='THCS Phù Đổng' kind=school level=thcs
does '' add roster name='Đợt 11' unit='THCS Phù Đổng'
pupil 'Nguyễn Thị Hòa' birth_date=05/10/2012
pupil 'Trần Văn Nam'
pupil 'Lê Thị Tuyết'
pupil 'Phạm Văn Lẻ' birth_date=01/02/2013 personal_id=001212000777
does '' add recipient name='Đỗ Văn Chưa' school='THCS Phù Đổng' class=8A1 circumstance=poor \
	roster='Đợt 11'
roster=$(sql 'SELECT tag FROM roster')
fails 'chưa đến lượt' do verify "$roster"
does 'đề xuất thêm 5' do send "$roster"

# --- the plan of a programme ---------------------------------------------------------------------

fails 'plan: .*gia-lam-2021$' add programme name='Sai' plan=gialam
fails 'gia-lam-2021, .*thu-duc-2024' add programme name='Sai' plan=xyz
does '' add programme name='Đúng' plan=gia-lam-2021
fails 'gần nhất: thu-duc-2024' set programme 'Đúng' plan=thuduc
does '' set programme 'Đúng' plan=
printf 'name;plan\nTừ tệp;gia-lam-2022\n' >"$work/programmes.csv"
"$hotroit" import programme "$work/programmes.csv" >"$work/out" 2>&1
grep -q 'gần nhất: gia-lam-2021' "$work/out" || complain "from a file: $(cat "$work/out")"

# --- many at once --------------------------------------------------------------------------------

fails 'only: XXXXXXX không ở danh sách' do verify "$roster" only="$(tag_of 'Trần Văn Nam'), XXXXXXX"
is 'nobody was taken' 'proposed 5' "$(states)"
does 'xác minh 1 em, để lại 0$' do verify "$roster" only="$(tag_of 'Trần Văn Nam')"
does "xác minh 2 em, để lại 2; " do verify "$roster"
grep -q "$(tag_of 'Phạm Văn Lẻ') (dòng 3, Phạm Văn Lẻ, 8A1): số định danh nói sinh" "$work/out" ||
	complain "the odd one: $(cat "$work/out")"
grep -q "$(tag_of 'Đỗ Văn Chưa') (dòng 1, Đỗ Văn Chưa, 8A1): ghi giấy đồng ý" "$work/out" ||
	complain "the one without leave: $(cat "$work/out")"
is 'verified' 'proposed 2, verified 3' "$(states)"
fails 'các nơi duyệt: doan' do approve "$roster" body=xa
fails 'body' do approve "$roster"
is 'nothing was kept' 'proposed 2, verified 3' "$(states)"
does 'duyệt 1 em, để lại 0, đủ nơi duyệt 0$' do approve "$roster" body=doan \
	only="$(tag_of 'Trần Văn Nam' | tr A-Z a-z)"
does "duyệt 2 em, để lại 1, đủ nơi duyệt 0; $(tag_of 'Trần Văn Nam') (dòng 4, .*): doan đã duyệt" \
	do approve "$roster" body=doan document='12-CV/ĐTN'
does 'duyệt 3 em, để lại 0, đủ nơi duyệt 3$' do approve "$roster" body=giao-duc
is 'approved' 'approved 3, proposed 2' "$(states)"
is 'each with its document' 2 "$(sql "SELECT count(*) FROM approval WHERE document = '12-CV/ĐTN'")"
fails 'không có em nào đang chờ' do approve "$roster" body=doan

# --- who came from a file ------------------------------------------------------------------------

does '' add roster name='Đợt 12' unit='THCS Phù Đổng'
printf 'Họ và tên;Trường;Lớp\nLê A;THCS Phù Đổng;6A\nLê B;THCS Phù Đổng;6A\nLê C;;6A\n' \
	>"$work/list.csv"
does 'thêm 3' import recipient "$work/list.csv"
does 'thêm 2 em$' do gather "$(sql "SELECT tag FROM roster WHERE name = 'Đợt 12'")"
does 'thêm 0 em$' do gather "$(sql "SELECT tag FROM roster WHERE name = 'Đợt 12'")"
fails 'chưa đến lượt' do gather "$roster"

# --- the first screen ----------------------------------------------------------------------------

does '"recipients_proposed":2,"recipients_verified":0,"recipients_waiting":3,"kits_past":0,' \
	home --json
does 'Đề xuất, chờ xác minh *2$' home

[ "$failures" = 0 ] || exit 1
