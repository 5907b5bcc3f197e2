/*
 * The limit that a push is held against: every row of tables of a SQLite file by COPY through libpq
 * into plain tables of the same names, each in one transaction.
 *
 *     bench-copy-floor FILE CONNECTION TABLE…
 */
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK (64u << 10)
#define ROW_MAX (1u << 20)

struct chunk {
	char *text;
	size_t len;
};

static int fail(const char *what)
{
	fprintf(stderr, "bench-copy-floor: %s\n", what);
	return 1;
}

static void add_cell(struct chunk *chunk, const char *value)
{
	for (const char *p = value ? value : "\\N"; *p; p++) {
		if (value && strchr("\\\t\n\r", *p)) {
			chunk->text[chunk->len++] = '\\';
			chunk->text[chunk->len++] = *p == '\t' ? 't' :
						    *p == '\n' ? 'n' :
						    *p == '\r' ? 'r' : '\\';
		} else {
			chunk->text[chunk->len++] = *p;
		}
	}
}

static int send_chunk(PGconn *conn, struct chunk *chunk)
{
	int r = PQputCopyData(conn, chunk->text, (int)chunk->len);

	chunk->len = 0;
	return r == 1 ? 0 : fail(PQerrorMessage(conn));
}

static int send_rows(PGconn *conn, sqlite3_stmt *stmt, struct chunk *chunk)
{
	int r = 0;

	while (r == 0 && sqlite3_step(stmt) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(stmt); i++) {
			if (i)
				chunk->text[chunk->len++] = '\t';
			add_cell(chunk, (const char *)sqlite3_column_text(stmt, i));
		}
		chunk->text[chunk->len++] = '\n';
		if (chunk->len >= CHUNK)
			r = send_chunk(conn, chunk);
	}
	return r ? r : send_chunk(conn, chunk);
}

static int copy_table(sqlite3 *db, PGconn *conn, const char *table, struct chunk *chunk)
{
	char sql[256];
	sqlite3_stmt *stmt = NULL;
	PGresult *result;
	int r;

	snprintf(sql, sizeof(sql), "SELECT * FROM \"%s\"", table);
	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
		return fail(sqlite3_errmsg(db));
	snprintf(sql, sizeof(sql), "COPY plain.\"%s\" FROM STDIN", table);
	result = PQexec(conn, sql);
	r = PQresultStatus(result) == PGRES_COPY_IN ? 0 : fail(PQerrorMessage(conn));
	PQclear(result);
	if (r == 0)
		r = send_rows(conn, stmt, chunk);
	sqlite3_finalize(stmt);
	if (r == 0 && PQputCopyEnd(conn, NULL) != 1)
		r = fail(PQerrorMessage(conn));
	while ((result = PQgetResult(conn))) {
		if (r == 0 && PQresultStatus(result) != PGRES_COMMAND_OK)
			r = fail(PQerrorMessage(conn));
		PQclear(result);
	}
	return r;
}

int main(int argc, char **argv)
{
	struct chunk chunk = {.text = malloc(CHUNK + ROW_MAX)};
	sqlite3 *db = NULL;
	PGconn *conn;
	int r = 0;

	if (argc < 4 || !chunk.text)
		return fail("bench-copy-floor FILE CONNECTION TABLE…");
	if (sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
		return fail(sqlite3_errmsg(db));
	conn = PQconnectdb(argv[2]);
	if (PQstatus(conn) != CONNECTION_OK)
		return fail(PQerrorMessage(conn));
	for (int i = 3; i < argc && r == 0; i++)
		r = copy_table(db, conn, argv[i], &chunk);
	PQfinish(conn);
	sqlite3_close(db);
	free(chunk.text);
	return r;
}
