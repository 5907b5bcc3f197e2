/* Drawing into a rectangle of the terminal: clipped, measured in columns, and without marks where
 * the locale has no Vietnamese letters. */
#include "frame_priv.h"

#include <stdio.h>
#include <string.h>

int canvas_rows(const struct canvas *canvas)
{
	return canvas->rows;
}

int canvas_columns(const struct canvas *canvas)
{
	return canvas->columns;
}

void canvas_text(struct canvas *canvas, int row, int column, int columns, enum ui_style style,
		 const char *text)
{
	AUTO(buf_done) struct buf fitted = {0}, output = {0};
	int room = canvas->columns - column;

	if (columns <= 0 || columns > room)
		columns = room;
	if (row < 0 || row >= canvas->rows || column < 0 || columns <= 0)
		return;
	/* No letter is wider than it has bytes. */
	if (strlen(text) > (size_t)columns) {
		text_fit(&fitted, text, columns, false);
		text = buf_text(&fitted);
	}
	term_put(canvas->top + row, canvas->left + column, columns, style,
		 text_for_output(text, &output));
}

void canvas_printf(struct canvas *canvas, int row, int column, int columns, enum ui_style style,
		   const char *fmt, ...)
{
	char text[1024];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	canvas_text(canvas, row, column, columns, style, text);
}

/* Bytes of TEXT that fill one line of COLUMNS: up to a blank, or cut inside an overlong word. */
static size_t line_len(const char *text, int columns)
{
	AUTO(buf_done) struct buf fitted = {0};
	const char *blank;
	size_t len;

	if (text_width(text) <= columns)
		return strlen(text);
	/* text_fit ends a cut line with "…" in the last column: one more, then without it. */
	text_fit(&fitted, text, columns + 1, false);
	len = fitted.len - strlen("…");
	if (text[len] == ' ')
		return len;
	blank = memrchr(text, ' ', len);
	if (blank && blank > text)
		return (size_t)(blank - text);
	return len ? len : strlen(text);
}

int canvas_wrap(struct canvas *canvas, int row, int column, int columns, int rows,
		enum ui_style style, const char *text)
{
	AUTO(buf_done) struct buf line = {0};
	int used = 0;

	if (columns <= 0 || columns > canvas->columns - column)
		columns = canvas->columns - column;
	while (*text && used < rows && columns > 1) {
		size_t len = line_len(text, columns);

		buf_clear(&line);
		/* The last line takes all the rest, so that what is cut off shows as cut off. */
		if (used == rows - 1)
			len = strlen(text);
		buf_add(&line, text, len);
		canvas_text(canvas, row + used, column, columns, style, buf_text(&line));
		used++;
		text += len;
		while (*text == ' ')
			text++;
	}
	return used;
}

static void repeat(struct buf *ret, const char *sign, int times)
{
	while (times-- > 0)
		buf_add_str(ret, sign);
}

void canvas_line(struct canvas *canvas, int row, int column, int columns)
{
	AUTO(buf_done) struct buf line = {0};

	if (columns <= 0 || columns > canvas->columns - column)
		columns = canvas->columns - column;
	repeat(&line, "─", columns);
	canvas_text(canvas, row, column, columns, STYLE_DIM, buf_text(&line));
}

void canvas_bar(struct canvas *canvas, int row, int column, int columns, unsigned done,
		unsigned total)
{
	AUTO(buf_done) struct buf bar = {0};
	int room = columns - 2, filled = 0;

	if (total)
		filled = (int)((uint64_t)room * (done < total ? done : total) / total);
	buf_add_char(&bar, '[');
	repeat(&bar, "█", filled);
	repeat(&bar, "░", room - filled);
	buf_add_char(&bar, ']');
	canvas_text(canvas, row, column, columns, STYLE_NORMAL, buf_text(&bar));
}

void canvas_cursor(struct canvas *canvas, int row, int column)
{
	if (row >= 0 && row < canvas->rows && column >= 0 && column < canvas->columns)
		term_cursor(canvas->top + row, canvas->left + column);
}
