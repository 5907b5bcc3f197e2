/* The part of a plan that is about pupils: who approves them, and who comes first. */
#include "plan_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define GRADE_MAX 12

static int check_approver(struct reader *reader, const struct plan *plan, const char *id)
{
	/* It is typed at every approval. */
	if (id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-")])
		return read_fail(reader, _("\"id\" chỉ gồm chữ thường không dấu, số, -"));
	for (size_t i = 0; i < plan->approver_count; i++)
		if (str_eq(plan->approvers[i].id, id))
			return read_fail(reader, _("trùng mã \"%s\""), id);
	return 0;
}

static int read_approver(struct reader *reader, struct plan *plan, const json_t *item)
{
	static const char *const keys[] = {"id", "clause", "quote", "label", "label_en", NULL};
	struct approver *approver = &plan->approvers[plan->approver_count];
	int r = read_keys(reader, item, keys);

	if (r < 0 || read_text(reader, item, "id", true, &approver->id) < 0 ||
	    read_text(reader, item, "clause", true, &approver->clause) < 0 ||
	    read_text(reader, item, "quote", true, &approver->quote) < 0 ||
	    read_text_lang(reader, item, "label", true, &approver->label) < 0)
		return -EBADMSG;
	if (approver->id)
		r = check_approver(reader, plan, approver->id);
	plan->approver_count++;
	return r;
}

static int read_approvers(struct reader *reader, struct plan *plan, const json_t *json)
{
	const json_t *list;

	snprintf(reader->where, sizeof(reader->where), "approvers");
	if (read_array(reader, json, "approvers", false, &list) < 0)
		return -EBADMSG;
	plan->approvers = arena_alloc(reader->arena,
				      (json_array_size(list) + 1) * sizeof(*plan->approvers));
	for (size_t i = 0; i < json_array_size(list); i++) {
		snprintf(reader->where, sizeof(reader->where), _("cơ quan duyệt thứ %zu"), i + 1);
		if (read_approver(reader, plan, json_array_get(list, i)) < 0 && !reader->all)
			return -EBADMSG;
	}
	return 0;
}

static int read_siblings(struct reader *reader, struct matching *matching, const json_t *json)
{
	static const char *const rules[] = {[SIBLINGS_EQUAL] = "equal", [SIBLINGS_LAST] = "last",
					    [SIBLINGS_ONE] = "one"};
	const char *word = NULL;

	if (read_text(reader, json, "siblings", true, &word) < 0)
		return -EBADMSG;
	for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
		matching->siblings = (enum sibling_rule)i;
		if (str_eq(rules[i], word))
			return 0;
	}
	return word ? read_fail(reader, _("\"siblings\" là equal, last hoặc one")) : 0;
}

/* The place in the list is the rank: nobody has two. */
static int check_priority(struct reader *reader, const struct matching *matching)
{
	for (size_t i = 1; i < matching->priority_count; i++)
		for (size_t j = 0; j < i; j++)
			if (str_eq(matching->priority[i], matching->priority[j]))
				return read_fail(reader, _("\"priority\" có hai lần \"%s\""),
						 matching->priority[i]);
	return 0;
}

/* NULL: nobody says which words there are. */
static bool has_word(const char *const *words, const char *word)
{
	for (size_t i = 0; words && words[i]; i++)
		if (str_eq(words[i], word))
			return true;
	return !words;
}

static int check_circumstances(struct reader *reader, const struct matching *matching)
{
	for (size_t i = 0; i < matching->priority_count; i++)
		if (!has_word(reader->words.circumstances, matching->priority[i]) &&
		    read_fail(reader, _("không có hoàn cảnh \"%.40s\""),
			      matching->priority[i]) < 0)
			return -EBADMSG;
	return 0;
}

int plan_check_level(struct reader *reader, const char *level)
{
	if (!level || has_word(reader->words.levels, level))
		return 0;
	return read_fail(reader,
			 _("cấp \"%.20s\" không có; chọn mn, th, thcs, thpt hoặc gdtx"), level);
}

static int read_matching(struct reader *reader, struct plan *plan, const json_t *json)
{
	static const char *const keys[] = {"source", "priority", "siblings", "laptop_from_grade",
					   NULL};
	struct matching *matching = &plan->matching;
	const json_t *item = json_object_get(json, "matching"), *grade;

	if (!item)
		return 0;
	snprintf(reader->where, sizeof(reader->where), "matching");
	if (read_keys(reader, item, keys) < 0 ||
	    read_text(reader, item, "source", true, &matching->source) < 0 ||
	    read_texts(reader, item, "priority", true, &matching->priority,
		       &matching->priority_count) < 0 ||
	    check_priority(reader, matching) < 0 || read_siblings(reader, matching, item) < 0)
		return -EBADMSG;
	if (check_circumstances(reader, matching) < 0)
		return -EBADMSG;
	grade = json_object_get(item, "laptop_from_grade");
	matching->laptop_from_grade = json_integer_value(grade);
	if (!json_is_integer(grade) || matching->laptop_from_grade < 1 ||
	    matching->laptop_from_grade > GRADE_MAX)
		return read_fail(reader, _("\"laptop_from_grade\" là khối từ 1 đến %d"),
				 GRADE_MAX);
	return 0;
}

int plan_read_people(struct reader *reader, struct plan *plan, const json_t *json)
{
	return read_approvers(reader, plan, json) < 0 ? -EBADMSG
						       : read_matching(reader, plan, json);
}
