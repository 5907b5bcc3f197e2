/* Who gets what on a day of handing over, or stands on a list: for those who give, and, without
 * anything but name, class and school, for the public. */
#include "paper_priv.h"
#include "recipient_priv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct line {
	const char *key; /* by which pupils are ordered: given name, or place on a sent list */
	struct handover_pupil pupil;
};

/* The list as it grows. */
struct gathered {
	struct line *lines;
	size_t count, held_back; /* held back: not to be published */
};

/* Whoever was approved, or has it, with the leave of the guardian and of the child. */
static int may_be_public(struct desk *desk, const struct row *recipient, bool *ret, struct err *err)
{
	static const char *const states[] = {"approved", "served", NULL};
	static const char *const givers[] = {"guardian", "child"};

	*ret = str_is_one_of(row_get(recipient, "state"), states);
	for (size_t i = 0; i < ARRAY_LEN(givers) && *ret; i++) {
		int r = flow_has_consent(desk->store, recipient->id, "publishing", givers[i], ret,
					 err);

		if (r < 0)
			return r;
	}
	return 0;
}

static const char *kit_note(const struct row *kit)
{
	const char *state = row_get(kit, "state");

	return str_eq(state, "no-show")    ? N_("vắng mặt")
	       : str_eq(state, "returned") ? N_("đã trả lại")
	       : str_eq(state, "lost")	   ? N_("đã mất máy")
					   : row_get(kit, "note");
}

static int add_kit(struct desk *desk, struct handover_pupil *pupil, const struct row *kit,
		   struct err *err)
{
	struct row device = {0}, sim = {0};
	/* What was kept for them went to another. */
	bool has_goods = !str_eq(row_get(kit, "state"), "no-show");
	int r = 0;

	if (has_goods && row_get(kit, "device"))
		r = desk_read(desk, &device, "device", row_get(kit, "device"), err);
	if (r == 0 && has_goods && row_get(kit, "sim"))
		r = desk_read(desk, &sim, "sim", row_get(kit, "sim"), err);
	if (r < 0)
		return r;
	pupil->device = device.kind ? desk_show(desk, &device, "kind") : NULL;
	pupil->tag = device.kind ? row_get(&device, "tag") : NULL;
	pupil->sim = sim.kind ? row_get(&sim, "tag") : NULL;
	pupil->given = row_get(kit, "given_at");
	pupil->note = kit_note(kit);
	return 0;
}

static void add_details(struct desk *desk, struct handover_pupil *pupil,
			const struct row *recipient)
{
	const char *relation = desk_show(desk, recipient, "guardian_relation");
	const char *guardian = row_get(recipient, "guardian");
	const char *address = row_get(recipient, "address");
	const char *unit = desk_show(desk, recipient, "unit");

	pupil->born = row_get(recipient, "birth_date");
	pupil->circumstance = desk_show(desk, recipient, "circumstance");
	pupil->phone = row_get(recipient, "phone");
	pupil->guardian = guardian && relation
				  ? arena_printf(&desk->arena, "%s (%s)", guardian, relation)
				  : guardian;
	pupil->address = address && unit ? arena_printf(&desk->arena, "%s, %s", address, unit)
			 : address       ? address
					 : unit;
}

static int take_correction(void *user, const struct record_kind *kind, const struct record *record)
{
	const char *at = record_value(kind, record, "at");
	const char *what = record_value(kind, record, "note");
	AUTO(buf_done) struct buf day = {0};

	record_show_value(&day, record_field_find(kind, "at"), at);
	buf_printf(user, N_("đính chính %.10s (%s)"), buf_text(&day), what ? what : "");
	return 1;
}

/* What was approved otherwise is told where it is read next. */
static int add_correction(struct desk *desk, struct handover_pupil *pupil, const char *id,
			  struct err *err)
{
	AUTO(buf_done) struct buf text = {0};
	int r = recipient_corrections(desk->store, id, take_correction, &text, err);

	if (r < 0 || !text.len)
		return r;
	pupil->note = arena_printf(&desk->arena, "%s%s%s", pupil->note ? pupil->note : "",
				   pupil->note ? "; " : "", buf_text(&text));
	return 0;
}

/* KIT NULL: nothing is kept for them. A public line gets nothing that it does not show. */
static int add_pupil(struct desk *desk, struct gathered *all, const char *id, const char *key,
		     const struct row *kit, struct err *err)
{
	struct line *line = &all->lines[all->count];
	AUTO(buf_done) struct buf name = {0};
	struct row recipient = {0};
	bool is_public = true;
	int r = desk_read(desk, &recipient, "recipient", id, err);

	if (r == 0 && desk->wish.is_public)
		r = may_be_public(desk, &recipient, &is_public, err);
	if (r < 0)
		return r;
	if (!is_public) {
		all->held_back++;
		return 0;
	}
	text_name_key(&name, row_get(&recipient, "name"));
	*line = (struct line){
		.key = key ? key
			   : arena_printf(&desk->arena, "%s %s", buf_text(&name), recipient.id),
		.pupil = {.name = row_get(&recipient, "name"),
			  .class_name = row_get(&recipient, "class"),
			  .school = desk_show(desk, &recipient, "school")},
	};
	all->count++;
	if (desk->wish.is_public)
		return 0;
	add_details(desk, &line->pupil, &recipient);
	r = kit ? add_kit(desk, &line->pupil, kit, err) : 0;
	return r < 0 ? r : add_correction(desk, &line->pupil, recipient.id, err);
}

/* ---- by a day of handing over ---------------------------------------------------------------- */

/* Who did not come is not published; nor is who gave it back. */
static bool stands_on_list(const struct desk *desk, const struct row *kit)
{
	static const char *const all[] = {"reserved", "given", "no-show", "returned", "lost",
					     NULL};
	static const char *const published[] = {"reserved", "given", NULL};

	return str_is_one_of(row_get(kit, "state"), desk->wish.is_public ? published : all);
}

static int gather_day(struct desk *desk, struct gathered *all, const struct row *handover,
		      struct err *err)
{
	struct row *kits = NULL;
	size_t count = 0;
	int r = row_list(&kits, &count, desk->store, &desk->arena, "kit", "handover", handover->id,
			 err);

	all->lines = arena_alloc(&desk->arena, (count + 1) * sizeof(*all->lines));
	for (size_t i = 0; i < count && r == 0; i++)
		if (stands_on_list(desk, &kits[i]))
			r = add_pupil(desk, all, row_get(&kits[i], "recipient"), NULL, &kits[i],
				      err);
	return r;
}

/* ---- by a list of pupils --------------------------------------------------------------------- */

/* The kit that is kept for a pupil, or that they have; *RET stays NULL without one. */
static int find_kit(struct desk *desk, const char *recipient, const struct row **ret,
		    struct err *err)
{
	static const char *const states[] = {"reserved", "given", NULL};
	struct row *kits = NULL;
	size_t count = 0;
	int r = row_list(&kits, &count, desk->store, &desk->arena, "kit", "recipient", recipient,
			 err);

	for (size_t i = 0; i < count && r == 0; i++)
		if (str_is_one_of(row_get(&kits[i], "state"), states))
			*ret = &kits[i];
	return r;
}

/* A list that was sent stands as it was sent; one that is being made is what names it. */
static int gather_roster(struct desk *desk, struct gathered *all, const struct row *roster,
			 struct err *err)
{
	bool is_draft = str_eq(row_get(roster, "state"), "draft");
	struct row *rows = NULL;
	size_t count = 0;
	int r = row_list(&rows, &count, desk->store, &desk->arena,
			 is_draft ? "recipient" : "roster_line", "roster", roster->id, err);

	all->lines = arena_alloc(&desk->arena, (count + 1) * sizeof(*all->lines));
	for (size_t i = 0; i < count && r == 0; i++) {
		const char *id = is_draft ? rows[i].id : row_get(&rows[i], "recipient");
		const char *key =
			is_draft ? NULL
				 : arena_printf(&desk->arena, "%010lld",
						(long long)row_number(&rows[i], "position"));
		const struct row *kit = NULL;

		r = find_kit(desk, id, &kit, err);
		if (r == 0)
			r = add_pupil(desk, all, id, key, kit, err);
	}
	return r;
}

/* ---- the paper ------------------------------------------------------------------------------- */

static int by_key(const void *a, const void *b)
{
	const struct line *left = a, *right = b;

	return strcmp(left->key, right->key);
}

/* The row that the list is of: a handover, else a roster. */
static int read_subject(struct desk *desk, struct row *ret, const char *id, struct err *err)
{
	struct err unknown;
	int r = desk_read(desk, ret, "handover", id, &unknown);

	if (r != -ENOENT) {
		if (r < 0)
			*err = unknown;
		return r;
	}
	r = desk_read(desk, ret, "roster", id, err);
	if (r == -ENOENT)
		return err_set(err, ENOENT, _("không có buổi trao hay danh sách «%.40s»"), id);
	return r;
}

static int check(struct desk *desk, const struct gathered *all, struct err *err)
{
	if (desk->wish.is_public && all->held_back)
		buf_printf(&desk->said,
			   _("Để ra ngoài %zu em: chưa duyệt, hoặc chưa đủ đồng ý công bố của cả "
			     "giám hộ và học sinh\n"),
			   all->held_back);
	if (all->count)
		return 0;
	if (all->held_back)
		return err_set(err, EPERM,
			       _("không em nào được công bố: cần đồng ý công bố của cả "
				 "giám hộ và học sinh (hotroit add consent)"));
	return err_set(err, EPERM, _("danh sách chưa có em nào"));
}

static const char *about(struct desk *desk, const struct row *subject)
{
	const char *name = row_get(subject, "name"), *day = desk_show(desk, subject, "on_date");

	return day ? arena_printf(&desk->arena, N_("%s, ngày %s"), name, day) : name;
}

int paper_handover_list(struct buf *ret, struct desk *desk, const char *id, struct err *err)
{
	struct handover_list list = {.is_public = desk->wish.is_public};
	struct desk_subject about_it;
	struct gathered all = {0};
	struct handover_pupil *pupils;
	struct row subject = {0};
	bool is_day;
	int r = read_subject(desk, &subject, id, err);

	if (r < 0)
		return r;
	is_day = str_eq(subject.kind->name, "handover");
	r = is_day ? gather_day(desk, &all, &subject, err)
		   : gather_roster(desk, &all, &subject, err);
	if (r == 0)
		r = check(desk, &all, err);
	about_it =
		(struct desk_subject){&subject, row_get(&subject, is_day ? "on_date" : "sent_at"),
				      "DS", row_get(&subject, "tag")};
	if (r == 0)
		r = desk_head(&list.head, desk, &about_it, err);
	if (r < 0)
		return r;
	qsort(all.lines, all.count, sizeof(*all.lines), by_key);
	pupils = arena_alloc(&desk->arena, all.count * sizeof(*pupils));
	for (size_t i = 0; i < all.count; i++)
		pupils[i] = all.lines[i].pupil;
	list.about = about(desk, &subject);
	list.pupils = pupils;
	list.count = all.count;
	desk_sign(desk, &list.head);
	return export_handover_list(ret, &list, err);
}
