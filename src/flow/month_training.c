/* The volunteers' own training in a period: what they sat in, session by session. */
#include "course.h"
#include "month_priv.h"

#define HOUR_MINUTES 60

/* One of the programme's own: a member, or who came as a volunteer or of the Đoàn. */
static bool is_volunteer(const struct book_row *person)
{
	const char *audience = person->cells[REGISTRATION_AUDIENCE];

	return person->cells[REGISTRATION_MEMBER] || str_eq(audience, "tnv") ||
	       str_eq(audience, "doan-vien");
}

static bool is_of_one(const struct book_row *a, const struct book_row *b)
{
	return str_eq(a->cells[ATTENDANCE_SESSION], b->cells[ATTENDANCE_SESSION]) &&
	       str_eq(a->cells[ATTENDANCE_REGISTRATION], b->cells[ATTENDANCE_REGISTRATION]);
}

static bool counts(const struct month_work *work, const struct book_row *row)
{
	const struct book_row *session, *person;

	if (!str_eq(row->cells[ATTENDANCE_STATE], "counted"))
		return false;
	session = book_find(work->book, BOOK_SESSION, row->cells[ATTENDANCE_SESSION]);
	person = book_find(work->book, BOOK_REGISTRATION, row->cells[ATTENDANCE_REGISTRATION]);
	return session && person && !str_eq(session->cells[SESSION_CANCELLED], "1") &&
	       month_has(work, session->cells[SESSION_DAY]) && is_volunteer(person);
}

/* Two benches may have written the same person down: the longest counts, once. */
static bool is_longest(const struct month_work *work, const struct book_row *row)
{
	const struct book_table *table = &work->book->tables[BOOK_ATTENDANCE];
	int64_t minutes = book_number(row->cells[ATTENDANCE_MINUTES]);

	for (size_t i = 0; i < table->count; i++) {
		const struct book_row *other = &table->rows[i];
		int64_t more = book_number(other->cells[ATTENDANCE_MINUTES]);

		if (other != row && is_of_one(row, other) && counts(work, other) &&
		    (more > minutes || (more == minutes && other < row)))
			return false;
	}
	return true;
}

void month_training(struct month_work *work)
{
	const struct book_table *table = &work->book->tables[BOOK_ATTENDANCE];
	struct month_figure *hours = month_add(
		work, (struct month_figure){.section = MONTH_PEOPLE,
					    .key = "people.training_hours",
					    .label = N_("Số giờ tập huấn"),
					    .unit = N_("giờ"),
					    .how = MONTH_MEASURE,
					    .kind = "attendance"});
	int64_t minutes = 0;

	for (size_t i = 0; i < table->count; i++) {
		const struct book_row *row = &table->rows[i], *session;
		int64_t sat = book_number(row->cells[ATTENDANCE_MINUTES]);

		if (!counts(work, row) || !is_longest(work, row))
			continue;
		session = book_find(work->book, BOOK_SESSION, row->cells[ATTENDANCE_SESSION]);
		minutes += course_sat(&sat, 1, book_number(session->cells[SESSION_MINUTES]));
		month_count(work, hours, row->id);
	}
	hours->value = (minutes + HOUR_MINUTES / 2) / HOUR_MINUTES;
	/* Who may not see who came does not know. */
	hours->is_known = !table->is_hidden &&
			  !work->book->tables[BOOK_REGISTRATION].is_hidden;
}
