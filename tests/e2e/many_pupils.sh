#!/bin/sh
# A list of 600 pupils goes the whole way at once: gathered, sent, verified, approved, revised; its
# paper has every one of them once, and its heads again on each page.
set -u
. "$SRC/tests/e2e/book_rig"

does '' add unit name='THCS Phù Đổng' kind=school level=thcs
does '' add roster name='Cả trường' unit='THCS Phù Đổng'
{
	echo 'name,school,class,circumstance'
	echo 'Nguyễn Thị Hòa,THCS Phù Đổng,8A1,poor'
	awk 'BEGIN { for (i = 1; i < 600; i++) printf "Lê Văn Em %c%c%c,THCS Phù Đổng,8A1,poor\n",
		65 + i / 100, 65 + i / 10 % 10, 65 + i % 10 }'
} >"$work/pupils.csv"
does '600' import recipient "$work/pupils.csv"
does 'thêm 600 em' do gather 'Cả trường'
does '600 em, đề xuất thêm 600' do send 'Cả trường'
is 'lines, each with its place' '600 1 600' \
	"$(sql 'SELECT count(DISTINCT position), min(position + 0), max(position + 0)
		FROM roster_line' | tr '|' ' ')"
does 'xác minh 0 em, để lại 600' do verify 'Cả trường'
{
	echo 'recipient,purpose,given_by,given_on,evidence'
	sql "SELECT tag || ',processing,guardian,2026-11-01,phiếu 12' FROM recipient"
} >"$work/consents.csv"
does '600' import consent "$work/consents.csv"
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
