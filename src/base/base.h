/*
 * base: what every room stands on and no room's own business: errors, memory, text buffers,
 * files under a root directory, child processes, time and identifiers.
 * Knows no device and no plan. Strings are UTF-8 unless said otherwise.
 */
#ifndef HOTROIT_BASE_H
#define HOTROIT_BASE_H

#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, first) __attribute__((format(printf, fmt, first)))
/* Runs FN(&variable) when the variable leaves its scope: AUTO(buf_done) struct buf b = {0}; */
#define AUTO(fn) __attribute__((cleanup(fn)))
/* Takes a pointer out of a variable, leaving NULL behind, so that AUTO does not free it. */
#define STEAL(p) \
	({ \
		__typeof__(p) steal_tmp = (p); \
		(p) = NULL; \
		steal_tmp; \
	})
#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

/* ---- errors ------------------------------------------------------------------------------ */

#define ERR_TEXT_MAX 512

/* What went wrong: code is a positive errno value, text one line saying what, where, what to do. */
struct err {
	int code;
	char text[ERR_TEXT_MAX];
};

/* Fills *err (which may be NULL) and returns -code, so that callers write: return err_set(...). */
int err_set(struct err *err, int code, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Exit codes every command keeps to (interface.md); 0, 1 and 2 are the verdicts. */
enum exit_code {
	EXIT_PASS = 0,
	EXIT_FAIL = 1,
	EXIT_REVIEW = 2,
	EXIT_USAGE = 64,
	EXIT_BAD_DATA = 65,
	EXIT_NO_INPUT = 66,
	EXIT_UNAVAILABLE = 69,
	EXIT_OUR_BUG = 70,
	EXIT_CANNOT_CREATE = 73,
	EXIT_IO = 74,
	EXIT_NOT_PERMITTED = 77,
	EXIT_CONFIG = 78,
};
/* What the errno value CODE means, in the user's language where it is one that people meet. */
const char *err_why(int code);
/* The exit code that fits an errno value: ENOENT 66, EINVAL 64, EBADMSG 65, EACCES 77 … */
int err_exit_code(int code);

/* ---- memory ------------------------------------------------------------------------------ */

/* Memory that dies together. Start from {0}. Allocation never returns NULL: when the machine is
 * out of memory the program says so in one line and ends with exit code 74. */
struct arena {
	struct arena_block *head;
};

void *arena_alloc(struct arena *arena, size_t size); /* zeroed, aligned for any type */
char *arena_copy(struct arena *arena, const char *text, size_t len); /* adds the final NUL */
char *arena_str(struct arena *arena, const char *text); /* NULL for NULL */
char *arena_printf(struct arena *arena, const char *fmt, ...) PRINTF_LIKE(2, 3);
void arena_done(struct arena *arena);

/* A growing byte buffer, always NUL-terminated once something was added. Start from {0}. */
struct buf {
	char *data;
	size_t len, cap;
};

void buf_add(struct buf *buf, const void *data, size_t len);
void buf_add_str(struct buf *buf, const char *text);
void buf_add_char(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *fmt, ...) PRINTF_LIKE(2, 3);
void buf_clear(struct buf *buf); /* keeps the memory */
const char *buf_text(const struct buf *buf); /* "" when nothing was added; valid until changed */
void buf_done(struct buf *buf);

/* ---- small text helpers (bytes, not letters; letters are the text room's) ----------------- */

bool str_eq(const char *a, const char *b); /* NULL equals only NULL */
bool str_starts(const char *text, const char *prefix);
/* Is TEXT one of LIST, which ends in NULL? */
bool str_is_one_of(const char *text, const char *const *list);
bool str_ends(const char *text, const char *suffix);
/* Cuts white space at both ends, in place; returns the new start. */
char *str_trim(char *text);
/* Whole-string numbers: refuse signs, blanks, rest and overflow. Return false and leave *ret. */
bool str_to_u64(const char *text, int base, uint64_t *ret) MUST_USE;
bool str_to_i64(const char *text, int64_t *ret) MUST_USE;

/* ---- a directory that stands for / -------------------------------------------------------- */

/* Every file a probe reads is named relative to a root; symbolic links resolve inside it and can
 * not leave it (openat2, RESOLVE_IN_ROOT). is_host: the root is this machine's own /. */
struct root {
	int fd;
	bool is_host;
	char path[PATH_MAX]; /* as given, for children that need a name */
};

#define ROOT_FILE_MAX (4u << 20) /* nothing we read from a machine is larger than 4 MiB */

/* Errors: -ENOENT, -ENOTDIR, -EACCES … */
int root_open(struct root *ret_root, const char *path, struct err *err) MUST_USE;
void root_done(struct root *root);
/* Opens PATH ("sys/class/…", no leading slash) with open(2) FLAGS; returns the descriptor. */
int root_openat(const struct root *root, const char *path, int flags) MUST_USE;
/* Reads a whole file, at most MAX bytes; -EFBIG when there is more. RET is appended to. */
int root_read(const struct root *root, const char *path, size_t max, struct buf *ret) MUST_USE;
/* The same of FILE, a path on this machine itself. */
int root_read_host(const char *file, size_t max, struct buf *ret) MUST_USE;
/* Reads the first line of a small attribute file, trimmed. -ENODATA when it is empty,
 * -EBADMSG when it holds a NUL byte or does not fit. */
int root_line(const struct root *root, const char *path, char *ret, size_t size) MUST_USE;
/* Reads a decimal (or 0x…) attribute. -EBADMSG when it is no number. */
int root_u64(const struct root *root, const char *path, uint64_t *ret) MUST_USE;
/* Lists a directory, sorted by name (strverscmp), without dot entries; names live in ARENA. */
int root_list(const struct root *root, const char *path, struct arena *arena,
	      const char *const **ret_names, size_t *ret_count) MUST_USE;
/* The text of a symbolic link. */
int root_link(const struct root *root, const char *path, char *ret, size_t size) MUST_USE;
bool root_exists(const struct root *root, const char *path);
/* Denies this thread every file outside the root from here on (Landlock), so that a library that
 * opens files by itself can not leak the host. No-op on the host root. -ENOSYS: not available. */
int root_confine_thread(const struct root *root) MUST_USE;

/* ---- child processes ---------------------------------------------------------------------- */

/* A running child: out is the read end of its standard output, note of its standard error, in the
 * write end of its standard input where it is fed. All are non-blocking. Start from {.pid = -1}. */
struct proc {
	pid_t pid;
	int out, note, in;
};

/* At the start of a program: takes the places of a closed stdin, stdout or stderr, so that no file
 * opened later is written to in their stead. Writing there still fails. */
void proc_keep_standard_fds(void);
/* Starts ARGV (argv[0] a path, or a name looked up in PATH) in its own process group with
 * standard input from /dev/null. Errors: -ENOENT, -EACCES … */
int proc_start(struct proc *ret_proc, const char *const *argv, struct err *err) MUST_USE;
/* The same with standard input from us. */
int proc_start_fed(struct proc *ret_proc, const char *const *argv, struct err *err) MUST_USE;
/* Writes to its standard input, all or nothing, and never waits; at most PIPE_BUF bytes. False: it
 * does not read, or is not fed. SIGPIPE is to be ignored. */
bool proc_feed(struct proc *proc, const void *bytes, size_t len) MUST_USE;
/* Has it ended? Fills *ret_status (as of waitpid) when it has; never blocks. */
bool proc_ended(struct proc *proc, int *ret_status);
/* Kills the group, closes the pipes, reaps without blocking. Safe on one that ended. */
void proc_stop(struct proc *proc);
/* Takes in what a pipe of a child holds, without waiting; at its end closes it and makes *FD -1.
 * INTO may be NULL. Once it holds more than MAX bytes, what comes is dropped. True when something
 * came, the end included. */
bool proc_take(int *fd, size_t max, struct buf *into);
/* Runs to the end or the deadline: output appended to RET (may be NULL). -ETIMEDOUT, -EFBIG for
 * more than MAX bytes, -ENOENT … *ret_status as of waitpid. */
int proc_run(const char *const *argv, unsigned timeout_ms, size_t max, struct buf *ret,
	     int *ret_status, struct err *err) MUST_USE;

/* ---- where our own things lie --------------------------------------------------------------- */

/* The one way to use a library that is dear to link: a plugin of ours, NAME.so, beside the program
 * (../lib/hotroit/NAME.so seen from it), exporting one const table SYMBOL. Never unloaded.
 * -ENOENT: not installed. */
int plugin_open(const char *name, const char *symbol, const void **ret_table,
		struct err *err) MUST_USE;
/* Path of a file beside this program: path_beside("../share/hotroit", …). */
int path_beside(const char *relative, char *ret, size_t size) MUST_USE;
/* Path of a file in the user's data folder ($XDG_DATA_HOME/hotroit, ~/.local/share/hotroit), there
 * or not. -ENOENT: nothing says where that folder is; -ENAMETOOLONG. */
int path_data(const char *relative, char *ret, size_t size) MUST_USE;
/* Makes the folders that FILE is to lie in, for its owner alone. -errno as of mkdir(2). */
int path_make_folders(const char *file) MUST_USE;
/* Under sudo: go on as the person who called it, with that person's folder, so that the book is the
 * same with and without sudo. Children (the probe) still start with root's rights. */
void user_step_back(void);

/* A file built into the program by embed() (CMake); tables end with a NULL name. */
struct embedded_file {
	const char *name;
	const unsigned char *data; /* followed by a NUL byte */
	size_t len;
};

/* ---- time and identifiers ------------------------------------------------------------------ */

#define CLOCK_TEXT_MAX 32
#define UUID_TEXT_MAX 37

/* Now in Vietnam, "2026-11-22T20:30:00+07:00": one zone for every bench, no summer time. */
void clock_text(char ret[CLOCK_TEXT_MAX]);
void clock_text_at(int64_t unix_ms, char ret[CLOCK_TEXT_MAX]); /* that moment, in the same form */
int64_t clock_unix_ms(void);
int64_t clock_mono_ms(void); /* never jumps */
/* A UUID version 7 (RFC 9562) from getrandom; its clock part is only locality, never data. */
void uuid_new(char ret[UUID_TEXT_MAX]);
/* A UUID version 8 that everybody makes of the same NAME. */
void uuid_of(const char *name, char ret[UUID_TEXT_MAX]);
bool uuid_is(const char *text);
/* SHA-256 of DATA as 64 lower-case hex digits and NUL. */
void sha256_hex(const void *data, size_t len, char ret[65]);

/* ---- log ----------------------------------------------------------------------------------- */

/* Rooms log at debug only; never serials, IMEIs or names of people. Shown with HOTROIT_DEBUG=1. */
void log_debug(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif
