/* SPDX-License-Identifier: GPL-2.0-only */
/* Distinct sets of groups, numbered in the order they are first seen. */
#ifndef LYNC_CORE_CLASS_SETS_H
#define LYNC_CORE_CLASS_SETS_H

#include "policy.h"

/** LYNC_MAX_TABLE_BYTES - what a table may take that grows with the classes */
#define LYNC_MAX_TABLE_BYTES (64u << 20)

/**
 * struct lync_sets - sets of groups
 * @bits: @words words a set; bit N of a set is group N
 * @slots: hash table of set number + 1, 0 is free; half full at most
 * @n: number of sets
 * @capacity: sets there is room for in @bits
 * @n_slots: slots, a power of two
 * @words: 64-bit words of a set
 */
struct lync_sets {
	u64 *bits;
	u32 *slots;
	u32 n;
	u32 capacity;
	u32 n_slots;
	u32 words;
};

/**
 * lync_sets_init() - start with no set
 * @sets: overwritten
 * @n_groups: number of groups
 */
void lync_sets_init(struct lync_sets *sets, u32 n_groups);

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
 * Return: 0, -ENOMEM, or -E2BIG when there are too many sets.
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
 * lync_set_has() - is a group in a set?
 * @sets: the sets
 * @number: which set
 * @group: which group
 */
static inline bool lync_set_has(const struct lync_sets *sets, u32 number,
				u32 group)
{
	return lync_set_bits(sets, number)[group / 64] >> (group % 64) & 1;
}

#endif
