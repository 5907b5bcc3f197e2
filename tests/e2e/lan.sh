#!/bin/sh
# Sticks send home over the loopback: two at once, a wrong code, a line that is cut, a bench that
# does not speak our tongue, and files that come later.
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

well 'the right code' sh -c "echo $(code) | $send --try 127.0.0.1 $port"
echo "$(code)" | "$send" 127.0.0.1 "$port" "$work/a" "$work/stop" 2>"$work/said.a" &
a=$!
code | sed 's/^.../& /' | "$send" 127.0.0.1 "$port" "$work/b" "$work/stop" 2>"$work/said.b" &
b=$!
started="$started $a $b"
until_true 20 has 6 || complain "two sticks at once: $(machines) machines: $(cat "$work"/said*)"

# What comes later is sent without asking again.
snapshot A4 >"$work/a/.new"
mv "$work/a/.new" "$work/a/may-a4.json"
until_true 10 has 7 || complain 'the later file did not come'
touch "$work/stop"
wait "$a" || complain "the first stick: $(cat "$work/said.a")"
wait "$b" || complain "the second stick: $(cat "$work/said.b")"

# Sent once more it is known.
well 'again' sh -c "echo $(code) | $send 127.0.0.1 $port $work/a $work/stop"
until_true 10 grep -q 'mới 7, đã có 4, hỏng 0' "$work/said" || complain "again: $(cat "$work/said")"

# Three wrong codes: another one, and the old one is worth nothing.
old=$(code)
wrong=$(printf %06d $(((1$old + 1) % 1000000)))
for i in 1 2 3; do
	try "wrong $i" 77 'sai mã' sh -c "echo $wrong | $send --try 127.0.0.1 $port"
done
until_true 10 has_other_code || complain 'the code stays after three wrong ones'
# Then nobody new is heard for a while, who guesses on as little as who knows.
for one in "$old" "$(code)"; do
	try "after three wrong ones: $one" 69 'bàn không trả lời' sh -c \
		"echo $one | $send --try 127.0.0.1 $port"
done
begin_anew
try 'the old code' 77 'sai mã' sh -c "echo $old | $send --try 127.0.0.1 $port"
well 'the new one' sh -c "echo $(code) | $send --try 127.0.0.1 $port"
try 'no code' 64 '6 chữ số' sh -c "echo 12345 | $send --try 127.0.0.1 $port"
is 'nothing came of it' 7 "$(machines)"

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
	code | "$send" 127.0.0.1 "$(cat "$work/port")" "$work/c" "$work/stop" 2>"$work/out"
	is "cut after $most bytes, no word of the code" '69 ' "$? $(cat "$work/out")"
	kill "$cutter"
done
is 'nothing came over a line that was cut' 7 "$(machines)"
well 'the next time it comes' sh -c "echo $(code) | $send 127.0.0.1 $port $work/c $work/stop"
until_true 10 has 8 || complain 'it did not come'

# The stick's own step, in its own shell: asked once, and what comes later goes by itself.
if command -v busybox >/dev/null; then
	run=$work/run
	mkdir -p "$run/out"
	echo "127.0.0.1 $port" >"$run/bench"
	step() {
		HOTROIT_RUN=$run PATH=$BIN:$PATH TERM=dumb \
			busybox sh "$SRC/packaging/live/steps/20-send"
	}
	printf '%s\n%s\n' "$wrong" "$(code)" | step >"$work/out" 2>&1 || complain 'the step fails'
	grep -q 'sai mã' "$work/out" || complain "the step: $(cat "$work/out")"
	[ -e "$run/lan" ] || complain "the step does not send: $(cat "$work/out")"
	step </dev/null | grep -q 'Gõ mã' && complain 'the step asks twice'
	snapshot D1 >"$run/out/may-d1.json"
	until_true 10 has 9 || complain 'the step sends nothing'
	touch "$run/stop"
	until_true 10 [ ! -e "$run/lan" ] || complain 'the step does not end'
	for script in network lease; do
		busybox sh -n "$SRC/packaging/live/$script" || complain "$script"
	done
fi

# What announces itself is found, where we may have a network of our own.
if unshare -rn true 2>/dev/null; then
	unshare -rn sh -c "ip link set lo up
		HOTROIT_DB=$work/other.db '$hotroit' receive >'$work/said.n' 2>&1 & one=\$!
		'$send' --find 10 >'$work/found'
		# Its ear calls before it has said so itself.
		for i in \$(seq 200); do grep -q '^TCP' '$work/said.n' && break; sleep 0.05; done
		kill \$one" || complain 'nobody was found'
	grep -q "^127.0.0.1 $(sed -n 's/^TCP //p' "$work/said.n")$" "$work/found" ||
		complain "found: $(cat "$work/found" "$work/said.n")"
fi

cat "$work/said" >>"$work/said.all"
grep -qE 'A1|may-a|Máy Thử' "$work/said.all" &&
	complain "it tells too much: $(cat "$work/said.all")"
[ "$failures" = 0 ] || exit 1
