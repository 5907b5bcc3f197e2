/* Tables from outside: every shape of CSV, what is amiss told by line, columns found by name. */
#include "import_help.h"

static void shapes(void **state)
{
	(void)state;
	ASSERT_ROWS("a;b\n1;2\n", "1[a|b] 2[1|2] ");
	ASSERT_ROWS("\xef\xbb\xbf" "a,b\r\n1,2", "1[a|b] 2[1|2] ");
	ASSERT_ROWS("a\tb;c\td\n1\t2;3\t\n", "1[a|b;c|d] 2[1|2;3|] ");
	ASSERT_ROWS("a\rb\r\rc", "1[a] 2[b] 4[c] ");
	ASSERT_ROWS("\"x;y;z\",b\n", "1[x;y;z|b] ");
	ASSERT_ROWS("a;b\n\"1\n2\";\"say \"\"so\"\"\"\n;;\n\n3;15\" LCD\n",
		    "1[a|b] 2[1\n2|say \"so\"] 6[3|15\" LCD] ");
	ASSERT_ROWS("", "");
	ASSERT_ROWS("\n\r\n;;;\n", "");
	ASSERT_ROWS("Tên;Loại\nHà Nội;xã\n", "1[Tên|Loại] 2[Hà Nội|xã] ");
}

static void amiss(void **state)
{
	(void)state;
	ASSERT_ROWS("a;b\n1;\0002\n3;4\n", "1[a|b] 2!@2 3[3|4] ");
	ASSERT_ROWS("a;b\n\xff\xfe;2\n3;4\n", "1[a|b] 2!@1 3[3|4] ");
	ASSERT_ROWS("a;b\n\"1\"x;2\n3;4\n", "1[a|b] 2!@1 3[3|4] ");
	ASSERT_ROWS("a;b\n1;\"2\n3;4\n", "1[a|b] 2!@2 ");
	ASSERT_ROWS("\"", "1!@1 ");
	ASSERT_ROWS("a;\xe1\xba", "1!@2 ");
}

static void too_long(void **state)
{
	static const size_t sizes[] = {(1 << 20) + 8, 8 << 20};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		AUTO(buf_done) struct buf table = {0}, rows = {0};
		char *cell = malloc(sizes[i]);

		assert_non_null(cell);
		memset(cell, 'x', sizes[i]);
		buf_add_str(&table, "a;b\n1;");
		buf_add(&table, cell, sizes[i]);
		buf_add_str(&table, ";\"q\"\n3;4\n");
		free(cell);
		read_table(table.data, table.len, &rows);
		assert_string_equal(buf_text(&rows), "1[a|b] 2!@0 3[3|4] ");
	}
}

static void too_many_columns(void **state)
{
	AUTO(buf_done) struct buf table = {0}, rows = {0};

	(void)state;
	for (size_t i = 0; i < IMPORT_COLUMNS_MAX + 40; i++)
		buf_add_str(&table, "a;");
	buf_add_str(&table, "\nb\n");
	read_table(table.data, table.len, &rows);
	assert_string_equal(buf_text(&rows), "1!@0 2[b] ");
}

static void gone_back(void **state)
{
	static const char bytes[] = "a;b\n1;2\n\"3\n3\";4\n5;6\n";
	AUTO(table_reader_done) struct table_reader *reader = NULL;
	struct table_row row, again;
	struct err err;
	char file[64];

	(void)state;
	as_file(bytes, sizeof(bytes) - 1, file);
	assert_int_equal(csv_reader_open(&reader, file, &err), 0);
	for (int i = 0; i < 3; i++)
		assert_int_equal(reader->next(reader, &row, &err), 1);
	assert_int_equal(reader->next(reader, &again, &err), 1);
	assert_int_equal(again.line, 5);
	reader->seek(reader, row.place, row.line);
	assert_int_equal(reader->next(reader, &again, &err), 1);
	assert_string_equal(again.cells[0], "3\n3");
	assert_int_equal(again.line, 3);
}

/* ---- heads --------------------------------------------------------------- */

static int read_head(const char *const *cells, size_t count, struct import_columns *columns,
		     struct err *err)
{
	const struct table_row head = {.line = 1, .cells = cells, .count = count};

	return import_columns_read(columns, record_kind_find("donor"), &head, NULL, err);
}

#define HEAD(columns, err, ...) \
	read_head((const char *const[]){__VA_ARGS__}, \
		  sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *), columns, err)

static void heads(void **state)
{
	struct import_columns columns;
	struct err err;

	(void)state;
	assert_int_equal(HEAD(&columns, &err, "ID", "tên", "  LOAI ", "Điện thoại", ""), 0);
	assert_int_equal(columns.count, 5);
	assert_int_equal(columns.id_at, 0);
	assert_string_equal(columns.fields[1]->name, "name");
	assert_string_equal(columns.fields[2]->name, "kind");
	assert_string_equal(columns.fields[3]->name, "phone");
	assert_null(columns.fields[4]);
	assert_int_equal(HEAD(&columns, &err, "name", "Tên", "kind"), -EINVAL);
	assert_non_null(strstr(err.text, "cột B"));
	assert_int_equal(HEAD(&columns, &err, "id", "name", "kind", "id"), -EINVAL);
	assert_non_null(strstr(err.text, "cột D"));
	assert_int_equal(HEAD(&columns, &err, "name", "kind", "lương"), -EINVAL);
	assert_non_null(strstr(err.text, "cột C"));
	assert_int_equal(HEAD(&columns, &err, "name"), -EINVAL);
	assert_non_null(strstr(err.text, "kind"));
	assert_int_equal(HEAD(&columns, &err, "", " "), -EINVAL);
	assert_int_equal(HEAD(&columns, &err, "id"), -EINVAL);
}

static void formula_marks(void **state)
{
	(void)state;
	assert_string_equal(import_value("'=1+1"), "=1+1");
	assert_string_equal(import_value("''x"), "'x");
	assert_string_equal(import_value("'x"), "'x");
	assert_string_equal(import_value("'"), "'");
	assert_string_equal(import_value("-5"), "-5");
	assert_null(import_value(""));
}

/* ---- into a book --------------------------------------------------------- */

static struct flow_import take_in(struct bed *bed, const char *kind, const char *text)
{
	struct flow_import import = {0};
	char file[64];

	as_file(text, strlen(text), file);
	if (import_file(bed, kind, file, &import) < 0)
		fail_msg("%s", bed->err.text);
	flow_import_done(&import);
	return import;
}

static int64_t rows_of(struct bed *bed, const char *kind)
{
	uint64_t count = 0;

	assert_int_equal(store_count(bed->store, record_kind_find(kind), NULL, &count, &bed->err),
			 0);
	return (int64_t)count;
}

static void all_or_nothing(void **state)
{
	struct bed *bed = *state;
	struct flow_import import;

	import = take_in(bed, "donor", "name;kind\nA;person\nB;ngan-hang\nC\nD;person;x\n");
	assert_int_equal(import.refused, 3);
	assert_int_equal(import.told[0].line, 3);
	assert_int_equal(import.told[0].column, 2);
	assert_int_equal(import.told[1].line, 4);
	assert_int_equal(import.told[2].line, 5);
	assert_int_equal(rows_of(bed, "donor"), 0);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM audit"), 0);
}

static void twice_adds_nothing(void **state)
{
	static const char table[] = "kind;spec\nram;DDR3 2 GB\nram;DDR3 2 GB\nram;DDR2 1 GB\n";
	struct bed *bed = *state;

	assert_int_equal(take_in(bed, "part", table).added, 3);
	assert_int_equal(take_in(bed, "part", table).known, 3);
	assert_int_equal(rows_of(bed, "part"), 3);
	/* A third stick like the other two is a third stick. */
	assert_int_equal(take_in(bed, "part", "kind;spec\nram;DDR3 2 GB\nram;DDR3 2 GB\n"
					      "ram;DDR3 2 GB\n").added, 1);
}

/* What waits for the sync is the same, in the same order, as of rows that were typed; and what is
 * typed afterwards waits, too. */
static void noted_as_by_hand(void **state)
{
	static const char *const names[] = {"name", "birth_date"};
	static const char *const values[] = {"Vũ Văn An", "2012-10-05"};
	static const char *const changed[] = {"Vũ Văn Anh"};
	const struct record_kind *kind = record_kind_find("recipient");
	struct bed *bed = *state;
	struct flow_import import;
	char id[UUID_TEXT_MAX];

	import = take_in(bed, "recipient", "name;birth_date\nLê Thị Bình;06/11/2012\n"
					   "Đỗ Ngọc Chi;07/12/2012\n");
	assert_int_equal(import.added, 2);
	assert_int_equal(store_add(bed->store, kind, names, values, 2, id, &bed->err), 0);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM outbox"), 6);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM (SELECT 1 FROM outbox GROUP BY tbl, "
					 "op, mask, base_seq)"), 2);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM outbox o JOIN outbox a "
					 "ON a.seq = o.seq + 1 AND a.txn = o.txn AND a.hlc = o.hlc "
					 "JOIN audit l ON l.id = a.row_id AND l.\"row\" = o.row_id "
					 "WHERE o.tbl = 'recipient' AND a.tbl = 'audit'"), 3);
	assert_int_equal(store_set(bed->store, kind, id, names, changed, 1, &bed->err), 0);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM outbox WHERE op = 'U'"), 1);
}

static void rows_of_one_file_name_one_another(void **state)
{
	struct bed *bed = *state;
	struct flow_import import;

	import = take_in(bed, "unit", "name;kind;parent\nxã Phù Đổng;commune;Hà Nội\n"
				      "Hà Nội;province;\n");
	assert_int_equal(import.added, 2);
	import = take_in(bed, "unit", "name;kind;parent\nxã B;commune;Huế\nxã C;commune;xã B\n");
	assert_int_equal(import.refused, 2);
	assert_int_equal(import.told[0].column, 3);
	assert_int_equal(rows_of(bed, "unit"), 2);
}

static void many_refusals_are_counted(void **state)
{
	struct bed *bed = *state;
	AUTO(buf_done) struct buf table = {0};
	struct flow_import import;

	buf_add_str(&table, "donor;kind\n");
	for (int i = 0; i < 500; i++)
		buf_add_str(&table, i % 2 ? "nobody;devices\n" : "nobody;tàu\n");
	import = take_in(bed, "donation", buf_text(&table));
	assert_int_equal(import.refused, 500);
	assert_int_equal(import.told_count, FLOW_IMPORT_TOLD);
}

/* ---- rights, and what only the program writes ---------------------------- */

#define ROW_ID "01a204ba-e138-7a07-8c44-50e0b4610130"

static void other_books(void **state)
{
	static const char whole[] = "id;kind;state;tag\n" ROW_ID ";ram;used;2345672\n";
	struct bed *bed = *state;
	struct store_actor actor = {.role = ROLE_TEACHER, .name = "Lan"};
	const struct store_actor bench = *store_acting(bed->store);
	struct flow_import import;

	import = take_in(bed, "part", "kind;state\nram;used\n");
	assert_int_equal(import.refused, 1);
	import = take_in(bed, "part", whole);
	assert_int_equal(import.refused, 1); /* 2345672 has no good check */
	store_act_as(bed->store, &actor);
	import = take_in(bed, "part", "id;kind;state\n" ROW_ID ";ram;used\n");
	assert_int_equal(import.refused, 1);
	store_act_as(bed->store, &bench);
	import = take_in(bed, "part", "id;kind;state\n" ROW_ID ";ram;used\n");
	assert_int_equal(import.added, 1);
	import = take_in(bed, "part", "id;kind;state\n" ROW_ID ";ram;used\n");
	assert_int_equal(import.known, 1);
	import = take_in(bed, "part", "id;kind;state\n" ROW_ID ";ram;on-shelf\n");
	assert_int_equal(import.refused, 1);
	assert_int_equal(import.told[0].column, 3);
	import = take_in(bed, "part", "id;kind;state\nx;ram;\n;ram;\n");
	assert_int_equal(import.refused, 1);
	/* The book has parts: no more with a state of their own. */
	import = take_in(bed, "part", "id;kind;state\n01a204ba-e138-7a07-8c44-50e0b4610131;ram;"
				      "used\n");
	assert_int_equal(import.refused, 1);
	assert_int_equal(rows_of(bed, "part"), 1);
}

struct patience {
	uint64_t rows; /* taken in, when it ends */
	unsigned heard;
	uint64_t last, of;
};

static bool lose_patience(void *user, uint64_t rows, uint64_t of)
{
	struct patience *patience = user;

	patience->heard++;
	patience->last = rows;
	patience->of = of;
	return of && rows >= patience->rows;
}

/* Stopped at any moment before the end nothing is in the book, and nothing holds it. */
static void stopped(void **state)
{
	enum { ROWS = 3000 };
	static const uint64_t ends[] = {0, 1000, ROWS, ROWS + 1};
	struct bed *bed = *state;
	AUTO(buf_done) struct buf table = {0};
	char file[64];

	buf_add_str(&table, "name;kind\n");
	for (int i = 0; i < ROWS; i++)
		buf_printf(&table, "Người tặng %d;person\n", i);
	as_file(table.data, table.len, file);
	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		struct patience patience = {.rows = ends[i]};
		const struct flow_import_request request = {
			.file = file, .progress = lose_patience, .user = &patience};
		AUTO(flow_import_done) struct flow_import import = {0};
		bool is_whole = ends[i] > ROWS;
		int r = flow_import(bed->store, record_kind_find("donor"), &request, &import,
				    &bed->err);

		assert_int_equal(r, is_whole ? 0 : -ECANCELED);
		assert_int_equal(patience.of, ROWS);
		assert_true(patience.last >= ends[i] || is_whole);
		assert_true(patience.heard > (is_whole ? 20 : 10));
		assert_int_equal(rows_of(bed, "donor"), is_whole ? ROWS : 0);
	}
}

static void refused_kinds(void **state)
{
	struct bed *bed = *state;
	struct store_actor actor = {.role = ROLE_VIEWER, .name = "Xem"};
	struct flow_import import;
	char file[64];

	as_file("name;kind\nA;person\n", 18, file);
	assert_int_equal(import_file(bed, "step", file, &import), -EPERM);
	store_act_as(bed->store, &actor);
	assert_int_equal(import_file(bed, "donor", file, &import), -EPERM);
}

/* A line of the fund that was changed on the way is found out by its seal. */
static void fund_of_another_book(void **state)
{
	static const char line[] =
		"id;at;kind;direction;amount;description;chain;number;hash\n" ROW_ID
		";2026-11-22;opening;in;100;x;01a204ba-0000-7a07-8c44-50e0b4610130;1;00\n";
	struct bed *bed = *state;
	struct flow_import import;
	char file[64];

	assert_int_equal(take_in(bed, "fund", "at;kind;amount;description\n22/11/2026;opening;"
					      "100;đầu kỳ\n").added, 1);
	assert_int_equal(store_check_chain(bed->store, record_kind_find("fund"), &import.added,
					   &bed->err), 0);
	bed_close(bed);
	unlink(bed->file);
	bed_open(bed);
	as_file(line, sizeof(line) - 1, file);
	assert_int_equal(import_file(bed, "fund", file, &import), -EBADMSG);
	assert_int_equal(rows_of(bed, "fund"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shapes),
		cmocka_unit_test(amiss),
		cmocka_unit_test(too_long),
		cmocka_unit_test(too_many_columns),
		cmocka_unit_test(gone_back),
		cmocka_unit_test(heads),
		cmocka_unit_test(formula_marks),
		BED_TEST(all_or_nothing),
		BED_TEST(twice_adds_nothing),
		BED_TEST(noted_as_by_hand),
		BED_TEST(rows_of_one_file_name_one_another),
		BED_TEST(many_refusals_are_counted),
		BED_TEST(other_books),
		BED_TEST(stopped),
		BED_TEST(refused_kinds),
		BED_TEST(fund_of_another_book),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
