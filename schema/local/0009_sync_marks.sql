-- What the server was known to hold, and when by the server's clock: an entry stays in the outbox
-- for 60 days from then, to fill up a server that is restored.
CREATE TABLE sync_mark (
	at INTEGER NOT NULL PRIMARY KEY, -- ms since 1970
	seq INTEGER NOT NULL
) STRICT;

-- The epoch of this book under which ACKED was heard last; another one after its restore.
ALTER TABLE sync_link ADD COLUMN acked_epoch TEXT NOT NULL DEFAULT '';
