/*
 * The code on the label of a device or a SIM. 31 symbols without 0 O 1 I L: a prime number, so that
 * a weighted sum notices any one wrong symbol and any two swapped neighbours. No tag begins like a
 * UUIDv7 of this century (0), so the one is never taken for the beginning of the other.
 */
#include "store_priv.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#define TAG_RANDOM 6
#define TAG_LEN (TAG_RANDOM + 1)
#define TAG_DRAWS 64

static const char tag_letters[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
#define TAG_LETTERS ((unsigned)sizeof(tag_letters) - 1)

/* The symbol that makes the weighted sum of all a multiple of 31. */
static char tag_check(const char *tag)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < TAG_RANDOM; i++)
		sum += (i + 2) * (unsigned)(strchr(tag_letters, tag[i]) - tag_letters);
	return tag_letters[(TAG_LETTERS - sum % TAG_LETTERS) % TAG_LETTERS];
}

static void tag_spell(uint64_t number, char ret[STORE_TAG_MAX])
{
	for (unsigned i = 0; i < TAG_RANDOM; i++, number /= TAG_LETTERS)
		ret[i] = tag_letters[number % TAG_LETTERS];
	ret[TAG_RANDOM] = tag_check(ret);
	ret[TAG_LEN] = '\0';
}

static void tag_new(char ret[STORE_TAG_MAX])
{
	uint64_t random;

	if (getrandom(&random, sizeof(random), 0) != (ssize_t)sizeof(random)) {
		fputs(_("hotroit: không lấy được số ngẫu nhiên từ hệ thống\n"), stderr);
		exit(EXIT_IO);
	}
	tag_spell(random, ret);
}

bool store_read_tag(const char *typed, char ret[STORE_TAG_MAX])
{
	char tag[STORE_TAG_MAX] = "";

	if (strlen(typed) != TAG_LEN)
		return false;
	for (size_t i = 0; i < TAG_LEN; i++) {
		tag[i] = (char)toupper((unsigned char)typed[i]);
		if (!strchr(tag_letters, tag[i]))
			return false;
	}
	if (tag[TAG_RANDOM] != tag_check(tag))
		return false;
	memcpy(ret, tag, sizeof(tag));
	return true;
}

/* Is the tag ?1 on anything? Made once: a list of pupils asks it for every row. */
static const char *question(struct store *store)
{
	struct buf *text = &store->tag_question;
	bool is_made = text->len > 0;

	for (size_t i = 0; !is_made && i < record_kind_count; i++) {
		const struct record_kind *kind = record_kind_table[i];

		if (record_field_find(kind, "tag"))
			buf_printf(text, "%sSELECT 1 FROM \"%s\" WHERE tag = ?1",
				   text->len ? " UNION ALL " : "", kind->name);
	}
	return buf_text(text);
}

/* No two things in the room carry the same code, of whatever kinds they are. */
int tag_is_taken(struct store *store, const char *tag, bool *ret_taken, struct err *err)
{
	int64_t taken = 0;
	int r = sql_number(store, &taken, err, question(store), "t", tag);

	*ret_taken = taken;
	return r;
}

int tag_draw(struct store *store, char ret[STORE_TAG_MAX], struct err *err)
{
	for (int i = 0; i < TAG_DRAWS; i++) {
		bool taken;
		int r;

		tag_new(ret);
		r = tag_is_taken(store, ret, &taken, err);
		if (r < 0 || !taken)
			return r;
	}
	return err_set(err, EIO, _("%s: không còn mã thiết bị trống"), store->file);
}

int store_tag_of(struct store *store, const char *name, char ret[STORE_TAG_MAX], struct err *err)
{
	char sha256[65], tag[STORE_TAG_MAX];
	bool taken;
	int r;

	sha256_hex(name, strlen(name), sha256);
	sha256[16] = '\0';
	tag_spell(strtoull(sha256, NULL, 16), tag);
	r = tag_is_taken(store, tag, &taken, err);
	if (r < 0 || taken)
		return r < 0 ? r : tag_draw(store, ret, err);
	memcpy(ret, tag, sizeof(tag));
	return 0;
}
