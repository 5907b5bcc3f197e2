-- What the plan says of a SIM, kept as a device's is. A SIM has no snapshot of its own, so there is
-- no row of table verdict for it. Columns travel by their place: new ones come last.
ALTER TABLE sim ADD COLUMN verdict TEXT;
ALTER TABLE sim ADD COLUMN measured_verdict TEXT;
ALTER TABLE sim ADD COLUMN plan TEXT;

DROP TRIGGER sim_out_insert;
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
		| ((new."state" IS NOT NULL) << 14)
		| ((new."verdict" IS NOT NULL) << 15)
		| ((new."measured_verdict" IS NOT NULL) << 16)
		| ((new."plan" IS NOT NULL) << 17),
		coalesce((SELECT sseq FROM sync_base
			WHERE tbl = 'sim' AND row_id = new.id), 0), hlc
	FROM sync_state;
END;

DROP TRIGGER sim_out_update;
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
	OR old."state" IS NOT new."state"
	OR old."verdict" IS NOT new."verdict"
	OR old."measured_verdict" IS NOT new."measured_verdict"
	OR old."plan" IS NOT new."plan")
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
		| ((old."state" IS NOT new."state") << 14)
		| ((old."verdict" IS NOT new."verdict") << 15)
		| ((old."measured_verdict" IS NOT new."measured_verdict") << 16)
		| ((old."plan" IS NOT new."plan") << 17),
		coalesce((SELECT sseq FROM sync_base
			WHERE tbl = 'sim' AND row_id = new.id), 0), hlc
	FROM sync_state;
END;
