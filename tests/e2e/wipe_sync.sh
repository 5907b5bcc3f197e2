#!/bin/sh
# Two benches take the same report of a wiping before they have met, or one the report of before and
# the other that of the end: once they have synced there is one record of each disk.
set -u
. "$SRC/tests/e2e/sync_rig"
stick=$work/stick
mkdir -p "$stick/hotroit"
wiping=00112233445566778899aabbccddeeff

district
add_bench a1 phu-dong --coordinator
add_bench a2 phu-dong --coordinator

# put NAME: from standard input onto the stick, as packaging/live/carry does
put() {
	cat >"$stick/hotroit/$1.json"
	(cd "$stick/hotroit" && sha256sum "$1.json" >"$1.sha256")
}
# machine SERIAL MORE…: a snapshot with these facts, too
machine() {
	printf '{"schema":"hotroit.snapshot/1","taken_at":"2026-02-01T08:00:00+07:00",'
	printf '"device":{"id":"host","kind":"laptop","transport":"host"},"facts":['
	printf '{"key":"device.serial","value":"%s"},{"key":"disk.0.role","value":"internal"},' "$1"
	printf '{"key":"disk.0.size","value":120034123776},'
	printf '{"key":"disk.0.serial","value":"D%s"}]}' "$1"
}
# report SERIAL RESULT: of that machine's one disk, as the stick writes it
report() {
	printf '{"format":"hotroit-wipe","version":1,"wiping":"%s","tag":"%s","machine":%s,' \
		"$wiping" "$tag" "$(machine "$1")"
	printf '"ordered":true,"consent":"yes","by":"lan","disks":[{"disk":"ST1 …D%s",' "$1"
	printf '"medium":"hdd","clock_ok":true,"bytes":120034123776,"hidden":"no",'
	printf '"started_at":"2026-02-01T09:00:00+07:00",'
	[ "$2" = unknown ] || printf '"finished_at":"2026-02-01T10:00:00+07:00",'
	[ "$2" = unknown ] || printf '"method":"ghi đè 1 lượt","tool":"nwipe 0.34",'
	[ "$2" = unknown ] || printf '"verify_method":"đọc lại 1000 chỗ",'
	printf '"level":"%s","result":"%s","verify_result":"%s"}]}\n' "$3" "$2" "$2"
}
# takes BENCH WORDS: it reads the stick, and says so
takes() {
	at "$1" stick "$stick" --who lan >"$work/out" 2>&1 || complain "stick $1 fails"
	grep -q -- "$2" "$work/out" || complain "stick $1: $(cat "$work/out") instead of $2"
}
# of BENCH SERIAL: what it has of the wipes of that machine
of() {
	ask "$1" "SELECT count(*) || ' ' || group_concat(w.result || ' ' || w.level)
		FROM wipe w JOIN device d ON d.id = w.device WHERE d.serial = '$2'"
}
# does BENCH COMMAND…
does() { at "$@" >"$work/out" 2>&1 || complain "$*: $(cat "$work/out")"; }
# known SERIAL: both benches know the machine, and that it may be wiped; $tag
known() {
	rm -f "$stick"/hotroit/*
	machine "$1" | put "may-$1"
	takes a1 'mới 1'
	tag=$(ask a1 "SELECT tag FROM device WHERE serial = '$1'")
	does a1 do receive "$tag" donation="$donation" accessories=0 media_removed=none \
		battery_safety=ok wipe_consent=yes --who lan
	does a1 do triage "$tag" --who lan
	sync a1 a2
	rm -f "$stick"/hotroit/*
}
meet() {
	sync a1 a2 a1
	whole a1 a2
	same "$1: a1" "$2" "$(of a1 "$3")"
	same "$1: a2" "$2" "$(of a2 "$3")"
	same "$1: the server" 1 "$(sql "SELECT count(*) FROM data.wipe w WHERE w.gone IS NULL
		AND w.disk = 'ST1 …D$3'")"
}

does a1 add member name=Lan short=lan role=coordinator
does a1 add donor name='Bác Tư' kind=person --who lan
does a1 add donation donor='bac tu' kind=devices --who lan
donation=$(ask a1 'SELECT tag FROM donation')

# The same report on both.
known S1
report S1 ok clear | put xoa-1
takes a1 'mới 1'
takes a2 'mới 1'
meet 'the same report' '1 ok clear' S1
same 'nothing to be decided' '0 0' \
	"$(ask a1 'SELECT count(*) FROM conflict') $(ask a2 'SELECT count(*) FROM conflict')"
same 'by one tag' "$(ask a1 "SELECT tag FROM wipe WHERE disk = 'ST1 …DS1'")" \
	"$(ask a2 "SELECT tag FROM wipe WHERE disk = 'ST1 …DS1'")"
takes a2 'mới 0, đã có 1'

# What one has of the beginning the other corrects once it knows of it.
wiping=ffeeddccbbaa99887766554433221100
known S2
report S2 unknown none | put xoa-2
takes a1 'mới 1'
sync a1 a2
rm "$stick"/hotroit/*
report S2 ok clear | put xoa-2-2
takes a2 'mới 1'
meet 'begun here, ended there' '1 ok clear' S2
same 'nothing to be decided' 0 "$(ask a1 'SELECT count(*) FROM conflict')"

# Apart: one record all the same; what differs is put before a person.
wiping=0f1e2d3c4b5a69788796a5b4c3d2e1f0
known S3
report S3 ok clear | put xoa-3-2
takes a1 'mới 1'
rm "$stick"/hotroit/*
report S3 unknown none | put xoa-3
takes a2 'mới 1'
sync a1 a2 a1
same 'apart: one record' '1 1' "$(of a1 S3 | cut -c 1) $(of a2 S3 | cut -c 1)"
same 'apart: the same on both' "$(of a1 S3)" "$(of a2 S3)"
[ "$(ask a1 'SELECT count(*) FROM conflict')" -gt 0 ] || complain 'apart: nobody is asked'
# Whoever reads the end then makes it good.
report S3 ok clear | put xoa-3-2
takes a2 'đã có\|mới 1'
meet 'the end again' '1 ok clear' S3

# An old report comes in on a bench that does not know yet that a pupil had the machine since.
wiping=1f1e2d3c4b5a69788796a5b4c3d2e1f1
known S4
data() { ask "$1" "SELECT data_state FROM device WHERE tag = '$tag'"; }
ask a1 "UPDATE device SET state = 'in-use', verdict = 'fail' WHERE tag = '$tag'"
does a1 do return "$tag" note='hỏng bàn phím' --who lan
report S4 ok clear | put xoa-4
takes a2 'mới 1'
sync a1 a2 a1
same 'the record came' '1 ok clear' "$(of a1 S4)"
# Two rows that are merged may say so; the records do not.
ask a1 "UPDATE device SET data_state = 'cleared' WHERE tag = '$tag'"
at a1 do strip "$tag" --who lan >"$work/out" 2>&1 && complain 'its parts are taken'
grep -q 'còn 1 ổ chưa có phiếu' "$work/out" || complain "strip: $(cat "$work/out")"
does a1 set device "$tag" wipe_consent=yes --who lan
does a1 do triage "$tag" --who lan
does a1 do wipe "$tag" waiver=x --who lan
at a1 do check "$tag" --who lan >"$work/out" 2>&1 && complain 'wiped before a pupil had it'
does a1 do erase "$tag" disk='ST1 …DS4' medium=hdd level=clear method=x result=ok --who lan
same 'wiped since' cleared "$(data a1)"
does a1 do check "$tag" --who lan

[ "$failures" = 0 ] || exit 1
