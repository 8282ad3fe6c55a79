/* SPDX-License-Identifier: GPL-2.0-only */
/* Sorting and copying of arrays that are too long for one go. */
#ifndef LYNC_CORE_SORT_H
#define LYNC_CORE_SORT_H

#include "port.h"

enum lync_sort_size {
	LYNC_SORT_FEW = 32,		/* entries that insertion is quicker with */
	LYNC_SORT_PIECE = 4096,		/* entries looked at or moved without a pause */
	LYNC_COPY_PIECE = 1 << 20,	/* bytes copied without a pause */
};

/**
 * struct lync_sort_key - what entries are sorted by
 * @words: numbers of 32 bits that an entry begins with, the most significant first
 * @last: where the byte is that counts last, or 0 if there is none
 */
struct lync_sort_key {
	u8 words;
	u8 last;
};

/** lync_prefix4_order - of struct lync_prefix4: by first address, the widest first */
extern const struct lync_sort_key lync_prefix4_order;
/** lync_prefix6_order - the same of struct lync_prefix6 */
extern const struct lync_sort_key lync_prefix6_order;

/**
 * lync_copy_long() - memcpy() of any length
 * @to: where to
 * @from: where from; does not overlap
 * @bytes: how many
 * @host: for pauses
 *
 * Context: process; yields the CPU.
 */
void lync_copy_long(void *to, const void *from, size_t bytes,
		    const struct lync_host *host);

/**
 * lync_sort_compare() - the order of two entries
 * @key: what they are sorted by
 * @a: an entry
 * @b: another
 *
 * Return: less than, equal to, or greater than 0.
 */
int lync_sort_compare(const struct lync_sort_key *key, const void *a,
		      const void *b);

/**
 * lync_sort_long() - sort an array of any length
 * @base: the array, aligned to 4 bytes
 * @n: entries
 * @size: bytes of an entry, a multiple of 4, 32 at most
 * @key: what to sort by
 * @host: for some KiB of memory, unless @base is short or in order already
 *
 * Entries of the same key may change places. Time grows with n, and with the bytes of the
 * key that must be looked at to tell entries apart.
 *
 * Context: process; yields the CPU.
 * Return: 0, or -ENOMEM with @base untouched.
 */
int lync_sort_long(void *base, u32 n, size_t size,
		   const struct lync_sort_key *key, const struct lync_host *host);

#endif
