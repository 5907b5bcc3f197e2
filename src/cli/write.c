/* k=v words as fields of a record, and what is said once they are written. */
#include "write_priv.h"

#include <stdio.h>
#include <string.h>

static void add_value(struct writing *writing, const char *name, const char *value)
{
	writing->names[writing->count] = name;
	writing->values[writing->count++] = value;
}

static const char *value_of(const struct writing *writing, const char *name)
{
	for (size_t i = 0; i < writing->count; i++)
		if (str_eq(writing->names[i], name))
			return writing->values[i];
	return NULL;
}

/* A network's number (452-04) is as good as its operator's name. */
static void name_operator(struct writing *writing)
{
	for (size_t i = 0; i < writing->count; i++) {
		const struct sim_operator *carrier = sim_operator_by_network(writing->values[i]);

		if (carrier && str_eq(writing->names[i], "operator"))
			writing->values[i] = carrier->id;
	}
}

void writing_complete(struct writing *writing, const struct record_kind *kind)
{
	const char *iccid = value_of(writing, "iccid");
	const struct sim_operator *carrier;

	if (!str_eq(kind->name, "sim") || !iccid || value_of(writing, "operator"))
		return;
	carrier = sim_operator_by_iccid(iccid);
	if (carrier)
		add_value(writing, "operator", carrier->id);
}

int writing_read(const struct cli *cli, const struct record_kind *kind, size_t from,
		 struct writing *ret_writing)
{
	struct writing writing = {0};

	for (size_t i = from; i < cli->arg_count; i++) {
		const char *equals = strchr(cli->args[i], '=');

		if (!equals || equals == cli->args[i]) {
			writing_done(&writing);
			return cli_usage(cli, _("\"%s\" không có dạng MỤC=GIÁ TRỊ"), cli->args[i]);
		}
		add_value(&writing,
			  arena_copy(&writing.arena, cli->args[i], (size_t)(equals - cli->args[i])),
			  equals + 1);
	}
	if (kind && str_eq(kind->name, "sim"))
		name_operator(&writing);
	*ret_writing = writing;
	return 0;
}

const char *writing_take(struct writing *writing, const char *name)
{
	for (size_t i = 0; i < writing->count; i++) {
		const char *value = writing->values[i];

		if (!str_eq(writing->names[i], name))
			continue;
		writing->count--;
		writing->names[i] = writing->names[writing->count];
		writing->values[i] = writing->values[writing->count];
		return value;
	}
	return NULL;
}

void writing_done(struct writing *writing)
{
	arena_done(&writing->arena);
}

static int read_name(void *user, const struct record_kind *kind, const struct record *record)
{
	const char *tag = record_value(kind, record, "tag");

	buf_add_str(user, tag ? tag : record->id);
	return 0;
}

static void warn(char *lines)
{
	char *rest = NULL;

	for (char *line = strtok_r(lines, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		AUTO(buf_done) struct buf plain = {0};
		AUTO(buf_done) struct buf text = {0};

		buf_printf(&text, _("lưu ý: %s"), line);
		fprintf(stderr, "hotroit: %s\n", text_for_output(buf_text(&text), &plain));
	}
}

static int settle(const struct cli *cli, struct store *store, const struct record_kind *kind,
		  const char *id, struct buf *warnings, struct err *err)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	const struct plan *plan;
	int r = cli_plan(cli, &library, &plan, err);

	return r < 0 ? r : flow_settle(store, plan, kind, id, warnings, err);
}

int writing_show(const struct cli *cli, struct store *store, const struct record_kind *kind,
		 const char *id, const char *said)
{
	AUTO(buf_done) struct buf name = {0}, warnings = {0}, text = {0};
	struct err err;

	if (store_get(store, kind, id, read_name, &name, &err) < 0 ||
	    settle(cli, store, kind, id, &warnings, &err) < 0)
		return cli_fail(&err);
	buf_printf(&text, "%s: %s %s\n", said, _(kind->label), buf_text(&name));
	if (warnings.len)
		warn(warnings.data);
	return cli_out(&text);
}
