/*
 * The model table's rows and how versions are compared. Shared by ios_facts.c and by the host tool
 * gen_ios.c, so that the build checks what the probe will do.
 */
#ifndef HOTROIT_IOS_PRIV_H
#define HOTROIT_IOS_PRIV_H

#include <stdbool.h>
#include <stddef.h>

struct ios_model {
	const char *type; /* "iPhone9,1" */
	const char *name; /* "iPhone 7" */
	const char *kind; /* a device.kind */
	const char *first, *last; /* iOS; last is NULL while there are updates */
	unsigned ram_mb;
	unsigned rear, front; /* cameras */
	int cellular; /* the newest generation it can use here; 0: none; -1: not by the type */
	bool volte;
};

/* Generated from schema/quirks, sorted by type. */
extern const struct ios_model ios_models[];
extern const size_t ios_model_count;

/* "15.8.2": one to four numbers of at most three digits with dots between. */
bool ios_version_is(const char *version);
/* Below, at or above 0, number by number: 9.3 < 12.5; "18" equals "18.0". */
int ios_version_compare(const char *a, const char *b);

#endif
