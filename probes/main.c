/*
 * hotroit-probe: finds facts about one device and prints them as one JSON snapshot
 * (hotroit.snapshot/1). Links no database and no curses; the only program that may need root.
 */
#include "carried.h"
#include "ios.h"
#include "modem.h"
#include "mtp.h"
#include "partitions.h"
#include "run.h"
#include "watch.h"

#include <errno.h>
#include <getopt.h>
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct options {
	const char *device, *root;
	const char *partitions; /* what we start ourselves with, for one disk */
	const char *carried; /* what the bench starts us with, for a live stick */
	bool list, all, list_facts, progress, watch;
};

static int fail(int code, const char *text)
{
	fprintf(stderr, "hotroit-probe: %s\n", text);
	return code;
}

/* The end of what goes to standard output: did all of it arrive? An exit code. */
static int finish(void)
{
	if (fflush(stdout) != 0 || ferror(stdout))
		return fail(EXIT_IO, _("không ghi được kết quả ra"));
	return EXIT_PASS;
}

static int show_help(void)
{
	puts(_("Cách dùng: hotroit-probe [--device ID] [--root THƯ_MỤC] "
	       "[--list | --all | --watch | --watch --all]\n"
	       "Dò cấu hình một máy, in ra một bản ghi JSON. Chỉ đọc, không ghi gì vào máy.\n"
	       "\n"
	       "  --device ID      máy cần dò: host (mặc định, chính máy này), adb:SỐ@CỔNG,\n"
	       "                   ios:UDID, mtp:CỔNG, usb:CỔNG (SIM trong USB Dcom …)\n"
	       "  --root THƯ_MỤC   đọc cây tệp đã ghi lại thay cho máy này\n"
	       "  --list           liệt kê các máy đang thấy, mỗi máy một dòng: mã, trạng thái\n"
	       "  --all            dò tất cả, mỗi máy một dòng JSON\n"
	       "  --watch          báo từng thiết bị cắm vào, thay đổi, rút ra, mỗi lần một dòng\n"
	       "                   JSON; thêm --all thì dò luôn từng máy\n"
	       "  --list-facts     liệt kê các khoá dữ kiện: khoá, đơn vị, ý nghĩa\n"
	       "  --progress       báo tiến độ ra stderr: @ xong/tổng tên; --watch: dòng JSON\n"
	       "  --lang vi|en     ngôn ngữ\n"
	       "  --help, --version\n"
	       "\n"
	       "Ví dụ: sudo hotroit-probe > may-nay.json"));
	return finish();
}

static int show_facts(void)
{
	for (size_t i = 0; i < fact_catalog_count; i++)
		printf("%s\t%s\t%s\n", fact_catalog[i].key,
		       fact_catalog[i].unit ? fact_catalog[i].unit : "-", _(fact_catalog[i].label));
	return finish();
}

static void show_progress(void *user, unsigned done, unsigned total, const char *name)
{
	(void)user;
	fprintf(stderr, "@ %u/%u %s\n", done, total, name);
}

/* 0, or an exit code plus 1 when the program is to end at once. */
static int parse(int argc, char **argv, struct options *options)
{
	static const struct option known[] = {{"device", required_argument, NULL, 'd'},
					      {"root", required_argument, NULL, 'r'},
					      {"list", no_argument, NULL, 'l'},
					      {"all", no_argument, NULL, 'a'},
					      {"list-facts", no_argument, NULL, 'f'},
					      {"progress", no_argument, NULL, 'p'},
					      {"watch", no_argument, NULL, 'w'},
					      {"partitions", required_argument, NULL, 'P'},
					      {"carried", required_argument, NULL, 'C'},
					      {"lang", required_argument, NULL, 'L'},
					      {"help", no_argument, NULL, 'h'},
					      {"version", no_argument, NULL, 'v'},
					      {NULL, 0, NULL, 0}};
	int c;

	opterr = 0;
	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1) {
		switch (c) {
		case 'd':
			options->device = optarg;
			break;
		case 'r':
			options->root = optarg;
			break;
		case 'l':
			options->list = true;
			break;
		case 'a':
			options->all = true;
			break;
		case 'f':
			options->list_facts = true;
			break;
		case 'p':
			options->progress = true;
			break;
		case 'w':
			options->watch = true;
			break;
		case 'P':
			options->partitions = optarg;
			break;
		case 'C':
			options->carried = optarg;
			break;
		case 'L':
			text_start(optarg);
			break;
		case 'h':
			return show_help() + 1;
		case 'v':
			puts("hotroit-probe " HOTROIT_VERSION);
			return finish() + 1;
		default:
			return 1 +
			       fail(EXIT_USAGE, _("tuỳ chọn không hiểu; xem hotroit-probe --help"));
		}
	}
	if (optind < argc)
		return fail(EXIT_USAGE, _("thừa tham số; xem hotroit-probe --help")) + 1;
	return 0;
}

static int probe_host(const struct root *root, const struct options *options)
{
	AUTO(buf_done) struct buf text = {0};
	struct snapshot snapshot = {0};
	const struct fact *kind;
	char now[CLOCK_TEXT_MAX];

	clock_text(now);
	snapshot.taken_at = now;
	snapshot.probe_version = HOTROIT_VERSION;
	snapshot.device = (struct device){.id = "host", .transport = "host"};
	probe_run(&snapshot, root, probe_table, probe_table_count,
		  options->progress ? show_progress : NULL, NULL);
	snapshot_freeze(&snapshot);
	kind = snapshot_fact(&snapshot, "device.kind");
	if (kind && kind->state == FACT_KNOWN)
		snapshot.device.kind = kind->text;
	if (options->all)
		snapshot_print_line(&text, &snapshot);
	else
		snapshot_print(&text, &snapshot);
	fwrite(text.data, 1, text.len, stdout);
	return finish();
}

/* The host beside the devices: its disks may keep it waiting. */
struct host_job {
	const struct root *root;
	const struct options *options;
	int code;
};

static void *host_work(void *argument)
{
	struct host_job *job = argument;

	job->code = probe_host(job->root, job->options);
	return NULL;
}

static int watch_devices(const struct root *root, const struct options *options)
{
	struct watch_order order = {
		.root = root,
		.device = str_eq(options->device, "host") ? NULL : options->device,
		.list = options->list,
		.all = options->all,
		.watch = options->watch,
		.progress = options->progress,
	};
	struct host_job job = {.root = root, .options = options};
	bool host = options->all && !options->watch && !order.device;
	pthread_t thread;
	enum exit_code code;
	struct err err;

	if (options->list && (puts("host\tdevice") < 0 || fflush(stdout) != 0))
		return fail(EXIT_IO, _("không ghi được kết quả ra"));
	if (host && pthread_create(&thread, NULL, host_work, &job) != 0)
		return fail(EXIT_IO, _("không mở được luồng để dò máy này"));
	code = watch_run(&order, &err);
	if (host)
		pthread_join(thread, NULL);
	if (code)
		return fail((int)code, err.text);
	return job.code;
}

int main(int argc, char **argv)
{
	struct options options = {.device = "host", .root = "/"};
	struct root root;
	struct err err;
	int r;

	/* A heap of its own for every thread would cost more than the threads ever contend. */
	mallopt(M_ARENA_MAX, 1);
	proc_keep_standard_fds();
	text_start(NULL);
	r = parse(argc, argv, &options);
	if (r)
		return r - 1;
	if (!str_eq(options.device, "host") && (options.list || options.all || options.watch))
		return fail(EXIT_USAGE, _("--device chỉ hỏi một máy: bỏ --list, --all, --watch"));
	if (options.list_facts)
		return show_facts();
	if (root_open(&root, options.root, &err) < 0)
		return fail(err_exit_code(err.code), err.text);
	if (str_starts(options.device, "ios:"))
		_exit((int)ios_probe(&root, options.device + strlen("ios:")));
	if (str_starts(options.device, "mtp:"))
		_exit((int)mtp_probe(&root, options.device + strlen("mtp:")));
	if (str_starts(options.device, "usb:") &&
	    modem_is_at(&root, options.device + strlen("usb:")))
		_exit((int)modem_probe(&root, options.device + strlen("usb:")));
	if (options.partitions)
		return partitions_print(&root, options.partitions);
	if (options.carried)
		return carried_print(&root, options.carried);
	if (options.list || options.all || options.watch || !str_eq(options.device, "host"))
		r = watch_devices(&root, &options);
	else
		r = probe_host(&root, &options);
	/* A probe that was cut off may still hold its thread: leave without waiting for it. */
	_exit(r);
}
