#!/bin/sh
# Sticks send home over the loopback: two at once, a wrong code, a line that is cut, a bench that
# does not speak our tongue, files that come later or change, and what the bench says of each.
set -u
. "$SRC/tests/e2e/book_rig"
send=$BIN/hotroit-send
started=
trap 'kill $started 2>/dev/null; wait; rm -rf "$work"' EXIT

# until_true SECONDS COMMAND…
until_true() {
	left=$(($1 * 20))
	shift
	until "$@"; do
		left=$((left - 1))
		[ "$left" -gt 0 ] || return 1
		sleep 0.05
	done
}

# snapshot SERIAL
snapshot() {
	printf '{"schema":"hotroit.snapshot/1","taken_at":"2026-01-05T09:00:00+07:00",'
	printf '"probe":{"version":"1"},"device":{"id":"host","kind":"laptop",'
	printf '"transport":"host","port":null},"facts":['
	printf '{"key":"device.kind","value":"laptop"},{"key":"device.vendor","value":"Máy Thử"},'
	printf '{"key":"device.serial","value":"%s"},{"key":"device.model","value":"Đời"}]}\n' "$1"
}
# well WHAT COMMAND…
well() {
	what=$1
	shift
	"$@" >"$work/out" 2>&1 </dev/null || complain "$what: $(cat "$work/out")"
}
machines() { sql "SELECT count(*) FROM device"; }
has() { [ "$(machines)" = "$1" ]; }
code() { sed -n 's/^Mã: \([0-9]*\) \([0-9]*\) .*/\1\2/p' "$work/said" | tail -1; }
has_code() { [ -n "$(code)" ] && grep -q '^TCP' "$work/said"; }
has_other_code() { [ "$(code)" != "$old" ]; }

# As a person at the bench does: what was said so far is in said.all.
begin_anew() {
	[ -z "$bench" ] || { kill "$bench" && wait "$bench"; }
	cat "$work/said" >>"$work/said.all" 2>/dev/null
	"$hotroit" receive >"$work/said" 2>&1 &
	bench=$!
	started="$started $bench"
	until_true 10 has_code || { cat "$work/said"; exit 1; }
	port=$(sed -n 's/^TCP \([0-9]*\)$/\1/p' "$work/said")
}

bench=
begin_anew

mkdir "$work/a" "$work/b"
for i in 1 2 3; do
	snapshot "A$i" >"$work/a/may-a$i.json"
	snapshot "B$i" >"$work/b/may-b$i.json"
done

# Half a greeting, noise, and one that says nothing, while the others work.
python3 - "$port" "$work/held" <<'PY' &
import os, socket, sys, time
port = int(sys.argv[1])
silent = socket.create_connection(("127.0.0.1", port))
for noise in (os.urandom(4096), b"\xff\xff\xff\x7f" + b"x" * 100, b"\x20\x00\x00\x00" + bytes(32),
              b"\x20\x00\x00\x00" + b"\xff" * 32, b"GET / HTTP/1.0\r\n\r\n"):
    with socket.create_connection(("127.0.0.1", port)) as one:
        one.sendall(noise)
open(sys.argv[2], "w").close()
time.sleep(20)
PY
started="$started $!"
until_true 10 [ -e "$work/held" ] || complain 'the noise was not heard'

well 'the right code' sh -c "echo $(code) | $send --try 127.0.0.1 $port lo"
echo "$(code)" | "$send" 127.0.0.1 "$port" lo "$work/a" "$work/stop" \
	"$work/state.a" 2>"$work/said.a" &
a=$!
code | sed 's/^.../& /' | "$send" 127.0.0.1 "$port" lo "$work/b" "$work/stop" \
	"$work/state.b" 2>"$work/said.b" &
b=$!
started="$started $a $b"
until_true 20 has 6 || complain "two sticks at once: $(machines) machines: $(cat "$work"/said*)"

# What comes later is sent without asking again.
snapshot A4 >"$work/a/.new"
mv "$work/a/.new" "$work/a/may-a4.json"
until_true 10 has 7 || complain 'the later file did not come'
# What is no file of ours is refused, once; the others go on.
stands() { # FILE LINE…: the state is just that
	file=$1
	shift
	[ "$(cat "$file")" = "$(printf '%s\n' "$@")" ]
}
echo '{"schema":"hotroit.snapshot/1"}' >"$work/a/.new"
mv "$work/a/.new" "$work/a/khong.json"
until_true 10 stands "$work/state.a" 'line open' 'taken may-a1.json' 'taken may-a2.json' \
	'taken may-a3.json' 'taken may-a4.json' 'refused khong.json' ||
	complain "the state: $(cat "$work/state.a")"
# Another content under the same name is another file.
snapshot A5 >"$work/a/.new"
mv "$work/a/.new" "$work/a/khong.json"
until_true 10 has 8 || complain 'the changed file did not come'
until_true 10 grep -q 'taken khong.json' "$work/state.a" ||
	complain "changed: $(cat "$work/state.a")"
touch "$work/stop"
wait "$a" || complain "the first stick: $(cat "$work/said.a")"
wait "$b" || complain "the second stick: $(cat "$work/said.b")"

# Sent once more it is known.
well 'again' sh -c "echo $(code) | $send 127.0.0.1 $port lo $work/a $work/stop $work/state"
until_true 10 grep -q 'mới 8, đã có 5, hỏng 1' "$work/said" || complain "again: $(cat "$work/said")"

# Three wrong codes from one address: it is not heard for a while, who guesses on as little as who
# knows; the code stays.
old=$(code)
wrong=$(printf %06d $(((1$old + 1) % 1000000)))
for i in 1 2 3; do
	try "wrong $i" 77 'sai mã' sh -c "echo $wrong | $send --try 127.0.0.1 $port lo"
done
try 'after three wrong ones' 69 'bàn không trả lời' sh -c \
	"echo $old | $send --try 127.0.0.1 $port lo"
is 'the code stays' "$old" "$(code)"
# Another address is heard; as many addresses as there are may be wrong six times, then it is
# another code and nobody new is heard.
cat >"$work/from.py" <<'PY'
import socket, sys, threading
address, port, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]
ear = socket.create_server(("127.0.0.1", 0))
with open(name + ".new", "w") as file:
    file.write(str(ear.getsockname()[1]))
import os
os.rename(name + ".new", name)
def pump(source, sink):
    try:
        while data := source.recv(4096):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass
while True:
    stick, _ = ear.accept()
    bench = socket.create_connection(("127.0.0.1", port), source_address=(address, 0))
    threading.Thread(target=pump, args=(bench, stick), daemon=True).start()
    threading.Thread(target=pump, args=(stick, bench), daemon=True).start()
PY
python3 "$work/from.py" 127.0.0.2 "$port" "$work/port.2" &
started="$started $!"
until_true 10 [ -s "$work/port.2" ] || complain 'no second address'
second=$(cat "$work/port.2")
well 'another address' sh -c "echo $old | $send --try 127.0.0.1 $second lo"
for i in 4 5 6; do
	try "wrong $i" 77 'sai mã' sh -c "echo $wrong | $send --try 127.0.0.1 $second lo"
done
until_true 10 has_other_code || complain 'the code stays after six wrong ones'
python3 "$work/from.py" 127.0.0.3 "$port" "$work/port.3" &
started="$started $!"
until_true 10 [ -s "$work/port.3" ] || complain 'no third address'
try 'after six wrong ones' 69 'bàn không trả lời' sh -c \
	"echo $(code) | $send --try 127.0.0.1 $(cat "$work/port.3") lo"
begin_anew
try 'the old code' 77 'sai mã' sh -c "echo $old | $send --try 127.0.0.1 $port lo"
well 'the new one' sh -c "echo $(code) | $send --try 127.0.0.1 $port lo"
try 'no code' 64 '6 chữ số' sh -c "echo 12345 | $send --try 127.0.0.1 $port lo"
is 'nothing came of it' 8 "$(machines)"

# A line that is cut at any place: by a go-between that lets only so many bytes pass.
cat >"$work/cut.py" <<'PY'
import socket, sys, threading
port, most, name = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
ear = socket.create_server(("127.0.0.1", 0))
with open(name + ".new", "w") as file:
    file.write(str(ear.getsockname()[1]))
import os
os.rename(name + ".new", name)
def pump(source, sink, left):
    try:
        while left and (data := source.recv(min(left, 4096))):
            sink.sendall(data)
            left -= len(data)
    except OSError:
        pass
    for one in (source, sink):
        try:
            one.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
while True:
    stick, _ = ear.accept()
    bench = socket.create_connection(("127.0.0.1", port))
    threading.Thread(target=pump, args=(bench, stick, 10**9), daemon=True).start()
    pump(stick, bench, most)
PY
mkdir "$work/c"
snapshot C1 >"$work/c/may-c1.json"
for most in 20 60 100 300; do
	rm -f "$work/port"
	python3 "$work/cut.py" "$port" "$most" "$work/port" &
	cutter=$!
	started="$started $cutter"
	until_true 10 [ -s "$work/port" ] || complain 'no go-between'
	code | "$send" 127.0.0.1 "$(cat "$work/port")" lo "$work/c" "$work/stop" \
		"$work/state.c" 2>"$work/out"
	is "cut after $most bytes, no word of the code" '69 ' "$? $(cat "$work/out")"
	is "cut after $most bytes, how it stands" 'line cut waiting may-c1.json' \
		"$(tr '\n' ' ' <"$work/state.c" | sed 's/ $//')"
	kill "$cutter"
done
is 'nothing came over a line that was cut' 8 "$(machines)"
well 'the next time it comes' sh -c \
	"echo $(code) | $send 127.0.0.1 $port lo $work/c $work/stop $work/state.c"
is 'how it stands then' 'line open taken may-c1.json' "$(echo $(cat "$work/state.c"))"
until_true 10 has 9 || complain 'it did not come'

# What the book can not take is not taken: it is held, and comes once the book can.
mkdir "$work/d"
snapshot D0 >"$work/d/may-d0.json"
sql "CREATE TRIGGER broken BEFORE INSERT ON device BEGIN SELECT RAISE(ABORT, 'x'); END"
well 'a book that takes nothing' sh -c \
	"echo $(code) | $send 127.0.0.1 $port lo $work/d $work/stop $work/state.d"
sql 'DROP TRIGGER broken'
is 'what the book did not take' 'line open held may-d0.json' "$(echo $(cat "$work/state.d"))"
well 'the book takes again' sh -c \
	"echo $(code) | $send 127.0.0.1 $port lo $work/d $work/stop $work/state.d"
is 'what the book takes then' 'line open taken may-d0.json' "$(echo $(cat "$work/state.d"))"
is 'machines' 10 "$(machines)"

# The stick's own step, in its own shell: asked once, and what comes later goes by itself.
if command -v busybox >/dev/null; then
	run=$work/run
	mkdir -p "$run/out"
	echo "127.0.0.1 $port lo Đội Một" >"$run/benches"
	step() {
		HOTROIT_RUN=$run PATH=$BIN:$PATH TERM=dumb \
			busybox sh "$SRC/packaging/live/steps/20-send"
	}
	printf '%s\n%s\n' "$wrong" "$(code)" | step >"$work/out" 2>&1 || complain 'the step fails'
	grep -q 'sai mã' "$work/out" || complain "the step: $(cat "$work/out")"
	grep -q 'Đội Một.*127.0.0.1' "$work/out" || complain "no name: $(cat "$work/out")"
	[ -e "$run/lan" ] || complain "the step does not send: $(cat "$work/out")"
	step </dev/null | grep -q 'Gõ mã' && complain 'the step asks twice'
	snapshot D1 >"$run/out/may-d1.json"
	until_true 10 has 11 || complain 'the step sends nothing'
	# Of several a person chooses; who was sent to before is left.
	first=$(cat "$run/lan")
	{
		echo "127.0.0.9 9 lo Đội Khác"
		echo "127.0.0.1 $port lo Đội Một"
	} >"$run/benches"
	for answer in '' 0 3 x '1 2'; do
		echo "$answer" | HOTROIT_ASKED=1 step >"$work/out" 2>&1
		grep -q 'Gõ mã' "$work/out" && complain "«$answer» is a bench: $(cat "$work/out")"
	done
	is 'nothing chosen: it goes on' "$first" "$(cat "$run/lan")"
	printf '2\n%s\n' "$(code)" | HOTROIT_ASKED=1 step >"$work/out" 2>&1
	another() { [ -s "$run/lan" ] && [ "$(cat "$run/lan")" != "$first" ]; }
	until_true 10 another || complain "another bench: $(cat "$work/out")"
	kill -0 "$first" 2>/dev/null && complain 'two send at once'
	snapshot D2 >"$run/out/may-d2.json"
	until_true 10 has 12 || complain 'the chosen bench gets nothing'
	touch "$run/stop"
	until_true 10 [ ! -e "$run/lan" ] || complain 'the step does not end'
	for script in network lease; do
		busybox sh -n "$SRC/packaging/live/$script" || complain "$script"
	done
fi

# Who announces itself is heard as long as it does, by its name, where we may have a network of our
# own.
if unshare -rn true 2>/dev/null; then
	HOTROIT_DB=$work/other.db "$hotroit" add team name='Đội Một' kind=ho-tro-it \
		>"$work/out" 2>&1 || complain "team: $(cat "$work/out")"
	cat >"$work/alone" <<-ALONE
		ip link set lo up
		HOTROIT_DB=$work/other.db '$hotroit' receive >'$work/said.n' 2>&1 &
		one=\$!
		'$send' --hear '$work/heard' '$work/deaf' &
		two=\$!
		turns=0
		until grep -q '^TCP' '$work/said.n' && grep -q . '$work/heard' 2>/dev/null; do
			turns=\$((turns + 1))
			[ \$turns -lt 400 ] || break
			sleep 0.05
		done
		cp '$work/heard' '$work/found'
		kill \$one
		touch '$work/deaf'
		wait \$two
	ALONE
	unshare -rn sh "$work/alone" || complain 'the ear did not end'
	is 'who was heard' "127.0.0.1 $(sed -n 's/^TCP //p' "$work/said.n") lo Đội Một" \
		"$(cat "$work/found")"
fi

cat "$work/said" >>"$work/said.all"
grep -qE 'A1|may-a|Máy Thử' "$work/said.all" &&
	complain "it tells too much: $(cat "$work/said.all")"
[ "$failures" = 0 ] || exit 1
