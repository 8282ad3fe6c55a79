// SPDX-License-Identifier: GPL-2.0-only
/* The running policy back into attributes, over as many messages as it takes. */
#include <linux/slab.h>
#include <net/sock.h>

#include "lync_edge.h"

/* The parts of a dump, in the order in which they are sent. */
enum lync_dump_stage {
	LYNC_DUMP_HEAD,
	LYNC_DUMP_ZONES,
	LYNC_DUMP_GROUPS,
	LYNC_DUMP_PREFIXES4,
	LYNC_DUMP_PREFIXES6,
	LYNC_DUMP_PROTECTS,
	LYNC_DUMP_SECTIONS,
	LYNC_DUMP_ROWS,
	LYNC_DUMP_STAGES,
};

/**
 * struct lync_dump - where a dump stands
 * @ruleset: what is being dumped, one reference held: all messages of the dump
 *	are of one policy
 * @stage: one of enum lync_dump_stage
 * @next: index of the next part within the stage
 */
struct lync_dump {
	struct lync_ruleset *ruleset;
	u32 stage;
	u32 next;
};

static struct lync_dump *lync_dump_of(struct netlink_callback *cb)
{
	BUILD_BUG_ON(sizeof(struct lync_dump) > sizeof(cb->ctx));
	return (struct lync_dump *)cb->ctx;
}

static int lync_fill_head(struct sk_buff *skb, struct lync_dump *dump)
{
	const struct lync_ruleset *ruleset = dump->ruleset;
	const struct lync_policy *policy = &ruleset->policy;

	if (nla_put_u32(skb, LYNC_EDGE_A_GENERATION, ruleset->generation) ||
	    nla_put_string(skb, LYNC_EDGE_A_NAME, policy->name) ||
	    (policy->title &&
	     nla_put_string(skb, LYNC_EDGE_A_TITLE, policy->title)) ||
	    nla_put_u8(skb, LYNC_EDGE_A_MODE, policy->mode))
		return -EMSGSIZE;
	dump->next++;
	return 0;
}

static int lync_fill_section(struct sk_buff *skb, struct lync_dump *dump)
{
	const struct lync_policy *policy = &dump->ruleset->policy;

	if (nla_put_string(skb, LYNC_EDGE_A_SECTION,
			   policy->sections[dump->next]))
		return -EMSGSIZE;
	dump->next++;
	return 0;
}

static int lync_fill_zone(struct sk_buff *skb, const struct lync_zone *zone)
{
	u32 i;

	if (nla_put_string(skb, LYNC_EDGE_A_ZONE_NAME, zone->name) ||
	    (zone->any && nla_put_flag(skb, LYNC_EDGE_A_ZONE_ANY)))
		return -EMSGSIZE;
	for (i = 0; i < zone->n_patterns; i++)
		if (nla_put_string(skb, LYNC_EDGE_A_ZONE_PATTERN,
				   zone->patterns[i]))
			return -EMSGSIZE;
	return 0;
}

static int lync_fill_group(struct sk_buff *skb, const struct lync_group *group)
{
	if (nla_put_string(skb, LYNC_EDGE_A_GROUP_NAME, group->name) ||
	    (group->any && nla_put_flag(skb, LYNC_EDGE_A_GROUP_ANY)) ||
	    (group->literal && nla_put_flag(skb, LYNC_EDGE_A_GROUP_LITERAL)))
		return -EMSGSIZE;
	return 0;
}

static int lync_fill_protect(struct sk_buff *skb,
			     const struct lync_protect *protect)
{
	if (nla_put_u32(skb, LYNC_EDGE_A_PROTECT_GROUP, protect->group) ||
	    (protect->zone != LYNC_NO_ZONE &&
	     nla_put_u32(skb, LYNC_EDGE_A_PROTECT_ZONE, protect->zone)))
		return -EMSGSIZE;
	return 0;
}

static int lync_fill_ports(struct sk_buff *skb, int type,
			   const struct lync_ports *ports, u16 n)
{
	struct lync_edge_ports *to;
	struct nlattr *attr;
	u16 i;

	if (!n)
		return 0;
	attr = nla_reserve(skb, type, n * sizeof(*to));
	if (!attr)
		return -EMSGSIZE;
	to = nla_data(attr);
	for (i = 0; i < n; i++) {
		to[i].low = ports[i].low;
		to[i].high = ports[i].high;
	}
	return 0;
}

static int lync_fill_row_texts(struct sk_buff *skb, const struct lync_row *row)
{
	if ((row->comment &&
	     nla_put_string(skb, LYNC_EDGE_A_ROW_COMMENT, row->comment)) ||
	    (row->source &&
	     nla_put_string(skb, LYNC_EDGE_A_ROW_SOURCE, row->source)))
		return -EMSGSIZE;
	return 0;
}

static int lync_fill_row(struct sk_buff *skb, const struct lync_row *row,
			 bool active)
{
	if (nla_put_string(skb, LYNC_EDGE_A_ROW_NAME, row->name) ||
	    nla_put_u32(skb, LYNC_EDGE_A_ROW_SECTION, row->section) ||
	    nla_put_u8(skb, LYNC_EDGE_A_ROW_ACTION, row->action) ||
	    (row->proto != LYNC_PROTO_ANY &&
	     nla_put_u8(skb, LYNC_EDGE_A_ROW_PROTO, row->proto)) ||
	    nla_put(skb, LYNC_EDGE_A_ROW_FROM, row->n_from * sizeof(u16),
		    row->from) ||
	    nla_put(skb, LYNC_EDGE_A_ROW_TO, row->n_to * sizeof(u16),
		    row->to) ||
	    lync_fill_ports(skb, LYNC_EDGE_A_ROW_SPORTS, row->sports,
			    row->n_sports) ||
	    lync_fill_ports(skb, LYNC_EDGE_A_ROW_DPORTS, row->dports,
			    row->n_dports) ||
	    (row->zone != LYNC_NO_ZONE &&
	     nla_put_u32(skb, LYNC_EDGE_A_ROW_ZONE, row->zone)) ||
	    (!active && nla_put_flag(skb, LYNC_EDGE_A_ROW_INACTIVE)) ||
	    lync_fill_row_texts(skb, row))
		return -EMSGSIZE;
	return 0;
}

/*
 * Prefixes are sent in the order in which they came: a run of one group's, as
 * long as the message has room and a nest may be (64 KiB).
 */
static u32 lync_prefix_run(const struct sk_buff *skb, u32 left, size_t size)
{
	u32 room = min_t(u32, skb_tailroom(skb), U16_MAX);
	u32 overhead = 2 * NLA_HDRLEN + nla_total_size(sizeof(u32)) +
		       NLA_ALIGNTO;

	if (room < overhead + size)
		return 0;
	return min_t(u32, left, (room - overhead) / size);
}

static int lync_fill_prefixes4(struct sk_buff *skb, struct lync_dump *dump)
{
	const struct lync_policy *policy = &dump->ruleset->policy;
	const struct lync_prefix4 *from = &policy->prefix4[dump->next];
	u32 i, n = 0, most;
	struct lync_edge_prefix4 *to;
	struct nlattr *attr;

	most = lync_prefix_run(skb, policy->n_prefix4 - dump->next,
			       sizeof(*to));
	while (n < most && from[n].group == from[0].group)
		n++;
	if (!n || nla_put_u32(skb, LYNC_EDGE_A_PREFIXES_GROUP, from[0].group))
		return -EMSGSIZE;
	attr = nla_reserve(skb, LYNC_EDGE_A_PREFIXES_IPV4, n * sizeof(*to));
	if (!attr)
		return -EMSGSIZE;
	to = nla_data(attr);
	memset(to, 0, n * sizeof(*to));
	for (i = 0; i < n; i++) {
		to[i].addr = htonl(from[i].addr);
		to[i].len = from[i].len;
	}
	dump->next += n;
	return 0;
}

static int lync_fill_prefixes6(struct sk_buff *skb, struct lync_dump *dump)
{
	const struct lync_policy *policy = &dump->ruleset->policy;
	const struct lync_prefix6 *from = &policy->prefix6[dump->next];
	u32 i, n = 0, most, w;
	struct lync_edge_prefix6 *to;
	struct nlattr *attr;

	most = lync_prefix_run(skb, policy->n_prefix6 - dump->next,
			       sizeof(*to));
	while (n < most && from[n].group == from[0].group)
		n++;
	if (!n || nla_put_u32(skb, LYNC_EDGE_A_PREFIXES_GROUP, from[0].group))
		return -EMSGSIZE;
	attr = nla_reserve(skb, LYNC_EDGE_A_PREFIXES_IPV6, n * sizeof(*to));
	if (!attr)
		return -EMSGSIZE;
	to = nla_data(attr);
	memset(to, 0, n * sizeof(*to));
	for (i = 0; i < n; i++) {
		for (w = 0; w < 4; w++)
			to[i].addr[w] = htonl(from[i].addr.w[w]);
		to[i].len = from[i].len;
	}
	dump->next += n;
	return 0;
}

/* One part, or one run of prefixes, as the nest of its stage. */
static int lync_fill_nest(struct sk_buff *skb, struct lync_dump *dump)
{
	const struct lync_policy *policy = &dump->ruleset->policy;
	u32 i = dump->next;
	int err;

	switch (dump->stage) {
	case LYNC_DUMP_PREFIXES4:
		return lync_fill_prefixes4(skb, dump);
	case LYNC_DUMP_PREFIXES6:
		return lync_fill_prefixes6(skb, dump);
	case LYNC_DUMP_ZONES:
		err = lync_fill_zone(skb, &policy->zones[i]);
		break;
	case LYNC_DUMP_GROUPS:
		err = lync_fill_group(skb, &policy->groups[i]);
		break;
	case LYNC_DUMP_PROTECTS:
		err = lync_fill_protect(skb, &policy->protects[i]);
		break;
	default:
		err = lync_fill_row(skb, &policy->rows[i],
				    dump->ruleset->active[i]);
	}
	if (!err)
		dump->next++;
	return err;
}

/* One stage's next part; a message takes as many as it has room for. */
static int lync_fill_part(struct sk_buff *skb, struct lync_dump *dump)
{
	static const int nests[LYNC_DUMP_STAGES] = {
		[LYNC_DUMP_ZONES] = LYNC_EDGE_A_ZONE,
		[LYNC_DUMP_GROUPS] = LYNC_EDGE_A_GROUP,
		[LYNC_DUMP_PREFIXES4] = LYNC_EDGE_A_PREFIXES,
		[LYNC_DUMP_PREFIXES6] = LYNC_EDGE_A_PREFIXES,
		[LYNC_DUMP_PROTECTS] = LYNC_EDGE_A_PROTECT,
		[LYNC_DUMP_ROWS] = LYNC_EDGE_A_ROW,
	};
	struct nlattr *nest;

	if (dump->stage == LYNC_DUMP_HEAD)
		return lync_fill_head(skb, dump);
	if (dump->stage == LYNC_DUMP_SECTIONS)
		return lync_fill_section(skb, dump);
	nest = nla_nest_start(skb, nests[dump->stage]);
	if (!nest)
		return -EMSGSIZE;
	if (lync_fill_nest(skb, dump)) {
		nla_nest_cancel(skb, nest);
		return -EMSGSIZE;
	}
	nla_nest_end(skb, nest);
	return 0;
}

static u32 lync_dump_parts(const struct lync_dump *dump)
{
	const struct lync_policy *policy = &dump->ruleset->policy;

	switch (dump->stage) {
	case LYNC_DUMP_HEAD:
		return 1;
	case LYNC_DUMP_ZONES:
		return policy->n_zones;
	case LYNC_DUMP_GROUPS:
		return policy->n_groups;
	case LYNC_DUMP_PREFIXES4:
		return policy->n_prefix4;
	case LYNC_DUMP_PREFIXES6:
		return policy->n_prefix6;
	case LYNC_DUMP_PROTECTS:
		return policy->n_protects;
	case LYNC_DUMP_SECTIONS:
		return policy->n_sections;
	default:
		return policy->n_rows;
	}
}

/* Skip stages that are done; false when all are. */
static bool lync_dump_advance(struct lync_dump *dump)
{
	while (dump->stage < LYNC_DUMP_STAGES &&
	       dump->next == lync_dump_parts(dump)) {
		dump->stage++;
		dump->next = 0;
	}
	return dump->stage < LYNC_DUMP_STAGES;
}

/**
 * lync_nl_policy_get_start() - LYNC_EDGE_CMD_POLICY_GET: begin a dump
 * @cb: the dump; its context is cleared
 *
 * Return: 0, or -ENOENT without a policy.
 */
int lync_nl_policy_get_start(struct netlink_callback *cb)
{
	struct lync_dump *dump = lync_dump_of(cb);

	dump->ruleset = lync_net_get_ruleset(lync_net(sock_net(cb->skb->sk)));
	if (dump->ruleset)
		return 0;
	NL_SET_ERR_MSG(cb->extack, "no policy is loaded");
	return -ENOENT;
}

/**
 * lync_nl_policy_get_dump() - LYNC_EDGE_CMD_POLICY_GET: fill a message
 * @skb: the message
 * @cb: the dump
 *
 * Return: bytes filled, 0 at the end, -EMSGSIZE when a part does not fit in a
 * message of its own.
 */
int lync_nl_policy_get_dump(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct lync_dump *dump = lync_dump_of(cb);
	bool filled = false;
	void *header;

	if (!lync_dump_advance(dump))
		return 0;
	header = genlmsg_put(skb, NETLINK_CB(cb->skb).portid,
			     cb->nlh->nlmsg_seq, &lync_genl_family,
			     NLM_F_MULTI, LYNC_EDGE_CMD_POLICY_GET);
	if (!header)
		return -EMSGSIZE;
	while (lync_dump_advance(dump)) {
		if (lync_fill_part(skb, dump))
			break;
		filled = true;
	}
	if (!filled) {
		genlmsg_cancel(skb, header);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, header);
	return skb->len;
}

/**
 * lync_nl_policy_get_done() - LYNC_EDGE_CMD_POLICY_GET: end a dump
 * @cb: the dump
 *
 * Return: 0.
 */
int lync_nl_policy_get_done(struct netlink_callback *cb)
{
	struct lync_dump *dump = lync_dump_of(cb);

	if (dump->ruleset)
		lync_ruleset_put(dump->ruleset);
	return 0;
}
