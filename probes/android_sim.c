/*
 * The SIMs and the memory card that were left in the phone, and whether it takes those of one
 * operator alone. Their numbers are not asked for.
 */
#include "android_priv.h"

#include <string.h>

#define SLOTS_MAX 4
#define CARD_MAJOR "179," /* of block devices: where Linux puts SD cards */

enum slot_state {
	SLOT_UNKNOWN,
	SLOT_READY,
	SLOT_PIN,
	SLOT_PUK,
	SLOT_LOCKED,
	SLOT_BAD,
	SLOT_ABSENT,
};

struct sim_slots {
	enum slot_state states[SLOTS_MAX];
	char operators[SLOTS_MAX][8]; /* MCC and MNC; "" not told */
	size_t count;
};

static const char *const words[] = {[SLOT_READY] = "ready", [SLOT_PIN] = "pin", [SLOT_PUK] = "puk",
				    [SLOT_LOCKED] = "locked", [SLOT_BAD] = "bad"};

static enum slot_state slot_state(const char *word)
{
	static const struct {
		const char *word;
		enum slot_state state;
	} table[] = {
		{"READY", SLOT_READY},          {"LOADED", SLOT_READY},
		{"IMSI", SLOT_READY},           {"PIN_REQUIRED", SLOT_PIN},
		{"PUK_REQUIRED", SLOT_PUK},     {"NETWORK_LOCKED", SLOT_LOCKED},
		{"PERSO_LOCKED", SLOT_LOCKED},  {"CARD_IO_ERROR", SLOT_BAD},
		{"PERM_DISABLED", SLOT_BAD},    {"CARD_RESTRICTED", SLOT_BAD},
		{"ABSENT", SLOT_ABSENT},
	};

	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (str_eq(table[i].word, word))
			return table[i].state;
	return SLOT_UNKNOWN;
}

static void read_slots(const struct android *android, struct sim_slots *ret)
{
	char text[ANDROID_VALUE_MAX], *rest = text, *word;
	size_t slot = 0;

	if (!android_prop(android->prop, "gsm.sim.state", text, sizeof(text)))
		return;
	while ((word = strsep(&rest, ",")) && ret->count < SLOTS_MAX)
		ret->states[ret->count++] = slot_state(str_trim(word));
	rest = text;
	if (!android_prop(android->prop, "gsm.sim.operator.numeric", text, sizeof(text)))
		return;
	for (; (word = strsep(&rest, ",")) && slot < ret->count; slot++) {
		size_t len;

		word = str_trim(word);
		len = strlen(word);
		if ((len == 5 || len == 6) && strspn(word, "0123456789") == len)
			memcpy(ret->operators[slot], word, len + 1);
	}
}

static size_t count_in(const struct sim_slots *slots, enum slot_state state)
{
	size_t count = 0;

	for (size_t i = 0; i < slots->count; i++)
		count += slots->states[i] == state;
	return count;
}

static void add_slots(struct facts *facts, const struct sim_slots *slots)
{
	size_t absent = count_in(slots, SLOT_ABSENT), unknown = count_in(slots, SLOT_UNKNOWN);
	size_t inside = slots->count - absent - unknown;

	for (size_t i = 0; i < slots->count; i++) {
		const char *key = facts_key(facts, "sim.%zu.state", i);

		if (slots->states[i] == SLOT_ABSENT)
			facts_absent(facts, key, _("không có SIM"));
		else if (slots->states[i] == SLOT_UNKNOWN)
			facts_unreadable(facts, key, _("máy không cho biết: mở khay SIM xem"));
		else
			facts_text(facts, key, words[slots->states[i]], "gsm.sim.state");
		if (*slots->operators[i])
			facts_text(facts, facts_key(facts, "sim.%zu.operator", i),
				   slots->operators[i], "gsm.sim.operator.numeric");
	}
	if (inside || (slots->count && !unknown))
		facts_int(facts, "sim.count", (int64_t)inside, "gsm.sim.state");
	else
		facts_unreadable(facts, "sim.count", _("máy không cho biết: mở khay SIM xem"));
}

/* Only two operators at once prove that it takes more than one: a locked phone works well with the
 * SIM of the operator that sold it. */
static bool takes_two_operators(const struct sim_slots *slots)
{
	const char *first = NULL;

	for (size_t i = 0; i < slots->count; i++) {
		if (slots->states[i] != SLOT_READY || !*slots->operators[i])
			continue;
		if (first && !str_eq(first, slots->operators[i]))
			return true;
		first = slots->operators[i];
	}
	return false;
}

static void add_lock(struct facts *facts, const struct sim_slots *slots)
{
	const char *why = _("máy không cho biết: lắp một SIM nhà mạng khác để thử");

	if (count_in(slots, SLOT_LOCKED)) {
		facts_text(facts, "lock.sim", "present", "gsm.sim.state");
		return;
	}
	if (takes_two_operators(slots)) {
		facts_text(facts, "lock.sim", "none", "gsm.sim.operator.numeric");
		return;
	}
	if (count_in(slots, SLOT_READY))
		why = _("máy nhận SIM đang lắp: lắp thêm SIM nhà mạng khác để thử");
	else if (slots->count && count_in(slots, SLOT_ABSENT) == slots->count)
		why = _("chưa có SIM trong máy: lắp một SIM nhà mạng khác để thử");
	facts_unreadable(facts, "lock.sim", why);
}

/* "sm list-volumes": only what hangs on the card reader has its number. */
static void read_card(const struct android *android)
{
	struct span volumes, line;
	char value[ANDROID_VALUE_MAX];
	bool any = false, card = false;

	if (!android_section(android->answer, "volumes", &volumes))
		return;
	while (android_line(&volumes, &line)) {
		const char *numbers;

		if (!android_field(line, "volume", value, sizeof(value)))
			continue;
		numbers = strchr(value, ':');
		any = true;
		card |= numbers && str_starts(numbers + 1, CARD_MAJOR);
	}
	if (any)
		facts_bool(android->facts, "card.present", card, "sm list-volumes");
	else
		facts_unreadable(android->facts, "card.present",
				 _("máy không cho biết: mở khay thẻ nhớ xem"));
}

void android_read_sims(const struct android *android)
{
	static const char *const keys[] = {"lock.sim", "sim.count"};
	struct sim_slots slots = {0};
	struct span features;

	read_card(android);
	if (!android->prop.len || !android_section(android->answer, "features", &features))
		return;
	if (memmem(features.data, features.len, "feature:", 8) &&
	    !android_feature(features, "android.hardware.telephony")) {
		for (size_t i = 0; i < ARRAY_LEN(keys); i++)
			facts_absent(android->facts, keys[i], _("máy không có mạng di động"));
		return;
	}
	read_slots(android, &slots);
	add_slots(android->facts, &slots);
	add_lock(android->facts, &slots);
}
