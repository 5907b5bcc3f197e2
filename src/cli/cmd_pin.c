/* hotroit pin: the short number by which a member signs in at this bench. */
#include "cli.h"

static int set_pin(struct store *store, const char *who, struct err *err)
{
	char pin[CLI_PIN_MAX] = "";
	int r;

	cli_pin_guard(pin);
	r = cli_pin_read_new(pin, err);
	if (r == 0)
		r = store_pin_set(store, who, pin, err);
	cli_pin_wipe(pin);
	return r;
}

static int run(struct cli *cli)
{
	const char *verb = cli->args[0], *who = cli->args[1];
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf text = {0};
	bool is_set = str_eq(verb, "set");
	struct err err;
	int r;

	if (!is_set && !str_eq(verb, "clear"))
		return cli_usage(cli, _("không hiểu \"%s\": gõ set hoặc clear"), verb);
	r = cli_store(cli, STORE_READ_WRITE, &store, &err);
	if (r == 0)
		r = is_set ? set_pin(store, who, &err) : store_pin_clear(store, who, &err);
	if (r < 0)
		return cli_fail(&err);
	buf_printf(&text, is_set ? _("Đã đặt PIN cho %s ở bàn này\n")
				 : _("Đã xoá PIN của %s ở bàn này\n"), who);
	return cli_out(&text);
}

const struct command cmd_pin = {
	.name = "pin",
	.summary = N_("đặt, xoá số PIN để đổi người làm ở bàn này"),
	.usage = N_("set|clear TÊN"),
	.example = N_("hotroit --who lan pin set minh"),
	.options = {{NULL, NULL, NULL}},
	.min_args = 2,
	.max_args = 2,
	.run = run,
};
