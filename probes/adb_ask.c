/*
 * The question to one phone: one connection for the script and its answer. A phone that does not
 * know shell,v2 (before Android 7) refuses it, and is asked again through the plain shell: most
 * need no question about their features before.
 */
#include "adb_ask.h"
#include "android.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* What every answer begins with, behind the noise of an old terminal. */
#define FIRST "\036kernel"

const char *adb_end_reason(enum adb_ask_end end, const struct buf *answer)
{
	if (end == ADB_ASK_WHOLE && !answer->len)
		return _("adb: máy không trả lời gì; khởi động lại máy rồi cắm lại");
	if (end == ADB_ASK_WHOLE && !memmem(answer->data, answer->len, FIRST, sizeof(FIRST) - 1))
		end = ADB_ASK_GARBLED;
	switch (end) {
	case ADB_ASK_LATE:
		return _("adb: quá 15 giây máy chưa trả lời xong; khởi động lại máy rồi cắm lại");
	case ADB_ASK_FLOOD:
		return _("adb: máy trả lời quá nhiều: rút cáp, khởi động lại máy, cắm lại");
	case ADB_ASK_GARBLED:
		return _("adb: máy trả lời toàn ký tự lạ: khởi động lại máy, đổi cáp; không được "
			 "thì nhập tay");
	case ADB_ASK_REFUSED:
		return _("adb: máy không cho chạy lệnh: tắt rồi bật lại gỡ lỗi USB, cắm lại");
	case ADB_ASK_TWINS:
		return _("adb: máy chủ adb cũ không phân biệt hai máy trùng số: cắm từng máy");
	case ADB_ASK_CUT:
		return _("adb: đứt giữa chừng; đổi dây hoặc đổi cổng rồi cắm lại");
	default:
		return _("máy chưa trả lời hết: cắm lại cáp rồi dò lại");
	}
}

static int open_target(struct adb_ask *ask)
{
	int r;

	ask->stage = ASK_TRANSPORT;
	wire_close(&ask->wire);
	r = wire_open(&ask->wire, ask->address);
	return r < 0 ? r : wire_ask(&ask->wire, ask->target);
}

static int ask_plain(struct adb_ask *ask)
{
	ask->v2 = false;
	return open_target(ask);
}

void adb_ask_start(struct adb_ask *ask, const struct wire_address *address,
		   const struct wire_device *device)
{
	adb_ask_stop(ask);
	ask->address = address;
	ask->deadline = clock_mono_ms() + ADB_ASK_DEADLINE_MS;
	ask->v2 = true;
	if (device->transport_id)
		snprintf(ask->target, sizeof(ask->target), "host:transport-id:%llu",
			 (unsigned long long)device->transport_id);
	else
		snprintf(ask->target, sizeof(ask->target), "host:transport:%s", device->serial);
	/* A refusal shows again at the first step, as a connection that is not there. */
	if (open_target(ask) < 0)
		wire_close(&ask->wire);
}

void adb_ask_stop(struct adb_ask *ask)
{
	wire_close(&ask->wire);
	buf_done(&ask->answer);
	*ask = (struct adb_ask){.wire = {.fd = -1}};
}

/* "FAIL", a block with the reason; 0: more of it must come. A phone whose cable broke is refused
 * for being offline as soon as it is asked again: that is still the cable's doing. */
static int refusal(const struct wire *wire)
{
	static const struct {
		const char *words;
		int r;
	} reasons[] = {{"more than one", -ENOTUNIQ}, {"device offline", -EPIPE}};
	const char *why;
	size_t len;
	int r = wire_block(wire->in.data + 4, wire->in.len - 4, &why, &len);

	if (r == 0 && !wire->ended)
		return 0;
	for (size_t i = 0; r > 0 && i < ARRAY_LEN(reasons); i++)
		if (memmem(why, len, reasons[i].words, strlen(reasons[i].words)))
			return reasons[i].r;
	return -EACCES;
}

/* 1 when the server, or the phone, said OKAY. */
static int take_okay(struct adb_ask *ask)
{
	enum wire_status status = wire_status(buf_text(&ask->wire.in), ask->wire.in.len);

	if (status == WIRE_MORE)
		return ask->wire.ended ? -EPIPE : 0;
	if (status != WIRE_OKAY)
		return status == WIRE_FAIL ? refusal(&ask->wire) : -EPROTO;
	wire_take(&ask->wire, 4);
	return 1;
}

static int take_transport(struct adb_ask *ask)
{
	AUTO(buf_done) struct buf service = {0};
	int r = take_okay(ask);

	if (r <= 0)
		return r;
	ask->stage = ASK_SHELL;
	buf_add_str(&service, ask->v2 ? "shell,v2,raw:" : "shell:");
	buf_add_str(&service, android_script);
	return wire_ask(&ask->wire, buf_text(&service));
}

/* The terminal of an old phone ends its lines with CR LF, some with CR CR LF. */
static void add_plain(struct buf *answer, const char *data, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (data[i] == '\n')
			while (answer->len && answer->data[answer->len - 1] == '\r')
				answer->len--;
		buf_add_char(answer, data[i]);
	}
}

/* 1 when the answer is whole. */
static int take_answer(struct adb_ask *ask)
{
	struct buf *in = &ask->wire.in;
	size_t room = ANDROID_ANSWER_MAX - ask->answer.len, len = in->len;
	int r = 0;

	if (ask->v2 && !len && ask->wire.ended && !ask->packets.have && !ask->packets.total)
		return ask_plain(ask);
	if (ask->v2) {
		r = wire_packets(&ask->packets, buf_text(in), len, ANDROID_ANSWER_MAX,
				 &ask->answer);
	} else {
		add_plain(&ask->answer, buf_text(in), len < room ? len : room);
		r = len > room ? -EFBIG : 0;
	}
	buf_clear(in);
	if (r != 0 || !ask->wire.ended)
		return r;
	return ask->v2 ? -EPIPE : 1;
}

static int advance(struct adb_ask *ask)
{
	int r;

	if (ask->stage == ASK_TRANSPORT)
		return take_transport(ask);
	if (ask->stage == ASK_SHELL) {
		r = take_okay(ask);
		if (r == -EACCES && ask->v2)
			return ask_plain(ask);
		if (r <= 0)
			return r;
		ask->stage = ASK_ANSWER;
	}
	return take_answer(ask);
}

enum adb_ask_end adb_ask_step(struct adb_ask *ask, bool ready)
{
	static const struct {
		int code;
		enum adb_ask_end end;
	} ends[] = {{EFBIG, ADB_ASK_FLOOD},
		    {EBADMSG, ADB_ASK_GARBLED},
		    {EACCES, ADB_ASK_REFUSED},
		    {ENOTUNIQ, ADB_ASK_TWINS}};
	int r = 0, broken = 0;

	if (ask->wire.fd < 0)
		return ADB_ASK_CUT;
	if (ready) {
		broken = wire_pump(&ask->wire);
		/* What came before it broke still counts. */
		r = advance(ask);
	}
	if (r == 1)
		return ADB_ASK_WHOLE;
	for (size_t i = 0; i < ARRAY_LEN(ends); i++)
		if (r == -ends[i].code)
			return ends[i].end;
	if (r < 0 || broken < 0)
		return ADB_ASK_CUT;
	return clock_mono_ms() >= ask->deadline ? ADB_ASK_LATE : ADB_ASK_GOING;
}
