// SPDX-License-Identifier: GPL-2.0-only
/* Intervals of addresses: their memory, and the binary search for one. */
#include "addr.h"
#include "spread.h"

int lync_spread_alloc(struct lync_spread *spread, u32 n,
		      const struct lync_host *host)
{
	spread->starts = host->alloc((size_t)n * spread->words *
				     sizeof(*spread->starts));
	spread->classes = host->alloc(n * sizeof(*spread->classes));
	return spread->starts && spread->classes ? 0 : -ENOMEM;
}

void lync_spread_free(struct lync_spread *spread, const struct lync_host *host)
{
	host->free(spread->starts);
	host->free(spread->classes);
	spread->starts = NULL;
	spread->classes = NULL;
}

/* Neighbours of one class became one interval, so there may be far fewer. */
int lync_spread_fit(struct lync_spread *spread, u32 capacity,
		    const struct lync_host *host)
{
	struct lync_spread fit = *spread;
	int err;

	if (spread->n == capacity)
		return 0;
	err = lync_spread_alloc(&fit, fit.n, host);
	if (err) {
		lync_spread_free(&fit, host);
		return err;
	}
	memcpy(fit.starts, spread->starts,
	       (size_t)fit.n * fit.words * sizeof(*fit.starts));
	memcpy(fit.classes, spread->classes, fit.n * sizeof(*fit.classes));
	lync_spread_free(spread, host);
	*spread = fit;
	return 0;
}

size_t lync_spread_bytes(const struct lync_spread *spread)
{
	return (size_t)spread->n * (spread->words * sizeof(*spread->starts) +
				    sizeof(*spread->classes));
}

u32 lync_spread_find(const struct lync_spread *spread, const u32 *addr)
{
	u32 words = spread->words;
	u32 low = 0, high = spread->n;
	u32 middle;

	/* interval @low begins at or before the address, @high behind it */
	while (high - low > 1) {
		middle = low + (high - low) / 2;
		if (lync_words_compare(spread->starts + middle * words, addr,
				       words) <= 0)
			low = middle;
		else
			high = middle;
	}
	return spread->classes[low];
}
