/* The two clocks of a request, row by row; among them times that can not be. */
#include "assess.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define DAY "2026-11-2"
#define AT(day, hour) DAY #day "T" hour ":00+07:00"

struct row {
	struct request_times times;
	const char *now;
	const char *due, *contact, *work;
};

static const char wrong[] = "đồng hồ máy sai: xem lại các giờ đã ghi";

static const struct row rows[] = {
	/* Not reached yet. */
	{{.received_at = AT(2, "08:00")},
	 AT(2, "08:00"),
	 "còn 24 giờ",
	 "chưa liên hệ, còn 24 giờ",
	 "đã 0 phút"},
	{{.received_at = AT(2, "08:00")},
	 AT(3, "02:40"),
	 "còn 5 giờ 20",
	 "chưa liên hệ, còn 5 giờ 20",
	 "đã 18 giờ 40"},
	{{.received_at = AT(2, "08:00")},
	 AT(3, "07:15"),
	 "còn 45 phút",
	 "chưa liên hệ, còn 45 phút",
	 "đã 23 giờ 15"},
	{{.received_at = AT(2, "08:00")},
	 AT(3, "08:00"),
	 "còn 0 phút",
	 "chưa liên hệ, còn 0 phút",
	 "đã 24 giờ"},
	{{.received_at = AT(2, "08:00")},
	 AT(3, "11:00"),
	 "quá 3 giờ",
	 "chưa liên hệ, quá hạn 3 giờ",
	 "đã 27 giờ"},
	/* A Saturday and a Sunday stop nothing. */
	{{.received_at = AT(0, "18:00")},
	 AT(3, "07:00"),
	 "quá 37 giờ",
	 "chưa liên hệ, quá hạn 37 giờ",
	 "đã 61 giờ"},
	{{.received_at = AT(0, "18:00")},
	 AT(6, "18:00"),
	 "quá 5 ngày",
	 "chưa liên hệ, quá hạn 5 ngày",
	 "đã 6 ngày"},
	{{.received_at = AT(0, "18:00")},
	 AT(7, "20:30"),
	 "quá 6 ngày 2 giờ",
	 "chưa liên hệ, quá hạn 6 ngày 2 giờ",
	 "đã 7 ngày 2 giờ"},
	/* Another zone is the same moment. */
	{{.received_at = DAY "2T01:00:00+00:00"},
	 AT(2, "09:00"),
	 "còn 23 giờ",
	 "chưa liên hệ, còn 23 giờ",
	 "đã 1 giờ"},
	/* Reached, in time and late; what follows changes the first clock no more. */
	{{.received_at = AT(2, "08:00"), .first_contact_at = AT(3, "08:00")},
	 AT(5, "08:00"),
	 "đang xử lý",
	 "đúng hạn, sau 24 giờ",
	 "đã 3 ngày"},
	{{.received_at = AT(2, "08:00"), .first_contact_at = AT(3, "08:01")},
	 AT(5, "08:00"),
	 "đang xử lý",
	 "trễ hạn, sau 24 giờ 01",
	 "đã 3 ngày"},
	/* Parts stop the second clock only. */
	{{.received_at = AT(2, "08:00"),
	  .first_contact_at = AT(2, "09:00"),
	  .waiting_since = AT(2, "10:00")},
	 AT(4, "10:00"),
	 "chờ linh kiện",
	 "đúng hạn, sau 1 giờ",
	 "dừng ở 2 giờ, đang chờ linh kiện (không kể 48 giờ chờ linh kiện)"},
	{{.received_at = AT(2, "08:00"),
	  .first_contact_at = AT(2, "09:00"),
	  .waited_minutes = "60",
	  .waiting_since = AT(2, "12:00")},
	 AT(2, "13:00"),
	 "chờ linh kiện",
	 "đúng hạn, sau 1 giờ",
	 "dừng ở 3 giờ, đang chờ linh kiện (không kể 2 giờ chờ linh kiện)"},
	{{.received_at = AT(2, "08:00"),
	  .first_contact_at = AT(2, "09:00"),
	  .waited_minutes = "90",
	  .resolved_at = AT(2, "12:00")},
	 AT(8, "12:00"),
	 "xong",
	 "đúng hạn, sau 1 giờ",
	 "xong sau 2 giờ 30 (không kể 1 giờ 30 chờ linh kiện)"},
	/* Clocks that jump, or were never set. */
	{{.received_at = AT(2, "08:00")}, AT(2, "07:59"), "đồng hồ máy sai", wrong, wrong},
	{{.received_at = AT(2, "08:00")},
	 "2000-01-01T00:10:00+07:00",
	 "đồng hồ máy sai",
	 wrong,
	 wrong},
	{{.received_at = "2000-01-01T00:10:00+07:00"},
	 AT(2, "08:00"),
	 "đồng hồ máy sai",
	 wrong,
	 wrong},
	{{.received_at = "2000-01-01T00:10:00+07:00"},
	 "2000-01-02T08:00:00+07:00",
	 "đồng hồ máy sai",
	 wrong,
	 wrong},
	{{.received_at = AT(2, "08:00"), .first_contact_at = "2000-01-01T00:10:00+07:00"},
	 AT(2, "09:00"),
	 "đồng hồ máy sai",
	 wrong,
	 "đã 1 giờ"},
	{{.received_at = AT(2, "08:00"),
	  .first_contact_at = AT(2, "09:00"),
	  .resolved_at = AT(1, "09:00")},
	 AT(4, "09:00"),
	 "đang xử lý",
	 "đúng hạn, sau 1 giờ",
	 wrong},
	{{.received_at = AT(2, "08:00"),
	  .first_contact_at = AT(2, "09:00"),
	  .waited_minutes = "9000"},
	 AT(2, "10:00"),
	 "đang xử lý",
	 "đúng hạn, sau 1 giờ",
	 wrong},
	{{.received_at = AT(2, "08:00"),
	  .first_contact_at = AT(2, "09:00"),
	  .waiting_since = AT(8, "09:00")},
	 AT(2, "10:00"),
	 "đang xử lý",
	 "đúng hạn, sau 1 giờ",
	 wrong},
	/* Not what the record keeps. */
	{{.received_at = NULL}, AT(2, "10:00"), "đồng hồ máy sai", wrong, wrong},
	{{.received_at = ""}, AT(2, "10:00"), "đồng hồ máy sai", wrong, wrong},
	{{.received_at = "hôm qua"}, AT(2, "10:00"), "đồng hồ máy sai", wrong, wrong},
	{{.received_at = AT(2, "08:00"), .waited_minutes = "-5"},
	 AT(2, "10:00"),
	 "còn 22 giờ",
	 "chưa liên hệ, còn 22 giờ",
	 wrong},
	{{.received_at = AT(2, "08:00"), .waited_minutes = "9223372036854775807"},
	 AT(2, "10:00"),
	 "còn 22 giờ",
	 "chưa liên hệ, còn 22 giờ",
	 wrong},
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		AUTO(buf_done) struct buf due = {0}, contact = {0}, work = {0};
		struct request_clock clock;
		int64_t now;

		assert_true(time_read(rows[i].now, &now));
		request_clock_read(&clock, &rows[i].times, now, REQUEST_TARGET_HOURS);
		request_clock_show_due(&due, &clock);
		request_clock_show_contact(&contact, &clock);
		request_clock_show_work(&work, &clock);
		if (!str_eq(buf_text(&due), rows[i].due) ||
		    !str_eq(buf_text(&contact), rows[i].contact) ||
		    !str_eq(buf_text(&work), rows[i].work))
			fail_msg("row %zu: %s | %s | %s", i, buf_text(&due), buf_text(&contact),
				 buf_text(&work));
		assert_true(clock.contact_seconds >= 0 && clock.work_seconds >= 0 &&
			    clock.waited_seconds >= 0);
	}
}

static void test_target(void **state)
{
	const struct request_times times = {.received_at = AT(2, "08:00")};
	struct request_clock clock;
	int64_t now;

	(void)state;
	assert_true(time_read(AT(2, "13:00"), &now));
	request_clock_read(&clock, &times, now, 4);
	assert_int_equal(clock.contact, CONTACT_OVERDUE);
	assert_int_equal(clock.contact_seconds, 3600);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_target),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
