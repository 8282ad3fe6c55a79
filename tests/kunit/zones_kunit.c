// SPDX-License-Identifier: GPL-2.0-only
/* Suite of zones.c: a published policy's zones follow interfaces. */
#include <kunit/test.h>

#include "default_policy.h"
#include "iface.h"
#include "inject.h"
#include "message.h"
#include "running.h"

enum zones_bits { ZONE_LAN = 1, ZONE_ONE = 2, ZONE_ALL = 4 };

static const char *const zones_lan[] = { "lklan+", "lkextra" };
static const char *const zones_one[] = { "lklan1", "lkone" };
static const struct lync_zone zones_zones[] = {
	{ .name = "lan", .patterns = zones_lan, .n_patterns = 2 },
	{ .name = "one", .patterns = zones_one, .n_patterns = 2 },
	{ .name = "all", .any = true },
};

static int zones_publish(struct kunit *test)
{
	struct lync_policy policy = default_policy;

	policy.zones = zones_zones;
	policy.n_zones = ARRAY_SIZE(zones_zones);
	return running_publish(policy_build(test, &policy));
}

/* As a packet would see it. */
static u32 zones_now(int ifindex)
{
	u32 zones = 0;

	rcu_read_lock();
	if (rcu_access_pointer(running_net()->ruleset))
		zones = lync_zones_find(rcu_dereference(running_net()->ruleset),
					ifindex);
	rcu_read_unlock();
	return zones;
}

static bool zones_has_entry(struct kunit *test, int ifindex)
{
	struct lync_ruleset *ruleset = lync_net_get_ruleset(running_net());
	bool has_entry;

	KUNIT_ASSERT_NOT_NULL(test, ruleset);
	if (ifindex < LYNC_NEAR_INTERFACES)
		has_entry = ruleset->near_zones[ifindex] != ruleset->any_zones;
	else
		has_entry = xa_load(&ruleset->ifzones, ifindex);
	lync_ruleset_put(ruleset);
	return has_entry;
}

static void zones_fill__interfaces_there_before(struct kunit *test)
{
	struct net_device *lan = iface_register(test, "lklan0");
	struct net_device *both = iface_register(test, "lklan1");
	struct net_device *other = iface_register(test, "lkother");

	KUNIT_EXPECT_EQ(test, zones_now(lan->ifindex), 0u);
	KUNIT_ASSERT_EQ(test, zones_publish(test), 0);
	KUNIT_EXPECT_EQ(test, zones_now(lan->ifindex),
			(u32)(ZONE_LAN | ZONE_ALL));
	KUNIT_EXPECT_EQ(test, zones_now(both->ifindex),
			(u32)(ZONE_LAN | ZONE_ONE | ZONE_ALL));
	KUNIT_EXPECT_EQ(test, zones_now(other->ifindex), (u32)ZONE_ALL);
	KUNIT_EXPECT_EQ(test, zones_now(INT_MAX), (u32)ZONE_ALL);
	KUNIT_EXPECT_FALSE(test, zones_has_entry(test, other->ifindex));
}

static void zones_event__registered_and_unregistered(struct kunit *test)
{
	struct net_device *dev;
	int ifindex;

	KUNIT_ASSERT_EQ(test, zones_publish(test), 0);
	dev = iface_register(test, "lkone");
	ifindex = dev->ifindex;
	KUNIT_EXPECT_EQ(test, zones_now(ifindex), (u32)(ZONE_ONE | ZONE_ALL));
	iface_unregister(test, dev);
	KUNIT_EXPECT_EQ(test, zones_now(ifindex), (u32)ZONE_ALL);
	KUNIT_EXPECT_FALSE(test, zones_has_entry(test, ifindex));
	/* and created again, by another number */
	dev = iface_register(test, "lkone");
	KUNIT_EXPECT_NE(test, dev->ifindex, ifindex);
	KUNIT_EXPECT_EQ(test, zones_now(dev->ifindex),
			(u32)(ZONE_ONE | ZONE_ALL));
}

static void rename_about(struct kunit *test, struct net_device *dev)
{
	int ifindex = dev->ifindex;

	KUNIT_ASSERT_EQ(test, zones_publish(test), 0);
	iface_rename(test, dev, "lkone");
	KUNIT_EXPECT_EQ(test, zones_now(ifindex), (u32)(ZONE_ONE | ZONE_ALL));
	iface_rename(test, dev, "lkother");
	KUNIT_EXPECT_EQ(test, zones_now(ifindex), (u32)ZONE_ALL);
	KUNIT_EXPECT_FALSE(test, zones_has_entry(test, ifindex));
	iface_rename(test, dev, "lklan1");
	KUNIT_EXPECT_EQ(test, zones_now(ifindex),
			(u32)(ZONE_LAN | ZONE_ONE | ZONE_ALL));
}

static void zones_event__renamed(struct kunit *test)
{
	rename_about(test, iface_register(test, "lklan7"));
}

static void zones_event__renamed_far(struct kunit *test)
{
	rename_about(test, iface_register_far(test, "lklan7"));
}

/* The next policy's map is its own; without a policy there is none. */
static void zones__across_publications(struct kunit *test)
{
	struct net_device *dev = iface_register(test, "lklan0");

	KUNIT_ASSERT_EQ(test, zones_publish(test), 0);
	KUNIT_ASSERT_EQ(test, zones_publish(test), 0);
	KUNIT_EXPECT_EQ(test, zones_now(dev->ifindex),
			(u32)(ZONE_LAN | ZONE_ALL));
	KUNIT_ASSERT_EQ(test, running_publish(policy_build(test,
							   &default_policy)), 0);
	KUNIT_EXPECT_EQ(test, zones_now(dev->ifindex), 0u);
	KUNIT_ASSERT_EQ(test, running_withdraw(), 0);
	iface_rename(test, dev, "lkone");
	KUNIT_EXPECT_EQ(test, zones_now(dev->ifindex), 0u);
	KUNIT_ASSERT_EQ(test, zones_publish(test), 0);
	KUNIT_EXPECT_EQ(test, zones_now(dev->ifindex),
			(u32)(ZONE_ONE | ZONE_ALL));
}

/* Then a row that names a zone does not match: closed, not open. */
static void zones_event__no_memory(struct kunit *test)
{
	struct net_device *dev;

	KUNIT_ASSERT_EQ(test, zones_publish(test), 0);
	inject_arm(1);
	dev = iface_register_far(test, "lklan0");
	KUNIT_EXPECT_TRUE(test, inject_disarm());
	KUNIT_EXPECT_EQ(test, zones_now(dev->ifindex), (u32)ZONE_ALL);
	iface_rename(test, dev, "lkextra");
	KUNIT_EXPECT_EQ(test, zones_now(dev->ifindex),
			(u32)(ZONE_LAN | ZONE_ALL));
	inject_arm(1);
	iface_rename(test, dev, "lkone");
	KUNIT_EXPECT_TRUE(test, inject_disarm());
	KUNIT_EXPECT_EQ(test, zones_now(dev->ifindex), (u32)ZONE_ALL);
}

/* As rmmod does it: packets are judged until the hooks are gone. */
static void zones_exit__published_zones_stay(struct kunit *test)
{
	struct net_device *dev = iface_register(test, "lkone");

	KUNIT_ASSERT_EQ(test, zones_publish(test), 0);
	lync_zones_exit();
	KUNIT_EXPECT_EQ(test, zones_now(dev->ifindex),
			(u32)(ZONE_ONE | ZONE_ALL));
	KUNIT_ASSERT_EQ(test, lync_zones_init(), 0);
	KUNIT_EXPECT_EQ(test, zones_now(dev->ifindex),
			(u32)(ZONE_ONE | ZONE_ALL));
}

static struct kunit_case zones_cases[] = {
	KUNIT_CASE(zones_fill__interfaces_there_before),
	KUNIT_CASE(zones_event__registered_and_unregistered),
	KUNIT_CASE(zones_event__renamed),
	KUNIT_CASE(zones_event__renamed_far),
	KUNIT_CASE(zones_event__no_memory),
	KUNIT_CASE(zones__across_publications),
	KUNIT_CASE(zones_exit__published_zones_stay),
	{}
};

static struct kunit_suite zones_suite = {
	.name = "lync_zones",
	.init = running_start,
	.exit = running_stop,
	.test_cases = zones_cases,
};

kunit_test_suite(zones_suite);
