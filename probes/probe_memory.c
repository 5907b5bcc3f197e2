/*
 * RAM: what the firmware says is plugged in (SMBIOS types 16 and 17, 6 on old machines) and what
 * the kernel has of it. Installed is all or nothing: a sum with a part missing is not told.
 */
#include "probe.h"
#include "smbios.h"

#include <errno.h>
#include <string.h>

#define MIB (UINT64_C(1) << 20)
/* The smallest thing that is a RAM module: firmware chips are listed with 4 or 8 MB. */
#define MEMORY_MODULE_MIN_MB 16
#define MEMORY_MODULE_MAX_MB (1u << 20)
/* Real modules are whole multiples of this; sizes that are not come from garbage. */
#define MEMORY_MODULE_STEP_MB 8

/* More modules than any donated machine has; the table is then not believed. */
#define MEMORY_MODULES_MAX 128
/* 64 TiB, the most that four-level paging reaches; more has been seen on an old Xeon. */
#define MEMORY_TOTAL_MAX_KIB (UINT64_C(1) << 36)

#define MEMORY_ARRAY 16
#define MEMORY_DEVICE 17
#define MEMORY_MODULE_OLD 6

enum socket_state { SOCKET_NOT_RAM, SOCKET_EMPTY, SOCKET_FILLED, SOCKET_UNKNOWN };

struct socket {
	enum socket_state state;
	bool soldered;
	uint64_t size_mb;
	const char *type; /* NULL: not told */
	unsigned speed;   /* MT/s; 0: not told */
};

struct memory {
	struct probe_ctx *ctx;
	const char *source;
	unsigned slots, empty, filled, unknown;
	bool low_power; /* LPDDR: every position of this board is soldered */
	uint64_t installed_mb;
};

/* DSP0134 §7.18.2, by its numbers. */
static const char *const type_names[] = {
	[0x03] = "DRAM",   [0x04] = "EDRAM",  [0x0f] = "SDRAM",        [0x11] = "RDRAM",
	[0x12] = "DDR",    [0x13] = "DDR2",   [0x14] = "DDR2 FB-DIMM", [0x18] = "DDR3",
	[0x19] = "FBD2",   [0x1a] = "DDR4",   [0x1b] = "LPDDR",        [0x1c] = "LPDDR2",
	[0x1d] = "LPDDR3", [0x1e] = "LPDDR4", [0x20] = "HBM",          [0x21] = "HBM2",
	[0x22] = "DDR5",   [0x23] = "LPDDR5", [0x24] = "HBM3",
};

static bool type_is_not_ram(uint8_t type)
{
	return type == 0x05 /* video */ || (type >= 0x08 && type <= 0x0c) /* ROM, flash */ ||
	       type == 0x1f /* non-volatile */;
}

static bool form_is_soldered(uint8_t form)
{
	return form == 0x05 /* chip */ || form == 0x0b /* row of chips */ || form == 0x10 /* die */;
}

static enum socket_state size_state(uint64_t mb)
{
	if (mb < MEMORY_MODULE_MIN_MB)
		return SOCKET_NOT_RAM;
	if (mb > MEMORY_MODULE_MAX_MB || mb % MEMORY_MODULE_STEP_MB)
		return SOCKET_UNKNOWN;
	return SOCKET_FILLED;
}

/* Is the array that holds this device something else than system memory (video, flash, cache)? */
static bool in_other_array(const struct smbios *smbios, const struct smbios_structure *device)
{
	const struct smbios_structure *array = NULL;
	uint16_t handle;
	uint8_t use;

	if (!smbios_u16(device, 0x04, &handle))
		return false;
	while ((array = smbios_next(smbios, MEMORY_ARRAY, array)))
		if (array->handle == handle)
			return smbios_u8(array, 0x05, &use) && use >= 4 && use <= 7;
	return false;
}

/* The same structure once more, to the letter: a table that repeats itself must not add up. */
static bool is_repeat(const struct smbios *smbios, const struct smbios_structure *s)
{
	const struct smbios_structure *before = NULL;

	while ((before = smbios_next(smbios, s->type, before)) && before != s)
		if (before->handle == s->handle && before->length == s->length &&
		    before->strings_len == s->strings_len &&
		    memcmp(before->data, s->data, s->length) == 0 &&
		    memcmp(before->strings, s->strings, s->strings_len) == 0)
			return true;
	return false;
}

static void read_device_size(const struct smbios_structure *s, struct socket *ret)
{
	uint32_t extended;
	uint16_t size;

	if (!smbios_u16(s, 0x0c, &size) || size == 0xffff || size == 0x8000) {
		ret->state = SOCKET_UNKNOWN;
	} else if (size == 0) {
		ret->state = SOCKET_EMPTY;
	} else if (size & 0x8000) {
		/* In kB, so less than 32 MB: a whole number of MB or nothing we know. */
		ret->size_mb = (uint64_t)(size & 0x7fff) / 1024;
		ret->state = ret->size_mb >= MEMORY_MODULE_MIN_MB && size % 1024
				     ? SOCKET_UNKNOWN
				     : size_state(ret->size_mb);
	} else if (size == 0x7fff && smbios_u32(s, 0x1c, &extended)) {
		ret->size_mb = extended & 0x7fffffff;
		ret->state = size_state(ret->size_mb);
	} else {
		ret->size_mb = size;
		ret->state = size_state(size);
	}
}

static unsigned read_speed(const struct smbios_structure *s)
{
	static const size_t offsets[] = {0x20 /* configured */, 0x15 /* rated */};
	uint16_t speed;

	for (size_t i = 0; i < ARRAY_LEN(offsets); i++)
		if (smbios_u16(s, offsets[i], &speed) && speed != 0 && speed != 0xffff)
			return speed;
	return 0;
}

/* Type 17, DSP0134 §7.18. */
static struct socket read_device(const struct smbios *smbios, const struct smbios_structure *s)
{
	struct socket socket = {.state = SOCKET_NOT_RAM};
	uint8_t type = 0, form = 0;

	if (smbios_u8(s, 0x12, &type) && type_is_not_ram(type))
		return socket;
	if (in_other_array(smbios, s) || is_repeat(smbios, s))
		return socket;
	read_device_size(s, &socket);
	if (type < ARRAY_LEN(type_names))
		socket.type = type_names[type];
	socket.soldered = smbios_u8(s, 0x0e, &form) && form_is_soldered(form);
	socket.speed = read_speed(s);
	return socket;
}

/* Type 6, DSP0134 §7.7: sizes are powers of two, and 2^29 MB has been seen. */
static struct socket read_old_module(const struct smbios *smbios, const struct smbios_structure *s)
{
	struct socket socket = {.state = SOCKET_NOT_RAM};
	uint16_t type = 0;
	uint8_t power;

	if (is_repeat(smbios, s))
		return socket;
	if (!smbios_u8(s, 0x09, &power)) {
		socket.state = SOCKET_UNKNOWN;
		return socket;
	}
	power &= 0x7f;
	if (power == 0x7f || power == 0x7e) {
		socket.state = power == 0x7f ? SOCKET_EMPTY : SOCKET_UNKNOWN;
		return socket;
	}
	socket.state = power <= 14 ? SOCKET_FILLED : SOCKET_UNKNOWN;
	socket.size_mb = power <= 14 ? UINT64_C(1) << power : 0;
	if (smbios_u16(s, 0x07, &type) && type & 1 << 10)
		socket.type = "SDRAM";
	return socket;
}

static void add_module(struct memory *memory, const struct socket *socket)
{
	struct facts *facts = memory->ctx->facts;
	const char *key = facts_key(facts, "memory.module.%u.size", memory->filled);

	facts_int(facts, key, (int64_t)(socket->size_mb * MIB), memory->source);
	key = facts_key(facts, "memory.module.%u.type", memory->filled);
	if (socket->type)
		facts_text(facts, key, socket->type, memory->source);
	else
		facts_unreadable(facts, key, _("BIOS không khai loại RAM; xem nhãn trên thanh"));
	key = facts_key(facts, "memory.module.%u.speed", memory->filled);
	if (socket->speed)
		facts_int(facts, key, socket->speed, memory->source);
	else
		facts_unreadable(facts, key, _("BIOS không khai tốc độ RAM; xem nhãn trên thanh"));
	memory->low_power |= socket->type && str_starts(socket->type, "LPDDR");
	memory->installed_mb += socket->size_mb;
	memory->filled++;
}

static void count_socket(struct memory *memory, const struct socket *socket)
{
	if (socket->state == SOCKET_NOT_RAM)
		return;
	if (!socket->soldered) {
		memory->slots++;
		memory->empty += socket->state == SOCKET_EMPTY;
	}
	if (socket->state == SOCKET_UNKNOWN || memory->filled == MEMORY_MODULES_MAX)
		memory->unknown++;
	else if (socket->state == SOCKET_FILLED)
		add_module(memory, socket);
}

static void count_sockets(struct memory *memory)
{
	const struct smbios *smbios = memory->ctx->smbios;
	const struct smbios_structure *s = NULL;
	bool old = !smbios_next(smbios, MEMORY_DEVICE, NULL);
	uint8_t type = old ? MEMORY_MODULE_OLD : MEMORY_DEVICE;

	memory->source = old ? "SMBIOS type 6" : "SMBIOS type 17";
	while ((s = smbios_next(smbios, type, s))) {
		struct socket socket = old ? read_old_module(smbios, s) : read_device(smbios, s);

		count_socket(memory, &socket);
	}
}

/* Why the sum of the modules can not be told, or NULL when it can. */
static const char *installed_why(const struct memory *memory)
{
	if (!memory->ctx->smbios)
		return memory->ctx->smbios_why ? memory->ctx->smbios_why
					       : _("SMBIOS: không đọc được");
	if (memory->unknown)
		return _(
			"BIOS không khai dung lượng của mọi thanh RAM; mở máy xem nhãn trên thanh");
	if (!memory->filled)
		return _("BIOS không khai thanh RAM nào; mở máy xem nhãn trên thanh");
	if (memory->ctx->smbios->damaged)
		return _("bảng SMBIOS hỏng giữa chừng; mở máy xem nhãn trên thanh RAM");
	return NULL;
}

static void tell_slots(const struct memory *memory, const char *why)
{
	struct facts *facts = memory->ctx->facts;

	if (why && (!memory->slots || memory->ctx->smbios->damaged)) {
		facts_unreadable(facts, "memory.slots", why);
		facts_unreadable(facts, "memory.slots_free", why);
		return;
	}
	facts_int(facts, "memory.slots", memory->low_power ? 0 : memory->slots, memory->source);
	if (why)
		facts_unreadable(facts, "memory.slots_free", why);
	else
		facts_int(facts, "memory.slots_free", memory->low_power ? 0 : memory->empty,
			  memory->source);
}

/* MemTotal stands on the first line of every kernel. */
static int read_usable(const struct root *root, int64_t *ret)
{
	static const char name[] = "MemTotal:";
	char line[128], *text, *unit;
	uint64_t kib;
	int r = root_line(root, "proc/meminfo", line, sizeof(line));

	if (r < 0)
		return r;
	if (!str_starts(line, name))
		return -EBADMSG;
	text = str_trim(line + sizeof(name) - 1);
	unit = strchr(text, ' ');
	if (!unit || !str_eq(str_trim(unit), "kB"))
		return -EBADMSG;
	*unit = '\0';
	if (!str_to_u64(text, 10, &kib) || kib == 0 || kib > MEMORY_TOTAL_MAX_KIB)
		return -EBADMSG;
	*ret = (int64_t)(kib * 1024);
	return 0;
}

/* The size it was sold as: what is visible, rounded up to 1, 1.5, 2, 3, 4, 6 … GB. A sum of whole
 * modules is one already. */
static int64_t nominal_size(int64_t bytes, bool is_installed)
{
	uint64_t size = 256 * MIB;

	if (is_installed && (uint64_t)bytes % (256 * MIB) == 0)
		return bytes;
	while (size < (uint64_t)bytes) {
		bool whole = (size & (size - 1)) == 0;

		size = size < 1024 * MIB ? size * 2 : whole ? size / 2 * 3 : size / 3 * 4;
	}
	return (int64_t)size;
}

static void run(struct probe_ctx *ctx)
{
	struct memory memory = {.ctx = ctx};
	int64_t installed = 0, usable = 0;
	const char *why;
	int r;

	if (ctx->smbios)
		count_sockets(&memory);
	why = installed_why(&memory);
	tell_slots(&memory, why);
	if (why) {
		facts_unreadable(ctx->facts, "memory.installed", why);
	} else {
		installed = (int64_t)(memory.installed_mb * MIB);
		facts_int(ctx->facts, "memory.installed", installed, memory.source);
	}

	r = read_usable(ctx->root, &usable);
	if (r < 0)
		facts_unreadable(ctx->facts, "memory.usable",
				 r == -EBADMSG ? _("/proc/meminfo: MemTotal không hiểu được")
					       : _("/proc/meminfo: không đọc được"));
	else
		facts_int(ctx->facts, "memory.usable", usable, "/proc/meminfo");

	if (!why)
		facts_int(ctx->facts, "memory.nominal", nominal_size(installed, true),
			  memory.source);
	else if (r == 0)
		facts_int(ctx->facts, "memory.nominal", nominal_size(usable, false),
			  "/proc/meminfo");
	else
		facts_unreadable(ctx->facts, "memory.nominal", why);
}

static const char *const keys[] = {"memory.installed", "memory.usable",     "memory.nominal",
				   "memory.slots",     "memory.slots_free", NULL};

const struct probe probe_memory = {
	.name = "memory",
	.label = N_("RAM"),
	.deadline_ms = PROBE_DEADLINE_MS,
	.keys = keys,
	.run = run,
};
