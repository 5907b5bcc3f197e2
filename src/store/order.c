/* Names in the order of a Vietnamese list, for SQL: people's by given name, others as a dictionary
 * does (design "Vietnamese text": sorting). */
#include "store_priv.h"

static void give_key(sqlite3_context *context, sqlite3_value *value,
		     void (*key)(struct buf *ret, const char *text))
{
	AUTO(buf_done) struct buf bytes = {0};
	const char *text = (const char *)sqlite3_value_text(value);

	if (!text)
		return;
	key(&bytes, text);
	sqlite3_result_blob64(context, buf_text(&bytes), bytes.len, SQLITE_TRANSIENT);
}

static void dictionary_key(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	give_key(context, values[0], text_sort_key);
}

static void name_key(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	give_key(context, values[0], text_name_key);
}

int order_settle(struct store *store, struct err *err)
{
	const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
	int code = sqlite3_create_function_v2(store->db, "dictionary_key", 1, flags, NULL,
					      dictionary_key, NULL, NULL, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_create_function_v2(store->db, "name_key", 1, flags, NULL, name_key,
						  NULL, NULL, NULL);
	return code == SQLITE_OK ? 0 : sql_error(store, code, err);
}
