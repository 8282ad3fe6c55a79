// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of match.c and match_build.c, by hand on the default policy and on small
 * ones. At random against the oracle: test_agree.c; on the largest: test_worst.c.
 */
#include "unit.h"

#include "default_policy.h"
#include "match.h"

static struct lync_matcher *build(const struct lync_policy *policy)
{
	struct lync_matcher *matcher = NULL;

	unit_memory_reset(0);
	assert_int_equal(lync_matcher_build(policy, &unit_host, &matcher), 0);
	assert_non_null(matcher);
	return matcher;
}

static void drop(struct lync_matcher *matcher)
{
	lync_matcher_free(matcher, &unit_host);
	unit_memory_reset(0);
}

static u32 row_of(const struct lync_matcher *matcher,
		  const struct lync_key *key)
{
	return lync_match_row(matcher, key, lync_match_ends(matcher, key));
}

static u32 reply_row_of(const struct lync_matcher *matcher,
			const struct lync_key *key)
{
	return lync_match_reply_row(matcher, key,
				    lync_match_ends(matcher, key));
}

static const struct lync_key from_partner = {
	.src = { { 0x41363401 } }, .dst = { { 0xcb00710a } },
	.sport = 40000, .dport = 5061, .family = LYNC_IPV4,
	.proto = LYNC_PROTO_TCP,
};

static void match_row__first_of_two(void **state)
{
	struct lync_matcher *matcher = build(&default_policy);
	struct lync_key key = from_partner;

	(void)state;
	assert_int_equal(row_of(matcher, &key), 0);
	key.src.w[0] = 0x41363500;
	assert_int_equal(row_of(matcher, &key), 6);
	drop(matcher);
}

static void match_row__edges_of_a_port_range(void **state)
{
	static const struct { u16 port; u32 row; } cases[] = {
		{ 49999, LYNC_NO_ROW }, { 50000, 3 }, { 59999, 3 },
		{ 60000, LYNC_NO_ROW },
	};
	struct lync_matcher *matcher = build(&default_policy);
	struct lync_key key = from_partner;
	u32 i;

	(void)state;
	key.src.w[0] = 0xcb00710c;
	key.dst.w[0] = 0x41340000;
	for (i = 0; i < COUNT(cases); i++) {
		key.dport = cases[i].port;
		assert_int_equal(row_of(matcher, &key), cases[i].row);
	}
	drop(matcher);
}

static void match_row__zone(void **state)
{
	struct lync_matcher *matcher = build(&default_policy);
	struct lync_key key = from_partner;

	(void)state;
	key.dst.w[0] = 0x0a2d100a;
	key.dport = 23456;
	assert_int_equal(row_of(matcher, &key), LYNC_NO_ROW);
	key.zones = 1;
	assert_int_equal(row_of(matcher, &key), 10);
	key.zones = 2;
	assert_int_equal(row_of(matcher, &key), LYNC_NO_ROW);
	drop(matcher);
}

static void match_reply_row__swaps_and_ignores_the_zone(void **state)
{
	struct lync_matcher *matcher = build(&default_policy);
	struct lync_key key = from_partner;

	(void)state;
	key.src = from_partner.dst;
	key.dst = from_partner.src;
	key.sport = 5061;
	key.dport = 40000;
	assert_int_equal(reply_row_of(matcher, &key), 0);
	assert_int_equal(row_of(matcher, &key), LYNC_NO_ROW);
	key.src.w[0] = 0x0a2d100a;
	key.sport = 23456;
	assert_int_equal(reply_row_of(matcher, &key), 10);
	key.sport = 23457;
	assert_int_equal(reply_row_of(matcher, &key), LYNC_NO_ROW);
	drop(matcher);
}

static void match_is_edge__either_end(void **state)
{
	struct lync_matcher *matcher = build(&default_policy);
	struct lync_key key = from_partner;

	(void)state;
	assert_true(lync_match_is_edge(matcher, lync_match_ends(matcher, &key)));
	key.src.w[0] = 0xcb00710c;
	key.dst.w[0] = 1;
	assert_true(lync_match_is_edge(matcher, lync_match_ends(matcher, &key)));
	key.src.w[0] = 0xcb00710b;
	assert_false(lync_match_is_edge(matcher,
					lync_match_ends(matcher, &key)));
	drop(matcher);
}

/* A policy of one row whose parts a test may set. */
struct small {
	struct lync_policy policy;
	struct lync_row row;
	struct lync_protect protects[2];
};

static const u16 both_groups[] = { 0, 1 };
static const struct lync_group small_groups[] = { { "g", 0, 0 },
						  { "any", 1, 0 } };
static const struct lync_prefix4 small_prefix = { .addr = 0x0a000000,
						  .len = 8 };

static void small_init(struct small *small)
{
	memset(small, 0, sizeof(*small));
	small->row.from = both_groups;
	small->row.to = both_groups + 1;
	small->row.n_from = 1;
	small->row.n_to = 1;
	small->row.proto = LYNC_PROTO_ANY;
	small->row.zone = LYNC_NO_ZONE;
	small->protects[0].zone = LYNC_NO_ZONE;
	small->policy.rows = &small->row;
	small->policy.n_rows = 1;
	small->policy.groups = small_groups;
	small->policy.n_groups = 2;
	small->policy.prefix4 = &small_prefix;
	small->policy.n_prefix4 = 1;
	small->policy.protects = small->protects;
	small->policy.n_protects = 1;
	small->policy.n_zones = 31;
}

static const struct lync_key from_small = {
	.src = { { 0x0a000001 } }, .dst = { { 1 } }, .family = LYNC_IPV4,
};

static void match_row__proto_any(void **state)
{
	struct lync_key key = from_small;
	struct lync_matcher *matcher;
	struct small small;
	u32 proto;

	(void)state;
	small_init(&small);
	matcher = build(&small.policy);
	for (proto = 0; proto < 256; proto++) {
		key.proto = proto;
		assert_int_equal(row_of(matcher, &key), 0);
	}
	drop(matcher);
}

/* Port 0 of a protocol without ports must not look like a port. */
static void match_row__proto_any_with_ports(void **state)
{
	static const struct lync_ports low = { 0, 10 };
	struct lync_key key = from_small;
	struct lync_matcher *matcher;
	struct small small;
	u32 proto, side;

	(void)state;
	for (side = 0; side < 2; side++) {
		small_init(&small);
		if (side) {
			small.row.sports = &low;
			small.row.n_sports = 1;
		} else {
			small.row.dports = &low;
			small.row.n_dports = 1;
		}
		matcher = build(&small.policy);
		for (proto = 0; proto < 256; proto++) {
			key.proto = proto;
			assert_int_equal(row_of(matcher, &key),
					 proto == 6 || proto == 17 ?
					 0 : LYNC_NO_ROW);
		}
		drop(matcher);
	}
}

static void match_row__proto_exactly(void **state)
{
	struct lync_key key = from_small;
	struct lync_matcher *matcher;
	struct small small;

	(void)state;
	small_init(&small);
	small.row.proto = LYNC_PROTO_ICMPV6;
	matcher = build(&small.policy);
	key.proto = LYNC_PROTO_ICMPV6;
	assert_int_equal(row_of(matcher, &key), 0);
	key.proto = LYNC_PROTO_ICMP;
	assert_int_equal(row_of(matcher, &key), LYNC_NO_ROW);
	drop(matcher);
}

static void match_row__group_without_prefix(void **state)
{
	struct lync_key key = from_small;
	struct lync_matcher *matcher;
	struct small small;

	(void)state;
	small_init(&small);
	small.policy.n_prefix4 = 0;
	matcher = build(&small.policy);
	assert_int_equal(row_of(matcher, &key), LYNC_NO_ROW);
	drop(matcher);
}

static void match_row__any_holds_both_families(void **state)
{
	struct lync_key key = from_small;
	struct lync_matcher *matcher;
	struct small small;

	(void)state;
	small_init(&small);
	small.row.from = both_groups + 1;
	matcher = build(&small.policy);
	assert_int_equal(row_of(matcher, &key), 0);
	key.family = LYNC_IPV6;
	assert_int_equal(row_of(matcher, &key), 0);
	drop(matcher);
}

/* Rows 63, 64 and the last of all stand in three words of the vectors. */
static void match_row__far_rows(void **state)
{
	static struct lync_row rows[LYNC_MAX_ROWS];
	struct lync_key key = from_small;
	struct lync_matcher *matcher;
	struct small small;
	u32 i;

	(void)state;
	small_init(&small);
	for (i = 0; i < LYNC_MAX_ROWS; i++) {
		rows[i] = small.row;
		rows[i].proto = i == 63 ? 1 : i == 64 ? 2 :
				i == LYNC_MAX_ROWS - 1 ? 3 : 4;
	}
	small.policy.rows = rows;
	small.policy.n_rows = LYNC_MAX_ROWS;
	matcher = build(&small.policy);
	for (i = 0; i < 6; i++) {
		static const u32 expect[] = { LYNC_NO_ROW, 63, 64,
					      LYNC_MAX_ROWS - 1, 0,
					      LYNC_NO_ROW };
		key.proto = i;
		assert_int_equal(row_of(matcher, &key), expect[i]);
	}
	drop(matcher);
}

static bool small_is_spoofed(struct small *small, u32 src, u32 zones)
{
	struct lync_matcher *matcher = build(&small->policy);
	struct lync_key key = from_small;
	bool is_spoofed;

	key.src.w[0] = src;
	key.zones = zones;
	is_spoofed = lync_match_is_spoofed(matcher, &key,
					   lync_match_ends(matcher, &key));
	drop(matcher);
	return is_spoofed;
}

static void match_is_spoofed__behind_one_zone(void **state)
{
	struct small small;

	(void)state;
	small_init(&small);
	small.protects[0].zone = 30;
	assert_true(small_is_spoofed(&small, 0x0a000000, 0));
	assert_true(small_is_spoofed(&small, 0x0a000000, 0x3fffffff));
	assert_false(small_is_spoofed(&small, 0x0a000000, 0x40000000));
	assert_false(small_is_spoofed(&small, 0x0b000000, 0));
}

static void match_is_spoofed__behind_two_zones(void **state)
{
	struct small small;

	(void)state;
	small_init(&small);
	small.protects[0].zone = 0;
	small.protects[1].zone = 1;
	small.policy.n_protects = 2;
	assert_false(small_is_spoofed(&small, 0x0a000000, 1));
	assert_false(small_is_spoofed(&small, 0x0a000000, 2));
	assert_true(small_is_spoofed(&small, 0x0a000000, 4));
}

static void match_is_spoofed__line_without_zone_frees_none(void **state)
{
	struct small small;

	(void)state;
	small_init(&small);
	small.protects[0].zone = 0;
	small.protects[1].zone = LYNC_NO_ZONE;
	small.protects[1].group = 1;
	small.policy.n_protects = 2;
	assert_true(small_is_spoofed(&small, 0x0a000000, 4));
	assert_false(small_is_spoofed(&small, 0x0a000000, 1));
	/* but the addresses that it alone protects may come from anywhere */
	assert_false(small_is_spoofed(&small, 0x0b000000, 4));
}

static void match_is_spoofed__protected_any(void **state)
{
	struct small small;

	(void)state;
	small_init(&small);
	small.protects[0].group = 1;
	small.protects[0].zone = 3;
	assert_true(small_is_spoofed(&small, 0x7f000001, 0));
	assert_false(small_is_spoofed(&small, 0x7f000001, 8));
}

static int attempt(const void *what)
{
	struct lync_matcher *matcher;
	int err;

	err = lync_matcher_build(what, &unit_host, &matcher);
	if (!err)
		lync_matcher_free(matcher, &unit_host);
	return err;
}

static void matcher_build__no_memory_at_any_point(void **state)
{
	(void)state;
	assert_true(unit_fail_each(attempt, &default_policy) > 15);
}

/* More classes than a number of 16 bits can tell apart. */
static void matcher_build__too_big(void **state)
{
	enum { N_ROWS = LYNC_MAX_ROWS, N = 70000 };
	static struct lync_prefix4 prefixes[2 * N];
	static struct lync_group groups[1024];
	static struct lync_row rows[N_ROWS];
	struct lync_matcher *matcher;
	struct small small;
	u32 i, a = 0, b = 1;

	(void)state;
	small_init(&small);
	for (i = 0; i < N_ROWS; i++)
		rows[i] = small.row;
	small.policy.groups = groups;
	small.policy.n_groups = 1024;
	small.policy.rows = rows;
	small.policy.n_rows = N_ROWS;
	/* each pair of groups shares an address of its own */
	for (i = 0; i < N; i++) {
		prefixes[2 * i] = (struct lync_prefix4){ i, a, 32 };
		prefixes[2 * i + 1] = (struct lync_prefix4){ i, b, 32 };
		if (++b == 1024) {
			a++;
			b = a + 1;
		}
	}
	small.policy.prefix4 = prefixes;
	small.policy.n_prefix4 = 2 * N;
	unit_memory_reset(0);
	assert_int_equal(lync_matcher_build(&small.policy, &unit_host,
					    &matcher), -E2BIG);
	unit_memory_reset(0);
}

static void matcher_free__null(void **state)
{
	(void)state;
	unit_memory_reset(0);
	lync_matcher_free(NULL, &unit_host);
	unit_memory_reset(0);
}

static void matcher_bytes__grow_with_rows(void **state)
{
	static struct lync_row rows[65];
	struct lync_matcher *matcher;
	struct small small;
	size_t less, more;
	u32 i;

	(void)state;
	small_init(&small);
	for (i = 0; i < 65; i++)
		rows[i] = small.row;
	small.policy.rows = rows;
	small.policy.n_rows = 64;
	matcher = build(&small.policy);
	less = lync_matcher_bytes(matcher);
	drop(matcher);
	small.policy.n_rows = 65;
	matcher = build(&small.policy);
	more = lync_matcher_bytes(matcher);
	drop(matcher);
	/* the same classes and tables: what a look-up reads has not grown */
	assert_int_equal(more, less);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(match_row__first_of_two),
		cmocka_unit_test(match_row__edges_of_a_port_range),
		cmocka_unit_test(match_row__zone),
		cmocka_unit_test(match_reply_row__swaps_and_ignores_the_zone),
		cmocka_unit_test(match_is_edge__either_end),
		cmocka_unit_test(match_row__proto_any),
		cmocka_unit_test(match_row__proto_any_with_ports),
		cmocka_unit_test(match_row__proto_exactly),
		cmocka_unit_test(match_row__group_without_prefix),
		cmocka_unit_test(match_row__any_holds_both_families),
		cmocka_unit_test(match_row__far_rows),
		cmocka_unit_test(match_is_spoofed__behind_one_zone),
		cmocka_unit_test(match_is_spoofed__behind_two_zones),
		cmocka_unit_test(match_is_spoofed__line_without_zone_frees_none),
		cmocka_unit_test(match_is_spoofed__protected_any),
		cmocka_unit_test(matcher_build__no_memory_at_any_point),
		cmocka_unit_test(matcher_build__too_big),
		cmocka_unit_test(matcher_free__null),
		cmocka_unit_test(matcher_bytes__grow_with_rows),
	};

	return cmocka_run_group_tests_name("match", tests, NULL, NULL);
}
