/*
 * What an iPhone's or iPad's answers mean. Everything in them may be missing, of another type, or
 * a number that no device can have; what is not understood stays unreadable.
 */
#include "ios.h"
#include "ios_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DISK_MAX 4000000000000u /* B; the largest sold holds half of it */
#define PACK_MIN 100 /* mAh: an iPod's is larger */
#define PACK_MAX 20000 /* an iPad's is smaller */
#define HEALTH_MAX 110 /* %: beyond it the gauge is wrong; a new pack may hold a little more */
#define CYCLES_MAX 10000
#define IPADOS_FIRST "13"

const struct ios_link_def ios_links[IOS_LINK_COUNT] = {
	[IOS_LINK_PAIRED] = {"device", NULL, false},
	[IOS_LINK_PASSCODE] = {"passcode", N_("mở khoá màn hình bằng mật mã rồi để yên"), true},
	[IOS_LINK_TRUST] = {"trust", N_("bấm \"Tin cậy\" trên máy rồi nhập mật mã"), true},
	[IOS_LINK_DENIED] = {"denied",
			     N_("đã bấm \"Không tin cậy\": rút cắm lại rồi bấm \"Tin cậy\""),
			     false},
	[IOS_LINK_HOST_UNKNOWN] = {"host-unknown",
				   N_("máy đã quên máy tính này: rút cắm lại rồi bấm \"Tin cậy\""),
				   false},
	[IOS_LINK_ESCROW] = {"escrow-locked", N_("mở khoá một lần bằng mật mã rồi cắm lại"), true},
	[IOS_LINK_FIND_MY] = {"find-my",
			      N_("Tìm iPhone đang khoá máy: đề nghị người tặng đăng xuất "
				 "iCloud"),
			      false},
	[IOS_LINK_MANAGED] = {"managed",
			      N_("máy do tổ chức quản lý cấm kết nối: đề nghị người tặng "
				 "gỡ quản lý (MDM)"),
			      false},
	[IOS_LINK_WIRELESS] = {"wireless", N_("nối máy bằng cáp, không qua Wi-Fi"), false},
	[IOS_LINK_REFUSED] = {"refused", N_("máy không cho kết nối: rút cắm lại, thử cáp khác"),
			      false},
	[IOS_LINK_SILENT] = {"offline", N_("máy không trả lời: rút cắm lại, thử cáp khác"), false},
};

const char *const ios_keys[] = {
	"battery.0.cycles", "battery.0.health",    "battery.0.level", "camera.count",
	"camera.front",     "cellular.generation", "cellular.volte",  "device.kind",
	"device.model",     "device.serial",       "device.uuid",     "device.vendor",
	"link.state",       "lock.account",        "lock.activation", "lock.mdm",
	"lock.sim",         "sim.count",
	"memory.installed", "memory.usable",       "os.name",         "os.version",
	"storage.free",     "storage.total",       NULL};

struct reading {
	struct facts *facts;
	const struct ios_answer *answer;
	const struct ios_model *model; /* NULL: not in the table */
	const char *type; /* "iPhone9,1" or "" */
	char by_table[IOS_TEXT_MAX + 64]; /* the source of what the table says */
};

enum ios_link ios_link_find(const char *state)
{
	for (enum ios_link link = 0; link < IOS_LINK_COUNT; link++)
		if (str_eq(ios_links[link].state, state))
			return link;
	return IOS_LINK_REFUSED;
}

static const struct ios_value *value_of(const struct reading *reading, enum ios_ask ask)
{
	return &reading->answer->values[ask];
}

static const char *text_of(const struct reading *reading, enum ios_ask ask)
{
	const struct ios_value *value = value_of(reading, ask);

	return value->type == IOS_TEXT ? value->text : "";
}

static bool number_of(const struct reading *reading, enum ios_ask ask, uint64_t min, uint64_t max,
		      uint64_t *ret)
{
	const struct ios_value *value = value_of(reading, ask);

	if (value->type != IOS_INT || value->num < min || value->num > max)
		return false;
	*ret = value->num;
	return true;
}

static bool is_yes(const struct reading *reading, enum ios_ask ask)
{
	return value_of(reading, ask)->type == IOS_BOOL && value_of(reading, ask)->yes;
}

static bool is_no(const struct reading *reading, enum ios_ask ask)
{
	return value_of(reading, ask)->type == IOS_BOOL && !value_of(reading, ask)->yes;
}

/* Did the device itself say that it is not so, or that it has no such thing? */
static bool is_not_set(const struct reading *reading, enum ios_ask ask)
{
	return is_no(reading, ask) || value_of(reading, ask)->type == IOS_MISSING;
}

/* Why there is no answer to ASK, with what to do. */
static const char *why_not(const struct reading *reading, enum ios_ask ask)
{
	const char *hint = ios_links[reading->answer->link].hint;

	switch (value_of(reading, ask)->type) {
	case IOS_UNASKED:
		return hint ? _(hint) : _("máy không trả lời câu này: rút cắm lại rồi dò lại");
	case IOS_MISSING:
		return _("máy không cho biết");
	default:
		return _("máy trả lời vô lý: xem trong Cài đặt của máy");
	}
}

static void unreadable(const struct reading *reading, const char *key, enum ios_ask ask)
{
	facts_unreadable(reading->facts, key, why_not(reading, ask));
}

static int by_type(const void *type, const void *model)
{
	return strcmp(type, ((const struct ios_model *)model)->type);
}

static const char *why_no_model(const struct reading *reading)
{
	return *reading->type ? _("model chưa có trong bảng: tra theo kiểu máy")
			      : why_not(reading, IOS_PRODUCT_TYPE);
}

static const char *kind_of(const struct reading *reading)
{
	if (reading->model)
		return reading->model->kind;
	if (str_starts(reading->type, "iPhone"))
		return "phone";
	return str_starts(reading->type, "iPad") ? "tablet" : "other";
}

/* An iPod touch is no phone, since it can not call, and no tablet by its size. */
static const char *kind_source(const struct reading *reading, const char *source)
{
	return str_starts(reading->type, "iPod")
		       ? _("iPod: không gọi được, màn nhỏ hơn máy tính bảng: điều phối chọn loại")
		       : source;
}

static void read_model(const struct reading *reading)
{
	struct facts *facts = reading->facts;
	const struct ios_model *model = reading->model;
	const char *source = model ? reading->by_table : "ProductType";

	facts_text(facts, "device.vendor", "Apple", "usbmuxd");
	facts_unreadable(facts, "memory.usable", _("iOS không cho đọc; xem RAM theo bảng model"));
	if (!*reading->type) {
		unreadable(reading, "device.kind", IOS_PRODUCT_TYPE);
		unreadable(reading, "device.model", IOS_PRODUCT_TYPE);
		unreadable(reading, "memory.installed", IOS_PRODUCT_TYPE);
		return;
	}
	facts_text(facts, "device.kind", kind_of(reading), kind_source(reading, source));
	facts_text(facts, "device.model", model ? model->name : reading->type, source);
	if (model)
		facts_int(facts, "memory.installed", (int64_t)model->ram_mb << 20, source);
	else
		facts_unreadable(facts, "memory.installed", why_no_model(reading));
}

/* Presence by the model; whether they work is looked at by hand. */
static void read_cameras(const struct reading *reading)
{
	static const char *const keys[] = {"camera.count", "camera.front"};
	const struct ios_model *model = reading->model;
	struct facts *facts = reading->facts;

	for (size_t i = 0; !model && i < ARRAY_LEN(keys); i++)
		facts_unreadable(facts, keys[i], why_no_model(reading));
	if (!model)
		return;
	facts_int(facts, "camera.count", model->rear + model->front, reading->by_table);
	facts_bool(facts, "camera.front", model->front > 0, reading->by_table);
}

/* A phone that says it can not call, or an iPod that says it can, is not what the table thinks. */
static const char *why_no_cellular(const struct reading *reading)
{
	const struct ios_model *model = reading->model;

	if (!model)
		return why_no_model(reading);
	if (model->cellular < 0)
		return _("kiểu máy có cả bản không SIM: xem máy có khe SIM không");
	if ((str_eq(model->kind, "phone") && is_no(reading, IOS_TELEPHONY)) ||
	    (model->cellular == 0 && is_yes(reading, IOS_TELEPHONY)))
		return _("máy nói khác bảng máy: xem máy có khe SIM không, gọi thử");
	return NULL;
}

static void read_cellular(const struct reading *reading)
{
	const struct ios_model *model = reading->model;
	struct facts *facts = reading->facts;
	const char *why = why_no_cellular(reading);

	if (why) {
		facts_unreadable(facts, "cellular.generation", why);
		facts_unreadable(facts, "cellular.volte", why);
		return;
	}
	if (model->cellular > 0)
		facts_int(facts, "cellular.generation", model->cellular, reading->by_table);
	else
		facts_absent(facts, "cellular.generation",
			     _("theo bảng máy: không có mạng di động"));
	if (str_eq(model->kind, "phone"))
		facts_bool(facts, "cellular.volte", model->volte, reading->by_table);
	else
		facts_absent(facts, "cellular.volte", _("theo bảng máy: không gọi thoại được"));
}

static void read_os(const struct reading *reading)
{
	const char *version = text_of(reading, IOS_PRODUCT_VERSION);
	const struct ios_model *model = reading->model;
	const char *name = "iOS";
	char source[128] = "ProductVersion";

	/* No device has an iOS older than the one it was sold with. */
	if (!ios_version_is(version) || !*reading->type ||
	    (model && ios_version_compare(version, model->first) < 0)) {
		unreadable(reading, "os.name", IOS_PRODUCT_VERSION);
		unreadable(reading, "os.version", IOS_PRODUCT_VERSION);
		return;
	}
	if (str_starts(reading->type, "iPad") && ios_version_compare(version, IPADOS_FIRST) >= 0)
		name = "iPadOS";
	if (str_starts(reading->type, "iP"))
		facts_text(reading->facts, "os.name", name, "ProductType");
	else
		facts_unreadable(reading->facts, "os.name",
				 _("không phải iPhone, iPad hay iPod: điều phối quyết định"));
	if (model && model->last && ios_version_compare(version, model->last) < 0)
		snprintf(source, sizeof(source), _("ProductVersion; máy này lên được tới %s"),
			 model->last);
	facts_text(reading->facts, "os.version", version, source);
}

/* AmountDataAvailable is what is free now; TotalDataAvailable would count what iOS could purge. */
static void read_storage(const struct reading *reading)
{
	uint64_t disk = DISK_MAX, total, free;
	bool has_total;

	(void)!number_of(reading, IOS_DISK_TOTAL, 1, DISK_MAX, &disk);
	has_total = number_of(reading, IOS_DATA_TOTAL, 1, disk, &total);
	if (has_total)
		facts_int(reading->facts, "storage.total", (int64_t)total,
			  "com.apple.disk_usage TotalDataCapacity");
	else
		unreadable(reading, "storage.total", IOS_DATA_TOTAL);
	if (number_of(reading, IOS_DATA_FREE, 0, has_total ? total : disk, &free))
		facts_int(reading->facts, "storage.free", (int64_t)free,
			  "com.apple.disk_usage AmountDataAvailable");
	else
		unreadable(reading, "storage.free", IOS_DATA_FREE);
}

/* Since iOS 12.2 the gauge's own percentage is always 100; the registry's mAh are what is left. */
static void read_battery(const struct reading *reading)
{
	enum ios_ask full_ask = IOS_BATTERY_NOMINAL;
	uint64_t design, full, cycles, level;

	if (value_of(reading, full_ask)->type != IOS_INT)
		full_ask = IOS_BATTERY_RAW;
	if (!number_of(reading, IOS_BATTERY_DESIGN, PACK_MIN, PACK_MAX, &design))
		unreadable(reading, "battery.0.health", IOS_BATTERY_DESIGN);
	else if (!number_of(reading, full_ask, 1, design * HEALTH_MAX / 100, &full))
		unreadable(reading, "battery.0.health", full_ask);
	else
		facts_int(reading->facts, "battery.0.health",
			  (int64_t)(full > design ? 100 : full * 100 / design),
			  full_ask == IOS_BATTERY_NOMINAL
				  ? _("ước tính: NominalChargeCapacity / DesignCapacity")
				  : _("ước tính: AppleRawMaxCapacity / DesignCapacity"));
	if (number_of(reading, IOS_BATTERY_CYCLES, 0, CYCLES_MAX, &cycles))
		facts_int(reading->facts, "battery.0.cycles", (int64_t)cycles, "CycleCount");
	else
		unreadable(reading, "battery.0.cycles", IOS_BATTERY_CYCLES);
	if (number_of(reading, IOS_BATTERY_LEVEL, 0, 100, &level))
		facts_int(reading->facts, "battery.0.level", (int64_t)level,
			  "com.apple.mobile.battery BatteryCurrentCapacity");
	else
		unreadable(reading, "battery.0.level", IOS_BATTERY_LEVEL);
}

/* Activation lock comes with Find My. After an erase the device says it is not associated although
 * Apple still holds the lock: "none" needs a device that is activated. */
static void read_account(const struct reading *reading)
{
	static const char *const keys[] = {"lock.account", "lock.activation"};
	const char *activation = text_of(reading, IOS_ACTIVATION);
	bool activated = str_eq(activation, "Activated");
	const char *word = NULL, *source = "com.apple.fmip IsAssociated";

	if (reading->answer->link == IOS_LINK_FIND_MY) {
		word = "present";
		source = "lockdownd: FMiPProtected";
	} else if (is_yes(reading, IOS_FIND_MY)) {
		word = "present";
	} else if (*activation && !activated) {
		word = "possible";
		source = _("máy chưa kích hoạt: bật máy, nối mạng, xem có hỏi tài khoản không");
	} else if (is_no(reading, IOS_FIND_MY) && activated) {
		word = "none";
	}
	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		if (word)
			facts_text(reading->facts, keys[i], word, source);
		else
			unreadable(reading, keys[i],
				   is_no(reading, IOS_FIND_MY) ? IOS_ACTIVATION : IOS_FIND_MY);
}

/* "none" needs the managed configuration's own word, from a device that is activated: an erased
 * one fetches its management only when it is. */
static void read_mdm(const struct reading *reading)
{
	struct facts *facts = reading->facts;
	uint64_t profiles = 0;
	bool counted = number_of(reading, IOS_PROFILES, 0, UINT64_MAX, &profiles);
	bool clear = counted && profiles == 0 && is_not_set(reading, IOS_SUPERVISED) &&
		     is_not_set(reading, IOS_MANDATORY) &&
		     value_of(reading, IOS_MDM_URL)->type == IOS_MISSING;

	if (reading->answer->link == IOS_LINK_MANAGED)
		facts_text(facts, "lock.mdm", "present", "lockdownd: MCProtected");
	else if (is_yes(reading, IOS_SUPERVISED))
		facts_text(facts, "lock.mdm", "present", "CloudConfiguration IsSupervised");
	else if (is_yes(reading, IOS_MANDATORY))
		facts_text(facts, "lock.mdm", "present", "CloudConfiguration IsMandatory");
	else if (*text_of(reading, IOS_MDM_URL))
		facts_text(facts, "lock.mdm", "present", "CloudConfiguration ConfigurationURL");
	else if (is_yes(reading, IOS_CHAPERONED))
		facts_text(facts, "lock.mdm", "present", "DeviceIsChaperoned");
	else if (counted && profiles > 0)
		facts_text(facts, "lock.mdm", "possible",
			   _("có hồ sơ cấu hình: xem Cài đặt > Cài đặt chung > Quản lý VPN & Thiết "
			     "bị"));
	else if (clear && str_eq(text_of(reading, IOS_ACTIVATION), "Activated"))
		facts_text(facts, "lock.mdm", "none", "CloudConfiguration");
	else if (clear)
		facts_text(
			facts, "lock.mdm", "possible",
			_("máy chưa kích hoạt: bật máy, nối mạng, xem có báo quản lý từ xa không"));
	else
		unreadable(reading, "lock.mdm", IOS_PROFILES);
}

#define SIM_PREFIX "kCTSIMSupportSIMStatus"

/* What the SIM's status means; where there is a word, a SIM is inside. */
static const struct sim_status {
	const char *status, *word;
	bool locks; /* the phone takes the SIMs of another operator alone */
} sim_statuses[] = {
	{"Ready", "ready", false},
	{"PINLocked", "pin", false},
	{"PUKLocked", "puk", false},
	{"NetworkLocked", "locked", true},
	{"OperatorLocked", "locked", true},
	{"OperatorSubsetLocked", "locked", true},
	{"ServiceProviderLocked", "locked", true},
	{"CorporateLocked", "locked", true},
	{"MemoryFailure", "bad", false},
	{"PermanentlyLocked", "bad", false},
	{"NotInserted", NULL, false},
};

static const struct sim_status *sim_status(const char *text)
{
	for (size_t i = 0; i < ARRAY_LEN(sim_statuses); i++)
		if (str_starts(text, SIM_PREFIX) &&
		    str_eq(text + strlen(SIM_PREFIX), sim_statuses[i].status))
			return &sim_statuses[i];
	return NULL;
}

/* A SIM that works proves only that its own operator is taken. */
static void read_sim(const struct reading *reading)
{
	const struct sim_status *status = sim_status(text_of(reading, IOS_SIM));
	struct facts *facts = reading->facts;

	if (!status) {
		unreadable(reading, "sim.count", IOS_SIM);
		unreadable(reading, "lock.sim", IOS_SIM);
		return;
	}
	facts_int(facts, "sim.count", status->word != NULL, "SIMStatus");
	if (status->word)
		facts_text(facts, "sim.0.state", status->word, "SIMStatus");
	else
		facts_absent(facts, "sim.0.state", _("không có SIM"));
	if (status->locks)
		facts_text(facts, "lock.sim", "present", "SIMStatus");
	else if (status->word)
		facts_unreadable(facts, "lock.sim",
				 _("máy nhận SIM đang lắp: lắp thêm SIM nhà mạng khác để thử"));
	else
		facts_unreadable(facts, "lock.sim",
				 _("chưa có SIM trong máy: lắp một SIM nhà mạng khác để thử"));
}

void ios_facts(struct facts *facts, const char *udid, const struct ios_answer *answer)
{
	struct reading reading = {.facts = facts, .answer = answer};
	const char *serial;

	reading.type = text_of(&reading, IOS_PRODUCT_TYPE);
	reading.model =
		bsearch(reading.type, ios_models, ios_model_count, sizeof(ios_models[0]), by_type);
	snprintf(reading.by_table, sizeof(reading.by_table), _("theo bảng máy: %s"), reading.type);
	facts_text(facts, "link.state", ios_links[answer->link].state, "usbmuxd");
	facts_text(facts, "device.uuid", udid, "UDID");
	serial = text_of(&reading, IOS_SERIAL);
	if (*serial)
		facts_text(facts, "device.serial", serial, "SerialNumber");
	else
		unreadable(&reading, "device.serial", IOS_SERIAL);
	read_model(&reading);
	read_cameras(&reading);
	read_cellular(&reading);
	read_os(&reading);
	read_storage(&reading);
	read_battery(&reading);
	read_account(&reading);
	read_mdm(&reading);
	read_sim(&reading);
}
