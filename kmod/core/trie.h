/* SPDX-License-Identifier: GPL-2.0-only */
/* Address to class, for the addresses of one family. Private to the matcher. */
#ifndef LYNC_CORE_TRIE_H
#define LYNC_CORE_TRIE_H

#include "key.h"

/**
 * DOC: The trie
 *
 * The addresses of a family are cut into intervals, each of one class. To look an
 * address up is to find the interval it is in: the last one that does not begin
 * behind it. A binary search among two million takes 21 steps, each a cache miss;
 * so the search is narrowed first, until eight intervals or fewer are left.
 *
 * What narrows it is a trie, level and path compressed [1]. A node stands for a
 * stretch of addresses, cuts it into slots of equal size, and leads on by the slot
 * an address falls into: one subtraction, one shift, one load. It has about as many
 * slots as there are boundaries between intervals in its stretch, so in a slot one
 * is left, however many there are; a large node most of whose slots would be empty
 * has fewer, and leads to nodes that have the others. The stretch begins at the first
 * boundary and ends at the last: what all addresses have in common costs no level. A
 * node need not begin at a multiple of its size, as the intervals are sorted by number;
 * that is the difference to the tries of the literature, which go by bits.
 *
 * An *entry* is a number of 32 bits that says how the search goes on, the upper three
 * bits which way: a class, and the search is over; a node; a run of eight intervals
 * or fewer. In slots stand nodes and runs; in intervals classes, and what leads on to
 * the lower half. Eight intervals are compared side by side and without a branch, even
 * if there is one: that is faster than to halve them, or to ask whether that is
 * needed, as neither can be foretold.
 *
 * An IPv6 address is looked up by its upper 64 bits. Where prefixes are longer than
 * that, what is found is no class but an entry for its lower 64 bits. So an interval
 * costs 12 bytes, not 20, and prefixes of 64 bits or less, most of them, nothing for
 * the half they do not have.
 *
 * For example the intervals of the example in classify.c,
 *
 *	0.0.0.0 65.52.0.0 65.54.52.0 65.54.53.0 65.56.0.0 203.0.113.10 203.0.113.11
 *
 * have six boundaries. The node at the top begins at 65.52.0.0 and ends at
 * 203.0.113.11, 2,311,876,875 addresses further; nine slots of 2^28 addresses cover
 * that. 65.54.52.7 is 144,391 addresses from the beginning, so in slot 0, whose
 * run is the four intervals from 65.52.0.0 on, that of 65.56.0.0 the last.
 *
 * Bounds: a boundary pays for a slot and a share of a node at each level it is
 * below, four levels at most; below those, a run may be of any length, and is
 * searched by halves. A look-up takes four nodes a half and one run, unless the
 * prefixes were chosen to defeat it: 22 steps then.
 *
 * [1] S. Nilsson, G. Karlsson: IP-address lookup using LC-tries. IEEE Journal on
 * Selected Areas in Communications 17 (6), 1999. Slots that hold what a prefix of a
 * shorter length says: V. Srinivasan, G. Varghese: Fast address lookups using
 * controlled prefix expansion. ACM Transactions on Computer Systems 17 (1), 1999.
 */

/* The halves of an address; IPv4 has one. */
enum lync_trie_half {
	LYNC_TRIE_UPPER = 0,
	LYNC_TRIE_LOWER = 1,
};

/* The upper three bits of an entry, and what the others are then. */
#define LYNC_TRIE_KIND		0xe0000000u
#define LYNC_TRIE_CLASS		0x00000000u	/* a class */
#define LYNC_TRIE_NODE		0x20000000u	/* index of a node */
#define LYNC_TRIE_RUN		0x40000000u	/* a run of intervals */
#define LYNC_TRIE_HALF_SHIFT	31		/* a node or run of which half */
/* A run is its length less one in three bits, and the index of its first interval. */
#define LYNC_TRIE_RUN_SHIFT	26
#define LYNC_TRIE_RUN_MOST	8

/**
 * struct lync_trie_node - how a stretch of addresses is cut
 * @base: the first boundary in it; slot 0 begins there
 * @span: addresses from there to the last boundary
 * @first: index of the first slot; of the first interval when it @is_run
 * @last: the slot of the last boundary, counted from @first; behind it come two more,
 *	for what is before the first and for what is behind the last. Intervals less
 *	one when it @is_run
 * @shift: a slot is 2^shift addresses
 * @is_run: not cut any further: search the intervals
 */
struct lync_trie_node {
	u64 base;
	u64 span;
	u32 first;
	u32 last;
	u8 shift;
	bool is_run;
};

/**
 * struct lync_interval4 - addresses of IPv4 that are looked up alike
 * @start: the first of them
 * @entry: what is known of them: a class
 */
struct lync_interval4 {
	u32 start;
	u32 entry;
};

/**
 * struct lync_interval6 - halves of addresses of IPv6 that are looked up alike
 * @start: the first of them
 * @entry: what is known of them
 *
 * Packed, so that a search finds what it needs in a cache line or two.
 */
struct lync_interval6 {
	u64 start;
	u32 entry;
} __packed __aligned(4);

/**
 * struct lync_intervals - intervals of addresses, or of halves of them, ascending
 * @v4: those of an IPv4 trie
 * @v6: those of an IPv6 trie
 * @n: intervals; behind those of the upper half stand seven more, which begin at the
 *	highest address and have the entry of the last
 */
struct lync_intervals {
	union {
		struct lync_interval4 *v4;
		struct lync_interval6 *v6;
	};
	u32 n;
};

/**
 * struct lync_trie - the addresses of one family
 * @top: the node to begin with
 * @is_wide: IPv6
 * @half: intervals of the upper and of the lower half; IPv4 has the upper only
 * @nodes: nodes
 * @slots: entries of all nodes
 * @n_nodes: entries in @nodes
 * @n_slots: entries in @slots
 */
struct lync_trie {
	struct lync_trie_node top;
	bool is_wide;
	struct lync_intervals half[2];
	struct lync_trie_node *nodes;
	u32 *slots;
	u32 n_nodes;
	u32 n_slots;
};

/**
 * lync_interval_start() - where an interval begins
 * @half: intervals of one half
 * @i: which
 * @is_wide: IPv6
 *
 * Return: its first address, or half of one.
 */
static inline u64 lync_interval_start(const struct lync_intervals *half, u32 i,
				      bool is_wide)
{
	return is_wide ? half->v6[i].start : half->v4[i].start;
}

/**
 * lync_interval_entry() - what is known of an interval
 * @half: intervals of one half
 * @i: which
 * @is_wide: IPv6
 *
 * Return: its entry.
 */
static inline u32 lync_interval_entry(const struct lync_intervals *half, u32 i,
				      bool is_wide)
{
	return is_wide ? half->v6[i].entry : half->v4[i].entry;
}

/**
 * lync_trie_run_first() - the first interval of a run
 * @entry: the run
 *
 * Return: its index.
 */
static inline u32 lync_trie_run_first(u32 entry)
{
	return entry & ((1u << LYNC_TRIE_RUN_SHIFT) - 1);
}

/**
 * lync_trie_run_length() - how many intervals a run has
 * @entry: the run
 *
 * Return: two to LYNC_TRIE_RUN_MOST.
 */
static inline u32 lync_trie_run_length(u32 entry)
{
	return (entry >> LYNC_TRIE_RUN_SHIFT & (LYNC_TRIE_RUN_MOST - 1)) + 1;
}

/**
 * lync_interval_bytes() - memory an interval takes
 * @is_wide: IPv6
 */
static inline size_t lync_interval_bytes(bool is_wide)
{
	return is_wide ? sizeof(struct lync_interval6) :
			 sizeof(struct lync_interval4);
}

/**
 * lync_trie_find4() - the class of an IPv4 address
 * @trie: complete, of IPv4
 * @addr: the address
 *
 * Context: any, packet path.
 * Return: its class.
 */
u32 lync_trie_find4(const struct lync_trie *trie, const struct lync_addr *addr);

/**
 * lync_trie_find6() - the class of an IPv6 address
 * @trie: complete, of IPv6
 * @addr: the address
 *
 * Context: any, packet path.
 * Return: its class.
 */
u32 lync_trie_find6(const struct lync_trie *trie, const struct lync_addr *addr);

/**
 * lync_trie_free() - give the memory back
 * @trie: zeroed, or in any state of being built
 * @host: memory
 */
void lync_trie_free(struct lync_trie *trie, const struct lync_host *host);

/**
 * lync_trie_bytes() - memory held
 * @trie: complete
 */
size_t lync_trie_bytes(const struct lync_trie *trie);

#endif
