#!/bin/sh
# A month closed on one bench is the same to the byte on the others; what another bench did in it
# and sent later is an adjustment; of two that closed it apart, the first holds.
set -u
. "$SRC/tests/e2e/sync_rig"

district
add_bench a1 phu-dong
add_bench a2 phu-dong
at a1 add device kind=laptop received_at=2026-01-05T08:00:00+07:00 >/dev/null
at a2 add device kind=desktop received_at=2026-01-06T08:00:00+07:00 >/dev/null
at a1 month 2026-01 --close >/dev/null || complain 'close on a1'
at a1 month 2026-01 --json >"$work/a1.json"
for one in a1 a2 a1; do
	sync "$one"
done
at a2 month 2026-01 --json >"$work/a2.json" || complain 'read on a2'
cmp -s "$work/a1.json" "$work/a2.json" || complain 'a closed month differs from bench to bench'
for one in a1 a2; do
	at "$one" month 2026-02 --json |
		grep -q '"month":"2026-01".*"key":"received.unknown".*"value":1' ||
		complain "$one: no adjustment"
done

at a2 month 2026-02 --close >/dev/null || complain 'close on a2'
at a2 month 2026-02 --json >"$work/first.json"
sleep 1
at a1 month 2026-02 --close >/dev/null || complain 'close on a1, apart'
for one in a1 a2 a1; do
	sync "$one"
done
for one in a1 a2; do
	at "$one" month 2026-02 --json | cmp -s - "$work/first.json" ||
		complain "$one: not the first closing"
done
[ -z "$(at a1 month 2026-03 --json | sed -n 's/.*"adjustments":\[{.*/told twice/p')" ] ||
	complain 'told again'
[ "$failures" = 0 ] || exit 1
