/* The user's language and terminal: Vietnamese in the source, English by gettext. */
#include "text.h"

#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum text_lang current_lang;
static enum text_output current_output;
static char current_codeset[32];

static const char *first_of(const char *const *names)
{
	for (; *names; names++) {
		const char *value = getenv(*names);

		if (value && *value)
			return value;
	}
	return "";
}

static enum text_lang choose_lang(const char *wanted)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG", NULL};
	const char *name = wanted ? wanted : first_of(names);

	return str_starts(name, "en") ? TEXT_EN : TEXT_VI;
}

/* The code set that the environment asks for; "" when it names none. */
static const char *wanted_codeset(void)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG", NULL};
	const char *name = first_of(names);
	const char *dot = strchr(name, '.');

	if (dot)
		return dot + 1;
	/* "vi_VN" alone: only the system knows what it stands for. */
	if (*name && strcmp(name, "C") != 0 && strcmp(name, "POSIX") != 0 &&
	    setlocale(LC_CTYPE, ""))
		return nl_langinfo(CODESET);
	return "";
}

/* Catalogues are only opened for English: Vietnamese is what the source says already, and a probe
 * should not pay for reading locales. */
static void open_catalog(void)
{
	char catalogs[PATH_MAX];

	setlocale(LC_CTYPE, "C.UTF-8");
	setlocale(LC_MESSAGES, "C.UTF-8");
	setenv("LANGUAGE", "en", 1);
	if (path_beside("../share/locale", catalogs, sizeof(catalogs)) == 0)
		bindtextdomain("hotroit", catalogs);
	bind_textdomain_codeset("hotroit", "UTF-8");
	textdomain("hotroit");
}

void text_start(const char *wanted)
{
	const char *codeset = wanted_codeset();

	current_lang = choose_lang(wanted);
	current_output = TEXT_UTF8;
	if (*codeset && !strcasestr(codeset, "utf-8") && !strcasestr(codeset, "utf8")) {
		current_output = TEXT_ASCII;
		snprintf(current_codeset, sizeof(current_codeset), "%s", codeset);
	}
	if (current_lang == TEXT_EN)
		open_catalog();
	else
		setlocale(LC_MESSAGES, "C");
}

const char *text_said(const char *text)
{
	return text && *text ? _(text) : text;
}

enum text_lang text_lang(void)
{
	return current_lang;
}

enum text_output text_output(void)
{
	return current_output;
}

const char *text_codeset(void)
{
	return current_codeset;
}
