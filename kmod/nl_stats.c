// SPDX-License-Identifier: GPL-2.0-only
/* What was counted: a snapshot taken at one moment, dumped at leisure. */
#include <linux/mm.h>
#include <linux/slab.h>
#include <net/sock.h>

#include "lync_edge.h"

/**
 * struct lync_snapshot - the counters at the moment a dump began
 * @ruleset: whose rows, one reference held; NULL without a policy
 * @drops: packets dropped, by reason
 * @rows: by row of @ruleset
 */
struct lync_snapshot {
	struct lync_ruleset *ruleset;
	u64 drops[LYNC_REASON_COUNT];
	struct lync_totals rows[];
};

/**
 * struct lync_stats_dump - where a dump stands
 * @snapshot: what is being dumped
 * @headed: the first message is sent
 * @next: index of the next row
 */
struct lync_stats_dump {
	struct lync_snapshot *snapshot;
	bool headed;
	u32 next;
};

static struct lync_stats_dump *lync_stats_dump_of(struct netlink_callback *cb)
{
	BUILD_BUG_ON(sizeof(struct lync_stats_dump) > sizeof(cb->ctx));
	return (struct lync_stats_dump *)cb->ctx;
}

static struct lync_snapshot *lync_snapshot_take(struct lync_net *ln)
{
	struct lync_snapshot *snapshot;
	struct lync_ruleset *ruleset;
	u32 i, n_rows;

	/* nothing is carried over while the lock is held */
	mutex_lock(&ln->lock);
	ruleset = lync_net_get_ruleset(ln);
	n_rows = ruleset ? ruleset->policy.n_rows : 0;
	snapshot = kvzalloc(struct_size(snapshot, rows, n_rows),
			    GFP_KERNEL_ACCOUNT);
	if (!snapshot) {
		if (ruleset)
			lync_ruleset_put(ruleset);
		goto unlock;
	}
	snapshot->ruleset = ruleset;
	for (i = 0; i < n_rows; i++) {
		/* each is a line of each CPU's */
		cond_resched();
		lync_counters_sum(ruleset->counters, i, &snapshot->rows[i]);
	}
	for (i = 0; i < LYNC_REASON_COUNT; i++)
		snapshot->drops[i] = lync_drops_sum(ln->drops, i);
unlock:
	mutex_unlock(&ln->lock);
	return snapshot;
}

static int lync_fill_drops(struct sk_buff *skb, u32 reason, u64 packets)
{
	struct nlattr *nest = nla_nest_start(skb, LYNC_EDGE_A_DROPS);

	if (!nest ||
	    nla_put_u32(skb, LYNC_EDGE_A_DROPS_REASON, reason) ||
	    nla_put_u64_64bit(skb, LYNC_EDGE_A_DROPS_PACKETS, packets,
			      LYNC_EDGE_A_DROPS_PAD))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int lync_fill_stats_head(struct sk_buff *skb,
				const struct lync_snapshot *snapshot)
{
	const struct lync_ruleset *ruleset = snapshot->ruleset;
	u32 i;

	if (ruleset &&
	    (nla_put_u32(skb, LYNC_EDGE_A_GENERATION, ruleset->generation) ||
	     nla_put_string(skb, LYNC_EDGE_A_NAME, ruleset->policy.name)))
		return -EMSGSIZE;
	for (i = 1; i < LYNC_REASON_COUNT; i++)
		if (lync_fill_drops(skb, i, snapshot->drops[i]))
			return -EMSGSIZE;
	return 0;
}

static int lync_fill_totals(struct sk_buff *skb,
			    const struct lync_totals *totals)
{
	if (nla_put_u64_64bit(skb, LYNC_EDGE_A_COUNTERS_PACKETS,
			      totals->packets, LYNC_EDGE_A_COUNTERS_PAD) ||
	    nla_put_u64_64bit(skb, LYNC_EDGE_A_COUNTERS_BYTES, totals->bytes,
			      LYNC_EDGE_A_COUNTERS_PAD) ||
	    nla_put_u64_64bit(skb, LYNC_EDGE_A_COUNTERS_FLOWS, totals->flows,
			      LYNC_EDGE_A_COUNTERS_PAD))
		return -EMSGSIZE;
	if (totals->last_hit &&
	    nla_put_u64_64bit(skb, LYNC_EDGE_A_COUNTERS_LAST_HIT,
			      totals->last_hit, LYNC_EDGE_A_COUNTERS_PAD))
		return -EMSGSIZE;
	return 0;
}

static int lync_fill_counters(struct sk_buff *skb,
			      const struct lync_snapshot *snapshot, u32 row)
{
	const struct lync_policy *policy = &snapshot->ruleset->policy;
	const struct lync_row *r = &policy->rows[row];
	struct nlattr *nest = nla_nest_start(skb, LYNC_EDGE_A_COUNTERS);

	if (!nest)
		return -EMSGSIZE;
	if (nla_put_string(skb, LYNC_EDGE_A_COUNTERS_NAME, r->name) ||
	    nla_put_string(skb, LYNC_EDGE_A_COUNTERS_SECTION,
			   policy->sections[r->section]) ||
	    lync_fill_totals(skb, &snapshot->rows[row]) ||
	    (!snapshot->ruleset->active[row] &&
	     nla_put_flag(skb, LYNC_EDGE_A_COUNTERS_INACTIVE))) {
		nla_nest_cancel(skb, nest);
		return -EMSGSIZE;
	}
	nla_nest_end(skb, nest);
	return 0;
}

/**
 * lync_nl_stats_get_start() - LYNC_EDGE_CMD_STATS_GET: take the snapshot
 * @cb: the dump; its context is cleared
 *
 * Return: 0 or -ENOMEM.
 */
int lync_nl_stats_get_start(struct netlink_callback *cb)
{
	struct lync_net *ln = lync_net(sock_net(cb->skb->sk));
	struct lync_stats_dump *dump = lync_stats_dump_of(cb);

	dump->snapshot = lync_snapshot_take(ln);
	return dump->snapshot ? 0 : -ENOMEM;
}

/* As much as the message has room for; false when that is nothing. */
static bool lync_fill_stats(struct sk_buff *skb, struct lync_stats_dump *dump,
			    u32 n_rows)
{
	u32 first = dump->next;

	if (!dump->headed) {
		dump->headed = !lync_fill_stats_head(skb, dump->snapshot);
		return dump->headed;
	}
	while (dump->next < n_rows &&
	       !lync_fill_counters(skb, dump->snapshot, dump->next))
		dump->next++;
	return dump->next > first;
}

/**
 * lync_nl_stats_get_dump() - LYNC_EDGE_CMD_STATS_GET: fill a message
 * @skb: the message
 * @cb: the dump
 *
 * Return: bytes filled, 0 at the end, -EMSGSIZE when a row does not fit in a
 * message of its own.
 */
int lync_nl_stats_get_dump(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct lync_stats_dump *dump = lync_stats_dump_of(cb);
	const struct lync_ruleset *ruleset = dump->snapshot->ruleset;
	u32 n_rows = ruleset ? ruleset->policy.n_rows : 0;
	void *header;

	if (dump->headed && dump->next == n_rows)
		return 0;
	header = genlmsg_put(skb, NETLINK_CB(cb->skb).portid,
			     cb->nlh->nlmsg_seq, &lync_genl_family,
			     NLM_F_MULTI, LYNC_EDGE_CMD_STATS_GET);
	if (!header)
		return -EMSGSIZE;
	if (!lync_fill_stats(skb, dump, n_rows)) {
		genlmsg_cancel(skb, header);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, header);
	return skb->len;
}

/**
 * lync_nl_stats_get_done() - LYNC_EDGE_CMD_STATS_GET: end a dump
 * @cb: the dump
 *
 * Return: 0.
 */
int lync_nl_stats_get_done(struct netlink_callback *cb)
{
	struct lync_snapshot *snapshot = lync_stats_dump_of(cb)->snapshot;

	if (snapshot && snapshot->ruleset)
		lync_ruleset_put(snapshot->ruleset);
	kvfree(snapshot);
	return 0;
}
