/* The QR code of a tag, and how a terminal shows it: light modules are drawn, dark ones left. */
#include "export_priv.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#define FULL_BLOCK "\xe2\x96\x88" /* █ */
#define UPPER_HALF "\xe2\x96\x80" /* ▀ */
#define LOWER_HALF "\xe2\x96\x84" /* ▄ */

static bool is_code(const char *tag, size_t most)
{
	size_t len = tag ? strlen(tag) : 0;

	for (size_t i = 0; i < len; i++)
		if (!isdigit((unsigned char)tag[i]) && (tag[i] < 'A' || tag[i] > 'Z'))
			return false;
	return len >= 1 && len <= most;
}

static int make(const char *tag, struct qr *ret, struct err *err)
{
	char text[sizeof(EXPORT_QR_PREFIX) + QR_CODE_MAX];
	const void *table;
	int r = plugin_open("qr", "plug_qr", &table, err);

	if (r < 0)
		return r;
	snprintf(text, sizeof(text), EXPORT_QR_PREFIX "%s", tag);
	if (!((const struct plug_qr *)table)->encode(text, ret))
		return err_set(err, EINVAL, "%s: không tạo được mã QR", tag);
	return 0;
}

int qr_make(const char *tag, struct qr *ret, struct err *err)
{
	if (!is_code(tag, EXPORT_TAG_MAX))
		return err_set(err, EINVAL, "mã thiết bị phải gồm 1 đến %d chữ A-Z, số 0-9",
			       EXPORT_TAG_MAX);
	return make(tag, ret, err);
}

int qr_make_code(const char *code, struct qr *ret, struct err *err)
{
	if (!is_code(code, QR_CODE_MAX))
		return err_set(err, EINVAL, "mã tra cứu phải gồm 1 đến %d chữ A-Z, số 0-9",
			       QR_CODE_MAX);
	return make(code, ret, err);
}

static bool is_light(const struct qr *qr, int x, int y)
{
	return x < 0 || y < 0 || x >= QR_SIDE || y >= QR_SIDE || !qr->dark[y][x];
}

static void add_halves(struct buf *ret, const struct qr *qr, int quiet)
{
	for (int y = -quiet; y < QR_SIDE + quiet; y += 2) {
		for (int x = -quiet; x < QR_SIDE + quiet; x++) {
			bool above = is_light(qr, x, y);
			bool below = y + 1 < QR_SIDE + quiet && is_light(qr, x, y + 1);

			buf_add_str(ret, above   ? below ? FULL_BLOCK : UPPER_HALF
					 : below ? LOWER_HALF
						 : " ");
		}
		buf_add_char(ret, '\n');
	}
}

static void add_blocks(struct buf *ret, const struct qr *qr, int quiet)
{
	for (int y = -quiet; y < QR_SIDE + quiet; y++) {
		for (int x = -quiet; x < QR_SIDE + quiet; x++)
			buf_add_str(ret, is_light(qr, x, y) ? FULL_BLOCK FULL_BLOCK : "  ");
		buf_add_char(ret, '\n');
	}
}

static int lines_needed(enum qr_glyphs glyphs, int quiet)
{
	int side = QR_SIDE + 2 * quiet;

	return glyphs == QR_HALVES ? (side + 1) / 2 : side;
}

static int columns_needed(enum qr_glyphs glyphs, int quiet)
{
	int side = QR_SIDE + 2 * quiet;

	return glyphs == QR_HALVES ? side : 2 * side;
}

int export_qr_text(struct buf *ret, const char *tag, enum qr_glyphs glyphs, int lines, int columns,
		   struct err *err)
{
	struct qr qr;
	int quiet = QR_QUIET;
	int r = qr_make(tag, &qr, err);

	if (r < 0)
		return r;
	while (quiet > 0 &&
	       (lines_needed(glyphs, quiet) > lines || columns_needed(glyphs, quiet) > columns))
		quiet--;
	if (quiet == 0)
		return err_set(err, ENOSPC, "mã QR cần %d dòng × %d cột; hãy phóng to cửa sổ",
			       lines_needed(glyphs, 1), columns_needed(glyphs, 1));
	if (glyphs == QR_HALVES)
		add_halves(ret, &qr, quiet);
	else
		add_blocks(ret, &qr, quiet);
	return 0;
}
