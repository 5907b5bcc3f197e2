-- From a pupil's name to a signed handover, and the month's end. Columns as in src/records.

CREATE TABLE roster (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	name TEXT NOT NULL,
	unit TEXT REFERENCES unit (id),
	programme TEXT REFERENCES programme (id),
	version INTEGER,
	previous TEXT REFERENCES roster (id),
	state TEXT NOT NULL DEFAULT 'draft',
	sent_at TEXT,
	sent_by TEXT REFERENCES member (id),
	note TEXT
) STRICT;
CREATE INDEX roster_by_tag ON roster (tag);
CREATE INDEX roster_by_unit ON roster (unit);
CREATE INDEX roster_by_programme ON roster (programme);
CREATE INDEX roster_by_previous ON roster (previous);
CREATE INDEX roster_by_sent_by ON roster (sent_by);
CREATE INDEX roster_by_state ON roster (state);

CREATE TABLE recipient (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	name TEXT NOT NULL,
	birth_date TEXT,
	sex TEXT,
	personal_id TEXT,
	school TEXT REFERENCES unit (id),
	"class" TEXT,
	grade INTEGER,
	unit TEXT REFERENCES unit (id),
	address TEXT,
	circumstance TEXT,
	certificate_year INTEGER,
	guardian TEXT,
	guardian_relation TEXT,
	phone TEXT,
	network TEXT,
	wish TEXT,
	has_device TEXT,
	household TEXT REFERENCES recipient (id),
	roster TEXT REFERENCES roster (id),
	state TEXT NOT NULL DEFAULT 'draft',
	proposed_at TEXT,
	proposed_by TEXT REFERENCES member (id),
	verified_at TEXT,
	verified_by TEXT REFERENCES member (id),
	approved_at TEXT,
	served_at TEXT,
	support_ended TEXT,
	note TEXT
) STRICT;
CREATE INDEX recipient_by_tag ON recipient (tag);
CREATE INDEX recipient_by_birth_date ON recipient (birth_date);
CREATE INDEX recipient_by_personal_id ON recipient (personal_id);
CREATE INDEX recipient_by_school ON recipient (school);
CREATE INDEX recipient_by_unit ON recipient (unit);
CREATE INDEX recipient_by_phone ON recipient (phone);
CREATE INDEX recipient_by_household ON recipient (household);
CREATE INDEX recipient_by_roster ON recipient (roster);
CREATE INDEX recipient_by_proposed_by ON recipient (proposed_by);
CREATE INDEX recipient_by_verified_by ON recipient (verified_by);
CREATE INDEX recipient_by_state ON recipient (state);

CREATE TABLE roster_line (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	roster TEXT NOT NULL REFERENCES roster (id),
	position INTEGER NOT NULL,
	recipient TEXT NOT NULL REFERENCES recipient (id)
) STRICT;
CREATE INDEX roster_line_by_roster ON roster_line (roster);
CREATE INDEX roster_line_by_recipient ON roster_line (recipient);

CREATE TABLE consent (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	recipient TEXT NOT NULL REFERENCES recipient (id),
	purpose TEXT NOT NULL,
	given_by TEXT NOT NULL,
	giver TEXT,
	given_on TEXT NOT NULL,
	evidence TEXT NOT NULL,
	state TEXT NOT NULL DEFAULT 'given',
	withdrawn_at TEXT,
	recorded_by TEXT REFERENCES member (id)
) STRICT;
CREATE INDEX consent_by_recipient ON consent (recipient);
CREATE INDEX consent_by_recorded_by ON consent (recorded_by);
CREATE INDEX consent_by_state ON consent (state);

CREATE TABLE approval (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	recipient TEXT NOT NULL REFERENCES recipient (id),
	roster TEXT REFERENCES roster (id),
	body TEXT NOT NULL,
	decision TEXT NOT NULL,
	at TEXT NOT NULL,
	"by" TEXT REFERENCES member (id),
	document TEXT,
	note TEXT
) STRICT;
CREATE INDEX approval_by_recipient ON approval (recipient);
CREATE INDEX approval_by_roster ON approval (roster);
CREATE INDEX approval_by_by ON approval ("by");

CREATE TABLE handover (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	name TEXT NOT NULL,
	on_date TEXT NOT NULL,
	place TEXT,
	unit TEXT REFERENCES unit (id),
	programme TEXT REFERENCES programme (id),
	giver TEXT,
	giver_title TEXT,
	receiver TEXT,
	receiver_title TEXT,
	state TEXT NOT NULL DEFAULT 'planned',
	closed_at TEXT,
	note TEXT
) STRICT;
CREATE INDEX handover_by_tag ON handover (tag);
CREATE INDEX handover_by_on_date ON handover (on_date);
CREATE INDEX handover_by_unit ON handover (unit);
CREATE INDEX handover_by_programme ON handover (programme);
CREATE INDEX handover_by_state ON handover (state);

CREATE TABLE kit (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	recipient TEXT NOT NULL REFERENCES recipient (id),
	device TEXT REFERENCES device (id),
	sim TEXT REFERENCES sim (id),
	handover TEXT REFERENCES handover (id),
	state TEXT NOT NULL DEFAULT 'reserved',
	reason TEXT,
	reserved_at TEXT,
	reserved_by TEXT REFERENCES member (id),
	reserved_until TEXT,
	given_at TEXT,
	given_by TEXT REFERENCES member (id),
	received_by TEXT,
	received_as TEXT,
	guided INTEGER,
	boots INTEGER,
	sim_until TEXT,
	substitutes TEXT REFERENCES kit (id),
	ended_at TEXT,
	note TEXT
) STRICT;
CREATE INDEX kit_by_tag ON kit (tag);
CREATE INDEX kit_by_recipient ON kit (recipient);
CREATE INDEX kit_by_device ON kit (device);
CREATE INDEX kit_by_sim ON kit (sim);
CREATE INDEX kit_by_handover ON kit (handover);
CREATE INDEX kit_by_reserved_by ON kit (reserved_by);
CREATE INDEX kit_by_reserved_until ON kit (reserved_until);
CREATE INDEX kit_by_given_by ON kit (given_by);
CREATE INDEX kit_by_substitutes ON kit (substitutes);
CREATE INDEX kit_by_state ON kit (state);

CREATE TABLE visit (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	kit TEXT NOT NULL REFERENCES kit (id),
	due TEXT NOT NULL,
	assigned TEXT REFERENCES member (id),
	state TEXT NOT NULL DEFAULT 'due',
	done_at TEXT,
	done_by TEXT REFERENCES member (id),
	result TEXT,
	note TEXT
) STRICT;
CREATE INDEX visit_by_kit ON visit (kit);
CREATE INDEX visit_by_due ON visit (due);
CREATE INDEX visit_by_assigned ON visit (assigned);
CREATE INDEX visit_by_done_by ON visit (done_by);
CREATE INDEX visit_by_state ON visit (state);

CREATE TABLE rights (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	recipient TEXT REFERENCES recipient (id),
	donor TEXT REFERENCES donor (id),
	asked TEXT NOT NULL,
	requester TEXT NOT NULL,
	received_at TEXT NOT NULL,
	involves_others INTEGER,
	answer_due TEXT,
	due TEXT,
	state TEXT NOT NULL DEFAULT 'open',
	answered_at TEXT,
	done_at TEXT,
	handled_by TEXT REFERENCES member (id),
	outcome TEXT
) STRICT;
CREATE INDEX rights_by_tag ON rights (tag);
CREATE INDEX rights_by_recipient ON rights (recipient);
CREATE INDEX rights_by_donor ON rights (donor);
CREATE INDEX rights_by_due ON rights (due);
CREATE INDEX rights_by_handled_by ON rights (handled_by);
CREATE INDEX rights_by_state ON rights (state);

CREATE TABLE closing (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	month TEXT NOT NULL,
	programme TEXT REFERENCES programme (id),
	closed_at TEXT NOT NULL,
	closed_by TEXT REFERENCES member (id),
	figures TEXT NOT NULL,
	sha256 TEXT NOT NULL
) STRICT;
CREATE INDEX closing_by_month ON closing (month);
CREATE INDEX closing_by_programme ON closing (programme);
CREATE INDEX closing_by_closed_by ON closing (closed_by);

INSERT INTO captured VALUES
	('roster', 0),
	('recipient', 0),
	('roster_line', 1),
	('consent', 0),
	('approval', 1),
	('handover', 0),
	('kit', 0),
	('visit', 0),
	('rights', 0),
	('closing', 1);
