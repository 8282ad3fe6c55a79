// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's sort() does not pause, and a million prefixes keep it busy for longer
 * than a CPU may be kept. So runs of entries that are in order are merged, two
 * neighbours at a time, until there is one, with pauses between. What comes sorted group
 * by group has as few runs as groups; where runs are short, pieces are sorted to be some.
 */
#include "sort.h"

/**
 * struct lync_sorting - what stays the same from run to run
 * @n: entries
 * @size: bytes of an entry
 * @compare: order of two entries
 * @host: for pauses
 * @ends: where each run ends
 * @n_runs: runs; none is shorter than LYNC_SORT_PIECE, the last one aside
 */
struct lync_sorting {
	u32 n;
	size_t size;
	int (*compare)(const void *a, const void *b);
	const struct lync_host *host;
	u32 *ends;
	u32 n_runs;
};

/* Where what is in order from @begin on ends. */
static u32 lync_sort_run_end(const struct lync_sorting *sorting,
			     const char *base, u32 begin)
{
	const char *at = base + begin * sorting->size;
	u32 i;

	for (i = begin + 1; i < sorting->n; i++, at += sorting->size) {
		if (sorting->compare(at, at + sorting->size) > 0)
			return i;
		if (i % LYNC_SORT_PIECE == 0)
			sorting->host->relax();
	}
	return sorting->n;
}

/* Sorts the piece from @begin on; returns where the run ends that it begins. */
static u32 lync_sort_piece(const struct lync_sorting *sorting, char *base,
			   u32 begin)
{
	u32 left = sorting->n - begin;
	u32 n = left < LYNC_SORT_PIECE ? left : LYNC_SORT_PIECE;

	lync_sort(base + begin * sorting->size, n, sorting->size,
		  sorting->compare);
	sorting->host->relax();
	return lync_sort_run_end(sorting, base, begin + n - 1);
}

static void lync_sort_find_runs(struct lync_sorting *sorting, char *base)
{
	u32 begin, end;

	for (begin = 0; begin < sorting->n; begin = end) {
		end = lync_sort_run_end(sorting, base, begin);
		if (end - begin < LYNC_SORT_PIECE && end < sorting->n)
			end = lync_sort_piece(sorting, base, begin);
		sorting->ends[sorting->n_runs++] = end;
	}
}

static void lync_sort_copy(char *to, const char *from, size_t size)
{
	/* most entries are of that size, and a call would cost more than the copy */
	if (size == sizeof(u64))
		memcpy(to, from, sizeof(u64));
	else
		memcpy(to, from, size);
}

/* Two neighbours, from @low and from @middle on, become one in @to. */
static void lync_sort_merge(const struct lync_sorting *sorting,
			    const char *from, char *to, u32 low, u32 middle,
			    u32 high)
{
	size_t size = sorting->size;
	u32 left = low, right = middle, i, next;

	if (middle == high) {
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
		lync_sort_copy(to + i * size, from + next * size, size);
		if (i % LYNC_SORT_PIECE == 0)
			sorting->host->relax();
	}
}

/* Merges between @base and @spare, to and fro; the result is in what it returns. */
static char *lync_sort_merge_all(struct lync_sorting *sorting, char *base,
				 char *spare)
{
	char *from = base, *to = spare, *swap;
	u32 low, middle, high, i, last;

	while (sorting->n_runs > 1) {
		last = sorting->n_runs - 1;
		for (i = 0, low = 0; i <= last; i += 2, low = high) {
			middle = sorting->ends[i];
			high = sorting->ends[i < last ? i + 1 : i];
			lync_sort_merge(sorting, from, to, low, middle, high);
			sorting->ends[i / 2] = high;
		}
		sorting->n_runs = last / 2 + 1;
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
	struct lync_sorting sorting = {
		.n = n, .size = size, .compare = compare, .host = host,
	};
	char *spare, *sorted;

	if (lync_sort_run_end(&sorting, base, 0) == n)
		return 0;
	if (n <= LYNC_SORT_PIECE) {
		lync_sort(base, n, size, compare);
		return 0;
	}
	sorting.ends = host->alloc((n / LYNC_SORT_PIECE + 1) *
				   sizeof(*sorting.ends));
	spare = host->alloc(n * size);
	if (sorting.ends && spare) {
		lync_sort_find_runs(&sorting, base);
		sorted = lync_sort_merge_all(&sorting, base, spare);
		if (sorted != base)
			memcpy(base, sorted, n * size);
		host->relax();
	}
	host->free(spare);
	host->free(sorting.ends);
	return sorting.n_runs ? 0 : -ENOMEM;
}
