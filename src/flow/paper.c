/* Papers and labels from the book: what they say is gathered here, drawn in the export room. */
#include "paper_priv.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

void desk_done(struct desk *desk)
{
	arena_done(&desk->arena);
	buf_done(&desk->said);
}

int desk_read(struct desk *desk, struct row *ret, const char *kind, const char *id, struct err *err)
{
	return row_read(ret, desk->store, &desk->arena, kind, id, err);
}

const char *desk_show(struct desk *desk, const struct row *row, const char *name)
{
	return row_show(row, desk->store, &desk->arena, name);
}

const char *desk_device_name(struct desk *desk, const struct row *device)
{
	static const char *const parts[] = {"kind", "vendor", "model"};
	const char *vendor = row_get(device, "vendor"), *model = row_get(device, "model");
	/* Some makers begin the model with their own name. */
	bool is_twice = vendor && model && strncasecmp(model, vendor, strlen(vendor)) == 0;
	AUTO(buf_done) struct buf name = {0};

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		const char *part = desk_show(desk, device, parts[i]);

		if (part && !(is_twice && str_eq(parts[i], "vendor")))
			buf_printf(&name, "%s%s", name.len ? " " : "", part);
	}
	return arena_str(&desk->arena, buf_text(&name));
}

/* ---- labels -------------------------------------------------------------- */

static int read_label(struct desk *desk, struct label *ret, const char *device, struct err *err)
{
	const char *received;
	struct row row = {0};
	int r = desk_read(desk, &row, "device", device, err);

	if (r < 0)
		return r;
	received = row_get(&row, "received_at");
	*ret = (struct label){
		.tag = row_get(&row, "tag"),
		.kind = desk_show(desk, &row, "kind"),
		.date = received ? received : row.created_at,
		.team = desk_show(desk, &row, "team"),
	};
	return 0;
}

#define TEXT_LINES 23
#define TEXT_COLUMNS 80

static int add_text(struct buf *ret, const struct label *label, struct err *err)
{
	int r = export_qr_text(ret, label->tag, QR_HALVES, TEXT_LINES, TEXT_COLUMNS, err);

	if (r == 0)
		buf_printf(ret, "%s %s\n\n", label->tag, label->kind ? label->kind : "");
	return r;
}

static int print_labels(struct buf *ret, const struct label *labels, size_t count,
			enum flow_label_format format, struct err *err)
{
	int r = 0;

	switch (format) {
	case FLOW_LABEL_PDF:
		return export_labels_pdf(ret, labels, count, LABEL_ROLL, err);
	case FLOW_LABEL_A4:
		return export_labels_pdf(ret, labels, count, LABEL_A4, err);
	case FLOW_LABEL_ESCPOS:
		return export_labels_escpos(ret, labels, count, err);
	case FLOW_LABEL_TEXT:
		for (size_t i = 0; i < count && r == 0; i++)
			r = add_text(ret, &labels[i], err);
	}
	return r;
}

int flow_labels(struct buf *ret, struct store *store, const char *const *devices, size_t count,
		enum flow_label_format format, struct err *err)
{
	AUTO(desk_done) struct desk desk = {.store = store};
	struct label *labels = arena_alloc(&desk.arena, (count + 1) * sizeof(*labels));

	for (size_t i = 0; i < count; i++) {
		int r = read_label(&desk, &labels[i], devices[i], err);

		if (r < 0)
			return r;
	}
	return print_labels(ret, labels, count, format, err);
}

/* ---- the table of papers ------------------------------------------------- */

typedef int (*make_fn)(struct buf *ret, struct desk *desk, const char *id, struct err *err);

static const struct flow_paper papers[] = {
	{"handover-list", N_("danh sách học sinh nhận"), N_("BUỔI|DANH SÁCH"), false},
	{"handover-minutes", N_("biên bản bàn giao"), N_("BUỔI"), false},
	{"kit-receipt", N_("biên nhận thiết bị"), N_("MÃ BỘ"), false},
	{"dossier", N_("hồ sơ thiết bị"), N_("MÃ MÁY"), false},
	{"receipt", N_("biên nhận tài trợ"), N_("MÃ ĐỢT"), false},
	{"repair-sheet", N_("phiếu sửa chữa"), N_("MÃ PHIẾU"), false},
	{"wipe-certificate", N_("giấy xác nhận xoá dữ liệu"), N_("MÃ MÁY"), false},
	{"liquidation-minutes", N_("biên bản thanh lý"), N_("MÃ LÔ"), false},
	{"contest-results", N_("kết quả cuộc thi"), N_("CUỘC THI"), false},
	{"contest-certificates", N_("giấy chứng nhận giải"), N_("CUỘC THI"), false},
	{"contest-entries", N_("danh sách bài dự thi"), N_("CUỘC THI"), false},
	{"contest-report", N_("báo cáo cuộc thi"), N_("CUỘC THI"), false},
	{"fund-book", N_("sổ quỹ"), N_("[NĂM-THÁNG]"), true},
	{"course-certificates", N_("giấy chứng nhận khoá học"), N_("KHOÁ"), false},
	{"attendance-list", N_("danh sách điểm danh"), N_("KHOÁ|BUỔI"), false},
	{"course-labels", N_("thẻ QR dự học"), N_("KHOÁ"), false},
};

static const make_fn makers[ARRAY_LEN(papers)] = {
	paper_handover_list, paper_handover_minutes, paper_kit_receipt, paper_dossier,
	paper_receipt, paper_repair_sheet, paper_wipe_certificate, paper_liquidation,
	paper_contest_results, paper_contest_certificates, paper_contest_entries,
	paper_contest_report, paper_fund_book,
	paper_course_certificates, paper_attendance, paper_course_labels,
};

const struct flow_paper *flow_paper_at(size_t index)
{
	return index < ARRAY_LEN(papers) ? &papers[index] : NULL;
}

enum flow_file_for flow_paper_file_for(const char *name, bool is_public)
{
	return is_public || str_eq(name, "label") ? FLOW_FILE_ALL : FLOW_FILE_OWNER;
}

static int find_format(struct desk *desk, struct err *err)
{
	static const char *const formats[] = {
		[PAPER_PDF] = "pdf", [PAPER_XLSX] = "xlsx", [PAPER_CSV] = "csv",
		[PAPER_JSON] = "json"};
	const char *wanted = desk->wish.format;

	for (size_t i = 0; i < ARRAY_LEN(formats); i++)
		if (!wanted || !*wanted || str_eq(wanted, formats[i])) {
			desk->format = (enum paper_format)i;
			return 0;
		}
	return err_set(err, EINVAL, _("--format %.20s: giấy tờ có pdf, xlsx, csv, json"), wanted);
}

/* All that a paper says is of one moment. */
static int make(struct buf *ret, struct desk *desk, make_fn maker, const char *id, struct err *err)
{
	int r = store_read_begin(desk->store, err);

	if (r < 0)
		return r;
	r = maker(ret, desk, id, err);
	store_read_end(desk->store);
	return r;
}

int flow_paper(struct buf *ret, struct store *store, const char *name, const char *id,
	       const struct flow_paper_wish *wish, struct buf *ret_said, struct err *err)
{
	AUTO(desk_done) struct desk desk = {.store = store};
	size_t i = 0;
	int r;

	while (i < ARRAY_LEN(papers) && !str_eq(papers[i].name, name))
		i++;
	if (i == ARRAY_LEN(papers))
		return err_set(err, EINVAL,
			       _("không có giấy tờ «%.40s»; xem hotroit export --help"), name);
	if (wish)
		desk.wish = *wish;
	r = find_format(&desk, err);
	if (r == 0)
		r = make(ret, &desk, makers[i], id, err);
	if (r == 0 && ret_said)
		buf_add_str(ret_said, buf_text(&desk.said));
	return r;
}

/* ---- the receipt --------------------------------------------------------- */

static void add_devices(struct desk *desk, struct receipt_item **next, const struct row *devices,
			size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct row *device = &devices[i];

		*(*next)++ = (struct receipt_item){
			.tag = row_get(device, "tag"), .count = 1,
			.name = desk_device_name(desk, device),
			.condition = desk_show(desk, device, "condition"),
			.accessories = row_get(device, "accessories"),
			.value = row_number(device, "value_estimate"),
		};
	}
}

/* Those that came by themselves; what came with a device stands in its line. */
static void add_accessories(struct desk *desk, struct receipt_item **next, const struct row *rows,
			    size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (row_get(&rows[i], "device"))
			continue;
		*(*next)++ = (struct receipt_item){
			.tag = row_get(&rows[i], "tag"), .count = 1,
			.name = desk_show(desk, &rows[i], "kind"),
			.condition = desk_show(desk, &rows[i], "condition"),
		};
	}
}

static enum wipe_consent consent_of(const struct row *donation)
{
	const char *answer = row_get(donation, "wipe_consent");

	return str_eq(answer, "yes")  ? WIPE_AGREED
	       : str_eq(answer, "no") ? WIPE_REFUSED
				      : WIPE_NOT_ASKED;
}

static int add_items(struct desk *desk, struct receipt *receipt, const char *donation,
		     struct err *err)
{
	struct row *devices = NULL, *accessories = NULL, *sims = NULL;
	size_t device_count = 0, accessory_count = 0, sim_count = 0;
	struct receipt_item *items, *next;
	int r = row_list(&devices, &device_count, desk->store, &desk->arena, "device", "donation",
			 donation, err);

	if (r == 0)
		r = row_list(&accessories, &accessory_count, desk->store, &desk->arena,
			     "accessory", "donation", donation, err);
	if (r == 0)
		r = row_list(&sims, &sim_count, desk->store, &desk->arena, "sim", "donation",
			     donation, err);
	if (r < 0)
		return r;
	items = next = arena_alloc(&desk->arena,
				   (device_count + accessory_count + 1) * sizeof(*items));
	add_devices(desk, &next, devices, device_count);
	add_accessories(desk, &next, accessories, accessory_count);
	if (sim_count)
		*next++ = (struct receipt_item){.name = N_("SIM dữ liệu"),
						.count = (unsigned)sim_count};
	receipt->items = items;
	receipt->item_count = (size_t)(next - items);
	return 0;
}

int paper_receipt(struct buf *ret, struct desk *desk, const char *id, struct err *err)
{
	struct row donation = {0}, donor = {0};
	struct receipt receipt;
	int r = desk_read(desk, &donation, "donation", id, err);

	if (r == 0)
		r = desk_read(desk, &donor, "donor", row_get(&donation, "donor"), err);
	if (r < 0)
		return r;
	receipt = (struct receipt){
		.donor = row_get(&donor, "name"),
		.donor_address = row_get(&donor, "address"),
		.donor_contact = row_get(&donor, "phone"),
		.receiver = desk_show(desk, &donation, "received_by"),
		.note = row_get(&donation, "note"),
		.money = row_number(&donation, "amount"),
		.consent = consent_of(&donation),
	};
	r = desk_head(&receipt.head, desk,
		      &(struct desk_subject){&donation, row_get(&donation, "received_at"), "BN",
					     row_get(&donation, "tag")},
		      err);
	if (r == 0)
		r = add_items(desk, &receipt, donation.id, err);
	return r < 0 ? r : export_receipt(ret, &receipt, err);
}
