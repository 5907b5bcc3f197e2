/* A bench with a book, and a watch whose lines the test says itself. */
#ifndef TEST_HUB_RIG_H
#define TEST_HUB_RIG_H

#include "flow_priv.h"
#include "store_help.h"

struct rig {
	struct bed *bed;
	struct plan_library library;
	struct bench bench;
};

static inline int rig_make(void **state)
{
	struct rig *rig = calloc(1, sizeof(*rig));
	struct err err;
	void *bed;

	assert_non_null(rig);
	bed_make(&bed);
	rig->bed = bed;
	assert_int_equal(flow_plans_load(&rig->library, NULL, &err), 0);
	bench_init(&rig->bench, rig->bed->store, flow_plan_find(&rig->library, FLOW_PLAN_DEFAULT));
	*state = rig;
	return 0;
}

static inline int rig_drop(void **state)
{
	struct rig *rig = *state;
	void *bed = rig->bed;

	bench_done(&rig->bench);
	flow_plans_done(&rig->library);
	bed_drop(&bed);
	free(rig);
	return 0;
}

static inline void feed(struct rig *rig, const char *fmt, ...) PRINTF_LIKE(2, 3);

static inline void feed(struct rig *rig, const char *fmt, ...)
{
	char text[4096];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	hub_feed(&rig->bench, text, strlen(text));
}

static inline void tell(struct rig *rig, const char *event, const char *transport, const char *id,
		 const char *port, const char *link_state)
{
	feed(rig,
	     "{\"event\":\"%s\",\"id\":\"%s\",\"port\":\"%s\",\"transport\":\"%s\","
	     "\"state\":\"%s\",\"name\":\"Phone %s\",\"hint\":null}\n",
	     event, id, port, transport, link_state, port);
}

/* A phone that passes all that is measured, but for what MEMORY says; its serial is that of ID. */
static inline void answer(struct rig *rig, const char *transport, const char *id, const char *port,
		   const char *memory, const char *lock)
{
	feed(rig,
	     "{\"schema\":\"hotroit.snapshot/1\",\"taken_at\":\"2026-11-22T20:30:00+07:00\","
	     "\"probe\":{\"version\":\"1\"},\"device\":{\"id\":\"%s\",\"kind\":\"phone\","
	     "\"transport\":\"%s\",\"port\":\"%s\"},\"facts\":["
	     "{\"key\":\"device.kind\",\"value\":\"phone\"},"
	     "{\"key\":\"device.model\",\"value\":\"Model %s\"},"
	     "{\"key\":\"device.serial\",\"value\":\"S%.*s\"},"
	     "{\"key\":\"lock.account\",\"value\":\"%s\"},"
	     "{\"key\":\"lock.mdm\",\"value\":\"none\"},"
	     "{\"key\":\"memory.usable\",\"value\":%s,\"unit\":\"B\"},"
	     "{\"key\":\"os.name\",\"value\":\"Android\"},{\"key\":\"os.sdk\",\"value\":30},"
	     "{\"key\":\"os.version\",\"value\":\"11\"},"
	     "{\"key\":\"storage.free\",\"value\":9000000000,\"unit\":\"B\"},"
	     "{\"key\":\"storage.total\",\"value\":25000000000,\"unit\":\"B\"}]}\n",
	     id, transport, port, id, (int)strcspn(id, "@"), id, lock, memory);
}

#define GOOD "2900000000"
#define SMALL "900000000"

static inline struct slot *slot_at(struct rig *rig, const char *port)
{
	for (size_t i = 0; i < BENCH_SLOTS; i++)
		if (rig->bench.slots[i].on_hub && str_eq(rig->bench.slots[i].port, port))
			return &rig->bench.slots[i];
	return NULL;
}

#define RIG(test) cmocka_unit_test_setup_teardown(test, rig_make, rig_drop)

#endif
