// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of cross.c. */
#include "unit.h"

#include "cross.h"
#include "random_policy.h"

enum {
	N_ROWS = 130,	/* three words */
	N_LEFT = 7,
	N_RIGHT = 5,
};

static struct lync_sets left, right, out;
static struct lync_cross cross;
static struct lync_cross_rows rows;

/* @n sets, of which none has a row that is no multiple of @step. */
static void fill(struct lync_sets *sets, u32 n, u32 step,
		 struct random_source *source)
{
	u64 bits[3];
	u32 number, row;

	lync_sets_init(sets, N_ROWS, 65535);
	while (sets->n < n) {
		memset(bits, 0, sizeof(bits));
		/* the first set is empty */
		for (row = 0; sets->n && row < N_ROWS; row += step)
			bits[row / 64] |= (u64)random_below(source, 2)
					  << row % 64;
		assert_int_equal(lync_sets_intern(sets, &unit_host, bits,
						  &number), 0);
	}
}

static void begin(void)
{
	struct random_source source = { .state = 1 };

	unit_memory_reset(0);
	fill(&left, N_LEFT, 3, &source);
	fill(&right, N_RIGHT, 1, &source);
	lync_sets_init(&out, N_ROWS, 65535);
	memset(&cross, 0, sizeof(cross));
	memset(&rows, 0, sizeof(rows));
}

static void drop(void)
{
	lync_sets_free(&left, &unit_host);
	lync_sets_free(&right, &unit_host);
	lync_sets_free(&out, &unit_host);
	lync_cross_free(&cross, &unit_host);
	unit_host.free(rows.table);
	unit_memory_reset(0);
}

static void cross_sets__every_pair(void **state)
{
	u32 l, r, row, number;

	(void)state;
	begin();
	assert_int_equal(lync_cross_sets(&cross, &left, &right, &out, 1000,
					 &unit_host), 0);
	assert_int_equal(cross.n_left, N_LEFT);
	assert_int_equal(cross.n_right, N_RIGHT);
	assert_int_equal(lync_cross_bytes(&cross), N_LEFT * N_RIGHT * 4);
	for (l = 0; l < N_LEFT; l++)
		for (r = 0; r < N_RIGHT; r++) {
			number = cross.table[l * N_RIGHT + r];
			assert_true(number < out.n);
			for (row = 0; row < N_ROWS; row++)
				assert_int_equal(lync_set_has(&out, number, row),
						 lync_set_has(&left, l, row) &&
						 lync_set_has(&right, r, row));
		}
	/* the empty set on either side: one set for all of these */
	assert_int_equal(out.n, (N_LEFT - 1) * (N_RIGHT - 1) + 1);
	drop();
}

static void cross_sets__as_many_entries_as_may_be(void **state)
{
	(void)state;
	begin();
	assert_int_equal(lync_cross_sets(&cross, &left, &right, &out,
					 N_LEFT * N_RIGHT, &unit_host), 0);
	drop();
	begin();
	assert_int_equal(lync_cross_sets(&cross, &left, &right, &out,
					 N_LEFT * N_RIGHT - 1, &unit_host),
			 -E2BIG);
	assert_null(cross.table);
	assert_int_equal(lync_cross_bytes(&cross), 0);
	assert_int_equal(lync_cross_sets(&cross, &left, &right, &out, 0,
					 &unit_host), -E2BIG);
	drop();
}

static void cross_sets__as_many_sets_as_may_be(void **state)
{
	u32 n = (N_LEFT - 1) * (N_RIGHT - 1) + 1;

	(void)state;
	begin();
	lync_sets_init(&out, N_ROWS, n);
	assert_int_equal(lync_cross_sets(&cross, &left, &right, &out, 1000,
					 &unit_host), 0);
	drop();
	begin();
	lync_sets_init(&out, N_ROWS, n - 1);
	assert_int_equal(lync_cross_sets(&cross, &left, &right, &out, 1000,
					 &unit_host), -E2BIG);
	drop();
}

static void cross_lead_on__multiplies(void **state)
{
	u32 i, before[N_LEFT * N_RIGHT];

	(void)state;
	begin();
	assert_int_equal(lync_cross_sets(&cross, &left, &right, &out, 1000,
					 &unit_host), 0);
	memcpy(before, cross.table, sizeof(before));
	lync_cross_lead_on(&cross, 9);
	for (i = 0; i < COUNT(before); i++)
		assert_int_equal(cross.table[i], 9 * before[i]);
	drop();
	/* a table that was not built has no entries */
	lync_cross_lead_on(&cross, 9);
}

static u32 first_in_both(u32 l, u32 r)
{
	u32 row;

	for (row = 0; row < N_ROWS; row++)
		if (lync_set_has(&left, l, row) && lync_set_has(&right, r, row))
			return row;
	return LYNC_NO_ROW;
}

static void cross_rows__first_of_every_pair(void **state)
{
	u32 l, r, none = 0;

	(void)state;
	begin();
	assert_int_equal(lync_cross_rows_build(&rows, &left, &right, 1000,
					       &unit_host), 0);
	assert_int_equal(lync_cross_rows_bytes(&rows), N_LEFT * N_RIGHT * 2);
	for (l = 0; l < N_LEFT; l++)
		for (r = 0; r < N_RIGHT; r++) {
			none += first_in_both(l, r) == LYNC_NO_ROW;
			assert_int_equal((u32)rows.table[l * N_RIGHT + r],
					 first_in_both(l, r));
		}
	assert_int_equal(none, N_LEFT + N_RIGHT - 1);
	drop();
}

/* Each row by itself: words and bits of all of them. */
static void cross_rows__every_row(void **state)
{
	u64 bits[LYNC_MAX_ROWS / 64];
	u32 row, number;

	(void)state;
	unit_memory_reset(0);
	lync_sets_init(&left, LYNC_MAX_ROWS, 65535);
	lync_sets_init(&right, LYNC_MAX_ROWS, 65535);
	for (row = 0; row < LYNC_MAX_ROWS; row++) {
		memset(bits, 0, sizeof(bits));
		bits[row / 64] = 1ull << row % 64;
		assert_int_equal(lync_sets_intern(&left, &unit_host, bits,
						  &number), 0);
	}
	memset(bits, 0xff, sizeof(bits));
	assert_int_equal(lync_sets_intern(&right, &unit_host, bits, &number),
			 0);
	unit_memory.relaxed = 0;
	assert_int_equal(lync_cross_rows_build(&rows, &left, &right, 4096,
					       &unit_host), 0);
	for (row = 0; row < LYNC_MAX_ROWS; row++)
		assert_int_equal(rows.table[row], row);
	/* 64 words a pair, 16384 without a pause */
	assert_int_equal(unit_memory.relaxed, 4096 / 256);
	unit_memory.relaxed = 0;
	lync_sets_init(&out, LYNC_MAX_ROWS, 65535);
	assert_int_equal(lync_cross_sets(&cross, &left, &right, &out, 4096,
					 &unit_host), 0);
	assert_true(unit_memory.relaxed >= 4096 / 256);
	drop();
}

static void cross_rows__as_many_entries_as_may_be(void **state)
{
	(void)state;
	begin();
	assert_int_equal(lync_cross_rows_build(&rows, &left, &right,
					       N_LEFT * N_RIGHT, &unit_host),
			 0);
	drop();
	begin();
	assert_int_equal(lync_cross_rows_build(&rows, &left, &right,
					       N_LEFT * N_RIGHT - 1,
					       &unit_host), -E2BIG);
	assert_null(rows.table);
	assert_int_equal(lync_cross_rows_bytes(&rows), 0);
	assert_int_equal(lync_cross_rows_build(&rows, &left, &right, 0,
					       &unit_host), -E2BIG);
	drop();
}

/* What is crossed was made with memory that works; what comes of it is not. */
static int attempt(const void *what)
{
	struct lync_sets both;
	struct lync_cross made = { NULL };
	struct lync_cross_rows made_rows = { NULL };
	const struct lync_sets *sets = what;
	int err;

	lync_sets_init(&both, N_ROWS, 65535);
	err = lync_cross_sets(&made, &sets[0], &sets[1], &both, 1000,
			      &unit_host);
	if (!err)
		err = lync_cross_rows_build(&made_rows, &both, &sets[1], 1000,
					    &unit_host);
	lync_sets_free(&both, &unit_host);
	lync_cross_free(&made, &unit_host);
	unit_host.free(made_rows.table);
	return err;
}

static void cross__no_memory_at_any_point(void **state)
{
	static u64 left_bits[N_LEFT * 3], right_bits[N_RIGHT * 3];
	struct lync_sets sets[2];

	(void)state;
	begin();
	memcpy(left_bits, left.bits, sizeof(left_bits));
	memcpy(right_bits, right.bits, sizeof(right_bits));
	sets[0] = left;
	sets[0].bits = left_bits;
	sets[1] = right;
	sets[1].bits = right_bits;
	drop();
	/* two tables, and sets that grow once */
	assert_int_equal(unit_fail_each(attempt, sets), 2 + 2 * 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cross_sets__every_pair),
		cmocka_unit_test(cross_sets__as_many_entries_as_may_be),
		cmocka_unit_test(cross_sets__as_many_sets_as_may_be),
		cmocka_unit_test(cross_lead_on__multiplies),
		cmocka_unit_test(cross_rows__first_of_every_pair),
		cmocka_unit_test(cross_rows__every_row),
		cmocka_unit_test(cross_rows__as_many_entries_as_may_be),
		cmocka_unit_test(cross__no_memory_at_any_point),
	};

	return cmocka_run_group_tests_name("cross", tests, NULL, NULL);
}
