/* SPDX-License-Identifier: GPL-2.0-only */
/* Address to class: what the matcher is built on. Private to the matcher. */
#ifndef LYNC_CORE_CLASSIFY_H
#define LYNC_CORE_CLASSIFY_H

#include "match.h"
#include "match_limits.h"
#include "sets.h"
#include "trie.h"

/**
 * struct lync_classes - the classes of all addresses
 * @ipv4: the IPv4 addresses
 * @ipv6: the IPv6 addresses
 * @sets: the groups of each class; groups that are `any` are in none of them
 * @around: for each class one with fewer groups, that of addresses around some of its
 *	own: a lower number, but for class 0, of addresses in no group
 */
struct lync_classes {
	struct lync_trie ipv4;
	struct lync_trie ipv6;
	struct lync_sets sets;
	u16 *around;
};

/**
 * lync_class_number() - which class
 * @class: a class as it is looked up
 *
 * Return: a number below &lync_classes.sets.n.
 */
static inline u32 lync_class_number(u32 class)
{
	return class & (LYNC_CLASS_EDGE - 1);
}

/**
 * lync_classes_build() - find the classes of a policy's addresses
 * @policy: a checked policy; not needed afterwards
 * @limits: how many classes there may be, and levels of a trie
 * @host: memory
 * @classes: filled; free it also on failure
 *
 * Context: process; yields through @host. Time grows with the prefixes.
 * Return: 0, -ENOMEM, or -E2BIG when there are too many classes.
 */
int lync_classes_build(const struct lync_policy *policy,
		       const struct lync_match_limits *limits,
		       const struct lync_host *host,
		       struct lync_classes *classes);

/**
 * lync_classes_free() - give the memory back
 * @classes: zeroed, or once given to lync_classes_build()
 * @host: what it was built with
 */
void lync_classes_free(struct lync_classes *classes,
		       const struct lync_host *host);

/**
 * lync_classes_bytes() - memory held
 * @classes: the classes
 */
size_t lync_classes_bytes(const struct lync_classes *classes);

/**
 * lync_class_find() - the class of an address
 * @classes: the classes
 * @family: one of enum lync_family
 * @addr: the address
 *
 * Context: any, packet path.
 * Return: its class.
 */
static inline u32 lync_class_find(const struct lync_classes *classes,
				  u32 family, const struct lync_addr *addr)
{
	return family == LYNC_IPV4 ? lync_trie_find4(&classes->ipv4, addr) :
				     lync_trie_find6(&classes->ipv6, addr);
}

#endif
