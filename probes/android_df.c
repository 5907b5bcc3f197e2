/*
 * df, as Android prints it: toolbox's "Size Used Free Blksize" with rounded suffixes (before 6.0),
 * toybox's and BusyBox's "1K-blocks … Available Use% Mounted on", long names broken over two lines.
 */
#include "android_priv.h"

#include <ctype.h>
#include <string.h>

#define WORDS_MAX 16
#define SIZE_MAX_BYTES (UINT64_C(1) << 46) /* 64 TiB: no phone has more */

enum layout { LAYOUT_NONE, LAYOUT_TOOLBOX, LAYOUT_BLOCKS };

struct words {
	char *at[WORDS_MAX];
	size_t count;
};

/* A size and how far off it may be: "4.7G" was rounded to a tenth of 1 GiB. */
struct size {
	uint64_t bytes, step;
};

static void split(char *text, struct words *words)
{
	char *rest = NULL;

	for (char *word = strtok_r(text, " \t", &rest); word && words->count < WORDS_MAX;
	     word = strtok_r(NULL, " \t", &rest))
		words->at[words->count++] = word;
}

static uint64_t suffix_unit(char suffix, uint64_t plain)
{
	switch (suffix) {
	case '\0':
		return plain;
	case 'K':
	case 'k':
		return UINT64_C(1) << 10;
	case 'M':
		return UINT64_C(1) << 20;
	case 'G':
		return UINT64_C(1) << 30;
	case 'T':
		return UINT64_C(1) << 40;
	default:
		return 0;
	}
}

/* "23.4G", "770.16M", "26103096" (in units of PLAIN bytes). Refuses a sign. */
static bool parse_size(const char *text, uint64_t plain, struct size *ret)
{
	uint64_t digits = 0, scale = 1, unit;
	bool fraction = false, any = false;

	for (; isdigit((unsigned char)*text) || (*text == '.' && !fraction); text++) {
		if (*text == '.') {
			fraction = true;
			continue;
		}
		if (digits > UINT64_C(1) << 46 || scale > 1000000)
			return false;
		digits = digits * 10 + (uint64_t)(*text - '0');
		scale *= fraction ? 10 : 1;
		any = true;
	}
	unit = suffix_unit(*text, fraction ? 0 : plain);
	if (!any || !unit || (*text && text[1]) || digits / scale > SIZE_MAX_BYTES / unit)
		return false;
	ret->bytes = digits / scale * unit + digits % scale * unit / scale;
	/* Rounded up, down or to the nearest: nobody knows. */
	ret->step = *text ? unit / scale + 1 : 0;
	return true;
}

static bool numbers(struct android_df *ret, char *const *words, uint64_t plain)
{
	struct size total, used, left;

	if (!parse_size(words[0], plain, &total) || !parse_size(words[1], plain, &used) ||
	    !parse_size(words[2], plain, &left) || !total.bytes)
		return false;
	if (left.bytes > total.bytes + total.step || used.bytes > total.bytes + total.step)
		return false;
	ret->total_least = total.bytes - (total.step < total.bytes ? total.step : 0);
	ret->total_most = total.bytes + total.step;
	ret->free = left.bytes > left.step ? left.bytes - left.step : 0;
	return true;
}

/* Since Android 11 parts of /data are mounted again elsewhere, and df names the last of them. */
static bool is_data_alias(const char *mount)
{
	if (str_starts(mount, "/mnt/"))
		return strstr(mount, "/emulated") != NULL;
	return str_starts(mount, "/data/user/") || str_starts(mount, "/data_mirror") ||
	       str_eq(mount, "/storage/emulated") || str_starts(mount, "/storage/emulated/");
}

static bool is_percent(const char *word)
{
	size_t len = strlen(word);

	return (len > 1 && word[len - 1] == '%') || str_eq(word, "-");
}

struct table {
	enum layout layout;
	uint64_t plain; /* bytes in a number without suffix; 0: such a number says nothing */
	unsigned rows, data_rows;
	struct android_df data, alias;
	bool has_alias;
};

static bool read_header(struct table *table, const char *line)
{
	if (strstr(line, "Blksize")) {
		*table = (struct table){.layout = LAYOUT_TOOLBOX};
		return true;
	}
	if (!strstr(line, "Avail") || !strstr(line, "Mounted"))
		return false;
	*table = (struct table){.layout = LAYOUT_BLOCKS};
	if (strstr(line, "1K-blocks") || strstr(line, "1024-blocks"))
		table->plain = 1024;
	else if (strstr(line, "512-blocks"))
		table->plain = 512;
	return true;
}

static void read_row(struct table *table, struct words *words)
{
	bool toolbox = table->layout == LAYOUT_TOOLBOX;
	size_t n = words->count;
	struct android_df found;
	const char *mount;
	bool good;

	if (toolbox ? n != 5 : n < 5)
		return;
	mount = toolbox ? words->at[0] : words->at[n - 1];
	if (mount[0] != '/' || (!toolbox && !is_percent(words->at[n - 2])))
		return;
	good = numbers(&found, toolbox ? &words->at[1] : &words->at[n - 5], table->plain);
	table->rows++;
	if (str_eq(mount, "/data")) {
		/* A row that makes no sense must not be replaced by a better-looking one. */
		table->data_rows += good ? 1 : 2;
		table->data = good ? found : table->data;
	} else if (good && is_data_alias(mount)) {
		table->has_alias = true;
		table->alias = found;
	}
}

/* One line, or the two that a device name too long for its column is broken into. */
static void read_line(struct table *table, struct buf *joined, const char *line)
{
	struct words words = {0};

	if (read_header(table, line)) {
		buf_clear(joined);
		return;
	}
	if (!joined->len || !isdigit((unsigned char)line[0]))
		buf_clear(joined);
	buf_printf(joined, " %s", line);
	if (!strpbrk(line, " \t"))
		return;
	split(joined->data, &words);
	if (table->layout != LAYOUT_NONE)
		read_row(table, &words);
	buf_clear(joined);
}

bool android_df_parse(struct span text, struct android_df *ret)
{
	AUTO(buf_done) struct buf joined = {0};
	struct table table = {0};
	char line_text[512];
	struct span line;

	while (android_line(&text, &line))
		if (android_text(line, line_text, sizeof(line_text)) && line_text[0])
			read_line(&table, &joined, line_text);
	if (table.data_rows == 1)
		*ret = table.data;
	else if (!table.data_rows && table.rows == 1 && table.has_alias)
		*ret = table.alias;
	else
		return false;
	return true;
}
