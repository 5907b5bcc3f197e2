/* What a book lists as CSV, an empty one takes in and lists the same: every kind, made rows. */
#include "import_help.h"
#include "listing_priv.h"

#define ROWS 12
#define ATTEMPTS 400

/* A fixed sequence: what fails here fails again. */
static unsigned dice(unsigned sides)
{
	static uint32_t state = 20261122;

	state = state * 1664525 + 1013904223;
	return (state >> 8) % sides;
}

static const char *const texts[] = {
	"=1+1", "'tên", "''x", "a;b,c", "\"q\"", "Nguyễn Văn Đại", "-5", "@x", "+84 912", "'", "x'",
	"🖥 máy", "\"", "a\"\"b", "  hai đầu  ", "00565", "1.500.000", "01", "=", "id", "\xc2\xa0",
	"lan2", "ddr3", "19.5V 3.42A", "lan@example.vn", "keyboard", "screen", "display"};
static const char *const times[] = {
	"2025-11-22T20:30:00+07:00", "2025-11-22T08:00:00+07:00", "2025-11-23T08:00:00+07:00",
	"2025-11-24T08:00:00+07:00"};
static const char *const dates[] = {"2025-11-22", "2025-11-23", "2025-12-01", "2025-02-28"};
static const char *const numbers[] = {"0", "1", "2", "2026", "1500000", "2147483648", "-1"};

#define ANY(list) list[dice(ARRAY_LEN(list))]

struct made {
	char ids[ROWS][UUID_TEXT_MAX];
	size_t count; /* 0: not yet */
};

static size_t number_of(const char *kind)
{
	size_t i = 0;

	while (!str_eq(record_kind_table[i]->name, kind))
		i++;
	return i;
}

static const char *make_value(const struct field *field, const struct made *made)
{
	const struct made *others;
	size_t choices = 0;

	switch (field->type) {
	case FIELD_CHOICE:
		while (field->choices[choices])
			choices++;
		return field->choices[dice((unsigned)choices)];
	case FIELD_REF:
		others = &made[number_of(field->ref)];
		return others->count ? others->ids[dice((unsigned)others->count)] : NULL;
	case FIELD_DATE:
		return ANY(dates);
	case FIELD_TIME:
		return ANY(times);
	case FIELD_PHONE:
		return "0912345678";
	case FIELD_BOOL:
		return dice(2) ? "1" : "0";
	case FIELD_INT:
	case FIELD_MONEY:
		return ANY(numbers);
	default:
		return ANY(texts);
	}
}

static bool is_store_made(const char *name)
{
	static const char *const made[] = {"tag", "chain", "number", "prev", "hash", "direction"};

	for (size_t i = 0; i < ARRAY_LEN(made); i++)
		if (str_eq(made[i], name))
			return true;
	return false;
}

/* Random values until the kind's own rules take them. */
static bool make_row(struct bed *bed, const struct record_kind *kind, struct made *made)
{
	struct made *own = &made[number_of(kind->name)];
	const char *names[64], *values[64];
	struct store_write write = {.kind = kind, .is_new = true, .names = names, .values = values};

	uuid_new(own->ids[own->count]);
	write.id = own->ids[own->count];
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field *field = &kind->fields[i];
		const char *value = field->required || dice(2) ? make_value(field, made) : NULL;

		/* Nothing enters a whole that is settled. */
		if (!value || is_store_made(field->name) ||
		    (kind->settled && str_eq(field->name, "state")))
			continue;
		names[write.count] = field->name;
		values[write.count++] = value;
	}
	return store_write_all(bed->store, &write, 1, &bed->err) == 0;
}

static void make_rows(struct bed *bed, const struct record_kind *kind, struct made *made)
{
	struct made *own = &made[number_of(kind->name)];

	for (int i = 0; i < ATTEMPTS * ROWS && own->count < ROWS; i++)
		own->count += make_row(bed, kind, made);
	if (own->count < ROWS)
		fail_msg("%s: %s", kind->name, bed->err.text);
}

static void list(struct bed *bed, const struct record_kind *kind, struct buf *ret)
{
	struct listing listing = {.store = bed->store, .csv = true, .with_personal = true};
	const struct store_query query = {0};

	assert_int_equal(store_list(bed->store, kind, &query, listing_add, &listing, &bed->err), 0);
	buf_printf(ret, "\xef\xbb\xbf%s", buf_text(&listing.text));
	buf_done(&listing.text);
}

static void carry_over(struct bed *from, struct bed *to, const struct record_kind *kind)
{
	AUTO(buf_done) struct buf before = {0}, after = {0};
	struct flow_import import = {0};
	char file[64];

	list(from, kind, &before);
	as_file(before.data, before.len, file);
	if (import_file(to, kind->name, file, &import) < 0)
		fail_msg("%s: %s", kind->name, to->err.text);
	if (import.refused)
		fail_msg("%s, line %d: %s\n%s", kind->name, (int)import.told[0].line,
			 import.told[0].text, buf_text(&before));
	list(to, kind, &after);
	assert_string_equal(buf_text(&before), buf_text(&after));
	assert_int_equal(import.added, ROWS);
	flow_import_done(&import);
}

/* Does it refer to nothing that is yet to be made? (What it need not name stays empty.) */
static bool is_next(const struct record_kind *kind, const struct made *made)
{
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field *field = &kind->fields[i];

		if (field->type == FIELD_REF && field->required &&
		    !made[number_of(field->ref)].count)
			return false;
	}
	return kind->writers && !made[number_of(kind->name)].count;
}

/* Must its rows name one that the program alone makes? Another book has none to name. */
static bool rests_on_the_program(const struct record_kind *kind)
{
	for (size_t i = 0; i < kind->field_count; i++)
		if (kind->fields[i].type == FIELD_REF && kind->fields[i].required &&
		    !record_kind_find(kind->fields[i].ref)->writers)
			return true;
	return false;
}

static void every_kind(void **state)
{
	struct bed *from = *state, *to;
	struct made *made = calloc(record_kind_count, sizeof(*made));
	void *other = NULL;
	bool again = true;

	assert_non_null(made);
	bed_make(&other);
	to = other;
	while (again) {
		again = false;
		for (size_t i = 0; i < record_kind_count; i++) {
			if (!is_next(record_kind_table[i], made))
				continue;
			make_rows(from, record_kind_table[i], made);
			carry_over(from, to, record_kind_table[i]);
			again = true;
		}
	}
	for (size_t i = 0; i < record_kind_count; i++)
		assert_true(made[i].count || !record_kind_table[i]->writers ||
			    rests_on_the_program(record_kind_table[i]));
	free(made);
	bed_drop(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {BED_TEST(every_kind)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
