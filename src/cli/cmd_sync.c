/* hotroit sync: one round with the programme's server, and how it stands. */
#include "cli.h"
#include "sync.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* ---- how it stands --------------------------------------------------------------------------- */

struct status {
	struct buf text;
	struct buf refused, conflicts, kits; /* lines, or JSON objects */
	struct store *store;
	struct store_link link;
	bool is_joined;
	int64_t waiting;
	size_t refused_count, conflict_count;
	bool json;
};

static void status_done(struct status *status)
{
	buf_done(&status->text);
	buf_done(&status->refused);
	buf_done(&status->conflicts);
	buf_done(&status->kits);
}

static void add_pair(struct buf *ret, const char *name, const char *value)
{
	buf_add_char(ret, ret->len && ret->data[ret->len - 1] != '{' ? ',' : ' ');
	json_add_text(ret, name);
	buf_add_char(ret, ':');
	json_add_text(ret, value && *value ? value : NULL);
}

static void title_of(struct status *status, const char *kind_name, const char *id, struct buf *ret)
{
	const struct record_kind *kind = record_kind_find(kind_name);

	buf_add_str(ret, kind ? _(kind->label) : kind_name);
	buf_add_char(ret, ' ');
	if (!kind || store_title(status->store, kind, id, ret, NULL) < 0)
		buf_add(ret, id, strnlen(id, 8));
}

static void add_refused(void *user, const struct store_refused *refused)
{
	struct status *status = user;

	status->refused_count++;
	if (status->json) {
		buf_add_str(&status->refused, status->refused.len ? ",{" : "{");
		add_pair(&status->refused, "way", refused->is_in ? "in" : "out");
		add_pair(&status->refused, "kind", refused->table);
		add_pair(&status->refused, "row", refused->row);
		add_pair(&status->refused, "reason", refused->reason);
		add_pair(&status->refused, "at", refused->at);
		buf_add_char(&status->refused, '}');
		return;
	}
	buf_add_str(&status->refused, "  ");
	title_of(status, refused->table, refused->row, &status->refused);
	buf_printf(&status->refused, ": %s\n            → %s\n", sync_refusal_text(refused),
		   sync_refusal_cure(refused));
}

static void add_value(struct buf *ret, const struct store_conflict *conflict, const char *value)
{
	const struct record_kind *kind = record_kind_find(conflict->kind);
	const struct field *field = kind ? record_field_find(kind, conflict->field) : NULL;

	if (conflict->is_hidden)
		buf_add_str(ret, _("(riêng tư)"));
	else if (!value)
		buf_add_str(ret, _("(trống)"));
	else if (field)
		record_show_value(ret, field, value);
	else
		buf_add_str(ret, value);
}

static void add_conflict_line(struct status *status, const struct store_conflict *conflict)
{
	const struct record_kind *kind = record_kind_find(conflict->kind);
	const struct field *field = kind ? record_field_find(kind, conflict->field) : NULL;
	bool mine = str_eq(conflict->kept_by, status->link.role);
	struct buf *ret = &status->conflicts;

	buf_printf(ret, "  %.8s  ", conflict->id);
	title_of(status, conflict->kind, conflict->row, ret);
	buf_printf(ret, ", %s\n", field ? _(field->label) : conflict->field);
	buf_printf(ret, "            %s: ", mine ? _("của bạn (đang giữ)")
						 : _("của nơi khác (đang giữ)"));
	add_value(ret, conflict, conflict->kept);
	buf_printf(ret, "\n            %s: ",
		   str_eq(conflict->lost_by, status->link.role) ? _("của bạn") : _("của nơi khác"));
	add_value(ret, conflict, conflict->lost);
	buf_add_char(ret, '\n');
}

static int add_conflict(void *user, const struct store_conflict *conflict)
{
	struct status *status = user;
	struct buf *ret = &status->conflicts;

	status->conflict_count++;
	if (!status->json) {
		add_conflict_line(status, conflict);
		return 0;
	}
	buf_add_str(ret, ret->len ? ",{" : "{");
	add_pair(ret, "id", conflict->id);
	add_pair(ret, "kind", conflict->kind);
	add_pair(ret, "row", conflict->row);
	add_pair(ret, "field", conflict->field);
	if (conflict->is_hidden)
		buf_add_str(ret, ",\"hidden\":true");
	add_pair(ret, "kept", conflict->kept);
	add_pair(ret, "lost", conflict->lost);
	add_pair(ret, "kept_by", conflict->kept_by);
	add_pair(ret, "lost_by", conflict->lost_by);
	buf_add_char(ret, '}');
	return 0;
}

static void add_kit(void *user, const char *id, const char *said)
{
	struct status *status = user;

	if (status->json) {
		buf_add_str(&status->kits, status->kits.len ? ",{" : "{");
		add_pair(&status->kits, "kit", id);
		buf_add_char(&status->kits, '}');
		return;
	}
	buf_add_str(&status->kits, "  ");
	title_of(status, "kit", id, &status->kits);
	buf_printf(&status->kits, ": %s\n", said);
}

static void print_json(struct status *status)
{
	buf_add_str(&status->text, "{\"schema\":\"hotroit.sync/1\"");
	add_pair(&status->text, "done_at", status->link.done_at);
	add_pair(&status->text, "tried_at", status->link.tried_at);
	add_pair(&status->text, "trouble", status->link.trouble);
	add_pair(&status->text, "unit", status->link.own);
	buf_printf(&status->text, ",\"waiting\":%lld,\"refused\":[%s],\"conflicts\":[%s],"
				  "\"kits_shared\":[%s]}\n",
		   (long long)status->waiting, buf_text(&status->refused),
		   buf_text(&status->conflicts), buf_text(&status->kits));
}

static void print_words(struct status *status)
{
	const struct store_link *link = &status->link;

	if (*link->done_at)
		buf_printf(&status->text, _("Đồng bộ xong lần cuối: %.16s\n"), link->done_at);
	else
		buf_add_str(&status->text, _("Chưa đồng bộ lần nào.\n"));
	if (!status->is_joined)
		buf_add_str(&status->text,
			    _("Bàn chưa nối với chương trình: xin tệp nối, rồi «hotroit sync "
			      "--join TỆP».\n"));
	if (*link->trouble)
		buf_printf(&status->text, _("Lần vừa rồi (%.16s) không xong: %s\n"),
			   link->tried_at, link->trouble);
	buf_printf(&status->text, _("Chờ gửi: %lld thay đổi. Không có mạng vẫn làm việc được; khi "
				    "có mạng: «hotroit sync».\n"), (long long)status->waiting);
	if (status->refused_count)
		buf_printf(&status->text, _("Không chuyển được: %zu\n%s"), status->refused_count,
			   buf_text(&status->refused));
	if (status->conflict_count)
		buf_printf(&status->text,
			   _("Hai nơi ghi khác nhau: %zu. Chọn bằng «hotroit sync --keep MÃ» hoặc "
			     "«--take MÃ».\n%s"),
			   status->conflict_count, buf_text(&status->conflicts));
	if (status->kits.len)
		buf_printf(&status->text,
			   _("Bộ máy giữ trùng; chọn một bộ, bỏ giữ bộ kia «hotroit do release "
			     "BỘ»:\n%s"),
			   buf_text(&status->kits));
}

static int run_status(struct cli *cli)
{
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(status_done) struct status status = {.json = cli_value(cli, "--json")};
	struct err err;
	int r = cli_store(cli, STORE_READ_ONLY, &store, &err);

	status.store = store;
	status.is_joined = r == 0 && sync_is_joined(store_file(store));
	if (r == 0)
		r = store_sync_link(store, &status.link, &err);
	if (r == 0)
		r = store_sync_waiting(store, &status.waiting, &err);
	if (r == 0)
		r = store_sync_refused(store, add_refused, &status, &err);
	if (r == 0)
		r = store_conflicts(store, add_conflict, &status, &err);
	if (r == 0)
		r = flow_shared_kits(store, add_kit, &status, &err);
	if (r < 0)
		return cli_fail(&err);
	if (status.json) {
		print_json(&status);
		return cli_out_raw(&status.text);
	}
	print_words(&status);
	return cli_out(&status.text);
}

/* ---- joining, choosing, a round -------------------------------------------------------------- */

static int run_join(struct cli *cli, const char *file, const char *bundle_file)
{
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf bundle = {0}, text = {0};
	struct err err;
	int r = cli_store(cli, STORE_READ_WRITE, &store, &err);

	if (r == 0)
		r = cli_read(bundle_file, &bundle, &err);
	if (r == 0)
		r = sync_join(file, buf_text(&bundle), bundle.len, &err);
	if (bundle.data)
		explicit_bzero(bundle.data, bundle.len);
	if (r < 0)
		return cli_fail(&err);
	buf_add_str(&text, _("Bàn đã nối với chương trình. Xoá tệp nối, rồi chạy «hotroit "
			     "sync».\n"));
	return cli_out(&text);
}

struct choice {
	const char *given;
	char id[UUID_TEXT_MAX];
	size_t count;
};

static int find_choice(void *user, const struct store_conflict *conflict)
{
	struct choice *choice = user;

	if (str_starts(conflict->id, choice->given)) {
		choice->count++;
		memcpy(choice->id, conflict->id, sizeof(choice->id));
	}
	return 0;
}

static int run_choice(struct cli *cli, const char *given, bool take_lost)
{
	AUTO(cli_store_done) struct store *store = NULL;
	struct choice choice = {.given = given};
	struct err err;
	int r = cli_store(cli, STORE_READ_WRITE, &store, &err);

	if (r == 0)
		r = store_conflicts(store, find_choice, &choice, &err);
	if (r == 0 && choice.count != 1)
		r = err_set(&err, choice.count ? ENOTUNIQ : ENOENT,
			    choice.count ? _("%.40s: mã này chưa rõ; thêm vài chữ")
					 : _("%.40s: không có; xem «hotroit sync --status»"),
			    given);
	if (r == 0)
		r = store_conflict_settle(store, choice.id, take_lost, &err);
	return r < 0 ? cli_fail(&err) : EXIT_PASS;
}

/* For the screen, a line at a time: sent, of how many, fetched. */
static void tell(const struct sync_result *so_far)
{
	printf("%lld %lld %lld\n", (long long)so_far->sent, (long long)so_far->total,
	       (long long)so_far->fetched);
	fflush(stdout);
}

static int say_round(const struct sync_result *result)
{
	AUTO(buf_done) struct buf text = {0};

	buf_printf(&text, _("Đã gửi %lld thay đổi, nhận %lld bản ghi.\n"),
		   (long long)result->sent, (long long)result->fetched);
	if (result->chunks_sent || result->chunks_fetched || result->chunks_left)
		buf_printf(&text,
			   _("Tệp kèm (phần 256 KB): đã gửi %lld, đã nhận %lld, còn %lld cho lần "
			     "sau.\n"),
			   (long long)result->chunks_sent, (long long)result->chunks_fetched,
			   (long long)result->chunks_left);
	if (result->refused)
		buf_printf(&text, _("%lld thay đổi không được nhận: «hotroit sync --status».\n"),
			   (long long)result->refused);
	return cli_out(&text);
}

/* A round that nobody asked for waits for its time. */
static int is_due(struct store *store, bool *ret_due, struct err *err)
{
	struct store_link link;
	int r = store_sync_link(store, &link, err);

	if (r == 0)
		*ret_due = sync_next_ms(&link, sync_minutes()) <= clock_unix_ms();
	return r;
}

/* Whose turn it is, by what went wrong: of the programs or how they were set up (78), of the book
 * and its disk (74), of the line or the server, which may mend itself (69); the rest as always. */
static int fail_round(const struct err *err)
{
	int code = cli_fail(err);

	switch (err->code) {
	case ENOENT:
	case EPROTO:
		return EXIT_CONFIG;
	case EBADMSG:
	case EROFS:
		return EXIT_IO;
	case E2BIG:
		return EXIT_BAD_DATA;
	default:
		return code;
	}
}

/* The queue is kept whatever happens. */
static int run_round(struct cli *cli, const char *file)
{
	AUTO(cli_store_done) struct store *store = NULL;
	bool quiet = cli_value(cli, "--quiet"), due = true;
	sync_tell_fn teller = cli_value(cli, "--progress") ? tell : NULL;
	struct sync_result result;
	struct err err;
	int r;

	/* Where there is nobody to sync with, that is no fault. */
	if (quiet && (!sync_is_joined(file) || !sync_minutes()))
		return EXIT_PASS;
	r = cli_store(cli, STORE_READ_WRITE, &store, &err);
	if (r == 0 && quiet)
		r = is_due(store, &due, &err);
	if (r < 0)
		return fail_round(&err);
	if (!due)
		return EXIT_PASS;
	if (sync_round(store, file, teller, &result, &err) < 0)
		return fail_round(&err);
	return quiet || teller ? EXIT_PASS : say_round(&result);
}

static int run(struct cli *cli)
{
	const char *join = cli_value(cli, "--join"), *keep = cli_value(cli, "--keep");
	const char *take = cli_value(cli, "--take");
	char file[4096];
	struct err err;

	if (cli_value(cli, "--status"))
		return run_status(cli);
	if (keep || take)
		return run_choice(cli, keep ? keep : take, take && !keep);
	if (store_default_file(cli->db, file, sizeof(file), &err) < 0)
		return cli_fail(&err);
	return join ? run_join(cli, file, join) : run_round(cli, file);
}

const struct command cmd_sync = {
	.name = "sync",
	.summary = N_("gửi và nhận với máy chủ của chương trình"),
	.usage = N_("[--status [--json] | --join TỆP | --keep MÃ | --take MÃ | --quiet]\n"
		    "Không xong thì mã thoát cho biết vì đâu: 69 mạng hoặc máy chủ, thử lại sau;\n"
		    "77 máy chủ không nhận bàn này; 78 chưa nối, máy chủ chưa dựng hoặc khác bản;\n"
		    "74 sổ hoặc đĩa của bàn; 65 dữ liệu. Việc chờ gửi vẫn giữ."),
	.example = "hotroit sync --join ban-1.hotroit",
	.options = {{"--join", N_("TỆP"), N_("nối bàn bằng tệp do người quản trị đưa")},
		    {"--status", NULL,
		     N_("lần cuối, chờ gửi, không chuyển được, hai nơi khác nhau")},
		    {"--json", NULL, N_("in cho chương trình đọc (với --status)")},
		    {"--quiet", NULL,
		     N_("như bộ hẹn giờ: đến lúc mới đi ($HOTROIT_SYNC), xong thì im lặng")},
		    {"--progress", NULL, N_("in mỗi bước một dòng: đã gửi, tổng, đã nhận")},
		    {"--keep", N_("MÃ"), N_("giữ giá trị đang có")},
		    {"--take", N_("MÃ"), N_("lấy giá trị kia")}},
	.max_args = 0,
	.run = run,
};
