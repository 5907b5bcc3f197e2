/* Papers of the work on a device: what was repaired, and what was erased. */
#include "device_priv.h"
#include "paper_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define UNITS_MAX 32

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

/* With the field's own word for it (NIST SP 800-88). */
static const char *level_name(struct desk *desk, const struct row *wipe)
{
	const char *level = row_get(wipe, "level");
	const char *word = str_eq(level, "clear")     ? "Clear"
			   : str_eq(level, "purge")   ? "Purge"
			   : str_eq(level, "destroy") ? "Destroy"
						      : NULL;
	const char *label = desk_show(desk, wipe, "level");

	return word ? arena_printf(&desk->arena, "%s (%s)", label, word) : label;
}

static const char *checker(struct desk *desk, const struct row *wipe)
{
	const char *who = desk_show(desk, wipe, "verified_by");

	return who ? arena_printf(&desk->arena, "%s, %s", who, desk_show(desk, wipe, "verified_at"))
		   : NULL;
}

static bool is_erased(const struct row *device)
{
	static const char *const done[] = {"cleared", "purged", "destroyed"};

	for (size_t i = 0; i < ARRAY_LEN(done); i++)
		if (str_eq(row_get(device, "data_state"), done[i]))
			return true;
	return false;
}

/* As the newest probe told of the disk, where it is known for certain to be that one. */
static void tell_unit(struct desk *desk, struct wipe_medium *medium,
		      const struct device_unit *units, size_t count)
{
	const struct field *size = record_field_find(record_kind_find("device"), "storage");
	AUTO(buf_done) struct buf shown = {0};
	const struct device_unit *unit = NULL;
	char bytes[32];

	for (size_t i = 0; i < count; i++) {
		if (!*units[i].mark || !device_unit_fits(&units[i], medium->model))
			continue;
		if (unit)
			return;
		unit = &units[i];
	}
	if (!unit)
		return;
	medium->serial = arena_str(&desk->arena, unit->serial);
	snprintf(bytes, sizeof(bytes), "%lld", (long long)unit->bytes);
	record_show_value(&shown, size, bytes);
	if (unit->bytes > 0)
		medium->size = arena_str(&desk->arena, buf_text(&shown));
}

static struct wipe_medium read_medium(struct desk *desk, const struct row *wipe)
{
	return (struct wipe_medium){
		.model = row_get(wipe, "disk"),
		.type = desk_show(desk, wipe, "medium"),
		.level = level_name(desk, wipe),
		.method = row_get(wipe, "method"),
		.tool = row_get(wipe, "tool"),
		.verification = row_get(wipe, "verify_method"),
		.sample = row_get(wipe, "sample_hash"),
		.started = desk_show(desk, wipe, "started_at"),
		.finished = desk_show(desk, wipe, "finished_at"),
		.wiper = desk_show(desk, wipe, "wiped_by"),
		.checker = checker(desk, wipe),
		.override_reason = row_get(wipe, "override_reason"),
		.note = row_get(wipe, "note"),
	};
}

/* Who signs for it: one who looked at some disks does not sign for all of them. */
static void add_signers(struct desk *desk, struct wipe_certificate *certificate,
			const struct row *wipe, bool is_first)
{
	const char *who = desk_show(desk, wipe, "verified_by");

	certificate->wiper = desk_show(desk, wipe, "wiped_by");
	certificate->checker = is_first || str_eq(who, certificate->checker) ? who : NULL;
}

static int gather_media(struct desk *desk, const struct row *device,
			struct wipe_certificate *certificate, const char **ret_date,
			struct err *err)
{
	struct device_unit units[UNITS_MAX];
	struct wipe_medium *media;
	const struct row **wipes = NULL;
	size_t count = 0, unit_count = 0;
	int r = device_wipes_standing(desk->store, &desk->arena, device->id, &wipes, &count, err);

	if (r == 0)
		r = device_units(desk->store, device->id, units, ARRAY_LEN(units), &unit_count,
				 err);
	if (r < 0)
		return r;
	media = arena_alloc(&desk->arena, (count + 1) * sizeof(*media));
	for (size_t i = 0; i < count; i++) {
		const struct row *wipe = wipes[i];

		media[i] = read_medium(desk, wipe);
		tell_unit(desk, &media[i], units, unit_count);
		add_signers(desk, certificate, wipe, !certificate->medium_count++);
		*ret_date = row_get(wipe, "finished_at");
	}
	certificate->media = media;
	return 0;
}

/* Where a disk was wiped without it, today's answer is told as such. */
static const char *consent(struct desk *desk, const struct row *device,
			   const struct wipe_certificate *certificate)
{
	const char *answer = desk_show(desk, device, "wipe_consent");

	for (size_t i = 0; answer && i < certificate->medium_count; i++)
		if (certificate->media[i].override_reason)
			return arena_printf(&desk->arena, N_("%s (theo sổ lúc in giấy)"), answer);
	return answer;
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
	};
	if (row_get(&device, "donation") &&
	    desk_read(desk, &donation, "donation", row_get(&device, "donation"), err) == 0)
		certificate.donor = desk_show(desk, &donation, "donor");
	r = gather_media(desk, &device, &certificate, &date, err);
	certificate.consent = consent(desk, &device, &certificate);
	if (r == 0)
		r = desk_head(&certificate.head, desk,
			      &(struct desk_subject){&device, date, "GXN", row_get(&device, "tag")},
			      err);
	return r < 0 ? r : export_wipe_certificate(ret, &certificate, err);
}
