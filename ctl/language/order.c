// SPDX-License-Identifier: GPL-2.0-only
/*
 * Prefixes in order, each once.
 *
 * Long lists are dealt into 256 heaps by the first byte of the address, each heap
 * again by the next byte, until it is small enough to be sorted by insertion. That is
 * two or three rounds for a million prefixes, where comparing needs twenty.
 */
#include "core/addr.h"
#include "order.h"

/* What insertion is quicker with. */
#define FEW 32
/* One for each value of a byte. */
#define HEAPS 256

/**
 * struct order - what is sorted, and how
 * @size: bytes of a prefix
 * @bytes: bytes of an address
 * @compare: order of two prefixes
 */
struct order {
	size_t size;
	u32 bytes;
	int (*compare)(const void *a, const void *b);
};

/* Prefixes of both versions begin with the words of the address. */
_Static_assert(!offsetof(struct lync_prefix4, addr) &&
	       !offsetof(struct lync_prefix6, addr), "the address comes first");

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

/* One byte of an address, 0 is the most significant. */
static u8 byte_of(const char *prefix, u32 index)
{
	const u32 *words = (const u32 *)prefix;

	return (u8)(words[index / 4] >> (24 - index % 4 * 8));
}

/* Where each heap ends, if there is more than one. */
static bool order_count(const struct order *order, const char *at, u32 n,
			u32 index, u32 ends[HEAPS])
{
	const char *prefix = at, *end = at + n * order->size;
	u8 first = byte_of(at, index);
	u32 i;

	memset(ends, 0, HEAPS * sizeof(*ends));
	for (; prefix < end; prefix += order->size)
		ends[byte_of(prefix, index)]++;
	if (ends[first] == n)
		return false;
	for (i = 1; i < HEAPS; i++)
		ends[i] += ends[i - 1];
	return true;
}

/* Of one of two sizes that the compiler knows. */
static void order_copy(const struct order *order, void *to, const void *from)
{
	if (order->size == sizeof(struct lync_prefix4))
		memcpy(to, from, sizeof(struct lync_prefix4));
	else
		memcpy(to, from, sizeof(struct lync_prefix6));
}

static void order_swap(const struct order *order, char *a, char *b)
{
	struct lync_prefix6 aside;

	order_copy(order, &aside, a);
	order_copy(order, a, b);
	order_copy(order, b, &aside);
}

/* Swaps each prefix into its heap. */
static void order_deal(const struct order *order, char *at, u32 index,
		       const u32 ends[HEAPS])
{
	u32 next[HEAPS] = { 0 };
	u32 heap = 0;
	u8 belongs;

	memcpy(next + 1, ends, sizeof(next) - sizeof(*next));
	while (heap < HEAPS) {
		if (next[heap] == ends[heap]) {
			heap++;
			continue;
		}
		belongs = byte_of(at + next[heap] * order->size, index);
		if (belongs != heap)
			order_swap(order, at + next[heap] * order->size,
				   at + next[belongs] * order->size);
		next[belongs]++;
	}
}

/* Puts each prefix behind those before it that are not greater. */
static void order_few(const struct order *order, char *at, u32 n)
{
	size_t size = order->size;
	struct lync_prefix6 aside;
	char *end = at + n * size, *next, *gap;

	for (next = at + size; next < end; next += size) {
		order_copy(order, &aside, next);
		for (gap = next; gap > at; gap -= size) {
			if (order->compare(gap - size, &aside) <= 0)
				break;
			order_copy(order, gap, gap - size);
		}
		order_copy(order, gap, &aside);
	}
}

/* Sorts prefixes whose addresses have their first @index bytes in common. */
static void order_from(const struct order *order, char *at, u32 n, u32 index)
{
	u32 ends[HEAPS];
	u32 i, begin;

	while (n > FEW && index < order->bytes &&
	       !order_count(order, at, n, index, ends))
		index++;
	if (n <= FEW) {
		order_few(order, at, n);
		return;
	}
	/* the same address, with many lengths or many times */
	if (index == order->bytes) {
		lync_sort(at, n, order->size, order->compare);
		return;
	}
	order_deal(order, at, index, ends);
	for (i = 0, begin = 0; i < HEAPS; begin = ends[i++])
		if (ends[i] - begin > 1)
			order_from(order, at + begin * order->size,
				   ends[i] - begin, index + 1);
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
		.compare = prefix4_compare,
	};

	return order_all(&order, prefixes, n);
}

u32 prefixes6_order(struct lync_prefix6 *prefixes, u32 n)
{
	const struct order order = {
		.size = sizeof(*prefixes), .bytes = 16,
		.compare = prefix6_compare,
	};

	return order_all(&order, prefixes, n);
}
