/* Codes and labels: same bytes every time, and a scanner reads them back from paper, from the dots
 * of a thermal printer and from the screen. */
#include "base.h"
#include "export.h"
#include "text.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
// cmocka.h needs those above
#include <cmocka.h>

#include "printed.h"

static const struct label one_label = {.tag = "7K3M2X9",
				       .kind = "Máy tính xách tay",
				       .date = "2026-11-22",
				       .team = "Đội HT IT Gia Lâm"};

static unsigned lines_in(const struct buf *text)
{
	return count_of(text, "\n");
}

static void test_qr_text(void **state)
{
	AUTO(buf_done) struct buf text = {0};
	struct err err;

	(void)state;
	assert_int_equal(export_qr_text(&text, "7K3M2X9", QR_HALVES, 24, 80, &err), 0);
	assert_int_equal(lines_in(&text), 15);
	buf_clear(&text);
	assert_int_equal(export_qr_text(&text, "7K3M2X9", QR_BLOCKS, 24, 80, &err), 0);
	assert_int_equal(lines_in(&text), 23);
	assert_int_equal(text_width(strtok_r(text.data, "\n", &(char *){NULL})), 46);
	buf_clear(&text);
	assert_int_equal(export_qr_text(&text, "7K3M2X9", QR_BLOCKS, 22, 80, &err), -ENOSPC);
	assert_int_equal(export_qr_text(&text, "7K3M2X9", QR_HALVES, 11, 80, &err), -ENOSPC);
	assert_int_equal(export_qr_text(&text, "7k3", QR_HALVES, 24, 80, &err), -EINVAL);
	assert_int_equal(export_qr_text(&text, "", QR_HALVES, 24, 80, &err), -EINVAL);
	assert_int_equal(export_qr_text(&text, NULL, QR_HALVES, 24, 80, &err), -EINVAL);
	assert_int_equal(export_qr_text(&text, "ABCDEFGHJ", QR_HALVES, 24, 80, &err), -EINVAL);
	assert_int_equal(text.len, 0);
}

/* A picture of black and white dots with a white border, as zbarimg reads it. */
static void assert_picture_reads(const char *name, const unsigned char *dots, size_t wide,
				 size_t high)
{
	AUTO(buf_done) struct buf pgm = {0}, said = {0};
	const size_t border = 32;
	char path[PATH_MAX];

	buf_printf(&pgm, "P5 %zu %zu 255\n", wide + 2 * border, high + 2 * border);
	for (size_t y = 0; y < high + 2 * border; y++)
		for (size_t x = 0; x < wide + 2 * border; x++) {
			bool inside = x >= border && y >= border && x < wide + border &&
				      y < high + border;

			buf_add_char(&pgm, inside && dots[(y - border) * wide + x - border]
						   ? '\0'
						   : '\xff');
		}
	put_file(path, name, &pgm);
	run(&said, (const char *const[]){"zbarimg", "-q", "--raw", path, NULL});
	drop_file(path);
	assert_string_equal(str_trim(said.data), EXPORT_QR_PREFIX "7K3M2X9");
}

/* What the screen shows of QR_BLOCKS, eight dots a module. */
static void test_qr_text_reads(void **state)
{
	enum { MODULES = 23, DOTS = 8, SIDE = MODULES * DOTS };
	AUTO(buf_done) struct buf text = {0};
	unsigned char *dots = calloc(SIDE, SIDE);
	const char *at;

	(void)state;
	assert_int_equal(export_qr_text(&text, "7K3M2X9", QR_BLOCKS, 23, 46, NULL), 0);
	at = text.data;
	for (size_t y = 0; y < MODULES; y++, at++)
		for (size_t x = 0; x < MODULES; x++) {
			bool dark = *at == ' ';

			at += dark ? 2 : 2 * strlen("█");
			for (size_t i = 0; i < DOTS * DOTS; i++)
				dots[(y * DOTS + i / DOTS) * SIDE + x * DOTS + i % DOTS] = dark;
		}
	assert_picture_reads("qr.pgm", dots, SIDE, SIDE);
	free(dots);
}

static void test_label_pdf(void **state)
{
	AUTO(buf_done) struct buf first = {0}, again = {0}, text = {0}, sheet = {0};
	struct label many[40];
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(many); i++)
		many[i] = one_label;
	assert_int_equal(export_labels_pdf(&first, many, 2, LABEL_ROLL, &err), 0);
	assert_int_equal(export_labels_pdf(&again, many, 2, LABEL_ROLL, &err), 0);
	assert_int_equal(first.len, again.len);
	assert_memory_equal(first.data, again.data, first.len);
	text_of(&text, "label.pdf", &first);
	assert_int_equal(count_of(&text, "7K3M2X9"), 2);
	assert_int_equal(count_of(&text, "\f"), 2);
	assert_has(&text, "Máy tính xách");
	assert_has(&text, "22/11/2026");
	assert_has(&text, "Đội HT IT Gia Lâm");
	assert_int_equal(export_labels_pdf(&sheet, many, ARRAY_LEN(many), LABEL_A4, &err), 0);
	buf_clear(&text);
	text_of(&text, "sheet.pdf", &sheet);
	assert_int_equal(count_of(&text, "7K3M2X9"), 40);
	assert_int_equal(count_of(&text, "\f"), 2);
	assert_int_equal(export_labels_pdf(&sheet, many, 0, LABEL_A4, &err), -EINVAL);
	many[1].tag = "khác";
	assert_int_equal(export_labels_pdf(&sheet, many, 2, LABEL_A4, &err), -EINVAL);
}

/* A label printed at 203 dots an inch is read by a scanner. */
static void test_label_reads(void **state)
{
	AUTO(buf_done) struct buf pdf = {0}, picture = {0}, said = {0};
	char path[PATH_MAX], image[PATH_MAX];

	(void)state;
	assert_int_equal(export_labels_pdf(&pdf, &one_label, 1, LABEL_ROLL, NULL), 0);
	put_file(path, "scan.pdf", &pdf);
	run(&picture, (const char *const[]){"pdftoppm", "-r", "203", "-png", path, NULL});
	put_file(image, "scan.png", &picture);
	run(&said, (const char *const[]){"zbarimg", "-q", "--raw", image, NULL});
	drop_file(path);
	drop_file(image);
	assert_string_equal(str_trim(said.data), EXPORT_QR_PREFIX "7K3M2X9");
}

static void test_label_escpos(void **state)
{
	enum { WIDE = 384, HIGH = 240, HEAD = 2 + 8 };
	AUTO(buf_done) struct buf bytes = {0};
	unsigned char *dots = malloc((size_t)WIDE * HIGH);
	const unsigned char *row;

	(void)state;
	assert_int_equal(export_labels_escpos(&bytes, &one_label, 1, NULL), 0);
	assert_int_equal(bytes.len, HEAD + WIDE / 8 * HIGH + 3 + 4);
	assert_memory_equal(bytes.data, "\x1b@\x1dv0\0\x30\0\xf0\0", HEAD);
	row = (const unsigned char *)bytes.data + HEAD;
	for (size_t i = 0; i < (size_t)WIDE * HIGH; i++)
		dots[i] = row[i / 8] >> (7 - i % 8) & 1;
	assert_picture_reads("escpos.pgm", dots, WIDE, HIGH);
	free(dots);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_qr_text),      cmocka_unit_test(test_qr_text_reads),
		cmocka_unit_test(test_label_pdf),    cmocka_unit_test(test_label_reads),
		cmocka_unit_test(test_label_escpos),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
