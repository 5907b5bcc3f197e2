/* The descriptors as the district's database takes them: sync.describe(). */
#include "sync_priv.h"

static const char *type_name(enum field_type type)
{
	switch (type) {
	case FIELD_TEXT: return "text";
	case FIELD_CODE: return "code";
	case FIELD_PHONE: return "phone";
	case FIELD_INT: return "int";
	case FIELD_MONEY: return "money";
	case FIELD_BOOL: return "bool";
	case FIELD_DATE: return "date";
	case FIELD_TIME: return "time";
	case FIELD_CHOICE: return "choice";
	case FIELD_REF: return "ref";
	case FIELD_JSON: return "json";
	}
	return "text";
}

static const char *privacy_name(enum privacy privacy)
{
	return privacy == PRIVACY_OPEN ? "open"
	       : privacy == PRIVACY_INTERNAL ? "internal"
					     : "personal";
}

/* Labels go over in Vietnamese, whatever language the administrator's terminal speaks. */
static void add_field(struct buf *ret, const struct record_kind *kind, const struct field *field)
{
	buf_add_str(ret, "{\"name\":");
	json_add_text(ret, field->name);
	buf_printf(ret, ",\"type\":\"%s\",\"privacy\":\"%s\",\"first_stays\":%s,\"label\":",
		   type_name(field->type), privacy_name(field->privacy),
		   sync_first_stays(kind, field) ? "true" : "false");
	json_add_text(ret, field->label);
	buf_add_str(ret, ",\"ref\":");
	json_add_text(ret, field->ref);
	buf_printf(ret, ",\"is_part\":%s,\"forgets\":", field->is_part ? "true" : "false");
	json_add_text(ret, record_forgets(field));
	buf_add_str(ret, ",\"choices\":[");
	for (size_t i = 0; field->choices && field->choices[i]; i++) {
		buf_add_str(ret, i ? ",{\"key\":" : "{\"key\":");
		json_add_text(ret, field->choices[i]);
		buf_add_str(ret, ",\"label\":");
		json_add_text(ret, field->choice_labels[i]);
		buf_add_char(ret, '}');
	}
	buf_add_str(ret, "]}");
}

static void add_kind(struct buf *ret, const struct record_kind *kind)
{
	buf_add_str(ret, "{\"name\":");
	json_add_text(ret, kind->name);
	buf_printf(ret, ",\"class\":\"%s\",\"label\":", sync_kind_class(kind));
	json_add_text(ret, kind->label);
	buf_add_str(ret, ",\"fields\":[");
	for (size_t i = 0; i < kind->field_count; i++) {
		if (i)
			buf_add_char(ret, ',');
		add_field(ret, kind, &kind->fields[i]);
	}
	buf_add_str(ret, "]}");
}

void sync_describe(struct buf *ret)
{
	buf_add_char(ret, '[');
	for (size_t i = 0; i < sync_kind_count(); i++) {
		if (i)
			buf_add_char(ret, ',');
		add_kind(ret, sync_kind_at(i));
	}
	buf_add_char(ret, ']');
}
