/* One page of a list, read from the store and made ready to be drawn. */
#ifndef HOTROIT_LIST_PRIV_H
#define HOTROIT_LIST_PRIV_H

#include "argument_priv.h"

#define LIST_COLUMNS_MAX 12

struct list_row {
	const char *id;
	const char *cells[LIST_COLUMNS_MAX]; /* as shown */
};

struct list_page {
	const struct record_kind *kind;
	struct argument given; /* the filters */
	size_t fields[LIST_COLUMNS_MAX]; /* the shown columns, as indexes of kind->fields */
	size_t column_count, verdict_column;
	struct arena arena; /* the page's */
	struct list_row *rows;
	int widest[LIST_COLUMNS_MAX]; /* of the page's cells */
	struct list_title *titles; /* of the rows that this page refers to */
	size_t count, size; /* rows read, and rows that fit */
	bool more; /* there is a row after the page */
	/* Where each page before this one began, so that going back needs no second order. */
	char (*starts)[UUID_TEXT_MAX];
	size_t start_count, start_cap;
	char after[UUID_TEXT_MAX]; /* this page begins after it, or "" */
};

/* ARGUMENT: "KIND [field=value…]". page_done follows also when it failed. */
int page_begin(struct list_page *page, struct ui *ui, const char *argument,
	       struct err *err) MUST_USE;
void page_done(struct list_page *page);
/* WORDS may be "". */
int page_read(struct list_page *page, struct ui *ui, const char *words, struct err *err) MUST_USE;
int page_first(struct list_page *page, struct ui *ui, const char *words, struct err *err) MUST_USE;
int page_next(struct list_page *page, struct ui *ui, const char *words, struct err *err) MUST_USE;
int page_previous(struct list_page *page, struct ui *ui, const char *words,
		  struct err *err) MUST_USE;

/* Rows there are in all; counting by words within filters ends at this many. */
#define PAGE_COUNT_MAX 1000
int page_total(const struct list_page *page, struct ui *ui, const char *words, uint64_t *ret_total,
	       struct err *err) MUST_USE;

/* Columns as wide as what they hold, within ROOM; 0: left out. */
void page_measure(const struct list_page *page, int room, int ret_widths[LIST_COLUMNS_MAX]);

#endif
