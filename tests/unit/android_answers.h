/* Pieces of the answers that Android phones give, put together by the tests. */
#ifndef TEST_ANDROID_ANSWERS_H
#define TEST_ANDROID_ANSWERS_H

/* A line here is a line of the answer. */
/* clang-format off */
#define SECTION(name) "\036" name "\n"
#define END SECTION("end")
#define PROP(key, value) "[" key "]: [" value "]\n"
#define VERSION(sdk, release, fingerprint) \
	PROP("ro.build.version.sdk", sdk) \
	PROP("ro.build.version.release", release) \
	PROP("ro.build.fingerprint", "maker/name/device:" fingerprint "/ID/1:user/release-keys") \
	PROP("ro.build.tags", "release-keys")
#define BASE_PROPS \
	PROP("ro.product.manufacturer", "Hãng") \
	PROP("ro.product.model", "M-100") \
	PROP("ro.serialno", "QX71M20043") \
	PROP("ro.build.characteristics", "default") \
	PROP("ro.sf.lcd_density", "320")
#define MEMORY(kib) SECTION("memory") "MemTotal:        " kib " kB\nMemFree:          12340 kB\n"
#define PHONE_FEATURES \
	SECTION("features") \
	"feature:android.hardware.camera\nfeature:android.hardware.camera.front\n" \
	"feature:android.hardware.telephony\nfeature:android.hardware.telephony.gsm\n"
#define NO_LOCKS \
	SECTION("account") "accounts: 0\n" SECTION("policy") "state: 1\n"
#define KITKAT_PATH SECTION("boot") "/system/framework/core.jar:/system/framework/conscrypt.jar\n"
#define MODERN_PATH \
	SECTION("boot") "/apex/com.android.art/javalib/core-oj.jar:" \
	"/apex/com.android.art/javalib/core-libart.jar:/apex/x/conscrypt.jar\n"
#define ARM64_CPU \
	SECTION("cpu") "processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd03\n" \
	"Hardware\t: Maker MT6765\n"

/* A phone of today: everything is there, everything is in order. */
#define MODERN_PHONE \
	SECTION("kernel") "4.19.191+\naarch64\n" MODERN_PATH ARM64_CPU \
	SECTION("cores") "0-7\n1800000\n2300000\n" \
	SECTION("prop") BASE_PROPS VERSION("31", "12", "12") \
	PROP("ro.build.version.security_patch", "2023-05-01") \
	PROP("ro.product.marketname", "Sông Hồng 5") \
	PROP("ro.product.cpu.abilist64", "arm64-v8a") \
	PROP("ro.boot.verifiedbootstate", "green") PROP("sys.oem_unlock_allowed", "0") \
	PROP("ro.telephony.default_network", "9,9") \
	MEMORY("3881024") SECTION("df") \
	"Filesystem       1K-blocks     Used Available Use% Mounted on\n" \
	"/dev/block/dm-5   23568740 10438560  13114084  45% /data\n" \
	SECTION("battery") "Current Battery Service state:\n  present: true\n  health: 2\n" \
	SECTION("power") "battery.charge_full: 4110000\nbattery.charge_full_design: 5000000\n" \
	"battery.cycle_count: 312\n" NO_LOCKS SECTION("screen") "Physical size: 720x1600\n" \
	PHONE_FEATURES "feature:android.hardware.telephony.ims\n" \
	SECTION("camera") "Number of camera devices: 5\nNumber of normal camera devices: 3\n" END

/* Android 4.4: toolbox has no uname, df rounds, the line ends are the terminal's. */
#define KITKAT_PHONE \
	SECTION("kernel") "sh: uname: not found\r\nsh: uname: not found\r\n" \
	"Linux version 3.4.42 (builder@host) (gcc version 4.7) #1 SMP\r\n" \
	"\036boot\r\n/system/framework/core.jar:/system/framework/conscrypt.jar\r\n" \
	"\036cpu\r\nProcessor\t: ARMv7 Processor rev 3 (v7l)\r\nprocessor\t: 0\r\n" \
	"CPU implementer\t: 0x41\r\nCPU part\t: 0xc07\r\n\r\nHardware\t: MT6582\r\n" \
	"\036cores\r\n0-3\r\n1300000\r\n" \
	"\036prop\r\n[ro.build.version.sdk]: [19]\r\n[ro.build.version.release]: [4.4.2]\r\n" \
	"[ro.product.model]: [Cũ 2]\r\n[ro.serialno]: [0123456789ABCDEF]\r\n" \
	"[ro.telephony.default_network]: [3]\r\n" \
	"\036memory\r\nMemTotal:        1999800 kB\r\n" \
	"\036df\r\nFilesystem               Size     Used     Free   Blksize\r\n" \
	"-k: No such file or directory\r\n" \
	"/data                    12.4G     2.1G    10.3G   4096\r\n" \
	"\036battery\r\n  health: 4\r\n\036power\r\n\036account\r\naccounts: 1\r\n" \
	"type: com.google\r\n\036policy\r\nstate: 1\r\n\036screen\r\n" \
	"Physical size: 540x960\r\n\036features\r\nfeature:android.hardware.camera\r\n" \
	"feature:android.hardware.telephony\r\n\036camera\r\n" \
	"Can't find service: media.camera\r\n\036end\r\n"

/* clang-format on */

#endif
