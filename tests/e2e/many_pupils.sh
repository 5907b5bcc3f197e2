#!/bin/sh
# A list of 600 pupils goes the whole way at once: gathered, sent, verified, approved, revised; its
# paper has every one of them once, and its heads again on each page.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failures=0
export HOTROIT_DB="$work/book.db" XDG_DATA_HOME="$work" LC_ALL=C.UTF-8

complain() {
	printf '%s\n' "$*"
	failures=$((failures + 1))
}

# does WORDS COMMAND…: it goes well and says WORDS; an empty WORDS: whatever
does() {
	words=$1
	shift
	"$BIN/hotroit" "$@" >"$work/out" 2>&1 || complain "$*: $(cat "$work/out")"
	grep -q -- "$words" "$work/out" || complain "$*: $(cat "$work/out") instead of $words"
}
sql() { sqlite3 "$HOTROIT_DB" "$1"; }
is() { [ "$2" = "$3" ] || complain "$1: $3 instead of $2"; }

does '' add unit name='THCS Phù Đổng' kind=school level=thcs
does '' add roster name='Cả trường' unit='THCS Phù Đổng'
does '' add recipient name='Nguyễn Thị Hòa' school='THCS Phù Đổng' class=8A1 circumstance=poor
# 599 more like her, and for each the leave to keep what is known.
sql "WITH RECURSIVE k (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < 599)
	INSERT INTO recipient (id, tag, name, school, class, circumstance, state, created_at,
	updated_at)
	SELECT printf('%08x-0000-4000-8000-000000000000', i), printf('P%06d', i),
	'Lê Văn Em ' || char(65 + i / 100, 65 + i / 10 % 10, 65 + i % 10), school, class,
	circumstance, 'draft', created_at, updated_at FROM recipient, k WHERE tag NOT LIKE 'P%'"
does 'thêm 600 em' do gather 'Cả trường'
does '600 em, đề xuất thêm 600' do send 'Cả trường'
is 'lines, each with its place' '600 1 600' \
	"$(sql 'SELECT count(DISTINCT position), min(position + 0), max(position + 0)
		FROM roster_line' | tr '|' ' ')"
does 'xác minh 0 em, để lại 600' do verify 'Cả trường'
does '' add consent recipient="$(sql "SELECT tag FROM recipient WHERE name = 'Nguyễn Thị Hòa'")" \
	purpose=processing given_by=guardian given_on=01/11/2026 evidence='phiếu 12'
sql "INSERT INTO consent (id, recipient, purpose, given_by, given_on, evidence, state, created_at,
	updated_at) SELECT printf('%08x-0000-4000-8000-00000000000c', n), id, 'processing',
	'guardian', '2026-11-01', 'phiếu', 'given', created_at, updated_at
	FROM recipient WHERE tag LIKE 'P%'"
does 'xác minh 600 em, để lại 0' do verify 'Cả trường'
does 'duyệt 600 em, để lại 0, đủ nơi duyệt 0' do approve 'Cả trường' body=doan
does 'đủ nơi duyệt 600' do approve 'Cả trường' body=giao-duc

does '' export handover-list 'Cả trường' -o "$work/list.pdf"
pdftotext -layout "$work/list.pdf" "$work/text"
is 'every pupil on the paper' 600 "$(grep -cE '^ *[0-9]+ +(Lê Văn|Nguyễn Thị)' "$work/text")"
is 'the heads on every page' "$(pdfinfo "$work/list.pdf" | sed -n 's/^Pages: *//p')" \
	"$(tr '\f' '\n' <"$work/text" | grep -c 'STT .*Họ')"
does '' export handover-list 'Cả trường' --format csv -o "$work/list.csv"
is 'every pupil in the file' 601 "$(wc -l <"$work/list.csv")"

does '' do revise 'Cả trường'
is 'all moved on' 600 "$(sql "SELECT count(*) FROM recipient p JOIN roster r ON r.id = p.roster
	WHERE r.version = 2")"

[ "$failures" = 0 ] || exit 1
