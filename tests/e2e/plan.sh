#!/bin/sh
# Plans by command: what each holds and says, everything wrong with a file in one go, what is only
# doubtful, and a copy that a coordinator edits and then works by.
set -eu
h=${BIN:?}/hotroit
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_DATA_HOME="$work/data" LC_ALL=C.UTF-8
unset HOTROIT_DB HOTROIT_PIN || true
count=0

says() { # what words command…: it succeeds, and says the words
	what=$1 words=$2
	shift 2
	"$@" >"$work/out" 2>&1 || { echo "FAIL $what"; cat "$work/out"; exit 1; }
	grep -qF -- "$words" "$work/out" || { echo "FAIL $what"; cat "$work/out"; exit 1; }
	count=$((count + 1))
}

fails() { # what code words command…: it ends with the code, and says the words
	what=$1 code=$2 words=$3 rc=0
	shift 3
	"$@" >"$work/out" 2>&1 || rc=$?
	[ "$rc" = "$code" ] || { echo "FAIL $what: $rc"; cat "$work/out"; exit 1; }
	tr -s " \n" " " <"$work/out" >"$work/line"
	grep -qF -- "$words" "$work/line" || { echo "FAIL $what"; cat "$work/out"; exit 1; }
	count=$((count + 1))
}

for plan in bgddt-935 gia-lam-2021 hcm-3249 long-khanh-2024 thu-duc-2024; do
	says "$plan is listed" "$plan" "$h" plan list
	says "$plan passes its check" "$plan" "$h" plan check "${SRC:?}/schema/plans/$plan.json"
	"$h" plan show "$plan" | awk -v plan="$plan" '
		{ gsub(/[\200-\277]/, "") } length($0) > 80 { print "wide: " plan ": " $0; exit 1 }'
	"$h" plan show "$plan" --json | cmp - "$SRC/schema/plans/$plan.json"
done

# What a coordinator looks for in each.
says 'the deadline in words' 'trước 15/11/2024 00:00' "$h" plan show long-khanh-2024
says 'the prizes' '30 giải cá nhân, 3 giải tập thể' "$h" plan show long-khanh-2024
says 'the hours, both ways' '8 giờ: 1 buổi × 8 giờ hoặc 2 buổi × 4 giờ' "$h" plan show thu-duc-2024
says 'the calendar' 'Tháng 11    Hội thảo AI' "$h" plan show thu-duc-2024
says 'the pilots' '5 Tiểu học, 5 THCS; cộng 10 trường' "$h" plan show thu-duc-2024
says 'the sums' 'thành phần cộng lại 4.246.800: lệch 10.000 ở' "$h" plan show hcm-3249
says 'the sums by phase' \
	'Giai đoạn từ 2021 313.600; giai đoạn sau 3.531.500; không chia giai đoạn' \
	"$h" plan show hcm-3249
says 'the sums by group' 'Theo nhóm: I 3.369.100; II 6.000' "$h" plan show hcm-3249
says 'the funding' 'Ngân sách (NS) 1.337.150 (31,41 %)' "$h" plan show hcm-3249
says 'the slip as printed' '20.0000    20.000' "$h" plan show hcm-3249
says 'the areas' '7. Ký kết đào tạo nhân lực' "$h" plan show bgddt-935
says 'the volunteers training' 'Tập huấn IT cho tình nguyện viên' "$h" plan show gia-lam-2021
says 'sums for programs' '"printed":4256800000000,"parts":4246800000000' "$h" plan list --json

# What has a note is for information, what is open asks for a look; wrong is wrong, and all of it
# is told.
says 'a sum that disagrees' 'lệch 10.000 ở nhiệm vụ 16' \
	"$h" plan check "$SRC/schema/plans/hcm-3249.json"
says 'no prizes yet' 'chưa có giải' "$h" plan check "$SRC/schema/plans/thu-duc-2024.json"
sed -e 's/"hs-th"/"hs-tieu-hoc"/' -e 's/2024-11-18"/2024-11-31"/' -e 's/"when":/"whne":/' \
	"$SRC/schema/plans/long-khanh-2024.json" >"$work/bad.json"
fails 'a day there is not' 65 'announce' "$h" plan check "$work/bad.json"
fails 'a key there is not, told too' 65 'báo cáo ket-qua: khoá lạ "whne"' \
	"$h" plan check "$work/bad.json"
sed -i 's/2024-11-31"/2024-11-18"/' "$work/bad.json"
fails 'an audience there is not' 65 'bảng a: "audience" không có "hs-tieu-hoc"' \
	"$h" plan check "$work/bad.json"
sed 's/"level": "th"/"level": "c1"/' "$SRC/schema/plans/thu-duc-2024.json" >"$work/bad.json"
fails 'a level there is not' 65 'cấp "c1"' "$h" plan check "$work/bad.json"
sed 's/"effective_to": "[^"]*"/"effective_to": "2020-01-01"/; s/"count": 5/"count": -5/' \
	"$SRC/schema/plans/thu-duc-2024.json" >"$work/bad.json"
fails 'an end before the beginning' 65 'hết hiệu lực ("effective_to" 2020-01-01)' \
	"$h" plan check "$work/bad.json"
fails 'a number below nothing, in the same run' 65 '"count" phải là số nguyên từ 1' \
	"$h" plan check "$work/bad.json"
sed '/"note": "10.000 + 50.000/d' "$SRC/schema/plans/hcm-3249.json" >"$work/bad.json"
fails 'a sum without its note' 65 'nhiệm vụ nv16: các phần cộng lại' \
	"$h" plan check "$work/bad.json"
# A note on another matter excuses no number.
sed 's/"amount": 381600000000/"amount": 1/' "$SRC/schema/plans/hcm-3249.json" >"$work/bad.json"
fails 'an amount that is not what is printed' 65 'nv02: in “381.600” mà "amount" ghi 1 đồng' \
	"$h" plan check "$work/bad.json"
[ "$(grep -c '“381.600”' "$work/out")" = 1 ] || { echo 'FAIL told twice'; exit 1; }
sed 's/"amount": 4256800000000/"amount": 1/' "$SRC/schema/plans/hcm-3249.json" >"$work/bad.json"
fails 'a whole that is not the sum' 65 'budget: các phần cộng lại 4256800000000 đồng' \
	"$h" plan check "$work/bad.json"
sed 's/"text": "3.000"/"text": "6.000"/' "$SRC/schema/plans/hcm-3249.json" >"$work/bad.json"
fails 'a phase' 65 'nv05: in “6.000” mà "amount" ghi 3000000000' "$h" plan check "$work/bad.json"
sed -e 's/"effective_from": "2024/"effective_from": "2025/' \
	-e 's/"effective_to": "[^"]*"/"effective_to": null/' \
	"$SRC/schema/plans/long-khanh-2024.json" >"$work/bad.json"
fails 'a deadline of another year asks for a look' 2 'trước ngày hiệu lực' \
	"$h" plan check "$work/bad.json"
sed -e 's/"before": "2024/"before": "2029/' -e 's/"announce": "2024/"announce": "2029/' \
	"$SRC/schema/plans/long-khanh-2024.json" >"$work/bad.json"
fails 'a deadline after the plan' 2 'sau ngày hết hiệu lực' "$h" plan check "$work/bad.json"
sed 's/"announce": "2024-11/"announce": "2024-10/' \
	"$SRC/schema/plans/long-khanh-2024.json" >"$work/bad.json"
fails 'announced before its deadline, whatever the note' 2 'Nên xem lại' \
	"$h" plan check "$work/bad.json"
{ printf '\357\273\277'; cat "$SRC/schema/plans/hcm-3249.json"; } >"$work/marked.json"
says 'as Notepad saves it' 'đúng mẫu' "$h" plan check "$work/marked.json"
: >"$work/bad.json"
fails 'an empty file' 65 '1 chỗ sai' "$h" plan check "$work/bad.json"
echo '{"schema": "hotroit.plan/1",,' >"$work/bad.json"
fails 'where it is no JSON' 65 'dòng 1, cột 29' "$h" plan check "$work/bad.json"
fails 'no such file' 66 "$work/none.json" "$h" plan check "$work/none.json"

# A plan of other work judges no device.
fails 'it says so' 64 'không có tiêu chuẩn thiết bị' \
	"$h" assess --plan long-khanh-2024 "$SRC/tests/screens/snapshot.json"

# A copy, edited, is a plan at hand.
says 'a copy is written' 'Đã ghi' "$h" plan copy long-khanh-2024 cu-chi-2027
own="$XDG_DATA_HOME/hotroit/plans/cu-chi-2027.json"
grep -q '"note": "Bản chép của long-khanh-2024' "$own"
sed -i 's/Tỏa sáng ý tưởng, cùng AI vẽ nên tương lai/Củ Chi xanh/' "$own"
says 'it passes its check' 'cu-chi-2027' "$h" plan check "$own"
says 'it is listed' 'cu-chi-2027' "$h" plan list
says 'it says what was edited' 'Củ Chi xanh' "$h" plan show cu-chi-2027
fails 'never over another' 73 'đã có kế hoạch mã này' "$h" plan copy hcm-3249 cu-chi-2027
fails 'never outside the folder' 64 'chữ thường' "$h" plan copy hcm-3249 ../x
fails 'of none' 66 'plan list' "$h" plan copy nowhere x
sed -i 's/"audience"/"audiense"/' "$own"
says 'a broken one is left out, and told' 'audiense' "$h" plan list
"$h" plan list 2>"$work/out" | grep -q '^cu-chi-2027' && { echo 'FAIL left out'; exit 1; }
echo "plan: $count checks"
