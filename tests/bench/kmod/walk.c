// SPDX-License-Identifier: GPL-2.0-only
/* One packet through the hooks, and many under a clock. */
#include <linux/bottom_half.h>
#include <linux/ktime.h>
#include <linux/netfilter.h>
#include <linux/sched.h>
#include <net/netfilter/nf_conntrack.h>
#include <net/netfilter/nf_conntrack_core.h>

#include "bench.h"

/**
 * DOC: What is under the clock
 *
 * Packets are walked with bottom halves off, as the receive path does it. Before its
 * first hook a packet's skb and header are read: a driver, GRO and ip_rcv() have read
 * them by then, and else the first hook would pay for their being far away, be it ours,
 * a peer's or the empty one.
 *
 * A hook that drops gives up a reference, so each packet has a second one while it is
 * walked, and nothing is freed. What connection tracking attached is taken off again,
 * as it would be when the packet is freed.
 */

/* nf_hook() hands it on to hooks that queue or steal; nobody calls it here. */
static int lync_bench_okfn(struct net *net, struct sock *sk, struct sk_buff *skb)
{
	return 0;
}

static bool lync_bench_walk_hooks(const struct lync_bench_packet *packet, struct net *net,
				  const struct lync_bench_plan *plan)
{
	struct sk_buff *skb = packet->skb;
	unsigned int i;

	for (i = 0; i < plan->n_hooks; i++) {
		u8 hook = plan->hooks[i];
		struct net_device *out = hook == NF_INET_PRE_ROUTING ? NULL : packet->out;

		if (nf_hook(packet->pf, hook, net, NULL, skb, skb->dev, out,
			    lync_bench_okfn) != 1)
			return false;
	}
	return true;
}

static void lync_bench_touch(const struct sk_buff *skb)
{
	const u8 *header = skb_network_header(skb);

	(void)READ_ONCE(header[0]);
	(void)READ_ONCE(header[skb->len - 1]);
}

/* A packet through the hooks of @plan in @net; true when it got through. */
bool lync_bench_pass(const struct lync_bench_packet *packet, struct net *net,
		     const struct lync_bench_plan *plan)
{
	struct sk_buff *skb = packet->skb;

	lync_bench_touch(skb);
	refcount_set(&skb->users, 2);
	if (!plan->tracked)
		nf_ct_set(skb, NULL, IP_CT_UNTRACKED);
	return lync_bench_walk_hooks(packet, net, plan);
}

static int lync_bench_any_flow(struct nf_conn *ct, void *data)
{
	return 1;
}

/* Forget every flow of a namespace. May sleep. */
void lync_bench_flush(struct net *net)
{
	struct nf_ct_iter_data data = { .net = net };

	nf_ct_iterate_cleanup_net(lync_bench_any_flow, &data);
}

static u64 lync_bench_lap(struct lync_bench *bench, const struct lync_bench_walk *walk,
			  bool zero, unsigned int passes)
{
	const struct lync_bench_plan *plan = walk->plan;
	unsigned int pass, i;
	u64 start;

	if (zero)
		plan = lync_bench_plan_of_zero(plan);
	local_bh_disable();
	if (zero)
		lync_bench_hooks_swap(bench);
	start = ktime_get_ns();
	for (pass = 0; pass < passes; pass++) {
		for (i = 0; i < walk->flows; i++) {
			lync_bench_pass(&bench->packets[i], bench->subject, plan);
			nf_reset_ct(bench->packets[i].skb);
		}
	}
	start = ktime_get_ns() - start;
	if (zero)
		lync_bench_hooks_swap(bench);
	local_bh_enable();
	cond_resched();
	return start;
}

/* A round of @walk with the hooks of the zero, or of the subject; nanoseconds of it in all. */
u64 lync_bench_round(struct lync_bench *bench, const struct lync_bench_walk *walk, bool zero)
{
	unsigned int pass;
	u64 took = 0;

	if (!walk->fresh)
		return lync_bench_lap(bench, walk, zero, walk->passes);
	for (pass = 0; pass < walk->passes; pass++) {
		lync_bench_flush(bench->subject);
		took += lync_bench_lap(bench, walk, zero, 1);
	}
	return took;
}
