/* Keys become requests here, and only here: the tables that bind them also feed the key bar and
 * the help, so that the three can not disagree. */
#include "frame_priv.h"

#include <string.h>
#include <strings.h>

const struct ui_key frame_keys[] = {
	{REQ_UP, "Up", NULL, N_("lên một dòng")},
	{REQ_DOWN, "Down", NULL, N_("xuống một dòng")},
	{REQ_PAGE_UP, "PgUp ^B", NULL, N_("lên một trang")},
	{REQ_PAGE_DOWN, "PgDn ^F", NULL, N_("xuống một trang")},
	{REQ_HOME, "Home ^A", NULL, N_("về đầu")},
	{REQ_END, "End ^E", NULL, N_("tới cuối")},
	{REQ_SIGN, "F4 ^K", NULL, N_("ai đang làm: ký tên bằng PIN, hoặc thôi")},
	{REQ_LOG, "F9 g", NULL, N_("nhật ký: các thông báo đã hiện")},
	{REQ_HELP, "F1 ? ^G", N_("Trợ giúp"), N_("các phím của màn hình này")},
	{REQ_BACK, "Esc Bksp", N_("Về"), N_("về màn hình trước")},
	{REQ_QUIT, "F10 q ^X", N_("Thoát"), N_("thoát; mọi thứ đã ghi đều được giữ")},
};
const size_t frame_key_count = ARRAY_LEN(frame_keys);

const struct ui_key text_keys[] = {
	{REQ_TYPING, "F6 ^T", NULL, N_("cách gõ tiếng Việt: Telex, VNI, không")},
	{REQ_LEFT, "Left", NULL, N_("sang trái một chữ")},
	{REQ_RIGHT, "Right", NULL, N_("sang phải một chữ")},
	{REQ_ERASE, "Bksp", NULL, N_("xoá chữ trước con trỏ")},
	{REQ_DELETE, "Del ^D", NULL, N_("xoá chữ tại con trỏ")},
	{REQ_ERASE_WORD, "^W", NULL, N_("xoá từ trước con trỏ")},
	{REQ_CLEAR, "^U", NULL, N_("xoá hết tới đầu dòng")},
};
const size_t text_key_count = ARRAY_LEN(text_keys);

static bool has_key(const char *names, const char *key)
{
	while (*names) {
		size_t len = strcspn(names, " ");

		/* In either case, so that Caps Lock does no harm. */
		if (strlen(key) == len && strncasecmp(names, key, len) == 0)
			return true;
		names += len;
		names += strspn(names, " ");
	}
	return false;
}

static int find(const struct ui_key *keys, size_t count, const char *key)
{
	for (size_t i = 0; i < count; i++)
		if (has_key(keys[i].keys, key))
			return keys[i].request;
	return REQ_NONE;
}

int keys_request(const struct screen *screen, const char *key)
{
	int request;

	if (str_eq(key, " "))
		key = "Space";
	request = find(screen->keys, screen->key_count, key);
	return request ? request : find(frame_keys, frame_key_count, key);
}

bool keys_hold(struct ui *ui, const struct layer *layer, int request)
{
	/* The live stick has no book to sign in, and only its first screen knows what the power
	 * would take with it. */
	if (ui->carried && (request == REQ_SIGN ||
			    (request == REQ_QUIT && layer != &ui->frame->stack[0])))
		return false;
	return !layer->screen->has_key || layer->screen->has_key(ui, layer->state, request);
}

int keys_text_request(const char *key)
{
	return find(text_keys, text_key_count, key);
}

void keys_first(struct buf *ret, const char *keys)
{
	buf_add(ret, keys, strcspn(keys, " "));
}

static void draw_key(struct canvas *canvas, int row, int *column, const struct ui_key *key)
{
	AUTO(buf_done) struct buf name = {0};
	const char *label = _(key->label);
	int width;

	keys_first(&name, key->keys);
	width = text_width(buf_text(&name));
	if (*column + width + 1 + text_width(label) > canvas->columns)
		return;
	canvas_text(canvas, row, *column, width, STYLE_KEY, buf_text(&name));
	canvas_text(canvas, row, *column + width + 1, text_width(label), STYLE_NORMAL, label);
	*column += width + 1 + text_width(label) + 2;
}

void keys_bar(struct ui *ui, struct canvas *canvas, int row)
{
	const struct layer *layer = &ui->frame->stack[ui->frame->depth - 1];
	const struct screen *screen = layer->screen;
	bool deep = ui->frame->depth > 1;
	int column = 0;

	for (size_t i = 0; i < frame_key_count; i++)
		if (frame_keys[i].label && (deep || frame_keys[i].request != REQ_BACK) &&
		    keys_hold(ui, layer, frame_keys[i].request))
			draw_key(canvas, row, &column, &frame_keys[i]);
	for (size_t i = 0; i < screen->key_count; i++)
		if (screen->keys[i].label && keys_hold(ui, layer, screen->keys[i].request))
			draw_key(canvas, row, &column, &screen->keys[i]);
}
