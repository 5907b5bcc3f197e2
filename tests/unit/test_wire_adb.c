/* adb: frames, shell packets and lines of devices, well-formed and hostile. */
#include "adb_ask.h"
#include "wire_adb.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

static void a_status_is_told_from_another_program(void **state)
{
	(void)state;
	assert_int_equal(wire_status("", 0), WIRE_MORE);
	assert_int_equal(wire_status("OK", 2), WIRE_MORE);
	assert_int_equal(wire_status("OKAY0000", 8), WIRE_OKAY);
	assert_int_equal(wire_status("FAIL", 4), WIRE_FAIL);
	assert_int_equal(wire_status("H", 1), WIRE_ALIEN);
	assert_int_equal(wire_status("SSH-2.0", 7), WIRE_ALIEN);
}

static void a_block_is_whole_or_not_there(void **state)
{
	const char *block = NULL;
	size_t len = 7;

	(void)state;
	assert_int_equal(wire_block("0003ab", 6, &block, &len), 0);
	assert_int_equal(wire_block("00", 2, &block, &len), 0);
	assert_int_equal(len, 7);
	assert_int_equal(wire_block("0003abcd", 8, &block, &len), 1);
	assert_int_equal(len, 3);
	assert_memory_equal(block, "abc", 3);
	assert_int_equal(wire_block("0000", 4, &block, &len), 1);
	assert_int_equal(len, 0);
	assert_int_equal(wire_block("0x1fabc", 7, &block, &len), -EBADMSG);
	assert_int_equal(wire_block("-001abc", 7, &block, &len), -EBADMSG);
	assert_int_equal(wire_block("zzzz", 4, &block, &len), -EBADMSG);
}

static void packets_come_in_any_pieces(void **state)
{
	static const char stream[] =
		"\1\5\0\0\0hello\2\3\0\0\0err\1\0\0\0\0\1\1\0\0\0!\3\1\0\0\0\0";
	AUTO(buf_done) struct buf answer = {0};
	struct wire_packets packets = {0};
	int r = 0;

	(void)state;
	for (size_t i = 0; r == 0 && i < sizeof(stream) - 1; i++)
		r = wire_packets(&packets, stream + i, 1, 64, &answer);
	assert_int_equal(r, 1);
	assert_string_equal(buf_text(&answer), "hello!");
}

static void a_flood_is_cut_off(void **state)
{
	/* A packet that promises four gigabytes; one of errors; and just as much as may be. */
	static const char huge[] = "\1\377\377\377\377aaaaaaaaaaaaaaaa";
	static const char errors[] = "\2\20\0\0\0aaaaaaaaaaaaaaaa";
	static const char full[] = "\1\10\0\0\0aaaaaaaa\3\1\0\0\0";
	AUTO(buf_done) struct buf a = {0}, b = {0}, c = {0};
	struct wire_packets first = {0}, second = {0}, third = {0}, fourth = {0};

	(void)state;
	assert_int_equal(wire_packets(&first, huge, sizeof(huge) - 1, 8, &a), -EFBIG);
	assert_int_equal(a.len, 8);
	assert_int_equal(wire_packets(&second, errors, sizeof(errors) - 1, 8, &b), -EFBIG);
	assert_int_equal(b.len, 0);
	assert_int_equal(wire_packets(&fourth, "\x8f\x9b", 2, 8, &c), -EBADMSG);
	assert_int_equal(wire_packets(&third, full, sizeof(full) - 1, 8, &c), 1);
	assert_int_equal(c.len, 8);
}

struct line {
	const char *text, *serial, *state, *port, *name;
	uint64_t transport;
};

static const struct line lines[] = {
	{"R58M0000001            device usb:1-1.4 product:a12nsxx model:SM_A125F device:a12 "
	 "transport_id:7",
	 "R58M0000001", "device", "1-1.4", "SM A125F", 7},
	{"R58M0000002            no permissions (missing udev rules? user is in the plugdev "
	 "group); "
	 "see [http://x] usb:1-2 transport_id:4",
	 "R58M0000002", "no-permissions", "1-2", "", 4},
	{"????????????\tno permissions", "????????????", "no-permissions", "", "", 0},
	{"(no serial number)     unauthorized usb:3-1.2.4 transport_id:12", "(no serial number)",
	 "unauthorized", "3-1.2.4", "", 12},
	{"192.0.2.7:5555         offline transport_id:2", "192.0.2.7:5555", "offline", "", "", 2},
	{"a authorizing", "a", "authorizing", "", "", 0},
	{"a connecting", "a", "connecting", "", "", 0},
	{"a recovery", "a", "recovery", "", "", 0},
	{"a sideload", "a", "sideload", "", "", 0},
	{"a rescue", "a", "rescue", "", "", 0},
	{"a bootloader", "a", "bootloader", "", "", 0},
	{"a host", "a", "host", "", "", 0},
	{"a detached", "a", "detached", "", "", 0},
	{"a dreaming", "a", "unknown", "", "", 0},
	/* Written by the phone: a port of another slot, another's transport, an escape. */
	{"evil device product:x usb:1-9 model:\033[31mred device:y transport_id:1 transport_id:5",
	 "evil", "device", "", "[31mred", 5},
	{"evil device usb:../../x model:m transport_id:6", "evil", "device", "", "m", 6},
};

static void lines_are_read_without_trust(void **state)
{
	struct wire_device device;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		const struct line *line = &lines[i];

		assert_true(wire_device(line->text, strlen(line->text), &device));
		assert_string_equal(device.serial, line->serial);
		assert_string_equal(device.state->state, line->state);
		assert_string_equal(device.port, line->port);
		assert_string_equal(device.name, line->name);
		assert_int_equal(device.transport_id, line->transport);
		assert_true(device.state->hint || str_eq(device.state->state, "device"));
		if (str_eq(line->state, "no-permissions"))
			assert_non_null(strstr(device.state->hint, "udev/70-hotroit-phones.rules"));
	}
}

static void what_is_no_line_is_refused(void **state)
{
	struct wire_device device;
	char long_line[4096];

	(void)state;
	memset(long_line, 'a', sizeof(long_line));
	long_line[5] = ' ';
	assert_false(wire_device("", 0, &device));
	assert_false(wire_device("serial", 6, &device));
	assert_false(wire_device("   ", 3, &device));
	assert_false(wire_device("a\0device", 8, &device));
	assert_false(wire_device(long_line, sizeof(long_line), &device));
}

static void addresses_are_those_of_adb(void **state)
{
	struct wire_address address;
	struct err err;

	(void)state;
	setenv("ADB_SERVER_SOCKET", "tcp:15037", 1);
	assert_int_equal(wire_address(&address, &err), 0);
	assert_true(address.local);
	setenv("ADB_SERVER_SOCKET", "tcp:127.0.0.1:15037", 1);
	assert_int_equal(wire_address(&address, &err), 0);
	assert_false(address.local);
	setenv("ADB_SERVER_SOCKET", "localfilesystem:/run/x", 1);
	assert_int_equal(wire_address(&address, &err), 0);
	assert_int_equal(address.socket.ss_family, AF_UNIX);
	setenv("ADB_SERVER_SOCKET", "localfilesystem:", 1);
	assert_int_equal(wire_address(&address, &err), -EINVAL);
	setenv("ADB_SERVER_SOCKET", "tcp:0", 1);
	assert_int_equal(wire_address(&address, &err), -EINVAL);
	setenv("ADB_SERVER_SOCKET", "pigeon:1", 1);
	assert_int_equal(wire_address(&address, &err), -EINVAL);
	unsetenv("ADB_SERVER_SOCKET");
	setenv("ANDROID_ADB_SERVER_PORT", "15037x", 1);
	assert_int_equal(wire_address(&address, &err), -EINVAL);
	setenv("ANDROID_ADB_SERVER_PORT", "15037", 1);
	assert_int_equal(wire_address(&address, &err), 0);
	assert_string_equal(address.text, "tcp:15037");
	unsetenv("ANDROID_ADB_SERVER_PORT");
}

/* An asking that stands at its answer, and the server's end of it. */
static int answering(struct adb_ask *ask, bool v2)
{
	int ends[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), 0);
	*ask = (struct adb_ask){.wire = {.fd = ends[0]}, .stage = ASK_ANSWER, .v2 = v2};
	ask->deadline = clock_mono_ms() + 60000;
	return ends[1];
}

static void a_silent_phone_is_late(void **state)
{
	struct adb_ask ask;
	int server = answering(&ask, true);

	(void)state;
	assert_int_equal(adb_ask_step(&ask, true), ADB_ASK_GOING);
	assert_int_equal(write(server, "\1\2\0\0\0ab", 7), 7);
	assert_int_equal(adb_ask_step(&ask, true), ADB_ASK_GOING);
	ask.deadline = 0;
	assert_int_equal(adb_ask_step(&ask, false), ADB_ASK_LATE);
	assert_string_equal(buf_text(&ask.answer), "ab");
	adb_ask_stop(&ask);
	close(server);
}

static void a_terminal_ends_its_lines_its_own_way(void **state)
{
	struct adb_ask ask;
	int server = answering(&ask, false);

	(void)state;
	assert_int_equal(write(server, "a\r\nb\r", 5), 5);
	assert_int_equal(adb_ask_step(&ask, true), ADB_ASK_GOING);
	assert_int_equal(write(server, "\r\nc\rd", 5), 5);
	close(server);
	assert_int_equal(adb_ask_step(&ask, true), ADB_ASK_WHOLE);
	assert_string_equal(buf_text(&ask.answer), "a\nb\nc\rd");
	adb_ask_stop(&ask);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_status_is_told_from_another_program),
		cmocka_unit_test(a_block_is_whole_or_not_there),
		cmocka_unit_test(packets_come_in_any_pieces),
		cmocka_unit_test(a_flood_is_cut_off),
		cmocka_unit_test(lines_are_read_without_trust),
		cmocka_unit_test(what_is_no_line_is_refused),
		cmocka_unit_test(addresses_are_those_of_adb),
		cmocka_unit_test(a_silent_phone_is_late),
		cmocka_unit_test(a_terminal_ends_its_lines_its_own_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
