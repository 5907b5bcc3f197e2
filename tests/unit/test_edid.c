/* EDID: sizes from cm and mm, aspect ratios, damage; and which screen's size is reported. */
#include "probe_tree.h"

#include "edid.h"

#include <errno.h>

extern const struct probe probe_display;

#define DRM "sys/class/drm/"

static void seal(uint8_t edid[128])
{
	unsigned sum = 0;

	for (size_t i = 0; i < 127; i++)
		sum += edid[i];
	edid[127] = (uint8_t)(256 - sum % 256);
}

/* A base block with a size in cm and, unless both are 0, a first timing with a size in mm. */
static void make(uint8_t edid[128], unsigned width_cm, unsigned height_cm, unsigned width_mm,
		 unsigned height_mm)
{
	static const uint8_t header[] = {0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00};

	memset(edid, 0, 128);
	memcpy(edid, header, sizeof(header));
	edid[18] = 1;
	edid[19] = 4;
	edid[21] = (uint8_t)width_cm;
	edid[22] = (uint8_t)height_cm;
	if (width_mm || height_mm) {
		edid[54] = 0x64; /* a pixel clock */
		edid[54 + 12] = (uint8_t)width_mm;
		edid[54 + 13] = (uint8_t)height_mm;
		edid[54 + 14] = (uint8_t)(width_mm >> 8 << 4 | height_mm >> 8);
	}
	seal(edid);
}

static void sizes(void **state)
{
	static const struct {
		unsigned width_cm, height_cm, width_mm, height_mm;
		int result;
		double inches;
	} cases[] = {
		{34, 19, 344, 194, 0, 15.5}, /* mm is finer */
		{31, 17, 0, 0, 0, 13.9}, /* no timing */
		{0, 0, 309, 174, 0, 14.0}, /* only mm */
		{34, 19, 34, 19, 0, 15.3}, /* cm written into the mm field */
		{52, 29, 160, 90, 0, 23.4}, /* a ratio in the mm field */
		{52, 29, 1280, 720, 0, 23.4}, /* pixels in the mm field */
		{160, 90, 0, 0, -ENOENT, 0}, /* a television's 16:9 */
		{16, 9, 0, 0, -ENOENT, 0},    {0, 0, 160, 90, -ENOENT, 0},
		{0, 0, 0, 0, -ENOENT, 0}, /* a projector */
		{79, 0, 0, 0, -ENOENT, 0}, /* 1.4: landscape 16:9, no size */
		{0, 61, 0, 0, -ENOENT, 0}, /* 1.4: portrait */
		{79, 0, 527, 296, 0, 23.8}, /* a ratio, and the timing knows */
		{1, 1, 0, 0, -ENOENT, 0},     {0, 0, 4095, 4095, -ENOENT, 0},
		{255, 255, 0, 0, 0, 142.0},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct edid_size size = {7, 7};
		uint8_t edid[128];

		make(edid, cases[i].width_cm, cases[i].height_cm, cases[i].width_mm,
		     cases[i].height_mm);
		assert_int_equal(edid_size(edid, sizeof(edid), &size), cases[i].result);
		if (cases[i].result == 0)
			assert_float_equal(edid_diagonal(&size), cases[i].inches, 0.001);
		else
			assert_int_equal(size.width_mm, 7);
	}
}

static void damage_is_refused(void **state)
{
	struct edid_size size;
	uint8_t edid[256];

	(void)state;
	make(edid, 34, 19, 344, 194);
	memset(edid + 128, 0xee, 128);
	assert_int_equal(edid_size(edid, 256, &size), 0); /* a damaged extension is not needed */
	assert_int_equal(edid_size(edid, 200, &size), 0);
	assert_int_equal(edid_size(edid, 127, &size), -EBADMSG);
	assert_int_equal(edid_size(edid, 1, &size), -EBADMSG);
	assert_int_equal(edid_size(NULL, 0, &size), -ENODATA);
	edid[30] ^= 1;
	assert_int_equal(edid_size(edid, 128, &size), -EBADMSG);
	edid[30] ^= 1;
	edid[0] = 1;
	seal(edid);
	assert_int_equal(edid_size(edid, 128, &size), -EBADMSG);
	memset(edid, 0, sizeof(edid));
	assert_int_equal(edid_size(edid, 128, &size), -EBADMSG);
}

static void put_screen(const struct tree *tree, const char *connector, const void *edid, size_t len,
		       const char *status)
{
	char path[128];

	snprintf(path, sizeof(path), DRM "card0-%s/edid", connector);
	tree_put(tree, path, edid, len);
	snprintf(path, sizeof(path), DRM "card0-%s/status", connector);
	tree_file(tree, path, status);
}

static void the_built_in_panel_comes_first(void **state)
{
	uint8_t panel[128], monitor[128];
	struct tree tree;

	(void)state;
	tree_new(&tree);
	make(panel, 31, 17, 309, 174);
	make(monitor, 52, 29, 527, 296);
	tree_probe(&tree, &probe_display);
	tree_fact(&tree, "display.size", FACT_UNREADABLE); /* no driver, or not recorded */
	tree_file(&tree, DRM "version", "drm 1.1.0\n");
	put_screen(&tree, "HDMI-A-1", "", 0, "disconnected\n");
	tree_probe(&tree, &probe_display);
	tree_fact(&tree, "display.size", FACT_ABSENT);
	put_screen(&tree, "HDMI-A-1", monitor, sizeof(monitor), "connected\n");
	tree_probe(&tree, &probe_display);
	assert_real_fact(&tree, "display.size", 23.8);
	put_screen(&tree, "eDP-1", panel, sizeof(panel), "connected\n");
	tree_probe(&tree, &probe_display);
	assert_real_fact(&tree, "display.size", 14.0);
	assert_string_equal(tree_fact(&tree, "display.size", FACT_KNOWN)->source, "EDID eDP-1");
	/* a panel without EDID is not the monitor beside it */
	put_screen(&tree, "eDP-1", "", 0, "connected\n");
	tree_probe(&tree, &probe_display);
	tree_fact(&tree, "display.size", FACT_UNREADABLE);
	panel[40] ^= 1;
	put_screen(&tree, "eDP-1", panel, sizeof(panel), "connected\n");
	tree_probe(&tree, &probe_display);
	tree_fact(&tree, "display.size", FACT_UNREADABLE);
	/* the lid's panel on the second graphics chip is the one that is wired */
	put_screen(&tree, "eDP-1", "", 0, "disconnected\n");
	make(panel, 31, 17, 309, 174);
	put_screen(&tree, "LVDS-2", panel, sizeof(panel), "connected\n");
	tree_probe(&tree, &probe_display);
	assert_real_fact(&tree, "display.size", 14.0);
	tree_done(&tree);
}

static void hostile_files_are_survived(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_big(&tree, DRM "card0-eDP-1/edid", 1 << 20, '\xff');
	tree_link(&tree, DRM "card0-DP-1", "/etc");
	tree_link(&tree, DRM "card0-DP-2", "card0-DP-2");
	tree_probe(&tree, &probe_display);
	tree_fact(&tree, "display.size", FACT_UNREADABLE);
	tree_done(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sizes),
		cmocka_unit_test(damage_is_refused),
		cmocka_unit_test(the_built_in_panel_comes_first),
		cmocka_unit_test(hostile_files_are_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
