/* What could be taken out of a machine for the shelf, by what its last probe saw. */
#include "device_priv.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>

#define UNITS_MOST 16 /* of a sort, in one machine */

struct harvest {
	struct buf *text;
	const char *tag, *form;
	const struct snapshot *snapshot;
};

static const struct fact *known(const struct harvest *harvest, const char *what, unsigned number,
				const char *part)
{
	char key[64];
	const struct fact *fact;

	snprintf(key, sizeof(key), "%s.%u.%s", what, number, part);
	fact = snapshot_fact(harvest->snapshot, key);
	return fact && fact->state == FACT_KNOWN ? fact : NULL;
}

static const char *word(const struct fact *fact)
{
	return fact && fact->type == FACT_TEXT ? fact->text : NULL;
}

static void begin(const struct harvest *harvest, const char *kind)
{
	buf_printf(harvest->text, "  hotroit do harvest %s kind=%s", harvest->tag, kind);
}

static void add_size(const struct harvest *harvest, const struct fact *size)
{
	if (size && size->type == FACT_INT)
		buf_printf(harvest->text, " size=%lld", (long long)size->num);
}

/* "DDR3" → "ddr3"; no blanks, for it is a word of a command line. */
static void add_type(const struct harvest *harvest, const char *type)
{
	buf_add_str(harvest->text, " type=");
	for (; isalnum((unsigned char)*type); type++)
		buf_add_char(harvest->text, (char)tolower((unsigned char)*type));
}

static void add_module(const struct harvest *harvest, unsigned number)
{
	const struct fact *size = known(harvest, "memory.module", number, "size");
	const char *type = word(known(harvest, "memory.module", number, "type"));

	if (!size || (type && str_starts(type, "LPDDR")))
		return;
	begin(harvest, "ram");
	if (type)
		add_type(harvest, type);
	add_size(harvest, size);
	buf_printf(harvest->text, " form=%s\n", harvest->form);
}

static void add_disk(const struct harvest *harvest, unsigned number)
{
	const char *bus = word(known(harvest, "disk", number, "bus"));

	if (!str_eq(word(known(harvest, "disk", number, "role")), "internal") ||
	    str_eq(bus, "mmc"))
		return;
	begin(harvest, "disk");
	/* The kernel calls SATA and IDE by one name: the connector tells. */
	buf_add_str(harvest->text, str_eq(bus, "nvme")  ? " type=nvme form=m2"
				   : str_eq(bus, "ata") ? " type=sata"
							: "");
	add_size(harvest, known(harvest, "disk", number, "size"));
	buf_add_char(harvest->text, '\n');
}

static void add_battery(const struct harvest *harvest, unsigned number)
{
	const struct fact *design = known(harvest, "battery", number, "design");
	const struct fact *health = known(harvest, "battery", number, "health");

	if (!design && !health)
		return;
	begin(harvest, "battery");
	buf_add_str(harvest->text, " spec=\"");
	if (design)
		fact_show(harvest->text, design);
	buf_add_str(harvest->text, design && health ? ", " : "");
	if (health)
		fact_show(harvest->text, health);
	buf_add_str(harvest->text, "\"\n");
}

static int read_newest(struct life_case *c, struct snapshot *ret, struct err *err)
{
	AUTO(buf_done) struct buf json = {0};
	int r = store_latest_snapshot(c->store, c->id, &json, err);

	return r < 0 ? r : snapshot_parse(ret, buf_text(&json), json.len, _("bản ghi đã lưu"), err);
}

int device_suggest_harvest(struct life_case *c, struct buf *ret, struct err *err)
{
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	const struct store_filter taken = {.name = "from_device", .value = c->id};
	const struct harvest harvest = {
		.text = ret, .snapshot = &snapshot, .tag = life_value(c, "tag"),
		.form = str_eq(life_value(c, "kind"), "desktop") ? "dimm" : "so-dimm",
	};
	uint64_t count = 0;
	int r = read_newest(c, &snapshot, err);

	/* Without a probe the step itself says what it needs. */
	if (r == -ENOENT)
		return 0;
	if (r == 0)
		r = store_count_where(c->store, record_kind_find("part"), &taken, 1, &count, err);
	if (r < 0)
		return r;
	buf_printf(ret, _("Lần dò cuối thấy (đã ghi %llu linh kiện lấy từ máy này):\n"),
		   (unsigned long long)count);
	for (unsigned i = 0; i < UNITS_MOST; i++)
		add_module(&harvest, i);
	for (unsigned i = 0; i < UNITS_MOST; i++)
		add_disk(&harvest, i);
	for (unsigned i = 0; i < UNITS_MOST; i++)
		add_battery(&harvest, i);
	buf_printf(ret, "%s\n", _("Xem lại chân cắm và nhãn rồi thêm condition= và shelf="));
	return 0;
}
