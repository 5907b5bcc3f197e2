/* Lists of people for a course, as schools send them. */
#include "names_priv.h"

static const struct import_alias aliases[] = {
	{"ho va ten", "name", false},
	{"ho va ten hoc vien", "name", false},
	{"ho ten hoc vien", "name", false},
	{"hoc vien", "name", false},
	{"nguoi du", "name", false},
	{"ho va ten giao vien", "name", false},
	{"ho ten giao vien", "name", false},
	{"ho", "name", true},
	{"ho dem", "name", true},
	{"ho va ten dem", "name", true},
	{"ho va chu dem", "name", true},
	{"ten", "name", false},
	{"ngay thang nam sinh", "birth_date", false},
	{"ngay, thang, nam sinh", "birth_date", false},
	{"sinh ngay", "birth_date", false},
	{"ns", "birth_date", false},
	{"doi tuong du", "audience", false},
	{"bac hoc", "audience", false},
	{"cap hoc", "audience", false},
	{"truong", "unit", false},
	{"truong hoc", "unit", false},
	{"ten truong", "unit", false},
	{"don vi cong tac", "unit", false},
	{"noi cong tac", "unit", false},
	{"chuc vu", "class", false},
	{"chuc danh", "class", false},
	{"lop", "class", false},
	{"sdt", "phone", false},
	{"so dt", "phone", false},
	{"so dien thoai", "phone", false},
	{NULL, NULL, false},
};

static const struct import_word words[] = {
	{"audience", "giao vien mam non", "gv-mn"},
	{"audience", "mam non", "gv-mn"},
	{"audience", "giao vien tieu hoc", "gv-th"},
	{"audience", "tieu hoc", "gv-th"},
	{"audience", "giao vien thcs", "gv-thcs"},
	{"audience", "thcs", "gv-thcs"},
	{"audience", "giao vien thpt", "gv-thpt"},
	{"audience", "thpt", "gv-thpt"},
	{"audience", "tinh nguyen vien", "tnv"},
	{"audience", "doan vien thanh nien", "doan-vien"},
	{"audience", "phu huynh hoc sinh", "phu-huynh"},
	{"audience", "cha me hoc sinh", "phu-huynh"},
	{"audience", "can bo quan ly", "lanh-dao"},
	{"audience", "hieu truong", "lanh-dao"},
	{NULL, NULL, NULL},
};

static const struct import_digits digits[] = {
	{NULL, 0, 0},
};

static const char *const people[] = {"name", NULL};

const struct import_names names_course_row = {
	.kind = "course_row",
	.aliases = aliases,
	.words = words,
	.digits = digits,
	.people = people,
	.parted = "birth_date",
};
