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
 * behind it. A binary search among two million takes 21 steps, each a cache miss and a
 * branch that cannot be foretold; so the search is narrowed first, until a *run* of
 * neighbours is left that is searched side by side: to find the last of eight is to count
 * those of them that begin at the address or before, without a branch.
 *
 * What narrows it is a trie, level and path compressed [1]. A node stands for a
 * stretch of addresses, cuts it into slots of equal size, and leads on by the slot
 * an address falls into: one subtraction, one shift, one load. It has as many slots as
 * leave next to no slot with more boundaries between intervals than a run has room for, so
 * that there mostly is one node, which can be foretold. Where boundaries huddle that is
 * too much, and what does not fit has a node of its own. The stretch begins at the first
 * boundary and ends at the last: what all addresses have in common costs no level. Of
 * many boundaries it begins behind the first few and ends before the last few, which are
 * runs of their own: what is far from all others does not make the slots wider. A node
 * need not begin at a multiple of its size, as the intervals are sorted by number; that is
 * the difference to the tries of the literature, which go by bits.
 *
 * An *entry* is a number of 32 bits that says how the search goes on, the upper three
 * bits which way: a class, and the search is over; a node; a run. In slots stand nodes and
 * runs; in intervals classes, and what leads on to the lower half.
 *
 * A run of IPv4 is eight intervals, wherever they begin, unless there are more than few.
 *
 * Prefixes of IPv6 huddle: those of all providers are in some thousandths of the
 * addresses, and each provider's together again. So that slots need not be as many as it
 * takes to part them, a run has room for 57 intervals. They stand in blocks of eight, and
 * eight blocks are a run; the one that matters is found by the first address of each, its
 * *head*, in the same way as an interval in it. Heads stand in an array of their own.
 * These are the two lowest levels of a B-tree. The first blocks of a run are fetched while
 * the heads are, so that a look-up waits for memory once less.
 *
 * An IPv6 address is looked up by its upper 64 bits. Where prefixes are longer than
 * that, what is found is no class but an entry for its lower 64 bits. So an interval
 * costs 13 bytes, not 21, and prefixes of 64 bits or less, most of them, nothing for
 * the half they do not have. In the lower half a run is of eight intervals or fewer,
 * mostly three: one host, and what is before and behind.
 *
 * Where IPv4 has more intervals than are few to lync_match_limits, 65,536, these stand in
 * blocks, too, as upper halves that no lower ones belong to. Slots that part so many take as
 * much memory as they do, and no cache keeps either: to wait for a slot, and then for its
 * run, takes longer than to go on from a slot where there are not many, which is near. Of
 * few intervals all is near, and then the search among blocks is the longer one.
 *
 * For example the intervals of the example in classify.c,
 *
 *	0.0.0.0 65.52.0.0 65.54.52.0 65.54.53.0 65.56.0.0 203.0.113.10 203.0.113.11
 *
 * have six boundaries. The node at the top begins at 65.52.0.0 and ends at
 * 203.0.113.11, 2,311,876,875 addresses further; five slots of 2^29 addresses cover
 * that. 65.54.52.7 is 144,391 addresses from the beginning, so in slot 0, whose
 * run begins with 65.52.0.0. Of its intervals the last that does not begin behind the
 * address is that of 65.54.52.0.
 *
 * Bounds: a boundary pays for two slots at most, and a share of a node, at each level it
 * is below, four levels at most. At the top it pays for eight where intervals are few.
 * Below the last level a run may be of any length, and is searched by halves. A look-up
 * takes four nodes a half and one run, unless the prefixes were chosen to defeat it: 22
 * steps then.
 *
 * [1] S. Nilsson, G. Karlsson: IP-address lookup using LC-tries. IEEE Journal on
 * Selected Areas in Communications 17 (6), 1999. Slots that hold what a prefix of a
 * shorter length says: V. Srinivasan, G. Varghese: Fast address lookups using
 * controlled prefix expansion. ACM Transactions on Computer Systems 17 (1), 1999.
 * Searching intervals by a tree with as many keys in a node as a cache line holds:
 * B. Lampson, V. Srinivasan, G. Varghese: IP lookups using multiway and multicolumn
 * search. IEEE/ACM Transactions on Networking 7 (3), 1999.
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
#define LYNC_TRIE_BLOCKS	0x60000000u	/* a run of blocks, of IPv4 */
#define LYNC_TRIE_LEADS		0x60000000u	/* those bits that tell these three apart */
#define LYNC_TRIE_HALF_SHIFT	31		/* a node or run of which half */
/*
 * A run of blocks is the index of the first. Any other is the index of its first interval,
 * and its length less one in three bits, which a search of the lower half needs. Where IPv4
 * stands in blocks its runs have the bit of a node, too: then one question tells whether
 * an entry leads anywhere but to eight intervals.
 */
#define LYNC_TRIE_RUN_SHIFT	26

enum lync_trie_size {
	LYNC_TRIE_BLOCK = 8,		/* intervals */
	LYNC_TRIE_RUN_BLOCKS = 8,	/* of the upper half, in a run */
	LYNC_TRIE_RUN_MOST = 8,		/* intervals in any other run */
};

/**
 * struct lync_trie_node - how a stretch of addresses is cut
 * @base: the first boundary that it cuts at; slot 0 begins there
 * @span: addresses from there to the last such boundary
 * @first: index of the first slot; of the first interval when it @is_run
 * @last: the slot of that boundary, counted from @first; behind it come two more, for
 *	what is before @base and for what is behind the last. Intervals less one when it
 *	@is_run
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
 * struct lync_interval - addresses of IPv4 that are looked up alike, where these are few
 * @start: the first of them
 * @entry: what is known of them: a class
 */
struct lync_interval {
	u32 start;
	u32 entry;
};

/**
 * struct lync_block - intervals of halves of addresses of IPv6, or of more than few of IPv4
 * @start: the first of each
 * @entry: what is known of them
 */
struct lync_block {
	u64 start[LYNC_TRIE_BLOCK];
	u32 entry[LYNC_TRIE_BLOCK];
};

/**
 * struct lync_intervals - intervals of addresses, or of halves of them, ascending
 * @single: those of a trie that is not wide
 * @block: those of one that is
 * @heads: of a trie that is, where each block begins; NULL for the lower half
 * @n: intervals. Behind single ones stand seven others, behind those in blocks of the upper
 *	half seven blocks of others, which begin at the highest address and have the entry
 *	of the last
 */
struct lync_intervals {
	union {
		struct lync_interval *single;
		struct lync_block *block;
	};
	u64 *heads;
	u32 n;
};

/**
 * struct lync_trie - the addresses of one family
 * @top: the node to begin with
 * @is_ipv6: of which family
 * @is_wide: intervals stand in blocks: IPv6, and IPv4 of more than few
 * @half: intervals of the upper and of the lower half; IPv4 has the upper only
 * @nodes: nodes
 * @slots: entries of all nodes
 * @n_nodes: entries in @nodes
 * @n_slots: entries in @slots
 */
struct lync_trie {
	struct lync_trie_node top;
	bool is_ipv6;
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
 * @is_wide: they stand in blocks
 *
 * Return: its first address, or half of one.
 */
static inline u64 lync_interval_start(const struct lync_intervals *half, u32 i,
				      bool is_wide)
{
	u32 block = i / LYNC_TRIE_BLOCK, at = i % LYNC_TRIE_BLOCK;

	return is_wide ? half->block[block].start[at] : half->single[i].start;
}

/**
 * lync_interval_entry() - what is known of an interval
 * @half: intervals of one half
 * @i: which
 * @is_wide: they stand in blocks
 *
 * Return: its entry.
 */
static inline u32 lync_interval_entry(const struct lync_intervals *half, u32 i,
				      bool is_wide)
{
	u32 block = i / LYNC_TRIE_BLOCK, at = i % LYNC_TRIE_BLOCK;

	return is_wide ? half->block[block].entry[at] : half->single[i].entry;
}

/**
 * lync_blocks_count() - blocks of one half, with those behind the last interval
 * @trie: wide, its intervals counted
 * @which: the half
 */
static inline size_t lync_blocks_count(const struct lync_trie *trie,
				       enum lync_trie_half which)
{
	u32 blocks = (trie->half[which].n + LYNC_TRIE_BLOCK - 1) / LYNC_TRIE_BLOCK;

	return which == LYNC_TRIE_UPPER ? blocks + LYNC_TRIE_RUN_BLOCKS - 1 :
					  blocks;
}

/**
 * lync_intervals_bytes() - memory that the intervals of one half take, without heads
 * @trie: its intervals are counted
 * @which: the half
 */
static inline size_t lync_intervals_bytes(const struct lync_trie *trie,
					  enum lync_trie_half which)
{
	if (!trie->half[which].n)
		return 0;
	if (!trie->is_wide)
		return (trie->half[which].n + LYNC_TRIE_RUN_MOST - 1) *
		       sizeof(struct lync_interval);
	return lync_blocks_count(trie, which) * sizeof(struct lync_block);
}

/**
 * lync_heads_bytes() - memory that the heads of blocks take
 * @trie: its intervals are counted
 */
static inline size_t lync_heads_bytes(const struct lync_trie *trie)
{
	return trie->is_wide ? lync_blocks_count(trie, LYNC_TRIE_UPPER) *
			       sizeof(u64) : 0;
}

/**
 * lync_trie_run_first() - where a run begins
 * @entry: the run
 *
 * Return: index of its first block in the upper half of a wide trie, else of its first
 *	interval.
 */
static inline u32 lync_trie_run_first(u32 entry)
{
	return entry & ((1u << LYNC_TRIE_RUN_SHIFT) - 1);
}

/**
 * lync_trie_run_length() - how many intervals a run of the lower half has
 * @entry: the run
 *
 * Return: one to LYNC_TRIE_RUN_MOST.
 */
static inline u32 lync_trie_run_length(u32 entry)
{
	return (entry >> LYNC_TRIE_RUN_SHIFT & (LYNC_TRIE_RUN_MOST - 1)) + 1;
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
