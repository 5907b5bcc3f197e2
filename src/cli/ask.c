/* Asking about reports on a terminal. */
#include "ask_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool ask_is_possible(void)
{
	return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
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
	case STICK_NEEDS_MENDING:
		break;
	}
	return _("Gõ c: thử lại (Enter: để sau; -: không nhận): ");
}

void ask_show(const struct stick_in *in, size_t i)
{
	const struct stick_question *question = stick_in_question(in, i);
	AUTO(buf_done) struct buf text = {0};

	if (!question)
		return;
	buf_printf(&text, "\n%s\n%s%s\n%s", question->name, buf_text(&question->report),
		   question->why, prompt(question->need));
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
				   _("%s: trả lời ở bàn kiểm tra, hoặc chạy hotroit receive trong "
				     "terminal\n"),
				   question->name);
		if (question->need != STICK_NEEDS_DEVICE && question->need != STICK_NEEDS_WIPER)
			continue;
		buf_printf(ret, "hotroit stick --report %s %s%s%s\n", question->name,
			   question->need == STICK_NEEDS_DEVICE ? _("--device-tag MÃ")
								: _("--wiped-by TÊN_NGẮN"),
			   path ? " " : "", path ? path : "");
	}
}
