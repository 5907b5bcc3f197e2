/* How a bench makes itself known on the local network, and whom a stick has heard. */
#include "lan.h"
#include "text.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <string.h>

#define CALL_WORD "hotroit-bench 1 "
#define PORT_DIGITS 5

/* Marks that stand alone (U+0300 and behind) could be piled up over a screen. */
static bool is_name_letter(const char *letter)
{
	const unsigned char lead = (unsigned char)*letter;

	return isalnum(lead) || strchr(" -.,()", *letter) ||
	       (lead != 0xcc && lead != 0xcd && text_is_vietnamese(letter));
}

/* Of what is UTF-8. */
static size_t letter_bytes(const char *letter)
{
	size_t bytes = 1;

	while (((unsigned char)letter[bytes] & 0xc0) == 0x80)
		bytes++;
	return bytes;
}

void lan_set_name(char ret[LAN_NAME_MAX], const char *text)
{
	AUTO(buf_done) struct buf clean = {0}, nfc = {0}, name = {0};

	text_clean(&clean, text, strlen(text), LAN_NAME_MAX * 4);
	text_nfc(&nfc, buf_text(&clean));
	text = buf_text(&nfc);
	for (size_t bytes; *text; text += bytes) {
		bytes = letter_bytes(text);
		if (name.len + bytes >= LAN_NAME_MAX)
			break;
		/* One blank at most, and none first. */
		if (is_name_letter(text) &&
		    (*text != ' ' || (name.len && name.data[name.len - 1] != ' ')))
			buf_add(&name, text, bytes);
	}
	if (name.len && name.data[name.len - 1] == ' ')
		name.len--;
	memset(ret, 0, LAN_NAME_MAX);
	memcpy(ret, buf_text(&name), name.len);
}

/* A stick from before there were names reads the first line alone. */
void lan_call_put(struct buf *ret, uint16_t port, const char *name)
{
	buf_printf(ret, CALL_WORD "%u\n", port);
	if (*name)
		buf_printf(ret, "%s\n", name);
}

bool lan_call_read(const char *bytes, size_t len, uint16_t *ret_port, char ret_name[LAN_NAME_MAX])
{
	const size_t word = strlen(CALL_WORD);
	char text[LAN_CALL_BYTES + 1], *name;
	uint64_t port;

	if (len > LAN_CALL_BYTES || len < word || memcmp(bytes, CALL_WORD, word) != 0 ||
	    memchr(bytes, '\0', len))
		return false;
	memcpy(text, bytes + word, len - word);
	text[len - word] = '\0';
	name = text + strcspn(text, "\n");
	if (*name)
		*name++ = '\0';
	name[strcspn(name, "\n")] = '\0';
	if (strlen(text) > PORT_DIGITS || !str_to_u64(text, 10, &port) || !port ||
	    port > UINT16_MAX)
		return false;
	*ret_port = (uint16_t)port;
	lan_set_name(ret_name, name);
	return true;
}

void lan_benches_hear(struct lan_benches *benches, const struct lan_bench *bench)
{
	size_t at = 0;

	while (at < benches->count && (benches->list[at].address != bench->address ||
				       !str_eq(benches->list[at].cable, bench->cable)))
		at++;
	if (at == LAN_BENCHES_MAX)
		return;
	benches->count += at == benches->count;
	benches->list[at] = *bench;
}

void lan_benches_forget(struct lan_benches *benches, int64_t now)
{
	size_t kept = 0;

	for (size_t i = 0; i < benches->count; i++)
		if (now - benches->list[i].heard_at <= LAN_BENCH_MS)
			benches->list[kept++] = benches->list[i];
	benches->count = kept;
}

void lan_benches_put(struct buf *ret, const struct lan_benches *benches)
{
	for (size_t i = 0; i < benches->count; i++) {
		const struct lan_bench *bench = &benches->list[i];
		const struct in_addr in = {.s_addr = bench->address};
		char address[INET_ADDRSTRLEN];

		if (inet_ntop(AF_INET, &in, address, sizeof(address)))
			buf_printf(ret, "%s %u %s %s\n", address, bench->port, bench->cable,
				   bench->name);
	}
}
