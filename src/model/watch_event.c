/* One line of hotroit-probe --watch. The probe is ours, but what stands in its lines was said by
 * whatever was plugged in: bounded and cleaned before anyone sees it. */
#include "read_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define STEPS_MAX 1000

void watch_event_done(struct watch_event *event)
{
	snapshot_done(&event->snapshot);
}

static void clean(char *ret, size_t size, const char *text)
{
	AUTO(buf_done) struct buf cleaned = {0};

	if (text)
		text_clean(&cleaned, text, strlen(text), size - 1);
	snprintf(ret, size, "%s", buf_text(&cleaned));
}

static int read_what(struct reader *reader, const json_t *json, enum watch_what *ret)
{
	static const char *const words[] = {"add", "change", "remove", "progress"};
	const char *word = NULL;

	if (read_text(reader, json, "event", true, &word) < 0)
		return -EBADMSG;
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_eq(word, words[i])) {
			*ret = (enum watch_what)i;
			return 0;
		}
	return read_fail(reader, _("không hiểu \"event\": %s"), word);
}

static unsigned steps_of(const json_t *json, const char *key)
{
	json_int_t steps = json_integer_value(json_object_get(json, key));

	return steps > 0 && steps <= STEPS_MAX ? (unsigned)steps : 0;
}

static int read_event(struct reader *reader, struct watch_event *event, const json_t *json)
{
	const struct {
		const char *key;
		bool required;
		char *into;
		size_t size;
	} texts[] = {
		{"id", true, event->id, sizeof(event->id)},
		{"port", false, event->port, sizeof(event->port)},
		{"transport", false, event->transport, sizeof(event->transport)},
		{"state", false, event->state, sizeof(event->state)},
		{"name", false, event->name, sizeof(event->name)},
		{"hint", false, event->hint, sizeof(event->hint)},
		{"step", false, event->step, sizeof(event->step)},
	};

	if (read_what(reader, json, &event->what) < 0)
		return -EBADMSG;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		const char *text = NULL;

		if (read_text(reader, json, texts[i].key, texts[i].required, &text) < 0)
			return -EBADMSG;
		clean(texts[i].into, texts[i].size, text);
	}
	event->total = steps_of(json, "total");
	event->done = steps_of(json, "done");
	if (event->done > event->total)
		event->done = event->total;
	if (!*event->id)
		return read_fail(reader, _("\"%s\" để trống"), "id");
	return 0;
}

int watch_event_parse(struct watch_event *ret_event, const char *json, size_t len, const char *name,
		      struct err *err)
{
	static const char mark[] = "{\"schema\"";
	AUTO(arena_done) struct arena arena = {0};
	struct reader reader = {.arena = &arena, .name = name, .err = err};
	struct watch_event event = {.what = WATCH_SNAPSHOT};
	AUTO(read_json_done) json_t *tree = NULL;

	if (len >= sizeof(mark) - 1 && memcmp(json, mark, sizeof(mark) - 1) == 0) {
		if (snapshot_parse(&event.snapshot, json, len, name, err) < 0)
			return -EBADMSG;
		clean(event.id, sizeof(event.id), event.snapshot.device.id);
		clean(event.port, sizeof(event.port), event.snapshot.device.port);
		clean(event.transport, sizeof(event.transport), event.snapshot.device.transport);
		*ret_event = event;
		return 0;
	}
	tree = read_json(&reader, json, len);
	if (!tree || read_event(&reader, &event, tree) < 0)
		return -EBADMSG;
	*ret_event = event;
	return 0;
}
