/* What the partition child said about a disk. */
#include "disk_priv.h"
#include "partitions.h"

#include <stdio.h>
#include <string.h>

void disk_partitions_unreadable(struct facts *facts, unsigned n, const char *reason)
{
	facts_unreadable(facts, facts_key(facts, "disk.%u.table", n), reason);
	facts_unreadable(facts, facts_key(facts, "disk.%u.partitions", n), reason);
}

/* The rest of LINE after WORD, NULL when it begins with another word. */
static const char *after(const char *line, const char *word)
{
	size_t len = strlen(word);

	if (!str_starts(line, word) || (line[len] && line[len] != ' '))
		return NULL;
	return line[len] ? line + len + 1 : line + len;
}

void disk_partitions_add(struct facts *facts, unsigned n, const char *text)
{
	AUTO(arena_done) struct arena arena = {0};
	AUTO(buf_done) struct buf parts = {0};
	const char *table_key = facts_key(facts, "disk.%u.table", n);
	const char *parts_key = facts_key(facts, "disk.%u.partitions", n);
	const char *table = NULL, *source = "libparted", *part;
	char *save = NULL;

	for (char *line = strtok_r(arena_str(&arena, text), "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		if (after(line, PARTITIONS_TABLE))
			table = after(line, PARTITIONS_TABLE);
		else if (after(line, PARTITIONS_DAMAGED))
			source = _("libparted (bảng phân vùng có chỗ hỏng)");
		else if ((part = after(line, PARTITIONS_PART)))
			buf_printf(&parts, "%s%s", parts.len ? "; " : "", part);
	}
	if (!table) {
		disk_partitions_unreadable(facts, n, _("không đọc được bảng phân vùng"));
	} else if (!*table) {
		facts_absent(facts, table_key, _("ổ chưa có bảng phân vùng"));
		facts_absent(facts, parts_key, _("ổ chưa có bảng phân vùng"));
	} else {
		/* libparted's "loop" is a file system on the whole disk */
		facts_text(facts, table_key, str_eq(table, "loop") ? "none" : table, source);
		if (parts.len)
			facts_text(facts, parts_key, parts.data, source);
		else
			facts_absent(facts, parts_key, _("bảng phân vùng trống"));
	}
}
