/* A contest in the middle of its judging, for driver.c: two judges, entries that wait for the
 * board, and two that are equal; and one of the year before, published. */
#ifndef HOTROIT_SCENE_CONTEST_H
#define HOTROIT_SCENE_CONTEST_H

#define CITY "019b0000-0000-7000-8000-000000000200"
#define PLACE_OF(n) "019b0000-0000-7000-8000-00000000021" #n
#define CONTEST "019b0000-0000-7000-8000-000000000220"
#define LAST_YEAR "019b0000-0000-7000-8000-000000000221"
#define LAST_GROUP "019b0000-0000-7000-8000-000000000231"
#define GROUP_A "019b0000-0000-7000-8000-000000000230"
#define CRITERION(n) "019b0000-0000-7000-8000-00000000024" #n
#define JUDGE(n) "019b0000-0000-7000-8000-00000000025" #n
#define ENTRY(n) "019b0000-0000-7000-8000-00000000026" #n
#define ENTRANT(n) "019b0000-0000-7000-8000-00000000027" #n
#define SCORE(n) "019b0000-0000-7000-8000-0000000003" n

#define ENTRANT_OF(n, name) \
	{"entrant", ENTRANT(n), {"entry", "name", "class"}, {ENTRY(n), name, "3A1"}}
#define SCORE_OF(n, entry, judge, criterion, points) \
	{"score", SCORE(n), {"entry", "judge", "criterion", "points"}, \
	 {ENTRY(entry), JUDGE(judge), CRITERION(criterion), points}}

static const struct row contest_rows[] = {
	{"unit", CITY, {"name", "kind"}, {"thành phố Long Khánh", "district"}},
	{"unit", PLACE_OF(1), {"name", "kind", "level", "parent"},
	 {"Tiểu học Hoà Bình", "school", "th", CITY}},
	{"unit", PLACE_OF(2), {"name", "kind", "level", "parent"},
	 {"Tiểu học Kim Đồng", "school", "th", CITY}},
	{"contest", CONTEST, {"name", "year", "within", "deadline", "late", "prize_by", "state"},
	 {"Cuộc thi vẽ tranh, video clip bằng AI", "2026", CITY, "2026-11-20T00:00:00+07:00",
	  "board", "division", "judging"}},
	{"division", GROUP_A, {"contest", "code", "name", "audience", "first_prizes",
			       "second_prizes", "collectives"},
	 {CONTEST, "a", "Bảng A", "hs-th", "1", "1", "1"}},
	{"criterion", CRITERION(1), {"contest", "code", "name", "weight", "most"},
	 {CONTEST, "y-tuong", "Ý tưởng", "60", "10"}},
	{"criterion", CRITERION(2), {"contest", "code", "name", "weight", "most"},
	 {CONTEST, "ky-thuat", "Kỹ thuật", "40", "10"}},
	{"judge", JUDGE(1), {"contest", "name", "code", "organisation", "role"},
	 {CONTEST, "Trần Thị Một", "gk1", "Thành Đoàn", "panel-head"}},
	{"judge", JUDGE(2), {"contest", "name", "code", "unit", "role"},
	 {CONTEST, "Lê Văn Hai", "gk2", PLACE_OF(2), "panel"}},
	{"entry", ENTRY(1), {"contest", "division", "title", "unit", "received_at", "blind",
			     "state"},
	 {CONTEST, GROUP_A, "Thành phố bay", PLACE_OF(1), "2026-11-18T08:00:00+07:00", "A2B3C",
	  "accepted"}},
	{"entry", ENTRY(2), {"contest", "division", "title", "unit", "received_at", "blind",
			     "state"},
	 {CONTEST, GROUP_A, "Rừng xanh và rô-bốt biết trồng cây ở quê hương em", PLACE_OF(1),
	  "2026-11-18T09:00:00+07:00", "K7M8N", "accepted"}},
	{"entry", ENTRY(3), {"contest", "division", "title", "unit", "received_at", "blind",
			     "state"},
	 {CONTEST, GROUP_A, "Bác sĩ AI", PLACE_OF(2), "2026-11-18T10:00:00+07:00", "P4Q5R",
	  "accepted"}},
	{"entry", ENTRY(4), {"contest", "division", "title", "unit", "received_at", "state",
			     "flaws"},
	 {CONTEST, GROUP_A, "Ngôi trường mơ ước", PLACE_OF(2), "2026-11-20T00:00:00+07:00",
	  "late", "nộp muộn"}},
	{"entry", ENTRY(5), {"contest", "division", "title", "unit", "received_at", "state",
			     "flaws"},
	 {CONTEST, GROUP_A, "Biển", PLACE_OF(2), "2026-11-19T00:00:00+07:00", "flawed",
	  "HS THCS không thuộc Bảng A; thiếu tệp bài thi"}},
	ENTRANT_OF(1, "Nguyễn Thị An"),
	ENTRANT_OF(2, "Trần Văn Bình"),
	ENTRANT_OF(3, "Lê Ngọc Chi"),
	ENTRANT_OF(4, "Phạm Hoà"),
	ENTRANT_OF(5, "Đỗ Minh Khoa"),
	SCORE_OF("01", 1, 1, 1, "900"),
	SCORE_OF("02", 1, 1, 2, "850"),
	SCORE_OF("03", 1, 2, 1, "900"),
	SCORE_OF("04", 1, 2, 2, "850"),
	SCORE_OF("05", 2, 1, 1, "900"),
	SCORE_OF("06", 2, 1, 2, "850"),
	SCORE_OF("07", 2, 2, 1, "900"),
	SCORE_OF("08", 2, 2, 2, "850"),
	SCORE_OF("09", 3, 1, 1, "725"),
	{"contest", LAST_YEAR, {"name", "year", "within", "state"},
	 {"Cuộc thi vẽ tranh năm trước", "2025", CITY, "published"}},
	{"division", LAST_GROUP, {"contest", "code", "name", "audience", "first_prizes"},
	 {LAST_YEAR, "a", "Bảng A", "hs-th", "1"}},
};

#endif
