#!/bin/sh
# A few dozen benches at once, three to a unit, by tests/sync/storm, which says how to send 150.
[ -x /usr/lib/postgresql/15/bin/initdb ] || {
	echo 'no PostgreSQL 15 here (apt-get install postgresql)'
	exit 77
}
exec "$SRC/tests/sync/storm" "$BIN/hotroit" --benches 24 --units 8 --rows 40
