/* What the rigs on a umockdev testbed share: devices from descriptions, and a hotroit-probe that
 * looks on. A rig ends the program when something is wrong. */
#ifndef HOTROIT_TESTS_USB_RIG_H
#define HOTROIT_TESTS_USB_RIG_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>
#include <umockdev.h>

struct rig {
	UMockdevTestbed *testbed;
	const char *folder; /* of the descriptions */
	FILE *lines; /* what the probe says */
	const char *never; /* stands in no line of it; NULL: nothing is forbidden */
	double worst_ms;
};

_Noreturn void rig_fail(const char *what);
double rig_now_ms(void);
/* The devices of FOLDER/NAME.umockdev are plugged in. */
void rig_add(struct rig *rig, const char *name);
/* Starts the probe with up to two OPTIONS; PRELOAD: a library that is loaded before all others, or
 * NULL. */
pid_t rig_start(struct rig *rig, const char *probe, const char *const options[2],
		const char *preload);
/* The next line, within MS; false when none came. */
bool rig_line_within(const struct rig *rig, int ms, char *ret, int size);
/* The next line that has all of EVENT, ID and WORD in it ("" stands for any); others go by. Returns
 * when it came. */
double rig_expect(struct rig *rig, const char *event, const char *id, const char *word);
/* The probe ends well on SIGTERM. */
void rig_stop(struct rig *rig, pid_t pid);

#endif
