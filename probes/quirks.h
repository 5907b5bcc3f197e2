/*
 * Corrections for hardware that lies, generated at build time from schema/quirks: data, not code.
 */
#ifndef HOTROIT_QUIRKS_H
#define HOTROIT_QUIRKS_H

#include "model.h"

enum cpu_class { CPU_CLASS_ABOVE, CPU_CLASS_FLOOR, CPU_CLASS_BELOW, CPU_CLASS_UNKNOWN };

struct quirk_cpu {
	enum cpu_class class;
	uint64_t nominal_hz, boost_hz; /* 0: the table does not know */
	bool fixed_clock; /* this part has no boost: rated is also its greatest clock */
};

/* What the table knows of a CPU by its name, any case and spacing, with or without (R) and (TM).
 * class is CPU_CLASS_UNKNOWN when no entry matches. */
struct quirk_cpu quirk_cpu_find(const char *name);
const char *cpu_class_key(enum cpu_class class); /* "above", "floor", "below", "unknown" */

/* Is this SMBIOS text a placeholder ("To Be Filled By O.E.M.", one repeated character, …)? */
bool quirk_junk_text(const char *value);
bool quirk_junk_serial(const char *value); /* also "123456789", "System Serial Number" … */
bool quirk_junk_uuid(const char *value); /* all zero, all F, known duplicates */

#endif
