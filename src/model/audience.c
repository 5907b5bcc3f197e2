/* Who takes part in contests and courses: one word each, in plans and in records. */
#include "model.h"

const char *const audience_words[] = {
	"hs-mn", "hs-th", "hs-thcs", "hs-thpt", "hs-gdtx", "gv-mn", "gv-th", "gv-thcs",
	"gv-thpt", "doan-vien", "phu-huynh", "lanh-dao", "tnv", NULL};
const char *const audience_labels[] = {
	N_("Trẻ mầm non"), N_("HS tiểu học"), N_("HS THCS"), N_("HS THPT"), N_("HV GDTX"),
	N_("GV mầm non"), N_("GV tiểu học"), N_("GV THCS"), N_("GV THPT"), N_("Đoàn viên"),
	N_("Phụ huynh"), N_("Lãnh đạo"), N_("TNV"), NULL};

const char *audience_label(const char *word)
{
	for (size_t i = 0; word && audience_words[i]; i++)
		if (str_eq(audience_words[i], word))
			return _(audience_labels[i]);
	return NULL;
}
