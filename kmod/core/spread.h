/* SPDX-License-Identifier: GPL-2.0-only */
/* The address space of one family as intervals. Private to the matcher. */
#ifndef LYNC_CORE_SPREAD_H
#define LYNC_CORE_SPREAD_H

#include "key.h"

/**
 * struct lync_spread - the addresses of one family, cut into intervals
 * @starts: first address of each interval, ascending, @words words each; the
 *	first is the lowest address there is
 * @classes: class of each interval
 * @n: number of intervals
 * @words: words of an address: 1 for IPv4, 4 for IPv6
 */
struct lync_spread {
	u32 *starts;
	u32 *classes;
	u32 n;
	u32 words;
};

/**
 * lync_spread_alloc() - room for intervals
 * @spread: its words are read, its arrays set
 * @n: how many intervals
 * @host: memory
 *
 * Return: 0 or -ENOMEM; to be freed in either case.
 */
int lync_spread_alloc(struct lync_spread *spread, u32 n,
		      const struct lync_host *host);

/**
 * lync_spread_free() - give the memory back
 * @spread: zeroed or allocated
 * @host: memory
 */
void lync_spread_free(struct lync_spread *spread, const struct lync_host *host);

/**
 * lync_spread_fit() - give back the room of intervals that did not come
 * @spread: complete
 * @capacity: intervals there is room for
 * @host: memory
 *
 * Return: 0 or -ENOMEM, @spread is as it was then.
 */
int lync_spread_fit(struct lync_spread *spread, u32 capacity,
		    const struct lync_host *host);

/**
 * lync_spread_bytes() - memory held
 * @spread: fitted
 */
size_t lync_spread_bytes(const struct lync_spread *spread);

/**
 * lync_spread_find() - the class of an address
 * @spread: complete
 * @addr: words of the address
 *
 * Context: any, packet path.
 * Return: the class of the interval the address is in.
 */
u32 lync_spread_find(const struct lync_spread *spread, const u32 *addr);

#endif
