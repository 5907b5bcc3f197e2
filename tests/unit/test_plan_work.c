/*
 * The part of a plan that is about people's work: read as it stands, its sums made, and anything
 * doubtful refused with its place and the cure. Each bad plan is the good one with one thing
 * changed.
 */
#include "snapshots.h"

#include <errno.h>

#define CITED(id) "\"id\":\"" id "\",\"clause\":\"II.1\",\"quote\":\"q\",\"label\":\"l\""
#define HEAD \
	"{\"schema\":\"hotroit.plan/1\",\"id\":\"x\",\"version\":\"1\",\"title\":\"t\"," \
	"\"issuer\":\"i\",\"source\":\"s\",\"effective_from\":\"2024-10-02\""
#define DIVISION "{" CITED("a") ",\"audience\":[\"hs-th\",\"hs-thcs\"]}"
#define PRIZE "{" CITED("first") ",\"count\":1}"
#define CRITERIA \
	"{" CITED("y") ",\"weight\":60,\"most\":10},{" CITED("z") ",\"weight\":40,\"most\":5}"
#define CONTEST \
	"{" CITED("ve") ",\"note\":\"n\",\"theme\":\"T\"," \
			"\"yearly\":{\"month\":4,\"from_year\":2025}," \
			"\"opens\":\"2024-10-10\",\"before\":\"2024-11-15T00:00:00+07:00\"," \
			"\"announce\":\"2024-11-18\",\"late\":\"refuse\",\"prize_set\":" \
			"\"category\"," \
			"\"blind\":true,\"group_max\":3,\"collective\":1,\"divisions\":[" DIVISION \
			"]," \
			"\"categories\":[{" CITED( \
				"tranh") ",\"needs_file\":false}],\"prizes\":[" PRIZE "]," \
					 "\"criteria\":[" CRITERIA \
					 "],\"bodies\":[\"B\"],\"report_to\":\"U\"}"
#define COURSE \
	"{" CITED( \
		"gemini") ",\"audience\":\"gv-th\",\"mode\":\"hybrid\",\"is_event\":true," \
			  "\"minutes\":480,\"attend_percent\":80,\"yearly\":{\"from_year\":2024}," \
			  "\"shapes\":[{\"sessions\":1,\"minutes\":480},{\"sessions\":2," \
			  "\"minutes\":240}]}"
#define PILOT "{" CITED("ai") ",\"quotas\":[{\"level\":\"th\",\"count\":5}]}"
#define PHASES \
	"[{\"text\":\"2021\",\"from_year\":2021,\"to_year\":2025," \
	"\"cost\":{\"text\":\"10.000\",\"amount\":10000}}," \
	"{\"text\":\"2026 - 230\",\"cost\":{\"text\":\"50.000\",\"amount\":50000}}]"
#define TASK \
	"{" CITED("t16") ",\"group\":\"V\",\"number\":16,\"lead\":\"S\",\"coordinators\":[\"K\"]," \
			 "\"phases\":" PHASES ",\"total\":{\"text\":\"70.000\",\"amount\":70000}," \
			 "\"state_percent\":70}"
#define GOOD \
	HEAD ",\"contests\":[" CONTEST "],\"courses\":[" COURSE "],\"pilots\":[" PILOT "]," \
	     "\"tasks\":[" TASK "],\"budget\":{\"clause\":\"PL\",\"unit_text\":\"u\"," \
	     "\"stated\":{\"text\":\"70.000\",\"amount\":70000}}," \
	     "\"areas\":[{" CITED( \
		     "a1") ",\"number\":1}]," \
			   "\"reports\":[{" CITED("r") ",\"when\":\"w\"}],\"remarks\":[{" CITED( \
				   "m") "}]}"

static void check_contest(const struct plan_contest *contest)
{
	assert_string_equal(contest->is.note, "n");
	assert_string_equal(contest->theme, "T");
	assert_int_equal(contest->yearly.month, 4);
	assert_int_equal(contest->yearly.from_year, 2025);
	assert_string_equal(contest->before, "2024-11-15T00:00:00+07:00");
	assert_int_equal(contest->late, LATE_REFUSE);
	assert_true(contest->is_prize_by_category);
	assert_true(contest->is_blind);
	assert_true(contest->needs_file);
	assert_true(contest->categories[0].is_file_said);
	assert_false(contest->categories[0].needs_file);
	assert_int_equal(contest->group_max, 3);
	assert_int_equal(contest->collective, 1);
	assert_int_equal(contest->division_count, 1);
	assert_int_equal(contest->divisions[0].audience_count, 2);
	assert_string_equal(contest->divisions[0].audience[1], "hs-thcs");
	assert_int_equal(contest->category_count, 1);
	assert_int_equal(contest->prizes[0].count, 1);
	assert_int_equal(contest->criterion_count, 2);
	assert_int_equal(contest->criteria[1].most, 5);
	assert_string_equal(contest->bodies[0], "B");
}

static void work_is_read(void **state)
{
	AUTO(plan_done) struct plan plan = {0};
	const struct plan_course *course;
	const struct plan_task *task;
	struct plan_sums sums;
	struct err err = {0};

	(void)state;
	text_start("vi");
	if (plan_parse(&plan, GOOD, strlen(GOOD), "kh.json", &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(plan.profile_count, 0);
	assert_null(plan_profile(&plan, "laptop"));
	check_contest(plan_contest(&plan.work, "ve"));
	assert_null(plan_contest(&plan.work, "vẽ"));
	assert_null(plan_contest(&plan.work, NULL));
	course = plan_course(&plan.work, "gemini");
	assert_int_equal(course->mode, MODE_HYBRID);
	assert_int_equal(course->shapes[1].sessions, 2);
	assert_int_equal(course->attend_percent, 80);
	assert_true(course->is_event);
	assert_int_equal(course->yearly.month, 0);
	assert_int_equal(plan_pilot(&plan.work, "ai")->quotas[0].count, 5);
	task = plan_task(&plan.work, "t16");
	assert_string_equal(task->phases[1].text, "2026 - 230");
	assert_int_equal(task->phases[1].to_year, 0);
	assert_int_equal(plan_task_parts(task), 60000);
	sums = plan_sums(&plan.work);
	assert_int_equal(sums.printed, 70000);
	assert_int_equal(sums.parts, 60000);
	assert_int_equal(sums.state, 49000);
	assert_int_equal(sums.social, 21000);
	assert_int_equal(sums.odd_count, 1);
	assert_int_equal(plan_area(&plan.work, "a1")->number, 1);
	assert_string_equal(plan.work.reports[0].when, "w");
	assert_string_equal(plan.work.remarks[0].id, "m");
}

static void a_plan_may_hold_nothing(void **state)
{
	AUTO(plan_done) struct plan plan = {0};
	struct plan_sums sums;
	struct err err = {0};

	(void)state;
	assert_int_equal(plan_parse(&plan, HEAD "}", strlen(HEAD "}"), "kh.json", &err), 0);
	sums = plan_sums(&plan.work);
	assert_int_equal(sums.printed, 0);
	assert_int_equal(sums.odd_count, 0);
	assert_null(plan_task(&plan.work, "t16"));
}

/* GOOD with the first FROM replaced by TO. */
static void make(struct buf *json, const char *from, const char *to)
{
	const char *at = strstr(GOOD, from);

	assert_non_null(at);
	buf_add(json, GOOD, (size_t)(at - GOOD));
	buf_add_str(json, to);
	buf_add_str(json, at + strlen(from));
}

static void refuse(const char *from, const char *to, const char *says)
{
	AUTO(buf_done) struct buf json = {0};
	struct plan plan;
	struct err err = {0};

	make(&json, from, to);
	if (plan_parse(&plan, buf_text(&json), json.len, "kh.json", &err) == 0)
		fail_msg("taken: %s → %s", from, to);
	if (!strstr(err.text, says) || !str_starts(err.text, "kh.json: ") || strchr(err.text, '\n'))
		fail_msg("\"%s\" does not say \"%s\"", err.text, says);
}

static void uncited_work_is_refused(void **state)
{
	(void)state;
	refuse("\"clause\":\"II.1\",", "", "clause");
	refuse("\"clause\":\"II.1\"", "\"clause\":\" \"", "clause");
	refuse("\"quote\":\"q\",", "", "nguyên văn");
	refuse("\"label\":\"l\"", "\"lable\":\"l\"", "lable");
	refuse("\"id\":\"ve\"", "\"id\":\"vẽ tranh\"", "cuộc thi thứ 1: \"id\"");
	refuse(CONTEST, CONTEST "," CONTEST, "trùng mã \"ve\"");
	refuse(CONTEST, "7", "cuộc thi thứ 1");
	refuse("\"contests\":[", "\"contests\":7,\"areas\":[", "JSON");
	refuse("\"contests\"", "\"contest\"", "khoá lạ \"contest\"");
	refuse(",\"contests\":[" CONTEST "]", ",\"contests\":{}", "contests");
}

static void doubtful_contests_are_refused(void **state)
{
	(void)state;
	refuse("hs-thcs", "hs-thsc", "cuộc thi ve, bảng a: \"audience\" không có \"hs-thsc\"");
	refuse("hs-thcs", "hs-th", "hai lần");
	refuse("[\"hs-th\",\"hs-thcs\"]", "[]", "audience");
	refuse("\"divisions\":[" DIVISION "]", "\"divisions\":[]", "divisions");
	refuse("\"id\":\"first\"", "\"id\":\"nhat\"", "first");
	refuse(PRIZE, PRIZE "," PRIZE, "trùng mã \"first\"");
	refuse("\"count\":1", "\"count\":0", "từ 1");
	refuse("\"count\":1", "\"count\":1.5", "số nguyên");
	refuse("\"weight\":60", "\"weight\":61", "101");
	refuse("\"most\":10", "\"most\":-1", "most");
	refuse("\"month\":4", "\"month\":13", "từ 1 đến 12");
	refuse("\"from_year\":2025", "\"from_year\":205", "1990");
	refuse(",\"from_year\":2025", "", "from_year");
	refuse("2024-10-10", "2024-02-30", "opens");
	refuse("2024-10-10", "10/10/2024", "opens");
	refuse("T00:00:00+07:00", "", "before");
	refuse("T00:00:00+07:00", "T00:00:00Z", "giờ Việt Nam");
	refuse("T00:00:00+07:00", "T24:00:00+07:00", "before");
	refuse("2024-11-18", "2024-11-31", "announce");
	refuse("\"late\":\"refuse\"", "\"late\":\"maybe\"", "board, refuse");
	refuse("\"prize_set\":\"category\"", "\"prize_set\":\"all\"", "division, category");
	refuse("{" CITED("tranh") ",\"needs_file\":false}", "", "categories");
	refuse("\"needs_file\":false", "\"needs_file\":\"no\"", "true");
	refuse("\"blind\":true", "\"blind\":\"yes\"", "true");
	refuse("\"group_max\":3", "\"group_max\":0", "group_max");
	refuse("\"bodies\":[\"B\"]", "\"bodies\":[\" \"]", "bodies");
	refuse("2024-10-02", "2024-13-02", "effective_from");
}

static void doubtful_work_is_refused(void **state)
{
	(void)state;
	refuse("\"audience\":\"gv-th\",", "", "audience");
	refuse("\"mode\":\"hybrid\"", "\"mode\":\"zoom\"", "onsite, online, hybrid");
	refuse("\"sessions\":2,\"minutes\":240", "\"sessions\":2,\"minutes\":230", "2 buổi × 230");
	refuse("\"sessions\":2", "\"sessions\":0", "sessions");
	refuse("\"attend_percent\":80", "\"attend_percent\":101", "100");
	refuse("\"minutes\":480,", "", "minutes");
	refuse("\"count\":5", "\"count\":\"5\"", "count");
	refuse("{\"level\":\"th\",\"count\":5}",
	       "{\"level\":\"th\",\"count\":5},{\"level\":\"th\",\"count\":1}", "hai chỉ tiêu");
	refuse("\"quotas\":[{\"level\":\"th\",\"count\":5}]", "\"quotas\":[]", "quotas");
	refuse("\"to_year\":2025", "\"to_year\":2020", "to_year");
	refuse("\"amount\":10000}", "\"amount\":-10000}", "amount");
	refuse("\"amount\":10000}", "\"amount\":99999999999999999}", "amount");
	refuse("\"amount\":10000}", "\"amount\":1e4}", "amount");
	refuse("{\"text\":\"10.000\",", "{", "text");
	refuse("\"state_percent\":70", "\"state_percent\":120", "100");
	refuse("\"total\":{\"text\":\"70.000\",\"amount\":70000},", "", "total");
	refuse("\"lead\":\"S\",", "", "nhiệm vụ t16: thiếu \"lead\"");
	refuse(TASK, TASK ",{" CITED("t17") ",\"number\":16,\"lead\":\"S\"}", "cùng số 16");
	refuse("\"number\":1}", "\"number\":0}", "number");
	refuse("{\"clause\":\"PL\",", "{", "budget: thiếu \"clause\"");
	refuse("\"when\":\"w\"", "\"when\":5", "when");
	refuse("\"remarks\":[{" CITED("m") "}]", "\"remarks\":[{}]", "điều cần biết thứ 1");
}

static void misspell(struct buf *json, const char *word)
{
	char *at = strstr(json->data, word);

	assert_non_null(at);
	*at = '?';
}

#define BAD_DIVISION "{" CITED("a") ",\"audience\":\"x\"}"
#define BAD_PRIZE "{" CITED("first") ",\"x\":1,\"count\":0}"
#define BAD_CONTEST \
	"{" CITED("ve") ",\"opens\":\"2024-02-30\",\"divisions\":[" BAD_DIVISION "]," \
			"\"prizes\":[" BAD_PRIZE "]}"

/* A coordinator mends a file in one go: what is wrong in each place is told at once. */
static void everything_wrong_is_told(void **state)
{
	static const char *const says[] = {"bảng a: \"audience\"", "giải first: \"count\"",
					   "cuộc thi ve, giải first: khoá lạ \"x\"",
					   "cuộc thi ve: \"opens\"", "khoá học gemini: ",
					   "nhiệm vụ t16: khoá lạ", "nhiệm vụ t16: thiếu \"lead\"",
					   "nhiệm vụ t16: các phần cộng lại 60000"};
	AUTO(buf_done) struct buf json = {0}, wrong = {0};
	struct plan plan;
	struct err err = {0};
	size_t lines = 0;

	(void)state;
	make(&json, CONTEST, BAD_CONTEST);
	misspell(&json, "hybrid");
	misspell(&json, "lead");
	assert_int_equal(plan_parse_all(&plan, buf_text(&json), json.len, "kh.json", NULL, &wrong,
					&err),
			 -EBADMSG);
	for (size_t i = 0; i < ARRAY_LEN(says); i++)
		if (!strstr(buf_text(&wrong), says[i]))
			fail_msg("\"%s\" does not say \"%s\"", buf_text(&wrong), says[i]);
	for (const char *at = buf_text(&wrong); (at = strchr(at, '\n')); at++)
		lines++;
	assert_int_equal(lines, ARRAY_LEN(says));
	assert_string_equal(err.text, "kh.json: cuộc thi ve: \"opens\" phải là ngày có thật, dạng "
				      "2021-10-05");
}

/* The good plan with FROM as TO is told to be wrong in one thing only, and is one to work by. */
static void tell(const char *from, const char *to, const char *says)
{
	AUTO(buf_done) struct buf json = {0}, wrong = {0};
	AUTO(plan_done) struct plan plan = {0};
	struct plan none;
	struct err err = {0};

	make(&json, from, to);
	assert_int_equal(plan_parse(&plan, buf_text(&json), json.len, "kh.json", &err), 0);
	assert_int_equal(plan_parse_all(&none, buf_text(&json), json.len, "kh.json", NULL, &wrong,
					&err),
			 -EBADMSG);
	if (!strstr(buf_text(&wrong), says))
		fail_msg("\"%s\" does not say \"%s\"", buf_text(&wrong), says);
}

/* What a note speaks for is as printed; without one it is a slip of who wrote the file. */
static void contradictions_need_a_note(void **state)
{
	(void)state;
	tell("\"id\"", "\"id\"", "t16: các phần cộng lại 60000 đồng, ở đây ghi 70000");
	tell("\"50.000\",\"amount\":50000}}],\"total\":{\"text\":\"70.000\",\"amount\":70000}",
	     "\"61.000\",\"amount\":61000}}],\"total\":{\"text\":\"71.000\",\"amount\":71000}",
	     "budget: các phần cộng lại 71000 đồng, ở đây ghi 70000");
	tell(",\"note\":\"n\",\"theme\":\"T\",\"yearly\":{\"month\":4,"
	     "\"from_year\":2025},\"opens\":\"2024-10-10\"",
	     ",\"opens\":\"2024-12-10\"", "sau hạn nộp");
	tell(CITED("first"),
	     "\"id\":\"first\",\"clause\":\"1\",\"quote\":\"02 giải\","
	     "\"label\":\"l\"",
	     "\"count\" là 1 mà \"quote\" ghi 2");
	refuse("\"effective_from\":\"2024-10-02\"",
	       "\"effective_from\":\"2024-10-02\",\"effective_to\":\"2024-10-01\"",
	       "effective_to");
}

/* A note on another matter excuses no number: what is off is said as a number too. */
static void sums_are_what_is_printed(void **state)
{
	const char *total = "\"total\":{\"text\":\"70.000\",\"amount\":70000}";

	(void)state;
	tell(total, "\"note\":\"n\",\"total\":{\"text\":\"70.000\",\"amount\":70000}",
	     "lệch \"off\": 10000");
	tell(total, "\"total\":{\"text\":\"70.000\",\"amount\":70000,\"off\":10000}",
	     "nói vì sao ở \"note\"");
	tell(total, "\"note\":\"n\",\"total\":{\"text\":\"7.000\",\"amount\":70000,\"off\":10000}",
	     "in “7.000” mà \"amount\" ghi 70000");
	tell(total, "\"total\":{\"text\":\"60.0000\",\"amount\":60000}",
	     "không đọc được số trong “60.0000”");
	tell(total, "\"total\":{\"text\":\"2021: 0,06 tỷ\",\"amount\":70000}",
	     "in “2021: 0,06 tỷ”");
}

static void bad_json_is_told_in_vietnamese(void **state)
{
	(void)state;
	refuse("\"id\":\"x\",", "\"id\":\"x\",,", "dòng 1, cột ");
	refuse("\"id\":\"x\",", "\"id\":\"x\",\"id\":\"y\",", "hai lần");
	refuse("\"id\":\"x\"", "\"id\":\"\xff\"", "UTF-8");
}

/* ---- the plans that are shipped -------------------------------------------------------------- */

static void read_shipped(struct plan *ret, const char *id)
{
	AUTO(buf_done) struct buf json = {0};
	char path[96];
	struct err err = {0};

	snprintf(path, sizeof(path), "schema/plans/%s.json", id);
	read_source(&json, path);
	if (plan_parse(ret, buf_text(&json), json.len, path, &err) < 0)
		fail_msg("%s", err.text);
	assert_string_equal(ret->id, id);
}

static void long_khanh_is_as_printed(void **state)
{
	static const int64_t counts[] = {1, 2, 2, 5};
	AUTO(plan_done) struct plan plan = {0};
	const struct plan_contest *contest;
	int64_t each = 0;

	(void)state;
	read_shipped(&plan, "long-khanh-2024");
	assert_int_equal(plan.work.contest_count, 1);
	contest = &plan.work.contests[0];
	assert_string_equal(contest->before, "2024-11-15T00:00:00+07:00");
	assert_string_equal(contest->announce, "2024-11-18");
	assert_int_equal(contest->late, LATE_BOARD);
	assert_int_equal(contest->division_count, 3);
	assert_int_equal(contest->prize_count, ARRAY_LEN(counts));
	for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
		assert_int_equal(contest->prizes[i].count, counts[i]);
		each += contest->prizes[i].count;
	}
	assert_int_equal(each * 3, 30);
	assert_int_equal(contest->collective, 1);
	assert_false(contest->is_prize_by_category);
	/* the seven silences, (a) to (g) */
	for (char letter = 'a'; letter <= 'g'; letter++) {
		bool found = false;

		for (size_t i = 0; i < plan.work.remark_count; i++)
			found |= plan.work.remarks[i].id[0] == letter &&
				 plan.work.remarks[i].id[1] == '-' && plan.work.remarks[i].note;
		assert_true(found);
	}
}

static void thu_duc_is_as_printed(void **state)
{
	AUTO(plan_done) struct plan plan = {0};
	const struct plan_course *course;
	const struct plan_pilot *pilot;

	(void)state;
	read_shipped(&plan, "thu-duc-2024");
	assert_null(plan.number);
	assert_int_equal(plan.work.course_count + plan.work.contest_count + plan.work.pilot_count,
			 7 + 1); /* seven activities, of which the first has two programmes */
	course = plan_course(&plan.work, "gemini-academy");
	assert_int_equal(course->minutes, 480);
	assert_int_equal(course->shapes[0].sessions, 1);
	assert_int_equal(course->shapes[1].sessions, 2);
	course = plan_course(&plan.work, "day-of-ai");
	assert_int_equal(course->minutes, 720);
	assert_int_equal(course->shapes[0].sessions, 3);
	course = plan_course(&plan.work, "phu-huynh");
	assert_int_equal(course->minutes, 120);
	assert_int_equal(course->mode, MODE_HYBRID);
	assert_int_equal(course->yearly.month, 11);
	assert_int_equal(course->yearly.from_year, 2024);
	assert_int_equal(plan_course(&plan.work, "hoi-thao-quoc-te")->yearly.month, 3);
	assert_int_equal(plan_course(&plan.work, "mon-hoc-2018")->yearly.month, 0);
	assert_int_equal(plan_contest(&plan.work, "gv-tien-phong")->yearly.month, 2);
	assert_int_equal(plan_contest(&plan.work, "hs-thong-minh")->yearly.month, 4);
	assert_int_equal(plan_contest(&plan.work, "hs-thong-minh")->category_count, 5);
	pilot = plan_pilot(&plan.work, "thi-diem-ai");
	assert_int_equal(pilot->quotas[0].count, 5);
	assert_int_equal(pilot->quotas[1].count, 5);
}

#define MILLION 1000000ll

static void hcm_is_as_printed(void **state)
{
	AUTO(plan_done) struct plan plan = {0};
	struct plan_sums sums;

	(void)state;
	read_shipped(&plan, "hcm-3249");
	assert_int_equal(plan.work.task_count, 16);
	for (size_t i = 0; i < 16; i++) {
		const struct plan_task *task = &plan.work.tasks[i];

		assert_int_equal(task->number, i + 1);
		assert_true(task->has_split);
		assert_true((plan_task_parts(task) != task->total.amount) == (i + 1 == 16));
	}
	sums = plan_sums(&plan.work);
	assert_int_equal(sums.printed, 4256800 * MILLION);
	assert_int_equal(sums.parts, 4246800 * MILLION);
	assert_int_equal(sums.state, 1337150 * MILLION);
	assert_int_equal(sums.social, 2919650 * MILLION);
	assert_int_equal(plan.work.budget.stated.amount, sums.printed);
	assert_string_equal(plan.work.tasks[11].total.text, "20.0000");
	assert_int_equal(plan.work.tasks[11].coordinator_count, 2);
	assert_string_equal(plan.work.tasks[4].phases[1].text, "2022 - 230");
}

static void the_others_are_as_printed(void **state)
{
	AUTO(plan_done) struct plan emulation = {0}, gia_lam = {0};

	(void)state;
	read_shipped(&emulation, "bgddt-935");
	assert_int_equal(emulation.work.area_count, 7);
	assert_int_equal(emulation.work.areas[6].number, 7);
	read_shipped(&gia_lam, "gia-lam-2021");
	assert_int_equal(gia_lam.work.report_count, 4);
	assert_int_equal(plan_course(&gia_lam.work, "tap-huan-it")->minutes, 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(work_is_read),
		cmocka_unit_test(a_plan_may_hold_nothing),
		cmocka_unit_test(uncited_work_is_refused),
		cmocka_unit_test(doubtful_contests_are_refused),
		cmocka_unit_test(doubtful_work_is_refused),
		cmocka_unit_test(everything_wrong_is_told),
		cmocka_unit_test(contradictions_need_a_note),
		cmocka_unit_test(sums_are_what_is_printed),
		cmocka_unit_test(bad_json_is_told_in_vietnamese),
		cmocka_unit_test(long_khanh_is_as_printed),
		cmocka_unit_test(thu_duc_is_as_printed),
		cmocka_unit_test(hcm_is_as_printed),
		cmocka_unit_test(the_others_are_as_printed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
