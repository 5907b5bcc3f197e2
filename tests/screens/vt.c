/*
 * A terminal for tests, by libvterm: runs a program on a pseudo-terminal, plays a script of keys
 * and compares what is then on the screen, letters and attributes, with golden files.
 *
 *   vt SCRIPT GOLDENS [update]
 *
 * Script, one command a line: size RxC · env NAME=VALUE · run PROGRAM [ARGUMENT…] · key NAME… ·
 * type TEXT|$NAME · wait TEXT · gone TEXT · snap NAME · resize RxC · sh COMMAND · signal NAME ·
 * hangup · exit CODE (128 + signal when killed) · sane (termios, screen and cursor as before) ·
 * bells COUNT (the bell has rung that often since "run").
 */
#include "vt.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define PATIENCE_MS 10000
#define WORDS_MAX 16

struct script {
	struct vt vt;
	const char *file, *goldens;
	unsigned line;
	bool update;
	unsigned failures;
};

static void fail(struct script *script, const char *what, const char *detail)
{
	AUTO(buf_done) struct buf screen = {0};

	fprintf(stderr, "%s:%u: %s %s\n", script->file, script->line, what, detail);
	script->failures++;
	vt_print(&script->vt, &screen);
	fputs(buf_text(&screen), stderr);
}

static void wait_text(struct script *script, const char *text, bool wanted)
{
	int64_t until = clock_mono_ms() + PATIENCE_MS;

	while (vt_shows(&script->vt, text) != wanted) {
		if (clock_mono_ms() > until || !vt_pump(&script->vt, 20)) {
			if (vt_shows(&script->vt, text) != wanted)
				fail(script, wanted ? "never shown:" : "never gone:", text);
			return;
		}
	}
}

static void read_golden(const char *path, struct buf *ret)
{
	FILE *file = fopen(path, "r");
	char block[4096];
	size_t got;

	while (file && (got = fread(block, 1, sizeof(block), file)) > 0)
		buf_add(ret, block, got);
	if (file)
		fclose(file);
}

static void write_golden(struct script *script, const char *path, const struct buf *text)
{
	FILE *file = fopen(path, "w");

	if (!file || fputs(buf_text(text), file) < 0 || fclose(file) != 0)
		fail(script, "can not write", path);
}

static void snap(struct script *script, const char *name)
{
	AUTO(buf_done) struct buf now = {0}, golden = {0};
	int64_t until = clock_mono_ms() + PATIENCE_MS / 2;
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s.golden", script->goldens, name);
	if (script->update) {
		vt_pump(&script->vt, 300);
		vt_print(&script->vt, &now);
		write_golden(script, path, &now);
		return;
	}
	read_golden(path, &golden);
	do {
		vt_pump(&script->vt, 20);
		buf_clear(&now);
		vt_print(&script->vt, &now);
	} while (!str_eq(buf_text(&now), buf_text(&golden)) && clock_mono_ms() < until);
	if (str_eq(buf_text(&now), buf_text(&golden)))
		return;
	fail(script, "differs from", path);
	/* Beside the golden file's name, so that one diff shows the change. */
	snprintf(path, sizeof(path), "%s.actual", name);
	write_golden(script, path, &now);
}

static void run_shell(struct script *script, const char *command)
{
	const char *const argv[] = {"/bin/sh", "-c", command, NULL};
	AUTO(buf_done) struct buf out = {0};
	struct err err;
	int status = 0;

	if (proc_run(argv, PATIENCE_MS, 65536, &out, &status, &err) < 0 || status != 0)
		fail(script, "shell command failed:", command);
}

static void send_signal(struct script *script, const char *name)
{
	static const struct {
		const char *name;
		int number;
	} signals[] = {{"HUP", SIGHUP},   {"INT", SIGINT},   {"TERM", SIGTERM}, {"SEGV", SIGSEGV},
		       {"ABRT", SIGABRT}, {"TSTP", SIGTSTP}, {"CONT", SIGCONT},
		       {"KILL", SIGKILL}};

	for (size_t i = 0; i < ARRAY_LEN(signals); i++)
		if (str_eq(signals[i].name, name))
			kill(script->vt.pid, signals[i].number);
}

static void expect_exit(struct script *script, const char *wanted)
{
	int64_t until = clock_mono_ms() + PATIENCE_MS;
	uint64_t code = 0;
	int status, got;
	char text[64];

	while (waitpid(script->vt.pid, &status, WNOHANG) == 0) {
		if (clock_mono_ms() > until) {
			kill(script->vt.pid, SIGKILL);
			fail(script, "still running", "");
		}
		vt_pump(&script->vt, 5);
	}
	vt_pump(&script->vt, 20);
	script->vt.pid = -1;
	got = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
	snprintf(text, sizeof(text), "%d, not %s", got, wanted);
	if (!str_to_u64(wanted, 10, &code) || (uint64_t)got != code)
		fail(script, "exit code", text);
}

static void expect_bells(struct script *script, const char *wanted)
{
	char rung[64];

	vt_pump(&script->vt, 100);
	snprintf(rung, sizeof(rung), "%u", script->vt.bells);
	if (!str_eq(rung, wanted))
		fail(script, "times the bell rang:", rung);
}

static void set_size(struct script *script, const char *size, bool now)
{
	int rows = 24, columns = 80;

	sscanf(size, "%dx%d", &rows, &columns);
	vt_size(&script->vt, rows, columns, now);
}

static void start(struct script *script, char *words)
{
	const char *argv[WORDS_MAX + 1] = {NULL};
	size_t count = 0;

	for (char *save, *word = strtok_r(words, " ", &save); word && count < WORDS_MAX;
	     word = strtok_r(NULL, " ", &save))
		argv[count++] = *word == '$' && getenv(word + 1) ? getenv(word + 1) : word;
	if (vt_start(&script->vt, argv) < 0)
		fail(script, "can not start", argv[0]);
}

static void keys(struct script *script, char *names)
{
	for (char *save, *name = strtok_r(names, " ", &save); name;
	     name = strtok_r(NULL, " ", &save))
		if (!vt_key(&script->vt, name))
			fail(script, "unknown key", name);
}

static void obey(struct script *script, const char *command, char *rest)
{
	if (str_eq(command, "size") || str_eq(command, "resize"))
		set_size(script, rest, str_eq(command, "resize"));
	else if (str_eq(command, "env"))
		putenv(arena_str(&script->vt.arena, rest));
	else if (str_eq(command, "run"))
		start(script, rest);
	else if (str_eq(command, "key"))
		keys(script, rest);
	else if (str_eq(command, "type"))
		vt_type(&script->vt,
			*rest == '$' && getenv(rest + 1) ? getenv(rest + 1) : rest);
	else if (str_eq(command, "wait") || str_eq(command, "gone"))
		wait_text(script, rest, str_eq(command, "wait"));
	else if (str_eq(command, "snap"))
		snap(script, rest);
	else if (str_eq(command, "sh"))
		run_shell(script, rest);
	else if (str_eq(command, "signal"))
		send_signal(script, rest);
	else if (str_eq(command, "bells"))
		expect_bells(script, rest);
	else if (str_eq(command, "hangup"))
		vt_hangup(&script->vt);
	else if (str_eq(command, "exit"))
		expect_exit(script, rest);
	else if (str_eq(command, "sane") && !vt_is_sane(&script->vt))
		fail(script, "terminal left unusable", "");
	else if (!str_eq(command, "sane"))
		fail(script, "unknown command", command);
}

int main(int argc, char **argv)
{
	struct script script = {0};
	char line[1024];
	FILE *file;

	if (argc < 3 || !(file = fopen(argv[1], "r"))) {
		fputs("usage: vt SCRIPT GOLDENS [update]\n", stderr);
		return EXIT_USAGE;
	}
	script.file = argv[1];
	script.goldens = argv[2];
	script.update = argc > 3;
	text_start("vi");
	vt_init(&script.vt);
	while (script.failures == 0 && fgets(line, sizeof(line), file)) {
		char *command = str_trim(line), *rest = command + strcspn(command, " ");

		script.line++;
		if (!*command || *command == '#')
			continue;
		if (*rest)
			*rest++ = '\0';
		obey(&script, command, rest);
	}
	fclose(file);
	vt_done(&script.vt);
	return script.failures ? 1 : 0;
}
