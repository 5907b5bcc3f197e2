/* Reading the lists of a plan: every thing in one is cited and has a code of its own. */
#ifndef HOTROIT_PLAN_LIST_PRIV_H
#define HOTROIT_PLAN_LIST_PRIV_H

#include "plan_priv.h"

/* A mark, a count or a number of days that a plan may well have; more is a slip of the hand. */
#define PLAN_COUNT_MAX 1000
#define PLAN_YEAR_MIN 1990
#define PLAN_YEAR_MAX 2100

struct plan_list_form {
	const char *key;
	const char *thing; /* "cuộc thi", in messages; marked for gettext */
	const char *const *keys; /* besides those of struct plan_item; NULL-terminated */
	size_t size; /* of one, which begins with its struct plan_item */
	bool is_required;
	/* NULL: it has nothing besides. */
	int (*read)(struct reader *reader, void *item, const json_t *json);
};

/* The list under FORM's key, never NULL when it is read; NULL: something in it is wrong, the first
 * of each item told. */
void *plan_read_list(struct reader *reader, const json_t *json, const struct plan_list_form *form,
		     size_t *ret_count) MUST_USE;
/* A whole number from LEAST to MOST; *ret stays when there is none and it is not required. */
int plan_read_int(struct reader *reader, const json_t *json, const char *key, bool required,
		  int64_t least, int64_t most, int64_t *ret) MUST_USE;
/* YYYY-MM-DD, a day that there is; or nothing. */
int plan_read_day(struct reader *reader, const json_t *json, const char *key,
		  const char **ret) MUST_USE;
/* {"month": 4, "from_year": 2025} under "yearly"; nothing: {0, 0}. */
int plan_read_yearly(struct reader *reader, const json_t *json, struct plan_yearly *ret) MUST_USE;
/* One of NAMES under KEY, its place among them; the first when there is none. */
int plan_read_word(struct reader *reader, const json_t *json, const char *key,
		   const char *const *names, size_t *ret) MUST_USE;
/* Words of audience_words, at least one, none twice. */
int plan_read_audience(struct reader *reader, const json_t *json, const char ***ret,
		       size_t *ret_count) MUST_USE;
/* As read_texts(), not required, but for blank ones. */
int plan_read_names(struct reader *reader, const json_t *json, const char *key, const char ***ret,
		    size_t *ret_count) MUST_USE;

/* Whether the plan contradicts itself is looked at only where everything is to be told, and where
 * no NOTE says how it is read: such a plan is still one to work by. */
bool plan_is_strict(const struct reader *reader, const char *note);

/* {"text","amount","off"} under KEY. */
int plan_read_sum(struct reader *reader, const json_t *json, const char *key, bool required,
		  struct plan_sum *sum) MUST_USE;
/* Where everything is to be told: does what is printed make the amount, and do the PARTS, but for
 * what is said to be off and has a NOTE? A note alone excuses no number. */
int plan_check_sum(struct reader *reader, const struct plan_sum *sum, int64_t parts,
		   const char *note) MUST_USE;

int plan_read_contests(struct reader *reader, struct plan_work *work, const json_t *json) MUST_USE;
int plan_read_courses(struct reader *reader, struct plan_work *work, const json_t *json) MUST_USE;
int plan_read_tasks(struct reader *reader, struct plan_work *work, const json_t *json) MUST_USE;

#endif
