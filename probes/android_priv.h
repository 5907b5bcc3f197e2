/*
 * Between the readers of an Android answer: the sections, the properties in them and the lines
 * "name: value" that most of Android's own reports are made of. Nothing here trusts a byte.
 */
#ifndef HOTROIT_ANDROID_PRIV_H
#define HOTROIT_ANDROID_PRIV_H

#include "android.h"

#define ANDROID_VALUE_MAX 256

/* Bytes of the answer; not ended by NUL. */
struct span {
	const char *data;
	size_t len;
};

struct android {
	struct facts *facts;
	struct span answer;
	struct span prop; /* the section "prop"; empty when it never came */
};

/* The bytes of a section. Only one that the next section closes counts: what the cable cut off in
 * the middle could be missing the line that matters. Of two with one name the first. */
bool android_section(struct span answer, const char *name, struct span *ret);
/* The next line of TEXT, without its CR LF; false at the end. */
bool android_line(struct span *text, struct span *ret_line);
/* A whole line as a string, trimmed; false when it holds a NUL or does not fit. */
bool android_text(struct span line, char *ret, size_t size);
/* The value of "[KEY]: [value]"; false when it is not there, is empty, is broken over lines or is
 * said twice in two ways. */
bool android_prop(struct span prop, const char *key, char *ret, size_t size);
/* The value of the first line "  NAME : value". */
bool android_field(struct span text, const char *name, char *ret, size_t size);
bool android_field_u64(struct span text, const char *name, uint64_t *ret);
/* Does "pm list features" name it? "android.hardware.camera" */
bool android_feature(struct span features, const char *name);

/* What df says of /data, in bytes. false: no row for it that makes sense. A size that was rounded
 * for reading is taken at its least. */
struct android_df {
	uint64_t total_least, total_most, free;
};
bool android_df_parse(struct span text, struct android_df *ret);

/* Is it so old, or so new, as it says? Looks for what the kernel and the class path contradict. */
struct android_version {
	unsigned sdk; /* as claimed */
	const char *release; /* "4.4.2" */
	bool custom; /* a ROM of the makers' own, where an old fingerprint is usual */
};
bool android_version_is_believable(const struct android *android,
				   const struct android_version *version);

void android_read_identity(const struct android *android);
void android_read_os(const struct android *android);
void android_read_cpu(const struct android *android);
void android_read_memory(const struct android *android);
void android_read_storage(const struct android *android);
void android_read_battery(const struct android *android);
void android_read_camera(const struct android *android);
void android_read_cellular(const struct android *android);
void android_read_sims(const struct android *android);
void android_read_locks(const struct android *android);

#endif
