/* The screen: plain fields for dots that are dead or always lit, a grid for lines; a person
 * looks. */
#include "check.h"

static void run(const struct check_ctx *ctx)
{
	static const char *const fields[] = {"red", "green", "blue", "white", "black", "grid"};

	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		check_field(fields[i]);
	check_ask("%s", _("Có chấm chết, sọc, ố, thiếu màu hay đường kẻ bị đứt không?"));
	check_if(ctx, true, "screen", CHECK_BAD, _("có chấm chết, sọc, ố hoặc thiếu màu"));
	check_if(ctx, false, "screen", CHECK_OK, _("đủ màu, không chấm chết, không sọc"));
	check_wait_for_answer();
}

/* What is read here stands on one. */
static enum check_presence presence(const struct snapshot *snapshot)
{
	(void)snapshot;
	return CHECK_HAS;
}

static const struct check_part parts[] = {
	{"screen", N_("Màn hình"), N_("Máy này có màn hình không?"), presence},
};

const struct check check_screen = {
	.name = "screen",
	.label = N_("Màn hình"),
	.by_hand = true,
	.parts = parts,
	.part_count = ARRAY_LEN(parts),
	.run = run,
};
