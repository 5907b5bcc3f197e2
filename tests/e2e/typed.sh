#!/bin/sh
# A phone of which only MTP tells: what a person reads off it and types, by hotroit facts.
set -u
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
export HOTROIT_DB="$tmp/hotroit.db" LANG=C.UTF-8 LOGNAME=an
unset LC_ALL LC_MESSAGES LANGUAGE XDG_DATA_HOME SUDO_USER
failed=0 passed=0 h=$BIN/hotroit

# expect WHAT EXIT PATTERN COMMAND…; an error must be one line.
expect() {
	what=$1 code=$2 pattern=$3
	shift 3
	"$@" >"$tmp/out" 2>"$tmp/err" </dev/null
	got=$?
	if [ "$got" != "$code" ]; then
		echo "FAIL $what: exit $got, expected $code: $(cat "$tmp/out" "$tmp/err")"
	elif ! cat "$tmp/out" "$tmp/err" | grep -q -e "$pattern"; then
		echo "FAIL $what: no \"$pattern\" in: $(cat "$tmp/out" "$tmp/err")"
	elif [ "$code" -ge 64 ] && [ "$(wc -l <"$tmp/err")" != 1 ]; then
		echo "FAIL $what: not one line: $(cat "$tmp/err")"
	else
		passed=$((passed + 1))
		return
	fi
	failed=$((failed + 1))
}

cat >"$tmp/mtp.json" <<END
{"schema":"hotroit.snapshot/1","taken_at":"2026-11-22T20:30:00+07:00","probe":{"version":"1"},
"device":{"id":"mtp:1-4","kind":null,"transport":"mtp","port":"1-4"},"facts":[
{"key":"device.kind","state":"unreadable","reason":"MTP"},
{"key":"device.vendor","value":"samsung","source":"MTP"},
{"key":"device.model","value":"SM-J730G","source":"MTP"},
{"key":"lock.account","state":"unreadable","reason":"MTP"},
{"key":"memory.usable","state":"unreadable","reason":"MTP"},
{"key":"os.name","value":"Android","source":"MTP"},
{"key":"os.sdk","state":"unreadable","reason":"MTP"},
{"key":"os.version","state":"unreadable","reason":"MTP"},
{"key":"storage.total","value":25000000000,"unit":"B","source":"MTP"},
{"key":"storage.free","value":9000000000,"unit":"B","source":"MTP"}]}
END
expect 'kept' 2 'máy mới' "$h" assess --save "$tmp/mtp.json"
tag=$("$h" list device --json | sed -n 's/.*"tag":"\([^"]*\)".*/\1/p')

# Each thing that nobody read keeps it in review, and no typing makes it measured.
expect 'a part typed' 2 '"measured_verdict":"review"' \
	"$h" facts "$tag" device.kind=phone os.version=8.1 --json
expect 'how it is known' 2 '"measured":"Android 8.1".*"how":"typed","source":"người nhập: an, 20' \
	"$h" facts "$tag" "memory.usable=2 GB" --json
expect 'typed is no measurement' 0 'phần đo được: CẦN KIỂM TRA' "$h" show device "$tag"
expect 'said by whom' 2 'người nhập: Nga, 20' \
	"$h" facts "$tag" "memory.usable=2,0 GB" --by Nga --json
expect 'taken away' 2 '"rule":"phone.memory".*"outcome":"unknown"' \
	"$h" facts "$tag" memory.usable= --json
expect 'too little' 1 '"rule":"phone.memory".*"outcome":"fail".*"how":"typed"' \
	"$h" facts "$tag" "memory.usable=1 GB" --json
expect 'enough' 2 '2 GB (người nhập)' "$h" facts "$tag" "memory.usable=2 GB"
expect 'the list knows' 0 'Điện thoại .*2 GB' "$h" list device
expect 'a contradiction' 2 'người nhập ghi 3 GB, khác số máy báo' \
	"$h" facts "$tag" "storage.free=3 GB"
expect 'mended' 2 '\[+\] Còn trống' "$h" facts "$tag" storage.free=
expect 'an account' 2 'slip' "$h" facts "$tag" lock.account=present
expect 'is blocked' 0 'Chờ gỡ khoá' "$h" show device "$tag"
expect 'a word does not unblock' 2 '' "$h" facts "$tag" lock.account=none
expect 'still blocked' 0 'Chờ gỡ khoá' "$h" show device "$tag"

# Nothing is kept of a line that can not be read whole.
"$h" facts "$tag" device.model=x >"$tmp/out"
expect 'no number' 64 'memory.usable: "abc": ghi số kèm đơn vị' \
	"$h" facts "$tag" device.model=y memory.usable=abc
expect 'no unit' 64 '"2"' "$h" facts "$tag" memory.usable=2
expect 'absurd' 64 'chỉ từ 128 MB đến 64 GB' "$h" facts "$tag" "memory.usable=900 GB"
expect 'no such version' 64 'Android không có bản này' "$h" facts "$tag" os.version=4
expect 'no such word' 64 'phone, tablet' "$h" facts "$tag" device.kind=laptop
expect 'no such fact' 64 'os.version' "$h" facts "$tag" os.sdk=30
expect 'no word' 64 'MỤC=GIÁ TRỊ' "$h" facts "$tag" phone
expect 'nobody' 64 '--by' env LOGNAME= "$h" facts "$tag" device.kind=phone
expect 'nowhere' 66 'nowhere' "$h" facts nowhere device.kind=phone
expect 'nothing was kept' 0 'SM-J730G' "$h" show device "$tag"

# Escapes of a terminal never reach one.
"$h" facts "$tag" "device.model=$(printf 'A\033[2J')" >"$tmp/out" 2>"$tmp/err"
if grep -q "$(printf '\033')" "$tmp/out" "$tmp/err"; then
	echo "FAIL an escape reached the terminal"
	failed=$((failed + 1))
fi

# A plan asks for the fact, not for who told it.
sed 's/"memory.usable"/"typed.memory.usable"/' "$SRC/schema/plans/gia-lam-2021.json" >"$tmp/p.json"
expect 'no plan asks for it' 65 'typed.memory.usable' "$h" plan check "$tmp/p.json"

sed -e 's/mtp:1-4/host/; s/"transport":"mtp"/"transport":"host"/; s/J730G/HOST/' "$tmp/mtp.json" \
	>"$tmp/host.json"
"$h" assess --save "$tmp/host.json" >"$tmp/out"
host=$("$h" list device HOST --json | sed -n 's/.*"tag":"\([^"]*\)".*/\1/p' | head -1)
expect 'a computer is probed' 64 'dò lại' "$h" facts "$host" device.kind=phone

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
