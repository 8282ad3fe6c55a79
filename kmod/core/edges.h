/* SPDX-License-Identifier: GPL-2.0-only */
/* The Edge addresses, each to its class at once. Private to the matcher. */
#ifndef LYNC_CORE_EDGES_H
#define LYNC_CORE_EDGES_H

#include "addr.h"
#include "classify.h"

/**
 * DOC: The Edge addresses
 *
 * Of a packet that is ours one address is an Edge Server's. These are few, so each has a
 * slot in a small table: the source is looked for there, then the destination, and only
 * that of the other side, which may be any of four billion, in the trie. Of most packets
 * that pass a router neither is in the table, and they cost no more.
 *
 * The table is one that no two addresses collide in. Its index is the upper bits of the
 * address times a factor; the factor, and the size, are tried until that is so. This is
 * a search for a perfect hash function [1], the simplest there is: for n addresses about
 * every second factor will do when there are n * n slots.
 *
 * Where Edge addresses are too many to list, as with a prefix of IPv6, there is no table,
 * and both addresses are looked up in the trie.
 *
 * [1] M. L. Fredman, J. Komlos, E. Szemeredi: Storing a sparse table with O(1) worst
 * case access time. Journal of the ACM 31 (3), 1984.
 */

enum lync_edges_size {
	LYNC_MAX_EDGES = 64,	/* of a family: twenty servers of three services */
};

/**
 * struct lync_edge4 - an Edge address of IPv4
 * @addr: the address
 * @class: its class; 0 when the slot is empty
 */
struct lync_edge4 {
	u32 addr;
	u32 class;
};

/**
 * struct lync_edge6 - an Edge address of IPv6
 * @upper: upper half of the address
 * @lower: lower half
 * @class: its class; 0 when the slot is empty
 */
struct lync_edge6 {
	u64 upper;
	u64 lower;
	u32 class;
};

/**
 * struct lync_edges - the Edge addresses of one family
 * @v4: slots of a table of IPv4; NULL when there is none
 * @v6: slots of a table of IPv6; NULL when there is none
 * @factor: what an address is multiplied by
 * @shift: 2^(64 - @shift) slots; 0 when there is no table
 */
struct lync_edges {
	union {
		struct lync_edge4 *v4;
		struct lync_edge6 *v6;
	};
	u64 factor;
	u32 shift;
};

/**
 * lync_edges_build() - list the Edge addresses of one family
 * @edges: zeroed; without a table when they are more than @limits says
 * @policy: a checked policy
 * @classes: its classes
 * @family: one of enum lync_family
 * @limits: how many there may be
 * @host: memory
 *
 * Context: process; yields the CPU.
 * Return: 0 or -ENOMEM.
 */
int lync_edges_build(struct lync_edges *edges, const struct lync_policy *policy,
		     const struct lync_classes *classes, u8 family,
		     const struct lync_match_limits *limits,
		     const struct lync_host *host);

/**
 * lync_edges_free() - give the memory back
 * @edges: zeroed or once built
 * @host: memory
 */
void lync_edges_free(struct lync_edges *edges, const struct lync_host *host);

/**
 * lync_edges_bytes() - memory a table takes
 * @edges: built; or with the @shift that it is to have
 * @family: that it is for
 */
static inline size_t lync_edges_bytes(const struct lync_edges *edges, u8 family)
{
	size_t slot = family == LYNC_IPV4 ? sizeof(*edges->v4) :
					    sizeof(*edges->v6);

	return edges->shift ? slot << (64 - edges->shift) : 0;
}

/** LYNC_EDGES_MIX - 2^64 over the golden ratio: its multiples lie far apart */
#define LYNC_EDGES_MIX 0x9e3779b97f4a7c15ull

static __always_inline struct lync_edge4 *
lync_edge_slot4(const struct lync_edges *edges, u32 addr)
{
	return &edges->v4[addr * edges->factor >> edges->shift];
}

/* By both halves, as hosts of two networks may have the same lower one. */
static __always_inline struct lync_edge6 *
lync_edge_slot6(const struct lync_edges *edges, u64 upper, u64 lower)
{
	u64 both = upper * LYNC_EDGES_MIX ^ lower;

	return &edges->v6[both * edges->factor >> edges->shift];
}

/**
 * lync_edge_find4() - is this an Edge address?
 * @edges: has a table, of IPv4
 * @addr: the address
 *
 * Context: any, packet path.
 * Return: its class, or 0.
 */
static __always_inline u32 lync_edge_find4(const struct lync_edges *edges,
					   u32 addr)
{
	const struct lync_edge4 *slot = lync_edge_slot4(edges, addr);

	return slot->addr == addr ? slot->class : 0;
}

/**
 * lync_edge_find6() - is this an Edge address?
 * @edges: has a table, of IPv6
 * @upper: upper half of the address
 * @lower: lower half
 *
 * Context: any, packet path.
 * Return: its class, or 0.
 */
static __always_inline u32 lync_edge_find6(const struct lync_edges *edges,
					   u64 upper, u64 lower)
{
	const struct lync_edge6 *slot = lync_edge_slot6(edges, upper, lower);

	return slot->lower == lower && slot->upper == upper ? slot->class : 0;
}

#endif
