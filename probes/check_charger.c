/* The charger: power comes in, and the battery takes it. */
#include "charging.h"
#include "check.h"

#define WAIT_MS 30000
#define STEP_MS 500

static void works(const struct check_ctx *ctx, const struct charging *charging)
{
	if (charging->is_full)
		check_result(ctx, "charger", CHECK_OK, _("có điện từ sạc, pin đầy (%d %%)"),
			     charging->level);
	else
		check_result(ctx, "charger", CHECK_OK, _("pin đang sạc, %.1f W"),
			     (double)charging->microwatts / 1e6);
}

static void tell(const struct check_ctx *ctx, const struct charging *charging)
{
	switch (charging->word) {
	case CHARGING_WORKS:
		works(ctx, charging);
		break;
	case CHARGING_UNPLUGGED:
		check_ask("%s",
			  _("Không có điện từ sạc. Đã cắm sạc của máy vào ổ điện chạy được?"));
		check_if(ctx, true, "charger", CHECK_BAD, _("cắm sạc mà không có điện"));
		check_if(ctx, false, "charger", CHECK_NOT_DONE, _("chưa cắm sạc"));
		check_wait_for_answer();
	case CHARGING_REFUSED:
		check_ask("%s", _("Có điện mà pin không sạc. Đây đúng là sạc của máy?"));
		check_if(ctx, true, "charger", CHECK_BAD, _("có điện từ sạc mà pin không sạc"));
		check_if(ctx, false, "charger", CHECK_NOT_DONE, _("chưa có đúng sạc của máy"));
		check_wait_for_answer();
	case CHARGING_NO_BATTERY:
		check_results(ctx, CHECK_NOT_DONE,
			      _("không có pin để sạc: xem máy có chạy bằng sạc"));
		break;
	case CHARGING_UNKNOWN:
		check_results(ctx, CHECK_NOT_DONE, _("máy không báo tình trạng sạc: xem đèn sạc"));
		break;
	}
}

static void run(const struct check_ctx *ctx)
{
	int64_t until = clock_mono_ms() + WAIT_MS;
	struct charging charging;

	check_say("%s", _("Cắm sạc của máy vào, chờ pin nhận điện"));
	for (;;) {
		charging_look(ctx->root, &charging);
		if ((charging.word != CHARGING_UNPLUGGED && charging.word != CHARGING_REFUSED) ||
		    clock_mono_ms() > until)
			break;
		check_left(until - clock_mono_ms());
		check_sleep(STEP_MS);
	}
	tell(ctx, &charging);
}

static enum check_presence presence(const struct snapshot *snapshot)
{
	const struct fact *health = snapshot_fact(snapshot, "battery.0.health");

	if (!check_is_laptop(snapshot))
		return CHECK_NONE;
	return health && health->state != FACT_ABSENT ? CHECK_HAS : CHECK_UNSURE;
}

static const struct check_part parts[] = {
	{"charger", N_("Sạc"), N_("Có sạc của máy này ở đây không?"), presence},
};

const struct check check_charger = {
	.name = "charger",
	.label = N_("Sạc pin"),
	.parts = parts,
	.part_count = ARRAY_LEN(parts),
	.run = run,
};
