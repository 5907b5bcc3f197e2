-- Data SIMs, typed in from the card and its paper. The columns have the shape that
-- 0001_devices.sql tells of.
CREATE TABLE sim (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	iccid TEXT,
	operator TEXT,
	phone TEXT,
	daily_quota_mb INTEGER,
	activated TEXT,
	expires TEXT,
	handover_planned TEXT,
	generation TEXT,
	note TEXT,
	state TEXT NOT NULL DEFAULT 'received'
) STRICT;
CREATE INDEX sim_by_tag ON sim (tag);
