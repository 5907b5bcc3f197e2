/* A line of text being typed: the cursor, what may enter, the part that a narrow field shows. */
#include "frame_priv.h"

#include <stdio.h>
#include <string.h>

static size_t room_of(const struct ui_entry *entry)
{
	return entry->max && entry->max < sizeof(entry->text) ? entry->max : sizeof(entry->text);
}

void ui_entry_set(struct ui_entry *entry, const char *text)
{
	AUTO(buf_done) struct buf clean = {0}, letters = {0}, fitted = {0};

	text_clean(&clean, text, strlen(text), strlen(text) * 4);
	text_nfc(&letters, buf_text(&clean));
	text_clean(&fitted, buf_text(&letters), letters.len, room_of(entry) - 1);
	snprintf(entry->text, sizeof(entry->text), "%s", buf_text(&fitted));
	entry->cursor = strlen(entry->text);
	entry->word = (struct typing_word){0};
}

/* ---- editing --------------------------------------------------------------------------------- */

/* Puts MORE in the place of the bytes from FROM to the cursor. */
static enum ui_entry_answer replace(struct ui *ui, struct ui_entry *entry, size_t from,
				    const char *more)
{
	AUTO(buf_done) struct buf head = {0}, text = {0};
	size_t cursor;

	buf_add(&head, entry->text, from);
	buf_add_str(&head, more);
	/* A mark that comes by itself belongs to the letter before it. */
	text_nfc(&text, buf_text(&head));
	cursor = text.len;
	buf_add_str(&text, entry->text + entry->cursor);
	if (text.len >= room_of(entry)) {
		entry->word = (struct typing_word){0};
		ui_say(ui, STYLE_REVIEW,
		       _("Ô này đã đầy, chữ vừa gõ không vào được; xoá bớt rồi gõ tiếp"));
		return ENTRY_USED;
	}
	memcpy(entry->text, buf_text(&text), text.len + 1);
	entry->cursor = cursor;
	return ENTRY_CHANGED;
}

/* Letters that no key has come from an input method: two of them in a row type nonsense. */
static void yield_to_another(struct ui *ui, const char *letter)
{
	if (ui->typing == TYPING_OFF || !text_is_vietnamese(letter))
		return;
	ui->typing = TYPING_OFF;
	ui_say(ui, STYLE_REVIEW,
	       _("Bộ gõ tiếng Việt của máy đang chạy: đã tắt Telex/VNI ở đây; F6 để bật lại"));
}

static enum ui_entry_answer end_word(struct ui *ui, struct ui_entry *entry)
{
	AUTO(buf_done) struct buf text = {0};
	size_t back = typing_end(&entry->word, ui->typing, &text);

	return back ? replace(ui, entry, entry->cursor - back, buf_text(&text)) : ENTRY_USED;
}

static enum ui_entry_answer press_key(struct ui *ui, struct ui_entry *entry, char key)
{
	AUTO(buf_done) struct buf text = {0};
	size_t back =
		typing_press(&entry->word, ui->typing, entry->text, entry->cursor, key, &text);

	return replace(ui, entry, entry->cursor - back, buf_text(&text));
}

static enum ui_entry_answer type_letter(struct ui *ui, struct ui_entry *entry,
					const struct ui_event *event)
{
	AUTO(buf_done) struct buf clean = {0};
	const char *letter = event->text;
	unsigned char first = (unsigned char)*letter;
	bool is_composed = !entry->is_code && !event->is_pasted;

	if (first >= ' ' && first < 0x7f && is_composed && ui->typing != TYPING_OFF)
		return press_key(ui, entry, (char)first);
	entry->word = (struct typing_word){0};
	if (is_composed)
		yield_to_another(ui, letter);
	text_clean(&clean, letter, strlen(letter), UI_ENTRY_MAX);
	/* What is only space is kept as one blank; what can not even be seen is not kept. */
	if (!clean.len && text_width(letter) > 0)
		buf_add_char(&clean, ' ');
	return clean.len ? replace(ui, entry, entry->cursor, buf_text(&clean)) : ENTRY_USED;
}

static enum ui_entry_answer erase(struct ui_entry *entry, size_t from, size_t to)
{
	entry->word = (struct typing_word){0};
	if (from == to)
		return ENTRY_USED;
	memmove(entry->text + from, entry->text + to, strlen(entry->text + to) + 1);
	entry->cursor = from;
	return ENTRY_CHANGED;
}

static size_t word_begin(const struct ui_entry *entry)
{
	size_t at = entry->cursor;

	while (at && entry->text[at - 1] == ' ')
		at--;
	while (at && entry->text[at - 1] != ' ')
		at--;
	return at;
}

static enum ui_entry_answer next_typing(struct ui *ui)
{
	static const enum typing_method next[] = {[TYPING_OFF] = TYPING_TELEX,
						  [TYPING_TELEX] = TYPING_VNI,
						  [TYPING_VNI] = TYPING_OFF};

	ui->typing = next[ui->typing];
	return ENTRY_USED;
}

static enum ui_entry_answer move(struct ui *ui, struct ui_entry *entry, int request)
{
	enum ui_entry_answer answer = end_word(ui, entry);

	if (request == REQ_LEFT)
		entry->cursor = text_previous(entry->text, entry->cursor);
	else if (request == REQ_RIGHT)
		entry->cursor = text_next(entry->text, entry->cursor);
	else
		entry->cursor = request == REQ_HOME ? 0 : strlen(entry->text);
	return answer;
}

enum ui_entry_answer ui_entry_handle(struct ui *ui, struct ui_entry *entry,
				     const struct ui_event *event)
{
	switch (event->request) {
	case REQ_TEXT:
		return type_letter(ui, entry, event);
	case REQ_ERASE:
		return erase(entry, text_previous(entry->text, entry->cursor), entry->cursor);
	case REQ_DELETE:
		return erase(entry, entry->cursor, text_next(entry->text, entry->cursor));
	case REQ_ERASE_WORD:
		return erase(entry, word_begin(entry), entry->cursor);
	case REQ_CLEAR:
		return erase(entry, 0, entry->cursor);
	case REQ_LEFT:
	case REQ_RIGHT:
	case REQ_HOME:
	case REQ_END:
		return move(ui, entry, event->request);
	case REQ_TYPING:
		end_word(ui, entry);
		return next_typing(ui);
	case REQ_TICK:
	case REQ_IDLE:
	case REQ_RETURN:
		return ENTRY_PASSED;
	default:
		end_word(ui, entry);
		return ENTRY_PASSED;
	}
}

/* ---- drawing --------------------------------------------------------------------------------- */

static int width_between(const struct ui_entry *entry, size_t from, size_t to)
{
	AUTO(buf_done) struct buf part = {0};

	buf_add(&part, entry->text + from, to - from);
	return text_width(buf_text(&part));
}

/* Columns that the text takes from FROM to UPTO, with the "…" for what is left out before. */
static int drawn_width(const struct ui_entry *entry, size_t from, size_t upto)
{
	return (from > 0) + width_between(entry, from, upto);
}

/* Lets the cursor be seen, and as much text as there is room for. */
static void scroll(struct ui_entry *entry, int columns)
{
	size_t len = strlen(entry->text);
	/* A column for the cursor, or for the "…" of what follows beside it. */
	int room = columns - (entry->cursor < len ? 2 : 1);

	if (entry->shown > entry->cursor)
		entry->shown = entry->cursor;
	while (entry->shown < entry->cursor &&
	       drawn_width(entry, entry->shown, entry->cursor) > room)
		entry->shown = text_next(entry->text, entry->shown);
	while (entry->shown &&
	       drawn_width(entry, text_previous(entry->text, entry->shown), len) < columns)
		entry->shown = text_previous(entry->text, entry->shown);
}

static const char *typing_name(const struct ui *ui, const struct ui_entry *entry)
{
	if (entry->is_code)
		return _("MÃ");
	return ui->typing == TYPING_TELEX ? "TELEX" : ui->typing == TYPING_VNI ? "VNI" : "EN";
}

void ui_entry_draw(struct ui *ui, struct ui_entry *entry, struct canvas *canvas, int row,
		   int column, int columns)
{
	AUTO(buf_done) struct buf text = {0};
	int room = canvas_columns(canvas) - column;

	if (columns <= 0 || columns > room)
		columns = room;
	scroll(entry, columns);
	buf_printf(&text, "%s%s", entry->shown ? "…" : "", entry->text + entry->shown);
	canvas_text(canvas, row, column, columns, STYLE_INPUT, buf_text(&text));
	canvas_cursor(canvas, row, column + drawn_width(entry, entry->shown, entry->cursor));
	ui->frame->typing = typing_name(ui, entry);
}

void ui_entry_draw_labelled(struct ui *ui, struct ui_entry *entry, struct canvas *canvas, int row,
			    const char *label)
{
	int left = text_width(label) + 2;

	canvas_printf(canvas, row, 0, 0, STYLE_NORMAL, "%s:", label);
	ui_entry_draw(ui, entry, canvas, row, left, canvas_columns(canvas) - left);
}
