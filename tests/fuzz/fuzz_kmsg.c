/* The kernel's log: any bytes give records in bounds, and faults only of ports. */
#include "usb_fault.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *at = (const char *)data;
	struct kmsg_record record;
	struct usb_fault fault;

	while (kmsg_next(&at, &size, &record)) {
		if (strlen(record.text) >= sizeof(record.text) || record.usec < 0)
			abort();
		if (usb_fault_read(&fault, &record) &&
		    (!fault.state || !*fault.port ||
		     fault.port[strspn(fault.port, "0123456789-.")]))
			abort();
	}
	if (size)
		abort();
	return 0;
}
