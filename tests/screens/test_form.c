/* What is typed into a form, what it means to the store, and how it is kept as a draft. */
#include "argument_priv.h"
#include "form_priv.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct bed {
	char dir[64], file[128];
	struct store *store;
	struct form form;
};

static const char *const sizes[] = {"small", "big", NULL};
static const char *const size_labels[] = {"Nhỏ", "Đồ lớn", NULL};

static const struct field fields[] = {
	{.name = "name", .label = "Tên", .type = FIELD_TEXT, .required = true},
	{.name = "size", .label = "Cỡ", .type = FIELD_CHOICE, .choices = sizes,
	 .choice_labels = size_labels},
	{.name = "day", .label = "Ngày", .type = FIELD_DATE},
	{.name = "at", .label = "Lúc", .type = FIELD_TIME},
	{.name = "cost", .label = "Chi phí", .type = FIELD_MONEY},
	{.name = "donor", .label = "Bên tặng", .type = FIELD_REF, .ref = "donor"},
	{.name = "tag", .label = "Mã", .type = FIELD_CODE, .read_only = true},
	{.name = "yes", .label = "Có", .type = FIELD_BOOL, .required = true},
};

static int make(void **state)
{
	struct bed *bed = calloc(1, sizeof(*bed));
	struct err err;

	assert_non_null(bed);
	snprintf(bed->dir, sizeof(bed->dir), "/tmp/hotroit-form-XXXXXX");
	assert_non_null(mkdtemp(bed->dir));
	snprintf(bed->file, sizeof(bed->file), "%s/bench.db", bed->dir);
	if (store_open(&bed->store, bed->file, STORE_READ_WRITE, &err) < 0)
		fail_msg("%s", err.text);
	bed->form.store = bed->store;
	bed->form.kind = record_kind_find("donor");
	form_begin(&bed->form, fields, ARRAY_LEN(fields), false);
	*state = bed;
	return 0;
}

static int drop(void **state)
{
	struct bed *bed = *state;
	const char *const rm[] = {"rm", "-rf", bed->dir, NULL};
	AUTO(buf_done) struct buf out = {0};
	int status;

	form_done(&bed->form);
	store_close(bed->store);
	assert_int_equal(proc_run(rm, 10000, 4096, &out, &status, NULL), 0);
	free(bed);
	return 0;
}

static struct form_value *type(struct form *form, const char *name, const char *text)
{
	struct form_value *value = form_find(form, name);

	ui_entry_set(&value->entry, text);
	value->is_touched = true;
	*value->chosen = '\0';
	form_check(form, value);
	return value;
}

static const char *add_donor(struct bed *bed, const char *name, char id[UUID_TEXT_MAX])
{
	static const char *const names[] = {"name", "kind"};
	const char *const values[] = {name, "person"};
	struct err err;

	if (store_add(bed->store, record_kind_find("donor"), names, values, 2, id, &err) < 0)
		fail_msg("%s", err.text);
	return id;
}

static void only_what_a_person_writes(void **state)
{
	struct form *form = &((struct bed *)*state)->form;

	assert_int_equal(form->count, ARRAY_LEN(fields) - 1);
	assert_null(form_find(form, "tag"));
	assert_true(form_find(form, "day")->entry.is_code);
	assert_false(form_find(form, "donor")->entry.is_code);
}

static void choices_go_round(void **state)
{
	struct form *form = &((struct bed *)*state)->form;
	struct form_value *size = form_find(form, "size"), *yes = form_find(form, "yes");

	assert_string_equal(size->choice = form_next_choice(size, 1), "small");
	assert_string_equal(size->choice = form_next_choice(size, 1), "big");
	assert_null(form_next_choice(size, 1));
	assert_string_equal(form_next_choice(size, -1), "small");
	/* Where something has to be chosen, nothing is no choice. */
	assert_string_equal(yes->choice = form_next_choice(yes, -1), "0");
	assert_string_equal(form_next_choice(yes, 1), "1");
	assert_string_equal(form_letter_choice(size, "D"), "big");
	assert_string_equal(form_letter_choice(size, "n"), "small");
	assert_null(form_letter_choice(size, "x"));
	assert_null(form_letter_choice(yes, " "));
	assert_null(form_letter_choice(yes, "z"));
}

static void typed_values_are_read(void **state)
{
	struct form *form = &((struct bed *)*state)->form;
	AUTO(arena_done) struct arena arena = {0};
	AUTO(buf_done) struct buf echo = {0};
	struct form_value *value = type(form, "day", "5/10/2026");

	assert_string_equal(value->error, "");
	assert_string_equal(form_text(&arena, value), "2026-10-05");
	value = type(form, "at", "22-11-2026 8h30");
	assert_string_equal(form_text(&arena, value), "2026-11-22T08:30:00+07:00");
	value = type(form, "at", "22/11/2026");
	assert_string_equal(form_text(&arena, value), "2026-11-22T00:00:00+07:00");
	value = type(form, "cost", "1,5 triệu");
	assert_string_equal(form_text(&arena, value), "1500000");
	form_echo(form, value, &echo);
	assert_string_equal(buf_text(&echo), "→ 1.500.000 đ");
	buf_clear(&echo);
	form_echo(form, type(form, "day", "05/10/2026"), &echo);
	assert_string_equal(buf_text(&echo), "→ 5 tháng 10 năm 2026");
}

static void what_is_wrong_stands_at_its_field(void **state)
{
	struct form *form = &((struct bed *)*state)->form;
	struct err err;

	assert_string_not_equal(type(form, "day", "31/02/2026")->error, "");
	assert_string_not_equal(type(form, "at", "22/11/2026 25:00")->error, "");
	assert_string_not_equal(type(form, "cost", "mười nghìn")->error, "");
	assert_string_equal(type(form, "day", "")->error, "");
	form->at = 0;
	assert_false(form_check_all(form));
	assert_string_equal(form->values[form->at].field->name, "at");
	err_set(&err, EINVAL, "cost: cần một số");
	assert_true(form_blame(form, &err));
	assert_string_equal(form->values[form->at].field->name, "cost");
	assert_string_equal(form->values[form->at].error, "cần một số");
	err_set(&err, EINVAL, "costs: cần một số");
	assert_false(form_blame(form, &err));
	assert_true(form_blame_empty(form));
	assert_string_equal(form->values[form->at].field->name, "name");
}

static void a_reference_is_named(void **state)
{
	struct bed *bed = *state;
	char lan[UUID_TEXT_MAX], hoa[UUID_TEXT_MAX];
	struct form_value *value;

	add_donor(bed, "Nguyễn Thị Lan", lan);
	add_donor(bed, "Hoa", hoa);
	add_donor(bed, "Hòa", hoa);
	value = type(&bed->form, "donor", "nguyen thi lan");
	assert_string_equal(value->chosen, lan);
	assert_string_equal(value->entry.text, "Nguyễn Thị Lan");
	assert_string_not_equal(type(&bed->form, "donor", "hoa")->error, "");
	assert_string_not_equal(type(&bed->form, "donor", "Minh")->error, "");
	form_put(&bed->form, value, lan);
	assert_string_equal(value->entry.text, "Nguyễn Thị Lan");
	assert_string_equal(value->error, "");
}

static void only_changes_are_written(void **state)
{
	struct form *form = &((struct bed *)*state)->form;
	const char *names[ARRAY_LEN(fields)], *values[ARRAY_LEN(fields)];

	form_put(form, form_find(form, "name"), "Lan");
	form_put(form, form_find(form, "day"), "2026-11-22");
	assert_string_equal(form_find(form, "day")->entry.text, "22/11/2026");
	assert_false(form_is_touched(form));
	assert_int_equal(form_collect(form, names, values), 2);
	snprintf(form->row, sizeof(form->row), "019b0000");
	assert_int_equal(form_collect(form, names, values), 0);
	type(form, "day", "");
	assert_int_equal(form_collect(form, names, values), 1);
	assert_null(values[0]);
}

static void a_draft_comes_back(void **state)
{
	struct bed *bed = *state;
	AUTO(form_done) struct form again = {.store = bed->store, .kind = bed->form.kind};
	AUTO(buf_done) struct buf json = {0};
	char id[UUID_TEXT_MAX];
	struct err err;

	type(&bed->form, "name", "Lan \"Bé\" \\ \xc4\x91");
	type(&bed->form, "day", "31/02");
	form_choose(&bed->form, form_find(&bed->form, "donor"), add_donor(bed, "Hoa", id));
	form_find(&bed->form, "donor")->is_touched = true;
	form_find(&bed->form, "size")->choice = sizes[1];
	form_find(&bed->form, "size")->is_touched = true;
	form_draft_print(&bed->form, &json);
	form_begin(&again, fields, ARRAY_LEN(fields), false);
	assert_int_equal(form_draft_read(&again, buf_text(&json), &err), 0);
	assert_string_equal(form_find(&again, "name")->entry.text, "Lan \"Bé\" \\ đ");
	assert_string_equal(form_find(&again, "day")->entry.text, "31/02");
	assert_string_equal(form_find(&again, "donor")->chosen, id);
	assert_string_equal(form_find(&again, "donor")->entry.text, "Hoa");
	assert_string_equal(form_find(&again, "size")->choice, "big");
	assert_true(form_is_touched(&again));
}

static void a_broken_draft_does_no_harm(void **state)
{
	static const char *const broken[] = {
		"", "[", "[]", "null", "{\"name\":", "{\"name\":1,\"name\":2}"};
	static const char *const odd[] = {
		"{}", "{\"gone\":{\"text\":\"x\"}}", "{\"name\":null}", "{\"name\":{\"text\":7}}",
		"{\"size\":{\"text\":\"huge\"}}", "{\"tag\":{\"text\":\"7K3M2XA\"}}",
		"{\"donor\":{\"text\":\"a\",\"chosen\":\"'; DROP\"}}",
		"{\"name\":{\"text\":\"a\\u001b[2Jb\",\"chosen\":\"019b\"}}"};
	struct form *form = &((struct bed *)*state)->form;
	struct err err;

	for (size_t i = 0; i < ARRAY_LEN(broken); i++)
		assert_int_equal(form_draft_read(form, broken[i], &err), -EBADMSG);
	for (size_t i = 0; i < ARRAY_LEN(odd); i++)
		assert_int_equal(form_draft_read(form, odd[i], &err), 0);
	assert_null(form_find(form, "size")->choice);
	assert_string_equal(form_find(form, "donor")->chosen, "");
	assert_null(strchr(form_find(form, "name")->entry.text, '\033'));
}

static void drafts_lead_back_to_their_form(void **state)
{
	static const struct {
		const char *name, *row, *argument;
	} drafts[] = {
		{"donor", "", "add donor"},
		{"donor", "019b", "set donor 019b"},
		{"do finish repair", "019b", "do finish repair 019b"},
		{"intake", "", ""},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(drafts); i++) {
		AUTO(buf_done) struct buf argument = {0};

		form_draft_argument(drafts[i].name, drafts[i].row, &argument);
		assert_string_equal(buf_text(&argument), drafts[i].argument);
	}
}

static void arguments_are_read(void **state)
{
	AUTO(argument_done) struct argument given = {0};

	(void)state;
	argument_read(&given, "repair state!=done due_at<2026-11-22 name=Nguyễn Thị Lan team=");
	assert_int_equal(given.word_count, 1);
	assert_string_equal(given.words[0], "repair");
	assert_int_equal(given.pair_count, 4);
	assert_int_equal(given.pairs[0].test, STORE_IS_NOT);
	assert_int_equal(given.pairs[1].test, STORE_BELOW);
	assert_string_equal(given.pairs[1].value, "2026-11-22");
	assert_string_equal(given.pairs[2].value, "Nguyễn Thị Lan");
	assert_null(given.pairs[3].value);
	argument_done(&given);
	argument_read(&given, NULL);
	assert_null(given.words[0]);
	argument_done(&given);
	argument_read(&given, "a b c d e f =x a=1 a=1 a=1 a=1 a=1 a=1 a=1 a=1 a=1 a=1 a=1 a=1 "
			      "a=1 a=1");
	assert_int_equal(given.word_count, ARGUMENT_WORDS);
	assert_int_equal(given.pair_count, ARGUMENT_PAIRS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(only_what_a_person_writes, make, drop),
		cmocka_unit_test_setup_teardown(choices_go_round, make, drop),
		cmocka_unit_test_setup_teardown(typed_values_are_read, make, drop),
		cmocka_unit_test_setup_teardown(what_is_wrong_stands_at_its_field, make, drop),
		cmocka_unit_test_setup_teardown(a_reference_is_named, make, drop),
		cmocka_unit_test_setup_teardown(only_changes_are_written, make, drop),
		cmocka_unit_test_setup_teardown(a_draft_comes_back, make, drop),
		cmocka_unit_test_setup_teardown(a_broken_draft_does_no_harm, make, drop),
		cmocka_unit_test(drafts_lead_back_to_their_form),
		cmocka_unit_test(arguments_are_read),
	};

	text_start("vi");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
