// SPDX-License-Identifier: GPL-2.0-only
/* The trie: look-up. */
#include "trie.h"

/* The entry of the last of @n intervals from @first on that begins by @key. */
static u32 lync_run_halve(const struct lync_intervals *half, u32 first, u32 n,
			  u64 key, bool is_wide)
{
	u32 step;

	for (; n > 1; n -= step) {
		step = n / 2;
		if (lync_interval_start(half, first + step, is_wide) <= key)
			first += step;
	}
	return lync_interval_entry(half, first, is_wide);
}

/*
 * The same for eight intervals of the upper half, without a branch. Those of them that
 * belong to the slots behind begin behind @key, as all do behind the last one there is.
 */
static __always_inline u32 lync_run_find(const struct lync_intervals *half,
					 u32 first, u64 key, bool is_wide)
{
	u32 i, n = first;

#pragma GCC unroll 8
	for (i = 1; i < LYNC_TRIE_RUN_MOST; i++)
		n += lync_interval_start(half, first + i, is_wide) <= key;
	return lync_interval_entry(half, n, is_wide);
}

static __always_inline u32 lync_node_find(const struct lync_trie *trie,
					  enum lync_trie_half which,
					  const struct lync_trie_node *node,
					  u64 key, bool is_wide)
{
	u64 slot = 0;

	if (unlikely(node->is_run))
		return lync_run_halve(&trie->half[which], node->first,
				      node->last + 1, key, is_wide);
	if (likely(key > node->base))
		slot = (key - node->base) >> node->shift;
	if (slot > node->last)
		slot = node->last;
	return trie->slots[node->first + slot];
}

/* On by nodes of one half to what is none. */
static __always_inline u32 lync_nodes_follow(const struct lync_trie *trie,
					     enum lync_trie_half which,
					     u32 entry, u64 key, bool is_wide)
{
	u32 kind = LYNC_TRIE_NODE | which << LYNC_TRIE_HALF_SHIFT;

	while (unlikely((entry & LYNC_TRIE_KIND) == kind))
		entry = lync_node_find(trie, which,
				       &trie->nodes[entry & ~LYNC_TRIE_KIND],
				       key, is_wide);
	return entry;
}

/* By all of an IPv4 address, or by the upper half. */
static __always_inline u32 lync_upper_find(const struct lync_trie *trie,
					   u64 key, bool is_wide)
{
	const struct lync_intervals *half = &trie->half[LYNC_TRIE_UPPER];
	u32 entry;

	entry = lync_node_find(trie, LYNC_TRIE_UPPER, &trie->top, key, is_wide);
	entry = lync_nodes_follow(trie, LYNC_TRIE_UPPER, entry, key, is_wide);
	if ((entry & LYNC_TRIE_KIND) == LYNC_TRIE_RUN)
		entry = lync_run_find(half, lync_trie_run_first(entry), key,
				      is_wide);
	return entry;
}

static u32 lync_lower_find(const struct lync_trie *trie, u32 entry, u64 key)
{
	entry = lync_nodes_follow(trie, LYNC_TRIE_LOWER, entry, key, true);
	if ((entry & LYNC_TRIE_KIND) != LYNC_TRIE_CLASS)
		entry = lync_run_halve(&trie->half[LYNC_TRIE_LOWER],
				       lync_trie_run_first(entry),
				       lync_trie_run_length(entry), key, true);
	return entry;
}

u32 lync_trie_find4(const struct lync_trie *trie, const struct lync_addr *addr)
{
	return lync_upper_find(trie, addr->w[0], false);
}

u32 lync_trie_find6(const struct lync_trie *trie, const struct lync_addr *addr)
{
	u64 upper = (u64)addr->w[0] << 32 | addr->w[1];
	u32 entry = lync_upper_find(trie, upper, true);

	if ((entry & LYNC_TRIE_KIND) == LYNC_TRIE_CLASS)
		return entry;
	return lync_lower_find(trie, entry,
			       (u64)addr->w[2] << 32 | addr->w[3]);
}

void lync_trie_free(struct lync_trie *trie, const struct lync_host *host)
{
	host->free(trie->half[LYNC_TRIE_UPPER].words);
	host->free(trie->half[LYNC_TRIE_LOWER].words);
	host->free(trie->nodes);
	host->free(trie->slots);
	memset(trie, 0, sizeof(*trie));
}

size_t lync_trie_bytes(const struct lync_trie *trie)
{
	size_t interval = (trie->is_wide ? 3 : 2) * sizeof(u32);

	return (trie->half[LYNC_TRIE_UPPER].n +
		trie->half[LYNC_TRIE_LOWER].n) * interval +
	       trie->n_nodes * sizeof(*trie->nodes) +
	       trie->n_slots * sizeof(*trie->slots);
}
