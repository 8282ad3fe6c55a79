/* SPDX-License-Identifier: GPL-2.0-only */
/* Order, masks and ends of prefixes. */
#ifndef LYNC_CORE_ADDR_H
#define LYNC_CORE_ADDR_H

#include "key.h"

/**
 * lync_words_compare() - order of two addresses, or of two first parts of them
 * @a: 32-bit words in host order, most significant first
 * @b: the other
 * @n: how many words count
 *
 * Return: less than, equal to or greater than 0, as memcmp() does.
 */
static inline int lync_words_compare(const u32 *a, const u32 *b, u32 n)
{
	u32 i;

	for (i = 0; i < n; i++)
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	return 0;
}

/**
 * lync_addr_equal() - are two addresses the same?
 * @a: an address
 * @b: the other
 */
static inline bool lync_addr_equal(const struct lync_addr *a,
				   const struct lync_addr *b)
{
	return !((a->w[0] ^ b->w[0]) | (a->w[1] ^ b->w[1]) |
		 (a->w[2] ^ b->w[2]) | (a->w[3] ^ b->w[3]));
}

/**
 * lync_addr_upper() - the upper half of an IPv6 address
 * @addr: the address
 */
static inline u64 lync_addr_upper(const struct lync_addr *addr)
{
	return (u64)addr->w[0] << 32 | addr->w[1];
}

/**
 * lync_addr_lower() - the lower half of an IPv6 address
 * @addr: the address
 */
static inline u64 lync_addr_lower(const struct lync_addr *addr)
{
	return (u64)addr->w[2] << 32 | addr->w[3];
}

/**
 * lync_host_bits() - which bits of a word a prefix leaves open
 * @len: prefix length, bits
 * @word: the word, 0 is the most significant
 *
 * Return: a mask.
 */
static inline u32 lync_host_bits(u32 len, u32 word)
{
	if (len >= 32 * (word + 1))
		return 0;
	if (len <= 32 * word)
		return 0xffffffffu;
	return 0xffffffffu >> (len - 32 * word);
}

/**
 * lync_open_upper() - which bits of an address's upper half a prefix leaves open
 * @len: prefix length, bits
 *
 * Return: a mask.
 */
static inline u64 lync_open_upper(u32 len)
{
	return len < 64 ? ~0ull >> len : 0;
}

/**
 * lync_open_lower() - which bits of an address's lower half a prefix leaves open
 * @len: prefix length, bits
 *
 * Return: a mask.
 */
static inline u64 lync_open_lower(u32 len)
{
	return len > 64 ? lync_open_upper(len - 64) : ~0ull;
}

#endif
