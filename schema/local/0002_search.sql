-- The search index: local, never synced, and rebuilt from the records at any time.
--
-- A block is 4096 rows of a kind (n >> 12). Within a block each word lists its rows, so that "every
-- typed word begins a word of the record, newest first" is a walk over blocks from the top: in
-- each,
-- a range of words is read and the row sets are intersected. A changed row is only marked fresh and
-- looked through as text; when many are fresh their blocks are built anew.
CREATE TABLE search_row (
	kind TEXT NOT NULL,
	n INTEGER NOT NULL,
	fresh INTEGER NOT NULL CHECK (fresh IN (0, 1)),
	fold TEXT NOT NULL,
	PRIMARY KEY (kind, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_fresh ON search_row (kind, n) WHERE fresh = 1;

-- rows: ascending 16-bit little-endian offsets within the block, or, from 256 rows on, a bitmap of
-- 512 bytes. A word of U+0001 and up to four bytes stands for all the words that these bytes begin;
-- it is there where they are many.
CREATE TABLE search_block (
	kind TEXT NOT NULL,
	block INTEGER NOT NULL,
	word TEXT NOT NULL,
	rows BLOB NOT NULL,
	PRIMARY KEY (kind, block, word)
) STRICT, WITHOUT ROWID;
