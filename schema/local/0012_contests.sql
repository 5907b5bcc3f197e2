-- Contests: from a plan's words to announced results. Columns as in src/records.

CREATE TABLE contest (
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
	theme TEXT,
	place TEXT,
	within TEXT REFERENCES unit (id),
	opens TEXT,
	deadline TEXT,
	late TEXT,
	announce_on TEXT,
	blind INTEGER,
	needs_file INTEGER,
	prize_by TEXT,
	group_max INTEGER,
	board_decision TEXT,
	panel_decision TEXT,
	report_to TEXT,
	state TEXT NOT NULL DEFAULT 'draft',
	published_at TEXT,
	note TEXT
) STRICT;
CREATE INDEX contest_by_tag ON contest (tag);
CREATE INDEX contest_by_programme ON contest (programme);
CREATE INDEX contest_by_within ON contest (within);
CREATE INDEX contest_by_blind ON contest (blind);
CREATE INDEX contest_by_state ON contest (state);

CREATE TABLE division (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	contest TEXT NOT NULL REFERENCES contest (id),
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	audience TEXT,
	first_prizes INTEGER,
	second_prizes INTEGER,
	third_prizes INTEGER,
	consolations INTEGER,
	collectives INTEGER
) STRICT;
CREATE INDEX division_by_contest ON division (contest);

CREATE TABLE category (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	contest TEXT NOT NULL REFERENCES contest (id),
	code TEXT NOT NULL,
	name TEXT NOT NULL
) STRICT;
CREATE INDEX category_by_contest ON category (contest);

CREATE TABLE criterion (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	contest TEXT NOT NULL REFERENCES contest (id),
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	weight INTEGER NOT NULL,
	most INTEGER NOT NULL
) STRICT;
CREATE INDEX criterion_by_contest ON criterion (contest);

CREATE TABLE entry (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	contest TEXT NOT NULL REFERENCES contest (id),
	division TEXT REFERENCES division (id),
	category TEXT REFERENCES category (id),
	title TEXT,
	kind TEXT,
	unit TEXT REFERENCES unit (id),
	received_at TEXT NOT NULL,
	received_by TEXT REFERENCES member (id),
	source_key TEXT,
	blind TEXT,
	state TEXT NOT NULL DEFAULT 'received',
	flaws TEXT,
	reason TEXT,
	note TEXT
) STRICT;
CREATE INDEX entry_by_tag ON entry (tag);
CREATE INDEX entry_by_contest ON entry (contest);
CREATE INDEX entry_by_division ON entry (division);
CREATE INDEX entry_by_category ON entry (category);
CREATE INDEX entry_by_unit ON entry (unit);
CREATE INDEX entry_by_received_by ON entry (received_by);
CREATE INDEX entry_by_source_key ON entry (source_key);
CREATE INDEX entry_by_blind ON entry (blind);
CREATE INDEX entry_by_state ON entry (state);

CREATE TABLE entrant (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	entry TEXT NOT NULL REFERENCES entry (id),
	name TEXT NOT NULL,
	birth_date TEXT,
	audience TEXT,
	"class" TEXT,
	unit TEXT REFERENCES unit (id),
	phone TEXT,
	agrees INTEGER,
	guardian_agrees INTEGER,
	evidence TEXT
) STRICT;
CREATE INDEX entrant_by_entry ON entrant (entry);
CREATE INDEX entrant_by_birth_date ON entrant (birth_date);
CREATE INDEX entrant_by_unit ON entrant (unit);

CREATE TABLE judge (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	contest TEXT NOT NULL REFERENCES contest (id),
	name TEXT NOT NULL,
	code TEXT NOT NULL,
	member TEXT REFERENCES member (id),
	organisation TEXT,
	unit TEXT REFERENCES unit (id),
	role TEXT NOT NULL,
	decision TEXT,
	decided_on TEXT
) STRICT;
CREATE INDEX judge_by_contest ON judge (contest);
CREATE INDEX judge_by_member ON judge (member);
CREATE INDEX judge_by_unit ON judge (unit);

CREATE TABLE recusal (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	judge TEXT NOT NULL REFERENCES judge (id),
	entry TEXT NOT NULL REFERENCES entry (id),
	why TEXT NOT NULL,
	state TEXT NOT NULL DEFAULT 'stands',
	at TEXT NOT NULL,
	"by" TEXT REFERENCES member (id),
	note TEXT
) STRICT;
CREATE INDEX recusal_by_judge ON recusal (judge);
CREATE INDEX recusal_by_entry ON recusal (entry);
CREATE INDEX recusal_by_state ON recusal (state);
CREATE INDEX recusal_by_by ON recusal ("by");

CREATE TABLE score (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	entry TEXT NOT NULL REFERENCES entry (id),
	judge TEXT NOT NULL REFERENCES judge (id),
	criterion TEXT NOT NULL REFERENCES criterion (id),
	points INTEGER NOT NULL,
	replaces TEXT REFERENCES score (id),
	reason TEXT,
	"by" TEXT REFERENCES member (id),
	at TEXT NOT NULL
) STRICT;
CREATE INDEX score_by_entry ON score (entry);
CREATE INDEX score_by_judge ON score (judge);
CREATE INDEX score_by_criterion ON score (criterion);
CREATE INDEX score_by_replaces ON score (replaces);
CREATE INDEX score_by_by ON score ("by");

CREATE TABLE ruling (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	contest TEXT NOT NULL REFERENCES contest (id),
	division TEXT NOT NULL REFERENCES division (id),
	entry TEXT REFERENCES entry (id),
	unit TEXT REFERENCES unit (id),
	position INTEGER NOT NULL,
	reason TEXT NOT NULL,
	document TEXT,
	"by" TEXT REFERENCES member (id),
	at TEXT NOT NULL
) STRICT;
CREATE INDEX ruling_by_contest ON ruling (contest);
CREATE INDEX ruling_by_division ON ruling (division);
CREATE INDEX ruling_by_entry ON ruling (entry);
CREATE INDEX ruling_by_unit ON ruling (unit);
CREATE INDEX ruling_by_by ON ruling ("by");

CREATE TABLE prize (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	contest TEXT NOT NULL REFERENCES contest (id),
	division TEXT NOT NULL REFERENCES division (id),
	category TEXT REFERENCES category (id),
	entry TEXT REFERENCES entry (id),
	unit TEXT REFERENCES unit (id),
	"rank" TEXT NOT NULL,
	score INTEGER,
	state TEXT NOT NULL DEFAULT 'proposed',
	code TEXT,
	number TEXT,
	awarded_at TEXT,
	reason TEXT
) STRICT;
CREATE INDEX prize_by_contest ON prize (contest);
CREATE INDEX prize_by_division ON prize (division);
CREATE INDEX prize_by_category ON prize (category);
CREATE INDEX prize_by_entry ON prize (entry);
CREATE INDEX prize_by_unit ON prize (unit);
CREATE INDEX prize_by_state ON prize (state);
CREATE INDEX prize_by_code ON prize (code);

INSERT INTO captured VALUES
	('contest', 0),
	('division', 0),
	('category', 0),
	('criterion', 0),
	('entry', 0),
	('entrant', 0),
	('judge', 0),
	('recusal', 0),
	('score', 1),
	('ruling', 1),
	('prize', 0);
