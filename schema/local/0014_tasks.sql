-- Tasks of a plan with their money, the movement, pilot schools, yearly reviews. Columns as in
-- src/records.

CREATE TABLE task (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	plan TEXT,
	plan_item TEXT,
	programme TEXT REFERENCES programme (id),
	section TEXT,
	number INTEGER,
	name TEXT NOT NULL,
	lead TEXT,
	coordinators TEXT,
	starts TEXT,
	ends TEXT,
	printed TEXT,
	budget INTEGER,
	state_percent INTEGER,
	progress INTEGER,
	state TEXT NOT NULL DEFAULT 'not-started',
	reading TEXT,
	note TEXT
) STRICT;
CREATE INDEX task_by_tag ON task (tag);
CREATE INDEX task_by_programme ON task (programme);
CREATE INDEX task_by_state ON task (state);

CREATE TABLE phase (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	task TEXT NOT NULL REFERENCES task (id),
	position INTEGER NOT NULL,
	period TEXT,
	starts TEXT,
	ends TEXT,
	printed TEXT,
	budget INTEGER,
	note TEXT
) STRICT;
CREATE INDEX phase_by_task ON phase (task);

CREATE TABLE spending (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	task TEXT NOT NULL REFERENCES task (id),
	on_date TEXT NOT NULL,
	amount INTEGER NOT NULL,
	source TEXT NOT NULL,
	document TEXT,
	reverses TEXT REFERENCES spending (id),
	"by" TEXT REFERENCES member (id),
	note TEXT
) STRICT;
CREATE INDEX spending_by_task ON spending (task);
CREATE INDEX spending_by_on_date ON spending (on_date);
CREATE INDEX spending_by_reverses ON spending (reverses);
CREATE INDEX spending_by_by ON spending ("by");

CREATE TABLE activity (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	on_date TEXT NOT NULL,
	unit TEXT REFERENCES unit (id),
	programme TEXT REFERENCES programme (id),
	plan TEXT,
	plan_item TEXT,
	area INTEGER,
	about TEXT,
	participants INTEGER,
	result TEXT,
	note TEXT
) STRICT;
CREATE INDEX activity_by_tag ON activity (tag);
CREATE INDEX activity_by_on_date ON activity (on_date);
CREATE INDEX activity_by_unit ON activity (unit);
CREATE INDEX activity_by_programme ON activity (programme);

CREATE TABLE pilot (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	plan TEXT NOT NULL,
	plan_item TEXT NOT NULL,
	programme TEXT REFERENCES programme (id),
	school TEXT NOT NULL REFERENCES unit (id),
	content TEXT,
	starts TEXT,
	ends TEXT,
	state TEXT NOT NULL DEFAULT 'proposed',
	waiver TEXT,
	note TEXT
) STRICT;
CREATE INDEX pilot_by_tag ON pilot (tag);
CREATE INDEX pilot_by_programme ON pilot (programme);
CREATE INDEX pilot_by_school ON pilot (school);
CREATE INDEX pilot_by_state ON pilot (state);

CREATE TABLE evaluation (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	unit TEXT NOT NULL REFERENCES unit (id),
	year INTEGER NOT NULL,
	criteria TEXT,
	points INTEGER NOT NULL,
	rank TEXT,
	body TEXT,
	note TEXT
) STRICT;
CREATE INDEX evaluation_by_unit ON evaluation (unit);
CREATE INDEX evaluation_by_year ON evaluation (year);

INSERT INTO captured VALUES
	('task', 0),
	('phase', 0),
	('spending', 1),
	('activity', 0),
	('pilot', 0),
	('evaluation', 0);
