// SPDX-License-Identifier: GPL-2.0-only
/* Suite of nl_query.c and nl_stats.c: explain, status and statistics. */
#include <kunit/test.h>

#include "client.h"
#include "default_policy.h"
#include "iface.h"
#include "inject.h"
#include "running.h"

static int query_init(struct kunit *test)
{
	struct client *client = kunit_kzalloc(test, sizeof(*client),
					      GFP_KERNEL);
	int err;

	if (!client)
		return -ENOMEM;
	err = running_start(test);
	if (err)
		return err;
	client_open(client, test, NETLINK_GENERIC);
	test->priv = client;
	return 0;
}

static void query_load(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, running_publish(policy_build(test,
							   &default_policy)), 0);
}

/**
 * struct query - a question of LYNC_EDGE_CMD_EXPLAIN, IPv4
 * @src: source address, host order
 * @dst: destination address
 * @proto: protocol number
 * @dport: destination port, 0 for none given
 * @ifname: interface, or NULL
 */
struct query {
	u32 src;
	u32 dst;
	u8 proto;
	u16 dport;
	const char *ifname;
};

static int query_ask(struct kunit *test, const struct query *query)
{
	__be32 src = htonl(query->src), dst = htonl(query->dst);
	struct message request;

	client_request_init(&request, test, LYNC_EDGE_CMD_EXPLAIN, 0);
	message_put_u8(&request, LYNC_EDGE_A_PROTO, query->proto);
	message_put(&request, LYNC_EDGE_A_SRC, &src, sizeof(src));
	message_put(&request, LYNC_EDGE_A_DST, &dst, sizeof(dst));
	if (query->dport)
		message_put(&request, LYNC_EDGE_A_DPORT, &query->dport,
			    sizeof(query->dport));
	message_put_text(&request, LYNC_EDGE_A_IFNAME, query->ifname);
	return client_error(test->priv, &request);
}

static void query_expect_outcome(struct kunit *test, u8 outcome)
{
	const struct nlattr *attr = client_attr(test->priv,
						LYNC_EDGE_A_OUTCOME);

	KUNIT_ASSERT_NOT_NULL(test, attr);
	KUNIT_EXPECT_EQ(test, nla_get_u8(attr), outcome);
}

/* A string of the answer, in a nest when @inner is not 0; "" when not there. */
static const char *query_text(struct kunit *test, int type, int inner)
{
	const struct nlattr *attr = client_attr(test->priv, type);

	if (attr && inner)
		attr = nla_find_nested(attr, inner);
	return attr ? nla_data(attr) : "";
}

static void explain__allowed(struct kunit *test)
{
	static const struct query partner = {
		.src = 0x41363401, .dst = 0xcb00710a,
		.proto = IPPROTO_TCP, .dport = 5061,
	};

	query_load(test);
	KUNIT_ASSERT_EQ(test, query_ask(test, &partner), 0);
	query_expect_outcome(test, LYNC_EDGE_OUTCOME_ALLOW);
	KUNIT_EXPECT_NULL(test, client_attr(test->priv, LYNC_EDGE_A_REASON));
	KUNIT_EXPECT_EQ(test, client_u32(test->priv, LYNC_EDGE_A_GENERATION),
			1u);
	KUNIT_EXPECT_STREQ(test, query_text(test, LYNC_EDGE_A_NAME, 0),
			   "default");
	KUNIT_EXPECT_STREQ(test, query_text(test, LYNC_EDGE_A_ROW,
					    LYNC_EDGE_A_ROW_NAME),
			   "pic-sip-in");
	KUNIT_EXPECT_STREQ(test, query_text(test, LYNC_EDGE_A_ROW,
					    LYNC_EDGE_A_ROW_SECTION_TITLE),
			   "Public IM connectivity");
}

static void explain__denied_and_passed(struct kunit *test)
{
	struct query query = {
		.src = 0x41363401, .dst = 0xcb00710a,
		.proto = IPPROTO_TCP, .dport = 5062,
	};

	query_load(test);
	KUNIT_ASSERT_EQ(test, query_ask(test, &query), 0);
	query_expect_outcome(test, LYNC_EDGE_OUTCOME_DENY);
	KUNIT_EXPECT_EQ(test, client_u32(test->priv, LYNC_EDGE_A_REASON),
			(u32)LYNC_EDGE_REASON_NO_ROW);
	KUNIT_EXPECT_NULL(test, client_attr(test->priv, LYNC_EDGE_A_ROW));
	query.dst++;
	KUNIT_ASSERT_EQ(test, query_ask(test, &query), 0);
	query_expect_outcome(test, LYNC_EDGE_OUTCOME_PASS);
}

static void explain__zone(struct kunit *test)
{
	struct query query = {
		.src = 0x41363401, .dst = 0x0a2d100a,
		.proto = IPPROTO_TCP, .dport = 23456, .ifname = "eth2",
	};

	query_load(test);
	KUNIT_ASSERT_EQ(test, query_ask(test, &query), 0);
	query_expect_outcome(test, LYNC_EDGE_OUTCOME_ALLOW);
	query.ifname = "eth3";
	KUNIT_ASSERT_EQ(test, query_ask(test, &query), 0);
	query_expect_outcome(test, LYNC_EDGE_OUTCOME_DENY);
	KUNIT_EXPECT_STREQ(test, query_text(test, LYNC_EDGE_A_OTHER_ZONE_ROW,
					    LYNC_EDGE_A_ROW_NAME),
			   "xmpp-gateway");
	KUNIT_EXPECT_STREQ(test, query_text(test, LYNC_EDGE_A_OTHER_ZONE_ROW,
					    LYNC_EDGE_A_ROW_ZONE_NAME),
			   "internal");
}

static void explain__refused(struct kunit *test)
{
	struct client *client = test->priv;
	struct query query = { .src = 1, .dst = 2, .proto = IPPROTO_UDP };
	struct message request;

	KUNIT_EXPECT_EQ(test, query_ask(test, &query), -ENOENT);
	KUNIT_EXPECT_STREQ(test, client_sentence(client),
			   "no policy is loaded");
	query_load(test);
	query.proto = IPPROTO_ICMP;
	query.dport = 5;
	KUNIT_EXPECT_EQ(test, query_ask(test, &query), -EINVAL);
	KUNIT_EXPECT_STREQ(test, client_sentence(client),
			   "only TCP and UDP have ports");
	query.proto = IPPROTO_TCP;
	query.ifname = "0123456789abcdef";
	KUNIT_EXPECT_EQ(test, query_ask(test, &query), -EINVAL);
	client_request_init(&request, test, LYNC_EDGE_CMD_EXPLAIN, 0);
	KUNIT_EXPECT_EQ(test, client_error(client, &request), -EINVAL);
}

static void explain__addresses_refused(struct kunit *test)
{
	static const struct { int src, dst; const char *says; } cases[] = {
		{ 4, 16, "addresses are of two families" },
		{ 16, 4, "addresses are of two families" },
		{ 5, 4, "an address has 4 or 16 bytes" },
		{ 16, 0, "an address has 4 or 16 bytes" },
	};
	static const u8 zeros[16];
	struct message request;
	u32 i;

	query_load(test);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		client_request_init(&request, test, LYNC_EDGE_CMD_EXPLAIN, 0);
		message_put_u8(&request, LYNC_EDGE_A_PROTO, IPPROTO_TCP);
		message_put(&request, LYNC_EDGE_A_SRC, zeros, cases[i].src);
		message_put(&request, LYNC_EDGE_A_DST, zeros, cases[i].dst);
		KUNIT_EXPECT_EQ(test, client_error(test->priv, &request),
				-EINVAL);
		KUNIT_EXPECT_STREQ(test, client_sentence(test->priv),
				   cases[i].says);
	}
}

static void status__without_policy(struct kunit *test)
{
	struct message request;

	client_request_init(&request, test, LYNC_EDGE_CMD_STATUS, 0);
	KUNIT_ASSERT_EQ(test, client_error(test->priv, &request), 0);
	KUNIT_EXPECT_STREQ(test, query_text(test, LYNC_EDGE_A_VERSION, 0),
			   LYNC_EDGE_VERSION);
	KUNIT_EXPECT_EQ(test, client_u32(test->priv, LYNC_EDGE_A_GENERATION),
			0u);
	KUNIT_EXPECT_NULL(test, client_attr(test->priv, LYNC_EDGE_A_NAME));
	KUNIT_EXPECT_NULL(test, client_attr(test->priv, LYNC_EDGE_A_N_ROWS));
}

static void status__with_policy(struct kunit *test)
{
	struct client *client = test->priv;
	const struct nlattr *zone;
	struct message request;

	query_load(test);
	client_request_init(&request, test, LYNC_EDGE_CMD_STATUS, 0);
	KUNIT_ASSERT_EQ(test, client_error(client, &request), 0);
	KUNIT_EXPECT_EQ(test, client_u32(client, LYNC_EDGE_A_N_ROWS),
			default_policy.n_rows);
	KUNIT_EXPECT_EQ(test, client_u32(client, LYNC_EDGE_A_N_GROUPS),
			default_policy.n_groups);
	KUNIT_EXPECT_EQ(test, client_u32(client, LYNC_EDGE_A_N_PREFIXES),
			default_policy.n_prefix4 + default_policy.n_prefix6);
	zone = client_attr(client, LYNC_EDGE_A_ZONE_STATUS);
	KUNIT_ASSERT_NOT_NULL(test, zone);
	KUNIT_EXPECT_NULL(test, nla_find_nested(zone,
						LYNC_EDGE_A_ZONE_IFNAME));
}

static void status__interfaces_of_a_zone(struct kunit *test)
{
	static const char *const patterns[] = { "lkzone" };
	static const struct lync_zone zone = {
		.name = "internal", .patterns = patterns, .n_patterns = 1,
	};
	struct lync_policy policy = default_policy;
	struct message request;

	policy.zones = &zone;
	KUNIT_ASSERT_EQ(test, running_publish(policy_build(test, &policy)), 0);
	iface_register(test, "lkzone");
	client_request_init(&request, test, LYNC_EDGE_CMD_STATUS, 0);
	KUNIT_ASSERT_EQ(test, client_error(test->priv, &request), 0);
	KUNIT_EXPECT_STREQ(test, query_text(test, LYNC_EDGE_A_ZONE_STATUS,
					    LYNC_EDGE_A_ZONE_NAME),
			   "internal");
	KUNIT_EXPECT_STREQ(test, query_text(test, LYNC_EDGE_A_ZONE_STATUS,
					    LYNC_EDGE_A_ZONE_IFNAME),
			   "lkzone");
}

/* The nth attribute of a type. */
static const struct nlattr *stats_nth(const struct message *stats, int type,
				      u32 nth)
{
	const struct nlattr *attr;
	int rem;

	nla_for_each_attr(attr, message_head(stats), stats->skb->len, rem)
		if (nla_type(attr) == type && !nth--)
			return attr;
	return NULL;
}

static void query_expect_u64(struct kunit *test, const struct nlattr *nest,
			     int type, u64 value)
{
	const struct nlattr *attr = nest ? nla_find_nested(nest, type) : NULL;

	KUNIT_ASSERT_NOT_NULL(test, attr);
	KUNIT_EXPECT_EQ(test, nla_get_u64(attr), value);
}

static void query_expect_name(struct kunit *test, const struct nlattr *nest,
			      const char *name)
{
	const struct nlattr *attr = nla_find_nested(nest,
						    LYNC_EDGE_A_COUNTERS_NAME);

	KUNIT_ASSERT_NOT_NULL(test, attr);
	KUNIT_EXPECT_STREQ(test, (const char *)nla_data(attr), name);
}

static u32 stats_ask(struct kunit *test, struct message *stats)
{
	struct message request;
	u32 generation = 0;

	message_init(stats, test, MESSAGE_ROOM);
	client_request_init(&request, test, LYNC_EDGE_CMD_STATS_GET,
			    NLM_F_DUMP);
	client_send(test->priv, &request);
	while (client_dump_next(test->priv, stats, &generation))
		;
	return generation;
}

static void stats__rows_and_drops(struct kunit *test)
{
	struct lync_ruleset *ruleset;
	const struct nlattr *nest;
	struct message stats;
	u32 row, reason;

	query_load(test);
	ruleset = lync_net_get_ruleset(running_net());
	KUNIT_ASSERT_NOT_NULL(test, ruleset);
	for (row = 0; row < default_policy.n_rows; row++)
		lync_counters_add(ruleset->counters, row, 40 + row, true);
	lync_ruleset_put(ruleset);
	lync_drops_add(running_net()->drops, LYNC_REASON_FRAGMENT);
	KUNIT_EXPECT_EQ(test, stats_ask(test, &stats), 1u);
	for (row = 0; row < default_policy.n_rows; row++) {
		nest = stats_nth(&stats, LYNC_EDGE_A_COUNTERS, row);
		query_expect_u64(test, nest, LYNC_EDGE_A_COUNTERS_PACKETS, 1);
		query_expect_u64(test, nest, LYNC_EDGE_A_COUNTERS_BYTES,
				 40 + row);
		query_expect_u64(test, nest, LYNC_EDGE_A_COUNTERS_FLOWS, 1);
		query_expect_name(test, nest, default_policy.rows[row].name);
	}
	for (reason = 1; reason < LYNC_REASON_COUNT; reason++) {
		nest = stats_nth(&stats, LYNC_EDGE_A_DROPS, reason - 1);
		query_expect_u64(test, nest, LYNC_EDGE_A_DROPS_PACKETS,
				 reason == LYNC_REASON_FRAGMENT);
	}
}

static void stats__without_policy(struct kunit *test)
{
	struct message stats;

	KUNIT_EXPECT_EQ(test, stats_ask(test, &stats), 0u);
	KUNIT_EXPECT_NULL(test, message_find(&stats, LYNC_EDGE_A_NAME));
	KUNIT_EXPECT_NOT_NULL(test, message_find(&stats, LYNC_EDGE_A_DROPS));
	KUNIT_EXPECT_NULL(test, message_find(&stats, LYNC_EDGE_A_COUNTERS));
}

static void stats__no_memory(struct kunit *test)
{
	long live = inject_live();
	struct message request;

	client_request_init(&request, test, LYNC_EDGE_CMD_STATS_GET,
			    NLM_F_DUMP);
	inject_arm(1);
	KUNIT_EXPECT_EQ(test, client_error(test->priv, &request), -ENOMEM);
	KUNIT_EXPECT_TRUE(test, inject_disarm());
	KUNIT_EXPECT_EQ(test, inject_live(), live);
}

static struct kunit_case query_cases[] = {
	KUNIT_CASE(explain__allowed),
	KUNIT_CASE(explain__denied_and_passed),
	KUNIT_CASE(explain__zone),
	KUNIT_CASE(explain__refused),
	KUNIT_CASE(explain__addresses_refused),
	KUNIT_CASE(status__without_policy),
	KUNIT_CASE(status__with_policy),
	KUNIT_CASE(status__interfaces_of_a_zone),
	KUNIT_CASE(stats__rows_and_drops),
	KUNIT_CASE(stats__without_policy),
	KUNIT_CASE(stats__no_memory),
	{}
};

static struct kunit_suite query_suite = {
	.name = "lync_query",
	.init = query_init,
	.exit = running_stop,
	.test_cases = query_cases,
};

kunit_test_suite(query_suite);
