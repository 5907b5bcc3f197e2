/* The plugin's second half: the watch, in plug_ioswatch.c. */
#ifndef HOTROIT_PLUG_IOS_PRIV_H
#define HOTROIT_PLUG_IOS_PRIV_H

#include "plug_ios.h"

int ios_watch_open(struct ios_watch **ret, int *ret_fd);
bool ios_watch_next(struct ios_watch *watch, struct ios_event *ret);
void ios_watch_close(struct ios_watch *watch);

#endif
