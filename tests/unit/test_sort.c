// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of sort.c. */
#include "unit.h"

#include "sort.h"

enum { LONGEST = 5 * LYNC_SORT_PIECE + 3 };

/* Seven bytes, so that entries are at odd addresses and not all is compared. */
struct entry {
	u8 order[4];
	u8 serial[3];
};

static struct entry entries[LONGEST];
static u8 seen[LONGEST];

static int entry_compare(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(entries[0].order));
}

static void entry_set(struct entry *entry, u32 order, u32 serial)
{
	u32 i;

	for (i = 0; i < 4; i++)
		entry->order[i] = order >> (24 - 8 * i);
	for (i = 0; i < 3; i++)
		entry->serial[i] = serial >> (8 * i);
}

static u32 entry_serial(const struct entry *entry)
{
	return entry->serial[0] | entry->serial[1] << 8 | entry->serial[2] << 16;
}

static void fill_reversed(u32 n)
{
	u32 i;

	for (i = 0; i < n; i++)
		entry_set(&entries[i], n - i, i);
}

static int sort_entries(u32 n)
{
	return lync_sort_long(entries, n, sizeof(entries[0]), entry_compare,
			      &unit_host);
}

/* In order, and each entry of before once. */
static void expect_sorted(u32 n)
{
	u32 i, serial;

	memset(seen, 0, sizeof(seen));
	for (i = 0; i < n; i++) {
		serial = entry_serial(&entries[i]);
		assert_true(serial < n);
		assert_int_equal(seen[serial]++, 0);
		if (i)
			assert_true(entry_compare(&entries[i - 1],
						  &entries[i]) <= 0);
	}
}

static const u32 lengths[] = {
	0, 1, 2, LYNC_SORT_PIECE - 1, LYNC_SORT_PIECE, LYNC_SORT_PIECE + 1,
	2 * LYNC_SORT_PIECE, 3 * LYNC_SORT_PIECE + 1, LONGEST,
};

static void sort_long__random_at_every_length(void **state)
{
	u32 i, n, number = unit_number("LYNC_SEED", 1);

	(void)state;
	for (i = 0; i < COUNT(lengths); i++) {
		unit_memory_reset(0);
		for (n = 0; n < lengths[i]; n++) {
			number = number * 1664525 + 1013904223;
			/* few values, so that many are equal */
			entry_set(&entries[n], number >> 20, n);
		}
		assert_int_equal(sort_entries(lengths[i]), 0);
		expect_sorted(lengths[i]);
		assert_int_equal(unit_memory.live, 0);
	}
}

static void sort_long__reversed(void **state)
{
	(void)state;
	unit_memory_reset(0);
	fill_reversed(LONGEST);
	assert_int_equal(sort_entries(LONGEST), 0);
	expect_sorted(LONGEST);
	assert_int_equal(entry_serial(&entries[0]), LONGEST - 1);
}

static int number_compare(const void *a, const void *b)
{
	u64 left = *(const u64 *)a, right = *(const u64 *)b;

	return left < right ? -1 : left > right;
}

/*
 * Numbers of eight bytes, as most that is sorted: runs in order, of which the first
 * begins with the highest; an odd number of them, of different lengths, and short ones
 * between and at the end.
 */
static void sort_long__runs(void **state)
{
	static const u32 ends[] = {
		LYNC_SORT_PIECE + 7, LYNC_SORT_PIECE + 9, 3 * LYNC_SORT_PIECE,
		5 * LYNC_SORT_PIECE - 1, LONGEST,
	};
	static u64 numbers[LONGEST];
	u32 i, run, begin = 0;

	(void)state;
	unit_memory_reset(0);
	for (run = 0; run < COUNT(ends); begin = ends[run++])
		for (i = begin; i < ends[run]; i++)
			numbers[i] = LONGEST - ends[run] + (i - begin);
	assert_int_equal(lync_sort_long(numbers, LONGEST, sizeof(numbers[0]),
					number_compare, &unit_host), 0);
	/* each number is there once */
	for (i = 0; i < LONGEST; i++)
		assert_int_equal(numbers[i], i);
	assert_int_equal(unit_memory.live, 0);
}

static void sort_long__in_order_takes_no_memory(void **state)
{
	u32 n;

	(void)state;
	unit_memory_reset(1);
	for (n = 0; n < LONGEST; n++)
		entry_set(&entries[n], n / 2, n);
	assert_int_equal(sort_entries(LONGEST), 0);
	assert_int_equal(unit_memory.asked, 0);
	expect_sorted(LONGEST);
	assert_int_equal(entry_serial(&entries[LONGEST - 1]), LONGEST - 1);
}

static void sort_long__short_takes_no_memory(void **state)
{
	(void)state;
	unit_memory_reset(1);
	fill_reversed(LYNC_SORT_PIECE);
	assert_int_equal(sort_entries(LYNC_SORT_PIECE), 0);
	assert_int_equal(unit_memory.asked, 0);
	expect_sorted(LYNC_SORT_PIECE);
}

static void sort_long__no_memory(void **state)
{
	(void)state;
	unit_memory_reset(1);
	fill_reversed(LONGEST);
	assert_int_equal(sort_entries(LONGEST), -ENOMEM);
	assert_int_equal(unit_memory.live, 0);
}

/* Each piece when it is sorted, and as often in each of the three merges. */
static void sort_long__pauses(void **state)
{
	(void)state;
	unit_memory_reset(0);
	fill_reversed(LONGEST);
	assert_int_equal(sort_entries(LONGEST), 0);
	assert_true(unit_memory.relaxed >= 4 * (LONGEST / LYNC_SORT_PIECE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sort_long__random_at_every_length),
		cmocka_unit_test(sort_long__reversed),
		cmocka_unit_test(sort_long__runs),
		cmocka_unit_test(sort_long__in_order_takes_no_memory),
		cmocka_unit_test(sort_long__short_takes_no_memory),
		cmocka_unit_test(sort_long__no_memory),
		cmocka_unit_test(sort_long__pauses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
