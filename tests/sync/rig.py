"""A district on a real PostgreSQL and benches with the real hotroit, for the long proofs of the sync.

Books are only read here (sqlite3, read-only); whatever is written, hotroit writes.
"""
import json
import os
import pathlib
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
CLUSTER = HERE.parents[1] / "packaging" / "district" / "cluster"
CLOCK = HERE.parent / "fake" / "clock"
POSTGRES = pathlib.Path("/usr/lib/postgresql/15/bin/initdb")
DISTRICT = "gia-lam"
STEPS = ["push.hello", "push.copied", "push.committed", "push.acked", "pull.fetched", "pull.taken"]
UNAVAILABLE = 69
NOT_PERMITTED = 77


def skip_unless_possible():
	"""Exit code 77 says to ctest that it could not run, and why."""
	if not POSTGRES.exists():
		print("no PostgreSQL 15 here (apt-get install postgresql)")
		sys.exit(77)


def free_port():
	with socket.socket() as probe:
		probe.bind(("", 0))
		return probe.getsockname()[1]


def clean_env(**more):
	kept = {k: v for k, v in os.environ.items()
		if not k.startswith(("PG", "HOTROIT_", "LC_", "LANG"))}
	kept.update(LC_ALL="C.UTF-8", **more)
	return kept


class District:
	def __init__(self, folder, hotroit):
		self.folder, self.hotroit = pathlib.Path(folder), str(hotroit)
		self.folder.mkdir(parents=True, exist_ok=True)
		os.chmod(self.folder, 0o711)
		self.pg = self.folder / "pg"
		self.port = free_port()
		self.env = clean_env(PGHOST=str(self.pg), PGPORT=str(self.port), PGUSER="postgres",
				     PGDATABASE="hotroit", XDG_DATA_HOME=str(self.folder / "data"))

	def start(self):
		subprocess.run([CLUSTER, "start", self.pg, "localhost", str(self.port), "fsync=off",
				"full_page_writes=off", "autovacuum=off"], env=self.env,
			       check=True, stdin=subprocess.DEVNULL)

	def stop(self, how="immediate"):
		subprocess.run([CLUSTER, "stop", self.pg, how], env=self.env, check=False,
			       stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

	def run(self, *args, check=True):
		"""hotroit district …"""
		done = subprocess.run([self.hotroit, "district", *args], env=self.env, text=True,
				      capture_output=True, stdin=subprocess.DEVNULL)
		if check and done.returncode:
			raise RuntimeError(f"district {args[0]}: {done.stderr}")
		return done

	def sql(self, text):
		"""Rows, each a list of text."""
		done = subprocess.run(["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-F", "\x1f", "-c",
				       text], env=self.env, text=True, capture_output=True,
				      stdin=subprocess.DEVNULL)
		if done.returncode:
			raise RuntimeError(done.stderr)
		return [line.split("\x1f") for line in done.stdout.split("\n") if line]

	def value(self, text):
		rows = self.sql(text)
		return rows[0][0] if rows else None

	def bundle(self, name, unit, coordinator=False):
		"""Enrols, or moves, a bench; the file for it."""
		if not (self.pg / f"{name}.crt").exists():
			subprocess.run([CLUSTER, "certificate", self.pg, name], env=self.env,
				       check=True, stdin=subprocess.DEVNULL)
		file = self.folder / f"{name}.bundle"
		file.unlink(missing_ok=True)
		self.run("enroll", name, unit, "--host", "localhost", "--ca", self.pg / "ca.crt",
			 "--cert", self.pg / f"{name}.crt", "--key", self.pg / f"{name}.key",
			 "--output", file, *(["--coordinator"] if coordinator else []))
		return file


class Bench:
	def __init__(self, district, name, unit, coordinator=False):
		self.district, self.name, self.unit = district, name, unit
		self.coordinator = coordinator
		self.role = f"hotroit_b_{name}"
		self.book = district.folder / f"{name}.db"
		self.env = clean_env(XDG_DATA_HOME=str(district.folder / "data"))
		self.join()

	def join(self):
		file = self.district.bundle(self.name, self.unit, self.coordinator)
		if self.run("sync", "--join", file).returncode:
			raise RuntimeError(f"{self.name} did not join")

	def run(self, verb, *args, fail=None, clock=None, kill_after=None, program=None):
		"""hotroit on this book. FAIL: a failpoint; CLOCK: as tests/fake/clock takes it; KILL_AFTER: s."""
		command = [program or self.district.hotroit, verb, "--db", self.book, *args]
		env = self.env if not fail else dict(self.env, HOTROIT_FAIL=fail)
		if clock:
			command = [CLOCK, clock, *command]
		with subprocess.Popen([str(x) for x in command], env=env, text=True,
				      stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
				      stderr=subprocess.PIPE, start_new_session=True) as child:
			timer = None
			if kill_after is not None:
				timer = threading.Timer(kill_after, kill_group, [child.pid])
				timer.start()
			out, said = child.communicate()
			if timer:
				timer.cancel()
		return subprocess.CompletedProcess(command, child.returncode, out, said)

	def sync(self, **faults):
		return self.run("sync", **faults)

	def read(self, text, *values):
		with sqlite3.connect(f"file:{self.book}?mode=ro", uri=True, timeout=30) as book:
			rows = book.execute(text, values).fetchall()
		book.close()
		return rows

	def one(self, text, *values):
		rows = self.read(text, *values)
		return rows[0][0] if rows else None

	def waiting(self):
		return self.one("SELECT count(*) FROM outbox WHERE seq > (SELECT acked FROM sync_link)")

	def epoch(self):
		return self.one("SELECT value FROM meta WHERE key = 'epoch'")


def kill_group(pid):
	try:
		os.killpg(pid, signal.SIGKILL)
	except ProcessLookupError:
		pass


def settle(district, benches, rounds=8):
	"""Everyone syncs until nothing waits and all have seen all. What stood in the way, or nothing."""
	said = []
	for _ in range(rounds):
		said = []
		for bench in benches:
			done = bench.sync()
			if done.returncode:
				said.append(f"{bench.name}: sync {done.returncode}: {done.stderr.strip()}")
		heads = dict(district.sql("SELECT scope, sseq FROM sync.scope"))
		for bench in benches:
			own, seen, shared, shared_seen = bench.read(
				"SELECT own, own_seen, shared, shared_seen FROM sync_link")[0]
			if bench.waiting():
				said.append(f"{bench.name}: {bench.waiting()} wait")
			if str(seen) != heads.get(own) or str(shared_seen) != heads.get(shared, "0"):
				said.append(f"{bench.name}: not at the feed's end")
		if not said:
			return []
		time.sleep(0.1)
	return said


def documents(text_rows):
	return [[*row[:-1], json.loads(row[-1]) if row[-1] else None] for row in text_rows]
