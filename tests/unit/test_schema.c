/* The schema against the record descriptors, and the capture of every change. */
#include "store_help.h"

#define COLUMNS_MAX 62

struct table {
	const char *name;
	size_t first; /* the first column that travels */
};

/* Where all columns of a table stand, in the order of a mask: itself, or its view. */
static void whole_name(const char *table, char ret[64])
{
	const struct record_kind *kind = record_kind_find(table);

	snprintf(ret, 64, "%s%s", table, kind && kind->apart ? "_whole" : "");
}

/* Every table but the local ones: the log itself, its state, the index that can be built anew, what
 * is half typed, the PINs, the content of files, and what stands apart of another's row. One whose
 * rows may not be changed says so by a trigger. */
#define TRAVELLING_TABLES \
	"SELECT name, NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = t.name || " \
	"'_no_update') FROM sqlite_schema AS t WHERE type = 'table' AND name NOT LIKE 'sqlite_%' " \
	"AND name NOT IN ('meta', 'sync_state', 'sync_base', 'outbox', 'search_row', " \
	"'search_block', 'captured', 'draft', 'pin', 'sync_link', 'sync_refused', 'blob', " \
	"'blob_chunk', 'sync_mark') AND name NOT GLOB '*_pii'"

static sqlite3 *open_raw(struct bed *bed)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(bed->file, &db), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	return db;
}

static size_t read_columns(sqlite3 *db, const char *table, char names[COLUMNS_MAX][40])
{
	sqlite3_stmt *stmt;
	size_t count = 0;

	assert_int_equal(sqlite3_prepare_v2(db, "SELECT name FROM pragma_table_info(?1)", -1, &stmt,
					    NULL), SQLITE_OK);
	sqlite3_bind_text(stmt, 1, table, -1, SQLITE_STATIC);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		assert_true(count < COLUMNS_MAX);
		snprintf(names[count++], 40, "%s", (const char *)sqlite3_column_text(stmt, 0));
	}
	sqlite3_finalize(stmt);
	return count;
}

static void descriptors_match_the_tables(void **state)
{
	struct bed *bed = *state;
	sqlite3 *db = open_raw(bed);

	for (size_t i = 0; i < record_kind_count; i++) {
		static const char *const head[] = {"n", "id", "created_at", "updated_at"};
		const struct record_kind *kind = record_kind_table[i];
		char names[COLUMNS_MAX][40], whole[64];
		size_t count;

		whole_name(kind->name, whole);
		count = read_columns(db, whole, names);
		assert_int_equal(count, kind->field_count + ARRAY_LEN(head));
		for (size_t j = 0; j < ARRAY_LEN(head); j++)
			assert_string_equal(names[j], head[j]);
		for (size_t j = 0; j < kind->field_count; j++)
			assert_string_equal(names[ARRAY_LEN(head) + j], kind->fields[j].name);
	}
	sqlite3_close(db);
}

/* Of a kind that keeps them apart, the one table has its personal fields, the other has none. */
static void personal_fields_stand_apart(void **state)
{
	struct bed *bed = *state;
	sqlite3 *db = open_raw(bed);
	size_t kinds = 0;

	for (size_t i = 0; i < record_kind_count; i++) {
		const struct record_kind *kind = record_kind_table[i];
		char open[COLUMNS_MAX][40], apart[COLUMNS_MAX][40], name[64];
		size_t opens = 4, aparts = 1;

		if (!kind->apart)
			continue;
		snprintf(name, sizeof(name), "%s_pii", kind->name);
		read_columns(db, kind->name, open);
		read_columns(db, name, apart);
		for (size_t j = 0; j < kind->field_count; j++)
			assert_string_equal(kind->fields[j].privacy == PRIVACY_PERSONAL
						    ? apart[aparts++]
						    : open[opens++],
					    kind->fields[j].name);
		assert_int_equal(read_columns(db, kind->name, open), opens);
		assert_int_equal(read_columns(db, name, apart), aparts);
		assert_true(aparts > 1);
		kinds++;
	}
	assert_int_equal(kinds, bed_number(bed, "SELECT count(*) FROM sqlite_schema WHERE name "
						"GLOB '*_pii' AND type = 'table'"));
	sqlite3_close(db);
}

static void descriptors_are_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < record_kind_count; i++) {
		const struct record_kind *kind = record_kind_table[i];

		assert_ptr_equal(record_kind_find(kind->name), kind);
		/* Lists are open on a table where people pass: only those that leads alone read
		 * name a person. */
		for (const char *const *column = kind->list_columns; *column; column++)
			assert_true(record_field_find(kind, *column)->privacy != PRIVACY_PERSONAL ||
				    kind->readers == ROLE_LEAD);
		for (size_t j = 0; j < kind->field_count; j++) {
			const struct field *field = &kind->fields[j];

			assert_in_range(text_width(field->label), 1, 13);
			assert_int_equal(field->type == FIELD_CHOICE, field->choices != NULL);
			assert_int_equal(field->type == FIELD_REF, field->ref != NULL);
			/* Forgetting empties a field or puts a word into its place. */
			assert_true(!field->is_part || field->ref);
			assert_true(!record_forgets(field) || !field->required ||
				    field->type == FIELD_TEXT || kind->append_only);
			if (field->fact)
				assert_int_equal(field->type, FIELD_INT);
			assert_true(!field->fact || fact_def_find(field->fact));
			for (size_t k = 0; field->choices && field->choices[k]; k++)
				assert_non_null(field->choice_labels[k]);
		}
	}
	assert_null(record_kind_find("nothing"));
}

static bool is_apart(const struct table *table, const char *column)
{
	const struct record_kind *kind = record_kind_find(table->name);
	const struct field *field = kind ? record_field_find(kind, column) : NULL;

	return field && kind->apart && field->privacy == PRIVACY_PERSONAL;
}

/* Every column that travels has its own bit in the trigger, and no other has one. */
static void check_trigger(sqlite3 *db, const struct table *table, const char *part,
			  const char *event)
{
	char names[COLUMNS_MAX][40], name[64];
	size_t count, bits = 0, wanted_bits = 0;
	sqlite3_stmt *stmt;
	const char *sql;

	whole_name(table->name, name);
	count = read_columns(db, name, names);
	snprintf(name, sizeof(name), "%s%s_out_%s", table->name, part, event);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT sql FROM sqlite_schema WHERE name = ?1", -1,
					    &stmt, NULL), SQLITE_OK);
	sqlite3_bind_text(stmt, 1, name, -1, SQLITE_STATIC);
	if (sqlite3_step(stmt) != SQLITE_ROW)
		fail_msg("no trigger %s", name);
	sql = (const char *)sqlite3_column_text(stmt, 0);
	assert_non_null(strstr(sql, "applying = 0"));
	for (const char *bit = strstr(sql, "<<"); bit; bit = strstr(bit + 2, "<<"))
		bits++;
	for (size_t i = table->first; i < count && bits; i++) {
		char wanted[128];

		if (is_apart(table, names[i]) != (*part != 0))
			continue;
		/* Once for the entry that is there, and once for one of its own. */
		wanted_bits += *part && str_eq(event, "update") ? 2 : 1;
		snprintf(wanted, sizeof(wanted),
			 str_eq(event, "insert") ? "((new.\"%s\" IS NOT NULL) << %zu)"
						 : "IS NOT new.\"%s\") << %zu)",
			 names[i], i);
		assert_non_null(strstr(sql, wanted));
	}
	assert_int_equal(bits, wanted_bits);
	assert_int_equal(bits == 0, str_eq(event, "delete"));
	sqlite3_finalize(stmt);
}

static void check_table(sqlite3 *db, const char *name, bool is_mutable)
{
	const struct record_kind *kind = record_kind_find(name);
	struct table table = {.name = name};
	char names[COLUMNS_MAX][40];

	assert_true(read_columns(db, name, names) > 4);
	table.first = str_eq(names[3], "updated_at") ? 4 : 3;
	if (kind)
		assert_int_equal(is_mutable, !kind->append_only);
	check_trigger(db, &table, "", "insert");
	if (kind && kind->apart)
		check_trigger(db, &table, "_pii", "insert");
	if (!is_mutable)
		return;
	check_trigger(db, &table, "", "update");
	if (kind && kind->apart)
		check_trigger(db, &table, "_pii", "update");
	check_trigger(db, &table, "", "delete");
}

static void no_table_escapes_the_capture(void **state)
{
	struct bed *bed = *state;
	sqlite3 *db = open_raw(bed);
	sqlite3_stmt *stmt;
	size_t count = 0;

	assert_int_equal(sqlite3_prepare_v2(db, TRAVELLING_TABLES, -1, &stmt, NULL), SQLITE_OK);
	for (; sqlite3_step(stmt) == SQLITE_ROW; count++)
		check_table(db, (const char *)sqlite3_column_text(stmt, 0),
			    sqlite3_column_int(stmt, 1));
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	assert_true(count > record_kind_count);
	/* What can not be changed can not be deleted either. */
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM sqlite_schema AS a WHERE name LIKE "
					 "'%_no_update' AND NOT EXISTS (SELECT 1 FROM "
					 "sqlite_schema WHERE name = a.tbl_name || '_no_delete')"),
			 0);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM pragma_table_list WHERE schema = "
					 "'main' AND type <> 'view' AND name NOT LIKE 'sqlite_%' "
					 "AND NOT strict"), 0);
}

static int raw_code(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

static void what_was_seen_can_not_be_changed(void **state)
{
	struct bed *bed = *state;
	struct store_saved saved;
	sqlite3 *db;

	save(bed, &thinkpad, &saved);
	assert_int_equal(store_inspect(bed->store, saved.tag, "screen", "ok", "Lan", NULL,
				       &bed->err), 0);
	assert_int_equal(store_same_device(bed->store, saved.tag, saved.tag, true, &bed->err), 0);
	db = open_raw(bed);
	assert_int_equal(raw_code(db, "UPDATE snapshot SET text = ''"), SQLITE_CONSTRAINT);
	assert_int_equal(raw_code(db, "DELETE FROM snapshot"), SQLITE_CONSTRAINT);
	assert_int_equal(raw_code(db, "UPDATE verdict SET verdict = 'pass'"), SQLITE_CONSTRAINT);
	assert_int_equal(raw_code(db, "DELETE FROM inspection"), SQLITE_CONSTRAINT);
	assert_int_equal(raw_code(db, "DELETE FROM device_identity"), SQLITE_CONSTRAINT);
	sqlite3_close(db);
}

static void changes_are_captured_by_column(void **state)
{
	static const char *const names[] = {"note", "model"}, *const values[] = {"vỡ góc", "X201s"};
	static const char *const none[] = {"vỡ góc", "X201s"};
	struct bed *bed = *state;
	const struct record_kind *kind = record_kind_find("device");
	struct store_saved saved;
	int64_t txn;

	save(bed, &thinkpad, &saved);
	txn = bed_number(bed, "SELECT max(txn) FROM outbox");
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM outbox WHERE op = 'I'"),
			 bed_number(bed, "SELECT count(*) FROM outbox"));
	/* One device, one snapshot, one verdict; serial, uuid, board, disk and looks; the audit. */
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM outbox"), 9);
	assert_int_equal(bed_number(bed, "SELECT count(DISTINCT txn) FROM outbox"), 1);
	assert_int_equal(store_set(bed->store, kind, saved.tag, names, values, 2, &bed->err), 0);
	assert_int_equal(bed_number(bed, "SELECT mask FROM outbox WHERE op = 'U'"),
			 1 << 17 | 1 << 8);
	assert_int_equal(bed_number(bed, "SELECT max(txn) FROM outbox"), txn + 1);
	/* Nothing changed: nothing to send. */
	assert_int_equal(store_set(bed->store, kind, saved.tag, names, none, 2, &bed->err), 0);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM outbox WHERE op = 'U'"), 1);
	assert_int_equal(bed_number(bed, "SELECT hlc > 1600000000000 FROM sync_state"), 1);
}

static void capture_is_silent_while_applying_and_numbers_go_on(void **state)
{
	struct bed *bed = *state;
	sqlite3 *db;
	struct store_saved saved;

	save(bed, &thinkpad, &saved);
	db = open_raw(bed);
	assert_int_equal(raw_code(db, "UPDATE sync_state SET applying = 1"), SQLITE_OK);
	assert_int_equal(raw_code(db, "UPDATE device SET note = 'a'"), SQLITE_OK);
	assert_int_equal(raw_code(db, "UPDATE sync_state SET applying = 0"), SQLITE_OK);
	assert_int_equal(raw_code(db, "DELETE FROM outbox"), SQLITE_OK);
	assert_int_equal(raw_code(db, "INSERT INTO sync_base (tbl, row_id, sseq) "
				      "SELECT 'device', id, 41 FROM device"),
			 SQLITE_OK);
	assert_int_equal(raw_code(db, "UPDATE device SET note = 'b'"), SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(bed_number(bed, "SELECT seq FROM outbox"), 10);
	assert_int_equal(bed_number(bed, "SELECT base_seq FROM outbox"), 41);
}

static void run_file(sqlite3 *db, const char *name)
{
	AUTO(buf_done) struct buf text = {0};
	struct root root;

	assert_int_equal(root_open(&root, HOTROIT_SOURCE_DIR "/schema/local", NULL), 0);
	assert_int_equal(root_read(&root, name, 1 << 20, &text), 0);
	root_done(&root);
	assert_int_equal(raw_code(db, buf_text(&text)), SQLITE_OK);
}

/* A bench that has SIMs from before their verdicts were kept. */
static void older_sims_are_brought_along(void **state)
{
	static const char *const names[] = {"generation"}, *const values[] = {"4g"};
	struct bed *bed = *state;
	sqlite3 *db;

	bed_close(bed);
	snprintf(bed->file, sizeof(bed->file), "%s/old.db", bed->dir);
	db = open_raw(bed);
	run_file(db, "0001_devices.sql");
	run_file(db, "0002_search.sql");
	run_file(db, "0003_sims.sql");
	assert_int_equal(raw_code(db, "INSERT INTO meta VALUES ('bench_id', 'x'), ('epoch', 'y');"
				      "INSERT INTO sim (id, created_at, updated_at, tag, operator) "
				      "VALUES ('01890a5d-ac96-774b-bcce-b302099a8057', '', '', "
				      "'7K3M2XA', 'viettel'); PRAGMA user_version = 3"), SQLITE_OK);
	sqlite3_close(db);
	bed_open(bed);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM sim WHERE operator = 'viettel' AND "
					 "verdict IS NULL AND state = 'received'"), 1);
	assert_int_equal(store_set(bed->store, record_kind_find("sim"), "01890a5d", names, values,
				   1, &bed->err), 0);
	no_table_escapes_the_capture(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BED_TEST(descriptors_match_the_tables),
		BED_TEST(personal_fields_stand_apart),
		cmocka_unit_test(descriptors_are_whole),
		BED_TEST(no_table_escapes_the_capture),
		BED_TEST(what_was_seen_can_not_be_changed),
		BED_TEST(changes_are_captured_by_column),
		BED_TEST(older_sims_are_brought_along),
		BED_TEST(capture_is_silent_while_applying_and_numbers_go_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
