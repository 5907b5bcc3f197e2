#!/bin/sh
# What a live stick brings home: from a folder, an image file and the partition in one; once,
# whatever is wrong with the stick, and in the order of what is true of the machine.
set -u
. "$SRC/tests/e2e/book_rig"
. "$SRC/tests/e2e/stick_rig"
command -v mcopy >/dev/null || { echo 'no mtools here'; exit 77; }
verdict() { sql "SELECT measured_verdict FROM device WHERE serial = '$1' ORDER BY n DESC LIMIT 1"; }
rows() { sql "SELECT (SELECT count(*) FROM device) || ' ' || (SELECT count(*) FROM snapshot)"; }

snapshot S1 $enough 2026-01-05T09:00:00 | put may-1
snapshot S2 $little 2026-01-05T10:00:00 | put may-2
snapshot S3 $enough 2026-01-05T11:00:00 | put may-3
before=$(find "$stick" -type f -exec sha256sum {} + | sort)
try 'a folder' 0 'mới 3, đã có 0, hỏng 0' "$hotroit" stick "$stick"
is 'three machines' '3 3' "$(rows)"
# told SERIAL WORDS: the line of a machine, by its tag
told() {
	grep -q "^$(sql "SELECT tag FROM device WHERE serial = '$1'") Máy Thử Đời 2014: $2\$" \
		"$work/out" || complain "not told of $1: $(cat "$work/out")"
}
told S1 'Cần kiểm tra; máy mới'
told S2 'Không đạt; máy mới'
grep -q '^In tem cho máy mới: hotroit export label MÃ' "$work/out" ||
	complain "no word of labels: $(cat "$work/out")"
is 'one passes' pass "$(verdict S1)"
is 'one fails' fail "$(verdict S2)"
try 'again' 0 'mới 0, đã có 3, hỏng 0' "$hotroit" stick "$stick/hotroit"
is 'nothing is doubled' '3 3' "$(rows)"
told S2 'Không đạt; đã có từ trước'
grep -q 'In tem' "$work/out" && complain "labels again: $(cat "$work/out")"
is 'the stick is as it was' "$before" "$(find "$stick" -type f -exec sha256sum {} + | sort)"

# ---- what is wrong with a file is said, and the others come --------------------------------------
echo '{"schema":"hotroit.sn' | put cut
head -c 1200000 /dev/zero | tr '\0' ' ' | put big
snapshot S4 $enough 2026-01-05T11:00:00 | put torn
printf 'x' >>"$stick/hotroit/torn.json"
snapshot S5 $enough 2026-01-05T11:00:00 >"$stick/hotroit/foreign.json"
snapshot S6 $enough 2026-01-05T11:00:00 | sed 's/"transport":"host"/"transport":"adb"/' | put phone
printf '\377\376\000' | put bytes
mkfifo "$stick/hotroit/pipe.json"
ln -s /etc/passwd "$stick/hotroit/link.json"
echo '{"format":"hotroit-wipe","version":1}' | put no-report
echo '{"orders":1}' >"$stick/hotroit/orders.json"
try 'hostile files' 65 'mới 0, đã có 3, hỏng 9' "$hotroit" stick "$stick"
for one in 'cut.json: tệp hỏng hay không phải của hotroit; dò lại máy đó$' 'big.json: lớn quá' \
	'torn.json: sai mã băm' 'bytes.json' 'pipe.json' 'link.json' 'no-report.json' \
	'foreign.json: không có tệp .sha256 đi kèm: USB bị rút' 'phone.json: không phải bản dò'; do
	grep -q "^$one" "$work/out" || complain "not told of $one: $(cat "$work/out")"
done
is 'nothing of them came' '3 3' "$(rows)"
rm "$stick"/hotroit/*.json "$stick"/hotroit/*.sha256
# The folder itself is a link to somebody else's.
mv "$stick/hotroit" "$work/theirs"
snapshot S9 $enough 2026-01-03T09:00:00 >"$work/theirs/may-9.json"
ln -s "$work/theirs" "$stick/hotroit"
try 'a folder that is a link' 65 'không phải USB của hotroit' "$hotroit" stick "$stick"
rm "$stick/hotroit" "$work/theirs/may-9.json"
mv "$work/theirs" "$stick/hotroit"

# What is no stick is told to be none, and nothing is made in it; nor is a name that is none taken.
mkdir "$work/anything"
try 'any folder' 65 'không phải USB của hotroit' "$hotroit" stick "$work/anything"
try 'orders into any folder' 66 'không phải USB của hotroit' \
	"$hotroit" stick --orders "$work/anything"
is 'it is as it was' '' "$(ls "$work/anything")"
try 'no such report' 66 'khong-co: không có phiếu xoá này' \
	"$hotroit" stick --report khong-co "$stick"
try 'nobody' 66 'nobody' "$hotroit" stick --wiped-by nobody "$stick"
try 'no machine' 66 '7777777' "$hotroit" stick --device-tag 7777777 "$stick"

# ---- which is the later one ----------------------------------------------------------------------
snapshot S1 $little 2026-01-03T09:00:00 | put may-1-truoc
try 'an older probe comes later' 0 'mới 1' "$hotroit" stick "$stick"
is 'it is history' pass "$(verdict S1)"
snapshot S1 $little 2026-01-06T09:00:00 | put may-1-sau
snapshot S1 $enough 2026-01-04T09:00:00 | put may-1-giua
try 'two at once, in any order' 0 'mới 2' "$hotroit" stick "$stick"
is 'the last one counts' fail "$(verdict S1)"
# A dead clock: nobody knows when it was, so it counts from now, and a person is told.
snapshot S1 $enough 2000-01-01T00:05:00 | put may-1-khong-gio
try 'a dead clock' 2 'giờ máy sai, kết quả («Đạt») khác lần trước («Không đạt»)' \
	"$hotroit" stick "$stick"
is 'it counts as of now' pass "$(verdict S1)"
snapshot S1 $little 2000-01-01T00:07:00 | put may-1-khong-gio-2
snapshot S1 $enough 2000-01-01T00:06:00 | put may-1-khong-gio-10
try 'dead clocks in the order of their names' 2 'mới 2' "$hotroit" stick "$stick"
is 'the tenth is the last' pass "$(verdict S1)"
snapshot S1 $little 2026-01-07T09:00:00 | put may-1-cuoi
try 'a good clock behind what came' 0 'mới 1' "$hotroit" stick "$stick"
is 'is history' pass "$(verdict S1)"
snapshot S2 $enough 2099-01-01T00:00:00 | put may-2-tuong-lai
try 'a clock of the future' 2 'khác lần trước' "$hotroit" stick "$stick"
snapshot S2 $little 2026-01-08T00:00:00 >"$work/now.json"
"$hotroit" assess --save "$work/now.json" >/dev/null 2>&1
is 'hides nothing that comes after it' fail "$(verdict S2)"
is 'no machine more' 3 "$(rows | cut -d' ' -f1)"

# ---- a machine of which a person must say who it is is asked of once -----------------------------
rm "$stick"/hotroit/*
snapshot S3 $enough 2026-01-09T09:00:00 'Đời 2020' | put la-1
snapshot S3 $enough 2026-01-09T09:10:00 'Đời 2020' | put la-2
try 'asked' 2 'cần hỏi 1' "$hotroit" stick "$stick"
is 'one machine more' 4 "$(rows | cut -d' ' -f1)"

# ---- images: the partition alone, the whole stick, cut off in the middle -------------------------
rm "$stick"/hotroit/*
for i in $(seq 40); do
	snapshot "I$i" $enough "2026-01-05T09:00:$(printf %02d "$i")" | put "anh-$i"
done
truncate -s 32M "$work/part.fat"
mkfs.fat -n HOTROIT "$work/part.fat" >/dev/null
mmd -i "$work/part.fat" ::hotroit
try 'nothing on it yet' 0 'mới 0' "$hotroit" stick "$work/part.fat"
mcopy -i "$work/part.fat" "$stick"/hotroit/* ::hotroit/
# Not ours, and not fetched: it would fill the disk here.
mmd -i "$work/part.fat" ::hotroit/sub ::hotroit/sub/deep
mcopy -i "$work/part.fat" "$stick/hotroit/anh-1.json" ::hotroit/sub/sub.json
mcopy -i "$work/part.fat" "$stick/hotroit/anh-1.json" ::hotroit/other.txt
truncate -s 1M "$work/whole.img"
cat "$work/part.fat" >>"$work/whole.img"
echo '1 : start=2048, type=c' |
	sfdisk -q --no-reread --no-tell-kernel "$work/whole.img" >/dev/null 2>&1
cp "$work/part.fat" "$work/as-it-was"
# The same stick, pulled out: what could be read came, and the rest comes the next time.
head -c 200K "$work/part.fat" >"$work/pulled.fat"
"$hotroit" stick "$work/pulled.fat" >"$work/out" 2>&1 &&
	complain "a cut image goes well: $(cat "$work/out")"
some=$(sql "SELECT count(*) FROM device WHERE serial GLOB 'I*'")
[ "$some" -lt 40 ] || complain "a cut image brings all"
# However short: what mtools takes for a folder with nothing in it was cut off.
truncate -s 4M "$work/small.fat"
mkfs.fat -n HOTROIT "$work/small.fat" >/dev/null
mmd -i "$work/small.fat" ::hotroit
mcopy -i "$work/small.fat" "$stick/hotroit/anh-1.json" ::hotroit/
for cut in "small 1K" "small 20K" "part 70K" "part 76K" "part 82K" "part 33554431"; do
	head -c "${cut#* }" "$work/${cut% *}.fat" >"$work/torn.fat"
	try "cut: $cut" 65 'ảnh đĩa bị cắt' "$hotroit" stick "$work/torn.fat"
done
# Files that together are larger than any stick of ours: clusters of a broken one may be in many.
LC_ALL=C sed 's/\(ANH-1~1 JSO.\{17\}\)..../\1\x00\x00\x00\x10/' "$work/small.fat" >"$work/huge.fat"
cmp -s "$work/small.fat" "$work/huge.fat" && complain 'the size of no file is made huge'
try 'files larger than a stick' 74 'không đọc được thư mục hotroit' \
	"$hotroit" stick "$work/huge.fat"
head -c 1M "$work/whole.img" >"$work/torn.fat"
try 'cut before its partition' 65 'ảnh đĩa bị cắt' "$hotroit" stick "$work/torn.fat"
some=$(sql "SELECT count(*) FROM device WHERE serial GLOB 'I*'")
try 'the whole stick' 0 "mới $((40 - some)), đã có $some, hỏng 0" "$hotroit" stick "$work/whole.img"
try 'its partition' 0 'mới 0, đã có 40' "$hotroit" stick "$work/part.fat"
is 'forty of them' 40 "$(sql "SELECT count(*) FROM device WHERE serial GLOB 'I*'")"
cmp "$work/part.fat" "$work/as-it-was" || complain 'the stick was written to'
head -c 1M /dev/urandom >"$work/noise"
try 'no stick' 65 'không phải USB của hotroit' "$hotroit" stick "$work/noise"
try 'nothing' 66 'không mở được' "$hotroit" stick "$work/nowhere"
[ -e /dev/disk/by-label/HOTROIT ] || try 'none plugged in' 66 'cắm vào' "$hotroit" stick

# ---- what the stick may wipe, and what it wiped --------------------------------------------------
rm "$stick"/hotroit/*
# The first of its two disks tells no size, and is a disk all the same.
snapshot W1 $enough 2026-02-01T08:00:00 | two_disks | sed 's/{"key":"disk.0.size"[^}]*},//' |
	put may-w1
does '' stick "$stick"
tag=$(sql "SELECT tag FROM device WHERE serial = 'W1'")
does '' add member name=Lan short=lan role=coordinator
does '' add member name=Minh short=minh role=volunteer
does '' add donor name='Bác Tư' kind=person
does '' add donation donor='bac tu' kind=devices

# Nothing is written until a donor agreed; then the tag and hashes, and nobody's name.
does 'Đã ghi lên USB 0 máy' stick --orders "$stick"
# received TAG CONSENT
received() {
	does '' do receive "$1" donation="$(newest donation)" accessories=0 media_removed=none \
		battery_safety=ok wipe_consent="$2"
}
received "$tag" yes
does 'Phân loại' do triage "$tag"
does 'Đã ghi lên USB 1 máy' stick --orders "$stick"
grep -q "\"tag\":\"$tag\"" "$stick/hotroit/orders.json" ||
	complain "no order: $(cat "$stick/hotroit/orders.json")"
grep -qE 'W1|Bác|Tư' "$stick/hotroit/orders.json" && complain 'the order names somebody'

# A report of a machine that nobody knows, or under another machine's tag, is asked about.
other=$(sql "SELECT tag FROM device WHERE serial = 'I1'")
report "$tag" X9 yes null true 'ST1 …0001' | put xoa-la
report "$other" W1 yes null true 'ST1 …0001' | put xoa-lam
try 'not guessed' 2 'mới 0, đã có 1, hỏng 0, cần hỏi 2' "$hotroit" stick --who lan "$stick"
grep -q "xoa-lam.json: phiếu xoá ghi mã $other nhưng máy này là $tag" "$work/out" ||
	complain "$(cat "$work/out")"
is 'no wiping is written down' 0 "$(sql 'SELECT count(*) FROM wipe')"
rm "$stick"/hotroit/xoa*

# A tag that is given settles only what no machine settles, and the one report when it is named.
report "$tag" X9 yes null true 'ST1 …0001' | put xoa-la
report "$other" I2 yes null true 'ST1 …0001' | put xoa-i2
try 'another serial' 2 "của máy khác, không phải $tag" "$hotroit" stick --device-tag "$tag" \
	--who lan "$stick"
grep -q 'đã có 1, hỏng 0, cần hỏi 2' "$work/out" || complain "$(cat "$work/out")"
try 'only that one' 2 'cần hỏi 1' "$hotroit" stick --device-tag "$tag" --report xoa-la \
	--who lan "$stick"
is 'still no wiping is written down' 0 "$(sql 'SELECT count(*) FROM wipe')"
rm "$stick"/hotroit/xoa*

# Two disks, two records, once; the one with a dead clock takes the bench's time.
by=xyz report "$tag" W1 yes null true 'ST1 …DW1' 'ST2 …9W1b' | put xoa-w1
try 'who brings it is not who wiped' 2 'không rõ ai xoá («xyz»)' \
	"$hotroit" stick --who lan "$stick"
report "$tag" W1 yes null true 'ST1 …DW1' 'ST2 …0002' | put xoa-w1
try 'a disk of another machine' 2 'ổ ST2 …0002 không có trong bản dò' \
	"$hotroit" stick --who lan "$stick"
report "$tag" W1 yes null true 'ST1 …DW1' | sed 's/ST1 …DW1/ST2 …9W1b/' | put xoa-w1
try 'a disk that its own machine did not have' 2 'ổ ST2 …9W1b không có trong máy lúc xoá' \
	"$hotroit" stick --who lan "$stick"
# Nobody knows how much of a disk was wiped that showed itself otherwise than to the probe.
for bytes in 0 1000000000 240034123776; do
	report "$tag" W1 yes null true 'ST1 …DW1' | sed "s/\"bytes\":[0-9]*/\"bytes\":$bytes/" |
		put xoa-w1
	try "$bytes bytes" 2 "đã xoá $bytes byte, khác bản dò" "$hotroit" stick --who lan "$stick"
done
report "$tag" W1 yes null true 'ST1 …DW1' | sed 's/"bytes":[0-9]*/"bytes":60000000000/
	s/"hidden":"no"/"hidden":"removed"/' | put xoa-w1
try 'opened, and yet less' 2 'khác bản dò' "$hotroit" stick --who lan "$stick"
is 'none of them is written down' 0 "$(sql 'SELECT count(*) FROM wipe')"
report "$tag" W1 yes null true 'ST1 …DW1' | put xoa-w1
try 'the first of two' 0 'mới 1' "$hotroit" stick --who lan "$stick"
is 'the device is not clean' present "$(sql "SELECT data_state FROM device WHERE tag = '$tag'")"
does 'Xoá' do wipe "$tag" waiver='đã xem' --who lan
try 'the other is named' 77 'còn 1 ổ chưa có phiếu xoá dữ liệu: …9W1b' "$hotroit" do check "$tag"
# To this report's own probe that disk told no size; the book knows how large it is.
report "$tag" W1 yes null true 'ST2 …9W1b' | sed 's/"bytes":[0-9]*/"bytes":1000/' | put xoa-w1-2
try 'not as large as the book knows it' 2 'khác bản dò' "$hotroit" stick --who lan "$stick"
report "$tag" W1 yes null true 'ST2 …9W1b' | put xoa-w1-2
try 'taken' 0 'mới 1' "$hotroit" stick --who lan --wiped-by minh "$stick"
is 'by whom the report says' Lan \
	"$(sql "SELECT DISTINCT m.name FROM wipe w JOIN member m ON m.id = w.wiped_by")"
is 'two disks' '2 ST2 …9W1b' "$(sql "SELECT count(*) || ' ' || max(disk) FROM wipe")"
is 'as it was told' '2026-02-01T10:00:00+07:00 ok clear' \
	"$(sql "SELECT finished_at || ' ' || result || ' ' || level FROM wipe LIMIT 1")"
try 'once' 0 'mới 0, đã có 3' "$hotroit" stick --who lan "$stick"
# It is known by what it is of, not by its note, also where nothing was wiped.
report "$tag" W1 yes null true 'ST1 …DW1' | begun | put xoa-do
try 'one cut off' 0 'mới 1, đã có 3' "$hotroit" stick --who lan "$stick"
try 'a note is nobody'"'"'s to edit' 77 'không ghi tay' "$hotroit" set wipe "$(newest wipe)" \
	note=khác --who lan
sql "UPDATE wipe SET note = 'khác'"
try 'once, whatever its note says' 0 'mới 0, đã có 4' "$hotroit" stick --who lan "$stick"
is 'no more' 3 "$(sql 'SELECT count(*) FROM wipe')"
is 'the device is clean' cleared "$(sql "SELECT data_state FROM device WHERE tag = '$tag'")"
by='M.' report "$tag" W1 yes null false 'ST3 …DW1' | put xoa-khong-gio
try 'a dead clock' 0 'mới 1' "$hotroit" stick --who lan --wiped-by minh "$stick"
is 'the time of the bench, and who did it' "$(date +%Y) Minh" \
	"$(sql "SELECT substr(w.finished_at, 1, 4) || ' ' || m.name FROM wipe w
		JOIN member m ON m.id = w.wiped_by WHERE disk = 'ST3 …DW1'")"
does '' export wipe-certificate "$tag" -o "$work/certificate.pdf"
# says FIELD VALUE…: the certificate does, of one disk or another
says() {
	rm -f "$work/certificate.json"
	"$hotroit" export wipe-certificate "$tag" --format json -o "$work/certificate.json" \
		>/dev/null
	grep -qF "{\"label\":\"$1\",\"value\":\"$2" "$work/certificate.json" ||
		complain "the certificate's $1: $(grep -o "\"$1\",[^}]*" "$work/certificate.json")"
}
says 'Số sê-ri' E9999W1b
says 'Loại, dung lượng' 'HDD, 120 GB'
says 'Mức xoá' 'Xoá (Clear)'
says 'Kiểm chứng' 'đọc lại 1000 chỗ'
says 'Người soát' 'chưa có người khác soát'
grep -q 'không có vùng ẩn (HPA/DCO)' "$work/certificate.json" || complain 'hidden areas'
does 'Soát' do verify "$tag" --who minh
says 'Người soát' 'Minh, '
# Who says who wiped does not verify it, too; who only brings what tells itself may.
by_disk() { sql "SELECT id FROM wipe WHERE disk = '$1'"; }
by=xyz report "$tag" W1 yes null true 'ST5 …9W1b' | put xoa-ai
does 'mới 1' stick --who minh --wiped-by lan "$stick"
try 'who answered' 77 'người ghi phiếu' "$hotroit" do verify "$(by_disk 'ST5 …9W1b')" --who minh
report "$tag" W1 yes null true 'ST6 …9W1b' | put xoa-lan
does 'mới 1' stick --who minh "$stick"
does 'Soát' do verify "$(by_disk 'ST6 …9W1b')" --who minh
rm "$stick/hotroit/xoa-ai.json" "$stick/hotroit/xoa-lan.json"

# Against the donor's word only with a reason, a coordinator's.
snapshot W2 $enough 2026-02-01T08:00:00 | put may-w2
does '' stick "$stick" --who lan
tag2=$(sql "SELECT tag FROM device WHERE serial = 'W2'")
received "$tag2" no
report "$tag2" W2 unknown '"ổ đã hỏng, bên tặng dặn miệng"' true 'ST4 …DW2' | put xoa-w2
try 'nobody looked it through' 2 "máy $tag2 còn ở «Tiếp nhận»: mở máy, làm «Phân loại»" \
	"$hotroit" stick --who lan "$stick"
does 'Phân loại$' do triage "$tag2"
does 'Đã ghi lên USB 1 máy' stick --orders "$stick" --who lan
grep -q "\"tag\":\"$tag2\".*\"consent\":\"no\"" "$stick/hotroit/orders.json" ||
	complain "the donor's no is not told: $(cat "$stick/hotroit/orders.json")"
grep -q "^Bên tặng không cho xoá: 1 máy ($tag2)\$" "$work/out" ||
	complain "refused by the donor: $(cat "$work/out")"
grep -q "^Chưa hỏi bên tặng .*: [0-9]* máy (.*, …)\$" "$work/out" ||
	complain "not asked yet: $(cat "$work/out")"
does '' add device kind=laptop --who lan
tag0=$(newest device)
received "$tag0" yes
does 'Đã ghi lên USB 1 máy' stick --orders "$stick" --who lan
grep -q "^Cho xoá, nhưng chưa dò .*: 1 máy ($tag0)\$" "$work/out" ||
	complain "never probed: $(cat "$work/out")"
try 'a volunteer may not' 2 'cần hỏi 1' "$hotroit" stick --who minh "$stick"
try 'a coordinator is asked' 2 "bên tặng của $tag2 chưa đồng ý xoá; lý do vẫn xoá: «ổ đã hỏng," \
	"$hotroit" stick --who lan "$stick"
is 'nothing is waived in silence' '' "$(sql "SELECT result FROM wipe WHERE disk = 'ST4 …DW2'")"
rm "$stick/hotroit/xoa-w2.json"

# A pupil had it since: what was wiped before, or nobody knows when, is not taken for what it holds
# now, and the donor's yes is not the pupil's.
sql "UPDATE device SET state = 'in-use' WHERE tag = '$tag'"
does 'Trả lại' do return "$tag" note='hỏng bàn phím' --who lan
does 'Đã ghi lên USB 0 máy' stick --orders "$stick" --who lan
try 'asked anew' 77 'hỏi người vừa trả máy' "$hotroit" do triage "$tag" --who lan
does '' set device "$tag" wipe_consent=yes --who lan
does 'Phân loại' do triage "$tag" --who lan
does 'Đã ghi lên USB 1 máy' stick --orders "$stick" --who lan
rm "$stick"/hotroit/xoa*
report "$tag" W1 yes null true 'ST1 …DW1' 'ST2 …9W1b' | put xoa-cu
report "$tag" W1 yes null false 'ST1 …DW1' 'ST2 …9W1b' | put xoa-cu-khong-gio
try 'a late report' 2 'cần hỏi 2' "$hotroit" stick --who lan "$stick"
is 'the data is not closed' unknown "$(sql "SELECT data_state FROM device WHERE tag = '$tag'")"
rm "$stick"/hotroit/xoa*
# A machine's clock that is years ahead tells nothing; one that keeps local time is hours ahead.
# ended WHEN: the report of a wiping that ended then
ended() {
	report "$tag" W1 yes null true 'ST1 …DW1' 'ST2 …9W1b' |
		sed "s/2026-02-01T10:00:00+07:00/$(date -u -d "$1" +%Y-%m-%dT%H:%M:%S+00:00)/g"
}
ended 'next year' | put xoa-mai-sau
try 'a clock that is ahead' 2 'không chắc xoá sau lúc nhận lại' "$hotroit" stick --who lan "$stick"
rm "$stick"/hotroit/xoa*
ended '3 hours' | put xoa-moi
try 'a wiping after it' 0 'mới 1' "$hotroit" stick --who lan "$stick"
is 'none of a time to come' 0 "$(sql "SELECT count(*) FROM wipe WHERE
	finished_at > strftime('%Y-%m-%dT%H:%M:%S', 'now', '+7 hours') || '+07:00'")"

# ---- a wiping told of twice: when it began, and when it ended ------------------------------------
rm "$stick"/hotroit/*
snapshot W3 $enough 2026-02-01T08:00:00 | two_disks | sed s/W1b/W3b/ | put may-w3
try 'it may be one that has its sticker already' 2 'cần hỏi 1' "$hotroit" stick "$stick" --who lan
tag3=$(sql "SELECT tag FROM device WHERE serial = 'W3'")
does "Hai máy khác nhau: $tag0 và $tag3" same --not "$tag0" "$tag3" --who lan
received "$tag3" yes
does 'Phân loại' do triage "$tag3"
# wipes: of that machine, what the book has
wipes() {
	sql "SELECT group_concat(w.result || ' ' || w.level, ', ') || ', data ' || d.data_state
		FROM wipe w JOIN device d ON d.id = w.device WHERE d.tag = '$tag3'"
}
wiping=00112233445566778899aabbccddeeff
report "$tag3" W3 yes null true 'ST1 …DW3' 'ST2 …9W3b' | begun | put xoa-w3
try 'cut off' 0 'mới 1' "$hotroit" stick --who lan "$stick"
is 'a wiping that was cut off wiped nothing' 'failed none, failed none, data present' "$(wipes)"
sql "SELECT note FROM wipe WHERE disk = 'ST1 …DW3'" | grep -q 'bị ngắt, coi như chưa xoá' ||
	complain "the note: $(sql 'SELECT note FROM wipe')"
id3=$(sql "SELECT id || tag FROM wipe WHERE disk = 'ST1 …DW3'")
try 'cut off, again' 0 'mới 0, đã có 2' "$hotroit" stick --who lan "$stick"
# The donor takes it back meanwhile: the stick's word is not the book's.
report "$tag3" W3 yes null true 'ST1 …DW3' 'ST2 …9W3b' | put xoa-w3-2
does '' set device "$tag3" wipe_consent=no --who lan
try 'a consent that is none' 2 "của $tag3 đồng ý, sổ thì không" "$hotroit" stick --who lan "$stick"
does '' set device "$tag3" wipe_consent=yes --who lan
try 'its end' 0 'mới 1, đã có 2' "$hotroit" stick --who lan "$stick"
is 'it is corrected' 'ok clear, ok clear, data cleared' "$(wipes)"
is 'and is the same record' "$id3" "$(sql "SELECT id || tag FROM wipe WHERE disk = 'ST1 …DW3'")"
sql "SELECT note FROM wipe WHERE disk = 'ST1 …DW3'" | grep -q 'bị ngắt' &&
	complain "still told as cut off: $(sql 'SELECT note FROM wipe')"
rm "$stick/hotroit/xoa-w3-2.json"
try 'the one of before comes late' 0 'mới 0, đã có 2' "$hotroit" stick --who lan "$stick"
is 'and changes nothing' 'ok clear, ok clear, data cleared' "$(wipes)"
# Both at once: one wiping, one line of history a disk; two disks that nothing tells apart are two.
rm "$stick"/hotroit/xoa*
wiping=ffeeddccbbaa99887766554433221100
report "$tag3" W3 yes null true 'ST1 …DW3' 'ST1 …DW3' | begun | put xoa-w3
report "$tag3" W3 yes null true 'ST1 …DW3' 'ST1 …DW3' | put xoa-w3-2
steps=$(sql "SELECT count(*) FROM step WHERE action = 'erase'")
try 'both' 0 'mới 1, đã có 2' "$hotroit" stick --who lan "$stick"
is 'two disks, two records' 4 "$(wipes | grep -o ok | wc -l)"
is 'two lines of history' $((steps + 2)) "$(sql "SELECT count(*) FROM step WHERE action = 'erase'")"
try 'both again' 0 'mới 0, đã có 3' "$hotroit" stick --who lan "$stick"

# ---- one disk under two names is one, beside another whose serial nobody could read --------------
rm "$stick"/hotroit/*
# seen DAY SERIAL: a probe of that machine, whose other disk has no number
seen() {
	snapshot V4 $enough "2026-02-0$1T08:00:00" | two_disks |
		sed 's/{"key":"disk.1.serial"[^}]*},//; s/"DV4"/"'"$2"'"/' | put "may-v4-$1"
}
seen 1 DV4
"$hotroit" stick "$stick" --who lan >"$work/out" 2>&1
tag4=$(sql "SELECT tag FROM device WHERE serial = 'V4'")
received "$tag4" yes
does '' do triage "$tag4" --who lan
# erased DISK: by hand, of that machine; what its data are then
erased() {
	does '' do erase "$tag4" disk="$1" medium=hdd level=clear method='ghi đè' result=ok \
		--who lan
	sql "SELECT data_state FROM device WHERE tag = '$tag4'"
}
is 'one of two' present "$(erased 'ST1 …DV4')"
is 'the same under another name' present "$(erased 'Seagate …DV4')"
is 'the other one' cleared "$(erased 'ổ không đọc được số')"

# ---- what was put in after the final check goes to no pupil --------------------------------------
does '' add recipient name='Nguyễn Thị Hoà' --who lan
sql "UPDATE recipient SET state = 'approved'"
sql "UPDATE device SET state = 'ready', verdict = 'pass' WHERE tag = '$tag4'"
seen 5 NEW5555
"$hotroit" stick "$stick" --who lan >"$work/out" 2>&1
# kept WHAT CODE WORDS: the attempt to keep it for a pupil
kept() {
	try "$1" "$2" "$3" "$hotroit" do reserve "$tag4" recipient="$(newest recipient)" \
		waiver='máy mẫu' --who lan
}
kept 'a disk put in' 77 'còn 1 ổ chưa có phiếu xoá dữ liệu: …5555.*đưa về phân loại'
"$hotroit" match >"$work/out" 2>&1
grep -q "$tag4.*còn 1 ổ chưa có phiếu" "$work/out" || complain "matched: $(cat "$work/out")"
does '' do recheck "$tag4" note='thay ổ' --who lan
is 'wiped, too' cleared "$(erased 'ST9 …5555')"
sql "UPDATE device SET state = 'ready', verdict = 'pass' WHERE tag = '$tag4'"
kept 'wiped' 0 'Giữ chỗ'
seen 6 NEW6666
"$hotroit" stick "$stick" --who lan >"$work/out" 2>&1
try 'put in while it is kept' 77 'còn 1 ổ chưa có phiếu xoá dữ liệu: …6666' "$hotroit" do \
	hand-over "$tag4" received_by=Mai received_as=mother guided=1 boots=1 waiver=x --who lan

# "No disk inside" holds until a probe sees one.
snapshot V7 $enough 2026-02-01T08:00:00 | put may-v7
"$hotroit" stick "$stick" --who lan >"$work/out" 2>&1
tag7=$(sql "SELECT tag FROM device WHERE serial = 'V7'")
received "$tag7" yes
does '' do triage "$tag7" --who lan
does '' do erase "$tag7" disk='đã tháo ổ' medium=none level=none method=tháo result=ok --who lan
is 'taken out' no-media "$(sql "SELECT data_state FROM device WHERE tag = '$tag7'")"
does '' do wipe "$tag7" waiver='đã xem' --who lan
snapshot V7 $enough 2026-02-05T08:00:00 | sed 's/"DV7"/"NEW7777"/' | put may-v7-2
"$hotroit" stick "$stick" --who lan >"$work/out" 2>&1
try 'another put in' 77 'còn 1 ổ chưa có phiếu xoá dữ liệu: …7777' "$hotroit" do check "$tag7" \
	--who lan

# An id that is none.
wiping=00112233445566778899AABBCCDDEEFF
report "$tag3" W3 yes null true 'ST1 …DW3' | put xoa-w3-3
try 'no id' 65 'wiping.*32 chữ số hex' "$hotroit" stick --who lan "$stick"

# A short name that was given to another meanwhile tells nobody.
rm "$stick"/hotroit/xoa*
wiping=0123456789abcdef0123456789abcdef
report "$tag3" W3 yes null true 'ST7 …DW3' | put xoa-w3
does '' set member lan short=lan2 --who lan
does '' add member name='Lan khác' short=lan role=volunteer --who lan2
try 'whose name it was' 2 '«lan»: có tên ngắn đã đổi sau lúc xoá' \
	"$hotroit" stick --who lan2 "$stick"
does 'mới 1' stick --who minh --wiped-by lan2 "$stick"
is 'who is named' Lan "$(sql "SELECT m.name FROM wipe w JOIN member m ON m.id = w.wiped_by
	WHERE disk = 'ST7 …DW3'")"

[ "$failures" = 0 ] || exit 1
