/* hotroit doctor: what is wrong on this bench and how to mend it, a line each. */
#include "cli.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

struct report {
	struct buf text;
	enum store_health worst;
};

static void add(void *user, enum store_health health, const char *what, const char *cure)
{
	static const char *const marks[] = {"[+]", "[!]", "[-]"};
	struct report *report = user;

	buf_printf(&report->text, "%s %s\n", marks[health], what);
	if (cure && health != STORE_GOOD)
		buf_printf(&report->text, "      → %s\n", cure);
	if (health > report->worst)
		report->worst = health;
}

static void check_programs(struct report *report)
{
	char probe[PATH_MAX];

	if (path_beside("hotroit-probe", probe, sizeof(probe)) == 0 && access(probe, X_OK) == 0)
		add(report, STORE_GOOD, _("hotroit-probe: có"), NULL);
	else
		add(report, STORE_BAD, _("hotroit-probe: không thấy bên cạnh hotroit"),
		    _("cài lại gói hotroit"));
	/* The probe's rights, not those the bench goes on with: see user_step_back(). */
	if (getuid() == 0)
		add(report, STORE_GOOD, _("quyền: root, đọc được SMBIOS và SMART"), NULL);
	else
		add(report, STORE_WARN,
		    _("quyền: người dùng thường, không đọc được SMBIOS và SMART"),
		    _("dò bằng sudo hotroit probe"));
}

static void check_terminal(struct report *report)
{
	AUTO(buf_done) struct buf text = {0};
	const char *term = getenv("TERM");

	if (text_output() == TEXT_UTF8) {
		buf_printf(&text, _("terminal: %s, UTF-8"), term ? term : "?");
		add(report, STORE_GOOD, buf_text(&text), NULL);
		return;
	}
	buf_printf(&text, _("terminal: %s, mã %s, chữ hiện không dấu"), term ? term : "?",
		   text_codeset());
	add(report, STORE_WARN, buf_text(&text), _("đặt LANG=C.UTF-8 rồi mở lại"));
}

static void check_store(const struct cli *cli, struct report *report)
{
	AUTO(buf_done) struct buf text = {0};
	char file[PATH_MAX];
	struct err err;
	int r = store_default_file(cli->db, file, sizeof(file), &err);

	if (r == 0)
		r = store_doctor(file, add, report, &err);
	if (r == -ENOENT) {
		/* A bench that was never opened is not broken. */
		buf_printf(&text, _("%s: chưa có sổ"), file);
		add(report, STORE_WARN, buf_text(&text),
		    _("mở «hotroit» để lập sổ; sổ ở chỗ khác thì thêm --db TỆP"));
	} else if (r < 0) {
		add(report, STORE_BAD, err.text, NULL);
	} else {
		/* Under sudo it is another one. */
		buf_printf(&text, _("sổ: %s"), file);
		add(report, STORE_GOOD, buf_text(&text), NULL);
	}
}

/* Terms of this year may end in the next. */
static void check_holidays(struct report *report)
{
	AUTO(buf_done) struct buf text = {0};
	int year = date_today().year;

	if (holiday_year_is_known(year))
		year++;
	if (holiday_year_is_known(year))
		return;
	buf_printf(&text, _("ngày nghỉ lễ năm %d: chưa có Tết, Giỗ Tổ"), year);
	add(report, STORE_WARN, buf_text(&text),
	    _("cập nhật hotroit, hoặc ghi các ngày vào holidays.txt (xem man hotroit)"));
}

static int run(struct cli *cli)
{
	struct report report = {0};
	int r;

	check_programs(&report);
	check_terminal(&report);
	check_holidays(&report);
	check_store(cli, &report);
	r = cli_out(&report.text);
	buf_done(&report.text);
	if (r)
		return r;
	return report.worst == STORE_BAD ? EXIT_BAD_DATA : EXIT_PASS;
}

const struct command cmd_doctor = {
	.name = "doctor",
	.summary = N_("bàn làm việc có gì trục trặc, sửa thế nào"),
	.usage = "",
	.example = N_("hotroit doctor"),
	.run = run,
};
