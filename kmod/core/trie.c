// SPDX-License-Identifier: GPL-2.0-only
/* The trie: what is not on the packet path. */
#include "addr.h"
#include "trie_look_up.h"

u32 lync_run_halve(const struct lync_intervals *half, u32 first, u32 n, u64 key,
		   bool is_wide)
{
	u32 step;

	for (; n > 1; n -= step) {
		step = n / 2;
		if (lync_interval_start(half, first + step, is_wide) <= key)
			first += step;
	}
	return first;
}

u32 lync_trie_find4(const struct lync_trie *trie, const struct lync_addr *addr)
{
	return lync_trie_look_up4(trie, addr->w[0]);
}

u32 lync_trie_find6(const struct lync_trie *trie, const struct lync_addr *addr)
{
	return lync_trie_look_up6(trie, lync_addr_upper(addr),
				  lync_addr_lower(addr));
}

void lync_trie_free(struct lync_trie *trie, const struct lync_host *host)
{
	host->free(trie->half[LYNC_TRIE_UPPER].block);
	host->free(trie->half[LYNC_TRIE_UPPER].heads);
	host->free(trie->half[LYNC_TRIE_LOWER].block);
	host->free(trie->nodes);
	host->free(trie->slots);
	memset(trie, 0, sizeof(*trie));
}

size_t lync_trie_bytes(const struct lync_trie *trie)
{
	return lync_intervals_bytes(trie, LYNC_TRIE_UPPER) +
	       lync_heads_bytes(trie) +
	       lync_intervals_bytes(trie, LYNC_TRIE_LOWER) +
	       trie->n_nodes * sizeof(*trie->nodes) +
	       trie->n_slots * sizeof(*trie->slots);
}
