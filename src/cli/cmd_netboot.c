/* hotroit netboot: how to start donated machines over the network. Prints a dnsmasq.conf with the
 * steps in it; starts nothing itself, for a second DHCP server brings down the network it is on. */
#include "cli.h"

#include <ctype.h>
#include <errno.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BENCH_NET "10.77.0"
#define INTERFACE_MAX 15 /* IFNAMSIZ - 1 */
#define LOADER "hotroit.0"

static int check_interface(const char *name, struct err *err)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < len; i++)
		if (!isalnum((unsigned char)name[i]) && !strchr("._-", name[i]))
			len = 0;
	if (!len || len > INTERFACE_MAX)
		return err_set(err, EINVAL, _("%s: không phải tên cổng mạng; xem ip link"), name);
	return 0;
}

/* What is not there may still be plugged in: that is only told. */
static int check_there(const char *interface, struct err *err)
{
	AUTO(root_done) struct root root = {.fd = -1};
	char path[INTERFACE_MAX + 32], flags[32];
	uint64_t bits = 0;
	int r = root_open(&root, "/", err);

	if (r < 0)
		return r;
	snprintf(path, sizeof(path), "sys/class/net/%s/flags", interface);
	if (root_line(&root, path, flags, sizeof(flags)) < 0)
		fprintf(stderr, "hotroit: %s: %s\n", interface,
			_("máy này chưa có cổng mạng ấy; xem ip link"));
	else if (str_starts(flags, "0x") && str_to_u64(flags + 2, 16, &bits) &&
		 (bits & IFF_LOOPBACK))
		return err_set(err, EINVAL, _("%s: không ra khỏi máy này; chọn cổng cắm dây"),
			       interface);
	return 0;
}

/* Whatever leads on to other networks is no isolated bench: proc(5), net/route. */
static int check_isolated(const char *interface, struct err *err)
{
	AUTO(root_done) struct root root = {.fd = -1};
	AUTO(buf_done) struct buf routes = {0};
	char *rest, *line;
	int r = root_open(&root, "/", err);

	if (r < 0)
		return r;
	/* No table, no routes. */
	if (root_read(&root, "proc/net/route", ROOT_FILE_MAX, &routes) < 0 || !routes.len)
		return 0;
	rest = routes.data;
	while ((line = strsep(&rest, "\n"))) {
		const char *name = strsep(&line, "\t"), *target = strsep(&line, "\t");

		if (str_eq(name, interface) && target && str_eq(target, "00000000"))
			return err_set(err, EPERM,
				       _("%s đang nối ra mạng khác (mạng trường?): dùng một cổng "
					 "mạng riêng với switch riêng"),
				       interface);
	}
	return 0;
}

/* The folder is written into a line of its own: nothing in it may end that line. */
static int check_folder(const char *folder, char *ret, size_t size, struct err *err)
{
	char whole[PATH_MAX], file[PATH_MAX + sizeof(LOADER) + 1];

	if (!realpath(folder, whole))
		return err_set(err, ENOENT,
			       _("%s: không có; chạy packaging/live/build, rồi chỉ thư mục netboot "
				 "của nó bằng --dir"),
			       folder);
	if (strpbrk(whole, "\n\r#\""))
		return err_set(err, ENOENT, _("%s: không dùng được thư mục này"), folder);
	snprintf(file, sizeof(file), "%s/%s", whole, LOADER);
	if (access(file, R_OK) != 0)
		return err_set(err, ENOENT,
			       _("%s: chưa có %s; chạy packaging/live/build trước"), folder,
			       LOADER);
	snprintf(ret, size, "%s", whole);
	return 0;
}

static void print_steps(struct buf *ret, const char *interface)
{
	buf_add_str(ret,
		    _("# Khởi động máy được tặng qua mạng, chỉ trên một switch riêng của bàn.\n"
		      "#\n"
		      "# ĐỪNG cắm vào mạng của trường: ở đó đã có máy cấp địa chỉ (DHCP). Thêm\n"
		      "# một máy nữa thì máy khác trong trường mất mạng, hoặc tự khởi động vào\n"
		      "# đây. hotroit không tự bật gì cả.\n"
		      "#\n"
		      "# 1. Nối bàn và các máy cần dò vào switch riêng, không nối đi đâu nữa.\n"));
	buf_printf(ret,
		   _("# 2. sudo apt install dnsmasq-base\n"
		     "# 3. sudo ip link set %s up; sudo ip addr add %s.1/24 dev %s\n"),
		   interface, BENCH_NET, interface);
	buf_printf(ret,
		   _("# 4. hotroit netboot %s > dnsmasq.conf; sudo dnsmasq -d -C dnsmasq.conf\n"
		     "# 5. Ở máy cần dò: chọn khởi động từ mạng (PXE, Network, LAN).\n"
		     "# 6. Cắm USB của hotroit vào máy đó: kết quả tự ghi vào USB.\n"
		     "# Xong thì Ctrl-C, rồi: sudo ip addr flush dev %s\n"),
		   interface, interface);
}

static void print_config(struct buf *ret, const char *interface, const char *folder)
{
	/* No router and no name server: the machines shall reach nothing but this bench. */
	buf_printf(ret,
		   "port=0\n"
		   "interface=%s\n"
		   "bind-interfaces\n"
		   "no-hosts\n"
		   "no-resolv\n"
		   "dhcp-range=" BENCH_NET ".50," BENCH_NET ".250,255.255.255.0,1h\n"
		   "dhcp-option=option:router\n"
		   "dhcp-option=option:dns-server\n"
		   "dhcp-leasefile=/run/hotroit-netboot.leases\n"
		   "log-dhcp\n"
		   "enable-tftp\n"
		   "tftp-root=%s\n",
		   interface, folder);
	/* RFC 4578 and IANA: 6 is UEFI on IA-32, 7 and 9 on x86-64; a BIOS is 0. */
	buf_add_str(ret, "dhcp-match=set:ia32,option:client-arch,6\n"
			 "dhcp-match=set:x64,option:client-arch,7\n"
			 "dhcp-match=set:x64,option:client-arch,9\n"
			 "dhcp-boot=tag:!ia32,tag:!x64," LOADER "\n"
			 "dhcp-boot=tag:ia32,ia32.efi\n"
			 "dhcp-boot=tag:x64,shimx64.efi\n");
}

static int run(struct cli *cli)
{
	AUTO(buf_done) struct buf text = {0};
	const char *interface = cli->args[0], *folder = cli_value(cli, "--dir");
	char whole[PATH_MAX];
	struct err err;

	if (check_interface(interface, &err) < 0 || check_there(interface, &err) < 0 ||
	    check_isolated(interface, &err) < 0 ||
	    check_folder(folder ? folder : "build/live/out/netboot", whole, sizeof(whole), &err) <
		    0)
		return cli_fail(&err);
	print_steps(&text, interface);
	print_config(&text, interface, whole);
	return cli_out(&text);
}

const struct command cmd_netboot = {
	.name = "netboot",
	.summary = N_("cách khởi động máy được tặng qua mạng (PXE), trên switch riêng"),
	.usage = N_("[--dir THƯ_MỤC] CỔNG_MẠNG"),
	.example = N_("hotroit netboot enp2s0 > dnsmasq.conf"),
	.options = {{"--dir", N_("THƯ_MỤC"),
		     N_("thư mục netboot do packaging/live/build làm ra")}},
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
