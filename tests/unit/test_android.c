/*
 * What Android phones answer, and what it means: each row is an answer and the facts in it
 * ("key=value", "key!absent", "key!unreadable").
 */
#include "android_answers.h"
#include "android_rows.h"

static void whole_phones_are_read(void **state)
{
	const struct row rows[] = {
		{"Android 12", MODERN_PHONE,
		 FACTS("device.vendor=Hãng", "device.model=Sông Hồng 5 (M-100)",
		       "device.serial=QX71M20043", "device.kind=phone", "os.name=Android",
		       "os.version=12", "os.sdk=31", "os.security_patch=2023-05-01",
		       "os.custom!absent", "boot.verified=green", "cpu.model=Maker MT6765",
		       "cpu.arch=aarch64", "cpu.64bit=true", "cpu.cores=8",
		       "cpu.clock.max=2300000000", "memory.usable=3974168576",
		       "memory.nominal=4294967296", "memory.installed!unreadable",
		       "storage.total=24134389760", "storage.free=13428822016",
		       "battery.0.health=82", "battery.0.cycles=312", "camera.count=3",
		       "camera.front=true", "cellular.generation=4", "cellular.volte=true",
		       "lock.account=none", "lock.mdm=none", "lock.oem_unlock=false")},
		{"Android 4.4", KITKAT_PHONE,
		 FACTS("device.model=Cũ 2", "device.serial!absent", "device.vendor!absent",
		       "device.kind=phone", "os.sdk=19", "os.version=4.4.2",
		       "os.security_patch!absent", "cpu.arch=armv7l", "cpu.64bit=false",
		       "cpu.cores=4", "cpu.model=MT6582", "memory.usable=2047795200",
		       "memory.nominal=2147483648", "storage.total=13314398617",
		       "storage.free=10952166604", "battery.0.health!unreadable", "camera.count=1",
		       "camera.front=false", "cellular.generation=3", "cellular.volte=false",
		       "lock.account=present", "lock.mdm=none", "boot.verified!unreadable",
		       "lock.oem_unlock!unreadable")},
	};

	(void)state;
	CHECK_ROWS(rows);
}

#define TELLS(props, rest) SECTION("prop") props rest END
#define WITH_KERNEL(version, props) SECTION("kernel") version "\n" SECTION("prop") props END

static void versions_are_believed_only_where_nothing_contradicts(void **state)
{
	const struct row rows[] = {
		{"12L has its own number", TELLS(VERSION("32", "12", "12"), ""),
		 FACTS("os.sdk=32", "os.version=12")},
		{"too old", TELLS(VERSION("18", "4.3", "4.3"), ""), FACTS("os.sdk=18")},
		{"newer than this program", TELLS(VERSION("37", "17", "17"), ""),
		 FACTS("os.sdk=37")},
		{"raised number", TELLS(VERSION("28", "4.2.2", "4.2.2"), ""),
		 FACTS("os.sdk!unreadable", "os.version!unreadable", "os.name=Android")},
		{"raised number and release", TELLS(VERSION("28", "9", "4.2.2"), ""),
		 FACTS("os.sdk!unreadable")},
		{"old fingerprint of a ROM of hobbyists",
		 TELLS(VERSION("30", "11", "9") PROP("ro.lineage.version", "18.1-abc"), ""),
		 FACTS("os.sdk=30", "os.custom=LineageOS 18.1-abc")},
		{"no excuse below the floor",
		 TELLS(VERSION("30", "11", "4.2") PROP("ro.modversion", "X"), ""),
		 FACTS("os.sdk!unreadable", "os.custom=X")},
		{"old class path",
		 SECTION("boot") "/system/framework/core.jar:/system/framework/ext.jar\n" TELLS(
			 VERSION("19", "4.4.2", "4.4.2"), ""),
		 FACTS("os.sdk!unreadable")},
		{"class path of 4.4 under 9", KITKAT_PATH TELLS(VERSION("28", "9", "9"), ""),
		 FACTS("os.sdk!unreadable")},
		{"class path of 4.4", KITKAT_PATH TELLS(VERSION("19", "4.4.2", "4.4.2"), ""),
		 FACTS("os.sdk=19")},
		{"old kernel", WITH_KERNEL("2.6.35", VERSION("19", "4.4.2", "4.4.2")),
		 FACTS("os.sdk!unreadable")},
		{"kernel too old for 13", WITH_KERNEL("3.18.14", VERSION("33", "13", "13")),
		 FACTS("os.sdk!unreadable")},
		{"said twice, in two ways",
		 TELLS(VERSION("28", "9", "9") PROP("ro.build.version.sdk", "17"), ""),
		 FACTS("os.sdk!unreadable")},
		{"said twice, the same",
		 TELLS(VERSION("28", "9", "9") PROP("ro.build.version.sdk", "28"), ""),
		 FACTS("os.sdk=28")},
		{"no number", TELLS(VERSION("-28", "9", "9"), ""), FACTS("os.sdk!unreadable")},
		{"nothing told", TELLS(PROP("ro.product.model", "A1"), ""),
		 FACTS("os.name!unreadable", "os.sdk!unreadable", "os.version!unreadable",
		       "os.custom!unreadable", "device.model=A1")},
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void other_systems_and_builds_are_named(void **state)
{
	const struct row rows[] = {
		{"HarmonyOS",
		 TELLS(VERSION("29", "10", "10") PROP("hw_sc.build.platform.version", "2.0.0"), ""),
		 FACTS("os.name=HarmonyOS", "os.version=2.0.0")},
		{"Fire OS",
		 TELLS(VERSION("28", "9", "9") PROP("ro.build.version.fireos", "7.3"), ""),
		 FACTS("os.name=Fire OS", "os.version=7.3")},
		{"Chromebook",
		 TELLS(VERSION("28", "9", "9") PROP("ro.product.device", "eve_cheets"), ""),
		 FACTS("os.name=ChromeOS", "os.version!unreadable")},
		{"test keys",
		 TELLS(PROP("ro.build.version.sdk", "25") PROP("ro.build.tags", "test-keys"), ""),
		 FACTS("os.custom=test-keys")},
		{"unlocked, though signed",
		 TELLS(VERSION("28", "9", "9") PROP("ro.boot.verifiedbootstate", "orange"), ""),
		 FACTS("os.custom!unreadable", "os.sdk=28")},
		{"patch day that is none",
		 TELLS(PROP("ro.build.version.security_patch", "2023-05-0\033"), ""),
		 FACTS("os.security_patch!unreadable")},
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void kinds_are_told_apart(void **state)
{
#define KIND(chars, dpi, rest) \
	TELLS(PROP("ro.build.characteristics", chars) PROP("ro.sf.lcd_density", dpi), rest)
	const struct row rows[] = {
		{"phone",
		 KIND("nosdcard", "320",
		      SECTION("screen") "Physical size: 720x1280\n" PHONE_FEATURES),
		 FACTS("device.kind=phone")},
		{"tablet by word", KIND("tablet,nosdcard", "160", PHONE_FEATURES),
		 FACTS("device.kind=tablet")},
		{"tablet by size",
		 KIND("default", "213",
		      SECTION("screen") "Physical size: 800x1280\n" PHONE_FEATURES),
		 FACTS("device.kind=tablet")},
		{"watch", KIND("nosdcard,watch", "320", PHONE_FEATURES),
		 FACTS("device.kind=other")},
		{"television",
		 KIND("default", "320", PHONE_FEATURES "feature:android.software.leanback\n"),
		 FACTS("device.kind=other")},
		{"music player",
		 KIND("default", "240", SECTION("features") "feature:android.hardware.camera\n"),
		 FACTS("device.kind!unreadable", "cellular.generation!absent",
		       "cellular.volte!absent")},
		{"pm did not answer", KIND("default", "320", SECTION("features") "Killed\n"),
		 FACTS("device.kind!unreadable", "cellular.generation!unreadable",
		       "camera.front!unreadable")},
		{"emulator", TELLS(PROP("ro.kernel.qemu", "1"), PHONE_FEATURES),
		 FACTS("device.kind=other")},
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void memory_is_what_the_kernel_has(void **state)
{
	const struct row rows[] = {
		{"1 GB", MEMORY("980000") END, FACTS("memory.nominal=1073741824")},
		{"1.5 GB", MEMORY("1441992") END, FACTS("memory.nominal=1610612736")},
		{"between two sizes", MEMORY("1560000") END,
		 FACTS("memory.usable=1597440000", "memory.nominal!unreadable")},
		{"2 GB", MEMORY("1930740") END, FACTS("memory.nominal=2147483648")},
		{"swap is no memory", MEMORY("1930740") "SwapTotal:  4194304 kB\n" END,
		 FACTS("memory.usable=1977077760", "memory.nominal=2147483648")},
		{"no unit", SECTION("memory") "MemTotal: 3881024\n" END,
		 FACTS("memory.usable!unreadable")},
		{"negative", MEMORY("-1930740") END, FACTS("memory.usable!unreadable")},
		{"absurd", MEMORY("99999999999") END, FACTS("memory.usable!unreadable")},
		{"wraps round", MEMORY("18446744073709551615") END,
		 FACTS("memory.usable!unreadable")},
		{"nothing", MEMORY("0") END, FACTS("memory.usable!unreadable")},
		{"no such line", SECTION("memory") "Permission denied\n" END,
		 FACTS("memory.usable!unreadable", "memory.nominal!unreadable")},
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void networks_are_the_newest_the_maker_set(void **state)
{
#define NETWORK(props) TELLS(props, PHONE_FEATURES)
	const struct row rows[] = {
		{"nothing set", NETWORK(PROP("ro.product.model", "A1")),
		 FACTS("cellular.generation!unreadable", "cellular.volte!unreadable")},
		{"2G", NETWORK(PROP("ro.telephony.default_network", "1")),
		 FACTS("cellular.generation=2", "cellular.volte=false")},
		{"4G in one of two", NETWORK(PROP("ro.telephony.default_network", "9,1")),
		 FACTS("cellular.generation=4", "cellular.volte!unreadable")},
		{"5G", NETWORK(PROP("ro.telephony.default_network", "26")),
		 FACTS("cellular.generation=5")},
		{"a mode of one maker", NETWORK(PROP("ro.telephony.default_network", "101")),
		 FACTS("cellular.generation!unreadable")},
		{"registered in 4G",
		 NETWORK(PROP("ro.telephony.default_network", "3")
				 PROP("gsm.network.type", "LTE,Unknown")),
		 FACTS("cellular.generation=4")},
		{"VoLTE", NETWORK(PROP("persist.mtk_volte_support", "1")),
		 FACTS("cellular.generation!unreadable", "cellular.volte=true")},
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void sims_left_inside_are_counted(void **state)
{
#define SIMS(states, networks) \
	NETWORK(PROP("gsm.sim.state", states) PROP("gsm.sim.operator.numeric", networks))
#define VOLUMES(lines) SECTION("volumes") lines END
	const struct row rows[] = {
		{"nothing said", NETWORK(PROP("ro.product.model", "A1")),
		 FACTS("sim.count!unreadable", "lock.sim!unreadable", "card.present!unreadable")},
		{"one of two", SIMS("LOADED,ABSENT", "45204,"),
		 FACTS("sim.count=1", "sim.0.state=ready", "sim.0.operator=45204",
		       "sim.1.state!absent", "lock.sim!unreadable")},
		{"two of one operator", SIMS("LOADED,READY", "45204,45204"),
		 FACTS("sim.count=2", "lock.sim!unreadable")},
		{"two of two", SIMS("LOADED,READY", "45204,45201"),
		 FACTS("sim.count=2", "sim.1.operator=45201", "lock.sim=none")},
		{"none", SIMS("ABSENT,ABSENT", ","), FACTS("sim.count=0", "lock.sim!unreadable")},
		{"locked", SIMS("NETWORK_LOCKED", ""),
		 FACTS("sim.count=1", "sim.0.state=locked", "lock.sim=present")},
		{"locked, newer", SIMS("READY,PERSO_LOCKED", "45204"),
		 FACTS("sim.count=2", "lock.sim=present")},
		{"PIN", SIMS("PIN_REQUIRED", ""),
		 FACTS("sim.count=1", "sim.0.state=pin", "lock.sim!unreadable")},
		{"in flight", SIMS("NOT_READY,ABSENT", ""),
		 FACTS("sim.count!unreadable", "sim.0.state!unreadable", "lock.sim!unreadable")},
		{"of no sense", SIMS("loaded, ,,\033[2J,LOADED,LOADED", "4520x,999999999999,1"),
		 FACTS("sim.count!unreadable", "lock.sim!unreadable")},
		{"no telephone",
		 TELLS(PROP("gsm.sim.state", "ABSENT"),
		       SECTION("features") "feature:android.hardware.camera\n"),
		 FACTS("sim.count!absent", "lock.sim!absent")},
		{"card", VOLUMES("volume: private\nvolume: public:179,65\n"),
		 FACTS("card.present=true", "lock.sim!unreadable")},
		{"card made part of the phone", VOLUMES("volume: private:179,2\n"),
		 FACTS("card.present=true")},
		{"a stick", VOLUMES("volume: public:8,1\n"), FACTS("card.present=false")},
		{"no card", VOLUMES("volume: emulated\n"), FACTS("card.present=false")},
		{"no such command", VOLUMES("sm: not found\n"), FACTS("card.present!unreadable")},
		{"cut off", SECTION("volumes") "volume: emulated\n",
		 FACTS("card.present!unreadable")},
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void locks_are_counted_never_guessed(void **state)
{
	const struct row rows[] = {
		{"none", NO_LOCKS END, FACTS("lock.account=none", "lock.mdm!unreadable")},
		{"the dump failed",
		 SECTION("prop") BASE_PROPS SECTION("account") SECTION("policy") END,
		 FACTS("lock.account!unreadable", "lock.mdm!unreadable")},
		{"the dump broke off",
		 SECTION("prop") BASE_PROPS SECTION("account") "accounts: 0\ntimeout: 1\n" SECTION(
			 "policy") "state: 1\ntimeout: 1\n" END,
		 FACTS("lock.account!unreadable", "lock.mdm!unreadable")},
		{"an account without a name for it", SECTION("account") "accounts: 2\n" END,
		 FACTS("lock.account=present")},
		{"only a chat program's",
		 SECTION("account") "accounts: 1\ntype: com.whatsapp\n" END,
		 FACTS("lock.account=possible")},
		{"of a second user",
		 SECTION("account") "accounts: 0\naccounts: 1\ntype: com.google\n" END,
		 FACTS("lock.account=present")},
		{"listed though not counted", SECTION("account") "type: com.xiaomi\n" END,
		 FACTS("lock.account=present")},
		{"owned by an organisation",
		 SECTION("prop") BASE_PROPS SECTION("policy") "state: 1\ndevice: 1\n" END,
		 FACTS("lock.mdm=present")},
		{"a work profile",
		 SECTION("prop") BASE_PROPS SECTION("policy") "state: 1\nprofile: 1\n" END,
		 FACTS("lock.mdm=possible")},
		{"not paid off",
		 TELLS(PROP("knox.kg.state", "Locked"), SECTION("policy") "state: 1\n"),
		 FACTS("lock.mdm=present")},
		{"may be unlocked", TELLS(PROP("sys.oem_unlock_allowed", "1"), ""),
		 FACTS("lock.oem_unlock=true")},
		{"colours in capitals", TELLS(PROP("ro.boot.verifiedbootstate", "ORANGE"), ""),
		 FACTS("boot.verified=orange")},
		{"a colour of its own", TELLS(PROP("ro.boot.verifiedbootstate", "blue"), ""),
		 FACTS("boot.verified!unreadable")},
	};

	(void)state;
	CHECK_ROWS(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_phones_are_read),
		cmocka_unit_test(versions_are_believed_only_where_nothing_contradicts),
		cmocka_unit_test(other_systems_and_builds_are_named),
		cmocka_unit_test(kinds_are_told_apart),
		cmocka_unit_test(memory_is_what_the_kernel_has),
		cmocka_unit_test(networks_are_the_newest_the_maker_set),
		cmocka_unit_test(sims_left_inside_are_counted),
		cmocka_unit_test(locks_are_counted_never_guessed),
	};

	text_start("vi");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
