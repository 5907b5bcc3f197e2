/*
 * Telex and VNI. A word is always composed anew from all the keys pressed for it, so nothing is
 * remembered that the keys do not say, and a word that turns out not to be Vietnamese is given back
 * as it was typed.
 */
#include "syllable_priv.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum effect { EFFECT_NONE, EFFECT_MARK, EFFECT_TONE };

struct draft {
	struct syllable syllable;
	/* A mark was set from afar ("nguoiw") or a lone w stands for ư: only a whole syllable shows
	 * that it was meant, or else "data" would be "dât". */
	bool is_guess;
};

struct typing {
	struct draft draft;
	struct draft before; /* the last key, when that set a mark or a tone */
	enum effect last; /* what it did */
	char last_key; /* in lower case */
	bool is_undone, marks_off, tones_off; /* a repeated key means the letter itself */
	bool is_foreign;
};

static struct letter plain_letter(char key)
{
	return (struct letter){.base = (char)tolower((unsigned char)key),
			       .is_upper = isupper((unsigned char)key) != 0};
}

static void add_letter(struct typing *typing, struct letter letter)
{
	struct syllable *syllable = &typing->draft.syllable;

	if (syllable->count == SYLLABLE_MAX)
		typing->is_foreign = true;
	else
		syllable->letters[syllable->count++] = letter;
}

/* "thuơng" and "thưong" are meant as "thương"; "thuở" and "quơ" are not. */
static void complete_uo(struct syllable *syllable)
{
	struct letter *letters = syllable->letters;

	for (size_t i = 0; i + 2 < syllable->count; i++) {
		bool is_u = letters[i].base == 'u' && !syllable_is_qu(syllable, i);
		bool is_o = letters[i + 1].base == 'o';

		if (is_u && is_o && letters[i].mark != letters[i + 1].mark &&
		    (letters[i].mark == MARK_HORN || letters[i + 1].mark == MARK_HORN))
			letters[i].mark = letters[i + 1].mark = MARK_HORN;
	}
}

/* "ĐT", "SĐT", "QĐ": consonants with a đ among them. */
static bool is_abbreviation(const struct syllable *syllable)
{
	bool has_stroke = false;

	for (size_t i = 0; i < syllable->count; i++) {
		const struct letter *letter = &syllable->letters[i];

		if (letter_is_vowel(letter) || !isalpha((unsigned char)letter->base))
			return false;
		has_stroke |= letter->mark == MARK_STROKE;
	}
	return has_stroke;
}

static enum syllable_fit draft_fit(const struct draft *draft)
{
	if (!draft->is_guess && is_abbreviation(&draft->syllable))
		return SYLLABLE_WHOLE;
	return syllable_fit(&draft->syllable);
}

/* Takes TRIED for the draft if it can be Vietnamese. */
static bool accept(struct typing *typing, struct draft *tried, enum effect effect)
{
	complete_uo(&tried->syllable);
	if (draft_fit(tried) == SYLLABLE_NONE)
		return false;
	typing->before = typing->draft;
	typing->draft = *tried;
	typing->last = effect;
	return true;
}

/* ---- what a key may do ----------------------------------------------------------------------- */

static bool set_tone(struct typing *typing, enum tone tone)
{
	struct draft tried = typing->draft;
	bool has_vowel = false;

	for (size_t i = 0; i < tried.syllable.count; i++)
		has_vowel |= letter_is_vowel(&tried.syllable.letters[i]);
	if (typing->tones_off || !has_vowel || tried.syllable.tone == tone)
		return false;
	tried.syllable.tone = tone;
	return accept(typing, &tried, EFFECT_TONE);
}

/* Sets MARK on the last of the letters BASES that then makes sense. NEAR: what counts as typed
 * right behind its letter; farther letters only make a guess. */
static bool set_mark(struct typing *typing, const char *bases, enum mark mark, size_t near)
{
	size_t count = typing->draft.syllable.count;

	for (size_t i = count; i-- > 0 && !typing->marks_off;) {
		struct draft tried = typing->draft;
		struct letter *letter = &tried.syllable.letters[i];

		if (!strchr(bases, letter->base) || letter->mark == mark)
			continue;
		letter->mark = mark;
		tried.is_guess |= count - i > near;
		if (accept(typing, &tried, EFFECT_MARK))
			return true;
	}
	return false;
}

static bool set_lone_horn(struct typing *typing, char key)
{
	struct draft tried = typing->draft;
	struct letter letter = plain_letter(key);

	for (size_t i = 0; i < tried.syllable.count; i++)
		if (letter_is_vowel(&tried.syllable.letters[i]))
			return false;
	if (typing->marks_off || tried.syllable.count == SYLLABLE_MAX)
		return false;
	letter.base = 'u';
	letter.mark = MARK_HORN;
	tried.syllable.letters[tried.syllable.count++] = letter;
	tried.is_guess = true;
	return accept(typing, &tried, EFFECT_MARK);
}

static bool set_by_telex(struct typing *typing, char key)
{
	static const char tones[] = {[TONE_GRAVE] = 'f', [TONE_HOOK] = 'r', [TONE_TILDE] = 'x',
				     [TONE_ACUTE] = 's', [TONE_DOT] = 'j',  [TONE_LEVEL] = 'z'};
	char lower = (char)tolower((unsigned char)key);
	const char base[] = {lower, '\0'};

	for (size_t i = 0; i < ARRAY_LEN(tones); i++)
		if (tones[i] == lower)
			return set_tone(typing, (enum tone)i);
	switch (lower) {
	case 'a':
	case 'e':
	case 'o':
		return set_mark(typing, base, MARK_HAT, 1);
	case 'd':
		return set_mark(typing, base, MARK_STROKE, 1);
	case 'w':
		/* In "uow" the u is meant as well. */
		return set_mark(typing, "a", MARK_BREVE, 1) ||
		       set_mark(typing, "ou", MARK_HORN, 2) || set_lone_horn(typing, key);
	default:
		return false;
	}
}

static bool set_by_vni(struct typing *typing, char key)
{
	static const enum tone tones[] = {TONE_LEVEL, TONE_ACUTE, TONE_GRAVE,
					  TONE_HOOK,  TONE_TILDE, TONE_DOT};
	size_t all = SYLLABLE_MAX;

	if (key >= '0' && key <= '5')
		return set_tone(typing, tones[key - '0']);
	switch (key) {
	case '6':
		return set_mark(typing, "aeo", MARK_HAT, all);
	case '7':
		return set_mark(typing, "ou", MARK_HORN, all);
	case '8':
		return set_mark(typing, "a", MARK_BREVE, all);
	case '9':
		return set_mark(typing, "d", MARK_STROKE, all);
	default:
		return false;
	}
}

/* "A51", "A12": nobody gives a word two tones in one breath, but models have such numbers. */
static bool is_number(const struct typing *typing, enum typing_method method, char key)
{
	return method == TYPING_VNI && typing->last == EFFECT_TONE && strchr("12345", key) != NULL;
}

static void press(struct typing *typing, enum typing_method method, char key)
{
	char lower = (char)tolower((unsigned char)key);
	bool is_set;

	if (typing->last != EFFECT_NONE && lower == typing->last_key) {
		typing->draft = typing->before;
		typing->marks_off |= typing->last == EFFECT_MARK;
		typing->tones_off |= typing->last == EFFECT_TONE;
		typing->is_undone = true;
		typing->last = EFFECT_NONE;
		add_letter(typing, plain_letter(key));
		return;
	}
	typing->is_foreign |= is_number(typing, method, key);
	typing->last = EFFECT_NONE;
	typing->last_key = lower;
	is_set = method == TYPING_TELEX ? set_by_telex(typing, key) : set_by_vni(typing, key);
	if (is_set)
		return;
	add_letter(typing, plain_letter(key));
	if (!typing->marks_off)
		complete_uo(&typing->draft.syllable);
}

/* What is typed at a bench more often than the words it would make. */
static bool is_known(enum typing_method method, const char *keys)
{
	static const char *const telex[] = {"hdd",     "fdd",   "ddr",  "test",     "office",
					    "offline", "error", "pass", "password", NULL};
	static const char *const vni[] = {"i3", "i5", NULL};
	const char *const *known = method == TYPING_TELEX ? telex : vni;

	while (*known && strcasecmp(*known, keys) != 0)
		known++;
	return *known;
}

void typing_compose(struct buf *ret, enum typing_method method, const char *keys, bool is_ended)
{
	struct typing typing = {0};
	enum syllable_fit least;

	for (const char *key = keys; *key && !typing.is_foreign; key++) {
		typing.is_foreign = method == TYPING_OFF || !isalnum((unsigned char)*key);
		if (!typing.is_foreign)
			press(&typing, method, *key);
	}
	least = is_ended || typing.draft.is_guess ? SYLLABLE_WHOLE : SYLLABLE_BEGUN;
	if (typing.is_foreign || is_known(method, keys) ||
	    (!typing.is_undone && draft_fit(&typing.draft) < least))
		buf_add_str(ret, keys);
	else
		syllable_print(ret, &typing.draft.syllable);
}

/* ---- back to keys ---------------------------------------------------------------------------- */

static const char *mark_key(enum typing_method method, const struct letter *letter)
{
	static const char *const telex[] = {
		[MARK_NONE] = "", [MARK_BREVE] = "w", [MARK_HORN] = "w", [MARK_STROKE] = "d"};
	static const char *const vni[] = {[MARK_NONE] = "",
					  [MARK_HAT] = "6",
					  [MARK_BREVE] = "8",
					  [MARK_HORN] = "7",
					  [MARK_STROKE] = "9"};

	if (method == TYPING_VNI)
		return vni[letter->mark];
	if (letter->mark == MARK_HAT)
		return letter->base == 'a' ? "a" : letter->base == 'e' ? "e" : "o";
	return telex[letter->mark];
}

bool typing_keys(struct buf *ret, enum typing_method method, const char *word)
{
	static const char *const tones[] = {"", "fz2", "rz3", "xz4", "sz1", "jz5"};
	AUTO(buf_done) struct buf keys = {0}, again = {0};
	struct syllable syllable;

	if (method == TYPING_OFF || !syllable_read(&syllable, word))
		return false;
	for (size_t i = 0; i < syllable.count; i++) {
		const struct letter *letter = &syllable.letters[i];

		buf_add_char(&keys, letter->is_upper ? (char)toupper((unsigned char)letter->base)
						     : letter->base);
		buf_add_str(&keys, mark_key(method, letter));
	}
	if (syllable.tone)
		buf_add_char(&keys, tones[syllable.tone][method == TYPING_TELEX ? 0 : 2]);
	typing_compose(&again, method, buf_text(&keys), false);
	if (!str_eq(buf_text(&again), word))
		return false;
	buf_add(ret, keys.data, keys.len);
	return true;
}

/* ---- the word at the cursor ------------------------------------------------------------------ */

/* Bytes of the letters and digits that HEAD ends with. */
static size_t run_len(const char *head, size_t len)
{
	size_t at = len;

	while (at && ((head[at - 1] & 0x80) || isalnum((unsigned char)head[at - 1])))
		at--;
	return len - at;
}

/* Takes over the word that stands before the cursor already, to go on with it. */
static void take_word(struct typing_word *word, enum typing_method method, const char *head,
		      size_t len)
{
	AUTO(buf_done) struct buf text = {0}, keys = {0};
	size_t run = run_len(head, len);

	buf_add(&text, head + len - run, run);
	word->is_literal = run && (!typing_keys(&keys, method, buf_text(&text)) ||
				   keys.len >= TYPING_KEYS_MAX);
	if (word->is_literal || !run)
		return;
	memcpy(word->keys, keys.data, keys.len + 1);
	word->shown = run;
}

size_t typing_end(struct typing_word *word, enum typing_method method, struct buf *ret)
{
	size_t shown = word->shown;

	if (shown)
		typing_compose(ret, method, word->keys, true);
	*word = (struct typing_word){0};
	return shown;
}

/* Capitals with a digit behind them are the code on a label, "UW9PS6B", as a scanner types it. */
static bool is_code(const char *keys)
{
	size_t count = strlen(keys);

	for (size_t i = 0; i < count; i++)
		if (!isupper((unsigned char)keys[i]))
			return false;
	return count > 1;
}

static size_t give_back(struct typing_word *word, struct buf *ret)
{
	size_t shown = word->shown;

	buf_add_str(ret, word->keys);
	*word = (struct typing_word){0};
	return shown;
}

size_t typing_press(struct typing_word *word, enum typing_method method, const char *head,
		    size_t len, char key, struct buf *ret)
{
	size_t count, shown, start = ret->len;

	if (!isalnum((unsigned char)key)) {
		shown = typing_end(word, method, ret);
		buf_add_char(ret, key);
		return shown;
	}
	if (!*word->keys && !word->is_literal)
		take_word(word, method, head, len);
	count = strlen(word->keys);
	/* "lớp5": in Telex a digit ends the word. */
	if (isdigit((unsigned char)key) && (!count || method == TYPING_TELEX)) {
		shown = is_code(word->keys) ? give_back(word, ret)
					    : typing_end(word, method, ret);
		word->is_literal = true;
		buf_add_char(ret, key);
		return shown;
	}
	if (word->is_literal || count + 1 >= TYPING_KEYS_MAX) {
		*word = (struct typing_word){.is_literal = true};
		buf_add_char(ret, key);
		return 0;
	}
	word->keys[count] = key;
	word->keys[count + 1] = '\0';
	shown = word->shown;
	typing_compose(ret, method, word->keys, false);
	word->shown = ret->len - start;
	return shown;
}
