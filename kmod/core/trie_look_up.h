/* SPDX-License-Identifier: GPL-2.0-only */
/* The trie: look-up, inline for the packet path. Private to the matcher. */
#ifndef LYNC_CORE_TRIE_LOOK_UP_H
#define LYNC_CORE_TRIE_LOOK_UP_H

#include "trie.h"

enum lync_prefetch_size {
	LYNC_NEAR_BLOCKS = 3,	/* of a run: three of four look-ups end there, or more */
	LYNC_CACHE_LINE = 64,	/* bytes; where lines are longer, some are asked for twice */
};

/**
 * lync_run_halve() - search a run of any length
 * @half: intervals of one half
 * @first: the first interval of the run
 * @n: how many
 * @key: the address, or half of it
 * @is_wide: they stand in blocks
 *
 * Return: index of the last of them that does not begin behind @key.
 */
u32 lync_run_halve(const struct lync_intervals *half, u32 first, u32 n, u64 key,
		   bool is_wide);

/*
 * Counts of two halves, which the CPU makes at once: left to itself the compiler counts on
 * from the one to the other, and each step waits for the step before.
 */
static __always_inline u32 lync_add_counts(u32 low, u32 high)
{
	OPTIMIZER_HIDE_VAR(low);
	return low + high;
}

/*
 * The entry of the last of a run of eight intervals that does not begin behind @key. Those
 * that belong to the slots behind do, as do all behind the last one there is.
 */
static __always_inline u32 lync_run_find(const struct lync_trie *trie,
					 u32 entry, u32 key)
{
	const struct lync_interval *run =
		trie->half[LYNC_TRIE_UPPER].single + lync_trie_run_first(entry);
	u32 i, low = 0, high = 0;

#pragma GCC unroll 4
	for (i = 1; i < LYNC_TRIE_RUN_MOST / 2; i++)
		low += run[i].start <= key;
#pragma GCC unroll 4
	for (; i < LYNC_TRIE_RUN_MOST; i++)
		high += run[i].start <= key;
	return run[lync_add_counts(low, high)].entry;
}

/* Which of eight numbers that ascend is the last that is not above @key, if the first is not? */
static __always_inline u32 lync_last_of(const u64 *numbers, u64 key)
{
	u32 i, low = 0, high = 0;

#pragma GCC unroll 4
	for (i = 1; i < LYNC_TRIE_BLOCK / 2; i++)
		low += numbers[i] <= key;
#pragma GCC unroll 4
	for (; i < LYNC_TRIE_BLOCK; i++)
		high += numbers[i] <= key;
	return lync_add_counts(low, high);
}

/*
 * Which block of a run matters is known only when its heads have come from memory. By then
 * those it mostly is should be on their way, too: as many cache lines are asked for at
 * once as would else be waited for one after the other.
 */
static __always_inline void lync_blocks_prefetch(const struct lync_block *first)
{
	const char *line = (const char *)first;
	u32 i;

#pragma GCC unroll 8
	for (i = 0; i < LYNC_NEAR_BLOCKS * sizeof(*first);
	     i += LYNC_CACHE_LINE)
		__builtin_prefetch(line + i);
}

/* As lync_run_find(), among eight blocks, and then among the intervals of one. */
static __always_inline u32 lync_blocks_find(const struct lync_trie *trie,
					    u32 entry, u64 key)
{
	const struct lync_intervals *half = &trie->half[LYNC_TRIE_UPPER];
	u32 first = lync_trie_run_first(entry);
	const struct lync_block *block = half->block + first;

	lync_blocks_prefetch(block);
	block += lync_last_of(half->heads + first, key);
	return block->entry[lync_last_of(block->start, key)];
}

/* A node of either half. */
static __always_inline bool lync_trie_is_node(u32 entry)
{
	return (entry & LYNC_TRIE_LEADS) == LYNC_TRIE_NODE;
}

/* An entry of the node at the top: anything but the usual run? */
static __always_inline bool lync_trie_is_deep(u32 entry)
{
	return entry & LYNC_TRIE_NODE;
}

static __always_inline bool lync_trie_is_class(u32 entry)
{
	return (entry & LYNC_TRIE_KIND) == LYNC_TRIE_CLASS;
}

static __always_inline const u32 *
lync_node_slot(const struct lync_trie *trie, const struct lync_trie_node *node,
	       u64 key)
{
	u64 distance = key - node->base;
	u32 slot = distance >> node->shift;

	/* also before the base, as then it has wrapped around */
	if (unlikely(distance > node->span))
		slot = node->last + 1 + (key > node->base);
	return &trie->slots[node->first + slot];
}

static __always_inline u32 lync_node_find(const struct lync_trie *trie,
					  const struct lync_trie_node *node,
					  u64 key)
{
	return *lync_node_slot(trie, node, key);
}

/*
 * By halves: the run that begins with the interval in question, or with its block. Which of
 * the two the caller knows: of what is returned it reads the index.
 */
static __always_inline u32 lync_node_halve(const struct lync_trie *trie,
					   enum lync_trie_half which,
					   const struct lync_trie_node *node,
					   u64 key, bool is_wide)
{
	u32 at = lync_run_halve(&trie->half[which], node->first, node->last + 1,
				key, is_wide);

	return LYNC_TRIE_RUN |
	       (is_wide && which == LYNC_TRIE_UPPER ? at / LYNC_TRIE_BLOCK : at);
}

/* On by nodes of one half to what is none. */
static __always_inline u32 lync_nodes_follow(const struct lync_trie *trie,
					     enum lync_trie_half which,
					     u32 entry, u64 key, bool is_wide)
{
	const struct lync_trie_node *node;

	while (unlikely(lync_trie_is_node(entry))) {
		node = &trie->nodes[entry & ~LYNC_TRIE_KIND];
		if (!node->is_run)
			entry = lync_node_find(trie, node, key);
		else
			entry = lync_node_halve(trie, which, node, key, is_wide);
	}
	return entry;
}

/*
 * What is behind a run of the lower half belongs to another stretch, so its length
 * counts.
 */
static __always_inline u32 lync_lower_find(const struct lync_trie *trie,
					   u32 entry, u64 key)
{
	const struct lync_intervals *half = &trie->half[LYNC_TRIE_LOWER];
	u32 i, end;

	entry = lync_nodes_follow(trie, LYNC_TRIE_LOWER, entry, key, true);
	i = lync_trie_run_first(entry) + 1;
	end = i + lync_trie_run_length(entry) - 1;
	while (i < end && lync_interval_start(half, i, true) <= key)
		i++;
	return lync_interval_entry(half, i - 1, true);
}

/* On from an entry of the node at the top, and from any that is no class. */
static __always_inline u32 lync_trie_go_on4(const struct lync_trie *trie,
					    u32 entry, u32 addr)
{
	if (trie->is_wide) {
		entry = lync_nodes_follow(trie, LYNC_TRIE_UPPER, entry, addr,
					  true);
		return lync_blocks_find(trie, entry, addr);
	}
	entry = lync_nodes_follow(trie, LYNC_TRIE_UPPER, entry, addr, false);
	/* nothing but a run: one branch less that could not be foretold */
	return lync_run_find(trie, entry, addr);
}

static __always_inline u32 lync_trie_go_on6(const struct lync_trie *trie,
					    u32 entry, u64 upper, u64 lower)
{
	if (!(entry >> LYNC_TRIE_HALF_SHIFT)) {
		entry = lync_nodes_follow(trie, LYNC_TRIE_UPPER, entry, upper,
					  true);
		entry = lync_blocks_find(trie, entry, upper);
	}
	if (lync_trie_is_class(entry))
		return entry;
	return lync_lower_find(trie, entry, lower);
}

/**
 * lync_trie_prefetch4() - have on its way from memory what a look-up reads first
 * @trie: complete, of IPv4
 * @addr: the address
 *
 * What it reads next is said by what stands there: to ask for that would mean to wait.
 */
static __always_inline void lync_trie_prefetch4(const struct lync_trie *trie,
						u32 addr)
{
	__builtin_prefetch(lync_node_slot(trie, &trie->top, addr));
}

/**
 * lync_trie_look_up4() - lync_trie_find4(), inline
 * @trie: complete, of IPv4
 * @addr: the address
 */
static __always_inline u32 lync_trie_look_up4(const struct lync_trie *trie,
					      u32 addr)
{
	return lync_trie_go_on4(trie, lync_node_find(trie, &trie->top, addr),
				addr);
}

/**
 * lync_trie_look_up6() - lync_trie_find6(), inline
 * @trie: complete, of IPv6
 * @upper: upper half of the address
 * @lower: lower half
 */
static __always_inline u32 lync_trie_look_up6(const struct lync_trie *trie,
					      u64 upper, u64 lower)
{
	return lync_trie_go_on6(trie, lync_node_find(trie, &trie->top, upper),
				upper, lower);
}

#endif
