#!/bin/sh
# A list of a million pupils taken in, 11 columns, with checks, twins, audit, outbox and the search
# index, against two floors: `sqlite3 .import` of the same file into a bare table with a unique key
# (×.import), and sqlite3 putting the rows that the book has then into the same tables with the same
# indexes (×tables). Then the same file once more (nothing is added), the same list as .xlsx, and
# donors. Seconds, those of the processor (which others lengthen less), and the most memory. Half an
# hour on a busy machine, 4 GB of disk: not part of the check. Reached at 200,000 rows: 25 ×import
# (a bare table with one key, where a pupil is 18 entries of indexes and two rows of the outbox) and
# 3.7 ×tables (2.8 at 30,000), where 2.2 × a raw insert was aimed at: half of it is SQLite's own
# writing.
#
#   tests/bench/bench_import.sh BIN    BENCH_ROWS (1000000) sets the rows
bin=$(readlink -f "${1:?usage: tests/bench/bench_import.sh BIN}")
rows=${BENCH_ROWS:-1000000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOTROIT_DB="$work/book.db" LC_ALL=C.UTF-8 WORK="$work"
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
    year = 2008 + i % 9
    return [str(i + 1), name, f'{i % 28 + 1:02}/{i % 12 + 1:02}/{year}',
            'Nam' if i % 2 else 'Nữ', f'001{3 - i % 2}{year % 100:02}{i:06}',
            f'{i % 4 + 6}A{i % 9 + 1}', 'THCS Phù Đổng',
            f'thôn {i % 90}, xã Phù Đổng', ['Hộ nghèo', 'Cận nghèo', 'Mồ côi'][i % 3],
            f'{first[i % 10]} Văn {last[i % 9]}', f'09{i % 10**8:08}']

with open(work + '/donors.csv', 'w') as out:
    out.write('name;kind;phone;address\n')
    for i in range(rows):
        out.write(f'{first[i % 10]} {middle[i % 7]} {last[i % 11]} {i};person;'
                  f'09{i % 10**8:08};thôn {i % 90}\n')
with open(work + '/list.csv', 'w') as out:
    out.write(';'.join(head) + '\n')
    for i in range(rows):
        out.write(';'.join(row(i)) + '\n')
cell = '<c t="inlineStr"><is><t>%s</t></is></c>'

def row_of(cells):
    return ('<row>' + ''.join(cell % text for text in cells) + '</row>').encode()

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
        sheet.write(row_of(head))
        for i in range(rows):
            sheet.write(row_of(row(i)))
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
busy = usage.ru_utime + usage.ru_stime
ratios = ''
for floor in ['import', 'tables']:
    path = f'{os.environ["WORK"]}/{floor}.floor'
    if name.startswith(floor + ':'):
        open(path, 'w').write(str(busy / rows))
    elif os.path.exists(path):
        ratios += f' {busy / rows / float(open(path).read()):6.1f} ×{floor}'
last = f'{os.environ["WORK"]}/last'
if name.startswith('tables:'):
    above = float(open(last).read())
    ratios += f'; the line above is {above / (busy / rows):.1f} × this'
open(last, 'w').write(str(busy / rows))
print(f'{name:32} {took:8.2f} s, {busy:8.2f} s CPU {rows / busy:9.0f} rows/CPU s '
      f'{usage.ru_maxrss / 1024:7.1f} MB{ratios}')
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
timed 'import: sqlite3 .import, one key' "$rows" sqlite3 "$work/peer.db" ".read $work/peer.sql"
timed 'hotroit import, CSV' "$rows" "$bin/hotroit" import recipient "$work/list.csv"
# Not by whole pages, which sqlite3 would do without the condition.
{
	echo 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;'
	sqlite3 "$HOTROIT_DB" .schema | sed '/^CREATE TRIGGER/,/^END;/d; /sqlite_sequence/d'
	echo "ATTACH '$HOTROIT_DB' AS book; BEGIN;"
	for table in recipient recipient_pii audit outbox search_row search_block; do
		echo "INSERT INTO $table SELECT * FROM book.$table WHERE true;"
	done
	echo 'COMMIT;'
} >"$work/tables.sql"
timed 'tables: sqlite3, the same rows' "$rows" sqlite3 "$work/tables.db" ".read $work/tables.sql"
timed 'hotroit import, the same again' "$rows" "$bin/hotroit" import recipient "$work/list.csv"
HOTROIT_DB="$work/second.db"
"$bin/hotroit" add unit name='THCS Phù Đổng' kind=school >/dev/null || exit 1
timed 'hotroit import, XLSX' "$rows" "$bin/hotroit" import recipient "$work/list.xlsx"
timed 'hotroit list --by-name, 50' "$rows" "$bin/hotroit" list recipient --by-name --limit 50
timed 'hotroit import, donors' "$rows" "$bin/hotroit" import donor "$work/donors.csv"
