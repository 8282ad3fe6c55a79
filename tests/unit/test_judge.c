// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of judge.c: the answers of the published policy, each rule of the
 * verdict by hand, and explain at random against the oracle.
 */
#include "unit.h"

#include "default_policy.h"
#include "default_vectors.h"
#include "judge.h"
#include "oracle.h"
#include "random_policy.h"

/* Edge in group 0, behind zone 1; a host outside in group 1. */
enum { EDGE, HOST, ANYONE, N_GROUPS };
enum { INSIDE = 1, OUTSIDE = 0 };
enum { EDGE_ADDR = 0x0a000001, HOST_ADDR = 0x01010101, ELSE_ADDR = 2 };

static const struct lync_group groups[N_GROUPS] = { [ANYONE] = { .any = 1 } };
static const struct lync_prefix4 prefix4[] = {
	{ .addr = EDGE_ADDR, .group = EDGE, .len = 32 },
	{ .addr = HOST_ADDR, .group = HOST, .len = 32 },
};
static const char *const patterns[] = { "out0", "in0", "dmz0", "dmz+" };
static const struct lync_zone zones[] = {
	{ .patterns = &patterns[0], .n_patterns = 1 },
	{ .patterns = &patterns[1], .n_patterns = 1 },
	{ .patterns = &patterns[2], .n_patterns = 1 },
	{ .patterns = &patterns[3], .n_patterns = 1 },
};
static const struct lync_protect protects[] = {
	{ .group = EDGE, .zone = INSIDE },
};

static const u16 edge[] = { EDGE }, host[] = { HOST }, anyone[] = { ANYONE };
static const struct lync_ports sip[] = { { 5061, 5061 } };
static const struct lync_ports web[] = { { 443, 443 } };

#define ROW(source, target, port, l4, in, what) { \
	.from = (source), .n_from = 1, .to = (target), .n_to = 1, \
	.dports = (port), .n_dports = 1, .proto = LYNC_PROTO_##l4, \
	.zone = (in), .action = LYNC_##what }

enum { SIP_IN, UDP_OUT, DENY_HOST, WEB_IN, ZONED_DENY, ZONED, ZONED_EDGE };

static const struct lync_row rows[] = {
	[SIP_IN] = ROW(host, edge, sip, TCP, LYNC_NO_ZONE, ALLOW),
	[UDP_OUT] = ROW(edge, anyone, sip, UDP, LYNC_NO_ZONE, ALLOW),
	[DENY_HOST] = ROW(host, edge, web, ANY, LYNC_NO_ZONE, DENY),
	[WEB_IN] = ROW(anyone, edge, web, TCP, LYNC_NO_ZONE, ALLOW),
	[ZONED_DENY] = ROW(anyone, edge, sip, UDP, 2, DENY),
	[ZONED] = ROW(anyone, edge, sip, UDP, 3, ALLOW),
	[ZONED_EDGE] = ROW(edge, host, web, TCP, 3, ALLOW),
};

static const struct lync_policy policy = {
	.groups = groups, .n_groups = N_GROUPS,
	.prefix4 = prefix4, .n_prefix4 = COUNT(prefix4),
	.protects = protects, .n_protects = COUNT(protects),
	.rows = rows, .n_rows = COUNT(rows),
	.zones = zones, .n_zones = COUNT(zones),
};

static struct lync_matcher *matcher;

static int setup(void **state)
{
	(void)state;
	return lync_matcher_build(&policy, &unit_host, &matcher);
}

static int teardown(void **state)
{
	(void)state;
	lync_matcher_free(matcher, &unit_host);
	return unit_memory.live != 0;
}

static struct lync_packet packet_of(u8 proto, u32 src, u16 sport, u32 dst,
				    u16 dport, u8 tcp_flags)
{
	const struct lync_packet packet = {
		.key = { .src = { { src } }, .dst = { { dst } },
			 .sport = sport, .dport = dport, .proto = proto,
			 .family = LYNC_IPV4,
			 .zones = src == EDGE_ADDR ? 1 << INSIDE :
						     1 << OUTSIDE },
		.tcp_flags = tcp_flags,
	};

	return packet;
}

static void assert_verdict(struct lync_verdict got, enum lync_outcome outcome,
			   enum lync_reason reason, u32 row)
{
	assert_int_equal(got.outcome, outcome);
	assert_string_equal(lync_reason_name(got.reason),
			    lync_reason_name(reason));
	assert_int_equal(got.row, row);
}

#define ASSERT_ALLOWED(verdict, row) \
	assert_verdict(verdict, LYNC_ALLOWED, LYNC_REASON_NONE, row)
#define ASSERT_PASS(verdict) \
	assert_verdict(verdict, LYNC_PASS, LYNC_REASON_NONE, LYNC_NO_ROW)
#define ASSERT_NO_ROW(verdict) \
	assert_verdict(verdict, LYNC_DROPPED, LYNC_REASON_NO_ROW, LYNC_NO_ROW)
#define ASSERT_DENIED(verdict, row) \
	assert_verdict(verdict, LYNC_DROPPED, LYNC_REASON_DENY_ROW, row)

static struct lync_verdict flow(u8 proto, u32 src, u16 sport, u32 dst,
				u16 dport)
{
	struct lync_packet p = packet_of(proto, src, sport, dst, dport, 0);

	return lync_judge_flow(&policy, matcher, &p.key,
			       lync_match_ends(matcher, &p.key));
}

static struct lync_verdict either(u8 proto, u32 src, u16 sport, u32 dst,
				  u16 dport)
{
	struct lync_packet p = packet_of(proto, src, sport, dst, dport, 0);

	return lync_judge_either(&policy, matcher, &p.key,
				 lync_match_ends(matcher, &p.key));
}

static struct lync_verdict stateless(u8 proto, u32 src, u16 sport, u32 dst,
				     u16 dport, u8 flags)
{
	struct lync_packet p = packet_of(proto, src, sport, dst, dport, flags);

	return lync_judge_stateless(&policy, matcher, &p,
				    lync_match_ends(matcher, &p.key));
}

static struct lync_verdict early(u8 proto, u32 src, u16 sport, u32 dst,
				 u16 dport, u8 flags)
{
	struct lync_packet p = packet_of(proto, src, sport, dst, dport, flags);

	return lync_judge_early(&policy, matcher, &p,
				lync_match_ends(matcher, &p.key));
}

static void judge_flow__allow_deny_or_no_row(void **state)
{
	(void)state;
	ASSERT_ALLOWED(flow(6, HOST_ADDR, 9, EDGE_ADDR, 5061), SIP_IN);
	ASSERT_DENIED(flow(6, HOST_ADDR, 9, EDGE_ADDR, 443), DENY_HOST);
	ASSERT_ALLOWED(flow(6, ELSE_ADDR, 9, EDGE_ADDR, 443), WEB_IN);
	ASSERT_NO_ROW(flow(6, HOST_ADDR, 9, EDGE_ADDR, 5062));
	ASSERT_NO_ROW(flow(6, EDGE_ADDR, 5061, HOST_ADDR, 9));
}

static void judge_either__forward_first(void **state)
{
	(void)state;
	ASSERT_ALLOWED(either(6, HOST_ADDR, 9, EDGE_ADDR, 5061), SIP_IN);
	/* both directions would do: the packet as it is comes first */
	ASSERT_ALLOWED(either(17, EDGE_ADDR, 5061, HOST_ADDR, 5061), UDP_OUT);
}

static void judge_either__reply(void **state)
{
	(void)state;
	ASSERT_ALLOWED(either(6, EDGE_ADDR, 5061, HOST_ADDR, 9), SIP_IN);
	ASSERT_ALLOWED(either(17, HOST_ADDR, 5061, EDGE_ADDR, 9), UDP_OUT);
	ASSERT_NO_ROW(either(17, HOST_ADDR, 5062, EDGE_ADDR, 9));
}

static void judge_either__denied_as_it_is(void **state)
{
	(void)state;
	ASSERT_DENIED(either(17, HOST_ADDR, 9, EDGE_ADDR, 443), DENY_HOST);
	/* denied as an opening, but it may be the reply to an allowed one */
	ASSERT_ALLOWED(either(17, HOST_ADDR, 5061, EDGE_ADDR, 443), UDP_OUT);
}

static void judge_either__denied_in_reverse_only(void **state)
{
	(void)state;
	ASSERT_NO_ROW(either(6, EDGE_ADDR, 443, HOST_ADDR, 9));
}

static void judge_stateless__opening_segment_is_no_reply(void **state)
{
	(void)state;
	ASSERT_ALLOWED(stateless(6, HOST_ADDR, 9, EDGE_ADDR, 5061, 0x02), SIP_IN);
	ASSERT_NO_ROW(stateless(6, EDGE_ADDR, 5061, HOST_ADDR, 9, 0x02));
	ASSERT_NO_ROW(stateless(6, EDGE_ADDR, 5061, HOST_ADDR, 9, 0x00));
	ASSERT_NO_ROW(stateless(6, EDGE_ADDR, 5061, HOST_ADDR, 9, 0x01));
}

static void judge_stateless__ack_or_rst_may_be_a_reply(void **state)
{
	(void)state;
	ASSERT_ALLOWED(stateless(6, EDGE_ADDR, 5061, HOST_ADDR, 9, 0x12), SIP_IN);
	ASSERT_ALLOWED(stateless(6, EDGE_ADDR, 5061, HOST_ADDR, 9, 0x10), SIP_IN);
	ASSERT_ALLOWED(stateless(6, EDGE_ADDR, 5061, HOST_ADDR, 9, 0x04), SIP_IN);
	ASSERT_NO_ROW(stateless(6, EDGE_ADDR, 5062, HOST_ADDR, 9, 0x10));
	ASSERT_DENIED(stateless(6, HOST_ADDR, 9, EDGE_ADDR, 443, 0x10),
		      DENY_HOST);
}

static void judge_stateless__udp_has_no_flags(void **state)
{
	(void)state;
	ASSERT_ALLOWED(stateless(17, HOST_ADDR, 5061, EDGE_ADDR, 9, 0), UDP_OUT);
	ASSERT_NO_ROW(stateless(17, HOST_ADDR, 5060, EDGE_ADDR, 9, 0));
}

static void judge_early__opening_segment(void **state)
{
	(void)state;
	ASSERT_PASS(early(6, HOST_ADDR, 9, EDGE_ADDR, 5061, 0x02));
	ASSERT_NO_ROW(early(6, HOST_ADDR, 9, EDGE_ADDR, 5062, 0x02));
	ASSERT_DENIED(early(6, HOST_ADDR, 9, EDGE_ADDR, 443, 0x02), DENY_HOST);
	/* a reply's ports do not open a connection */
	ASSERT_NO_ROW(early(6, EDGE_ADDR, 5061, HOST_ADDR, 9, 0x02));
	/* ECN bits make no other segment of it */
	ASSERT_NO_ROW(early(6, HOST_ADDR, 9, EDGE_ADDR, 5062, 0xc2));
}

static void judge_early__other_segments_pass(void **state)
{
	(void)state;
	ASSERT_PASS(early(6, HOST_ADDR, 9, EDGE_ADDR, 5062, 0x12));
	ASSERT_PASS(early(6, HOST_ADDR, 9, EDGE_ADDR, 5062, 0x10));
	ASSERT_PASS(early(6, HOST_ADDR, 9, EDGE_ADDR, 5062, 0x04));
	ASSERT_PASS(early(6, HOST_ADDR, 9, EDGE_ADDR, 5062, 0x00));
}

static void judge_early__udp_in_either_direction(void **state)
{
	(void)state;
	ASSERT_PASS(early(17, EDGE_ADDR, 9, HOST_ADDR, 5061, 0));
	ASSERT_PASS(early(17, HOST_ADDR, 5061, EDGE_ADDR, 9, 0));
	ASSERT_NO_ROW(early(17, HOST_ADDR, 5062, EDGE_ADDR, 9, 0));
	ASSERT_DENIED(early(17, HOST_ADDR, 9, EDGE_ADDR, 443, 0), DENY_HOST);
}

static void judge_early__protocol_without_row(void **state)
{
	(void)state;
	ASSERT_NO_ROW(early(47, HOST_ADDR, 0, EDGE_ADDR, 0, 0));
}

static void judge_early__spoofed(void **state)
{
	struct lync_packet p = packet_of(6, EDGE_ADDR, 9, HOST_ADDR, 9, 0x10);
	struct lync_ends ends = lync_match_ends(matcher, &p.key);

	(void)state;
	ASSERT_PASS(lync_judge_early(&policy, matcher, &p, ends));
	p.key.zones = 1 << OUTSIDE;
	assert_verdict(lync_judge_early(&policy, matcher, &p, ends),
		       LYNC_DROPPED, LYNC_REASON_SPOOFED, LYNC_NO_ROW);
	p.key.zones = 0;
	assert_verdict(lync_judge_early(&policy, matcher, &p, ends),
		       LYNC_DROPPED, LYNC_REASON_SPOOFED, LYNC_NO_ROW);
}

static struct lync_answer explain(u8 proto, u32 src, u32 dst, u16 dport,
				  u32 zones, bool arrives)
{
	struct lync_packet p = packet_of(proto, src, 9, dst, dport, 0);
	struct lync_answer answer;

	memset(&answer, 0xff, sizeof(answer));
	p.key.zones = zones;
	lync_explain(&policy, matcher, &p.key, arrives, &answer);
	return answer;
}

static void explain__not_edge(void **state)
{
	struct lync_answer a = explain(6, HOST_ADDR, ELSE_ADDR, 443, 0, true);

	(void)state;
	ASSERT_PASS(a.verdict);
	assert_int_equal(a.other_zone_row, LYNC_NO_ROW);
}

static void explain__allowed_has_no_hint(void **state)
{
	struct lync_answer a = explain(17, ELSE_ADDR, EDGE_ADDR, 5061, 1 << 3,
				       true);

	(void)state;
	ASSERT_ALLOWED(a.verdict, ZONED);
	assert_int_equal(a.other_zone_row, LYNC_NO_ROW);
}

static void explain__hints_at_another_zone(void **state)
{
	struct lync_answer a = explain(17, ELSE_ADDR, EDGE_ADDR, 5061,
				       1 << OUTSIDE, true);

	(void)state;
	ASSERT_NO_ROW(a.verdict);
	assert_int_equal(a.other_zone_row, ZONED);
	/* denied in its zone, allowed in another */
	a = explain(17, ELSE_ADDR, EDGE_ADDR, 5061, 1 << 2, true);
	ASSERT_DENIED(a.verdict, ZONED_DENY);
	assert_int_equal(a.other_zone_row, ZONED);
	a = explain(17, ELSE_ADDR, EDGE_ADDR, 5062, 1 << OUTSIDE, true);
	assert_int_equal(a.other_zone_row, LYNC_NO_ROW);
}

/* Without an interface no row of such a zone matches, whatever zones says. */
static void explain__arrival_unknown(void **state)
{
	struct lync_answer a = explain(17, ELSE_ADDR, EDGE_ADDR, 5061, 1 << 3,
				       false);

	(void)state;
	ASSERT_NO_ROW(a.verdict);
	assert_int_equal(a.other_zone_row, ZONED);
}

static void explain__spoofed_only_when_it_arrives(void **state)
{
	struct lync_answer a = explain(17, EDGE_ADDR, HOST_ADDR, 5061,
				       1 << OUTSIDE, true);

	(void)state;
	assert_verdict(a.verdict, LYNC_DROPPED, LYNC_REASON_SPOOFED,
		       LYNC_NO_ROW);
	assert_int_equal(a.other_zone_row, LYNC_NO_ROW);
	a = explain(17, EDGE_ADDR, HOST_ADDR, 5061, 1 << OUTSIDE, false);
	ASSERT_ALLOWED(a.verdict, UDP_OUT);
	a = explain(17, EDGE_ADDR, HOST_ADDR, 5061, 1 << INSIDE, true);
	ASSERT_ALLOWED(a.verdict, UDP_OUT);
}

/* Row ZONED_EDGE would match from zone 3, where the source is spoofed. */
static void explain__hints_at_no_zone_it_would_be_spoofed_in(void **state)
{
	struct lync_answer a = explain(6, EDGE_ADDR, HOST_ADDR, 443,
				       1 << INSIDE, true);

	(void)state;
	ASSERT_NO_ROW(a.verdict);
	assert_int_equal(a.other_zone_row, LYNC_NO_ROW);
}

static bool vector_is_right(const struct lync_vector *vector,
			    struct lync_matcher *compiled)
{
	struct lync_key key = vector->key;
	struct lync_answer answer;
	const char *row;

	if (vector->ifname)
		key.zones = lync_zones_of(&default_policy, vector->ifname);
	lync_explain(&default_policy, compiled, &key, vector->ifname != NULL,
		     &answer);
	row = answer.verdict.row == LYNC_NO_ROW ?
		      NULL : default_rows[answer.verdict.row].name;
	if (answer.verdict.outcome == vector->outcome &&
	    answer.verdict.reason == vector->reason &&
	    !row == !vector->row && (!row || !strcmp(row, vector->row)))
		return true;
	fprintf(stderr, "%s: outcome %d, reason %s, row %s\n", vector->question,
		answer.verdict.outcome,
		lync_reason_name(answer.verdict.reason), row ? row : "none");
	return false;
}

static void explain__default_vectors(void **state)
{
	struct lync_matcher *compiled;
	u32 i, wrong = 0;

	(void)state;
	assert_int_equal(COUNT(default_vectors), 400);
	assert_int_equal(lync_matcher_build(&default_policy, &unit_host,
					    &compiled), 0);
	for (i = 0; i < COUNT(default_vectors); i++)
		wrong += !vector_is_right(&default_vectors[i], compiled);
	lync_matcher_free(compiled, &unit_host);
	assert_int_equal(wrong, 0);
}

/* Would the row let the packet in by an interface of its zone? */
static bool naive_lets_in(const struct lync_policy *p,
			  const struct lync_key *key, u32 row)
{
	const struct lync_zone *zone = &p->zones[p->rows[row].zone];
	struct lync_key moved = *key;
	u32 i;

	for (i = 0; i < zone->n_patterns; i++) {
		moved.zones = lync_zones_of(p, zone->patterns[i]);
		if (lync_oracle_row(p, &moved) == row &&
		    !lync_oracle_is_spoofed(p, &moved))
			return true;
	}
	return false;
}

/* A hint, found row by row as its description says. */
static u32 naive_hint(const struct lync_policy *p, const struct lync_key *key)
{
	u32 i;

	for (i = 0; i < p->n_rows; i++)
		if (p->rows[i].zone != LYNC_NO_ZONE &&
		    p->rows[i].action == LYNC_ALLOW &&
		    !(key->zones & 1u << p->rows[i].zone) &&
		    naive_lets_in(p, key, i))
			return i;
	return LYNC_NO_ROW;
}

static struct lync_answer naive_explain(const struct lync_policy *p,
					struct lync_key key, bool arrives)
{
	struct lync_answer a = {
		.verdict = { LYNC_PASS, LYNC_REASON_NONE, LYNC_NO_ROW },
		.other_zone_row = LYNC_NO_ROW,
	};

	if (!lync_oracle_is_edge(p, &key))
		return a;
	a.verdict.outcome = LYNC_DROPPED;
	if (!arrives)
		key.zones = lync_zones_of(p, "");
	if (arrives && lync_oracle_is_spoofed(p, &key)) {
		a.verdict.reason = LYNC_REASON_SPOOFED;
		return a;
	}
	a.verdict.row = lync_oracle_row(p, &key);
	a.verdict.reason = a.verdict.row == LYNC_NO_ROW ?
			   LYNC_REASON_NO_ROW : LYNC_REASON_DENY_ROW;
	if (a.verdict.row != LYNC_NO_ROW && !p->rows[a.verdict.row].action) {
		a.verdict.outcome = LYNC_ALLOWED;
		a.verdict.reason = LYNC_REASON_NONE;
	} else {
		a.other_zone_row = naive_hint(p, &key);
	}
	return a;
}

static void explain__agrees_with_the_oracle(void **state)
{
	unsigned long seed = unit_number("LYNC_SEED", 1);
	unsigned long policies = unit_number("LYNC_POLICIES", 2000) / 4 + 1;
	unsigned long i, j, hints = 0;
	struct random_policy *made = unit_host.alloc(sizeof(*made));
	struct lync_answer got, want;
	struct lync_matcher *compiled;
	struct random_source source;
	struct lync_key key;

	(void)state;
	for (i = 0; i < policies; i++) {
		random_seed(&source, seed + i);
		random_policy_fill(made, &source);
		assert_int_equal(lync_matcher_build(&made->policy, &unit_host,
						    &compiled), 0);
		for (j = 0; j < 100; j++) {
			random_key_fill(&key, &made->policy, &source);
			lync_explain(&made->policy, compiled, &key, j & 1, &got);
			want = naive_explain(&made->policy, key, j & 1);
			hints += want.other_zone_row != LYNC_NO_ROW;
			if (memcmp(&got, &want, sizeof(got)))
				fail_msg("again: LYNC_SEED=%lu LYNC_POLICIES=1",
					 seed + i);
		}
		lync_matcher_free(compiled, &unit_host);
	}
	unit_host.free(made);
	if (policies > 100)
		assert_true(hints > policies);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judge_flow__allow_deny_or_no_row),
		cmocka_unit_test(judge_either__forward_first),
		cmocka_unit_test(judge_either__reply),
		cmocka_unit_test(judge_either__denied_as_it_is),
		cmocka_unit_test(judge_either__denied_in_reverse_only),
		cmocka_unit_test(judge_stateless__opening_segment_is_no_reply),
		cmocka_unit_test(judge_stateless__ack_or_rst_may_be_a_reply),
		cmocka_unit_test(judge_stateless__udp_has_no_flags),
		cmocka_unit_test(judge_early__opening_segment),
		cmocka_unit_test(judge_early__other_segments_pass),
		cmocka_unit_test(judge_early__udp_in_either_direction),
		cmocka_unit_test(judge_early__protocol_without_row),
		cmocka_unit_test(judge_early__spoofed),
		cmocka_unit_test(explain__not_edge),
		cmocka_unit_test(explain__allowed_has_no_hint),
		cmocka_unit_test(explain__hints_at_another_zone),
		cmocka_unit_test(explain__arrival_unknown),
		cmocka_unit_test(explain__spoofed_only_when_it_arrives),
		cmocka_unit_test(explain__hints_at_no_zone_it_would_be_spoofed_in),
		cmocka_unit_test(explain__default_vectors),
		cmocka_unit_test(explain__agrees_with_the_oracle),
	};

	return cmocka_run_group_tests_name("judge", tests, setup, teardown);
}
