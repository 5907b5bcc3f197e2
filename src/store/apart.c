/*
 * Who somebody is stands apart from what is done for them: the personal fields of a kind that says
 * so (record_kind.apart) are in KIND_pii, the others in KIND, a row of each by one number; the view
 * KIND_whole has both (schema/local/0011_apart.sql). Only what may be told a personal field is read
 * from the view; all else goes by KIND, so that no other reading touches a person's data.
 */
#include "store_priv.h"

#include <stdio.h>

static struct table_name name_of(const struct record_kind *kind, const char *part)
{
	struct table_name name;

	snprintf(name.text, sizeof(name.text), "%s%s", kind->name, part);
	return name;
}

bool apart_has(const struct record_kind *kind, const struct field *field)
{
	return kind->apart && field->privacy == PRIVACY_PERSONAL;
}

struct table_name apart_table(const struct record_kind *kind, bool personal)
{
	return name_of(kind, personal ? "_pii" : "");
}

struct table_name apart_whole(const struct record_kind *kind, const struct store_actor *reader)
{
	for (size_t i = 0; i < kind->field_count; i++)
		if (apart_has(kind, &kind->fields[i]) &&
		    actor_sees(reader, kind, &kind->fields[i]))
			return name_of(kind, "_whole");
	return name_of(kind, "");
}
