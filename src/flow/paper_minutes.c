/* Papers that are signed when devices are given: the minutes of a day, and what one family gets. */
#include "paper_priv.h"

#include <errno.h>
#include <string.h>

/* ---- what goes along ------------------------------------------------------------------------- */

/* "Bộ sạc 19V/3.42A" */
static void add_accessory(struct desk *desk, struct buf *ret, const struct row *accessory)
{
	static const char *const parts[] = {"kind", "model", "rating"};
	const char *comma = ret->len ? ", " : "";

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		const char *part = desk_show(desk, accessory, parts[i]);

		if (part)
			buf_printf(ret, "%s%s", comma, part);
		comma = part ? " " : comma;
	}
}

/* Is a thing of that kind in the words that were typed ("1 sạc, 1 chuột") already? */
static bool is_mentioned(struct desk *desk, const struct row *accessory, const char *typed)
{
	const char *kind = desk_show(desk, accessory, "kind");
	AUTO(buf_done) struct buf word = {0}, words = {0};

	text_fold(&word, kind ? kind : "");
	text_fold(&words, typed ? typed : "");
	return word.len && strstr(buf_text(&words), buf_text(&word));
}

int desk_accessories(struct desk *desk, const struct row *device, const char **ret, struct err *err)
{
	const char *typed = row_get(device, "accessories");
	AUTO(buf_done) struct buf text = {0};
	struct row *rows = NULL;
	size_t count = 0;
	int r = row_list(&rows, &count, desk->store, &desk->arena, "accessory", "device",
			 device->id, err);

	if (r < 0)
		return r;
	buf_add_str(&text, typed ? typed : "");
	for (size_t i = 0; i < count; i++)
		if (!is_mentioned(desk, &rows[i], typed))
			add_accessory(desk, &text, &rows[i]);
	*ret = text.len ? arena_str(&desk->arena, buf_text(&text)) : NULL;
	return 0;
}

static int fill_device(struct desk *desk, struct handover_item *ret, const struct row *device,
		       struct err *err)
{
	*ret = (struct handover_item){
		.name = desk_device_name(desk, device),
		.tag = row_get(device, "tag"),
		.serial = row_get(device, "serial"),
		.condition = desk_show(desk, device, "condition"),
	};
	return desk_accessories(desk, device, &ret->accessories, err);
}

static const char *sim_name(struct desk *desk, const struct row *sim)
{
	const char *of = desk_show(desk, sim, "operator");

	return arena_printf(&desk->arena, N_("SIM dữ liệu%s%s"), of ? " " : "", of ? of : "");
}

/* ---- the minutes ----------------------------------------------------------------------------- */

struct gathered {
	struct handover_item *items;
	struct handover_waiver *waivers;
	size_t item_count, waiver_count, waiver_room, waiting;
};

static bool is_undone(const struct row *steps, size_t count, const struct row *step)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(row_get(&steps[i], "undoes"), step->id))
			return true;
	return false;
}

static void add_waiver(struct desk *desk, struct gathered *all, const char *tag,
		       const struct row *step)
{
	const char *who = row_get(step, "by_name"), *at = desk_show(desk, step, "at");

	if (all->waiver_count == all->waiver_room) {
		size_t room = all->waiver_room ? all->waiver_room * 2 : 8;
		struct handover_waiver *more = arena_alloc(&desk->arena, room * sizeof(*more));

		if (all->waiver_count)
			memcpy(more, all->waivers, all->waiver_count * sizeof(*more));
		all->waivers = more;
		all->waiver_room = room;
	}
	all->waivers[all->waiver_count++] = (struct handover_waiver){
		tag, arena_printf(&desk->arena, N_("%s; người miễn: %s, %s"),
				  row_get(step, "waiver"), who ? who : "………", at ? at : "………")};
}

/* What coordinators let pass in the steps of one record. */
static int add_waivers(struct desk *desk, struct gathered *all, const char *tag, const char *id,
		       struct err *err)
{
	struct row *steps = NULL;
	size_t count = 0;
	int r = row_list(&steps, &count, desk->store, &desk->arena, "step", "subject", id, err);

	for (size_t i = 0; i < count && r == 0; i++)
		if (row_get(&steps[i], "waiver") && !is_undone(steps, count, &steps[i]))
			add_waiver(desk, all, tag, &steps[i]);
	return r;
}

static int add_device(struct desk *desk, struct gathered *all, const struct row *kit,
		      struct err *err)
{
	struct handover_item *item = &all->items[all->item_count];
	struct row device = {0};
	int r = desk_read(desk, &device, "device", row_get(kit, "device"), err);

	if (r == 0)
		r = fill_device(desk, item, &device, err);
	if (r == 0)
		r = add_waivers(desk, all, item->tag, device.id, err);
	if (r == 0)
		r = add_waivers(desk, all, item->tag, kit->id, err);
	if (r < 0)
		return r;
	item->note = arena_printf(&desk->arena, N_("bộ %s"), row_get(kit, "tag"));
	all->item_count++;
	return 0;
}

static int add_sim(struct desk *desk, struct gathered *all, const struct row *kit, struct err *err)
{
	struct row sim = {0};
	int r = desk_read(desk, &sim, "sim", row_get(kit, "sim"), err);

	if (r == 0)
		r = add_waivers(desk, all, row_get(&sim, "tag"), sim.id, err);
	if (r < 0)
		return r;
	all->items[all->item_count++] = (struct handover_item){
		.name = sim_name(desk, &sim),
		.tag = row_get(&sim, "tag"),
		.note = arena_printf(&desk->arena, N_("bộ %s"), row_get(kit, "tag")),
	};
	return 0;
}

/* Before the day is over the minutes hold what is to be given, so that they can be signed there. */
static bool is_in_minutes(struct gathered *all, const struct row *handover, const struct row *kit)
{
	const char *state = row_get(kit, "state");

	if (str_eq(state, "given") || str_eq(state, "returned") || str_eq(state, "lost"))
		return true;
	if (!str_eq(state, "reserved") || str_eq(row_get(handover, "state"), "closed"))
		return false;
	all->waiting++;
	return true;
}

static int gather(struct desk *desk, struct gathered *all, const struct row *handover,
		  struct err *err)
{
	struct row *kits = NULL;
	size_t count = 0;
	int r = row_list(&kits, &count, desk->store, &desk->arena, "kit", "handover", handover->id,
			 err);

	all->items = arena_alloc(&desk->arena, (2 * count + 1) * sizeof(*all->items));
	for (size_t i = 0; i < count && r == 0; i++) {
		if (!is_in_minutes(all, handover, &kits[i]))
			continue;
		if (row_get(&kits[i], "device"))
			r = add_device(desk, all, &kits[i], err);
		if (r == 0 && row_get(&kits[i], "sim"))
			r = add_sim(desk, all, &kits[i], err);
	}
	if (r == 0 && !all->item_count)
		return err_set(err, EPERM,
			       _("buổi này chưa có bộ máy nào: gom vào (hotroit do gather)"));
	if (r == 0 && all->waiting)
		buf_printf(&desk->said, _("Buổi chưa xong: ghi cả %zu bộ còn chờ trao\n"),
			   all->waiting);
	return r;
}

/* The giving body as it is written in a sentence. */
static const char *giver_unit(struct desk *desk, const struct row *handover,
			      const struct paper_head *head)
{
	struct row programme = {0};
	const char *id = row_get(handover, "programme"), *unit = NULL;

	if (id && desk_read(desk, &programme, "programme", id, NULL) == 0)
		unit = desk_show(desk, &programme, "unit");
	return unit ? unit : head->issuer;
}

int paper_handover_minutes(struct buf *ret, struct desk *desk, const char *id, struct err *err)
{
	struct handover_minutes minutes = {0};
	struct gathered all = {0};
	struct row handover = {0};
	int r = desk_read(desk, &handover, "handover", id, err);

	if (r == 0)
		r = gather(desk, &all, &handover, err);
	if (r == 0)
		r = desk_head(&minutes.head, desk,
			      &(struct desk_subject){&handover, row_get(&handover, "on_date"), "BB",
						     row_get(&handover, "tag")},
			      err);
	if (r < 0)
		return r;
	minutes.venue = desk_show(desk, &handover, row_get(&handover, "place") ? "place" : "unit");
	minutes.giver = (struct handover_party){giver_unit(desk, &handover, &minutes.head),
						row_get(&handover, "giver"),
						row_get(&handover, "giver_title")};
	minutes.receiver = (struct handover_party){desk_show(desk, &handover, "unit"),
						   row_get(&handover, "receiver"),
						   row_get(&handover, "receiver_title")};
	if (minutes.head.style == PAPER_JOINT) {
		desk_sign(desk, &minutes.head);
		minutes.head.signers[0].name = minutes.giver.name;
	}
	minutes.items = all.items;
	minutes.item_count = all.item_count;
	minutes.waivers = all.waivers;
	minutes.waiver_count = all.waiver_count;
	return export_handover_minutes(ret, &minutes, err);
}

/* ---- one family's receipt -------------------------------------------------------------------- */

/* Who handed over and who signed, from the kit; what was given on which day. */
static void fill_signing(struct desk *desk, struct kit_receipt *receipt, const struct row *kit,
			 const struct row *handover)
{
	receipt->code = row_get(kit, "tag");
	receipt->giver = desk_show(desk, kit, "given_by");
	if (!receipt->giver && handover->kind)
		receipt->giver = row_get(handover, "giver");
	receipt->receiver = row_get(kit, "received_by");
	receipt->relation = desk_show(desk, kit, "received_as");
	receipt->is_guided = str_eq(row_get(kit, "guided"), "1");
	receipt->sim_until = row_get(kit, "sim_until");
}

static int fill_things(struct desk *desk, struct kit_receipt *receipt, const struct row *kit,
		       struct row *device, struct err *err)
{
	struct row sim = {0};
	int r = 0;

	if (row_get(kit, "device")) {
		r = desk_read(desk, device, "device", row_get(kit, "device"), err);
		if (r == 0)
			r = fill_device(desk, &receipt->device, device, err);
	}
	if (r == 0 && row_get(kit, "sim")) {
		r = desk_read(desk, &sim, "sim", row_get(kit, "sim"), err);
		if (r == 0)
			receipt->sim = row_get(&sim, "tag");
		if (r == 0 && !receipt->sim_until)
			receipt->sim_until = row_get(&sim, "expires");
	}
	return r;
}

static int fill_pupil(struct desk *desk, struct kit_receipt *receipt, const struct row *kit,
		      struct err *err)
{
	struct row pupil = {0};
	int r = desk_read(desk, &pupil, "recipient", row_get(kit, "recipient"), err);

	if (r < 0)
		return r;
	receipt->pupil = row_get(&pupil, "name");
	receipt->class_name = row_get(&pupil, "class");
	receipt->school = desk_show(desk, &pupil, "school");
	receipt->guardian = row_get(&pupil, "guardian");
	return 0;
}

int paper_kit_receipt(struct buf *ret, struct desk *desk, const char *id, struct err *err)
{
	struct row kit = {0}, device = {0}, handover = {0};
	struct kit_receipt receipt = {0};
	const char *day;
	int r = desk_read(desk, &kit, "kit", id, err);

	if (r == 0 && (str_eq(row_get(&kit, "state"), "released") ||
		       str_eq(row_get(&kit, "state"), "no-show")))
		r = err_set(err, EPERM, _("%s: bộ này không trao, không có biên nhận"),
			    row_get(&kit, "tag"));
	if (r == 0 && row_get(&kit, "handover"))
		r = desk_read(desk, &handover, "handover", row_get(&kit, "handover"), err);
	if (r == 0)
		r = fill_pupil(desk, &receipt, &kit, err);
	if (r == 0)
		fill_signing(desk, &receipt, &kit, &handover);
	if (r == 0)
		r = fill_things(desk, &receipt, &kit, &device, err);
	if (r < 0)
		return r;
	day = row_get(&kit, "given_at");
	if (!day && handover.kind)
		day = row_get(&handover, "on_date");
	r = desk_head(&receipt.head, desk,
		      &(struct desk_subject){handover.kind ? &handover
					     : device.kind ? &device
							   : NULL,
					     day, "BN", row_get(&kit, "tag")},
		      err);
	return r < 0 ? r : export_kit_receipt(ret, &receipt, err);
}
