#!/bin/sh
# The counter: fifty labels scanned in one go, a kill in the middle of it, the whole taken in with
# one key; the label's code and the receipt's text read back from the papers.
set -u
for tool in tmux zbarimg pdftotext pdftoppm; do
	command -v $tool >/dev/null || { echo "$tool is not installed"; exit 77; }
done
tmp=$(mktemp -d) || exit 1
socket=hotroit-intake-$$
export ANDROID_ADB_SERVER_PORT=$((20000 + $$ % 20000))
trap 'tmux -L $socket kill-server 2>/dev/null; adb kill-server 2>/dev/null; rm -rf "$tmp"' EXIT
export LANG=C.UTF-8 HOTROIT_DB="$tmp/hotroit.db"
unset LC_ALL LC_MESSAGES LANGUAGE NO_COLOR TMUX
h=$BIN/hotroit
cd "$tmp" || exit 1

fail() { echo "FAIL: $1"; [ $# -lt 2 ] || printf '%s\n' "$2"; exit 1; }
screen() { tmux -L $socket capture-pane -p -t bench; }
type_keys() { tmux -L $socket send-keys -t bench "$@"; }
wait_for() {
	for _ in $(seq 100); do
		screen | grep -q -- "$1" && return
		sleep 0.1
	done
	fail "\"$1\" never came; the screen shows:" "$(screen)"
}
count() { "$h" list "$@" --json | grep -c '"id"'; }

# Fifty machines that another person has put into the book.
for i in $(seq 50); do
	"$h" add device kind=laptop vendor=Dell model="Latitude E55$i" >/dev/null ||
		fail 'add device'
done
"$h" list device --json | sed -n 's/.*"tag":"\([^"]*\)".*/\1/p' >tags
[ "$(wc -l <tags)" = 50 ] || fail 'fifty tags'
"$h" add donor name='Trường THCS Đặng Xá' kind=school phone=0912345678 >/dev/null ||
	fail 'add donor'

tmux -L $socket -f /dev/null new-session -d -s bench -x 80 -y 24 "sh"
type_keys "cd '$tmp'; '$h'; echo left-with-\$?" Enter
wait_for 'n Tiếp nhận'
type_keys n
wait_for 'gõ tên để tìm'
type_keys -l 'dang xa'
wait_for 'Trường THCS Đặng Xá · …678'
type_keys Enter
wait_for 'đợt mới'

# A scanner types fast, and Enter after each; some codes come twice, or are somebody else's.
head -30 tags | while read -r tag; do printf 'HOTROIT:%s\r' "$tag"; done >first
type_keys -l "$(cat first)"
wait_for '30 máy: 30 laptop'
type_keys -l "$(head -1 tags)"
type_keys Enter
wait_for 'đã có ở dòng 1'
type_keys -l '2222223'
type_keys Enter
wait_for 'sai ký tự kiểm'
type_keys -l 'http://vi.du/17'
type_keys Enter
wait_for 'không phải mã của chương trình'
type_keys -l '2222222'
type_keys Enter
wait_for 'chưa có trong sổ bàn này'

pane=$(tmux -L $socket display -p -t bench '#{pane_pid}')
kill -9 "$(pgrep -P "$pane" -f hotroit | head -1)" || fail 'no bench to kill'
wait_for 'left-with-137'
type_keys "stty sane; clear; '$h'; echo left-with-\$?" C-j
wait_for 'n Tiếp nhận'
type_keys n
wait_for 'Mở lại lần tiếp nhận'
wait_for '30 máy: 30 laptop'
tail -20 tags | while read -r tag; do printf '%s\r' "$tag"; done >second
type_keys -l "$(cat second)"
wait_for '50 máy: 50 laptop'

# Nothing is taken in as long as an answer is missing.
type_keys F2
wait_for 'Dòng 1 còn thiếu: phụ kiện'
type_keys -l '1 sạc'
type_keys Tab Space Space Tab Space Tab Space F7
wait_for 'Chép câu trả lời của dòng 1'
[ "$(count donation)" = 0 ] || fail 'something was kept too early'
type_keys F2
wait_for 'F5 In tem'
[ "$(count donation)" = 1 ] || fail 'one donation'
donation=$("$h" list donation --json | sed -n 's/.*"tag":"\([^"]*\)".*/\1/p')
answered='"media_removed":"none","battery_safety":"ok"'
[ "$("$h" list device --json | grep -c "$answered")" = 50 ] ||
	fail 'every device has its answers' "$("$h" list device --json | head -1)"
type_keys F5
wait_for "label-$donation.pdf"
type_keys F12
wait_for "receipt-$donation.pdf"
type_keys Escape
wait_for 'gõ tên để tìm'
type_keys F10
wait_for 'left-with-0'

# What the papers say.
pdftoppm -r 200 -png "label-$donation.pdf" page || fail 'labels are no PDF'
zbarimg -q --raw page-*.png 2>/dev/null | sed 's/^HOTROIT://' | sort >read
sort tags | cmp -s - read || fail 'the labels do not say the tags' "$(diff tags read | head -5)"
pdftotext -layout "receipt-$donation.pdf" receipt.txt
for words in 'BIÊN NHẬN' 'Trường THCS Đặng Xá' "$(head -1 tags)" E5550 \
	'đồng ý để bên nhận xoá'; do
	grep -q "$words" receipt.txt ||
		fail "the receipt does not say: $words" "$(head -40 receipt.txt)"
done
[ -z "$(pdftotext "label-$donation.pdf" - | grep 'Đặng Xá')" ] || fail 'a label names the donor'

# The same by commands: one label for a thermal printer, a file is never overwritten unasked.
tag=$(head -1 tags)
"$h" export label "$tag" --format escpos -o one.bin >/dev/null || fail 'escpos'
[ "$(head -c 2 one.bin | od -An -tx1 | tr -d ' ')" = 1b40 ] || fail 'no ESC/POS'
"$h" export label "$tag" --format escpos -o one.bin 2>/dev/null && fail 'overwritten'
"$h" export label "$tag" --format escpos -o one.bin --force >/dev/null || fail '--force'
"$h" export receipt "$donation" -o - >out.pdf
head -c 4 out.pdf | grep -q '%PDF' || fail '-o -'
"$h" export receipt 2222222 2>/dev/null && fail 'a receipt of nothing'
exit 0
