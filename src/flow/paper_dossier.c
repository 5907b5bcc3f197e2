/* All that the book holds of one device. Of the pupil who has it there is a tag and no more; notes
 * that people typed stay out of it, because they may name anybody. */
#include "case_priv.h"
#include "paper_priv.h"

#include <errno.h>
#include <string.h>

/* What it is, in the order of the paper; under the labels of the fields themselves. */
static const char *const identity[] = {
	"kind",       "vendor",         "model",       "serial",      "cpu",
	"memory",     "storage",        "condition",   "accessories", "donation",
	"team",       "received_at",    "received_by", "state",       "custody",
	"data_state", "battery_safety", "tests_state", "waiver",
};

/* A donor may be a person too: their donation's tag stands for them. */
static int fill_identity(struct desk *desk, struct dossier *dossier, const struct row *device,
			 struct err *err)
{
	size_t count = ARRAY_LEN(identity);
	struct dossier_line *lines = arena_alloc(&desk->arena, count * sizeof(*lines));
	struct row donation = {0};
	const char *id = row_get(device, "donation"), *accessories = NULL;
	int r = desk_accessories(desk, device, &accessories, err);

	if (r == 0 && id)
		r = desk_read(desk, &donation, "donation", id, err);
	if (r < 0)
		return r;
	for (size_t i = 0; i < count; i++) {
		const char *value = str_eq(identity[i], "accessories") ? accessories
				    : !str_eq(identity[i], "donation")
					    ? desk_show(desk, device, identity[i])
				    : id ? row_get(&donation, "tag")
					 : NULL;

		lines[i] = (struct dossier_line){
			record_field_find(device->kind, identity[i])->label, value};
	}
	dossier->identity = lines;
	dossier->identity_count = count;
	return 0;
}

/* ---- the verdict ----------------------------------------------------------------------------- */

static const char *outcome_words(enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_PASS:
		return N_("đạt");
	case OUTCOME_FAIL:
		return N_("KHÔNG ĐẠT");
	case OUTCOME_UNKNOWN:
		return N_("chưa rõ");
	case OUTCOME_NOT_APPLICABLE:
		break;
	}
	return N_("không xét");
}

static void add_finding(struct desk *desk, struct dossier_table *table,
			const struct finding *finding)
{
	const char **cell = table->rows[table->count++];
	const char *measured = finding->measured ? finding->measured : finding->reason;
	const struct rule *rule = finding->rule;

	cell[0] = arena_str(&desk->arena, rule->clause);
	cell[1] = arena_str(&desk->arena, rule->label);
	cell[2] = arena_str(&desk->arena, rule->required);
	cell[3] = arena_str(&desk->arena, measured);
	cell[4] = outcome_words(finding->outcome);
}

static void *new_rows(struct desk *desk, size_t count)
{
	return arena_alloc(&desk->arena, (count + 1) * sizeof(const char *[DOSSIER_COLUMNS]));
}

/* By the plan that it was judged by; one that was never probed has no findings. */
static int fill_findings(struct desk *desk, struct dossier *dossier, const struct row *device,
			 struct err *err)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	AUTO(verdict_done) struct verdict verdict = {0};
	const char *id = row_get(device, "plan");
	const struct plan *plan;
	enum text_lang before;
	int r;

	dossier->verdict = desk_show(desk, device, "verdict");
	if (!id)
		return 0;
	/* Plans hold their labels in the language that is spoken while they are read. */
	before = text_speak(TEXT_VI);
	r = flow_plans_load(&library, NULL, err);
	plan = r < 0 ? NULL : flow_plan_find(&library, id);
	if (plan)
		r = flow_judge_device(desk->store, plan, device->id, ASSESS_INTAKE, &snapshot,
				      &verdict, err);
	text_speak(before);
	if (r == -ENOENT)
		return 0;
	if (r < 0)
		return r;
	dossier->findings.rows = new_rows(desk, verdict.count);
	for (size_t i = 0; i < verdict.count; i++)
		add_finding(desk, &dossier->findings, &verdict.findings[i]);
	return 0;
}

/* ---- what happened --------------------------------------------------------------------------- */

/* Columns of KIND's rows, as people read them; times as they are kept, for the paper to write. */
static int fill_table(struct desk *desk, struct dossier_table *ret, const char *kind,
		      const struct row *device, const char *const names[DOSSIER_COLUMNS],
		      struct err *err)
{
	struct row *rows = NULL;
	size_t count = 0;
	int r = row_list(&rows, &count, desk->store, &desk->arena, kind, "device", device->id, err);

	if (r < 0)
		return r;
	ret->rows = new_rows(desk, count);
	for (size_t i = 0; i < count * DOSSIER_COLUMNS; i++) {
		const struct row *row = &rows[i / DOSSIER_COLUMNS];
		const char *name = names[i % DOSSIER_COLUMNS];

		ret->rows[i / DOSSIER_COLUMNS][i % DOSSIER_COLUMNS] =
			str_ends(name, "_at") ? row_get(row, name) : desk_show(desk, row, name);
	}
	ret->count = count;
	return 0;
}

/* The title of a pupil is their name: it gives way to the tag, for those who may read it. */
static int fill_kits(struct desk *desk, struct dossier *dossier, const struct row *device,
		     struct err *err)
{
	static const char *const names[] = {"tag", "recipient", "state", "given_at", "ended_at"};
	struct row *kits = NULL;
	size_t count = 0;
	int r = fill_table(desk, &dossier->kits, "kit", device, names, err);

	if (r == 0)
		r = row_list(&kits, &count, desk->store, &desk->arena, "kit", "device", device->id,
			     err);
	if (r == -EPERM) {
		dossier->kits = (struct dossier_table){0};
		return 0;
	}
	for (size_t i = 0; i < count && r == 0; i++) {
		struct row pupil = {0};
		bool is_read = desk_read(desk, &pupil, "recipient", row_get(&kits[i], "recipient"),
					 NULL) == 0;

		dossier->kits.rows[i][1] = is_read ? row_get(&pupil, "tag") : NULL;
	}
	return r;
}

static const char *state_word(const char *state)
{
	const struct field *field = record_field_find(record_kind_find("device"), "state");

	for (size_t i = 0; state && field->choices[i]; i++)
		if (str_eq(field->choices[i], state))
			return field->choice_labels[i];
	return state;
}

static const char *step_word(const char *action)
{
	const struct life_step *step = life_find_step(life_find("device"), action);

	return step ? step->label : str_eq(action, "undo") ? N_("Hoàn tác") : action;
}

static int fill_history(struct desk *desk, struct dossier_table *ret, const struct row *device,
			struct err *err)
{
	struct row *steps = NULL;
	size_t count = 0;
	int r = row_list(&steps, &count, desk->store, &desk->arena, "step", "subject", device->id,
			 err);

	if (r < 0)
		return r;
	ret->rows = new_rows(desk, count);
	for (size_t i = 0; i < count; i++) {
		const char **cell = ret->rows[i];

		cell[0] = row_get(&steps[i], "at");
		cell[1] = step_word(row_get(&steps[i], "action"));
		cell[2] = state_word(row_get(&steps[i], "from_state"));
		cell[3] = state_word(row_get(&steps[i], "to_state"));
		cell[4] = row_get(&steps[i], "by_name");
	}
	ret->count = count;
	return 0;
}

/* The day of a dossier is that of the last thing that was done with the device. */
static const char *last_day(const struct dossier_table *history, const struct row *device)
{
	return history->count ? history->rows[history->count - 1][0] : device->created_at;
}

int paper_dossier(struct buf *ret, struct desk *desk, const char *id, struct err *err)
{
	static const char *const repairs[] = {"tag", "symptom", "diagnosis", "action", "result"};
	static const char *const wipes[] = {"disk", "level", "method", "finished_at", "wiped_by"};
	struct dossier dossier = {0};
	struct row device = {0};
	int r = desk_read(desk, &device, "device", id, err);

	if (r == 0)
		r = fill_identity(desk, &dossier, &device, err);
	if (r == 0)
		r = fill_findings(desk, &dossier, &device, err);
	if (r == 0)
		r = fill_table(desk, &dossier.repairs, "repair", &device, repairs, err);
	if (r == 0)
		r = fill_table(desk, &dossier.wipes, "wipe", &device, wipes, err);
	if (r == 0)
		r = fill_kits(desk, &dossier, &device, err);
	if (r == 0)
		r = fill_history(desk, &dossier.history, &device, err);
	if (r == 0)
		r = desk_head(&dossier.head, desk,
			      &(struct desk_subject){&device, last_day(&dossier.history, &device),
						     "HS", row_get(&device, "tag")},
			      err);
	dossier.tag = device.kind ? row_get(&device, "tag") : NULL;
	return r < 0 ? r : export_dossier(ret, &dossier, err);
}
