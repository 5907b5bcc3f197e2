-- What a bench keeps about devices, and the capture of every change for the later sync: design
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

CREATE TRIGGER device_out_insert AFTER INSERT ON device
WHEN (SELECT applying = 0 FROM sync_state)
BEGIN
	INSERT INTO outbox (txn, tbl, row_id, op, mask, base_seq, hlc)
	SELECT txn, 'device', new.id, 'I',
		((new."tag" IS NOT NULL) << 4)
		| ((new."kind" IS NOT NULL) << 5)
		| ((new."kind_by" IS NOT NULL) << 6)
		| ((new."vendor" IS NOT NULL) << 7)
		| ((new."model" IS NOT NULL) << 8)
		| ((new."serial" IS NOT NULL) << 9)
		| ((new."cpu" IS NOT NULL) << 10)
		| ((new."memory" IS NOT NULL) << 11)
		| ((new."storage" IS NOT NULL) << 12)
		| ((new."verdict" IS NOT NULL) << 13)
		| ((new."measured_verdict" IS NOT NULL) << 14)
		| ((new."plan" IS NOT NULL) << 15)
		| ((new."state" IS NOT NULL) << 16)
		| ((new."note" IS NOT NULL) << 17),
		coalesce((SELECT sseq FROM sync_base
			WHERE tbl = 'device' AND row_id = new.id), 0), hlc
	FROM sync_state;
END;

CREATE TRIGGER device_out_update AFTER UPDATE ON device
WHEN (SELECT applying = 0 FROM sync_state)
	AND (old."tag" IS NOT new."tag"
	OR old."kind" IS NOT new."kind"
	OR old."kind_by" IS NOT new."kind_by"
	OR old."vendor" IS NOT new."vendor"
	OR old."model" IS NOT new."model"
	OR old."serial" IS NOT new."serial"
	OR old."cpu" IS NOT new."cpu"
	OR old."memory" IS NOT new."memory"
	OR old."storage" IS NOT new."storage"
	OR old."verdict" IS NOT new."verdict"
	OR old."measured_verdict" IS NOT new."measured_verdict"
	OR old."plan" IS NOT new."plan"
	OR old."state" IS NOT new."state"
	OR old."note" IS NOT new."note")
BEGIN
	INSERT INTO outbox (txn, tbl, row_id, op, mask, base_seq, hlc)
	SELECT txn, 'device', new.id, 'U',
		((old."tag" IS NOT new."tag") << 4)
		| ((old."kind" IS NOT new."kind") << 5)
		| ((old."kind_by" IS NOT new."kind_by") << 6)
		| ((old."vendor" IS NOT new."vendor") << 7)
		| ((old."model" IS NOT new."model") << 8)
		| ((old."serial" IS NOT new."serial") << 9)
		| ((old."cpu" IS NOT new."cpu") << 10)
		| ((old."memory" IS NOT new."memory") << 11)
		| ((old."storage" IS NOT new."storage") << 12)
		| ((old."verdict" IS NOT new."verdict") << 13)
		| ((old."measured_verdict" IS NOT new."measured_verdict") << 14)
		| ((old."plan" IS NOT new."plan") << 15)
		| ((old."state" IS NOT new."state") << 16)
		| ((old."note" IS NOT new."note") << 17),
		coalesce((SELECT sseq FROM sync_base
			WHERE tbl = 'device' AND row_id = new.id), 0), hlc
	FROM sync_state;
END;

CREATE TRIGGER device_out_delete AFTER DELETE ON device
WHEN (SELECT applying = 0 FROM sync_state)
BEGIN
	INSERT INTO outbox (txn, tbl, row_id, op, mask, base_seq, hlc)
	SELECT txn, 'device', old.id, 'D',
		0,
		coalesce((SELECT sseq FROM sync_base
			WHERE tbl = 'device' AND row_id = old.id), 0), hlc
	FROM sync_state;
END;

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

CREATE TRIGGER device_identity_out_insert AFTER INSERT ON device_identity
WHEN (SELECT applying = 0 FROM sync_state)
BEGIN
	INSERT INTO outbox (txn, tbl, row_id, op, mask, base_seq, hlc)
	SELECT txn, 'device_identity', new.id, 'I',
		((new."device" IS NOT NULL) << 3)
		| ((new."field" IS NOT NULL) << 4)
		| ((new."value" IS NOT NULL) << 5),
		coalesce((SELECT sseq FROM sync_base
			WHERE tbl = 'device_identity' AND row_id = new.id), 0), hlc
	FROM sync_state;
END;

CREATE TRIGGER device_identity_no_update BEFORE UPDATE ON device_identity
BEGIN
	SELECT raise(ABORT, 'device_identity is append-only');
END;

CREATE TRIGGER device_identity_no_delete BEFORE DELETE ON device_identity
BEGIN
	SELECT raise(ABORT, 'device_identity is append-only');
END;

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

CREATE TRIGGER device_alias_out_insert AFTER INSERT ON device_alias
WHEN (SELECT applying = 0 FROM sync_state)
BEGIN
	INSERT INTO outbox (txn, tbl, row_id, op, mask, base_seq, hlc)
	SELECT txn, 'device_alias', new.id, 'I',
		((new."device" IS NOT NULL) << 3)
		| ((new."other" IS NOT NULL) << 4)
		| ((new."same" IS NOT NULL) << 5),
		coalesce((SELECT sseq FROM sync_base
			WHERE tbl = 'device_alias' AND row_id = new.id), 0), hlc
	FROM sync_state;
END;

CREATE TRIGGER device_alias_no_update BEFORE UPDATE ON device_alias
BEGIN
	SELECT raise(ABORT, 'device_alias is append-only');
END;

CREATE TRIGGER device_alias_no_delete BEFORE DELETE ON device_alias
BEGIN
	SELECT raise(ABORT, 'device_alias is append-only');
END;

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

CREATE TRIGGER snapshot_out_insert AFTER INSERT ON snapshot
WHEN (SELECT applying = 0 FROM sync_state)
BEGIN
	INSERT INTO outbox (txn, tbl, row_id, op, mask, base_seq, hlc)
	SELECT txn, 'snapshot', new.id, 'I',
		((new."device" IS NOT NULL) << 3)
		| ((new."taken_at" IS NOT NULL) << 4)
		| ((new."kind" IS NOT NULL) << 5)
		| ((new."sha256" IS NOT NULL) << 6)
		| ((new."text" IS NOT NULL) << 7),
		coalesce((SELECT sseq FROM sync_base
			WHERE tbl = 'snapshot' AND row_id = new.id), 0), hlc
	FROM sync_state;
END;

CREATE TRIGGER snapshot_no_update BEFORE UPDATE ON snapshot
BEGIN
	SELECT raise(ABORT, 'snapshot is append-only');
END;

CREATE TRIGGER snapshot_no_delete BEFORE DELETE ON snapshot
BEGIN
	SELECT raise(ABORT, 'snapshot is append-only');
END;

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

CREATE TRIGGER verdict_out_insert AFTER INSERT ON verdict
WHEN (SELECT applying = 0 FROM sync_state)
BEGIN
	INSERT INTO outbox (txn, tbl, row_id, op, mask, base_seq, hlc)
	SELECT txn, 'verdict', new.id, 'I',
		((new."device" IS NOT NULL) << 3)
		| ((new."snapshot" IS NOT NULL) << 4)
		| ((new."plan" IS NOT NULL) << 5)
		| ((new."plan_sha256" IS NOT NULL) << 6)
		| ((new."verdict" IS NOT NULL) << 7)
		| ((new."measured_verdict" IS NOT NULL) << 8)
		| ((new."outcomes" IS NOT NULL) << 9),
		coalesce((SELECT sseq FROM sync_base
			WHERE tbl = 'verdict' AND row_id = new.id), 0), hlc
	FROM sync_state;
END;

CREATE TRIGGER verdict_no_update BEFORE UPDATE ON verdict
BEGIN
	SELECT raise(ABORT, 'verdict is append-only');
END;

CREATE TRIGGER verdict_no_delete BEFORE DELETE ON verdict
BEGIN
	SELECT raise(ABORT, 'verdict is append-only');
END;

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

CREATE TRIGGER inspection_out_insert AFTER INSERT ON inspection
WHEN (SELECT applying = 0 FROM sync_state)
BEGIN
	INSERT INTO outbox (txn, tbl, row_id, op, mask, base_seq, hlc)
	SELECT txn, 'inspection', new.id, 'I',
		((new."device" IS NOT NULL) << 4)
		| ((new."what" IS NOT NULL) << 5)
		| ((new."result" IS NOT NULL) << 6)
		| ((new."by" IS NOT NULL) << 7)
		| ((new."at" IS NOT NULL) << 8)
		| ((new."note" IS NOT NULL) << 9),
		coalesce((SELECT sseq FROM sync_base
			WHERE tbl = 'inspection' AND row_id = new.id), 0), hlc
	FROM sync_state;
END;

CREATE TRIGGER inspection_no_update BEFORE UPDATE ON inspection
BEGIN
	SELECT raise(ABORT, 'inspection is append-only');
END;

CREATE TRIGGER inspection_no_delete BEFORE DELETE ON inspection
BEGIN
	SELECT raise(ABORT, 'inspection is append-only');
END;

