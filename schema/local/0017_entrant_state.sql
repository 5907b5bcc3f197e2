-- Whoever entered a contest can be forgotten, too: the state "gone", as with pupils.
DROP VIEW entrant_whole;
ALTER TABLE entrant ADD COLUMN state TEXT NOT NULL DEFAULT 'kept';
CREATE INDEX entrant_by_state ON entrant (state);
CREATE VIEW entrant_whole AS
	SELECT it.n, id, created_at, updated_at, entry, name, birth_date, audience, "class", unit,
		phone, agrees, guardian_agrees, evidence, state
	FROM entrant AS it LEFT JOIN entrant_pii AS pii ON pii.n = it.n;
