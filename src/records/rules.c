/* The rules that several kinds have in common. */
#include "records_priv.h"

#include <errno.h>
#include <stdio.h>

/* Sums of what is kept must stay far from where 64 bits end. */
#define NUMBER_MOST INT64_C(1000000000000000)

#define YEAR_FIRST 2000
#define YEAR_LAST 2100

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

int rule_year(const struct record_change *change, const char *name, struct err *err)
{
	const struct field *field = record_field_find(change->kind, name);
	const char *value = record_after(change, name);
	char first[5];
	int64_t year;

	if (!value)
		return 0;
	snprintf(first, sizeof(first), "%.4s", value);
	if (str_to_i64(field->type == FIELD_INT ? value : first, &year) && year >= YEAR_FIRST &&
	    year <= YEAR_LAST)
		return 0;
	return err_set(err, EINVAL, _("%s: năm từ %d đến %d; xem lại"), name, YEAR_FIRST,
		       YEAR_LAST);
}
