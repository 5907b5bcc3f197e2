/* Papers of the work on a device: what was repaired, and what was erased. */
#include "paper_priv.h"

#include <errno.h>
#include <string.h>

/* ---- the repair sheet ---------------------------------------------------- */

static const char *part_name(struct desk *desk, const struct row *part)
{
	const char *kind = desk_show(desk, part, "kind"), *spec = row_get(part, "spec");

	return arena_printf(&desk->arena, "%s%s%s", kind ? kind : "", spec ? " " : "",
			    spec ? spec : "");
}

static const char *part_origin(struct desk *desk, const struct row *part)
{
	const char *device = desk_show(desk, part, "from_device");

	if (device)
		return arena_printf(&desk->arena, N_("lấy từ %s"), device);
	return row_get(part, "purchase") ? N_("mua") : N_("kệ");
}

int paper_repair_sheet(struct buf *ret, struct desk *desk, const char *id, struct err *err)
{
	struct repair_part *list;
	struct repair_sheet sheet;
	struct row repair = {0}, device = {0}, *parts = NULL;
	size_t count = 0;
	int r = desk_read(desk, &repair, "repair", id, err);

	if (r == 0)
		r = desk_read(desk, &device, "device", row_get(&repair, "device"), err);
	if (r == 0)
		r = row_list(&parts, &count, desk->store, &desk->arena, "part", "repair",
			     repair.id, err);
	if (r < 0)
		return r;
	list = arena_alloc(&desk->arena, (count + 1) * sizeof(*list));
	for (size_t i = 0; i < count; i++)
		list[i] = (struct repair_part){part_name(desk, &parts[i]),
					       part_origin(desk, &parts[i]), 1,
					       row_number(&parts[i], "cost")};
	sheet = (struct repair_sheet){
		.code = row_get(&repair, "tag"),
		.tag = row_get(&device, "tag"),
		.device = desk_device_name(desk, &device),
		.reporter = desk_show(desk, &repair, "opened_by"),
		.received = desk_show(desk, &repair, "opened_at"),
		.finished = desk_show(desk, &repair, "closed_at"),
		.symptom = row_get(&repair, "symptom"),
		.diagnosis = row_get(&repair, "diagnosis"),
		.action = row_get(&repair, "action"),
		.result = desk_show(desk, &repair, "result"),
		.barrier = desk_show(desk, &repair, "barrier"),
		.technician = desk_show(desk, &repair, "repairer"),
		.minutes = (unsigned)row_number(&repair, "minutes"),
		.parts = list,
		.part_count = count,
	};
	r = desk_head(&sheet.head, desk,
		      &(struct desk_subject){&device, row_get(&repair, "opened_at"), "PSC",
					     row_get(&repair, "tag")},
		      err);
	return r < 0 ? r : export_repair_sheet(ret, &sheet, err);
}

/* ---- the certificate of erasure ------------------------------------------ */

/* The book's words of NIST SP 800-88 for the paper. */
static const char *level_name(const char *level)
{
	return str_eq(level, "clear")	 ? "Clear"
	       : str_eq(level, "purge")	 ? "Purge"
	       : str_eq(level, "destroy") ? "Destroy"
					  : level;
}

static const char *verification(struct desk *desk, const struct row *wipe)
{
	const char *method = row_get(wipe, "verify_method");

	if (!row_get(wipe, "verified_at"))
		return NULL;
	return arena_printf(&desk->arena, N_("%s: đạt"), method ? method : N_("đọc lại"));
}

static bool is_erased(const struct row *device)
{
	static const char *const done[] = {"cleared", "purged", "destroyed"};

	for (size_t i = 0; i < ARRAY_LEN(done); i++)
		if (str_eq(row_get(device, "data_state"), done[i]))
			return true;
	return false;
}

static bool counts(const struct row *wipe)
{
	return str_eq(row_get(wipe, "result"), "ok") && row_get(wipe, "finished_at") &&
	       !str_eq(row_get(wipe, "superseded"), "1");
}

static int gather_media(struct desk *desk, const struct row *device,
			struct wipe_certificate *certificate, const char **ret_date,
			struct err *err)
{
	struct wipe_medium *media;
	struct row *wipes = NULL;
	size_t count = 0;
	int r = row_list(&wipes, &count, desk->store, &desk->arena, "wipe", "device", device->id,
			 err);

	if (r < 0)
		return r;
	media = arena_alloc(&desk->arena, (count + 1) * sizeof(*media));
	for (size_t i = 0; i < count; i++) {
		const struct row *wipe = &wipes[i];

		if (!counts(wipe))
			continue;
		media[certificate->medium_count++] = (struct wipe_medium){
			.model = row_get(wipe, "disk"),
			.type = desk_show(desk, wipe, "medium"),
			.level = level_name(row_get(wipe, "level")),
			.method = row_get(wipe, "method"),
			.tool = row_get(wipe, "tool"),
			.verification = verification(desk, wipe),
			.sample = row_get(wipe, "sample_hash"),
			.started = desk_show(desk, wipe, "started_at"),
			.finished = desk_show(desk, wipe, "finished_at"),
			.wiper = desk_show(desk, wipe, "wiped_by"),
			.override_reason = row_get(wipe, "override_reason"),
			.note = row_get(wipe, "note"),
		};
		*ret_date = row_get(wipe, "finished_at");
		certificate->wiper = desk_show(desk, wipe, "wiped_by");
		certificate->checker = desk_show(desk, wipe, "verified_by");
	}
	certificate->media = media;
	return 0;
}

/* ID: the device's, or that of one of its erasures. */
static int read_device(struct desk *desk, struct row *ret, const char *id, struct err *err)
{
	struct row wipe = {0};

	if (desk_read(desk, &wipe, "wipe", id, NULL) == 0)
		id = row_get(&wipe, "device");
	return desk_read(desk, ret, "device", id, err);
}

int paper_wipe_certificate(struct buf *ret, struct desk *desk, const char *id, struct err *err)
{
	struct wipe_certificate certificate;
	struct row device = {0}, donation = {0};
	const char *date = NULL;
	int r = read_device(desk, &device, id, err);

	if (r < 0)
		return r;
	if (!is_erased(&device))
		return err_set(err, EPERM, _("%s: chưa ghi xoá xong mọi ổ (hotroit do erase)"),
			       row_get(&device, "tag"));
	certificate = (struct wipe_certificate){
		.tag = row_get(&device, "tag"),
		.device = desk_device_name(desk, &device),
		.device_serial = row_get(&device, "serial"),
		.consent = desk_show(desk, &device, "wipe_consent"),
	};
	if (row_get(&device, "donation") &&
	    desk_read(desk, &donation, "donation", row_get(&device, "donation"), err) == 0)
		certificate.donor = desk_show(desk, &donation, "donor");
	r = gather_media(desk, &device, &certificate, &date, err);
	if (r == 0)
		r = desk_head(&certificate.head, desk,
			      &(struct desk_subject){&device, date, "GXN", row_get(&device, "tag")},
			      err);
	return r < 0 ? r : export_wipe_certificate(ret, &certificate, err);
}
