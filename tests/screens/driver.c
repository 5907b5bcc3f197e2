/*
 * Opens the bench on a fresh database with machines of our own making, for the screen tests:
 *
 *   driver SCENE [SCREEN]     empty · full · nostore · ask · hub · book · people · day ·
 *                             pupils · contest · courses · work ·
 *                             synced · offline
 *
 * SCREEN: "list donor", where to begin instead of the bench. $BOOK: a file that is kept; opened
 * again, other numbers are drawn.
 *
 * The clock stands still and random numbers are counted, so that tags and times are the same in
 * every run; the screens, the store and the judge are the real ones.
 */
#include "scene_work.h"
#include "screen.h"
#include "sync.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define SCENE_TIME 1795441800 /* 2026-11-23 20:50 in Vietnam */

static uint32_t seed = 2026;
static int64_t ago; /* seconds: what is written meanwhile was written then */

/* These stand in front of libc's. */
ssize_t getrandom(void *bytes, size_t len, unsigned flags)
{
	(void)flags;
	for (size_t i = 0; i < len; i++) {
		seed = seed * 1664525u + 1013904223u;
		((unsigned char *)bytes)[i] = (unsigned char)(seed >> 24);
	}
	return (ssize_t)len;
}

time_t time(time_t *ret)
{
	if (ret)
		*ret = SCENE_TIME - ago;
	return SCENE_TIME - ago;
}

int clock_gettime(clockid_t clock, struct timespec *ret)
{
	if (clock != CLOCK_REALTIME)
		return (int)syscall(SYS_clock_gettime, clock, ret);
	*ret = (struct timespec){.tv_sec = SCENE_TIME - ago};
	return 0;
}

#define GIB (1ll << 30)

struct machine {
	const char *kind, *vendor, *model, *serial, *cpu, *class;
	int64_t clock, installed, usable, disk, battery; /* 0: unreadable; -1: absent */
	const char *disk_serial; /* NULL: no disk of its own is listed */
};

static const struct machine machines[] = {
	{"laptop", "Dell Inc.", "Latitude E6420", "7XK2PQ1", "Intel(R) Core(TM) i5-2520M", "above",
	 2500000000, 4 * GIB, 4072734720, 256060514304, 71, NULL},
	{"laptop", "ASUSTeK COMPUTER INC.", "X553MA", "F1N0CV03", "Intel(R) Celeron(R) CPU N2840",
	 "floor", 2160000000, 1 * GIB, 980000000, 500107862016, 44, NULL},
	{"desktop", "Dell Inc.", "OptiPlex 390", "C4H8L5J", "Intel(R) Pentium(R) CPU G620", "floor",
	 2600000000, 4 * GIB, 2900000000, 120034123776, -1, NULL},
	{"laptop", NULL, NULL, NULL, "Genuine Intel(R) CPU", "unknown", 0, 0, 2050000000, -1, 0,
	 NULL},
	{"other", "LENOVO",
	 "máy \u202e có tên rất dài 電腦 với chữ rộng và dấu kết hợp a\u0301 mà không "
	 "ai muốn thấy tràn ra ngoài cột",
	 "PF0XXXXX", "AMD E1-1200", "floor", 1400000000, 2 * GIB, 1700000000, 320072933376, 60,
	 NULL},
};

static void add_number(struct facts *facts, const char *key, int64_t value, const char *source)
{
	if (value > 0)
		facts_int(facts, key, value, source);
	else if (value < 0)
		facts_absent(facts, key, NULL);
	else
		facts_unreadable(facts, key, "SMBIOS: cần quyền root để đọc");
}

static void make_snapshot(struct snapshot *ret, const struct machine *machine)
{
	struct facts *facts = &ret->facts;

	*ret = (struct snapshot){.taken_at = "2026-11-23T20:30:00+07:00", .probe_version = "0.1.0"};
	ret->device = (struct device){"host", machine->kind, "host", NULL};
	facts_text(facts, "device.kind", machine->kind, "SMBIOS type 3");
	facts_text(facts, "device.vendor", machine->vendor, "SMBIOS type 1");
	facts_text(facts, "device.model", machine->model, "SMBIOS type 1");
	facts_text(facts, "device.serial", machine->serial, "SMBIOS type 1");
	facts_text(facts, "cpu.model", machine->cpu, "/proc/cpuinfo");
	facts_text(facts, "cpu.class", machine->class, "schema/quirks");
	add_number(facts, "cpu.clock.nominal", machine->clock, "SMBIOS type 4");
	add_number(facts, "memory.installed", machine->installed, "SMBIOS type 17");
	add_number(facts, "memory.usable", machine->usable, "/proc/meminfo");
	add_number(facts, "storage.largest", machine->disk, "sysfs");
	add_number(facts, "battery.0.health", machine->battery, "sysfs");
	if (machine->disk_serial) {
		facts_text(facts, "disk.0.role", "internal", "sysfs");
		facts_text(facts, "disk.0.serial", machine->disk_serial, "sysfs");
		add_number(facts, "disk.0.size", machine->disk, "sysfs");
	}
	snapshot_freeze(ret);
}

static void fill_slot(struct ui *ui, size_t number, const struct machine *machine)
{
	struct slot *slot = &ui->bench->slots[number];
	struct assess_request request = {.plan = ui->plan, .snapshot = &slot->snapshot};

	make_snapshot(&slot->snapshot, machine);
	assess(&slot->verdict, &request);
	slot->state = SLOT_DONE;
	slot->is_saved =
		ui->store && store_save_snapshot(ui->store, &slot->snapshot, &slot->verdict, NULL,
						 &slot->saved, &slot->err) == 0;
	if (!slot->is_saved && !slot->err.code)
		err_set(&slot->err, EROFS, "sổ thiết bị chỉ đọc được");
}

/* The disk of one machine is found in another: only a person can say which of them it is. */
static void fill_question(struct ui *ui)
{
	struct machine first = machines[0], second = machines[0];

	first.disk_serial = second.disk_serial = "S21NNXAG";
	second.serial = "5CG1234X";
	fill_slot(ui, 0, &first);
	fill_slot(ui, 1, &second);
}

static void fill_bench(struct ui *ui)
{
	struct slot *failed = &ui->bench->slots[6];

	for (size_t i = 0; i < ARRAY_LEN(machines); i++)
		fill_slot(ui, i, &machines[i]);
	failed->state = SLOT_FAILED;
	err_set(&failed->err, ETIMEDOUT,
		"máy không trả lời sau 60 giây; rút ra cắm lại rồi dò lại");
}

static void remove_folder(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		unlinkat(dirfd(dir), entry->d_name, 0);
	if (dir)
		closedir(dir);
	rmdir(folder);
}

static void add_member(struct ui *ui, const char *name, const char *handle, const char *role,
		       const char *pin)
{
	static const char *const names[] = {"name", "short", "role"};
	const char *const values[] = {name, handle, role};
	char id[UUID_TEXT_MAX];
	struct err err;

	if (store_add(ui->store, record_kind_find("member"), names, values, 3, id, &err) < 0 ||
	    (pin && store_pin_set(ui->store, id, pin, &err) < 0))
		fprintf(stderr, "%s\n", err.text);
}

/* The first PIN shuts the bench for who has not signed in. */
static void fill_people(struct ui *ui)
{
	struct err err;

	add_member(ui, "Nguyễn Văn Minh", "minh", "volunteer", NULL);
	add_member(ui, "Thầy Hà", NULL, "teacher", NULL);
	add_member(ui, "Trần Thị Lan", "lan", "coordinator", "4821");
	if (store_sign_out(ui->store, &err) < 0)
		fprintf(stderr, "%s\n", err.text);
}

/* ---- a book with something in it ------------------------------------------------------------- */

struct row {
	const char *kind, *id;
	const char *names[10], *values[10];
};

#define COMMUNE "019b0000-0000-7000-8000-000000000001"
#define DONOR(n) "019b0000-0000-7000-8000-00000000001" #n
#define GIFT "019b0000-0000-7000-8000-000000000020"
#define DEVICE(n) "019b0000-0000-7000-8000-00000000003" #n
#define REPAIR "019b0000-0000-7000-8000-000000000040"

static const struct row book[] = {
	{"unit", COMMUNE, {"name", "kind"}, {"xã Phù Đổng", "commune"}},
	{"donor", DONOR(1), {"name", "kind", "phone", "unit"},
	 {"Nguyễn Thị Lan", "person", "0912345678", COMMUNE}},
	{"donor", DONOR(2), {"name", "kind", "thanks"},
	 {"Công ty Cổ phần Máy tính và Truyền thông Sông Đuống", "company", "yes"}},
	{"donor", DONOR(3), {"name", "kind", "unit"}, {"Trường THCS Phù Đổng", "school", COMMUNE}},
	{"donor", DONOR(4), {"name", "kind"}, {"Trần Văn Đức", "person"}},
	{"donation", GIFT, {"donor", "kind", "received_at", "quantity"},
	 {DONOR(1), "devices", "2026-11-20T08:30:00+07:00", "2"}},
	{"device", DEVICE(1), {"kind", "vendor", "model", "donation", "state"},
	 {"laptop", "Lenovo", "ThinkPad X201", GIFT, "repair"}},
	{"device", DEVICE(2), {"kind", "vendor", "model", "donation", "state"},
	 {"laptop", "Asus", "X553MA", GIFT, "testing"}},
	{"device", DEVICE(3), {"kind", "vendor", "model", "donation", "state"},
	 {"desktop", "HP", "Compaq 6000", GIFT, "received"}},
	{"repair", REPAIR, {"device", "opened_at", "symptom", "state"},
	 {DEVICE(1), "2026-11-21T09:00:00+07:00", "bật không lên", "open"}},
};

/* A day of work: what the first screen counts. */
#define MEMBER(n) "019b0000-0000-7000-8000-00000000005" #n
#define REQUEST(n) "019b0000-0000-7000-8000-00000000006" #n
#define STEP(n) "019b0000-0000-7000-8000-00000000007" #n
#define FUND "019b0000-0000-7000-8000-000000000080"
#define DUTY(n) "019b0000-0000-7000-8000-00000000009" #n

static const struct row day[] = {
	{"member", MEMBER(1), {"name", "role"}, {"Nguyễn Văn Bình", "volunteer"}},
	{"member", MEMBER(2), {"name", "role"}, {"Trần Thị Hạnh", "teacher"}},
	{"duty", DUTY(1), {"member", "from_time", "to_time"},
	 {MEMBER(1), "2026-11-23T18:00:00+07:00", "2026-11-23T22:00:00+07:00"}},
	{"duty", DUTY(2), {"member", "from_time", "to_time"},
	 {MEMBER(2), "2026-11-24T08:00:00+07:00", "2026-11-24T11:30:00+07:00"}},
	{"device", DEVICE(1), {"kind", "vendor", "model", "state", "received_at"},
	 {"laptop", "Lenovo", "ThinkPad X201", "waiting-parts", "2026-11-10T08:00:00+07:00"}},
	{"device", DEVICE(2), {"kind", "vendor", "model", "state", "received_at"},
	 {"laptop", "Asus", "X553MA", "qc", "2026-11-12T08:00:00+07:00"}},
	{"device", DEVICE(3), {"kind", "vendor", "model", "state", "received_at"},
	 {"laptop", "Dell", "Latitude E6420", "ready", "2026-11-08T08:00:00+07:00"}},
	{"device", DEVICE(4), {"kind", "vendor", "model", "state", "received_at"},
	 {"desktop", "Dell", "OptiPlex 390", "received", "2026-11-19T08:00:00+07:00"}},
	{"device", DEVICE(5), {"kind", "vendor", "model", "state", "received_at"},
	 {"phone", "Samsung", "Galaxy J4", "blocked", "2026-10-02T08:00:00+07:00"}},
	{"device", DEVICE(6), {"kind", "vendor", "model", "state", "received_at"},
	 {"laptop", "HP", "EliteBook 8460p", "handed-over", "2026-11-01T08:00:00+07:00"}},
	{"step", STEP(1), {"kind", "subject", "action", "from_state", "to_state", "at"},
	 {"device", DEVICE(6), "hand-over", "reserved", "handed-over",
	  "2026-11-20T10:00:00+07:00"}},
	{"repair", REPAIR, {"device", "opened_at", "symptom", "state", "waiting_for"},
	 {DEVICE(1), "2026-11-18T09:00:00+07:00", "liệt phím", "waiting-parts",
	  "bàn phím X201"}},
	{"request", REQUEST(1), {"received_at", "requester", "symptom", "state", "channel"},
	 {"2026-11-22T17:50:00+07:00", "chị Hoa", "không vào được mạng", "open", "phone"}},
	{"request", REQUEST(2), {"received_at", "requester", "symptom", "state", "channel"},
	 {"2026-11-23T02:10:00+07:00", "em An", "quên mật khẩu", "open", "zalo"}},
	{"request", REQUEST(3), {"received_at", "requester", "symptom", "state",
				 "first_contact_at", "waiting_since", "assigned"},
	 {"2026-11-20T08:00:00+07:00", "cô Lan", "pin tụt nhanh", "waiting-parts",
	  "2026-11-20T09:30:00+07:00", "2026-11-21T09:30:00+07:00", MEMBER(1)}},
	{"fund", FUND, {"at", "kind", "direction", "amount", "description"},
	 {"2026-11-20", "opening", "in", "1250000", "Chuyển sang"}},
};

#include "scene_pupils.h"
#include "scene_contest.h"
#include "scene_courses.h"

static const struct {
	const char *scene;
	const struct row *rows;
	size_t count;
} books[] = {
	{"book", book, ARRAY_LEN(book)},
	{"day", day, ARRAY_LEN(day)},
	{"pupils", pupils, ARRAY_LEN(pupils)},
	{"contest", contest_rows, ARRAY_LEN(contest_rows)},
	{"courses", courses, ARRAY_LEN(courses)},
};

static int fill_book(struct store *store, const struct row *rows, size_t count, struct err *err)
{
	struct store_write writes[ARRAY_LEN(day) + ARRAY_LEN(pupils)];

	for (size_t i = 0; i < count; i++) {
		writes[i] = (struct store_write){.kind = record_kind_find(rows[i].kind),
						 .id = rows[i].id, .is_new = true,
						 .names = rows[i].names,
						 .values = rows[i].values};
		while (writes[i].count < ARRAY_LEN(rows[i].names) &&
		       rows[i].names[writes[i].count])
			writes[i].count++;
	}
	return store_write_all(store, writes, count, err);
}

/* ---- a bench that has met its server --------------------------------------------------------- */

#define SCOPE "gia-lam.phu-dong"
#define FEED(n) "019b0000-0000-7000-8000-0000000000c" #n
#define CONFLICT(field, kept, lost, kept_by, lost_by) \
	"{\"kind\":\"donor\",\"row\":\"" DONOR(1) "\",\"field\":\"" field "\",\"kept\":\"" kept \
	"\",\"lost\":\"" lost "\",\"kept_by\":\"hotroit_b_" kept_by "\",\"lost_by\":\"hotroit_b_" \
	lost_by "\",\"state\":\"open\",\"at\":\"2026-11-23T10:12:00+07:00\"}"

static const char bundle[] =
	"{\"schema\":\"hotroit.bundle/1\",\"host\":\"h\",\"port\":\"1\",\"dbname\":\"d\","
	"\"user\":\"u\",\"password\":\"p\",\"sslmode\":\"verify-full\"}";

static const struct store_pulled feed[] = {
	{1, "conflict", FEED(1), "U",
	 CONFLICT("phone", "0901000111", "0902000222", "ban-2", "ban-1")},
	{2, "conflict", FEED(2), "U", CONFLICT("note", "gọi buổi tối", "cô bận", "ban-1", "ban-3")},
	{3, "drone", FEED(3), "U", "{}"},
};

/* What was there before has been sent; one of it was refused, and later changes wait. */
static int fill_synced(struct store *store, const char *file, const char *trouble, struct err *err)
{
	static const char *const names[] = {"note"}, *const values[] = {"pin yếu"};
	const struct store_server server = {.epoch = FEED(9), .role = "hotroit_b_ban-1",
					    .own = SCOPE, .shared = "gia-lam", .accepted = -1,
					    .now_ms = SCENE_TIME * 1000ll};
	struct store_refused refused = {.table = "device", .row = DEVICE(3), .reason = "value"};
	int r;

	ago = 600;
	r = sync_join(file, bundle, sizeof(bundle) - 1, err);
	if (r == 0)
		r = store_sync_waiting(store, &refused.number, err);
	if (r == 0)
		r = store_sync_meet(store, &server, err);
	if (r == 0)
		r = store_sync_take(store, SCOPE, feed, ARRAY_LEN(feed), err);
	if (r == 0)
		r = store_sync_acked(store, refused.number, err);
	if (r == 0)
		r = store_sync_refuse(store, &refused, 1, err);
	if (r == 0)
		r = store_sync_note(store, NULL, err);
	ago = 60;
	for (unsigned i = 0; r == 0 && trouble && i < 3; i++)
		r = store_sync_note(store, trouble, err);
	ago = 0;
	return r < 0 ? r : store_set(store, record_kind_find("device"), DEVICE(1), names, values, 1,
				     err);
}

static int show(const char *scene, const char *screen, struct store *store, struct err *err)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	struct bench bench;
	struct ui ui = {.bench = &bench, .store = store};
	int r = flow_plans_load(&library, NULL, err);

	if (r < 0)
		return r;
	ui.plan = flow_plan_find(&library, FLOW_PLAN_DEFAULT);
	bench_init(&bench, store, ui.plan);
	if (str_eq(scene, "hub"))
		bench_watch(&bench);
	else if (str_eq(scene, "people"))
		fill_people(&ui);
	else if (str_eq(scene, "ask"))
		fill_question(&ui);
	else if (str_eq(scene, "full") || str_eq(scene, "nostore"))
		fill_bench(&ui);
	r = ui_run(&ui, screen, err);
	bench_done(&bench);
	return r;
}

static int play(const char *scene, const char *screen, const char *file, struct err *err)
{
	struct store *store = NULL;
	bool is_new = access(file, F_OK) != 0;
	int r = str_eq(scene, "nostore") ? 0 : store_open(&store, file, STORE_READ_WRITE, err);

	if (!is_new)
		seed += (uint32_t)getpid();
	if (r == 0 && is_new && (str_eq(scene, "synced") || str_eq(scene, "offline"))) {
		r = fill_book(store, book, ARRAY_LEN(book), err);
		if (r == 0)
			r = fill_synced(store, file,
					str_eq(scene, "offline")
						? "không nối được với máy chủ may.example; "
						  "xem mạng rồi thử lại"
						: NULL,
					err);
	}
	for (size_t i = 0; r == 0 && is_new && i < ARRAY_LEN(books); i++)
		if (str_eq(scene, books[i].scene))
			r = fill_book(store, books[i].rows, books[i].count, err);
	if (r == 0 && is_new && str_eq(scene, "work"))
		r = scene_work(store, err);
	if (r == 0)
		r = show(scene, screen, store, err);
	store_close(store);
	return r;
}

int main(int argc, char **argv)
{
	const char *scene = argc > 1 ? argv[1] : "full", *tmp = getenv("TMPDIR");
	const char *kept = getenv("BOOK");
	AUTO(buf_done) struct buf screen = {0};
	char folder[256], file[300];
	struct err err;
	int r;

	text_start(NULL);
	for (int i = 2; i < argc; i++)
		buf_printf(&screen, "%s%s", i > 2 ? " " : "", argv[i]);
	if (!screen.len)
		buf_add_str(&screen, "bench");
	snprintf(folder, sizeof(folder), "%s/screens-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(folder))
		return EXIT_CANNOT_CREATE;
	snprintf(file, sizeof(file), "%s/bench.db", folder);
	r = play(scene, buf_text(&screen), kept ? kept : file, &err);
	remove_folder(folder);
	if (r < 0)
		fprintf(stderr, "%s\n", err.text);
	return r < 0 ? EXIT_OUR_BUG : 0;
}
