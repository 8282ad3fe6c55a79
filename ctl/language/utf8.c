// SPDX-License-Identifier: GPL-2.0-only
/* Characters of more than one byte. */
#include <stddef.h>

#include "utf8.h"

static u32 announced_bytes(u8 first)
{
	return first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 :
	       first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
}

u32 utf8_bytes(const u8 *at, const u8 *end)
{
	u32 n = announced_bytes(at[0]);
	/* of the second byte: narrower behind four of the first bytes */
	u8 least = at[0] == 0xe0 ? 0xa0 : at[0] == 0xf0 ? 0x90 : 0x80;
	u8 most = at[0] == 0xed ? 0x9f : at[0] == 0xf4 ? 0x8f : 0xbf;

	if ((size_t)(end - at) < n)
		return 0;
	if (n > 1 && (at[1] < least || at[1] > most))
		return 0;
	for (u32 i = 2; i < n; i++)
		if ((at[i] & 0xc0) != 0x80)
			return 0;
	return n;
}
