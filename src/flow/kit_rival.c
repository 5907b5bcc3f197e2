/* Kits that were begun apart, on two benches, for one device, one SIM or one pupil. */
#include "case_priv.h"
#include "kit_priv.h"

#include <string.h>

#define TAG_MAX 32

const char *const kit_shared[KIT_SHARED] = {"device", "sim", "recipient"};

static const char *const also_words[KIT_SHARED] = {
	N_("bộ %s («%s») cũng giữ máy này"),
	N_("bộ %s («%s») cũng giữ SIM này"),
	N_("bộ %s («%s») cũng cho em này"),
};

struct rivalry {
	const char *id, *states, *words;
	struct buf *text;
};

static int take_rival(void *user, const struct record_kind *kind, const struct record *record)
{
	const struct rivalry *rivalry = user;
	const char *state = record_value(kind, record, STATE);
	const char *value = record_value(kind, record, "tag");
	AUTO(buf_done) struct buf said = {0}, tag = {0};

	if (str_eq(record->id, rivalry->id) || !state || !life_has_word(rivalry->states, state))
		return 0;
	record_show_value(&said, record_field_find(kind, STATE), state);
	buf_add_str(rivalry->text, rivalry->text->len ? "; " : "");
	text_clean(&tag, value, strlen(value), TAG_MAX);
	buf_printf(rivalry->text, _(rivalry->words), buf_text(&tag), buf_text(&said));
	return 0;
}

int kit_rivals(struct buf *ret, struct store *store, const char *id, const char *field,
	       const char *value, const char *states, struct err *err)
{
	const struct store_filter filter = {.name = field, .value = value};
	const struct store_query query = {.filters = &filter, .filter_count = 1};
	struct rivalry rivalry = {.id = id, .states = states, .text = ret};

	for (size_t i = 0; i < KIT_SHARED; i++)
		if (str_eq(kit_shared[i], field))
			rivalry.words = also_words[i];
	return value ? store_list(store, record_kind_find("kit"), &query, take_rival, &rivalry, err)
		     : 0;
}

struct holding {
	struct arena arena;
	const char *id, *values[KIT_SHARED];
	bool is_open;
};

static int take_holding(void *user, const struct record_kind *kind, const struct record *record)
{
	struct holding *holding = user;

	holding->id = arena_str(&holding->arena, record->id);
	holding->is_open = life_has_word(KIT_OPEN, record_value(kind, record, STATE));
	for (size_t i = 0; i < KIT_SHARED; i++)
		holding->values[i] =
			arena_str(&holding->arena, record_value(kind, record, kit_shared[i]));
	return 0;
}

int kit_tell(struct buf *ret, struct store *store, const char *id, struct err *err)
{
	struct holding holding = {0};
	int r = store_get(store, record_kind_find("kit"), id, take_holding, &holding, err);

	for (size_t i = 0; r == 0 && holding.is_open && i < KIT_SHARED; i++) {
		AUTO(buf_done) struct buf line = {0};

		r = kit_rivals(&line, store, holding.id, kit_shared[i], holding.values[i], KIT_OPEN,
			       err);
		if (line.len)
			buf_printf(ret, _("Giữ trùng: %s\n"), buf_text(&line));
	}
	arena_done(&holding.arena);
	return r;
}

/* ---- all of the book ------------------------------------------------------ */

struct sharing {
	struct store *store;
	const char *field;
	flow_kit_fn fn;
	void *user;
	int result;
	struct err *err;
};

static int tell_one(void *user, const struct record_kind *kind, const struct record *record)
{
	struct sharing *sharing = user;
	AUTO(buf_done) struct buf said = {0};

	if (!life_has_word(KIT_OPEN, record_value(kind, record, STATE)))
		return 0;
	sharing->result = kit_rivals(&said, sharing->store, record->id, sharing->field,
				     record_value(kind, record, sharing->field), KIT_OPEN,
				     sharing->err);
	if (sharing->result == 0 && said.len)
		sharing->fn(sharing->user, record->id, buf_text(&said));
	return sharing->result < 0;
}

static void tell_shared(void *user, const char *value, uint64_t count)
{
	struct sharing *sharing = user;
	const struct store_filter filter = {.name = sharing->field, .value = value};
	const struct store_query query = {.filters = &filter, .filter_count = 1};
	int r;

	if (!value || count < 2 || sharing->result < 0)
		return;
	r = store_list(sharing->store, record_kind_find("kit"), &query, tell_one, sharing,
		       sharing->err);
	if (sharing->result == 0)
		sharing->result = r;
}

int flow_shared_kits(struct store *store, flow_kit_fn fn, void *user, struct err *err)
{
	static const struct store_filter open[] = {
		{.name = STATE, .test = STORE_IS_NOT, .value = "no-show"},
		{.name = STATE, .test = STORE_IS_NOT, .value = "released"},
		{.name = STATE, .test = STORE_IS_NOT, .value = "returned"},
		{.name = STATE, .test = STORE_IS_NOT, .value = "lost"},
	};
	const struct record_kind *kit = record_kind_find("kit");
	struct sharing sharing = {.store = store, .fn = fn, .user = user, .err = err};
	int r = 0;

	if (store_may_read(store, kit, NULL) < 0)
		return 0;
	for (size_t i = 0; r == 0 && i < KIT_SHARED; i++) {
		sharing.field = kit_shared[i];
		r = store_tally(store, kit, kit_shared[i], open, ARRAY_LEN(open), tell_shared,
				&sharing, err);
		if (r == 0)
			r = sharing.result;
	}
	return r;
}
