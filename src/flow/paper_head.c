/*
 * Who issues a paper, by what the book says: the team's own body (a school, a Đoàn body), else that
 * of its programme, else the name of the team. Territories issue nothing; the nearest one is where
 * the paper is dated.
 */
#include "paper_priv.h"

#include <errno.h>
#include <string.h>

#define PARENTS_MAX 8 /* above a unit; a book may hold a circle */

/* In capitals, as heads have it; NULL stays NULL. */
static const char *desk_upper(struct desk *desk, const char *text)
{
	AUTO(buf_done) struct buf upper = {0};

	if (!text)
		return NULL;
	text_upper(&upper, text);
	return arena_str(&desk->arena, buf_text(&upper));
}

static bool is_territory(const struct row *unit)
{
	static const char *const kinds[] = {"province", "district", "commune"};

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (str_eq(row_get(unit, "kind"), kinds[i]))
			return true;
	return false;
}

/* "xã Phù Đổng" → "Phù Đổng"; "Quận 1" stays. */
static const char *place_name(const struct row *unit)
{
	static const char *const words[] = {"xa ",    "phuong ",    "thi tran ", "dac khu ",
					    "huyen ", "thanh pho ", "tinh ",     "quan "};
	const char *name = row_get(unit, "name"), *rest = name;
	AUTO(buf_done) struct buf plain = {0};

	text_fold(&plain, name);
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (!str_starts(buf_text(&plain), words[i]))
			continue;
		for (const char *blank = words[i]; rest && (blank = strchr(blank, ' ')); blank++)
			rest = strchr(rest, ' ') ? strchr(rest, ' ') + 1 : NULL;
		return rest && (*rest < '0' || *rest > '9') ? rest : name;
	}
	return name;
}

/* The unit that a field of ROW names. False when it is empty or not there. */
static bool read_unit(struct desk *desk, const struct row *row, const char *field, struct row *ret)
{
	const char *id = row->kind ? row_get(row, field) : NULL;

	return id && desk_read(desk, ret, "unit", id, NULL) == 0;
}

/* The commune that a body of the commune names: "Đoàn xã Phù Đổng" dates its papers at Phù Đổng,
 * though the body above it is the city's. */
static const char *named_place(struct desk *desk, const struct row *unit)
{
	struct row *communes = NULL;
	size_t count = 0;

	if (row_list(&communes, &count, desk->store, &desk->arena, "unit", "kind", "commune",
		     NULL) < 0)
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (str_ends(row_get(unit, "name"), row_get(&communes[i], "name")))
			return place_name(&communes[i]);
	return NULL;
}

static const char *find_place(struct desk *desk, const struct row *unit)
{
	const char *place = is_territory(unit) ? NULL : named_place(desk, unit);
	struct row at = *unit, above = {0};

	for (int i = 0; i < PARENTS_MAX && !place; i++) {
		if (is_territory(&at))
			place = place_name(&at);
		else if (!read_unit(desk, &at, "parent", &above))
			break;
		at = above;
	}
	return place;
}

const char *desk_place(struct desk *desk, const char *unit)
{
	struct row row = {0};

	return unit && desk_read(desk, &row, "unit", unit, NULL) == 0 ? find_place(desk, &row)
								      : NULL;
}

/* Fills in who issues and where, what is still open of it. */
static void use_unit(struct desk *desk, struct paper_head *head, const struct row *unit)
{
	struct row above = {0};

	if (!head->place)
		head->place = find_place(desk, unit);
	if (head->issuer || is_territory(unit))
		return;
	head->issuer = desk_upper(desk, row_get(unit, "name"));
	if (read_unit(desk, unit, "parent", &above) && !is_territory(&above)) {
		desk->above = row_get(&above, "name");
		head->parent = desk_upper(desk, desk->above);
	}
}

/* The only programme there is: whose papers else? */
static void only_programme(struct desk *desk, struct row *ret)
{
	struct row *rows = NULL;
	size_t count = 0;
	int r = row_list(&rows, &count, desk->store, &desk->arena, "programme", NULL, NULL, NULL);

	if (r == 0 && count == 1)
		*ret = rows[0];
}

static void find_issuer(struct desk *desk, struct paper_head *head, const struct row *row)
{
	struct row team = {0}, programme = {0}, unit = {0};
	const char *id = row ? row_get(row, "team") : NULL;

	if (id && desk_read(desk, &team, "team", id, NULL) < 0)
		team = (struct row){0};
	id = row ? row_get(row, "programme") : NULL;
	if (!id && team.kind)
		id = row_get(&team, "programme");
	if (!id || desk_read(desk, &programme, "programme", id, NULL) < 0)
		only_programme(desk, &programme);
	if (read_unit(desk, &team, "unit", &unit))
		use_unit(desk, head, &unit);
	if (read_unit(desk, &programme, "unit", &unit))
		use_unit(desk, head, &unit);
	if (!head->issuer && desk->issuer)
		head->issuer = desk_upper(desk, desk->issuer);
	if (!head->issuer && team.kind)
		head->issuer = desk_upper(desk, row_get(&team, "name"));
	if (!head->issuer && programme.kind)
		head->issuer = desk_upper(desk, row_get(&programme, "name"));
}

/* Đoàn bodies do not write by the decree; schools named after a Đoàn do. */
static bool is_doan(const char *issuer)
{
	static const char *const bodies[] = {
		"doan ",     "huyen doan",         "xa doan",  "thanh doan",   "tinh doan",
		"quan doan", "ban chap hanh doan", "bch doan", "hoi dong doi", "lien doi",
		"chi doan"};
	AUTO(buf_done) struct buf plain = {0};

	text_fold(&plain, issuer ? issuer : "");
	for (size_t i = 0; i < ARRAY_LEN(bodies); i++)
		if (str_starts(buf_text(&plain), bodies[i]))
			return true;
	return false;
}

static int find_style(struct desk *desk, struct paper_head *head, struct err *err)
{
	static const char *const styles[] = {
		[PAPER_STATE] = "state", [PAPER_DOAN] = "doan", [PAPER_JOINT] = "joint"};
	const char *wanted = desk->wish.style;
	size_t i = 0;

	if (!wanted || !*wanted) {
		head->style = desk->wish.partner      ? PAPER_JOINT
			      : is_doan(head->issuer) ? PAPER_DOAN
						      : PAPER_STATE;
		return 0;
	}
	while (i < ARRAY_LEN(styles) && !str_eq(styles[i], wanted))
		i++;
	if (i == ARRAY_LEN(styles))
		return err_set(err, EINVAL, _("--style %.20s: chỉ có state, doan, joint"), wanted);
	head->style = (enum paper_style)i;
	if (head->style == PAPER_JOINT && (!desk->wish.partner || !*desk->wish.partner))
		return err_set(err, EINVAL, _("văn bản liên tịch: ghi thêm --partner CƠ QUAN"));
	return 0;
}

/* Who is the first to get it, by its kind. */
static const struct {
	const char *type, *who;
} first_copies[] = {
	{"BN", N_("Bên giao, bên nhận")}, {"BB", N_("Các bên ký tên")},
	{"PSC", N_("Các bên ký tên")},	  {"GXN", N_("Bên tặng")},
};

static void add_copy(struct buf *ret, const char *who, const char *note)
{
	if (who && *who)
		buf_printf(ret, "%s%s\n", who, note);
}

static const char *copies_of(struct desk *desk, const struct paper_head *head,
			     const struct desk_subject *subject)
{
	AUTO(buf_done) struct buf copies = {0};
	const struct row *row = subject->row;

	for (size_t i = 0; i < ARRAY_LEN(first_copies); i++)
		if (str_eq(first_copies[i].type, subject->type))
			add_copy(&copies, first_copies[i].who, "");
	if (row && row_get(row, "unit"))
		add_copy(&copies, desk_show(desk, row, "unit"), "");
	add_copy(&copies, desk->above, N_(" (để báo cáo)"));
	if (head->style == PAPER_JOINT)
		add_copy(&copies, desk->wish.partner, "");
	buf_add_str(&copies, head->style == PAPER_DOAN ? N_("Lưu: VP") : N_("Lưu: VT"));
	if (subject->tag)
		buf_printf(&copies, N_(", hồ sơ %s"), subject->tag);
	return arena_str(&desk->arena, buf_text(&copies));
}

int desk_head(struct paper_head *ret, struct desk *desk, const struct desk_subject *subject,
	      struct err *err)
{
	struct paper_head head = {.format = desk->format, .date = subject->date};
	int r;

	find_issuer(desk, &head, subject->row);
	r = find_style(desk, &head, err);
	if (r < 0)
		return r;
	head.partner = desk_upper(desk, desk->wish.partner);
	if (desk->wish.number && *desk->wish.number)
		head.number = desk->wish.number;
	else if (subject->type)
		head.symbol = arena_printf(&desk->arena, "%s%s",
					   head.style == PAPER_DOAN ? "-" : "/", subject->type);
	head.copies = copies_of(desk, &head, subject);
	*ret = head;
	return 0;
}

void desk_sign(struct desk *desk, struct paper_head *head)
{
	const char *const bodies[] = {head->issuer, head->partner};

	for (size_t i = 0; i < ARRAY_LEN(bodies); i++)
		head->signers[i].role =
			head->style == PAPER_JOINT && bodies[i]
				? arena_printf(&desk->arena, N_("ĐẠI DIỆN\n%s"), bodies[i])
				: N_("ĐẠI DIỆN ĐƠN VỊ");
}
