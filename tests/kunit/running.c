// SPDX-License-Identifier: GPL-2.0-only
/* Starting, changing and looking at the module. */
#include <linux/netfilter.h>
#include <linux/netfilter_ipv4.h>
#include <linux/netfilter_ipv6.h>

#include "inject.h"
#include "running.h"

int running_start(struct kunit *test)
{
	int err;

	err = lync_netns_init();
	if (err)
		return err;
	err = lync_zones_init();
	if (err)
		goto exit_netns;
	err = genl_register_family(&lync_genl_family);
	if (err)
		goto exit_zones;
	return 0;

exit_zones:
	lync_zones_exit();
exit_netns:
	lync_netns_exit();
	return err;
}

void running_stop(struct kunit *test)
{
	inject_disarm();
	genl_unregister_family(&lync_genl_family);
	lync_zones_exit();
	lync_netns_exit();
}

struct lync_net *running_net(void)
{
	return lync_net(&init_net);
}

int running_publish(struct lync_ruleset *ruleset)
{
	int err;

	mutex_lock(&running_net()->lock);
	err = lync_net_publish(&init_net, ruleset);
	mutex_unlock(&running_net()->lock);
	if (err)
		lync_ruleset_put(ruleset);
	return err;
}

int running_withdraw(void)
{
	int err;

	mutex_lock(&running_net()->lock);
	err = lync_net_withdraw(&init_net);
	mutex_unlock(&running_net()->lock);
	return err;
}

/* Ours in PRE_ROUTING and FORWARD have a priority nobody else has. */
static bool running_is_ours(const struct nf_hook_ops *ops)
{
	return ops->priority == NF_IP_PRI_RAW - 1 ||
	       ops->priority == NF_IP_PRI_FILTER - 1;
}

/* Only connection tracking is last of all in LOCAL_IN: nf_conntrack_proto.c. */
static bool running_is_tracker(const struct nf_hook_ops *ops)
{
	return ops->hooknum == NF_INET_LOCAL_IN &&
	       ops->priority >= NF_IP6_PRI_LAST - 1;
}

static u32 running_count(struct nf_hook_entries __rcu *const hooks[],
			 u32 n_points,
			 bool (*is_counted)(const struct nf_hook_ops *ops))
{
	struct nf_hook_entries *entries;
	u32 point, i, n = 0;

	rcu_read_lock();
	for (point = 0; point < n_points; point++) {
		entries = rcu_dereference(hooks[point]);
		for (i = 0; entries && i < entries->num_hook_entries; i++)
			n += is_counted(nf_hook_entries_get_hook_ops(entries)[i]);
	}
	rcu_read_unlock();
	return n;
}

/* Both families. */
static u32 running_hooks(bool (*is_counted)(const struct nf_hook_ops *ops))
{
	const struct netns_nf *nf = &init_net.nf;

	return running_count(nf->hooks_ipv4, ARRAY_SIZE(nf->hooks_ipv4),
			     is_counted) +
	       running_count(nf->hooks_ipv6, ARRAY_SIZE(nf->hooks_ipv6),
			     is_counted);
}

void running_read(struct running_state *state)
{
	struct lync_net *ln = running_net();

	mutex_lock(&ln->lock);
	state->ruleset = lync_dereference(ln);
	state->generation = ln->generation;
	state->pickup_until = ln->pickup_until;
	state->hooks = running_hooks(running_is_ours);
	state->trackers = running_hooks(running_is_tracker);
	state->live = inject_live();
	mutex_unlock(&ln->lock);
}

void running_expect_same(struct kunit *test,
			 const struct running_state *before)
{
	struct running_state now;

	running_read(&now);
	KUNIT_EXPECT_PTR_EQ(test, now.ruleset, before->ruleset);
	KUNIT_EXPECT_EQ(test, now.generation, before->generation);
	KUNIT_EXPECT_EQ(test, now.pickup_until, before->pickup_until);
	KUNIT_EXPECT_EQ(test, now.hooks, before->hooks);
	KUNIT_EXPECT_EQ(test, now.trackers, before->trackers);
	KUNIT_EXPECT_EQ(test, now.live, before->live);
}
