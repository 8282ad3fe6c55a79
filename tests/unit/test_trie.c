// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of trie.c, trie_build.c and trie_node.c, case by case, against a sorted list. The
 * shapes of many boundaries are in test_trie_shapes.c.
 */
#include "unit.h"

#include "trie_build.h"
#include "trie_model.h"

static struct trie_model model;
static struct lync_trie trie;
static struct random_source source = { .state = 1 };

static void build(u32 levels)
{
	unit_memory_reset(0);
	trie_model_seal(&model);
	assert_int_equal(trie_model_build(&model, levels, &trie), 0);
}

static void drop(void)
{
	lync_trie_free(&trie, &unit_host);
	unit_memory_reset(0);
}

static void check_levels(void)
{
	static const u32 levels[] = { 0, 1, 2, 3, 4, 9 };
	u32 i;

	for (i = 0; i < COUNT(levels); i++) {
		build(levels[i]);
		trie_model_check(&model, &trie, &source);
		drop();
	}
}

/*
 * With every number of levels that matters, and of IPv4 in blocks, too, the answers are those
 * of the list.
 */
static void check_all_levels(void)
{
	u32 singles = model.singles;

	check_levels();
	if (model.is_ipv6)
		return;
	model.singles = 0;
	check_levels();
	model.singles = singles;
}

static u32 count_nodes(enum lync_trie_half which, bool is_run)
{
	/* an entry says which half; it is in a slot, or in an interval above */
	u32 kind = LYNC_TRIE_NODE | which << LYNC_TRIE_HALF_SHIFT;
	const struct lync_intervals *upper = &trie.half[LYNC_TRIE_UPPER];
	bool seen[64] = { false };
	u32 i, entry, n = 0;

	assert_true(trie.n_nodes <= COUNT(seen));
	for (i = 0; i < trie.n_slots + upper->n; i++) {
		entry = i < trie.n_slots ? trie.slots[i] :
			lync_interval_entry(upper, i - trie.n_slots,
					    trie.is_wide);
		if ((entry & LYNC_TRIE_KIND) == kind)
			seen[entry & ~LYNC_TRIE_KIND] = true;
	}
	for (i = 0; i < trie.n_nodes; i++)
		n += seen[i] && trie.nodes[i].is_run == is_run;
	return n;
}

static void trie_find__no_boundary(void **state)
{
	u32 is_ipv6;

	(void)state;
	for (is_ipv6 = 0; is_ipv6 < 2; is_ipv6++) {
		trie_model_reset(&model, is_ipv6);
		build(4);
		assert_int_equal(trie.half[LYNC_TRIE_UPPER].n, 1);
		assert_int_equal(trie.half[LYNC_TRIE_LOWER].n, 0);
		assert_int_equal(trie.n_nodes, 0);
		trie_model_check(&model, &trie, &source);
		drop();
		check_all_levels();
	}
}

static void trie_find4__one_boundary(void **state)
{
	static const u32 where[] = { 1, 2, 0x7fffffff, 0x80000000, 0xfffffffe,
				     0xffffffff };
	u32 i;

	(void)state;
	for (i = 0; i < COUNT(where); i++) {
		trie_model_reset(&model, false);
		trie_model_add4(&model, where[i]);
		check_all_levels();
		assert_int_equal(model.n, 2);
	}
}

static void trie_find6__one_boundary(void **state)
{
	static const u64 halves[] = { 0, 1, 0xffffffff, 1ull << 32, 1ull << 63,
				      ~0ull - 1, ~0ull };
	u32 i, j;

	(void)state;
	for (i = 0; i < COUNT(halves); i++) {
		for (j = 0; j < COUNT(halves); j++) {
			trie_model_reset(&model, true);
			trie_model_add6(&model, halves[i], halves[j]);
			check_all_levels();
			assert_int_equal(model.n, 1 + (i || j));
		}
	}
}

static void trie_find4__ends_and_neighbours(void **state)
{
	static const u32 where[] = { 1, 2, 3, 0x0a000000, 0x0a000001,
				     0xfffffffd, 0xfffffffe, 0xffffffff };
	u32 i, mask;

	(void)state;
	for (mask = 0; mask < 1u << COUNT(where); mask++) {
		trie_model_reset(&model, false);
		for (i = 0; i < COUNT(where); i++)
			if (mask >> i & 1)
				trie_model_add4(&model, where[i]);
		check_all_levels();
	}
}

/* @n boundaries side by side and one far off: the first slot has all but that one. */
static void model_cluster(u32 n, bool is_ipv6)
{
	u32 i;

	trie_model_reset(&model, is_ipv6);
	for (i = 0; i < n; i++)
		if (is_ipv6)
			trie_model_add6(&model, 0x0a000000 + i, 0);
		else
			trie_model_add4(&model, 0x0a000000 + i);
	if (is_ipv6)
		trie_model_add6(&model, 0xf000000000000000, 0);
	else
		trie_model_add4(&model, 0xf0000000);
}

static void trie_find4__run_of_eight_at_most(void **state)
{
	u32 n, entry;

	(void)state;
	for (n = 2; n < 20; n++) {
		model_cluster(n, false);
		build(4);
		entry = trie.slots[trie.top.first];
		assert_int_equal(trie.n_nodes, n > LYNC_TRIE_RUN_MOST);
		if (n > LYNC_TRIE_RUN_MOST) {
			assert_int_equal(entry, LYNC_TRIE_NODE);
			assert_false(trie.nodes[0].is_run);
		} else {
			assert_int_equal(entry & LYNC_TRIE_KIND, LYNC_TRIE_RUN);
			assert_int_equal(lync_trie_run_first(entry), 1);
		}
		drop();
		check_all_levels();
	}
}

/* The first interval of the cluster is the second of a block. */
static void trie_find6__run_of_eight_blocks_at_most(void **state)
{
	u32 n, entry;

	(void)state;
	for (n = 2; n < 80; n++) {
		model_cluster(n, true);
		build(4);
		entry = trie.slots[trie.top.first];
		assert_int_equal(trie.n_nodes, n >= 64);
		assert_int_equal(entry, n >= 64 ? LYNC_TRIE_NODE : LYNC_TRIE_RUN);
		drop();
		check_all_levels();
	}
}

/* As many intervals as there are boundaries, and the one before the first. */
static void trie_find4__blocks_where_there_are_many(void **state)
{
	u32 n;

	(void)state;
	for (n = 2; n < 80; n++) {
		model_cluster(n, false);
		model.singles = n + 1;
		build(4);
		assert_true(trie.is_wide);
		assert_int_equal(trie.n_nodes, n >= 64);
		assert_int_equal(trie.slots[trie.top.first],
				 n >= 64 ? LYNC_TRIE_NODE : LYNC_TRIE_BLOCKS);
		trie_model_check(&model, &trie, &source);
		drop();
		model.singles = n + 2;
		build(4);
		assert_false(trie.is_wide);
		drop();
	}
}

/* Boundaries at the addresses that begin with @first to @first + @n - 1, of 16 bits. */
static void add_prefixes(u32 first, u32 n)
{
	u32 i;

	for (i = first; i < first + n; i++)
		if (model.is_ipv6)
			trie_model_add6(&model, (u64)i << 48, 0);
		else
			trie_model_add4(&model, i << 16);
}

/* As many boundaries as a run has room for are left to each end of many. */
static u32 end_size(void)
{
	return model.is_ipv6 ? 56 : 7;
}

/* Where a few slots would be crowded there are more of them, and no nodes. */
static void trie_find__slots_where_boundaries_are(void **state)
{
	u32 is_ipv6, few;

	(void)state;
	for (is_ipv6 = 0; is_ipv6 < 2; is_ipv6++) {
		/* side by side all that are not left to the end */
		trie_model_reset(&model, is_ipv6);
		add_prefixes(0, 4000);
		add_prefixes(65535 - end_size(), end_size() + 1);
		build(4);
		few = 4000 / (is_ipv6 ? LYNC_TRIE_BLOCK : 1);
		assert_int_equal(trie.n_nodes, 0);
		assert_in_range(trie.n_slots, 2 * few, 8 * few + 3);
		trie_model_check(&model, &trie, &source);
		drop();
	}
}

/* Far from all others: before and behind them there is a run, and no slots. */
static void trie_find__ends_far_off(void **state)
{
	const u32 first = 8000, n = 1500;
	u32 is_ipv6;

	(void)state;
	for (is_ipv6 = 0; is_ipv6 < 2; is_ipv6++) {
		trie_model_reset(&model, is_ipv6);
		add_prefixes(1, end_size());
		add_prefixes(first, n);
		add_prefixes(65536 - end_size(), end_size());
		build(4);
		assert_int_equal(trie.n_nodes, 0);
		assert_int_equal(trie.top.base, (u64)first << (is_ipv6 ? 48 : 16));
		assert_int_equal(trie.top.span, (u64)(n - 1) << (is_ipv6 ? 48 : 16));
		drop();
		check_all_levels();
	}
}

/* Fewer levels than it takes: what is left is searched by halves. */
static void trie_find__levels(void **state)
{
	static const struct { u32 levels, nodes, runs; } cases[] = {
		{ 1, 0, 1 }, { 2, 1, 1 }, { 3, 2, 1 }, { 4, 3, 1 },
		{ 5, 4, 0 },
	};
	u32 i, is_ipv6, at;

	(void)state;
	for (is_ipv6 = 0; is_ipv6 < 2; is_ipv6++) {
		/* each level has one boundary far off and all the others in a slot */
		model_cluster(is_ipv6 ? 80 : 16, is_ipv6);
		for (i = 0; i < 3; i++) {
			at = 0x0a000000 + (is_ipv6 ? 1 << (14 + 8 * i) :
						     1 << (12 + 6 * i));
			trie_model_add(&model, (struct lync_addr){ {
				is_ipv6 ? 0 : at, at } });
		}
		for (i = 0; i < COUNT(cases); i++) {
			build(cases[i].levels);
			assert_int_equal(count_nodes(LYNC_TRIE_UPPER, false),
					 cases[i].nodes);
			assert_int_equal(count_nodes(LYNC_TRIE_UPPER, true),
					 cases[i].runs);
			drop();
		}
		check_all_levels();
	}
}

/* Intervals of both halves that boundaries of IPv6 make. */
struct halves_case {
	struct { u64 upper, lower; } at[4];
	u32 n, n_upper, n_lower;
};

#define TOP 0x20010db800000000ull

static const struct halves_case halves_cases[] = {
	/* at a boundary that is there already */
	{ { { TOP, 0 }, { TOP, 5 } }, 2, 3, 2 },
	/* at none: 0 to 4 are as what is before */
	{ { { TOP, 5 } }, 1, 3, 2 },
	/* the first upper half, where the first interval begins */
	{ { { 0, 5 } }, 1, 2, 2 },
	/* the last: nothing begins behind it */
	{ { { ~0ull, 5 } }, 1, 2, 2 },
	{ { { ~0ull, 0 }, { ~0ull, ~0ull } }, 2, 2, 2 },
	{ { { ~0ull - 1, 7 }, { ~0ull, 5 } }, 2, 3, 4 },
	/* what begins directly behind begins once */
	{ { { TOP, 5 }, { TOP + 1, 0 } }, 2, 3, 2 },
	{ { { TOP, 5 }, { TOP + 1, 0 }, { TOP + 1, 1 } }, 3, 4, 4 },
	{ { { TOP, 5 }, { TOP + 1, 7 } }, 2, 4, 4 },
	/* two apart */
	{ { { TOP, 5 }, { TOP + 9, 7 } }, 2, 5, 4 },
	/* two in one */
	{ { { TOP, ~0ull }, { TOP, 1 } }, 2, 3, 3 },
};

static void trie_add__lower_halves(void **state)
{
	u32 i, j;

	(void)state;
	for (i = 0; i < COUNT(halves_cases); i++) {
		const struct halves_case *c = &halves_cases[i];

		trie_model_reset(&model, true);
		for (j = 0; j < c->n; j++)
			trie_model_add6(&model, c->at[j].upper,
					c->at[j].lower);
		build(4);
		if (trie.half[LYNC_TRIE_UPPER].n != c->n_upper ||
		    trie.half[LYNC_TRIE_LOWER].n != c->n_lower)
			fail_msg("case %u: %u and %u intervals", i,
				 trie.half[LYNC_TRIE_UPPER].n,
				 trie.half[LYNC_TRIE_LOWER].n);
		assert_int_equal(trie.n_nodes, 0);
		drop();
		check_all_levels();
	}
}

/* More boundaries below one /64 than a run has. */
static void trie_find6__nodes_in_the_lower_half(void **state)
{
	u32 i, n;

	(void)state;
	for (n = LYNC_TRIE_RUN_MOST - 1; n <= 40; n++) {
		trie_model_reset(&model, true);
		for (i = 0; i < n; i++)
			trie_model_add6(&model, TOP, 3 + i * i * i);
		build(4);
		assert_int_equal(!count_nodes(LYNC_TRIE_LOWER, false),
				 n < LYNC_TRIE_RUN_MOST);
		assert_int_equal(count_nodes(LYNC_TRIE_UPPER, false), 0);
		drop();
		check_all_levels();
	}
}

/* The lower half has levels of its own. */
static void trie_find6__levels_of_the_lower_half(void **state)
{
	u32 i;

	(void)state;
	trie_model_reset(&model, true);
	for (i = 0; i < 16; i++)
		trie_model_add6(&model, TOP, 10 + i);
	for (i = 12; i < 64; i += 6)
		trie_model_add6(&model, TOP, 10 + (1ull << i));
	/* directly behind, and far behind, another such */
	trie_model_add6(&model, TOP + 1, 77);
	for (i = 0; i < 20; i++)
		trie_model_add6(&model, TOP << 1, i << 8);
	build(4);
	assert_int_equal(count_nodes(LYNC_TRIE_LOWER, false), 4 + 1);
	assert_int_equal(count_nodes(LYNC_TRIE_LOWER, true), 1);
	drop();
	build(2);
	assert_int_equal(count_nodes(LYNC_TRIE_LOWER, false), 2 + 1);
	assert_int_equal(count_nodes(LYNC_TRIE_LOWER, true), 1);
	drop();
	check_all_levels();
}

static int attempt(const void *what)
{
	struct lync_trie made;
	int err;

	err = trie_model_build(what, 4, &made);
	lync_trie_free(&made, &unit_host);
	return err;
}

/* Clusters of 20, far from each other: nodes for each. */
static void model_clusters(bool is_ipv6, u32 n)
{
	u32 i;

	trie_model_reset(&model, is_ipv6);
	for (i = 0; i < 20 * n; i++) {
		u32 at = (1 + i / 20) * (0xffffffff / (n + 1)) + i % 20;

		if (is_ipv6 && i / 20 % 2)
			trie_model_add6(&model, at, at);
		else if (is_ipv6)
			trie_model_add6(&model, i / 20, at);
		else
			trie_model_add4(&model, at);
	}
	trie_model_seal(&model);
}

/* Each array by itself, and again each time that nodes or slots need more room. */
static void trie_finish__no_memory_at_any_point(void **state)
{
	(void)state;
	model_clusters(false, 500);
	assert_in_range(unit_fail_each(attempt, &model), 8, 40);
	model_clusters(true, 500);
	assert_in_range(unit_fail_each(attempt, &model), 8, 40);
	trie_model_reset(&model, true);
	trie_model_seal(&model);
	assert_int_equal(unit_fail_each(attempt, &model), 4);
}

/* What growing by halves leaves over is given back. */
static void trie_finish__fits(void **state)
{
	u32 n;

	(void)state;
	for (n = 1; n < 1000; n += 37) {
		model_clusters(n % 2, n);
		build(4);
		assert_in_range(unit_memory.bytes - lync_trie_bytes(&trie), 0,
				unit_memory.live * UNIT_ROUNDING);
		drop();
	}
}

static void trie_finish__yields(void **state)
{
	(void)state;
	model_clusters(false, 10);
	build(4);
	assert_int_equal(unit_memory.relaxed, 0);
	drop();
	model_clusters(false, 1000);
	build(4);
	assert_true(unit_memory.relaxed >= 4);
	drop();
}

static void trie_bytes__intervals_nodes_and_slots(void **state)
{
	(void)state;
	model_clusters(false, 3);
	build(4);
	assert_int_equal(trie.half[LYNC_TRIE_UPPER].n, 61);
	assert_int_equal(lync_trie_bytes(&trie),
			 (61 + 7) * 8 + trie.n_slots * 4 +
			 trie.n_nodes * sizeof(*trie.nodes));
	drop();
	assert_int_equal(lync_trie_bytes(&trie), 0);
	model_clusters(true, 2);
	build(4);
	/* one with 20 boundaries below, 20 with one, and what is behind either */
	assert_int_equal(trie.half[LYNC_TRIE_UPPER].n, 1 + 20 + 2);
	assert_int_equal(trie.half[LYNC_TRIE_LOWER].n, 21 + 20 * 2);
	assert_int_equal(lync_trie_bytes(&trie),
			 (3 + 7) * (96 + 8) + 8 * 96 + trie.n_slots * 4 + trie.n_nodes * sizeof(*trie.nodes));
	drop();
	/* nothing to give back twice */
	drop();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trie_find__no_boundary),
		cmocka_unit_test(trie_find4__one_boundary),
		cmocka_unit_test(trie_find6__one_boundary),
		cmocka_unit_test(trie_find4__ends_and_neighbours),
		cmocka_unit_test(trie_find4__run_of_eight_at_most),
		cmocka_unit_test(trie_find6__run_of_eight_blocks_at_most),
		cmocka_unit_test(trie_find4__blocks_where_there_are_many),
		cmocka_unit_test(trie_find__slots_where_boundaries_are),
		cmocka_unit_test(trie_find__ends_far_off),
		cmocka_unit_test(trie_find__levels),
		cmocka_unit_test(trie_add__lower_halves),
		cmocka_unit_test(trie_find6__nodes_in_the_lower_half),
		cmocka_unit_test(trie_find6__levels_of_the_lower_half),
		cmocka_unit_test(trie_finish__no_memory_at_any_point),
		cmocka_unit_test(trie_finish__fits),
		cmocka_unit_test(trie_finish__yields),
		cmocka_unit_test(trie_bytes__intervals_nodes_and_slots),
	};

	return cmocka_run_group_tests_name("trie", tests, NULL, NULL);
}
