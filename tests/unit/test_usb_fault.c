/* Ports in trouble: the kernel's log, whose every word may come from outside, and the ports' own
 * count in sysfs. */
#include "probe_tree.h"
#include "usb_fault.h"

#include <errno.h>

/* The port and state that a message of the kernel's tells, "1-1.4 bad-cable"; "" for none. */
static const char *told(const char *text)
{
	static char shown[128];
	struct kmsg_record record = {.priority = 3, .subsystem = "usb"};
	struct usb_fault fault;

	snprintf(record.text, sizeof(record.text), "%s", text);
	*shown = '\0';
	if (usb_fault_read(&fault, &record))
		snprintf(shown, sizeof(shown), "%s %s", fault.port, fault.state->word);
	return shown;
}

static void test_messages(void **state)
{
	(void)state;
	assert_string_equal(told("usb 1-1.4: device descriptor read/64, error -71"),
			    "1-1.4 bad-cable");
	assert_string_equal(told("usb 1-1.4: device descriptor read/all, error -71"),
			    "1-1.4 bad-cable");
	assert_string_equal(told("usb 3-2: device descriptor read/8, error -110"),
			    "3-2 not-responding");
	assert_string_equal(told("usb 1-1.4: device not accepting address 17, error -71"),
			    "1-1.4 bad-cable");
	assert_string_equal(told("usb 1-1.4: device not accepting address 17, error -22"),
			    "1-1.4 not-responding");
	assert_string_equal(told("usb 1-1-port4: unable to enumerate USB device"),
			    "1-1.4 not-responding");
	assert_string_equal(told("usb usb2-port3: Cannot enable. Maybe the USB cable is bad?"),
			    "2-3 bad-cable");
	assert_string_equal(told("usb 1-1-port4: over-current condition"), "1-1.4 over-current");
	assert_string_equal(
		told("usb 1-1.4: rejected 1 configuration due to insufficient available bus power"),
		"1-1.4 hub-overload");
	assert_string_equal(told("usb 1-1.4: rejected 2 configurations due to insufficient "
				 "available bus power"),
			    "1-1.4 hub-overload");
	assert_string_equal(told("usb 1-1.4: Not enough bandwidth for new device state."),
			    "1-1.4 no-endpoints");
	assert_string_equal(told("usb 1-1.4: Not enough host controller resources for new device "
				 "state."),
			    "1-1.4 no-endpoints");
	assert_string_equal(told("usb 1-1.4: can't set config #1, error -28"),
			    "1-1.4 no-endpoints");
	assert_string_equal(told("usb 1-1.4: can't connect bus-powered hub to this port"),
			    "1-1.4 hub-overload");
	assert_string_equal(told("usb 1-1-port4: connect-debounce failed"), "1-1.4 bad-cable");
	/* as kernels before 3.15 put it */
	assert_string_equal(told("hub 1-1:1.0: unable to enumerate USB device on port 4"),
			    "1-1.4 not-responding");
	assert_string_equal(told("hub 1-0:1.0: over-current condition on port 12"),
			    "1-12 over-current");
	assert_string_equal(told("hub 1-1.2:1.0: Cannot enable port 4.  Maybe the USB cable is "
				 "bad?"),
			    "1-1.2.4 bad-cable");
}

static void test_other_messages(void **state)
{
	struct kmsg_record record = {
		.priority = 11,
		.text = "usb 1-1-port4: unable to enumerate USB device",
		.subsystem = "usb",
	};
	struct usb_fault fault;

	(void)state;
	/* a program's words, another bus's */
	assert_false(usb_fault_read(&fault, &record));
	record.priority = 3;
	assert_true(usb_fault_read(&fault, &record));
	assert_string_equal(fault.port, "1-1.4");
	/* the record's own device counts */
	memcpy(record.device, "+usb:2-1", sizeof("+usb:2-1"));
	assert_true(usb_fault_read(&fault, &record));
	assert_string_equal(fault.port, "2-1");
	memcpy(record.device, "+usb:", sizeof("+usb:"));
	assert_false(usb_fault_read(&fault, &record));
	*record.device = '\0';
	memcpy(record.subsystem, "pci", sizeof("pci"));
	assert_false(usb_fault_read(&fault, &record));
	assert_string_equal(told("usb 1-1.4: new high-speed USB device number 7 using xhci_hcd"),
			    "");
	assert_string_equal(told("usb 1-1.4: Product: unable to enumerate USB device"), "");
	assert_string_equal(told("hub 1-1:1.0: 4 ports detected"), "");
	assert_string_equal(told("usb 1-1.4: can't set config #1, error -28 or so"), "");
	assert_string_equal(told("usb 1-1.4: can't set config #, error -28"), "");
	/* names that are no port's */
	assert_string_equal(told("usb : unable to enumerate USB device"), "");
	assert_string_equal(told("usb 1-1.: unable to enumerate USB device"), "");
	assert_string_equal(told("usb 1: unable to enumerate USB device"), "");
	assert_string_equal(told("usb ../x: unable to enumerate USB device"), "");
	assert_string_equal(told("usb 1-1:1.0: unable to enumerate USB device"), "");
	assert_string_equal(told("hub x:1.0: over-current condition on port 1"), "");
	assert_string_equal(told("hub -0: over-current condition on port 1"), "");
	assert_string_equal(told("usb 1-1"), "");
	assert_string_equal(told("usb "), "");
	assert_string_equal(told("hub 1-1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1:"
				 "1.0: over-current condition on port 99999999999999999999"),
			    "");
}

/* How many records there are; *RET is the last. */
static size_t records(const char *data, size_t len, struct kmsg_record *ret)
{
	size_t count = 0;

	while (kmsg_next(&data, &len, ret))
		count++;
	assert_int_equal(len, 0);
	return count;
}

static size_t records_of(const char *text, struct kmsg_record *ret)
{
	return records(text, strlen(text), ret);
}

static void test_records(void **state)
{
	struct kmsg_record record;

	(void)state;
	assert_int_equal(records_of("3,1234,5678901,-;usb 1-1: text\n SUBSYSTEM=usb\n"
				    " DEVICE=+usb:1-1\n",
				    &record),
			 1);
	assert_int_equal(record.priority, 3);
	assert_int_equal(record.usec, 5678901);
	assert_string_equal(record.text, "usb 1-1: text");
	assert_string_equal(record.subsystem, "usb");
	assert_string_equal(record.device, "+usb:1-1");
	/* fields that came later, two records in one piece, text with a semicolon */
	assert_int_equal(records_of("6,1,2,-,caller=T1;a;b\n6,2,3,c;x\n", &record), 2);
	assert_string_equal(record.text, "x");
	assert_string_equal(record.subsystem, "");
	assert_int_equal(records_of("6,1,2,-;M\\xc3\\xa1y \\x1b[2J\\x00 \\xzz \\x4\n", &record), 1);
	assert_string_equal(record.text, "Máy \x1b[2J? \\xzz \\x4");
}

static void test_hostile_records(void **state)
{
	static const char *const broken[] = {
		"",
		"\n\n",
		";",
		",,,;",
		"6;text\n",
		"6,1;text\n",
		"-6,1,2,-;text\n",
		"6,1,99999999999999999999999,-;text\n",
		"6,1,18446744073709551615,-;text\n",
		"99999999,1,2,-;text\n",
		"6 ,1,2,-;text\n",
		" SUBSYSTEM=usb\n DEVICE=+usb:1-1\n",
		"text alone",
	};
	static const char whole[] = "3,1,2,-;usb 1-1-port4: unable to enumerate USB device\n"
				    " SUBSYSTEM=usb\n DEVICE=+usb:1-1\n";
	struct kmsg_record record;
	char big[KMSG_RECORD_MAX];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(broken); i++)
		assert_int_equal(records_of(broken[i], &record), 0);
	/* what follows rubbish is read */
	assert_int_equal(records_of("rubbish\n SUBSYSTEM=x\n6,1,2,-;good\n", &record), 1);
	assert_string_equal(record.text, "good");
	assert_string_equal(record.subsystem, "");
	for (size_t len = 0; len < sizeof(whole); len++)
		assert_true(records(whole, len, &record) <= 1);
	/* NUL bytes, a text and a value without end */
	memset(big, 0, sizeof(big));
	assert_int_equal(records(big, sizeof(big), &record), 0);
	memset(big, 'x', sizeof(big));
	memcpy(big, "3,1,2,-;", 8);
	assert_int_equal(records(big, sizeof(big), &record), 1);
	assert_int_equal(strlen(record.text), sizeof(record.text) - 1);
	memcpy(big, "3,1,2,-;a\n DEVICE=", 18);
	assert_int_equal(records(big, sizeof(big), &record), 1);
	assert_int_equal(strlen(record.device), sizeof(record.device) - 1);
}

static void test_log(void **state)
{
	struct usb_log log;
	struct usb_fault fault;
	struct tree tree;
	int64_t age = -1;

	(void)state;
	tree_new(&tree);
	assert_int_equal(usb_log_open(&log, &tree.root), -ENOENT);
	assert_false(usb_log_next(&log, &fault, &age));
	tree_file(&tree, "dev/kmsg",
		  "6,1,0,-;Linux\n3,2,1000000,-;usb 1-1-port4: over-current condition\n"
		  "3,3,9000000000000000000,-;usb 1-1-port5: over-current condition\n");
	assert_int_equal(usb_log_open(&log, &tree.root), 0);
	assert_true(usb_log_next(&log, &fault, &age));
	assert_string_equal(fault.port, "1-1.4");
	assert_true(age >= 0 && age <= clock_mono_ms());
	/* of a time that has not come */
	assert_true(usb_log_next(&log, &fault, &age));
	assert_int_equal(age, 0);
	assert_false(usb_log_next(&log, &fault, &age));
	assert_int_equal(log.fd, -1);
	tree_done(&tree);
}

static void add_port(void *user, const char *port)
{
	buf_printf(user, "%s ", port);
}

static void test_over_current(void **state)
{
	AUTO(buf_done) struct buf told_of = {0};
	struct tree tree;

	(void)state;
	tree_new(&tree);
	usb_ports_over_current(&tree.root, add_port, &told_of);
#define PORT "sys/bus/usb/devices/1-1:1.0/1-1-port"
	tree_file(&tree, PORT "1/over_current_count", "0\n");
	tree_file(&tree, PORT "2/over_current_count", "3\n");
	tree_file(&tree, PORT "3/over_current_count", "rubbish\n");
	tree_file(&tree, PORT "4/over_current_count", "1\n");
	tree_file(&tree, PORT "4/connect_type", "not used\n");
	tree_file(&tree, PORT "5/over_current_count", "1\n");
	tree_file(&tree, PORT "5/connect_type", "hotplug\n");
	/* a device stands there */
	tree_file(&tree, PORT "6/over_current_count", "1\n");
	tree_file(&tree, "sys/bus/usb/devices/1-1.6/bMaxPower", "500mA\n");
	tree_file(&tree, PORT "7x/over_current_count", "1\n");
	tree_file(&tree, "sys/bus/usb/devices/2-0:1.0/usb2-port1/over_current_count", "1\n");
	tree_file(&tree, "sys/bus/usb/devices/3-0:1.0", "no folder");
	usb_ports_over_current(&tree.root, add_port, &told_of);
	assert_string_equal(buf_text(&told_of), "1-1.2 1-1.5 2-1 ");
	tree_done(&tree);
}

static void put_device(const struct tree *tree, const char *name, const char *power,
		       const char *configuration)
{
	char path[128];

	snprintf(path, sizeof(path), "sys/bus/usb/devices/%s/bMaxPower", name);
	tree_file(tree, path, power);
	snprintf(path, sizeof(path), "sys/bus/usb/devices/%s/bConfigurationValue", name);
	tree_file(tree, path, configuration);
}

static void test_load(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	assert_int_equal(usb_hub_load(&tree.root, "1-1.4"), 0);
	put_device(&tree, "1-1", "100mA\n", "1\n");
	put_device(&tree, "1-1.1", "100mA\n", "1\n");
	put_device(&tree, "1-1.12", "98mA\n", "1\n");
	put_device(&tree, "1-1.2", "500mA\n", "\n");
	put_device(&tree, "1-1.3", "\n", "1\n");
	put_device(&tree, "1-1.4", "999999999999999999999mA\n", "1\n");
	put_device(&tree, "1-1.1.1", "500mA\n", "1\n");
	put_device(&tree, "1-1.1:1.0", "500mA\n", "1\n");
	put_device(&tree, "11-1.1", "500mA\n", "1\n");
	assert_int_equal(usb_hub_load(&tree.root, "1-1.4"), 198);
	/* the machine's own hub has a supply */
	assert_int_equal(usb_hub_load(&tree.root, "1-1"), 0);
	tree_done(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_messages), cmocka_unit_test(test_other_messages),
		cmocka_unit_test(test_records),  cmocka_unit_test(test_hostile_records),
		cmocka_unit_test(test_log),      cmocka_unit_test(test_over_current),
		cmocka_unit_test(test_load),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
