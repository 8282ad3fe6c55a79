// SPDX-License-Identifier: GPL-2.0-only
/* Suite of core/sort.c, on the kernel's own memory. */
#include <kunit/test.h>
#include <linux/prandom.h>

#include "lync_edge.h"
#include "sort.h"

#define SORT_ENTRIES (3 * LYNC_SORT_PIECE + 1)

static void sort_long__random(struct kunit *test)
{
	static const struct lync_sort_key key = { .words = 1 };
	struct rnd_state random;
	u32 *numbers, i;
	u64 before = 0, after = 0;

	numbers = kunit_kmalloc(test, SORT_ENTRIES * sizeof(*numbers),
				GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, numbers);
	prandom_seed_state(&random, 20131);
	for (i = 0; i < SORT_ENTRIES; i++) {
		numbers[i] = prandom_u32_state(&random);
		before += numbers[i];
	}
	KUNIT_ASSERT_EQ(test, lync_sort_long(numbers, SORT_ENTRIES,
					     sizeof(*numbers), &key,
					     &lync_kernel_host), 0);
	for (i = 0; i < SORT_ENTRIES; i++) {
		after += numbers[i];
		if (i)
			KUNIT_ASSERT_LE(test, numbers[i - 1], numbers[i]);
	}
	KUNIT_EXPECT_EQ(test, before, after);
}

static struct kunit_case sort_cases[] = {
	KUNIT_CASE(sort_long__random),
	{}
};

static struct kunit_suite sort_suite = {
	.name = "lync_sort",
	.test_cases = sort_cases,
};

kunit_test_suite(sort_suite);
