// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of trie.c, trie_build.c and trie_node.c, case by case, against a sorted list. The
 * shapes of many boundaries are in test_trie_shapes.c, memory is in test_trie_build.c.
 */
#include "unit.h"

#include "trie_build.h"
#include "trie_model.h"

static struct trie_model model;
static struct lync_trie trie;
static struct random_source source = { .state = 1 };

static void build(u32 levels)
{
	trie_model_seal(&model);
	trie_model_must_build(&model, levels, &trie);
}

static void check_levels(void)
{
	static const u32 levels[] = { 0, 1, 2, 3, 4, 9 };
	u32 i;

	for (i = 0; i < COUNT(levels); i++) {
		build(levels[i]);
		trie_model_check(&model, &trie, &source);
		trie_model_drop(&trie);
	}
}

/*
 * With every number of levels that matters, and of IPv4 in blocks, too, the answers are those
 * of the list.
 */
static void check_all_levels(void)
{
	u32 few = model.few;

	check_levels();
	if (model.is_ipv6)
		return;
	model.few = 0;
	check_levels();
	model.few = few;
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
	enum trie_layout layout;

	(void)state;
	for (layout = 0; layout < TRIE_LAYOUTS; layout++) {
		trie_model_reset(&model, layout);
		build(4);
		assert_int_equal(trie.half[LYNC_TRIE_UPPER].n, 1);
		assert_int_equal(trie.half[LYNC_TRIE_LOWER].n, 0);
		assert_int_equal(trie.n_nodes, 0);
		trie_model_check(&model, &trie, &source);
		trie_model_drop(&trie);
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
		trie_model_reset(&model, TRIE_SINGLES);
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
			trie_model_reset(&model, TRIE_BLOCKS6);
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
		trie_model_reset(&model, TRIE_SINGLES);
		for (i = 0; i < COUNT(where); i++)
			if (mask >> i & 1)
				trie_model_add4(&model, where[i]);
		check_all_levels();
	}
}

/* @n boundaries side by side and one far off: the first slot has all but that one. */
static void model_cluster(u32 n, enum trie_layout layout)
{
	u32 i;

	trie_model_reset(&model, layout);
	for (i = 0; i < n; i++)
		if (model.is_ipv6)
			trie_model_add6(&model, 0x0a000000 + i, 0);
		else
			trie_model_add4(&model, 0x0a000000 + i);
	if (model.is_ipv6)
		trie_model_add6(&model, 0xf000000000000000, 0);
	else
		trie_model_add4(&model, 0xf0000000);
}

static void trie_find4__run_of_eight_at_most(void **state)
{
	u32 n, entry;

	(void)state;
	for (n = 2; n < 20; n++) {
		model_cluster(n, TRIE_SINGLES);
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
		trie_model_drop(&trie);
		check_all_levels();
	}
}

/* The first interval of the cluster is the second of a block. */
static void trie_find6__run_of_eight_blocks_at_most(void **state)
{
	u32 n, entry;

	(void)state;
	for (n = 2; n < 80; n++) {
		model_cluster(n, TRIE_BLOCKS6);
		build(4);
		entry = trie.slots[trie.top.first];
		assert_int_equal(trie.n_nodes, n >= 64);
		assert_int_equal(entry, n >= 64 ? LYNC_TRIE_NODE : LYNC_TRIE_RUN);
		trie_model_drop(&trie);
		check_all_levels();
	}
}

/* As many intervals as there are boundaries, and the one before the first. */
static void trie_find4__blocks_where_there_are_many(void **state)
{
	u32 n;

	(void)state;
	for (n = 2; n < 80; n++) {
		model_cluster(n, TRIE_SINGLES);
		model.few = n + 1;
		build(4);
		assert_true(trie.is_wide);
		assert_int_equal(trie.n_nodes, n >= 64);
		assert_int_equal(trie.slots[trie.top.first],
				 n >= 64 ? LYNC_TRIE_NODE : LYNC_TRIE_BLOCKS);
		trie_model_check(&model, &trie, &source);
		trie_model_drop(&trie);
		model.few = n + 2;
		build(4);
		assert_false(trie.is_wide);
		trie_model_drop(&trie);
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
static u32 end_size(enum trie_layout layout)
{
	return layout == TRIE_SINGLES ? 7 : 56;
}

/* Where a few slots would be crowded there are more of them, and no nodes. */
static void trie_find__slots_where_boundaries_are(void **state)
{
	enum trie_layout layout;
	u32 few, end;

	(void)state;
	for (layout = 0; layout < TRIE_LAYOUTS; layout++) {
		end = end_size(layout);
		/* side by side all that are not left to the end */
		trie_model_reset(&model, layout);
		add_prefixes(0, 4000);
		add_prefixes(65535 - end, end + 1);
		build(4);
		few = 4000 / (layout == TRIE_SINGLES ? 1 : LYNC_TRIE_BLOCK);
		assert_int_equal(trie.n_nodes, 0);
		assert_in_range(trie.n_slots, 2 * few, 8 * few + 3);
		trie_model_check(&model, &trie, &source);
		trie_model_drop(&trie);
	}
}

/* Far from all others: before and behind them there is a run, and no slots. */
static void trie_find__ends_far_off(void **state)
{
	const u32 first = 8000, n = 1500;
	enum trie_layout layout;
	u32 end, shift;

	(void)state;
	for (layout = 0; layout < TRIE_LAYOUTS; layout++) {
		end = end_size(layout);
		shift = layout == TRIE_BLOCKS6 ? 48 : 16;
		trie_model_reset(&model, layout);
		add_prefixes(1, end);
		add_prefixes(first, n);
		add_prefixes(65536 - end, end);
		build(4);
		assert_int_equal(trie.n_nodes, 0);
		assert_int_equal(trie.top.base, (u64)first << shift);
		assert_int_equal(trie.top.span, (u64)(n - 1) << shift);
		trie_model_drop(&trie);
		check_all_levels();
	}
}

/* Fewer levels than it takes: what is left is searched by halves. */
static void trie_find__levels(void **state)
{
	/* each has a boundary that far off, and all that are nearer in a slot */
	static const struct { u32 cluster, n_far, far[3]; } cases[TRIE_LAYOUTS] = {
		[TRIE_SINGLES] = { 16, 3, { 1 << 12, 1 << 18, 1 << 24 } },
		[TRIE_BLOCKS4] = { 80, 2, { 1 << 14, 1 << 22 } },
		[TRIE_BLOCKS6] = { 80, 3, { 1 << 14, 1 << 22, 1 << 30 } },
	};
	enum trie_layout layout;
	u32 i, at, levels, below;

	(void)state;
	for (layout = 0; layout < TRIE_LAYOUTS; layout++) {
		model_cluster(cases[layout].cluster, layout);
		for (i = 0; i < cases[layout].n_far; i++) {
			at = 0x0a000000 + cases[layout].far[i];
			if (model.is_ipv6)
				trie_model_add6(&model, at, 0);
			else
				trie_model_add4(&model, at);
		}
		/* nodes below the one at the top: for each of these, and the cluster */
		below = cases[layout].n_far + 1;
		for (levels = 1; levels <= below + 1; levels++) {
			build(levels);
			assert_int_equal(count_nodes(LYNC_TRIE_UPPER, false), levels - 1);
			assert_int_equal(count_nodes(LYNC_TRIE_UPPER, true),
					 levels <= below);
			trie_model_drop(&trie);
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

		trie_model_reset(&model, TRIE_BLOCKS6);
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
		trie_model_drop(&trie);
		check_all_levels();
	}
}

/* More boundaries below one /64 than a run has. */
static void trie_find6__nodes_in_the_lower_half(void **state)
{
	u32 i, n;

	(void)state;
	for (n = LYNC_TRIE_RUN_MOST - 1; n <= 40; n++) {
		trie_model_reset(&model, TRIE_BLOCKS6);
		for (i = 0; i < n; i++)
			trie_model_add6(&model, TOP, 3 + i * i * i);
		build(4);
		assert_int_equal(!count_nodes(LYNC_TRIE_LOWER, false),
				 n < LYNC_TRIE_RUN_MOST);
		assert_int_equal(count_nodes(LYNC_TRIE_UPPER, false), 0);
		trie_model_drop(&trie);
		check_all_levels();
	}
}

/* The lower half has levels of its own. */
static void trie_find6__levels_of_the_lower_half(void **state)
{
	u32 i;

	(void)state;
	trie_model_reset(&model, TRIE_BLOCKS6);
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
	trie_model_drop(&trie);
	build(2);
	assert_int_equal(count_nodes(LYNC_TRIE_LOWER, false), 2 + 1);
	assert_int_equal(count_nodes(LYNC_TRIE_LOWER, true), 1);
	trie_model_drop(&trie);
	check_all_levels();
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
	};

	return cmocka_run_group_tests_name("trie", tests, NULL, NULL);
}
