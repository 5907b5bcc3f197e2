#!/bin/sh
# Who is proposed which device, in which order and why; what is kept too long is free again.
set -u
. "$SRC/tests/e2e/book_rig"

# has WORDS: the proposals say so
has() { grep -q -- "$1" "$work/out" || complain "no $1: $(cat "$work/out")"; }

"$hotroit" add unit name='THCS A' kind=school >/dev/null
pupil() {
	"$hotroit" add recipient "name=$1" \
		"circumstance=$2" "has_device=$3" "network=$4" "wish=$5" \
		"class=$6" school='THCS A' >/dev/null || complain "add $1"
}
pupil An near-poor none wifi any 6A
pupil Bình poor none wired desktop 8B
pupil Chi poor own wifi laptop 9A
pupil Dũng orphan shared none tablet 3A
pupil Em poor none wifi any 7A
pupil Út poor none wifi any 2A
# Út's sister Em comes first, and Út after all others.
sql "UPDATE recipient SET state = 'approved', proposed_at = '2026-10-01T08:00:00+07:00';
	UPDATE recipient SET household = (SELECT id FROM recipient_whole WHERE name = 'Em')
		WHERE n = (SELECT n FROM recipient_pii WHERE name = 'Út')"
for kind in desktop laptop desktop tablet laptop phone; do
	"$hotroit" add device "kind=$kind" >/dev/null
done
sql "UPDATE device SET state = 'ready', battery_safety = 'ok'"

swollen=$(sql "SELECT tag FROM device WHERE kind = 'phone'")
sql "UPDATE device SET battery_safety = 'swollen' WHERE tag = '$swollen'"
"$hotroit" match >"$work/out" || complain 'match with one that swells'
has "^$swollen: pin phồng"
has '5 máy sẵn sàng'
sql "UPDATE device SET battery_safety = 'ok'"
"$hotroit" match >"$work/out" || complain 'match'
order=$(sed -n 's/^[A-Z0-9]\{7\}  \([^ ]*\).*/\1/p' "$work/out" | tr '\n' ' ')
[ "$order" = 'Bình Em Út An Dũng Chi ' ] || complain "order: $(cat "$work/out")"
has 'Hộ nghèo; chưa có máy; .*đúng loại máy cần'
has 'nhà không có mạng mà hết SIM'
has 'không ghép: mỗi em một máy'
em=$(sql "SELECT tag FROM recipient_whole WHERE name = 'Em'")
"$hotroit" match --take "$em" >"$work/out" || complain 'take one'
[ "$(sql "SELECT d.kind FROM kit k, device d WHERE k.device = d.id")" = laptop ] ||
	complain 'a desktop without Wi-Fi for one who has nothing else'
"$hotroit" match >"$work/out"
has 'anh chị em đã có máy'
tail -n 6 "$work/out" | grep -q 'Út' || complain 'a sibling waits for the others'
"$hotroit" match --take XXXXXXX >"$work/out" 2>&1 && complain 'took nobody'
has 'không có em nào đang chờ'
"$hotroit" match --json | python3 -c 'import json, sys
rows = json.load(sys.stdin)["matches"]
assert len(rows) == 5 and all("name" not in row for row in rows), rows' || complain json
sql "UPDATE kit SET reserved_until = '2020-01-01'"
"$hotroit" match --expire >"$work/out" || complain 'expire'
has "$em"
[ "$(sql "SELECT count(*) FROM device WHERE state = 'reserved'")" = 0 ] || complain 'still kept'
"$hotroit" match --take >"$work/out" || complain 'take all'
[ "$(sql "SELECT count(*) FROM kit WHERE state = 'reserved'")" = 5 ] || complain 'all but one'

# By hand a person may keep what is not proposed, and is told.
"$hotroit" add device kind=desktop battery_safety=ok >/dev/null
sql "UPDATE device SET state = 'ready' WHERE n = (SELECT max(n) FROM device);
	UPDATE recipient SET state = 'approved' WHERE n = (SELECT n FROM recipient_pii
	WHERE name = 'Chi')"
does 'chưa rõ máy bàn này có Wi-Fi' do reserve "$(newest device)" "recipient=$(tag_of Chi)"

# … of the home that it goes to, and of days that are near.
pupil Lan poor none wifi any 5A
pupil Mai poor none wifi any 4A
sql "UPDATE recipient SET state = 'approved' WHERE n > (SELECT max(n) - 2 FROM recipient);
	UPDATE recipient SET household = (SELECT id FROM recipient_whole WHERE name = 'Mai')
		WHERE n = (SELECT n FROM recipient_pii WHERE name = 'Lan')"
ready() {
	"$hotroit" add device kind=laptop battery_safety=ok >/dev/null
	sql "UPDATE device SET state = 'ready' WHERE n = (SELECT max(n) FROM device)"
	newest device
}
day() { date -d "$1" +%Y-%m-%d; }
does "anh chị em $(tag_of Mai) cũng đang chờ máy" do reserve "$(ready)" "recipient=$(tag_of Lan)"
grep -q 'giữ đến\|SIM' "$work/out" && complain "a word too many: $(cat "$work/out")"
"$hotroit" add sim operator=viettel "expires=$(day '20 days')" >/dev/null
sql "UPDATE sim SET state = 'checked', verdict = 'pass'"
given=$(ready)
does "anh chị em $(tag_of Lan) đã có bộ máy; .*SIM chỉ dùng được đến" \
	do reserve "$given" "recipient=$(tag_of Mai)" "sim=$(newest sim)" \
	"reserved_until=$(day '1 day')"
grep -q 'chỉ giữ đến' "$work/out" || complain "the last day: $(cat "$work/out")"
is 'kept all the same' reserved "$(state device "$given")"
pupil Nam poor none none any 4A
sql "UPDATE recipient SET state = 'approved' WHERE n = (SELECT max(n) FROM recipient)"
"$hotroit" add sim operator=viettel >/dev/null
sql "UPDATE sim SET state = 'checked', verdict = 'pass' WHERE n = (SELECT max(n) FROM sim)"
does 'SIM chưa ghi hạn dùng' do bundle "$(newest sim)" "recipient=$(tag_of Nam)"
grep -q 'anh chị em' "$work/out" && complain "a stranger told: $(cat "$work/out")"

[ "$failures" = 0 ] || exit 1
