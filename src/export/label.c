/* Labels for what printer there is: PDF through CUPS, or ESC/POS as Epson's command reference for
 * thermal printers has it (ESC @, GS v 0, ESC J, GS V). */
#include "export_priv.h"

#include <errno.h>

#define ESC 0x1b
#define GS 0x1d
#define FEED_DOTS 64 /* 8 mm between labels */
#define CUT_FEED 24

int plug_paper_open(const struct plug_paper **ret, struct err *err)
{
	const void *table;
	int r = plugin_open("paper", "plug_paper", &table, err);

	if (r == 0)
		*ret = table;
	return r;
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

/* The drawings of the labels, in ARENA. */
static int drawings(struct arena *arena, const struct label *labels, size_t count,
		    const struct label_drawing **ret, struct err *err)
{
	struct label_drawing *all;

	if (!count)
		return err_set(err, EINVAL, "chưa chọn thiết bị nào để in nhãn");
	all = arena_alloc(arena, count * sizeof(*all));
	for (size_t i = 0; i < count; i++) {
		int r = qr_make(labels[i].tag, &all[i].qr, err);

		if (r < 0)
			return r;
		all[i].tag = labels[i].tag;
		all[i].kind = or_empty(labels[i].kind);
		all[i].date = paper_day(arena, labels[i].date, "");
		all[i].team = or_empty(labels[i].team);
	}
	*ret = all;
	return 0;
}

int export_labels_pdf(struct buf *ret, const struct label *labels, size_t count,
		      enum label_sheet sheet, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	const struct label_drawing *all;
	const struct plug_paper *plug;
	int r = drawings(&arena, labels, count, &all, err);

	if (r == 0)
		r = plug_paper_open(&plug, err);
	return r < 0 ? r : plug->labels(ret, all, count, sheet, err);
}

static void add_picture(struct buf *ret, const struct label_dots *dots)
{
	const char head[] = {GS, 'v', '0', 0, LABEL_DOTS_WIDE / 8, 0, (char)LABEL_DOTS_HIGH, 0};
	const char feed[] = {ESC, 'J', FEED_DOTS};

	buf_add(ret, head, sizeof(head));
	buf_add(ret, dots->row, sizeof(dots->row));
	buf_add(ret, feed, sizeof(feed));
}

int export_labels_escpos(struct buf *ret, const struct label *labels, size_t count, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	AUTO(buf_done) struct buf bytes = {0};
	const struct label_drawing *all;
	const struct plug_paper *plug;
	const char start[] = {ESC, '@'};
	const char cut[] = {GS, 'V', 'B', CUT_FEED};
	int r = drawings(&arena, labels, count, &all, err);

	if (r == 0)
		r = plug_paper_open(&plug, err);
	buf_add(&bytes, start, sizeof(start));
	for (size_t i = 0; i < count && r == 0; i++) {
		struct label_dots dots;

		r = plug->dots(&dots, &all[i], err);
		if (r == 0)
			add_picture(&bytes, &dots);
	}
	if (r < 0)
		return r;
	buf_add(&bytes, cut, sizeof(cut));
	buf_add(ret, bytes.data, bytes.len);
	return 0;
}
