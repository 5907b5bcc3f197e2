#!/bin/bash
# Reports of wipings that only a person can place: asked about on a terminal line by line, and by
# keys on the bench itself; what came over the network is written down by nobody but a person.
set -u
. "$SRC/tests/e2e/book_rig"
. "$SRC/tests/e2e/stick_rig"
for tool in tmux python3; do
	command -v $tool >/dev/null || { echo "$tool is not installed"; exit 77; }
done
socket=$work/tmux
started=
trap 'kill $started 2>/dev/null; tmux -S "$socket" kill-server 2>/dev/null; wait
	rm -rf "$work"' EXIT
unset TMUX LC_MESSAGES LANGUAGE

# talk COMMAND…: on a terminal of its own; standard input: "WORDS|ANSWER" a line, the answer given
# once the words came ("^C": that key). What was said is in $work/talk.
talk() {
	python3 -c '
import os, pty, select, sys, time
script = [line.rstrip("\n").rsplit("|", 1) for line in sys.stdin]
pid, tty = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
said, at, end = b"", 0, time.time() + 60
with open(sys.argv[1], "wb", buffering=0) as out:
    while time.time() < end:
        if not select.select([tty], [], [], 1)[0]:
            continue
        try:
            got = os.read(tty, 4096)
        except OSError:
            break
        out.write(got)
        said += got
        while script and (found := said.find(script[0][0].encode(), at)) >= 0:
            at = found + len(script[0][0].encode())
            answer = script.pop(0)[1]
            os.write(tty, b"\x03" if answer == "^C" else answer.encode() + b"\n")
if script:
    sys.exit("never said: " + script[0][0])
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
' "$work/talk" "$@"
}
# talks WHAT EXIT COMMAND…
talks() {
	what=$1 code=$2
	shift 2
	talk "$@" >"$work/out" 2>&1
	got=$?
	[ "$got" = "$code" ] || complain "$what: exit $got: $(cat "$work/out" "$work/talk")"
}
# until_true COMMAND…: within 20 seconds
until_true() {
	for _ in $(seq 400); do
		"$@" && return
		sleep 0.05
	done
	return 1
}
# sends PORT FOLDER STOP: what a live stick does, the code on its standard input
sends() { exec "$BIN/hotroit-send" 127.0.0.1 "$1" lo "$2" "$3" "$work/state" 2>"$work/sent"; }
wipes() { sql "SELECT count(*) FROM wipe"; }
# wiper DISK: who wiped it, by the newest record
wiper() {
	sql "SELECT m.name FROM wipe w JOIN member m ON m.id = w.wiped_by WHERE w.disk = '$1'
		ORDER BY w.n DESC LIMIT 1"
}

snapshot W1 $enough 2026-02-01T08:00:00 | two_disks | put may-w1
snapshot S2 $enough 2026-02-01T08:00:00 | put may-s2
does '' stick "$stick"
tag=$(sql "SELECT tag FROM device WHERE serial = 'W1'")
other=$(sql "SELECT tag FROM device WHERE serial = 'S2'")
does '' add member name='Thị Lan' short=lan role=coordinator
does '' add member name='Trần Minh' short=minh role=volunteer
does '' add donor name='Bác Tư' kind=person
does '' add donation donor='bac tu' kind=devices
does '' do receive "$tag" donation="$(newest donation)" accessories=0 media_removed=none \
	battery_safety=ok wipe_consent=yes
does '' do triage "$tag"

# ---- nobody to ask: what to run ------------------------------------------------------------------
report "$other" W1 yes null true 'ST1 …DW1' | put xoa-lam
by=xyz report "$tag" W1 yes null true 'ST1 …DW1' | put xoa-ai
report "$tag" W1 yes null true 'ST1 …0002' | put xoa-o-la
try 'no terminal' 2 'cần hỏi 3' "$hotroit" stick "$stick"
grep -q "^hotroit stick --report xoa-lam.json --device-tag MÃ $stick\$" "$work/out" ||
	complain "whose: $(cat "$work/out")"
grep -q "^hotroit stick --report xoa-ai.json --wiped-by TÊN_NGẮN $stick\$" "$work/out" ||
	complain "who: $(cat "$work/out")"
is 'nothing is written' 0 "$(wipes)"

# ---- on a terminal -------------------------------------------------------------------------------
talks 'answers that lead nowhere, then later, and no' 2 "$hotroit" stick "$stick" <<-EOT
	Tên ngắn của người đã xoá|ai-do
	Tên ngắn của người đã xoá|
	Mã máy|$other
	Mã máy|-
EOT
grep -q "của máy khác, không phải $other" "$work/talk" || complain "another: $(cat "$work/talk")"
is 'nothing is written, either' 0 "$(wipes)"
grep -q 'xoa-lam.json: không ghi vào sổ: người ở bàn không nhận' "$work/talk" ||
	complain "refused: $(cat "$work/talk")"
talks 'answers that lead on' 2 "$hotroit" stick "$stick" <<-EOT
	Tên ngắn của người đã xoá|minh
	Mã máy|$tag
EOT
is 'both are written' 2 "$(wipes)"
is 'by whom it was said' 1 "$(sql "SELECT count(*) FROM wipe w JOIN member m ON m.id = w.wiped_by
	WHERE m.short = 'minh'")"
try 'and known from then on' 2 'đã có 4, hỏng 0, cần hỏi 1' "$hotroit" stick "$stick"

# ---- by keys, on the bench -----------------------------------------------------------------------
mkdir "$work/bin"
cp "$hotroit" "$work/bin/hotroit"
ln -s "$BIN/../lib" "$work/lib"
cat >"$work/bin/hotroit-probe" <<EOT
#!/bin/sh
[ "\$3" != --carried ] || exec "$BIN/hotroit-probe" --lang vi --carried "$stick"
printf '{"event":"add","id":"stick:null","port":"","transport":"stick","state":"stick",'
echo '"name":"DataTraveler 3.0","hint":null}'
exec sleep 1000
EOT
chmod +x "$work/bin/hotroit-probe"
screen() { tmux -S "$socket" capture-pane -p -t bench; }
shows() { screen | grep -q -- "$1"; }
wait_for() {
	until_true shows "$1" && return
	echo "\"$1\" never came; the screen shows:"
	screen
	exit 1
}
press() { tmux -S "$socket" send-keys -t bench "$@"; }
typed() { press -l "$1"; }
ESCDELAY=25 tmux -S "$socket" -f /dev/null new-session -d -s bench -x 80 -y 24 "$work/bin/hotroit"
wait_for '│ Hôm nay'
press F5
wait_for 'USB DataTraveler'
typed h
wait_for 'không có câu hỏi nào chờ'

rm "$stick"/hotroit/xoa*
by=xyz report "$other" W1 yes null true 'ST2 …9W1b' | put xoa-hai
typed u
wait_for '? 1 câu hỏi về máy, phiếu xoá cần người'
typed h
wait_for 'Phiếu này của máy nào'
wait_for "nếu đúng là"
# A scanner's Enter before anything is chosen is no answer.
press Enter
wait_for 'Mũi tên xuống để chọn'
typed "$other"
wait_for "Mã máy: $other"
press Enter
wait_for "của máy khác, không phải $other"
press C-u
typed "$tag"
wait_for "Mã máy: $tag"
press Enter
wait_for 'Ai đã xoá?'
# … nor is one too many.
press Enter
wait_for 'Mũi tên xuống để chọn'
is 'still nothing more' 2 "$(wipes)"
typed minh
wait_for 'Người xoá: minh'
press Enter
wait_for 'Đã ghi vào sổ: phiếu xoa-hai.json'
is 'it is written' '3 Trần Minh' "$(wipes) $(wiper 'ST2 …9W1b')"
shows 'phiếu xoá cần người' && complain "still asked: $(screen)"

# Left for later it is asked again.
by=xyz report "$tag" W1 yes null true 'ST2 …9W1b' | put xoa-ba
typed u
wait_for '? 1 câu hỏi về máy, phiếu xoá cần người'
typed h
wait_for 'Ai đã xoá?'
press Escape
wait_for '? 1 câu hỏi về máy, phiếu xoá cần người'
typed h
wait_for 'Ai đã xoá?'
press F8
wait_for 'Không nhận phiếu xoa-ba.json'
is 'not written' 3 "$(wipes)"

rm "$stick"/hotroit/*
# A machine that has its sticker since it was taken in: the sticker is scanned, or it has none.
does '' add device kind=laptop --who lan
sticker=$(newest device)
does '' do receive "$sticker" donation="$(newest donation)" accessories=0 media_removed=none \
	battery_safety=ok wipe_consent=yes --who lan
snapshot M1 $enough 2026-02-03T08:00:00 | put may-m1
snapshot M2 $enough 2026-02-03T08:01:00 | put may-m2
typed u
wait_for '? 2 câu hỏi về máy, phiếu xoá cần người'
typed h
wait_for 'Máy nào đây?'
wait_for "$sticker"
press Enter
wait_for 'Mũi tên xuống để chọn'
typed "$other"
wait_for "Mã máy: $other"
press Enter
wait_for "sê-ri ghi ở $other khác sê-ri của máy này"
press C-u
typed "$sticker"
wait_for "Mã máy: $sticker"
press Enter
# Nobody else has a sticker that was not probed: the other machine is asked about no more.
wait_for "Một máy, mã $sticker"
wait_for 'Bàn kiểm tra'
is 'one machine' "M1 pass" \
	"$(sql "SELECT serial || ' ' || measured_verdict FROM device WHERE tag = '$sticker'")"
rm "$stick"/hotroit/may-m*
does '' add device kind=laptop --who lan
sticker=$(newest device)
does '' do receive "$sticker" donation="$(newest donation)" accessories=0 media_removed=none \
	battery_safety=ok wipe_consent=yes --who lan
snapshot M3 $enough 2026-02-03T08:00:00 | put may-m3
snapshot M4 $enough 2026-02-03T08:01:00 | put may-m4
typed u
wait_for '? 2 câu hỏi về máy, phiếu xoá cần người'
typed h
wait_for 'may-m3.json'
press F8
wait_for 'Máy khác, giữ mã mới'
wait_for 'may-m4.json'
press Escape
wait_for '? 1 câu hỏi về máy, phiếu xoá cần người'
# The same on a terminal.
talks 'by its number' 0 "$hotroit" stick "$stick" --who lan <<-EOT
	Mã trên tem|$sticker
EOT
grep -q "$sticker · Laptop" "$work/talk" || complain "not listed: $(cat "$work/talk")"
is 'that one' M4 "$(sql "SELECT serial FROM device WHERE tag = '$sticker'")"
rm "$stick"/hotroit/may-m*
# What was answered elsewhere is not asked here any more.
typed h
wait_for 'may-m4.json'
press F7
wait_for 'Không còn câu hỏi nào'
press Escape
wait_for 'Bàn kiểm tra'

# ---- over the network ----------------------------------------------------------------------------
mkdir "$work/out1"
wiping=$(printf '%032d' 7)
by=xyz report "$tag" W1 yes null true 'ST2 …9W1b' >"$work/mang"
wiping=''
begun <"$work/mang" >"$work/out1/xoa-mang.json"
typed m
wait_for '[0-9][0-9][0-9] [0-9][0-9][0-9]'
code=$(screen | grep -o '[0-9][0-9][0-9] [0-9][0-9][0-9]' | head -1)
press F9
wait_for 'TCP [0-9]'
port=$(screen | sed -n 's/^ *TCP \([0-9]*\).*/\1/p' | head -1)
press Escape
wait_for 'Bàn kiểm tra'
echo "$code" | sends "$port" "$work/out1" "$work/stop1" &
started=$!
wait_for '? 1 câu hỏi về máy, phiếu xoá cần người'
typed h
wait_for 'qua mạng: xoa-mang.json'
wait_for 'coi như chưa xoá'
press Escape
wait_for 'Bàn kiểm tra'
# What the wiping came to takes the place of how it began.
mv "$work/mang" "$work/out1/xoa-mang.json"
wait_for 'đã có 1, hỏng 0'
typed h
wait_for 'qua mạng: xoa-mang.json'
wait_for 'ĐÃ XOÁ, đã đọc lại'
shows 'Câu hỏi 1/1' || complain "both are asked about: $(screen)"
# The same off a stick, too, is another question: one goes round all of them.
press Escape
wait_for 'Bàn kiểm tra'
put xoa-mang <"$work/out1/xoa-mang.json"
report "$tag" W1 yes null true 'ST1 …0002' | put xoa-o-la
typed u
wait_for '? 3 câu hỏi về máy, phiếu xoá cần người'
typed h
wait_for 'Câu hỏi ./3'
at=$(screen | sed -n 's/.*Câu hỏi \([123]\)\/3.*/\1/p')
while [ "${at:-3}" -lt 3 ]; do
	at=$((at + 1))
	press F3
	wait_for "Câu hỏi $at/3"
done
wait_for 'qua mạng: xoa-mang.json'
press F3
wait_for 'Câu hỏi 1/3'
press F3
wait_for 'Câu hỏi 2/3'
press F3
wait_for 'Câu hỏi 3/3'
press F3
wait_for 'Câu hỏi 1/3, USB: xoa-mang.json'
press F8
wait_for 'Câu hỏi 1/2, USB: xoa-o-la.json'
# What is to be mended is said once, however often one tries again.
press Enter
wait_for 'Đã thử lại: vẫn chưa ghi được'
is 'one sentence' 1 "$(screen | grep -c 'không có trong bản dò')"
press F8
wait_for 'Câu hỏi 1/1, qua mạng: xoa-mang.json'
rm "$stick"/hotroit/xoa*
typed lan
wait_for 'Người xoá: lan'
press Enter
wait_for 'Ghi phiếu này vào sổ?'
wait_for 'người xoá Thị Lan'
press Enter
wait_for 'F2: ghi vào sổ; F8: không nhận'
is 'Enter is no yes' 3 "$(wipes)"
# The wrong person was chosen.
press F7
wait_for 'Ai đã xoá?'
typed minh
wait_for 'Người xoá: minh'
press Enter
wait_for 'người xoá Trần Minh'
press F2
wait_for 'Đã ghi vào sổ: phiếu xoa-mang.json'
is 'written by a yes' '4 Trần Minh' "$(wipes) $(wiper 'ST2 …9W1b')"
# What is wrong with a file, and who guesses at the code, is told where one looks.
wait_for 'Bàn kiểm tra'
echo '{}' >"$work/out1/hong.json"
wait_for 'hỏng 1.*F9: lý do'
code=$(screen | sed -n 's/.*mã \([0-9]*\) \([0-9]*\),.*/\1\2/p')
for _ in 1 2 3; do
	printf '%06d\n' $(((1$code + 1) % 1000000)) |
		"$BIN/hotroit-send" --try 127.0.0.1 "$port" lo >/dev/null 2>&1
done
wait_for 'một máy gõ sai mã 3 lần'
shows 'Bàn kiểm tra' || complain "not on the bench: $(screen)"
touch "$work/stop1"
press F10
until_true eval '! tmux -S "$socket" has-session -t bench 2>/dev/null' || complain 'the bench stays'

# The command line asks while it listens; where it can not, it waits.
mkdir "$work/out2"
report "$tag" W1 yes null true 'ST1 …DW1' >"$work/out2/xoa-dong.json"
# listening FILE: is the ear open, by what FILE says?
listening() { grep -q '^Mã: ' "$1" && grep -q '^TCP' "$1"; }
# send FILE: to the ear of FILE
send() {
	sed -n 's/^Mã: \([0-9]*\) \([0-9]*\) .*/\1\2/p' "$1" | tail -1 |
		sends "$(tr -d '\r' <"$1" | sed -n 's/^TCP //p')" "$work/out2" "$work/stop2" &
	started="$started $!"
}
"$hotroit" receive >"$work/deaf" 2>&1 </dev/null &
ear=$!
started="$started $ear"
until_true listening "$work/deaf" || complain "no ear: $(cat "$work/deaf")"
send "$work/deaf"
until_true grep -q 'xoa-dong.json: trả lời ở bàn kiểm tra' "$work/deaf" ||
	complain "nobody to ask: $(cat "$work/deaf")"
kill "$ear"
is 'it waits' 4 "$(wipes)"
touch "$work/stop2"
wait $started
rm -f "$work/stop2" "$work/talk"
talk "$hotroit" receive >"$work/out" 2>&1 <<-EOT &
	Gõ c: ghi vào sổ|x
	Gõ c: ghi vào sổ|c
	mới 1|^C
EOT
talker=$!
started="$started $talker"
until_true eval '[ -e "$work/talk" ] && listening "$work/talk"' || complain 'no ear on a terminal'
send "$work/talk"
wait $talker || complain "asked while it listens: $(cat "$work/out" "$work/talk")"
touch "$work/stop2"
is 'written by a yes, there too' '5 Thị Lan' "$(wipes) $(wiper 'ST1 …DW1')"

# ---- more than may be asked about at once: counted once, however often they are sent -------------
mkdir "$work/out3"
# many NUMBER…
many() {
	for n; do
		wiping=$(printf '%032d' $((100 + n)))
		by=xyz report "$tag" W1 yes null true 'ST1 …DW1' >"$work/out3/nhieu-$n.json"
	done
	wiping=''
}
many $(seq 66)
"$hotroit" receive >"$work/many" 2>&1 </dev/null &
ear=$!
until_true listening "$work/many" || complain "no ear: $(cat "$work/many")"
for round in 6 7; do
	sed -n 's/^Mã: \([0-9]*\) \([0-9]*\) .*/\1\2/p' "$work/many" | tail -1 |
		sends "$(sed -n 's/^TCP //p' "$work/many")" "$work/out3" "$work/stop$round" &
	sender=$!
	started="$started $sender $ear"
	until_true grep -q "cần hỏi 6$round\$" "$work/many" ||
		complain "round $round: $(tail -3 "$work/many") $(cat "$work/sent")"
	touch "$work/stop$round"
	wait $sender
	many 67
done
kill "$ear"
wait "$ear"
is 'as many as there are' 'cần hỏi 67' "$(grep -o 'cần hỏi [0-9]*' "$work/many" | tail -1)"

# ---- against the donor's word: a coordinator says yes to the reason, also off a stick ------------
rm -f "$stick"/hotroit/*
does '' do receive "$other" donation="$(newest donation)" accessories=0 media_removed=none \
	battery_safety=ok wipe_consent=no --who lan
does '' do triage "$other" --who lan
report "$other" S2 unknown '"bên tặng dặn miệng"' true 'ST1 …DS2' | put xoa-ly-do
talks 'a volunteer may not' 2 "$hotroit" stick "$stick" --who minh <<-EOT
	Gõ c: ghi vào sổ|c
	Gõ c: ghi vào sổ|
EOT
grep -q 'lý do vẫn xoá: «bên tặng dặn miệng», người xoá Thị Lan' "$work/talk" ||
	complain "the reason is not told: $(cat "$work/talk")"
is 'nothing is written' '' "$(wiper 'ST1 …DS2')"
talks 'a coordinator does' 0 "$hotroit" stick "$stick" --who lan <<-EOT
	Gõ c: ghi vào sổ|c
EOT
is 'with the reason' 'bên tặng dặn miệng' \
	"$(sql "SELECT override_reason FROM wipe WHERE disk = 'ST1 …DS2'")"

[ "$failures" = 0 ] || exit 1
