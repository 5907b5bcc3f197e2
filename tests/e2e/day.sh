#!/bin/sh
# One day at the bench through the commands alone: ten devices in, six ready, two repaired with
# parts of the shelf, one stripped, one sold into the fund; three requests, one of them overdue; and
# every refusal on the way: its exit code, and one line that says what to do.
set -u
SRC=${SRC:-$(cd "$(dirname "$0")/../.." && pwd)}
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
export HOTROIT_DB="$tmp/hotroit.db" LANG=C.UTF-8
unset LC_ALL LC_MESSAGES LANGUAGE XDG_DATA_HOME HOTROIT_PIN
h=$BIN/hotroit failed=0 passed=0 who=

fail() {
	echo "FAIL $*"
	failed=$((failed + 1))
}

# As whoever acts, with the PIN of the name.
act() {
	[ -n "$who" ] || { "$h" "$@"; return; }
	HOTROIT_PIN=$(pin "$who") "$h" --who "$who" "$@"
}
pin() {
	case $1 in
	lan) echo 7391 ;; minh) echo 4826 ;; hoa) echo 9153 ;; tu) echo 6247 ;; xem) echo 3758 ;;
	esac
}

# ok PATTERN COMMAND…: it is done, and says so.
ok() {
	pattern=$1
	shift
	act "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
	code=$?
	[ $code -le 2 ] && grep -q -- "$pattern" "$tmp/out" && passed=$((passed + 1)) && return
	fail "$* (exit $code, wanted \"$pattern\"): $(tail -n 2 "$tmp/out" "$tmp/err")"
}

# no EXIT PATTERN COMMAND…: it is refused in one line, and nothing was written.
no() {
	wanted=$1 pattern=$2
	shift 2
	before=$(sqlite3 "$HOTROIT_DB" 'SELECT count(*), max(n) FROM audit')
	act "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
	code=$?
	[ "$(sqlite3 "$HOTROIT_DB" 'SELECT count(*), max(n) FROM audit')" = "$before" ] ||
		fail "$*: refused, yet something was written"
	[ $code = "$wanted" ] && [ "$(wc -l <"$tmp/err")" = 1 ] && [ ! -s "$tmp/out" ] &&
		grep -q -- "$pattern" "$tmp/err" && passed=$((passed + 1)) && return
	fail "$* (exit $code, wanted $wanted \"$pattern\"): $(cat "$tmp/out" "$tmp/err")"
}

# The tag of what was just written.
new() { sed -n 's/^Đã thêm: .* \([^ ]*\)$/\1/p' "$tmp/out"; }
newest() { act list "$1" --csv --limit 1 | sed -n '2s/^"[^"]*";"\([^"]*\)".*/\1/p'; }
# count N KIND CONDITION…: so many are listed.
count() {
	number=$1
	shift
	found=$(act list "$@" --json | grep -c '"id":')
	[ "$found" = "$number" ] && passed=$((passed + 1)) && return
	fail "list $*: $found, expected $number"
}

# ---- who works here --------------------------------------------------------------------------

ok 'Đã thêm' add unit 'name=xã Phù Đổng' kind=commune code=00565
ok 'Đã thêm' add team 'name=Thanh niên IT Phù Đổng' kind=thanh-nien-it 'unit=xa phu dong'
no 64 'code:' add unit name=X kind=commune code=565
no 66 'không có «đội ma»' add member name=X role=teacher 'team=đội ma'
cat >"$tmp/people.csv" <<-EOF
	Họ tên,Tên ngắn,Vai trò,Tổ đội,Điện thoại
	Nguyễn Thị Lan,lan,coordinator,,0912 345 678
	Trần Minh,minh,teacher,,
EOF
no 64 'cột D' import member "$tmp/people.csv"
sed -i 's/Tổ đội/Tổ, đội/; 1s/Tổ, đội/"Tổ, đội"/' "$tmp/people.csv"
cat >>"$tmp/people.csv" <<-EOF
	Lê Thị Hoa,hoa,volunteer,Thanh niên IT Phù Đổng,
	Phạm Tú,tu,volunteer,Thanh niên IT Phù Đổng,
	Ban Giám hiệu,xem,viewer,,
EOF
ok 'sẽ thêm 5' import member "$tmp/people.csv" --dry-run
count 0 member
ok 'thêm 5, đã có 0' import member "$tmp/people.csv"
ok 'thêm 0, đã có 5' import member "$tmp/people.csv"
for who in lan minh hoa tu xem; do
	pin "$who" | HOTROIT_PIN=$(pin lan) "$h" --who lan pin set "$who" >"$tmp/out" 2>&1 ||
		fail "pin set $who: $(cat "$tmp/out")"
done
who=
no 77 'đổi người làm' add donor name=X kind=person
who=hoa
no 77 'đổi người làm' add member name=X role=coordinator
no 77 'đổi người làm' import member "$tmp/people.csv"
who=xem
no 77 'đổi người làm' add donor name=X kind=person

# ---- donors and what they bring --------------------------------------------------------------

who=hoa
ok 'Đã thêm' add donor 'name=Công ty Hoà Bình' kind=company phone='+84 163 123 45 67'
ok 'Đã thêm' add donor 'name=Bác Tư' kind=person
no 64 'name' add donor kind=person
no 64 'ký tự điều khiển' add donor "name=$(printf 'hai\ndòng')" kind=person
no 65 'dài quá' add donor "name=$(head -c 70000 /dev/zero | tr '\0' a)" kind=person
no 64 'phone:' add donor name=X kind=person phone=123
no 64 'email:' add donor name=X kind=person email=lan
ok 'Đã thêm' add donation 'donor=cong ty hoa binh' kind=devices quantity=10 wipe_consent=yes
donation=$(new)
no 64 'amount:' add donation 'donor=bac tu' kind=money amount=1.500.000
no 64 'amount:' add donation 'donor=bac tu' kind=money amount=-5
no 64 'amount:' add donation 'donor=bac tu' kind=money
no 64 'promised:' add pledge 'donor=bac tu' what=money amount=5 promised=31/02/2026
no 64 'due:' add pledge 'donor=bac tu' what=money amount=5 promised=5/10/2026 due=4/10/2026
ok 'Đã thêm' add pledge 'donor=bac tu' what=money amount=2000000 promised=05/10/2026
pledge=$(new)
ok 'Đã thêm' add donation 'donor=bac tu' kind=money amount=2000000
money=$(new)
ok 'Đã nhận' do redeem "$pledge" donation="$money"
count 2 donation received_by=hoa
no 77 'chưa đến lượt' do redeem "$pledge" donation="$money"

# ---- ten devices -----------------------------------------------------------------------------

all=
for tree in laptop-2gb-igpu laptop-120gb-ssd laptop-unprivileged laptop-n4000-400mhz laptop-core-m \
	laptop-two-batteries laptop-1gb laptop-111gb-disk netbook-900mhz; do
	"$SRC/tests/hosts/unpack" "$SRC/tests/hosts/$tree.tree" "$tmp/$tree" || fail "$tree"
	ok 'máy mới' probe --root "$tmp/$tree" --save
	all="$all $(newest device)"
done
ok 'Đã thêm' add device kind=laptop 'model=Dell vỡ màn, không lên' boots=no
all="$all $(new)"
# shellcheck disable=SC2086 # ten tags
set -- $all
[ $# = 10 ] || { fail "ten devices came in, $# are in the book"; exit 1; }
d1=$1 d2=$2 d3=$3 d4=$4 d5=$5 d6=$6 d7=$7 d8=$8 d9=$9
shift 9
d10=$1
count 10 device state=received
no 66 'không có' do triage 2345678
no 66 'không có' show device ZZZZZZZ
no 77 'đợt ủng hộ' do triage "$d1"
no 77 'chưa đến lượt' do qc "$d1"
no 64 'battery_safety:' do receive "$d1" battery_safety=tốt
for d in $all; do
	ok 'Tiếp nhận' do receive "$d" donation="$donation" accessories='1 sạc' \
		media_removed=none battery_safety=ok wipe_consent=yes
done
ok 'Tiếp nhận' do receive "$d2" battery_safety=swollen
no 77 'pin phồng' do triage "$d2"
ok 'Tiếp nhận' do receive "$d2" battery_safety=removed
for d in $all; do ok 'Phân loại' do triage "$d"; done
no 77 'chưa đến lượt' do triage "$d1"
ok 'Tiếp nhận' do undo "$d1"
ok 'Phân loại' do triage "$d1"
count 10 device state=triage

# ---- two repairs, with parts of the shelf ----------------------------------------------------

who=minh
ok 'Đã thêm' add purchase bought_on=22/11/2026 'what=SSD 120 GB' quantity=1 amount=350000
purchase=$(new)
ok 'Đã thêm' add part kind=ram type=ddr3 'spec=DDR3 2 GB SO-DIMM' size=2147483648 shelf=A3
ram=$(new)
ok 'Đã thêm' add part kind=disk 'spec=SSD SATA 120 GB' purchase="$purchase" cost=350000
ssd=$(new)
no 64 'type:' add part kind=ram type='DDR 3'
no 64 'size:' add part kind=ram size=-1
who=tu
no 64 'symptom' do repair "$d7"
ok 'Sửa chữa' do repair "$d7" 'symptom=RAM 1 GB, chạy quá chậm'
repair7=$(newest repair)
ok 'Sửa chữa' do repair "$d8" 'symptom=ổ quá nhỏ'
repair8=$(newest repair)
no 77 'chưa đến lượt' do repair "$d7" symptom=x
no 77 'chưa xong' do wipe "$d7"
no 66 'không có' do use-part "$repair7" part=2345678
ok 'Lấy linh kiện' do use-part "$repair7" part="$ram"
no 77 'lấy cái khác' do use-part "$repair8" part="$ram"
no 77 'không dùng cho phiếu' do put-back "$repair8" part="$ram"
ok 'Chờ linh kiện' do wait-parts "$repair8" 'waiting_for=SSD 120 GB'
count 1 device state=waiting-parts
ok 'Lấy linh kiện' do use-part "$repair8" part="$ssd"
no 64 'give-up' do finish "$repair7" action=x result=not-fixed
no 64 'minutes' do finish "$repair7" action=x result=fixed minutes=1,5
ok 'Sửa xong' do finish "$repair7" 'action=thêm RAM' result=fixed minutes=20
ok 'Sửa xong' do finish "$repair8" 'action=thay SSD' result=fixed minutes=35 cost=350000
no 77 'chưa đến lượt' do finish "$repair7" action=x result=fixed
count 2 device state=testing
count 2 part state=used

# ---- six pass --------------------------------------------------------------------------------

who=tu
no 77 'chưa rõ máy có khoá' do wipe "$d1"
no 77 'điều phối viên ký tên' do wipe "$d1" waiver='đã hỏi bên tặng'
for d in "$d1" "$d2" "$d3" "$d4" "$d5" "$d6"; do
	who=tu
	act do wipe "$d" >"$tmp/out" 2>&1 || {
		who=lan
		ok 'Xoá, cài đặt' do wipe "$d" waiver='đã bật thử trước mặt bên tặng'
	}
	who=tu erased=
	no 77 'chưa có phiếu xoá' do check "$d"
	until act do check "$d" >"$tmp/out" 2>&1 || [ "$(wc -l <"$tmp/out")" != 1 ]; do
		ok 'Xoá, cài đặt' do erase "$d" disk='ổ trong máy' medium=ssd level=clear \
			'method=ghi đè 1 lượt' result=ok
		[ ${#erased} -lt 8 ] || { fail "check $d: $(cat "$tmp/out")"; break; }
		erased=${erased}x
	done
	no 77 'phải khác người' do qc "$d"
	who=hoa
	no 77 'CẦN KIỂM TRA' do qc "$d"
	for what in charger screen keyboard speaker headphones microphone webcam mouse; do
		ok 'Đã thêm' add inspection device="$d" what=$what result=ok by=Hoa
	done
	no 77 'ghép sạc' do qc "$d"
	ok 'Đã thêm' add accessory kind=charger rating='19.5V 3.42A' device="$d"
	ok 'Chờ trao' do qc "$d"
	no 77 'chưa đến lượt' do qc "$d"
done
no 64 'hạng mục' add inspection device="$d1" what=linh-hồn result=ok by=Hoa
no 64 'rating:' add accessory kind=charger 'rating=19.5V 900A'
count 6 device state=ready

# ---- one stripped ----------------------------------------------------------------------------

who=tu
no 77 'xoá dữ liệu hoặc tháo ổ' do strip "$d9"
no 64 'mức\|level' do erase "$d9" disk=x medium=none level=clear method=x result=ok
ok 'Phân loại' do erase "$d9" disk='ổ trong máy' medium=hdd level=destroy 'method=đập' result=ok
ok 'Lấy linh kiện' do strip "$d9"
ok 'Lấy linh kiện' do harvest "$d9" kind=ram type=ddr2 'spec=DDR2 2 GB' condition=ok shelf=A1
no 77 'chưa đến lượt' do qc "$d9"
count 2 part kind=ram

# ---- one liquidated --------------------------------------------------------------------------

who=hoa
no 77 'đổi người làm' add liquidation name=X
who=lan
ok 'Đã thêm' add liquidation 'name=Thanh lý quý 4'
batch=$(new)
no 77 'trống' do approve "$batch"
who=tu
no 77 'không sửa được' do liquidate "$d10" liquidation="$batch"
ok 'Sửa chữa' do repair "$d10" symptom='không lên nguồn'
ok 'Hỏng hẳn' do give-up "$(newest repair)" barrier=too-dear
ok 'Phân loại' do erase "$d10" disk='không có ổ' medium=none level=none method='không có ổ' \
	result=ok
no 77 'Không đạt' do liquidate "$d10" liquidation="$batch"
who=lan
ok 'Chờ thanh lý' do liquidate "$d10" liquidation="$batch" waiver='bo mạch cháy, không dò được'
ok 'Duyệt' do approve "$batch"
no 77 'thứ hai' do approve "$batch"
no 77 'hai người duyệt' do close-list "$batch"
no 77 'chưa đến lượt' do sell "$batch" amount=120000 settled_on=22/11/2026
who=hoa
no 77 'đổi người làm' do approve "$batch"
who=minh
ok 'Duyệt' do approve "$batch"
ok 'Đã duyệt' do close-list "$batch"
no 77 'đổi người làm' do sell "$batch" amount=120000 settled_on=22/11/2026
who=lan
no 64 'amount' do sell "$batch" settled_on=22/11/2026
no 64 'settled_on' do sell "$batch" amount=120000 settled_on=31/02/2026
ok 'Đã bán' do sell "$batch" amount=120000 settled_on=22/11/2026 'buyer=Ve chai Tám'
no 77 'chưa đến lượt' do sell "$batch" amount=120000 settled_on=22/11/2026
no 77 'chưa đến lượt' do cancel "$batch"

# ---- the fund: what the script counts, the book must say -------------------------------------

who=hoa
no 77 'đổi người làm' add fund at=22/11/2026 kind=opening amount=1 description=x
who=minh
balance=120000
ok 'Đã thêm' add fund at=22/11/2026 kind=cash-donation amount=2000000 'description=Bác Tư ủng hộ' \
	donation="$money"
balance=$((balance + 2000000))
no 64 'purchase' add fund at=22/11/2026 kind=purchase amount=350000 description=SSD
ok 'Đã thêm' add fund at=22/11/2026 kind=purchase amount=530000 description=SSD \
	purchase="$purchase"
wrong=$(new)
balance=$((balance - 530000))
no 77 'không sửa được' set fund "$wrong" amount=350000
no 64 'description' do reverse "$wrong"
ok 'Đảo dòng' do reverse "$wrong" 'description=ghi nhầm 530 thành 350'
balance=$((balance + 530000))
no 77 'đã có bút toán đảo' do reverse "$wrong" description=x
ok 'Đã thêm' add fund at=22/11/2026 kind=purchase amount=350000 description=SSD \
	purchase="$purchase"
balance=$((balance - 350000))
no 64 'amount' add fund at=22/11/2026 kind=opening amount=0 description=x
no 64 'amount' add fund at=22/11/2026 kind=opening amount=9000000000000000000 description=x
no 64 'direction' add fund at=22/11/2026 kind=opening direction=out amount=1 description=x
book=$(sqlite3 "$HOTROIT_DB" \
	"SELECT sum(CASE direction WHEN 'in' THEN amount ELSE -amount END) FROM fund")
[ "$book" = "$balance" ] || fail "the book says $book đ, the script counted $balance đ"
count 5 fund

# ---- three requests --------------------------------------------------------------------------

who=hoa
early=$(date -d '-30 hours' +%Y-%m-%dT%H:%M:%S+00:00)
ok 'Đã thêm' add request requester='chị Hạnh' phone=0912345678 symptom='không vào mạng' \
	received_at="$early"
late=$(new)
ok 'Đã thêm' add request requester='em An' symptom='quên mật khẩu' device="$d1"
quick=$(new)
ok 'Đã thêm' add request requester='bác Ba' symptom='loa rè'
no 64 'received_at:' add request requester=x symptom=x received_at=2026-13-40T99:00:00+07:00
ok 'Đã tiếp cận' do contact "$quick" assigned=tu
ok 'Xong' do resolve "$quick" 'resolution=đặt lại mật khẩu'
no 77 'chưa đến lượt' do contact "$quick"
count 2 request state=open
[ "$(sqlite3 "$HOTROIT_DB" "SELECT tag FROM request WHERE first_contact_at IS NULL AND
	julianday(received_at) < julianday('now') - 1")" = "$late" ] ||
	fail 'not just one request is overdue'

# ---- the evening -----------------------------------------------------------------------------

for state in ready:6 testing:2 stripped:1 liquidated:1 triage:0 received:0; do
	count "${state#*:}" device "state=${state%:*}"
done
count 10 device
ok 'Chờ trao' list device state=ready
# Every device stands where its own last step put it, but for two that a repair moved and one that
# was sold with its batch.
[ "$(sqlite3 "$HOTROIT_DB" "SELECT count(*) FROM device WHERE state IS NOT (SELECT to_state
	FROM step WHERE subject = device.id ORDER BY n DESC LIMIT 1)")" = 3 ] ||
	fail 'a device stands where no step put it'
"$h" doctor >"$tmp/out" 2>&1 || fail "doctor: $(cat "$tmp/out")"
grep -q '5 dòng liền mạch' "$tmp/out" || fail "the chain of the fund: $(cat "$tmp/out")"

# ---- the whole book, carried into an empty one ------------------------------------------------

who=lan
for kind in unit team member donor donation pledge purchase liquidation device request repair part \
	accessory inspection wipe fund; do
	act list $kind --csv --with-personal >"$tmp/$kind.csv"
done
who=
book=$HOTROIT_DB
for kind in unit team member donor donation pledge purchase liquidation device request repair part \
	accessory inspection wipe fund; do
	export HOTROIT_DB="$tmp/other.db"
	ok 'đã có 0' import $kind "$tmp/$kind.csv"
	ok 'thêm 0' import $kind "$tmp/$kind.csv"
	act list $kind --csv --with-personal | cmp -s - "$tmp/$kind.csv" ||
		fail "$kind came out changed"
done
sed 's/"2000000"/"3000000"/' "$tmp/fund.csv" >"$tmp/forged.csv"
rm -f "$tmp/other.db"*
for kind in unit team member donor donation pledge purchase liquidation; do
	ok 'đã có 0' import $kind "$tmp/$kind.csv"
done
no 65 'không còn như lúc ghi' import fund "$tmp/forged.csv"
export HOTROIT_DB="$book"

echo "$passed passed, $failed failed"
[ $failed = 0 ]
