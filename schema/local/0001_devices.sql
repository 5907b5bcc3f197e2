-- What a bench keeps about devices, and the log of every change for the later sync: design
-- "SQLite bench <-> PostgreSQL district". STRICT, TEXT UUIDv7 keys; n is only the local order.
-- Columns that travel come after the row's id and times, and are only ever appended: bit k of an
-- outbox mask is the table's column number k.
PRAGMA application_id = 0x68746269;

CREATE TABLE meta (
	key TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The transaction at work: its number and clock (HLC, ms), and whether it applies rows of the
-- server.
CREATE TABLE sync_state (
	one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
	txn INTEGER NOT NULL,
	hlc INTEGER NOT NULL,
	applying INTEGER NOT NULL CHECK (applying IN (0, 1))
) STRICT;
INSERT INTO sync_state VALUES (1, 0, 0, 0);

-- The server's number that a row was last seen with; no line: never seen by the server.
CREATE TABLE sync_base (
	tbl TEXT NOT NULL,
	row_id TEXT NOT NULL,
	sseq INTEGER NOT NULL,
	PRIMARY KEY (tbl, row_id)
) STRICT, WITHOUT ROWID;

-- Which columns of which row changed. Values are read when they are sent, so no old personal data
-- waits here. AUTOINCREMENT: a number is never used twice.
CREATE TABLE outbox (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	txn INTEGER NOT NULL,
	tbl TEXT NOT NULL,
	row_id TEXT NOT NULL,
	op TEXT NOT NULL CHECK (op IN ('I', 'U', 'D')),
	mask INTEGER NOT NULL,
	base_seq INTEGER NOT NULL,
	hlc INTEGER NOT NULL
) STRICT;

-- The tag is not UNIQUE: two benches can draw the same one while apart, and sync must still take
-- the row in.
CREATE TABLE device (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	kind TEXT,
	kind_by TEXT,
	vendor TEXT,
	model TEXT,
	serial TEXT,
	cpu TEXT,
	memory INTEGER,
	storage INTEGER,
	verdict TEXT,
	measured_verdict TEXT,
	plan TEXT,
	state TEXT NOT NULL DEFAULT 'received',
	note TEXT
) STRICT;
CREATE INDEX device_by_tag ON device (tag);

-- What a device was ever recognised by: serial, uuid, board, disk; and its looks, by how much of
-- the former could be had (looks-known, looks-none, looks-unread).
CREATE TABLE device_identity (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	device TEXT NOT NULL REFERENCES device (id),
	field TEXT NOT NULL,
	value TEXT NOT NULL
) STRICT;
CREATE INDEX device_identity_by_value ON device_identity (field, value, device);
CREATE INDEX device_identity_by_device ON device_identity (device, field, value);

-- A person's answer: OTHER is the same machine as DEVICE (same = 1), or is not (0).
CREATE TABLE device_alias (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	device TEXT NOT NULL REFERENCES device (id),
	other TEXT NOT NULL REFERENCES device (id),
	same INTEGER NOT NULL CHECK (same IN (0, 1))
) STRICT;
CREATE INDEX device_alias_by_other ON device_alias (other, same, device);
CREATE INDEX device_alias_by_device ON device_alias (device, same, other);

CREATE TABLE snapshot (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	device TEXT NOT NULL REFERENCES device (id),
	taken_at TEXT NOT NULL,
	kind TEXT,
	sha256 TEXT NOT NULL,
	text TEXT NOT NULL
) STRICT;
CREATE INDEX snapshot_by_sha256 ON snapshot (sha256);
CREATE INDEX snapshot_by_device ON snapshot (device, n);

-- OUTCOMES: {"laptop.memory":"fail",…}, rule by rule. No text that a person reads, so that it is
-- the same in every language: numbers and reasons follow from the snapshot and the plan.
CREATE TABLE verdict (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	device TEXT NOT NULL REFERENCES device (id),
	snapshot TEXT NOT NULL REFERENCES snapshot (id),
	plan TEXT NOT NULL,
	plan_sha256 TEXT NOT NULL,
	verdict TEXT NOT NULL,
	measured_verdict TEXT NOT NULL,
	outcomes TEXT NOT NULL
) STRICT;
CREATE INDEX verdict_by_device ON verdict (device, n);
CREATE INDEX verdict_by_snapshot ON verdict (snapshot);

CREATE TABLE inspection (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	device TEXT NOT NULL REFERENCES device (id),
	what TEXT NOT NULL,
	result TEXT NOT NULL CHECK (result IN ('ok', 'bad', 'not-done')),
	"by" TEXT NOT NULL,
	at TEXT NOT NULL,
	note TEXT
) STRICT;
CREATE INDEX inspection_by_device ON inspection (device, what, n);
