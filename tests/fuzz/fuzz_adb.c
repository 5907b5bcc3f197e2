/* adb: blocks, packets and lines of devices stay within what came, whatever came. */
#include "wire_adb.h"

#include <stdlib.h>
#include <string.h>

#define ANSWER_MAX 4096

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_block(const char *text, size_t size)
{
	const char *block;
	size_t len;

	if (wire_block(text, size, &block, &len) == 1 &&
	    (block != text + 4 || len > size - 4 || len > WIRE_BLOCK_MAX))
		abort();
}

/* In one piece and byte by byte the answer must be the same. */
static void try_packets(const char *text, size_t size)
{
	AUTO(buf_done) struct buf whole = {0}, bytes = {0};
	struct wire_packets a = {0}, b = {0};
	int r = wire_packets(&a, text, size, ANSWER_MAX, &whole), s = 0;

	for (size_t i = 0; i < size && s == 0; i++)
		s = wire_packets(&b, text + i, 1, ANSWER_MAX, &bytes);
	if (r != s || whole.len != bytes.len || whole.len > ANSWER_MAX ||
	    memcmp(buf_text(&whole), buf_text(&bytes), whole.len) != 0)
		abort();
}

static void try_line(const char *text, size_t size)
{
	struct wire_device device;
	const char *stop = memchr(text, '\n', size);

	if (!wire_device(text, stop ? (size_t)(stop - text) : size, &device))
		return;
	if (!*device.serial || strlen(device.serial) >= sizeof(device.serial) ||
	    strspn(device.port, "0123456789.-") != strlen(device.port) || !device.state)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* A copy of just its size: reading past the end shows. */
	char *text = malloc(size ? size : 1);

	if (!text)
		return 0;
	memcpy(text, data, size);
	wire_status(text, size);
	try_block(text, size);
	try_packets(text, size);
	try_line(text, size);
	free(text);
	return 0;
}
