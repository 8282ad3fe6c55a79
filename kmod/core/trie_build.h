/* SPDX-License-Identifier: GPL-2.0-only */
/* Building a trie. Private to the matcher. */
#ifndef LYNC_CORE_TRIE_BUILD_H
#define LYNC_CORE_TRIE_BUILD_H

#include "match_limits.h"
#include "trie.h"

enum lync_trie_build_size {
	LYNC_TRIE_RELAX = 4096,		/* entries made without a pause */
};

/**
 * struct lync_trie_builder - a trie in the making
 * @trie: the trie
 * @host: memory
 * @limits: how many levels there may be, and how many intervals are few
 * @stores: the second round: what is added is kept, not only counted
 * @within: the last address added is within a stretch of equal upper halves that
 *	has been opened
 * @upper: upper half of the last address added
 * @class: class from the last address added on
 * @low_first: first interval of the lower half in that stretch
 * @room_nodes: entries there is room for in @trie->nodes
 * @room_slots: entries there is room for in @trie->slots
 * @work: entries made since the CPU was last yielded
 * @err: -ENOMEM once memory ran out
 *
 * Boundaries are added in ascending order, twice: to count them, and to store
 * them in memory of just that size.
 */
struct lync_trie_builder {
	struct lync_trie *trie;
	const struct lync_host *host;
	const struct lync_match_limits *limits;
	bool stores;
	bool within;
	u64 upper;
	u32 class;
	u32 low_first;
	u32 room_nodes;
	u32 room_slots;
	u32 work;
	int err;
};

/**
 * lync_trie_has_blocks() - do the intervals of a half stand in runs of blocks?
 * @trie: the trie
 * @which: the half
 */
static inline bool lync_trie_has_blocks(const struct lync_trie *trie,
					enum lync_trie_half which)
{
	return trie->is_wide && which == LYNC_TRIE_UPPER;
}

/**
 * lync_trie_begin() - the first round: count
 * @builder: overwritten
 * @trie: overwritten; to be freed whatever happens
 * @is_ipv6: of which family
 * @limits: of levels and of few intervals; kept
 * @host: memory
 */
void lync_trie_begin(struct lync_trie_builder *builder, struct lync_trie *trie,
		     bool is_ipv6, const struct lync_match_limits *limits,
		     const struct lync_host *host);

/**
 * lync_trie_add() - addresses from here on are of a class
 * @builder: in either round
 * @upper: upper half of the address, of IPv4 all of it; it is behind all that were
 *	added before, and the first one is the lowest address
 * @lower: its lower half; 0 for IPv4
 * @class: below 2^29
 */
void lync_trie_add(struct lync_trie_builder *builder, u64 upper, u64 lower,
		   u32 class);

/**
 * lync_trie_next_round() - all has been counted: get ready to store
 * @builder: its first round is complete
 *
 * Return: 0 or -ENOMEM.
 */
int lync_trie_next_round(struct lync_trie_builder *builder);

/**
 * lync_trie_finish() - all has been stored: build the nodes
 * @builder: its second round is complete
 *
 * Context: process; yields the CPU.
 * Return: 0 or -ENOMEM.
 */
int lync_trie_finish(struct lync_trie_builder *builder);

#endif
