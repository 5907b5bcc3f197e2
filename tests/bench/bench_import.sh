#!/bin/sh
# A list of pupils taken in, 11 columns, with checks, twins and the search index, against
# `sqlite3 .import` of the same file into a bare table with a unique key; then the same file once
# more (nothing is added), and a tenth of it as .xlsx. Seconds, rows a second, and the most memory.
#
#   tests/bench/bench_import.sh BIN    BENCH_ROWS (1000000) sets the rows
bin=$(readlink -f "${1:?usage: tests/bench/bench_import.sh BIN}")
rows=${BENCH_ROWS:-1000000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOTROIT_DB="$work/book.db" LC_ALL=C.UTF-8
python3 - "$work" "$rows" <<'END' || exit 1
import sys, zipfile
work, rows = sys.argv[1], int(sys.argv[2])
first = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ']
middle = ['Văn', 'Thị', 'Đức', 'Ngọc', 'Minh', 'Thu', 'Quang']
last = ['An', 'Bình', 'Chi', 'Dũng', 'Giang', 'Hà', 'Hương', 'Khánh', 'Linh', 'Nam', 'Yến']
head = ['STT', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Số ĐDCN', 'Lớp', 'Trường', 'Địa chỉ',
        'Hoàn cảnh', 'Họ tên phụ huynh', 'SĐT']

def row(i):
    name = f'{first[i % 10]} {middle[i % 7]} {last[i % 11]}'
    return [str(i + 1), name, f'{i % 28 + 1:02}/{i % 12 + 1:02}/{2008 + i % 9}',
            'Nam' if i % 2 else 'Nữ', f'001{i:09}', f'{i % 4 + 6}A{i % 9 + 1}', 'THCS Phù Đổng',
            f'thôn {i % 90}, xã Phù Đổng', ['Hộ nghèo', 'Cận nghèo', 'Mồ côi'][i % 3],
            f'{first[i % 10]} Văn {last[i % 9]}', f'09{i % 10**8:08}']

with open(work + '/list.csv', 'w') as out:
    out.write(';'.join(head) + '\n')
    for i in range(rows):
        out.write(';'.join(row(i)) + '\n')
cell = '<c t="inlineStr"><is><t>%s</t></is></c>'
with zipfile.ZipFile(work + '/list.xlsx', 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as book:
    book.writestr('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/'
                  '2006/content-types"><Override PartName="/xl/workbook.xml" ContentType='
                  '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
                  '</Types>')
    book.writestr('xl/workbook.xml', '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r1"/>'
                  '</sheets></workbook>')
    book.writestr('xl/_rels/workbook.xml.rels', '<Relationships><Relationship Id="r1" '
                  'Target="worksheets/sheet1.xml"/></Relationships>')
    with book.open('xl/worksheets/sheet1.xml', 'w') as sheet:
        sheet.write(b'<worksheet><sheetData>')
        for cells in [head] + [row(i) for i in range(rows // 10)]:
            sheet.write(('<row>' + ''.join(cell % text for text in cells) + '</row>').encode())
        sheet.write(b'</sheetData></worksheet>')
END

# timed NAME ROWS COMMAND…
timed() {
	python3 - "$@" <<'END' || exit 1
import os, subprocess, sys, time
name, rows, command = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
start = time.monotonic()
child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
took = time.monotonic() - start
print(f'{name:32} {took:8.2f} s {rows / took:9.0f} rows/s {usage.ru_maxrss / 1024:7.1f} MB')
sys.exit(status != 0)
END
}

"$bin/hotroit" add unit name='THCS Phù Đổng' kind=school >/dev/null || exit 1
cat >"$work/peer.sql" <<END
CREATE TABLE list (a, b, c, d, e PRIMARY KEY, f, g, h, i, j, k);
.separator ;
.import --skip 1 $work/list.csv list
END
echo "== import: $rows rows of 11 columns"
timed 'sqlite3 .import, unique key' "$rows" sqlite3 "$work/peer.db" ".read $work/peer.sql"
timed 'hotroit import, CSV' "$rows" "$bin/hotroit" import recipient "$work/list.csv"
timed 'hotroit import, the same again' "$rows" "$bin/hotroit" import recipient "$work/list.csv"
HOTROIT_DB="$work/second.db"
"$bin/hotroit" add unit name='THCS Phù Đổng' kind=school >/dev/null || exit 1
timed 'hotroit import, XLSX, a tenth' $((rows / 10)) "$bin/hotroit" import recipient \
	"$work/list.xlsx"
peer=$(command -v ssconvert) && timed 'ssconvert, XLSX to CSV' $((rows / 10)) "$peer" \
	"$work/list.xlsx" "$work/peer.csv"
exit 0
