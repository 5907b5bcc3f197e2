/* Decodes mount tables. */
#include "mounts.h"

#include <errno.h>
#include <string.h>

#define MOUNTS_WORDS_MAX 32

/* \ooo → the byte; in place. */
static void unescape(char *text)
{
	char *to = text;

	for (const char *from = text; *from; from++) {
		if (from[0] == '\\' && from[1] >= '0' && from[1] <= '3' && from[2] >= '0' &&
		    from[2] <= '7' && from[3] >= '0' && from[3] <= '7') {
			*to++ = (char)((from[1] - '0') << 6 | (from[2] - '0') << 3 |
				       (from[3] - '0'));
			from += 3;
		} else {
			*to++ = *from;
		}
	}
	*to = '\0';
}

bool mounts_device(const char *text, unsigned *ret_major, unsigned *ret_minor)
{
	char copy[32];
	uint64_t major, minor;
	char *colon;

	if (strlen(text) >= sizeof(copy))
		return false;
	memcpy(copy, text, strlen(text) + 1);
	colon = strchr(copy, ':');
	if (!colon)
		return false;
	*colon = '\0';
	if (!str_to_u64(copy, 10, &major) || !str_to_u64(colon + 1, 10, &minor) ||
	    major > UINT32_MAX || minor > UINT32_MAX)
		return false;
	*ret_major = (unsigned)major;
	*ret_minor = (unsigned)minor;
	return true;
}

/* "36 35 98:0 /root /point options … - type source options", or "source /point type options 0 0" */
static bool line_parse(char *line, struct mount *ret)
{
	char *save = NULL, *words[MOUNTS_WORDS_MAX];
	size_t count = 0, dash = 6;

	for (char *word = strtok_r(line, " ", &save); word && count < MOUNTS_WORDS_MAX;
	     word = strtok_r(NULL, " ", &save))
		words[count++] = word;
	while (dash < count && !str_eq(words[dash], "-"))
		dash++;
	*ret = (struct mount){0};
	if (dash + 2 < count) {
		if (!mounts_device(words[2], &ret->major, &ret->minor))
			return false;
		unescape(words[4]);
		unescape(words[dash + 2]);
		ret->point = words[4];
		ret->type = words[dash + 1];
		ret->source = words[dash + 2];
		return true;
	}
	if (count < 4 || words[1][0] != '/')
		return false;
	unescape(words[0]);
	unescape(words[1]);
	ret->point = words[1];
	ret->type = words[2];
	ret->source = words[0];
	return true;
}

void mounts_parse(struct arena *arena, const char *text, size_t len, struct mount **ret,
		  size_t *ret_count)
{
	char *copy = arena_copy(arena, text, len), *save = NULL;
	size_t lines = 1, count = 0;
	struct mount *mounts;

	for (size_t i = 0; i < len; i++)
		lines += copy[i] == '\n';
	if (lines > MOUNTS_MAX)
		lines = MOUNTS_MAX;
	mounts = arena_alloc(arena, lines * sizeof(*mounts));
	for (char *line = strtok_r(copy, "\n", &save); line && count < lines;
	     line = strtok_r(NULL, "\n", &save))
		count += line_parse(line, &mounts[count]);
	*ret = mounts;
	*ret_count = count;
}

const struct mount *mounts_of(const struct mount *mounts, size_t count, const char *path)
{
	const struct mount *best = NULL;
	size_t longest = 0;

	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(mounts[i].point);
		bool root = len == 1;

		if (len >= longest && str_starts(path, mounts[i].point) &&
		    (root || path[len] == '/' || !path[len])) {
			best = &mounts[i];
			longest = len;
		}
	}
	return best;
}

int mounts_read(const struct root *root, struct arena *arena, struct mount **ret, size_t *ret_count)
{
	static const char *const tables[] = {"proc/self/mountinfo", "proc/mounts",
					     "proc/self/mounts"};

	for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
		AUTO(buf_done) struct buf text = {0};
		struct mount *mounts;
		size_t count;

		if (root_read(root, tables[i], ROOT_FILE_MAX, &text) < 0)
			continue;
		mounts_parse(arena, buf_text(&text), text.len, &mounts, &count);
		if (!count)
			continue;
		*ret = mounts;
		*ret_count = count;
		return 0;
	}
	return -ENODATA;
}
