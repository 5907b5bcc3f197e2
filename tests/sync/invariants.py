#!/usr/bin/env python3
"""The invariants of the sync, on a district at rest: every bench has synced until nothing waited.

  I1  what was committed on a bench is at the server or waits in the outbox; every value is the one
      in force, or was replaced by who knew it, or stands in a conflict, or was refused aloud
  I2  numbers of the inbox are dense per bench and epoch
  I3  numbers of a feed are dense
  I4  a bench holds what the server holds of its scopes, all kinds and columns, and nothing else
  I5  the fund's chains are whole, at the server and on every bench
  I6  integrity_check and foreign_key_check are clean
  I7  no row of another scope is on a bench

By itself:  invariants.py BOOK…   with PG* variables of an administrator; I1 only as far as the
outboxes tell.
"""
import collections
import hashlib
import json
import os
import sqlite3
import subprocess
import sys

# A step of the chain is money: a row says its own hash, in src/store/chain.c's way.
LOCAL = {"n", "id"}


def rows_of(psql):
	"""What the server shows, by scope: {scope: {(kind, id): (op, document)}}."""
	feeds = collections.defaultdict(dict)
	for scope, kind, row, op, payload in psql(
			"SELECT scope, tbl, row_id, op, payload FROM sync.feed"):
		feeds[scope][kind, row] = op, json.loads(payload) if payload else None
	return feeds


def book_rows(book):
	"""What a book holds of the kinds that travel, empty fields left out as the server does."""
	found = {}
	for (kind,) in book.execute("SELECT tbl FROM captured").fetchall():
		rows = book.execute(f'SELECT * FROM "{kind}"')
		names = [column[0] for column in rows.description]
		for values in rows:
			row = dict(zip(names, values))
			found[kind, row["id"]] = {name: value for name, value in row.items()
						  if name not in LOCAL and value is not None}
	return found


def digest(rows):
	lines = sorted(json.dumps([key, {k: str(v) for k, v in value.items()}], sort_keys=True)
		       for key, value in rows.items())
	return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def differences(ours, theirs, most=4):
	said = []
	for key in sorted(ours.keys() | theirs.keys()):
		a, b = ours.get(key), theirs.get(key)
		if a is None or b is None:
			said.append(f"{key[0]} {key[1]} only {'at the server' if a is None else 'here'}")
		else:
			said += [f"{key[0]} {key[1]} {name}: here {a.get(name)!r}, there {b.get(name)!r}"
				 for name in sorted(a.keys() | b.keys())
				 if str(a.get(name)) != str(b.get(name))]
	return said[:most]


def check_server(psql):
	said = [f"I2 {' '.join(row)}: not dense" for row in psql(
		"SELECT bench, epoch, count(*), min(seq), max(seq) FROM sync.inbox "
		"GROUP BY bench, epoch HAVING count(*) <> max(seq) - min(seq) + 1")]
	said += [f"I3 {' '.join(row)}: not dense" for row in psql(
		"SELECT s.scope, s.sseq, count(c.*), max(c.sseq) FROM sync.scope s "
		"LEFT JOIN sync.change c USING (scope) GROUP BY s.scope, s.sseq "
		"HAVING count(c.*) <> s.sseq OR coalesce(min(c.sseq), 1) <> 1 "
		"OR coalesce(max(c.sseq), 0) <> s.sseq")]
	said += [f"I3 {' '.join(row)}: a clock ran ahead into the feed" for row in psql(
		"SELECT scope, sseq, src, hlc FROM sync.change "
		"WHERE hlc > extract(epoch FROM at + interval '301 s') * 1000 LIMIT 3")]
	said += [f"I5 fund, chain {row[0]}, line {row[1]}: not after the one before" for row in psql(
		"SELECT chain, number FROM (SELECT *, lag(hash) OVER w AS hash_before, "
		"lag(number) OVER w AS number_before FROM data.fund WHERE gone IS NULL "
		"WINDOW w AS (PARTITION BY scope, chain ORDER BY number)) AS line "
		"WHERE number <> coalesce(number_before, 0) + 1 "
		"OR prev IS DISTINCT FROM hash_before LIMIT 3")]
	return said


def check_book(file, feeds, psql, hotroit=None):
	name = os.path.basename(str(file))
	book = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=30)
	role, own, shared, acked = book.execute(
		"SELECT role, own, shared, acked FROM sync_link").fetchone()
	epoch, = book.execute("SELECT value FROM meta WHERE key = 'epoch'").fetchone()
	ours = book_rows(book)
	theirs = {key: document for scope in (shared, own)
		  for key, (op, document) in feeds[scope].items() if op == "U"}
	elsewhere = {key: scope for scope, feed in feeds.items() if scope not in (own, shared)
		     for key in feed}
	said = [f"I7 {name}: {kind} {row} is of {elsewhere[kind, row]}" for kind, row in ours
		if (kind, row) not in theirs and (kind, row) in elsewhere][:3]
	if digest(ours) != digest(theirs):
		said += [f"I4 {name}: {line}" for line in differences(ours, theirs)]
	said += [f"I4 {name}: {way} {kind} {row} could not be kept: {why}" for way, kind, row, why in
		 book.execute("SELECT way, tbl, row_id, reason FROM sync_refused WHERE way = 'in'")]
	sent = {int(row[0]) for row in psql(f"SELECT seq FROM sync.inbox WHERE bench = '{role}' "
					    f"AND epoch = '{epoch}'")}
	said += [f"I1 {name}: entry {seq} ({kind} {row}) is nowhere" for seq, kind, row in book.execute(
		"SELECT seq, tbl, row_id FROM outbox WHERE seq <= ?", (acked,))
		if sent and seq >= min(sent) and seq not in sent][:3]
	said += [f"I6 {name}: {row[0]}" for row in book.execute("PRAGMA integrity_check(3)")
		 if row[0] != "ok"]
	said += [f"I6 {name}: {line}" for line in dangling(book, feeds)][:3]
	if book.execute("SELECT applying FROM sync_state").fetchone()[0]:
		said.append(f"I6 {name}: a fetch never ended")
	book.close()
	if hotroit:
		said += check_chains(name, file, hotroit)
	return said


def dangling(book, feeds):
	"""References to rows that are nowhere; one to a deleted, erased or moved row may stay."""
	known = {key for feed in feeds.values() for key in feed}
	for table, rowid, parent, number in book.execute("PRAGMA foreign_key_check").fetchall():
		column, = [key[3] for key in book.execute(f"PRAGMA foreign_key_list({table})")
			   if key[0] == number]
		value, = book.execute(f'SELECT "{column}" FROM "{table}" WHERE rowid = ?',
				      (rowid,)).fetchone()
		if (parent, value) not in known:
			yield f"{table} refers to {parent} {value}, which is nowhere"


def check_chains(name, file, hotroit):
	done = subprocess.run([hotroit, "doctor", "--db", str(file)], text=True, capture_output=True,
			      stdin=subprocess.DEVNULL)
	lines = [line for line in done.stdout.split("\n") if "Sổ quỹ" in line]
	if len(lines) == 1 and "liền mạch" in lines[0]:
		return []
	return [f"I5 {name}: {' '.join(lines) or done.stdout + done.stderr}"]


def check(psql, books, hotroit=None):
	"""Everything that needs no ledger. Lines of what is wrong."""
	feeds = rows_of(psql)
	said = check_server(psql)
	for file in books:
		said += check_book(file, feeds, psql, hotroit)
	return said


class Ledger:
	"""What the driver saw committed. Values are unique, so that each can be followed."""

	def __init__(self):
		self.edits = []    # dict: bench, epoch, seq, kind, row, name, value, before
		self.entries = {}  # (role, epoch, seq): (kind, row)
		self.erased = set()

	def restored(self, role, epoch, new_epoch, backup_seq, sent_seq):
		"""The bench goes back to a backup. What was neither in it nor sent is gone with the
		disk; what waits in it is sent in the new epoch."""
		def fate(bench, when, seq):
			if bench != role or when != epoch or seq <= sent_seq:
				return when
			return new_epoch if seq <= backup_seq else None
		for e in self.edits:
			e["epoch"] = fate(e["bench"], e["epoch"], e["seq"])
		self.edits = [e for e in self.edits if e["epoch"]]
		self.entries = {(bench, fate(bench, when, seq), seq): row
				for (bench, when, seq), row in self.entries.items()
				if fate(bench, when, seq)}

	def check(self, psql):
		sent, refused = set(), set()
		for bench, epoch, seq in psql("SELECT bench, epoch, seq FROM sync.inbox"):
			sent.add((bench, epoch, int(seq)))
		for bench, epoch, seq in psql("SELECT bench, epoch, seq FROM sync.reject"):
			refused.add((bench, epoch, int(seq)))
		said = [f"I1 entry {key[2]} of {key[0]} ({row[0]} {row[1]}) was committed and is nowhere"
			for key, row in self.entries.items() if key not in sent]
		known = collections.defaultdict(set)
		for feed in rows_of(psql).values():
			for (kind, row), (op, document) in feed.items():
				if op != "U":
					continue
				if kind == "conflict":
					known[document["kind"], document["row"], document["field"]].update(
						(document.get("kept"), document.get("lost")))
				for name, value in document.items():
					known[kind, row, name].add(str(value))
		for e in self.edits:
			known[e["kind"], e["row"], e["name"]].update(e["before"])
		for e in self.edits:
			key = e["kind"], e["row"], e["name"]
			if (e["value"] is not None and e["value"] not in known[key]
					and (e["kind"], e["row"]) not in self.erased
					and (e["bench"], e["epoch"], e["seq"]) not in refused):
				said.append(f"I1 {e['kind']} {e['row']} {e['name']}: {e['value']!r} of "
					    f"{e['bench']} was lost without a word")
		return said[:8]


def main():
	def psql(text):
		done = subprocess.run(["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-F", "\x1f", "-c",
				       text], text=True, capture_output=True, check=True)
		return [line.split("\x1f") for line in done.stdout.split("\n") if line]

	said = check(psql, sys.argv[1:], os.environ.get("HOTROIT", "hotroit"))
	print("\n".join(said))
	sys.exit(bool(said))


if __name__ == "__main__":
	main()
