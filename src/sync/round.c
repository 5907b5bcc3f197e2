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
	HELLO_HEAD,
	HELLO_SHARED_HEAD,
};

static int64_t number_of(const char *text, int64_t otherwise)
{
	int64_t number;

	return text && str_to_i64(text, &number) ? number : otherwise;
}

static int check_entry(struct sync_round *round, int64_t seq, bool *ret_is_ours, struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	char number[24];
	const char *const values[] = {round->link.bench_epoch, number}, *row;
	int r;

	snprintf(number, sizeof(number), "%lld", (long long)seq);
	r = pg_query(&round->pg, "SELECT row_id, hlc FROM sync.entry($1::uuid, $2::bigint)", values,
		     ARRAY_LEN(values), &rows, err);
	if (r < 0)
		return r;
	row = pg_rows_count(&rows) ? pg_value(&rows, 0, 0) : NULL;
	return store_sync_has(round->store, seq, row ? row : "",
			      row ? number_of(pg_value(&rows, 0, 1), -1) : -1, ret_is_ours, err);
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
		.head = number_of(pg_value(rows, 0, HELLO_HEAD), 0),
		.shared_head = number_of(pg_value(rows, 0, HELLO_SHARED_HEAD), 0),
	};
	bool is_ours = true;
	int r;

	if (!server.epoch || !server.role || !server.own || !server.shared || !server.now_ms)
		return err_set(err, EPROTO, _("máy chủ trả lời không đủ; báo người quản trị"));
	round->may_pull = str_eq(pg_value(rows, 0, HELLO_MAY_PULL), "t");
	/* More than we heard of: an answer was lost, or this book is an older copy. */
	r = server.accepted > round->link.acked
		    ? check_entry(round, server.accepted, &is_ours, err) : 0;
	if (r == 0)
		r = is_ours ? store_sync_meet(round->store, &server, err)
			    : store_sync_part(round->store, err);
	if (r == 0)
		r = store_sync_link(round->store, &round->link, err);
	round->is_leaving = r == 0 && !str_eq(round->link.own, server.own);
	return r;
}

static int say_hello(struct sync_round *round, struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	char version[16], own[24], shared[24];
	const char *const values[] = {version, round->link.bench_epoch, own, shared};
	/* While something erased may still stand in the log, we have not seen its erasing. */
	bool clean = round->link.is_scrubbed;
	int r;

	snprintf(version, sizeof(version), "%d", SYNC_VERSION);
	snprintf(own, sizeof(own), "%lld", clean ? (long long)round->link.own_seen : 0);
	snprintf(shared, sizeof(shared), "%lld", clean ? (long long)round->link.shared_seen : 0);
	r = pg_query(&round->pg,
		     "SELECT server_epoch, scope, shared, accepted, now_ms, may_pull, "
		     "session_user, head, shared_head FROM sync.hello($1::int, $2::uuid, "
		     "$3::bigint, $4::bigint)",
		     values, ARRAY_LEN(values), &rows, err);
	if (r == 0 && pg_rows_count(&rows) != 1)
		r = err_set(err, EPROTO, _("máy chủ trả lời không đủ; báo người quản trị"));
	return r < 0 ? r : meet(round, &rows, err);
}

int round_hello(struct sync_round *round, struct err *err)
{
	struct store_link before = round->link;
	int r = pg_run(&round->pg, "BEGIN", err);

	if (r == 0)
		r = say_hello(round, err);
	if (r < 0 || (str_eq(before.bench_epoch, round->link.bench_epoch) &&
		      before.own_seen <= round->link.own_seen &&
		      before.shared_seen <= round->link.shared_seen))
		return r;
	/* What was said came from another history, of the server's or of ours: once more. */
	r = pg_run(&round->pg, "COMMIT; BEGIN", err);
	return r < 0 ? r : say_hello(round, err);
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
