/*
 * The terminal, by ncursesw: the only file that includes <curses.h>. Colours stay within the eight
 * plain ones, because the Linux console with a 512-glyph font has no bright ones.
 */
#include "frame_priv.h"

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

/* Long enough for a sequence that comes over a slow line, too short to be felt. */
#define ESCAPE_DELAY_MS 40

/* Terminals that know it put these around what is pasted; the others ignore the request. */
#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
/* Right behind KEY_MAX curses numbers the keys that only terminfo has a name for. */
#define CODE_PASTE (KEY_MAX + 1001)
#define CODE_PASTE_END (KEY_MAX + 1002)

enum pair {
	PAIR_PASS = 1,
	PAIR_FAIL,
	PAIR_REVIEW,
	PAIR_KEY,
	PAIR_RED,
	PAIR_GREEN,
	PAIR_BLUE,
	PAIR_WHITE,
	PAIR_BLACK,
};

/* What terminals send beside what terminfo says of them. */
static const struct {
	const char *sequence;
	int code;
} more_keys[] = {
	{"\033[[A", KEY_F(1)},  {"\033[[B", KEY_F(2)},  {"\033[[C", KEY_F(3)},
	{"\033[[D", KEY_F(4)},  {"\033[[E", KEY_F(5)},  {"\033[11~", KEY_F(1)},
	{"\033[12~", KEY_F(2)}, {"\033[13~", KEY_F(3)}, {"\033[14~", KEY_F(4)},
	{"\033[15~", KEY_F(5)}, {"\033[17~", KEY_F(6)}, {"\033[18~", KEY_F(7)},
	{"\033[19~", KEY_F(8)}, {"\033[20~", KEY_F(9)}, {"\033[21~", KEY_F(10)},
	{"\033OP", KEY_F(1)},   {"\033OQ", KEY_F(2)},   {"\033OR", KEY_F(3)},
	{"\033OS", KEY_F(4)},   {"\033[1~", KEY_HOME},  {"\033[4~", KEY_END},
	{"\033[7~", KEY_HOME},  {"\033[8~", KEY_END},   {"\033[H", KEY_HOME},
	{"\033[F", KEY_END},    {"\033OH", KEY_HOME},   {"\033OF", KEY_END},
	{"\033[5~", KEY_PPAGE}, {"\033[6~", KEY_NPAGE}, {"\033[A", KEY_UP},
	{"\033[B", KEY_DOWN},   {"\033[C", KEY_RIGHT},  {"\033[D", KEY_LEFT},
	{"\033OA", KEY_UP},     {"\033OB", KEY_DOWN},   {"\033OC", KEY_RIGHT},
	{"\033OD", KEY_LEFT},   {"\033[Z", KEY_BTAB},   {"\033[3~", KEY_DC},
	{"\033[200~", CODE_PASTE}, {"\033[201~", CODE_PASTE_END},
};

static const struct {
	int code;
	const char *name;
} key_names[] = {
	{KEY_UP, "Up"},          {KEY_DOWN, "Down"},  {KEY_LEFT, "Left"},   {KEY_RIGHT, "Right"},
	{KEY_PPAGE, "PgUp"},     {KEY_NPAGE, "PgDn"}, {KEY_HOME, "Home"},   {KEY_END, "End"},
	{KEY_BACKSPACE, "Bksp"}, {KEY_DC, "Del"},     {KEY_ENTER, "Enter"},
	{KEY_BTAB, "S-Tab"},     {CODE_PASTE, TERM_PASTE},
	{CODE_PASTE_END, TERM_PASTE_END},
};

/* curses keeps the terminal itself in globals; these are the rest of it. */
static struct {
	SCREEN *screen;
	attr_t attributes[STYLE_COUNT];
	short pairs[STYLE_COUNT];
	int cursor_row, cursor_column; /* -1: hidden */
} term;

static void choose_fields(void)
{
	static const short colors[] = {COLOR_RED, COLOR_GREEN, COLOR_BLUE, COLOR_WHITE,
				       COLOR_BLACK};

	for (short i = 0; i < (short)ARRAY_LEN(colors); i++) {
		bool black = colors[i] == COLOR_BLACK;

		init_pair((short)(PAIR_RED + i), black ? COLOR_WHITE : COLOR_BLACK, colors[i]);
		term.pairs[STYLE_RED + i] = (short)(PAIR_RED + i);
		term.attributes[STYLE_RED + i] = A_NORMAL;
	}
}

static void choose_styles(void)
{
	const char *no_color = getenv("NO_COLOR");
	const char *name = getenv("TERM");
	/* Half-bright can be black on black where a 512-glyph font takes the bright bit. */
	bool console = name && str_starts(name, "linux");

	memset(term.attributes, 0, sizeof(term.attributes));
	memset(term.pairs, 0, sizeof(term.pairs));
	term.attributes[STYLE_TITLE] = A_REVERSE;
	term.attributes[STYLE_SELECTED] = A_REVERSE;
	term.attributes[STYLE_KEY] = A_REVERSE;
	term.attributes[STYLE_INPUT] = A_UNDERLINE;
	for (int style = STYLE_RED; style <= STYLE_WHITE; style++)
		term.attributes[style] = A_REVERSE;
	term.attributes[STYLE_DIM] = console ? A_NORMAL : A_DIM;
	if (!has_colors() || (no_color && *no_color) || start_color() == ERR)
		return;
	use_default_colors();
	init_pair(PAIR_PASS, COLOR_GREEN, -1);
	init_pair(PAIR_FAIL, COLOR_RED, -1);
	init_pair(PAIR_REVIEW, COLOR_YELLOW, -1);
	init_pair(PAIR_KEY, COLOR_BLACK, COLOR_CYAN);
	choose_fields();
	term.pairs[STYLE_PASS] = PAIR_PASS;
	term.pairs[STYLE_FAIL] = PAIR_FAIL;
	term.pairs[STYLE_REVIEW] = PAIR_REVIEW;
	term.pairs[STYLE_TITLE] = term.pairs[STYLE_KEY] = PAIR_KEY;
	term.attributes[STYLE_TITLE] = term.attributes[STYLE_KEY] = A_NORMAL;
}

/* Appends a terminfo string without its padding marks, "$<5>". */
static void add_capability(struct buf *ret, const char *name)
{
	const char *text = tigetstr(name);

	if (!text || text == (const char *)-1)
		return;
	while (*text) {
		if (text[0] == '$' && text[1] == '<' && strchr(text, '>'))
			text = strchr(text, '>') + 1;
		else
			buf_add_char(ret, *text++);
	}
}

static void arm_guard(const struct termios *saved)
{
	static const char *const names[] = {"sgr0", "op", "rmkx", "cnorm", "rmcup"};
	AUTO(buf_done) struct buf sequence = {0};

	buf_add_str(&sequence, PASTE_OFF);
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		add_capability(&sequence, names[i]);
	buf_add_str(&sequence, "\r\n");
	guard_arm(saved, sequence.data, sequence.len);
}

/* Can the cursor be sent to a place? On a "dumb" terminal it can not. */
static bool can_move(void)
{
	const char *address = tigetstr("cup");

	return address && address != (const char *)-1;
}

int term_start(struct err *err)
{
	struct termios saved;
	const char *name = getenv("TERM");

	if (!isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &saved) < 0)
		return err_set(err, ENOTTY,
			       _("cần chạy trong một cửa sổ dòng lệnh; "
				 "khi không có, dùng hotroit probe"));
	set_escdelay(ESCAPE_DELAY_MS);
	/* Letters are measured the same everywhere; Debian always has this locale. */
	setlocale(LC_CTYPE, "C.UTF-8");
	term.screen = newterm(NULL, stdout, stdin);
	if (term.screen && !can_move()) {
		endwin();
		delscreen(term.screen);
		term.screen = NULL;
	}
	if (!term.screen)
		return err_set(err, ENOTSUP,
			       _("không vẽ được trên kiểu màn hình \"%s\"; thử lại với TERM=vt100"),
			       name ? name : "");
	cbreak();
	noecho();
	nonl();
	intrflush(stdscr, FALSE);
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	for (size_t i = 0; i < ARRAY_LEN(more_keys); i++)
		if (key_defined(more_keys[i].sequence) == 0)
			define_key(more_keys[i].sequence, more_keys[i].code);
	choose_styles();
	arm_guard(&saved);
	putp(PASTE_ON);
	return 0;
}

void term_stop(void)
{
	if (!term.screen)
		return;
	/* Where there is no second screen the shell's prompt comes on the last line. */
	move(LINES - 1, 0);
	clrtoeol();
	refresh();
	putp(PASTE_OFF);
	endwin();
	guard_disarm();
	delscreen(term.screen);
	term.screen = NULL;
}

void term_size(int *ret_rows, int *ret_columns)
{
	getmaxyx(stdscr, *ret_rows, *ret_columns);
}

void term_resized(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col)
		resizeterm(size.ws_row, size.ws_col);
	/* What the terminal itself made of its old lines is not known. */
	clearok(curscr, TRUE);
}

void term_clear(void)
{
	erase();
	term.cursor_row = -1;
}

/* Turns TEXT into wide letters that fill at most COLUMNS cells, as curses counts them. */
static int to_cells(const char *text, int columns, wchar_t *cells, size_t max)
{
	mbstate_t state = {0};
	size_t count = 0;
	int used = 0;

	while (*text && count + 1 < max) {
		wchar_t letter = (unsigned char)*text;
		size_t len = letter < 0x80 ? 1 : mbrtowc(&letter, text, MB_CUR_MAX, &state);
		int width;

		if (len == (size_t)-1 || len == (size_t)-2) {
			state = (mbstate_t){0};
			letter = L'?';
			len = 1;
		}
		text += len;
		width = letter >= 0x20 && letter < 0x7f ? 1 : wcwidth(letter);
		if (width < 0 || (width == 0 && used == 0)) {
			letter = L'?';
			width = 1;
		}
		if (used + width > columns)
			break;
		cells[count++] = letter;
		used += width;
	}
	cells[count] = L'\0';
	return used;
}

void term_put(int row, int column, int columns, enum ui_style style, const char *text)
{
	wchar_t cells[1024];
	int used = to_cells(text, columns, cells, ARRAY_LEN(cells));

	attr_set(term.attributes[style], term.pairs[style], NULL);
	if (move(row, column) == ERR)
		return;
	addwstr(cells);
	if (used < columns)
		hline(' ' | term.attributes[style] | COLOR_PAIR(term.pairs[style]), columns - used);
}

void term_cursor(int row, int column)
{
	term.cursor_row = row;
	term.cursor_column = column;
}

void term_show(void)
{
	bool shown = term.cursor_row >= 0;

	curs_set(shown);
	if (shown)
		move(term.cursor_row, term.cursor_column);
	refresh();
}

void term_bell(void)
{
	beep();
}

static void letter_name(char ret[TERM_KEY_MAX], wint_t letter)
{
	const char *name = letter == L'\r' || letter == L'\n' ? "Enter"
			   : letter == 0x1b                   ? "Esc"
			   : letter == L'\t'                  ? "Tab"
			   : letter == 0x7f || letter == 0x08 ? "Bksp"
							      : NULL;
	mbstate_t state = {0};
	size_t len;

	if (name) {
		snprintf(ret, TERM_KEY_MAX, "%s", name);
	} else if (letter < 0x20) {
		snprintf(ret, TERM_KEY_MAX, "^%c", (char)(letter + 0x40));
	} else {
		len = wcrtomb(ret, (wchar_t)letter, &state);
		ret[len == (size_t)-1 ? 0 : len] = '\0';
	}
}

static void code_name(char ret[TERM_KEY_MAX], int code)
{
	*ret = '\0';
	if (code >= KEY_F(1) && code <= KEY_F(12))
		snprintf(ret, TERM_KEY_MAX, "F%d", code - KEY_F0);
	for (size_t i = 0; i < ARRAY_LEN(key_names); i++)
		if (key_names[i].code == code)
			snprintf(ret, TERM_KEY_MAX, "%s", key_names[i].name);
}

bool term_key(char ret[TERM_KEY_MAX])
{
	wint_t letter;

	for (;;) {
		int kind = get_wch(&letter);

		if (kind == ERR)
			return false;
		if (kind == KEY_CODE_YES)
			code_name(ret, (int)letter);
		else
			letter_name(ret, letter);
		if (*ret)
			return true;
	}
}
