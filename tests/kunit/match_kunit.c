// SPDX-License-Identifier: GPL-2.0-only
/*
 * Suite of core/match.c, match_build.c and what they are built on: by hand on the
 * default policy, and at random against the oracle.
 */
#include <kunit/test.h>
#include <linux/sched.h>

#include "agree.h"
#include "default_policy.h"
#include "inject.h"
#include "lync_edge.h"

enum match_limits {
	MATCH_SEED = 20130715,
	MATCH_POLICIES = 250,
	MATCH_QUESTIONS = 400,
};

/* From a public IM partner to the Access Edge; row 0 of the default policy. */
static const struct lync_key match_partner = {
	.src = { { 0x41363401 } }, .dst = { { 0xcb00710a } },
	.sport = 40000, .dport = 5061, .family = LYNC_IPV4,
	.proto = LYNC_PROTO_TCP,
};

static int match_init(struct kunit *test)
{
	struct lync_matcher *matcher;
	int err = lync_matcher_build(&default_policy, &lync_kernel_host,
				     &matcher);

	test->priv = err ? NULL : matcher;
	return err;
}

static void match_exit(struct kunit *test)
{
	lync_matcher_free(test->priv, &lync_kernel_host);
}

static u32 match_row(struct kunit *test, const struct lync_key *key)
{
	return lync_match_row(test->priv, key, lync_match_ends(test->priv, key));
}

static u32 match_reply(struct kunit *test, const struct lync_key *key)
{
	return lync_match_reply_row(test->priv, key,
				    lync_match_ends(test->priv, key));
}

static void match_row__first_of_two(struct kunit *test)
{
	struct lync_key key = match_partner;

	KUNIT_EXPECT_EQ(test, match_row(test, &key), 0);
	/* both neighbours of the partners' network */
	key.src.w[0] = 0x41363500;
	KUNIT_EXPECT_EQ(test, match_row(test, &key), 6);
	key.src.w[0] = 0x413633ff;
	KUNIT_EXPECT_EQ(test, match_row(test, &key), 6);
}

static void match_row__edges_of_a_port_range(struct kunit *test)
{
	static const struct { u16 port; u32 row; } cases[] = {
		{ 49999, LYNC_NO_ROW }, { 50000, 3 },
		{ 59999, 3 }, { 60000, LYNC_NO_ROW },
	};
	struct lync_key key = match_partner;
	u32 i;

	key.src.w[0] = 0xcb00710c;
	key.dst.w[0] = 0x41340000;
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		key.dport = cases[i].port;
		KUNIT_EXPECT_EQ(test, match_row(test, &key), cases[i].row);
	}
}

static void match_row__family_and_proto(struct kunit *test)
{
	struct lync_key key = match_partner;

	key.proto = LYNC_PROTO_UDP;
	KUNIT_EXPECT_EQ(test, match_row(test, &key), LYNC_NO_ROW);
	key = match_partner;
	/* an IPv6 address that begins like the IPv4 one is another address */
	key.family = LYNC_IPV6;
	KUNIT_EXPECT_EQ(test, match_row(test, &key), LYNC_NO_ROW);
}

static void match_row__zone(struct kunit *test)
{
	struct lync_key key = match_partner;

	key.dst.w[0] = 0x0a2d100a;
	key.dport = 23456;
	KUNIT_EXPECT_EQ(test, match_row(test, &key), LYNC_NO_ROW);
	key.zones = 1;
	KUNIT_EXPECT_EQ(test, match_row(test, &key), 10);
	key.zones = ~1u;
	KUNIT_EXPECT_EQ(test, match_row(test, &key), LYNC_NO_ROW);
}

static void match_reply_row__swaps_and_ignores_the_zone(struct kunit *test)
{
	struct lync_key key = match_partner;

	key.src = match_partner.dst;
	key.dst = match_partner.src;
	key.sport = 5061;
	key.dport = 40000;
	KUNIT_EXPECT_EQ(test, match_row(test, &key), LYNC_NO_ROW);
	KUNIT_EXPECT_EQ(test, match_reply(test, &key), 0);
	key.src.w[0] = 0x0a2d100a;
	key.sport = 23456;
	KUNIT_EXPECT_EQ(test, match_reply(test, &key), 10);
	key.sport = 23457;
	KUNIT_EXPECT_EQ(test, match_reply(test, &key), LYNC_NO_ROW);
}

static void match_is_edge__either_end(struct kunit *test)
{
	struct lync_matcher *matcher = test->priv;
	struct lync_key key = match_partner;
	struct lync_ends ends;

	ends = lync_match_ends(matcher, &key);
	KUNIT_EXPECT_TRUE(test, lync_match_is_edge(matcher, ends));
	key.src = match_partner.dst;
	key.dst = match_partner.src;
	ends = lync_match_ends(matcher, &key);
	KUNIT_EXPECT_TRUE(test, lync_match_is_edge(matcher, ends));
	key.src.w[0]++;
	ends = lync_match_ends(matcher, &key);
	KUNIT_EXPECT_FALSE(test, lync_match_is_edge(matcher, ends));
}

static void match_is_spoofed__behind_a_zone(struct kunit *test)
{
	static const struct lync_protect behind = {
		.group = DEFAULT_ACCESS_EDGE, .zone = 0,
	};
	struct lync_policy policy = default_policy;
	struct lync_key key = { .src = match_partner.dst,
				.family = LYNC_IPV4 };
	struct lync_matcher *matcher;
	struct lync_ends ends;

	policy.protects = &behind;
	policy.n_protects = 1;
	KUNIT_ASSERT_EQ(test, lync_matcher_build(&policy, &lync_kernel_host,
						 &matcher), 0);
	ends = lync_match_ends(matcher, &key);
	KUNIT_EXPECT_TRUE(test, lync_match_is_spoofed(matcher, &key, ends));
	key.zones = 2;
	KUNIT_EXPECT_TRUE(test, lync_match_is_spoofed(matcher, &key, ends));
	key.zones = 1;
	KUNIT_EXPECT_FALSE(test, lync_match_is_spoofed(matcher, &key, ends));
	lync_matcher_free(matcher, &lync_kernel_host);
}

static void matcher_bytes__more_than_nothing(struct kunit *test)
{
	KUNIT_EXPECT_GT(test, lync_matcher_bytes(test->priv), (size_t)500);
	KUNIT_EXPECT_LT(test, lync_matcher_bytes(test->priv), (size_t)20000);
}

static void matcher_build__no_memory_at_any_point(struct kunit *test)
{
	struct lync_matcher *matcher = NULL;
	long live = inject_live();
	unsigned long k;
	bool failed;
	int err;

	for (k = 1;; k++) {
		inject_arm(k);
		err = lync_matcher_build(&default_policy, &lync_kernel_host,
					 &matcher);
		failed = inject_disarm();
		KUNIT_ASSERT_EQ(test, err, failed ? -ENOMEM : 0);
		if (!failed)
			break;
		KUNIT_EXPECT_NULL(test, matcher);
		KUNIT_EXPECT_EQ(test, inject_live(), live);
	}
	KUNIT_EXPECT_GT(test, k, 10ul);
	lync_matcher_free(matcher, &lync_kernel_host);
	KUNIT_EXPECT_EQ(test, inject_live(), live);
}

/* Each policy has a seed of its own, to be asked again alone. */
static void match_ask_policy(struct kunit *test, struct agree_trial *trial,
			     u32 seed, struct agree_tally *tally)
{
	u32 i;

	KUNIT_ASSERT_EQ_MSG(test, agree_begin(trial, seed, tally), 0,
			    "seed %u", seed);
	for (i = 0; i < MATCH_QUESTIONS; i++)
		KUNIT_EXPECT_TRUE_MSG(test, agree_ask(trial, tally),
				      "seed %u, question %u", seed, i);
	agree_end(trial);
	cond_resched();
}

/* With all tables, and with those that lower limits leave. */
static void match__agrees_with_the_oracle(struct kunit *test)
{
	struct agree_trial trial = { .host = &lync_kernel_host };
	struct agree_tally tally = { .policies = 0 };
	u32 i;

	trial.made = kunit_kzalloc(test, sizeof(*trial.made), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, trial.made);
	for (i = 0; i < MATCH_POLICIES; i++)
		match_ask_policy(test, &trial, MATCH_SEED + i, &tally);
	kunit_info(test, "seed %d: %lu policies, %lu of %lu questions matched\n",
		   MATCH_SEED, tally.policies, tally.hits, tally.questions);
	kunit_info(test, "with lower limits: %lu without tables, %lu with all\n",
		   tally.ways[0], tally.ways[7]);
	KUNIT_EXPECT_EQ(test, tally.questions,
			(unsigned long)MATCH_POLICIES * MATCH_QUESTIONS);
	KUNIT_EXPECT_STREQ(test, agree_lacks(&tally) ?: "nothing", "nothing");
}

static struct kunit_case match_cases[] = {
	KUNIT_CASE(match_row__first_of_two),
	KUNIT_CASE(match_row__edges_of_a_port_range),
	KUNIT_CASE(match_row__family_and_proto),
	KUNIT_CASE(match_row__zone),
	KUNIT_CASE(match_reply_row__swaps_and_ignores_the_zone),
	KUNIT_CASE(match_is_edge__either_end),
	KUNIT_CASE(match_is_spoofed__behind_a_zone),
	KUNIT_CASE(matcher_bytes__more_than_nothing),
	KUNIT_CASE(matcher_build__no_memory_at_any_point),
	KUNIT_CASE(match__agrees_with_the_oracle),
	{}
};

static struct kunit_suite match_suite = {
	.name = "lync_match",
	.init = match_init,
	.exit = match_exit,
	.test_cases = match_cases,
};

kunit_test_suite(match_suite);
