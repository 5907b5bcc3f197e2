#!/bin/sh
# The bench's ear alone, with a bench of our own: one word for two sticks that sent the same file,
# a stick that went before it was told, one that is told late, and a bench that speaks nonsense.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export work
python3 - <<'PY'
import hashlib, os, subprocess, sys, time

BIN, work = os.environ["BIN"], os.environ["work"]
failed = 0


def complain(what):
    global failed
    failed += 1
    print(what)


class Ear:
    def __init__(self):
        self.child = subprocess.Popen([BIN + "/../lib/hotroit/hotroit-receive", "Đội"],
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                      stderr=subprocess.PIPE)
        self.port = self.next("note").split()[1].decode()
        self.code = self.next("code").decode()

    # The next parcel of that kind.
    def next(self, kind):
        while True:
            what, name, sha256, size = self.child.stdout.readline().decode().split()
            content = self.child.stdout.read(int(size) + 1)[:-1]
            if what == kind:
                return content

    def say(self, text):
        self.child.stdin.write(text.encode())
        self.child.stdin.flush()

    def end(self):
        self.child.kill()
        self.child.communicate()


class Stick:
    def __init__(self, ear, name, content):
        self.folder = f"{work}/{name}"
        os.mkdir(self.folder)
        with open(f"{self.folder}/{name}.json", "w") as file:
            file.write(content)
        self.name = name
        self.child = subprocess.Popen(
            [BIN + "/hotroit-send", "127.0.0.1", ear.port, "lo", self.folder,
             f"{self.folder}/stop", f"{self.folder}/state"], stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL)
        self.child.stdin.write(ear.code.encode() + b"\n")
        self.child.stdin.close()

    # Until it stands so; how it stands at last.
    def stands(self, state):
        end = time.monotonic() + 30
        said = None
        while said != state and time.monotonic() < end:
            try:
                said = open(f"{self.folder}/state").read()
            except OSError:
                pass
            time.sleep(0.02)
        return said

    def expect(self, word):
        state = f"line open\n{word} {self.name}.json\n"
        if (said := self.stands(state)) != state:
            complain(f"{self.name}: {said!r} instead of {word}")

    def end(self):
        open(f"{self.folder}/stop", "w").close()
        self.child.wait()


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


ear = Ear()
same = '{"a":1}'
one, two = Stick(ear, "one", same), Stick(ear, "two", same)
ear.next("file"), ear.next("file")
if os.path.exists(f"{one.folder}/state"):
    complain("told before the bench has said anything")
ear.say(f"held {sha256('other')}\nheld {sha256(same)}\n")
one.expect("held")
two.expect("held")
# Another one that goes before it hears.
gone = Stick(ear, "gone", '{"b":2}')
ear.next("file")
gone.child.kill()
gone.child.wait()
third = Stick(ear, "third", '{"c":3}')
ear.next("file")
# A word in pieces, and words for whom nobody waits any more.
line = f"refused {sha256('{' + chr(34) + 'c' + chr(34) + ':3}')}\n"
ear.say("taken " + sha256('{"b":2}') + "\n" + line[:20])
ear.say(line[20:])
third.expect("refused")
# Asked again after a while, and now it is there.
ear.next("file"), ear.next("file")
ear.say(f"taken {sha256(same)}\n" * 50)
one.expect("taken")
two.expect("taken")
for stick in (one, two, third):
    stick.end()
if ear.child.poll() is not None:
    complain("the ear ended by itself")
ear.end()

for nonsense in ("\n", "taken\n", "taken " + "0" * 63 + "\n", "x" * 200, "taken " + "0" * 65 + "\n",
                 "\0\0\0\0\n", "file a - 0\n\n", "TAKEN " + "0" * 64 + "\n"):
    ear = Ear()
    ear.say(nonsense)
    if (code := ear.child.wait(30)) != 70:
        complain(f"{nonsense!r}: exit {code}")
    ear.end()
# A bench that says nothing any more may still listen.
ear = Ear()
ear.child.stdin.close()
last = Stick(ear, "last", '{"d":4}')
if ear.next("file") != b'{"d":4}':
    complain("nothing comes once the bench is silent")
last.child.kill()
last.child.wait()
ear.child.stdin = None
ear.end()
sys.exit(failed != 0)
PY
