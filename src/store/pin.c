/*
 * Signing in: PINs are kept as Argon2id hashes, on this bench only. A try is counted before it is
 * made, so that killing the program saves nobody a try.
 */
#include "plug_pin.h"
#include "store_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define FREE_TRIES 5

struct signer {
	struct store_actor actor;
	char left[sizeof("YYYY-MM-DD")];
	char called[STORE_NAME_MAX]; /* as one types it: by the short name if there is one */
	char hash[PLUG_PIN_HASH_MAX]; /* "": no PIN on this bench */
	int64_t failures, locked_until;
};

static const struct record_kind *member_kind(void)
{
	return record_kind_find("member");
}

static int signer_find(struct store *store, const char *who, struct signer *ret_signer,
		       struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	struct signer signer = {0};
	const char *left, *hash;
	int r;

	if (strnlen(who, STORE_NAME_MAX) == STORE_NAME_MAX)
		return err_set(err, ENOENT, _("%s: không có «%.40s»; xem «hotroit list %s»"),
			       _(member_kind()->label), who, member_kind()->name);
	r = record_resolve(store, member_kind(), who, signer.actor.member, err);

	if (r == 0)
		r = sql_query(&query, store, err,
			      "SELECT name, role, \"left\", hash, failures, locked_until, "
			      "coalesce(short, name) FROM member LEFT JOIN pin ON pin.member = id "
			      "WHERE id = ?1",
			      "t", signer.actor.member);
	if (r == 0)
		r = sql_step(&query, err);
	if (r < 0)
		return r;
	left = sql_text(&query, 2);
	hash = sql_text(&query, 3);
	snprintf(signer.actor.name, sizeof(signer.actor.name), "%s", sql_text(&query, 0));
	signer.actor.role = role_read(sql_text(&query, 1));
	snprintf(signer.called, sizeof(signer.called), "%s", sql_text(&query, 6));
	snprintf(signer.left, sizeof(signer.left), "%s", left ? left : "");
	snprintf(signer.hash, sizeof(signer.hash), "%s", hash ? hash : "");
	signer.failures = sql_int(&query, 4);
	signer.locked_until = sql_int(&query, 5);
	*ret_signer = signer;
	return 0;
}

static bool signer_has_left(const struct signer *signer)
{
	char now[CLOCK_TEXT_MAX];

	clock_text(now);
	return *signer->left && strncmp(signer->left, now, sizeof("YYYY-MM-DD") - 1) <= 0;
}

int store_pin_is_asked(struct store *store, bool *ret_asked, struct err *err)
{
	int64_t pins = 0;
	int r = sql_number(store, &pins, err, "SELECT count(*) FROM pin", "");

	if (r == 0)
		*ret_asked = pins > 0;
	return r;
}

int store_signers(struct store *store, store_signer_fn fn, void *user, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	char now[CLOCK_TEXT_MAX];
	int r;

	clock_text(now);
	r = sql_query(&query, store, err,
		      "SELECT id, name, role, short FROM member "
		      "WHERE \"left\" IS NULL OR \"left\" > substr(?1, 1, 10) "
		      "ORDER BY name_key(name), short",
		      "t", now);
	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		struct store_actor actor = {.role = role_read(sql_text(&query, 2))};

		snprintf(actor.member, sizeof(actor.member), "%s", sql_text(&query, 0));
		snprintf(actor.name, sizeof(actor.name), "%s", sql_text(&query, 1));
		fn(user, &actor, sql_text(&query, 3));
	}
	return r;
}

/* ---- the hash ------------------------------------------------------------ */

static int pin_failed(int code, struct err *err)
{
	return err_set(err, -code,
		       _("PIN: không tính được (%s); đóng bớt chương trình rồi thử lại"),
		       err_why(-code));
}

static int load(const struct plug_pin **ret_plug, struct err *err)
{
	const void *table;
	int r = plugin_open("pin", "plug_pin", &table, err);

	if (r == 0)
		*ret_plug = table;
	return r;
}

static bool is_pin(const char *pin, size_t *ret_len)
{
	*ret_len = strnlen(pin, STORE_PIN_MAX + 1);
	return *ret_len >= STORE_PIN_MIN && *ret_len <= STORE_PIN_MAX &&
	       strspn(pin, "0123456789") == *ret_len;
}

/* 0000, 1234, 8765: each digit the same step from the one before, over the 9 too. */
static bool is_easy(const char *pin, size_t len)
{
	int step = (pin[1] - pin[0] + 10) % 10;

	for (size_t i = 1; i < len; i++)
		if ((pin[i] - pin[i - 1] + 10) % 10 != step)
			return false;
	return step == 0 || step == 1 || step == 9;
}

/* ---- trying -------------------------------------------------------------- */

static int64_t wait_ms(int64_t failures)
{
	static const int64_t minutes[] = {1, 2, 5, 15};
	const int64_t last = (int64_t)ARRAY_LEN(minutes) - 1;
	int64_t late = failures - FREE_TRIES;

	return late < 0 ? 0 : minutes[late < last ? late : last] * 60000;
}

static int keep_tries(struct store *store, const struct signer *signer, int64_t failures,
		      int64_t locked_until, struct err *err)
{
	return sql_run(store, err,
		       "UPDATE pin SET failures = ?2, locked_until = ?3 WHERE member = ?1", "tii",
		       signer->actor.member, failures, locked_until);
}

/* The time is that since the machine was started, which nobody sets. After a new start it is behind
 * what was written before; then the whole wait begins again, and never more than that. */
static int check_wait(struct store *store, struct signer *signer, struct err *err)
{
	int64_t now = clock_mono_ms(), wait = wait_ms(signer->failures);
	int64_t left = signer->locked_until - now;
	int r;

	if (!wait || left <= 0)
		return 0;
	if (left > wait) {
		left = wait;
		r = keep_tries(store, signer, signer->failures, now + wait, err);
		if (r < 0)
			return r;
	}
	return err_set(err, EAGAIN, _("PIN sai nhiều lần: đợi %d phút nữa rồi thử lại"),
		       (int)((left + 59999) / 60000));
}

/* Finds the signer and counts the try as a wrong one. -EAGAIN: there is still to wait. */
static int begin_try(struct store *store, const char *who, struct signer *ret_signer,
		     struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	int r = txn_begin(&txn, store, err), waits, kept;

	if (r == 0)
		r = signer_find(store, who, ret_signer, err);
	if (r < 0 || !*ret_signer->hash)
		return r;
	waits = check_wait(store, ret_signer, err);
	if (waits < 0 && waits != -EAGAIN)
		return waits;
	if (waits == 0)
		r = keep_tries(store, ret_signer, ret_signer->failures + 1,
			       clock_mono_ms() + wait_ms(ret_signer->failures + 1), err);
	kept = r < 0 ? r : txn_commit(&txn, err);
	return kept < 0 ? kept : waits;
}

static int end_try(struct store *store, const struct signer *signer, int64_t failures,
		   int64_t locked_until, struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	int r = txn_begin(&txn, store, err);

	if (r == 0)
		r = keep_tries(store, signer, failures, locked_until, err);
	return r < 0 ? r : txn_commit(&txn, err);
}

static int try_pin(struct store *store, const char *who, const char *pin, size_t len,
		   struct signer *ret_signer, struct err *err)
{
	const struct plug_pin *plug = NULL;
	int r = load(&plug, err);

	if (r == 0)
		r = begin_try(store, who, ret_signer, err);
	if (r < 0)
		return r;
	if (!*ret_signer->hash)
		return 0;
	r = plug->matches(ret_signer->hash, pin, len);
	/* What the machine could not do is nobody's wrong try. */
	if (r < 0) {
		int undone = end_try(store, ret_signer, ret_signer->failures,
				     ret_signer->locked_until, err);

		return undone < 0 ? undone : pin_failed(r, err);
	}
	if (r == 0)
		return err_set(err, EACCES, "PIN");
	return end_try(store, ret_signer, 0, 0, err);
}

static int say_wrong(struct err *err)
{
	return err_set(err, EPERM, _("tên hoặc PIN không đúng; thử lại (PIN gồm %d đến %d chữ số)"),
		       STORE_PIN_MIN, STORE_PIN_MAX);
}

/* One answer for a name that is not here and for a wrong PIN: neither is told apart. */
static int check_asked(struct store *store, const char *who, const char *pin,
		       struct signer *ret_signer, struct err *err)
{
	size_t len;
	int r = 0;

	if (!pin || !*pin)
		r = signer_find(store, who, ret_signer, err);
	else if (!is_pin(pin, &len))
		return say_wrong(err);
	else
		r = try_pin(store, who, pin, len, ret_signer, err);
	if (r == -ENOENT || r == -ENOTUNIQ || r == -EACCES)
		return say_wrong(err);
	if (r == -EAGAIN && err)
		err->code = EPERM;
	if (r < 0)
		return r == -EAGAIN ? -EPERM : r;
	if (!*ret_signer->hash)
		return err_set(err, EPERM,
			       _("%s chưa có PIN ở bàn này; nhờ điều phối viên đặt: hotroit pin "
				 "set %s"),
			       ret_signer->actor.name, ret_signer->called);
	return pin && *pin ? 0 : say_wrong(err);
}

int store_pin_check(struct store *store, const char *who, const char *pin,
		    struct store_actor *ret_actor, struct err *err)
{
	struct signer signer = {0};
	bool asked = false;
	int r = store_pin_is_asked(store, &asked, err);

	if (r == 0)
		r = asked ? check_asked(store, who, pin, &signer, err)
			  : signer_find(store, who, &signer, err);
	if (r == 0 && signer_has_left(&signer))
		r = err_set(err, EPERM, _("%s đã thôi từ ngày ghi trong sổ; nhờ điều phối viên"),
			    signer.actor.name);
	if (r == 0)
		*ret_actor = signer.actor;
	explicit_bzero(signer.hash, sizeof(signer.hash));
	return r;
}

/* ---- setting and clearing ------------------------------------------------ */

/* Coordinators who can still sign in, but for one. */
static int other_coordinators(struct store *store, const char *but, int64_t *ret_count,
			      struct err *err)
{
	char now[CLOCK_TEXT_MAX];

	clock_text(now);
	return sql_number(store, ret_count, err,
			  "SELECT count(*) FROM pin JOIN member ON id = pin.member "
			  "WHERE id <> ?1 AND role = 'coordinator' "
			  "AND coalesce(\"left\", '9') > substr(?2, 1, 10)",
			  "tt", but, now);
}

static int check_may_set(struct store *store, const struct signer *signer, struct err *err)
{
	bool asked = false;
	int r = store_pin_is_asked(store, &asked, err);

	if (r < 0)
		return r;
	if (!asked && signer->actor.role != ROLE_COORDINATOR)
		return err_set(err, EPERM,
			       _("PIN đầu tiên của bàn phải là của điều phối viên; đặt cho người "
				 "có role=coordinator trước"));
	if (!asked || store->actor.role & ROLE_COORDINATOR ||
	    (*store->actor.member && str_eq(store->actor.member, signer->actor.member)))
		return 0;
	return err_set(err, EPERM,
		       _("chỉ điều phối viên đặt, xoá PIN của người khác; đổi người làm (F4, hoặc "
			 "--who)"));
}

/* A bench that asks for PINs and has nobody who may set them is shut for good. */
static int check_leaves_a_way(struct store *store, const struct signer *signer, struct err *err)
{
	int64_t coordinators = 0, pins = 0;
	int r = other_coordinators(store, signer->actor.member, &coordinators, err);

	if (r == 0)
		r = sql_number(store, &pins, err, "SELECT count(*) FROM pin WHERE member <> ?1",
			       "t", signer->actor.member);
	if (r < 0 || coordinators || !pins)
		return r;
	return err_set(err, EPERM,
		       _("đây là PIN điều phối viên cuối cùng của bàn; xoá PIN của mọi người khác "
			 "trước, hoặc đặt PIN cho một điều phối viên nữa"));
}

static int write_pin(struct store *store, const char *who, const char *hash, struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	struct signer signer = {0};
	int r = txn_begin(&txn, store, err);

	if (r == 0)
		r = signer_find(store, who, &signer, err);
	if (r == 0)
		r = check_may_set(store, &signer, err);
	if (r == 0 && !hash && !*signer.hash)
		r = err_set(err, ENOENT, _("%s không có PIN ở bàn này"), signer.actor.name);
	if (r == 0 && !hash)
		r = check_leaves_a_way(store, &signer, err);
	if (r == 0 && hash)
		r = sql_run(store, err,
			    "INSERT OR REPLACE INTO pin (member, hash) VALUES (?1, ?2)", "tt",
			    signer.actor.member, hash);
	else if (r == 0)
		r = sql_run(store, err, "DELETE FROM pin WHERE member = ?1", "t",
			    signer.actor.member);
	if (r == 0)
		r = audit_line(store, "pin", signer.actor.member,
			       !hash	      ? "remove"
			       : *signer.hash ? "set"
					      : "add",
			       NULL, err);
	return r < 0 ? r : txn_commit(&txn, err);
}

int store_pin_set(struct store *store, const char *who, const char *pin, struct err *err)
{
	const struct plug_pin *plug = NULL;
	char hash[PLUG_PIN_HASH_MAX];
	size_t len;
	int r;

	if (!is_pin(pin, &len))
		return err_set(err, EINVAL, _("PIN gồm %d đến %d chữ số"), STORE_PIN_MIN,
			       STORE_PIN_MAX);
	if (is_easy(pin, len))
		return err_set(err, EINVAL, _("PIN dễ đoán quá (như 0000, 1234); chọn số khác"));
	r = load(&plug, err);
	if (r < 0)
		return r;
	r = plug->hide(pin, len, hash);
	return r < 0 ? pin_failed(r, err) : write_pin(store, who, hash, err);
}

int store_pin_clear(struct store *store, const char *who, struct err *err)
{
	return write_pin(store, who, NULL, err);
}
