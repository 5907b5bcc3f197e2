/* What a person may type of a phone, in every field; and what follows from it. */
#include "model.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena_done) struct arena arena = {0};
	AUTO(facts_done) struct facts typed = {0};
	AUTO(snapshot_done) struct snapshot snapshot = {0}, back = {0};
	AUTO(buf_done) struct buf text = {0};
	const char *value = arena_copy(&arena, (const char *)data, size);
	struct err err;

	facts_text(&snapshot.facts, "os.name", "Android", "test");
	snapshot.device = (struct device){.id = "mtp:1-1", .transport = "mtp"};
	snapshot.taken_at = "2026-11-22T20:30:00+07:00";
	snapshot_freeze(&snapshot);
	for (size_t i = 0; i < typed_field_count; i++)
		if (typed_read(&typed, typed_fields[i].key, value, value, &err) < 0)
			continue;
	if (typed_settle(&typed, &snapshot, &err) < 0 && android_sdk_of(value))
		abort();
	snapshot_set_typed(&snapshot, &typed);
	snapshot_print(&text, &snapshot);
	/* What was read can be kept. */
	if (snapshot_parse(&back, buf_text(&text), text.len, "typed", &err) < 0)
		abort();
	return 0;
}
