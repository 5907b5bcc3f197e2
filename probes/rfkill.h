/* The switches of the Wi-Fi radio, from sys/class/rfkill. */
#ifndef HOTROIT_RFKILL_H
#define HOTROIT_RFKILL_H

#include "base.h"

enum rfkill_word { RFKILL_ON, RFKILL_SOFT_OFF, RFKILL_HARD };

/* The worst of all Wi-Fi radios; on where there is no switch. */
enum rfkill_word rfkill_wifi(const struct root *root);
/* Switches on the radios that software switched off; needs root, and says nothing when refused. */
void rfkill_unblock(const struct root *root);

#endif
