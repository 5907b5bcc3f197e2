/*
 * Which letters make a Vietnamese syllable: a first consonant, a rime, a tone that the rime can
 * bear. Besides the words of the language the tables know the spellings of the names of the
 * Highlands (Đắk Lắk, Krông Búk, Kpă, Niê, Mlô).
 */
#include "syllable_priv.h"

#include <ctype.h>
#include <string.h>
#include <utf8proc.h>

/* The longest that fits is not always the right one: "gì" is g + i, "gia" is gi + a. */
static const struct {
	const char *letters;
	const char *never_before; /* first letters of a rime, without marks */
} initials[] = {
	{"", ""},       {"b", ""},  {"c", "eiy"},   {"ch", ""},  {"d", ""},     {"đ", ""},
	{"g", "e"},     {"h", ""},  {"gh", "aouy"}, {"gi", "i"}, {"k", ""},     {"kh", ""},
	{"l", ""},      {"m", ""},  {"n", ""},      {"nh", ""},  {"ng", "eiy"}, {"p", ""},
	{"ngh", "aou"}, {"ph", ""}, {"qu", "u"},    {"r", ""},   {"s", ""},     {"t", ""},
	{"th", ""},     {"tr", ""}, {"v", ""},      {"x", ""},   {"br", ""},    {"kl", ""},
	{"kp", ""},     {"kr", ""}, {"ml", ""},
};

static const char *const rimes[] = {
	"a",    "ac",   "ach",  "ai",   "am",  "an",   "ang",  "anh",  "ao",  "ap",   "at",
	"au",   "ay",   "ă",    "ăc",   "ăk",  "ăm",   "ăn",   "ăng",  "ăp",  "ăt",   "âc",
	"âm",   "ân",   "âng",  "âp",   "ât",  "âu",   "ây",   "e",    "ec",  "em",   "en",
	"eng",  "eo",   "ep",   "et",   "ê",   "êch",  "êm",   "ên",   "ênh", "êp",   "êt",
	"êu",   "i",    "ia",   "ich",  "im",  "in",   "inh",  "ip",   "it",  "iu",   "iê",
	"iêc",  "iêm",  "iên",  "iêng", "iêp", "iêt",  "iêu",  "o",    "oc",  "oi",   "ok",
	"om",   "on",   "ong",  "op",   "ot",  "oa",   "oac",  "oach", "oai", "oam",  "oan",
	"oang", "oanh", "oao",  "oap",  "oat", "oay",  "oăc",  "oăm",  "oăn", "oăng", "oăp",
	"oăt",  "oe",   "oem",  "oen",  "oeo", "oet",  "ooc",  "oong", "ô",   "ôc",   "ôi",
	"ôm",   "ôn",   "ông",  "ôp",   "ôt",  "ơ",    "ơi",   "ơm",   "ơn",  "ơng",  "ơp",
	"ơt",   "u",    "ua",   "uc",   "ui",  "uk",   "um",   "un",   "ung", "up",   "ut",
	"uân",  "uâng", "uât",  "uây",  "uê",  "uêch", "uên",  "uênh", "uêu", "uơ",   "uôc",
	"uôi",  "uôm",  "uôn",  "uông", "uôt", "uy",   "uya",  "uych", "uyn", "uynh", "uyp",
	"uyt",  "uyu",  "uyên", "uyêt", "ư",   "ưa",   "ưc",   "ưi",   "ưm",  "ưn",   "ưng",
	"ưt",   "ưu",   "ươc",  "ươi",  "ươm", "ươn",  "ương", "ươp",  "ươt", "ươu",  "y",
	"ych",  "yn",   "ynh",  "yt",   "yêm", "yên",  "yêng", "yêt",  "yêu",
};

/* ---- letters --------------------------------------------------------------------------------- */

static const struct {
	utf8proc_int32_t sign;
	enum mark mark;
} mark_signs[] = {{0x302, MARK_HAT}, {0x306, MARK_BREVE}, {0x31b, MARK_HORN}};

static const utf8proc_int32_t tone_signs[] = {
	[TONE_LEVEL] = 0,     [TONE_GRAVE] = 0x300, [TONE_HOOK] = 0x309,
	[TONE_TILDE] = 0x303, [TONE_ACUTE] = 0x301, [TONE_DOT] = 0x323,
};

static bool take_sign(utf8proc_int32_t sign, struct letter *letter, enum tone *tone)
{
	for (size_t i = 0; i < ARRAY_LEN(mark_signs); i++)
		if (mark_signs[i].sign == sign && letter->mark == MARK_NONE) {
			letter->mark = mark_signs[i].mark;
			return true;
		}
	for (size_t i = TONE_GRAVE; i < ARRAY_LEN(tone_signs); i++)
		if (tone_signs[i] == sign && *tone == TONE_LEVEL) {
			*tone = (enum tone)i;
			return true;
		}
	return false;
}

size_t letter_read(const char *text, struct letter *ret_letter, enum tone *ret_tone)
{
	utf8proc_int32_t code, parts[8];
	utf8proc_ssize_t len, count;
	struct letter letter = {0};
	enum tone tone = TONE_LEVEL;
	bool is_ours, is_ascii = (unsigned char)*text < 0x80;

	*ret_tone = tone;
	if (is_ascii) {
		letter.base = (char)tolower(*text);
		letter.is_upper = isupper(*text);
	}
	*ret_letter = letter;
	if (is_ascii)
		return *text != '\0';
	len = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &code);
	if (len <= 0)
		return 1;
	if (code == 0x110 || code == 0x111) {
		letter.mark = MARK_STROKE;
		code = code == 0x110 ? 'D' : 'd';
	}
	count = utf8proc_decompose_char(code, parts, ARRAY_LEN(parts), UTF8PROC_DECOMPOSE, NULL);
	is_ours = count > 0 && count <= (utf8proc_ssize_t)ARRAY_LEN(parts) && parts[0] < 0x80;
	for (utf8proc_ssize_t i = 1; is_ours && i < count; i++)
		is_ours = take_sign(parts[i], &letter, &tone);
	letter.base = is_ours ? (char)tolower((int)parts[0]) : '\0';
	letter.is_upper = is_ours && isupper((int)parts[0]);
	*ret_letter = letter;
	*ret_tone = tone;
	return (size_t)len;
}

bool text_is_vietnamese(const char *text)
{
	struct letter letter;
	enum tone tone = TONE_LEVEL;
	utf8proc_int32_t code;

	letter_read(text, &letter, &tone);
	if (letter.base)
		return letter.mark || tone;
	letter.mark = MARK_NONE;
	return utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &code) > 0 &&
	       take_sign(code, &letter, &tone);
}

bool syllable_read(struct syllable *ret, const char *word)
{
	struct syllable syllable = {0};
	struct letter letter;
	enum tone tone;
	size_t len;

	while ((len = letter_read(word, &letter, &tone))) {
		if (!isalpha((unsigned char)letter.base) || syllable.count == SYLLABLE_MAX ||
		    (tone && syllable.tone))
			return false;
		syllable.letters[syllable.count++] = letter;
		syllable.tone = tone ? tone : syllable.tone;
		word += len;
	}
	*ret = syllable;
	return true;
}

bool letter_is_vowel(const struct letter *letter)
{
	return letter->base && strchr("aeiouy", letter->base);
}

bool syllable_is_qu(const struct syllable *syllable, size_t index)
{
	return index == 1 && syllable->letters[0].base == 'q' && syllable->letters[1].base == 'u';
}

/* ---- printing -------------------------------------------------------------------------------- */

/* The vowels that bear the tone: without the "u" of "qu", and the "i" of "gi" before another. */
static size_t first_vowel(const struct syllable *syllable)
{
	const struct letter *letters = syllable->letters;
	size_t at = 0;

	while (at < syllable->count && !letter_is_vowel(&letters[at]))
		at++;
	if (syllable_is_qu(syllable, at) ||
	    (at == 1 && letters[0].base == 'g' && letters[1].base == 'i'))
		if (at + 1 < syllable->count && letter_is_vowel(&letters[at + 1]))
			at++;
	return at;
}

/* The letter that bears the tone: the last one with a mark; the middle one of three vowels; of two
 * the second where a consonant follows, else the first. */
static size_t tone_place(const struct syllable *syllable)
{
	size_t first = first_vowel(syllable), end = first, marked = SYLLABLE_MAX;

	for (; end < syllable->count && letter_is_vowel(&syllable->letters[end]); end++)
		if (syllable->letters[end].mark)
			marked = end;
	if (marked < SYLLABLE_MAX)
		return marked;
	return end - first > 2 || (end - first == 2 && end < syllable->count) ? first + 1 : first;
}

static void print_sign(struct buf *ret, utf8proc_int32_t sign)
{
	utf8proc_uint8_t bytes[4];

	buf_add(ret, bytes, (size_t)utf8proc_encode_char(sign, bytes));
}

static void print_letter(struct buf *ret, const struct letter *letter)
{
	if (letter->mark == MARK_STROKE)
		buf_add_str(ret, letter->is_upper ? "Đ" : "đ");
	else
		buf_add_char(ret, letter->is_upper ? (char)toupper((unsigned char)letter->base)
						   : letter->base);
	for (size_t i = 0; i < ARRAY_LEN(mark_signs); i++)
		if (mark_signs[i].mark == letter->mark)
			print_sign(ret, mark_signs[i].sign);
}

void syllable_print(struct buf *ret, const struct syllable *syllable)
{
	AUTO(buf_done) struct buf parts = {0};
	size_t place = tone_place(syllable);

	for (size_t i = 0; i < syllable->count; i++) {
		print_letter(&parts, &syllable->letters[i]);
		if (i == place && syllable->tone)
			print_sign(&parts, tone_signs[syllable->tone]);
	}
	text_nfc(ret, buf_text(&parts));
}

/* ---- what fits ------------------------------------------------------------------------------- */

/* Does LETTER stand for WANTED, or could it still become that by a mark? */
static bool is_like(const struct letter *letter, const struct letter *wanted, bool *is_exact)
{
	if (letter->base != wanted->base)
		return false;
	*is_exact &= letter->mark == wanted->mark;
	return letter->mark == wanted->mark || letter->mark == MARK_NONE;
}

/* How far LETTERS go along TEXT: the letters matched; *ret_left the rest of TEXT. */
static size_t match(const struct letter *letters, size_t count, const char *text, bool *is_exact,
		    const char **ret_left)
{
	struct letter wanted;
	enum tone tone;
	size_t matched = 0;

	for (; matched < count && *text; matched++) {
		size_t len = letter_read(text, &wanted, &tone);

		if (!is_like(&letters[matched], &wanted, is_exact))
			break;
		text += len;
	}
	*ret_left = text;
	return matched;
}

/* A rime that ends short (c, ch, p, t) bears only sắc and nặng. */
static bool ends_short(const struct letter *rime, size_t count)
{
	size_t at = 0;

	while (at < count && letter_is_vowel(&rime[at]))
		at++;
	return at < count && strchr("cpt", rime[at].base);
}

static enum syllable_fit rime_fit(const struct letter *rime, size_t count, enum tone tone)
{
	enum syllable_fit best = SYLLABLE_NONE;
	bool is_short = ends_short(rime, count);

	if (is_short && tone != TONE_LEVEL && tone != TONE_ACUTE && tone != TONE_DOT)
		return SYLLABLE_NONE;
	for (size_t i = 0; i < ARRAY_LEN(rimes) && best != SYLLABLE_WHOLE; i++) {
		bool is_exact = true;
		const char *left;

		if (match(rime, count, rimes[i], &is_exact, &left) < count)
			continue;
		best = is_exact && !*left && !(is_short && !tone) ? SYLLABLE_WHOLE : SYLLABLE_BEGUN;
	}
	return best;
}

enum syllable_fit syllable_fit(const struct syllable *syllable)
{
	enum syllable_fit best = SYLLABLE_NONE;

	for (size_t i = 0; i < ARRAY_LEN(initials) && best != SYLLABLE_WHOLE; i++) {
		const char *left;
		bool is_exact = true;
		size_t at = match(syllable->letters, syllable->count, initials[i].letters,
				  &is_exact, &left);
		enum syllable_fit fit;

		if (at == syllable->count)
			fit = SYLLABLE_BEGUN;
		else if (*left || strchr(initials[i].never_before, syllable->letters[at].base))
			continue;
		else
			fit = rime_fit(syllable->letters + at, syllable->count - at,
				       syllable->tone);
		if (fit == SYLLABLE_WHOLE && !is_exact)
			fit = SYLLABLE_BEGUN;
		if (fit > best)
			best = fit;
	}
	return best;
}
