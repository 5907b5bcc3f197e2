/* The USB ports: something is plugged into each in turn; those that answered are counted. */
#include "check.h"
#include "usb_seats.h"

#include <stdio.h>

#define STEP_MS 300

static void ask(const struct check_ctx *ctx, const struct usb_seats *seats)
{
	AUTO(buf_done) struct buf text = {0}, some = {0};

	for (size_t i = 0; i < seats->count; i++)
		buf_printf(&text, "%s● %s", i ? "  " : " ", seats->name[i]);
	check_row(1, buf_text(&text));
	buf_clear(&text);
	buf_printf(&text, _("%zu cổng đã nhận"), seats->count);
	if (seats->expected)
		buf_printf(&some, _("%zu cổng đã nhận, máy kể có %zu"), seats->count,
			   seats->expected);
	else
		buf_add_str(&some, buf_text(&text));
	check_ask(_("%s. Mọi cổng USB của máy đều đã cắm thử và đều nhận?"), buf_text(&some));
	check_if(ctx, true, "usb", seats->count ? CHECK_OK : CHECK_NOT_DONE, buf_text(&text));
	check_if(ctx, false, "usb", CHECK_BAD, buf_text(&some));
}

static void run(const struct check_ctx *ctx)
{
	struct usb_seats seats = {0};
	size_t told = SIZE_MAX;

	check_say("%s", _("Cắm chuột hay USB vào từng cổng USB, mỗi cổng vài giây"));
	for (;;) {
		usb_seats_look(&seats, ctx->root);
		if (seats.count != told)
			ask(ctx, &seats);
		told = seats.count;
		check_sleep(STEP_MS);
	}
}

static enum check_presence presence(const struct snapshot *snapshot)
{
	(void)snapshot;
	return CHECK_HAS;
}

static const struct check_part parts[] = {
	{"usb", N_("Cổng USB"), N_("Máy này có cổng USB không?"), presence},
};

const struct check check_usb = {
	.name = "usb",
	.label = N_("Cổng USB"),
	.by_hand = true,
	.parts = parts,
	.part_count = ARRAY_LEN(parts),
	.run = run,
};
