#!/bin/sh
# SIMs typed in: kept as they should be written, judged, warned of, and never refused for a doubt.
set -u
. "$SRC/tests/e2e/book_rig"

try 'add' 0 'Đã thêm: SIM' "$hotroit" add sim iccid=8984041234567890127 'phone=+84 163 123 45 67' \
	daily_quota_mb=2048 activated=1/9/2021 expires=28/02/2022 handover_planned=30/11/2021 \
	generation=4g
[ "$(wc -l <"$work/out")" = 1 ] ||
	complain "add: warned of nothing: $(cat "$work/out")"
tag=$("$hotroit" list sim --json | sed -n 's/.*"tag":"\([^"]*\)".*/\1/p')
try 'operator of the card' 0 '^  Nhà mạng  *Viettel$' "$hotroit" show sim "$tag"
try 'days as kept' 0 '^  Dùng đến hết  *28/02/2022$' "$hotroit" show sim "$tag"
try 'number of today' 0 ' 0331234567$' "$hotroit" show sim "$tag"
try 'personal when asked for' 0 '"phone":"0331234567"' \
	"$hotroit" show sim "$tag" --json --with-personal
try 'and only then' 1 '^$' sh -c '"$1" list sim --json | grep phone || { echo; exit 1; }' sh \
	"$hotroit"
try 'verdict' 0 'Kết luận: ĐẠT ' "$hotroit" show sim "$tag"
try 'in English' 0 'Verdict: PASS ' "$hotroit" --lang en show sim "$tag"
try 'found by operator' 0 "$tag" "$hotroit" search viettel
try 'a day less' 0 "Đã sửa: SIM dữ liệu $tag" "$hotroit" set sim "$tag" expires=2022-02-27
try 'fails' 0 'Kết luận: KHÔNG ĐẠT ' "$hotroit" show sim "$tag"
try 'emptied' 0 'Đã sửa' "$hotroit" set sim "$tag" expires=
try 'not known, not passed' 0 'Kết luận: CẦN KIỂM TRA ' "$hotroit" show sim "$tag"

try '31 February' 64 'expires: cần một ngày có thật' "$hotroit" set sim "$tag" expires=31/02/2022
try 'no number' 64 'daily_quota_mb' "$hotroit" set sim "$tag" daily_quota_mb=2GB
try 'no telephone' 64 'phone' "$hotroit" set sim "$tag" phone=12
try 'no operator' 64 'viettel' "$hotroit" set sim "$tag" operator=nasa
try 'unknown field' 64 'các mục: iccid' "$hotroit" set sim "$tag" colour=red
try 'read-only field' 64 'tag' "$hotroit" add sim tag=AAAAAAA
try 'no field' 64 'expires' "$hotroit" set sim "$tag" expires
try 'no name' 64 'MỤC' "$hotroit" set sim "$tag" =x
try 'twice' 64 'hai lần' "$hotroit" add sim note=a note=b
try 'unknown kind' 64 'pencil' "$hotroit" add pencil note=a
try 'unknown sim' 66 'list sim' "$hotroit" set sim nowhere note=a
try 'nothing to set' 64 'hotroit set --help' "$hotroit" set sim "$tag"
try 'one SIM still' 0 '^1$' sh -c '"$1" list sim --json | grep -c iccid' sh "$hotroit"

try 'wrong check digit' 0 'lưu ý: ICCID sai số kiểm tra' \
	"$hotroit" set sim "$tag" iccid=8984041234567890128
try 'another operator' 0 'là của Viettel' "$hotroit" set sim "$tag" operator=452-01
try 'said by a person, it stays' 0 'Nhà mạng  *MobiFone' "$hotroit" show sim "$tag"
try '3G' 0 '9/2028' "$hotroit" set sim "$tag" generation=3g
try 'and where it is shown' 0 '9/2028' "$hotroit" show sim "$tag"
try 'by hand: a device' 0 'Đã thêm: Thiết bị' "$hotroit" add device kind=laptop vendor=Acme
try 'no such inspection' 64 'hạng mục' "$hotroit" add inspection \
	"device=$(newest device)" what=Soul result=ok by=Lan

# the verdict is kept with it, and shown in lists
try 'judged as it is written' 0 'Đã sửa' "$hotroit" set sim "$tag" expires=28/02/2022
try 'verdict in the book' 0 '"verdict":"pass"' "$hotroit" show sim "$tag" --json
try 'verdict in the list' 0 "^$tag .* Đạt " "$hotroit" list sim
try 'and judged again' 0 'Đã sửa' "$hotroit" set sim "$tag" daily_quota_mb=500
try 'another verdict' 0 '"verdict":"fail"' "$hotroit" show sim "$tag" --json
try 'which nobody writes' 64 'verdict' "$hotroit" set sim "$tag" verdict=pass

# one card, or one telephone number, twice: told, and taken all the same
try 'card twice' 0 "lưu ý: trùng ICCID với SIM $tag" \
	"$hotroit" add sim 'iccid=8984 0412 3456 7890 128F'
other=$("$hotroit" list sim --json | sed -n 's/.*"tag":"\([^"]*\)".*/\1/p' | grep -v "$tag")
try 'seen from the other side' 0 "trùng ICCID với SIM $other" "$hotroit" show sim "$tag"
try 'another card' 0 'Đã sửa' "$hotroit" set sim "$other" iccid=8984020000000000128
grep -q trùng "$work/out" && try 'no twin' 1 x cat "$work/out"
try 'number twice' 0 "lưu ý: trùng số thuê bao với SIM $tag" "$hotroit" set sim "$other" \
	phone=0163.123.4567
try 'not its own twin' 0 'Đã sửa' "$hotroit" set sim "$other" phone=
grep -q trùng "$work/out" && try 'no twin' 1 x cat "$work/out"

[ "$failures" = 0 ] || exit 1
