/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The matcher: a policy compiled for look-up. How it is built inside is its own
 * business; no caller knows more than this page.
 */
#ifndef LYNC_CORE_MATCH_H
#define LYNC_CORE_MATCH_H

#include "policy.h"

struct lync_matcher;

/** LYNC_CLASS_EDGE - set in the class of an address that is protected */
#define LYNC_CLASS_EDGE 0x10000u
/** LYNC_CLASS_BOUND - set when a protect line that holds it names a zone */
#define LYNC_CLASS_BOUND 0x20000u

/**
 * struct lync_ends - what a policy knows of a packet's two addresses
 * @src: class of the source address
 * @dst: class of the destination address
 *
 * Classes are those of the matcher that gave them. Two addresses of one class
 * are in the same groups. Looking the two up is what costs; everything asked
 * about a packet afterwards, also about its reverse, starts from here. Each takes a
 * register when handed over: two in one would have to be put together and taken apart.
 */
struct lync_ends {
	unsigned long src;
	unsigned long dst;
};

/**
 * lync_ends_swap() - the ends of a packet in the other direction
 * @ends: of a packet
 */
static inline struct lync_ends lync_ends_swap(struct lync_ends ends)
{
	return (struct lync_ends){ .src = ends.dst, .dst = ends.src };
}

/**
 * lync_matcher_build() - compile a policy
 * @policy: a policy lync_policy_check() passed; must outlive the matcher
 * @host: memory
 * @out: the matcher
 *
 * Context: process; yields through @host. Time grows with the prefixes, and with the tables.
 * Return: 0, -ENOMEM, or -E2BIG when the tables would grow beyond their limit.
 */
int lync_matcher_build(const struct lync_policy *policy,
		       const struct lync_host *host,
		       struct lync_matcher **out);

/**
 * lync_matcher_free() - give a matcher's memory back
 * @matcher: a matcher nobody reads any more; NULL is fine
 * @host: what it was built with
 */
void lync_matcher_free(struct lync_matcher *matcher,
		       const struct lync_host *host);

/**
 * lync_matcher_bytes() - memory the matcher holds
 * @matcher: a matcher
 *
 * Return: bytes, the policy it was built from not counted.
 */
size_t lync_matcher_bytes(const struct lync_matcher *matcher);

/**
 * lync_match_ends() - look up both addresses of a packet
 * @matcher: a matcher
 * @key: the packet; only family and addresses are read
 *
 * Context: any, packet path; takes no lock.
 * Return: the classes of the two addresses.
 */
struct lync_ends lync_match_ends(const struct lync_matcher *matcher,
				 const struct lync_key *key);

/**
 * lync_match_edge_ends() - look up both addresses, if the packet is ours
 * @matcher: a matcher
 * @key: the packet; only family and addresses are read
 *
 * For the packet path: whether one of the addresses is Edge is found out first, at
 * next to no cost.
 *
 * Context: any, packet path; takes no lock.
 * Return: as lync_match_ends() if one of the addresses is Edge; else what
 * lync_match_is_edge() says no to, and no row may be asked for: flows that are not
 * Edge's own can be ours where addresses are translated, and take lync_match_ends().
 */
struct lync_ends lync_match_edge_ends(const struct lync_matcher *matcher,
				      const struct lync_key *key);

/**
 * lync_match_edge_ends4() - lync_match_edge_ends() of addresses of IPv4
 * @matcher: a matcher
 * @src: source
 * @dst: destination
 *
 * Context: any, packet path; takes no lock.
 * Return: as there.
 */
struct lync_ends lync_match_edge_ends4(const struct lync_matcher *matcher,
				       u32 src, u32 dst);

/**
 * lync_match_edge_ends6() - lync_match_edge_ends() of addresses of IPv6
 * @matcher: a matcher
 * @src_upper: upper half of the source
 * @src_lower: lower half of it
 * @dst_upper: upper half of the destination
 * @dst_lower: lower half of it
 *
 * Context: any, packet path; takes no lock.
 * Return: as there.
 */
struct lync_ends lync_match_edge_ends6(const struct lync_matcher *matcher,
				       u64 src_upper, u64 src_lower,
				       u64 dst_upper, u64 dst_lower);

/**
 * lync_match_prefetch4() - addresses of IPv4 will be looked up soon, but not now
 * @matcher: a matcher
 * @src: source
 * @dst: destination
 *
 * What lync_match_edge_ends4() reads first and is far from the CPU comes near meanwhile.
 * Nothing is asked for if neither address is Edge. There is none for IPv6: as its prefixes
 * huddle, few slots are ever read, which stay in the caches, and to ask for one costs more
 * than it saves. Those of IPv4 are spread, so that all slots are read, in front of blocks,
 * too.
 *
 * Context: any, packet path; takes no lock and does not wait.
 */
void lync_match_prefetch4(const struct lync_matcher *matcher, u32 src, u32 dst);

/**
 * lync_match_is_edge() - is one of the two addresses an Edge address?
 * @matcher: a matcher
 * @ends: from lync_match_ends() or lync_match_edge_ends()
 *
 * Return: false when the packet is not ours.
 */
static inline bool lync_match_is_edge(const struct lync_matcher *matcher,
				      struct lync_ends ends)
{
	/* a class says so itself; @matcher is for those of which it would not */
	(void)matcher;
	return (ends.src | ends.dst) & LYNC_CLASS_EDGE;
}

/**
 * lync_match_is_elsewhere() - lync_match_is_spoofed() of a source that is bound
 * @matcher: a matcher
 * @key: the packet; only its zones are read
 * @ends: from lync_match_ends()
 *
 * Return: true when @key.zones has none of the zones it is behind.
 */
bool lync_match_is_elsewhere(const struct lync_matcher *matcher,
			     const struct lync_key *key, struct lync_ends ends);

/**
 * lync_match_is_spoofed() - an Edge source from where it does not live?
 * @matcher: a matcher
 * @key: the packet; only its zones are read
 * @ends: from lync_match_ends()
 *
 * Return: true when the source is an Edge address that is protected `behind` a
 * zone and @key.zones has none of the zones it is behind.
 */
static inline bool lync_match_is_spoofed(const struct lync_matcher *matcher,
					 const struct lync_key *key,
					 struct lync_ends ends)
{
	return (ends.src & LYNC_CLASS_BOUND) &&
	       lync_match_is_elsewhere(matcher, key, ends);
}

/**
 * lync_match_row() - the first row that matches a flow's first packet
 * @matcher: a matcher
 * @key: the packet, in the direction the flow was opened; of addresses @ends says all
 * @ends: from lync_match_ends() on @key
 *
 * Return: index of the row, allow or deny, or LYNC_NO_ROW.
 */
u32 lync_match_row(const struct lync_matcher *matcher,
		   const struct lync_key *key, struct lync_ends ends);

/**
 * lync_match_reply_row() - the first row that matches the reverse of a packet
 * @matcher: a matcher
 * @key: the packet as it is; its ports are swapped by this function, as are @ends, which
 *	say all of addresses
 * @ends: from lync_match_ends() on @key, not swapped
 *
 * Where the flow's first packet arrived cannot be known from a reply, so a row's
 * zone is not looked at.
 *
 * Return: index of the row, allow or deny, or LYNC_NO_ROW.
 */
u32 lync_match_reply_row(const struct lync_matcher *matcher,
			 const struct lync_key *key, struct lync_ends ends);

#endif
