#!/bin/sh
# A district and a province on two servers: rows flow by logical
# replication, and no name, number or note goes with them.
set -u
work=$(mktemp -d) || exit 1
chmod 711 "$work"
. "$SRC/tests/e2e/district_rig"
cleanup() {
	rig_stop "$work/province"
	rig_stop "$work/district"
	rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM
failures=0

complain() {
	printf '%s\n' "$*"
	failures=$((failures + 1))
}

sql() { psql -qAtX -v ON_ERROR_STOP=1 -c "$1"; }

# until_same EXPECTED SQL: replication takes a moment
until_same() {
	tries=100
	while [ "$(sql "$2")" != "$1" ]; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || return 1
		sleep 0.1
	done
}

rig_start "$work/district"
district_port=$PGPORT
"$BIN/hotroit" district init gia-lam >/dev/null || complain 'district init'
sql "SET ROLE hotroit_owner; INSERT INTO sync.scope VALUES ('gia-lam.phu-dong');
	SELECT sync.write('device', 'gia-lam.phu-dong', '00000000-0000-7000-8000-000000000001', 'U',
		'{\"tag\":\"AB12\",\"kind\":\"laptop\",\"state\":\"ready\",\"note\":\"Của Bích\",
			\"serial\":\"SN77\"}');
	SELECT sync.write('donor', 'gia-lam.phu-dong', '00000000-0000-7000-8000-000000000002', 'U',
		'{\"name\":\"Bích\",\"kind\":\"person\",\"phone\":\"0912345678\",
			\"new\":\"Bích\"}')" >/dev/null
printf 'geheim' >"$work/secret"
"$SRC/packaging/district/province" role "$work/secret" || complain 'role'
printf '*:*:*:*:geheim\n' >"$work/passfile"
chmod 600 "$work/passfile"
[ "$(id -u)" != 0 ] || chown postgres "$work/passfile"

rig_start "$work/province"
"$BIN/hotroit" district init ha-noi >/dev/null || complain 'province init'
"$SRC/packaging/district/province" subscribe gia-lam "host=localhost port=$district_port \
dbname=hotroit user=hotroit_province_in passfile=$work/passfile sslmode=verify-full \
sslrootcert=$work/district/ca.crt" || complain 'subscribe'
until_same 'gia-lam.phu-dong|laptop|ready' 'SELECT scope, kind, state FROM report.device' ||
	complain "the first copy: $(sql 'SELECT * FROM report.device')"
until_same 'gia-lam.phu-dong|person' 'SELECT scope, kind FROM report.donor' || complain 'donors'
PGHOST=$work/district PGPORT=$district_port sql "SET ROLE hotroit_owner;
	SELECT sync.write('device', 'gia-lam.phu-dong', '00000000-0000-7000-8000-000000000001', 'U',
		'{\"tag\":\"AB12\",\"kind\":\"laptop\",\"state\":\"handed-over\",
			\"note\":\"Của Bích\"}')" >/dev/null
until_same 'Đã trao|1' \
	'SELECT trang_thai, so_luong FROM report.thiet_bi_theo_trang_thai' || complain 'a change'
pg_dump --data-only | grep -n 'Bích\|AB12\|SN77\|0912345678' && complain 'a name has left'
grep -rlaE 'Bích|SN77|0912345678' "$work/province/data/base" && complain 'a name in a file'
# The role itself can read no more than is published.
for what in 'name FROM data.donor' '* FROM data.donor' '* FROM data.donor_pii' \
	'* FROM sync.inbox'; do
	PGHOST=localhost PGPORT=$district_port PGUSER=hotroit_province_in PGPASSWORD=geheim \
		PGSSLMODE=require psql -qAtX -c "SELECT $what" >/dev/null 2>&1 &&
		complain "read: $what"
done
[ "$failures" = 0 ] || exit 1
