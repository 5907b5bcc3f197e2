/* Giấy chứng nhận, giấy khen: one page each, for whoever finished a course or won a prize. */
#ifndef HOTROIT_EXPORT_AWARD_H
#define HOTROIT_EXPORT_AWARD_H

#include "export.h"

struct award {
	const char *name; /* whom it is given to */
	const char *unit; /* their school, Đoàn body …; NULL: no line */
	const char *reason; /* "đã hoàn thành chương trình …, 12 giờ", "đạt Giải Nhất Bảng A …" */
	const char *detail; /* a second line: the work's title, the days; or NULL */
	const char *code; /* by which it can be looked up: printed and, with its QR, scanned */
	const char *number; /* of the register; NULL: dots to write on */
};

struct awards {
	struct paper_head head;
	const char *title; /* "GIẤY CHỨNG NHẬN" */
	const struct award *list;
	size_t count;
};

/* All of them in one file, a page each; other forms than PDF as a table. -EINVAL: none. */
int export_awards(struct buf *ret, const struct awards *awards, struct err *err) MUST_USE;

#endif
