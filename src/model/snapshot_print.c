/* hotroit.snapshot/1, one fact a line, keys sorted: the same facts give the same bytes. */
#include "json_priv.h"
#include "model.h"

#define SNAPSHOT_END "]}\n"

static void add_fact(struct buf *ret, const struct fact *fact)
{
	const struct fact_def *def = fact_def_find(fact->key);

	buf_add_str(ret, "{\"key\":");
	json_add_text(ret, fact->key);
	if (fact->state != FACT_KNOWN) {
		buf_add_str(ret, fact->state == FACT_ABSENT ? ",\"state\":\"absent\""
							    : ",\"state\":\"unreadable\"");
		if (fact->reason) {
			buf_add_str(ret, ",\"reason\":");
			json_add_text(ret, fact->reason);
		}
		buf_add_char(ret, '}');
		return;
	}
	buf_add_str(ret, ",\"value\":");
	switch (fact->type) {
	case FACT_TEXT:
		json_add_text(ret, fact->text);
		break;
	case FACT_INT:
		buf_printf(ret, "%lld", (long long)fact->num);
		break;
	case FACT_REAL:
		json_add_real(ret, fact->real);
		break;
	case FACT_BOOL:
		buf_add_str(ret, fact->yes ? "true" : "false");
		break;
	}
	if (def && def->unit)
		buf_printf(ret, ",\"unit\":\"%s\"", def->unit);
	if (fact->source) {
		buf_add_str(ret, ",\"source\":");
		json_add_text(ret, fact->source);
	}
	buf_add_char(ret, '}');
}

static void print(struct buf *ret, const struct snapshot *snapshot, const char *newline)
{
	buf_add_str(ret, "{\"schema\":\"hotroit.snapshot/1\",\"taken_at\":");
	json_add_text(ret, snapshot->taken_at);
	buf_add_str(ret, ",\"probe\":{\"version\":");
	json_add_text(ret, snapshot->probe_version);
	buf_printf(ret, "},%s\"device\":{\"id\":", newline);
	json_add_text(ret, snapshot->device.id);
	buf_add_str(ret, ",\"kind\":");
	json_add_text(ret, snapshot->device.kind);
	buf_add_str(ret, ",\"transport\":");
	json_add_text(ret, snapshot->device.transport);
	buf_add_str(ret, ",\"port\":");
	json_add_text(ret, snapshot->device.port);
	buf_printf(ret, "},%s\"facts\":[", newline);
	for (size_t i = 0; i < snapshot->facts.count; i++) {
		buf_printf(ret, "%s%s", i ? "," : "", newline);
		add_fact(ret, &snapshot->facts.list[i]);
	}
	buf_add_str(ret, SNAPSHOT_END);
}

void snapshot_print(struct buf *ret, const struct snapshot *snapshot)
{
	print(ret, snapshot, "\n ");
}

void snapshot_print_line(struct buf *ret, const struct snapshot *snapshot)
{
	print(ret, snapshot, "");
}

bool snapshot_is_whole(const char *text)
{
	return str_ends(text, SNAPSHOT_END);
}
