/* Facts: what a probe found on a device, what it could not look at, and how people read it. */
#ifndef HOTROIT_FACT_H
#define HOTROIT_FACT_H

#include "date.h"
#include "text.h"

enum fact_state {
	FACT_KNOWN,
	FACT_ABSENT, /* looked, and the device does not have it */
	FACT_UNREADABLE, /* could not look: the reason says why. Not zero, and never passes. */
};

enum fact_type { FACT_TEXT, FACT_INT, FACT_REAL, FACT_BOOL };

struct fact {
	const char *key; /* "memory.installed" */
	enum fact_state state;
	enum fact_type type; /* when known */
	const char *text;
	int64_t num;
	double real;
	bool yes;
	const char *source; /* "SMBIOS type 17"; NULL when it is not known */
	const char *reason; /* when absent (may be NULL) or unreadable (never NULL) */
};

/* Facts while they are being found; all of it lives in the arena. Strings are copied and cleaned
 * (text_clean). Start from {0}. */
struct facts {
	struct arena arena;
	struct fact *list;
	size_t count, cap;
};

void facts_done(struct facts *facts);
/* "disk.%u.size" → a key that lives as long as FACTS. */
const char *facts_key(struct facts *facts, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* A later fact with the same key replaces the earlier one. Empty text is recorded as absent. */
void facts_text(struct facts *facts, const char *key, const char *value, const char *source);
void facts_int(struct facts *facts, const char *key, int64_t value, const char *source);
void facts_real(struct facts *facts, const char *key, double value, const char *source);
void facts_bool(struct facts *facts, const char *key, bool value, const char *source);
void facts_absent(struct facts *facts, const char *key, const char *reason);
void facts_unreadable(struct facts *facts, const char *key, const char *reason);
/* Copies every fact of FROM into FACTS. */
void facts_merge(struct facts *facts, const struct facts *from);
const struct fact *facts_find(const struct facts *facts, const char *key);

/* One line of the fact catalogue (interface.md). */
struct fact_def {
	const char *key; /* an N part stands for any number: "disk.N.size" */
	enum fact_type type;
	const char *unit; /* "B", "Hz", "%", "h", "Wh", "in" or NULL */
	const char *label; /* Vietnamese, short; translate when shown */
	bool personal; /* a serial, UUID or IMEI: not in logs, not on labels */
};

extern const struct fact_def fact_catalog[];
extern const size_t fact_catalog_count;
/* The catalogue line for a concrete key ("disk.0.size"), or NULL. */
const struct fact_def *fact_def_find(const char *key);
/* A value as people read it, appended: 120034123776 B → "120 GB (111,8 GiB)", 2160000000 Hz →
 * "2,16 GHz", true → "có". Absent and unreadable become words. */
void fact_show(struct buf *ret, const struct fact *fact);
void fact_show_number(struct buf *ret, double value, const char *unit, const char *key);
/* The same without the second unit: "120 GB". */
void fact_show_brief(struct buf *ret, double value, const char *unit, const char *key);
/* The word of an enumerated fact as people say it, "desktop" → "máy bàn"; any other text, of this
 * fact or of another, as it is: a phone may be called "Phone". KEY: as in the catalogue. */
const char *fact_word_label(const char *key, const char *word);

#endif
