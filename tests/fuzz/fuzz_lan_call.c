/* Any bytes as the call of a bench: what is read may be shown, and called again is the same. */
#include "lan.h"
#include "text.h"

#include <ctype.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A line of the list stays one line, and nothing in it is for a shell or a terminal. */
static void check_name(const char *name)
{
	if (!text_is_utf8(name, strlen(name)))
		__builtin_trap();
	for (const char *p = name; *p; p++)
		if (!((unsigned char)*p & 0x80) && !isalnum((unsigned char)*p) &&
		    !strchr(" -.,()", *p))
			__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(buf_done) struct buf call = {0}, list = {0};
	struct lan_benches benches = {0};
	struct lan_bench bench = {.cable = "eth0"};
	char name[LAN_NAME_MAX];
	uint16_t port;

	if (!lan_call_read((const char *)data, size, &bench.port, bench.name))
		return 0;
	check_name(bench.name);
	lan_call_put(&call, bench.port, bench.name);
	if (!lan_call_read(call.data, call.len, &port, name) || port != bench.port ||
	    !str_eq(name, bench.name))
		__builtin_trap();
	lan_benches_hear(&benches, &bench);
	lan_benches_put(&list, &benches);
	if (strchr(buf_text(&list), '\n') != list.data + list.len - 1)
		__builtin_trap();
	return 0;
}
