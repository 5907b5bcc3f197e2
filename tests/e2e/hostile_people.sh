#!/bin/sh
# Hostile words in every field of a pupil, by command, from a file, and from another bench through a
# real server: each is kept as it came or refused in one line that names the field; what is shown
# and printed has no control byte and turns no direction; nothing is taken for a command.
set -u
. "$SRC/tests/e2e/sync_rig"

cat >"$work/try.py" <<'END'
import csv, json, os, re, subprocess, sys
h, book, other = sys.argv[1:4]
env = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
TEXTS = ["name", "personal_id", "class", "address", "guardian", "phone", "note", "birth_date",
    "circumstance", "certificate_year", "grade", "school", "roster", "household", "sex"]
WORDS = {
    "quotes": "O'Hà \"x\" \\ ; -- ' OR 1=1; DROP TABLE recipient; `id` $(id)",
    "format": "%s%n%1000000d {0} ${x}",
    "formula": "=cmd|' /C calc'!A0",
    "markup": "<script>alert(1)</script> &amp; <b> ]]> </text>",
    "bidi": "Lan \u202e\u2066gnurt\u2069 \u200f\u200b",
    "long": "ễ" * 500,
    "longer": "x" * 70000,
    "marks": "a" + "\u0301\u0323" * 300,
    "tones": "Nguyê\u0303n Thi\u0323 Ho\u0300a",
    "plane": "𝕃𝕒𝕟 😀 \U000e0041 \uffff \ufdd0",
    "escape": "Lan\x1b[2J\x1b]0;x\x07",
    "c1": "Lan\u009b31m",
    "control": "a\x01b\x7fc\x08",
    "lines": "Lan\nHai\r\n=1+1\t",
    "broken": b"Lan \xff\xfe \xc3",
    "overlong": b"Lan \xc0\xaf \xed\xa0\x80",
    "separators": "a\u2028b\u2029c\u0085d",
    "blank": "   ",
    "comma": ",;\"'",
    "key": "id=1 name=x state=served",
}
BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
faults = 0

def complain(*what):
    global faults
    faults += 1
    print(*(str(w)[:300] for w in what))

def run(*args, db=book, data=None):
    verb, rest = args[0], args[1:]
    p = subprocess.run([h, verb, "--db", db, *rest], env=env, input=data, capture_output=True,
        timeout=60)
    if p.returncode < 0 or p.returncode >= 128:
        complain("died", p.returncode, args[:3])
    for stream in (p.stdout, p.stderr):
        try:
            text = stream.decode()
        except UnicodeDecodeError:
            complain("no UTF-8 comes out", args[:3], stream[:80])
            continue
        # A file for another program has the words as they are, but nothing for a terminal.
        is_file = "--json" in args or "--csv" in args
        if (re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", text) if is_file else BAD.search(text)):
            complain("raw bytes come out", args[:3], repr(text[:200]))
    if p.returncode and p.stderr.count(b"\n") != 1 and verb != "import":
        complain("not one line", args[:3], p.stderr[:200])
    return p

def rows(db=book):
    p = run("list", "recipient", "--json", "--with-personal", db=db)
    return json.loads(p.stdout)

if other == "make":
    run("add", "unit", "name=THCS A", "kind=school")
    taken = 0
    for field in TEXTS:
        for word, value in WORDS.items():
            value = value if isinstance(value, bytes) else value.encode()
            pairs = {"name": f"Em {field} {word}".encode(), field: value}
            p = run("add", "recipient", *[k.encode() + b"=" + v for k, v in pairs.items()])
            taken += p.returncode == 0
            if word in ("escape", "c1", "control", "lines", "broken", "overlong", "longer") \
                    and p.returncode == 0:
                complain("taken", field, word)
            if word in ("quotes", "bidi", "long", "markup", "formula") and p.returncode \
                    and field in ("name", "address", "guardian", "note"):
                complain("refused", field, word, p.stderr)
            if p.returncode and value.strip() and field.encode() not in p.stderr \
                    and not re.search("(Đơn vị|Học sinh nhận): không có".encode(), p.stderr):
                complain("the field is not named", field, word, p.stderr)
    # The same from a file: all of it or nothing, each with its line and column.
    with open(book + ".csv", "wb") as f:
        f.write(b"name,guardian,note\n")
        for word, value in WORDS.items():
            value = value if isinstance(value, bytes) else value.encode()
            f.write(b"Em " + word.encode() + b',"' + value.replace(b'"', b'""') + b'",\n')
    before = len(rows())
    p = run("import", "recipient", book + ".csv")
    if p.returncode == 0 or len(rows()) != before:
        complain("half of a file", p.returncode, p.stderr[:200])
    good = [w for w in ("quotes", "format", "formula", "markup", "bidi", "long", "marks", "tones",
        "plane", "comma", "key")]
    with open(book + ".csv", "w", newline="") as f:
        out = csv.writer(f)
        out.writerow(["name", "guardian", "note"])
        for word in good:
            out.writerow(["Tệp " + word, WORDS[word], WORDS[word]])
    p = run("import", "recipient", book + ".csv")
    if p.returncode or len(rows()) != before + len(good):
        complain("a good file", p.stderr)
    p = run("import", "recipient", book + ".csv")
    if p.returncode or len(rows()) != before + len(good):
        complain("the same file again", p.stderr)
    print(f"{taken} of {len(TEXTS) * len(WORDS)} taken", file=sys.stderr)
elif other == "show":
    for row in rows():
        p = run("show", "recipient", row["id"])
        known = [line for line in p.stdout.decode().splitlines() if line.startswith("d\te")]
        if p.returncode or known:
            complain("show", p.stderr, known)
    run("list", "recipient")
    run("list", "recipient", "--csv", "--with-personal")
    run("home")
    run("match")
    run("doctor")
    run("sync", "--status")
    for word in ("Em", "'", "\"", "%", "script", "*", "ễễễ", "-", "OR", "\u202e"):
        run("search", word)
else:
    mine, theirs = ({r["tag"]: r for r in rows(db)} for db in (book, other))
    for tag, row in mine.items():
        there = theirs.get(tag, {})
        for key in TEXTS:
            if row.get(key) != there.get(key):
                complain("differs", key, row.get(key), there.get(key))
sys.exit(faults > 0)
END
try() { python3 "$work/try.py" "$hotroit" "$work/$1.db" "$2" || complain "$1 $2"; }

district
add_bench a1 phu-dong
add_bench a2 phu-dong
add_bench boss phu-dong --coordinator
try a1 make
try a1 show
sync a1
sync a2
same 'nothing was refused' '' "$(sql 'SELECT reason, count(*) FROM sync.reject GROUP BY reason')"
try a2 show
try a1 "$work/a2.db"

# What no bench of ours would send: a forged one does.
sql "SET ROLE hotroit_owner;
	SELECT sync.write('recipient', 'gia-lam.phu-dong', gen_random_uuid(), 'U',
		jsonb_build_object('tag', 'FORGED' || n, 'name', w || repeat('x', 10), 'class', w,
		'circumstance', w, 'state', CASE n WHEN 3 THEN w ELSE 'approved' END,
		'guardian', w, 'phone', w, 'address', w, 'note', w,
		'personal_id', w, 'school', NULL, 'wish', w, 'network', w))
	FROM unnest(ARRAY[E'a\\x1b[2Jb', E'c\\nd\\te', E'\\u009b31m', E'\\u202eabc',
		repeat('ễ', 500), repeat('y', 200000), '<b>&', '%s%n'])
	WITH ORDINALITY AS a (w, n)" >/dev/null || complain 'forging'
sync a2
same 'they came' 8 "$(ask a2 "SELECT count(*) FROM recipient WHERE tag LIKE 'FORGED%'")"
try a2 show
for one in a1 a2; do
	same "$one: integrity" ok "$(ask $one 'PRAGMA integrity_check')"
done
grep -rlaE 'gnurt|DROP TABLE|FORGED' "$rig/data/log" && complain 'in the log of the server'

[ "$failures" = 0 ] || exit 1
