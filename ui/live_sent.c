/* What became of the files that went to a bench over the network, in one line. */
#include "live_priv.h"
#include "stick_fate.h"

#include <string.h>

#define FILE_BYTES_MAX 65536

static void count(struct live_sent *sent, const char *word, size_t len)
{
	unsigned *const counts[STICK_FATES] = {[STICK_TAKEN] = &sent->taken,
					       [STICK_HELD] = &sent->held,
					       [STICK_REFUSED] = &sent->refused};
	enum stick_fate fate;

	if (stick_fate_find(word, len, &fate))
		++*counts[fate];
	else if (len == strlen("waiting") && memcmp(word, "waiting", len) == 0)
		sent->waiting++;
}

static void parse(struct live_sent *ret, const char *text)
{
	*ret = (struct live_sent){0};
	if (str_starts(text, "line open\n"))
		ret->line = LIVE_LINE_OPEN;
	else if (str_starts(text, "line cut\n"))
		ret->line = LIVE_LINE_CUT;
	else if (str_starts(text, "line wrong\n"))
		ret->line = LIVE_LINE_WRONG;
	while (ret->line != LIVE_LINE_NONE && (text = strchr(text, '\n')) && *++text)
		count(ret, text, strcspn(text, " \n"));
}

bool live_sent_read(struct live_sent *sent, const struct ui *ui)
{
	const struct live_sent before = *sent;
	AUTO(buf_done) struct buf text = {0};

	if (!ui->sent || root_read_host(ui->sent, FILE_BYTES_MAX, &text) < 0)
		buf_clear(&text);
	parse(sent, buf_text(&text));
	return memcmp(&before, sent, sizeof(before)) != 0;
}

void live_sent_sum(struct buf *ret, const struct live_sent *sent)
{
	if (sent->line == LIVE_LINE_NONE)
		return;
	buf_printf(ret, _("Đã gửi về bàn %u"), sent->taken);
	if (sent->held)
		buf_printf(ret, _(", chờ người ở bàn %u"), sent->held);
	if (sent->refused)
		buf_printf(ret, _(", bàn không nhận %u"), sent->refused);
	if (sent->waiting)
		buf_printf(ret, _(", chưa gửi %u"), sent->waiting);
	if (sent->line == LIVE_LINE_CUT)
		buf_add_str(ret, _(": mất liên lạc với bàn, đang gọi lại"));
	else if (sent->line == LIVE_LINE_WRONG)
		buf_add_str(ret, _(": bàn đã đổi mã, F12 gõ mã mới"));
}

enum ui_style live_sent_style(const struct live_sent *sent)
{
	bool is_done = sent->line == LIVE_LINE_OPEN && !sent->held && !sent->refused &&
		       !sent->waiting;

	return is_done ? STYLE_PASS : STYLE_REVIEW;
}
