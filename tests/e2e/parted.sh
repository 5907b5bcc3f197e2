#!/bin/sh
# Partition tables under the real libparted: image files in a recorded tree, whole and damaged, and
# one disk of the machine itself, a loop device. Writes only below a temporary directory.
set -eu
PATH=$PATH:/usr/sbin:/sbin
probe=$BIN/hotroit-probe
export ASAN_OPTIONS="suppressions=$SRC/tests/e2e/parted.supp:detect_leaks=0:${ASAN_OPTIONS:-}"
for tool in sfdisk mkfs.vfat mkfs.ext4; do
	command -v $tool >/dev/null || {
		echo "no $tool here: install fdisk, dosfstools, e2fsprogs"
		exit 77
	}
done
dir=$(mktemp -d)
loop=
trap '[ -z "$loop" ] || losetup -d "$loop"; rm -rf "$dir"' EXIT
at=$dir/sys/devices/pci0000:00/ata1/host0/block/sda
mkdir -p "$at" "$dir/sys/block" "$dir/dev"
ln -s ../devices/pci0000:00/ata1/host0/block/sda "$dir/sys/block/sda"
echo 2097152 >"$at/size"
echo 0 >"$at/removable"
image=$dir/dev/sda

say() { printf '%s\n' "$*"; }
new_image() { rm -f "$image"; truncate -s 1G "$image"; }
# expect NAME STATE-OR-VALUE…: every text must stand in the facts about the disk
expect() {
	what=$1
	shift
	touch -d 2001-01-01 "$image" # any write would bring this up to date
	"$probe" --root "$dir" 2>"$dir/err" | grep -E '"disk\.0\.(table|partitions)"' >"$dir/got"
	[ ! -s "$dir/err" ] || { say "$what: noise on stderr:"; cat "$dir/err"; exit 1; }
	for text; do
		grep -qF -- "$text" "$dir/got" || {
			say "$what: no $text in"
			cat "$dir/got"
			exit 1
		}
	done
	[ "$(date -r "$image" +%Y)" = 2001 ] || { say "$what: the image was changed"; exit 1; }
	say "ok $what"
}
gpt() {
	new_image
	printf '%s\n' 'label: gpt' 'start=2048,size=100MiB,type=uefi,name=EFI' \
		'size=300MiB,type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7,name="Dữ liệu; máy"' \
		'size=200MiB,type=linux' 'type=lvm' | sfdisk -q "$image"
	mkfs.vfat -F 32 --offset 2048 "$image" 102400 >/dev/null 2>&1
	mkfs.ext4 -q -F -E offset=$((401 * 1048576)) "$image" 200M
}

gpt
expect gpt '"value":"gpt"' '1 fat32 105 MB EFI; 2 ? 315 MB Dữ liệu máy; 3 ext4 210 MB; 4 lvm '
printf x | dd of="$image" bs=1 seek=$((512 + 56)) conv=notrunc status=none
expect 'gpt with a faulty first header' '"value":"gpt"' 'có chỗ hỏng' '1 fat32 105 MB EFI'
dd if=/dev/zero of="$image" bs=512 seek=2097151 count=1 conv=notrunc status=none
expect 'gpt with both headers faulty' '"state":"unreadable"' 'hỏng'
gpt
dd if=/dev/zero of="$image" bs=512 seek=1 count=1 conv=notrunc status=none
expect 'gpt with its first header gone' '"state":"unreadable"' 'hỏng'
gpt
truncate -s 600M "$image"
expect 'gpt cut short' '"disk.0.table"'
gpt
dd if=/dev/urandom of="$image" bs=512 seek=2 count=32 conv=notrunc status=none
expect 'gpt with rubbish entries' '"disk.0.table"'

new_image
printf '%s\n' 'label: dos' "${image}1 : size=100MiB,type=c,bootable" \
	"${image}2 : size=800MiB,type=5" \
	"${image}5 : size=200MiB,type=83" "${image}6 : size=100MiB,type=82" | sfdisk -q "$image"
mkfs.vfat -F 16 --offset 2048 "$image" 102400 >/dev/null 2>&1
expect mbr '"value":"msdos"' '1 fat16 105 MB; 2 extended 839 MB; 5 ? 210 MB'
# an extended partition that contains itself
dd if="$image" of="$image" bs=512 skip=0 seek=$((101 * 2048)) count=1 conv=notrunc status=none
expect 'mbr in a circle' '"disk.0.table"'

new_image
if command -v mkntfs >/dev/null; then
	printf '%s\n' 'label: dos' 'start=2048,type=7' | sfdisk -q "$image"
	truncate -s $((1022 * 1048576)) "$dir/ntfs"
	mkntfs -q -F -f "$dir/ntfs" >/dev/null 2>&1
	dd if="$dir/ntfs" of="$image" bs=1M seek=1 conv=notrunc,sparse status=none
	rm "$dir/ntfs"
	expect ntfs '1 ntfs 1 GB'
	new_image
fi
expect empty '"state":"absent"' 'chưa có bảng phân vùng'
mkfs.ext4 -q -F "$image"
expect 'a file system without a table' '"value":"none"' '1 ext4 1 GB'
rm "$image"
ln -s /etc/passwd "$image"
"$probe" --root "$dir" | grep '"disk.0.table"' | grep -qF '"state":"unreadable"'
say 'ok a link out of the tree'

rm "$image"
loop=$(losetup -f 2>/dev/null) && gpt 2>/dev/null && losetup "$loop" "$image" 2>/dev/null || {
	loop=
	say 'the loop device part can not run here: no loop devices, or not root'
	exit 77
}
"$probe" --partitions "${loop#/dev/}" >"$dir/got"
grep -qx 'table gpt' "$dir/got"
grep -qx 'part 1 fat32 105 MB EFI' "$dir/got"
say 'ok a loop device'
