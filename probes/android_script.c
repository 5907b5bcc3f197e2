/*
 * The one script a phone runs. Only what mksh has built in and what Android 4.4's toolbox already
 * brought: no head, no cut, no grep. What judges another section's truth (kernel, class path) is
 * asked first, what may be slow last. Names and numbers of people stay on the phone: accounts are
 * reduced to counts and types there, and of the properties only the listed ones leave it. The whole
 * must fit into one adb service name (4096 bytes on old phones).
 */
#include "android.h"

#define SECTION(name) "echo '\036" name "'\n"

const char android_script[] =
	"exec 2>&1 </dev/null\n"
	"h(){ n=0;while [ $n -lt $1 ]&&IFS= read -r l;do n=$((n+1));echo \"$l\";done;}\n"
	SECTION("kernel")
	"uname -r\n"
	"uname -m\n"
	"cat /proc/version\n"
	SECTION("boot")
	"echo \"$BOOTCLASSPATH\"\n"
	SECTION("cpu")
	"cat /proc/cpuinfo|h 400\n"
	SECTION("cores")
	"cat /sys/devices/system/cpu/present\n"
	"cat /sys/devices/system/cpu/cpu[0-9]*/cpufreq/cpuinfo_max_freq\n"
	SECTION("prop")
	"getprop|while IFS= read -r l;do case $l in\n"
	"'[ro.product.'*|'[ro.build.'*|'[ro.serialno]'*|'[ro.boot.serialno]'*|"
	"'[ro.boot.flash.locked]'*|'[ro.boot.verifiedbootstate]'*|'[ro.boot.qemu]'*|"
	"'[ro.kernel.qemu]'*|'[ro.hardware]'*|'[ro.board.platform]'*|'[ro.soc.'*|"
	"'[ro.config.marketing_name]'*|'[ro.config.hw_volte_on]'*|'[ro.display.name]'*|"
	"'[ro.vendor.product.display]'*|'[ro.vendor.oplus.market.name]'*|"
	"'[ro.vivo.market.name]'*|'[ro.semc.product.name]'*|'[ro.sf.lcd_density]'*|"
	"'[ro.modversion]'*|'[ro.lineage.version]'*|'[ro.cm.version]'*|'[hw_sc.build.'*|"
	"'[ro.moz.'*|'[ro.oem_unlock_supported]'*|'[sys.oem_unlock_allowed]'*|"
	"'[ro.frp.pst]'*|'[ro.device_owner]'*|'[ro.organization_owned]'*|'[knox.kg.state]'*|"
	"'[ro.telephony.default_network]'*|'[gsm.network.type]'*|"
	"'[persist.dbg.volte_avail_ovr]'*|'[persist.mtk_volte_support]'*|"
	"'[persist.vendor.mtk_volte_support]'*)echo \"$l\";;\n"
	"esac;done|h 400\n"
	SECTION("memory")
	"cat /proc/meminfo|h 80\n"
	SECTION("df")
	"df -k /data|h 20\n"
	SECTION("battery")
	"dumpsys battery|h 60\n"
	SECTION("power")
	"for d in /sys/class/power_supply/*;do for f in charge_full charge_full_design "
	"cycle_count;do\n"
	"[ -r $d/$f ]&&read -r l <$d/$f&&echo \"${d##*/}.$f: $l\"\n"
	"done;done|h 60\n"
	SECTION("account")
	"dumpsys account|while IFS= read -r l;do case $l in\n"
	"*'Account {'*type=*'}')l=${l##*type=};echo \"type: ${l%\\}}\";;\n"
	"*'Accounts: '[0-9]*)l=${l##*Accounts: };"
	"case $l in *[!0-9]*);;*)echo \"accounts: $l\";;esac;;\n"
	"esac;done|h 200\n"
	SECTION("policy")
	"dumpsys device_policy|h 500|while IFS= read -r l;do case $l in\n"
	"*'Device Policy Manager state'*)echo state: 1;;\n"
	"*'Device Owner:'*|*'Device Owner ('*)echo device: 1;;\n"
	"*'Profile Owner:'*|*'Profile Owner ('*)echo profile: 1;;\n"
	"esac;done|h 60\n"
	SECTION("screen")
	"wm size|h 10\n"
	SECTION("features")
	"pm list features|while IFS= read -r l;do case $l in\n"
	"feature:android.hardware.camera*|feature:android.hardware.telephony*|"
	"feature:android.hardware.type.*|feature:android.software.leanback*|"
	"feature:android.hardware.touchscreen*)echo \"$l\";;\n"
	"esac;done|h 100\n"
	SECTION("camera")
	"dumpsys media.camera|h 60|while IFS= read -r l;do case $l in\n"
	"*'Number of '*'camera devices'*)echo \"$l\";;\n"
	"esac;done\n"
	SECTION("end");
