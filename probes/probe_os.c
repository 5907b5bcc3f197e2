#include "probe.h"
static void run(struct probe_ctx *ctx) { facts_absent(ctx->facts, "os.name", NULL); }
static const char *const keys[] = {"os.name", NULL};
const struct probe probe_os = {.name = "os", .label = N_("hệ điều hành"), .keys = keys, .run = run};
