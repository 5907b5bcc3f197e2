#!/bin/bash
# Which systems lie on a disk, read from images made here: Windows by its registry, Linux by its
# os-release, the encrypted and the foreign by their marks; hostile images cost only their child.
tmp=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
export LC_ALL=C.UTF-8
dev=$tmp/root/dev
mkdir -p "$dev"
failed=0

fail() {
	echo "FAIL $*"
	failed=1
}

systems() { "$BIN/hotroit-probe" --systems "$1" --root "$tmp/root" 2>"$tmp/said"; }

# says WHAT IMAGE LINES
says() {
	[ "$(systems "$2" | tr '\t' '|')" = "$3" ] ||
		fail "$1: $(systems "$2" | tr '\t' '|'); $(cat "$tmp/said")"
}

FILL_NTFS=$BIN/fill_ntfs
# shellcheck source=tests/disks/make
. "$SRC/tests/disks/make"

hive "$tmp/hive10" 'ProductName=Windows 10 Pro' CurrentBuild=19045 DisplayVersion=22H2
hive "$tmp/hive11" 'ProductName=Windows 10 Home' CurrentBuild=22631 DisplayVersion=23H2
hive "$tmp/hive7" 'ProductName=Windows 7 Ultimate' CurrentBuild=7601
windows "$tmp/win10" "$tmp/hive10" Default Public 'All Users' 'Nguyễn Thị Lan' binh
windows "$tmp/win11" "$tmp/hive11" Default Public
windows "$tmp/win7" "$tmp/hive7" lan
debian "$tmp/ext4" lan binh
mke2fs -qF -t ext4 "$tmp/empty" 4M >"$tmp/said" 2>&1

disk "$dev/sda" $DATA "$tmp/win10" $LINUX "$tmp/ext4"
says 'Windows and Linux' sda 'known|2|Windows 10 Pro|22H2 (19045)
known|2|Debian GNU/Linux|12'
systems sda | grep -qE 'Lan|binh' && fail 'a name of somebody'
disk "$dev/sdb" $DATA "$tmp/win11"
says 'Windows 11' sdb 'known|0|Windows 11 Home|23H2 (22631)'
cp "$tmp/win7" "$dev/sdc"
says 'without a table' sdc 'known|1|Windows 7 Ultimate|build 7601'
disk "$dev/sdd" $LINUX "$tmp/empty"
says 'no system' sdd ''

# signature OFFSET TEXT: a partition of 4 MiB that only looks like something
signature() {
	rm -f "$tmp/sign" && truncate -s 4M "$tmp/sign" &&
		printf "$2" | dd of="$tmp/sign" bs=1 seek="$1" conv=notrunc status=none
}
truncate -s 4M "$tmp/blank"
disk "$dev/sde" FE3A2A5D-4F32-41A7-B725-ACCC3285A309 "$tmp/blank"
says ChromeOS sde 'known|-|ChromeOS|'
disk "$dev/sdf" 7C3457EF-0000-11AA-AA11-00306543ECAC "$tmp/blank"
says macOS sdf 'known|-|macOS|'
signature 0 'LUKS\272\276\0\001'
disk "$dev/sdg" $LINUX "$tmp/sign"
says LUKS sdg 'locked|-|LUKS|'
signature 0 '\353\130\220-FVE-FS-'
printf '\0\020' | dd of="$tmp/sign" bs=1 seek=176 conv=notrunc status=none
printf -- '-FVE-FS-\100\0\002\0' | dd of="$tmp/sign" bs=1 seek=4096 conv=notrunc status=none
disk "$dev/sdh" $DATA "$tmp/sign"
says BitLocker sdh 'locked|-|BitLocker|'

# What was torn: it is Windows, and nothing is made up about which.
head -c 6000 "$tmp/hive10" >"$tmp/torn"
windows "$tmp/wintorn" "$tmp/torn" lan
cp "$tmp/wintorn" "$dev/sdi"
says 'a torn registry' sdi 'known|1|Windows|'
: >"$tmp/none"
windows "$tmp/winnone" "$tmp/none"
cp "$tmp/winnone" "$dev/sdi"
says 'an empty registry' sdi 'known|0|Windows|'
# The journal says that Windows did not end; nothing is mended.
cp "$tmp/win10" "$dev/sdj"
before=$(sha256sum <"$dev/sdj")
systems sdj >/dev/null
[ "$before" = "$(sha256sum <"$dev/sdj")" ] || fail 'an image was written to'

# Damage of every kind ends the child at worst, and never makes another system of it.
seed=${SEED:-$(date +%s)}

# damage FILE SEED: 200 wrong stretches, most of them at its head
damage() {
	python3 - "$@" <<-'EOT'
		import random, sys
		random.seed(sys.argv[2])
		with open(sys.argv[1], "r+b") as file:
		    size = file.seek(0, 2)
		    for _ in range(200):
		        file.seek(random.randrange(size if random.random() < .3 else 1 << 16))
		        file.write(random.randbytes(random.randrange(1, 16)))
	EOT
}

for round in $(seq "${ROUNDS:-10}"); do
	for image in win10 ext4; do
		cp "$tmp/$image" "$dev/sdk"
		damage "$dev/sdk" "$seed$round"
		timeout 20 "$BIN/hotroit-probe" --systems sdk --root "$tmp/root" \
			>"$tmp/out" 2>"$tmp/said"
		[ $? -ne 124 ] || fail "seed $seed, round $round: $image hangs"
		tr '\t' '|' <"$tmp/out" |
			grep -vqE '^(known|locked|unread)\|(-|[0-9]+)\|[^|]*\|[^|]*$' &&
			fail "seed $seed, round $round: $(cat "$tmp/out")"
	done
done
exit $failed
