// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of oracle.c. The oracle judges the matcher, so what it says is
 * written out here by hand, on a policy in which each thing stands once.
 */
#include "unit.h"

#include "oracle.h"

enum { EDGE, PARTNER, ANYONE, BEHIND, NOBODY, N_GROUPS };

static const struct lync_group groups[N_GROUPS] = {
	[ANYONE] = { .any = true },
};

static const struct lync_prefix4 prefix4[] = {
	{ .addr = 0xcb00710a, .group = EDGE, .len = 32 },
	{ .addr = 0x0a000000, .group = PARTNER, .len = 9 },
	{ .addr = 0xc0000200, .group = BEHIND, .len = 24 },
};

static const struct lync_prefix6 prefix6[] = {
	{ .addr = { { 0x20010db8, 0, 0x80000000, 0 } }, .group = PARTNER,
	  .len = 65 },
};

static const struct lync_protect protects[] = {
	{ .group = EDGE, .zone = LYNC_NO_ZONE },
	{ .group = BEHIND, .zone = 0 },
	{ .group = BEHIND, .zone = 2 },
};

static const u16 edge[] = { EDGE }, anyone[] = { NOBODY, ANYONE };
static const u16 partner[] = { PARTNER, NOBODY };
static const struct lync_ports web[] = { { 443, 443 }, { 5061, 5062 } };

static const struct lync_row rows[] = {
	{ .from = partner, .n_from = 2, .to = edge, .n_to = 1,
	  .dports = web, .n_dports = 2, .proto = LYNC_PROTO_TCP,
	  .zone = LYNC_NO_ZONE },
	{ .from = anyone, .n_from = 2, .to = edge, .n_to = 1, .sports = web,
	  .n_sports = 1, .proto = LYNC_PROTO_ANY, .zone = 1 },
	{ .from = edge, .n_from = 1, .to = anyone, .n_to = 2, .proto = 47,
	  .zone = LYNC_NO_ZONE },
};

static const struct lync_policy policy = {
	.groups = groups, .n_groups = N_GROUPS,
	.prefix4 = prefix4, .n_prefix4 = COUNT(prefix4),
	.prefix6 = prefix6, .n_prefix6 = COUNT(prefix6),
	.protects = protects, .n_protects = COUNT(protects),
	.rows = rows, .n_rows = COUNT(rows), .n_zones = 3,
};

static struct lync_key key4(u32 src, u16 sport, u32 dst, u16 dport, u8 proto)
{
	const struct lync_key key = {
		.src = { { src } }, .dst = { { dst } },
		.sport = sport, .dport = dport,
		.family = LYNC_IPV4, .proto = proto,
	};

	return key;
}

static u32 row4(u32 src, u16 sport, u32 dst, u16 dport, u8 proto)
{
	const struct lync_key key = key4(src, sport, dst, dport, proto);

	return lync_oracle_row(&policy, &key);
}

static void oracle_row__edges_of_a_prefix(void **state)
{
	(void)state;
	assert_int_equal(row4(0x0a000000, 1, 0xcb00710a, 443, 6), 0);
	assert_int_equal(row4(0x0a7fffff, 1, 0xcb00710a, 443, 6), 0);
	assert_int_equal(row4(0x0a800000, 1, 0xcb00710a, 443, 6), LYNC_NO_ROW);
	assert_int_equal(row4(0x09ffffff, 1, 0xcb00710a, 443, 6), LYNC_NO_ROW);
	assert_int_equal(row4(0x0a000000, 1, 0xcb00710b, 443, 6), LYNC_NO_ROW);
}

static void oracle_row__edges_of_ports(void **state)
{
	(void)state;
	assert_int_equal(row4(0x0a000000, 1, 0xcb00710a, 442, 6), LYNC_NO_ROW);
	assert_int_equal(row4(0x0a000000, 1, 0xcb00710a, 444, 6), LYNC_NO_ROW);
	assert_int_equal(row4(0x0a000000, 1, 0xcb00710a, 5060, 6), LYNC_NO_ROW);
	assert_int_equal(row4(0x0a000000, 1, 0xcb00710a, 5061, 6), 0);
	assert_int_equal(row4(0x0a000000, 1, 0xcb00710a, 5062, 6), 0);
	assert_int_equal(row4(0x0a000000, 1, 0xcb00710a, 5063, 6), LYNC_NO_ROW);
}

static void oracle_row__protocol(void **state)
{
	(void)state;
	assert_int_equal(row4(0x0a000000, 1, 0xcb00710a, 443, 17), LYNC_NO_ROW);
	assert_int_equal(row4(0xcb00710a, 0, 0x01010101, 0, 47), 2);
	assert_int_equal(row4(0xcb00710a, 0, 0x01010101, 0, 50), LYNC_NO_ROW);
}

static void oracle_row__zone_and_any_with_ports(void **state)
{
	struct lync_key key = key4(0x01010101, 443, 0xcb00710a, 9, 17);

	(void)state;
	assert_int_equal(lync_oracle_row(&policy, &key), LYNC_NO_ROW);
	key.zones = 1 << 1;
	assert_int_equal(lync_oracle_row(&policy, &key), 1);
	key.zones = ~(1u << 1);
	assert_int_equal(lync_oracle_row(&policy, &key), LYNC_NO_ROW);
	key.zones = 1 << 1;
	key.proto = 47;
	assert_int_equal(lync_oracle_row(&policy, &key), LYNC_NO_ROW);
}

static void oracle_row__family(void **state)
{
	struct lync_key key = key4(0x20010db8, 1, 0xcb00710a, 443, 6);

	(void)state;
	assert_int_equal(lync_oracle_row(&policy, &key), LYNC_NO_ROW);
	key.family = LYNC_IPV6;
	key.dst = key.src;
	key.src.w[0] = 0xcb00710a;
	key.proto = 47;
	/* an IPv6 address that begins like the Edge's is not the Edge's */
	assert_int_equal(lync_oracle_row(&policy, &key), LYNC_NO_ROW);
}

static void oracle_reply_row__swaps_and_ignores_the_zone(void **state)
{
	struct lync_key key = key4(0xcb00710a, 443, 0x0a000001, 1, 6);

	(void)state;
	assert_int_equal(lync_oracle_reply_row(&policy, &key), 0);
	assert_int_equal(lync_oracle_row(&policy, &key), LYNC_NO_ROW);
	key = key4(0xcb00710a, 9, 0x01010101, 443, 17);
	assert_int_equal(lync_oracle_reply_row(&policy, &key), 1);
	key.dport = 444;
	assert_int_equal(lync_oracle_reply_row(&policy, &key), LYNC_NO_ROW);
}

static void oracle_is_edge__either_address(void **state)
{
	struct lync_key key = key4(0xcb00710a, 1, 1, 1, 6);

	(void)state;
	assert_true(lync_oracle_is_edge(&policy, &key));
	key = key4(1, 1, 0xc00002ff, 1, 6);
	assert_true(lync_oracle_is_edge(&policy, &key));
	key = key4(1, 1, 0xc0000300, 1, 6);
	assert_false(lync_oracle_is_edge(&policy, &key));
}

static void oracle_is_spoofed__zones(void **state)
{
	struct lync_key key = key4(0xc0000201, 1, 1, 1, 6);

	(void)state;
	assert_true(lync_oracle_is_spoofed(&policy, &key));
	key.zones = 1 << 1;
	assert_true(lync_oracle_is_spoofed(&policy, &key));
	key.zones = 1 << 0;
	assert_false(lync_oracle_is_spoofed(&policy, &key));
	key.zones = 1 << 2 | 1 << 1;
	assert_false(lync_oracle_is_spoofed(&policy, &key));
}

static void oracle_is_spoofed__unbound_or_not_edge(void **state)
{
	struct lync_key key = key4(0xcb00710a, 1, 0xc0000201, 1, 6);

	(void)state;
	assert_false(lync_oracle_is_spoofed(&policy, &key));
	key = key4(1, 1, 0xc0000201, 1, 6);
	assert_false(lync_oracle_is_spoofed(&policy, &key));
}

/* A protect line without a zone frees no address of the others' zones. */
static void oracle_is_spoofed__bound_and_unbound(void **state)
{
	static const struct lync_protect both[] = {
		{ .group = BEHIND, .zone = 0 },
		{ .group = BEHIND, .zone = LYNC_NO_ZONE },
	};
	struct lync_policy p = policy;
	struct lync_key key = key4(0xc0000201, 1, 1, 1, 6);

	(void)state;
	p.protects = both;
	p.n_protects = 2;
	assert_true(lync_oracle_is_spoofed(&p, &key));
	key.zones = 1 << 0;
	assert_false(lync_oracle_is_spoofed(&p, &key));
}

static void oracle_row__ipv6_beyond_a_word(void **state)
{
	struct lync_key key = {
		.src = { { 0x20010db8, 0, 0x80000000, 1 } },
		.family = LYNC_IPV6, .proto = LYNC_PROTO_TCP, .dport = 443,
	};
	const u16 to[] = { ANYONE };
	const struct lync_row row = { .from = partner, .n_from = 1, .to = to,
				      .n_to = 1, .proto = 6, .zone = 0xff };
	struct lync_policy p = policy;

	(void)state;
	p.rows = &row;
	p.n_rows = 1;
	assert_int_equal(lync_oracle_row(&p, &key), 0);
	key.src.w[2] = 0x7fffffff;
	assert_int_equal(lync_oracle_row(&p, &key), LYNC_NO_ROW);
	key.src.w[2] = 0xffffffff;
	assert_int_equal(lync_oracle_row(&p, &key), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(oracle_row__edges_of_a_prefix),
		cmocka_unit_test(oracle_row__edges_of_ports),
		cmocka_unit_test(oracle_row__protocol),
		cmocka_unit_test(oracle_row__zone_and_any_with_ports),
		cmocka_unit_test(oracle_row__family),
		cmocka_unit_test(oracle_row__ipv6_beyond_a_word),
		cmocka_unit_test(oracle_reply_row__swaps_and_ignores_the_zone),
		cmocka_unit_test(oracle_is_edge__either_address),
		cmocka_unit_test(oracle_is_spoofed__zones),
		cmocka_unit_test(oracle_is_spoofed__unbound_or_not_edge),
		cmocka_unit_test(oracle_is_spoofed__bound_and_unbound),
	};

	return cmocka_run_group_tests_name("oracle", tests, NULL, NULL);
}
