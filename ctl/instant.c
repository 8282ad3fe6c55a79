// SPDX-License-Identifier: GPL-2.0-only
/* Points in time, for people. */
#include <stdio.h>
#include <time.h>

#include "instant.h"

void instant_text(u64 seconds, char text[INSTANT_TEXT_LEN])
{
	time_t time = (time_t)seconds;
	struct tm local;

	if (!localtime_r(&time, &local) ||
	    !strftime(text, INSTANT_TEXT_LEN, "%Y-%m-%d %H:%M:%S %z", &local))
		snprintf(text, INSTANT_TEXT_LEN, "%llu",
			 (unsigned long long)seconds);
}
