/* The book of scene "courses": a linked plan, a course with two sessions, people of every state. */
#define TD_PROGRAMME "019b0000-0000-7000-8000-000000000200"
#define TD_SCHOOL "019b0000-0000-7000-8000-000000000201"
#define TD_COURSE(n) "019b0000-0000-7000-8000-00000000021" #n
#define TD_SESSION(n) "019b0000-0000-7000-8000-00000000022" #n
#define TD_PERSON(n) "019b0000-0000-7000-8000-00000000023" #n

static const struct row courses[] = {
	{"programme", TD_PROGRAMME, {"name", "plan"}, {"AI Thủ Đức", "thu-duc-2024"}},
	{"unit", TD_SCHOOL, {"name", "kind", "level"}, {"Trường TH Linh Xuân", "school", "th"}},
	{"course", TD_COURSE(1),
	 {"name", "plan", "plan_item", "year", "minutes", "quota", "starts", "state"},
	 {"Chương trình 1: Google Gemini Academy", "thu-duc-2024", "gemini-academy", "2026",
	  "480", "3", "2026-11-22", "running"}},
	{"course", TD_COURSE(2), {"name", "year", "state"},
	 {"Sửa laptop cho tình nguyện viên", "2026", "planned"}},
	{"session", TD_SESSION(1), {"course", "day", "starts", "minutes", "topic"},
	 {TD_COURSE(1), "2026-11-22", "08:00", "240", "Gemini cho giáo viên"}},
	{"session", TD_SESSION(2), {"course", "day", "starts", "minutes"},
	 {TD_COURSE(1), "2026-11-23", "13:30", "240"}},
	{"registration", TD_PERSON(1), {"course", "name", "audience", "unit", "state"},
	 {TD_COURSE(1), "Nguyễn Thị Hòa", "gv-th", TD_SCHOOL, "registered"}},
	{"registration", TD_PERSON(2), {"course", "name", "audience", "unit", "state"},
	 {TD_COURSE(1), "Trần Văn An", "gv-th", TD_SCHOOL, "registered"}},
	{"registration", TD_PERSON(3), {"course", "name", "audience", "unit", "state"},
	 {TD_COURSE(1), "Lê Hoàng Phương Thảo", "gv-thcs", TD_SCHOOL, "registered"}},
	{"registration", TD_PERSON(4), {"course", "name", "audience", "unit", "state", "flaws"},
	 {TD_COURSE(1), "Nguyễn Thị Hoà", "gv-th", TD_SCHOOL, "asked", "có thể trùng"}},
	{"registration", TD_PERSON(5), {"course", "name", "audience", "unit", "state"},
	 {TD_COURSE(1), "Bùi Đức Anh", "gv-mn", TD_SCHOOL, "waiting"}},
	{"attendance", "019b0000-0000-7000-8000-000000000240",
	 {"session", "registration", "minutes", "how", "at"},
	 {TD_SESSION(2), TD_PERSON(3), "240", "qr", "2026-11-23T13:31:00+07:00"}},
};
