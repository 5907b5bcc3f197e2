/* The child that brings a stick's files, read without waiting for it. */
#include "stick_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OUT_MAX (8u << 20)
#define NOTE_MAX 4096
#define AT_ONCE 4 /* files, then the keys have their turn */
#define END_MS 5 /* its pipe may close a moment before it has ended */
#define SHA256_DIGITS 64
#define LABEL_LINK "/dev/disk/by-label/HOTROIT"

static const struct proc no_proc = {.pid = -1, .out = -1, .note = -1, .in = -1};

void stick_in_init(struct stick_in *in, struct store *store, const struct plan *plan)
{
	*in = (struct stick_in){.store = store, .plan = plan, .proc = no_proc};
}

void stick_in_stop(struct stick_in *in)
{
	proc_stop(&in->proc);
	in->proc = no_proc;
	in->is_running = false;
	in->code[0] = in->place[0] = '\0';
}

static void clear(struct stick_in *in)
{
	stick_in_stop(in);
	stick_forget_questions(in);
	buf_done(&in->out);
	buf_done(&in->note);
	buf_done(&in->reports);
	buf_done(&in->said);
	arena_done(&in->arena);
}

void stick_in_done(struct stick_in *in)
{
	clear(in);
	stick_in_init(in, in->store, in->plan);
}

/* A child that is fed is told what becomes of each file. */
static int start(struct stick_in *in, const char *const *argv, bool is_fed, struct err *err)
{
	const char *device = in->device, *wiped_by = in->wiped_by, *report = in->report;
	int r;

	if (!in->store || !in->plan)
		return err_set(err, EROFS, _("không mở được sổ thiết bị; xem hotroit doctor"));
	r = store_may_write(in->store, record_kind_find("device"), err);
	if (r < 0)
		return r;
	stick_in_done(in);
	in->device = device;
	in->wiped_by = wiped_by;
	in->report = report;
	r = is_fed ? proc_start_fed(&in->proc, argv, err) : proc_start(&in->proc, argv, err);
	in->is_running = r == 0;
	return r;
}

static int beside(const char *name, char *ret, struct err *err)
{
	return path_beside(name, ret, PATH_MAX) < 0
		       ? err_set(err, ENOENT, _("%s: không tìm thấy bên cạnh hotroit; cài lại gói"),
				 name)
		       : 0;
}

int stick_in_read(struct stick_in *in, const char *path, struct err *err)
{
	char program[PATH_MAX], whole[PATH_MAX];
	const char *argv[] = {program, "--lang", text_lang() == TEXT_EN ? "en" : "vi",
			      "--carried", whole, NULL};
	int r = beside("hotroit-probe", program, err);

	if (r < 0)
		return r;
	if (*path == '/')
		snprintf(whole, sizeof(whole), "%s", path);
	else if (!realpath(path, whole))
		return err_set(err, errno, _("%s: không mở được (%s)"), path, err_why(errno));
	return start(in, argv, false, err);
}

/* What a stick shows of us, so that people can tell several benches apart: the team of who acts,
 * or the only one there is. A team is no person. */
static const char *own_name(struct store *store, struct arena *arena)
{
	const struct store_actor *actor = store_acting(store);
	const char *name = NULL;
	struct row *teams = NULL, member;
	size_t count = 0;

	if (actor && row_read(&member, store, arena, "member", actor->member, NULL) == 0)
		name = row_show(&member, store, arena, "team");
	if (!name && row_list_where(&teams, &count, store, arena, "team", NULL, 0, NULL) == 0 &&
	    count == 1)
		name = row_get(&teams[0], "name");
	return name ? name : "";
}

int stick_in_listen(struct stick_in *in, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	char program[PATH_MAX];
	const char *argv[] = {program, "", NULL};
	int r = beside("../lib/hotroit/hotroit-receive", program, err);

	if (r == 0 && in->store)
		argv[1] = own_name(in->store, &arena);
	if (r == 0)
		r = start(in, argv, true, err);
	in->is_lan = r == 0;
	return r;
}

void stick_tell(struct stick_in *in, const char *sha256, enum stick_fate fate)
{
	AUTO(buf_done) struct buf line = {0};

	if (!in->is_lan || !in->is_running || strlen(sha256) != SHA256_DIGITS)
		return;
	stick_fate_put(&line, fate, sha256);
	/* Who does not hear it asks again. */
	if (!proc_feed(&in->proc, line.data, line.len))
		log_debug("the ear does not listen");
}

/* "hotroit-probe: TEXT" → TEXT: its name is no news to who reads it. */
static const char *without_name(const char *line)
{
	const char *colon = str_starts(line, "hotroit-") ? strstr(line, ": ") : NULL;

	return colon ? colon + 2 : line;
}

static void end(struct stick_in *in, int status)
{
	AUTO(buf_done) struct buf line = {0};
	const char *note = without_name(buf_text(&in->note));

	stick_take_reports(in);
	text_clean(&line, note, strcspn(note, "\n"), ERR_TEXT_MAX - 1);
	if (status != 0 && probe_failed(status, buf_text(&line), &in->err) < 0)
		log_debug("the reader failed");
	else if (in->at < in->out.len)
		err_set(&in->err, EIO, _("đọc USB bị dừng giữa chừng; cắm lại rồi nhận lại"));
	stick_in_stop(in);
}

/* False: a whole parcel is not there. */
static bool take_next(struct stick_in *in)
{
	struct parcel parcel;
	size_t used;
	int r = parcel_next(buf_text(&in->out) + in->at, in->out.len - in->at, &parcel, &used);

	if (r < 0) {
		err_set(&in->err, EBADMSG, _("chương trình đọc trả lời sai; cài lại gói"));
		stick_in_stop(in);
	}
	if (r <= 0)
		return false;
	stick_take(in, &parcel);
	in->at += used;
	if (in->is_lan)
		stick_take_reports(in);
	return true;
}

/* What is dealt with is not kept. */
static void shift(struct stick_in *in)
{
	if (!in->at)
		return;
	memmove(in->out.data, in->out.data + in->at, in->out.len - in->at + 1);
	in->out.len -= in->at;
	in->at = 0;
}

bool stick_in_poll(struct stick_in *in)
{
	bool changed = false;
	int status = 0;

	if (!in->is_running)
		return false;
	in->has_more = true;
	for (int i = 0; i < AT_ONCE && in->has_more; i++) {
		in->has_more = take_next(in);
		changed |= in->has_more;
	}
	shift(in);
	if (changed || !in->is_running)
		return true;
	changed = proc_take(&in->proc.note, NOTE_MAX, &in->note);
	in->has_more = proc_take(&in->proc.out, OUT_MAX, &in->out);
	if (in->has_more)
		return true;
	if (in->proc.out >= 0)
		return changed;
	if (!proc_ended(&in->proc, &status)) {
		in->look_at_ms = clock_mono_ms() + END_MS;
		return changed;
	}
	end(in, status);
	return true;
}

size_t stick_in_fds(const struct stick_in *in, int *ret_fds, size_t max)
{
	size_t count = 0;

	if (in->is_running && in->proc.out >= 0 && count < max)
		ret_fds[count++] = in->proc.out;
	if (in->is_running && in->proc.note >= 0 && count < max)
		ret_fds[count++] = in->proc.note;
	return count;
}

int stick_in_wait_ms(const struct stick_in *in)
{
	int64_t left;

	if (!in->is_running)
		return -1;
	if (in->has_more || in->proc.out >= 0)
		return in->has_more ? 0 : -1;
	left = in->look_at_ms - clock_mono_ms();
	return left > 0 ? (int)left : 0;
}

void stick_in_sum(const struct stick_in *in, struct buf *ret)
{
	const struct stick_tally *tally = &in->tally;
	size_t asked = tally->asked + stick_in_questions(in);

	buf_printf(ret, _("mới %u, đã có %u, hỏng %u"), tally->taken, tally->known, tally->bad);
	if (asked)
		buf_printf(ret, _(", cần hỏi %zu"), asked);
}

int bench_take_stick(struct bench *bench, struct err *err)
{
	char path[128];

	if (bench->stick.is_running)
		return err_set(err, EBUSY, _("đang nhận từ USB; đợi xong"));
	if (!bench->stick_count)
		return err_set(err, ENOENT, _("chưa thấy USB của hotroit; cắm vào máy này"));
	snprintf(path, sizeof(path), "/dev/%s", bench->sticks[0].part);
	return strchr(bench->sticks[0].part, '/')
		       ? err_set(err, EINVAL, "%s", bench->sticks[0].part)
		       : stick_in_read(&bench->stick, path, err);
}

int flow_stick_find(char ret[PATH_MAX], struct err *err)
{
	if (!realpath(LABEL_LINK, ret))
		return err_set(err, ENOENT,
			       _("không thấy USB của hotroit: cắm vào, hoặc cho biết ổ hay thư mục "
				 "(hotroit stick /dev/sdb1)"));
	return 0;
}
