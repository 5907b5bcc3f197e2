/*
 * The step that anonymises: what a person is shown and asked before, and what is left to be done
 * after it.
 */
#include "forgetting_priv.h"
#include "recipient_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define SEPARATORS " ,;"
#define TOLD_BYTES 160 /* of a text that names somebody */

/* ---- other places that name them ----------------------------------------- */

const struct field forget_pupil_asks[FORGET_PUPIL_ASKS] = {
	{.name = "also", .label = N_("Xoá cả ở"), .type = FIELD_CODE,
	 .hint = N_("mã những nơi chưa chắc mà đúng là em; all: tất cả; none: để nguyên")},
	{.name = "copies", .label = N_("Xoá sổ cũ"), .type = FIELD_BOOL,
	 .hint = N_("những sổ cũ mà khôi phục (restore) để lại cạnh sổ")},
};

static int tell_place(void *user, const struct store_place *place)
{
	AUTO(buf_done) struct buf said = {0};

	text_clean(&said, place->text, strlen(place->text), TOLD_BYTES);
	buf_printf(user, "  %s %s, %s: «%s»%s\n", _(place->kind->label), place->tag,
		   _(place->field->label), buf_text(&said),
		   place->is_sealed ? _(" (không sửa được)")
		   : place->is_sure ? _(" (sẽ xoá)")
				    : _(" (có phải em?)"));
	return 0;
}

static void tell_copy(void *user, const struct store_copy *copy)
{
	if (copy->is_beside)
		buf_printf(user, _("  sổ cũ %s\n"), copy->path);
	else
		buf_printf(user, _("  bản sao lưu %.10s: %s\n"), copy->at, copy->path);
}

static int take_ended(void *user, const struct record_kind *kind, const struct record *record)
{
	static const char *const ended[] = {"closed", "declined", "withdrawn"};
	const char *state = record_value(kind, record, "state");

	for (size_t i = 0; i < ARRAY_LEN(ended); i++)
		*(bool *)user |= str_eq(state, ended[i]);
	return 0;
}

int recipient_tell_named(struct buf *ret, struct store *store, const char *id, struct err *err)
{
	AUTO(buf_done) struct buf places = {0}, copies = {0};
	bool is_ended = false;
	int r = 0;

	/* It is shown to who may take the step: the texts are of any kind. */
	if (store_acting(store)->role & ROLE_COORDINATOR)
		r = store_get(store, record_kind_find("recipient"), id, take_ended, &is_ended,
			      err);
	if (r == 0 && is_ended)
		r = store_named(store, id, tell_place, &places, err);
	if (r == 0 && is_ended)
		r = store_copies(store, tell_copy, &copies, err);
	if (places.len)
		buf_printf(ret, _("Những chỗ còn nhắc tên:\n%s"), places.data);
	if (copies.len)
		buf_printf(ret, _("Bản sao còn giữ dữ liệu:\n%s"), copies.data);
	return r;
}

/* ---- the step ------------------------------------------------------------ */

struct asking {
	const char *also; /* tags, "all", "none"; NULL: nobody was asked */
	struct buf doubts, tags; /* rows that may name them: as a person is told, and their codes */
	struct buf sealed; /* codes of rows that nobody can change */
	size_t count, left; /* of the doubts; of those that are not chosen */
};

static void asking_done(struct asking *asking)
{
	buf_done(&asking->doubts);
	buf_done(&asking->tags);
	buf_done(&asking->sealed);
}

static bool is_listed(const char *words, const char *word)
{
	while (*words) {
		size_t len = strcspn(words, SEPARATORS);

		if (len == strlen(word) && strncasecmp(words, word, len) == 0)
			return true;
		words += len;
		words += strspn(words, SEPARATORS);
	}
	return false;
}

static int is_chosen(void *user, const struct store_place *place)
{
	const struct asking *asking = user;
	const char *also = asking->also;

	return also && (is_listed(also, "all") || is_listed(also, place->tag));
}

static void add_once(struct buf *tags, const char *tag)
{
	if (!is_listed(buf_text(tags), tag))
		buf_printf(tags, "%s%s", tags->len ? ", " : "", tag);
}

static int count_place(void *user, const struct store_place *place)
{
	struct asking *asking = user;

	if (place->is_sealed)
		add_once(&asking->sealed, place->tag);
	if (place->is_sure || place->is_sealed || is_listed(buf_text(&asking->tags), place->tag))
		return 0;
	add_once(&asking->tags, place->tag);
	asking->count++;
	asking->left += !is_chosen(asking, place);
	buf_printf(&asking->doubts, "%s%s %s", asking->doubts.len ? ", " : "",
		   _(place->kind->label), place->tag);
	return 0;
}

/* A code that is none of these places is a slip that is better told than passed over. */
static int check_also(struct life_case *c, const struct asking *asking, struct err *err)
{
	char *rest = NULL;

	for (char *word = strtok_r(arena_str(&c->arena, asking->also), SEPARATORS, &rest); word;
	     word = strtok_r(NULL, SEPARATORS, &rest))
		if (strcasecmp(word, "all") != 0 && strcasecmp(word, "none") != 0 &&
		    !is_listed(buf_text(&asking->tags), word))
			return err_set(err, EINVAL, _("also: %.20s không ở những chỗ chưa chắc"),
				       word);
	return 0;
}

static int check_asked(struct life_case *c, struct asking *asking, struct err *err)
{
	int r = store_named(c->store, c->id, count_place, asking, err);

	if (r == 0 && asking->also)
		return check_also(c, asking, err);
	if (r < 0 || !asking->count)
		return r;
	return err_set(err, EPERM,
		       _("also: %zu chỗ có thể nhắc em, xem rồi ghi mã chỗ đúng là em, hoặc all, "
			 "none: %.200s"),
		       asking->count, asking->doubts.data);
}

static void tell_kept(struct life_case *c, const struct asking *asking)
{
	if (asking->left)
		buf_printf(&c->remark, _("; để nguyên %zu chỗ chưa chắc"), asking->left);
	if (asking->sealed.len)
		buf_printf(&c->remark, _("; còn nhắc tên, không sửa được: %.200s"),
			   asking->sealed.data);
}

struct kept_copies {
	size_t beside, backups;
	struct buf newest;
};

static void count_copy(void *user, const struct store_copy *copy)
{
	struct kept_copies *kept = user;

	if (copy->is_beside) {
		kept->beside++;
		return;
	}
	kept->backups++;
	buf_clear(&kept->newest);
	buf_printf(&kept->newest, "%.10s %s", copy->at, copy->path);
}

/* Those beside the book go where that was asked for; the others are out of reach, and named. */
static int settle_copies(struct life_case *c, struct err *err)
{
	struct kept_copies kept = {0};
	unsigned dropped = 0;
	bool drops = str_eq(life_param(c, "copies"), "1");
	int r = drops ? store_drop_copies(c->store, &dropped, err) : 0;

	if (r == 0)
		r = store_copies(c->store, count_copy, &kept, err);
	if (dropped)
		buf_printf(&c->remark, _("; đã xoá %u sổ cũ"), dropped);
	if (r == 0 && kept.beside)
		buf_printf(&c->remark,
			   _("; %zu sổ cũ cạnh sổ còn dữ liệu: hotroit forget --copies"),
			   kept.beside);
	if (r == 0 && kept.backups)
		buf_printf(&c->remark, _("; bản sao lưu (lần cuối %s) còn dữ liệu cũ: xoá đi, sao "
					 "lưu lại"),
			   buf_text(&kept.newest));
	buf_done(&kept.newest);
	return r;
}

static int tell_left(struct life_case *c, struct err *err)
{
	c->is_scrubbing = true;
	buf_add_str(&c->remark, _("đồng bộ để xoá cả ở huyện và các bàn khác"));
	return settle_copies(c, err);
}

/* What was done is done: no step leads back. */
int forget_person(struct life_case *c, struct err *err)
{
	int r = store_forget(c->store, c->kind->name, c->id, NULL, NULL, err);

	return r < 0 ? r : tell_left(c, err);
}

int forget_pupil(struct life_case *c, struct err *err)
{
	AUTO(asking_done) struct asking asking = {.also = life_param(c, "also")};
	int r = check_asked(c, &asking, err);

	if (r == 0)
		r = store_forget(c->store, c->kind->name, c->id, is_chosen, &asking, err);
	if (r == 0)
		r = tell_left(c, err);
	if (r == 0)
		tell_kept(c, &asking);
	return r;
}
