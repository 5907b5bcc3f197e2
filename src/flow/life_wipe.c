/* A disk that was wiped waits for a second person, who looks at what the reading back says and puts
 * their name to it: whatever then becomes of the device. */
#include "date.h"
#include "device_priv.h"

#include <errno.h>

#define AHEAD_S_MAX 3600

/* ---- guards -------------------------------------------------------------- */

static int is_done(struct life_case *c, struct buf *ret_need, struct err *err)
{
	const struct row **standing = NULL;
	size_t count = 0;
	int r = device_wipes_standing(c->store, &c->arena, life_value(c, "device"), &standing,
				      &count, err);

	for (size_t i = 0; r == 0 && i < count; i++)
		if (str_eq(standing[i]->id, c->id))
			return 1;
	if (r == 0)
		buf_add_str(ret_need, _("chỉ soát ổ đã xoá xong, chưa ai dùng lại"));
	return r;
}

static int is_open(struct life_case *c, struct buf *ret_need, struct err *err)
{
	(void)err;
	if (!life_value(c, "verified_at"))
		return 1;
	buf_add_str(ret_need, _("phiếu này đã có người soát"));
	return 0;
}

struct hand {
	const char *actor;
	bool is_theirs;
};

static int take_hand(void *user, const struct record_kind *kind, const struct record *record)
{
	struct hand *hand = user;

	hand->is_theirs |= str_eq(record_value(kind, record, "by"), hand->actor);
	return hand->is_theirs;
}

/* What a person wrote down of another's work is theirs, too; a report off the stick is not. */
static int is_second(struct life_case *c, struct buf *ret_need, struct err *err)
{
	struct hand hand = {.actor = life_actor(c)};
	int r;

	if (!*hand.actor) {
		buf_add_str(ret_need, _("cho biết ai soát: đăng nhập (F4, hoặc --who)"));
		return 0;
	}
	hand.is_theirs = str_eq(life_value(c, "wiped_by"), hand.actor);
	r = life_each(c, "step", "subject", c->id, take_hand, &hand, err);
	if (r < 0 || !hand.is_theirs)
		return r < 0 ? r : 1;
	buf_add_str(ret_need, _("người soát phải khác người xoá và người ghi phiếu"));
	return 0;
}

static const struct life_guard guard_done = {"done", false, is_done};
static const struct life_guard guard_open = {"open", false, is_open};
static const struct life_guard guard_second = {"second-person", false, is_second};

/* ---- the step ------------------------------------------------------------ */

/* The clock of the bench where it was written down may be a little ahead; what lies far ahead is no
 * time to put on paper. */
static const char *moment(const struct life_case *c)
{
	const char *finished = life_value(c, "finished_at");
	int64_t then, now;

	return finished && time_read(finished, &then) && time_read(c->now, &now) && then > now &&
			       then - now <= AHEAD_S_MAX
		       ? finished
		       : c->now;
}

static int verify(struct life_case *c, struct err *err)
{
	if (!life_given(c, "verify_method"))
		return err_set(err, EINVAL,
			       _("verify_method: ghi đã soát bằng cách nào, như đọc lại 1000 chỗ"));
	life_take_params(c);
	life_set(c, "verified_by", life_actor(c));
	life_set(c, "verified_at", moment(c));
	return 0;
}

static const struct life_step steps[] = {
	{.action = "verify", .label = N_("Soát"), .roles = ROLE_BENCH, .asks = "verify_method",
	 .apply = verify, .guards = LIFE_GUARDS(&guard_done, &guard_open, &guard_second)},
};

const struct life life_wipe = {
	.kind = "wipe",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
