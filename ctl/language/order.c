// SPDX-License-Identifier: GPL-2.0-only
/*
 * Prefixes in order, each once.
 *
 * Long lists are dealt into 256 heaps by the first byte of the address, each heap
 * again by the next byte, until it is small enough for an ordinary sort. That is
 * two or three rounds for a million prefixes, where comparing needs twenty.
 */
#include "core/addr.h"
#include "order.h"

/* What an ordinary sort is quicker with. */
#define FEW 64

/**
 * struct order - what is sorted, and how
 * @size: bytes of a prefix
 * @bytes: bytes of an address
 * @byte: one byte of an address, 0 is the most significant
 * @compare: order of two prefixes
 */
struct order {
	size_t size;
	u32 bytes;
	u8 (*byte)(const void *prefix, u32 index);
	int (*compare)(const void *a, const void *b);
};

int prefix4_compare(const void *a, const void *b)
{
	const struct lync_prefix4 *pa = a, *pb = b;

	if (pa->addr != pb->addr)
		return pa->addr < pb->addr ? -1 : 1;
	return pa->len - pb->len;
}

int prefix6_compare(const void *a, const void *b)
{
	const struct lync_prefix6 *pa = a, *pb = b;
	int order = lync_words_compare(pa->addr.w, pb->addr.w, 4);

	return order ? order : pa->len - pb->len;
}

static u8 prefix4_byte(const void *prefix, u32 index)
{
	const struct lync_prefix4 *prefix4 = prefix;

	return (u8)(prefix4->addr >> (24 - index * 8));
}

static u8 prefix6_byte(const void *prefix, u32 index)
{
	const struct lync_prefix6 *prefix6 = prefix;

	return (u8)(prefix6->addr.w[index / 4] >> (24 - index % 4 * 8));
}

/* Where each heap ends, if there is more than one. */
static bool order_count(const struct order *order, const char *at, u32 n,
			u32 index, u32 ends[256])
{
	const char *prefix = at, *end = at + n * order->size;
	u8 first = order->byte(at, index);
	u32 i;

	memset(ends, 0, 256 * sizeof(*ends));
	for (; prefix < end; prefix += order->size)
		ends[order->byte(prefix, index)]++;
	if (ends[first] == n)
		return false;
	for (i = 1; i < 256; i++)
		ends[i] += ends[i - 1];
	return true;
}

static void order_swap(const struct order *order, char *a, char *b)
{
	char aside[sizeof(struct lync_prefix6)];

	memcpy(aside, a, order->size);
	memcpy(a, b, order->size);
	memcpy(b, aside, order->size);
}

/* Swaps each prefix into its heap. */
static void order_deal(const struct order *order, char *at, u32 index,
		       const u32 ends[256])
{
	u32 next[256] = { 0 };
	u32 heap = 0;
	u8 belongs;

	memcpy(next + 1, ends, sizeof(next) - sizeof(*next));
	while (heap < 256) {
		if (next[heap] == ends[heap]) {
			heap++;
			continue;
		}
		belongs = order->byte(at + next[heap] * order->size, index);
		if (belongs != heap)
			order_swap(order, at + next[heap] * order->size,
				   at + next[belongs] * order->size);
		next[belongs]++;
	}
}

/* Sorts prefixes whose addresses have their first @index bytes in common. */
static void order_from(const struct order *order, char *at, u32 n, u32 index)
{
	u32 ends[256];
	u32 i, begin;

	while (n > FEW && index < order->bytes &&
	       !order_count(order, at, n, index, ends))
		index++;
	if (n <= FEW || index == order->bytes) {
		lync_sort(at, n, order->size, order->compare);
		return;
	}
	order_deal(order, at, index, ends);
	for (i = 0, begin = 0; i < 256; begin = ends[i++])
		order_from(order, at + begin * order->size, ends[i] - begin,
			   index + 1);
}

static u32 order_unique(const struct order *order, char *at, u32 n)
{
	size_t size = order->size;
	u32 i, kept = 0;

	for (i = 1; i < n; i++)
		if (order->compare(at + kept * size, at + i * size) &&
		    ++kept != i)
			memcpy(at + kept * size, at + i * size, size);
	return n ? kept + 1 : 0;
}

/* Whoever has many prefixes often has them sorted. */
static bool order_is_done(const struct order *order, const char *at, u32 n)
{
	u32 i;

	for (i = 1; i < n; i++, at += order->size)
		if (order->compare(at, at + order->size) >= 0)
			return false;
	return true;
}

static u32 order_all(const struct order *order, void *prefixes, u32 n)
{
	if (order_is_done(order, prefixes, n))
		return n;
	order_from(order, prefixes, n, 0);
	return order_unique(order, prefixes, n);
}

u32 prefixes4_order(struct lync_prefix4 *prefixes, u32 n)
{
	const struct order order = {
		.size = sizeof(*prefixes), .bytes = 4,
		.byte = prefix4_byte, .compare = prefix4_compare,
	};

	return order_all(&order, prefixes, n);
}

u32 prefixes6_order(struct lync_prefix6 *prefixes, u32 n)
{
	const struct order order = {
		.size = sizeof(*prefixes), .bytes = 16,
		.byte = prefix6_byte, .compare = prefix6_compare,
	};

	return order_all(&order, prefixes, n);
}
