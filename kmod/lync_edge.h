/* SPDX-License-Identifier: GPL-2.0-only */
/* The module's own types. What decides is in core/; here is what it runs in. */
#ifndef LYNC_EDGE_H
#define LYNC_EDGE_H

#include <linux/mutex.h>
#include <linux/netfilter.h>
#include <linux/netlink.h>
#include <linux/refcount.h>
#include <linux/rtnetlink.h>
#include <linux/rcupdate.h>
#include <linux/u64_stats_sync.h>
#include <linux/xarray.h>
#include <net/genetlink.h>
#include <net/net_namespace.h>
#include <net/netns/generic.h>
#include <linux/lync_edge.h>

#include "core/check.h"
#include "core/judge.h"

/* ---- host.c: memory for the core ---- */

/** lync_kernel_host - the kernel as a host of the core; process context only */
extern const struct lync_host lync_kernel_host;

/* ---- counters.c ---- */

/**
 * struct lync_totals - what a row counted, summed up
 * @packets: packets judged by the row, both directions
 * @bytes: their IP lengths
 * @flows: flows opened
 * @last_hit: seconds since the epoch of the last packet, 0 for never
 */
struct lync_totals {
	u64 packets;
	u64 bytes;
	u64 flows;
	u64 last_hit;
};

/**
 * struct lync_slot - one row's counters on one CPU; a cache line of its own
 * @packets: see struct lync_totals
 * @bytes: see struct lync_totals
 * @flows: see struct lync_totals
 * @last_hit: see struct lync_totals
 * @sync: makes 64-bit counters whole for readers on 32-bit machines
 *
 * Written by its CPU only, which must not change meanwhile; read by anybody.
 */
struct lync_slot {
	u64_stats_t packets;
	u64_stats_t bytes;
	u64_stats_t flows;
	u64_stats_t last_hit;
	struct u64_stats_sync sync;
} ____cacheline_aligned_in_smp;

/**
 * struct lync_counters - the counters of all rows of a ruleset
 * @n_rows: rows
 * @carried: per row, what rows of that name counted under earlier policies;
 *	written before or under &lync_net.lock
 * @cpu: per possible CPU, an array of @n_rows slots on the CPU's own node
 *
 * Not alloc_percpu(): 4,096 rows of one cache line are beyond its unit size.
 */
struct lync_counters {
	u32 n_rows;
	struct lync_totals *carried;
	struct lync_slot *cpu[];
};

/**
 * struct lync_drops - packets dropped, by reason, on one CPU
 * @packets: indexed by enum lync_reason
 * @sync: as in struct lync_slot
 */
struct lync_drops {
	u64_stats_t packets[LYNC_REASON_COUNT];
	struct u64_stats_sync sync;
};

struct lync_counters *lync_counters_alloc(u32 n_rows);
void lync_counters_free(struct lync_counters *counters);
size_t lync_counters_bytes_per_cpu(const struct lync_counters *counters);
void lync_counters_add(struct lync_counters *counters, u32 row, u32 bytes,
		       bool opens);
void lync_counters_sum(const struct lync_counters *counters, u32 row,
		       struct lync_totals *totals);
void lync_drops_add(struct lync_drops __percpu *drops, enum lync_reason reason);
u64 lync_drops_sum(const struct lync_drops __percpu *drops,
		   enum lync_reason reason);

/* ---- ruleset.c ---- */

/** LYNC_NEAR_INTERFACES - interfaces whose zones are found without a search */
#define LYNC_NEAR_INTERFACES 64

/**
 * struct lync_ruleset - a policy ready to be used; immutable once published but
 *	for its counters and its zone map
 * @policy: the policy
 * @policy_mem: what @policy's arrays and strings live in
 * @matcher: compiled from @policy
 * @counters: of @policy's rows
 * @by_name: row indices sorted by row name, to carry counters over
 * @active: by row, whether it can match anything
 * @near_zones: mask of zones of interfaces with a low ifindex, as most have; changed
 *	under RTNL only, read on the packet path
 * @ifzones: the same for the others, by ifindex; read under RCU
 * @any_zones: zones every interface is in
 * @is_bound: an Edge is protected behind a zone
 * @refs: one for being published, one for each dump under way
 * @generation: number of the publication; set under &lync_net.lock
 * @loaded_at: wall clock of the publication, seconds
 * @policy_bytes: size of @policy_mem
 */
struct lync_ruleset {
	struct lync_policy policy;
	void *policy_mem;
	struct lync_matcher *matcher;
	struct lync_counters *counters;
	u32 *by_name;
	bool *active;
	u32 near_zones[LYNC_NEAR_INTERFACES];
	struct xarray ifzones;
	u32 any_zones;
	bool is_bound;
	refcount_t refs;
	u32 generation;
	time64_t loaded_at;
	size_t policy_bytes;
};

int lync_ruleset_build(const struct nlattr *head, int len,
		       struct netlink_ext_ack *extack,
		       struct lync_ruleset **out);
void lync_ruleset_put(struct lync_ruleset *ruleset);
void lync_ruleset_carry(struct lync_ruleset *to,
			const struct lync_ruleset *from);

/* ---- zones.c ---- */

int lync_zones_fill(struct lync_ruleset *ruleset, struct net *net);
u32 lync_zones_find_far(const struct lync_ruleset *ruleset, int ifindex);
int lync_zones_init(void);
void lync_zones_exit(void);

/**
 * lync_zones_find() - the zones an interface is in
 * @ruleset: a published ruleset
 * @ifindex: the interface
 *
 * Context: packet path, RCU read side.
 * Return: a mask for &lync_key.zones.
 */
static inline u32 lync_zones_find(const struct lync_ruleset *ruleset,
				  int ifindex)
{
	if (likely((u32)ifindex < LYNC_NEAR_INTERFACES))
		return READ_ONCE(ruleset->near_zones[ifindex]);
	return lync_zones_find_far(ruleset, ifindex);
}

/* ---- exempt.c ---- */

enum lync_remotes_size {
	LYNC_REMOTES = 8,	/* addresses of a family that a CPU remembers */
};

/**
 * struct lync_remote - an address that was found not to be this machine's
 * @addr: the address, of IPv4 the first word alone
 * @since: when that was, in jiffies
 * @ifindex: the interface that a packet to it arrived by, 0 if there is no address yet
 * @routes: generation of the routes it was looked for in
 */
struct lync_remote {
	union nf_inet_addr addr;
	unsigned long since;
	int ifindex;
	int routes;
};

/**
 * struct lync_remotes - such addresses as one CPU found them
 * @ipv4: those of IPv4, each where its last bits say. Read and written in softirqs, by
 *	that CPU.
 * @ipv6: the same of IPv6
 */
struct lync_remotes {
	struct lync_remote ipv4[LYNC_REMOTES];
	struct lync_remote ipv6[LYNC_REMOTES];
};

/* ---- netns.c ---- */

enum lync_hooks_size {
	LYNC_HOOKS = 4,		/* PRE_ROUTING and FORWARD, of either family */
};

/**
 * struct lync_net - a network namespace's state
 * @ruleset: what packets are judged by, NULL without a policy. Written with @lock
 *	and RTNL held; read under RCU, @lock or RTNL.
 * @lock: serialises changes, and with them reading counters. Taken in process
 *	context; RTNL nests inside it.
 * @drops: packets dropped, by reason
 * @remotes: addresses known not to be this machine's
 * @hooks: its own, as they lead to this struct
 * @generation: of the last change; under @lock
 * @pickup_until: seconds since boot; until then flows older than the first
 *	policy in stateful mode may be picked up from a reply. Written under @lock,
 *	read by the packet path.
 * @hooked: the hooks are registered; under @lock
 * @tracked: connection tracking is held; under @lock
 */
struct lync_net {
	struct lync_ruleset __rcu *ruleset;
	struct mutex lock;	/* serialises changes */
	struct lync_drops __percpu *drops;
	struct lync_remotes __percpu *remotes;
	struct nf_hook_ops hooks[LYNC_HOOKS];
	u32 generation;
	u32 pickup_until;
	bool hooked;
	bool tracked;
};

/** lync_net_id - what namespaces know the module's state by */
extern unsigned int lync_net_id;

/**
 * lync_net() - the module's state in a namespace
 * @net: the namespace
 *
 * Return: the state, alive as long as @net and the module.
 */
static inline struct lync_net *lync_net(const struct net *net)
{
	return net_generic(net, lync_net_id);
}

/**
 * lync_dereference() - the ruleset, for a holder of &lync_net.lock
 * @ln: the namespace
 *
 * Return: the ruleset or NULL.
 */
static inline struct lync_ruleset *lync_dereference(const struct lync_net *ln)
{
	return rcu_dereference_protected(ln->ruleset,
					 lockdep_is_held(&ln->lock));
}

/**
 * lync_dereference_rtnl() - the ruleset, for a holder of RTNL
 * @ln: the namespace
 *
 * Return: the ruleset or NULL.
 */
static inline struct lync_ruleset *
lync_dereference_rtnl(const struct lync_net *ln)
{
	return rtnl_dereference(ln->ruleset);
}

struct lync_ruleset *lync_net_get_ruleset(struct lync_net *ln);
int lync_net_publish(struct net *net, struct lync_ruleset *ruleset);
int lync_net_withdraw(struct net *net);
int lync_netns_init(void);
void lync_netns_exit(void);

/* ---- hook.c ---- */

int lync_hooks_register(struct net *net);
void lync_hooks_unregister(struct net *net);

/* ---- nl_decode.c ---- */

int lync_nl_decode_policy(const struct nlattr *head, int len,
			  struct netlink_ext_ack *extack,
			  struct lync_policy *policy, void **mem,
			  size_t *bytes);

/* ---- nl_room.c ---- */

const struct nlattr *lync_nl_find_part(const struct nlattr *head, int len,
				       enum lync_part part, u32 index);

/* ---- nl_policy.c ---- */

extern const struct nla_policy lync_nl_set_policy[LYNC_EDGE_A_MAX + 1];
extern const struct nla_policy lync_nl_del_policy[LYNC_EDGE_A_MAX + 1];
extern const struct nla_policy lync_nl_explain_policy[LYNC_EDGE_A_MAX + 1];
extern const struct nla_policy lync_nl_none_policy[LYNC_EDGE_A_MAX + 1];
extern const struct nla_policy lync_nl_zone_policy[LYNC_EDGE_A_ZONE_MAX + 1];
extern const struct nla_policy lync_nl_group_policy[LYNC_EDGE_A_GROUP_MAX + 1];
extern const struct nla_policy
	lync_nl_prefixes_policy[LYNC_EDGE_A_PREFIXES_MAX + 1];
extern const struct nla_policy
	lync_nl_protect_policy[LYNC_EDGE_A_PROTECT_MAX + 1];
extern const struct nla_policy lync_nl_row_policy[LYNC_EDGE_A_ROW_MAX + 1];

/* ---- nl_dump.c, nl_stats.c, nl_query.c: handlers of netlink.c's table ---- */

int lync_nl_policy_get_start(struct netlink_callback *cb);
int lync_nl_policy_get_dump(struct sk_buff *skb, struct netlink_callback *cb);
int lync_nl_policy_get_done(struct netlink_callback *cb);
int lync_nl_stats_get_start(struct netlink_callback *cb);
int lync_nl_stats_get_dump(struct sk_buff *skb, struct netlink_callback *cb);
int lync_nl_stats_get_done(struct netlink_callback *cb);
int lync_nl_explain_doit(struct sk_buff *skb, struct genl_info *info);
int lync_nl_status_doit(struct sk_buff *skb, struct genl_info *info);

/* ---- netlink.c ---- */

extern struct genl_family lync_genl_family;

int lync_nl_require(struct genl_info *info, int type, const char *sentence);

#endif
