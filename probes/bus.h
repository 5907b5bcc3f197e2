/*
 * What sits on the PCI and USB buses, driver or no driver: for telling "this machine has none" from
 * "it has one that this system can not use".
 */
#ifndef HOTROIT_BUS_H
#define HOTROIT_BUS_H

#include "base.h"

/* Counts PCI functions of a class and subclass (0x0280: other network controller).
 * -ENOENT: no PCI bus, or not recorded. */
int bus_pci_count(const struct root *root, unsigned class, unsigned *ret) MUST_USE;
/* Counts USB devices with an interface of a class and subclass (0x0e01: video control).
 * -ENOENT: no USB bus, or not recorded. */
int bus_usb_count(const struct root *root, unsigned class, unsigned *ret) MUST_USE;
/* Counts USB devices whose product name holds one of the NULL-terminated WORDS, in any case. */
int bus_usb_count_named(const struct root *root, const char *const *words, unsigned *ret) MUST_USE;

#endif
