#!/bin/sh
# A repair from the shelf: what fits is told, a part goes to one order only, before and after are
# compared, and the fund book knows what was given and bought.
set -u
. "$SRC/tests/e2e/book_rig"

# tag KIND [WORD…]: of the newest such record.
tag() {
	"$hotroit" list "$@" --limit 1 --json | sed -n 's/.*"tag":"\([^"]*\)".*/\1/p'
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
snapshot $gib 1 80000000000 OLDDISK1 20:00 >"$work/before.json"
snapshot $((4 * gib)) 0 240000000000 NEWDISK2 21:00 >"$work/after.json"

# ---- sizes as on a label -----------------------------------------------------
part() {
	"$hotroit" add part "$@" >/dev/null || complain 'add part'
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
try 'RAM counts by 1024' 0 '"size":"\?2147483648' "$hotroit" show part "$ram" --json
try 'a disk by 1000' 0 '"size":"\?240000000000' "$hotroit" show part "$ssd" --json
try 'no size' 64 'size: cần một dung lượng như 2 GB' "$hotroit" add part kind=ram 'size=2 thanh'
try 'thousands or decimals?' 64 'size: cần' "$hotroit" add part kind=ram 'size=2.048 MB'
try 'below nothing' 64 'size' "$hotroit" add part kind=ram size=-2

# ---- what the shelf has ------------------------------------------------------
try 'fails' 1 'KHÔNG ĐẠT' "$hotroit" assess --save "$work/before.json"
device=$(tag device)
try 'RAM on the shelf' 0 "RAM: có 2 thanh DDR3 2 GB trên kệ A3 (mã $ram2, $ram)" \
	"$hotroit" show device "$device"
try 'disk on the shelf' 0 "có 1 ổ SATA 240 GB chưa thử trên kệ C1 (mã $ssd)" \
	"$hotroit" show device "$device"
for not in B1 B2 B3 B4 C2 C3; do
	"$hotroit" show device "$device" | grep -q "kệ $not" &&
		complain "$not fits: $("$hotroit" show device "$device")"
done
try 'DDR3L is told of' 0 '1,35 V' "$hotroit" show device "$device"

# ---- a repair ----------------------------------------------------------------
"$hotroit" add donor name='Trường Thử' kind=school >/dev/null || complain 'add donor'
"$hotroit" add donation 'donor=Trường Thử' kind=devices quantity=1 >/dev/null ||
	complain 'add donation'
donation=$(tag donation)
try 'receive' 0 'Ghi tiếp nhận' \
	"$hotroit" do receive "$device" "donation=$donation" accessories=sạc \
	media_removed=none wipe_consent=yes battery_safety=ok condition=used
try 'triage' 0 'Phân loại' "$hotroit" do triage "$device"
try 'repair' 0 'Sửa chữa' "$hotroit" do repair "$device" symptom='thiếu RAM, ổ nhỏ'
repair=$(tag repair)
try 'the shelf stands in the order' 0 "trên kệ A3 (mã $ram2, $ram)" "$hotroit" show repair "$repair"

# ---- one part, one order -----------------------------------------------------
try 'keep for an order' 0 'Giữ chỗ' "$hotroit" do keep-part "$ram" "repair=$repair"
try 'second machine' 1 'KHÔNG ĐẠT' "$hotroit" assess --save --device-tag new "$work/before.json"
other=$(tag device)
"$hotroit" do receive "$other" "donation=$donation" accessories=0 media_removed=none \
	wipe_consent=yes battery_safety=ok >/dev/null && "$hotroit" do triage "$other" >/dev/null &&
	"$hotroit" do repair "$other" symptom='thiếu RAM' >/dev/null || complain 'do repair'
repair2=$(tag repair)
try 'kept for another' 77 "$ram đang «Giữ chỗ», phiếu $repair" \
	"$hotroit" do use-part "$repair2" "part=$ram"
try 'ours' 0 'Lấy linh kiện' "$hotroit" do use-part "$repair" "part=$ram"
try 'used by another' 77 "$ram đang «Đã dùng», phiếu $repair" \
	"$hotroit" do use-part "$repair2" "part=$ram"
try 'used twice' 77 'đang «Đã dùng»' "$hotroit" do use-part "$repair" "part=$ram"
try 'not theirs to put back' 77 'không dùng cho phiếu này' \
	"$hotroit" do put-back "$repair2" "part=$ram"
try 'no such part' 66 'list part' "$hotroit" do use-part "$repair" part=nowhere
try 'used ones are not offered' 0 "có 1 thanh DDR3 2 GB trên kệ A3 (mã $ram2)" \
	"$hotroit" show repair "$repair2"

# Two people at once: one gets it, the other one line.
for try in 1 2 3; do
	"$hotroit" do use-part "$repair" "part=$ram2" >"$work/a" 2>&1 &
	first=$!
	"$hotroit" do use-part "$repair2" "part=$ram2" >"$work/b" 2>&1 &
	second=$!
	wait "$first"
	a=$?
	wait "$second"
	b=$?
	[ $((a == 0)) != $((b == 0)) ] && [ "$(cat "$work/a" "$work/b" | wc -l)" = 2 ] ||
		complain "two at once: $a $b $(cat "$work/a" "$work/b")"
	mine=$repair
	[ "$a" = 0 ] || mine=$repair2
	try "put back $try" 0 'Trả linh kiện' "$hotroit" do put-back "$mine" "part=$ram2"
done
try 'two steps each, no more' 0 '^3$' \
	sh -c '"$1" list step action=put-back --json | grep -c put-back' sh "$hotroit"
try 'discard' 0 'Đã bỏ' "$hotroit" do discard-part "$ram2" note='chân gãy'
try 'discarded is gone' 77 'đang «Đã bỏ»' "$hotroit" do use-part "$repair" "part=$ram2"

# ---- the end of it -----------------------------------------------------------
try 'disk' 0 'Lấy linh kiện' "$hotroit" do use-part "$repair" "part=$ssd"
try 'finish asks for a probe' 0 'dò lại máy' "$hotroit" do finish "$repair" action='thay RAM, ổ' \
	result=fixed minutes=40 cost=50000
try 'not looked after yet' 0 'Sau sửa chưa dò lại' "$hotroit" show repair "$repair"
"$hotroit" assess --save --device-tag "$device" "$work/after.json" >/dev/null
try 'RAM before and after' 0 'RAM đã lắp: 1 GB → 4 GB' "$hotroit" show repair "$repair"
try 'disk exchanged' 0 'ổ đã thay' "$hotroit" show repair "$repair"
try 'what passes now' 0 'nay đạt: .*RAM' "$hotroit" show repair "$repair"
try 'sum' 0 'Cộng chi phí: 400.000' "$hotroit" show repair "$repair"
try 'parts used' 0 "^  $ssd  Ổ cứng  sata  240 GB" "$hotroit" show repair "$repair"
try 'no serial is told' 1 '^$' sh -c \
	'"$1" show repair "$2" | grep "DISK[12]" || { echo; exit 1; }' sh "$hotroit" "$repair"
try 'a later probe changes nothing' 1 'KHÔNG ĐẠT' \
	"$hotroit" assess --save --device-tag "$device" "$work/before.json"
try 'the same after' 0 'RAM đã lắp: 1 GB → 4 GB' "$hotroit" show repair "$repair"

kept=$(part kind=ram type=ddr2 form=so-dimm 'size=1 GB')
try 'kept for what is given up' 0 'Giữ chỗ' "$hotroit" do keep-part "$kept" "repair=$repair2"
try 'give up needs a why' 64 'barrier' "$hotroit" do give-up "$repair2"
try 'give up' 0 'Hỏng hẳn' "$hotroit" do give-up "$repair2" barrier=no-part
try 'barrier' 0 'Vướng vì  *Không có LK' "$hotroit" show repair "$repair2"

try 'and what was kept is free' 0 'Trạng thái  *Trên kệ' "$hotroit" show part "$kept"
try 'not for a closed order' 77 'đã đóng' "$hotroit" do keep-part "$kept" "repair=$repair2"

# ---- chargers ----------------------------------------------------------------
"$hotroit" add accessory kind=charger 'rating=19.5V 4.62A' shelf=D1 condition=ok >/dev/null ||
	complain 'add accessory'
"$hotroit" add accessory kind=charger 'rating=12V 5A' shelf=D2 condition=ok >/dev/null ||
	complain 'add accessory'

charger=$(tag accessory rating='19.5V 4.62A')
"$hotroit" add inspection "device=$other" what=charger result=bad by=Bình >/dev/null ||
	complain 'add inspection'
try 'rating asked for' 0 'ghi vôn và ampe trên nhãn máy' "$hotroit" show device "$other"
"$hotroit" set device "$other" note='nhãn dưới máy: 19.5V 3.42A' >/dev/null || complain 'set device'
try 'charger on the shelf' 0 "Sạc: có 1 sạc 19.5V 4.62A trên kệ D1 (mã $charger)" \
	"$hotroit" show device "$other"

# ---- taking a machine apart --------------------------------------------------
try 'strip asks for the data' 77 'Lấy linh kiện' "$hotroit" do strip "$other"
"$hotroit" add member name='Bình Thử' role=volunteer >/dev/null || complain 'add member'
try 'wipe' 0 'Ghi một ổ' "$hotroit" do erase "$other" disk=1 medium=hdd level=purge \
	method=nwipe result=ok 'wiped_by=Bình Thử'
try 'strip' 0 'Lấy linh kiện' "$hotroit" do strip "$other"
try 'what the probe saw' 0 "harvest $other kind=ram type=ddr3 size=1073741824 form=so-dimm" \
	"$hotroit" do harvest "$other"
try 'a disk too' 0 "harvest $other kind=disk type=sata size=80000000000" \
	"$hotroit" do harvest "$other"
try 'harvest' 0 'Ghi linh kiện' "$hotroit" do harvest "$other" kind=ram type=ddr3 'size=1 GB' \
	form=so-dimm condition=ok shelf=A3
try 'stock, from that machine' 0 "Lấy từ máy  *$other" "$hotroit" show part "$(tag part)"
try 'counted' 0 'đã ghi 1 linh kiện' "$hotroit" do harvest "$other"

# ---- the fund book -----------------------------------------------------------
"$hotroit" add purchase bought_on=2026-11-22 what='RAM DDR3 2 GB' amount=300000 >/dev/null ||
	complain 'add purchase'
purchase=$(tag purchase)
try 'planned' 0 'Dự kiến' "$hotroit" show purchase "$purchase"
try 'by a step only' 64 'state' "$hotroit" set purchase "$purchase" state=bought
try 'paid ahead' 0 'lưu ý: quỹ âm' "$hotroit" do pay "$purchase" invoice=HD01
try 'once' 77 'chưa đến lượt' "$hotroit" do pay "$purchase"
"$hotroit" add donation 'donor=Trường Thử' kind=money amount=2000000 >/dev/null ||
	complain 'add donation'
money=$(tag donation)
try 'what is paid stays' 64 'đảo dòng chi' "$hotroit" set purchase "$purchase" amount=1
try 'money first' 77 'do bank' "$hotroit" do close "$money"
try 'bank' 0 'Đã nhận đủ' "$hotroit" do bank "$money" voucher=PT01
try 'what is banked stays' 64 'reopen' "$hotroit" set donation "$money" amount=1
try 'banked once' 77 'chưa đến lượt' "$hotroit" do bank "$money"
try 'reopened, still once' 0 'Đang nhận' "$hotroit" do reopen "$money" note='còn đồ'
try 'banked once still' 77 'đã vào quỹ' "$hotroit" do bank "$money"
try 'no money to bank' 77 'không có tiền' "$hotroit" do bank "$donation"
try 'closed' 0 'Đã nhận đủ' "$hotroit" do close "$donation"
try 'balance' 0 '^Tồn quỹ: 1.700.000' "$hotroit" list fund
try 'for people only' 1 '^$' sh -c '"$1" list fund --csv | grep "Tồn" || { echo; exit 1; }' sh \
	"$hotroit"
try 'the book is whole' 0 'Sổ quỹ: 2 dòng liền mạch' "$hotroit" doctor

# A line changed behind the program's back.
sqlite3 "$HOTROIT_DB" "SELECT 'DROP TRIGGER \"' || name || '\";' FROM sqlite_master
	WHERE type = 'trigger'" | sqlite3 "$HOTROIT_DB"
sqlite3 "$HOTROIT_DB" 'UPDATE fund SET amount = 30000 WHERE number = 1' || complain tamper
try 'a tampered line is seen' 65 'dòng số 1 không còn như lúc ghi' "$hotroit" doctor
try 'and what to do' 65 'đối chiếu chứng từ' "$hotroit" doctor

[ "$failures" = 0 ] || exit 1
