/* The files that a stick takes to a bench, and what the bench has said of each. */
#include "lan.h"

#include <stdio.h>

void lan_outbox_done(struct lan_outbox *outbox)
{
	arena_done(&outbox->arena);
}

struct lan_file *lan_outbox_file(struct lan_outbox *outbox, const char *name, const char *sha256)
{
	struct lan_file *file;
	size_t at = 0;

	while (at < outbox->count && !str_eq(outbox->files[at].name, name))
		at++;
	if (at == LAN_FILES_MAX)
		return NULL;
	file = &outbox->files[at];
	if (at < outbox->count && str_eq(file->sha256, sha256))
		return file;
	*file = (struct lan_file){
		.name = at < outbox->count ? file->name : arena_str(&outbox->arena, name)};
	snprintf(file->sha256, sizeof(file->sha256), "%s", sha256);
	outbox->count += at == outbox->count;
	return file;
}

bool lan_file_is_due(const struct lan_file *file, int64_t now)
{
	return !file->is_told ||
	       (file->fate == STICK_HELD && now - file->told_at >= LAN_HELD_MS);
}

void lan_file_tell(struct lan_file *file, enum stick_fate fate, int64_t now)
{
	file->is_told = true;
	file->fate = fate;
	file->told_at = now;
}

void lan_outbox_put(struct buf *ret, const struct lan_outbox *outbox)
{
	for (size_t i = 0; i < outbox->count; i++) {
		const struct lan_file *file = &outbox->files[i];

		buf_printf(ret, "%s %s\n",
			   file->is_told ? stick_fate_word(file->fate) : "waiting", file->name);
	}
}
