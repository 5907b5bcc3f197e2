-- What a pupil's approval covers: a short code of what was verified and approved. Columns as in
-- src/records.

-- It names the columns of the view; the program makes it anew (src/store/capture.c).
DROP TRIGGER IF EXISTS recipient_out_insert;
DROP TRIGGER IF EXISTS recipient_out_update;
DROP TRIGGER IF EXISTS recipient_out_delete;

ALTER TABLE recipient ADD COLUMN approved_as TEXT;
DROP VIEW recipient_whole;
CREATE VIEW recipient_whole AS
	SELECT it.n, id, created_at, updated_at, tag, name, birth_date, sex, personal_id, school,
		"class", grade, unit, address, circumstance, certificate_year, guardian,
		guardian_relation, phone, network, wish, has_device, household, roster, state,
		proposed_at, proposed_by, verified_at, verified_by, approved_at, served_at,
		support_ended, note, approved_as
	FROM recipient AS it LEFT JOIN recipient_pii AS pii ON pii.n = it.n;
