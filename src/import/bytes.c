/* A file as bytes that can be gone back in, what they are, and as UTF-8. */
#include "import_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_SIZE 65536u

void bytes_done(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static int read_failed(struct err *err)
{
	return err_set(err, EIO, _("không đọc được tệp (%s)"), err_why(errno));
}

/* ---- opening ------------------------------------------------------------- */

static int descriptor_of(FILE *file, struct err *err)
{
	int fd = fflush(file) == 0 ? fcntl(fileno(file), F_DUPFD_CLOEXEC, 0) : -1;

	return fd < 0 ? read_failed(err) : fd;
}

/* A pipe can not be gone back in. */
static int spool(int from, struct err *err)
{
	AUTO(sheet_file_done) FILE *file = NULL;
	char block[BLOCK_SIZE];
	ssize_t got;

	if (sheet_temporary(&file, err) < 0)
		return -EIO;
	while ((got = read(from, block, sizeof(block))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 || fwrite(block, 1, (size_t)got, file) != (size_t)got)
			return read_failed(err);
	}
	return descriptor_of(file, err);
}

int bytes_open(const char *file, struct err *err)
{
	int fd = str_eq(file, "-") ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
				   : open(file, O_RDONLY | O_CLOEXEC);
	struct stat info;
	int spooled;

	if (fd < 0)
		return err_set(err, errno, _("%s: không mở được (%s)"), file, err_why(errno));
	if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode))
		return fd;
	spooled = S_ISDIR(info.st_mode)
			  ? err_set(err, ENOENT, _("%s: là thư mục, không phải tệp"), file)
			  : spool(fd, err);
	close(fd);
	return spooled;
}

/* ---- what they are ------------------------------------------------------- */

struct letters {
	uint64_t good, bad; /* letters of several bytes, and bytes that belong to none */
	unsigned missing; /* bytes of the letter at work */
};

static void count_byte(struct letters *letters, unsigned char byte)
{
	if (letters->missing && (byte & 0xc0) == 0x80) {
		letters->good += --letters->missing == 0;
		return;
	}
	letters->bad += letters->missing > 0;
	letters->missing = (byte & 0xe0) == 0xc0   ? 1
			   : (byte & 0xf0) == 0xe0 ? 2
			   : (byte & 0xf8) == 0xf0 ? 3
						   : 0;
	letters->bad += byte >= 0x80 && !letters->missing;
}

/* A broken byte in a list of UTF-8 is told by its line; a list of such bytes is another charset. */
static int look_at_letters(int fd, enum bytes_form *ret, struct err *err)
{
	struct letters letters = {0};
	char block[BLOCK_SIZE];
	off_t place = 0;
	ssize_t got;

	while ((got = pread(fd, block, sizeof(block), place)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return read_failed(err);
		for (ssize_t i = 0; i < got; i++)
			count_byte(&letters, (unsigned char)block[i]);
		place += got;
	}
	*ret = letters.bad > letters.good ? BYTES_LATIN : BYTES_TEXT;
	return 0;
}

/* School software likes to call a web page ".xls". */
static bool is_web(const char *head)
{
	static const char *const starts[] = {"<html", "<!doctype", "<table", "<?xml", "<head",
					     "<meta", "mime-version"};

	if (str_starts(head, "\xef\xbb\xbf"))
		head += 3;
	head += strspn(head, " \t\r\n");
	for (size_t i = 0; i < ARRAY_LEN(starts); i++)
		if (strncasecmp(head, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}

int bytes_form(int fd, enum bytes_form *ret, struct err *err)
{
	static const struct {
		const char *bytes;
		size_t len;
		enum bytes_form form;
	} marks[] = {
		{"PK\3\4", 4, BYTES_XLSX},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, BYTES_XLS},
		{"\xff\xfe", 2, BYTES_UTF16_LE},
		{"\xfe\xff", 2, BYTES_UTF16_BE},
	};
	char head[64] = "";

	if (pread(fd, head, sizeof(head) - 1, 0) < 0)
		return read_failed(err);
	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		if (memcmp(head, marks[i].bytes, marks[i].len) == 0) {
			*ret = marks[i].form;
			return 0;
		}
	if (is_web(head)) {
		*ret = BYTES_WEB;
		return 0;
	}
	return look_at_letters(fd, ret, err);
}

/* ---- as UTF-8 ------------------------------------------------------------ */

struct halves {
	bool is_big;
	unsigned char odd; /* a byte whose other half stands in the next block */
	bool has_odd;
	unsigned high; /* the first half of a pair, or 0 */
};

static void put_code(struct buf *ret, unsigned code)
{
	if (code < 0x80) {
		buf_add_char(ret, (char)code);
		return;
	}
	if (code < 0x800) {
		buf_add_char(ret, (char)(0xc0 | code >> 6));
	} else if (code < 0x10000) {
		buf_add_char(ret, (char)(0xe0 | code >> 12));
		buf_add_char(ret, (char)(0x80 | (code >> 6 & 0x3f)));
	} else {
		buf_add_char(ret, (char)(0xf0 | code >> 18));
		buf_add_char(ret, (char)(0x80 | (code >> 12 & 0x3f)));
		buf_add_char(ret, (char)(0x80 | (code >> 6 & 0x3f)));
	}
	buf_add_char(ret, (char)(0x80 | (code & 0x3f)));
}

static void put_unit(struct buf *ret, struct halves *halves, unsigned unit)
{
	bool is_low = unit >= 0xdc00 && unit <= 0xdfff;

	if (halves->high && is_low) {
		put_code(ret, 0x10000 + ((halves->high - 0xd800) << 10) + (unit - 0xdc00));
		halves->high = 0;
		return;
	}
	if (halves->high)
		put_code(ret, 0xfffd);
	halves->high = unit >= 0xd800 && unit <= 0xdbff ? unit : 0;
	if (!halves->high)
		put_code(ret, is_low ? 0xfffd : unit);
}

static void put_block(struct buf *ret, struct halves *halves, const char *block, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)block[i];

		if (halves->has_odd)
			put_unit(ret, halves,
				 halves->is_big ? (unsigned)halves->odd << 8 | byte
						: (unsigned)byte << 8 | halves->odd);
		halves->odd = byte;
		halves->has_odd = !halves->has_odd;
	}
}

int bytes_to_utf8(int *fd, enum bytes_form form, struct err *err)
{
	struct halves halves = {.is_big = form == BYTES_UTF16_BE};
	off_t place = form == BYTES_LATIN ? 0 : 2; /* behind the mark */
	AUTO(sheet_file_done) FILE *file = NULL;
	AUTO(buf_done) struct buf text = {0};
	char block[BLOCK_SIZE];
	ssize_t got;
	int own;

	if (sheet_temporary(&file, err) < 0)
		return -EIO;
	while ((got = pread(*fd, block, sizeof(block), place)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return read_failed(err);
		buf_clear(&text);
		if (form == BYTES_LATIN)
			text_from_bytes(&text, block, (size_t)got);
		else
			put_block(&text, &halves, block, (size_t)got);
		if (fwrite(buf_text(&text), 1, text.len, file) != text.len)
			return read_failed(err);
		place += got;
	}
	own = descriptor_of(file, err);
	if (own < 0)
		return own;
	bytes_done(fd);
	*fd = own;
	return 0;
}
