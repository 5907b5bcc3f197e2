/* Asking about reports and machines on a terminal. */
#include "ask_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool ask_is_possible(void)
{
	return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

static int take_any(void *user, const struct record_kind *kind, const struct record *record)
{
	(void)user;
	(void)kind;
	(void)record;
	return 0;
}

int ask_check_named(struct store *store, const char *kind, const char *word, struct err *err)
{
	return word ? store_get(store, record_kind_find(kind), word, take_any, NULL, err) : 0;
}

static const char *prompt(enum stick_need need)
{
	switch (need) {
	case STICK_NEEDS_DEVICE:
		return _("Mã máy (Enter: để sau; -: không nhận): ");
	case STICK_NEEDS_WIPER:
		return _("Tên ngắn của người đã xoá (Enter: để sau; -: không nhận): ");
	case STICK_NEEDS_YES:
		return _("Gõ c: ghi vào sổ (Enter: để sau; -: không nhận): ");
	case STICK_NEEDS_MACHINE:
		return _("Mã trên tem (Enter: để sau; -: máy khác, chưa dán tem): ");
	case STICK_NEEDS_MENDING:
		break;
	}
	return _("Gõ c: thử lại (Enter: để sau; -: không nhận): ");
}

struct listing {
	struct store *store;
	struct buf *text;
};

/* "  REJWRXF · Laptop · Dell · Latitude E6410" */
static int add_guess(void *user, const struct record_kind *kind, const struct record *record)
{
	static const char *const names[] = {"tag",   "kind",	    "vendor",
					    "model", "received_at", "note"};
	struct listing *listing = user;
	const char *between = "  ";

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const char *value = record_value(kind, record, names[i]);

		if (!value)
			continue;
		buf_add_str(listing->text, between);
		store_show_value(listing->store, record_field_find(kind, names[i]), value,
				 listing->text);
		between = " · ";
	}
	buf_add_char(listing->text, '\n');
	return 0;
}

static void add_guesses(struct buf *ret, const struct stick_in *in,
			const struct stick_question *question)
{
	struct listing listing = {in->store, ret};

	for (size_t i = 0; i < question->guess_count; i++)
		if (store_get(in->store, record_kind_find("device"), question->guesses[i],
			      add_guess, &listing, NULL) < 0)
			log_debug("a device that was guessed is not there");
}

void ask_show(const struct stick_in *in, size_t i)
{
	const struct stick_question *question = stick_in_question(in, i);
	AUTO(buf_done) struct buf text = {0};

	if (!question)
		return;
	buf_printf(&text, "\n%s\n%s%s\n", question->name, buf_text(&question->report),
		   question->why);
	if (question->need == STICK_NEEDS_MACHINE)
		add_guesses(&text, in, question);
	buf_add_str(&text, prompt(question->need));
	(void)cli_out(&text);
}

static bool is_yes(const char *line)
{
	static const char *const words[] = {"c", "C", "y", "Y"};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_eq(line, words[i]))
			return true;
	return false;
}

/* A terminal hands out whole lines. */
static bool read_answer(char ret[STICK_ANSWER_MAX])
{
	ssize_t got;

	do
		got = read(STDIN_FILENO, ret, STICK_ANSWER_MAX - 1);
	while (got < 0 && errno == EINTR);
	if (got <= 0)
		return false;
	ret[got] = '\0';
	ret[strcspn(ret, "\r\n")] = '\0';
	return true;
}

bool ask_take(struct stick_in *in, size_t *i)
{
	const struct stick_question *question = stick_in_question(in, *i);
	bool needs_yes = question && (question->need == STICK_NEEDS_YES ||
				      question->need == STICK_NEEDS_MENDING);
	char line[STICK_ANSWER_MAX];
	struct err err;

	if (!read_answer(line))
		return false;
	if (!*line || (needs_yes && !str_eq(line, "-") && !is_yes(line)))
		*i += *line == '\0';
	else if (stick_in_answer(in, *i, str_eq(line, "-") ? NULL : line, &err) < 0)
		(void)cli_fail(&err);
	return true;
}

void ask_advise(struct buf *ret, const struct stick_in *in, size_t i, const char *path)
{
	const struct stick_question *question;

	for (; (question = stick_in_question(in, i)); i++) {
		if (question->need == STICK_NEEDS_YES)
			buf_printf(ret,
				   _("%s: trả lời ở bàn kiểm tra, hoặc chạy lại lệnh này trong "
				     "terminal\n"),
				   question->name);
		if (question->need == STICK_NEEDS_MACHINE)
			buf_printf(ret,
				   _("%s: hotroit same MÃ_TRÊN_TEM %s (khác máy: thêm --not)\n"),
				   question->name, question->tag);
		if (question->need != STICK_NEEDS_DEVICE && question->need != STICK_NEEDS_WIPER)
			continue;
		buf_printf(ret, "hotroit stick --report %s %s%s%s\n", question->name,
			   question->need == STICK_NEEDS_DEVICE ? _("--device-tag MÃ")
								: _("--wiped-by TÊN_NGẮN"),
			   path ? " " : "", path ? path : "");
	}
}
