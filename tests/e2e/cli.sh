#!/bin/sh
# The commands as a person or a script uses them: exit codes, one line an error, nothing lost.
set -u
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
export HOTROIT_DB="$tmp/book/hotroit.db" LANG=C.UTF-8
unset LC_ALL LC_MESSAGES LANGUAGE XDG_DATA_HOME
# Not a local address: no adb server is started, and none of this machine's is asked.
export ADB_SERVER_SOCKET=tcp:127.0.0.1:1
failed=0 passed=0

# expect WHAT EXIT [PATTERN] -- COMMAND…: the exit code, and a pattern in the output (both streams).
# An exit code of 64 or more must come with exactly one line on standard error.
expect() {
	what=$1 code=$2 pattern=
	shift 2
	[ "$1" = -- ] || { pattern=$1; shift; }
	shift
	"$@" >"$tmp/out" 2>"$tmp/err" </dev/null
	got=$?
	lines=$(wc -l <"$tmp/err")
	if [ "$got" != "$code" ]; then
		echo "FAIL $what: exit $got, expected $code: $(cat "$tmp/err")"
	elif [ -n "$pattern" ] && ! cat "$tmp/out" "$tmp/err" | grep -q -- "$pattern"; then
		echo "FAIL $what: no \"$pattern\" in: $(cat "$tmp/out" "$tmp/err")"
	elif [ "$code" -ge 64 ] && [ "$lines" != 1 ]; then
		echo "FAIL $what: $lines lines on standard error: $(cat "$tmp/err")"
	else
		passed=$((passed + 1))
		return
	fi
	failed=$((failed + 1))
}

# A machine that passes what can be measured, and one that does not.
snapshot() { # SERIAL RAM DISK
	printf '{"schema":"hotroit.snapshot/1","taken_at":"2026-11-22T20:30:00+07:00",'
	printf '"probe":{"version":"1"},"device":{"id":"host","kind":"laptop",'
	printf '"transport":"host","port":null},"facts":['
	printf '{"key":"device.kind","value":"laptop"},'
	printf '{"key":"device.serial","value":"%s"},' "$1"
	printf '{"key":"device.vendor","value":"Máy Thử"},'
	printf '{"key":"device.model","value":"Đời 2014"},'
	printf '{"key":"cpu.class","value":"floor"},'
	printf '{"key":"cpu.clock.nominal","value":2160000000,"unit":"Hz"},'
	printf '{"key":"cpu.clock.max","value":2580000000,"unit":"Hz"},'
	printf '{"key":"memory.installed","value":%s,"unit":"B"},' "$2"
	printf '{"key":"storage.largest","value":%s,"unit":"B"}]}\n' "$3"
}
snapshot A1 2147483648 120034123776 >"$tmp/good.json"
snapshot A2 1073741824 120034123776 >"$tmp/small.json"
printf '{"schema":"hotroit.snapshot/1"' >"$tmp/cut.json"

h=$BIN/hotroit p=$BIN/hotroit-probe
expect version 0 '^hotroit ' -- "$h" --version
expect help 0 'hotroit LỆNH --help' -- "$h" --help
expect 'help in English' 0 'hotroit' -- "$h" --lang en --help
for command in probe assess facts plan list show add set search slip backup restore doctor; do
	expect "$command --help" 0 "hotroit $command" -- "$h" "$command" --help
done
expect 'unknown command' 64 'nấu-cơm' -- "$h" nấu-cơm
expect 'unknown option' 64 -- "$h" probe --fast
expect 'missing value' 64 -- "$h" probe --plan
expect 'missing argument' 64 -- "$h" assess
expect 'too many arguments' 64 -- "$h" assess a b
expect 'bench without a terminal' 69 terminal -- "$h"

expect 'assess review' 2 'CẦN KIỂM TRA' -- "$h" assess "$tmp/good.json"
expect 'assess json' 2 '"measured_verdict":"pass"' -- "$h" assess --json "$tmp/good.json"
expect 'assess fail' 1 'KHÔNG ĐẠT' -- "$h" assess "$tmp/small.json"
expect 'assess as no kind' 64 spaceship -- "$h" assess --as spaceship "$tmp/good.json"
expect 'assess as tablet' 2 '"profile":"tablet"' -- "$h" assess --as tablet --json "$tmp/good.json"
expect 'assess cut file' 65 cut.json -- "$h" assess "$tmp/cut.json"
expect 'assess no file' 66 no.json -- "$h" assess "$tmp/no.json"
expect 'assess a folder' 66 -- "$h" assess "$tmp"
expect 'unknown plan' 66 'plan list' -- "$h" assess --plan nowhere "$tmp/good.json"
expect 'plan list' 0 gia-lam-2021 -- "$h" plan list
expect 'plan show' 0 'Ổ cứng: tối thiểu 120 GB' -- "$h" plan show gia-lam-2021
expect 'plan check' 0 gia-lam-2021 -- "$h" plan check "$SRC/schema/plans/gia-lam-2021.json"
sed 's/"clause": "II.3.3"/"clause": ""/' "$SRC/schema/plans/gia-lam-2021.json" >"$tmp/bad-plan.json"
expect 'plan check refuses' 65 clause -- "$h" plan check "$tmp/bad-plan.json"
expect 'plan show unknown' 66 -- "$h" plan show x

expect 'probe unknown device' 66 nokia:1 -- "$h" probe --device nokia:1
expect 'probe without the adb server' 69 ADB_SERVER_SOCKET -- "$h" probe --device adb:x
expect 'probe no folder' 66 -- "$h" probe --root "$tmp/nowhere"
mkdir "$tmp/empty"
expect 'probe of an empty tree' 2 '"verdict":"review"' -- "$h" probe --root "$tmp/empty" --json
expect 'reasons in English' 2 'the BIOS hands out' -- "$h" --lang en probe --root "$tmp/empty"
# without adb in sight no server of it is started
expect 'probe list' 0 '^host	device$' -- env PATH=/nonexistent "$p" --list
expect 'probe nothing of that name' 66 'không thấy' -- "$p" --device nokia:3310
expect 'probe one of all' 64 '' -- "$p" --device adb:x@ --list
expect 'probe facts' 0 'memory.installed' -- "$p" --list-facts
expect 'probe option' 64 -- "$p" --fast
expect 'probe device' 66 -- "$p" --device ios:x

# The book: kept, found again with and without marks, copied, put back.
# Reading makes no book.
for command in 'list device' 'list device --json' 'search may' 'show device A' \
	"backup $tmp/b.db"; do
	expect "no book: $command" 66 'chưa có sổ; mở' -- "$h" $command
done
expect 'and none was made' 1 -- test -e "$tmp/book"
expect 'unknown kind' 64 -- "$h" list pencil
expect 'one form at a time' 64 -- "$h" list device --json --csv
expect 'unknown kind of device' 64 toaster -- "$h" probe --as toaster
expect 'doctor before the first start' 0 'chưa có sổ' -- "$h" --db "$tmp/none.db" doctor
expect 'a name' 0 'Đã thêm' -- "$h" --db "$tmp/named.db" add unit name=Aa kind=school
expect 'another name' 0 'Đã sửa' -- "$h" --db "$tmp/named.db" set unit Aa name=Bb
expect 'the first is gone' 66 'Aa' -- "$h" --db "$tmp/named.db" set unit Aa name=Cc
expect 'save' 2 'máy mới' -- "$h" assess --save "$tmp/good.json"
expect 'same machine again' 2 'đã có từ trước' -- "$h" assess --save "$tmp/good.json"
expect 'another machine' 1 'máy mới' -- "$h" assess --save "$tmp/small.json"
expect 'found without marks' 0 'Máy Thử' -- "$h" search may thu
expect 'list in words' 0 'Không đạt' -- "$h" list device
expect 'list' 0 '"tag"' -- "$h" list device --json
expect 'list csv' 0 'tag' -- "$h" list device --csv
expect 'list in units' 0 '2 GB  *120 GB ' -- "$h" list device
expect 'raw numbers' 0 '"memory":2147483648,"storage":120034123776,' -- "$h" list device --json
# What is kept does not depend on the language of the run.
for lang in vi en; do
	"$h" --lang "$lang" --db "$tmp/$lang.db" assess --save "$tmp/small.json" >"$tmp/out"
	"$h" --lang "$lang" --db "$tmp/$lang.db" assess --save "$tmp/good.json" >"$tmp/out"
	sqlite3 "$tmp/$lang.db" .dump |
		grep -v '^INSERT INTO \(meta\|sync_state\|outbox\|search\)' |
		sed 's/[0-9a-f]\{8\}-[-0-9a-f]\{27\}/ID/g
			s/20[0-9-]*T[0-9:]*\.*[0-9]*[+-][0-9:]*/TIME/g
			s/,'"'[0-9A-Z]\{7\}'"',/,TAG,/' >"$tmp/$lang.sql"
done
expect 'kept in no language' 0 -- diff "$tmp/vi.sql" "$tmp/en.sql"
# With standard output closed, what was meant for it must not end up in a file of the book.
for option in --help --version --list --list-facts; do
	expect "probe $option on a full disk" 74 -- sh -c '"$1" $2 >/dev/full' sh "$p" $option
done
expect 'version on a full disk' 74 -- sh -c '"$1" --version >/dev/full' sh "$h"
expect 'closed output' 74 -- sh -c '"$1" list device >&-' sh "$h"
! grep -aqvE '^[0-9a-f-]{36} [0-9]+$' "$HOTROIT_DB.lock" || {
	echo 'FAIL closed output: it was written into the lock file'
	failed=$((failed + 1))
}
expect 'search nothing' 0 'Không có' -- "$h" search zzzz
expect 'backup' 0 -- "$h" backup "$tmp/copy.db"
expect 'show unknown' 66 ': Thiết bị: không có «nowhere»' -- "$h" show device nowhere
tag=$("$h" list device --json | sed -n 's/.*"tag":"\([^"]*\)".*/\1/p' | head -1)
expect 'show by tag' 0 "$tag" -- "$h" show device "$tag"

# A locked phone is blocked wherever it comes in, its donor gets a slip; signed out, it goes on.
locked() { # ACCOUNT
	printf '{"schema":"hotroit.snapshot/1","taken_at":"2026-11-22T20:3%s:00+07:00",' "${#1}"
	printf '"device":{"id":"adb:R5@1-1","kind":"phone","transport":"adb","port":"1-1"},'
	printf '"facts":[{"key":"device.kind","value":"phone"},'
	printf '{"key":"device.vendor","value":"samsung"},'
	printf '{"key":"device.model","value":"SM-A125F"},'
	printf '{"key":"device.serial","value":"R58N30BÍMẬT"},'
	printf '{"key":"lock.account","value":"%s"},{"key":"lock.mdm","value":"none"}]}\n' "$1"
}
locked present >"$tmp/locked.json"
locked possible >"$tmp/maybe.json"
locked none >"$tmp/open.json"
expect 'locked, saved' 2 'Khoá tài khoản đang khoá' -- "$h" assess --save "$tmp/locked.json"
phone=$("$h" list device samsung --json | sed -n 's/.*"tag":"\([^"]*\)".*/\1/p' | head -1)
expect 'locked is blocked' 0 '"state":"blocked"' -- "$h" list device samsung --json
expect 'shown as blocked' 0 'Chờ gỡ khoá' -- "$h" show device "$phone"
expect 'shown with the slip' 0 'hotroit slip' -- "$h" show device "$phone"
expect 'slip says the tag' 0 "Mã thiết bị: $phone" -- "$h" slip "$phone"
expect 'slip says where' 0 'Bảo mật' -- "$h" slip "$phone"
"$h" slip "$phone" >"$tmp/slip"
expect 'slip says no serial' 1 -- grep -c BÍMẬT "$tmp/slip"
expect 'no slip without a lock' 66 'không cần phiếu\|chưa đọc được' -- "$h" slip "$tag"
expect 'slip of nothing' 66 -- "$h" slip nowhere
expect 'slip without a tag' 64 -- "$h" slip
expect 'not read clearly' 2 -- "$h" assess --save "$tmp/maybe.json"
expect 'not read clearly: blocked' 0 '"state":"blocked"' -- "$h" list device samsung --json
expect 'signed out' 2 -- "$h" assess --save "$tmp/open.json"
expect 'signed out: goes on' 0 '"state":"received"' -- "$h" list device samsung --json
expect 'doctor' 0 -- "$h" doctor
expect 'backup is noted' 0 'sao lưu gần nhất: 20' -- "$h" doctor

# A book on a stick that can not be written: read all the same, by one who is not root.
mkdir "$tmp/stick" "$tmp/program" "$tmp/out.d"
cp "$tmp/copy.db" "$tmp/stick/hotroit.db"
cp "$h" "$tmp/program"
chmod 755 "$tmp" "$tmp/program"
chmod 777 "$tmp/out.d"
chmod 444 "$tmp/stick/hotroit.db"
chmod 555 "$tmp/stick"
reader=
[ "$(id -u)" != 0 ] || reader='setpriv --reuid=65534 --regid=65534 --clear-groups'
on_stick() { # COMMAND…
	$reader "$tmp/program/hotroit" --db "$tmp/stick/hotroit.db" "$@"
}
expect 'read-only list' 0 "$tag" -- on_stick list device
expect 'read-only search' 0 "$tag" -- on_stick search may thu
expect 'read-only show' 0 '^Kết luận: ' -- on_stick show device "$tag"
expect 'nothing written' 0 -- cmp "$tmp/copy.db" "$tmp/stick/hotroit.db"
expect 'read-only backup' 0 -- on_stick backup "$tmp/out.d/copy.db"
expect 'read-only save' 73 -- on_stick assess --save "$SRC/tests/screens/snapshot.json"
chmod 755 "$tmp/stick"
verdicts='SELECT count(*), max(created_at) FROM verdict'
sqlite3 "$HOTROIT_DB" "$verdicts" >"$tmp/before"
expect 'show judges' 0 '^Kết luận: ' -- "$h" show device "$tag"
sqlite3 "$HOTROIT_DB" "$verdicts" >"$tmp/after"
expect 'and keeps nothing' 0 -- cmp "$tmp/before" "$tmp/after"
expect 'restore' 0 -- "$h" restore "$tmp/copy.db"
expect 'still there' 0 "$tag" -- "$h" list device
expect 'restore nonsense' 65 -- "$h" restore "$tmp/good.json"
expect 'restore nothing' 66 -- "$h" restore "$tmp/none.db"
cp "$tmp/good.json" "$tmp/not-a-db"
expect 'not a database' 65 not-a-db -- "$h" --db "$tmp/not-a-db" list device
expect 'doctor of another file' 0 'không phải dữ liệu' -- \
	sh -c '"$1" --db "$2" doctor; [ $? = 65 ]' sh "$h" "$tmp/not-a-db"
expect 'does not send to itself' 1 -- grep -q 'hotroit doctor' "$tmp/out"
expect 'a folder is no book' 73 'thêm tên tệp' -- "$h" --db "$tmp" list device
expect 'nor harmed' 0 -- cmp "$tmp/good.json" "$tmp/not-a-db"

# A list of people goes by given name, the tones in their order; others as the dictionary does.
for name in 'Trần Thị Lan' 'Nguyễn Văn Ấn' 'Lê Anh' 'Đỗ Văn Ân' 'Phạm Đức' 'Bùi Dũng'; do
	"$h" --db "$tmp/names.db" add member name="$name" role=volunteer >"$tmp/out"
	"$h" --db "$tmp/names.db" add donor name="$name" kind=person >"$tmp/out"
done
by_name() { "$h" --db "$tmp/names.db" list "$@" --by-name --csv | cut -d'"' -f4 | tr '\r\n' '  '; }
expect 'by given name' 0 'Lê .*Đỗ .*Nguyễn .*Bùi .*Phạm .*Trần' -- by_name member
expect 'the first by given name' 0 'Lê .*Đỗ [^N]*$' -- by_name member --limit 2
expect 'by the dictionary' 0 'Bùi .*Đỗ .*Lê .*Nguyễn .*Phạm .*Trần' -- by_name donor
expect 'not with words' 64 'by-name' -- "$h" --db "$tmp/names.db" list member lan --by-name

# A locale that is not UTF-8: the same words without marks.
LANG=vi_VN.TCVN5712-1
expect 'signs too' 1 '^      > ' -- "$h" assess "$tmp/small.json"
expect 'no marks' 1 'KHONG DAT' -- "$h" assess "$tmp/small.json"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
