-- Courses and seminars: from a plan's words to certificates. Columns as in src/records; who a
-- person is stands apart, as in 0011_apart.sql.

CREATE TABLE course (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	name TEXT NOT NULL,
	programme TEXT REFERENCES programme (id),
	plan TEXT,
	plan_item TEXT,
	year INTEGER,
	audience TEXT,
	audience_note TEXT,
	mode TEXT,
	certifies INTEGER,
	minutes INTEGER,
	attend_percent INTEGER,
	quota INTEGER,
	starts TEXT,
	ends TEXT,
	place TEXT,
	partners TEXT,
	organisation TEXT,
	state TEXT NOT NULL DEFAULT 'planned',
	completed_at TEXT,
	note TEXT
) STRICT;
CREATE INDEX course_by_tag ON course (tag);
CREATE INDEX course_by_programme ON course (programme);
CREATE INDEX course_by_state ON course (state);

CREATE TABLE session (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	course TEXT NOT NULL REFERENCES course (id),
	day TEXT,
	starts TEXT,
	minutes INTEGER NOT NULL,
	place TEXT,
	topic TEXT,
	trainer TEXT REFERENCES member (id),
	trainer_name TEXT,
	organisation TEXT,
	cancelled INTEGER,
	note TEXT
) STRICT;
CREATE INDEX session_by_tag ON session (tag);
CREATE INDEX session_by_course ON session (course);
CREATE INDEX session_by_day ON session (day);
CREATE INDEX session_by_trainer ON session (trainer);

CREATE TABLE registration (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	course TEXT NOT NULL REFERENCES course (id),
	audience TEXT,
	unit TEXT REFERENCES unit (id),
	"class" TEXT,
	member TEXT REFERENCES member (id),
	registered_at TEXT,
	state TEXT NOT NULL DEFAULT 'asked',
	flaws TEXT,
	reason TEXT,
	attended INTEGER,
	code TEXT,
	number TEXT,
	completed_on TEXT
) STRICT;
CREATE INDEX registration_by_tag ON registration (tag);
CREATE INDEX registration_by_course ON registration (course);
CREATE INDEX registration_by_unit ON registration (unit);
CREATE INDEX registration_by_member ON registration (member);
CREATE INDEX registration_by_state ON registration (state);
CREATE INDEX registration_by_code ON registration (code);
CREATE TABLE registration_pii (
	n INTEGER PRIMARY KEY REFERENCES registration (n),
	name TEXT NOT NULL,
	birth_date TEXT,
	phone TEXT,
	note TEXT
) STRICT;
CREATE INDEX registration_by_birth_date ON registration_pii (birth_date);
CREATE INDEX registration_by_phone ON registration_pii (phone);
CREATE TRIGGER registration_gone AFTER DELETE ON registration
BEGIN
	DELETE FROM registration_pii WHERE n = old.n;
END;
CREATE VIEW registration_whole AS
	SELECT it.n, id, created_at, updated_at, tag, course, name, birth_date, audience, unit,
		"class", phone, member, registered_at, state, flaws, reason, attended, code, number,
		completed_on, note
	FROM registration AS it LEFT JOIN registration_pii AS pii ON pii.n = it.n;

CREATE TABLE attendance (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	session TEXT NOT NULL REFERENCES session (id),
	registration TEXT NOT NULL REFERENCES registration (id),
	minutes INTEGER NOT NULL,
	how TEXT NOT NULL,
	at TEXT NOT NULL,
	"by" TEXT REFERENCES member (id),
	state TEXT NOT NULL DEFAULT 'counted',
	reason TEXT
) STRICT;
CREATE INDEX attendance_by_session ON attendance (session);
CREATE INDEX attendance_by_registration ON attendance (registration);
CREATE INDEX attendance_by_by ON attendance ("by");
CREATE INDEX attendance_by_state ON attendance (state);

INSERT INTO captured VALUES
	('course', 0),
	('session', 0),
	('registration', 0),
	('attendance', 0);
