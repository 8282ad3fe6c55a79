// SPDX-License-Identifier: GPL-2.0-only
/* Zones follow interfaces as they come, go, move and are renamed. */
#include <linux/netdevice.h>

#include "lync_edge.h"

/* Returns 0 or -ENOMEM; then the interface is in no zone but the `any` ones. */
static int lync_zones_put(struct lync_ruleset *ruleset, int ifindex, u32 zones)
{
	int err = 0;

	if (ifindex < LYNC_NEAR_INTERFACES) {
		WRITE_ONCE(ruleset->near_zones[ifindex], zones);
		return 0;
	}
	if (zones & ~ruleset->any_zones)
		err = xa_err(xa_store(&ruleset->ifzones, ifindex,
				      xa_mk_value(zones), GFP_KERNEL_ACCOUNT));
	if (err || !(zones & ~ruleset->any_zones))
		xa_erase(&ruleset->ifzones, ifindex);
	return err;
}

static int lync_zones_set(struct lync_ruleset *ruleset,
			  const struct net_device *dev)
{
	return lync_zones_put(ruleset, dev->ifindex,
			      lync_zones_of(&ruleset->policy, dev->name));
}

/**
 * lync_zones_fill() - find the zones of a namespace's interfaces
 * @ruleset: not published yet
 * @net: the namespace
 *
 * Context: RTNL held, so that no interface comes or goes until @ruleset is
 * published and the notifier sees to it.
 * Return: 0 or -ENOMEM.
 */
int lync_zones_fill(struct lync_ruleset *ruleset, struct net *net)
{
	struct net_device *dev;
	int err = 0, i;

	ASSERT_RTNL();
	for (i = 0; i < LYNC_NEAR_INTERFACES; i++)
		lync_zones_put(ruleset, i, ruleset->any_zones);
	for_each_netdev(net, dev) {
		err = lync_zones_set(ruleset, dev);
		if (err)
			break;
	}
	return err;
}

/**
 * lync_zones_find_far() - lync_zones_find() of an interface with a high ifindex
 * @ruleset: a published ruleset
 * @ifindex: the interface
 *
 * Context: packet path, RCU read side.
 * Return: a mask for &lync_key.zones.
 */
u32 lync_zones_find_far(const struct lync_ruleset *ruleset, int ifindex)
{
	/* xa_load() does not change the array but is not declared so */
	void *zones = xa_load((struct xarray *)&ruleset->ifzones, ifindex);

	return ruleset->any_zones | (zones ? xa_to_value(zones) : 0);
}

static void lync_zones_update(struct lync_ruleset *ruleset,
			      const struct net_device *dev)
{
	if (lync_zones_set(ruleset, dev))
		net_warn_ratelimited("lync_edge: no memory for the zones of %s: rows that name a zone do not match what arrives there; load the policy again\n",
				     dev->name);
}

/*
 * A notifier that goes is told once more that every interface goes. Packets are
 * still judged then, so that must not empty the zones.
 */
static bool lync_zones_stopping;

/* Called with RTNL held. */
static int lync_zones_event(struct notifier_block *nb, unsigned long event,
			    void *ptr)
{
	const struct net_device *dev = netdev_notifier_info_to_dev(ptr);
	struct lync_ruleset *ruleset;

	ruleset = lync_dereference_rtnl(lync_net(dev_net(dev)));
	if (!ruleset || READ_ONCE(lync_zones_stopping))
		return NOTIFY_DONE;
	switch (event) {
	case NETDEV_REGISTER:
	case NETDEV_CHANGENAME:
		lync_zones_update(ruleset, dev);
		break;
	case NETDEV_UNREGISTER:
		lync_zones_put(ruleset, dev->ifindex, ruleset->any_zones);
		break;
	}
	return NOTIFY_DONE;
}

static struct notifier_block lync_zones_notifier = {
	.notifier_call = lync_zones_event,
};

/**
 * lync_zones_init() - start to follow interfaces
 *
 * Context: module init; the namespaces' state exists already.
 * Return: 0 or a negative error.
 */
int lync_zones_init(void)
{
	WRITE_ONCE(lync_zones_stopping, false);
	return register_netdevice_notifier(&lync_zones_notifier);
}

/**
 * lync_zones_exit() - stop following interfaces
 *
 * Context: module exit; the namespaces' state still exists.
 */
void lync_zones_exit(void)
{
	WRITE_ONCE(lync_zones_stopping, true);
	unregister_netdevice_notifier(&lync_zones_notifier);
}
