#!/bin/bash
# packaging/live/write on a made-up machine (its sys, proc and dev are folders here): what must be
# refused is refused before a byte is written, and what is written is all of the image.
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
write=$SRC/packaging/live/write
failed=0

fail() {
	echo "FAIL $*"
	failed=1
}

# disk NAME LINK REMOVABLE MIB NUMBER: a blank disk of the made-up machine.
disk() {
	local real=$tmp/root/sys/devices/$2/block/$1

	mkdir -p "$real/holders" "$real/${1}1/holders" "$real/device" "$tmp/root/dev" \
		"$tmp/root/sys/block"
	ln -s "../devices/$2/block/$1" "$tmp/root/sys/block/$1"
	echo "$3" >"$real/removable"
	echo $(($4 * 2048)) >"$real/size"
	echo 0 >"$real/ro"
	echo "$5:0" >"$real/dev"
	echo "$5:1" >"$real/${1}1/dev"
	echo 'USB DISK' >"$real/device/model"
	truncate -s "$4M" "$tmp/root/dev/$1"
}

begin() {
	rm -rf "$tmp/root"
	mkdir -p "$tmp/root/proc/self"
	echo '22 1 8:2 / / rw - ext4 /dev/sda2 rw' >"$tmp/root/proc/self/mountinfo"
	: >"$tmp/root/proc/swaps"
	disk sda pci0000:00/0000:00:1f.2/ata1 0 64 8
	disk sdb pci0000:00/0000:00:14.0/usb1/1-2 1 64 9
}

# answer TEXT DEVICE: with TEXT typed; what it says is in $tmp/said.
answer() { "$write" --root "$tmp/root" "$2" "$tmp/image" <<<"$1" >"$tmp/said" 2>&1; }

untouched() { cmp -s "$tmp/root/dev/$1" <(head -c 67108864 /dev/zero); }

# refused WHY DEVICE [TYPED]
refused() {
	answer "${3-$2}" "$2" && fail "$2 ($1) was written"
	grep -q -- "$1" "$tmp/said" || fail "$2: not '$1' but $(cat "$tmp/said")"
	[ ! -e "$tmp/root/dev/$2" ] || untouched "$2" || fail "$2: touched though $1"
}

# The mark of the stick's images, and a partition to the very end: 2048 and 13577 sectors.
head -c 8000000 /dev/urandom >"$tmp/noise"
cp "$tmp/noise" "$tmp/image"
printf 'rtoh' | dd of="$tmp/image" bs=1 seek=440 conv=notrunc status=none
printf '\0\010\0\0\011\065\0\0' | dd of="$tmp/image" bs=1 seek=454 conv=notrunc status=none
block=$tmp/root/sys/block

begin
refused 'not removable' sda
refused 'no such disk' sdb1
refused 'no such disk' nothing
refused 'đã thôi' sdb yes
refused 'đã thôi' sdb ''

echo '40 22 9:1 / /media/lan/USB rw - vfat /dev/sdb1 rw' >>"$tmp/root/proc/self/mountinfo"
refused '/media/lan/USB' sdb
begin
echo '40 22 9:0 / /mnt rw - vfat /dev/sdb rw' >>"$tmp/root/proc/self/mountinfo"
refused 'mounted' sdb
begin
echo '40 22 0:41 /sub /mnt rw shared:1 - btrfs /dev/sdb1 rw' >>"$tmp/root/proc/self/mountinfo"
refused '/mnt' sdb
begin
echo '/dev/sdb1 partition 1 0 -2' >"$tmp/root/proc/swaps"
refused 'in use' sdb
begin
touch "$block/sdb/sdb1/holders/dm-0"
refused 'in use' sdb
begin
echo 1 >"$block/sdb/ro"
refused 'write-protected' sdb
begin
echo 2048 >"$block/sdb/size"
refused 'too small' sdb
begin
printf '%064d  image\n' 0 >"$tmp/SHA256SUMS"
refused 'damaged' sdb
(cd "$tmp" && sha256sum image >SHA256SUMS)
answer sdb sdb || fail "with its sum: $(cat "$tmp/said")"
! grep -q 'no checksum' "$tmp/said" || fail 'a sum is there, but not seen'
rm "$tmp/SHA256SUMS"

# What is no image of the stick, or not all of one.
begin
mv "$tmp/image" "$tmp/whole"
refused 'build it first' sdb
cp "$tmp/noise" "$tmp/image"
refused 'no image of the stick' sdb
head -c 7999999 "$tmp/whole" >"$tmp/image"
refused 'cut off' sdb
mv "$tmp/whole" "$tmp/image"
"$write" --help | grep -q DEVICE || fail '--help does not help'
for wrong in --no-such-thing ''; do
	"$write" "$wrong" >"$tmp/said" 2>&1 && fail "took '$wrong' for a device"
	grep -q DEVICE "$tmp/said" || fail "'$wrong': $(cat "$tmp/said")"
done

# A USB disk that says it is fixed, and one that says it is removable on a SATA bay: both can be
# pulled out. Only an SD card on the mmc bus is one; an eMMC is soldered in.
begin
echo 0 >"$block/sdb/removable"
answer sdb sdb || fail "sdb: $(cat "$tmp/said")"
grep -q 'no checksum' "$tmp/said" || fail 'not told that nothing was compared'
disk mmcblk0 pci0000:00/0000:00:1e.4/mmc_host/mmc0/mmc0:0001 0 64 179
echo MMC >"$block/mmcblk0/device/type"
refused 'not removable' mmcblk0
echo SD >"$block/mmcblk0/device/type"
answer mmcblk0 /dev/mmcblk0 || fail "mmcblk0: $(cat "$tmp/said")"

begin
printf 'EFI PART' |
	dd of="$tmp/root/dev/sdb" bs=1 seek=$((67108864 - 512)) conv=notrunc status=none
answer sdb /dev/sdb || fail "sdb: $(cat "$tmp/said")"
grep -q 'done and verified' "$tmp/said" || fail "not told as done: $(cat "$tmp/said")"
cmp -n 8000000 "$tmp/image" "$tmp/root/dev/sdb" || fail 'the image is not on it'
tail -c 1048576 "$tmp/root/dev/sdb" | cmp - <(head -c 1048576 /dev/zero) ||
	fail 'an old GPT is left'
untouched sda || fail 'another disk was touched'
exit $failed
