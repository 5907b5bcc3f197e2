#!/bin/sh
# Files of records, the whole way with a real PostgreSQL: kept, shown, got back; cut at each chunk
# and gone on with; wrong hashes, a quota, another unit; erased on both sides.
set -u
. "$SRC/tests/e2e/bench_rig"

# moved: "SENT FETCHED LEFT" chunks of the last round
moved() {
	sed -n 's/^Tệp kèm.*gửi \([0-9]*\), đã nhận \([0-9]*\), còn \([0-9]*\).*/\1 \2 \3/p' \
		"$work/out"
}

# attach BENCH KIND ID FILE [note=…]: says the attachment's id
attach() {
	one=$1
	shift
	at "$one" attach "$@" >"$work/out" 2>&1 || complain "attach: $(cat "$work/out")"
	ask "$one" 'SELECT id FROM attachment ORDER BY n DESC LIMIT 1'
}

hash_of() { ask "$1" "SELECT sha256 FROM attachment WHERE id = '$2'"; }

# picture FILE BYTES WORD: looks like a photo, holds the word at its beginning and at its end
picture() {
	{
		printf '\377\330\377\340%s' "$3"
		head -c "$2" /dev/urandom
		printf '%s' "$3"
	} >"$1"
}

# --- on one bench ------------------------------------------------------------------------------

lan=$(donor a1 'Cô Lan')
mkdir "$work/in" "$work/to"
picture "$work/in/ảnh cháu An.jpg" 700000 DAU-VET-MOT
photo=$(attach a1 donor 'Cô Lan' "$work/in/ảnh cháu An.jpg" note='ký ngày 22')
twice=$(attach a1 donor "$lan" "$work/in/ảnh cháu An.jpg")
one_hash=$(hash_of a1 "$photo")
same 'kept once' '1|3' "$(ask a1 'SELECT (SELECT count(*) FROM blob), count(*) FROM blob_chunk')"
at a1 show donor "$lan" >"$work/out"
grep -q "$photo .*JPEG, 684 KB: ảnh cháu An.jpg (ký ngày 22)" "$work/out" ||
	complain "show: $(cat "$work/out")"
at a1 list attachment | grep -q 'An.jpg' && complain 'a list names a file'
cd "$work/to" || exit 1
at a1 attach --get "$photo" >/dev/null || complain 'get'
cmp "$work/in/ảnh cháu An.jpg" 'ảnh cháu An.jpg' || complain 'not what was attached'
exits 'over a file' 73 '--force' at a1 attach --get "$photo"
at a1 attach --get "$photo" --force >/dev/null || complain 'get --force'
at a1 attach --get "$photo" --output - | cmp - 'ảnh cháu An.jpg' || complain 'to standard output'
: >"$work/in/empty"
head -c 16777217 /dev/zero >"$work/in/large"
mkfifo "$work/in/fifo"
exits 'an empty file' 64 'rỗng' at a1 attach donor "$lan" "$work/in/empty"
exits 'a large file' 65 '16 MB' at a1 attach donor "$lan" "$work/in/large"
exits 'no file' 66 'không mở được' at a1 attach donor "$lan" "$work/in/none"
exits 'a folder' 64 'không phải một tệp' at a1 attach donor "$lan" "$work/in"
exits 'a FIFO' 64 'không phải một tệp' at a1 attach donor "$lan" "$work/in/fifo"
exits 'no record' 66 'không có' at a1 attach donor nobody "$work/in/ảnh cháu An.jpg"
exits 'no kind' 64 'loại bản ghi' at a1 attach nothing x "$work/in/empty"
exits 'by hand' 77 'không ghi tay' at a1 add attachment kind=donor "subject=$lan"
exits 'of a file' 77 'không ghi tay' at a1 attach attachment "$photo" "$work/in/ảnh cháu An.jpg"
same 'nothing of it stays' 1 "$(ask a1 'SELECT count(*) FROM blob')"
head -c 16777216 /dev/zero >"$work/in/large"
at a1 attach donor "$lan" "$work/in/large" >/dev/null || complain 'exactly 16 MiB'
evil="$work/in/$(printf '..\\a\033[2J\n:b')"
echo 'chữ' >"$evil"
odd=$(attach a1 donor "$lan" "$evil")
at a1 attach --get "$odd" >/dev/null || complain 'an odd name'
same 'an odd name is tamed' '_a [2J _b' "$(find . -newer "$evil" -name '*2J*' | cut -c 3-)"
long=$(head -c 250 /dev/zero | tr '\0' x)
echo dài >"$work/in/$long"
at a1 attach --get "$(attach a1 donor "$lan" "$work/in/$long")" >/dev/null || complain 'a long name'

# --- cut at each chunk -------------------------------------------------------------------------

district
add_bench a1 phu-dong
add_bench a2 phu-dong
add_bench b1 yen-vien
ask a1 "DELETE FROM blob_chunk WHERE hash NOT IN ('$one_hash');
	DELETE FROM blob WHERE hash <> '$one_hash'"
for n in 1 2; do
	HOTROIT_FAIL=blob.sent at a1 sync >/dev/null 2>&1
	same "cut after chunk $n" "$n|0" "$(sql "SELECT count(*), (SELECT count(*) FROM sync.blob)
		FROM sync.blob_chunk")"
done
sync a2
same 'rows go first' 5 "$(ask a2 'SELECT count(*) FROM attachment')"
same 'nothing half is offered' '' "$(moved)"
exits 'content that is not here yet' 65 'hotroit sync' at a2 attach --get "$photo"
HOTROIT_FAIL=blob.sent at a1 sync >/dev/null 2>&1
same 'cut after the last chunk' '3|1' "$(sql "SELECT count(*), (SELECT count(*) FROM sync.blob)
	FROM sync.blob_chunk")"
sync a1
same 'nothing goes twice' '' "$(moved)"
same 'and it is known' 1 "$(ask a1 'SELECT count(*) FROM blob WHERE held_by IS NOT NULL')"
for n in 1 2 3; do
	HOTROIT_FAIL=blob.got at a2 sync >/dev/null 2>&1
	same "cut behind chunk $n" $n "$(ask a2 'SELECT count(*) FROM blob_chunk')"
	exits 'half a file' 65 'hotroit sync' at a2 attach --get "$photo"
done
sync a2
same 'only what is lacking comes' '' "$(moved)"
at a2 attach --get "$photo" --output got >/dev/null || complain 'get at a2'
cmp got "$work/in/ảnh cháu An.jpg" || complain 'it came otherwise'
sync a2
same 'a2 sends none of it back' '|1' "$(moved)|$(ask a2 'SELECT count(*) FROM blob
	WHERE held_by IS NOT NULL')"

# --- another unit ------------------------------------------------------------------------------

sync b1
same 'another unit: no row' 0 "$(ask b1 'SELECT count(*) FROM attachment')"
binh=$(donor b1 Bình)
echo riêng >"$work/in/own"
attach b1 donor "$binh" "$work/in/own" >/dev/null
own_hash=$(ask b1 'SELECT sha256 FROM attachment')
sync b1
same 'another unit: its own goes' '1 0 0' "$(moved)"
all="ARRAY(SELECT sha256 FROM data.attachment)"
same 'another unit: it sees its own chunks' "$own_hash" \
	"$(as b1 -c 'SELECT hash FROM sync.blob_chunk')"
same 'another unit: nothing of a hash it knows' '' \
	"$(as b1 -c "SELECT * FROM sync.blobs(ARRAY['$one_hash'])")"
same 'no row, no chunk' row "$(as b1 -c "SELECT sync.blob_put('$one_hash', 5, 0, 'aaaaa')")"
ask b1 "UPDATE sync_state SET applying = 1;
	INSERT INTO attachment (id, created_at, updated_at, kind, subject, name, media, bytes,
		sha256, at)
	SELECT '00000000-0000-7000-8000-0000000000b1', at, at, kind, subject, '../../x', media,
		(SELECT $(stat -c %s "$work/in/ảnh cháu An.jpg")), '$one_hash', at FROM attachment;
	UPDATE sync_state SET applying = 0;
	INSERT INTO outbox (txn, tbl, row_id, op, mask, base_seq, hlc)
	SELECT txn, tbl, '00000000-0000-7000-8000-0000000000b1', op, mask, 0, hlc FROM outbox
	WHERE tbl = 'attachment'"
sync b1
same 'naming it in its own row gives nothing' '' "$(moved)"
same 'nor whether it is here' f "$(as b1 -c "SELECT whole FROM sync.blobs(ARRAY['$one_hash'])")"
same 'and no byte' "$own_hash" "$(as b1 -c 'SELECT hash FROM sync.blob_chunk')"
for what in 'DELETE FROM sync.blob' 'DELETE FROM sync.blob_chunk' \
	"INSERT INTO sync.blob VALUES ('gia-lam.yen-vien', '$one_hash', 1, 'x')" \
	"SELECT sync.blob_sweep('gia-lam.phu-dong', '$one_hash')" \
	"SELECT sync.blob_copy('$one_hash', 'gia-lam.phu-dong', 'gia-lam.yen-vien')" \
	'UPDATE sync.bench SET quota = 1'; do
	as b1 -v ON_ERROR_STOP=1 -c "$what" >/dev/null 2>&1 && complain "allowed: $what"
done

# --- wrong hashes ------------------------------------------------------------------------------

put() { as "$1" -c "SELECT sync.blob_put('$2', $3, $4, $5)" 2>&1; }
size=$(stat -c %s "$work/in/ảnh cháu An.jpg")
same 'a chunk too short' size "$(put b1 "$one_hash" "$size" 0 "'a'")"
same 'a chunk too far' size "$(put b1 "$one_hash" "$size" 3 "'a'")"
same 'a chunk before' size "$(put b1 "$one_hash" "$size" -1 "'a'")"
same 'no chunk' size "$(put b1 "$one_hash" "$size" 0 NULL)"
same 'another length' row "$(put b1 "$one_hash" 99999999999 0 "'a'")"
full="convert_to(repeat('x', 262144), 'UTF8')"
same 'forged 1' part "$(put b1 "$one_hash" "$size" 0 "$full")"
same 'forged 2' part "$(put b1 "$one_hash" "$size" 1 "$full")"
same 'forged 3: found out' hash "$(put b1 "$one_hash" "$size" 2 \
	"convert_to(repeat('x', $((size - 524288))), 'UTF8')")"
same 'and thrown away' 0 "$(sql "SELECT count(*) FROM sync.blob_chunk
	WHERE scope = 'gia-lam.yen-vien' AND hash = '$one_hash'")"
picture "$work/in/hỏng.jpg" 300000 DAU-VET-HAI
bad=$(attach a1 donor "$lan" "$work/in/hỏng.jpg")
ask a1 "UPDATE blob_chunk SET data = zeroblob(length(data)) WHERE n = 1
	AND hash = '$(hash_of a1 "$bad")'"
exits 'damaged on the bench' 65 'hỏng' at a1 attach --get "$bad"
sync a1
at a1 sync --status | grep -q 'nội dung tệp đã hỏng' || complain "$(at a1 sync --status)"
same 'thrown away on both sides' '0|0' "$(ask a1 "SELECT count(*) FROM blob
	WHERE hash = '$(hash_of a1 "$bad")'")|$(sql "SELECT count(*) FROM sync.blob_chunk
	WHERE hash = '$(hash_of a1 "$bad")'")"
again=$(attach a1 donor "$lan" "$work/in/hỏng.jpg")
sync a1
same 'attached again, it goes' '2 0 0' "$(moved)"
at a1 sync --status | grep -q 'đã hỏng' && complain 'it still says so'
sql "UPDATE sync.blob_chunk SET data = convert_to(repeat('y', octet_length(data)), 'UTF8')
	WHERE n = 1 AND hash = '$(hash_of a1 "$again")'"
sync a2
at a2 sync --status | grep -q 'nội dung tệp đã hỏng' || complain 'a2 does not say so'
same 'a2 keeps nothing of it' 0 "$(ask a2 "SELECT count(*) FROM blob_chunk
	WHERE hash = '$(hash_of a1 "$again")'")"

# --- a quota -----------------------------------------------------------------------------------

sql "UPDATE sync.bench SET quota = 1100000 WHERE name = 'a1'"
picture "$work/in/ba.jpg" 300000 DAU-VET-BA
three=$(attach a1 donor "$lan" "$work/in/ba.jpg")
sync a1
same 'no room: nothing goes' '' "$(moved)"
at a1 sync --status | grep -q 'hết phần tệp' || complain "quota: $(at a1 sync --status)"
same 'nor by another way' quota "$(sql "UPDATE sync.bench SET quota = 5 WHERE name = 'a1'" &&
	put a1 "$(hash_of a1 "$three")" "$(stat -c %s "$work/in/ba.jpg")" 0 "$full")"
sql "UPDATE sync.bench SET quota = 100000000 WHERE name = 'a1'"
sync a1
same 'with room it goes' '2 0 0' "$(moved)"
at a1 sync --status | grep -q 'hết phần tệp' && complain 'it still says quota'
sync a2

# --- erased ------------------------------------------------------------------------------------

# raw WORD: where it still is, in the files of the server's database and of the benches' books
raw() {
	sql CHECKPOINT
	grep -lar "$1" "$rig/data/base" "$work"/a1.db* "$work"/a2.db* | sed "s|$work/||"
}

"$hotroit" district erase attachment "$photo" >/dev/null || complain 'erase'
sync a1
sync a2
same 'another names it still' '1|1|3' "$(ask a1 "SELECT count(*) FROM blob WHERE hash = '$one_hash'"
	)|$(ask a2 "SELECT count(*) FROM blob WHERE hash = '$one_hash'")|$(sql "SELECT count(*)
	FROM sync.blob_chunk WHERE hash = '$one_hash'")"
"$hotroit" district erase attachment "$twice" >/dev/null || complain 'erase the second'
sync a1
sync a2
same 'erased with the last that named it' '' "$(raw DAU-VET-MOT)"
same 'its name, too' '' "$(raw 'cháu An')"
same 'the other file stays' '1|1' "$(ask a1 "SELECT count(*) FROM attachment WHERE id = '$three'"
	)|$(sql "SELECT count(*) FROM sync.blob WHERE hash = '$(hash_of a1 "$three")'")"
echo DAU-VET-VANG >"$work/in/vắng"
away=$(attach a2 donor "$lan" "$work/in/vắng")
"$hotroit" district erase donor "$lan" >/dev/null || complain 'erase the record'
sync a2
sync a1
sync a2
same 'a file of what was erased' 0 "$(ask a2 "SELECT count(*) FROM attachment WHERE id = '$away'")"
for word in DAU-VET-BA DAU-VET-HAI DAU-VET-VANG; do
	same "erased with its record: $word" '' "$(raw $word)"
done
same 'nothing is left' '0|0' "$(ask a1 'SELECT count(*) FROM blob_chunk')|$(sql "SELECT count(*)
	FROM sync.blob_chunk WHERE scope = 'gia-lam.phu-dong'")"
same 'the other unit has its own' 1 "$(ask b1 'SELECT count(*) FROM blob_chunk')"

# --- moved to another unit, and the province ---------------------------------------------------

minh=$(donor a1 Minh)
picture "$work/in/bốn.jpg" 300000 DAU-VET-BON
four=$(attach a1 donor "$minh" "$work/in/bốn.jpg")
sync a1
sql "SET ROLE hotroit_owner;
	SELECT sync.move('donor', '$minh', 'gia-lam.phu-dong', 'gia-lam.yen-vien')" >/dev/null
sync a1
sync b1
same 'files go with their record' '0|0' "$(ask a1 "SELECT count(*), (SELECT count(*) FROM blob)
	FROM attachment")"
at b1 attach --get "$four" --output moved.jpg >/dev/null || complain 'get after a move'
cmp moved.jpg "$work/in/bốn.jpg" || complain 'moved otherwise'
same 'the province gets none of it' 0 "$(sql "SELECT count(*) FROM pg_publication_tables
	WHERE tablename IN ('attachment', 'attachment_pii', 'blob', 'blob_chunk')")"
settled a1 a2 b1

[ "$failures" = 0 ] || exit 1
