/* hotroit course: where one stands, who comes, who completed it, and hours by unit. */
#include "course_call_priv.h"
#include "importing_priv.h"

#include <errno.h>

#define NAME_COLUMNS 28
#define UNIT_COLUMNS 28

static int say(struct buf *said, int result, const struct err *err)
{
	int r = said->len ? cli_out(said) : 0;

	return result < 0 ? cli_fail(err) : r;
}

/* ---- where it stands ----------------------------------------------------- */

static void show_session(struct buf *text, const struct course_session *session)
{
	AUTO(buf_done) struct buf day = {0};

	record_show_value(&day, record_field_find(record_kind_find("session"), "day"),
			  session->day ? session->day : "");
	buf_printf(text, "  %s  %s %s  ", session->tag,
		   session->day ? buf_text(&day) : _("(chưa có ngày)"),
		   session->starts ? session->starts : "");
	buf_printf(text, _("%lld phút, đã dự %llu"), (long long)session->minutes,
		   (unsigned long long)session->present);
	buf_printf(text, "%s\n",
		   session->is_cancelled ? _("; đã huỷ")
		   : session->is_today	 ? _("; hôm nay")
					 : "");
}

static void show_person(struct buf *text, const struct course_desk *desk,
			const struct course_person *person)
{
	buf_printf(text, "  %s  ", person->tag);
	text_fit(text, person->name, NAME_COLUMNS, true);
	buf_printf(text, " %lld/%lld  %s%s%s\n", (long long)person->attended,
		   (long long)desk->needed, person->state_label, person->flaws ? ": " : "",
		   person->flaws ? person->flaws : "");
}

static void show_desk(struct buf *text, const struct course_desk *desk)
{
	buf_printf(text, "%s  %s\n%s: %s\n", desk->tag, desk->name, _("Trạng thái"),
		   desk->state_label);
	buf_printf(text, _("Cả khoá %lld phút; cần dự %lld phút (%lld%%)\n"),
		   (long long)desk->minutes, (long long)desk->needed, (long long)desk->percent);
	for (size_t i = 0; i < desk->session_count; i++)
		show_session(text, &desk->sessions[i]);
	buf_printf(text, _("Đăng ký %llu, chờ chỗ %llu, chờ xét %llu, đã rút %llu; hoàn thành "
			   "%llu, chưa đạt %llu\n"),
		   (unsigned long long)desk->registered, (unsigned long long)desk->waiting,
		   (unsigned long long)desk->asked, (unsigned long long)desk->withdrawn,
		   (unsigned long long)desk->completed, (unsigned long long)desk->failed);
	for (size_t i = 0; i < desk->person_count; i++)
		show_person(text, desk, &desk->people[i]);
	if (*desk->todo)
		buf_printf(text, "%s: %s\n", _("Việc tiếp theo"), desk->todo);
}

int course_run_status(struct verb_call *call)
{
	AUTO(flow_course_desk_done) struct course_desk desk = {.id = NULL};
	AUTO(buf_done) struct buf text = {0};
	struct err err;

	if (flow_course_desk(&desk, call->store, call->subject, NULL, &err) < 0)
		return cli_fail(&err);
	show_desk(&text, &desk);
	return cli_out(&text);
}

/* Everybody who did not, and how much they lack. */
static int show_failed(struct verb_call *call, struct buf *said)
{
	AUTO(flow_course_desk_done) struct course_desk desk = {.id = NULL};
	struct err err;

	if (flow_course_desk(&desk, call->store, call->subject, NULL, &err) < 0)
		return cli_fail(&err);
	for (size_t i = 0; i < desk.person_count; i++)
		if (str_eq(desk.people[i].state, "not-completed"))
			buf_printf(said, _("%s %s: dự %lld phút, cần %lld\n"), desk.people[i].tag,
				   desk.people[i].name, (long long)desk.people[i].attended,
				   (long long)desk.needed);
	return cli_out(said);
}

int course_run_complete(struct verb_call *call)
{
	const struct flow_step step = {.action = "complete", .id = call->subject,
				       .waiver = writing_take(&call->writing, "waiver")};
	AUTO(buf_done) struct buf said = {0};
	struct err err;

	if (flow_do(call->store, NULL, record_kind_find("course"), &step, &said, &err) < 0)
		return cli_fail(&err);
	buf_add_char(&said, '\n');
	return show_failed(call, &said);
}

/* ---- who comes ----------------------------------------------------------- */

static void say_counts(struct buf *said, const struct course_taken *taken)
{
	buf_printf(said, _("Thêm %llu, đã có %llu; vào khoá %llu, chờ chỗ %llu, chờ xét %llu\n"),
		   (unsigned long long)taken->added, (unsigned long long)taken->known,
		   (unsigned long long)taken->registered, (unsigned long long)taken->waiting,
		   (unsigned long long)taken->asked);
}

int course_run_register(struct verb_call *call)
{
	const char *reason = writing_take(&call->writing, "reason");
	const struct course_words words = {call->writing.names, call->writing.values,
					   call->writing.count};
	AUTO(buf_done) struct buf said = {0};
	struct course_taken taken;
	struct err err;
	int r = flow_course_register(call->store, call->subject, &words, reason, &taken, &said,
				     &err);

	if (r == 0)
		say_counts(&said, &taken);
	return say(&said, r, &err);
}

int course_run_import(struct verb_call *call)
{
	AUTO(flow_import_done) struct flow_import import = {0};
	AUTO(buf_done) struct buf said = {0};
	const struct cli *cli = call->cli;
	const struct flow_import_request request = import_request(cli, cli->args[2]);
	struct course_taken taken;
	struct err err;
	int r = flow_course_import(call->store, call->subject, &request, &import, &taken, &said,
				   &err);

	if (r < 0)
		return say(&said, r, &err);
	if (import.refused || import.is_charset_asked || request.dry_run)
		return import_show_result(cli, &import);
	say_counts(&said, &taken);
	return cli_out(&said);
}

int course_run_check(struct verb_call *call)
{
	AUTO(buf_done) struct buf said = {0};
	struct course_taken taken = {0};
	struct err err;
	int r = flow_course_check(call->store, call->subject, &taken, &said, &err);

	if (r == 0)
		say_counts(&said, &taken);
	return say(&said, r, &err);
}

/* ---- hours by unit ------------------------------------------------------- */

static void show_hours(struct buf *text, const struct course_hours *rows, size_t count)
{
	struct course_hours all = {.unit = NULL};

	for (size_t i = 0; i < count; i++) {
		text_fit(text, rows[i].unit ? rows[i].unit : _("(chưa ghi đơn vị)"), UNIT_COLUMNS,
			 true);
		buf_printf(text, _(" %4llu người, hoàn thành %llu, %lld giờ %02lld phút\n"),
			   (unsigned long long)rows[i].people,
			   (unsigned long long)rows[i].completed, (long long)rows[i].minutes / 60,
			   (long long)rows[i].minutes % 60);
		all.people += rows[i].people;
		all.completed += rows[i].completed;
		all.minutes += rows[i].minutes;
	}
	buf_printf(text, _("Cộng: %llu người, hoàn thành %llu, %lld giờ %02lld phút\n"),
		   (unsigned long long)all.people, (unsigned long long)all.completed,
		   (long long)all.minutes / 60, (long long)all.minutes % 60);
}

static void show_csv(struct buf *text, const struct course_hours *rows, size_t count)
{
	buf_add_str(text, "unit;people;completed;minutes\r\n");
	for (size_t i = 0; i < count; i++) {
		export_csv_cell(text, rows[i].unit, true);
		buf_printf(text, ";%llu;%llu;%lld\r\n", (unsigned long long)rows[i].people,
			   (unsigned long long)rows[i].completed, (long long)rows[i].minutes);
	}
}

int course_run_hours(struct cli *cli)
{
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(arena_done) struct arena arena = {0};
	AUTO(buf_done) struct buf text = {0};
	struct course_hours *rows = NULL;
	size_t count = 0;
	int64_t year = 0;
	struct err err;

	if (cli->arg_count > 2 ||
	    (cli->arg_count == 2 && (!str_to_i64(cli->args[1], &year) || year < 2000)))
		return cli_usage(cli, _("course hours: ghi một năm, như 2025"));
	if (cli_store(cli, STORE_READ_ONLY, &store, &err) < 0 ||
	    flow_course_hours(store, year, &arena, &rows, &count, &err) < 0)
		return cli_fail(&err);
	if (cli_value(cli, "--csv")) {
		show_csv(&text, rows, count);
		return cli_out_raw(&text);
	}
	show_hours(&text, rows, count);
	return cli_out(&text);
}
