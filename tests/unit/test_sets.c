// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of sets.c. */
#include "unit.h"

#include "sets.h"

static void sets_init__words_of_groups(void **state)
{
	static const struct { u32 groups, words; } cases[] = {
		{ 0, 1 }, { 1, 1 }, { 64, 1 }, { 65, 2 }, { 1024, 16 },
	};
	struct lync_sets sets;
	u32 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		lync_sets_init(&sets, cases[i].groups, 1);
		assert_int_equal(sets.words, cases[i].words);
		assert_int_equal(sets.n, 0);
	}
}

static void sets_intern__equal_sets_one_number(void **state)
{
	const u64 a[2] = { 1, 0 }, b[2] = { 0, 1 }, same[2] = { 1, 0 };
	struct lync_sets sets;
	u32 number;

	(void)state;
	unit_memory_reset(0);
	lync_sets_init(&sets, 65, 2);
	assert_int_equal(lync_sets_intern(&sets, &unit_host, a, &number), 0);
	assert_int_equal(number, 0);
	assert_int_equal(lync_sets_intern(&sets, &unit_host, b, &number), 0);
	assert_int_equal(number, 1);
	assert_int_equal(lync_sets_intern(&sets, &unit_host, same, &number), 0);
	assert_int_equal(number, 0);
	assert_int_equal(sets.n, 2);
	assert_true(lync_set_has(&sets, 0, 0));
	assert_false(lync_set_has(&sets, 0, 64));
	assert_true(lync_set_has(&sets, 1, 64));
	assert_false(lync_set_has(&sets, 1, 0));
	lync_sets_free(&sets, &unit_host);
	unit_memory_reset(0);
}

/* Numbers must survive the growing of the table, many times over. */
static void sets_intern__grows(void **state)
{
	struct lync_sets sets;
	u32 number, round;
	u64 i;

	(void)state;
	unit_memory_reset(0);
	lync_sets_init(&sets, 64, 5000);
	for (round = 0; round < 2; round++)
		for (i = 0; i < 5000; i++) {
			u64 bits = i * i;

			assert_int_equal(lync_sets_intern(&sets, &unit_host,
							  &bits, &number), 0);
			assert_int_equal(number, i);
		}
	assert_int_equal(sets.n, 5000);
	assert_true(lync_sets_bytes(&sets) >= 5000 * 12);
	lync_sets_seal(&sets, &unit_host);
	assert_int_equal(lync_sets_bytes(&sets),
			 sets.capacity * sizeof(u64));
	assert_int_equal(*lync_set_bits(&sets, 4999), 4999 * 4999);
	lync_sets_free(&sets, &unit_host);
	unit_memory_reset(0);
}

/*
 * Sets that differ in the highest bits only: with a hash that does not see these,
 * each would be looked for among all others, and this would take minutes.
 */
static void sets_intern__highest_bits(void **state)
{
	struct lync_sets sets;
	u32 number;
	u64 i;

	(void)state;
	unit_memory_reset(0);
	lync_sets_init(&sets, 128, 65535);
	for (i = 0; i < 65535; i++) {
		u64 bits[2] = { 7, i << 48 };

		assert_int_equal(lync_sets_intern(&sets, &unit_host, bits,
						  &number), 0);
		assert_int_equal(number, i);
	}
	lync_sets_free(&sets, &unit_host);
	unit_memory_reset(0);
}

static void sets_intern__too_many(void **state)
{
	u32 number, i;
	struct lync_sets sets;
	u64 bits[16] = { 0 };

	(void)state;
	unit_memory_reset(0);
	lync_sets_init(&sets, 1024, 100);
	for (i = 0; i < 100; i++) {
		bits[0] = i;
		assert_int_equal(lync_sets_intern(&sets, &unit_host, bits,
						  &number), 0);
	}
	bits[0] = 100;
	assert_int_equal(lync_sets_intern(&sets, &unit_host, bits, &number),
			 -E2BIG);
	assert_int_equal(sets.n, 100);
	/* one that is there already is still found */
	bits[0] = 7;
	assert_int_equal(lync_sets_intern(&sets, &unit_host, bits, &number), 0);
	assert_int_equal(number, 7);
	/* and no room was made for more */
	assert_int_equal(sets.capacity, 100);
	lync_sets_free(&sets, &unit_host);
	unit_memory_reset(0);
}

static void sets_intern__no_memory(void **state)
{
	struct lync_sets sets;
	u64 bits = 1;
	u32 number;
	unsigned long k;

	(void)state;
	for (k = 1; k <= 2; k++) {
		unit_memory_reset(k);
		lync_sets_init(&sets, 1, 1);
		assert_int_equal(lync_sets_intern(&sets, &unit_host, &bits,
						  &number), -ENOMEM);
		/* the next time it works: nothing was left half done */
		assert_int_equal(lync_sets_intern(&sets, &unit_host, &bits,
						  &number), 0);
		lync_sets_free(&sets, &unit_host);
	}
	unit_memory_reset(0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sets_init__words_of_groups),
		cmocka_unit_test(sets_intern__equal_sets_one_number),
		cmocka_unit_test(sets_intern__grows),
		cmocka_unit_test(sets_intern__highest_bits),
		cmocka_unit_test(sets_intern__too_many),
		cmocka_unit_test(sets_intern__no_memory),
	};

	return cmocka_run_group_tests_name("sets", tests, NULL, NULL);
}
