/*
 * A form: fields and what was typed into them so far. form_open.c begins it, form.c knows what the
 * text means, form_draft.c keeps it, pick.c finds what a reference may point to, form_draw.c draws
 * it, and scr_form.c hears the keys.
 */
#ifndef HOTROIT_FORM_PRIV_H
#define HOTROIT_FORM_PRIV_H

#include "screen.h"

#define FORM_ERROR_MAX 200

struct form_value {
	const struct field *field;
	/* What is typed; of a reference its title once one is chosen; unused for a choice. */
	struct ui_entry entry;
	char chosen[UUID_TEXT_MAX]; /* the row a reference points to, or "" */
	const char *choice; /* the key of a choice, owned by its field; or NULL */
	char error[FORM_ERROR_MAX]; /* what to mend, or "" */
	const char *kept; /* the record's own, as it was when last looked at; or NULL */
	bool is_touched; /* by a person, since it was filled */
	bool is_kept; /* of a step: the record has it so already */
};

struct form {
	struct arena arena;
	struct store *store; /* lent */
	const struct record_kind *kind; /* of the record */
	const char *action; /* a step of its life; NULL: the record itself */
	char row[UUID_TEXT_MAX]; /* the record; "" for a new one */
	const char *code; /* of a step that nothing leads back from: to be typed again; or NULL */
	struct form_value *values;
	size_t count, at; /* at: the one with the cursor */
	char heading[160]; /* "Thêm: Bên tặng" */
	bool is_offered; /* there is a draft, not yet taken or dropped … */
	char draft_at[CLOCK_TEXT_MAX]; /* … since then */
	bool is_draft_lost; /* it could not be kept: told once */
};

/* ARGUMENT as scr_form's. form_done follows also when it failed. */
int form_open(struct form *form, struct ui *ui, const char *argument, struct err *err) MUST_USE;
/* Copies the fields that a person may write. WAIVER: one more, the reason of a waiver; and the code
 * to be typed again, where form->code is set. */
void form_begin(struct form *form, const struct field *fields, size_t count, bool waiver);
void form_done(struct form *form);
/* Fills a field with a kept value, as a person reads it. */
void form_put(struct form *form, struct form_value *value, const char *kept);
struct form_value *form_find(struct form *form, const char *name);
/* Chooses the row of a reference. */
void form_choose(struct form *form, struct form_value *value, const char *id);

/* Is it a field with a few fixed answers? */
bool form_is_choice(const struct field *field);
/* The answer STEP places further (round again), NULL standing for none where it may be empty. */
const char *form_next_choice(const struct form_value *value, int step);
/* The next answer whose label begins with LETTER, tone and case aside; NULL: there is none. */
const char *form_letter_choice(const struct form_value *value, const char *letter);
const char *form_choice_label(const struct field *field, const char *choice);

/* What to hand to the store; NULL when empty. Lives in ARENA or in VALUE. */
const char *form_text(struct arena *arena, const struct form_value *value);
/* The fields to write: of a new record the filled ones, else those that were touched. The arrays
 * hold form->count. Returns how many. The waiver is not among them. */
size_t form_collect(struct form *form, const char **ret_names, const char **ret_values);
/* Looks anew at what the record has; what is typed stays. */
void form_look_again(struct form *form);
/* The reason given for a waiver, or NULL. */
const char *form_waiver(struct form *form);
/* Was the code typed again, where that is asked? Else its field says so and has the cursor. */
bool form_is_confirmed(struct form *form);
/* Checks one field by itself; what is wrong stands in value->error. */
void form_check(struct form *form, struct form_value *value);
/* Checks each; false: one is wrong, and the cursor stands at the first of them. */
bool form_check_all(struct form *form);
/* How the store reads what is typed, where that looks different ("→ 05/10/2026"). Appended. */
void form_echo(struct form *form, const struct form_value *value, struct buf *ret);
/* Puts the store's refusal ("phone: …") at its field, and the cursor there; false: it is of
 * none. */
bool form_blame(struct form *form, const struct err *err);
/* Marks the first required field that is empty; false: none is. */
bool form_blame_empty(struct form *form);
bool form_is_touched(const struct form *form);

/* ---- drafts: form_draft.c -------------------------------------------------------------------- */

/* What was touched, as JSON. Appended. */
void form_draft_print(const struct form *form, struct buf *ret);
/* Puts a draft back; what is no field of this form any more is passed over. -EBADMSG. */
int form_draft_read(struct form *form, const char *json, struct err *err) MUST_USE;
/* Is there a draft of this form? It is offered then. */
int form_draft_look(struct form *form, struct err *err) MUST_USE;
/* What goes wrong is said. */
void form_draft_keep(struct ui *ui, struct form *form);
void form_draft_take(struct ui *ui, struct form *form);
void form_draft_drop(struct ui *ui, struct form *form);
/* The other way: what scr_form opens the draft with. Appended; nothing for a draft of another
 * screen's. */
void form_draft_argument(const char *name, const char *row, struct buf *ret);

/* ---- choosing a reference: pick.c ------------------------------------------------------------ */

#define PICK_ROWS 6

struct pick {
	struct arena arena;
	struct {
		const char *id, *title, *more;
	} rows[PICK_ROWS];
	size_t count;
	bool has_more; /* rows than are shown */
	bool is_open;
	struct ui_list list;
};

void pick_close(struct pick *pick);
/* The newest rows of KIND that WORDS find (NULL: all); parts of WHOLE only (record_kind.within),
 * unless it is NULL. */
int pick_find(struct pick *pick, struct store *store, const struct record_kind *kind,
	      const char *whole, const char *words, struct err *err) MUST_USE;
/* The rows of these COUNT ids, in their order. */
int pick_these(struct pick *pick, struct store *store, const struct record_kind *kind,
	       const char (*ids)[UUID_TEXT_MAX], size_t count, struct err *err) MUST_USE;
/* Returns the rows used. */
int pick_draw(const struct pick *pick, struct canvas *canvas, int row, int column);

/* ---- form_draw.c ----------------------------------------------------------------------------- */

/* TOP: the first field shown; kept between drawings. */
void form_draw(struct ui *ui, struct form *form, const struct pick *pick, size_t *top,
	       struct canvas *canvas);

#endif
