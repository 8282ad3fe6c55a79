// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of trie_build.c and trie_node.c: memory, its bounds and its lack. What they build is
 * looked up in test_trie.c.
 */
#include "unit.h"

#include "trie_build.h"
#include "trie_model.h"

#define LEVELS 4

static struct trie_model model;
static struct lync_trie trie;

static void build(void)
{
	trie_model_seal(&model);
	trie_model_must_build(&model, LEVELS, &trie);
}

static int attempt(const void *what)
{
	struct lync_trie made;
	int err;

	err = trie_model_build(what, LEVELS, &made);
	lync_trie_free(&made, &unit_host);
	return err;
}

/* Clusters of 20, far from each other: nodes for each. */
static void model_clusters(enum trie_layout layout, u32 n)
{
	u32 i;

	trie_model_reset(&model, layout);
	for (i = 0; i < 20 * n; i++) {
		u32 at = (1 + i / 20) * (0xffffffff / (n + 1)) + i % 20;

		if (model.is_ipv6 && i / 20 % 2)
			trie_model_add6(&model, at, at);
		else if (model.is_ipv6)
			trie_model_add6(&model, i / 20, at);
		else
			trie_model_add4(&model, at);
	}
	trie_model_seal(&model);
}

/* Each array by itself, and again each time that nodes or slots need more room. */
static void trie_finish__no_memory_at_any_point(void **state)
{
	enum trie_layout layout;

	(void)state;
	for (layout = 0; layout < TRIE_LAYOUTS; layout++) {
		model_clusters(layout, 500);
		/* those of IPv4 in blocks need no nodes */
		assert_in_range(unit_fail_each(attempt, &model),
				layout == TRIE_BLOCKS4 ? 4 : 8, 40);
	}
	trie_model_reset(&model, TRIE_BLOCKS6);
	trie_model_seal(&model);
	assert_int_equal(unit_fail_each(attempt, &model), 4);
}

/* What growing by halves leaves over is given back. */
static void trie_finish__fits(void **state)
{
	u32 n;

	(void)state;
	for (n = 1; n < 1000; n += 37) {
		model_clusters(n % TRIE_LAYOUTS, n);
		build();
		assert_in_range(unit_memory.bytes - lync_trie_bytes(&trie), 0,
				unit_memory.live * UNIT_ROUNDING);
		trie_model_drop(&trie);
	}
}

static void trie_finish__yields(void **state)
{
	(void)state;
	model_clusters(TRIE_SINGLES, 10);
	build();
	assert_int_equal(unit_memory.relaxed, 0);
	trie_model_drop(&trie);
	model_clusters(TRIE_SINGLES, 1000);
	build();
	assert_true(unit_memory.relaxed >= 4);
	trie_model_drop(&trie);
}

static void trie_bytes__intervals_nodes_and_slots(void **state)
{
	(void)state;
	model_clusters(TRIE_SINGLES, 3);
	build();
	assert_int_equal(trie.half[LYNC_TRIE_UPPER].n, 61);
	assert_int_equal(lync_trie_bytes(&trie),
			 (61 + 7) * 8 + trie.n_slots * 4 +
			 trie.n_nodes * sizeof(*trie.nodes));
	trie_model_drop(&trie);
	assert_int_equal(lync_trie_bytes(&trie), 0);
	model_clusters(TRIE_BLOCKS4, 3);
	build();
	assert_int_equal(lync_trie_bytes(&trie),
			 (8 + 7) * (96 + 8) + trie.n_slots * 4 +
			 trie.n_nodes * sizeof(*trie.nodes));
	trie_model_drop(&trie);
	model_clusters(TRIE_BLOCKS6, 2);
	build();
	/* one with 20 boundaries below, 20 with one, and what is behind either */
	assert_int_equal(trie.half[LYNC_TRIE_UPPER].n, 1 + 20 + 2);
	assert_int_equal(trie.half[LYNC_TRIE_LOWER].n, 21 + 20 * 2);
	assert_int_equal(lync_trie_bytes(&trie),
			 (3 + 7) * (96 + 8) + 8 * 96 + trie.n_slots * 4 + trie.n_nodes * sizeof(*trie.nodes));
	trie_model_drop(&trie);
	/* nothing to give back twice */
	trie_model_drop(&trie);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trie_finish__no_memory_at_any_point),
		cmocka_unit_test(trie_finish__fits),
		cmocka_unit_test(trie_finish__yields),
		cmocka_unit_test(trie_bytes__intervals_nodes_and_slots),
	};

	return cmocka_run_group_tests_name("trie_build", tests, NULL, NULL);
}
