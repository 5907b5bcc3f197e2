/*
 * libpq behind its plugin. Include it only in this room: the functions of libpq-fe.h are not
 * linked, its types and constants are used.
 */
#ifndef HOTROIT_PQ_PRIV_H
#define HOTROIT_PQ_PRIV_H

#include <libpq-fe.h>

/* Exported by plugin pq as plug_pq: the functions of libpq by their names without PQ. */
struct plug_pq {
	__typeof__(PQconnectdbParams) *connect;
	__typeof__(PQstatus) *status;
	__typeof__(PQfinish) *finish;
	__typeof__(PQerrorMessage) *error_message;
	__typeof__(PQserverVersion) *server_version;
	__typeof__(PQparameterStatus) *parameter;
	__typeof__(PQhost) *host;
	__typeof__(PQport) *port;
	__typeof__(PQdb) *db;
	__typeof__(PQsslInUse) *ssl_in_use;
	__typeof__(PQsetNoticeReceiver) *set_notice_receiver;
	__typeof__(PQsetnonblocking) *set_nonblocking;
	__typeof__(PQsocket) *socket;
	__typeof__(PQsendQuery) *send_query;
	__typeof__(PQsendQueryParams) *send_query_params;
	__typeof__(PQsetSingleRowMode) *set_single_row_mode;
	__typeof__(PQflush) *flush;
	__typeof__(PQconsumeInput) *consume_input;
	__typeof__(PQisBusy) *is_busy;
	__typeof__(PQgetResult) *get_result;
	__typeof__(PQputCopyData) *put_copy_data;
	__typeof__(PQputCopyEnd) *put_copy_end;
	__typeof__(PQresultStatus) *result_status;
	__typeof__(PQresultErrorField) *error_field;
	__typeof__(PQntuples) *rows;
	__typeof__(PQgetisnull) *is_null;
	__typeof__(PQgetvalue) *value;
	__typeof__(PQgetlength) *length;
	__typeof__(PQclear) *clear;
	__typeof__(PQencryptPasswordConn) *encrypt_password;
	__typeof__(PQfreemem) *freemem;
};

#endif
