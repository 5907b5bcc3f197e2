#!/bin/sh
# A machine that got its sticker when it was taken in and is probed by a live stick later, and one
# that may be another of before: a person says which it is, and nothing is lost until then.
set -u
. "$SRC/tests/e2e/book_rig"
. "$SRC/tests/e2e/stick_rig"
devices() { sql "SELECT count(*) FROM device WHERE id NOT IN
	(SELECT other FROM device_alias WHERE same = 1)"; }
# taken_in FIELD=VALUE…: gets a sticker, and is not probed
taken_in() {
	does '' add device "$@" --who lan
	tag=$(newest device)
	does '' do receive "$tag" donation="$(newest donation)" accessories=0 media_removed=none \
		battery_safety=ok wipe_consent=yes --who lan
}
does '' add member name=Lan short=lan role=coordinator
does '' add donor name='Bác Tư' kind=person --who lan
does '' add donation donor='bac tu' kind=devices --who lan

taken_in kind=phone
taken_in kind=laptop
first=$tag
taken_in kind=laptop
second=$tag
taken_in kind=laptop serial=KHAC
third=$tag

# ---- the sticker first, then the stick -----------------------------------------------------------
snapshot M1 $enough 2026-02-01T08:00:00 | put may-1
try 'asked' 2 'mới 1, đã có 0, hỏng 0, cần hỏi 1' "$hotroit" stick --who lan "$stick"
own=$(sql "SELECT tag FROM device WHERE serial = 'M1'")
grep -q "^may-1.json: đã lưu mã $own; có máy đã dán tem mà chưa dò" "$work/out" ||
	complain "not asked: $(cat "$work/out")"
grep -q "^may-1.json: hotroit same MÃ_TRÊN_TEM $own (khác máy: thêm --not)\$" "$work/out" ||
	complain "not told how: $(cat "$work/out")"
is 'nothing is lost before an answer' '5 1' \
	"$(devices) $(sql 'SELECT count(*) FROM snapshot')"
try 'asked again with the stick' 2 'đã có 1, hỏng 0, cần hỏi 1' "$hotroit" stick --who lan "$stick"
does "Một máy, mã $second; mã $own nay cũng mở máy đó" same "$second" "$own" --who lan
is 'one machine less' 4 "$(devices)"
is 'the sticker has what was probed' "M1 pass yes" "$(sql "SELECT serial || ' ' ||
	measured_verdict || ' ' || wipe_consent FROM device WHERE tag = '$second'")"
is 'it is audited' "[\"$own\",\"$second\"]" \
	"$(sql "SELECT changes ->> '$.tag' FROM audit WHERE changes LIKE '%$own%$second%'")"
does "Mã TB *$second" show device "$own" --who lan
try 'and then known' 0 'đã có 1, hỏng 0$' "$hotroit" stick --who lan "$stick"

# What was donated as two is not made one.
fails "$first đã có đợt ủng hộ" same "$second" "$first" --who lan

# ---- none of them --------------------------------------------------------------------------------
snapshot M2 $little 2026-02-01T08:00:00 | put may-2
try 'asked' 2 'cần hỏi 1' "$hotroit" stick --who lan "$stick"
own=$(sql "SELECT tag FROM device WHERE serial = 'M2'")
does "Hai máy khác nhau: $first và $own" same --not "$first" "$own" --who lan
try 'not asked of again' 0 'đã có 2, hỏng 0$' "$hotroit" stick --who lan "$stick"

# ---- like one of before --------------------------------------------------------------------------
rm "$stick"/hotroit/*
snapshot M1 $enough 2026-02-02T08:00:00 'Đời 2020' | put may-la
try 'asked' 2 "có thể trùng với $second: đúng là máy nào" "$hotroit" stick --who lan "$stick"
own=$(newest device)
does "Một máy, mã $second" same "$second" "$own" --who lan
try 'then known' 0 'đã có 1, hỏng 0$' "$hotroit" stick --who lan "$stick"

[ "$failures" = 0 ] || exit 1
