/* SPDX-License-Identifier: GPL-2.0-only */
/* Distinct sets, of groups or of rows, numbered in the order they are first seen. */
#ifndef LYNC_CORE_SETS_H
#define LYNC_CORE_SETS_H

#include "policy.h"

/**
 * struct lync_sets - sets of the same size
 * @bits: @words words a set; bit N of a set is group N, or row N
 * @slots: hash table of set number + 1, 0 is free; half full at most
 * @n: number of sets
 * @capacity: sets there is room for in @bits
 * @n_slots: slots, a power of two
 * @words: 64-bit words of a set
 * @most: sets there may be
 */
struct lync_sets {
	u64 *bits;
	u32 *slots;
	u32 n;
	u32 capacity;
	u32 n_slots;
	u32 words;
	u32 most;
};

/**
 * lync_sets_init() - start with no set
 * @sets: overwritten
 * @n_bits: how many groups or rows there are
 * @most: sets there may be
 */
void lync_sets_init(struct lync_sets *sets, u32 n_bits, u32 most);

/**
 * lync_sets_free() - give the memory back
 * @sets: zeroed or initialised
 * @host: memory
 */
void lync_sets_free(struct lync_sets *sets, const struct lync_host *host);

/**
 * lync_sets_intern() - the number of a set, a new one if it is new
 * @sets: the sets
 * @host: memory
 * @bits: @sets->words words; not within @sets
 * @number: the number
 *
 * Return: 0, -ENOMEM, or -E2BIG when there would be more than @sets->most.
 */
int lync_sets_intern(struct lync_sets *sets, const struct lync_host *host,
		     const u64 *bits, u32 *number);

/**
 * lync_sets_seal() - no further set will come: drop the hash table
 * @sets: the sets
 * @host: memory
 */
void lync_sets_seal(struct lync_sets *sets, const struct lync_host *host);

/**
 * lync_sets_bytes() - memory held
 * @sets: the sets
 */
size_t lync_sets_bytes(const struct lync_sets *sets);

/**
 * lync_set_bits() - a set's bits
 * @sets: the sets
 * @number: which
 */
static inline const u64 *lync_set_bits(const struct lync_sets *sets, u32 number)
{
	return sets->bits + (size_t)number * sets->words;
}

/**
 * lync_set_has() - is a group or row in a set?
 * @sets: the sets
 * @number: which set
 * @bit: which group or row
 */
static inline bool lync_set_has(const struct lync_sets *sets, u32 number,
				u32 bit)
{
	return lync_set_bits(sets, number)[bit / 64] >> (bit % 64) & 1;
}

#endif
