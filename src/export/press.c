/* The press: fonts, words, lines. See press_priv.h. */
#include "press_priv.h"

#include "text.h"

#include <errno.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

/* fonts-liberation of Debian 12 lacks the Vietnamese tone letters; version 2 has them all. */
#define FONT_DIR "/usr/share/fonts/truetype/liberation2/"
#define FONT_PACKAGE "fonts-liberation2"
#define TEXT_MAX 4096 /* bytes of a text; more is cut and ends in … */
#define PIECE_MAX 512 /* bytes of a word: longer ones are set in pieces */
#define LINE_HEIGHT 1.28 /* of the size: room for ễ over g */
#define ASCENT 0.98

struct press_word {
	double width;
	GSList *items; /* of PangoGlyphItem */
	char text[];
};

static void item_free(void *item)
{
	pango_glyph_item_free(item);
}

static void word_free(void *data)
{
	struct press_word *word = data;

	g_slist_free_full(word->items, item_free);
	g_free(word);
}

static int load_fonts(struct press *press, struct err *err)
{
	static const char *const files[] = {
		FONT_DIR "LiberationSerif-Regular.ttf", FONT_DIR "LiberationSerif-Bold.ttf",
		FONT_DIR "LiberationSerif-Italic.ttf",  FONT_DIR "LiberationSerif-BoldItalic.ttf",
		FONT_DIR "LiberationSans-Regular.ttf",  FONT_DIR "LiberationSans-Bold.ttf",
	};

	/* Pango and Cairo would read the system's fontconfig: give them an empty one. */
	press->fonts = FcConfigCreate();
	FcConfigSetCurrent(press->fonts);
	FcConfigDestroy(press->fonts);
	press->fonts = FcConfigCreate();
	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		if (!FcConfigAppFontAddFile(press->fonts, (const FcChar8 *)files[i]))
			return err_set(err, ENOENT, "%s: không có phông chữ; hãy cài gói %s",
				       files[i], FONT_PACKAGE);
	press->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(press->map), press->fonts);
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(press->map), 72);
	return 0;
}

int press_open(struct press *press, cairo_surface_t *surface, double scale, struct err *err)
{
	cairo_font_options_t *options;
	int r = load_fonts(press, err);

	if (r < 0)
		return r;
	press->cr = cairo_create(surface);
	cairo_scale(press->cr, scale, scale);
	press->context = pango_font_map_create_context(press->map);
	/* Nothing may hang on a screen or on the user's settings. */
	options = cairo_font_options_create();
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(press->context, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(press->context, FALSE);
	pango_context_set_language(press->context, pango_language_from_string("vi"));
	pango_context_set_base_dir(press->context, PANGO_DIRECTION_LTR);
	pango_cairo_update_context(press->cr, press->context);
	press->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, word_free);
	return 0;
}

void press_done(struct press *press)
{
	if (press->words)
		g_hash_table_destroy(press->words);
	buf_done(&press->run.text);
	buf_done(&press->run.glyphs);
	buf_done(&press->run.clusters);
	if (press->context)
		g_object_unref(press->context);
	if (press->cr)
		cairo_destroy(press->cr);
	if (press->map) {
		/* It does not give back by itself the reference it took. */
		pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(press->map), NULL);
		g_object_unref(press->map);
	}
	if (press->fonts)
		FcConfigDestroy(press->fonts);
}

/* Which of the document's styles this is; the last place serves all that find none. */
static size_t style_index(struct press *press, double size, unsigned face)
{
	size_t i = 0;

	while (i < press->style_count &&
	       (press->styles[i].face != face || press->styles[i].size != size))
		i++;
	if (i == PRESS_STYLES)
		i--;
	if (i == press->style_count)
		press->style_count++;
	press->styles[i] = (struct press_style){.size = size, .face = face};
	return i;
}

static void use_style(struct press *press, const struct press_style *style)
{
	PangoFontDescription *font = pango_font_description_new();

	pango_font_description_set_family_static(
		font, style->face & FACE_SANS ? "Liberation Sans" : "Liberation Serif");
	pango_font_description_set_absolute_size(font, style->size * PANGO_SCALE);
	if (style->face & FACE_BOLD)
		pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
	if (style->face & FACE_ITALIC)
		pango_font_description_set_style(font, PANGO_STYLE_ITALIC);
	pango_context_set_font_description(press->context, font);
	pango_font_description_free(font);
}

static struct press_word *shape(struct press *press, size_t style, const char *text, size_t len)
{
	struct press_word *word = g_malloc0(sizeof(*word) + len + 1);
	PangoAttrList *none = pango_attr_list_new();
	GList *items;

	memcpy(word->text, text, len);
	use_style(press, &press->styles[style]);
	items = pango_itemize(press->context, word->text, 0, (int)len, none, NULL);
	for (GList *at = items; at; at = at->next) {
		PangoGlyphItem *set = pango_glyph_item_copy(&(PangoGlyphItem){.item = at->data});

		set->glyphs = pango_glyph_string_new();
		pango_shape_full(word->text + set->item->offset, set->item->length, word->text,
				 (int)len, &set->item->analysis, set->glyphs);
		word->width += (double)pango_glyph_string_get_width(set->glyphs) / PANGO_SCALE;
		word->items = g_slist_append(word->items, set);
		pango_item_free(at->data);
	}
	g_list_free(items);
	pango_attr_list_unref(none);
	return word;
}

static const struct press_word *find_word(struct press *press, size_t style, const char *text,
					  size_t len)
{
	AUTO(buf_done) struct buf key = {0};
	struct press_word *word;

	buf_add_char(&key, (char)(style + 1));
	buf_add(&key, text, len);
	word = g_hash_table_lookup(press->words, key.data);
	if (!word) {
		word = shape(press, style, text, len);
		g_hash_table_insert(press->words, g_strdup(key.data), word);
	}
	return word;
}

/* Bytes of TEXT up to the end of the letter before CUT, at least one letter. */
static size_t letter_end(const char *text, size_t cut)
{
	while (cut && (text[cut] & 0xc0) == 0x80)
		cut--;
	if (!cut)
		for (cut = 1; (text[cut] & 0xc0) == 0x80;)
			cut++;
	return cut;
}

/* The part of a word that goes on a line of its own width at most; *LEN becomes its length. */
static const struct press_word *fitting(struct press *press, size_t style, const char *text,
					size_t *len, double width)
{
	const struct press_word *word;
	size_t cut = *len > PIECE_MAX ? letter_end(text, PIECE_MAX) : *len;

	word = find_word(press, style, text, cut);
	while (word->width > width) {
		size_t less = (size_t)((double)cut * width / word->width);

		less = letter_end(text, less < cut ? less : cut - 1);
		if (less >= cut)
			break;
		cut = less;
		word = find_word(press, style, text, cut);
	}
	*len = cut;
	return word;
}

/* Puts a word on the last line, or on a new one where it does not fit. */
static void put_word(struct press_text *set, const struct press_word *word)
{
	struct press_line *line = &set->lines[set->line_count - 1];
	double room = set->width - (set->line_count == 1 ? set->indent : 0);

	if (line->count && line->width + set->gap + word->width > room) {
		line = &set->lines[set->line_count++];
		line->first = set->word_count;
	}
	line->width += word->width + (line->count ? set->gap : 0);
	line->count++;
	set->words[set->word_count++] = word;
}

static void set_paragraph(struct press *press, struct press_text *set, size_t style,
			  const char *text, size_t len)
{
	AUTO(buf_done) struct buf clean = {0}, letters = {0};
	const char *at;

	text_clean(&clean, text, len, TEXT_MAX);
	text_nfc(&letters, buf_text(&clean));
	set->lines[set->line_count++].first = set->word_count;
	for (at = buf_text(&letters); *at;) {
		size_t left = strcspn(at, " ");

		while (left) {
			size_t part = left;

			put_word(set,
				 fitting(press, style, at, &part,
					 set->width - (set->line_count == 1 ? set->indent : 0)));
			at += part;
			left -= part;
		}
		at += strspn(at, " ");
	}
	set->lines[set->line_count - 1].last = true;
}

/* The bytes of TEXT that are set: TEXT_MAX at most, up to the end of a letter. */
static size_t bytes_set(const char *text)
{
	size_t len = strnlen(text, TEXT_MAX + 1);

	return len > TEXT_MAX ? letter_end(text, TEXT_MAX) : len;
}

struct press_text press_set(struct press *press, struct arena *arena, const struct paper_text *text,
			    double width)
{
	struct press_text set = {.width = width,
				 .indent = text->indent,
				 .size = text->size,
				 .line_height = text->size * LINE_HEIGHT,
				 .align = text->align};
	size_t style = style_index(press, text->size, text->face);
	const char *at = text->text ? text->text : "";
	size_t left = bytes_set(at);
	/* Cleaning makes at most four bytes of one, and so does NFC; a word has one at least. */
	size_t most = left * 4 + 3;

	set.gap = find_word(press, style, " ", 1)->width;
	set.words = arena_alloc(arena, most * sizeof(*set.words));
	set.lines = arena_alloc(arena, most * sizeof(*set.lines));
	for (;;) {
		const char *end = memchr(at, '\n', left);
		size_t len = end ? (size_t)(end - at) : left;

		set_paragraph(press, &set, style, at, len);
		at += len;
		left -= len;
		if (!end)
			break;
		at++;
		left--;
	}
	if (*at)
		put_word(&set, find_word(press, style, "…", strlen("…")));
	return set;
}

/* ---- showing ------------------------------------------------------------- */

void press_show(struct press *press)
{
	struct press_run *run = &press->run;

	if (!run->font)
		return;
	cairo_set_scaled_font(press->cr,
			      pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(run->font)));
	cairo_show_text_glyphs(press->cr, run->text.data, (int)run->text.len,
			       (const cairo_glyph_t *)(const void *)run->glyphs.data,
			       (int)(run->glyphs.len / sizeof(cairo_glyph_t)),
			       (const cairo_text_cluster_t *)(const void *)run->clusters.data,
			       (int)(run->clusters.len / sizeof(cairo_text_cluster_t)), 0);
	run->font = NULL;
	buf_clear(&run->text);
	buf_clear(&run->glyphs);
	buf_clear(&run->clusters);
}

/* Is every glyph one of the font's own? Pango draws a box for a letter that it lacks. */
static bool is_plain(const PangoGlyphString *glyphs)
{
	for (int i = 0; i < glyphs->num_glyphs; i++)
		if (glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG ||
		    glyphs->glyphs[i].glyph == PANGO_GLYPH_EMPTY)
			return false;
	return glyphs->num_glyphs > 0;
}

/* Glyph by glyph as Pango places them, and which letters they stand for. */
static void add_item(struct press_run *run, const char *text, PangoGlyphItem *item, double x,
		     double y)
{
	PangoGlyphItemIter at;

	run->font = item->item->analysis.font;
	buf_add(&run->text, text + item->item->offset, (size_t)item->item->length);
	for (gboolean more = pango_glyph_item_iter_init_start(&at, item, text); more;
	     more = pango_glyph_item_iter_next_cluster(&at)) {
		const cairo_text_cluster_t cluster = {.num_bytes = at.end_index - at.start_index,
						      .num_glyphs = at.end_glyph - at.start_glyph};

		buf_add(&run->clusters, &cluster, sizeof(cluster));
	}
	for (int i = 0, width = 0; i < item->glyphs->num_glyphs; i++) {
		const PangoGlyphInfo *info = &item->glyphs->glyphs[i];
		const cairo_glyph_t glyph = {
			.index = info->glyph,
			.x = x + (double)(width + info->geometry.x_offset) / PANGO_SCALE,
			.y = y + (double)info->geometry.y_offset / PANGO_SCALE};

		buf_add(&run->glyphs, &glyph, sizeof(glyph));
		width += info->geometry.width;
	}
}

static void add_word(struct press *press, const struct press_word *word, double x, double y)
{
	for (GSList *item = word->items; item; item = item->next) {
		PangoGlyphItem *set = item->data;

		/* Another font, or a script that is written the other way. */
		if (press->run.font != set->item->analysis.font)
			press_show(press);
		if (is_plain(set->glyphs) && set->item->analysis.level % 2 == 0) {
			add_item(&press->run, word->text, set, x, y);
		} else {
			press_show(press);
			cairo_move_to(press->cr, x, y);
			pango_cairo_show_glyph_item(press->cr, word->text, set);
		}
		x += (double)pango_glyph_string_get_width(set->glyphs) / PANGO_SCALE;
	}
}

void press_add_line(struct press *press, const struct press_text *text, size_t which, double x,
		    double y)
{
	const struct press_line *line = &text->lines[which];
	double indent = which == 0 ? text->indent : 0;
	double spare = text->width - indent - line->width;
	double gap = text->gap;

	x += indent;
	if (text->align == ALIGN_CENTRE)
		x += spare / 2;
	else if (text->align == ALIGN_RIGHT)
		x += spare;
	else if (text->align == ALIGN_JUSTIFY && !line->last && line->count > 1)
		gap += spare / (double)(line->count - 1);
	for (size_t i = line->first; i < line->first + line->count; i++) {
		add_word(press, text->words[i], x, y + text->size * ASCENT);
		x += text->words[i]->width + gap;
	}
}

void press_line(struct press *press, const struct press_text *text, size_t which, double x,
		double y)
{
	press_add_line(press, text, which, x, y);
	press_show(press);
}

double press_text(struct press *press, const struct press_text *text, double x, double y)
{
	for (size_t i = 0; i < text->line_count; i++)
		press_add_line(press, text, i, x, y + (double)i * text->line_height);
	press_show(press);
	return y + (double)text->line_count * text->line_height;
}
