/* Pupils on their way from a list to a device, for driver.c: some approved, a day of handing over
 * half done, a visit due, a right asked for. */
#ifndef HOTROIT_SCENE_PUPILS_H
#define HOTROIT_SCENE_PUPILS_H

#define SCHOOL "019b0000-0000-7000-8000-0000000000a0"
#define LIST(n) "019b0000-0000-7000-8000-0000000000b" #n
#define PUPIL(n) "019b0000-0000-7000-8000-0000000000c" #n
#define LEAVE(n) "019b0000-0000-7000-8000-0000000000d" #n
#define GIVING "019b0000-0000-7000-8000-0000000000e0"
#define KIT(n) "019b0000-0000-7000-8000-0000000000f" #n
#define DATA_SIM "019b0000-0000-7000-8000-000000000100"
#define VISIT "019b0000-0000-7000-8000-000000000110"
#define RIGHTS "019b0000-0000-7000-8000-000000000120"

#define LEAVE_FROM(n, day) \
	{"consent", LEAVE(n), \
	 {"recipient", "purpose", "given_by", "given_on", "evidence"}, \
	 {PUPIL(n), "processing", "guardian", day, "phiếu " #n}}
#define LEAVE_OF(n) LEAVE_FROM(n, "2026-11-01")

static const struct row pupils[] = {
	{"unit", SCHOOL, {"name", "kind"}, {"Trường THCS Phù Đổng", "school"}},
	{"roster", LIST(1), {"name", "unit", "state", "version"},
	 {"Đợt tháng 11", SCHOOL, "sent", "1"}},
	{"roster", LIST(2), {"name", "unit"}, {"Đợt tháng 12", SCHOOL}},
	{"recipient", PUPIL(1),
	 {"name", "class", "school", "circumstance", "network", "has_device", "roster", "state",
	  "proposed_at"},
	 {"Nguyễn Thị Hòa", "8A1", SCHOOL, "poor", "wired", "none", LIST(1), "approved",
	  "2026-11-03T08:00:00+07:00"}},
	{"recipient", PUPIL(2),
	 {"name", "class", "school", "circumstance", "network", "has_device", "roster", "state",
	  "proposed_at"},
	 {"Lê Thị Ánh Tuyết", "7A2", SCHOOL, "orphan", "none", "broken", LIST(1), "approved",
	  "2026-11-03T08:00:00+07:00"}},
	{"recipient", PUPIL(3),
	 {"name", "class", "school", "circumstance", "network", "wish", "roster", "state",
	  "proposed_at"},
	 {"Vũ Hoàng Yến Nhi Phương Thảo", "9A", SCHOOL, "hardship", "wifi", "tablet", LIST(1),
	  "approved", "2026-11-13T08:00:00+07:00"}},
	{"recipient", PUPIL(4),
	 {"name", "class", "school", "circumstance", "guardian", "guardian_relation", "phone",
	  "roster", "state"},
	 {"Đặng Quốc Đạt", "8A1", SCHOOL, "disabled", "Ngô Thị Lụa", "mother", "0912345678",
	  LIST(1), "approved"}},
	{"recipient", PUPIL(5), {"name", "class", "school", "circumstance", "roster", "state"},
	 {"Bùi Đức Anh", "6B", SCHOOL, "near-poor", LIST(1), "served"}},
	{"recipient", PUPIL(6), {"name", "class", "school", "circumstance", "roster", "state"},
	 {"Trần Văn Nam", "9B", SCHOOL, "near-poor", LIST(1), "verified"}},
	{"recipient", PUPIL(7), {"name", "class", "school", "circumstance", "roster", "state"},
	 {"Ngô Kim Ngân", "7A2", SCHOOL, "poor", LIST(1), "proposed"}},
	{"recipient", PUPIL(8),
	 {"name", "class", "school", "circumstance", "birth_date", "personal_id", "roster",
	  "state"},
	 {"Phạm Văn Lẻ", "6A", SCHOOL, "poor", "2013-02-01", "001212000777", LIST(1),
	  "proposed"}},
	LEAVE_OF(1),
	LEAVE_OF(2),
	LEAVE_OF(3),
	LEAVE_OF(4),
	LEAVE_OF(7),
	{"device", DEVICE(1), {"kind", "vendor", "model", "state", "battery_safety"},
	 {"laptop", "Dell", "Latitude E6420", "ready", "ok"}},
	{"device", DEVICE(2), {"kind", "vendor", "model", "state", "battery_safety"},
	 {"tablet", "Samsung", "Galaxy Tab A", "ready", "ok"}},
	{"device", DEVICE(3), {"kind", "vendor", "model", "state", "battery_safety"},
	 {"laptop", "Lenovo", "ThinkPad X201", "reserved", "ok"}},
	{"device", DEVICE(4), {"kind", "vendor", "model", "state", "battery_safety"},
	 {"phone", "Samsung", "Galaxy J4", "handed-over", "ok"}},
	{"sim", DATA_SIM, {"operator", "iccid", "expires", "state"},
	 {"viettel", "8984041234567890127", "2027-12-31", "checked"}},
	{"handover", GIVING, {"name", "on_date", "unit", "state"},
	 {"Trao máy tại Phù Đổng", "2026-11-23", SCHOOL, "open"}},
	{"kit", KIT(1), {"recipient", "device", "handover", "state", "reserved_until", "reason"},
	 {PUPIL(4), DEVICE(3), GIVING, "reserved", "2026-11-20", "Khuyết tật; chờ 9 ngày"}},
	{"kit", KIT(2), {"recipient", "device", "handover", "state"},
	 {PUPIL(5), DEVICE(4), GIVING, "given"}},
	{"visit", VISIT, {"kit", "due"}, {KIT(2), "2026-11-22"}},
	{"rights", RIGHTS, {"recipient", "asked", "requester", "received_at", "answer_due", "due"},
	 {PUPIL(4), "erase", "Ngô Thị Lụa", "2026-11-20T08:00:00+07:00", "2026-11-24",
	  "2026-12-05"}},
	/* Not yet: its day is to come. */
	LEAVE_FROM(8, "2026-12-01"),
};

#endif
