/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The trie: look-up, inline, for the matcher to look two addresses up side by side.
 * Private to the matcher.
 */
#ifndef LYNC_CORE_TRIE_LOOK_UP_H
#define LYNC_CORE_TRIE_LOOK_UP_H

#include "trie.h"

/**
 * lync_run_halve() - search a run of any length
 * @half: intervals of one half
 * @first: the first interval of the run
 * @n: how many
 * @key: the address, or half of it
 * @is_wide: IPv6
 *
 * Return: index of the last of them that does not begin behind @key.
 */
u32 lync_run_halve(const struct lync_intervals *half, u32 first, u32 n, u64 key,
		   bool is_wide);

/*
 * The entry of the last of the eight intervals at @run, of the upper half, that does not
 * begin behind @key, without a branch. Those of them that belong to the slots behind
 * begin behind @key, as all do behind the last one there is.
 */
static __always_inline u32 lync_run_find4(const struct lync_interval4 *run,
					  u32 key)
{
	u32 i, n = 0;

#pragma GCC unroll 8
	for (i = 1; i < LYNC_TRIE_RUN_MOST; i++)
		n += run[i].start <= key;
	return run[n].entry;
}

static __always_inline u32 lync_run_find6(const struct lync_interval6 *run,
					  u64 key)
{
	u32 i, n = 0;

#pragma GCC unroll 8
	for (i = 1; i < LYNC_TRIE_RUN_MOST; i++)
		n += run[i].start <= key;
	return run[n].entry;
}

static __always_inline u32 lync_node_find(const struct lync_trie *trie,
					  const struct lync_trie_node *node,
					  u64 key)
{
	u32 outside = node->last + 1 + (key > node->base);
	u64 distance = key - node->base;
	u32 slot = distance >> node->shift;

	/* also true before the first boundary, as then it has wrapped around */
	if (distance > node->span)
		slot = outside;
	return trie->slots[node->first + slot];
}

/* On by nodes of one half to what is none. */
static __always_inline u32 lync_nodes_follow(const struct lync_trie *trie,
					     enum lync_trie_half which,
					     u32 entry, u64 key, bool is_wide)
{
	u32 kind = LYNC_TRIE_NODE | which << LYNC_TRIE_HALF_SHIFT;
	const struct lync_trie_node *node;

	while (unlikely((entry & LYNC_TRIE_KIND) == kind)) {
		node = &trie->nodes[entry & ~LYNC_TRIE_KIND];
		if (!node->is_run)
			entry = lync_node_find(trie, node, key);
		else
			/* a run of one */
			entry = LYNC_TRIE_RUN |
				lync_run_halve(&trie->half[which], node->first,
					       node->last + 1, key, is_wide);
	}
	return entry;
}

/* By all of an IPv4 address, or by the upper half. */
static __always_inline u32 lync_upper_find(const struct lync_trie *trie,
					   u64 key, bool is_wide)
{
	const struct lync_intervals *half = &trie->half[LYNC_TRIE_UPPER];
	u32 entry;

	entry = lync_node_find(trie, &trie->top, key);
	entry = lync_nodes_follow(trie, LYNC_TRIE_UPPER, entry, key, is_wide);
	/* nothing but a run: one branch less that could not be foretold */
	if (is_wide)
		return lync_run_find6(half->v6 + lync_trie_run_first(entry),
				      key);
	return lync_run_find4(half->v4 + lync_trie_run_first(entry), key);
}

/*
 * What is behind a run of the lower half belongs to another stretch, so its length
 * counts. Mostly it is the one host of a stretch, and what is before and behind.
 */
static __always_inline u32 lync_lower_find(const struct lync_trie *trie,
					   u32 entry, u64 key)
{
	const struct lync_interval6 *run;
	u32 i, n;

	entry = lync_nodes_follow(trie, LYNC_TRIE_LOWER, entry, key, true);
	run = trie->half[LYNC_TRIE_LOWER].v6 + lync_trie_run_first(entry);
	n = lync_trie_run_length(entry);
	for (i = 1; i < n && run[i].start <= key; i++)
		;
	return run[i - 1].entry;
}

/**
 * lync_trie_look_up4() - lync_trie_find4(), inline
 * @trie: complete, of IPv4
 * @addr: the address
 */
static __always_inline u32 lync_trie_look_up4(const struct lync_trie *trie,
					      const struct lync_addr *addr)
{
	return lync_upper_find(trie, addr->w[0], false);
}

/**
 * lync_trie_look_up6() - lync_trie_find6(), inline
 * @trie: complete, of IPv6
 * @addr: the address
 */
static __always_inline u32 lync_trie_look_up6(const struct lync_trie *trie,
					      const struct lync_addr *addr)
{
	u64 upper = (u64)addr->w[0] << 32 | addr->w[1];
	u32 entry = lync_upper_find(trie, upper, true);

	if ((entry & LYNC_TRIE_KIND) == LYNC_TRIE_CLASS)
		return entry;
	return lync_lower_find(trie, entry,
			       (u64)addr->w[2] << 32 | addr->w[3]);
}

#endif
