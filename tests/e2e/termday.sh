#!/bin/bash
# One day at the bench by keys alone, in a real terminal (tmux, 80x24): ten devices in, six ready,
# two repaired with parts of the shelf, one stripped, one sold into the fund; three requests, one of
# them overdue. KILLS kills the bench that often at random moments (SEED, printed, chooses which)
# and goes on: what it said was done is in the book, and what was typed comes back as a draft.
set -u
for tool in tmux sqlite3; do
	command -v $tool >/dev/null || { echo "$tool is not installed"; exit 77; }
done
KILLS=${KILLS:-25}
SEED=${SEED:-$(date +%s)}
SRC=${SRC:-$(cd "$(dirname "$0")/../.." && pwd)}
tmp=$(mktemp -d) || exit 1
socket=hotroit-day-$$
export ANDROID_ADB_SERVER_PORT=$((20000 + $$ % 20000))
trap 'tmux -L $socket kill-server 2>/dev/null; adb kill-server 2>/dev/null; rm -rf "$tmp"' EXIT
export LANG=C.UTF-8 HOTROIT_DB="$tmp/hotroit.db" ESCDELAY=25
unset LC_ALL LC_MESSAGES LANGUAGE NO_COLOR TMUX XDG_DATA_HOME HOTROIT_PIN
h=$BIN/hotroit who='' kills=0 left=0
[ "$KILLS" = 0 ] || echo "seed $SEED, $KILLS kills"

fail() {
	echo "FAIL after $kills kills (SEED=$SEED): $*; the screen shows:"
	screen
	touch "$tmp/failed"
	exit 1
}
sql() { sqlite3 -readonly -cmd '.timeout 5000' "$HOTROIT_DB" "$@"; }
pin() {
	case $1 in
	lan) echo 7391 ;; minh) echo 4826 ;; hoa) echo 9153 ;; tu) echo 6247 ;;
	esac
}
name() {
	case $1 in
	lan) echo 'Thị Lan' ;; minh) echo 'Trần Minh' ;;
	hoa) echo 'Thị Hoa' ;; tu) echo 'Phạm Tú' ;;
	esac
}

# ---- the terminal ----------------------------------------------------------------------------

screen() { tmux -L $socket capture-pane -p -t bench; }
shows() { screen | grep -q -- "$1"; }
wait_for() {
	for _ in $(seq 700); do
		shows "$1" && return
		sleep 0.01
	done
	fail "\"$1\" never came"
}
# Every key may be the last one: `left` counts them down to the kill.
press() {
	tmux -L $socket send-keys -t bench "$@"
	echo >>"$tmp/keys"
	left=$((left - 1))
	[ $left = 0 ] || return 0
	sleep "$pause"
	kill -9 "$(cat "$tmp/pid")"
	exit 99
}
open_bench() {
	tmux -L $socket respawn-pane -k -t bench "echo \$\$ >'$tmp/pid'; exec '$h'"
	wait_for '│ Hôm nay'
}
home() {
	while ! shows '^ hotroit │ Hôm nay'; do
		title=$(screen | head -1)
		press Escape
		for _ in $(seq 300); do
			[ "$(screen | head -1)" = "$title" ] || break
			sleep 0.01
		done
	done
}
# What the screen says is done must be in the book from then on, whatever comes.
said() {
	wait_for "$1"
	echo "$done_when" >"$tmp/said"
}

# Numbers in 0 … 999, from the seed.
dice() {
	SEED_AT=$(((SEED_AT * 1103515245 + 12345) % 2147483648))
	roll=$((SEED_AT / 65536 % 1000))
}
SEED_AT=$SEED

# act CONDITION COMMAND…: does it, again and again after kills, until the book says so.
act() {
	done_when=$1
	shift
	: >"$tmp/typed"
	until [ "$(sql "SELECT $done_when")" = 1 ]; do
		: >"$tmp/said"
		left=0
		if [ $kills -lt "$KILLS" ]; then
			dice
			left=$((1 + roll % 14))
			dice
			pause=0.0$((roll / 200))$((roll % 10))
		fi
		(sign_in && "$@")
		case $? in
		0) [ "$(sql "SELECT $done_when")" = 1 ] || fail "$*: not in the book" ;;
		99) after_kill "$*" ;;
		*) exit 1 ;;
		esac
	done
	echo "$done_when" >>"$tmp/done"
}
after_kill() {
	kills=$((kills + 1))
	[ "$(sql 'PRAGMA integrity_check')" = ok ] || fail "$1: integrity"
	lost=$(sort -u "$tmp/done" "$tmp/said" | while read -r condition; do
		[ "$(sql "SELECT $condition")" = 1 ] || echo "$condition"
	done)
	[ -z "$lost" ] || fail "$1: lost: $lost"
	open_bench
}

# ---- what a volunteer does -------------------------------------------------------------------

sign_in() {
	[ -n "$who" ] && ! screen | head -1 | grep -q "$(name "$who") (" || return 0
	press F4
	wait_for 'Gõ tên hoặc chọn'
	press -l "$who"
	press Enter
	wait_for 'PIN của'
	press -l "$(pin "$who")"
	press Enter
	wait_for "$(name "$who") ("
	home
}
be() {
	who=$1
	left=0
	sign_in
}

# record KEY KIND TAG: from the first screen.
record() {
	shows "│ $2: $3 " && return
	home
	press "$1"
	wait_for '^ Tìm:'
	press -l "$3"
	press Enter
	wait_for "│ $2: $3 "
}
device() { record m 'Thiết bị' "$1"; }
number() { screen | sed -n "s/^  \([1-9]\) $1\( .*\)\?$/\1/p" | head -1; }

# Down to the line that shows TEXT.
choose() {
	for _ in $(seq 20); do
		tmux -L $socket capture-pane -pe -t bench | grep -q "\[7m.*$1" && return
		press Down
		sleep 0.02
	done
	fail "no line: $1"
}

# A field: «-» passed over, «>2:Tốt» the second answer, «@C3» what the list finds, or what is typed.
field() {
	case $1 in
	-) press Tab ;;
	'>'*)
		press Delete
		times=${1%%:*}
		press -N "${times#>}" Right
		wait_for "< ${1#*:} >"
		press Tab
		;;
	@*)
		press C-u
		press -l "${1#@}"
		wait_for "^  *${1#@}"
		press Enter
		;;
	*)
		press C-u
		press -l "$1"
		wait_for "^ [^ ].* $1"
		press Tab
		;;
	esac
}
# form HEADING FIELDS…: after whatever opened it. What was seen on the screen comes back.
form() {
	wait_for "│ $1"
	shift
	if shows 'Có bản nháp từ'; then
		press Enter
		wait_for 'Đã lấy lại bản nháp'
		while read -r word; do
			shows "^ [^ ].* $word" || fail "draft without: $word"
		done <"$tmp/typed"
	elif [ -s "$tmp/typed" ]; then
		fail "no draft of: $(cat "$tmp/typed")"
	fi
	: >"$tmp/typed"
	for value in "$@"; do
		field "$value"
		case $value in
		-) ;;
		'>'*) echo "${value#*:}" >>"$tmp/typed" ;;
		*) echo "${value#@}" >>"$tmp/typed" ;;
		esac
	done
	press F2
}

# step TAG LABEL FIELDS…: on the record that is shown.
step() {
	tag=$1 label=$2
	shift 2
	digit=$(number "$label")
	[ -n "$digit" ] || fail "no step: $label"
	press "$digit"
	if [ $# = 0 ]; then
		wait_for "^ $label: Enter để làm"
		press Enter
	else
		form "$label: " "$@"
	fi
	said "^ .*$tag: $label"
}
device_step() {
	device "$1"
	step "$@"
}
order_step() {
	record s 'Phiếu sửa chữa' "$1"
	step "$@"
}
batch_step() {
	record l 'Lô thanh lý' "$1"
	step "$@"
}
# stepped KIND TAG ACTION: as a condition.
stepped() {
	echo "EXISTS (SELECT 1 FROM step JOIN $1 ON $1.id = subject WHERE tag = '$2' AND
		step.action = '$3')" | tr '\n\t' '  '
}
do_device() { # TAG ACTION LABEL FIELDS…
	tag=$1 action=$2
	shift 2
	act "$(stepped device "$tag" "$action")" device_step "$tag" "$@"
}
do_order() {
	tag=$1 action=$2
	shift 2
	act "$(stepped repair "$tag" "$action")" order_step "$tag" "$@"
}
do_batch() { # ACTION LABEL FIELDS…
	action=$1
	shift
	act "$(stepped liquidation "$batch" "$action")" batch_step "$batch_name" "$@"
}

# add KEY LABEL FIELDS…: a new record from the list behind KEY.
add() {
	key=$1 label=$2
	shift 2
	home
	press "$key"
	wait_for 'F7 Thêm'
	press F7
	form "Thêm: $label" "$@"
	said '^ Đã thêm'
}

# One line answered, the others alike.
answer() {
	case $(screen | sed -n 's/^ Dòng 1 còn thiếu: //p') in
	phụ*) press -l '1 sạc' ;;
	đã*) press Space Space ;;
	pin*) press Space ;;
	có*) press Space ;;
	*) fail 'nothing to answer' ;;
	esac
	for _ in $(seq 300); do
		shows 'còn thiếu' || return
		sleep 0.01
	done
	fail 'the question stays'
}
intake() { # DONOR NEW-KIND COUNT TYPED TAGS…
	donor=$1 is_new=$2 count=$3 typed=$4
	shift 4
	home
	press n
	wait_for '│ Tiếp nhận'
	if shows 'Mở lại lần tiếp nhận'; then
		while read -r word; do
			shows "$word" || fail "the intake came back without: $word"
		done <"$tmp/typed"
	elif [ -s "$tmp/typed" ]; then
		fail "the intake is lost: $(cat "$tmp/typed")"
	fi
	if shows 'gõ tên để tìm\|+ bên tặng mới'; then
		shows 'Gõ tên bên tặng' || press F3
		press C-u
		press -l "$donor"
		if [ -n "$is_new" ]; then
			wait_for '+ bên tặng mới'
			press Enter
			wait_for 'Space đổi loại'
			press Space
			press Enter
			press Enter
		else
			wait_for "$donor ·"
			press Enter
			wait_for 'Quét tem từng máy'
		fi
		echo "$donor" >>"$tmp/typed"
	fi
	# What stood there before may be hidden by a message: F3 goes to and fro.
	until shows 'Quét tem từng máy'; do
		press F3
		wait_for 'Quét tem từng máy\|^ Gõ tên bên tặng'
	done
	for tag in "$@"; do
		press -l "HOTROIT:$tag"
		press Enter
		wait_for "^ *[0-9]* $tag"
		echo "$tag" >>"$tmp/typed"
	done
	if [ -n "$typed" ] && ! shows ' mới  *Laptop'; then
		press -l "$typed"
		press Enter
		wait_for ' mới  *Laptop'
	fi
	wait_for " $count máy"
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
		press F2
		wait_for '^ Dòng [0-9]* còn thiếu\|chọn loại$\|F5 In tem'
		shows 'F5 In tem' && break
		shows 'chọn loại$' && { press Space; continue; }
		shows '^ Dòng 1 còn' || { press Up; press F7; continue; }
		answer
	done
	said 'F5 In tem'
}

# Every question of the hand check is answered «tốt».
inspect() {
	device "$1"
	press F6
	wait_for 'o Tốt'
	for _ in $(seq 12); do
		open=$(screen | grep -c 'chưa kiểm')
		[ "$open" -gt 0 ] || break
		press o
		for _ in $(seq 300); do
			[ "$(screen | grep -c 'chưa kiểm')" = "$open" ] || break
			sleep 0.01
		done
	done
	shows 'chưa kiểm' && fail 'not all is inspected'
	press Escape
	wait_for 'Việc làm tiếp\|F2 Sửa'
}
erase() { # TAG FIELDS…, for as many disks as it has
	device "$1"
	until number 'Chuyển kiểm tra cuối' | grep -q .; do
		step "$1" 'Ghi một ổ đã xoá' "${@:2}"
		wait_for '│ Thiết bị'
		: >"$tmp/typed"
	done
	step "$1" 'Chuyển kiểm tra cuối'
}

# ---- before the day: people, donors, the machines that were plugged in ------------------------

"$h" add unit name='xã Phù Đổng' kind=commune code=00565 >/dev/null || fail unit
while read -r short role full; do
	"$h" add member name="$full" role="$role" short="$short" >/dev/null || fail "member $full"
done <<-EOF_PEOPLE
	lan coordinator Nguyễn Thị Lan
	minh teacher Trần Minh
	hoa volunteer Lê Thị Hoa
	tu volunteer Phạm Tú
EOF_PEOPLE
"$h" add donor name='Công ty Hoà Bình' kind=company phone=0912345678 >/dev/null || fail donor
tags=
for tree in laptop-2gb-igpu laptop-120gb-ssd laptop-unprivileged laptop-n4000-400mhz laptop-core-m \
	laptop-two-batteries laptop-1gb laptop-111gb-disk netbook-900mhz; do
	"$SRC/tests/hosts/unpack" "$SRC/tests/hosts/$tree.tree" "$tmp/$tree" || fail "$tree"
	"$h" probe --root "$tmp/$tree" --save >/dev/null
	tags="$tags $(sql 'SELECT tag FROM device ORDER BY n DESC LIMIT 1')"
done
# shellcheck disable=SC2086 # nine tags
set -- $tags
[ $# = 9 ] || fail "nine machines were probed, $# are in the book"
for short in lan minh hoa tu; do
	pin $short | HOTROIT_PIN=$(pin lan) "$h" --who lan pin set $short >/dev/null 2>&1 ||
		fail "pin of $short"
done
: >"$tmp/done"
tmux -L $socket -f /dev/null new-session -d -s bench -x 80 -y 24 \
	"echo \$\$ >'$tmp/pid'; exec '$h'" \; set -g remain-on-exit on
wait_for '│ Hôm nay'
began=$(date +%s%N)

# ---- the counter -----------------------------------------------------------------------------

given="SELECT count(*) FROM device JOIN donation ON donation.id = device.donation JOIN donor
	ON donor.id = donation.donor WHERE donor.name"
be hoa
act "($given = 'Công ty Hoà Bình') = 6" intake 'Công ty Hoà Bình' '' 6 '' "${@:1:6}"
act "($given = 'Bà Tám') = 4" intake 'Bà Tám' new 4 '1 laptop' "${@:7}"
set -- "$@" "$(sql 'SELECT tag FROM device ORDER BY n DESC LIMIT 1')"
act "EXISTS (SELECT 1 FROM donation WHERE amount = 2000000)" \
	add u 'Đợt ủng hộ' '@Công ty Hoà Bình' '>3:Tiền' - - - '2tr'
for d in "$@"; do
	do_device "$d" triage 'Phân loại'
done

# ---- requests: one is overdue, one answered, one done ----------------------------------------

symptom() { echo "EXISTS (SELECT 1 FROM request WHERE symptom = '$1')"; }
request() { sql "SELECT tag FROM request WHERE symptom = '$1'"; }
act "$(symptom 'không vào mạng')" add y 'Yêu cầu hỗ trợ' "$(date -d '-2 days' '+%d/%m/%Y 08:00')" \
	'chị Hạnh' - - - - 'không vào mạng'
act "$(symptom 'quên mật khẩu')" add y 'Yêu cầu hỗ trợ' - 'em An' 0912345679 "@$1" - - \
	'quên mật khẩu'
act "$(symptom 'loa rè')" add y 'Yêu cầu hỗ trợ' - 'bác Ba' - - - - 'loa rè'
request_step() {
	home
	press y
	wait_for 'Hạn liên hệ'
	choose "$1"
	press Enter
	wait_for "│ Yêu cầu hỗ trợ: $1 "
	step "$@"
}
quick=$(request 'quên mật khẩu')
act "$(stepped request "$quick" contact)" request_step "$quick" 'Đã liên hệ' '@Lê Thị Hoa'
act "$(stepped request "$quick" resolve)" request_step "$quick" 'Đã xử lý xong' 'đặt lại mật khẩu'
late=$(request 'loa rè')
act "$(stepped request "$late" contact)" request_step "$late" 'Đã liên hệ' '@Phạm Tú'

# ---- two repairs, with parts of the shelf ----------------------------------------------------

be tu
act "EXISTS (SELECT 1 FROM part WHERE spec = 'DDR3 2 GB')" add k 'Linh kiện' '>1:RAM' 'DDR3 2 GB' \
	ddr3 2147483648
act "EXISTS (SELECT 1 FROM part WHERE spec = 'SSD 120 GB')" add k 'Linh kiện' '>2:Ổ cứng' \
	'SSD 120 GB'
for d in "$7" "$8"; do
	do_device "$d" repair 'Đưa vào sửa chữa' 'chạy quá chậm'
	order=$(sql "SELECT tag FROM repair WHERE device =
		(SELECT id FROM device WHERE tag = '$d')")
	part=$(sql "SELECT tag FROM part WHERE state = 'on-shelf' LIMIT 1")
	do_order "$order" use-part 'Lấy linh kiện trên kệ' "@$part"
	do_order "$order" finish 'Sửa xong' - 'thay linh kiện' 20 - '>1:Sửa được'
done

# ---- six pass --------------------------------------------------------------------------------

be lan
# What is missing may be waived by a coordinator, with a reason.
step_or_waive() { # TAG LABEL REASON FIELDS…
	device "$1"
	if [ -n "$(number "$2")" ]; then
		step "$1" "$2" "${@:4}"
	else
		choose "$2"
		press Enter
		form "$2: " "${@:4}" "$3"
		said "^ .*$1: $2"
	fi
}
for d in "${@:1:6}"; do
	act "$(stepped device "$d" wipe)" step_or_waive "$d" 'Xoá dữ liệu, cài đặt' \
		'đã bật thử trước mặt bên tặng'
done
be tu
for d in "${@:1:6}"; do
	act "$(stepped device "$d" check)" erase "$d" 'ổ trong máy' '>2:SSD' '>1:Xoá' \
		'ghi đè 1 lượt' '>1:Xong'
done
be hoa
of_device() { echo "FROM $1 WHERE device = (SELECT id FROM device WHERE tag = '$2')"; }
for d in "${@:1:6}"; do
	act "(SELECT count(DISTINCT what) >= 7 $(of_device inspection "$d"))" inspect "$d"
	act "EXISTS (SELECT 1 $(of_device accessory "$d"))" add p 'Phụ kiện' '>1:Sạc' - \
		'19.5V 3.42A' - "@$d"
	do_device "$d" qc 'Kiểm tra cuối: đạt'
done

# ---- one stripped, one sold ------------------------------------------------------------------

be tu
do_device "$9" erase 'Ghi một ổ đã xoá' 'ổ trong máy' '>1:HDD' '>3:Huỷ ổ' 'đập' '>1:Xong'
do_device "$9" strip 'Lấy linh kiện'
do_device "$9" harvest 'Ghi linh kiện lấy ra' '>1:RAM' 'DDR2 2 GB' ddr2
do_device "${10}" repair 'Đưa vào sửa chữa' 'không lên nguồn'
order=$(sql "SELECT tag $(of_device repair "${10}")")
do_order "$order" give-up 'Không sửa được' '>2:Quá đắt'
do_device "${10}" erase 'Ghi một ổ đã xoá' 'không có ổ' '>7:Không có ổ' '>4:Không xoá' \
	'không có ổ' '>1:Xong'
be lan
batch_name='Thanh lý quý 4'
act "EXISTS (SELECT 1 FROM liquidation)" add l 'Lô thanh lý' "$batch_name"
batch=$(sql 'SELECT tag FROM liquidation')
act "$(stepped device "${10}" liquidate)" step_or_waive "${10}" 'Đưa vào lô thanh lý' \
	'bo mạch cháy, không dò được' "@$batch_name"
do_batch approve 'Duyệt thanh lý'
be minh
act "(SELECT approved_by_2 IS NOT NULL FROM liquidation)" batch_step "$batch_name" 'Duyệt thanh lý'
do_batch close-list 'Chốt danh sách đã duyệt'
be lan
do_batch sell 'Đã bán, thu tiền vào quỹ' 120000 22/11/2026 'Ve chai Tám'

# ---- the fund --------------------------------------------------------------------------------

be minh
money=$(sql 'SELECT tag FROM donation WHERE amount = 2000000')
act "EXISTS (SELECT 1 FROM fund WHERE donation IS NOT NULL)" add f 'Sổ quỹ' 22/11/2026 \
	'>1:Ủng hộ tiền' 2tr 'Công ty ủng hộ' - - "@$money"
home
took=$((($(date +%s%N) - began) / 1000000))

# ---- the evening: what the book says ---------------------------------------------------------

left=0
press q
for _ in $(seq 300); do
	kill -0 "$(cat "$tmp/pid")" 2>/dev/null || break
	sleep 0.01
done
cli() { HOTROIT_PIN=$(pin lan) "$h" --who lan "$@"; }
count() {
	found=$(cli list "${@:2}" --json | grep -c '"id":')
	[ "$found" = "$1" ] || fail "list ${*:2}: $found, expected $1"
}
count 10 device
count 6 device state=ready
count 2 device state=testing
count 1 device state=stripped
count 1 device state=liquidated
count 2 repair state=done
count 2 part state=used
count 1 part state=on-shelf
count 3 request
count 2 fund
cli list fund | grep -q '2\.120\.000' || fail "the balance: $(cli list fund)"
cli home --json >"$tmp/home" || fail home
for words in '"requests_overdue":1' '"fund":2120000' '"drafts":0'; do
	tr -d ' \n' <"$tmp/home" | grep -q "$words" || fail "home: no $words: $(cat "$tmp/home")"
done
[ "$(sql 'SELECT count(*) FROM draft')" = 0 ] || fail "drafts: $(sql 'SELECT * FROM draft')"
"$h" doctor >"$tmp/out" 2>&1 || fail "doctor: $(cat "$tmp/out")"
grep -q '2 dòng liền mạch' "$tmp/out" || fail "the chain of the fund: $(cat "$tmp/out")"
[ $kills -ge "$KILLS" ] || fail "only $kills kills of $KILLS"
echo "the day by $(wc -l <"$tmp/keys") keys in $took ms, $kills kills: all as expected"
