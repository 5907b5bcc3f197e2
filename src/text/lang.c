/* The user's language and terminal: Vietnamese in the source, English by gettext. */
#include "text.h"

#include <langinfo.h>
#include <limits.h>
#include <locale.h>
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

void text_start(const char *wanted)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG", NULL};
	const char *ctype = first_of(names);
	char catalogs[PATH_MAX];

	current_lang = choose_lang(wanted);
	current_output = TEXT_UTF8;
	if (setlocale(LC_CTYPE, "") && strcmp(nl_langinfo(CODESET), "UTF-8") != 0 &&
	    strcmp(ctype, "") != 0 && strcmp(ctype, "C") != 0 && strcmp(ctype, "POSIX") != 0) {
		current_output = TEXT_ASCII;
		strncpy(current_codeset, nl_langinfo(CODESET), sizeof(current_codeset) - 1);
	} else if (strchr(ctype, '.') && !strcasestr(ctype, "utf")) {
		/* A locale that names another code set but is not installed here. */
		current_output = TEXT_ASCII;
		strncpy(current_codeset, strchr(ctype, '.') + 1, sizeof(current_codeset) - 1);
	}
	/* Debian always has C.UTF-8: letters are measured and translated the same everywhere. */
	setlocale(LC_CTYPE, "C.UTF-8");
	setlocale(LC_MESSAGES, "C.UTF-8");
	setenv("LANGUAGE", current_lang == TEXT_EN ? "en" : "vi", 1);
	if (path_beside("../share/locale", catalogs, sizeof(catalogs)) == 0)
		bindtextdomain("hotroit", catalogs);
	bind_textdomain_codeset("hotroit", "UTF-8");
	textdomain("hotroit");
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
