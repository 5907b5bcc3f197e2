#!/usr/bin/env python3
"""Writes a workbook from rows: book_file.py xlsx|xls FILE < rows.json

The input is {"sheets": [{"name": …, "hidden": true, "rows": [[cell, …], …]}], "date1904": true}; a
cell is a text, a number, null, {"day": serial}, {"inline": text}, {"error": "#N/A"}, {"bool": 1},
{"shown": text} (a text in several runs) or {"formula": text, "value": last worked out}. "raw": {part: text} takes the place of a part of an .xlsx.
"""
import json
import struct
import sys
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'


def letters(column):
    name = ''
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class Xlsx:
    def __init__(self, book):
        self.book = book
        self.strings = []

    def shared(self, item):
        self.strings.append(item)
        return len(self.strings) - 1

    def cell(self, at, value):
        if isinstance(value, (int, float)):
            return f'<c r="{at}"><v>{value}</v></c>'
        if isinstance(value, str):
            number = self.shared(f'<si><t xml:space="preserve">{escape(value)}</t></si>')
            return f'<c r="{at}" t="s"><v>{number}</v></c>'
        if 'day' in value:
            return f'<c r="{at}" s="1"><v>{value["day"]}</v></c>'
        if 'inline' in value:
            return f'<c r="{at}" t="inlineStr"><is><t>{escape(value["inline"])}</t></is></c>'
        if 'shown' in value:
            half = len(value['shown']) // 2
            runs = ''.join(f'<r><rPr/><t>{escape(part)}</t></r>' for part in
                           (value['shown'][:half], value['shown'][half:]))
            number = self.shared(f'<si>{runs}<rPh sb="0" eb="1"><t>xx</t></rPh></si>')
            return f'<c r="{at}" t="s"><v>{number}</v></c>'
        if 'formula' in value:
            return f'<c r="{at}"><f>{escape(value["formula"])}</f><v>{value["value"]}</v></c>'
        if 'error' in value:
            return f'<c r="{at}" t="e"><v>{value["error"]}</v></c>'
        return f'<c r="{at}" t="b"><v>{value["bool"]}</v></c>'

    def sheet(self, rows):
        text = [f'<worksheet xmlns="{MAIN}"><sheetData>']
        for number, row in enumerate(rows, 1):
            cells = ''.join(self.cell(f'{letters(i)}{number}', value)
                            for i, value in enumerate(row) if value is not None)
            if cells:
                text.append(f'<row r="{number}">{cells}</row>')
        text.append('</sheetData></worksheet>')
        return ''.join(text)

    def parts(self):
        sheets = self.book['sheets']
        parts = {'[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/'
                                        '2006/content-types"/>'}
        listed = relations = ''
        for i, sheet in enumerate(sheets, 1):
            state = ' state="hidden"' if sheet.get('hidden') else ''
            listed += (f'<sheet name={quoteattr(sheet["name"])} sheetId="{i}"{state} '
                       f'r:id="rId{i}"/>')
            relations += (f'<Relationship Id="rId{i}" Type="{RELATIONS}/worksheet" '
                          f'Target="worksheets/sheet{i}.xml"/>')
            parts[f'xl/worksheets/sheet{i}.xml'] = self.sheet(sheet['rows'])
        properties = '<workbookPr date1904="1"/>' if self.book.get('date1904') else ''
        parts['xl/workbook.xml'] = (f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{properties}'
                                    f'<sheets>{listed}</sheets></workbook>')
        parts['xl/_rels/workbook.xml.rels'] = (f'<Relationships xmlns="{PACKAGE}">{relations}'
                                               '</Relationships>')
        parts['xl/styles.xml'] = (f'<styleSheet xmlns="{MAIN}"><numFmts count="1">'
                                  '<numFmt numFmtId="164" formatCode="[$-42A]dd/mm/yyyy"/>'
                                  '</numFmts><cellXfs count="2"><xf numFmtId="0"/>'
                                  '<xf numFmtId="164"/></cellXfs></styleSheet>')
        parts['xl/sharedStrings.xml'] = (f'<sst xmlns="{MAIN}">' + ''.join(self.strings) +
                                         '</sst>')
        parts.update(self.book.get('raw', {}))
        return parts

    def write(self, name):
        with zipfile.ZipFile(name, 'w', zipfile.ZIP_DEFLATED) as archive:
            for part, text in self.parts().items():
                archive.writestr(part, '<?xml version="1.0" encoding="UTF-8"?>' + text
                                 if not text.startswith('<!') else text)


def record(kind, data):
    return struct.pack('<HH', kind, len(data)) + data


def text16(text, long_count):
    """A BIFF8 string: one byte a letter where that is enough, as Excel does."""
    count = struct.pack('<H' if long_count else '<B', len(text))
    try:
        return count + b'\0' + text.encode('latin-1')
    except UnicodeEncodeError:
        return count + b'\1' + text.encode('utf-16-le')


class Xls:
    """BIFF8 in a compound file of one stream ([MS-XLS], [MS-CFB])."""

    def __init__(self, book):
        self.book = book

    def cell(self, row, column, value):
        at = struct.pack('<HHH', row, column, 0)
        if isinstance(value, str):
            return record(0x204, at + text16(value, True))  # LABEL
        if isinstance(value, dict):
            at = struct.pack('<HHH', row, column, 1)
            value = value['day']
        return record(0x203, at + struct.pack('<d', value))  # NUMBER

    def sheet(self, rows):
        width = max([len(row) for row in rows] + [1])
        data = record(0x809, struct.pack('<HHHHII', 0x600, 0x10, 0, 0, 0, 0))
        data += record(0x200, struct.pack('<IIHHH', 0, len(rows), 0, width, 0))
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                if value is not None:
                    data += self.cell(i, j, value)
        return data + record(0x0a, b'')

    def stream(self):
        head = record(0x809, struct.pack('<HHHHII', 0x600, 5, 0, 0, 0, 0))
        head += record(0x42, struct.pack('<H', 1200))  # CODEPAGE
        head += record(0x22, struct.pack('<H', 1 if self.book.get('date1904') else 0))
        for style in (0, 14):  # XF
            head += record(0xe0, struct.pack('<HHH', 0, style, 0) + b'\0' * 14)
        sheets = [self.sheet(sheet['rows']) for sheet in self.book['sheets']]
        names = [text16(sheet['name'], False) for sheet in self.book['sheets']]
        size = len(head) + sum(len(name) + 10 for name in names) + 4
        for name, data in zip(names, sheets):
            head += record(0x85, struct.pack('<IH', size, 0) + name)  # BOUNDSHEET
            size += len(data)
        return head + record(0x0a, b'') + b''.join(sheets)

    def write(self, name):
        sector = 512
        data = self.stream()
        data += b'\0' * max(0, 4096 - len(data))  # shorter ones stand elsewhere
        data += b'\0' * (-len(data) % sector)
        count = len(data) // sector
        fats = 1
        while fats * 128 < count + 1 + fats:
            fats += 1
        chain = [0xfffffffd] * fats + [0xfffffffe]
        first = fats + 1
        chain += [first + i + 1 for i in range(count - 1)] + [0xfffffffe]
        chain += [0xffffffff] * (fats * 128 - len(chain))

        def entry(title, kind, child, start, size):
            encoded = title.encode('utf-16-le') + b'\0\0' if title else b''
            return (encoded.ljust(64, b'\0') +
                    struct.pack('<HBBIII', len(encoded), kind, 1, 0xffffffff, 0xffffffff, child) +
                    b'\0' * 36 + struct.pack('<IQ', start, size))

        header = (b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\0' * 16 +
                  struct.pack('<HHHHH', 0x3e, 3, 0xfffe, 9, 6) + b'\0' * 6 +
                  struct.pack('<IIIIIIIII', 0, fats, fats, 0, 4096, 0xfffffffe, 0, 0xfffffffe, 0) +
                  struct.pack('<109I', *(list(range(fats)) + [0xffffffff] * (109 - fats))))
        directory = (entry('Root Entry', 5, 1, 0xfffffffe, 0) +
                     entry('Workbook', 2, 0xffffffff, first, len(data)) +
                     entry('', 0, 0xffffffff, 0, 0) * 2)
        with open(name, 'wb') as out:
            out.write(header + struct.pack(f'<{len(chain)}I', *chain) + directory + data)


if __name__ == '__main__':
    writer = Xlsx if sys.argv[1] == 'xlsx' else Xls
    writer(json.load(sys.stdin)).write(sys.argv[2])
