// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of sort.c. */
#include "unit.h"

#include "policy.h"
#include "sort.h"

enum { LONGEST = 5 * LYNC_SORT_PIECE + 3 };

/* Of a size of its own, and not all of it is compared. */
struct entry {
	u32 order;
	u32 serial;
	u8 aside;
	u8 last;
};

static const struct lync_sort_key entry_key = {
	.words = 1, .last = offsetof(struct entry, last),
};

static struct entry entries[LONGEST];
static u8 seen[LONGEST];

static void entry_set(struct entry *entry, u32 order, u8 last, u32 serial)
{
	*entry = (struct entry){ .order = order, .last = last,
				 .serial = serial };
}

static void fill_reversed(u32 n)
{
	u32 i;

	for (i = 0; i < n; i++)
		entry_set(&entries[i], (n - i) << 8, 0, i);
}

static int sort_entries(u32 n)
{
	return lync_sort_long(entries, n, sizeof(entries[0]), &entry_key,
			      &unit_host);
}

/* In order, and each entry of before once. */
static void expect_sorted(u32 n)
{
	const struct entry *a, *b;
	u32 i;

	memset(seen, 0, sizeof(seen));
	for (i = 0; i < n; i++) {
		a = &entries[i - !!i];
		b = &entries[i];
		assert_true(b->serial < n);
		assert_int_equal(seen[b->serial]++, 0);
		assert_int_equal(b->aside, 0);
		assert_true(a->order < b->order ||
			    (a->order == b->order && a->last <= b->last));
		assert_true(lync_sort_compare(&entry_key, a, b) <= 0);
	}
}

static const u32 lengths[] = {
	0, 1, 2, LYNC_SORT_FEW, LYNC_SORT_FEW + 1,
	LYNC_SORT_PIECE - 1, LYNC_SORT_PIECE, LYNC_SORT_PIECE + 1,
	2 * LYNC_SORT_PIECE, 3 * LYNC_SORT_PIECE + 1, LONGEST,
};

/* Few values of some bits, so that many are equal in these, or in all. */
static void sort_long__random_at_every_length(void **state)
{
	static const u32 masks[] = { 0xffffffff, 0xff, 0xff000000, 0x00030300,
				     0x0f0f0f0f, 0 };
	u32 i, j, n, number = unit_number("LYNC_SEED", 1);

	(void)state;
	for (i = 0; i < COUNT(lengths); i++) {
		for (j = 0; j < COUNT(masks); j++) {
			unit_memory_reset(0);
			for (n = 0; n < lengths[i]; n++) {
				number = number * 1664525 + 1013904223;
				entry_set(&entries[n], number & masks[j],
					  number >> 20 & j, n);
			}
			assert_int_equal(sort_entries(lengths[i]), 0);
			expect_sorted(lengths[i]);
			assert_int_equal(unit_memory.live, 0);
		}
	}
}

static void sort_long__reversed(void **state)
{
	(void)state;
	unit_memory_reset(0);
	fill_reversed(LONGEST);
	assert_int_equal(sort_entries(LONGEST), 0);
	expect_sorted(LONGEST);
	assert_int_equal(entries[0].serial, LONGEST - 1);
}

/* More of one key than insertion would take well, and others around it. */
static void sort_long__equal_keys(void **state)
{
	u32 i;

	(void)state;
	unit_memory_reset(0);
	for (i = 0; i < LONGEST; i++)
		entry_set(&entries[i], i % 3 == 2 ? LONGEST - i : 0x7f000001,
			  i % 3 == 1 ? 2 : 1, i);
	assert_int_equal(sort_entries(LONGEST), 0);
	expect_sorted(LONGEST);
}

static void prefix_set(struct lync_prefix6 *prefix, const u32 *w, u8 len)
{
	memcpy(prefix->addr.w, w, sizeof(prefix->addr.w));
	prefix->len = len;
}

/* Each word of an address counts more than those behind it, and the length least. */
static void sort_compare__prefixes(void **state)
{
	static const u32 low[] = { 1, 2, 3, 4 };
	struct lync_prefix4 a4 = { 0x0a000000, 2, 8 };
	struct lync_prefix4 b4 = { 0x0a000000, 1, 16 };
	struct lync_prefix6 a, b;
	u32 high[4], i, j;

	(void)state;
	assert_true(lync_sort_compare(&lync_prefix4_order, &a4, &b4) < 0);
	assert_true(lync_sort_compare(&lync_prefix4_order, &b4, &a4) > 0);
	b4.len = 8;
	assert_int_equal(lync_sort_compare(&lync_prefix4_order, &a4, &b4), 0);
	b4.addr = 0x8a000000;
	assert_true(lync_sort_compare(&lync_prefix4_order, &a4, &b4) < 0);
	prefix_set(&a, low, 128);
	for (i = 0; i < 4; i++) {
		for (j = 0; j < 4; j++)
			high[j] = j < i ? low[j] : j == i ? 0x80000000 : 0;
		prefix_set(&b, high, 0);
		assert_true(lync_sort_compare(&lync_prefix6_order, &a, &b) < 0);
		assert_true(lync_sort_compare(&lync_prefix6_order, &b, &a) > 0);
	}
	prefix_set(&b, low, 127);
	assert_true(lync_sort_compare(&lync_prefix6_order, &a, &b) > 0);
}

static void sort_long__in_order_takes_no_memory(void **state)
{
	u32 n;

	(void)state;
	unit_memory_reset(1);
	for (n = 0; n < LONGEST; n++)
		entry_set(&entries[n], n / 2, 0, n);
	assert_int_equal(sort_entries(LONGEST), 0);
	assert_int_equal(unit_memory.asked, 0);
	expect_sorted(LONGEST);
	assert_int_equal(entries[LONGEST - 1].serial, LONGEST - 1);
}

static void sort_long__short_takes_no_memory(void **state)
{
	(void)state;
	unit_memory_reset(1);
	fill_reversed(LYNC_SORT_FEW);
	assert_int_equal(sort_entries(LYNC_SORT_FEW), 0);
	assert_int_equal(unit_memory.asked, 0);
	expect_sorted(LYNC_SORT_FEW);
}

static void sort_long__no_memory(void **state)
{
	u32 i;

	(void)state;
	unit_memory_reset(1);
	fill_reversed(LONGEST);
	assert_int_equal(sort_entries(LONGEST), -ENOMEM);
	for (i = 0; i < LONGEST; i++)
		assert_int_equal(entries[i].serial, i);
	assert_int_equal(unit_memory.live, 0);
}

/* What is looked at or moved, each time: pauses come after every so many. */
static void sort_long__pauses(void **state)
{
	u32 n, work;

	(void)state;
	unit_memory_reset(0);
	for (n = 0; n < LONGEST; n++)
		entry_set(&entries[n], n, 0, n);
	assert_int_equal(sort_entries(LONGEST), 0);
	assert_int_equal(unit_memory.relaxed, (LONGEST - 1) / LYNC_SORT_PIECE);

	unit_memory_reset(0);
	fill_reversed(LONGEST);
	assert_int_equal(sort_entries(LONGEST), 0);
	/*
	 * By the first byte, which all have in common, they are counted; by the second
	 * and the third their buckets are measured, they are counted and dealt; by the
	 * fourth their buckets, of one entry each, are measured; and at last they are
	 * looked at once more.
	 */
	work = LONGEST + 2 * 3 * LONGEST + LONGEST + LONGEST;
	/* the first bucket of all has no other entry before it */
	assert_in_range(unit_memory.relaxed, (work - 4) / LYNC_SORT_PIECE,
			work / LYNC_SORT_PIECE);

	/* as many as insertion may be left with, each bucket reversed */
	unit_memory_reset(0);
	for (n = 0; n < LONGEST; n++)
		entry_set(&entries[n], n / LYNC_SORT_FEW,
			  LYNC_SORT_FEW - n % LYNC_SORT_FEW, n);
	assert_int_equal(sort_entries(LONGEST), 0);
	expect_sorted(LONGEST);
	work = LONGEST / 2 * (LYNC_SORT_FEW - 1);
	assert_true(unit_memory.relaxed >= work / LYNC_SORT_PIECE);
}

/* Entries that differ only far behind are told apart there, and not by insertion. */
static void sort_long__prefixes_alike(void **state)
{
	static struct lync_prefix6 prefixes[LONGEST];
	static const u32 address[4] = { 0x20010db8, 0, 0, 0 };
	u32 i, word, number = 1;

	(void)state;
	for (word = 0; word <= 4; word++) {
		unit_memory_reset(0);
		for (i = 0; i < LONGEST; i++) {
			number = number * 1664525 + 1013904223;
			prefix_set(&prefixes[i], address, word < 4 ? 128 : number >> 25);
			if (word < 4)
				prefixes[i].addr.w[word] = number;
		}
		assert_int_equal(lync_sort_long(prefixes, LONGEST, sizeof(prefixes[0]),
						&lync_prefix6_order, &unit_host), 0);
		for (i = 1; i < LONGEST; i++)
			assert_true(lync_sort_compare(&lync_prefix6_order,
						      &prefixes[i - 1],
						      &prefixes[i]) <= 0);
		/* seventeen bytes, three times each, and what insertion moves */
		assert_true(unit_memory.relaxed <= (17 * 3 + LYNC_SORT_FEW) *
						   (LONGEST / LYNC_SORT_PIECE + 1));
	}
}

static void copy_long__pauses(void **state)
{
	static const size_t lengths[] = {
		0, 1, LYNC_COPY_PIECE, LYNC_COPY_PIECE + 1,
		2 * LYNC_COPY_PIECE + 7,
	};
	u8 *from = malloc(2 * LYNC_COPY_PIECE + 7);
	u8 *to = malloc(2 * LYNC_COPY_PIECE + 8);
	u32 i, at;

	(void)state;
	assert_true(from && to);
	for (at = 0; at < 2 * LYNC_COPY_PIECE + 7; at++)
		from[at] = at * 7 + at / LYNC_COPY_PIECE;
	for (i = 0; i < COUNT(lengths); i++) {
		unit_memory_reset(0);
		memset(to, 0x5a, 2 * LYNC_COPY_PIECE + 8);
		lync_copy_long(to, from, lengths[i], &unit_host);
		assert_memory_equal(to, from, lengths[i]);
		assert_int_equal(to[lengths[i]], 0x5a);
		assert_int_equal(unit_memory.relaxed,
				 (lengths[i] + LYNC_COPY_PIECE - 1) / LYNC_COPY_PIECE);
	}
	free(from);
	free(to);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sort_long__random_at_every_length),
		cmocka_unit_test(sort_long__reversed),
		cmocka_unit_test(sort_long__equal_keys),
		cmocka_unit_test(sort_compare__prefixes),
		cmocka_unit_test(sort_long__in_order_takes_no_memory),
		cmocka_unit_test(sort_long__short_takes_no_memory),
		cmocka_unit_test(sort_long__no_memory),
		cmocka_unit_test(sort_long__pauses),
		cmocka_unit_test(sort_long__prefixes_alike),
		cmocka_unit_test(copy_long__pauses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
