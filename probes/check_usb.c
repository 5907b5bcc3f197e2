/* The USB ports: something is plugged into each in turn; those that answered are counted. */
#include "check.h"
#include "usb_seats.h"

#include <stdio.h>

#define STEP_MS 300

static void ask(const struct check_ctx *ctx, const struct usb_seats *seats)
{
	AUTO(buf_done) struct buf row = {0}, some = {0};

	for (size_t i = 0; i < seats->found.count; i++)
		buf_printf(&row, "%s● %s", i ? "  " : " ", seats->found.name[i]);
	check_row(1, buf_text(&row));
	if (seats->expected)
		buf_printf(&some, _("%zu cổng đã nhận, máy kể có %zu"), seats->found.count,
			   seats->expected);
	else
		buf_printf(&some, _("%zu cổng đã nhận"), seats->found.count);
	check_ask(_("%s. Đã cắm thử mọi cổng: có cổng nào không nhận?"), buf_text(&some));
	check_if(ctx, true, "usb", CHECK_BAD, buf_text(&some));
	check_if(ctx, false, "usb",
		 seats->found.count && seats->found.count >= seats->expected ? CHECK_OK
									     : CHECK_NOT_DONE,
		 buf_text(&some));
}

static void run(const struct check_ctx *ctx)
{
	struct usb_seats seats = {0};
	size_t told = SIZE_MAX;

	check_say("%s", _("Cắm chuột, USB vào từng cổng vài giây; cái cắm sẵn: rút ra cắm lại"));
	for (;;) {
		usb_seats_look(&seats, ctx->root);
		if (seats.found.count != told)
			ask(ctx, &seats);
		told = seats.found.count;
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
