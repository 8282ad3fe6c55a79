// SPDX-License-Identifier: GPL-2.0-only
/*
 * Prefixes come by the million, so they are not compared with each other, which would
 * take twenty rounds, but dealt into 256 buckets by the first byte of their keys, each bucket
 * again by the next byte, until it is small enough to be sorted by insertion ("American flag
 * sort"). That is two or three rounds for a million at random, and one for each byte of the
 * key at worst. Where a bucket begins need not be remembered, as its entries have the bytes
 * that were looked at in common.
 */
#include "addr.h"
#include "policy.h"
#include "sort.h"

enum lync_sort_bounds {
	LYNC_SORT_BUCKETS = 256,	/* one for each value of a byte */
	LYNC_SORT_ENTRY = 8,		/* words of an entry at most */
};

/**
 * struct lync_sorting - an array that is being sorted
 * @base: the entries
 * @n: how many
 * @size: bytes of an entry
 * @key: what they are sorted by
 * @host: for pauses
 * @work: entries looked at or moved so far
 */
struct lync_sorting {
	u8 *base;
	u32 n;
	size_t size;
	const struct lync_sort_key *key;
	const struct lync_host *host;
	u32 work;
};

/**
 * struct lync_buckets - the buckets of entries that are being dealt
 * @next: of each bucket the first entry that may not belong there
 * @ends: where it ends
 */
struct lync_buckets {
	u32 next[LYNC_SORT_BUCKETS];
	u32 ends[LYNC_SORT_BUCKETS];
};

/* as lync_sort_long() wants entries */
static_assert(!offsetof(struct lync_prefix4, addr) &&
	      !offsetof(struct lync_prefix6, addr));
static_assert(sizeof(struct lync_prefix4) % sizeof(u32) == 0 &&
	      sizeof(struct lync_prefix6) % sizeof(u32) == 0);
static_assert(sizeof(struct lync_prefix6) <= LYNC_SORT_ENTRY * sizeof(u32));

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

static u8 *lync_sort_entry(struct lync_sorting *sorting, u32 i)
{
	return sorting->base + i * sorting->size;
}

/* Most entries are prefixes, for which a call would cost more than the copy. */
static void lync_sort_copy(struct lync_sorting *sorting, void *to,
			   const void *from)
{
	if (sorting->size == sizeof(struct lync_prefix4))
		memcpy(to, from, sizeof(struct lync_prefix4));
	else if (sorting->size == sizeof(struct lync_prefix6))
		memcpy(to, from, sizeof(struct lync_prefix6));
	else
		memcpy(to, from, sorting->size);
}

/* Called for each entry that is looked at or moved. */
static void lync_sort_relax(struct lync_sorting *sorting)
{
	if (++sorting->work % LYNC_SORT_PIECE == 0)
		sorting->host->relax();
}

int lync_sort_compare(const struct lync_sort_key *key, const void *a,
		      const void *b)
{
	int order = lync_words_compare(a, b, key->words);

	if (order || !key->last)
		return order;
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
static u32 lync_sort_bucket_end(struct lync_sorting *sorting, u32 begin, u32 k)
{
	const u8 *first = lync_sort_entry(sorting, begin);
	u32 i;

	if (!k)
		return sorting->n;
	for (i = begin + 1; i < sorting->n; i++) {
		lync_sort_relax(sorting);
		if (!lync_sort_alike(first, lync_sort_entry(sorting, i), k))
			break;
	}
	return i;
}

/* Where each bucket begins and ends, if there is more than one. */
static bool lync_sort_count(struct lync_sorting *sorting, u32 begin,
			    u32 end, u32 k, struct lync_buckets *buckets)
{
	const u8 *entry = lync_sort_entry(sorting, begin);
	u32 first = lync_sort_byte(sorting->key, entry, k);
	u32 i, bucket, at = begin;

	memset(buckets, 0, sizeof(*buckets));
	for (i = begin; i < end; i++, entry += sorting->size) {
		buckets->ends[lync_sort_byte(sorting->key, entry, k)]++;
		lync_sort_relax(sorting);
	}
	if (buckets->ends[first] == end - begin)
		return false;
	for (bucket = 0; bucket < LYNC_SORT_BUCKETS; bucket++) {
		buckets->next[bucket] = at;
		at += buckets->ends[bucket];
		buckets->ends[bucket] = at;
	}
	return true;
}

/* Swaps each entry into its bucket. */
static void lync_sort_deal(struct lync_sorting *sorting, u32 k,
			   struct lync_buckets *buckets)
{
	u32 aside[LYNC_SORT_ENTRY];
	u32 bucket = 0, belongs;
	u8 *here, *there;

	while (bucket < LYNC_SORT_BUCKETS) {
		if (buckets->next[bucket] == buckets->ends[bucket]) {
			bucket++;
			continue;
		}
		here = lync_sort_entry(sorting, buckets->next[bucket]);
		belongs = lync_sort_byte(sorting->key, here, k);
		there = lync_sort_entry(sorting, buckets->next[belongs]++);
		if (here != there) {
			lync_sort_copy(sorting, aside, here);
			lync_sort_copy(sorting, here, there);
			lync_sort_copy(sorting, there, aside);
		}
		lync_sort_relax(sorting);
	}
}

/* Deals what is alike in @k bytes by the next one. False when that is few everywhere. */
static bool lync_sort_round(struct lync_sorting *sorting, u32 k,
			    struct lync_buckets *buckets)
{
	bool was_long = false;
	u32 begin, end;

	for (begin = 0; begin < sorting->n; begin = end) {
		end = lync_sort_bucket_end(sorting, begin, k);
		if (end - begin <= LYNC_SORT_FEW)
			continue;
		was_long = true;
		if (lync_sort_count(sorting, begin, end, k, buckets))
			lync_sort_deal(sorting, k, buckets);
	}
	return was_long;
}

/* Puts each entry behind those before it that are not greater. */
static void lync_sort_insert(struct lync_sorting *sorting)
{
	u32 aside[LYNC_SORT_ENTRY];
	size_t size = sorting->size;
	u8 *gap;
	u32 i;

	for (i = 1; i < sorting->n; i++) {
		gap = lync_sort_entry(sorting, i);
		lync_sort_relax(sorting);
		if (lync_sort_compare(sorting->key, gap - size, gap) <= 0)
			continue;
		lync_sort_copy(sorting, aside, gap);
		do {
			lync_sort_copy(sorting, gap, gap - size);
			lync_sort_relax(sorting);
			gap -= size;
		} while (gap > sorting->base &&
			 lync_sort_compare(sorting->key, gap - size, aside) > 0);
		lync_sort_copy(sorting, gap, aside);
	}
}

/* Whoever has many entries often has them sorted. */
static bool lync_sort_is_done(struct lync_sorting *sorting)
{
	u32 i;

	for (i = 1; i < sorting->n; i++) {
		if (lync_sort_compare(sorting->key,
				      lync_sort_entry(sorting, i - 1),
				      lync_sort_entry(sorting, i)) > 0)
			return false;
		lync_sort_relax(sorting);
	}
	return true;
}

int lync_sort_long(void *base, u32 n, size_t size,
		   const struct lync_sort_key *key, const struct lync_host *host)
{
	struct lync_sorting sorting = {
		.base = base, .n = n, .size = size, .key = key, .host = host,
	};
	u32 bytes = 4 * key->words + !!key->last;
	struct lync_buckets *buckets;
	u32 k = 0;

	if (lync_sort_is_done(&sorting))
		return 0;
	if (n > LYNC_SORT_FEW) {
		buckets = host->alloc(sizeof(*buckets));
		if (!buckets)
			return -ENOMEM;
		while (k < bytes && lync_sort_round(&sorting, k, buckets))
			k++;
		host->free(buckets);
	}
	lync_sort_insert(&sorting);
	return 0;
}
