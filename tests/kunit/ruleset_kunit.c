// SPDX-License-Identifier: GPL-2.0-only
/*
 * Suite of ruleset.c and of nl_decode.c as a whole: what goes in comes out, at
 * the limits too, and whatever fails leaves nothing behind.
 */
#include <kunit/test.h>
#include <linux/slab.h>

#include "default_policy.h"
#include "expect.h"
#include "inject.h"
#include "message.h"
#include "random_policy.h"

enum ruleset_limits {
	RULESET_SEED = 3478,
	RULESET_POLICIES = 40,
	RULESET_DAMAGED = 3000,
};

static void round_trip(struct kunit *test, const struct lync_policy *policy)
{
	struct lync_ruleset *ruleset = policy_build(test, policy);

	expect_policy(test, &ruleset->policy, policy);
	lync_ruleset_put(ruleset);
}

static void ruleset_build__round_trip(struct kunit *test)
{
	long live = inject_live();

	round_trip(test, &default_policy);
	KUNIT_EXPECT_EQ(test, inject_live(), live);
}

static void ruleset_build__random_round_trips(struct kunit *test)
{
	struct random_policy *made = kunit_kzalloc(test, sizeof(*made),
						   GFP_KERNEL);
	struct random_source source;
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, made);
	for (i = 0; i < RULESET_POLICIES; i++) {
		random_seed(&source, RULESET_SEED + i);
		random_policy_fill(made, &source);
		made->rows[0].comment = "what for";
		made->rows[0].source = "policy:7";
		made->groups[0].literal = true;
		round_trip(test, &made->policy);
	}
}

static void ruleset_build__what_comes_with_it(struct kunit *test)
{
	struct lync_ruleset *ruleset = policy_build(test, &default_policy);
	const struct lync_row *rows = ruleset->policy.rows;
	u32 i;

	KUNIT_EXPECT_EQ(test, refcount_read(&ruleset->refs), 1u);
	KUNIT_EXPECT_EQ(test, ruleset->any_zones, 0u);
	KUNIT_EXPECT_GT(test, ruleset->policy_bytes, (size_t)500);
	KUNIT_EXPECT_EQ(test, ruleset->counters->n_rows,
			default_policy.n_rows);
	for (i = 1; i < default_policy.n_rows; i++)
		KUNIT_EXPECT_LT(test, strcmp(rows[ruleset->by_name[i - 1]].name,
					     rows[ruleset->by_name[i]].name),
				0);
	for (i = 0; i < default_policy.n_rows; i++)
		KUNIT_EXPECT_TRUE(test, ruleset->active[i]);
	lync_ruleset_put(ruleset);
}

static void ruleset_build__zones_that_are_any(struct kunit *test)
{
	static const char *const patterns[] = { "eth0" };
	static const struct lync_zone zones[] = {
		{ .name = "one", .patterns = patterns, .n_patterns = 1 },
		{ .name = "all", .any = true },
	};
	struct lync_policy policy = default_policy;
	struct lync_ruleset *ruleset;

	policy.zones = zones;
	policy.n_zones = 2;
	ruleset = policy_build(test, &policy);
	KUNIT_EXPECT_EQ(test, ruleset->any_zones, 2u);
	lync_ruleset_put(ruleset);
}

static int build_with_rows(struct kunit *test, u32 n_rows,
			   struct netlink_ext_ack *extack,
			   struct message *message,
			   struct lync_ruleset **ruleset)
{
	struct lync_policy policy = default_policy;
	struct lync_row row = default_rows[0];
	char name[16];
	u32 i;

	policy.n_rows = 0;
	message_init(message, test, MESSAGE_LARGE_ROOM);
	message_put_policy(message, &policy);
	row.name = name;
	for (i = 0; i < n_rows; i++) {
		snprintf(name, sizeof(name), "row-%u", i);
		message_put_row(message, &row);
	}
	return message_build(message, extack, ruleset);
}

static void ruleset_build__rows_at_the_limit(struct kunit *test)
{
	struct lync_ruleset *ruleset = NULL;
	struct netlink_ext_ack extack;
	struct message message;
	int err;

	err = build_with_rows(test, LYNC_MAX_ROWS, &extack, &message,
			      &ruleset);
	KUNIT_ASSERT_EQ(test, err, 0);
	KUNIT_EXPECT_STREQ(test, ruleset->policy.rows[4095].name, "row-4095");
	lync_ruleset_put(ruleset);
	ruleset = NULL;
	err = build_with_rows(test, LYNC_MAX_ROWS + 1, &extack, &message,
			      &ruleset);
	KUNIT_EXPECT_EQ(test, err, -E2BIG);
	KUNIT_EXPECT_NULL(test, ruleset);
	KUNIT_EXPECT_NOT_NULL(test, strstr(extack._msg, "4096 rows"));
}

/* Two nests of one group, several prefixes in each, the last one bad. */
static void find_part__prefix_in_the_second_nest(struct kunit *test)
{
	struct lync_edge_prefix4 sent[3] = {
		{ .addr = htonl(0x0a000000), .len = 8 },
		{ .addr = htonl(0x0b000000), .len = 8 },
		{ .addr = htonl(0x0c000000), .len = 8 },
	};
	struct lync_policy policy = default_policy;
	struct lync_ruleset *ruleset = NULL;
	struct nlattr *nest[2];
	struct netlink_ext_ack extack;
	struct message message;
	u32 i;

	policy.n_prefix4 = 0;
	message_init(&message, test, MESSAGE_ROOM);
	message_put_policy(&message, &policy);
	for (i = 0; i < 2; i++) {
		nest[i] = message_nest(&message, LYNC_EDGE_A_PREFIXES);
		message_put_u32(&message, LYNC_EDGE_A_PREFIXES_GROUP, 0);
		message_put(&message, LYNC_EDGE_A_PREFIXES_IPV4, sent,
			    sizeof(sent));
		message_end(&message, nest[i]);
		sent[2].len = 33;
	}
	KUNIT_EXPECT_EQ(test, message_build(&message, &extack, &ruleset),
			-EINVAL);
	KUNIT_EXPECT_PTR_EQ(test, extack.bad_attr,
			    (const struct nlattr *)nest[1]);
	for (i = 0; i < 6; i++)
		KUNIT_EXPECT_PTR_EQ(test,
				    lync_nl_find_part(message_head(&message),
						      message.skb->len,
						      LYNC_PART_PREFIX4, i),
				    (const struct nlattr *)nest[i / 3]);
	KUNIT_EXPECT_NULL(test, lync_nl_find_part(message_head(&message),
						  message.skb->len,
						  LYNC_PART_PREFIX4, 6));
}

static void ruleset_build__no_memory_at_any_point(struct kunit *test)
{
	struct lync_ruleset *ruleset = NULL;
	struct netlink_ext_ack extack;
	long live = inject_live();
	struct message message;
	unsigned long k;
	bool failed;
	int err;

	message_init(&message, test, MESSAGE_ROOM);
	message_put_policy(&message, &default_policy);
	for (k = 1;; k++) {
		inject_arm(k);
		err = message_build(&message, &extack, &ruleset);
		failed = inject_disarm();
		KUNIT_ASSERT_EQ(test, err, failed ? -ENOMEM : 0);
		if (!failed)
			break;
		KUNIT_EXPECT_NULL(test, ruleset);
		KUNIT_EXPECT_EQ(test, inject_live(), live);
	}
	KUNIT_EXPECT_GT(test, k, 20ul);
	lync_ruleset_put(ruleset);
	KUNIT_EXPECT_EQ(test, inject_live(), live);
}

static bool is_boundary(const struct message *message, int len)
{
	const struct nlattr *attr;
	int rem;

	nla_for_each_attr(attr, message_head(message), message->skb->len, rem)
		if (message->skb->len - rem == len)
			return true;
	return len == message->skb->len;
}

/* In memory of just its size, so that KASAN sees a read too far. */
static void build_cut(struct kunit *test, const struct message *message,
		      int len)
{
	void *copy = kmemdup(message->skb->data, max(len, 1), GFP_KERNEL);
	struct lync_ruleset *ruleset = NULL;
	struct netlink_ext_ack extack;
	int err;

	KUNIT_ASSERT_NOT_NULL(test, copy);
	err = attributes_build(copy, len, &extack, &ruleset);
	if (!is_boundary(message, len))
		KUNIT_EXPECT_EQ_MSG(test, err, -EINVAL, "after %d bytes", len);
	KUNIT_EXPECT_EQ(test, !err, !!ruleset);
	if (err)
		KUNIT_EXPECT_NOT_NULL(test, extack._msg);
	if (ruleset)
		lync_ruleset_put(ruleset);
	kfree(copy);
}

static void ruleset_build__cut_anywhere(struct kunit *test)
{
	long live = inject_live();
	struct message message;
	int len;

	message_init(&message, test, MESSAGE_ROOM);
	message_put_policy(&message, &default_policy);
	for (len = 0; len < message.skb->len; len++) {
		build_cut(test, &message, len);
		cond_resched();
	}
	KUNIT_EXPECT_EQ(test, inject_live(), live);
}

static bool build_damaged(struct kunit *test, const struct message *message,
			  struct random_source *source)
{
	u32 len = message->skb->len, hits = 1 + random_below(source, 3);
	u8 *copy = kmemdup(message->skb->data, len, GFP_KERNEL);
	struct lync_ruleset *ruleset = NULL;
	struct netlink_ext_ack extack;
	int err;

	KUNIT_ASSERT_NOT_NULL(test, copy);
	while (hits--)
		copy[random_below(source, len)] = random_below(source, 256);
	err = attributes_build((struct nlattr *)copy, len, &extack, &ruleset);
	KUNIT_EXPECT_EQ(test, !err, !!ruleset);
	if (ruleset)
		lync_ruleset_put(ruleset);
	kfree(copy);
	return !err;
}

static void ruleset_build__damaged(struct kunit *test)
{
	struct random_source source;
	long live = inject_live();
	struct message message;
	u32 i, built = 0;

	message_init(&message, test, MESSAGE_ROOM);
	message_put_policy(&message, &default_policy);
	random_seed(&source, RULESET_SEED);
	for (i = 0; i < RULESET_DAMAGED; i++) {
		built += build_damaged(test, &message, &source);
		cond_resched();
	}
	kunit_info(test, "seed %d: %u of %d damaged messages built\n",
		   RULESET_SEED, built, RULESET_DAMAGED);
	KUNIT_EXPECT_GT(test, built, 0u);
	KUNIT_EXPECT_LT(test, built, (u32)RULESET_DAMAGED);
	KUNIT_EXPECT_EQ(test, inject_live(), live);
}

static struct kunit_case ruleset_cases[] = {
	KUNIT_CASE(ruleset_build__round_trip),
	KUNIT_CASE(ruleset_build__random_round_trips),
	KUNIT_CASE(ruleset_build__what_comes_with_it),
	KUNIT_CASE(ruleset_build__zones_that_are_any),
	KUNIT_CASE(ruleset_build__rows_at_the_limit),
	KUNIT_CASE(ruleset_build__no_memory_at_any_point),
	KUNIT_CASE(ruleset_build__cut_anywhere),
	KUNIT_CASE(ruleset_build__damaged),
	KUNIT_CASE(find_part__prefix_in_the_second_nest),
	{}
};

static struct kunit_suite ruleset_suite = {
	.name = "lync_ruleset",
	.test_cases = ruleset_cases,
};

kunit_test_suite(ruleset_suite);
