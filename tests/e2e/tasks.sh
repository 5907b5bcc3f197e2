#!/bin/sh
# The work of plans beside devices: a plan's sixteen tasks with their money and sums, pilot schools
# within their numbers, the movement by area and unit, targets, the figures for the city; then all
# of it at a district, in its views.
set -u
. "$SRC/tests/e2e/sync_rig"

# does WORDS COMMAND…: it goes well at the bench and says WORDS; an empty WORDS: whatever
does() {
	words=$1
	shift
	at a1 "$@" >"$work/out" 2>&1 || complain "$*: $(head -5 "$work/out")"
	[ -z "$words" ] || grep -q -- "$words" "$work/out" ||
		complain "$*: $(head -5 "$work/out") instead of $words"
}

# says WORDS: so did the last command, too
says() { grep -q -- "$1" "$work/out" || complain "not said: $1 in $(head -9 "$work/out")"; }

# json COMMAND… -- PYTHON: what this expression makes of its answer d
json() {
	expression=$1
	shift
	at a1 "$@" --json 2>"$work/said" | python3 -c "import json, sys
d = json.load(sys.stdin)
print($expression)"
}

district
add_bench a1 phu-dong
does '' add unit name='xã Phù Đổng' kind=commune code=00565

# --- sixteen tasks -------------------------------------------------------------------------------

exits 'no such plan' 66 'không có kế hoạch' at a1 task new nothing
exits 'no such item' 66 'không có nhiệm vụ này' at a1 task new hcm-3249 nv99
exits 'a plan of other work' 66 'không có nhiệm vụ nào' at a1 task new gia-lam-2021
does '' add programme name='Giáo dục thông minh' plan=hcm-3249
does 'Đã lập 1 nhiệm vụ' task new hcm-3249 nv03
does 'Đã lập 15 nhiệm vụ' task new hcm-3249
says '1 đã có từ trước'
says 'lệch 10.000'
does 'Đã lập 0 nhiệm vụ' task new hcm-3249
same 'tasks and phases' '16|30|16' "$(ask a1 "SELECT (SELECT count(*) FROM task),
	(SELECT count(*) FROM phase), (SELECT count(programme) FROM task)")"
same 'the slips stand as printed' '20.0000|2022 - 230' "$(ask a1 "SELECT
	(SELECT printed FROM task WHERE number = 12), (SELECT period FROM phase JOIN task
	ON phase.task = task.id WHERE number = 5 AND position = 2)")"
does 'Kinh phí 4.256.800 triệu' task
says 'ngân sách 1.337.150, xã hội hoá 2.919.650'
says 'Nhiệm vụ 16: kinh phí 70.000, các giai đoạn cộng lại 60.000: lệch 10.000'
says 'các dòng in 4.256.800, thành phần 4.246.800, tổng ghi'
same 'sums' '4256800000000 4246800000000 1' \
	"$(json '" ".join(str(d["sums"][k]) for k in ("budget", "parts", "odd"))' task hcm-3249)"

# --- done, and spent -----------------------------------------------------------------------------

library='Thư viện thông minh'
one=$(ask a1 "SELECT tag FROM task WHERE number = 3")
exits 'not begun' 77 'Chưa làm' at a1 do progress "$one" progress=10
does 'Bắt đầu làm' do start "$one"
exits 'too much' 64 '0 đến 100' at a1 do progress "$one" progress=101
does '' do progress "$one" progress=40
exits 'not whole' 77 'chưa 100 %' at a1 do finish "$one"
does '' add spending task="$library" on_date=01/03/2024 amount=1500000 source=state \
	document='PC 12'
does '' add spending task="$library" on_date=01/03/2026 amount=500000 source=social
does '' add spending task="$library" on_date=01/03/2020 amount=70000 source=social
does '' add spending task="$library" on_date=02/03/2024 amount=9000000 source=state
does 'quá kinh phí 200' add spending task='Khảo sát tác động xã hội' on_date=02/03/2024 \
	amount=200000001 source=state
over=$(ask a1 'SELECT id FROM spending WHERE amount = 200000001')
does 'Đảo dòng' do reverse "$over" note='nhầm một đồng'
wrong=$(ask a1 'SELECT id FROM spending WHERE amount = 9000000')
exits 'money is more than none' 64 'amount' at a1 add spending task="$library" \
	on_date=01/03/2024 amount=0 source=state
exits 'more than any plan costs' 64 'amount: nhiều nhất' at a1 add spending task="$library" \
	on_date=02/03/2024 amount=20000000000000 source=state
exits 'a year there was none' 64 'on_date: năm từ' at a1 add spending task="$library" \
	on_date=02/03/1924 amount=2000 source=state
exits 'a day to come' 64 'on_date: lúc này chưa đến' at a1 add spending task="$library" \
	on_date=01/03/2099 amount=2000 source=state
exits 'progress is a step' 64 'chương trình ghi' at a1 set task "$one" progress=50
exits 'a line stays' 77 '' at a1 set spending "$wrong" amount=900000
does 'Đảo dòng' do reverse "$wrong" note='ghi nhầm'
exits 'once' 77 'đã có dòng đảo' at a1 do reverse "$wrong" note='nữa'
same 'spent against phases' '2070000 1500000 570000 1500000 500000 70000' \
	"$(json '" ".join(str(x) for t in d["tasks"] if t["number"] == 3 for x in (t["spent"],
	t["spent_state"], t["spent_social"], *(p["spent"] for p in t["phases"]),
	t["spent_outside"]))' task)"
does '0,07' task
says 'chi ngoài các giai đoạn'

# --- pilot schools -------------------------------------------------------------------------------

for n in 1 2 3 4 5 6; do
	does '' add unit name="TH số $n" kind=school level=th parent='xã Phù Đổng'
	does '' add unit name="THCS số $n" kind=school level=thcs parent='xã Phù Đổng'
	for level in TH THCS; do
		does '' add pilot plan=thu-duc-2024 plan_item=thi-diem-ai school="$level số $n" \
			content='AI, Coding'
	done
done
does '' add unit name='THPT số 1' kind=school level=thpt parent='xã Phù Đổng'
for id in $(ask a1 "SELECT p.tag FROM pilot p JOIN unit u ON u.id = p.school
	WHERE u.name LIKE '%số _' AND u.name NOT LIKE '%số 6' ORDER BY p.n"); do
	does 'Bắt đầu thí điểm' do start "$id"
done
sixth=$(ask a1 "SELECT p.tag FROM pilot p JOIN unit u ON u.id = p.school
	WHERE u.name = 'TH số 6'")
exits 'a sixth' 77 'đã đủ 5/5 trường Tiểu học' at a1 do start "$sixth"
does '' add member name='Lê Yến' role=coordinator
does 'Bắt đầu thí điểm' do start "$sixth" --who 'Lê Yến' \
	waiver='UBND đồng ý thêm một trường'
does '' add pilot plan=thu-duc-2024 plan_item=thi-diem-ai school='TH số 1'
exits 'of no item' 64 'không có thí điểm «khong-co»; chọn trong: thi-diem-ai' at a1 add pilot \
	plan=thu-duc-2024 plan_item=khong-co school='TH số 1'
exits 'of another plan' 64 'không có thí điểm nào' at a1 add pilot \
	plan=hcm-3249 plan_item=thi-diem-ai school='TH số 1'
exits 'the same school' 77 'đã thí điểm rồi' at a1 do start \
	"$(ask a1 'SELECT tag FROM pilot ORDER BY n DESC LIMIT 1')"
does '' add pilot plan=thu-duc-2024 plan_item=thi-diem-ai school='THPT số 1'
exits 'a level without a place' 77 'không có chỗ cho trường THPT' at a1 do start \
	"$(ask a1 'SELECT tag FROM pilot ORDER BY n DESC LIMIT 1')"
same 'pilots' '6|5|1' "$(ask a1 "SELECT sum(u.level = 'th'), sum(u.level = 'thcs'),
	count(p.waiver) FROM pilot p JOIN unit u ON u.id = p.school WHERE p.state = 'running'")"

# --- the movement --------------------------------------------------------------------------------

exits 'done before its day' 64 'on_date: lúc này chưa đến' at a1 add activity name=x kind=other \
	on_date=01/10/2099
exits 'judged before its year' 64 'year: lúc này chưa đến' at a1 add evaluation unit='TH số 1' \
	year=2099 points=1
exits 'area 8' 64 '1 đến 7' at a1 add activity name=x kind=other on_date=01/10/2026 area=8
does '' add activity name='Ngày hội số' kind=seminar on_date=10/10/2026 area=1 \
	unit='TH số 1' participants=200
for n in 1 2 3; do
	does '' add activity name="Tập huấn Gemini, buổi $n" kind=training on_date="0$n/11/2026" \
		area=3 about=KHOA1 unit='TH số 1' participants=40
done
does '' add activity name='Câu lạc bộ STEM' kind=other on_date=05/11/2026 area=5 \
	unit='THCS số 1'
does '' add activity name='Chưa rõ mục' kind=media on_date=06/11/2026
does '' add activity name='Năm trước' kind=media on_date=06/11/2025 area=2
same 'areas' '1 1 0 1 0 1 0 0 4 2' "$(json '" ".join(str(a["total"]) for a in d["areas"]),
	d["total"], d["repeats"]' movement 2026 | tr -d "(),'")"
for unit in 'TH số 1=92' 'TH số 2=92' 'THCS số 1=80'; do
	does '' add evaluation unit="${unit%=*}" year=2026 points="${unit#*=}" \
		body='Hội đồng thi đua'
done
does 'đã có đánh giá năm 2026' add evaluation unit='THCS số 1' year=2026 points=85
does 'đồng hạng' movement 2026
says 'có 2 đánh giá'
same 'places' '1T 1T 3' "$(json '" ".join(str(u["place"]) + "T" * u["tied"] for u in d["units"]
	if "place" in u)' movement 2026)"
exits 'no year' 64 'ghi năm' at a1 movement 26

# --- targets -------------------------------------------------------------------------------------

does '' add programme name='Máy tính cũ' plan=gia-lam-2021
does '' add team name='Tổ Phù Đổng' kind=thanh-nien-it unit='xã Phù Đổng'
same 'targets' 'missed unknown met missed' \
	"$(json '" ".join(t["result"] for t in d["targets"])' targets)"
does '' add request received_at=2026-11-01T08:00:00+07:00 requester='chị Hoa' symptom='mất mạng'
same 'one of one is late' 'missed 0 1' "$(json '" ".join(str(t[k]) for t in d["targets"]
	if t["id"] == "request.contact_hours" for k in ("result", "value", "needed"))' \
	targets 2026-11)"

# --- reports -------------------------------------------------------------------------------------

does '9. Nhiệm vụ của kế hoạch' month 2026-11
says '10. Phong trào thi đua'
does 'hạng 1, đồng hạng' month 2026
for period in 'month 2026-11' 'year 2026'; do
	# shellcheck disable=SC2086 # two words
	does 'Đã ghi' export $period -o "$work/report.pdf" --force
	pdftotext -layout "$work/report.pdf" "$work/out"
	says 'Phong trào thi đua'
	says 'Nhiệm vụ của kế hoạch'
done

# --- for the city --------------------------------------------------------------------------------

does '' add member name='RIÊNG Một' role=coordinator phone=0912345678
does '' add donor name='RIÊNG Hai' kind=person phone=0912345679 address='RIÊNG 3' thanks=yes
does '' add roster name='Đợt 1' unit='TH số 1'
does '' add recipient name='RIÊNG Bốn' birth_date=01/02/2015 school='TH số 1' \
	unit='xã Phù Đổng' address='RIÊNG 5' guardian='RIÊNG Sáu' phone=0912345670 \
	roster='Đợt 1' circumstance=poor
for kind in task pilot activity; do
	does '' set "$kind" "$(ask a1 "SELECT tag FROM $kind ORDER BY n LIMIT 1")" \
		note='RIÊNG ghi chú'
done
does '' set activity "$(ask a1 'SELECT tag FROM activity ORDER BY n LIMIT 1')" \
	result='RIÊNG kết quả'
does '' export statistics 2026 --format json -o "$work/one.json"
does '' export statistics 2026 --format json -o "$work/two.json"
cmp -s "$work/one.json" "$work/two.json" || complain 'the same book gives other bytes'
grep -q 'RIÊNG\|09123456\|2015-02-01' "$work/one.json" &&
	complain "personal: $(grep 'RIÊNG\|09123456\|2015' "$work/one.json" | head -3)"
exits 'no such format' 64 'json' at a1 export statistics 2026 --format pdf
exits 'a year to come' 64 'chưa tới' at a1 export statistics 2099
python3 - "$SRC/schema/statistics.schema.json" "$work/one.json" <<'END' || complain 'statistics'
import json, sys
schema, data = (json.load(open(name, encoding="utf-8")) for name in sys.argv[1:3])
types = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}
wrong = []

def check(value, rule, where):
    wanted = rule.get("type")
    wanted = [wanted] if isinstance(wanted, str) else wanted
    if wanted and not any(isinstance(value, types[one]) for one in wanted):
        wrong.append(f"{where}: {value!r} is no {wanted}")
    if "enum" in rule and value not in rule["enum"]:
        wrong.append(f"{where}: {value!r}")
    if isinstance(value, dict):
        for key in rule.get("required", []):
            if key not in value:
                wrong.append(f"{where}.{key} is missing")
        for key in value:
            if key in rule.get("properties", {}):
                check(value[key], rule["properties"][key], f"{where}.{key}")
            elif rule.get("additionalProperties") is False:
                wrong.append(f"{where}.{key} is in no schema")
    if isinstance(value, list):
        for n, one in enumerate(value):
            check(one, rule.get("items", {}), f"{where}[{n}]")

check(data, schema, "")
counts = {key: len(data[key]) for key in ("units", "programmes", "activities", "pilots", "tasks")}
expected = {"units": 14, "programmes": 2, "activities": 7, "pilots": 14, "tasks": 16}
if counts != expected:
    wrong.append(f"{counts}")
if {u["name"]: u["code"] for u in data["units"]}["xã Phù Đổng"] != "00565":
    wrong.append("the commune's code")
if sum(cell["count"] for cell in data["statistics"]["movement"]) != 4:
    wrong.append("the movement")
if sum(one["social"] + one["state"] for one in data["statistics"]["spending"]) != 2070000:
    wrong.append("the spending")
print("\n".join(wrong[:9]))
sys.exit(bool(wrong))
END

# --- lists as tables, and at the district --------------------------------------------------------

at a1 list task --csv >"$work/tasks.csv" 2>&1
same 'tasks as a table' 17 "$(wc -l <"$work/tasks.csv")"
sync a1
for kind in task phase spending activity pilot evaluation; do
	same "$kind at the district" "$(ask a1 "SELECT count(*) FROM $kind")" \
		"$(sql "SELECT count(*) FROM report.$kind")"
done
same 'tasks in the view' '16|4256800000000|2070000' "$(sql "SELECT sum(so_nhiem_vu),
	sum(kinh_phi), sum(da_chi) FROM report.nhiem_vu")"
same 'the odd one' 16 "$(sql 'SELECT so FROM report.kinh_phi_nhiem_vu WHERE lech')"
same 'areas in the view' '1:1 3:1 5:1 :1' "$(sql "SELECT string_agg(noi_dung_text || ':' || n, ' '
	ORDER BY noi_dung NULLS LAST) FROM (SELECT noi_dung, coalesce(noi_dung::text, '')
	AS noi_dung_text, sum(so_hoat_dong) AS n FROM report.phong_trao
	WHERE thang >= '2026-01-01' GROUP BY noi_dung) x")"
same 'pilots in the view' '6 5' "$(sql "SELECT string_agg(so_truong::text, ' ' ORDER BY so_truong
	DESC) FROM report.truong_thi_diem WHERE trang_thai = 'Đang thí điểm'")"
same 'places in the view' '1 1 3' "$(sql "SELECT string_agg(hang::text, ' ' ORDER BY hang)
	FROM report.xep_hang_don_vi WHERE nam = 2026")"
add_bench a2 phu-dong
sync a2
same 'at another bench' 16 "$(ask a2 'SELECT count(*) FROM task')"
whole a1
whole a2

[ "$failures" = 0 ] || exit 1
