// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's sort() does not pause, and a million prefixes keep it busy for longer
 * than a CPU may be kept. So pieces are sorted, then merged into wider ones until there
 * is one, with pauses between.
 */
#include "sort.h"

/**
 * struct lync_sorting - what stays the same from piece to piece
 * @n: entries
 * @size: bytes of an entry
 * @compare: order of two entries
 * @host: for pauses
 */
struct lync_sorting {
	u32 n;
	size_t size;
	int (*compare)(const void *a, const void *b);
	const struct lync_host *host;
};

static u32 lync_sort_end(const struct lync_sorting *sorting, u32 from, u32 width)
{
	return sorting->n - from < width ? sorting->n : from + width;
}

static bool lync_sort_is_done(const struct lync_sorting *sorting,
			      const char *base, u32 n)
{
	const char *at = base;
	u32 i;

	for (i = 1; i < n; i++, at += sorting->size) {
		if (sorting->compare(at, at + sorting->size) > 0)
			return false;
		if (i % LYNC_SORT_PIECE == 0)
			sorting->host->relax();
	}
	return true;
}

static void lync_sort_pieces(const struct lync_sorting *sorting, char *base)
{
	u32 low, high;
	char *piece;

	for (low = 0; low < sorting->n; low = high) {
		high = lync_sort_end(sorting, low, LYNC_SORT_PIECE);
		piece = base + low * sorting->size;
		if (!lync_sort_is_done(sorting, piece, high - low))
			lync_sort(piece, high - low, sorting->size,
				  sorting->compare);
		sorting->host->relax();
	}
}

/* Two neighbours, from @low and from @middle on, become one in @to. */
static void lync_sort_merge(const struct lync_sorting *sorting,
			    const char *from, char *to, u32 low, u32 middle,
			    u32 high)
{
	size_t size = sorting->size;
	u32 left = low, right = middle, i, next;

	/* what comes sorted group by group is mostly in order */
	if (middle == high || sorting->compare(from + (middle - 1) * size,
					       from + middle * size) <= 0) {
		memcpy(to + low * size, from + low * size, (high - low) * size);
		sorting->host->relax();
		return;
	}
	for (i = low; i < high; i++) {
		if (right == high || (left < middle &&
				      sorting->compare(from + left * size,
						       from + right * size) <= 0))
			next = left++;
		else
			next = right++;
		memcpy(to + i * size, from + next * size, size);
		if (i % LYNC_SORT_PIECE == 0)
			sorting->host->relax();
	}
}

/* Merges between @base and @spare, to and fro; the result is in what it returns. */
static char *lync_sort_merge_all(const struct lync_sorting *sorting, char *base,
				 char *spare)
{
	char *from = base, *to = spare, *swap;
	u32 width, low, middle, high;

	for (width = LYNC_SORT_PIECE; width < sorting->n; width *= 2) {
		for (low = 0; low < sorting->n; low = high) {
			middle = lync_sort_end(sorting, low, width);
			high = lync_sort_end(sorting, middle, width);
			lync_sort_merge(sorting, from, to, low, middle, high);
		}
		swap = from;
		from = to;
		to = swap;
	}
	return from;
}

int lync_sort_long(void *base, u32 n, size_t size,
		   int (*compare)(const void *, const void *),
		   const struct lync_host *host)
{
	const struct lync_sorting sorting = {
		.n = n, .size = size, .compare = compare, .host = host,
	};
	char *spare, *sorted;

	if (lync_sort_is_done(&sorting, base, n))
		return 0;
	lync_sort_pieces(&sorting, base);
	if (n <= LYNC_SORT_PIECE)
		return 0;
	spare = host->alloc(n * size);
	if (!spare)
		return -ENOMEM;
	sorted = lync_sort_merge_all(&sorting, base, spare);
	if (sorted != base)
		memcpy(base, sorted, n * size);
	host->relax();
	host->free(spare);
	return 0;
}
