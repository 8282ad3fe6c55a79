// SPDX-License-Identifier: GPL-2.0-only
/*
 * Suite of core/judge.c and policy.c, on a policy of three rows:
 *
 *	0 deny  quiet tcp from client to edge port 22
 *	1 allow serve tcp from any to edge port 20-30
 *	2 allow home  udp from any to edge port 53 in zone 1 (lan+)
 *
 * with edge protected behind zone 0 (dmz).
 */
#include <kunit/test.h>

#include "lync_edge.h"

enum judge_groups { JUDGE_EDGE, JUDGE_CLIENT, JUDGE_ANY };
enum judge_rows { JUDGE_QUIET, JUDGE_SERVE, JUDGE_HOME };
enum judge_zones { JUDGE_DMZ = 1, JUDGE_LAN = 2 };
enum judge_addrs {
	JUDGE_EDGE_ADDR = 0xc6336401,
	JUDGE_CLIENT_ADDR = 0xc0000201,
	JUDGE_OTHER_ADDR = 0xc0000301,
};

static const struct lync_group judge_groups[] = {
	{ .name = "edge" }, { .name = "client" },
	{ .name = "any", .any = true },
};

static const struct lync_prefix4 judge_prefixes[] = {
	{ .addr = JUDGE_EDGE_ADDR, .group = JUDGE_EDGE, .len = 32 },
	{ .addr = JUDGE_CLIENT_ADDR, .group = JUDGE_CLIENT, .len = 32 },
};

static const char *const judge_dmz[] = { "dmz" };
static const char *const judge_lan[] = { "lan+" };
static const struct lync_zone judge_zones[] = {
	{ .name = "dmz", .patterns = judge_dmz, .n_patterns = 1 },
	{ .name = "lan", .patterns = judge_lan, .n_patterns = 1 },
};

static const struct lync_protect judge_protect = { .group = JUDGE_EDGE };
static const char *const judge_sections[] = { "section" };

static const u16 judge_members[] = { JUDGE_EDGE, JUDGE_CLIENT, JUDGE_ANY };
static const struct lync_ports judge_ports[] = {
	{ 22, 22 }, { 20, 30 }, { 53, 53 },
};

#define JUDGE_ROW(number, word, src, l4, in, verb) { \
	.name = (word), .from = &judge_members[src], .n_from = 1, \
	.to = &judge_members[JUDGE_EDGE], .n_to = 1, \
	.dports = &judge_ports[number], .n_dports = 1, \
	.proto = (l4), .zone = (in), .action = (verb), \
}

static const struct lync_row judge_rows[] = {
	JUDGE_ROW(0, "quiet", JUDGE_CLIENT, LYNC_PROTO_TCP, LYNC_NO_ZONE,
		  LYNC_DENY),
	JUDGE_ROW(1, "serve", JUDGE_ANY, LYNC_PROTO_TCP, LYNC_NO_ZONE,
		  LYNC_ALLOW),
	JUDGE_ROW(2, "home", JUDGE_ANY, LYNC_PROTO_UDP, 1, LYNC_ALLOW),
};

static const struct lync_policy judge_policy = {
	.name = "judge", .rows = judge_rows, .n_rows = ARRAY_SIZE(judge_rows),
	.groups = judge_groups, .n_groups = ARRAY_SIZE(judge_groups),
	.prefix4 = judge_prefixes, .n_prefix4 = ARRAY_SIZE(judge_prefixes),
	.zones = judge_zones, .n_zones = ARRAY_SIZE(judge_zones),
	.protects = &judge_protect, .n_protects = 1,
	.sections = judge_sections, .n_sections = 1,
};

static int judge_init(struct kunit *test)
{
	struct lync_matcher *matcher;
	int err = lync_matcher_build(&judge_policy, &lync_kernel_host,
				     &matcher);

	test->priv = err ? NULL : matcher;
	return err;
}

static void judge_exit(struct kunit *test)
{
	lync_matcher_free(test->priv, &lync_kernel_host);
}

static struct lync_packet judge_to_edge(u32 src, u8 proto, u16 dport, u8 flags)
{
	return (struct lync_packet){
		.key = { .src = { { src } }, .dst = { { JUDGE_EDGE_ADDR } },
			 .sport = 40000, .dport = dport, .family = LYNC_IPV4,
			 .proto = proto },
		.tcp_flags = flags,
	};
}

/* The packet that answers, as it leaves the Edge Server. */
static struct lync_packet judge_answer(const struct lync_packet *packet,
				       u8 flags)
{
	struct lync_packet answer = *packet;

	answer.key.src = packet->key.dst;
	answer.key.dst = packet->key.src;
	answer.key.sport = packet->key.dport;
	answer.key.dport = packet->key.sport;
	answer.key.zones = JUDGE_DMZ;
	answer.tcp_flags = flags;
	return answer;
}

#define EXPECT_VERDICT(test, verdict, what, why, number) do { \
	struct lync_verdict got = (verdict); \
	KUNIT_EXPECT_EQ(test, got.outcome, what); \
	KUNIT_EXPECT_EQ(test, got.reason, why); \
	KUNIT_EXPECT_EQ(test, got.row, (u32)(number)); \
} while (0)
#define EXPECT_ALLOWED(test, verdict, row) \
	EXPECT_VERDICT(test, verdict, LYNC_ALLOWED, LYNC_REASON_NONE, row)
#define EXPECT_NO_ROW(test, verdict) \
	EXPECT_VERDICT(test, verdict, LYNC_DROPPED, LYNC_REASON_NO_ROW, \
		       LYNC_NO_ROW)
#define EXPECT_PASS(test, verdict) \
	EXPECT_VERDICT(test, verdict, LYNC_PASS, LYNC_REASON_NONE, LYNC_NO_ROW)

#define JUDGE(how, test, packet) \
	lync_judge_##how(&judge_policy, (test)->priv, packet, \
			 lync_match_ends((test)->priv, &(packet)->key))
#define JUDGE_KEY(how, test, packet) \
	lync_judge_##how(&judge_policy, (test)->priv, &(packet)->key, \
			 lync_match_ends((test)->priv, &(packet)->key))

static void judge_flow__allow_deny_none(struct kunit *test)
{
	struct lync_packet packet;

	packet = judge_to_edge(JUDGE_OTHER_ADDR, LYNC_PROTO_TCP, 22, 0);
	EXPECT_ALLOWED(test, JUDGE_KEY(flow, test, &packet), JUDGE_SERVE);
	packet = judge_to_edge(JUDGE_CLIENT_ADDR, LYNC_PROTO_TCP, 22, 0);
	EXPECT_VERDICT(test, JUDGE_KEY(flow, test, &packet), LYNC_DROPPED,
		       LYNC_REASON_DENY_ROW, JUDGE_QUIET);
	packet = judge_to_edge(JUDGE_CLIENT_ADDR, LYNC_PROTO_TCP, 31, 0);
	EXPECT_NO_ROW(test, JUDGE_KEY(flow, test, &packet));
}

static void judge_either__the_reply(struct kunit *test)
{
	struct lync_packet packet, answer;

	packet = judge_to_edge(JUDGE_OTHER_ADDR, LYNC_PROTO_TCP, 22, 0);
	answer = judge_answer(&packet, 0);
	EXPECT_NO_ROW(test, JUDGE_KEY(flow, test, &answer));
	EXPECT_ALLOWED(test, JUDGE_KEY(either, test, &answer), JUDGE_SERVE);
}

/* A row that denies the flow denies its replies: they match it, too. */
static void judge_either__a_denied_flow(struct kunit *test)
{
	struct lync_packet packet, answer;

	packet = judge_to_edge(JUDGE_CLIENT_ADDR, LYNC_PROTO_TCP, 22, 0);
	EXPECT_VERDICT(test, JUDGE_KEY(either, test, &packet), LYNC_DROPPED,
		       LYNC_REASON_DENY_ROW, JUDGE_QUIET);
	answer = judge_answer(&packet, 0);
	EXPECT_NO_ROW(test, JUDGE_KEY(either, test, &answer));
}

static void judge_stateless__tcp_flags(struct kunit *test)
{
	static const struct { u8 flags; bool is_reply; } cases[] = {
		{ 0, false }, { LYNC_TCP_SYN, false }, { LYNC_TCP_FIN, false },
		{ LYNC_TCP_ACK, true }, { LYNC_TCP_RST, true },
		{ LYNC_TCP_SYN | LYNC_TCP_ACK, true },
	};
	struct lync_packet packet, answer;
	u32 i;

	packet = judge_to_edge(JUDGE_OTHER_ADDR, LYNC_PROTO_TCP, 25, 0);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		answer = judge_answer(&packet, cases[i].flags);
		if (cases[i].is_reply)
			EXPECT_ALLOWED(test, JUDGE(stateless, test, &answer),
				       JUDGE_SERVE);
		else
			EXPECT_NO_ROW(test, JUDGE(stateless, test, &answer));
		packet.tcp_flags = cases[i].flags;
		EXPECT_ALLOWED(test, JUDGE(stateless, test, &packet),
			       JUDGE_SERVE);
	}
}

static void judge_stateless__udp_needs_no_flags(struct kunit *test)
{
	struct lync_packet packet, answer;

	packet = judge_to_edge(JUDGE_OTHER_ADDR, LYNC_PROTO_UDP, 53, 0);
	answer = judge_answer(&packet, 0);
	EXPECT_ALLOWED(test, JUDGE(stateless, test, &answer), JUDGE_HOME);
	EXPECT_NO_ROW(test, JUDGE(stateless, test, &packet));
	packet.key.zones = JUDGE_LAN;
	EXPECT_ALLOWED(test, JUDGE(stateless, test, &packet), JUDGE_HOME);
}

static void judge_early__only_what_opens_tcp(struct kunit *test)
{
	struct lync_packet packet;

	packet = judge_to_edge(JUDGE_OTHER_ADDR, LYNC_PROTO_TCP, 31,
			       LYNC_TCP_SYN);
	EXPECT_NO_ROW(test, JUDGE(early, test, &packet));
	packet.tcp_flags = LYNC_TCP_SYN | LYNC_TCP_ACK;
	EXPECT_PASS(test, JUDGE(early, test, &packet));
	packet.tcp_flags = LYNC_TCP_ACK;
	EXPECT_PASS(test, JUDGE(early, test, &packet));
	packet.tcp_flags = LYNC_TCP_SYN;
	packet.key.dport = 30;
	EXPECT_PASS(test, JUDGE(early, test, &packet));
}

static void judge_early__other_protocols_either_way(struct kunit *test)
{
	struct lync_packet packet, answer;

	packet = judge_to_edge(JUDGE_OTHER_ADDR, LYNC_PROTO_UDP, 53, 0);
	EXPECT_NO_ROW(test, JUDGE(early, test, &packet));
	answer = judge_answer(&packet, 0);
	EXPECT_PASS(test, JUDGE(early, test, &answer));
	packet.key.zones = JUDGE_LAN;
	EXPECT_PASS(test, JUDGE(early, test, &packet));
	packet.key.proto = LYNC_PROTO_ICMP;
	EXPECT_NO_ROW(test, JUDGE(early, test, &packet));
}

static void judge_early__spoofed(struct kunit *test)
{
	struct lync_packet packet, answer;

	packet = judge_to_edge(JUDGE_OTHER_ADDR, LYNC_PROTO_TCP, 22, 0);
	answer = judge_answer(&packet, LYNC_TCP_ACK);
	EXPECT_PASS(test, JUDGE(early, test, &answer));
	answer.key.zones = JUDGE_LAN;
	EXPECT_VERDICT(test, JUDGE(early, test, &answer), LYNC_DROPPED,
		       LYNC_REASON_SPOOFED, LYNC_NO_ROW);
}

static void explain__hints_at_another_zone(struct kunit *test)
{
	struct lync_packet packet = judge_to_edge(JUDGE_OTHER_ADDR,
						  LYNC_PROTO_UDP, 53, 0);
	struct lync_answer answer;

	packet.key.zones = JUDGE_DMZ;
	lync_explain(&judge_policy, test->priv, &packet.key, true, &answer);
	EXPECT_NO_ROW(test, answer.verdict);
	KUNIT_EXPECT_EQ(test, answer.other_zone_row, (u32)JUDGE_HOME);
	packet.key.zones = JUDGE_LAN;
	lync_explain(&judge_policy, test->priv, &packet.key, true, &answer);
	EXPECT_ALLOWED(test, answer.verdict, JUDGE_HOME);
	KUNIT_EXPECT_EQ(test, answer.other_zone_row, LYNC_NO_ROW);
	/* not known where: then it is in no zone, whatever the key says */
	lync_explain(&judge_policy, test->priv, &packet.key, false, &answer);
	EXPECT_NO_ROW(test, answer.verdict);
	KUNIT_EXPECT_EQ(test, answer.other_zone_row, (u32)JUDGE_HOME);
}

static void explain__not_ours_and_spoofed(struct kunit *test)
{
	struct lync_packet packet = judge_to_edge(JUDGE_OTHER_ADDR,
						  LYNC_PROTO_TCP, 22, 0);
	struct lync_packet back = judge_answer(&packet, 0);
	struct lync_answer answer;

	packet.key.dst.w[0]++;
	lync_explain(&judge_policy, test->priv, &packet.key, true, &answer);
	EXPECT_PASS(test, answer.verdict);
	back.key.zones = 0;
	lync_explain(&judge_policy, test->priv, &back.key, true, &answer);
	KUNIT_EXPECT_EQ(test, answer.verdict.reason, LYNC_REASON_SPOOFED);
	lync_explain(&judge_policy, test->priv, &back.key, false, &answer);
	KUNIT_EXPECT_EQ(test, answer.verdict.reason, LYNC_REASON_NO_ROW);
}

static void zones_of__names_and_patterns(struct kunit *test)
{
	static const struct { const char *name; u32 zones; } cases[] = {
		{ "dmz", JUDGE_DMZ }, { "dmz0", 0 }, { "dm", 0 }, { "", 0 },
		{ "lan", JUDGE_LAN }, { "lan0", JUDGE_LAN }, { "la", 0 },
		{ "xlan", 0 },
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(cases); i++)
		KUNIT_EXPECT_EQ_MSG(test, lync_zones_of(&judge_policy,
							cases[i].name),
				    cases[i].zones, "%s", cases[i].name);
}

static void rows_active__a_side_without_address(struct kunit *test)
{
	struct lync_policy policy = judge_policy;
	bool active[ARRAY_SIZE(judge_rows)];
	u32 i;

	/* only the Edge Server is left, then nobody */
	for (policy.n_prefix4 = 3; policy.n_prefix4--;) {
		lync_rows_active(&policy, &lync_kernel_host, active);
		for (i = 0; i < policy.n_rows; i++)
			KUNIT_EXPECT_EQ(test, active[i], policy.n_prefix4 >
					(i == JUDGE_QUIET ? 1 : 0));
	}
}

static struct kunit_case judge_cases[] = {
	KUNIT_CASE(judge_flow__allow_deny_none),
	KUNIT_CASE(judge_either__the_reply),
	KUNIT_CASE(judge_either__a_denied_flow),
	KUNIT_CASE(judge_stateless__tcp_flags),
	KUNIT_CASE(judge_stateless__udp_needs_no_flags),
	KUNIT_CASE(judge_early__only_what_opens_tcp),
	KUNIT_CASE(judge_early__other_protocols_either_way),
	KUNIT_CASE(judge_early__spoofed),
	KUNIT_CASE(explain__hints_at_another_zone),
	KUNIT_CASE(explain__not_ours_and_spoofed),
	KUNIT_CASE(zones_of__names_and_patterns),
	KUNIT_CASE(rows_active__a_side_without_address),
	{}
};

static struct kunit_suite judge_suite = {
	.name = "lync_judge",
	.init = judge_init,
	.exit = judge_exit,
	.test_cases = judge_cases,
};

kunit_test_suite(judge_suite);
