/* The donor's line of an intake: found while typing, or new. */
#include "intake_priv.h"

#include <stdio.h>
#include <string.h>

static int add_match(void *user, const struct record_kind *kind, const struct record *record)
{
	struct intake_donor *donor = user;
	const char *name = record_value(kind, record, "name");
	const char *phone = record_value(kind, record, "phone");

	size_t len = phone ? strlen(phone) : 0;

	snprintf(donor->matches[donor->match_count].name, INTAKE_CELL_MAX, "%s", name);
	snprintf(donor->matches[donor->match_count].phone, sizeof(donor->matches[0].phone), "%s",
		 len > 3 ? phone + len - 3 : "");
	snprintf(donor->matches[donor->match_count].id, UUID_TEXT_MAX, "%s", record->id);
	return ++donor->match_count == INTAKE_MATCHES;
}

void intake_find_donors(struct ui *ui, struct intake_donor *donor)
{
	const struct store_query query = {.words = donor->name.text, .limit = INTAKE_MATCHES};
	struct err err;

	donor->match_count = 0;
	donor->list = (struct ui_list){0};
	if (!*donor->name.text)
		return;
	if (store_pick(ui->store, record_kind_find("donor"), &query, add_match, donor, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

/* ---- what is open with it -------------------------------------------------------------------- */

static int take_donation(void *user, const struct record_kind *kind, const struct record *record)
{
	struct intake_donor *donor = user;
	char now[CLOCK_TEXT_MAX];

	clock_text(now);
	if (strncmp(now, record_value(kind, record, "received_at"), strlen("YYYY-MM-DD")) != 0)
		return 1;
	snprintf(donor->donation, UUID_TEXT_MAX, "%s", record->id);
	snprintf(donor->donation_tag, STORE_TAG_MAX, "%s", record_value(kind, record, "tag"));
	return 1;
}

static int take_pledge(void *user, const struct record_kind *kind, const struct record *record)
{
	struct intake_donor *donor = user;
	const char *what = record_value(kind, record, "what");
	const char *quantity = record_value(kind, record, "quantity");

	snprintf(donor->pledge, UUID_TEXT_MAX, "%s", record->id);
	snprintf(donor->pledge_text, sizeof(donor->pledge_text), "%s%s%s",
		 quantity ? quantity : "", quantity ? " " : "",
		 record_choice_label(record_field_find(kind, "what"), what));
	return 1;
}

static int find_open(struct ui *ui, struct intake_donor *donor, const char *kind,
		     const char *state, store_row_fn fn)
{
	const struct store_filter filters[] = {
		{.name = "donor", .value = donor->id}, {.name = "state", .value = state}};
	const struct store_query query = {.filters = filters, .filter_count = 2, .limit = 1};

	return store_list(ui->store, record_kind_find(kind), &query, fn, donor, NULL);
}

void intake_choose_donor(struct ui *ui, struct intake_donor *donor, const char *id,
			 const char *name)
{
	snprintf(donor->id, sizeof(donor->id), "%s", id);
	ui_entry_set(&donor->name, name);
	donor->match_count = 0;
	*donor->donation = *donor->pledge = '\0';
	donor->is_redeemed = false;
	if (find_open(ui, donor, "donation", "open", take_donation) < 0 ||
	    find_open(ui, donor, "pledge", "promised", take_pledge) < 0)
		ui_say(ui, STYLE_FAIL, _("Không đọc được các đợt ủng hộ của bên tặng này"));
}

/* ---- a new one ------------------------------------------------------------------------------- */

static const struct field *kind_field(void)
{
	return record_field_find(record_kind_find("donor"), "kind");
}

void intake_cycle_donor_kind(struct intake_donor *donor)
{
	const char *const *choices = kind_field()->choices;
	size_t at = 0;

	while (choices[at] && !str_eq(choices[at], donor->kind))
		at++;
	at = choices[at] && choices[at + 1] ? at + 1 : 0;
	snprintf(donor->kind, sizeof(donor->kind), "%s", choices[at]);
}

const char *intake_donor_kind(const struct intake_donor *donor)
{
	const char *label = record_choice_label(kind_field(), donor->kind);

	return label ? label : "?";
}
