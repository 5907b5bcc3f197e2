#!/bin/sh
# Histories that went back: a standby takes over and lacks the last commits, a server restored to
# yesterday, a machine that was rolled back, copies of a bench's book put back twice. Nothing is
# lost, nothing comes twice, what was erased stays erased.
set -u
. "$SRC/tests/e2e/states_rig"

# closed WHAT: benches wait until an administrator opens it
closed() {
	at a1 sync >/dev/null 2>"$work/said" && complain "$1: it is open"
	same "$1: lines" 1 "$(wc -l <"$work/said")"
	grep -q 'district restored' "$work/said" || complain "$1: $(cat "$work/said")"
	same "$1: shows nothing" 0 "$(as a1 -c 'SELECT count(*) FROM sync.feed')"
	"$hotroit" district status | grep -q 'còn đóng' || complain "$1: the status does not say so"
}

open_again() { "$hotroit" district restored >"$work/out" 2>&1 || complain "$(cat "$work/out")"; }

# erase NAME: a donor whom everybody has
erase() {
	id=$(ask a1 "SELECT id FROM donor WHERE name = '$1'")
	"$hotroit" district erase donor "$id" >"$work/out" 2>&1 || complain "$(cat "$work/out")"
}

# nowhere WHAT NAME
nowhere() {
	for one in a1 a2; do
		same "$1: $2 on $one" 0 "$(ask "$one" "SELECT count(*) FROM donor
			WHERE name = '$2'")"
	done
	pg_dump --data-only | grep -q "$2" && complain "$1: $2 is in the database"
}

all() {
	for one in a1 a2 a1 a2; do
		sync "$one"
	done
	equal a1 a2
}

district
add_bench a1 phu-dong
add_bench a2 phu-dong
donor a1 'Một' >/dev/null
donor a2 'Xin Xoá' >/dev/null
donor a2 'Xoá Sau' >/dev/null
all

# --- a standby, read-only; then it takes over ---------------------------------------------------

sed -i 's/^local .*/&\nlocal replication postgres peer map=admin/' "$rig/data/pg_hba.conf"
sql 'SELECT pg_reload_conf()' >/dev/null
sleep 0.3
first=$rig second=$work/standby port=$PGPORT
mkdir "$second"
[ "$(id -u)" != 0 ] || chown postgres "$second"
as_postgres() {
	if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}
sed -i 's/^admin .*/admin postgres postgres\n&/' "$first/data/pg_ident.conf"
sql 'SELECT pg_reload_conf()' >/dev/null
as_postgres $bin/pg_basebackup -h "$first" -p "$port" -U postgres -D "$second/data" -R -c fast ||
	complain 'no base backup'
cp -p "$first"/ca.crt "$first"/server.crt "$first"/server.key "$second"
cp -p "$first/ca.key" "$second"
sed -i "s:'$first':'$second':; s:'$first/:'$second/:" "$second/data/postgresql.conf"
PGPORT=$(free_port)
"$cluster" start "$second" localhost "$PGPORT" fsync=off full_page_writes=off ||
	complain 'no standby'
rig=$second PGHOST=$second
# joins NAME…: benches look for the server that runs now
joins() {
	for one; do
		sed -i "s/\"port\":\"[0-9]*\"/\"port\":\"$PGPORT\"/" "$work/$one.bundle"
		at "$one" sync --join "$work/$one.bundle" >/dev/null || complain "$one did not join"
	done
}
joins a1 a2
donor a1 'Hai' >/dev/null
at a1 sync >/dev/null 2>"$work/said" && complain 'a standby takes rows'
grep -q 'chỉ đọc' "$work/said" || complain "standby: $(cat "$work/said")"
"$hotroit" district status >/dev/null 2>"$work/said" && complain 'a standby is administered'
grep -q 'chỉ đọc' "$work/said" || complain "standby: $(cat "$work/said")"
# The first gets more, and the standby does not hear of it; then the first is gone.
sql "ALTER SYSTEM SET primary_conninfo = ''" >/dev/null
sql 'SELECT pg_reload_conf()' >/dev/null
sleep 0.5
last=$PGPORT PGPORT=$port PGHOST=$first
joins a1 a2
donor a2 'Ba' >/dev/null
sync a1
sync a2
erase 'Xin Xoá'
sync a1
"$cluster" stop "$first" immediate
PGPORT=$last PGHOST=$second
as_postgres $bin/pg_ctl -D "$second/data" -s -w promote || complain 'not promoted'
joins a1 a2
closed 'a standby that took over'
open_again
grep -q 'xoá lại 1 bản ghi' "$work/out" || complain "$(cat "$work/out")"
donor a1 'Bốn' >/dev/null
all
same 'all of it' 5 "$(names server | wc -l)"
nowhere 'after the standby' 'Xin Xoá'

# --- restored to yesterday ----------------------------------------------------------------------

pg_dump -Fc -f "$work/yesterday" || complain 'no backup'
donor a1 'Năm' >/dev/null
donor a2 'Sáu' >/dev/null
all
erase 'Xoá Sau'
sync a2
donor a1 'Chưa gửi' >/dev/null
psql -qX -d postgres -c 'DROP DATABASE hotroit WITH (FORCE)' -c 'CREATE DATABASE hotroit'
pg_restore -d hotroit "$work/yesterday" || complain 'not restored'
closed 'a restored server'
"$hotroit" district restored --erased "$work/none" >/dev/null 2>"$work/said"
same 'without a list: exit code' 66 $?
open_again
# The bench that was away brings what it has of the erased one in vain.
all
same 'all of it, again' 7 "$(names server | wc -l)"
nowhere 'after the restore' 'Xoá Sau'
"$hotroit" district restored --erased /dev/null | grep -q 'thiếu 2' || complain 'a list that lacks'
all

# --- the machine was rolled back: nothing but numbers tells --------------------------------------

donor a1 'Bảy' >/dev/null
all
"$cluster" stop "$rig" fast
cp -a "$rig/data" "$work/snapshot"
"$cluster" start "$rig" localhost "$PGPORT"
donor a1 'Tám' >/dev/null
donor a2 'Chín' >/dev/null
all
"$cluster" stop "$rig" fast
rm -rf "$rig/data"
mv "$work/snapshot" "$rig/data"
"$cluster" start "$rig" localhost "$PGPORT"
all
same 'rolled back' 10 "$(names server | wc -l)"

# --- a copy of a book, put back twice -----------------------------------------------------------

at a1 backup "$work/copy" >/dev/null || complain backup
donor a1 'Sau bản sao' >/dev/null
sync a1
for machine in m1 m2; do
	at "$machine" restore "$work/copy" >/dev/null 2>&1 || complain "restore $machine"
	at "$machine" sync --join "$work/a1.bundle" >/dev/null
	donor "$machine" "Của $machine" >/dev/null
done
at m1 restore "$work/copy" >/dev/null 2>&1 || complain 'restore again'
donor m1 'Lần hai' >/dev/null
# And the file itself, without restore: three books count on under the same numbers.
for machine in m3 m4; do
	cp "$work/copy" "$work/$machine.db"
	at "$machine" sync --join "$work/a1.bundle" >/dev/null
	donor "$machine" "Chép $machine" >/dev/null
	donor "$machine" "Chép nữa $machine" >/dev/null
done
for one in m1 m2 m3 m4 a1 m1 m2 m3 m4 a2 a1; do
	sync "$one"
done
equal a1 a2 m1 m2 m3 m4
same 'every copy brought its own' 17 "$(names server | wc -l)"
same 'epochs' 5 "$(for one in a1 m1 m2 m3 m4; do
	ask $one "SELECT value FROM meta WHERE key = 'epoch'"
done | sort -u | wc -l)"

# --- acknowledged entries are kept for 60 days of the server's clock -----------------------------

kept=$(ask a1 'SELECT count(*) FROM outbox')
ask a1 'UPDATE outbox SET hlc = 1; UPDATE sync_mark SET at = at - 59 * 86400000'
sync a1
same 'kept' "$kept" "$(ask a1 'SELECT count(*) FROM outbox')"
ask a1 'UPDATE sync_mark SET at = at - 2 * 86400000'
sync a1
[ "$(ask a1 'SELECT count(*) FROM outbox')" -lt "$kept" ] || complain 'never trimmed'
equal a1

[ "$failures" = 0 ] || exit 1
