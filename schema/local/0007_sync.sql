-- The bench's side of the sync with the programme's server.

-- Whose feed the number is of.
ALTER TABLE sync_base ADD COLUMN scope TEXT;
CREATE INDEX outbox_by_row ON outbox (row_id, seq);

-- How far it went. ACKED: the last outbox number that the server holds; OWN, SHARED: the feeds'
-- names. SCHEMA: the version of this book at the last fetch: a later one fetches everything again.
-- SCRUB: something was erased and may still stand in the write-ahead log.
CREATE TABLE sync_link (
	one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
	role TEXT NOT NULL DEFAULT '',
	server_epoch TEXT NOT NULL DEFAULT '',
	own TEXT NOT NULL DEFAULT '',
	own_seen INTEGER NOT NULL DEFAULT 0,
	shared TEXT NOT NULL DEFAULT '',
	shared_seen INTEGER NOT NULL DEFAULT 0,
	acked INTEGER NOT NULL DEFAULT 0,
	schema INTEGER NOT NULL DEFAULT 0,
	scrub INTEGER NOT NULL DEFAULT 0,
	tried_at TEXT,
	done_at TEXT,
	trouble TEXT
) STRICT;
INSERT INTO sync_link (one) VALUES (1);

-- What one side could not take of the other: WAY 'out' the server refused an entry, 'in' this
-- program could not keep a row. NUMBER: the outbox's, or the feed's.
CREATE TABLE sync_refused (
	way TEXT NOT NULL CHECK (way IN ('out', 'in')),
	tbl TEXT NOT NULL,
	row_id TEXT NOT NULL,
	number INTEGER NOT NULL,
	reason TEXT NOT NULL,
	at TEXT NOT NULL,
	PRIMARY KEY (way, tbl, row_id, number)
) STRICT, WITHOUT ROWID;

-- Two values of one field that two benches wrote apart. Made by the server; a person decides.
CREATE TABLE conflict (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	kind TEXT NOT NULL,
	"row" TEXT NOT NULL,
	field TEXT NOT NULL,
	kept TEXT,
	lost TEXT,
	kept_by TEXT,
	lost_by TEXT,
	base INTEGER,
	at TEXT,
	state TEXT NOT NULL,
	choice TEXT,
	decided_by TEXT,
	decided_at TEXT,
	note TEXT
) STRICT;
CREATE INDEX conflict_by_state ON conflict (state);
INSERT INTO captured VALUES ('conflict', 0);
