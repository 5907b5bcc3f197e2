-- Data SIMs, typed in from the card and its paper. The columns and triggers have the shape that
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

CREATE TRIGGER sim_out_insert AFTER INSERT ON sim
WHEN (SELECT applying = 0 FROM sync_state)
BEGIN
	INSERT INTO outbox (txn, tbl, row_id, op, mask, base_seq, hlc)
	SELECT txn, 'sim', new.id, 'I',
		((new."tag" IS NOT NULL) << 4)
		| ((new."iccid" IS NOT NULL) << 5)
		| ((new."operator" IS NOT NULL) << 6)
		| ((new."phone" IS NOT NULL) << 7)
		| ((new."daily_quota_mb" IS NOT NULL) << 8)
		| ((new."activated" IS NOT NULL) << 9)
		| ((new."expires" IS NOT NULL) << 10)
		| ((new."handover_planned" IS NOT NULL) << 11)
		| ((new."generation" IS NOT NULL) << 12)
		| ((new."note" IS NOT NULL) << 13)
		| ((new."state" IS NOT NULL) << 14),
		coalesce((SELECT sseq FROM sync_base
			WHERE tbl = 'sim' AND row_id = new.id), 0), hlc
	FROM sync_state;
END;

CREATE TRIGGER sim_out_update AFTER UPDATE ON sim
WHEN (SELECT applying = 0 FROM sync_state)
	AND (old."tag" IS NOT new."tag"
	OR old."iccid" IS NOT new."iccid"
	OR old."operator" IS NOT new."operator"
	OR old."phone" IS NOT new."phone"
	OR old."daily_quota_mb" IS NOT new."daily_quota_mb"
	OR old."activated" IS NOT new."activated"
	OR old."expires" IS NOT new."expires"
	OR old."handover_planned" IS NOT new."handover_planned"
	OR old."generation" IS NOT new."generation"
	OR old."note" IS NOT new."note"
	OR old."state" IS NOT new."state")
BEGIN
	INSERT INTO outbox (txn, tbl, row_id, op, mask, base_seq, hlc)
	SELECT txn, 'sim', new.id, 'U',
		((old."tag" IS NOT new."tag") << 4)
		| ((old."iccid" IS NOT new."iccid") << 5)
		| ((old."operator" IS NOT new."operator") << 6)
		| ((old."phone" IS NOT new."phone") << 7)
		| ((old."daily_quota_mb" IS NOT new."daily_quota_mb") << 8)
		| ((old."activated" IS NOT new."activated") << 9)
		| ((old."expires" IS NOT new."expires") << 10)
		| ((old."handover_planned" IS NOT new."handover_planned") << 11)
		| ((old."generation" IS NOT new."generation") << 12)
		| ((old."note" IS NOT new."note") << 13)
		| ((old."state" IS NOT new."state") << 14),
		coalesce((SELECT sseq FROM sync_base
			WHERE tbl = 'sim' AND row_id = new.id), 0), hlc
	FROM sync_state;
END;

CREATE TRIGGER sim_out_delete AFTER DELETE ON sim
WHEN (SELECT applying = 0 FROM sync_state)
BEGIN
	INSERT INTO outbox (txn, tbl, row_id, op, mask, base_seq, hlc)
	SELECT txn, 'sim', old.id, 'D',
		0,
		coalesce((SELECT sseq FROM sync_base
			WHERE tbl = 'sim' AND row_id = old.id), 0), hlc
	FROM sync_state;
END;
