/* The codes that certificates bear: made by chance, read back whoever types them, looked up. */
#include "contest_priv.h"
#include "course_priv.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

/* Without 0 O 1 I L, as in tags; their number is prime, so that the check sees any one wrong letter
 * and any two that changed places. */
static const char letters[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
#define LETTERS ((unsigned)sizeof(letters) - 1)
#define CODE_LEN (AWARD_CODE_MAX - 1)
#define DRAWN (CODE_LEN - 1)

static void draw(char *ret, size_t count)
{
	uint64_t random;

	if (getrandom(&random, sizeof(random), 0) != (ssize_t)sizeof(random)) {
		fputs(_("hotroit: không lấy được số ngẫu nhiên từ hệ thống\n"), stderr);
		exit(EXIT_IO);
	}
	for (size_t i = 0; i < count; i++, random /= LETTERS)
		ret[i] = letters[random % LETTERS];
	ret[count] = '\0';
}

static char check_letter(const char *code)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < DRAWN; i++)
		sum += (i + 2) * (unsigned)(strchr(letters, code[i]) - letters);
	return letters[(LETTERS - sum % LETTERS) % LETTERS];
}

void flow_award_code(char ret[AWARD_CODE_MAX])
{
	draw(ret, DRAWN);
	ret[DRAWN] = check_letter(ret);
	ret[CODE_LEN] = '\0';
}

bool flow_award_read(const char *typed, char ret[AWARD_CODE_MAX])
{
	char code[AWARD_CODE_MAX];
	size_t len = 0;

	typed += strspn(typed, " ");
	if (strncasecmp(typed, EXPORT_QR_PREFIX, strlen(EXPORT_QR_PREFIX)) == 0)
		typed += strlen(EXPORT_QR_PREFIX);
	for (; *typed; typed++) {
		char letter = (char)toupper((unsigned char)*typed);

		if (letter == ' ' || letter == '-')
			continue;
		if (!strchr(letters, letter) || len == CODE_LEN)
			return false;
		code[len++] = letter;
	}
	if (len != CODE_LEN || code[DRAWN] != check_letter(code))
		return false;
	code[CODE_LEN] = '\0';
	memcpy(ret, code, sizeof(code));
	return true;
}

void contest_blind(const struct contest_book *book, char ret[CONTEST_BLIND_MAX])
{
	bool is_taken;

	do {
		draw(ret, CONTEST_BLIND_MAX - 1);
		is_taken = false;
		for (size_t i = 0; i < book->entries.count; i++)
			is_taken |= str_eq(row_get(&book->entries.list[i], "blind"), ret);
	} while (is_taken);
}

/* ---- looking one up ------------------------------------------------------------------------ */

static void tell(struct buf *ret, struct store *store, const char *label, const struct row *row,
		 const char *field)
{
	AUTO(buf_done) struct buf text = {0};
	const char *value = row_get(row, field);

	if (!value)
		return;
	store_show_value(store, record_field_find(row->kind, field), value, &text);
	buf_printf(ret, "%s: %s\n", label, buf_text(&text));
}

/* Whose it is: only for who may see that. */
static void tell_holders(struct buf *ret, struct store *store, struct arena *arena,
			 const char *entry)
{
	struct row *people = NULL;
	size_t count = 0;
	struct err err;

	if (!entry || row_list(&people, &count, store, arena, "entrant", "entry", entry, &err) < 0)
		return;
	for (size_t i = 0; i < count; i++)
		tell(ret, store, _("Trao cho"), &people[i], "name");
}

static int tell_prize(struct buf *ret, struct store *store, struct arena *arena,
		      const struct row *prize, struct err *err)
{
	bool holds = str_eq(row_get(prize, "state"), "awarded");
	struct row contest = {0}, entry = {0};
	int r = row_read(&contest, store, arena, "contest", row_get(prize, "contest"), err);

	if (r == 0 && row_get(prize, "entry"))
		r = row_read(&entry, store, arena, "entry", row_get(prize, "entry"), err);
	if (r < 0)
		return r;
	buf_printf(ret, holds ? _("Mã %s: giấy chứng nhận có hiệu lực\n")
			      : _("Mã %s: giấy chứng nhận KHÔNG còn hiệu lực\n"),
		   row_get(prize, "code"));
	tell(ret, store, _("Giải"), prize, "rank");
	tell(ret, store, _("Bảng"), prize, "division");
	tell(ret, store, _("Cuộc thi"), &contest, "name");
	tell_holders(ret, store, arena, row_get(prize, "entry"));
	tell(ret, store, _("Đơn vị"), entry.kind ? &entry : prize, "unit");
	tell(ret, store, _("Trao lúc"), prize, "awarded_at");
	tell(ret, store, _("Số vào sổ"), prize, "number");
	return 0;
}

int flow_award_verify(struct store *store, const char *typed, struct buf *ret, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	struct row *prizes = NULL;
	char code[AWARD_CODE_MAX];
	size_t count = 0;
	int r;

	if (!flow_award_read(typed, code))
		return err_set(err, EINVAL,
			       _("«%.20s»: không phải mã tra cứu; mã có 10 chữ và số, gõ lại"),
			       typed);
	r = row_list(&prizes, &count, store, &arena, "prize", "code", code, err);
	if (r == 0 && !count)
		return flow_course_verify(store, code, ret, err);
	return r < 0 ? r : tell_prize(ret, store, &arena, &prizes[count - 1], err);
}
