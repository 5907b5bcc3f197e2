/* One round of the sync: hello, push, pull, and what is noted of it. */
#include "sync_priv.h"

#include <errno.h>
#include <stdio.h>
#include <sys/random.h>
#include <time.h>

#define RETRIES 3
#define RETRY_MS 400
#define PATIENCE_MS 30000

enum {
	HELLO_EPOCH,
	HELLO_SCOPE,
	HELLO_SHARED,
	HELLO_ACCEPTED,
	HELLO_NOW,
	HELLO_MAY_PULL,
	HELLO_ROLE,
};

static int64_t number_of(const char *text, int64_t otherwise)
{
	int64_t number;

	return text && str_to_i64(text, &number) ? number : otherwise;
}

/* The server holds more of ours than we know of. An answer may have been lost on the way; but where
 * it means another entry by that number, our book went back: a disk lost what it had promised. */
static int check_history(struct sync_round *round, int64_t accepted, struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	char seq[24];
	const char *const values[] = {seq};
	bool known = true;
	int r;

	snprintf(seq, sizeof(seq), "%lld", (long long)accepted);
	r = pg_query(&round->pg, "SELECT sync.sent_hlc($1::bigint)", values, 1, &rows, err);
	if (r == 0)
		r = store_sync_knows(round->store, accepted,
				     pg_rows_count(&rows) ? number_of(pg_value(&rows, 0, 0), 0) : 0,
				     &known, err);
	if (r < 0 || known)
		return r;
	r = store_sync_begin_anew(round->store, err);
	return r < 0 ? r : err_set(err, EAGAIN,
				   _("sổ lùi về trước lần gửi cuối (đĩa mất dữ liệu?); đồng bộ "
				     "lại, rồi «hotroit doctor»"));
}

static int meet(struct sync_round *round, const struct pg_rows *rows, struct err *err)
{
	const struct store_server server = {
		.epoch = pg_value(rows, 0, HELLO_EPOCH),
		.role = pg_value(rows, 0, HELLO_ROLE),
		.own = pg_value(rows, 0, HELLO_SCOPE),
		.shared = pg_value(rows, 0, HELLO_SHARED),
		.accepted = number_of(pg_value(rows, 0, HELLO_ACCEPTED), -1),
		.now_ms = number_of(pg_value(rows, 0, HELLO_NOW), 0),
	};
	int r;

	if (!server.epoch || !server.role || !server.own || !server.shared || !server.now_ms)
		return err_set(err, EBADMSG, _("máy chủ trả lời không đủ; báo người quản trị"));
	round->may_pull = str_eq(pg_value(rows, 0, HELLO_MAY_PULL), "t");
	r = server.accepted > round->link.acked ? check_history(round, server.accepted, err) : 0;
	if (r == 0)
		r = store_sync_meet(round->store, &server, err);
	if (r == 0)
		r = store_sync_link(round->store, &round->link, err);
	round->is_leaving = r == 0 && !str_eq(round->link.own, server.own);
	return r;
}

int round_hello(struct sync_round *round, struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	char version[16], own[24], shared[24];
	const char *const values[] = {version, round->link.bench_epoch, own, shared};
	/* While something erased may still stand in the log, we have not seen its erasing. */
	bool clean = round->link.is_scrubbed;
	int r = pg_run(&round->pg, "BEGIN", err);

	snprintf(version, sizeof(version), "%d", SYNC_VERSION);
	snprintf(own, sizeof(own), "%lld", clean ? (long long)round->link.own_seen : 0);
	snprintf(shared, sizeof(shared), "%lld", clean ? (long long)round->link.shared_seen : 0);
	if (r == 0)
		r = pg_query(&round->pg,
			     "SELECT server_epoch, scope, shared, accepted, now_ms, may_pull, "
			     "session_user FROM sync.hello($1::int, $2::uuid, $3::bigint, "
			     "$4::bigint)",
			     values, ARRAY_LEN(values), &rows, err);
	if (r == 0 && pg_rows_count(&rows) != 1)
		r = err_set(err, EBADMSG, _("máy chủ trả lời không đủ; báo người quản trị"));
	return r < 0 ? r : meet(round, &rows, err);
}

/* Without sorting the server follows the feed's indexes and gives the first row at once. What a
 * line that died without a word left there would stand in our way. */
static const char prepare[] =
	"SET enable_sort = off; "
	"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = session_user "
	"AND pid <> pg_backend_pid() AND wait_event_type = 'Client' "
	"AND state_change < now() - interval '20 seconds'";

static int open_server(struct sync_round *round, const char *database, struct err *err)
{
	AUTO(bundle_done) struct bundle bundle = {0};
	int r = bundle_load(&bundle, database, err);

	if (r == 0)
		r = pg_open(&round->pg, bundle.names, bundle.values, err);
	if (r < 0)
		return r;
	round->pg.patience_ms = PATIENCE_MS;
	return pg_run(&round->pg, prepare, err);
}

static int go_round(struct sync_round *round, const char *database, struct err *err)
{
	int r = store_sync_link(round->store, &round->link, err);

	if (r == 0 && !round->link.is_scrubbed &&
	    store_sync_scrub(round->store, err) == 0)
		round->link.is_scrubbed = true;
	if (r == 0)
		r = open_server(round, database, err);
	if (r == 0)
		r = round_push(round, err);
	if (r == 0)
		r = round_pull(round, err);
	if (r == 0)
		r = round_blobs(round, err);
	return r;
}

void round_tell(const struct sync_round *round)
{
	if (round->tell)
		round->tell(round->result);
}

static int try_round(struct store *store, const char *database, sync_tell_fn tell,
		     struct sync_result *result, struct err *err)
{
	struct sync_round round = {.store = store, .result = result, .tell = tell};
	int r = go_round(&round, database, err);

	pg_done(&round.pg);
	return r;
}

/* Longer each time, and never all benches at once. */
static void wait_a_little(unsigned tries)
{
	unsigned jitter = 0;
	int64_t ms = (int64_t)RETRY_MS << tries;
	struct timespec pause;

	if (getrandom(&jitter, sizeof(jitter), 0) != sizeof(jitter))
		log_debug("no jitter");
	ms += jitter % ms;
	pause = (struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
	nanosleep(&pause, NULL);
}

/* Worth another try at once? A line or a server that let us wait for long is not. */
static bool is_passing(int r)
{
	return r == -EAGAIN || r == -EBUSY;
}

int sync_round(struct store *store, const char *database, sync_tell_fn tell,
	       struct sync_result *ret_result, struct err *err)
{
	struct sync_result result = {0};
	struct err said = {0};
	int64_t moved = 0;
	int r = try_round(store, database, tell, &result, &said);

	for (unsigned tries = 0; is_passing(r) && tries < RETRIES; tries++) {
		/* Who gets further each time goes on. */
		if (result.sent + result.fetched > moved)
			tries = 0;
		moved = result.sent + result.fetched;
		wait_a_little(tries);
		r = try_round(store, database, tell, &result, &said);
	}
	if (store_sync_note(store, r < 0 ? said.text : NULL, err) < 0 && r == 0)
		return -err->code;
	if (r < 0 && err)
		*err = said;
	if (r == 0)
		*ret_result = result;
	return r;
}
