/* Memory and the data partition: what the phone has, never what its advertising adds. */
#include "android_priv.h"

#include <string.h>

#define MIB (UINT64_C(1) << 20)
#define MEMORY_MAX (UINT64_C(64) << 30)
/* The plan's bound for free room: a rounded size that lies on it says nothing. */
#define ROOM_BOUND UINT64_C(5000000000)

/* The size on the box: the kernel always keeps some (3 % at least) for itself, but no more than a
 * fifth. Swap ("virtual RAM") is not memory and is not looked at. */
static uint64_t nominal_memory(uint64_t usable)
{
	static const unsigned sold_mib[] = {256,  512,  768,  1024,  1536,  2048,  3072,
					    4096, 6144, 8192, 12288, 16384, 24576, 32768};

	for (size_t i = 0; i < ARRAY_LEN(sold_mib); i++) {
		uint64_t sold = sold_mib[i] * MIB;

		if (usable * 100 <= sold * 97)
			return usable * 5 >= sold * 4 ? sold : 0;
	}
	return 0;
}

void android_read_memory(const struct android *android)
{
	struct facts *facts = android->facts;
	struct span memory;
	char value[64], *unit;
	uint64_t kib, nominal;

	if (!android_section(android->answer, "memory", &memory))
		return;
	if (!android_field(memory, "MemTotal", value, sizeof(value)) ||
	    !(unit = strchr(value, ' '))) {
		facts_unreadable(facts, "memory.usable", _("/proc/meminfo không có MemTotal"));
	} else {
		*unit++ = '\0';
		if (!str_eq(str_trim(unit), "kB") || !str_to_u64(value, 10, &kib) || kib < 1024 ||
		    kib > MEMORY_MAX / 1024) {
			facts_unreadable(facts, "memory.usable", _("MemTotal vô lý"));
		} else {
			facts_int(facts, "memory.usable", (int64_t)(kib * 1024), "/proc/meminfo");
			nominal = nominal_memory(kib * 1024);
			if (nominal)
				facts_int(facts, "memory.nominal", (int64_t)nominal,
					  "/proc/meminfo");
			else
				facts_unreadable(facts, "memory.nominal",
						 _("không khớp cỡ RAM nào: tra theo kiểu máy"));
		}
	}
	facts_unreadable(facts, "memory.installed",
			 _("Android chỉ cho biết RAM dùng được: tra theo kiểu máy"));
}

void android_read_storage(const struct android *android)
{
	struct facts *facts = android->facts;
	struct span text;
	struct android_df df;

	if (!android_section(android->answer, "df", &text))
		return;
	if (!android_df_parse(text, &df)) {
		const char *why = _("df không cho biết vùng /data: xem Cài đặt > Bộ nhớ");

		facts_unreadable(facts, "storage.total", why);
		facts_unreadable(facts, "storage.free", why);
		return;
	}
	facts_int(facts, "storage.free", (int64_t)df.free, "df /data");
	if (df.total_least < ROOM_BOUND && df.total_most >= ROOM_BOUND)
		facts_unreadable(facts, "storage.total",
				 _("df làm tròn, không rõ đủ 5 GB: xem Cài đặt > Bộ nhớ"));
	else
		facts_int(facts, "storage.total",
			  (int64_t)(df.total_least + (df.total_most - df.total_least) / 2),
			  "df /data");
}
