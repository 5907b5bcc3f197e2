/* The judge: every rule of the profile, its outcome and its advice, and the words that follow. */
#include "assess_priv.h"

#include <stdio.h>
#include <string.h>

/* What a person decided, or a probe found. */
static const struct fact *measured_fact(const struct judging *judging, const char *key,
					bool *ret_decided)
{
	const struct assess_request *request = judging->request;
	const struct fact *fact;

	*ret_decided = judging->kind_is_decided;
	if (judging->kind.key && str_eq(key, judging->kind.key))
		return &judging->kind;
	fact = request->inspections ? facts_find(request->inspections, key) : NULL;
	*ret_decided = fact != NULL;
	return fact ? fact : snapshot_fact(request->snapshot, key);
}

const struct fact *judge_fact(const struct judging *judging, const char *key)
{
	bool decided;
	const struct fact *fact = measured_fact(judging, key, &decided), *typed;
	bool is_read = fact && fact->state != FACT_UNREADABLE;

	if (decided || judging->look == LOOK_MEASURED || (is_read && judging->look == LOOK_ALL))
		return fact;
	typed = snapshot_typed(judging->request->snapshot, key);
	return typed ? typed : fact;
}

bool fact_number(const struct fact *fact, double *ret)
{
	if (!fact || fact->state != FACT_KNOWN)
		return false;
	if (fact->type == FACT_INT)
		*ret = (double)fact->num;
	else if (fact->type == FACT_REAL)
		*ret = fact->real;
	else
		return false;
	return true;
}

const char *fact_word(const struct fact *fact)
{
	if (!fact || fact->state != FACT_KNOWN)
		return NULL;
	if (fact->type == FACT_BOOL)
		return fact->yes ? "true" : "false";
	return fact->type == FACT_TEXT ? fact->text : NULL;
}

static bool cond_holds(const struct cond *cond, const struct fact *fact)
{
	double number = 0;

	switch (cond->op) {
	case COND_IS:
		return str_eq(fact_word(fact), cond->text);
	case COND_AT_LEAST:
		return fact_number(fact, &number) && number >= cond->num;
	case COND_BELOW:
		return fact_number(fact, &number) && number < cond->num;
	case COND_STATE:
		return fact && fact->state == cond->state;
	}
	return false;
}

/* Does every condition hold? *ret_known: false when some fact is not known. */
static bool judge_conds(const struct judging *judging, const struct cond *conds, size_t count,
			bool *ret_known)
{
	bool all = true;

	*ret_known = true;
	for (size_t i = 0; i < count; i++) {
		const struct fact *fact = judge_fact(judging, conds[i].fact);

		if (conds[i].op != COND_STATE && (!fact || fact->state != FACT_KNOWN))
			*ret_known = false;
		all = all && cond_holds(&conds[i], fact);
	}
	return all;
}

static void add_missing(struct buf *ret, const struct judging *judging)
{
	const char *key = judging->rule ? judging->rule->facts[0] : "";
	const struct fact_def *def = fact_def_find(key);

	fact_show_number(ret, judging->missing, def ? def->unit : NULL, key);
}

/* A text with its {keys} filled in. */
static const char *judge_text(const struct judging *judging, const char *text)
{
	AUTO(buf_done) struct buf filled = {0};

	for (const char *p = text; *p;) {
		const char *close = *p == '{' ? strchr(p, '}') : NULL;
		char key[96];

		if (!close || (size_t)(close - p) > sizeof(key)) {
			buf_add_char(&filled, *p++);
			continue;
		}
		snprintf(key, sizeof(key), "%.*s", (int)(close - p - 1), p + 1);
		if (str_eq(key, "missing"))
			add_missing(&filled, judging);
		else
			fact_show(&filled, judge_fact(judging, key));
		p = close + 1;
	}
	return arena_str(judging->arena, buf_text(&filled));
}

/* Applies "when", "unless" and "doubt": a rule for wireless homes says nothing about a wired one,
 * and a small disk fails nobody while a larger one may be hidden. */
static void limit(const struct judging *judging, struct finding *finding)
{
	const struct rule *rule = judging->rule;
	bool known;

	if (rule->unless_count && judge_conds(judging, rule->unless, rule->unless_count, &known))
		finding->outcome = OUTCOME_NOT_APPLICABLE;
	if (rule->doubt_count && finding->outcome == OUTCOME_FAIL &&
	    judge_conds(judging, rule->doubt, rule->doubt_count, &known))
		finding->outcome = OUTCOME_UNKNOWN;
	if (!rule->when_count || finding->outcome != OUTCOME_FAIL ||
	    judge_conds(judging, rule->when, rule->when_count, &known))
		return;
	finding->outcome = known ? OUTCOME_NOT_APPLICABLE : OUTCOME_UNKNOWN;
	if (!known)
		finding->reason = _("chưa biết điều kiện nơi nhận");
}

static void advise(const struct judging *judging, struct finding *finding)
{
	const struct rule *rule = judging->rule;

	for (size_t i = 0; i < rule->advice_count; i++) {
		const struct advice *advice = &rule->advice[i];
		bool wanted = advice->outcome
				      ? str_eq(advice->outcome, outcome_key(finding->outcome))
				      : finding->outcome == OUTCOME_FAIL ||
						finding->outcome == OUTCOME_UNKNOWN;
		bool known;

		if (!wanted || !judge_conds(judging, advice->when, advice->when_count, &known))
			continue;
		finding->advice = judge_text(judging, advice->text);
		return;
	}
}

static void weigh(enum verdict_word *word, enum outcome outcome)
{
	if (outcome == OUTCOME_FAIL)
		*word = VERDICT_FAIL;
	else if (outcome == OUTCOME_UNKNOWN && *word == VERDICT_PASS)
		*word = VERDICT_REVIEW;
}

static void judge_rule(struct judging *judging, struct finding *finding, enum look look)
{
	*finding = (struct finding){.rule = judging->rule};
	judging->look = look;
	judging->missing = 0;
	judge_test(judging, finding);
	limit(judging, finding);
}

/* Does the rule look at a fact that was typed and not read? */
static bool rests_on_typed(const struct judging *judging)
{
	const struct rule *rule = judging->rule;
	bool rests = false;

	for (size_t i = 0; i < rule->fact_count + rule->floor_count; i++) {
		const char *key = i < rule->fact_count ? rule->facts[i]
						       : rule->floors[i - rule->fact_count].fact;
		const struct fact *fact = judge_fact(judging, key);

		rests |= fact && typed_key(fact->key);
	}
	return rests;
}

static bool is_in_doubt(enum outcome outcome)
{
	return outcome == OUTCOME_FAIL || outcome == OUTCOME_UNKNOWN;
}

/* With what a person typed: it fills what could not be read. Where it contradicts what was read,
 * that does not pass until somebody has looked again; a measured failure is told of it, not
 * mended. */
static void judge_typed(struct judging *judging, struct finding *finding)
{
	enum outcome by_probe = finding->outcome;
	bool failed = by_probe == OUTCOME_FAIL, contradicts;
	struct finding other;

	judge_rule(judging, &other, LOOK_TYPED);
	judge_rule(judging, finding, failed ? LOOK_MEASURED : LOOK_ALL);
	finding->typed = rests_on_typed(judging);
	if (failed)
		contradicts = other.outcome != OUTCOME_FAIL;
	else
		contradicts =
			(by_probe == OUTCOME_PASS || finding->outcome == OUTCOME_PASS) &&
			(is_in_doubt(finding->outcome) || is_in_doubt(other.outcome));
	if (!contradicts)
		return;
	finding->outcome = failed ? OUTCOME_FAIL : OUTCOME_UNKNOWN;
	finding->reason = arena_printf(judging->arena,
				       _("người nhập ghi %s, khác số máy báo: xem lại trên máy"),
				       other.measured ? other.measured : "-");
}

static void judge_rules(struct verdict *verdict, struct judging *judging)
{
	const struct profile *profile = verdict->profile;
	bool has_typed = snapshot_has_typed(judging->request->snapshot);
	size_t mandatory = 0, measured = 0;

	verdict->findings =
		arena_alloc(&verdict->arena, profile->rule_count * sizeof(*verdict->findings));
	verdict->count = profile->rule_count;
	for (size_t i = 0; i < profile->rule_count; i++) {
		struct finding *finding = &verdict->findings[i];
		enum outcome by_probe;

		judging->rule = &profile->rules[i];
		judge_rule(judging, finding, LOOK_MEASURED);
		by_probe = finding->outcome;
		if (has_typed)
			judge_typed(judging, finding);
		advise(judging, finding);
		finding->missing = judging->missing;
		if (finding->rule->level != RULE_MANDATORY)
			continue;
		mandatory++;
		weigh(&verdict->word, finding->outcome);
		if (finding->rule->how != RULE_MEASURED)
			continue;
		measured++;
		weigh(&verdict->measured, by_probe);
	}
	judging->look = LOOK_ALL;
	/* Where nothing was asked, nothing was passed. */
	if (!mandatory)
		verdict->word = VERDICT_REVIEW;
	if (!measured)
		verdict->measured = VERDICT_REVIEW;
}

static void warn(struct verdict *verdict, struct judging *judging)
{
	const struct plan *plan = verdict->plan;

	judging->rule = NULL;
	verdict->warnings = arena_alloc(&verdict->arena,
					(plan->warning_count + 1) * sizeof(*verdict->warnings));
	for (size_t i = 0; i < plan->warning_count; i++) {
		const struct warning *warning = &plan->warnings[i];
		bool known;

		if (!judge_conds(judging, warning->when, warning->when_count, &known))
			continue;
		verdict->warnings[verdict->warning_count++] = (struct said_warning){
			.warning = warning, .text = judge_text(judging, warning->text)};
	}
}

/* Findings outlive the snapshot: their texts move into the verdict's own arena. */
static void keep_texts(struct verdict *verdict)
{
	for (size_t i = 0; i < verdict->count; i++) {
		struct finding *finding = &verdict->findings[i];

		finding->source = arena_str(&verdict->arena, finding->source);
		finding->reason = arena_str(&verdict->arena, finding->reason);
	}
}

/* What kind of device it is: as the caller says, as a person said, as probed, as typed, in that
 * order. */
static const char *settle_kind(struct judging *judging)
{
	const struct assess_request *request = judging->request;
	const struct fact *fact = measured_fact(judging, "device.kind", &judging->kind_is_decided);

	if (request->as_kind)
		judging->kind =
			(struct fact){.text = request->as_kind, .source = _("người kiểm tra chọn")};
	else if (fact_word(fact))
		judging->kind = *fact;
	else if (request->snapshot->device.kind)
		judging->kind = (struct fact){.text = request->snapshot->device.kind,
					      .source = _("bản ghi")};
	else
		return fact_word(snapshot_typed(request->snapshot, "device.kind"));
	judging->kind_is_decided |= request->as_kind != NULL;
	judging->kind.key = "device.kind";
	return judging->kind.text;
}

void assess(struct verdict *ret_verdict, const struct assess_request *request)
{
	struct verdict verdict = {.plan = request->plan};
	struct judging judging = {.request = request, .arena = &verdict.arena, .look = LOOK_ALL};

	verdict.profile = plan_profile(request->plan, settle_kind(&judging));
	if (!verdict.profile)
		verdict.profile = plan_profile_for_transport(request->plan,
							     request->snapshot->device.transport);
	if (verdict.profile)
		judge_rules(&verdict, &judging);
	else
		verdict.word = verdict.measured = VERDICT_REVIEW;
	warn(&verdict, &judging);
	judge_locks(&judging, &verdict);
	keep_texts(&verdict);
	*ret_verdict = verdict;
}

void assess_locks(struct verdict *ret_verdict, const struct assess_request *request)
{
	struct verdict verdict = {0};
	struct judging judging = {.request = request, .arena = &verdict.arena, .look = LOOK_ALL};

	judge_locks(&judging, &verdict);
	*ret_verdict = verdict;
}
