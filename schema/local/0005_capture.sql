-- What travels to the district, and what stays here beside it.

-- The tables whose changes are captured. After the last migration the program makes their triggers
-- from the columns they have (src/store/capture.c), so a new table only adds its line here. Rows of
-- an append_only one can be neither changed nor deleted.
CREATE TABLE captured (
	tbl TEXT NOT NULL PRIMARY KEY,
	append_only INTEGER NOT NULL CHECK (append_only IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO captured VALUES
	('device', 0),
	('device_identity', 1),
	('device_alias', 1),
	('snapshot', 1),
	('verdict', 1),
	('inspection', 1),
	('sim', 0);

-- What was typed into a form and not yet saved: TEXT is a JSON object of its fields.
CREATE TABLE draft (
	form TEXT NOT NULL,
	row_id TEXT NOT NULL,
	at TEXT NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (form, row_id)
) STRICT, WITHOUT ROWID;

-- PINs stay on the bench where they were set: a stolen bench opens no other. HASH: libsodium's
-- crypto_pwhash_str. After too many failures nothing is tried before LOCKED_UNTIL (ms).
CREATE TABLE pin (
	member TEXT NOT NULL PRIMARY KEY,
	hash TEXT NOT NULL,
	failures INTEGER NOT NULL DEFAULT 0,
	locked_until INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
