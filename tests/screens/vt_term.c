/* A pseudo-terminal with a program on it and libvterm behind it; see vt.h. */
#include "vt.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

static int on_property(VTermProp property, VTermValue *value, void *user)
{
	struct vt *vt = user;

	if (property == VTERM_PROP_ALTSCREEN)
		vt->alternate = value->boolean;
	if (property == VTERM_PROP_CURSORVISIBLE)
		vt->cursor = value->boolean;
	return 1;
}

static int on_bell(void *user)
{
	struct vt *vt = user;

	vt->bells++;
	return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property, .bell = on_bell};

static void reset_screen(struct vt *vt)
{
	if (vt->term)
		vterm_free(vt->term);
	vt->term = vterm_new(vt->rows, vt->columns);
	vterm_set_utf8(vt->term, 1);
	vt->screen = vterm_obtain_screen(vt->term);
	vterm_screen_set_callbacks(vt->screen, &callbacks, vt);
	vterm_screen_enable_altscreen(vt->screen, 1);
	vterm_screen_reset(vt->screen, 1);
	vt->alternate = false;
	vt->cursor = true;
	vt->bells = 0;
}

void vt_init(struct vt *vt)
{
	*vt = (struct vt){.rows = 24, .columns = 80, .master = -1, .slave = -1, .pid = -1};
}

static void close_pty(struct vt *vt)
{
	if (vt->pid > 0) {
		kill(vt->pid, SIGKILL);
		waitpid(vt->pid, NULL, 0);
	}
	if (vt->master >= 0)
		close(vt->master);
	if (vt->slave >= 0)
		close(vt->slave);
	vt->master = vt->slave = vt->pid = -1;
}

void vt_done(struct vt *vt)
{
	close_pty(vt);
	if (vt->term)
		vterm_free(vt->term);
	arena_done(&vt->arena);
}

void vt_size(struct vt *vt, int rows, int columns, bool now)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};

	vt->rows = rows;
	vt->columns = columns;
	if (!now)
		return;
	vterm_set_size(vt->term, rows, columns);
	ioctl(vt->master, TIOCSWINSZ, &size);
}

int vt_start(struct vt *vt, const char *const *argv)
{
	struct winsize size = {.ws_row = (unsigned short)vt->rows,
			       .ws_col = (unsigned short)vt->columns};

	close_pty(vt);
	reset_screen(vt);
	if (openpty(&vt->master, &vt->slave, NULL, NULL, &size) < 0)
		return -errno;
	fcntl(vt->master, F_SETFD, FD_CLOEXEC);
	fcntl(vt->slave, F_SETFD, FD_CLOEXEC);
	tcgetattr(vt->slave, &vt->before);
	vt->pid = fork();
	if (vt->pid == 0) {
		setsid();
		ioctl(vt->slave, TIOCSCTTY, 0);
		dup2(vt->slave, 0);
		dup2(vt->slave, 1);
		dup2(vt->slave, 2);
		execvp(argv[0], (char *const *)argv);
		perror(argv[0]);
		_exit(127);
	}
	return vt->pid < 0 ? -errno : 0;
}

bool vt_pump(struct vt *vt, int quiet_ms)
{
	char block[65536];

	for (;;) {
		struct pollfd fd = {.fd = vt->master, .events = POLLIN};
		ssize_t got;

		if (vt->master < 0)
			return false;
		if (poll(&fd, 1, quiet_ms) <= 0)
			return true;
		got = read(vt->master, block, sizeof(block));
		if (got <= 0)
			return false;
		vt->bytes += (uint64_t)got;
		vterm_input_write(vt->term, block, (size_t)got);
	}
}

static void send_bytes(struct vt *vt, const char *bytes)
{
	if (vt->master >= 0 && write(vt->master, bytes, strlen(bytes)) < 0)
		perror("write");
}

bool vt_key(struct vt *vt, const char *name)
{
	static const char *const keys[][2] = {
		{"Up", "\033[A"},      {"Down", "\033[B"},     {"PgUp", "\033[5~"},
		{"PgDn", "\033[6~"},   {"Home", "\033[1~"},    {"End", "\033[4~"},
		{"Tab", "\t"},         {"S-Tab", "\033[Z"},   {"F2", "\033OQ"},
		{"Enter", "\r"},       {"Esc", "\033"},        {"Bksp", "\177"},
		{"Space", " "},        {"F1", "\033OP"},       {"F2", "\033OQ"},
		{"F3", "\033OR"},
		{"F4", "\033OS"},      {"F5", "\033[15~"},     {"F6", "\033[17~"},
		{"F7", "\033[18~"},    {"F8", "\033[19~"},     {"F9", "\033[20~"},
		{"F10", "\033[21~"},   {"F11", "\033[23~"},        {"F12", "\033[24~"},
		{"LinuxF1", "\033[[A"}, {"LinuxF5", "\033[[E"},
		{"AppDown", "\033OB"}, {"^C", "\003"},         {"^G", "\007"},
		{"^X", "\030"},         {"^U", "\025"},        {"^W", "\027"},
		{"^L", "\014"},
		{"Left", "\033[D"},     {"Right", "\033[C"},   {"Del", "\033[3~"},
		{"Paste", "\033[200~"}, {"PasteEnd", "\033[201~"},
	};

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		if (!str_eq(keys[i][0], name))
			continue;
		send_bytes(vt, keys[i][1]);
		/* A lone Esc is told from a sequence by the silence after it. */
		vt_pump(vt, str_eq(name, "Esc") ? 100 : 10);
		return true;
	}
	if (name[1])
		return false;
	vt_type(vt, name);
	return true;
}

void vt_type(struct vt *vt, const char *text)
{
	send_bytes(vt, text);
	vt_pump(vt, 10);
}

void vt_hangup(struct vt *vt)
{
	close(vt->master);
	vt->master = -1;
}

static void put_letter(struct buf *ret, uint32_t code)
{
	if (code < 0x80) {
		buf_add_char(ret, (char)code);
	} else if (code < 0x800) {
		buf_add_char(ret, (char)(0xc0 | code >> 6));
		buf_add_char(ret, (char)(0x80 | (code & 0x3f)));
	} else {
		if (code < 0x10000) {
			buf_add_char(ret, (char)(0xe0 | code >> 12));
		} else {
			buf_add_char(ret, (char)(0xf0 | code >> 18));
			buf_add_char(ret, (char)(0x80 | (code >> 12 & 0x3f)));
		}
		buf_add_char(ret, (char)(0x80 | (code >> 6 & 0x3f)));
		buf_add_char(ret, (char)(0x80 | (code & 0x3f)));
	}
}

static void row_text(struct vt *vt, int row, struct buf *ret)
{
	size_t start = ret->len;

	for (int column = 0; column < vt->columns;) {
		VTermPos at = {.row = row, .col = column};
		VTermScreenCell cell;

		vterm_screen_get_cell(vt->screen, at, &cell);
		if (!cell.chars[0])
			buf_add_char(ret, ' ');
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
			put_letter(ret, cell.chars[i]);
		column += cell.width > 1 ? cell.width : 1;
	}
	while (ret->len > start && ret->data[ret->len - 1] == ' ')
		ret->data[--ret->len] = '\0';
}

bool vt_shows(struct vt *vt, const char *text)
{
	for (int row = 0; vt->term && row < vt->rows; row++) {
		AUTO(buf_done) struct buf line = {0};

		row_text(vt, row, &line);
		if (strstr(buf_text(&line), text))
			return true;
	}
	return false;
}

static void attributes(const VTermScreenCell *cell, char ret[64])
{
	int len = 0;

	*ret = '\0';
	if (!VTERM_COLOR_IS_DEFAULT_FG(&cell->fg))
		len += snprintf(ret + len, 64 - (size_t)len, " fg%d", cell->fg.indexed.idx);
	if (!VTERM_COLOR_IS_DEFAULT_BG(&cell->bg))
		len += snprintf(ret + len, 64 - (size_t)len, " bg%d", cell->bg.indexed.idx);
	if (cell->attrs.bold)
		len += snprintf(ret + len, 64 - (size_t)len, " bold");
	if (cell->attrs.underline)
		len += snprintf(ret + len, 64 - (size_t)len, " underline");
	if (cell->attrs.reverse)
		snprintf(ret + len, 64 - (size_t)len, " reverse");
}

static void print_runs(struct vt *vt, int row, struct buf *ret)
{
	char run[64] = "", here[64];
	int from = 0;

	for (int column = 0; column <= vt->columns; column++) {
		VTermPos at = {.row = row, .col = column};
		VTermScreenCell cell;

		*here = '\0';
		if (column < vt->columns) {
			vterm_screen_get_cell(vt->screen, at, &cell);
			attributes(&cell, here);
		}
		if (str_eq(here, run))
			continue;
		if (*run)
			buf_printf(ret, "%d:%d-%d%s\n", row, from, column - 1, run);
		memcpy(run, here, sizeof(run));
		from = column;
	}
}

void vt_print(struct vt *vt, struct buf *ret)
{
	VTermPos cursor = {0};

	if (!vt->term)
		return;
	for (int row = 0; row < vt->rows; row++) {
		row_text(vt, row, ret);
		buf_add_char(ret, '\n');
	}
	vterm_state_get_cursorpos(vterm_obtain_state(vt->term), &cursor);
	if (vt->cursor)
		buf_printf(ret, "-- cursor %d:%d\n", cursor.row, cursor.col);
	else
		buf_add_str(ret, "-- no cursor\n");
	for (int row = 0; row < vt->rows; row++)
		print_runs(vt, row, ret);
}

bool vt_is_sane(struct vt *vt)
{
	struct termios now;

	if (vt->slave < 0 || tcgetattr(vt->slave, &now) < 0)
		return false;
	return !vt->alternate && vt->cursor && now.c_iflag == vt->before.c_iflag &&
	       now.c_oflag == vt->before.c_oflag && now.c_lflag == vt->before.c_lflag &&
	       now.c_cflag == vt->before.c_cflag &&
	       memcmp(now.c_cc, vt->before.c_cc, sizeof(now.c_cc)) == 0;
}
