/* The reading of `smartctl --json -H -A -i`, behind a plugin because it needs a JSON library. */
#ifndef HOTROIT_PLUG_SMART_H
#define HOTROIT_PLUG_SMART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * bad:  the disk's own test failed; a sector is pending or can not be read; an NVMe critical
 *       warning; 90 % or more of its wear used up.
 * warn: sectors were reallocated, NVMe media errors, SCSI grown defects, 60,000 hours or more.
 * good: the disk's own test passed and nothing of the above.
 */
enum smart_health { SMART_UNKNOWN, SMART_GOOD, SMART_WARN, SMART_BAD };

struct smart_report {
	enum smart_health health;
	char evidence[96]; /* what made it warn or bad: "Current_Pending_Sector 8" */
	bool hours_known;
	uint64_t hours;
	bool no_smart; /* the disk has none */
	bool switched_off; /* the disk has it and it is off */
	char message[192]; /* smartctl's first message, "" when there is none */
};

/* Exported as plug_smart. */
struct plug_smart {
	/* False when JSON is no answer of smartctl's; *ret is then untouched. */
	bool (*read)(const char *json, size_t len, struct smart_report *ret);
};

#endif
