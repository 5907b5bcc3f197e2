/* The child that looks for systems on one disk, and what its parent makes of several. */
#include "systems.h"

#include "disk_list.h"
#include "partitions.h"
#include "plug_system.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHILD_SECONDS 10
#define CHILD_MEMORY ((rlim_t)1 << 30)
#define STATM_MAX 256
#define ANSWER_MAX 65536
#define COLUMNS 4

/* ---- the child ------------------------------------------------------------------------------- */

static void print_found(const struct system_found *found)
{
	static const char *const states[] = {[SYSTEM_KNOWN] = "known",
					     [SYSTEM_LOCKED] = "locked",
					     [SYSTEM_UNREAD] = "unread"};
	AUTO(buf_done) struct buf name = {0}, version = {0};
	char users[16] = "-";

	text_clean(&name, found->name, strlen(found->name), sizeof(found->name));
	text_clean(&version, found->version, strlen(found->version), sizeof(found->version));
	if (found->users_known)
		snprintf(users, sizeof(users), "%u", found->users);
	printf("%s\t%s\t%s\t%s\n", states[found->state], users, buf_text(&name),
	       buf_text(&version));
}

/* To so much more than is mapped by now: what the program is built with may have mapped a lot. */
static void limit_memory(void)
{
	AUTO(buf_done) struct buf text = {0};
	struct rlimit memory;
	uint64_t pages;

	if (root_read_host("/proc/self/statm", STATM_MAX, &text) < 0 || !text.len)
		return;
	text.data[strcspn(text.data, " ")] = '\0';
	if (!str_to_u64(text.data, 10, &pages))
		return;
	memory.rlim_cur = memory.rlim_max =
		pages * (uint64_t)sysconf(_SC_PAGESIZE) + CHILD_MEMORY;
	setrlimit(RLIMIT_AS, &memory);
}

int systems_print(const struct root *root, const char *disk)
{
	const struct rlimit no_core = {0, 0}, cpu = {CHILD_SECONDS, CHILD_SECONDS};
	struct system_report report;
	const void *table;
	int fd = partitions_open(root, disk), r;

	if (fd < 0)
		return (int)err_exit_code(-fd);
	if (plugin_open("system", "plug_system", &table, NULL) < 0)
		return EXIT_UNAVAILABLE;
	setrlimit(RLIMIT_CORE, &no_core);
	setrlimit(RLIMIT_CPU, &cpu);
	limit_memory();
	partitions_give_up_writing();
	r = ((const struct plug_system *)table)->read(fd, &report);
	if (r < 0)
		return (int)err_exit_code(-r);
	for (size_t i = 0; i < report.count; i++)
		print_found(&report.list[i]);
	return fflush(stdout) == 0 ? EXIT_PASS : EXIT_IO;
}

/* ---- the parent ------------------------------------------------------------------------------ */

/* What all disks together say. */
struct sum {
	char name[128], version[64], locked[64], unread[160], source[64];
	unsigned users;
	bool users_known, users_open; /* open: there may be more that could not be looked at */
};

static void take_line(struct sum *sum, char *line, const char *disk)
{
	const char *word[COLUMNS];
	uint64_t users;

	for (size_t i = 0; i < COLUMNS; i++) {
		word[i] = strsep(&line, "\t");
		if (!word[i])
			return;
	}
	if (str_to_u64(word[1], 10, &users) && users < 10000) {
		sum->users += (unsigned)users;
		sum->users_known = true;
	} else {
		sum->users_open = true;
	}
	if (str_eq(word[0], "locked")) {
		snprintf(sum->locked, sizeof(sum->locked), "%s", word[2]);
	} else if (str_eq(word[0], "unread")) {
		snprintf(sum->unread, sizeof(sum->unread), _("%s: phân vùng %s chưa đọc được"),
			 disk, word[2]);
	} else if (str_eq(word[0], "known") && !*sum->name) {
		snprintf(sum->name, sizeof(sum->name), "%s", word[2]);
		snprintf(sum->version, sizeof(sum->version), "%s", word[3]);
		snprintf(sum->source, sizeof(sum->source), _("ổ %s, chỉ đọc"), disk);
	}
}

static void ask_disk(struct sum *sum, const struct root *root, const char *disk)
{
	AUTO(buf_done) struct buf said = {0};
	char self[PATH_MAX], *save = NULL;
	const char *argv[] = {self, "--systems", disk, "--root", root->path, NULL};
	int status = 0;

	if (path_beside("hotroit-probe", self, sizeof(self)) < 0 ||
	    proc_run(argv, CHILD_SECONDS * 1000, ANSWER_MAX, &said, &status, NULL) < 0 ||
	    !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		snprintf(sum->unread, sizeof(sum->unread),
			 WIFEXITED(status) && WEXITSTATUS(status) == EXIT_NOT_PERMITTED
				 ? _("ổ %s: cần quyền root; chạy lại bằng sudo")
				 : _("ổ %s: không đọc được hệ đã cài"),
			 disk);
		sum->users_open = true;
		return;
	}
	for (char *line = said.data ? strtok_r(said.data, "\n", &save) : NULL; line;
	     line = strtok_r(NULL, "\n", &save))
		take_line(sum, line, disk);
}

static void add_name(struct facts *facts, const struct sum *sum)
{
	char why[192];

	if (*sum->name) {
		facts_text(facts, "os.name", sum->name, sum->source);
		if (*sum->version)
			facts_text(facts, "os.version", sum->version, sum->source);
		else
			facts_unreadable(facts, "os.version",
					 _("biết có hệ này, không đọc được số phiên bản"));
		return;
	}
	if (*sum->locked)
		snprintf(why, sizeof(why), _("ổ mã hoá bằng %s, không có khoá thì không đọc được"),
			 sum->locked);
	else
		snprintf(why, sizeof(why), "%s", sum->unread);
	for (size_t i = 0; i < 2; i++) {
		const char *key = i ? "os.version" : "os.name";

		if (*why)
			facts_unreadable(facts, key, why);
		else
			facts_absent(facts, key, _("ổ trong máy chưa cài hệ điều hành"));
	}
}

static void add_rest(struct facts *facts, const struct sum *sum)
{
	if (*sum->locked)
		facts_text(facts, "os.encryption", sum->locked, _("dấu trên phân vùng"));
	else if (*sum->unread)
		facts_unreadable(facts, "os.encryption", sum->unread);
	else
		facts_absent(facts, "os.encryption", NULL);
	if (sum->users && sum->users_known)
		facts_int(facts, "os.users", sum->users, sum->source);
	else if (sum->users_open)
		facts_unreadable(facts, "os.users",
				 *sum->unread ? sum->unread
					      : _("ổ mã hoá hoặc hệ lạ: coi như có dữ liệu"));
	else if (sum->users_known)
		facts_int(facts, "os.users", 0, sum->source);
	else
		facts_absent(facts, "os.users", _("ổ trong máy chưa cài hệ điều hành"));
}

void systems_add(struct facts *facts, const struct root *root)
{
	AUTO(disk_list_done) struct disk_list disks = {0};
	struct sum sum = {0};

	if (disk_list_read(&disks, root) < 0)
		snprintf(sum.unread, sizeof(sum.unread), "%s", _("không đọc được sys/block"));
	for (size_t i = 0; i < disks.count; i++)
		if (disks.list[i].role == DISK_INTERNAL)
			ask_disk(&sum, root, disks.list[i].name);
	add_name(facts, &sum);
	add_rest(facts, &sum);
}
