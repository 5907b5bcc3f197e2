-- Files that belong to records. The row travels like every other; its content lies beside, by its
-- SHA-256 and in chunks, so that the same file is kept once and a cut transfer goes on where it
-- was.

CREATE TABLE attachment (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	kind TEXT NOT NULL,
	subject TEXT NOT NULL,
	name TEXT NOT NULL,
	media TEXT NOT NULL,
	bytes INTEGER NOT NULL,
	sha256 TEXT NOT NULL,
	at TEXT NOT NULL,
	note TEXT
) STRICT;
CREATE INDEX attachment_by_subject ON attachment (subject);
CREATE INDEX attachment_by_sha256 ON attachment (sha256);
INSERT INTO captured VALUES ('attachment', 1);

-- WHOLE: all chunks are here and were found to be of this hash. HELD_BY: the server, by its epoch,
-- that is known to have it, too.
CREATE TABLE blob (
	hash TEXT NOT NULL PRIMARY KEY,
	bytes INTEGER NOT NULL,
	whole INTEGER NOT NULL CHECK (whole IN (0, 1)),
	held_by TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE blob_chunk (
	hash TEXT NOT NULL,
	n INTEGER NOT NULL,
	data BLOB NOT NULL,
	PRIMARY KEY (hash, n)
) STRICT;

-- Content goes with the last row that names it, whoever removes the row.
CREATE TRIGGER attachment_leaves AFTER DELETE ON attachment
WHEN NOT EXISTS (SELECT 1 FROM attachment WHERE sha256 = old.sha256)
BEGIN
	DELETE FROM blob_chunk WHERE hash = old.sha256;
	DELETE FROM blob WHERE hash = old.sha256;
END;
