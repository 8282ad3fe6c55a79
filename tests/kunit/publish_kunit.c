// SPDX-License-Identifier: GPL-2.0-only
/* Suite of netns.c: what publishing and withdrawing change, and what not. */
#include <kunit/test.h>
#include <linux/timekeeping.h>

#include "default_policy.h"
#include "iface.h"
#include "inject.h"
#include "message.h"
#include "running.h"

/* Two families, two points each. */
#define PUBLISH_HOOKS 4
#define PUBLISH_TRACKERS 2

/* A zone for an interface whose number is high, so that to store it takes memory. */
static const char *const publish_patterns[] = { "lkfar" };
static const struct lync_zone publish_zone = {
	.name = "far", .patterns = publish_patterns, .n_patterns = 1,
};

static struct lync_ruleset *publish_build(struct kunit *test, u8 mode)
{
	struct lync_policy policy = default_policy;

	policy.zones = &publish_zone;
	policy.mode = mode;
	return policy_build(test, &policy);
}

static void publish__first(struct kunit *test)
{
	struct lync_ruleset *ruleset = publish_build(test, LYNC_STATEFUL);
	struct running_state before, now;

	running_read(&before);
	KUNIT_ASSERT_NULL(test, before.ruleset);
	KUNIT_ASSERT_EQ(test, running_publish(ruleset), 0);
	running_read(&now);
	KUNIT_EXPECT_PTR_EQ(test, now.ruleset,
			    (const struct lync_ruleset *)ruleset);
	KUNIT_EXPECT_EQ(test, now.generation, before.generation + 1);
	KUNIT_EXPECT_EQ(test, ruleset->generation, now.generation);
	KUNIT_EXPECT_GE(test, ktime_get_real_seconds(), ruleset->loaded_at);
	KUNIT_EXPECT_LE(test, ktime_get_real_seconds(),
			ruleset->loaded_at + 60);
	KUNIT_EXPECT_EQ(test, refcount_read(&ruleset->refs), 1u);
	KUNIT_EXPECT_GT(test, now.pickup_until, (u32)ktime_get_seconds());
	KUNIT_EXPECT_EQ(test, now.hooks, before.hooks + PUBLISH_HOOKS);
	KUNIT_EXPECT_EQ(test, now.trackers,
			before.trackers + PUBLISH_TRACKERS);
}

static void publish__next_frees_the_one_before(struct kunit *test)
{
	struct running_state first, second;
	struct lync_ruleset *ruleset;

	KUNIT_ASSERT_EQ(test, running_publish(publish_build(test,
							    LYNC_STATEFUL)), 0);
	running_read(&first);
	ruleset = publish_build(test, LYNC_STATEFUL);
	KUNIT_ASSERT_EQ(test, running_publish(ruleset), 0);
	running_read(&second);
	KUNIT_EXPECT_PTR_EQ(test, second.ruleset,
			    (const struct lync_ruleset *)ruleset);
	KUNIT_EXPECT_EQ(test, second.generation, first.generation + 1);
	KUNIT_EXPECT_EQ(test, second.hooks, first.hooks);
	KUNIT_EXPECT_EQ(test, second.trackers, first.trackers);
	KUNIT_EXPECT_EQ(test, second.pickup_until, first.pickup_until);
	KUNIT_EXPECT_EQ(test, second.live, first.live);
}

static void withdraw__frees_and_unhooks(struct kunit *test)
{
	struct running_state before, now;

	running_read(&before);
	KUNIT_ASSERT_EQ(test, running_publish(publish_build(test,
							    LYNC_STATEFUL)), 0);
	KUNIT_EXPECT_EQ(test, running_withdraw(), 0);
	running_read(&now);
	KUNIT_EXPECT_NULL(test, now.ruleset);
	KUNIT_EXPECT_EQ(test, now.generation, before.generation + 2);
	KUNIT_EXPECT_EQ(test, now.hooks, before.hooks);
	KUNIT_EXPECT_EQ(test, now.trackers, before.trackers);
	KUNIT_EXPECT_EQ(test, now.live, before.live);
}

static void withdraw__without_policy(struct kunit *test)
{
	struct running_state before;

	running_read(&before);
	KUNIT_EXPECT_EQ(test, running_withdraw(), -ENOENT);
	running_expect_same(test, &before);
}

/* Between the modes, in both directions. */
static void publish__stateless_holds_no_conntrack(struct kunit *test)
{
	static const struct { u8 mode; u32 trackers; } steps[] = {
		{ LYNC_STATELESS, 0 }, { LYNC_STATEFUL, PUBLISH_TRACKERS },
		{ LYNC_STATEFUL, PUBLISH_TRACKERS }, { LYNC_STATELESS, 0 },
	};
	struct running_state before, now;
	struct lync_ruleset *next;
	u32 i;

	running_read(&before);
	for (i = 0; i < ARRAY_SIZE(steps); i++) {
		next = publish_build(test, steps[i].mode);
		KUNIT_ASSERT_EQ(test, running_publish(next), 0);
		running_read(&now);
		KUNIT_EXPECT_EQ_MSG(test, now.trackers,
				    before.trackers + steps[i].trackers,
				    "step %u", i);
		KUNIT_EXPECT_EQ(test, now.hooks, before.hooks + PUBLISH_HOOKS);
	}
}

static void get_ruleset__without_policy(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, lync_net_get_ruleset(running_net()));
}

/* As a dump under way does: KASAN would see a ruleset freed too early. */
static void get_ruleset__outlives_the_publication(struct kunit *test)
{
	struct lync_ruleset *held;
	long live = inject_live();

	KUNIT_ASSERT_EQ(test, running_publish(publish_build(test,
							    LYNC_STATEFUL)), 0);
	held = lync_net_get_ruleset(running_net());
	KUNIT_ASSERT_NOT_NULL(test, held);
	KUNIT_EXPECT_EQ(test, refcount_read(&held->refs), 2u);
	KUNIT_ASSERT_EQ(test, running_publish(publish_build(test,
							    LYNC_STATELESS)), 0);
	KUNIT_EXPECT_EQ(test, refcount_read(&held->refs), 1u);
	KUNIT_EXPECT_STREQ(test, held->policy.name, default_policy.name);
	KUNIT_EXPECT_EQ(test, held->policy.mode, LYNC_STATEFUL);
	KUNIT_EXPECT_EQ(test, running_withdraw(), 0);
	KUNIT_EXPECT_STREQ(test, held->policy.rows[10].name, "xmpp-gateway");
	KUNIT_EXPECT_GT(test, inject_live(), live);
	lync_ruleset_put(held);
	KUNIT_EXPECT_EQ(test, inject_live(), live);
}

/* Returns how many calls had to be let fail until none was left. */
static unsigned long publish_sweep(struct kunit *test, u8 mode)
{
	struct running_state before;
	struct lync_ruleset *ruleset;
	unsigned long k;
	bool failed;
	int err;

	running_read(&before);
	for (k = 1;; k++) {
		ruleset = publish_build(test, mode);
		inject_arm(k);
		err = running_publish(ruleset);
		failed = inject_disarm();
		KUNIT_EXPECT_EQ(test, err < 0, failed);
		if (!failed)
			return k - 1;
		running_expect_same(test, &before);
	}
}

static void publish__first_failing_anywhere(struct kunit *test)
{
	iface_register_far(test, "lkfar");
	/* conntrack, two defragmenters, hooks, zone map */
	KUNIT_EXPECT_EQ(test, publish_sweep(test, LYNC_STATEFUL), 5ul);
}

static void publish__next_failing_anywhere(struct kunit *test)
{
	iface_register_far(test, "lkfar");
	KUNIT_ASSERT_EQ(test, running_publish(publish_build(test,
							    LYNC_STATELESS)), 0);
	/* conntrack and zone map; the rest is there */
	KUNIT_EXPECT_EQ(test, publish_sweep(test, LYNC_STATEFUL), 2ul);
	KUNIT_EXPECT_EQ(test, publish_sweep(test, LYNC_STATEFUL), 1ul);
}

static void netns_exit__withdraws(struct kunit *test)
{
	long live = inject_live();

	KUNIT_ASSERT_EQ(test, running_publish(publish_build(test,
							    LYNC_STATEFUL)), 0);
	running_stop(test);
	KUNIT_EXPECT_EQ(test, inject_live(), live);
	KUNIT_ASSERT_EQ(test, running_start(test), 0);
	KUNIT_EXPECT_NULL(test, lync_net_get_ruleset(running_net()));
}

static struct kunit_case publish_cases[] = {
	KUNIT_CASE(publish__first),
	KUNIT_CASE(publish__next_frees_the_one_before),
	KUNIT_CASE(publish__stateless_holds_no_conntrack),
	KUNIT_CASE(publish__first_failing_anywhere),
	KUNIT_CASE(publish__next_failing_anywhere),
	KUNIT_CASE(withdraw__frees_and_unhooks),
	KUNIT_CASE(withdraw__without_policy),
	KUNIT_CASE(get_ruleset__without_policy),
	KUNIT_CASE(get_ruleset__outlives_the_publication),
	KUNIT_CASE(netns_exit__withdraws),
	{}
};

static struct kunit_suite publish_suite = {
	.name = "lync_publish",
	.init = running_start,
	.exit = running_stop,
	.test_cases = publish_cases,
};

kunit_test_suite(publish_suite);
