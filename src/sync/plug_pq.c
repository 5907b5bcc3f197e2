/* The plugin that speaks with PostgreSQL, by libpq. */
#include "pq_priv.h"

extern const struct plug_pq plug_pq;
const struct plug_pq plug_pq = {
	.connect = PQconnectdbParams,
	.status = PQstatus,
	.finish = PQfinish,
	.error_message = PQerrorMessage,
	.server_version = PQserverVersion,
	.parameter = PQparameterStatus,
	.host = PQhost,
	.port = PQport,
	.db = PQdb,
	.ssl_in_use = PQsslInUse,
	.set_notice_receiver = PQsetNoticeReceiver,
	.exec = PQexec,
	.exec_params = PQexecParams,
	.send_query = PQsendQuery,
	.get_result = PQgetResult,
	.put_copy_data = PQputCopyData,
	.put_copy_end = PQputCopyEnd,
	.result_status = PQresultStatus,
	.error_field = PQresultErrorField,
	.rows = PQntuples,
	.is_null = PQgetisnull,
	.value = PQgetvalue,
	.length = PQgetlength,
	.clear = PQclear,
	.encrypt_password = PQencryptPasswordConn,
	.freemem = PQfreemem,
};
