#!/bin/sh
# A repair from the shelf: what fits is told, a part goes to one order only, before and after are
# compared, and the fund book knows what was given and bought.
set -u
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
export HOTROIT_DB="$tmp/hotroit.db" LANG=C.UTF-8
unset LC_ALL LC_MESSAGES LANGUAGE
h=$BIN/hotroit failed=0

# try WHAT EXIT PATTERN COMMAND…: the pattern is looked for in both streams.
try() {
	what=$1 code=$2 pattern=$3
	shift 3
	"$@" >"$tmp/out" 2>&1 </dev/null
	got=$?
	[ "$got" = "$code" ] && grep -q -- "$pattern" "$tmp/out" && return
	echo "FAIL $what: exit $got, expected $code and \"$pattern\": $(cat "$tmp/out")"
	failed=1
}

# tag KIND [WORD…]: of the newest such record.
tag() {
	"$h" list "$@" --limit 1 --json | sed -n 's/.*"tag":"\([^"]*\)".*/\1/p'
}

# snapshot RAM SLOTS_FREE DISK SERIAL TIME
snapshot() {
	printf '{"schema":"hotroit.snapshot/1","taken_at":"2026-11-22T%s:00+07:00",' "$5"
	printf '"probe":{"version":"1"},"device":{"id":"host","kind":"laptop",'
	printf '"transport":"host","port":null},"facts":['
	printf '{"key":"device.kind","value":"laptop"},'
	printf '{"key":"device.serial","value":"A1B2C3D4"},'
	printf '{"key":"device.vendor","value":"Máy Thử"},'
	printf '{"key":"device.model","value":"Đời 2014"},'
	printf '{"key":"cpu.class","value":"floor"},'
	printf '{"key":"cpu.clock.nominal","value":2160000000,"unit":"Hz"},'
	printf '{"key":"memory.installed","value":%s,"unit":"B"},' "$1"
	printf '{"key":"memory.module.0.size","value":%s,"unit":"B"},' "$1"
	printf '{"key":"memory.module.0.type","value":"DDR3"},'
	printf '{"key":"memory.slots","value":2},{"key":"memory.slots_free","value":%s},' "$2"
	printf '{"key":"disk.0.bus","value":"ata"},{"key":"disk.0.role","value":"internal"},'
	printf '{"key":"disk.0.serial","value":"%s"},' "$4"
	printf '{"key":"disk.0.size","value":%s,"unit":"B"},' "$3"
	printf '{"key":"storage.largest","value":%s,"unit":"B"}]}\n' "$3"
}
gib=1073741824
snapshot $gib 1 80000000000 OLDDISK1 20:00 >"$tmp/before.json"
snapshot $((4 * gib)) 0 240000000000 NEWDISK2 21:00 >"$tmp/after.json"

# ---- sizes as on a label -----------------------------------------------------
part() {
	"$h" add part "$@" >/dev/null || failed=1
	tag part
}
ram=$(part kind=ram type=ddr3 form=so-dimm 'size=2 GB' condition=ok shelf=A3)
ram2=$(part kind=ram type=ddr3 form=so-dimm size=2147483648 condition=ok shelf=A3)
part kind=ram type=ddr3 form=dimm 'size=4 GB' condition=ok shelf=B1 >/dev/null
part kind=ram type=ddr2 form=so-dimm 'size=2GB' condition=ok shelf=B2 >/dev/null
part kind=ram form=so-dimm 'size=2048 MB' condition=ok shelf=B3 >/dev/null
part kind=ram type=ddr3 form=so-dimm 'size=2 GB' condition=bad shelf=B4 >/dev/null
ssd=$(part kind=disk type=sata form=2.5 'size=240 GB' shelf=C1 cost=350000)
part kind=disk type=nvme form=m2 'size=1 TB' shelf=C2 >/dev/null
part kind=disk type=sata form=2.5 'size=80 GB' shelf=C3 >/dev/null
try 'RAM counts by 1024' 0 '"size":"\?2147483648' "$h" show part "$ram" --json
try 'a disk by 1000' 0 '"size":"\?240000000000' "$h" show part "$ssd" --json
try 'no size' 64 'size: cần một dung lượng như 2 GB' "$h" add part kind=ram 'size=2 thanh'
try 'thousands or decimals?' 64 'size: cần' "$h" add part kind=ram 'size=2.048 MB'
try 'below nothing' 64 'size' "$h" add part kind=ram size=-2

# ---- what the shelf has ------------------------------------------------------
try 'fails' 1 'KHÔNG ĐẠT' "$h" assess --save "$tmp/before.json"
device=$(tag device)
try 'RAM on the shelf' 0 "RAM: có 2 thanh DDR3 2 GB trên kệ A3 (mã $ram2, $ram)" \
	"$h" show device "$device"
try 'disk on the shelf' 0 "có 1 ổ SATA 240 GB chưa thử trên kệ C1 (mã $ssd)" \
	"$h" show device "$device"
for not in B1 B2 B3 B4 C2 C3; do
	"$h" show device "$device" | grep -q "kệ $not" && {
		echo "FAIL $not fits: $("$h" show device "$device")"
		failed=1
	}
done
try 'DDR3L is told of' 0 '1,35 V' "$h" show device "$device"

# ---- a repair ----------------------------------------------------------------
"$h" add donor name='Trường Thử' kind=school >/dev/null || failed=1
"$h" add donation 'donor=Trường Thử' kind=devices quantity=1 >/dev/null || failed=1
donation=$(tag donation)
try 'receive' 0 'Ghi tiếp nhận' "$h" do receive "$device" "donation=$donation" accessories=sạc \
	media_removed=none wipe_consent=yes battery_safety=ok condition=used
try 'triage' 0 'Phân loại' "$h" do triage "$device"
try 'repair' 0 'Sửa chữa' "$h" do repair "$device" symptom='thiếu RAM, ổ nhỏ'
repair=$(tag repair)
try 'the shelf stands in the order' 0 "trên kệ A3 (mã $ram2, $ram)" "$h" show repair "$repair"

# ---- one part, one order -----------------------------------------------------
try 'keep for an order' 0 'Giữ chỗ' "$h" do keep-part "$ram" "repair=$repair"
try 'second machine' 1 'KHÔNG ĐẠT' "$h" assess --save --device-tag new "$tmp/before.json"
other=$(tag device)
"$h" do receive "$other" "donation=$donation" accessories=0 media_removed=none wipe_consent=yes \
	battery_safety=ok >/dev/null && "$h" do triage "$other" >/dev/null &&
	"$h" do repair "$other" symptom='thiếu RAM' >/dev/null || failed=1
repair2=$(tag repair)
try 'kept for another' 77 "$ram đang «Giữ chỗ», phiếu $repair" \
	"$h" do use-part "$repair2" "part=$ram"
try 'ours' 0 'Lấy linh kiện' "$h" do use-part "$repair" "part=$ram"
try 'used by another' 77 "$ram đang «Đã dùng», phiếu $repair" \
	"$h" do use-part "$repair2" "part=$ram"
try 'used twice' 77 'đang «Đã dùng»' "$h" do use-part "$repair" "part=$ram"
try 'not theirs to put back' 77 'không dùng cho phiếu này' \
	"$h" do put-back "$repair2" "part=$ram"
try 'no such part' 66 'list part' "$h" do use-part "$repair" part=nowhere
try 'used ones are not offered' 0 "có 1 thanh DDR3 2 GB trên kệ A3 (mã $ram2)" \
	"$h" show repair "$repair2"

# Two people at once: one gets it, the other one line.
for try in 1 2 3; do
	"$h" do use-part "$repair" "part=$ram2" >"$tmp/a" 2>&1 &
	first=$!
	"$h" do use-part "$repair2" "part=$ram2" >"$tmp/b" 2>&1 &
	second=$!
	wait "$first"
	a=$?
	wait "$second"
	b=$?
	[ $((a == 0)) != $((b == 0)) ] && [ "$(cat "$tmp/a" "$tmp/b" | wc -l)" = 2 ] || {
		echo "FAIL two at once: $a $b $(cat "$tmp/a" "$tmp/b")"
		failed=1
	}
	mine=$repair
	[ "$a" = 0 ] || mine=$repair2
	try "put back $try" 0 'Trả linh kiện' "$h" do put-back "$mine" "part=$ram2"
done
try 'two steps each, no more' 0 '^3$' \
	sh -c '"$1" list step action=put-back --json | grep -c put-back' sh "$h"
try 'discard' 0 'Đã bỏ' "$h" do discard-part "$ram2" note='chân gãy'
try 'discarded is gone' 77 'đang «Đã bỏ»' "$h" do use-part "$repair" "part=$ram2"

# ---- the end of it -----------------------------------------------------------
try 'disk' 0 'Lấy linh kiện' "$h" do use-part "$repair" "part=$ssd"
try 'finish asks for a probe' 0 'dò lại máy' "$h" do finish "$repair" action='thay RAM, ổ' \
	result=fixed minutes=40 cost=50000
try 'not looked after yet' 0 'Sau sửa chưa dò lại' "$h" show repair "$repair"
"$h" assess --save --device-tag "$device" "$tmp/after.json" >/dev/null
try 'RAM before and after' 0 'RAM đã lắp: 1 GB → 4 GB' "$h" show repair "$repair"
try 'disk exchanged' 0 'ổ đã thay' "$h" show repair "$repair"
try 'what passes now' 0 'nay đạt: .*RAM' "$h" show repair "$repair"
try 'sum' 0 'Cộng chi phí: 400.000' "$h" show repair "$repair"
try 'parts used' 0 "^  $ssd  Ổ cứng  sata  240 GB" "$h" show repair "$repair"
try 'no serial is told' 1 '^$' sh -c \
	'"$1" show repair "$2" | grep "DISK[12]" || { echo; exit 1; }' sh "$h" "$repair"
try 'a later probe changes nothing' 1 'KHÔNG ĐẠT' \
	"$h" assess --save --device-tag "$device" "$tmp/before.json"
try 'the same after' 0 'RAM đã lắp: 1 GB → 4 GB' "$h" show repair "$repair"

kept=$(part kind=ram type=ddr2 form=so-dimm 'size=1 GB')
try 'kept for what is given up' 0 'Giữ chỗ' "$h" do keep-part "$kept" "repair=$repair2"
try 'give up needs a why' 64 'barrier' "$h" do give-up "$repair2"
try 'give up' 0 'Hỏng hẳn' "$h" do give-up "$repair2" barrier=no-part
try 'barrier' 0 'Vướng vì  *Không có LK' "$h" show repair "$repair2"

try 'and what was kept is free' 0 'Trạng thái  *Trên kệ' "$h" show part "$kept"
try 'not for a closed order' 77 'đã đóng' "$h" do keep-part "$kept" "repair=$repair2"

# ---- chargers ----------------------------------------------------------------
"$h" add accessory kind=charger 'rating=19.5V 4.62A' shelf=D1 condition=ok >/dev/null || failed=1
"$h" add accessory kind=charger 'rating=12V 5A' shelf=D2 condition=ok >/dev/null || failed=1

charger=$(tag accessory rating='19.5V 4.62A')
"$h" add inspection "device=$other" what=charger result=bad by=Bình >/dev/null || failed=1
try 'rating asked for' 0 'ghi vôn và ampe trên nhãn máy' "$h" show device "$other"
"$h" set device "$other" note='nhãn dưới máy: 19.5V 3.42A' >/dev/null || failed=1
try 'charger on the shelf' 0 "Sạc: có 1 sạc 19.5V 4.62A trên kệ D1 (mã $charger)" \
	"$h" show device "$other"

# ---- taking a machine apart --------------------------------------------------
try 'strip asks for the data' 77 'Lấy linh kiện' "$h" do strip "$other"
"$h" add member name='Bình Thử' role=volunteer >/dev/null || failed=1
try 'wipe' 0 'Ghi một ổ' "$h" do erase "$other" disk=1 medium=hdd level=purge \
	method=nwipe result=ok 'wiped_by=Bình Thử'
try 'strip' 0 'Lấy linh kiện' "$h" do strip "$other"
try 'what the probe saw' 0 "harvest $other kind=ram type=ddr3 size=1073741824 form=so-dimm" \
	"$h" do harvest "$other"
try 'a disk too' 0 "harvest $other kind=disk type=sata size=80000000000" \
	"$h" do harvest "$other"
try 'harvest' 0 'Ghi linh kiện' "$h" do harvest "$other" kind=ram type=ddr3 'size=1 GB' \
	form=so-dimm condition=ok shelf=A3
try 'stock, from that machine' 0 "Lấy từ máy  *$other" "$h" show part "$(tag part)"
try 'counted' 0 'đã ghi 1 linh kiện' "$h" do harvest "$other"

# ---- the fund book -----------------------------------------------------------
"$h" add purchase bought_on=2026-11-22 what='RAM DDR3 2 GB' amount=300000 >/dev/null || failed=1
purchase=$(tag purchase)
try 'planned' 0 'Dự kiến' "$h" show purchase "$purchase"
try 'by a step only' 64 'state' "$h" set purchase "$purchase" state=bought
try 'paid ahead' 0 'lưu ý: quỹ âm' "$h" do pay "$purchase" invoice=HD01
try 'once' 77 'chưa đến lượt' "$h" do pay "$purchase"
"$h" add donation 'donor=Trường Thử' kind=money amount=2000000 >/dev/null || failed=1
money=$(tag donation)
try 'what is paid stays' 64 'đảo dòng chi' "$h" set purchase "$purchase" amount=1
try 'money first' 77 'do bank' "$h" do close "$money"
try 'bank' 0 'Đã nhận đủ' "$h" do bank "$money" voucher=PT01
try 'what is banked stays' 64 'reopen' "$h" set donation "$money" amount=1
try 'banked once' 77 'chưa đến lượt' "$h" do bank "$money"
try 'reopened, still once' 0 'Đang nhận' "$h" do reopen "$money" note='còn đồ'
try 'banked once still' 77 'đã vào quỹ' "$h" do bank "$money"
try 'no money to bank' 77 'không có tiền' "$h" do bank "$donation"
try 'closed' 0 'Đã nhận đủ' "$h" do close "$donation"
try 'balance' 0 '^Tồn quỹ: 1.700.000' "$h" list fund
try 'for people only' 1 '^$' sh -c '"$1" list fund --csv | grep "Tồn" || { echo; exit 1; }' sh "$h"
try 'the book is whole' 0 'Sổ quỹ: 2 dòng liền mạch' "$h" doctor

# A line changed behind the program's back.
sqlite3 "$HOTROIT_DB" "SELECT 'DROP TRIGGER \"' || name || '\";' FROM sqlite_master
	WHERE type = 'trigger'" | sqlite3 "$HOTROIT_DB"
sqlite3 "$HOTROIT_DB" 'UPDATE fund SET amount = 30000 WHERE number = 1' || failed=1
try 'a tampered line is seen' 65 'dòng số 1 không còn như lúc ghi' "$h" doctor
try 'and what to do' 65 'đối chiếu chứng từ' "$h" doctor

exit $failed
