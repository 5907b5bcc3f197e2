#!/bin/sh
# What is to be done now, by the commands: requests against the clock, the duty roster, targets.
set -u
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
export HOTROIT_DB="$tmp/hotroit.db" LANG=C.UTF-8
unset LC_ALL LC_MESSAGES LANGUAGE XDG_DATA_HOME
h=$BIN/hotroit
failed=0

# says WHAT PATTERN COMMAND…: it ends well and says the pattern.
says() {
	what=$1 pattern=$2
	shift 2
	if "$@" >"$tmp/out" 2>&1 && grep -q -- "$pattern" "$tmp/out"; then
		return
	fi
	echo "FAIL $what: no \"$pattern\" in:"
	cat "$tmp/out"
	failed=1
}
# The moment that many minutes before now, as the book keeps it.
ago() { TZ=UTC-7 date -d "$1 minutes ago" +%Y-%m-%dT%H:%M:%S+07:00; }
tag() { "$h" list "$1" --json | sed -n 's/.*"tag":"\([^"]*\)".*/\1/p' | head -1; }

says 'home needs a book' 'lập sổ' sh -c "! '$h' home"
ask() { "$h" add request received_at="$(ago "$1")" requester=An symptom='không vào mạng'; }

says 'the first row' '' ask 1500
late=$(tag request)
says 'a request of 25 hours' 'Yêu cầu quá hạn *1$' "$h" home
says 'it is over by an hour' "$late  quá 1 giờ" "$h" home
says 'both clocks' 'Tiếp cận *chưa liên hệ, quá hạn 1 giờ' "$h" show request "$late"
says 'both clocks' 'Xử lý *đã 25 giờ' "$h" show request "$late"
says 'a second' '' ask 1379
soon=$(tag request)
says 'a request of 23 hours' 'Yêu cầu chưa liên hệ *1$' "$h" home
says 'it has an hour left' "$soon  còn 1 giờ" "$h" home
says 'the late one first' "todo\":\[{\"queue\":\"requests_overdue.*$late.*$soon" "$h" home --json
says 'numbers for scripts' '"requests_overdue":1,"requests_unreached":1,' "$h" home --json
says 'reached late' '' "$h" do contact "$late"
says 'reached late' 'Tiếp cận *trễ hạn, sau 25 giờ' "$h" show request "$late"
says 'parts stop the second clock' '' "$h" do wait "$late"
says 'parts stop the second clock' 'Xử lý *dừng ở 25 giờ, đang chờ linh kiện' \
	"$h" show request "$late"
says 'nothing is over now' 'Yêu cầu quá hạn *0$' "$h" home
says 'none is taken from the future' 'chưa đến' sh -c "! '$h' add request \
	received_at='$(ago -60)' requester=An symptom=x"
says 'but a clock may go wrong' '' "$SRC/tests/fake/clock" +2h "$h" add request requester=An \
	symptom='không vào mạng'
says 'is no overdue one' "$(tag request)  đồng hồ máy sai" "$h" home
says 'and shows no number' 'Tiếp cận *đồng hồ máy sai' "$h" show request "$(tag request)"
says 'a member' '' "$h" add member name='Nguyễn Văn Bình' role=volunteer
says 'a duty' '' "$h" add duty member='Nguyễn Văn Bình' from_time="$(ago 30)" to_time="$(ago -90)"
says 'who is on duty' 'Đang trực: Nguyễn Văn Bình, đến' "$h" home
says 'no duty that ends first' '' sh -c "! '$h' add duty member='Nguyễn Văn Bình' \
	from_time='$(ago 30)' to_time='$(ago 90)'"
says "the month's target" 'Trao trong tháng .*: 0/2 thiết bị, 0 SIM' "$h" home
says 'the plan tells its targets' '<= 24 giờ (II.4)' "$h" plan show gia-lam-2021
[ $failed = 0 ] && echo "what is to be done now: all as expected"
exit $failed
