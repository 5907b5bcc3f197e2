#!/bin/bash
# Wiping on a made-up machine: its sys, proc and dev are folders, its disks plain files of 4 MiB
# here, and the tools are stand-ins that do to the file what the real ones do to a disk, or fail in
# the way they do. Where this machine gives us a loop device, the real nwipe wipes one, too.
tmp=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d) || exit 1
loop=''
cleanup() {
	[ -z "$loop" ] || losetup -d "$loop"
	rm -rf "$tmp"
}
trap cleanup EXIT
root=$tmp/root tools=$tmp/tools out=$tmp/out
wipe=$BIN/hotroit-wipe
export LC_ALL=C.UTF-8
failed=0
MIB=4

fail() {
	echo "FAIL $*"
	failed=1
}

# disk NAME LINK REMOVABLE ROTATIONAL NUMBER SERIAL: full of somebody's data
disk() {
	local real=$root/sys/devices/$2/block/$1

	mkdir -p "$real/holders" "$real/device" "$real/queue" "$root/dev" "$root/sys/block"
	ln -sfn "../devices/$2/block/$1" "$root/sys/block/$1"
	echo "$3" >"$real/removable"
	echo $((MIB * 2048)) >"$real/size"
	echo 0 >"$real/ro"
	echo "$4" >"$real/queue/rotational"
	echo 0 >"$real/queue/discard_max_bytes"
	echo "$5:0" >"$real/dev"
	echo "MODEL-$1" >"$real/device/model"
	echo "$6" >"$real/device/serial"
	printf '\0\200\0\010%-8s' "$6" >"$real/device/vpd_pg80"
	yes 'somebody was here' | head -c ${MIB}M >"$root/dev/$1"
}

machine() {
	rm -rf "$root" "$out"
	mkdir -p "$root/proc/self" "$root/sys/class/dmi/id" "$out"
	echo '22 1 99:2 / / rw - ext4 /dev/none rw' >"$root/proc/self/mountinfo"
	: >"$root/proc/swaps"
	disk sda pci0000:00/0000:00:1f.2/ata1/host0/target0:0:0/0:0:0:0 0 1 8 SER-A111
	disk sdb pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0/host6/target6:0:0/6:0:0:0 1 1 9 STICK
	cat >"$tmp/machine.json" <<-EOT
		{"schema":"hotroit.snapshot/1","taken_at":"2026-11-23T09:00:00+07:00",
		 "device":{"id":"host","transport":"host"},"facts":[
		 {"key":"device.uuid","value":"4c4c4544-0032-3510-8053-b7c04f4e3153"},
		 {"key":"device.serial","value":"PF-1"},
		 {"key":"device.model","value":"ThinkPad T400"},
		 {"key":"disk.0.role","value":"internal"},
		 {"key":"disk.0.serial","value":"SER-A111"}]}
	EOT
}

now=$(date -u +%FT%T+00:00)
# mark FIELD VALUE: as the bench writes it
mark() { printf '"%s:%.64s"' "$1" "$(printf 'hotroit-orders\n%s\n%s' "$1" "$2" | sha256sum)"; }
# orders CONSENT [UUID]
orders() {
	local uuid=${2:-4C4C4544-0032-3510-8053-B7C04F4E3153} serial=${ordered_serial-PF-1}

	cat >"$tmp/orders.json" <<-EOT
		{"format":"hotroit-orders","version":1,"made_at":"${made_at:-$now}",
		 "orders":[{"tag":"7K2M9QX","consent":"$1","fingerprint":[
		 $(mark uuid "$uuid")${serial:+,$(mark serial "$serial")}
		 ${ordered_disk:+,$(mark disk "$ordered_disk")}]}]}
	EOT
}

# tool NAME: its body from standard input
tool() {
	mkdir -p "$tools"
	{ echo '#!/bin/bash' && cat; } >"$tools/$1"
	chmod 755 "$tools/$1"
}

zero='size=$(stat -Lc %s "$disk")
dd if=/dev/zero of="$disk" bs=1M iflag=count_bytes count="$size" conv=notrunc status=none'
NWIPE='disk=${!#}; [ "$1" != --version ] || { echo "nwipe version 0.33"; exit; }
'"$zero"'
name=${disk##*/}
echo "[2026/11/23 04:33:56]  notice: $size bytes written to $disk"
echo "!   Device | Pass Errors | Verifications Errors | Fdatasync I\O Errors"
echo "  $name |           0 |                    0 |                    0"
echo "  $name | Erased |   0 B/s | 00:00:01 | MODEL/SER"'

# hides WHAT: hdparm -N says so
hides() { tool hdparm <<<"[ \$1 = -N ] && echo ' max sectors   = $1' || echo hdparm v9.65"; }

tools() {
	rm -rf "$tools"
	tool nwipe <<<"$NWIPE"
	hides '8192/8192, HPA is disabled'
	tool blkid <<<'exit 2'
}
PATH=$tools:$PATH

listed() { "$wipe" --list --root "$root" --snapshot "$tmp/machine.json" 2>"$tmp/said"; }
# id NAME: as the list tells it
id() { listed | awk -F'\t' -v name="$1" '$2 == name { print $2 "=" $3 }'; }
# why NAME
why() { listed | awk -F'\t' -v name="$1" '$2 == name { print $11 }'; }

# run ARGUMENT…: with what most runs have in common
run() {
	"$wipe" --run --root "$root" --snapshot "$tmp/machine.json" \
		--orders "${orders:-$tmp/orders.json}" --out "$out" --tag 7K2M9QX --by lan "$@" \
		>"$tmp/told" 2>"$tmp/said"
}

untouched() { cmp -s "$root/dev/$1" <(yes 'somebody was here' | head -c ${MIB}M); }
blank() { cmp -s "$root/dev/$1" <(head -c ${MIB}M /dev/zero); }
# told KEY: its value in the one report, of the first disk
told() { python3 -c 'import glob, json, sys
report = json.load(open(glob.glob(sys.argv[1] + "/*.json")[0]))
value = report.get(sys.argv[2], report["disks"][0].get(sys.argv[2]))
print(value)' "$out" "$1" 2>&1; }

# is KEY VALUE WHAT
is() {
	[ "$(told "$1")" = "$2" ] ||
		fail "$3: $1 is $(told "$1"), not $2; $(cat "$tmp/said" "$tmp/told")"
}

# refused WHAT WORDS ARGUMENT…: nothing is touched or told
refused() {
	local what=$1 words=$2

	shift 2
	run "$@" && fail "$what: went on"
	grep -q -- "$words" "$tmp/said" || fail "$what: $(cat "$tmp/said")"
	untouched sda || fail "$what: touched"
	[ -z "$(ls "$out")" ] || fail "$what: told as done"
}

# ---- what must not be done -----------------------------------------------------------------------
machine
tools
orders yes
a=$(id sda)
[ -n "$a" ] || fail "no sda: $(listed; cat "$tmp/said")"
refused 'another tag typed' 'không giống' --confirm 7K2M9QY "$a"
refused 'a disk that is another' 'không còn là ổ' --confirm 7K2M9QX "sda=0000000000000000"
refused 'the stick' 'ổ rời' --confirm 7K2M9QX "$(id sdb)"
untouched sdb || fail 'the stick was touched'
refused 'a good one and the stick' 'ổ rời' --confirm 7K2M9QX "$a" "$(id sdb)"
refused 'twice the same' 'hai lần' --confirm 7K2M9QX "$a" "$a"
orders no
refused 'no consent' 'không đồng ý' --confirm 7K2M9QX "$a"
made_at=2026-01-01T08:00:00+07:00 orders yes
refused 'orders of long ago' 'chưa rõ' --confirm 7K2M9QX "$a"
orders unknown
refused 'consent unknown' 'chưa rõ' --confirm 7K2M9QX "$a"
refused 'a reason that is none' 'chưa rõ' --confirm 7K2M9QX --override ok "$a"
rm "$tmp/orders.json"
refused 'no orders' 'chưa rõ' --confirm 7K2M9QX "$a"
orders yes 5c5c4544-0032-3510-8053-b7c04f4e3153
refused "another machine's tag" 'máy khác' --confirm 7K2M9QX --override 'bên tặng gọi điện' "$a"
echo '{"format":"hotroit-orders","version":1' >"$tmp/orders.json"
refused 'orders cut short' 'chưa rõ' --confirm 7K2M9QX "$a"

# Of several sticks: what any forbids is forbidden, else the newest counts.
# stick NAME DAYS CONSENT
stick() {
	made_at=$(date -u -d "$2 days" +%FT%T+00:00) orders "$3"
	mkdir -p "$tmp/orders"
	mv "$tmp/orders.json" "$tmp/orders/$1.json"
}
orders=$tmp/orders
stick a -1 no
stick b -10 yes
refused 'an older yes beside a no' 'không đồng ý' --confirm 7K2M9QX "$a"
stick b 0 yes
refused 'a newer yes beside a no' 'không đồng ý' --confirm 7K2M9QX "$a"
sed -i s/7K2M9QX/7K2M9QY/ "$tmp/orders/a.json"
refused 'a no for the machine by another tag' 'không đồng ý' --confirm 7K2M9QX "$a"
stick a -5 unknown
stick b -10 yes
refused 'an older yes' 'chưa rõ' --confirm 7K2M9QX "$a"
stick a -20 unknown
: >"$tmp/orders/c.json"
refused 'one that can not be read' 'chưa rõ' --confirm 7K2M9QX "$a"
rm "$tmp/orders/c.json"
stick b 3 yes
refused 'orders of the day after tomorrow' 'chưa rõ' --confirm 7K2M9QX "$a"
stick b -10 yes
run --confirm 7K2M9QX "$a" || fail "the newest yes: $(cat "$tmp/said")"
is consent yes 'the newest yes'
orders=''
machine

supply=$root/sys/class/power_supply
mkdir -p "$supply/AC" "$supply/BAT0"
echo Mains >"$supply/AC/type"
echo 0 >"$supply/AC/online"
echo Battery >"$supply/BAT0/type"
echo Discharging >"$supply/BAT0/status"
orders yes
refused 'on battery' 'cắm sạc' --confirm 7K2M9QX "$a"
rm -rf "$supply"
# The machine is known, and one disk in it is not: nobody agreed to that.
ordered_serial='' orders yes
refused 'an order without disks, of a UUID alone' 'chưa biết' --confirm 7K2M9QX "$a"
ordered_disk=SER-B222 orders yes
refused 'a disk not in the order' 'chưa biết' --confirm 7K2M9QX "$a"
run --confirm 7K2M9QX --override 'bên tặng gọi điện đồng ý' "$a" || fail 'a reason for the disk'
is consent unknown 'a disk not in the order'
machine
ordered_disk=SER-A111 orders yes
run --confirm 7K2M9QX "$a" || fail "a disk in the order: $(cat "$tmp/said")"
is consent yes 'a disk in the order'
machine

orders yes
echo '40 22 8:0 / /mnt rw - ext4 /dev/sda rw' >>"$root/proc/self/mountinfo"
refused mounted 'mount' --confirm 7K2M9QX "$a"
sed -i '$d' "$root/proc/self/mountinfo"
echo '/dev/sda partition 1 0 -2' >"$root/proc/swaps"
refused swap 'hệ thống dùng' --confirm 7K2M9QX "$a"
: >"$root/proc/swaps"
touch "$root/sys/block/sda/holders/dm-0"
refused held 'hệ thống dùng' --confirm 7K2M9QX "$a"
rm "$root/sys/block/sda/holders/dm-0"
tool blkid <<<'echo HOTROIT'
refused 'our label' 'HOTROIT' --confirm 7K2M9QX "$a"
tool blkid <<<'exit 2'
sed -i 's/internal/boot-medium/' "$tmp/machine.json"
refused 'booted from' 'USB đang chạy' --confirm 7K2M9QX "$a"
machine
echo SER-A112 >"$root/sys/block/sda/device/serial"
printf '\0\200\0\010SER-A112' >"$root/sys/block/sda/device/vpd_pg80"
refused 'another disk in its place' 'không còn là ổ' --confirm 7K2M9QX "$a"
machine
# … between the last look at the list and the opening.
a=$(id sda)
tool hdparm <<<"printf '\0\200\0\010SER-A113' >'$root/sys/block/sda/device/vpd_pg80'
echo SER-A113 >'$root/sys/block/sda/device/serial'"
run --confirm 7K2M9QX "$a" && fail 'swapped under our hands: went on'
is result failed 'swapped under our hands'
told note | grep -q 'không còn là ổ' || fail "swapped under our hands: $(told note)"
untouched sda || fail 'swapped under our hands: touched'
tools
machine
truncate -s 2M "$root/dev/sda"
run --confirm 7K2M9QX "$a" && fail 'another size: went on'
is result failed 'another size'
cmp -s "$root/dev/sda" <(yes 'somebody was here' | head -c 2M) || fail 'another size: touched'

# ---- what is done is told as done, and only that -------------------------------------------------
machine
run --confirm 7K2M9QX "$a" || fail "overwrite: $(cat "$tmp/said" "$tmp/told")"
blank sda || fail 'overwrite: something is left'
untouched sdb || fail 'overwrite: the stick was touched'
is result ok overwrite
is level clear overwrite
is verify_result ok overwrite
is hidden no overwrite
is consent yes overwrite
is override_reason None overwrite
grep -q '^report' "$tmp/told" || fail "no report told: $(cat "$tmp/told")"

machine
orders unknown
run --confirm 7K2M9QX --override 'bên tặng gọi điện đồng ý' "$a" ||
	fail "override: $(cat "$tmp/said")"
is override_reason 'bên tặng gọi điện đồng ý' override
orders yes

# goes_wrong WHAT BODY RESULT: nwipe does BODY
goes_wrong() {
	machine
	tool nwipe <<<"$2"
	run --confirm 7K2M9QX "$a" && fail "$1: told as good"
	is result "$3" "$1"
	is level none "$1"
}
goes_wrong 'says it is done, did nothing' "${NWIPE/"$zero"/size=$((MIB << 20))}" failed
goes_wrong 'skips a stretch' "${NWIPE/"$zero"/"size=$((MIB << 20))
dd if=/dev/zero of=\"\$disk\" bs=1M seek=1 count=$((MIB - 2)) conv=notrunc status=none"}" failed
goes_wrong 'write errors' "${NWIPE/           0 | /           3 | }" failed
goes_wrong 'fewer bytes' "${NWIPE/\$size bytes/12 bytes}" failed
goes_wrong 'another disk wiped' "${NWIPE//\$name |/sdz |}" failed
goes_wrong 'ends badly' "$NWIPE
exit 1" failed
goes_wrong 'is killed' 'kill -9 $$' failed
goes_wrong 'prints rubbish' 'head -c 3000000 /dev/urandom' failed
rm "$tools/nwipe"
machine
PATH=$tools:/bin run --confirm 7K2M9QX "$a" && fail 'no nwipe: told as good'
is result failed 'no nwipe'

# until_at PID: a tool of this run is at work
until_at() {
	until grep -q '^at' "$tmp/told" || ! kill -0 "$1" 2>/dev/null; do
		sleep 0.1
	done
}

# ---- cut off: told before it begins, and again at its end ----------------------------------------
# stopped while at it
machine
disk sdc pci0000:00/0000:00:1f.2/ata2/host1/target1:0:0/1:0:0:0 0 1 10 SER-C333
tool nwipe <<<'exec sleep 100'
: >"$tmp/told"
run --confirm 7K2M9QX "$(id sda)" "$(id sdc)" &
until_at $!
grep -q '^begun.xoa-7K2M9QX-' "$tmp/told" || fail "no report at the start: $(cat "$tmp/told")"
is result unknown begun
is level none begun
is note None begun
begun=$(told wiping)
kill "$(pgrep -P $!)"
wait $! && fail 'stopped: told as good'
is result unknown stopped
is wiping "$begun" stopped
[[ $begun =~ ^[0-9a-f]{32}$ ]] || fail "the id of a wiping: $begun"
untouched sdc || fail 'stopped: the next disk was touched'
python3 - "$out" <<'EOT' || fail 'stopped: not every disk is told'
import glob, json, sys
disks = json.load(open(glob.glob(sys.argv[1] + "/*.json")[0]))["disks"]
assert [disk["result"] for disk in disks] == ["unknown", "unknown"], disks
assert "chưa đụng vào" in disks[1]["note"], disks
EOT

# killed, as by a power cut: what it wrote before stands, and no tool goes on alone
machine
tool nwipe <<<"echo \$\$ >'$tmp/tool'; exec sleep 100"
: >"$tmp/told"
rm -f "$tmp/tool"
run --confirm 7K2M9QX "$a" &
until_at $!
kill -9 "$(pgrep -P $!)"
wait $! && fail 'killed: told as good'
is result unknown killed
for _ in $(seq 200); do kill -0 "$(cat "$tmp/tool")" 2>/dev/null || break; sleep 0.1; done
kill "$(cat "$tmp/tool")" 2>/dev/null && fail 'killed: nwipe goes on'
# Where nothing can be written down nothing is touched.
machine
rmdir "$out"
run --confirm 7K2M9QX "$a" && fail 'no place for the report: went on'
grep -q 'không ghi được phiếu xoá' "$tmp/said" || fail "no place: $(cat "$tmp/said")"
untouched sda || fail 'no place for the report: touched'
tools

# ---- what hides ----------------------------------------------------------------------------------
machine
hides '8192/12288, HPA is enabled'
run --confirm 7K2M9QX "$a" && fail 'hidden area: told as good'
is result failed 'hidden area'
is hidden yes 'hidden area'
machine
tool hdparm <<EOT
case \$1 in
--yes*)
	touch '$tmp/opened'
	echo 12288 >'$root/sys/block/sda/size'
	truncate -s 6M '$root/dev/sda'
	;;
-N)
	[ -e '$tmp/opened' ] && echo ' max sectors   = 12288/12288, HPA is disabled' ||
		echo ' max sectors   = 8192/12288, HPA is enabled'
	;;
esac
EOT
run --confirm 7K2M9QX --unhide "$a" || fail "unhide: $(cat "$tmp/said" "$tmp/told")"
is hidden removed unhide
is bytes 6291456 unhide
machine
tool hdparm <<<'echo "SG_IO: bad/missing sense data, sb[]:  70 00 05"
echo " max sectors   = 0/1, HPA setting seems invalid"'
run --confirm 7K2M9QX "$a" || fail "a bridge: $(cat "$tmp/said" "$tmp/told")"
is hidden '???' 'a bridge'

# ---- flash ---------------------------------------------------------------------------------------
ssd() {
	machine
	echo 0 >"$root/sys/block/sda/queue/rotational"
	tool nwipe <<<"$NWIPE"
	tool hdparm <<-EOT
		disk=\${!#}
		case \$1\$2 in
		-V) echo hdparm v9.65 ;;
		-I*)
			printf '\t   *\tSANITIZE feature set\n\t   *\tBLOCK_ERASE_EXT command\n'
			printf 'Security: \n\t\tsupported\n\tnot\tenabled\n\tnot\tlocked\n'
			printf '\t$1\tfrozen\n\t\tsupported: enhanced erase\n'
			printf '\t2min for SECURITY ERASE UNIT. '
			printf '4min for ENHANCED SECURITY ERASE UNIT.\n'
			;;
		--yes*--sanitize-block-erase) $2 ;;
		--sanitize-status*)
			echo '    SD0 Sanitize Idle'
			echo '    Last Sanitize Operation Completed Without Error'
			;;
		--user-master*) case \$3 in --security-erase*) $3 ;; esac ;;
		esac
	EOT
}
ssd not "$zero" 'exit 5'
run --confirm 7K2M9QX "$(id sda)" || fail "sanitize: $(cat "$tmp/said" "$tmp/told")"
is level purge sanitize
is method 'ATA Sanitize, xoá khối' sanitize
# It says that it is done, and is not: the next way is taken, and what was tried is told.
ssd not : "$zero"
run --confirm 7K2M9QX "$(id sda)" || fail "lying: $(cat "$tmp/said" "$tmp/told")"
is method 'ATA Secure Erase (enhanced)' lying
told note | grep -q 'còn dữ liệu' || fail "lying: $(told note)"
ssd not 'exit 5' 'exit 5'
run --confirm 7K2M9QX "$(id sda)" || fail "refusing: $(cat "$tmp/said" "$tmp/told")"
is level clear refusing
ssd '' 'exit 5' "$zero"
listed | grep -q frozen || fail "frozen: $(listed)"
run --confirm 7K2M9QX "$(id sda)" || fail "frozen: $(cat "$tmp/said" "$tmp/told")"
is level clear frozen
is tool 'nwipe version 0.33' frozen
told note | grep -q frozen || fail "frozen: $(told note)"

# Once it erases itself it is not stopped, and is told as what it is.
ssd not 'exit 5' "touch '$tmp/erasing'
until [ -e '$tmp/go' ]; do sleep 0.1; done
$zero"
run --confirm 7K2M9QX "$(id sda)" &
until [ -e "$tmp/erasing" ] || ! kill -0 $! 2>/dev/null; do sleep 0.1; done
# Who finds it after a power cut is told how to open it.
told note | grep -q 'mật khẩu ATA: «hotroit»' || fail "begun with a password: $(told note)"
kill "$(pgrep -P $!)"
touch "$tmp/go"
wait $! || fail "stopped while it erases itself: $(cat "$tmp/said" "$tmp/told")"
is result ok 'stopped while it erases itself'
is method 'ATA Secure Erase (enhanced)' 'stopped while it erases itself'
# A password that can not be taken away again is told.
ssd not 'exit 5' 'exit 5'
tool hdparm <<EOT
case "\$*" in
*--security-set-pass*) touch '$tmp/set' ;;
*--security-*) exit 5 ;;
-I*)
	printf 'Security: \n\t\tsupported\n'
	[ ! -e '$tmp/set' ] || printf '\tenabled\n'
	;;
esac
EOT
run --confirm 7K2M9QX "$(id sda)" || fail "password left: $(cat "$tmp/said" "$tmp/told")"
is level clear 'password left'
told note | grep -q 'mật khẩu ATA' || fail "password left: $(told note)"

# ---- a device configuration overlay, alone and over a protected area -----------------------------
# overlay MAX: hdparm, which opens the protected area as it is told; the disk shows 8192 sectors
overlay() {
	machine
	rm -f "$tmp/opened"
	tool hdparm <<-EOT
		case \$1 in
		--yes*)
			[ \$3 = p12288 ] || exit 5
			touch '$tmp/opened'
			echo 12288 >'$root/sys/block/sda/size'
			truncate -s 6M '$root/dev/sda'
			;;
		-N)
			max=8192/$1
			[ ! -e '$tmp/opened' ] || max=12288/12288
			echo " max sectors   = \$max, HPA is enabled or disabled"
			;;
		--dco-identify) echo '    Real max sectors: 16384' ;;
		esac
	EOT
}
overlay 12288
run --confirm 7K2M9QX "$(id sda)" && fail 'HPA and DCO: told as good'
told note | grep -q '2097152 byte vùng ẩn (HPA).*2097152 byte dưới DCO' ||
	fail "HPA and DCO: $(told note)"
overlay 12288
run --confirm 7K2M9QX --unhide "$(id sda)" && fail 'DCO below an opened HPA: told as good'
is hidden yes 'DCO below an opened HPA'
is bytes 6291456 'DCO below an opened HPA'
is verify_result ok 'DCO below an opened HPA'
told note | grep -q '(HPA)' && fail "DCO below an opened HPA: $(told note)"
told note | grep -q '2097152 byte dưới DCO' || fail "DCO below an opened HPA: $(told note)"
overlay 8192
run --confirm 7K2M9QX --unhide "$(id sda)" && fail 'DCO alone: told as good'
is verify_result ok 'DCO alone'
told note | grep -q '4194304 byte dưới DCO' || fail "DCO alone: $(told note)"
tools

# ---- NVMe: what reaches every namespace is done only where there is one disk of them -------------
# nvme NUMBER NAMESPACES SANITIZE: so many at most, a list of them, what Sanitize does
nvme() {
	machine
	disk nvme0n1 pci0000:00/0000:00:1d.0/nvme/nvme0 0 0 259 SER-N1
	tool nvme <<-EOT
		disk=\$2
		case \$1 in
		id-ctrl) printf 'nn        : $1\\nsanicap   : 0x2\\n' ;;
		list-ns) printf '$2' ;;
		show-regs) [[ \$2 != */nvme0 ]] || echo 'Boot Partition Support (BPS): $4' ;;
		sanitize) $3 ;;
		sanitize-log) echo 'Sanitize Status (SSTAT) :  0x1' ;;
		esac
	EOT
}
nvme 1 '' "$zero" No
run --confirm 7K2M9QX "$(id nvme0n1)" || fail "NVMe: $(cat "$tmp/said" "$tmp/told")"
is level purge NVMe
is note None NVMe
nvme 4 '[   0]:0x1\n[   1]:0x3\n' "$zero" Yes
run --confirm 7K2M9QX "$(id nvme0n1)" || fail "Sanitize: $(cat "$tmp/said" "$tmp/told")"
told note | grep -q '1 namespace không gắn.*boot' || fail "Sanitize: $(told note)"
nvme 4 '[   0]:0x1\n[   1]:0x3\n' 'exit 5' No
run --confirm 7K2M9QX "$(id nvme0n1)" && fail 'a namespace that is no disk here: told as good'
is verify_result ok 'a namespace that is no disk here'
is result failed 'a namespace that is no disk here'
nvme 4 '' "$zero" No
run --confirm 7K2M9QX "$(id nvme0n1)" || fail "not told: $(cat "$tmp/said" "$tmp/told")"
told note | grep -q 'namespace khác: không hỏi được' || fail "not told: $(told note)"
disk nvme0n2 pci0000:00/0000:00:1d.0/nvme/nvme0 0 0 259 SER-N2
disk nvme1n1 pci0000:00/0000:00:1e.0/nvme/nvme1 0 0 259 SER-N3
listed | grep -P '^disk\tnvme0n1' | grep -q Sanitize && fail "two namespaces: $(listed)"
listed | grep -P '^disk\tnvme1n1' | grep -q Sanitize || fail "another controller: $(listed)"
rm "$out"/*
run --confirm 7K2M9QX "$(id nvme0n1)" || fail "two namespaces: $(cat "$tmp/said" "$tmp/told")"
is level clear 'two namespaces'
told note | grep -q 'nhiều namespace' || fail "two namespaces: $(told note)"
untouched nvme0n2 || fail 'two namespaces: the other was touched'

# ---- eMMC: the areas beside the disk -------------------------------------------------------------
# emmc AREA…
emmc() {
	local area

	machine
	for area in '' boot0 boot1 "$@"; do
		disk "mmcblk0$area" "pci0000:00/0000:00:1a.0/mmc_host/mmc0/mmc0:0001" 0 0 179 SER-M1
	done
	echo MMC >"$root/sys/block/mmcblk0/device/type"
	head -c ${MIB}M /dev/zero >"$root/dev/mmcblk0boot0"
}
emmc
head -c ${MIB}M /dev/zero | tr '\0' '\377' >"$root/dev/mmcblk0boot1"
run --confirm 7K2M9QX "$(id mmcblk0)" || fail "eMMC: $(cat "$tmp/said" "$tmp/told")"
is note None eMMC
emmc
run --confirm 7K2M9QX "$(id mmcblk0)" || fail "eMMC: $(cat "$tmp/said" "$tmp/told")"
told note | grep -q boot || fail "eMMC: $(told note)"
untouched mmcblk0boot1 || fail 'eMMC: what it starts with was touched'
emmc gp0
run --confirm 7K2M9QX "$(id mmcblk0)" && fail 'eMMC with gp0: told as good'
told note | grep -q '1 vùng gp' || fail "eMMC with gp0: $(told note)"

# ---- the real one --------------------------------------------------------------------------------
rm -rf "$tools"
tools
rm "$tools/nwipe"
machine
mv "$root/dev/sda" "$tmp/image"
loop=$(losetup -f --show "$tmp/image" 2>/dev/null)
if [ -n "$loop" ] && command -v nwipe >/dev/null && [ -x /usr/sbin/nwipe ]; then
	mknod "$root/dev/sda" b 7 "${loop#/dev/loop}"
	run --confirm 7K2M9QX "$(id sda)" || fail "nwipe: $(cat "$tmp/said" "$tmp/told")"
	is result ok nwipe
	is tool "$(nwipe --version)" nwipe
	cmp -s "$tmp/image" <(head -c ${MIB}M /dev/zero) || fail 'nwipe: something is left'
else
	echo 'no loop device or no nwipe here: the real one was not tried'
fi
exit $failed
