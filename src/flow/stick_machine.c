/* Which machine it is that came home as a new one: its sticker may be on it since it was taken in,
 * with nothing of it probed yet; or it is like one of before, and only a person can say. */
#include "stick_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* ---- two that are one ------------------------------------------------------------------------ */

static int judge_anew(struct store *store, const struct plan *plan, const char *device,
		      struct err *err)
{
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	AUTO(verdict_done) struct verdict verdict = {0};
	int r = flow_judge_device(store, plan, device, ASSESS_INTAKE, &snapshot, &verdict, err);

	return r < 0 ? r : store_save_verdict(store, device, &verdict, err);
}

int flow_same_device(struct store *store, const struct plan *plan, const char *device,
		     const char *other, bool same, struct buf *ret_said, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	struct row first = {0}, second = {0};
	struct err later;
	int r = row_read(&first, store, &arena, "device", device, err);

	if (r == 0)
		r = row_read(&second, store, &arena, "device", other, err);
	if (r == 0 && same && row_get(&second, "donation") && !str_eq(first.id, second.id))
		return err_set(err, EINVAL,
			       _("%s đã có đợt ủng hộ của nó, không gộp vào %s được: xem lại mã"),
			       row_get(&second, "tag"), row_get(&first, "tag"));
	if (r == 0)
		r = store_same_device(store, first.id, second.id, same, err);
	if (r < 0)
		return r;
	/* They are one in the book whatever becomes of this. */
	if (same && judge_anew(store, plan, second.id, &later) < 0)
		log_debug("not judged anew");
	buf_printf(ret_said, same ? _("Một máy, mã %s; mã %s nay cũng mở máy đó")
				  : _("Hai máy khác nhau: %s và %s"),
		   row_get(&first, "tag"), row_get(&second, "tag"));
	return 0;
}

/* ---- a question ------------------------------------------------------------------------------ */

/* Nobody worked with it since it came: then it may still be found to be another. */
static bool is_untouched(const struct row *machine)
{
	const char *state = row_get(machine, "state");

	return !row_get(machine, "donation") &&
	       (str_eq(state, "received") || str_eq(state, "blocked"));
}

static int guess(const struct stick_in *in, struct stick_question *asked,
		 const struct row *machine, struct err *err)
{
	size_t count = 0;
	int r;

	memcpy(asked->guesses, asked->alike, asked->alike_count * sizeof(*asked->alike));
	asked->guess_count = asked->alike_count;
	if (!is_untouched(machine))
		return 0;
	r = store_unprobed(in->store, machine->id, asked->guesses + asked->guess_count,
			   STICK_GUESSES_MAX - asked->guess_count, &count, err);
	asked->guess_count += r == 0 ? count : 0;
	return r;
}

static int tell_asked(const struct stick_in *in, const struct stick_question *asked,
		      const struct row *machine, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	AUTO(buf_done) struct buf tags = {0};
	const char *own = row_get(machine, "tag");
	struct row other;

	for (size_t i = 0; i < asked->alike_count; i++)
		if (row_read(&other, in->store, &arena, "device", asked->alike[i], NULL) == 0)
			buf_printf(&tags, " %s", row_get(&other, "tag"));
	if (tags.len)
		return err_set(err, EINVAL,
			       _("đã lưu mã %s; có thể trùng với%s: đúng là máy nào?"), own,
			       buf_text(&tags));
	return err_set(err, EINVAL,
		       _("đã lưu mã %s; có máy đã dán tem mà chưa dò: máy này là máy nào trong "
			 "đó?"),
		       own);
}

static int say_none(struct stick_in *in, const struct stick_question *asked,
		    const struct row *machine, struct err *err)
{
	AUTO(buf_done) struct buf said = {0};
	int r = 0;

	for (size_t i = 0; r == 0 && i < asked->alike_count; i++)
		r = flow_same_device(in->store, in->plan, asked->alike[i], machine->id, false,
				     &said, err);
	if (r == 0)
		r = store_none_of_unprobed(in->store, machine->id, err);
	if (r == 0)
		buf_printf(&in->said, _("Máy khác, giữ mã mới %s: in tem rồi dán lên máy\n"),
			   row_get(machine, "tag"));
	return r;
}

/* One that was probed already is another machine, unless the book itself took it for like; so is
 * one with another serial number on its sticker. What is joined is not parted again. */
static int check_chosen(const struct stick_in *in, const struct stick_question *asked,
			const struct row *machine, const struct row *chosen, struct err *err)
{
	const char *own = row_get(machine, "serial"), *other = row_get(chosen, "serial");
	char id[UUID_TEXT_MAX];
	int r;

	for (size_t i = 0; i < asked->alike_count; i++)
		if (str_eq(asked->alike[i], chosen->id))
			return 0;
	if (own && other && strcasecmp(own, other) != 0)
		return err_set(err, EINVAL,
			       _("sê-ri ghi ở %s khác sê-ri của máy này: chọn đúng tem trên máy"),
			       row_get(chosen, "tag"));
	r = store_latest_snapshot_id(in->store, chosen->id, id, err);
	if (r == -ENOENT)
		return 0;
	return r < 0 ? r
		     : err_set(err, EINVAL,
			       _("%s đã có bản dò của máy khác: chọn đúng tem trên máy"),
			       row_get(chosen, "tag"));
}

static int say_which(struct stick_in *in, const struct stick_question *asked,
		     const struct row *machine, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	AUTO(buf_done) struct buf said = {0};
	struct row chosen;
	int r = row_read(&chosen, in->store, &arena, "device", asked->device, err);

	if (r == 0 && str_eq(chosen.id, machine->id))
		return err_set(err, EINVAL, _("%s là mã mới của chính máy này: gõ mã trên tem"),
			       row_get(machine, "tag"));
	if (r == 0)
		r = check_chosen(in, asked, machine, &chosen, err);
	if (r == 0)
		r = flow_same_device(in->store, in->plan, chosen.id, machine->id, true, &said, err);
	if (r == 0)
		buf_printf(&in->said, "%s\n", buf_text(&said));
	return r;
}

int stick_take_machine(struct stick_in *in, struct stick_question *asked, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	struct row machine;
	int r = row_read(&machine, in->store, &arena, "device", asked->machine, err);

	if (r == 0)
		r = guess(in, asked, &machine, err);
	if (r < 0 || !asked->guess_count)
		return r;
	asked->need = STICK_NEEDS_MACHINE;
	if (asked->is_none)
		return say_none(in, asked, &machine, err);
	return *asked->device ? say_which(in, asked, &machine, err)
			      : tell_asked(in, asked, &machine, err);
}
