/*
 * Who acts at the bench: what the frame shows of it, and the lock that falls when nobody has
 * pressed a key for a while. What was typed stays as a draft; what was shown does not.
 */
#include "frame_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LOCK_MINUTES 10
#define LOCK_MINUTES_MAX 1440

/* The name that inspections carry. */
void sign_name(struct ui *ui)
{
	const struct store_actor *actor = ui->store ? store_acting(ui->store) : NULL;

	if (actor && *actor->member)
		snprintf(ui->who, sizeof(ui->who), "%s", actor->name);
	else
		flow_who(ui->who, sizeof(ui->who));
}

/* The last two words of a name: who is meant at this bench ("Thị Lan", "Phương Thảo"). */
static const char *short_name(const char *name)
{
	const char *at = name + strlen(name);

	for (int blanks = 0; at > name; at--)
		if (at[-1] == ' ' && ++blanks == 2)
			return at;
	return name;
}

void sign_text(struct buf *ret, const struct ui *ui)
{
	const struct store_actor *actor = ui->store ? store_acting(ui->store) : NULL;
	AUTO(buf_done) struct buf name = {0};

	if (!actor)
		return;
	if (*actor->member) {
		text_fit(&name, short_name(actor->name), SIGN_NAME_COLUMNS, false);
		buf_printf(ret, "%s (%s) │ ", buf_text(&name), role_label(actor->role));
	} else if (actor->role == ROLE_VIEWER) {
		buf_printf(ret, "%s │ ", _("F4: ký tên"));
	}
}

/* $HOTROIT_LOCK: minutes, 0 for never. */
static int64_t lock_after_ms(void)
{
	const char *text = getenv("HOTROIT_LOCK");
	uint64_t minutes = LOCK_MINUTES;

	if (text && (!str_to_u64(text, 10, &minutes) || minutes > LOCK_MINUTES_MAX))
		minutes = LOCK_MINUTES;
	return (int64_t)minutes * 60000;
}

void sign_touch(struct ui *ui)
{
	ui->frame->lock_at = clock_mono_ms() + lock_after_ms();
}

int sign_wait_ms(const struct ui *ui)
{
	int64_t left = ui->frame->lock_at - clock_mono_ms();

	if (!ui->store || !*store_acting(ui->store)->member || !lock_after_ms())
		return -1;
	return left > 0 ? (int)left : 0;
}

void ui_sign_in(struct ui *ui, const struct store_actor *actor)
{
	bool only_looked = store_acting(ui->store)->role == ROLE_VIEWER;

	store_act_as(ui->store, actor);
	sign_name(ui);
	if (only_looked)
		ui_back(ui);
	else
		frame_clear(ui);
}

int ui_sign_out(struct ui *ui, struct err *err)
{
	int r = store_sign_out(ui->store, err);

	if (r < 0)
		return r;
	sign_name(ui);
	frame_clear(ui);
	return 0;
}

void sign_lock(struct ui *ui)
{
	bool asked = false;
	struct err err;

	/* Where no PIN guards anything, locking would only annoy. */
	if (store_pin_is_asked(ui->store, &asked, &err) < 0 || !asked ||
	    ui_sign_out(ui, &err) < 0) {
		sign_touch(ui);
		return;
	}
	ui_open(ui, "who", NULL);
	ui_say(ui, STYLE_REVIEW, _("Đã khoá vì lâu không ai bấm phím; ký tên để làm tiếp"));
}
