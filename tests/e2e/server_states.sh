#!/bin/sh
# Every state a server can be in: a round says it in one line, in the language asked for, keeps the
# queue, and a later good round sends everything once.
set -u
. "$SRC/tests/e2e/states_rig"

# trouble STATE VIETNAMESE ENGLISH [CODE]: a round of a1 fails with one such line, the queue stays
trouble() {
	before=$(ask a1 'SELECT max(seq) FROM outbox')
	at a1 sync >"$work/out" 2>"$work/said"
	same "$1: exit code" "${4:-69}" $?
	same "$1: lines" 1 "$(wc -l <"$work/said")"
	same "$1: output" '' "$(cat "$work/out")"
	grep -q -- "$2" "$work/said" || complain "$1: $(cat "$work/said")"
	at a1 sync --status >"$work/out"
	grep -q -- "$2" "$work/out" || complain "$1: the status says $(cat "$work/out")"
	at a1 sync --lang en >/dev/null 2>"$work/said"
	grep -q -- "$3" "$work/said" || complain "$1 in English: $(cat "$work/said")"
	tr -d '«»' <"$work/said" | LC_ALL=C grep -q '[^ -~]' &&
		complain "$1: not English: $(cat "$work/said")"
	same "$1: the queue" "$before" "$(ask a1 'SELECT max(seq) FROM outbox WHERE seq >
		(SELECT acked FROM sync_link)')"
}

# bundle KEY VALUE: what a1 was joined with says otherwise
bundle() {
	python3 - "$work/a1.db.sync/bundle.json" "$work/a1.bundle" "$@" <<-'END'
		import json, sys
		target, source, key, value = sys.argv[1:]
		words = json.load(open(source))
		words[key] = value
		json.dump(words, open(target, "w"))
	END
}

# again: joined as it was
again() { at a1 sync --join "$work/a1.bundle" >/dev/null || complain 'joining again'; }

# certify SUBJECT FILE DAYS [EXTENSION] [CA]
certify() {
	openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" \
		-keyout "$2.key" -out "$2.csr" 2>/dev/null
	printf '%s\n' "${4-}" >"$2.ext"
	openssl x509 -req -in "$2.csr" -CA "${5:-$rig/ca}.crt" -CAkey "${5:-$rig/ca}.key" \
		-days "$3" -extfile "$2.ext" -out "$2.crt" 2>/dev/null ||
		complain "no certificate $2"
}

serve() {
	cp "$1.crt" "$rig/server.crt"
	cp "$1.key" "$rig/server.key"
	sql 'SELECT pg_reload_conf()' >/dev/null
	sleep 0.3
}

district
add_bench a1 phu-dong
add_bench a2 phu-dong
donor a1 'Trước' >/dev/null
sync a1
donor a1 'Đang chờ' >/dev/null

# --- where it is, and who it says it is ---------------------------------------------------------

bundle host nowhere.invalid
trouble 'unknown name' 'nowhere.invalid: không tìm thấy máy chủ' 'no such server'
bundle host 127.0.0.1
trouble 'a name the certificate is not for' 'không phải của máy chủ này' "not this server's" 77
bundle port "$(free_port)"
trouble 'nobody listens' 'localhost: không nối được' 'cannot reach'
bundle dbname nothing
trouble 'not a database of ours' 'không nhận vai trò' 'does not take' 77
bundle password wrong
trouble 'wrong password' 'sai mật khẩu' 'password' 77
again
cp "$rig/server.crt" "$work/good.crt"
cp "$rig/server.key" "$work/good.key"
certify localhost "$work/old" -1 'subjectAltName=DNS:localhost'
serve "$work/old"
trouble 'expired server certificate' 'không tin được chứng chỉ của máy chủ: hết hạn' 'expired' 77
openssl req -x509 -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 \
	-subj '/CN=other' -keyout "$work/other.key" -out "$work/other.crt" 2>/dev/null
certify localhost "$work/alien" 9 'subjectAltName=DNS:localhost' "$work/other"
serve "$work/alien"
trouble 'unknown CA' 'không tin được chứng chỉ của máy chủ' 'not trusted' 77
serve "$work/good"

mine=$work/a1.db.sync/bench
certify hotroit_b_a1 "$mine" -1 'extendedKeyUsage=clientAuth'
trouble 'expired client certificate' 'chứng chỉ của máy này đã hết hạn' 'has expired' 77
certify hotroit_b_a1 "$mine" 9 'extendedKeyUsage=clientAuth' "$work/other"
trouble 'certificate of another CA' 'chứng chỉ' 'certificate' 77
certify hotroit_b_a2 "$mine" 9 'extendedKeyUsage=clientAuth'
trouble 'certificate of another bench' 'chứng chỉ của bàn khác' 'certificate' 77
python3 - "$work/a1.db.sync/bundle.json" <<'END'
import json, sys
words = json.load(open(sys.argv[1]))
del words["cert"], words["key"]
json.dump(words, open(sys.argv[1], "w"))
END
rm -f "$mine.crt" "$mine.key"
trouble 'no client certificate' 'máy chủ cần chứng chỉ' 'wants' 77
again

# --- half of a server --------------------------------------------------------------------------

# half STATEMENT UNDO: something is missing
half() {
	sql "$1" >/dev/null
	trouble "half: $1" 'district init' 'district init' 78
	sql "$2" >/dev/null
}
half 'ALTER SCHEMA sync RENAME TO gone' 'ALTER SCHEMA gone RENAME TO sync'
half 'ALTER FUNCTION sync.apply() RENAME TO gone' 'ALTER FUNCTION sync.gone() RENAME TO apply'
half 'ALTER TABLE sync.inbox RENAME TO gone' 'ALTER TABLE sync.gone RENAME TO inbox'
# An init that was cut leaves what was there.
sql "BEGIN; SELECT pg_advisory_xact_lock(7526466); SELECT pg_sleep(3)" >/dev/null &
sleep 0.3
PGAPPNAME=cut "$hotroit" district init >/dev/null 2>&1 &
init=$!
sleep 0.5
kill -9 $init
wait $init 2>/dev/null
wait
same 'after a cut init' gia-lam "$(sql 'SELECT district FROM sync.server')"

# --- other versions ----------------------------------------------------------------------------

sql 'UPDATE sync.server SET version = -1' >/dev/null
trouble 'too old' 'máy chủ cũ hơn' 'older' 78
sql 'UPDATE sync.server SET version = 1' >/dev/null
# One that speaks the protocol, and is PostgreSQL 13.
port=$(free_port)
python3 - "$port" "$work/listens" <<'END' &
import socket, struct, sys
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
listener.settimeout(60)
open(sys.argv[2], "w").close()
for _ in range(3):
    link, _ = listener.accept()
    while True:
        size, code = struct.unpack("!II", link.recv(8))
        link.recv(size - 8) if size > 8 else None
        if code == 196608:
            break
        link.sendall(b"N")
    status = b"".join(b"S" + struct.pack("!I", 4 + len(t)) + t
                      for t in (b"server_version\x0013.4\0", b"server_encoding\0UTF8\0"))
    link.sendall(b"R" + struct.pack("!II", 8, 0) + status + b"Z" + struct.pack("!I", 5) + b"I")
    link.recv(99)
    link.close()
END
old=$!
while [ ! -e "$work/listens" ]; do sleep 0.1; done
env PGHOST=127.0.0.1 PGPORT="$port" PGSSLMODE=disable PGUSER=x "$hotroit" district status \
	>"$work/out" 2>"$work/said"
same 'PostgreSQL 13: exit code' 65 $?
grep -q 'PostgreSQL 13; cần bản 15' "$work/said" || complain "PostgreSQL 13: $(cat "$work/said")"
kill $old 2>/dev/null
wait $old 2>/dev/null

# --- it is ill ---------------------------------------------------------------------------------

# ill SQLSTATE VIETNAMESE ENGLISH: apply() fails with it, as a full or broken server's would
sql 'ALTER FUNCTION sync.apply() RENAME TO well' >/dev/null
ill() {
	sql "CREATE OR REPLACE FUNCTION sync.apply(OUT accepted bigint, OUT rejected int)
		LANGUAGE plpgsql AS \$\$ BEGIN RAISE EXCEPTION 'Nguyễn Văn Kín'
		USING ERRCODE = '$1'; END \$\$;
		GRANT EXECUTE ON FUNCTION sync.apply() TO hotroit_bench" >/dev/null
	trouble "SQLSTATE $1" "$2" "$3"
	grep -q 'Kín' "$work/said" && complain "$1: a server's words are shown"
}
ill 53100 'ổ đĩa của máy chủ đã đầy' 'disk is full'
ill 53200 'quá tải' 'overloaded'
ill HT008 'mai gửi tiếp' 'tomorrow'
sql 'DROP FUNCTION sync.apply(); ALTER FUNCTION sync.well() RENAME TO apply' >/dev/null
# An upgrade of PostgreSQL without a restart: a library that the old server can not load.
echo 'extern int not_there(void); int hello(void); int hello(void) { return not_there(); }' |
	${CC:-cc} -shared -fPIC -x c - -o "$rig/new.so"
chmod 755 "$rig/new.so"
library() {
	sql "SET allow_system_table_mods = on; UPDATE pg_proc SET probin = '$1'
		WHERE proname = 'plpgsql_call_handler'" >/dev/null
}
library "$rig/new.so"
psql -qAtXc 'SELECT sync.me()' 2>&1 | grep -q 'undefined symbol' || complain 'it could be loaded'
trouble 'undefined symbol' 'máy chủ báo lỗi lạ; việc chờ gửi vẫn giữ' 'kept'
library '$libdir/plpgsql'
# Every connection is taken.
sql 'ALTER ROLE hotroit_b_a1 CONNECTION LIMIT 0' >/dev/null
trouble 'too many connections' 'quá nhiều kết nối' 'too many connections'
sql 'ALTER ROLE hotroit_b_a1 CONNECTION LIMIT 4' >/dev/null

# --- its backend is killed, it stops, it starts ------------------------------------------------

sql 'BEGIN; SELECT FROM sync.scope FOR UPDATE; SELECT pg_sleep(2)' >/dev/null &
at a1 sync >/dev/null 2>"$work/said" &
round=$!
sleep 1
same 'one is killed' t "$(sql "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
	WHERE usename = 'hotroit_b_a1' LIMIT 1")"
wait $round || complain "after a killed backend: $(cat "$work/said")"
wait
equal a1
donor a1 'Lúc tắt' >/dev/null
sql 'SELECT pg_sleep(60)' >/dev/null 2>&1 &
sleep 0.3
"$cluster" stop "$rig" smart 2>/dev/null &
sleep 0.5
trouble 'it stops' 'đang khởi động hoặc đang tắt' 'starting or stopping'
"$cluster" stop "$rig" fast 2>/dev/null
wait
trouble 'it is off' 'không nối được' 'cannot reach'
"$cluster" start "$rig" localhost "$PGPORT"

# --- afterwards --------------------------------------------------------------------------------

sync a1
sync a2
equal a1 a2
same 'all of it' 3 "$(names server | wc -l)"
grep -a 'Kín\|Đang chờ' "$rig/data/log" && complain 'personal data in the log'

[ "$failures" = 0 ] || exit 1
