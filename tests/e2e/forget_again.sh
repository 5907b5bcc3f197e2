#!/bin/sh
# A place that named a pupil is forgotten, written anew, forgotten once more: a copy from between
# forgets it when it is restored, one from after keeps what was written there since.
set -u
. "$SRC/tests/e2e/book_rig"

does '' add request requester='bà Sáu' symptom='cháu Hòa nhờ cài máy'
place=$(newest request)
note() { sql "SELECT symptom FROM request WHERE tag = '$place'"; }
# forget NAME: a pupil whose name the place may tell, and it is said to
forget() {
	does '' add recipient name="$1" class=8A
	does '' do withdraw "$(tag_of "$1")" note='thử'
	gone=$(tag_of "$1")
	does '' add rights recipient="$gone" asked=erase requester='bố em'
	does 'Ẩn danh' do forget "$gone" also="$place"
}
forgotten_at() {
	sql "SELECT max(at) FROM audit WHERE row = (SELECT id FROM request WHERE tag = '$place')
		AND changes LIKE '%symptom%(đã ẩn danh)%'"
}

does '' backup "$work/before"
forget 'Nguyễn Thị Hòa'
is 'forgotten once' '(đã ẩn danh)' "$(note)"
first=$(forgotten_at)
# Times are kept in seconds.
while [ "$(date +%s)" -le "$(date -d "$first" +%s)" ]; do
	sleep 0.1
done
does '' set request "$place" symptom='cháu Bền nhờ cài máy'
does '' backup "$work/between"
forget 'Trần Văn Bền'
is 'forgotten twice' '(đã ẩn danh)' "$(note)"
bytes() { cat "$HOTROIT_DB" "$HOTROIT_DB-wal" 2>/dev/null | grep -a -c 'Bền'; }
is 'no bytes of the second' 0 "$(bytes)"
does '' set request "$place" symptom='màn hình tối'
does '' backup "$work/after"

does '' restore "$work/after"
is 'written since' 'màn hình tối' "$(note)"
does '' restore "$work/between"
is 'from between' '(đã ẩn danh)' "$(note)"
is 'no bytes from between' 0 "$(bytes)"
does '' restore "$work/before"
is 'from before' '(đã ẩn danh)' "$(note)"
# What was written in a restored book stays when a copy of that one comes back.
does '' set request "$place" symptom='hết pin'
does '' backup "$work/restored"
# … and a newer one, whose words came after all forgetting, is not taken for older.
does '' restore "$work/after"
is 'the newer one' 'màn hình tối' "$(note)"
does '' restore "$work/restored"
is 'and back' 'hết pin' "$(note)"
# A list of an older program does not say when.
place_id=$(sql "SELECT id FROM request WHERE tag = '$place'")
printf 'request %s symptom\n' "$place_id" >"$HOTROIT_DB.forgotten"
does '' restore "$work/after"
is 'an older line' 'màn hình tối' "$(note)"

[ "$failures" = 0 ] || exit 1
