/* The month's report: worked out from the book, and closed for ever. Design: domain-vietnam §6. */
#include "month_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Of the text of one field; a closing that would be longer does without its records. */
#define FIGURES_BYTES (60u << 10)

/* ---- names --------------------------------------------------------------- */

/* People are named only where they agreed; others unless they refused. */
static bool may_be_thanked(const struct book_row *donor)
{
	const char *thanks = donor->cells[DONOR_THANKS];

	return str_eq(thanks, "yes") ||
	       (!str_eq(donor->cells[DONOR_KIND], "person") && !str_eq(thanks, "no"));
}

static const char *name_of(const struct month_book *book, struct arena *arena,
			   const struct month_figure *figure)
{
	const struct record_kind *kind = record_kind_find(figure->ref_kind);
	const struct book_row *donor = book_find(book, BOOK_DONOR, figure->ref);
	AUTO(buf_done) struct buf name = {0};

	if (str_eq(figure->ref_kind, "donor") && (!donor || !may_be_thanked(donor)))
		return arena_str(arena, N_("Bên tặng chưa cho nêu tên"));
	if (!kind || store_may_read(book->store, kind, NULL) < 0 ||
	    store_title(book->store, kind, figure->ref, &name, NULL) < 0 || !name.len)
		return arena_str(arena, N_("Không còn trong sổ"));
	return arena_str(arena, buf_text(&name));
}

#define LISTED_MAX 40

/* The tags of those that are to be looked into. */
static const char *list_of(const struct month_book *book, struct arena *arena,
			   const struct month_figure *figure)
{
	const struct record_kind *kind = record_kind_find(figure->kind);
	AUTO(buf_done) struct buf text = {0};

	if (store_may_read(book->store, kind, NULL) < 0)
		return NULL;
	for (size_t i = 0; i < figure->record_count && i < LISTED_MAX; i++) {
		buf_add_str(&text, text.len ? ", " : "");
		if (store_title(book->store, kind, figure->records[i], &text, NULL) < 0)
			return NULL;
	}
	if (figure->record_count > LISTED_MAX)
		buf_add_str(&text, ", …");
	return text.len ? arena_str(arena, buf_text(&text)) : NULL;
}

static void fill_names(struct month_pack *pack, const struct month_book *book)
{
	for (size_t i = 0; i < pack->count; i++)
		if (pack->figures[i]->ref)
			pack->figures[i]->of = name_of(book, &pack->arena, pack->figures[i]);
	for (size_t i = 0; i < pack->count; i++)
		if (str_eq(pack->figures[i]->key, "requests.late") ||
		    str_eq(pack->figures[i]->key, "waiting.oldest"))
			pack->figures[i]->listing = list_of(book, &pack->arena, pack->figures[i]);
	for (size_t i = 0; i < pack->adjustment_count; i++)
		if (pack->adjustments[i].figure.ref)
			pack->adjustments[i].figure.of =
				name_of(book, &pack->arena, &pack->adjustments[i].figure);
}

/* ---- closed months ------------------------------------------------------- */

int month_read_closing(struct month_pack *ret, const struct book_row *closing, struct err *err)
{
	const char *text = closing->cells[CLOSING_FIGURES] ? closing->cells[CLOSING_FIGURES] : "";
	char sha256[65];
	int r;

	sha256_hex(text, strlen(text), sha256);
	if (!str_eq(sha256, closing->cells[CLOSING_SHA256]))
		return err_set(err, EBADMSG,
			       _("tháng %.10s: số liệu đã chốt bị sửa, không đúng mã kiểm; lấy lại "
				 "từ bản sao lưu"),
			       closing->cells[CLOSING_MONTH]);
	r = export_month_read(ret, text, strlen(text), err);
	if (r < 0)
		return r;
	ret->sha256 = arena_str(&ret->arena, sha256);
	ret->closed_by = arena_str(&ret->arena, closing->cells[CLOSING_BY]
							? closing->cells[CLOSING_BY]
							: "");
	return 0;
}

static void name_closer(struct month_pack *pack, const struct month_book *book)
{
	AUTO(buf_done) struct buf name = {0};

	if (*pack->closed_by && store_title(book->store, record_kind_find("member"),
					    pack->closed_by, &name, NULL) < 0)
		buf_clear(&name);
	pack->closed_by = arena_str(&pack->arena, buf_text(&name));
}

/* ---- working out --------------------------------------------------------- */

static int work_out(struct month_pack *ret, const struct month_book *book, const char *period,
		    const char *now, struct err *err)
{
	AUTO(month_done) struct month_pack pack = {0};
	struct month_work work;
	int r = month_work_begin(&work, book, &pack, period, now, err);

	if (r == 0)
		r = month_work_out(&work, err);
	if (r == 0)
		r = month_adjust(&work, err);
	if (r < 0)
		return r;
	*ret = pack;
	pack = (struct month_pack){0};
	return 0;
}

static int read_book(struct month_book *ret, struct store *store, const struct plan *plan,
		     struct err *err)
{
	int r = store_may_read(store, record_kind_find("closing"), err);

	if (r == 0)
		r = store_read_begin(store, err);
	if (r < 0)
		return r;
	r = month_book_read(ret, store, plan, err);
	store_read_end(store);
	return r;
}

int flow_month(struct month_pack *ret, struct store *store, const struct plan *plan,
	       const char *period, const char *now, struct err *err)
{
	AUTO(month_book_done) struct month_book book = {0};
	const struct book_row *closing;
	int r = read_book(&book, store, plan, err);

	if (r < 0)
		return r;
	closing = book_closing(&book, period);
	r = closing ? month_read_closing(ret, closing, err)
		    : work_out(ret, &book, period, now, err);
	if (r < 0)
		return r;
	if (closing)
		name_closer(ret, &book);
	fill_names(ret, &book);
	return 0;
}

int month_figures(struct month_pack *ret, struct store *store, const struct plan *plan,
		  const char *period, const char *now, struct err *err)
{
	AUTO(month_book_done) struct month_book book = {0};
	int r = read_book(&book, store, plan, err);

	if (r == 0)
		r = work_out(ret, &book, period, now, err);
	if (r == 0)
		fill_names(ret, &book);
	return r;
}

int flow_month_trace(struct month_pack *ret, struct store *store, const struct plan *plan,
		     const char *period, const char *key, const char *now,
		     const struct month_figure **ret_figure, struct err *err)
{
	AUTO(month_done) struct month_pack pack = {0};
	int r = month_figures(&pack, store, plan, period, now, err);

	if (r < 0)
		return r;
	*ret_figure = month_find(&pack, key);
	if (!*ret_figure)
		return err_set(err, ENOENT, _("«%.60s»: kỳ %s không có số này; xem hotroit month "
					      "%s --json"), key, period, period);
	*ret = pack;
	pack = (struct month_pack){0};
	return 0;
}

struct naming {
	struct buf *text;
	struct store *store;
};

static int add_columns(void *user, const struct record_kind *kind, const struct record *record)
{
	const struct naming *naming = user;

	for (const char *const *name = kind->list_columns; *name; name++) {
		const struct field *field = record_field_find(kind, *name);
		AUTO(buf_done) struct buf value = {0};

		if (str_eq(kind->name, "recipient") && field->privacy == PRIVACY_PERSONAL)
			continue;
		store_show_value(naming->store, field, record_value(kind, record, *name), &value);
		if (value.len)
			buf_printf(naming->text, "%s  ", buf_text(&value));
	}
	return 0;
}

int flow_month_record(struct buf *ret, struct store *store, const struct month_figure *figure,
		      size_t at, struct err *err)
{
	struct naming naming = {ret, store};

	return store_get(store, record_kind_find(figure->kind), figure->records[at], add_columns,
			 &naming, err);
}

/* ---- closing ------------------------------------------------------------- */

bool flow_month_is_running(const char *month, const char *now)
{
	return strncmp(month, now, strlen("2026-11")) >= 0;
}

static int may_close(struct store *store, const char *month, const char *now, struct err *err)
{
	const struct store_actor *actor = store_acting(store);

	if (!(actor->role & ROLE_COORDINATOR))
		return err_set(err, EPERM,
			       _("chốt tháng là việc của điều phối; đổi người làm (F4, hoặc "
				 "--who)"));
	if (strlen(month) != strlen("2026-11"))
		return err_set(err, EINVAL, _("«%.20s»: chỉ chốt từng tháng, như 2026-10"), month);
	return store_check_clock(store, err) < 0 || strlen(now) < strlen("2026-11")
		       ? err_set(err, ETIME, _("đồng hồ máy sai: đặt lại giờ rồi chốt"))
		       : 0;
}

static int keep(struct store *store, const struct month_pack *pack, struct err *err)
{
	static const char *const names[] = {"month", "closed_at", "closed_by", "figures", "sha256"};
	const struct store_actor *actor = store_acting(store);
	AUTO(buf_done) struct buf text = {0};
	const char *values[ARRAY_LEN(names)];
	struct store_write write = {.kind = record_kind_find("closing"), .is_new = true,
				    .names = names, .values = values, .count = ARRAY_LEN(names)};
	char sha256[65], id[UUID_TEXT_MAX];

	export_month_json(&text, pack, true);
	if (text.len > FIGURES_BYTES) {
		buf_clear(&text);
		export_month_json(&text, pack, false);
	}
	sha256_hex(text.data, text.len, sha256);
	uuid_new(id);
	write.id = id;
	values[0] = pack->period;
	values[1] = pack->at;
	values[2] = *actor->member ? actor->member : NULL;
	values[3] = buf_text(&text);
	values[4] = sha256;
	return store_write_all(store, &write, 1, err);
}

static int close_held(struct store *store, const struct plan *plan, const char *month,
		      const char *now, struct err *err)
{
	AUTO(month_book_done) struct month_book book = {0};
	AUTO(month_done) struct month_pack pack = {0};
	int r = month_book_read(&book, store, plan, err);

	if (r == 0 && book_closing(&book, month))
		return err_set(err, EEXIST, _("tháng %s đã chốt: điều ghi thêm vào sau là điều "
					      "chỉnh của tháng sau"), month);
	if (r == 0)
		r = work_out(&pack, &book, month, now, err);
	return r < 0 ? r : keep(store, &pack, err);
}

int flow_month_close(struct store *store, const struct plan *plan, const char *month,
		     const char *now, bool early, struct buf *ret_said, struct err *err)
{
	AUTO(store_hold_done) struct store_hold hold = {0};
	int r = may_close(store, month, now, err);

	if (r == 0 && !early && flow_month_is_running(month, now))
		r = err_set(err, EPERM, _("tháng %s chưa hết, chốt giờ thì số liệu thiếu mãi: chờ "
					  "sang tháng sau, hoặc thêm --early"), month);
	if (r == 0)
		r = store_hold_begin(&hold, store, err);
	if (r == 0)
		r = close_held(store, plan, month, now, err);
	if (r == 0)
		r = store_hold_keep(&hold, err);
	if (r < 0)
		return r;
	buf_printf(ret_said, _("Đã chốt số liệu tháng %s.\n"), month);
	if (flow_month_is_running(month, now))
		buf_printf(ret_said, "%s\n",
			   _("Tháng chưa hết: việc làm từ giờ đến cuối tháng sẽ là điều chỉnh."));
	return 0;
}
