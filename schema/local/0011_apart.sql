-- Who a child is stands apart from what is done for it, in every kind whose rows are about one
-- child: as at the server, KIND holds the open and internal fields, KIND_pii the personal ones by
-- the same row number. Only the view KIND_whole has both, in the order of an outbox mask
-- (0001_devices.sql): a new field is added to its table and, last, to the view made anew.
-- Internal fields that are forgotten with the child (its class, its certificate's year) stay: lists
-- and counts are made of them, the server keeps them so too, and without a name they are nobody's.
--
-- The row of KIND_pii goes by a trigger: keys are not checked while rows of the server come in, and
-- the number of a row that is gone may be given again.

-- They name columns that leave; the program makes them anew (src/store/capture.c).
DROP TRIGGER IF EXISTS recipient_out_insert;
DROP TRIGGER IF EXISTS recipient_out_update;
DROP TRIGGER IF EXISTS recipient_out_delete;

CREATE TABLE recipient_pii (
	n INTEGER PRIMARY KEY REFERENCES recipient (n),
	name TEXT NOT NULL,
	birth_date TEXT,
	sex TEXT,
	personal_id TEXT,
	address TEXT,
	guardian TEXT,
	guardian_relation TEXT,
	phone TEXT,
	note TEXT
) STRICT;
INSERT INTO recipient_pii
	SELECT n, name, birth_date, sex, personal_id, address, guardian, guardian_relation, phone,
		note
	FROM recipient;
DROP INDEX recipient_by_birth_date;
DROP INDEX recipient_by_personal_id;
DROP INDEX recipient_by_phone;
ALTER TABLE recipient DROP COLUMN name;
ALTER TABLE recipient DROP COLUMN birth_date;
ALTER TABLE recipient DROP COLUMN sex;
ALTER TABLE recipient DROP COLUMN personal_id;
ALTER TABLE recipient DROP COLUMN address;
ALTER TABLE recipient DROP COLUMN guardian;
ALTER TABLE recipient DROP COLUMN guardian_relation;
ALTER TABLE recipient DROP COLUMN phone;
ALTER TABLE recipient DROP COLUMN note;
CREATE INDEX recipient_by_birth_date ON recipient_pii (birth_date);
CREATE INDEX recipient_by_personal_id ON recipient_pii (personal_id);
CREATE INDEX recipient_by_phone ON recipient_pii (phone);
CREATE TRIGGER recipient_gone AFTER DELETE ON recipient
BEGIN
	DELETE FROM recipient_pii WHERE n = old.n;
END;
CREATE VIEW recipient_whole AS
	SELECT it.n, id, created_at, updated_at, tag, name, birth_date, sex, personal_id, school,
		"class", grade, unit, address, circumstance, certificate_year, guardian,
		guardian_relation, phone, network, wish, has_device, household, roster, state,
		proposed_at, proposed_by, verified_at, verified_by, approved_at, served_at,
		support_ended, note
	FROM recipient AS it LEFT JOIN recipient_pii AS pii ON pii.n = it.n;

DROP TRIGGER IF EXISTS consent_out_insert;
DROP TRIGGER IF EXISTS consent_out_update;
DROP TRIGGER IF EXISTS consent_out_delete;
CREATE TABLE consent_pii (
	n INTEGER PRIMARY KEY REFERENCES consent (n),
	giver TEXT
) STRICT;
INSERT INTO consent_pii SELECT n, giver FROM consent;
ALTER TABLE consent DROP COLUMN giver;
CREATE TRIGGER consent_gone AFTER DELETE ON consent
BEGIN
	DELETE FROM consent_pii WHERE n = old.n;
END;
CREATE VIEW consent_whole AS
	SELECT it.n, id, created_at, updated_at, recipient, purpose, given_by, giver, given_on,
		evidence, state, withdrawn_at, recorded_by
	FROM consent AS it LEFT JOIN consent_pii AS pii ON pii.n = it.n;

DROP TRIGGER IF EXISTS approval_out_insert;
CREATE TABLE approval_pii (
	n INTEGER PRIMARY KEY REFERENCES approval (n),
	note TEXT
) STRICT;
INSERT INTO approval_pii SELECT n, note FROM approval;
ALTER TABLE approval DROP COLUMN note;
CREATE TRIGGER approval_gone AFTER DELETE ON approval
BEGIN
	DELETE FROM approval_pii WHERE n = old.n;
END;
CREATE VIEW approval_whole AS
	SELECT it.n, id, created_at, updated_at, recipient, roster, body, decision, at, "by",
		document, note
	FROM approval AS it LEFT JOIN approval_pii AS pii ON pii.n = it.n;

DROP TRIGGER IF EXISTS kit_out_insert;
DROP TRIGGER IF EXISTS kit_out_update;
DROP TRIGGER IF EXISTS kit_out_delete;
CREATE TABLE kit_pii (
	n INTEGER PRIMARY KEY REFERENCES kit (n),
	received_by TEXT,
	received_as TEXT
) STRICT;
INSERT INTO kit_pii SELECT n, received_by, received_as FROM kit;
ALTER TABLE kit DROP COLUMN received_by;
ALTER TABLE kit DROP COLUMN received_as;
CREATE TRIGGER kit_gone AFTER DELETE ON kit
BEGIN
	DELETE FROM kit_pii WHERE n = old.n;
END;
CREATE VIEW kit_whole AS
	SELECT it.n, id, created_at, updated_at, tag, recipient, device, sim, handover, state,
		reason, reserved_at, reserved_by, reserved_until, given_at, given_by, received_by,
		received_as, guided, boots, sim_until, substitutes, ended_at, note
	FROM kit AS it LEFT JOIN kit_pii AS pii ON pii.n = it.n;

DROP TRIGGER IF EXISTS visit_out_insert;
DROP TRIGGER IF EXISTS visit_out_update;
DROP TRIGGER IF EXISTS visit_out_delete;
CREATE TABLE visit_pii (
	n INTEGER PRIMARY KEY REFERENCES visit (n),
	note TEXT
) STRICT;
INSERT INTO visit_pii SELECT n, note FROM visit;
ALTER TABLE visit DROP COLUMN note;
CREATE TRIGGER visit_gone AFTER DELETE ON visit
BEGIN
	DELETE FROM visit_pii WHERE n = old.n;
END;
CREATE VIEW visit_whole AS
	SELECT it.n, id, created_at, updated_at, kit, due, assigned, state, done_at, done_by,
		result, note
	FROM visit AS it LEFT JOIN visit_pii AS pii ON pii.n = it.n;

DROP TRIGGER IF EXISTS rights_out_insert;
DROP TRIGGER IF EXISTS rights_out_update;
DROP TRIGGER IF EXISTS rights_out_delete;
CREATE TABLE rights_pii (
	n INTEGER PRIMARY KEY REFERENCES rights (n),
	requester TEXT NOT NULL
) STRICT;
INSERT INTO rights_pii SELECT n, requester FROM rights;
ALTER TABLE rights DROP COLUMN requester;
CREATE TRIGGER rights_gone AFTER DELETE ON rights
BEGIN
	DELETE FROM rights_pii WHERE n = old.n;
END;
CREATE VIEW rights_whole AS
	SELECT it.n, id, created_at, updated_at, tag, recipient, donor, asked, requester,
		received_at, involves_others, answer_due, due, state, answered_at, done_at,
		handled_by, outcome
	FROM rights AS it LEFT JOIN rights_pii AS pii ON pii.n = it.n;
