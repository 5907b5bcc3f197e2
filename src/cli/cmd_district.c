/* hotroit district: the programme's own database on PostgreSQL. */
#include "cli.h"
#include "sync.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int say(const struct buf *text, int r, const struct err *err)
{
	return r < 0 ? cli_fail(err) : cli_out(text);
}

static int run_init(struct cli *cli)
{
	AUTO(buf_done) struct buf text = {0};
	struct err err;

	return say(&text, district_init(cli->arg_count > 1 ? cli->args[1] : NULL, &text, &err),
		   &err);
}

/* It holds a password: for its owner alone, and never over another file. */
static int write_bundle(const char *file, const struct buf *bundle, struct err *err)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool written;

	if (fd < 0)
		return err_set(err, errno,
			       _("%s: không tạo được tệp cho bàn (%s)"), file, err_why(errno));
	written = write(fd, bundle->data, bundle->len) == (ssize_t)bundle->len && fsync(fd) == 0;
	if (close(fd) < 0 || !written) {
		unlink(file);
		return err_set(err, EIO, _("%s: không ghi được tệp cho bàn"), file);
	}
	return 0;
}

static int run_enroll(struct cli *cli)
{
	const struct district_bench bench = {
		.name = cli->args[1],
		.unit = cli->args[2],
		.unit_name = cli_value(cli, "--name"),
		.is_coordinator = cli_value(cli, "--coordinator"),
		.host = cli_value(cli, "--host"),
		.ca = cli_value(cli, "--ca"),
		.cert = cli_value(cli, "--cert"),
		.key = cli_value(cli, "--key"),
	};
	AUTO(buf_done) struct buf bundle = {0}, text = {0}, file = {0};
	const char *wanted = cli_value(cli, "--output");
	struct err err;
	int r;

	if (wanted)
		buf_add_str(&file, wanted);
	else
		buf_printf(&file, "%s.hotroit", bench.name);
	if (!wanted && strchr(bench.name, '/'))
		return cli_usage(cli, _("%s: tên bàn gồm chữ thường a-z, chữ số và dấu -"),
				 bench.name);
	if (access(buf_text(&file), F_OK) == 0) {
		err_set(&err, EEXIST, _("%s: đã có tệp này; thêm --output TỆP"), buf_text(&file));
		return cli_fail(&err);
	}
	r = district_enroll(&bench, &bundle, &err);
	if (r == 0)
		r = write_bundle(buf_text(&file), &bundle, &err);
	if (bundle.data)
		explicit_bzero(bundle.data, bundle.len);
	buf_printf(&text, _("Đã ghi %s. Tệp có mật khẩu: chép sang bàn %s rồi xoá ở đây.\n"),
		   buf_text(&file), bench.name);
	return say(&text, r, &err);
}

static int run_revoke(struct cli *cli)
{
	AUTO(buf_done) struct buf text = {0};
	struct err err;
	int r = district_revoke(cli->args[1], &err);

	buf_printf(&text, _("Bàn %s không còn đọc và gửi được gì.\n"), cli->args[1]);
	return say(&text, r, &err);
}

static int run_status(struct cli *cli)
{
	AUTO(buf_done) struct buf text = {0};
	struct err err;

	(void)cli;
	return say(&text, district_status(&text, &err), &err);
}

/* What can not be made is told when the file is opened. */
static void make_folders(char *file)
{
	for (char *p = strchr(file + 1, '/'); p; p = strchr(p + 1, '/')) {
		*p = '\0';
		if (mkdir(file, 0700) < 0 && errno != EEXIST)
			log_debug("no folder (%s)", strerror(errno));
		*p = '/';
	}
}

/* The list of what was erased: --erased, or one beside the administrator's own data. */
static int find_list(const struct cli *cli, char *ret, size_t size, struct err *err)
{
	const char *wanted = cli_value(cli, "--erased");

	if (!wanted && path_data("district-erased", ret, size) < 0)
		return err_set(err, EINVAL,
			       _("không biết để danh sách đã xoá ở đâu; thêm --erased TỆP"));
	if (wanted)
		snprintf(ret, size, "%s", wanted);
	else
		make_folders(ret);
	return 0;
}

static int run_move(struct cli *cli)
{
	AUTO(buf_done) struct buf text = {0};
	const char *unit = cli_value(cli, "--unit");
	unsigned moved = 0;
	struct err err;
	int r;

	if (!unit)
		return cli_usage(cli, _("còn thiếu --unit ĐƠN-VỊ"));
	r = district_move(cli->args[1], cli->args[2], unit, &moved, &err);
	buf_printf(&text, _("Đã chuyển %u bản ghi sang đơn vị %s.\n"), moved, unit);
	return say(&text, r, &err);
}

static int run_erase(struct cli *cli)
{
	AUTO(buf_done) struct buf text = {0};
	char list[PATH_MAX] = "";
	unsigned owing = 0;
	struct err err;
	int r = find_list(cli, list, sizeof(list), &err);

	if (r == 0)
		r = district_erase(cli->args[1], cli->args[2], list, &owing, &err);
	if (owing)
		buf_printf(&text,
			   _("Đã xoá hẳn ở huyện; còn %u bàn phải xoá khi đồng bộ. Khi các bàn đã\n"
			     "đồng bộ, chạy lại lệnh này để dọn vết trong phần các bàn gửi về.\n"),
			   owing);
	else
		buf_add_str(&text, _("Đã xoá hẳn ở huyện và ở mọi bàn.\n"));
	buf_printf(&text, _("Cất danh sách đã xoá cùng các bản sao lưu: %s\n"), list);
	return say(&text, r, &err);
}

static int run_restored(struct cli *cli)
{
	AUTO(buf_done) struct buf text = {0}, erased = {0};
	char list[PATH_MAX] = "";
	struct err err;
	int r = find_list(cli, list, sizeof(list), &err);

	if (r == 0 && access(list, F_OK) < 0 && errno == ENOENT)
		r = err_set(&err, ENOENT,
			    _("%s: không có danh sách đã xoá; thêm --erased TỆP (chưa từng xoá: "
			      "/dev/null)"), list);
	if (r == 0)
		r = cli_read(list, &erased, &err);
	if (r == 0)
		r = district_restored(buf_text(&erased), &text, &err);
	return say(&text, r, &err);
}

static int run_sweep(struct cli *cli)
{
	AUTO(buf_done) struct buf text = {0}, known = {0};
	char list[PATH_MAX] = "";
	struct err err;
	int r = find_list(cli, list, sizeof(list), &err);

	if (r == 0 && access(list, F_OK) == 0)
		r = cli_read(list, &known, &err);
	if (r == 0)
		r = district_sweep(list, buf_text(&known), &err);
	buf_add_str(&text, _("Đã ghi lại mọi bảng: dữ liệu đã xoá, đã ẩn danh không còn trong "
			     "tệp.\n"));
	buf_printf(&text, _("Cất danh sách đã xoá cùng các bản sao lưu: %s\n"), list);
	return say(&text, r, &err);
}

static const struct {
	const char *name;
	size_t least, most; /* arguments, the name included */
	int (*run)(struct cli *cli);
} verbs[] = {
	{"init", 1, 2, run_init},
	{"enroll", 3, 3, run_enroll},
	{"revoke", 2, 2, run_revoke},
	{"status", 1, 1, run_status},
	{"move", 3, 3, run_move},
	{"erase", 3, 3, run_erase},
	{"sweep", 1, 1, run_sweep},
	{"restored", 1, 1, run_restored},
};

static int run(struct cli *cli)
{
	for (size_t i = 0; i < ARRAY_LEN(verbs); i++)
		if (str_eq(cli->args[0], verbs[i].name) && cli->arg_count >= verbs[i].least &&
		    cli->arg_count <= verbs[i].most)
			return verbs[i].run(cli);
	return cli_usage(cli, _("%s: không hiểu, hoặc thiếu hay thừa phần sau"), cli->args[0]);
}

const struct command cmd_district = {
	.name = "district",
	.summary = N_("cơ sở dữ liệu của huyện (PostgreSQL): dựng, cấp và thu hồi bàn"),
	.usage = N_("init [MÃ-HUYỆN] | enroll BÀN ĐƠN-VỊ | revoke BÀN | status\n"
		    "       | move LOẠI MÃ --unit ĐƠN-VỊ | erase LOẠI MÃ | sweep\n"
		    "       | restored\n"
		    "move: bản ghi cùng kết quả đo, kiểm của nó sang đơn vị khác.\n"
		    "erase: xoá hẳn ở huyện, rồi ở từng bàn khi bàn đồng bộ. Bảng liên quan\n"
		    "được ghi lại khi không ai dùng; đang bận thì báo để chạy lại. Bản sao lưu\n"
		    "và WAL cũ của máy chủ vẫn còn cho tới khi hết hạn.\n"
		    "sweep: ghi lại mọi bảng, sau khi các bàn ẩn danh học sinh (do forget).\n"
		    "restored: mở lại sau khi khôi phục; xoá lại, ẩn danh lại những gì đã xoá."),
	.example = N_("hotroit district enroll ban-1 phu-dong --host db.example.vn --ca ca.crt\n"
		      "       --cert ban-1.crt --key ban-1.key"),
	.options = {{"--unit", N_("ĐƠN-VỊ"), N_("move: mã ngắn của đơn vị nhận")},
		    {"--name", N_("TÊN"), N_("enroll: tên đầy đủ của đơn vị")},
		    {"--coordinator", NULL, N_("enroll: bàn được sửa dữ liệu chung của huyện")},
		    {"--host", N_("TÊN"), N_("enroll: tên máy chủ mà bàn nối tới")},
		    {"--ca", N_("TỆP"), N_("enroll: chứng chỉ CA của huyện")},
		    {"--cert", N_("TỆP"), N_("enroll: chứng chỉ của bàn")},
		    {"--key", N_("TỆP"), N_("enroll: khoá của chứng chỉ đó")},
		    {"--output", N_("TỆP"), N_("enroll: tệp cho bàn (BÀN.hotroit)")},
		    {"--erased", N_("TỆP"), N_("erase, sweep, restored: danh sách đã xoá")}},
	.min_args = 1,
	.max_args = 3,
	.run = run,
};
