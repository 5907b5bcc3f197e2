/* The orders of several sticks, taken as one: what any of them forbids is forbidden. */
#include "date.h"
#include "wipe_priv.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FILES_MAX 64

struct loading {
	struct wipe_orders *to;
	int64_t unix_ms;
	struct wipe_orders parts[FILES_MAX]; /* in the arena of TO */
	size_t count;
};

static void add_part(struct loading *loading, const char *name, int read, const struct buf *json)
{
	struct wipe_orders *to = loading->to, part;

	if (read < 0 || loading->count == FILES_MAX ||
	    wipe_orders_parse_into(&to->arena, &part, buf_text(json), json->len, name, NULL) < 0) {
		to->unread++;
		return;
	}
	wipe_orders_age(&part, loading->unix_ms);
	loading->parts[loading->count++] = part;
}

static void load_file(struct loading *loading, const char *file)
{
	AUTO(buf_done) struct buf json = {0};
	int r = root_read_host(file, ROOT_FILE_MAX, &json);

	add_part(loading, file, r, &json);
}

static bool is_orders(const char *name)
{
	size_t len = strlen(name), end = strlen(".json");

	return len > end && str_eq(name + len - end, ".json");
}

static void load_folder(struct loading *loading, const char *path)
{
	AUTO(root_done) struct root folder = {.fd = -1};
	const char *const *names = NULL;
	size_t count = 0;

	if (root_open(&folder, path, NULL) < 0 ||
	    root_list(&folder, ".", &loading->to->arena, &names, &count) < 0) {
		loading->to->unread++;
		return;
	}
	for (size_t i = 0; i < count; i++) {
		AUTO(buf_done) struct buf json = {0};

		if (is_orders(names[i]))
			add_part(loading, names[i],
				 root_read(&folder, names[i], ROOT_FILE_MAX, &json), &json);
	}
}

static int newest_first(const void *a, const void *b)
{
	const struct wipe_orders *left = a, *right = b;
	char moments[2][CLOCK_TEXT_MAX];

	if (!moment_read(left->made_at, -1, moments[0]))
		moments[0][0] = '\0';
	if (!moment_read(right->made_at, -1, moments[1]))
		moments[1][0] = '\0';
	return strcmp(moments[1], moments[0]);
}

static void join(struct loading *loading)
{
	struct wipe_orders *to = loading->to;
	size_t count = 0;

	if (!loading->count)
		return;
	qsort(loading->parts, loading->count, sizeof(*loading->parts), newest_first);
	to->made_at = loading->parts[0].made_at;
	for (size_t i = 0; i < loading->count; i++)
		count += loading->parts[i].count;
	to->list = arena_alloc(&to->arena, (count + 1) * sizeof(*to->list));
	for (size_t i = 0; i < loading->count; i++)
		for (size_t j = 0; j < loading->parts[i].count; j++)
			to->list[to->count++] = loading->parts[i].list[j];
	for (size_t i = 0; i < to->count && to->unread; i++)
		if (to->list[i].consent == WIPE_CONSENT_YES)
			to->list[i].consent = WIPE_CONSENT_UNKNOWN;
}

void wipe_orders_load(struct wipe_orders *ret_orders, const char *path, int64_t unix_ms)
{
	struct loading loading = {.to = ret_orders, .unix_ms = unix_ms};
	struct stat about;

	*ret_orders = (struct wipe_orders){0};
	if (stat(path, &about) < 0)
		return;
	if (S_ISDIR(about.st_mode))
		load_folder(&loading, path);
	else
		load_file(&loading, path);
	join(&loading);
}

const struct wipe_order *wipe_order_of(const struct wipe_orders *orders, const char *tag,
				       const struct snapshot *machine)
{
	const struct wipe_order *newest = wipe_order_find(orders, tag);

	for (size_t i = 0; i < orders->count; i++) {
		const struct wipe_order *order = &orders->list[i];

		if (order->consent == WIPE_CONSENT_NO &&
		    (str_eq(order->tag, tag) || wipe_order_fits(order, machine)))
			return order;
	}
	return newest && wipe_order_fits(newest, machine) ? newest : NULL;
}
