/*
 * What the hwloc plugin offers. hwloc is dear to link and to ask (ten and more file look-ups a
 * thread), so it is loaded only for machines whose /proc/cpuinfo does not tell its cores.
 */
#ifndef HOTROIT_PLUG_HWLOC_H
#define HOTROIT_PLUG_HWLOC_H

struct plug_hwloc {
	/* Counts cores and hardware threads of this machine, or of the tree that HWLOC_FSROOT
	 * names. 0, or -1 when hwloc can make nothing of it. */
	int (*count)(unsigned *ret_cores, unsigned *ret_threads);
};

#endif
