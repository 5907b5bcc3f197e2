/* The texts that cells share: read once into nameless files, and looked up by number there, so
 * that a million names take no memory of ours. */
#include "xlsx_priv.h"

#include "text.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

struct gathering {
	struct xlsx_strings *strings;
	struct buf text;
	uint64_t end;
	bool in_text, in_sound; /* within t; within rPh: how to pronounce it */
	bool is_too_long;
};

static void gathering_done(struct gathering *gathering)
{
	buf_done(&gathering->text);
}

static int on_start(void *user, const char *name, const char **attributes, struct err *err)
{
	struct gathering *gathering = user;

	(void)attributes;
	(void)err;
	if (str_eq(name, "si"))
		buf_clear(&gathering->text);
	gathering->in_sound |= str_eq(name, "rPh");
	gathering->in_text = str_eq(name, "t") && !gathering->in_sound;
	return 0;
}

static int keep(struct gathering *gathering, struct err *err)
{
	struct xlsx_strings *strings = gathering->strings;
	const struct buf *text = &gathering->text;

	if (gathering->is_too_long)
		return err_set(err, EFBIG, _("tệp .xlsx có ô dài quá %u KB; rút ngắn lại"),
			       SHEET_CELL_MAX >> 10);
	gathering->end += text->len;
	if (fwrite(buf_text(text), 1, text->len, strings->texts) != text->len ||
	    fwrite(&gathering->end, sizeof(gathering->end), 1, strings->ends) != 1)
		return err_set(err, ENOSPC,
			       _("không ghi được tệp tạm (%s); xem lại chỗ trống ở /tmp"),
			       err_why(errno));
	strings->count++;
	return 0;
}

static int on_end(void *user, const char *name, struct err *err)
{
	struct gathering *gathering = user;

	gathering->in_text = false;
	if (str_eq(name, "rPh"))
		gathering->in_sound = false;
	return str_eq(name, "si") ? keep(gathering, err) : 0;
}

static void on_text(void *user, const char *text, size_t len)
{
	struct gathering *gathering = user;

	if (gathering->in_text)
		xlsx_add(&gathering->text, text, len, &gathering->is_too_long);
}

/* NULL for an empty one. */
static int map(FILE *file, size_t size, const void **ret_map, struct err *err)
{
	void *at;

	if (fflush(file) != 0)
		return err_set(err, ENOSPC,
			       _("không ghi được tệp tạm (%s); xem lại chỗ trống ở /tmp"),
			       err_why(errno));
	if (!size)
		return 0;
	at = mmap(NULL, size, PROT_READ, MAP_SHARED, fileno(file), 0);
	if (at == MAP_FAILED)
		return err_set(err, ENOMEM, _("hết bộ nhớ"));
	*ret_map = at;
	return 0;
}

int xlsx_strings_read(struct xlsx_strings *strings, struct xlsx *xlsx, struct err *err)
{
	AUTO(gathering_done) struct gathering gathering = {.strings = strings};
	const struct xlsx_reader reader = {
		.start = on_start, .end = on_end, .text = on_text, .user = &gathering};
	const void *ends = NULL, *texts = NULL;
	int r = sheet_temporary(&strings->texts, err);

	if (r == 0)
		r = sheet_temporary(&strings->ends, err);
	if (r == 0)
		r = xlsx_read_part(xlsx, "xl/sharedStrings.xml", &reader, err);
	if (r == -ENOENT)
		return 0; /* every text stands in its cell */
	if (r == 0)
		r = map(strings->texts, gathering.end, &texts, err);
	if (r == 0)
		r = map(strings->ends, strings->count * sizeof(uint64_t), &ends, err);
	strings->text_map = texts;
	strings->text_size = gathering.end;
	strings->end_map = ends;
	return r;
}

bool xlsx_string(const struct xlsx_strings *strings, uint64_t number, const char **ret_text,
		 size_t *ret_len)
{
	uint64_t start;

	if (!strings->end_map || number >= strings->count)
		return false;
	start = number ? strings->end_map[number - 1] : 0;
	*ret_len = (size_t)(strings->end_map[number] - start);
	*ret_text = *ret_len ? strings->text_map + start : "";
	return true;
}

static void unmap(const void *at, size_t size)
{
	if (at)
		munmap((void *)(uintptr_t)at, size);
}

void xlsx_strings_done(struct xlsx_strings *strings)
{
	unmap(strings->text_map, strings->text_size);
	unmap(strings->end_map, strings->count * sizeof(uint64_t));
	sheet_file_done(&strings->texts);
	sheet_file_done(&strings->ends);
}
