// SPDX-License-Identifier: GPL-2.0-only
/* A network namespace's state: what it is judged by, published and withdrawn. */
#include <linux/ktime.h>
#include <linux/moduleparam.h>
#include <net/netfilter/ipv4/nf_defrag_ipv4.h>
#include <net/netfilter/ipv6/nf_defrag_ipv6.h>
#include <net/netfilter/nf_conntrack.h>

#include "lync_edge.h"

/**
 * DOC: Start and stop
 *
 * A namespace without a policy costs nothing: no hook is registered and neither
 * defragmentation nor connection tracking is asked for. The first policy brings
 * them (lync_net_attach(), which may fail and then undoes itself) before its
 * pointer is stored; withdrawing the last one stores NULL first and lets them go
 * afterwards. A hook that runs in between finds NULL and accepts.
 *
 * Locks: &lync_net.lock, then RTNL inside it. The pointer is stored with both
 * held, so the interface notifier, which has only RTNL, reads it safely.
 */

static ushort lync_pickup_seconds __read_mostly = 120;
module_param_named(pickup_seconds, lync_pickup_seconds, ushort, 0644);
MODULE_PARM_DESC(pickup_seconds,
		 "seconds after the first policy in which a TCP flow older than it may be picked up from a reply (default 120, 0: never)");

unsigned int lync_net_id __read_mostly;

/**
 * lync_net_get_ruleset() - take a reference to the running ruleset
 * @ln: the namespace
 *
 * Context: any but the packet path; give it back with lync_ruleset_put().
 * Return: the ruleset or NULL.
 */
struct lync_ruleset *lync_net_get_ruleset(struct lync_net *ln)
{
	struct lync_ruleset *ruleset;

	rcu_read_lock();
	ruleset = rcu_dereference(ln->ruleset);
	if (ruleset)
		refcount_inc(&ruleset->refs);
	rcu_read_unlock();
	return ruleset;
}

static int lync_net_track(struct net *net)
{
	struct lync_net *ln = lync_net(net);
	int err;

	if (ln->tracked)
		return 0;
	err = nf_ct_netns_get(net, NFPROTO_INET);
	ln->tracked = !err;
	return err;
}

static void lync_net_untrack(struct net *net)
{
	struct lync_net *ln = lync_net(net);

	if (ln->tracked)
		nf_ct_netns_put(net, NFPROTO_INET);
	ln->tracked = false;
}

static int lync_net_defrag(struct net *net)
{
	int err;

	err = nf_defrag_ipv4_enable(net);
	if (err)
		return err;
#if IS_ENABLED(CONFIG_IPV6)
	err = nf_defrag_ipv6_enable(net);
	if (err)
		nf_defrag_ipv4_disable(net);
#endif
	return err;
}

static void lync_net_undefrag(struct net *net)
{
#if IS_ENABLED(CONFIG_IPV6)
	nf_defrag_ipv6_disable(net);
#endif
	nf_defrag_ipv4_disable(net);
}

static int lync_net_hook(struct net *net)
{
	struct lync_net *ln = lync_net(net);
	int err;

	if (ln->hooked)
		return 0;
	err = lync_net_defrag(net);
	if (err)
		return err;
	err = lync_hooks_register(net);
	if (err)
		lync_net_undefrag(net);
	ln->hooked = !err;
	return err;
}

static void lync_net_unhook(struct net *net)
{
	struct lync_net *ln = lync_net(net);

	if (!ln->hooked)
		return;
	lync_hooks_unregister(net);
	lync_net_undefrag(net);
	ln->hooked = false;
}

/* Let go of whatever the ruleset that is published now does not need. */
static void lync_net_settle(struct net *net)
{
	struct lync_ruleset *ruleset = lync_dereference(lync_net(net));

	if (!ruleset)
		lync_net_unhook(net);
	if (!ruleset || ruleset->policy.mode == LYNC_STATELESS)
		lync_net_untrack(net);
}

/* All that @ruleset needs and that may fail. */
static int lync_net_attach(struct net *net, const struct lync_ruleset *ruleset)
{
	int err = 0;

	if (ruleset->policy.mode == LYNC_STATEFUL)
		err = lync_net_track(net);
	if (!err)
		err = lync_net_hook(net);
	return err;
}

static bool lync_net_tracks(const struct lync_ruleset *ruleset)
{
	return ruleset && ruleset->policy.mode == LYNC_STATEFUL;
}

/* The one store; cannot fail. Returns what was published before. */
static struct lync_ruleset *lync_net_swap(struct lync_net *ln,
					  struct lync_ruleset *ruleset)
{
	struct lync_ruleset *old = lync_dereference(ln);

	ASSERT_RTNL();
	ln->generation++;
	if (ruleset) {
		ruleset->generation = ln->generation;
		ruleset->loaded_at = ktime_get_real_seconds();
	}
	if (lync_net_tracks(ruleset) && !lync_net_tracks(old))
		WRITE_ONCE(ln->pickup_until,
			   ktime_get_seconds() +
			   READ_ONCE(lync_pickup_seconds));
	rcu_assign_pointer(ln->ruleset, ruleset);
	return old;
}

/**
 * lync_net_publish() - judge packets by a ruleset from now on
 * @net: the namespace
 * @ruleset: built and not published; its reference passes to the namespace when
 *	0 is returned
 *
 * Context: process, &lync_net.lock held, RTNL not held; waits for a grace period.
 * Return: 0, or a negative error and nothing has changed.
 */
int lync_net_publish(struct net *net, struct lync_ruleset *ruleset)
{
	struct lync_net *ln = lync_net(net);
	struct lync_ruleset *old = NULL;
	int err;

	lockdep_assert_held(&ln->lock);
	err = lync_net_attach(net, ruleset);
	if (!err) {
		rtnl_lock();
		err = lync_zones_fill(ruleset, net);
		if (!err)
			old = lync_net_swap(ln, ruleset);
		rtnl_unlock();
	}
	if (old) {
		synchronize_rcu_expedited();
		lync_ruleset_carry(ruleset, old);
		lync_ruleset_put(old);
	}
	lync_net_settle(net);
	return err;
}

/**
 * lync_net_withdraw() - back to no policy
 * @net: the namespace
 *
 * Context: process, &lync_net.lock held, RTNL not held; waits for a grace period.
 * Return: 0, or -ENOENT without a policy.
 */
int lync_net_withdraw(struct net *net)
{
	struct lync_net *ln = lync_net(net);
	struct lync_ruleset *old;

	lockdep_assert_held(&ln->lock);
	if (!lync_dereference(ln))
		return -ENOENT;
	rtnl_lock();
	old = lync_net_swap(ln, NULL);
	rtnl_unlock();
	lync_net_settle(net);
	synchronize_rcu_expedited();
	lync_ruleset_put(old);
	return 0;
}

static void lync_net_free(struct lync_net *ln)
{
	free_percpu(ln->drops);
	free_percpu(ln->remotes);
}

static int __net_init lync_net_start(struct net *net)
{
	struct lync_net *ln = lync_net(net);
	int cpu;

	mutex_init(&ln->lock);
	/* whoever may make namespaces pays for them */
	ln->drops = alloc_percpu_gfp(struct lync_drops, GFP_KERNEL_ACCOUNT);
	ln->remotes = alloc_percpu_gfp(struct lync_remotes, GFP_KERNEL_ACCOUNT);
	if (!ln->drops || !ln->remotes) {
		lync_net_free(ln);
		return -ENOMEM;
	}
	for_each_possible_cpu(cpu)
		u64_stats_init(&per_cpu_ptr(ln->drops, cpu)->sync);
	return 0;
}

static void __net_exit lync_net_stop(struct net *net)
{
	struct lync_net *ln = lync_net(net);

	mutex_lock(&ln->lock);
	lync_net_withdraw(net);
	mutex_unlock(&ln->lock);
	lync_net_free(ln);
}

static struct pernet_operations lync_net_operations = {
	.init = lync_net_start,
	.exit = lync_net_stop,
	.id = &lync_net_id,
	.size = sizeof(struct lync_net),
};

/**
 * lync_netns_init() - give every namespace, now and later, its state
 *
 * Return: 0 or a negative error.
 */
int lync_netns_init(void)
{
	return register_pernet_subsys(&lync_net_operations);
}

/**
 * lync_netns_exit() - withdraw every policy and free every namespace's state
 *
 * Context: module exit; nobody can publish any more.
 */
void lync_netns_exit(void)
{
	unregister_pernet_subsys(&lync_net_operations);
}
