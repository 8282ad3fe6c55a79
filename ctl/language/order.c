// SPDX-License-Identifier: GPL-2.0-only
/* Prefixes in order, each once. */
#include "arena.h"
#include "core/sort.h"
#include "host.h"
#include "order.h"

/* Equal ones stand side by side. */
static u32 order_unique(char *at, u32 n, size_t size,
			const struct lync_sort_key *key)
{
	u32 i, kept = 0;

	for (i = 1; i < n; i++)
		if (lync_sort_compare(key, at + kept * size, at + i * size) &&
		    ++kept != i)
			memcpy(at + kept * size, at + i * size, size);
	return n ? kept + 1 : 0;
}

static u32 order_all(void *prefixes, u32 n, size_t size,
		     const struct lync_sort_key *key)
{
	if (lync_sort_long(prefixes, n, size, key, &host_heap))
		memory_exhausted();
	return order_unique(prefixes, n, size, key);
}

u32 prefixes4_order(struct lync_prefix4 *prefixes, u32 n)
{
	return order_all(prefixes, n, sizeof(*prefixes), &lync_prefix4_order);
}

u32 prefixes6_order(struct lync_prefix6 *prefixes, u32 n)
{
	return order_all(prefixes, n, sizeof(*prefixes), &lync_prefix6_order);
}
