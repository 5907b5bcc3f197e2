/*
 * What all papers share: heads in three styles (Nghị định 30/2020/NĐ-CP annex I; Hướng dẫn
 * 29-HD/TWĐTN-VP; liên tịch), titles, fields, tables, money and signatures. The words of papers are
 * Vietnamese whatever language the user reads.
 */
#include "export_priv.h"

#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define BODY 13.0
#define SMALL 12.0
#define SMALLEST 11.0
#define TITLE 14.0
#define FRAMED_TITLE 28.0
#define CODE_ROOM 74.0 /* for the code itself */
#define INDENT 28.35 /* 1 cm */
#define DOTS "……………………………………"
#define DOTS_SHORT "………"
#define SIGNERS_IN_ROW 3
#define SIGNING_ROOM 54.0
#define CONCLUDING_ROOM 90.0 /* for the roles above it, and the name below */
#define HEADING_ROOM 84.0 /* for the head of a table and two rows */
#define PAPER_SAY_MAX 4096 /* bytes of a sentence of ours with what stands in it */

void paper_done(struct paper *paper)
{
	arena_done(&paper->arena);
}

static struct paper_block *add_block(struct paper *paper, enum block_kind kind, double above)
{
	struct paper_block *block = arena_alloc(&paper->arena, sizeof(*block));

	block->kind = kind;
	block->text.above = above;
	if (!paper->end)
		paper->end = &paper->first;
	*paper->end = block;
	paper->end = &block->next;
	return block;
}

static struct paper_block *add_text(struct paper *paper, const struct paper_text *text)
{
	struct paper_block *block = add_block(paper, BLOCK_TEXT, 0);

	block->text = *text;
	return block;
}

/* Adds to the end of a side's list. */
static void add_side(struct paper *paper, struct paper_block *block, size_t side,
		     const struct paper_text *text)
{
	struct paper_text **end = &block->sides[side];
	struct paper_text *copy = arena_alloc(&paper->arena, sizeof(*copy));

	while (*end)
		end = &(*end)->next;
	*copy = *text;
	*end = copy;
}

static bool has(const char *text)
{
	return text && *text;
}

struct day {
	unsigned year, month, day;
};

static bool read_day(const char *iso, struct day *ret)
{
	static const char shape[] = "dddd-dd-dd";
	unsigned parts[3] = {0};
	size_t part = 0;

	for (size_t i = 0; shape[i]; i++) {
		bool digit = iso && iso[i] >= '0' && iso[i] <= '9';

		if (!iso || (shape[i] == 'd' ? !digit : iso[i] != '-'))
			return false;
		if (digit)
			parts[part] = parts[part] * 10 + (unsigned)(iso[i] - '0');
		else
			part++;
	}
	*ret = (struct day){parts[0], parts[1], parts[2]};
	return true;
}

const char *paper_day(struct arena *arena, const char *iso, const char *unknown)
{
	struct day day;

	if (!read_day(iso, &day))
		return unknown;
	return arena_printf(arena, "%02u/%02u/%04u", day.day, day.month, day.year);
}

const char *paper_number(struct arena *arena, int64_t number)
{
	return arena_printf(arena, "%lld", (long long)number);
}

int paper_add(int64_t *sum, int64_t amount, struct err *err)
{
	if (amount < 0)
		return err_set(err, EINVAL, "số tiền trên giấy không được âm");
	if (__builtin_add_overflow(*sum, amount, sum))
		return err_set(err, EINVAL, "tổng số tiền quá lớn");
	return 0;
}

/* "Gia Lâm, ngày 05 tháng 02 năm 2026": the decree wants a 0 before days below 10 and before
 * January and February, and before no other month. */
static const char *place_and_day(struct paper *paper, const struct paper_head *head)
{
	const char *place = has(head->place) ? head->place : DOTS_SHORT;
	struct day day;

	if (!read_day(head->date, &day))
		return arena_printf(&paper->arena,
				    "%s, ngày " DOTS_SHORT " tháng " DOTS_SHORT " năm " DOTS_SHORT,
				    place);
	return arena_printf(&paper->arena,
			    day.month <= 2 ? "%s, ngày %02u tháng %02u năm %u"
					   : "%s, ngày %02u tháng %u năm %u",
			    place, day.day, day.month, day.year);
}

static void add_issuer(struct paper *paper, struct paper_block *block,
		       const struct paper_head *head)
{
	bool doan = head->style == PAPER_DOAN;
	bool joint = head->style == PAPER_JOINT && has(head->partner);
	struct paper_text line = {.size = SMALL, .align = ALIGN_CENTRE};

	if (has(head->parent)) {
		line.text = head->parent;
		add_side(paper, block, 0, &line);
	}
	line.face = FACE_BOLD;
	line.text = has(head->issuer) ? head->issuer : DOTS;
	line.rule = doan || joint ? 0 : 0.4;
	add_side(paper, block, 0, &line);
	if (joint) {
		line.text = arena_printf(&paper->arena, "- %s", head->partner);
		line.rule = 0.4;
		add_side(paper, block, 0, &line);
	}
	line = (struct paper_text){.size = BODY, .align = ALIGN_CENTRE, .above = doan ? 0 : 8};
	if (doan) {
		line.text = "***";
		add_side(paper, block, 0, &line);
	}
	/* What comes in frames has numbers of its own. */
	if (paper->framed)
		return;
	line.text = has(head->number) ? arena_printf(&paper->arena, "Số: %s", head->number)
				      : arena_printf(&paper->arena, "Số: " DOTS_SHORT "%s",
						     has(head->symbol) ? head->symbol : "");
	add_side(paper, block, 0, &line);
}

static void add_nation(struct paper *paper, struct paper_block *block,
		       const struct paper_head *head)
{
	struct paper_text line = {.size = SMALL, .face = FACE_BOLD, .align = ALIGN_CENTRE};

	if (head->style == PAPER_DOAN) {
		line.text = "ĐOÀN TNCS HỒ CHÍ MINH";
		line.size = BODY;
		line.rule = 1;
		add_side(paper, block, 1, &line);
	} else {
		line.text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
		add_side(paper, block, 1, &line);
		line.text = "Độc lập - Tự do - Hạnh phúc";
		line.size = BODY;
		line.rule = 1;
		add_side(paper, block, 1, &line);
	}
	line = (struct paper_text){.text = place_and_day(paper, head),
				   .size = BODY,
				   .face = FACE_ITALIC,
				   .align = ALIGN_CENTRE,
				   .above = 10};
	add_side(paper, block, 1, &line);
}

/* Who issues it; where and when. */
static void add_letterhead(struct paper *paper, const struct paper_head *head)
{
	struct paper_block *block = add_block(paper, BLOCK_SIDES, 0);

	block->side_count = 2;
	block->shares[0] = 42;
	block->shares[1] = 58;
	add_issuer(paper, block, head);
	add_nation(paper, block, head);
}

static void describe(struct paper *paper, const struct paper_head *head, const char *title,
		     const char *about)
{
	struct day day;

	paper->head = head;
	paper->title = title;
	paper->about = about;
	paper->created = read_day(head->date, &day)
				 ? arena_printf(&paper->arena, "%.10sT00:00:00+07:00", head->date)
				 : "";
}

void paper_begin(struct paper *paper, const struct paper_head *head, const char *title,
		 const char *about)
{
	struct paper_block *block;

	describe(paper, head, title, about);
	add_letterhead(paper, head);
	block = add_block(paper, BLOCK_SIDES, 22);
	block->side_count = 1;
	block->shares[0] = 1;
	add_side(paper, block, 0,
		 &(struct paper_text){
			 .text = title, .size = TITLE, .face = FACE_BOLD, .align = ALIGN_CENTRE});
	if (has(about))
		add_side(paper, block, 0,
			 &(struct paper_text){.text = about,
					      .size = BODY,
					      .face = FACE_BOLD,
					      .align = ALIGN_CENTRE,
					      .rule = 0.4});
	add_block(paper, BLOCK_SIDES, 8);
}

void paper_line(struct paper *paper, const struct paper_text *text)
{
	struct paper_block *block = add_block(paper, BLOCK_SIDES, 0);

	block->side_count = 1;
	block->shares[0] = 1;
	add_side(paper, block, 0, text);
}

void paper_page(struct paper *paper, const struct paper_head *head, const char *title)
{
	if (paper->first)
		add_block(paper, BLOCK_PAGE, 0);
	describe(paper, head, title, NULL);
	add_letterhead(paper, head);
	paper_line(paper, &(struct paper_text){.text = title,
					       .size = FRAMED_TITLE,
					       .face = FACE_BOLD,
					       .align = ALIGN_CENTRE,
					       .above = 18,
					       .most = 1});
}

void paper_say(struct paper *paper, const char *fmt, ...)
{
	char text[PAPER_SAY_MAX];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	add_text(paper, &(struct paper_text){.text = arena_str(&paper->arena, text),
					     .size = BODY,
					     .align = ALIGN_JUSTIFY,
					     .above = 4,
					     .indent = INDENT});
}

void paper_field(struct paper *paper, const char *label, const char *value)
{
	const struct paper_text text = {
		.text = arena_printf(&paper->arena, "%s: %s", label, has(value) ? value : DOTS),
		.size = BODY,
		.align = ALIGN_LEFT,
		.above = 3,
	};
	struct paper_block *block = add_text(paper, &text);

	block->label = label;
	block->value = has(value) ? arena_str(&paper->arena, value) : NULL;
}

void paper_note(struct paper *paper, const char *label, const char *value)
{
	if (has(value))
		paper_field(paper, label, value);
}

int paper_qr(struct paper *paper, const char *tag, struct err *err)
{
	struct qr *qr = arena_alloc(&paper->arena, sizeof(*qr));
	int r = qr_make(tag, qr, err);

	if (r == 0)
		add_block(paper, BLOCK_QR, 0)->qr = qr;
	return r;
}

void paper_heading(struct paper *paper, const char *text)
{
	add_text(paper,
		 &(struct paper_text){.text = text, .size = BODY, .face = FACE_BOLD, .above = 8,
				      .keep = HEADING_ROOM});
}

void paper_together(struct paper_block *first)
{
	for (; first->next; first = first->next)
		first->text.with_next = true;
}

void paper_conclude(struct paper *paper, const char *text)
{
	add_text(paper, &(struct paper_text){.text = text,
					     .size = BODY,
					     .align = ALIGN_JUSTIFY,
					     .above = 4,
					     .indent = INDENT,
					     .keep = SIGNING_ROOM + CONCLUDING_ROOM});
}

void paper_amount(struct paper *paper, const char *label, int64_t amount)
{
	AUTO(buf_done) struct buf text = {0};

	text_money(&text, amount);
	buf_add_str(&text, " đồng (Bằng chữ: ");
	text_money_words(&text, amount);
	buf_add_str(&text, ")");
	paper_field(paper, label, buf_text(&text));
}

struct paper_table *paper_table(struct paper *paper, const struct paper_column *columns,
				size_t column_count, size_t row_count)
{
	struct paper_block *block = add_block(paper, BLOCK_TABLE, 6);

	block->table = (struct paper_table){
		.columns = columns,
		.column_count = column_count,
		.cells =
			arena_alloc(&paper->arena, column_count * row_count * sizeof(const char *)),
		.row_count = row_count,
	};
	return &block->table;
}

struct paper_chart *paper_chart(struct paper *paper, const char *title, size_t count)
{
	struct paper_block *block = add_block(paper, BLOCK_CHART, 8);

	block->chart.bars = arena_alloc(&paper->arena, (count + 1) * sizeof(*block->chart.bars));
	block->chart.count = count;
	block->chart.title = title;
	return &block->chart;
}

/* One of the blocks side by side. */
static void add_signer(struct paper *paper, struct paper_block *block,
		       const struct paper_signer *signer)
{
	size_t side = block->side_count++;
	struct paper_text line = {
		.text = signer->role, .size = BODY, .face = FACE_BOLD, .align = ALIGN_CENTRE};

	block->shares[side] = 1;
	add_side(paper, block, side, &line);
	line = (struct paper_text){.text = "(Ký, ghi rõ họ tên)",
				   .size = SMALL,
				   .face = FACE_ITALIC,
				   .align = ALIGN_CENTRE};
	add_side(paper, block, side, &line);
	line = (struct paper_text){.text = signer->name,
				   .size = BODY,
				   .face = FACE_BOLD,
				   .align = ALIGN_CENTRE,
				   .above = SIGNING_ROOM,
				   .at_foot = true};
	add_side(paper, block, side, &line);
}

/* Nơi nhận, at the left: bold and slanted by the decree, which Đoàn bodies do not follow. */
static void add_copies(struct paper *paper, struct paper_block *block,
		       const struct paper_head *head)
{
	size_t side = block->side_count++;
	struct paper_text line = {.text = "Nơi nhận:",
				  .size = SMALL,
				  .face = FACE_BOLD};

	if (head->style != PAPER_DOAN)
		line.face |= FACE_ITALIC;
	block->shares[side] = 1;
	add_side(paper, block, side, &line);
	line = (struct paper_text){.size = SMALLEST};
	for (const char *at = head->copies; *at;) {
		size_t len = strcspn(at, "\n");

		line.text = arena_printf(&paper->arena, "- %.*s%s", (int)len, at,
					 at[len] ? ";" : ".");
		add_side(paper, block, side, &line);
		at += len + (at[len] == '\n');
	}
}

/* Beside those who sign, where there is room: so it is on their page. Their columns stand one under
 * another, also where it is only beside the last of them. */
static void add_left(struct paper *paper, struct paper_block *block, const struct paper_head *head,
		     bool is_last)
{
	if (is_last)
		add_copies(paper, block, head);
	else
		block->shares[block->side_count++] = 1;
}

/* Who of the issuing bodies signs: the partner only a joint paper. */
static size_t head_signers(const struct paper_head *head)
{
	return head->style == PAPER_JOINT ? 2 : 1;
}

void paper_sign(struct paper *paper, const struct paper_head *head,
		const struct paper_signer *signers, size_t count)
{
	size_t all = count + head_signers(head), signing = 0, in_row;
	struct paper_signer *row = arena_alloc(&paper->arena, all * sizeof(*row));
	struct paper_block *block = NULL;
	bool is_beside;

	for (size_t i = 0; i < all; i++) {
		const struct paper_signer *it = i < count ? &signers[i] : &head->signers[i - count];

		if (has(it->role))
			row[signing++] = *it;
	}
	/* Four stand better as two and two. */
	in_row = signing == 4 ? 2 : SIGNERS_IN_ROW;
	is_beside = has(head->copies) && signing &&
		    (signing < SIGNERS_IN_ROW || in_row == 2 || paper->landscape);
	for (size_t i = 0; i < signing; i++) {
		if (i % in_row == 0) {
			block = add_block(paper, BLOCK_SIDES, 18);
			block->signers = row + i;
		}
		if (i % in_row == 0 && is_beside)
			add_left(paper, block, head, i + in_row >= signing);
		add_signer(paper, block, &row[i]);
		block->signer_count++;
	}
	if (!is_beside && has(head->copies))
		add_copies(paper, add_block(paper, BLOCK_SIDES, 10), head);
}

int paper_foot(struct paper *paper, const char *code, const char *lines, struct err *err)
{
	const struct paper_text under = {
		.text = lines, .size = SMALL, .align = ALIGN_CENTRE, .above = CODE_ROOM};
	struct qr *qr = arena_alloc(&paper->arena, sizeof(*qr));
	struct paper_block *block;
	int r = qr_make_code(code, qr, err);

	if (r < 0)
		return r;
	block = add_block(paper, BLOCK_SIDES, 0);
	block->qr = qr;
	block->at_foot = true;
	block->side_count = 1;
	block->shares[0] = 1;
	add_side(paper, block, 0, &under);
	for (size_t i = 0; i < head_signers(paper->head); i++)
		if (has(paper->head->signers[i].role))
			add_signer(paper, block, &paper->head->signers[i]);
	/* A single signature stands at the right, as on every paper. */
	block->shares[block->side_count - 1] = block->side_count == 2 ? 1.4 : 1;
	return 0;
}
