#!/bin/sh
# A disk that was wiped waits for a second person, also of a machine that goes back to its donor:
# neither who wiped nor who wrote that down for them verifies it.
set -u
. "$SRC/tests/e2e/book_rig"

for name in lan:coordinator minh:volunteer tu:volunteer; do
	does '' add member "name=${name%:*}" "short=${name%:*}" "role=${name#*:}"
done
does '' add donor name='Bác Tư' kind=person
does '' add donation donor='bac tu' kind=devices

# device: one that may be wiped; $device
device() {
	does '' add device kind=laptop battery_safety=ok donation="$(newest donation)" \
		accessories=0 media_removed=none wipe_consent=yes
	device=$(newest device)
	does 'Phân loại' do triage "$device"
}
# erased WHO DISK MORE…: written down by WHO; $wipe
erased() {
	who=$1 disk=$2
	shift 2
	does '' do erase "$device" disk="$disk" medium=hdd level=clear method='ghi đè' "$@" \
		--who "$who"
	wipe=$(newest wipe)
}
# no WORDS WHO ID MORE…: the verification is refused
no() {
	words=$1 who=$2
	shift 2
	try "refused to $who" 77 "$words" "$hotroit" do verify "$@" --who "$who"
}
verified() {
	sql "SELECT m.name || ', ' || w.verify_method FROM wipe w
		JOIN member m ON m.id = w.verified_by
		WHERE w.tag = '$1' AND verified_at IS NOT NULL"
}

device
erased lan 'ST1 …0001' result=ok
try 'nobody signed in' 77 'đăng nhập' "$hotroit" do verify "$wipe"
no 'phải khác người xoá' lan "$wipe"
try 'how is not told' 64 'verify_method' "$hotroit" do verify "$wipe" --who minh
is 'nobody yet' '' "$(verified "$wipe")"
does 'Soát' do verify "$wipe" verify_method='đọc lại 10 chỗ' --who minh
is 'a second person' 'minh, đọc lại 10 chỗ' "$(verified "$wipe")"
no 'đã có người soát' tu "$wipe"

# Of another's work; the machine goes home, and is verified all the same, with all its disks.
device
erased minh 'ST2 …0002' result=ok wiped_by=lan verify_method='đọc lại 20 chỗ'
two=$wipe
erased minh 'ST3 …0003' result=ok
no 'người ghi phiếu' minh "$two"
no 'người xoá' lan "$two"
does 'Hoàn trả' do give-back "$device" note='chủ đổi ý'
does 'Soát' do verify "$device" verify_method='đọc lại 30 chỗ' --who lan
is "not one's own" '' "$(verified "$two")"
is 'the other one' 'lan, đọc lại 30 chỗ' "$(verified "$wipe")"
no 'người xoá' lan "$device"
try 'what was told stands' 64 'verify_method' "$hotroit" do verify "$two" verify_method=khác \
	--who tu
does 'Soát' do verify "$device" --who tu
is 'as it was told' 'tu, đọc lại 20 chỗ' "$(verified "$two")"
no 'không có ổ nào chờ soát' tu "$device"

# Not done, not verified.
device
erased lan 'ST4 …0004' result=failed
no 'chỉ soát ổ đã xoá xong' minh "$wipe" verify_method=x
no 'không có ổ nào chờ soát' minh "$device"

# Of one disk the newest wiping tells, under whatever name: what found data takes an "ok" back.
data() { sql "SELECT data_state FROM device WHERE tag = '$device'"; }
device
erased lan 'ST5 …0005' result=ok
first=$wipe
is 'wiped' cleared "$(data)"
does 'Xoá' do wipe "$device" waiver='đã xem' --who lan
erased lan 'Seagate …0005' result=failed
is 'data was found' present "$(data)"
no 'chỉ soát ổ đã xoá xong' minh "$first" verify_method=x
try 'no certificate' 77 'chưa ghi xoá xong' "$hotroit" export wipe-certificate "$device" \
	-o "$work/none.pdf"
try 'no final check' 77 'còn 1 ổ chưa có phiếu' "$hotroit" do check "$device" --who lan
erased lan 'ST5 …0005' result=failed started_at='01/02/2026 08:00'
erased lan 'ST5 …0005' result=ok
is 'wiped again' cleared "$(data)"
erased lan 'ST5 …0005' result=failed started_at='01/02/2026 08:00'
is 'an old failure told late' cleared "$(data)"
no 'chỉ soát ổ đã xoá xong' minh "$first" verify_method=x
"$hotroit" export wipe-certificate "$device" --format json -o "$work/certificate.json" >/dev/null
is 'one disk on paper' 1 "$(grep -o '"Mức xoá"' "$work/certificate.json" | wc -l)"
does 'Kiểm tra cuối' do check "$device" --who lan

# Nor is one that is done and verified carried in from a list, once the book is in use.
member() { sql "SELECT id FROM member WHERE short = '$1'"; }
kept=$(sql 'SELECT count(*) FROM wipe')
sql "CREATE TABLE aside AS SELECT * FROM wipe; DELETE FROM wipe"
{
	printf 'id,device,disk,medium,level,method,result,wiped_by,finished_at,'
	echo 'verified_by,verified_at'
	printf '00000000-0000-7000-8000-000000000001,%s,ST1 …0001,hdd,clear,ghi,ok,%s,' \
		"$(sql "SELECT id FROM device WHERE tag = '$device'")" "$(member lan)"
	printf '2026-02-01T10:00:00+07:00,%s,2026-02-01T11:00:00+07:00\n' "$(member minh)"
} >"$work/wipes.csv"
try 'from a list' 65 'sổ đã dùng' "$hotroit" import wipe "$work/wipes.csv" --who lan
sql "INSERT INTO wipe SELECT * FROM aside; DROP TABLE aside"
is 'none came' "$kept" "$(sql 'SELECT count(*) FROM wipe')"

# What a volunteer may not see stays so, whatever else has such a step.
does '' add recipient name='Nguyễn Thị Hoà' --who lan
no 'không được xem' minh "$(newest recipient_whole)"

[ "$failures" = 0 ] || exit 1
