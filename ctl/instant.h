/* SPDX-License-Identifier: GPL-2.0-only */
/* Points in time, for people. */
#ifndef LYNCCTL_INSTANT_H
#define LYNCCTL_INSTANT_H

#include "core/port.h"

/** INSTANT_TEXT_LEN - bytes of an instant as text, terminator included */
#define INSTANT_TEXT_LEN 40

/**
 * instant_text() - a point in time in local time
 * @seconds: since the epoch
 * @text: filled
 */
void instant_text(u64 seconds, char text[INSTANT_TEXT_LEN]);

#endif
