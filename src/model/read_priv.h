/* Strict reading of our JSON formats through jansson: each key named, each type checked, and the
 * first thing wrong told in one line with its place. */
#ifndef HOTROIT_READ_PRIV_H
#define HOTROIT_READ_PRIV_H

#include "model.h"

#include <jansson.h>

#define READ_MAX (8u << 20)
/* The longest text of a plan is a quoted clause. */
#define READ_TEXT_BYTES 4096
#define READ_TOLD_MAX 200 /* things wrong: more are only counted */

struct reader {
	struct arena *arena; /* where the texts go */
	const char *name; /* the file, for messages */
	char where[192]; /* the part at hand: "luật laptop.memory" */
	/* When set: everything wrong, a line each without the file's name. What is wrong then stays
	 * empty and reading goes on: what looks at it must bear that. */
	struct buf *all;
	size_t wrong; /* things found so far */
	struct err *err; /* the first of them */
	struct plan_words words;
};

/* Parses LEN bytes; duplicate keys, invalid UTF-8 and NUL are refused. NULL on failure. */
json_t *read_json(struct reader *reader, const char *text, size_t len);
void read_json_done(json_t **json);
/* -EBADMSG with "NAME: WHERE: …"; err keeps what was told first. 0 when all is to be told. */
int read_fail(struct reader *reader, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Refuses keys of OBJECT that are not in KEYS (NULL-terminated). */
int read_keys(struct reader *reader, const json_t *object, const char *const *keys) MUST_USE;
/* Cleaned as text_clean() does; a required text of blanks only is refused. */
int read_text(struct reader *reader, const json_t *object, const char *key, bool required,
	      const char **ret) MUST_USE;
/* The text in the running language: KEY_en when English is wanted and it is there, else KEY. */
int read_text_lang(struct reader *reader, const json_t *object, const char *key, bool required,
		   const char **ret) MUST_USE;
int read_real(struct reader *reader, const json_t *object, const char *key, bool required,
	      double *ret) MUST_USE;
int read_bool(struct reader *reader, const json_t *object, const char *key, bool *ret) MUST_USE;
/* A list of texts, or one text alone. */
int read_texts(struct reader *reader, const json_t *object, const char *key, bool required,
	       const char ***ret, size_t *ret_count) MUST_USE;
/* An array under KEY; *ret is NULL when it is absent and not required. */
int read_array(struct reader *reader, const json_t *object, const char *key, bool required,
	       const json_t **ret) MUST_USE;

#endif
