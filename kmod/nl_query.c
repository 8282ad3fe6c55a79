// SPDX-License-Identifier: GPL-2.0-only
/* Questions answered by one message: explain and status. */
#include <linux/in.h>
#include <linux/netdevice.h>

#include "lync_edge.h"

/* Interfaces listed of a zone, and room for their names. */
#define LYNC_STATUS_INTERFACES 64
#define LYNC_STATUS_ZONE_BYTES						\
	(nla_total_size(LYNC_NAME_LEN) + 2 * nla_total_size(0) +	\
	 LYNC_STATUS_INTERFACES * nla_total_size(IFNAMSIZ))

static int lync_explain_addr(struct genl_info *info, int type,
			     struct lync_addr *addr)
{
	const struct nlattr *attr = info->attrs[type];
	const __be32 *words = nla_data(attr);
	int i, n = nla_len(attr) / sizeof(*words);

	if (nla_len(attr) != 4 && nla_len(attr) != 16) {
		NL_SET_ERR_MSG_ATTR(info->extack, attr,
				    "an address has 4 or 16 bytes");
		return -EINVAL;
	}
	for (i = 0; i < n; i++)
		addr->w[i] = ntohl(words[i]);
	return 0;
}

static int lync_explain_ports(struct genl_info *info, struct lync_key *key)
{
	const struct nlattr *sport = info->attrs[LYNC_EDGE_A_SPORT];
	const struct nlattr *dport = info->attrs[LYNC_EDGE_A_DPORT];

	if (!sport && !dport)
		return 0;
	if (key->proto != IPPROTO_TCP && key->proto != IPPROTO_UDP) {
		NL_SET_ERR_MSG_ATTR(info->extack, sport ?: dport,
				    "only TCP and UDP have ports");
		return -EINVAL;
	}
	key->sport = sport ? nla_get_u16(sport) : 0;
	key->dport = dport ? nla_get_u16(dport) : 0;
	return 0;
}

static int lync_explain_key(struct genl_info *info, struct lync_key *key)
{
	int err;

	if (lync_nl_require(info, LYNC_EDGE_A_PROTO, "question without a protocol") ||
	    lync_nl_require(info, LYNC_EDGE_A_SRC, "question without a source") ||
	    lync_nl_require(info, LYNC_EDGE_A_DST, "question without a destination"))
		return -EINVAL;
	err = lync_explain_addr(info, LYNC_EDGE_A_SRC, &key->src);
	if (!err)
		err = lync_explain_addr(info, LYNC_EDGE_A_DST, &key->dst);
	if (err)
		return err;
	if (nla_len(info->attrs[LYNC_EDGE_A_SRC]) !=
	    nla_len(info->attrs[LYNC_EDGE_A_DST])) {
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[LYNC_EDGE_A_DST],
				    "addresses are of two families");
		return -EINVAL;
	}
	key->family = nla_len(info->attrs[LYNC_EDGE_A_SRC]) == 4 ? LYNC_IPV4 :
								   LYNC_IPV6;
	key->proto = nla_get_u8(info->attrs[LYNC_EDGE_A_PROTO]);
	return lync_explain_ports(info, key);
}

static int lync_fill_answer_row(struct sk_buff *skb,
				const struct lync_policy *policy, u32 index)
{
	const struct lync_row *row = &policy->rows[index];
	struct nlattr *nest = nla_nest_start(skb, LYNC_EDGE_A_ROW);

	if (!nest ||
	    nla_put_string(skb, LYNC_EDGE_A_ROW_NAME, row->name) ||
	    nla_put_string(skb, LYNC_EDGE_A_ROW_SECTION_TITLE,
			   policy->sections[row->section]) ||
	    nla_put_u8(skb, LYNC_EDGE_A_ROW_ACTION, row->action) ||
	    (row->source &&
	     nla_put_string(skb, LYNC_EDGE_A_ROW_SOURCE, row->source)) ||
	    (row->comment &&
	     nla_put_string(skb, LYNC_EDGE_A_ROW_COMMENT, row->comment)))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int lync_fill_other_zone(struct sk_buff *skb,
				const struct lync_policy *policy, u32 index)
{
	const struct lync_row *row = &policy->rows[index];
	struct nlattr *nest = nla_nest_start(skb, LYNC_EDGE_A_OTHER_ZONE_ROW);

	if (!nest ||
	    nla_put_string(skb, LYNC_EDGE_A_ROW_NAME, row->name) ||
	    nla_put_string(skb, LYNC_EDGE_A_ROW_ZONE_NAME,
			   policy->zones[row->zone].name))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int lync_fill_answer(struct sk_buff *skb,
			    const struct lync_ruleset *ruleset,
			    const struct lync_answer *answer)
{
	static const u8 outcomes[] = {
		[LYNC_PASS] = LYNC_EDGE_OUTCOME_PASS,
		[LYNC_ALLOWED] = LYNC_EDGE_OUTCOME_ALLOW,
		[LYNC_DROPPED] = LYNC_EDGE_OUTCOME_DENY,
	};
	const struct lync_verdict *verdict = &answer->verdict;
	const struct lync_policy *policy = &ruleset->policy;

	if (nla_put_u32(skb, LYNC_EDGE_A_GENERATION, ruleset->generation) ||
	    nla_put_string(skb, LYNC_EDGE_A_NAME, policy->name) ||
	    nla_put_u8(skb, LYNC_EDGE_A_OUTCOME, outcomes[verdict->outcome]) ||
	    (verdict->reason != LYNC_REASON_NONE &&
	     nla_put_u32(skb, LYNC_EDGE_A_REASON, verdict->reason)) ||
	    (verdict->row != LYNC_NO_ROW &&
	     lync_fill_answer_row(skb, policy, verdict->row)) ||
	    (answer->other_zone_row != LYNC_NO_ROW &&
	     lync_fill_other_zone(skb, policy, answer->other_zone_row)))
		return -EMSGSIZE;
	return 0;
}

static void lync_nl_explain(const struct lync_ruleset *ruleset,
			    const struct nlattr *ifname, struct lync_key *key,
			    struct lync_answer *answer)
{
	if (ifname)
		key->zones = lync_zones_of(&ruleset->policy, nla_data(ifname));
	lync_explain(&ruleset->policy, ruleset->matcher, key, ifname, answer);
}

static struct sk_buff *lync_nl_answer(struct genl_info *info,
				      const struct lync_ruleset *ruleset,
				      const struct lync_answer *answer)
{
	struct sk_buff *reply = genlmsg_new(GENLMSG_DEFAULT_SIZE, GFP_KERNEL);
	void *header;

	if (!reply)
		return NULL;
	header = genlmsg_put_reply(reply, info, &lync_genl_family, 0,
				   LYNC_EDGE_CMD_EXPLAIN);
	if (!header || lync_fill_answer(reply, ruleset, answer)) {
		nlmsg_free(reply);
		return NULL;
	}
	genlmsg_end(reply, header);
	return reply;
}

/**
 * lync_nl_explain_doit() - LYNC_EDGE_CMD_EXPLAIN
 * @skb: the request
 * @info: its attributes
 *
 * Return: 0, -EINVAL, -ENOENT without a policy, -ENOMEM.
 */
int lync_nl_explain_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct lync_net *ln = lync_net(genl_info_net(info));
	struct lync_ruleset *ruleset;
	struct lync_answer answer;
	struct lync_key key = { };
	struct sk_buff *reply;
	int err;

	err = lync_explain_key(info, &key);
	if (err)
		return err;
	ruleset = lync_net_get_ruleset(ln);
	if (!ruleset) {
		NL_SET_ERR_MSG(info->extack, "no policy is loaded");
		return -ENOENT;
	}
	lync_nl_explain(ruleset, info->attrs[LYNC_EDGE_A_IFNAME], &key,
			&answer);
	reply = lync_nl_answer(info, ruleset, &answer);
	lync_ruleset_put(ruleset);
	return reply ? genlmsg_reply(reply, info) : -ENOMEM;
}

static int lync_fill_zone_status(struct sk_buff *skb, struct net *net,
				 const struct lync_ruleset *ruleset, u32 index)
{
	const struct lync_zone *zone = &ruleset->policy.zones[index];
	struct nlattr *nest = nla_nest_start(skb, LYNC_EDGE_A_ZONE_STATUS);
	const struct net_device *dev;
	int left = LYNC_STATUS_INTERFACES;

	if (!nest || nla_put_string(skb, LYNC_EDGE_A_ZONE_NAME, zone->name) ||
	    (zone->any && nla_put_flag(skb, LYNC_EDGE_A_ZONE_ANY)))
		return -EMSGSIZE;
	for_each_netdev(net, dev) {
		if (!(lync_zones_find(ruleset, dev->ifindex) & (1u << index)))
			continue;
		if (!left--)
			break;
		if (nla_put_string(skb, LYNC_EDGE_A_ZONE_IFNAME, dev->name))
			return -EMSGSIZE;
	}
	nla_nest_end(skb, nest);
	return 0;
}

static int lync_fill_sizes(struct sk_buff *skb,
			   const struct lync_ruleset *ruleset)
{
	const struct lync_policy *policy = &ruleset->policy;

	if (nla_put_u64_64bit(skb, LYNC_EDGE_A_LOADED_AT, ruleset->loaded_at,
			      LYNC_EDGE_A_PAD) ||
	    nla_put_u32(skb, LYNC_EDGE_A_N_ROWS, policy->n_rows) ||
	    nla_put_u32(skb, LYNC_EDGE_A_N_GROUPS, policy->n_groups) ||
	    nla_put_u32(skb, LYNC_EDGE_A_N_PREFIXES,
			policy->n_prefix4 + policy->n_prefix6) ||
	    nla_put_u64_64bit(skb, LYNC_EDGE_A_POLICY_BYTES,
			      ruleset->policy_bytes, LYNC_EDGE_A_PAD) ||
	    nla_put_u64_64bit(skb, LYNC_EDGE_A_MATCHER_BYTES,
			      lync_matcher_bytes(ruleset->matcher),
			      LYNC_EDGE_A_PAD) ||
	    nla_put_u64_64bit(skb, LYNC_EDGE_A_COUNTER_BYTES,
			      lync_counters_bytes_per_cpu(ruleset->counters),
			      LYNC_EDGE_A_PAD))
		return -EMSGSIZE;
	return 0;
}

static int lync_fill_running(struct sk_buff *skb, struct net *net,
			     const struct lync_ruleset *ruleset)
{
	const struct lync_policy *policy = &ruleset->policy;
	u32 zone;

	if (nla_put_string(skb, LYNC_EDGE_A_NAME, policy->name) ||
	    (policy->title &&
	     nla_put_string(skb, LYNC_EDGE_A_TITLE, policy->title)) ||
	    nla_put_u8(skb, LYNC_EDGE_A_MODE, policy->mode) ||
	    lync_fill_sizes(skb, ruleset))
		return -EMSGSIZE;
	for (zone = 0; zone < policy->n_zones; zone++)
		if (lync_fill_zone_status(skb, net, ruleset, zone))
			return -EMSGSIZE;
	return 0;
}

/* What runs, and the interfaces. */
static int lync_fill_status(struct sk_buff *skb, struct net *net)
{
	const struct lync_net *ln = lync_net(net);
	const struct lync_ruleset *ruleset = lync_dereference(ln);

	ASSERT_RTNL();
	if (nla_put_string(skb, LYNC_EDGE_A_VERSION, LYNC_EDGE_VERSION) ||
	    nla_put_u32(skb, LYNC_EDGE_A_GENERATION, ln->generation))
		return -EMSGSIZE;
	return ruleset ? lync_fill_running(skb, net, ruleset) : 0;
}

/* Called with &lync_net.lock held. */
static int lync_status_new(struct genl_info *info, struct sk_buff **reply)
{
	struct net *net = genl_info_net(info);
	const struct lync_ruleset *ruleset = lync_dereference(lync_net(net));
	size_t n_zones = ruleset ? ruleset->policy.n_zones : 0;
	void *header;
	int err;

	*reply = genlmsg_new(GENLMSG_DEFAULT_SIZE +
			     n_zones * LYNC_STATUS_ZONE_BYTES, GFP_KERNEL);
	if (!*reply)
		return -ENOMEM;
	header = genlmsg_put_reply(*reply, info, &lync_genl_family, 0,
				   LYNC_EDGE_CMD_STATUS);
	rtnl_lock();
	err = header ? lync_fill_status(*reply, net) : -EMSGSIZE;
	rtnl_unlock();
	if (err)
		nlmsg_free(*reply);
	else
		genlmsg_end(*reply, header);
	return err;
}

/**
 * lync_nl_status_doit() - LYNC_EDGE_CMD_STATUS
 * @skb: the request
 * @info: its attributes
 *
 * Return: 0 or -ENOMEM.
 */
int lync_nl_status_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct lync_net *ln = lync_net(genl_info_net(info));
	struct sk_buff *reply;
	int err;

	mutex_lock(&ln->lock);
	err = lync_status_new(info, &reply);
	mutex_unlock(&ln->lock);
	return err ? err : genlmsg_reply(reply, info);
}
