"""Reads a .phone file (tests/phones/README.md) and lays the phone out as a small root directory, in
which Android's shell runs the commands that adb asks for."""
import functools
import glob
import os
import re
import shutil
import subprocess

FIRST_LINE = b"hotroit.phone/1"
SHELL = "mksh"  # called "sh", Debian's would keep to POSIX, which Android's never does
SHELL_UID = 2000  # who adbd runs commands as
ADB_KEYS = {"features", "userland", "state"}

ENVIRONMENT = {"PATH": "/system/bin", "ANDROID_ROOT": "/system", "ANDROID_DATA": "/data",
               "HOME": "/data/local/tmp", "TMPDIR": "/data/local/tmp", "TERM": "dumb"}

# What each userland brings, and nothing that would tell of the machine below.
TOOLBOX = ("cat chmod cmp date grep kill ln ls md5 mkdir mv readlink rm rmdir sleep "
           "touch").split()
TOYBOX = ("[ base64 basename cat chmod cksum cmp cp cut date dirname echo egrep env expand false "
          "fgrep find grep head kill ln ls md5sum mkdir mktemp mv nl od paste printf readlink "
          "realpath rm rmdir sed seq sha1sum sleep sort split strings tac tail tee test time "
          "timeout touch tr true uniq wc which xargs xxd yes").split()
# Commands of Android itself: what one says about something that the file does not record.
ANDROID = {
    "content": "echo 'No result found.'",
    "df": ":",
    "dpm": "echo 'no owners'",
    "dumpsys": "echo \"Can't find service: $1\"",
    "getprop": ":",
    "id": "echo 'uid=2000(shell) gid=2000(shell) groups=2000(shell),3003(inet)'",
    "pm": "exit 1",
    "service": "echo \"Service $2: not found\"",
    "settings": "echo null",
    "wm": "exit 1",
}
# A toolbox df takes each word for a path; toybox's counts in KiB with and without -k.
DF = r"""[ "$1" = -k ] && [ -n "$TOYBOX" ] && shift
[ $# = 0 ] && exec cat /rig/df
code=0
read -r line </rig/df && echo "$line"
for wanted; do
	found=
	while read -r line; do
		first=${line%% *} last=${line##* }
		case $wanted in "$first" | "$last") echo "$line"; found=yes ;; esac
	done </rig/df
	[ -n "$found" ] || { echo "$wanted: No such file or directory" >&2; code=1; }
done
exit $code
"""


class BadPhone(Exception):
    """A .phone file that breaks the format: what and where."""


def unescape(text):
    """The bytes of TEXT, in which \\xHH stands for any byte."""
    return re.sub(rb"\\x([0-9a-fA-F]{2})", lambda m: bytes([int(m[1], 16)]), text)


class Phone:
    """A recorded phone: properties, files, answers to commands, and how it speaks adb."""

    def __init__(self, path):
        self.name = os.path.basename(path).removesuffix(".phone")
        self.adb = {"features": "", "userland": "toybox", "state": "device"}
        self.environment = dict(ENVIRONMENT)
        self.properties = {}
        self.files = {}  # path: bytes; None: a directory
        self.closed = set()  # paths that the shell user may not read
        self.commands = {}  # command: (exit code, bytes)
        with open(path, "rb") as file:
            lines = file.read().split(b"\n")
        if lines[0] != FIRST_LINE:
            raise BadPhone(f"{path}: the first line is not {FIRST_LINE.decode()}")
        self._take = None
        self._empty = 0  # lines not yet known to be of the text or just between
        for number, line in enumerate(lines[1:], 2):
            try:
                self._line(line)
            except (ValueError, KeyError, IndexError) as error:
                raise BadPhone(f"{path}:{number}: {error}") from error

    def _line(self, line):
        if line.startswith(b"\t"):
            if self._take is None:
                raise ValueError("text below nothing")
            self._take(b"\n" * self._empty + unescape(line[1:]) + b"\n")
            self._empty = 0
            return
        if not line:
            self._empty += 1
            return
        self._empty = 0
        if line.startswith(b"#"):
            return
        self._take = None
        kind, _, rest = line.partition(b" ")
        {b"adb": self._adb, b"p": self._property, b"t": self._text, b"f": self._file,
         b"n": self._closed, b"d": self._directory, b"c": self._command,
         b"e": self._variable, b"x": self._failure}[kind](rest)

    def _adb(self, rest):
        key, _, value = rest.decode().partition(" ")
        if key not in ADB_KEYS:
            raise ValueError(f"adb {key}: unknown")
        self.adb[key] = value

    def _property(self, rest):
        key, _, value = rest.partition(b" ")
        if not re.fullmatch(rb"[A-Za-z0-9_.@:-]+", key) or key in self.properties:
            raise ValueError(f"property {key.decode(errors='replace')}: odd or said twice")
        self.properties[key] = unescape(value)

    def _variable(self, rest):
        name, _, value = rest.decode().partition(" ")
        self.environment[name] = value

    def _new_path(self, rest):
        path = unescape(rest).decode()
        if not path or path.startswith("/") or ".." in path.split("/") or "\0" in path:
            raise ValueError(f"{path}: outside the phone")
        if path in self.files or path.split("/")[0] in ("rig", "system", "dev"):
            raise ValueError(f"{path}: said twice, or the rig's own")
        return path

    def _text(self, rest):
        path = self._new_path(rest)
        self.files[path] = b""

        def take(line):
            self.files[path] += line
        self._take = take

    def _file(self, rest):
        path, blank, content = rest.partition(b" ")
        self.files[self._new_path(path)] = unescape(content) + b"\n" if blank else b""

    def _closed(self, rest):
        path = self._new_path(rest)
        self.files[path] = b""
        self.closed.add(path)

    def _directory(self, rest):
        self.files[self._new_path(rest)] = None

    def _command(self, rest, code=0):
        command = " ".join(rest.decode().split())
        if not command or "/" in command.split()[0] or command in self.commands:
            raise ValueError(f"command {command}: odd or said twice")
        self.commands[command] = (code, b"")

        def take(line):
            self.commands[command] = (code, self.commands[command][1] + line)
        self._take = take

    def _failure(self, rest):
        code, _, command = rest.partition(b" ")
        self._command(command, int(code))

    def property(self, key):
        return self.properties.get(key.encode(), b"")

    def features(self):
        return self.adb["features"]


def _put(path, content, mode=0o644):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)
    os.chmod(path, mode)


def _android_shell():
    """Android's own shell where it is installed; it must need nothing but itself."""
    for path in sorted(glob.glob("/usr/lib/*-linux-musl/bin/mksh")) + ["/bin/mksh"]:
        if os.access(path, os.X_OK):
            return path
    raise BadPhone("no mksh: apt-get install mksh toybox")


@functools.cache
def _libraries(program):
    said = subprocess.run(["ldd", program], capture_output=True, text=True, check=False).stdout
    return re.findall(r"(/\S+) \(0x", said)


def _stub(word, recorded, phone):
    """The script that stands for the command WORD: its recorded answers, else its default."""
    lines = ["#!/system/bin/sh"]
    if phone.adb["userland"] == "toybox":
        lines.append("TOYBOX=1")
    cases = []
    for number, (args, code, to_stderr) in recorded.items():
        where = " >&2" if to_stderr else ""
        pattern = "'" + args.replace("'", "'\\''") + "'"
        cases.append(f"{pattern}) cat /rig/answer/{number}{where}; exit {code} ;;")
    if cases:
        lines += ['case "$*" in', *cases, "esac"]
    if word == "df":
        lines += DF.rstrip().split("\n")
    if word == "getprop":
        lines += ["[ $# = 0 ] && exec cat /rig/getprop",
                  "case $1 in */* | ..*) exit ;; esac",
                  "[ -f \"/rig/property/$1\" ] && exec cat \"/rig/property/$1\"",
                  "echo \"$2\"", "exit"]
    lines.append(ANDROID.get(word, f"echo \"{word}: unknown: $*\" >&2; exit 1"))
    return ("\n".join(lines) + "\n").encode()


def _lay_commands(phone, root):
    words = {word: {} for word in ANDROID}
    df = phone.commands.get("df")
    if df:
        _put(f"{root}/rig/df", df[1])
    for number, (command, (code, said)) in enumerate(phone.commands.items()):
        word, _, args = command.partition(" ")
        if command != "df":
            _put(f"{root}/rig/answer/{number}", said)
            words.setdefault(word, {})[number] = (args, code, code != 0)
    if not df:
        _put(f"{root}/rig/df", b"")
    for word, recorded in words.items():
        path = f"{root}/system/bin/{word}"
        if os.path.lexists(path):
            os.unlink(path)  # a recorded answer stands before the userland's own command
        _put(path, _stub(word, recorded, phone), 0o755)


def _share(source, target, root):
    """Copies SOURCE once for all phones that lie beside each other."""
    pool = f"{os.path.dirname(root)}/pool{source}"
    for path in (pool, target):
        os.makedirs(os.path.dirname(path), exist_ok=True)
    if not os.path.exists(pool):
        shutil.copy(source, pool)
    if not os.path.exists(target):
        os.link(pool, target)


def _lay_userland(phone, root):
    bin_dir = f"{root}/system/bin"
    os.makedirs(bin_dir)
    shell = _android_shell()
    for source, name in ((shell, "sh"), (shell, SHELL), ("/bin/toybox", ".toybox")):
        _share(source, f"{bin_dir}/{name}", root)
        for library in _libraries(source):
            _share(library, root + library, root)
    for word in TOOLBOX if phone.adb["userland"] == "toolbox" else TOYBOX:
        os.symlink(".toybox", f"{bin_dir}/{word}")


def _lay_null(root):
    """/dev/null; where devices can not be made, a plain file to mount the real one on."""
    path = f"{root}/dev/null"
    os.makedirs(os.path.dirname(path))
    try:
        os.mknod(path, 0o20666, os.makedev(1, 3))
        os.chmod(path, 0o666)
        with open(path, "wb"):
            return
    except OSError:
        if os.path.lexists(path):
            os.unlink(path)
        _put(path, b"", 0o666)


def lay_out(phone, root):
    """Makes the directory ROOT stand for the phone's own file system."""
    _lay_userland(phone, root)
    _lay_null(root)
    for path, content in phone.files.items():
        full = f"{root}/{path}"
        if content is None:
            os.makedirs(full, exist_ok=True)
        else:
            _put(full, content, 0o000 if path in phone.closed else 0o644)
    everything = b""
    for key, value in sorted(phone.properties.items()):
        _put(f"{root}/rig/property/{key.decode()}", value + b"\n")
        everything += b"[" + key + b"]: [" + value + b"]\n"
    _put(f"{root}/rig/getprop", everything)
    for path in ("data/local/tmp", "sdcard"):
        os.makedirs(f"{root}/{path}", exist_ok=True)
    os.chmod(f"{root}/data/local/tmp", 0o777)
    _lay_commands(phone, root)
    os.chmod(root, 0o755)


def command_line(root, script):
    """What runs SCRIPT on the phone laid out in ROOT as adbd's user. Root changes into it; anybody
    else does so in a name space of his own."""
    shell = [f"/system/bin/{SHELL}"] + (["-c", script] if script else [])
    if os.geteuid() == 0:
        return [shutil.which("chroot"), f"--userspec={SHELL_UID}:{SHELL_UID}", root] + shell
    unshare = shutil.which("unshare")
    return [unshare, "--map-root-user", "--mount", "/bin/sh", "-c", ALONE, unshare, root] + shell


# $0: unshare, $1: the root directory. Only a name space's root may mount; adbd's user is not root.
ALONE = """PATH=$PATH:/usr/bin:/bin
mount --bind /dev/null "$1/dev/null"
root=$1
shift
PATH=/system/bin
exec "$0" --user --map-user=%d --map-group=%d --root="$root" "$@"
""" % (SHELL_UID, SHELL_UID)
