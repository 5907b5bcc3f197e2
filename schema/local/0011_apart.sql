-- Who a pupil is stands apart from what is done for them: as at the server, KIND holds the open and
-- internal fields, KIND_pii the personal ones by the same row number, and only the view KIND_whole
-- has both, in the order of an outbox mask (0001_devices.sql). A new field is added to its table
-- and, last of all, to the view made anew. What is read without a personal field never touches
-- KIND_pii.
--
-- The row of KIND_pii goes by a trigger: keys are not checked while rows of the server come in, and
-- the number of a row that is gone may be given again.

-- They name columns that leave; the program makes them anew (src/store/capture.c).
DROP TRIGGER recipient_out_insert;
DROP TRIGGER recipient_out_update;
DROP TRIGGER recipient_out_delete;

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
