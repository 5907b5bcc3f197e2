/*
 * The script run for real: by Debian's sh and, where it is installed, by Android's own mksh, among
 * stand-ins for Android's programs and without any tool that toolbox lacks. What people are called
 * and what identifies a SIM or a phone line must not come out.
 */
#include "android.h"
#include "snapshots.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define CAT "while IFS= read -r l; do echo \"$l\"; done"

static const struct {
	const char *name, *body;
} programs[] = {
	{"cat", "for f in \"$@\"; do " CAT " <\"$f\" || exit 1; done"},
	{"df", "echo 'Filesystem               Size     Used     Free   Blksize'\n"
	       "echo '-k: No such file or directory'\n"
	       "echo '/data                    12.4G     2.1G    10.3G   4096'"},
	{"getprop", CAT " <<'END'\n"
			"[gsm.imei]: [356938035643809]\n"
			"[net.hostname]: [may-cua-Lan]\n"
			"[ro.build.version.sdk]: [19]\n"
			"[ro.build.version.release]: [4.4.2]\n"
			"[ro.product.model]: [nhiều\ndòng]\n"
			"[ro.product.brand]: [Hãng]\n"
			"END\n"},
	{"pm", "echo feature:android.hardware.telephony\necho feature:android.hardware.nfc"},
	{"wm", "echo Physical size: 540x960"},
	{"dumpsys",
	 "case $1 in\n"
	 "battery) while :; do echo level: 50; echo scale: 100; done;;\n"
	 "batterystats) echo '  Estimated battery capacity: 5000 mAh'\n"
	 "echo '  Last learned battery capacity: 4000 mAh'; while :; do echo Lan; done;;\n"
	 "*IHealth*) echo 'HealthInfo{batteryCycleCount: 316, owner: Lan}';;\n"
	 "account) " CAT " <<'END'\n"
	 "User UserInfo{0:Nguyễn Thị Lan:13}:\n"
	 "  Accounts: 2\n"
	 "    Account {name=Accounts: 7 lan@example.org, type=com.google}\n"
	 "    Account {name=type=0912345678, type=com.whatsapp}\n"
	 "  RegisteredServicesCache: 2 services\n"
	 "    ServiceInfo: AuthenticatorDescription {type=com.xiaomi}, ComponentInfo{x}\n"
	 "END\n"
	 ";;\n"
	 "device_policy) echo 'Current Device Policy Manager state:'\n"
	 "echo '  Device Owner: '; echo '    name=Trường Lan Anh';;\n"
	 "media.camera) echo 'Number of camera devices: 2'; while :; do echo x; done;;\n"
	 "esac"},
};

struct place {
	char dir[64];
};

static void make_programs(struct place *place)
{
	snprintf(place->dir, sizeof(place->dir), "/tmp/android-script-XXXXXX");
	assert_non_null(mkdtemp(place->dir));
	for (size_t i = 0; i < ARRAY_LEN(programs); i++) {
		char path[128];
		FILE *file;

		snprintf(path, sizeof(path), "%s/%s", place->dir, programs[i].name);
		file = fopen(path, "w");
		assert_non_null(file);
		fprintf(file, "#!/bin/sh\n%s\n", programs[i].body);
		assert_int_equal(fclose(file), 0);
		assert_int_equal(chmod(path, 0700), 0);
	}
}

static void drop_programs(const struct place *place)
{
	for (size_t i = 0; i < ARRAY_LEN(programs); i++) {
		char path[128];

		snprintf(path, sizeof(path), "%s/%s", place->dir, programs[i].name);
		unlink(path);
	}
	rmdir(place->dir);
}

static void run_script(const char *shell, const struct place *place, struct buf *ret)
{
	char piece[4096], path[96];
	int ends[2], status;
	ssize_t n;
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (!pid) {
		snprintf(path, sizeof(path), "PATH=%s", place->dir);
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]);
		close(ends[1]);
		execle(shell, "sh", "-c", android_script, NULL,
		       (char *[]){path, "BOOTCLASSPATH=/x/core.jar:/x/conscrypt.jar", NULL});
		_exit(127);
	}
	close(ends[1]);
	while ((n = read(ends[0], piece, sizeof(piece))) > 0)
		buf_add(ret, piece, (size_t)n);
	close(ends[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
}

static void check_answer(const struct buf *answer)
{
	static const char *const secrets[] = {"3569380", "Lan", "example.org", "0912345678"};
	static const struct {
		const char *key, *text;
	} known[] = {
		{"device.vendor", "Hãng"},   {"os.version", "4.4.2"}, {"device.kind", "phone"},
		{"lock.account", "present"}, {"lock.mdm", "present"},
	};
	AUTO(facts_done) struct facts facts = {0};

	assert_true(answer->len < 100000);
	for (size_t i = 0; i < ARRAY_LEN(secrets); i++)
		if (strstr(answer->data, secrets[i]))
			fail_msg("the phone told %s", secrets[i]);
	android_read(&facts, answer->data, answer->len, "?");
	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		const struct fact *fact = facts_find(&facts, known[i].key);

		if (fact->state != FACT_KNOWN || !str_eq(fact->text, known[i].text))
			fail_msg("%s: %s (%s)", known[i].key, fact->text ? fact->text : "-",
				 fact->reason ? fact->reason : "-");
	}
	assert_string_equal(facts_find(&facts, "lock.account")->source, "dumpsys account: 2");
	assert_int_equal(facts_find(&facts, "os.sdk")->num, 19);
	assert_int_equal(facts_find(&facts, "camera.count")->num, 2);
	assert_int_equal(facts_find(&facts, "battery.0.level")->num, 50);
	assert_int_equal(facts_find(&facts, "battery.0.health")->num, 80);
	assert_int_equal(facts_find(&facts, "battery.0.cycles")->num, 316);
	assert_int_equal(facts_find(&facts, "storage.free")->state, FACT_KNOWN);
	assert_int_equal(facts_find(&facts, "memory.usable")->state, FACT_KNOWN);
	assert_int_equal(facts_find(&facts, "device.model")->state, FACT_ABSENT);
}

static void every_shell_runs_it(void **state)
{
	static const char *const shells[] = {"/bin/sh", "/bin/mksh"};
	struct place place;

	(void)state;
	make_programs(&place);
	for (size_t i = 0; i < ARRAY_LEN(shells); i++) {
		AUTO(buf_done) struct buf answer = {0};

		if (access(shells[i], X_OK) < 0)
			continue;
		run_script(shells[i], &place, &answer);
		check_answer(&answer);
	}
	drop_programs(&place);
}

/* adb on a phone before Android 7 takes a service name of 4096 bytes. */
static void it_fits_into_a_service_name(void **state)
{
	(void)state;
	assert_true(strlen("shell:") + strlen(android_script) < 4096);
	assert_null(strstr(android_script, "imei"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_shell_runs_it),
		cmocka_unit_test(it_fits_into_a_service_name),
	};

	text_start("vi");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
