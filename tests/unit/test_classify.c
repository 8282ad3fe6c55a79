// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of classify.c. */
#include "unit.h"

#include "classify.h"
#include "default_policy.h"
#include "random_policy.h"

static struct lync_group groups[LYNC_MAX_GROUPS];
static struct lync_classes classes;

static u32 intervals(const struct lync_trie *trie)
{
	return trie->half[0].n + trie->half[1].n;
}

static void build(const struct lync_policy *policy)
{
	unit_memory_reset(0);
	assert_int_equal(lync_classes_build(policy, &lync_match_limits, &unit_host,
					    &classes), 0);
}

static void drop(void)
{
	lync_classes_free(&classes, &unit_host);
	unit_memory_reset(0);
}

static void build4(const struct lync_prefix4 *prefixes, u32 n, u32 n_groups)
{
	const struct lync_policy policy = {
		.groups = groups, .n_groups = n_groups,
		.prefix4 = prefixes, .n_prefix4 = n,
	};

	build(&policy);
}

static u32 class4(u32 addr)
{
	const struct lync_addr a = { { addr } };

	return lync_class_find(&classes, LYNC_IPV4, &a);
}

static u32 class6(u32 a, u32 b, u32 c, u32 d)
{
	const struct lync_addr addr = { { a, b, c, d } };

	return lync_class_find(&classes, LYNC_IPV6, &addr);
}

static void classes_build__no_prefix(void **state)
{
	(void)state;
	build4(NULL, 0, 1);
	assert_int_equal(classes.sets.n, 1);
	assert_int_equal(intervals(&classes.ipv4), 1);
	assert_int_equal(intervals(&classes.ipv6), 1);
	assert_int_equal(class4(0), 0);
	assert_int_equal(class4(0xffffffff), 0);
	assert_int_equal(class6(~0u, ~0u, ~0u, ~0u), 0);
	drop();
}

/* The intervals that the comment above the code gives as an example. */
static void classes_build__worked_example(void **state)
{
	static const struct lync_prefix4 prefixes[] = {
		{ .addr = 0xcb00710a, .group = 0, .len = 32 },
		{ .addr = 0x41340000, .group = 1, .len = 14 },
		{ .addr = 0x41363400, .group = 2, .len = 24 },
	};
	static const u32 starts[] = { 0, 0x41340000, 0x41363400, 0x41363500,
				      0x41380000, 0xcb00710a, 0xcb00710b };
	static const u32 expect[] = { 0, 1, 2, 1, 0, 3, 0 };
	const struct lync_intervals *half = &classes.ipv4.half[0];
	u32 i;

	(void)state;
	build4(prefixes, COUNT(prefixes), 3);
	assert_int_equal(intervals(&classes.ipv4), COUNT(starts));
	for (i = 0; i < COUNT(starts); i++) {
		assert_int_equal(lync_interval_start(half, i, false),
				 starts[i]);
		assert_int_equal(lync_interval_entry(half, i, false),
				 expect[i]);
		assert_int_equal(class4(starts[i]), expect[i]);
		if (i)
			assert_int_equal(class4(starts[i] - 1), expect[i - 1]);
	}
	assert_int_equal(*lync_set_bits(&classes.sets, 2), 6);
	drop();
}

static void classes_build__whole_space(void **state)
{
	static const struct lync_prefix4 prefix = { .group = 0, .len = 0 };

	(void)state;
	build4(&prefix, 1, 1);
	assert_int_equal(intervals(&classes.ipv4), 1);
	assert_int_equal(class4(0), 1);
	assert_int_equal(class4(0xffffffff), 1);
	assert_int_equal(class6(0, 0, 0, 0), 0);
	drop();
}

static void classes_build__ends_of_space(void **state)
{
	static const struct lync_prefix4 prefixes[] = {
		{ .addr = 0xffffffff, .group = 0, .len = 32 },
		{ .addr = 0, .group = 0, .len = 32 },
	};

	(void)state;
	build4(prefixes, 2, 1);
	assert_int_equal(class4(0), 1);
	assert_int_equal(class4(1), 0);
	assert_int_equal(class4(0xfffffffe), 0);
	assert_int_equal(class4(0xffffffff), 1);
	drop();
}

static void classes_build__same_prefix_in_groups(void **state)
{
	static const struct lync_prefix4 prefixes[] = {
		{ .addr = 0x0a000000, .group = 2, .len = 8 },
		{ .addr = 0x0a000000, .group = 0, .len = 8 },
		{ .addr = 0x0a000000, .group = 2, .len = 8 },
	};

	(void)state;
	build4(prefixes, 3, 3);
	assert_int_equal(classes.sets.n, 2);
	assert_int_equal(*lync_set_bits(&classes.sets, class4(0x0a000001)), 5);
	drop();
}

static void classes_build__nested_from_one_address(void **state)
{
	static const struct lync_prefix4 prefixes[] = {
		{ .addr = 0x0a000000, .group = 1, .len = 32 },
		{ .addr = 0x0a000000, .group = 0, .len = 8 },
	};

	(void)state;
	build4(prefixes, 2, 2);
	assert_int_equal(*lync_set_bits(&classes.sets, class4(0x0a000000)), 3);
	assert_int_equal(*lync_set_bits(&classes.sets, class4(0x0a000001)), 1);
	assert_int_equal(class4(0x09ffffff), 0);
	assert_int_equal(class4(0x0b000000), 0);
	drop();
}

/* Neighbours of one group are one interval, and so is what is nested in it. */
static void classes_build__merges(void **state)
{
	static const struct lync_prefix4 prefixes[] = {
		{ .addr = 0x0a000000, .group = 0, .len = 24 },
		{ .addr = 0x0a000100, .group = 0, .len = 24 },
		{ .addr = 0x0a000180, .group = 0, .len = 25 },
		{ .addr = 0x0a000200, .group = 0, .len = 32 },
	};

	(void)state;
	build4(prefixes, 4, 1);
	assert_int_equal(intervals(&classes.ipv4), 3);
	assert_int_equal(class4(0x0a000200), 1);
	assert_int_equal(class4(0x0a000201), 0);
	drop();
}

static void classes_build__ipv6_carries_over_words(void **state)
{
	static const struct lync_prefix6 prefixes[] = {
		{ .addr = { { 0x20010db8, 0xffffffff, 0xffffffff, 0 } },
		  .group = 0, .len = 96 },
		{ .addr = { { ~0u, ~0u, ~0u, ~0u } }, .group = 0, .len = 128 },
	};
	const struct lync_policy policy = {
		.groups = groups, .n_groups = 1,
		.prefix6 = prefixes, .n_prefix6 = 2,
	};

	(void)state;
	build(&policy);
	assert_int_equal(class6(0x20010db8, ~0u, 0xfffffffe, ~0u), 0);
	assert_int_equal(class6(0x20010db8, ~0u, ~0u, 0), 1);
	assert_int_equal(class6(0x20010db8, ~0u, ~0u, ~0u), 1);
	assert_int_equal(class6(0x20010db9, 0, 0, 0), 0);
	assert_int_equal(class6(~0u, ~0u, ~0u, 0xfffffffe), 0);
	assert_int_equal(class6(~0u, ~0u, ~0u, ~0u), 1);
	drop();
}

/* As deep as prefixes can nest, each in a group of its own. */
static void classes_build__deepest_nesting(void **state)
{
	static struct lync_prefix6 prefixes[129];
	const struct lync_policy policy = {
		.groups = groups, .n_groups = 129,
		.prefix6 = prefixes, .n_prefix6 = 129,
	};
	u32 len, group, class;

	(void)state;
	for (len = 0; len <= 128; len++) {
		prefixes[len].len = 128 - len;
		prefixes[len].group = 128 - len;
	}
	build(&policy);
	/* class 0 is of no address here, but it is there */
	assert_int_equal(classes.sets.n, 130);
	/* those of more than 64 bits are looked up by the lower half */
	assert_int_equal(classes.ipv6.half[0].n, 65);
	assert_int_equal(classes.ipv6.half[1].n, 65);
	for (len = 0; len <= 128; len++) {
		struct lync_addr addr = { { 0 } };

		/* in the prefixes up to this length, not in the next one */
		if (len < 128)
			addr.w[len / 32] = 1u << (31 - len % 32);
		class = lync_class_find(&classes, LYNC_IPV6, &addr);
		for (group = 0; group < 129; group++)
			assert_int_equal(lync_set_has(&classes.sets, class,
						      group), group <= len);
	}
	drop();
}

static void classes_build__last_group(void **state)
{
	static const struct lync_prefix4 prefix = { .group = 1023, .len = 32 };

	(void)state;
	build4(&prefix, 1, LYNC_MAX_GROUPS);
	assert_true(lync_set_has(&classes.sets, class4(0), 1023));
	assert_false(lync_set_has(&classes.sets, class4(0), 1022));
	drop();
}

/* Many prefixes, against a walk over them; and the CPU is yielded. */
static void classes_build__many(void **state)
{
	enum { N = 20000 };
	static struct lync_prefix4 prefixes[N];
	struct random_source source;
	u32 i, j;

	(void)state;
	random_seed(&source, 1);
	for (i = 0; i < N; i++) {
		prefixes[i].len = 12 + random_below(&source, 21);
		prefixes[i].group = random_below(&source, 5);
		prefixes[i].addr = random_below(&source, 0x7fffffff) &
				   ~(prefixes[i].len == 32 ? 0 :
				     0xffffffffu >> prefixes[i].len);
	}
	build4(prefixes, N, 5);
	assert_true(unit_memory.relaxed >= 3);
	assert_true(classes.sets.n <= 32);
	for (i = 0; i < 200; i++) {
		u32 addr = prefixes[i * (N / 200)].addr - (i & 1);
		u64 expect = 0;

		for (j = 0; j < N; j++)
			if (!((addr ^ prefixes[j].addr) >>
			      (32 - prefixes[j].len)))
				expect |= 1ull << prefixes[j].group;
		assert_int_equal(*lync_set_bits(&classes.sets, class4(addr)),
				 expect);
	}
	drop();
}

/* Sorted input must come to the same as shuffled input. */
static void classes_build__order_does_not_matter(void **state)
{
	static const struct lync_prefix4 sorted[] = {
		{ .addr = 0x0a000000, .group = 0, .len = 8 },
		{ .addr = 0x0a000000, .group = 1, .len = 24 },
		{ .addr = 0x0b000000, .group = 1, .len = 24 },
	};
	const struct lync_prefix4 shuffled[] = {
		sorted[2], sorted[1], sorted[0],
	};
	struct lync_interval kept[8];
	u32 n;

	(void)state;
	build4(sorted, 3, 2);
	n = intervals(&classes.ipv4);
	memcpy(kept, classes.ipv4.half[0].single, n * sizeof(*kept));
	drop();
	build4(shuffled, 3, 2);
	assert_int_equal(intervals(&classes.ipv4), n);
	assert_memory_equal(classes.ipv4.half[0].single, kept,
			    n * sizeof(*kept));
	assert_int_equal(class4(0x0b0000ff), class4(0x0b000000));
	drop();
}

static int attempt(const void *what)
{
	struct lync_classes made;
	int err;

	err = lync_classes_build(what, &lync_match_limits, &unit_host, &made);
	lync_classes_free(&made, &unit_host);
	return err;
}

static void classes_build__no_memory_at_any_point(void **state)
{
	(void)state;
	assert_true(unit_fail_each(attempt, &default_policy) > 8);
}

static void classes_build__too_many_classes(void **state)
{
	enum { N = 60000 };
	static struct lync_prefix4 prefixes[N * 3];
	const struct lync_policy policy = {
		.groups = groups, .n_groups = LYNC_MAX_GROUPS,
		.prefix4 = prefixes, .n_prefix4 = N * 3,
	};
	struct lync_match_limits limits = lync_match_limits;
	u32 i;

	(void)state;
	/* three groups for each address: all sets differ */
	for (i = 0; i < N; i++) {
		prefixes[3 * i].group = i % 100;
		prefixes[3 * i + 1].group = 100 + i / 100 % 100;
		prefixes[3 * i + 2].group = 200 + i / 10000;
		prefixes[3 * i].addr = prefixes[3 * i + 1].addr =
			prefixes[3 * i + 2].addr = i;
		prefixes[3 * i].len = prefixes[3 * i + 1].len =
			prefixes[3 * i + 2].len = 32;
	}
	limits.classes = N;
	unit_memory_reset(0);
	assert_int_equal(lync_classes_build(&policy, &limits, &unit_host,
					    &classes), -E2BIG);
	drop();
	/* class 0 is that of the other addresses */
	limits.classes = N + 1;
	assert_int_equal(lync_classes_build(&policy, &limits, &unit_host,
					    &classes), 0);
	assert_int_equal(classes.sets.n, N + 1);
	drop();
}

static void classes_bytes__grow_with_intervals(void **state)
{
	static const struct lync_prefix4 prefixes[] = {
		{ .addr = 1, .group = 0, .len = 32 },
		{ .addr = 3, .group = 0, .len = 32 },
	};
	size_t one, two;

	(void)state;
	build4(prefixes, 1, 1);
	one = lync_classes_bytes(&classes);
	drop();
	build4(prefixes, 2, 1);
	two = lync_classes_bytes(&classes);
	drop();
	/* two boundaries more, with a slot or two for each */
	assert_true(two - one >= 2 * 8);
	assert_true(two - one <= 2 * 8 + 4 * 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(classes_build__no_prefix),
		cmocka_unit_test(classes_build__worked_example),
		cmocka_unit_test(classes_build__whole_space),
		cmocka_unit_test(classes_build__ends_of_space),
		cmocka_unit_test(classes_build__same_prefix_in_groups),
		cmocka_unit_test(classes_build__nested_from_one_address),
		cmocka_unit_test(classes_build__merges),
		cmocka_unit_test(classes_build__ipv6_carries_over_words),
		cmocka_unit_test(classes_build__deepest_nesting),
		cmocka_unit_test(classes_build__last_group),
		cmocka_unit_test(classes_build__many),
		cmocka_unit_test(classes_build__order_does_not_matter),
		cmocka_unit_test(classes_build__no_memory_at_any_point),
		cmocka_unit_test(classes_build__too_many_classes),
		cmocka_unit_test(classes_bytes__grow_with_intervals),
	};

	return cmocka_run_group_tests_name("classify", tests, NULL, NULL);
}
