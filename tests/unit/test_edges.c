// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of edges.c. */
#include "unit.h"

#include "edges.h"
#include "random_policy.h"

enum {
	GROUPS = 3,	/* two of them protected, none of them `any` */
	PREFIXES = 80,
	POLICIES = 200,
};

static struct lync_group groups[GROUPS];
static struct lync_prefix4 prefix4[PREFIXES];
static struct lync_prefix6 prefix6[PREFIXES];
static const struct lync_protect protects[] = {
	{ .group = 0, .zone = LYNC_NO_ZONE }, { .group = 2, .zone = 0 },
};
static struct lync_policy policy;
static struct lync_classes classes;
static struct lync_edges edges;

static void begin(void)
{
	unit_memory_reset(0);
	memset(groups, 0, sizeof(groups));
	memset(&classes, 0, sizeof(classes));
	memset(&edges, 0, sizeof(edges));
	policy = (struct lync_policy){
		.prefix4 = prefix4, .prefix6 = prefix6, .groups = groups,
		.n_groups = GROUPS, .protects = protects,
		.n_protects = COUNT(protects),
	};
}

static void add4(u32 group, u32 addr, u32 len)
{
	prefix4[policy.n_prefix4++] = (struct lync_prefix4){
		.addr = addr, .group = group, .len = len,
	};
}

static void add6(u32 group, u32 network, u32 host, u32 len)
{
	prefix6[policy.n_prefix6++] = (struct lync_prefix6){
		.addr = { { 0x20010db8, network, 0, host } },
		.group = group, .len = len,
	};
}

static void build_within(u8 family, u32 most)
{
	struct lync_match_limits limits = lync_match_limits;

	limits.edges = most;
	assert_int_equal(lync_classes_build(&policy, &limits, &unit_host,
					    &classes), 0);
	assert_int_equal(lync_edges_build(&edges, &policy, &classes, family,
					  &limits, &unit_host), 0);
}

static void build(u8 family)
{
	build_within(family, lync_match_limits.edges);
}

static void drop(void)
{
	lync_edges_free(&edges, &unit_host);
	lync_classes_free(&classes, &unit_host);
	unit_memory_reset(0);
}

static bool is_found4(u32 addr)
{
	struct lync_addr key = { { addr } };
	u32 class = lync_edge_find4(&edges, addr);

	assert_true(!class || class == lync_class_find(&classes, LYNC_IPV4, &key));
	return class & LYNC_CLASS_EDGE;
}

static bool is_found6(u32 network, u32 host)
{
	struct lync_addr key = { { 0x20010db8, network, 0, host } };
	u32 class = lync_edge_find6(&edges, lync_addr_upper(&key),
				    lync_addr_lower(&key));

	assert_true(!class || class == lync_class_find(&classes, LYNC_IPV6, &key));
	return class & LYNC_CLASS_EDGE;
}

static void edges4__hosts_of_protected_groups(void **state)
{
	u32 i;

	(void)state;
	begin();
	add4(0, 0xcb00710a, 32);
	add4(2, 0xcb00710a, 32);	/* in two groups: one host */
	add4(2, 0xcb007110, 28);
	add4(1, 0xcb007118, 32);	/* of another class, but Edge, too */
	add4(1, 0x0a000000, 8);
	build(LYNC_IPV4);
	assert_non_null(edges.v4);
	for (i = 0; i < 256; i++)
		assert_int_equal(is_found4(0xcb007100 + i),
				 i == 10 || i / 16 == 1);
	assert_false(is_found4(0));
	assert_false(is_found4(0x0a000001));
	/* 17 hosts: 64 slots, or more where these do not do */
	assert_true(lync_edges_bytes(&edges, LYNC_IPV4) >= 64 * sizeof(*edges.v4));
	drop();
}

static void edges4__ends_of_the_addresses(void **state)
{
	(void)state;
	begin();
	add4(0, 0, 32);
	add4(0, 0xffffffff, 32);
	build(LYNC_IPV4);
	assert_true(is_found4(0));
	assert_true(is_found4(0xffffffff));
	assert_false(is_found4(1));
	drop();
}

static void edges6__one_lower_half_in_two_networks(void **state)
{
	(void)state;
	begin();
	add6(0, 1, 0x10, 128);
	add6(2, 2, 0x10, 128);
	add6(1, 3, 0x10, 128);
	add6(0, 1, 0x20, 124);
	build(LYNC_IPV6);
	assert_non_null(edges.v6);
	assert_true(is_found6(1, 0x10));
	assert_true(is_found6(2, 0x10));
	assert_false(is_found6(3, 0x10));
	assert_true(is_found6(1, 0x2f));
	assert_false(is_found6(2, 0x2f));
	assert_false(is_found6(1, 0x30));
	drop();
}

static void edges__none_is_a_table_too(void **state)
{
	(void)state;
	begin();
	add4(1, 0x0a000001, 32);
	build(LYNC_IPV4);
	assert_non_null(edges.v4);
	assert_false(is_found4(0x0a000001));
	assert_false(is_found4(0));
	drop();
}

static void edges__too_many_are_no_table(void **state)
{
	u32 i;

	(void)state;
	begin();
	for (i = 0; i < LYNC_MAX_EDGES; i++)
		add4(0, 0x0a000000 + 7 * i, 32);
	add4(2, 0x0a000000, 32);	/* there already */
	build(LYNC_IPV4);
	assert_non_null(edges.v4);
	for (i = 0; i < LYNC_MAX_EDGES; i++)
		assert_true(is_found4(0x0a000000 + 7 * i));
	drop();

	add4(2, 0x0b000000, 32);
	build(LYNC_IPV4);
	assert_null(edges.v4);
	assert_int_equal(lync_edges_bytes(&edges, LYNC_IPV4), 0);
	drop();

	begin();
	add4(0, 0x0a000000, 30);
	build_within(LYNC_IPV4, 4);
	assert_non_null(edges.v4);
	drop();
	build_within(LYNC_IPV4, 3);
	assert_null(edges.v4);
	drop();
}

/* All the same 64 addresses; to look at each of a million copies would take seconds. */
static void edges__too_many_copies_are_no_table(void **state)
{
	static struct lync_prefix4 copies[65536 / 64 + 1];
	u32 i;

	(void)state;
	for (i = 0; i < COUNT(copies); i++)
		copies[i] = (struct lync_prefix4){ .addr = 0xcb007100, .len = 26 };
	begin();
	policy.prefix4 = copies;
	policy.n_prefix4 = COUNT(copies) - 1;
	build(LYNC_IPV4);
	assert_true(is_found4(0xcb00713f));
	drop();
	policy.n_prefix4 = COUNT(copies);
	build(LYNC_IPV4);
	assert_null(edges.v4);
	drop();
}

static void edges__short_prefixes_are_no_table(void **state)
{
	(void)state;
	begin();
	add4(0, 0, 0);
	add6(0, 1, 0, 64);
	build(LYNC_IPV4);
	assert_null(edges.v4);
	drop();
	build(LYNC_IPV6);
	assert_null(edges.v6);
	drop();

	/* and everything is none at all */
	begin();
	groups[2].any = true;
	add4(0, 0x0a000001, 32);
	build(LYNC_IPV4);
	assert_null(edges.v4);
	drop();
}

/* Sixty-four addresses without an order are the most that can collide. */
static void edges__whatever_the_addresses(void **state)
{
	struct random_source source;
	u32 i, seed;

	(void)state;
	for (seed = 0; seed < POLICIES; seed++) {
		begin();
		random_seed(&source, seed);
		for (i = 0; i < LYNC_MAX_EDGES; i++)
			add4(2 * (i % 2), random_below(&source, ~0u), 32);
		build(LYNC_IPV4);
		assert_non_null(edges.v4);
		for (i = 0; i < LYNC_MAX_EDGES; i++)
			assert_true(is_found4(prefix4[i].addr));
		drop();
	}
}

static int build_both(const void *what)
{
	struct lync_edges made = { 0 };
	int err;

	(void)what;
	err = lync_edges_build(&made, &policy, &classes, LYNC_IPV4,
			       &lync_match_limits, &unit_host);
	lync_edges_free(&made, &unit_host);
	if (err)
		return err;
	err = lync_edges_build(&made, &policy, &classes, LYNC_IPV6,
			       &lync_match_limits, &unit_host);
	lync_edges_free(&made, &unit_host);
	return err;
}

static void edges__out_of_memory(void **state)
{
	struct unit_memory before;

	(void)state;
	begin();
	add4(0, 0x0a000001, 32);
	add6(0, 1, 1, 128);
	build(LYNC_IPV4);
	lync_edges_free(&edges, &unit_host);
	before = unit_memory;
	/* the classes stay, so what is live is not nothing */
	unit_memory.fail_at = unit_memory.asked + 1;
	assert_int_equal(build_both(NULL), -ENOMEM);
	unit_memory.fail_at = unit_memory.asked + 2;
	assert_int_equal(build_both(NULL), -ENOMEM);
	assert_int_equal(unit_memory.live, before.live);
	unit_memory.fail_at = 0;
	assert_int_equal(build_both(NULL), 0);
	assert_int_equal(unit_memory.live, before.live);
	drop();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edges4__hosts_of_protected_groups),
		cmocka_unit_test(edges4__ends_of_the_addresses),
		cmocka_unit_test(edges6__one_lower_half_in_two_networks),
		cmocka_unit_test(edges__none_is_a_table_too),
		cmocka_unit_test(edges__too_many_are_no_table),
		cmocka_unit_test(edges__too_many_copies_are_no_table),
		cmocka_unit_test(edges__short_prefixes_are_no_table),
		cmocka_unit_test(edges__whatever_the_addresses),
		cmocka_unit_test(edges__out_of_memory),
	};

	return cmocka_run_group_tests_name("edges.c", tests, NULL, NULL);
}
