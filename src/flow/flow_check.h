/*
 * The guided tests of the live stick: what hotroit-check lists, one of its tests as a child, and
 * the snapshot that holds what came of them. A part of flow.h, which is the one to include.
 */
#ifndef HOTROIT_FLOW_CHECK_H
#define HOTROIT_FLOW_CHECK_H

#include "check_line.h"
#include "model.h"

#define CHECK_TESTS_MAX 16
#define CHECK_PARTS_MAX 24
#define CHECK_ANSWERS_MAX 4
#define CHECK_FIELDS_MAX 8
#define CHECK_TEXT_MAX 256

enum check_presence_word { CHECK_IS_THERE, CHECK_IS_ASKED, CHECK_IS_NOT };

struct check_test {
	char name[CHECK_NAME_MAX], label[64];
	bool by_hand; /* ends only when a person does something */
	bool takes_keys; /* no key reaches who started it meanwhile */
};

struct check_piece {
	char name[CHECK_NAME_MAX], label[64], question[CHECK_TEXT_MAX];
	size_t test; /* index into the tests */
	enum check_presence_word presence;
};

struct check_list {
	struct check_test tests[CHECK_TESTS_MAX];
	struct check_piece parts[CHECK_PARTS_MAX];
	size_t test_count, part_count;
};

/* What PROGRAM can test on the machine of SNAPSHOT (a file). -errno and one line. */
int flow_check_list(struct check_list *ret, const char *program, const char *snapshot,
		    struct err *err) MUST_USE;

struct check_answer {
	char part[CHECK_NAME_MAX], value[CHECK_NAME_MAX], reason[CHECK_TEXT_MAX];
};

struct check_answers {
	struct check_answer list[CHECK_ANSWERS_MAX];
	size_t count;
};

/* One test under way, as far as it has told. Start from {.proc = {.pid = -1, …}} by start. */
struct check_run {
	struct proc proc;
	struct buf heard; /* what came of a line that is not whole yet */
	bool is_over; /* the child is gone */
	char said[CHECK_TEXT_MAX];
	char rows[CHECK_ROWS][CHECK_TEXT_MAX]; /* with CHECK_MARKs */
	unsigned left; /* seconds until it goes on by itself; 0: not told */
	char fields[CHECK_FIELDS_MAX][CHECK_NAME_MAX];
	size_t field_count;
	char question[CHECK_TEXT_MAX]; /* "": none is open */
	struct check_answers yes, no, results;
	int64_t heard_at; /* clock_mono_ms of the last line */
};

/* PARTS: NULL-terminated. */
int flow_check_start(struct check_run *ret, const char *program, const char *snapshot,
		     const char *test, const char *const *parts, struct err *err) MUST_USE;
/* Takes in what the child has said, without waiting; true when something is new. */
bool flow_check_poll(struct check_run *run);
/* Ends it, however far it is. */
void flow_check_stop(struct check_run *run);

/* Puts one result, with where and when it was found, among the facts of SNAPSHOT. */
void flow_check_put(struct snapshot *snapshot, const char *part, const char *value,
		    const char *reason);
/* Writes SNAPSHOT, taken now, as a whole file OUT.json (OUT-2.json … where that is taken). */
int flow_check_save(const struct snapshot *snapshot, const char *out, struct err *err) MUST_USE;

#endif
