-- The bench's day: people and units, donations, repair and stock, requests, liquidation and the
-- fund. Columns as in src/records; what a form may leave empty may be NULL.

CREATE TABLE unit (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	name TEXT NOT NULL,
	kind TEXT,
	code TEXT,
	parent TEXT REFERENCES unit (id),
	level TEXT,
	valid_from TEXT,
	valid_to TEXT,
	address TEXT,
	note TEXT
) STRICT;
CREATE INDEX unit_by_parent ON unit (parent);
CREATE INDEX unit_by_code ON unit (code);
CREATE INDEX unit_by_kind ON unit (kind);

CREATE TABLE succession (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	from_unit TEXT NOT NULL REFERENCES unit (id),
	to_unit TEXT NOT NULL REFERENCES unit (id),
	on_date TEXT NOT NULL,
	note TEXT
) STRICT;
CREATE INDEX succession_by_from_unit ON succession (from_unit);
CREATE INDEX succession_by_to_unit ON succession (to_unit);

CREATE TABLE programme (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	name TEXT NOT NULL,
	plan TEXT,
	unit TEXT REFERENCES unit (id),
	starts TEXT,
	ends TEXT,
	wipe_policy TEXT,
	note TEXT
) STRICT;
CREATE INDEX programme_by_unit ON programme (unit);

CREATE TABLE team (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	unit TEXT REFERENCES unit (id),
	programme TEXT REFERENCES programme (id),
	founded TEXT,
	ended TEXT,
	note TEXT
) STRICT;
CREATE INDEX team_by_unit ON team (unit);
CREATE INDEX team_by_programme ON team (programme);

CREATE TABLE member (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	name TEXT NOT NULL,
	short TEXT,
	team TEXT REFERENCES team (id),
	role TEXT NOT NULL,
	phone TEXT,
	skills TEXT,
	"left" TEXT,
	note TEXT
) STRICT;
CREATE INDEX member_by_team ON member (team);
CREATE INDEX member_by_short ON member (short);

CREATE TABLE donor (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	contact TEXT,
	phone TEXT,
	email TEXT,
	address TEXT,
	unit TEXT REFERENCES unit (id),
	thanks TEXT,
	note TEXT
) STRICT;
CREATE INDEX donor_by_unit ON donor (unit);
CREATE INDEX donor_by_phone ON donor (phone);

CREATE TABLE pledge (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	donor TEXT NOT NULL REFERENCES donor (id),
	what TEXT NOT NULL,
	quantity INTEGER,
	amount INTEGER,
	promised TEXT,
	due TEXT,
	state TEXT NOT NULL DEFAULT 'promised',
	donation TEXT REFERENCES donation (id),
	note TEXT
) STRICT;
CREATE INDEX pledge_by_tag ON pledge (tag);
CREATE INDEX pledge_by_donor ON pledge (donor);
CREATE INDEX pledge_by_donation ON pledge (donation);
CREATE INDEX pledge_by_state_due ON pledge (state, due);

CREATE TABLE donation (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	donor TEXT NOT NULL REFERENCES donor (id),
	kind TEXT NOT NULL,
	received_at TEXT NOT NULL,
	received_by TEXT REFERENCES member (id),
	quantity INTEGER,
	amount INTEGER,
	value_estimate INTEGER,
	description TEXT,
	wipe_consent TEXT,
	pledge TEXT REFERENCES pledge (id),
	programme TEXT REFERENCES programme (id),
	team TEXT REFERENCES team (id),
	state TEXT NOT NULL DEFAULT 'open',
	note TEXT
) STRICT;
CREATE INDEX donation_by_tag ON donation (tag);
CREATE INDEX donation_by_donor ON donation (donor);
CREATE INDEX donation_by_received_at ON donation (received_at);
CREATE INDEX donation_by_state ON donation (state);
CREATE INDEX donation_by_pledge ON donation (pledge);
CREATE INDEX donation_by_programme ON donation (programme);
CREATE INDEX donation_by_team ON donation (team);

ALTER TABLE device ADD COLUMN donation TEXT REFERENCES donation (id);
ALTER TABLE device ADD COLUMN condition TEXT;
ALTER TABLE device ADD COLUMN received_at TEXT;
ALTER TABLE device ADD COLUMN received_by TEXT REFERENCES member (id);
ALTER TABLE device ADD COLUMN accessories TEXT;
ALTER TABLE device ADD COLUMN wipe_consent TEXT;
ALTER TABLE device ADD COLUMN media_removed TEXT;
ALTER TABLE device ADD COLUMN battery_safety TEXT;
ALTER TABLE device ADD COLUMN data_state TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE device ADD COLUMN tests_state TEXT NOT NULL DEFAULT 'not-run';
ALTER TABLE device ADD COLUMN custody TEXT NOT NULL DEFAULT 'bench';
ALTER TABLE device ADD COLUMN former TEXT REFERENCES device (id);
ALTER TABLE device ADD COLUMN team TEXT REFERENCES team (id);
ALTER TABLE device ADD COLUMN liquidation TEXT REFERENCES liquidation (id);
ALTER TABLE device ADD COLUMN waiver TEXT;
ALTER TABLE device ADD COLUMN photo TEXT;
ALTER TABLE device ADD COLUMN value_estimate INTEGER;
ALTER TABLE device ADD COLUMN boots TEXT;
ALTER TABLE device ADD COLUMN imei TEXT;
CREATE INDEX device_by_donation ON device (donation);
CREATE INDEX device_by_state ON device (state);
CREATE INDEX device_by_received_at ON device (received_at);
CREATE INDEX device_by_team ON device (team);
CREATE INDEX device_by_liquidation ON device (liquidation);
CREATE INDEX device_by_former ON device (former);

ALTER TABLE sim ADD COLUMN donation TEXT REFERENCES donation (id);
ALTER TABLE sim ADD COLUMN team TEXT REFERENCES team (id);
CREATE INDEX sim_by_donation ON sim (donation);
CREATE INDEX sim_by_state ON sim (state);
CREATE INDEX sim_by_expires ON sim (expires);
CREATE INDEX sim_by_team ON sim (team);

CREATE TABLE accessory (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	kind TEXT NOT NULL,
	model TEXT,
	rating TEXT,
	connector TEXT,
	device TEXT REFERENCES device (id),
	donation TEXT REFERENCES donation (id),
	condition TEXT,
	state TEXT DEFAULT 'on-shelf',
	shelf TEXT,
	note TEXT
) STRICT;
CREATE INDEX accessory_by_tag ON accessory (tag);
CREATE INDEX accessory_by_device ON accessory (device);
CREATE INDEX accessory_by_donation ON accessory (donation);
CREATE INDEX accessory_by_kind_state ON accessory (kind, state);

CREATE TABLE repair (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	device TEXT NOT NULL REFERENCES device (id),
	opened_at TEXT NOT NULL,
	opened_by TEXT REFERENCES member (id),
	symptom TEXT NOT NULL,
	diagnosis TEXT,
	action TEXT,
	repairer TEXT REFERENCES member (id),
	minutes INTEGER,
	cost INTEGER,
	state TEXT NOT NULL DEFAULT 'open',
	result TEXT,
	barrier TEXT,
	waiting_for TEXT,
	closed_at TEXT,
	before_snapshot TEXT,
	after_snapshot TEXT,
	request TEXT REFERENCES request (id),
	note TEXT
) STRICT;
CREATE INDEX repair_by_tag ON repair (tag);
CREATE INDEX repair_by_device ON repair (device);
CREATE INDEX repair_by_repairer ON repair (repairer);
CREATE INDEX repair_by_request ON repair (request);
CREATE INDEX repair_by_state_opened_at ON repair (state, opened_at);

CREATE TABLE part (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	kind TEXT NOT NULL,
	spec TEXT,
	type TEXT,
	size INTEGER,
	form TEXT,
	condition TEXT,
	state TEXT NOT NULL DEFAULT 'on-shelf',
	shelf TEXT,
	from_device TEXT REFERENCES device (id),
	donation TEXT REFERENCES donation (id),
	purchase TEXT REFERENCES purchase (id),
	repair TEXT REFERENCES repair (id),
	device TEXT REFERENCES device (id),
	cost INTEGER,
	note TEXT
) STRICT;
CREATE INDEX part_by_tag ON part (tag);
CREATE INDEX part_by_kind_state ON part (kind, state);
CREATE INDEX part_by_from_device ON part (from_device);
CREATE INDEX part_by_donation ON part (donation);
CREATE INDEX part_by_purchase ON part (purchase);
CREATE INDEX part_by_repair ON part (repair);
CREATE INDEX part_by_device ON part (device);

CREATE TABLE request (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	received_at TEXT NOT NULL,
	requester TEXT NOT NULL,
	phone TEXT,
	device TEXT REFERENCES device (id),
	unit TEXT REFERENCES unit (id),
	channel TEXT,
	symptom TEXT NOT NULL,
	assigned TEXT REFERENCES member (id),
	first_contact_at TEXT,
	first_contact_by TEXT REFERENCES member (id),
	waiting_since TEXT,
	waited_minutes INTEGER,
	resolved_at TEXT,
	resolution TEXT,
	state TEXT NOT NULL DEFAULT 'open',
	repair TEXT REFERENCES repair (id),
	note TEXT
) STRICT;
CREATE INDEX request_by_tag ON request (tag);
CREATE INDEX request_by_device ON request (device);
CREATE INDEX request_by_unit ON request (unit);
CREATE INDEX request_by_assigned ON request (assigned);
CREATE INDEX request_by_repair ON request (repair);
CREATE INDEX request_by_state_received_at ON request (state, received_at);

CREATE TABLE duty (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	member TEXT NOT NULL REFERENCES member (id),
	team TEXT REFERENCES team (id),
	from_time TEXT NOT NULL,
	to_time TEXT NOT NULL,
	note TEXT
) STRICT;
CREATE INDEX duty_by_member ON duty (member);
CREATE INDEX duty_by_to_time ON duty (to_time);

CREATE TABLE liquidation (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	name TEXT NOT NULL,
	basis TEXT,
	method TEXT,
	state TEXT NOT NULL DEFAULT 'draft',
	proposed_by TEXT REFERENCES member (id),
	approved_by_1 TEXT REFERENCES member (id),
	approved_at_1 TEXT,
	approved_by_2 TEXT REFERENCES member (id),
	approved_at_2 TEXT,
	buyer TEXT,
	amount INTEGER,
	settled_on TEXT,
	note TEXT
) STRICT;
CREATE INDEX liquidation_by_tag ON liquidation (tag);
CREATE INDEX liquidation_by_state ON liquidation (state);

CREATE TABLE fund (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	at TEXT NOT NULL,
	kind TEXT NOT NULL,
	direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
	amount INTEGER NOT NULL CHECK (amount > 0),
	description TEXT NOT NULL,
	party TEXT,
	voucher TEXT,
	donation TEXT REFERENCES donation (id),
	liquidation TEXT REFERENCES liquidation (id),
	purchase TEXT REFERENCES purchase (id),
	repair TEXT REFERENCES repair (id),
	reverses TEXT REFERENCES fund (id),
	"by" TEXT REFERENCES member (id),
	chain TEXT NOT NULL,
	number INTEGER NOT NULL,
	prev TEXT,
	hash TEXT NOT NULL
) STRICT;
CREATE INDEX fund_by_at ON fund (at);
CREATE INDEX fund_by_chain_number ON fund (chain, number);
CREATE INDEX fund_by_donation ON fund (donation);
CREATE INDEX fund_by_liquidation ON fund (liquidation);
CREATE INDEX fund_by_purchase ON fund (purchase);
CREATE INDEX fund_by_repair ON fund (repair);
CREATE INDEX fund_by_reverses ON fund (reverses);

CREATE TABLE purchase (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	bought_on TEXT NOT NULL,
	what TEXT NOT NULL,
	quantity INTEGER,
	amount INTEGER NOT NULL,
	seller TEXT,
	invoice TEXT,
	bought_by TEXT REFERENCES member (id),
	approved_by TEXT REFERENCES member (id),
	state TEXT DEFAULT 'bought',
	note TEXT
) STRICT;
CREATE INDEX purchase_by_tag ON purchase (tag);
CREATE INDEX purchase_by_bought_on ON purchase (bought_on);
CREATE INDEX purchase_by_state ON purchase (state);

CREATE TABLE wipe (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	tag TEXT NOT NULL,
	device TEXT NOT NULL REFERENCES device (id),
	disk TEXT NOT NULL,
	medium TEXT,
	level TEXT,
	method TEXT NOT NULL,
	tool TEXT,
	started_at TEXT,
	finished_at TEXT,
	wiped_by TEXT NOT NULL REFERENCES member (id),
	result TEXT,
	verified_by TEXT REFERENCES member (id),
	verified_at TEXT,
	verify_method TEXT,
	sample_hash TEXT,
	override_reason TEXT,
	note TEXT,
	superseded INTEGER
) STRICT;
CREATE INDEX wipe_by_tag ON wipe (tag);
CREATE INDEX wipe_by_device ON wipe (device);
CREATE INDEX wipe_by_wiped_by ON wipe (wiped_by);

CREATE TABLE step (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	kind TEXT NOT NULL,
	subject TEXT NOT NULL,
	action TEXT NOT NULL,
	from_state TEXT,
	to_state TEXT,
	at TEXT NOT NULL,
	"by" TEXT REFERENCES member (id),
	by_name TEXT,
	waiver TEXT,
	note TEXT,
	undoes TEXT
) STRICT;
CREATE INDEX step_by_subject ON step (subject, n);
CREATE INDEX step_by_undoes ON step (undoes);
CREATE INDEX step_by_at ON step (at);

CREATE TABLE audit (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	at TEXT NOT NULL,
	who TEXT REFERENCES member (id),
	who_name TEXT,
	bench TEXT,
	kind TEXT NOT NULL,
	"row" TEXT NOT NULL,
	op TEXT,
	changes TEXT
) STRICT;
CREATE INDEX audit_by_row ON audit ("row", n);
CREATE INDEX audit_by_at ON audit (at);

INSERT INTO captured VALUES
	('unit', 0),
	('succession', 0),
	('programme', 0),
	('team', 0),
	('member', 0),
	('donor', 0),
	('pledge', 0),
	('donation', 0),
	('accessory', 0),
	('repair', 0),
	('part', 0),
	('request', 0),
	('duty', 0),
	('liquidation', 0),
	('fund', 1),
	('purchase', 0),
	('wipe', 0),
	('step', 1),
	('audit', 1);
