#!/bin/sh
# Two districts and a province, each on its own server: rows flow by logical replication, and no
# name, number or note goes with them; a stopped subscription goes on, a new kind comes along.
set -u
. "$SRC/tests/e2e/bench_rig"

# sql SQL: without what a subscription notices
sql() { PGOPTIONS='-c client_min_messages=warning' psql -qAtX -v ON_ERROR_STOP=1 -c "$1"; }

# until_same EXPECTED SQL: replication takes a moment
until_same() {
	tries=100
	while [ "$(sql "$2")" != "$1" ]; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || return 1
		sleep 0.1
	done
}

# in_district DIR SQL
in_district() {
	(
		PGHOST=$1
		PGPORT=$(cat "$1.port")
		sql "SET ROLE hotroit_owner; $2" >/dev/null
	)
}

rig_start "$work/other"
echo "$PGPORT" >"$work/other.port"
"$hotroit" district init dong-anh >/dev/null || complain 'the other district'
sql "SET ROLE hotroit_owner; INSERT INTO sync.scope VALUES ('dong-anh.phu-dong');
	SELECT sync.write('device', 'dong-anh.phu-dong', '00000000-0000-7000-8000-000000000001',
		'U', '{\"tag\":\"AB12\",\"kind\":\"phone\",\"state\":\"ready\",
			\"note\":\"Của Bích\"}')
	" >/dev/null
rig_start "$work/district"
echo "$PGPORT" >"$work/district.port"
district_port=$PGPORT
"$hotroit" district init gia-lam >/dev/null || complain 'district init'
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
PGHOST=$work/other PGPORT=$(cat "$work/other.port") \
	"$SRC/packaging/district/province" role "$work/secret" || complain 'role'

rig_start "$work/province"
"$hotroit" district init ha-noi >/dev/null || complain 'province init'
for one in district other; do
	name=gia-lam
	[ "$one" = district ] || name=dong-anh
	"$SRC/packaging/district/province" subscribe "$name" "host=localhost \
port=$(cat "$work/$one.port") dbname=hotroit user=hotroit_province_in passfile=$work/passfile \
sslmode=verify-full sslrootcert=$work/$one/ca.crt" || complain "subscribe $one"
done
until_same 'dong-anh.phu-dong|phone|ready
gia-lam.phu-dong|laptop|ready' 'SELECT scope, kind, state FROM report.device ORDER BY scope' ||
	complain "the first copy: $(sql 'SELECT * FROM report.device')"
until_same 'gia-lam.phu-dong|person' 'SELECT scope, kind FROM report.donor' || complain 'donors'
PGHOST=$work/district PGPORT=$district_port sql "SET ROLE hotroit_owner;
	SELECT sync.write('device', 'gia-lam.phu-dong', '00000000-0000-7000-8000-000000000001', 'U',
		'{\"tag\":\"AB12\",\"kind\":\"laptop\",\"state\":\"handed-over\",
			\"note\":\"Của Bích\"}')" >/dev/null
until_same 'dong-anh.phu-dong|Chờ trao|1
gia-lam.phu-dong|Đã trao|1' 'SELECT don_vi, trang_thai, so_luong
	FROM report.thiet_bi_theo_trang_thai ORDER BY don_vi' || complain 'a change'

# Stopped for a while, it goes on where it was; the other does not wait for it.
sql 'ALTER SUBSCRIPTION district_gia_lam DISABLE'
for id in 3 4 5; do
	in_district "$work/district" "SELECT sync.write('device', 'gia-lam.phu-dong',
		'00000000-0000-7000-8000-00000000000$id', 'U',
		'{\"tag\":\"AB$id\",\"kind\":\"tablet\",\"note\":\"Của Bích\"}')"
done
in_district "$work/other" "SELECT sync.write('device', 'dong-anh.phu-dong',
	'00000000-0000-7000-8000-000000000006', 'U', '{\"tag\":\"AB6\",\"kind\":\"phone\"}')"
until_same 2 "SELECT count(*) FROM report.device WHERE scope LIKE 'dong-anh.%'" ||
	complain 'the other waited'
[ "$(sql "SELECT count(*) FROM report.device WHERE kind = 'tablet'")" = 0 ] ||
	complain 'it was not stopped'
"$SRC/packaging/district/province" status | grep -q 'district_gia_lam *| f ' || complain 'status'
rig_stop "$work/province"
PGHOST=$work/province PGPORT=$PGPORT "$cluster" start "$work/province" \
	localhost "$PGPORT" fsync=off || complain 'the province did not start again'
sql 'ALTER SUBSCRIPTION district_gia_lam ENABLE'
until_same 3 "SELECT count(*) FROM report.device WHERE kind = 'tablet'" ||
	complain 'the subscription did not go on'

# A kind that came with an upgrade: the province first, then the district, then a refresh.
kind='[{"name":"tool","class":"merge","label":"Dụng cụ","fields":[
	{"name":"kind","type":"choice","first_stays":false,"privacy":"open","label":"Loại",
		"choices":[]},
	{"name":"owner","type":"text","first_stays":false,"privacy":"personal","label":"Chủ",
		"choices":[]}]}]'
upgrade="SELECT sync.describe('$kind'), sync.settle(), sync.settle_province()"
sql "SET ROLE hotroit_owner; $upgrade" >/dev/null || complain 'the province has no new kind'
in_district "$work/district" "$upgrade" || complain 'the district has no new kind'
in_district "$work/district" "SELECT sync.write('tool', 'gia-lam.phu-dong',
	'00000000-0000-7000-8000-000000000007', 'U', '{\"kind\":\"drill\",\"owner\":\"Bích\"}')"
"$SRC/packaging/district/province" refresh gia-lam || complain 'refresh'
until_same 'gia-lam.phu-dong|drill' 'SELECT scope, kind FROM report.tool' || complain 'a new kind'

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
