/* Schools, communes and bodies, as offices list them. */
#include "names_priv.h"

static const struct import_alias aliases[] = {
	{"ten", "name", false},
	{"ten truong", "name", false},
	{"truong", "name", false},
	{"don vi", "name", false},
	{"ten xa phuong", "name", false},
	{"loai", "kind", false},
	{"ma", "code", false},
	{"ma truong", "code", false},
	{"ma don vi", "code", false},
	{"ma xa", "code", false},
	{"truc thuoc", "parent", false},
	{"xa phuong", "parent", false},
	{"cap", "level", false},
	{NULL, NULL, false},
};

static const struct import_word words[] = {
	{"kind", "tinh", "province"},	{"kind", "thanh pho", "province"},
	{"kind", "huyen", "district"},	{"kind", "quan", "district"},
	{"kind", "xa", "commune"},	{"kind", "phuong", "commune"},
	{"kind", "truong", "school"},	{"level", "trung hoc co so", "thcs"},
	{"level", "cap 1", "th"},	{"level", "cap 2", "thcs"},
	{"level", "cap 3", "thpt"},	{"level", "trung hoc pho thong", "thpt"},
	{NULL, NULL, NULL},
};

static const struct import_digits digits[] = {{NULL, 0, 0}};
static const char *const people[] = {NULL};

const struct import_names names_unit = {
	.kind = "unit", .aliases = aliases, .words = words, .digits = digits, .people = people};
