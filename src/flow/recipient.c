/* What the book knows of a pupil beyond their own row: what is odd, who is there twice, consent. */
#include "recipient_priv.h"

#include <string.h>

static const char *value_of(const char *const *values, const char *name)
{
	const struct record record = {.values = values};

	return record_value(record_kind_find("recipient"), &record, name);
}

/* ---- the twelve digits (Circular 42/2021) -------------------------------- */

#define ID_CENTURY 3 /* the digit that tells century and sex: 0 male, 1 female of the 20th; … */
#define ID_YEAR 4
#define AGE_LEAST 4 /* nursery … */
#define AGE_MOST 25 /* … to continuing education */

/* 000000000000, 999999999999, 123456789012 …: whoever typed it had none. */
static bool is_made_up(const char *id)
{
	int step = (id[1] - id[0] + 10) % 10;

	if (step != 0 && step != 1 && step != 9)
		return false;
	for (size_t i = 1; id[i]; i++)
		if ((id[i] - id[i - 1] + 10) % 10 != step)
			return false;
	return true;
}

static void tell_id(struct buf *ret, const char *id, const struct date *born, const char *sex)
{
	int century, year;

	if (strlen(id) <= ID_YEAR + 1)
		return;
	if (is_made_up(id)) {
		buf_add_str(ret, _("số định danh giống số gõ cho đủ: xem lại\n"));
		return;
	}
	century = id[ID_CENTURY] - '0';
	year = 1900 + century / 2 * 100 + (id[ID_YEAR] - '0') * 10 + id[ID_YEAR + 1] - '0';
	if (id[0] != '0')
		buf_add_str(ret, _("số định danh không bắt đầu bằng 0: xem lại\n"));
	if (born && born->year != year)
		buf_printf(ret, _("số định danh nói sinh năm %d, ngày sinh ghi %d: xem lại\n"),
			   year, born->year);
	if (sex && str_eq(sex, "female") != (century % 2 == 1))
		buf_add_str(ret, _("số định danh nói giới tính khác: xem lại\n"));
}

static void tell_age(struct buf *ret, const struct date *born)
{
	const struct date today = date_today();
	int age = today.year - born->year -
		  (today.month < born->month ||
		   (today.month == born->month && today.day < born->day));

	if (date_compare(born, &today) > 0)
		buf_add_str(ret, _("ngày sinh ở sau hôm nay: xem lại\n"));
	else if (age < AGE_LEAST || age > AGE_MOST)
		buf_printf(ret, _("ngày sinh cho tuổi %d, ngoài %d đến %d: xem lại\n"), age,
			   AGE_LEAST, AGE_MOST);
}

void recipient_odd(struct buf *ret, const char *const *values)
{
	const char *id = value_of(values, "personal_id"), *day = value_of(values, "birth_date");
	struct date born;
	bool is_born = day && date_read(day, &born);

	if (id)
		tell_id(ret, id, is_born ? &born : NULL, value_of(values, "sex"));
	if (is_born)
		tell_age(ret, &born);
}

/* ---- what was approved --------------------------------------------------- */

bool recipient_is_as_approved(const char *const *values)
{
	const char *approved = value_of(values, "approved_as");

	return !approved || recipient_mark_is(approved, values);
}

/* ---- twins --------------------------------------------------------------- */

struct twins {
	const char *id, *personal_id, *born, *school;
	struct buf name; /* its key */
	recipient_twin_fn fn;
	void *user;
	bool by_id; /* these rows share the personal ID */
};

static void twins_done(struct twins *twins)
{
	buf_done(&twins->name);
}

static int take_candidate(void *user, const struct record_kind *kind, const struct record *record)
{
	struct twins *twins = user;
	const char *personal_id = record_value(kind, record, "personal_id");
	AUTO(buf_done) struct buf name = {0};

	const char *state = record_value(kind, record, "state");

	if (str_eq(record->id, twins->id) || str_eq(state, "gone") || str_eq(state, "withdrawn"))
		return 0;
	if (twins->by_id) {
		twins->fn(twins->user, record, _("cùng số định danh"));
		return 0;
	}
	/* Told already; or two IDs say that they are two. */
	if (personal_id && twins->personal_id)
		return 0;
	text_name_key(&name, record_value(kind, record, "name"));
	if (str_eq(buf_text(&name), buf_text(&twins->name)) &&
	    str_eq(record_value(kind, record, "birth_date"), twins->born) &&
	    str_eq(record_value(kind, record, "school"), twins->school))
		twins->fn(twins->user, record, _("cùng tên, ngày sinh, trường"));
	return 0;
}

static int look(struct twins *twins, struct store *store, const char *field, const char *value,
		struct err *err)
{
	const struct store_filter filter = {.name = field, .value = value};
	const struct store_query query = {.filters = &filter, .filter_count = 1};

	return value ? store_list(store, record_kind_find("recipient"), &query, take_candidate,
				  twins, err)
		     : 0;
}

int recipient_twins(struct store *store, const char *id, const char *const *values,
		    recipient_twin_fn fn, void *user, struct err *err)
{
	AUTO(twins_done) struct twins twins = {
		.id = id, .personal_id = value_of(values, "personal_id"),
		.born = value_of(values, "birth_date"), .school = value_of(values, "school"),
		.fn = fn, .user = user, .by_id = true};
	int r = look(&twins, store, "personal_id", twins.personal_id, err);

	twins.by_id = false;
	text_name_key(&twins.name, value_of(values, "name"));
	if (r == 0)
		r = look(&twins, store, twins.born ? "birth_date" : "school",
			 twins.born ? twins.born : twins.school, err);
	return r;
}

/* ---- consent ------------------------------------------------------------- */

int flow_has_consent(struct store *store, const char *id, const char *purpose, const char *given_by,
		     bool *ret, struct err *err)
{
	char now[CLOCK_TEXT_MAX];
	const struct store_filter filters[] = {
		{.name = "recipient", .value = id},
		{.name = "purpose", .value = purpose},
		{.name = "given_by", .value = given_by},
		{.name = "state", .value = "given"},
		/* A day sorts before its own hours: up to and with today. */
		{.name = "given_on", .test = STORE_BELOW, .value = now},
	};
	uint64_t count = 0;
	int r;

	store_now(store, now);
	r = store_count_where(store, record_kind_find("consent"), filters, ARRAY_LEN(filters),
			      &count, err);
	if (r == 0)
		*ret = count > 0;
	return r;
}

/* ---- in words ------------------------------------------------------------ */

struct warning_of {
	struct store *store;
	struct buf *text;
	struct err *err;
	int result;
};

static void add_twin(void *user, const struct record *twin, const char *why)
{
	struct warning_of *of = user;

	buf_printf(of->text, _("có thể trùng với %s: %s\n"),
		   record_value(record_kind_find("recipient"), twin, "tag"), why);
}

static int take_pupil(void *user, const struct record_kind *kind, const struct record *record)
{
	struct warning_of *of = user;

	(void)kind;
	recipient_odd(of->text, record->values);
	if (!recipient_is_as_approved(record->values))
		buf_add_str(of->text, _("sửa sau khi duyệt: đính chính, hoặc dừng để duyệt lại\n"));
	of->result = recipient_twins(of->store, record->id, record->values, add_twin, of, of->err);
	return 0;
}

int recipient_warnings(struct buf *ret, struct store *store, const char *id, struct err *err)
{
	struct warning_of of = {.store = store, .text = ret, .err = err};
	int r = store_get(store, record_kind_find("recipient"), id, take_pupil, &of, err);

	return r < 0 ? r : of.result;
}

static int tell_consents(struct buf *ret, struct store *store, const char *id, struct err *err)
{
	bool processing = false, guardian = false, child = false;
	int r = flow_has_consent(store, id, "processing", "guardian", &processing, err);

	if (r == 0)
		r = flow_has_consent(store, id, "publishing", "guardian", &guardian, err);
	if (r == 0)
		r = flow_has_consent(store, id, "publishing", "child", &child, err);
	if (r == 0)
		buf_printf(ret, _("Đồng ý xử lý dữ liệu: %s; công bố tên: %s\n"),
			   processing ? _("có") : _("chưa"),
			   guardian && child ? _("được") : _("không được"));
	return r;
}

static int tell_correction(void *user, const struct record_kind *kind, const struct record *record)
{
	AUTO(buf_done) struct buf day = {0};
	const char *note = record_value(kind, record, "note");

	record_show_value(&day, record_field_find(kind, "at"), record_value(kind, record, "at"));
	buf_printf(user, _("Đính chính %.10s: %s\n"), buf_text(&day), note ? note : "");
	return 0;
}

int recipient_corrections(struct store *store, const char *id, store_row_fn fn, void *user,
			  struct err *err)
{
	const struct store_filter filters[] = {
		{.name = "subject", .value = id},
		{.name = "action", .value = "correct"},
	};
	const struct store_query query = {.filters = filters, .filter_count = ARRAY_LEN(filters)};

	return store_list(store, record_kind_find("step"), &query, fn, user, err);
}

int recipient_tell(struct buf *ret, struct store *store, const char *id, struct err *err)
{
	int r = recipient_warnings(ret, store, id, err);

	if (r == 0)
		r = recipient_corrections(store, id, tell_correction, ret, err);
	if (r == 0)
		r = tell_consents(ret, store, id, err);
	return r < 0 ? r : recipient_tell_named(ret, store, id, err);
}
