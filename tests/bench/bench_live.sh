#!/bin/bash
# The live stick: what it weighs, and when a machine is at what by its kernel's clock: started by a
# BIOS, by UEFI, and with disks that hang. Without KVM the seconds are those of an emulated machine.
#
#   tests/bench/bench_live.sh      after packaging/live/build
cd "$(dirname "$(readlink -f "$0")")/../.." || exit 1
live=build/live
echo '== live stick, KiB'
for file in out/hotroit.img tree/live/vmlinuz initrd; do
	printf '%-28s %10d\n' "${file##*/}" $(($(stat -c %s "$live/$file") / 1024))
done
echo
echo '== live stick, seconds after the kernel began'
RIG_TIMES=1 tests/live/matrix bios uefi64 slow 2>&1 | grep -E '^[a-z0-9]+: init|FAILED'
