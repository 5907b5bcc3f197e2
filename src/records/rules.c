/* The rules that several kinds have in common. */
#include "records_priv.h"

#include <errno.h>
#include <string.h>

#define YEAR_LEAST "2000"
#define YEAR_MOST "2100"

/* Sums of what is kept must stay far from where 64 bits end. */
#define NUMBER_MOST INT64_C(1000000000000000)

int rule_needs(const struct record_change *change, const char *name, struct err *err)
{
	return record_after(change, name)
		       ? 0
		       : err_set(err, EINVAL, _("%s: còn thiếu; thêm %s=…"), name, name);
}

static int at_least(const struct record_change *change, const char *name, int64_t least,
		    struct err *err)
{
	const char *value = record_after(change, name);
	int64_t number;

	if (!value)
		return 0;
	if (!str_to_i64(value, &number) || number > NUMBER_MOST)
		return err_set(err, EINVAL, _("%s: không phải một số dùng được"), name);
	if (number >= least)
		return 0;
	return err_set(err, EINVAL, least > 0 ? _("%s: phải lớn hơn 0") : _("%s: không được âm"),
		       name);
}

int rule_positive(const struct record_change *change, const char *name, struct err *err)
{
	return at_least(change, name, 1, err);
}

int rule_not_negative(const struct record_change *change, const char *name, struct err *err)
{
	return at_least(change, name, 0, err);
}

int rule_at_most(const struct record_change *change, const char *name, int64_t most,
		 struct err *err)
{
	const char *value = record_after(change, name);
	int64_t number;

	if (!value || !str_to_i64(value, &number) || number <= most)
		return 0;
	return err_set(err, EINVAL, _("%s: nhiều nhất là %lld"), name, (long long)most);
}

int rule_this_age(const struct record_change *change, const char *name, struct err *err)
{
	const char *value = record_after(change, name);
	size_t digits = value ? strspn(value, "0123456789") : 0;

	/* Years of four digits compare as text. */
	if (!value || (digits == strlen(YEAR_LEAST) && strncmp(value, YEAR_LEAST, digits) >= 0 &&
		       strncmp(value, YEAR_MOST, digits) <= 0))
		return 0;
	return err_set(err, EINVAL, _("%s: năm từ %s đến %s; xem lại số năm"), name, YEAR_LEAST,
		       YEAR_MOST);
}

static int in_order(const struct record_change *change, const char *first, const char *then,
		    int64_t gap, struct err *err)
{
	const char *from = record_after(change, first), *to = record_after(change, then);
	int64_t start, end;

	if (!from || !to || (time_read(from, &start) && time_read(to, &end) &&
			     end - start >= gap))
		return 0;
	return err_set(err, EINVAL, _("%s: phải sau %s"), then, first);
}

int rule_in_order(const struct record_change *change, const char *first, const char *then,
		  struct err *err)
{
	return in_order(change, first, then, 0, err);
}

int rule_before(const struct record_change *change, const char *first, const char *then,
		struct err *err)
{
	return in_order(change, first, then, 1, err);
}
