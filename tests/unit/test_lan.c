/* Two ends of a line without a socket: a right code, a wrong one, bytes changed, replayed. */
#include "lan.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

struct line {
	struct lan_end stick, bench;
	unsigned came;
	char last[PARCEL_NAME_MAX], sha256[65];
	bool is_full; /* the bench takes nothing */
	struct buf to_bench, to_stick; /* all that ever went */
	size_t step; /* bytes that go at once */
};

static int take(void *user, const struct parcel *parcel)
{
	struct line *line = user;

	if (line->is_full)
		return -EPIPE;
	line->came++;
	snprintf(line->last, sizeof(line->last), "%s", parcel->name);
	snprintf(line->sha256, sizeof(line->sha256), "%s", parcel->sha256);
	return 0;
}

static bool move(struct line *line, struct lan_end *from, struct lan_end *to, struct buf *log)
{
	AUTO(buf_done) struct buf bytes = {0};
	size_t len = from->out.len < line->step ? from->out.len : line->step;

	if (!len || from->state == LAN_CLOSED)
		return false;
	buf_add(&bytes, from->out.data, len);
	buf_add(log, bytes.data, len);
	memmove(from->out.data, from->out.data + len, from->out.len - len);
	from->out.len -= len;
	lan_feed(to, bytes.data, len, take, line);
	return true;
}

static void talk(struct line *line)
{
	bool any = true;

	while (any) {
		any = move(line, &line->stick, &line->bench, &line->to_bench);
		any |= move(line, &line->bench, &line->stick, &line->to_stick);
	}
}

static void begin(struct line *line, const char *code, const char *typed, size_t step)
{
	*line = (struct line){.step = step};
	assert_int_equal(lan_begin(&line->bench, true, code), 0);
	assert_int_equal(lan_begin(&line->stick, false, typed), 0);
}

static void end(struct line *line)
{
	lan_done(&line->stick);
	lan_done(&line->bench);
	buf_done(&line->to_bench);
	buf_done(&line->to_stick);
}

static void send_one(struct line *line, const char *name)
{
	struct parcel parcel = {.what = PARCEL_FILE, .bytes = "{}", .len = 2};

	parcel_set_name(&parcel, name);
	sha256_hex(parcel.bytes, parcel.len, parcel.sha256);
	assert_int_equal(lan_send(&line->stick, &parcel), 0);
}

static void answer(struct line *line, enum stick_fate fate)
{
	assert_int_equal(lan_answer(&line->bench, line->sha256, fate), 0);
	talk(line);
}

static void the_right_code_opens_whatever_the_bites(void **state)
{
	static const size_t steps[] = {1, 3, 7, 64, 100000};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		struct line line;

		begin(&line, "012345", "012345", steps[i]);
		talk(&line);
		assert_int_equal(line.stick.state, LAN_OPEN);
		assert_int_equal(line.bench.state, LAN_OPEN);
		send_one(&line, "a.json");
		talk(&line);
		assert_int_equal(line.came, 1);
		/* Nothing is said before the bench knows. */
		assert_int_equal(line.stick.answers, 0);
		answer(&line, STICK_HELD);
		assert_int_equal(line.stick.fate, STICK_HELD);
		send_one(&line, "b.json");
		talk(&line);
		answer(&line, STICK_TAKEN);
		assert_int_equal(line.stick.answers, 2);
		assert_int_equal(line.stick.fate, STICK_TAKEN);
		assert_string_equal(line.last, "b.json");
		end(&line);
	}
}

static void a_wrong_code_is_told_apart_and_opens_nothing(void **state)
{
	struct line line;

	(void)state;
	begin(&line, "012345", "012346", 1000);
	talk(&line);
	assert_true(line.bench.is_wrong);
	assert_int_equal(line.bench.state, LAN_CLOSED);
	assert_int_not_equal(line.stick.state, LAN_OPEN);
	end(&line);
}

/* A bench that does not know the code learns nothing but that: the stick never opens. */
static void a_false_bench_is_no_bench(void **state)
{
	struct line line;

	(void)state;
	begin(&line, "111111", "222222", 1000);
	line.bench.is_bench = true;
	talk(&line);
	assert_int_not_equal(line.stick.state, LAN_OPEN);
	assert_int_equal(line.came, 0);
	end(&line);
}

static void every_changed_byte_closes_the_line(void **state)
{
	struct line good;

	(void)state;
	begin(&good, "012345", "012345", 1000);
	talk(&good);
	send_one(&good, "a.json");
	talk(&good);
	assert_int_equal(good.came, 1);
	/* The handshake: whatever of it is another, the bench takes nothing. */
	for (size_t at = 0; at < good.to_bench.len; at++) {
		struct line line;

		begin(&line, "012345", "012345", 1000);
		talk(&line);
		send_one(&line, "a.json");
		if (at < line.stick.out.len)
			line.stick.out.data[at] ^= 0x20;
		talk(&line);
		assert_int_equal(line.came, at < 4 || line.bench.state == LAN_CLOSED ? 0 : 1);
		end(&line);
	}
	end(&good);
}

static void open_line(struct line *line)
{
	begin(line, "012345", "012345", 1000);
	talk(line);
	assert_int_equal(line->stick.state, LAN_OPEN);
}

static void what_is_not_awaited_is_answered_to_nobody(void **state)
{
	static const char other[] =
		"0000000000000000000000000000000000000000000000000000000000000000";
	struct line line;

	(void)state;
	open_line(&line);
	assert_int_equal(lan_answer(&line.bench, other, STICK_TAKEN), 0);
	assert_int_equal(lan_answer(&line.bench, "", STICK_TAKEN), 0);
	send_one(&line, "a.json");
	talk(&line);
	assert_int_equal(lan_answer(&line.bench, other, STICK_TAKEN), 0);
	talk(&line);
	assert_int_equal(line.stick.answers, 0);
	answer(&line, STICK_REFUSED);
	answer(&line, STICK_TAKEN);
	assert_int_equal(line.stick.answers, 1);
	assert_int_equal(line.stick.fate, STICK_REFUSED);
	end(&line);
}

/* As a stick that is not ours may do, knowing the code. */
static void one_file_at_a_time_and_as_its_hash_says(void **state)
{
	struct parcel parcel = {.what = PARCEL_FILE, .name = "a.json", .bytes = "{}", .len = 2};
	struct line line;

	(void)state;
	open_line(&line);
	send_one(&line, "a.json");
	send_one(&line, "b.json");
	talk(&line);
	assert_int_equal(line.came, 1);
	assert_int_equal(line.bench.state, LAN_CLOSED);
	end(&line);
	open_line(&line);
	assert_int_equal(lan_send(&line.stick, &parcel), 0); /* none */
	talk(&line);
	assert_int_equal(line.came, 0);
	assert_int_equal(line.bench.state, LAN_CLOSED);
	end(&line);
	open_line(&line);
	sha256_hex("[]", 2, parcel.sha256);
	assert_int_equal(lan_send(&line.stick, &parcel), 0);
	talk(&line);
	assert_int_equal(line.came, 0);
	assert_int_equal(line.bench.state, LAN_CLOSED);
	end(&line);
}

static void what_nobody_takes_is_not_taken(void **state)
{
	struct line line;

	(void)state;
	open_line(&line);
	line.is_full = true;
	send_one(&line, "a.json");
	talk(&line);
	assert_int_equal(line.bench.state, LAN_CLOSED);
	assert_int_equal(line.stick.answers, 0);
	end(&line);
}

/* Sealed by who knows the code, and yet no word. */
static void other_words_close_the_line(void **state)
{
	static const char *const words[] = {"", "take", "taken ", "taken\n", "TAKEN", "heldtaken",
					    "refuse", "wrong"};
	struct line line;

	(void)state;
	for (size_t i = 0; i <= ARRAY_LEN(words); i++) {
		const char *word = i < ARRAY_LEN(words) ? words[i] : "taken\0";
		size_t len = i < ARRAY_LEN(words) ? strlen(word) : 6;
		unsigned char sealed[64] = {0};
		unsigned long long written = 0;

		open_line(&line);
		assert_int_equal(crypto_secretstream_xchacha20poly1305_push(
					 &line.bench.push, sealed + 4, &written,
					 (const unsigned char *)word, len, NULL, 0, 0),
				 0);
		sealed[0] = (unsigned char)written;
		lan_feed(&line.stick, sealed, 4 + (size_t)written, NULL, NULL);
		assert_int_equal(line.stick.answers, 0);
		assert_int_equal(line.stick.state, LAN_CLOSED);
		end(&line);
	}
}

static void what_was_recorded_is_worth_nothing(void **state)
{
	struct line line, later;

	(void)state;
	begin(&line, "012345", "012345", 1000);
	talk(&line);
	send_one(&line, "a.json");
	talk(&line);
	assert_int_equal(line.came, 1);
	begin(&later, "012345", "012345", 1000);
	lan_feed(&later.bench, line.to_bench.data, line.to_bench.len, take, &later);
	assert_int_equal(later.came, 0);
	assert_int_equal(later.bench.state, LAN_CLOSED);
	/* The same sealed frame twice in one session. */
	lan_feed(&line.bench, line.to_bench.data + line.to_bench.len - 60, 60, take, &line);
	assert_int_equal(line.came, 1);
	end(&line);
	end(&later);
}

static void a_share_that_is_none_is_refused(void **state)
{
	static const unsigned char zeros[4 + LAN_SHARE_BYTES] = {LAN_SHARE_BYTES};
	static const unsigned char huge[] = {0xff, 0xff, 0xff, 0x7f, 1};
	struct line line;

	(void)state;
	begin(&line, "012345", "012345", 1000);
	lan_feed(&line.bench, zeros, sizeof(zeros), take, &line);
	assert_int_equal(line.bench.state, LAN_CLOSED);
	end(&line);
	begin(&line, "012345", "012345", 1000);
	lan_feed(&line.bench, huge, sizeof(huge), take, &line);
	assert_int_equal(line.bench.state, LAN_CLOSED);
	end(&line);
}

static void the_two_ends_agree_only_in_one_session(void **state)
{
	const unsigned char session[LAN_SESSION_BYTES] = {1}, other[LAN_SESSION_BYTES] = {2};
	unsigned char keys[3][LAN_KEY_BYTES];
	struct cpace a, b, c;

	(void)state;
	assert_int_equal(cpace_begin(&a, "123456", session), 0);
	assert_int_equal(cpace_begin(&b, "123456", session), 0);
	assert_int_equal(cpace_begin(&c, "123456", other), 0);
	assert_memory_not_equal(a.share, b.share, LAN_SHARE_BYTES);
	assert_int_equal(cpace_end(&a, true, b.share, keys[0]), 0);
	assert_int_equal(cpace_end(&b, false, a.share, keys[1]), 0);
	assert_int_equal(cpace_end(&c, false, a.share, keys[2]), 0);
	assert_memory_equal(keys[0], keys[1], LAN_KEY_BYTES);
	assert_memory_not_equal(keys[0], keys[2], LAN_KEY_BYTES);
}

static void codes_are_six_digits(void **state)
{
	char code[LAN_CODE_DIGITS + 1];

	(void)state;
	for (int i = 0; i < 100; i++) {
		lan_new_code(code);
		assert_true(lan_is_code(code));
	}
	assert_false(lan_is_code("12345"));
	assert_false(lan_is_code("1234567"));
	assert_false(lan_is_code("12a456"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_right_code_opens_whatever_the_bites),
		cmocka_unit_test(a_wrong_code_is_told_apart_and_opens_nothing),
		cmocka_unit_test(a_false_bench_is_no_bench),
		cmocka_unit_test(every_changed_byte_closes_the_line),
		cmocka_unit_test(what_is_not_awaited_is_answered_to_nobody),
		cmocka_unit_test(one_file_at_a_time_and_as_its_hash_says),
		cmocka_unit_test(what_nobody_takes_is_not_taken),
		cmocka_unit_test(other_words_close_the_line),
		cmocka_unit_test(what_was_recorded_is_worth_nothing),
		cmocka_unit_test(a_share_that_is_none_is_refused),
		cmocka_unit_test(the_two_ends_agree_only_in_one_session),
		cmocka_unit_test(codes_are_six_digits),
	};

	if (sodium_init() < 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
