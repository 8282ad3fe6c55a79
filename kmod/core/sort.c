// SPDX-License-Identifier: GPL-2.0-only
/*
 * Prefixes come by the million, so they are not compared with each other, which would
 * take twenty rounds, but dealt into 256 heaps by the first byte of their keys, each heap
 * again by the next byte, until it is small enough to be sorted by insertion: two or three
 * rounds for a million. Where a heap begins need not be remembered, as its entries have the
 * bytes that were looked at in common.
 */
#include "policy.h"
#include "sort.h"

enum lync_sort_sizes {
	LYNC_SORT_HEAPS = 256,		/* one for each value of a byte */
	LYNC_SORT_ENTRY = 8,		/* words of an entry at most */
};

/**
 * struct lync_sorting - what stays the same from round to round
 * @base: the entries
 * @n: how many
 * @size: bytes of an entry
 * @key: what they are sorted by
 * @host: for pauses
 */
struct lync_sorting {
	u8 *base;
	u32 n;
	size_t size;
	const struct lync_sort_key *key;
	const struct lync_host *host;
};

/**
 * struct lync_heaps - the heaps of entries that are being dealt
 * @next: of each heap the first entry that may not belong there
 * @ends: where it ends
 */
struct lync_heaps {
	u32 next[LYNC_SORT_HEAPS];
	u32 ends[LYNC_SORT_HEAPS];
};

const struct lync_sort_key lync_prefix4_order = {
	.words = 1, .last = offsetof(struct lync_prefix4, len),
};

const struct lync_sort_key lync_prefix6_order = {
	.words = 4, .last = offsetof(struct lync_prefix6, len),
};

void lync_copy_long(void *to, const void *from, size_t bytes,
		    const struct lync_host *host)
{
	size_t at, piece;

	for (at = 0; at < bytes; at += piece) {
		piece = bytes - at < LYNC_COPY_PIECE ? bytes - at : LYNC_COPY_PIECE;
		memcpy((u8 *)to + at, (const u8 *)from + at, piece);
		host->relax();
	}
}

static u8 *lync_sort_entry(const struct lync_sorting *sorting, u32 i)
{
	return sorting->base + i * sorting->size;
}

/* Most entries are prefixes, for which a call would cost more than the copy. */
static void lync_sort_copy(const struct lync_sorting *sorting, void *to,
			   const void *from)
{
	if (sorting->size == sizeof(struct lync_prefix4))
		memcpy(to, from, sizeof(struct lync_prefix4));
	else if (sorting->size == sizeof(struct lync_prefix6))
		memcpy(to, from, sizeof(struct lync_prefix6));
	else
		memcpy(to, from, sorting->size);
}

static void lync_sort_relax(const struct lync_sorting *sorting, u32 i)
{
	if (i % LYNC_SORT_PIECE == 0)
		sorting->host->relax();
}

int lync_sort_compare(const struct lync_sort_key *key, const void *a,
		      const void *b)
{
	const u32 *left = a, *right = b;
	u32 i;

	for (i = 0; i < key->words; i++)
		if (left[i] != right[i])
			return left[i] < right[i] ? -1 : 1;
	if (!key->last)
		return 0;
	return ((const u8 *)a)[key->last] - ((const u8 *)b)[key->last];
}

/* Byte @k of the key, 0 is the most significant. */
static u8 lync_sort_byte(const struct lync_sort_key *key, const u8 *entry, u32 k)
{
	const u32 *words = (const u32 *)entry;

	if (k == 4 * key->words)
		return entry[key->last];
	return (u8)(words[k / 4] >> (24 - k % 4 * 8));
}

/* Have two entries the first @k bytes of the key in common, the last one aside? */
static bool lync_sort_alike(const u8 *a, const u8 *b, u32 k)
{
	const u32 *left = (const u32 *)a, *right = (const u32 *)b;
	u32 i;

	for (i = 0; i < k / 4; i++)
		if (left[i] != right[i])
			return false;
	return k % 4 == 0 || !((left[i] ^ right[i]) >> (32 - k % 4 * 8));
}

/* Where the entries end that are alike from @begin on. */
static u32 lync_sort_heap_end(const struct lync_sorting *sorting, u32 begin, u32 k)
{
	const u8 *first = lync_sort_entry(sorting, begin);
	u32 i;

	if (!k)
		return sorting->n;
	for (i = begin + 1; i < sorting->n; i++) {
		lync_sort_relax(sorting, i);
		if (!lync_sort_alike(first, lync_sort_entry(sorting, i), k))
			break;
	}
	return i;
}

/* Where each heap begins and ends, if there is more than one. */
static bool lync_sort_count(const struct lync_sorting *sorting, u32 begin,
			    u32 end, u32 k, struct lync_heaps *heaps)
{
	const u8 *entry = lync_sort_entry(sorting, begin);
	u32 first = lync_sort_byte(sorting->key, entry, k);
	u32 i, heap, at = begin;

	memset(heaps, 0, sizeof(*heaps));
	for (i = begin; i < end; i++, entry += sorting->size) {
		heaps->ends[lync_sort_byte(sorting->key, entry, k)]++;
		lync_sort_relax(sorting, i);
	}
	if (heaps->ends[first] == end - begin)
		return false;
	for (heap = 0; heap < LYNC_SORT_HEAPS; heap++) {
		heaps->next[heap] = at;
		at += heaps->ends[heap];
		heaps->ends[heap] = at;
	}
	return true;
}

/* Swaps each entry into its heap. */
static void lync_sort_deal(const struct lync_sorting *sorting, u32 k,
			   struct lync_heaps *heaps)
{
	u32 aside[LYNC_SORT_ENTRY];
	u32 heap = 0, belongs, i = 0;
	u8 *here, *there;

	while (heap < LYNC_SORT_HEAPS) {
		if (heaps->next[heap] == heaps->ends[heap]) {
			heap++;
			continue;
		}
		here = lync_sort_entry(sorting, heaps->next[heap]);
		belongs = lync_sort_byte(sorting->key, here, k);
		there = lync_sort_entry(sorting, heaps->next[belongs]++);
		if (here != there) {
			lync_sort_copy(sorting, aside, here);
			lync_sort_copy(sorting, here, there);
			lync_sort_copy(sorting, there, aside);
		}
		lync_sort_relax(sorting, ++i);
	}
}

/* Deals what is alike in @k bytes by the next one. False when that is few everywhere. */
static bool lync_sort_round(const struct lync_sorting *sorting, u32 k,
			    struct lync_heaps *heaps)
{
	bool was_long = false;
	u32 begin, end;

	for (begin = 0; begin < sorting->n; begin = end) {
		end = lync_sort_heap_end(sorting, begin, k);
		if (end - begin <= LYNC_SORT_FEW)
			continue;
		was_long = true;
		if (lync_sort_count(sorting, begin, end, k, heaps))
			lync_sort_deal(sorting, k, heaps);
	}
	return was_long;
}

/* Puts each entry behind those before it that are not greater. */
static void lync_sort_insert(const struct lync_sorting *sorting)
{
	u32 aside[LYNC_SORT_ENTRY];
	size_t size = sorting->size;
	u8 *gap;
	u32 i;

	for (i = 1; i < sorting->n; i++) {
		gap = lync_sort_entry(sorting, i);
		lync_sort_relax(sorting, i);
		if (lync_sort_compare(sorting->key, gap - size, gap) <= 0)
			continue;
		lync_sort_copy(sorting, aside, gap);
		do {
			lync_sort_copy(sorting, gap, gap - size);
			gap -= size;
		} while (gap > sorting->base &&
			 lync_sort_compare(sorting->key, gap - size, aside) > 0);
		lync_sort_copy(sorting, gap, aside);
	}
}

/* Whoever has many entries often has them sorted. */
static bool lync_sort_is_done(const struct lync_sorting *sorting)
{
	u32 i;

	for (i = 1; i < sorting->n; i++) {
		if (lync_sort_compare(sorting->key,
				      lync_sort_entry(sorting, i - 1),
				      lync_sort_entry(sorting, i)) > 0)
			return false;
		lync_sort_relax(sorting, i);
	}
	return true;
}

int lync_sort_long(void *base, u32 n, size_t size,
		   const struct lync_sort_key *key, const struct lync_host *host)
{
	const struct lync_sorting sorting = {
		.base = base, .n = n, .size = size, .key = key, .host = host,
	};
	u32 bytes = 4 * key->words + !!key->last;
	struct lync_heaps *heaps;
	u32 k = 0;

	if (lync_sort_is_done(&sorting))
		return 0;
	if (n > LYNC_SORT_FEW) {
		heaps = host->alloc(sizeof(*heaps));
		if (!heaps)
			return -ENOMEM;
		while (k < bytes && lync_sort_round(&sorting, k, heaps))
			k++;
		host->free(heaps);
	}
	lync_sort_insert(&sorting);
	return 0;
}
