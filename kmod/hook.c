// SPDX-License-Identifier: GPL-2.0-only
/* The two hooks: from an skb to a question for the core, and its answer back. */
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/ktime.h>
#include <linux/netfilter.h>
#include <linux/netfilter_ipv4.h>
#include <linux/netfilter_ipv6.h>
#include <linux/skbuff.h>
#include <net/addrconf.h>
#include <net/netfilter/nf_conntrack.h>
#include <net/route.h>

#include "lync_edge.h"

/**
 * DOC: What the hooks do
 *
 * PRE_ROUTING runs after defragmentation and before connection tracking. It drops
 * what no policy decision can ever allow, so that a flood leaves no entry behind.
 *
 * FORWARD decides. Connection tracking tells which flow a packet belongs to; the
 * flow is judged in its original direction, at every packet, by the ruleset of
 * this moment. An ICMP error belongs to the flow it quotes, so connection
 * tracking hands us that flow, and the error passes when the flow does.
 *
 * A flow older than the policy may have been picked up in mid-stream, from a
 * reply: then its original direction is the wrong one. Connection tracking marks
 * such TCP flows (it is liberal about their windows), and they are judged in
 * either direction. A new pick-up from a reply is taken only shortly after the
 * first policy; later it would let an ACK scan pass from an allowed service port.
 *
 * Under `mode stateless`, and for a packet that is not tracked, the packet or its
 * reverse must match.
 */

/**
 * struct lync_view - a packet on its way through a hook
 * @ln: the namespace
 * @ruleset: what it is judged by, read once
 * @skb: the packet
 * @state: the hook's state
 * @data: the bytes from the IP header on that can be read
 * @len: how many
 * @packet: what they say
 * @fault: why they cannot be judged, or LYNC_REASON_NONE
 * @ends: what the policy knows of the addresses
 */
struct lync_view {
	struct lync_net *ln;
	struct lync_ruleset *ruleset;
	const struct sk_buff *skb;
	const struct nf_hook_state *state;
	const u8 *data;
	u32 len;
	struct lync_packet packet;
	enum lync_reason fault;
	struct lync_ends ends;
};

static const struct lync_verdict lync_pass = {
	.outcome = LYNC_PASS,
	.row = LYNC_NO_ROW,
};

static struct lync_verdict lync_drop(enum lync_reason reason)
{
	return (struct lync_verdict){
		.outcome = LYNC_DROPPED,
		.reason = reason,
		.row = LYNC_NO_ROW,
	};
}

static struct lync_ends lync_ends_swap(struct lync_ends ends)
{
	return (struct lync_ends){ .src = ends.dst, .dst = ends.src };
}

/* Fill @view; false when there is no policy or nothing to ask it about. */
static bool lync_view_init(struct lync_view *view, u8 *window,
			   const struct sk_buff *skb,
			   const struct nf_hook_state *state)
{
	int offset = skb_network_offset(skb);
	u32 total = skb->len - offset;

	view->ln = lync_net(state->net);
	view->ruleset = rcu_dereference(view->ln->ruleset);
	if (!view->ruleset)
		return false;
	view->skb = skb;
	view->state = state;
	view->len = min_t(u32, total, LYNC_HEADER_WINDOW);
	view->data = skb_header_pointer(skb, offset, view->len, window);
	if (!view->data)
		return false;
	view->fault = lync_packet_parse(view->data, view->len, total,
					&view->packet);
	if (!view->packet.addressed)
		return false;
	view->ends = lync_match_ends(view->ruleset->matcher, &view->packet.key);
	return true;
}

static bool lync_view_is_edge(const struct lync_view *view)
{
	return lync_match_is_edge(view->ruleset->matcher, view->ends);
}

/*
 * Is the packet addressed to this machine, or to every host on the link? Asked
 * only of packets that would be dropped. Multicast may be forwarded as well; then
 * FORWARD sees it.
 */
static bool lync_view_is_for_host(const struct lync_view *view)
{
	const struct nf_hook_state *state = view->state;
#if IS_ENABLED(CONFIG_IPV6)
	const struct in6_addr *daddr;
#endif

	if (state->pf == NFPROTO_IPV4) {
		switch (inet_addr_type_dev_table(state->net, state->in,
						 ip_hdr(view->skb)->daddr)) {
		case RTN_LOCAL:
		case RTN_BROADCAST:
		case RTN_MULTICAST:
			return true;
		default:
			return false;
		}
	}
#if IS_ENABLED(CONFIG_IPV6)
	daddr = &ipv6_hdr(view->skb)->daddr;
	return ipv6_addr_is_multicast(daddr) ||
	       ipv6_chk_addr(state->net, daddr, state->in, 0);
#else
	return false;
#endif
}

/*
 * The packet an ICMP error quotes, as its sender sent it. Where the flow's first
 * packet arrived is not known here, so the zone is not looked at.
 */
static struct lync_verdict lync_judge_quote(const struct lync_view *view)
{
	const struct lync_ruleset *ruleset = view->ruleset;
	struct lync_packet quoted;
	enum lync_reason fault;
	struct lync_ends ends;

	fault = lync_packet_parse_quote(view->data, view->len, &view->packet,
					&quoted);
	if (fault)
		return lync_drop(fault);
	quoted.key.zones = ~0u;
	ends = lync_match_ends(ruleset->matcher, &quoted.key);
	if (!lync_match_is_edge(ruleset->matcher, ends))
		return lync_drop(LYNC_REASON_NO_ROW);
	return lync_judge_either(&ruleset->policy, ruleset->matcher,
				 &quoted.key, ends);
}

static struct lync_verdict lync_judge_arrival(struct lync_view *view)
{
	const struct lync_ruleset *ruleset = view->ruleset;

	view->packet.key.zones = lync_zones_find(ruleset,
						 view->state->in->ifindex);
	if (lync_match_is_spoofed(ruleset->matcher, &view->packet.key,
				  view->ends))
		return lync_drop(LYNC_REASON_SPOOFED);
	if (view->fault)
		return lync_drop(view->fault);
	if (view->packet.quote_offset)
		return lync_judge_quote(view);
	return lync_judge_early(&ruleset->policy, ruleset->matcher,
				&view->packet, view->ends);
}

static unsigned int lync_hook_pre_routing(void *priv, struct sk_buff *skb,
					  const struct nf_hook_state *state)
{
	u8 window[LYNC_HEADER_WINDOW];
	struct lync_verdict verdict;
	struct lync_view view;

	if (!lync_view_init(&view, window, skb, state) ||
	    !lync_view_is_edge(&view))
		return NF_ACCEPT;
	verdict = lync_judge_arrival(&view);
	if (verdict.outcome != LYNC_DROPPED || lync_view_is_for_host(&view))
		return NF_ACCEPT;
	if (verdict.row != LYNC_NO_ROW)
		lync_counters_add(view.ruleset->counters, verdict.row,
				  skb->len, false);
	lync_drops_add(view.ln->drops, verdict.reason);
	return NF_DROP;
}

static void lync_addr_read(struct lync_addr *addr,
			   const union nf_inet_addr *from, u8 family)
{
	int i, words = family == LYNC_IPV4 ? 1 : 4;

	memset(addr, 0, sizeof(*addr));
	for (i = 0; i < words; i++)
		addr->w[i] = ntohl(from->ip6[i]);
}

/* The flow's original direction, as the question its first packet was. */
static void lync_flow_read(struct lync_key *key, const struct nf_conn *ct)
{
	const struct nf_conntrack_tuple *tuple =
		&ct->tuplehash[IP_CT_DIR_ORIGINAL].tuple;

	key->family = tuple->src.l3num == NFPROTO_IPV4 ? LYNC_IPV4 : LYNC_IPV6;
	key->proto = tuple->dst.protonum;
	lync_addr_read(&key->src, &tuple->src.u3, key->family);
	lync_addr_read(&key->dst, &tuple->dst.u3, key->family);
	key->sport = 0;
	key->dport = 0;
	if (key->proto == IPPROTO_TCP || key->proto == IPPROTO_UDP) {
		key->sport = ntohs(tuple->src.u.all);
		key->dport = ntohs(tuple->dst.u.all);
	}
}

static bool lync_addr_equal(const struct lync_addr *a,
			    const struct lync_addr *b)
{
	return !memcmp(a, b, sizeof(*a));
}

/* The flow's addresses are looked up only where they are not the packet's. */
static struct lync_ends lync_flow_ends(const struct lync_view *view,
				       const struct lync_key *flow)
{
	const struct lync_key *key = &view->packet.key;

	if (lync_addr_equal(&flow->src, &key->src) &&
	    lync_addr_equal(&flow->dst, &key->dst))
		return view->ends;
	if (lync_addr_equal(&flow->src, &key->dst) &&
	    lync_addr_equal(&flow->dst, &key->src))
		return lync_ends_swap(view->ends);
	return lync_match_ends(view->ruleset->matcher, flow);
}

/* Was this TCP flow picked up in mid-stream? See tcp_new() of nf_conntrack. */
static bool lync_flow_was_picked_up(const struct nf_conn *ct)
{
	return nf_ct_protonum(ct) == IPPROTO_TCP &&
	       (READ_ONCE(ct->proto.tcp.seen[0].flags) &
		READ_ONCE(ct->proto.tcp.seen[1].flags) &
		IP_CT_TCP_FLAG_BE_LIBERAL);
}

static bool lync_flow_may_be_reversed(const struct lync_view *view,
				      const struct nf_conn *ct)
{
	return lync_flow_was_picked_up(ct) &&
	       (nf_ct_is_confirmed(ct) ||
		ktime_get_seconds() < READ_ONCE(view->ln->pickup_until));
}

/*
 * The interface the flow's first packet arrived by: this packet's when it goes
 * the same way, else the one it leaves by.
 */
static u32 lync_flow_zones(const struct lync_view *view,
			   enum ip_conntrack_info ctinfo)
{
	const struct nf_hook_state *state = view->state;
	const struct net_device *dev;

	dev = CTINFO2DIR(ctinfo) == IP_CT_DIR_ORIGINAL ? state->in : state->out;
	return lync_zones_find(view->ruleset, dev->ifindex);
}

static struct lync_verdict lync_judge_tracked(const struct lync_view *view,
					      const struct nf_conn *ct,
					      enum ip_conntrack_info ctinfo)
{
	const struct lync_ruleset *ruleset = view->ruleset;
	struct lync_verdict verdict;
	struct lync_ends ends;
	struct lync_key flow;

	lync_flow_read(&flow, ct);
	ends = lync_flow_ends(view, &flow);
	if (!lync_view_is_edge(view) &&
	    !lync_match_is_edge(ruleset->matcher, ends))
		return lync_pass;
	if (view->fault)
		return lync_drop(view->fault);
	flow.zones = lync_flow_zones(view, ctinfo);
	verdict = lync_judge_flow(&ruleset->policy, ruleset->matcher, &flow,
				  ends);
	if (verdict.outcome == LYNC_DROPPED &&
	    lync_flow_may_be_reversed(view, ct))
		verdict = lync_judge_either(&ruleset->policy, ruleset->matcher,
					    &flow, ends);
	return verdict;
}

static struct lync_verdict lync_judge_untracked(struct lync_view *view)
{
	const struct lync_ruleset *ruleset = view->ruleset;

	if (!lync_view_is_edge(view))
		return lync_pass;
	if (view->fault)
		return lync_drop(view->fault);
	if (view->packet.quote_offset)
		return lync_judge_quote(view);
	view->packet.key.zones = lync_zones_find(ruleset,
						 view->state->in->ifindex);
	return lync_judge_stateless(&ruleset->policy, ruleset->matcher,
				    &view->packet, view->ends);
}

static struct lync_verdict lync_judge_invalid(const struct lync_view *view)
{
	if (!lync_view_is_edge(view))
		return lync_pass;
	return lync_drop(view->fault ? view->fault : LYNC_REASON_INVALID_STATE);
}

static bool lync_packet_opens(const struct lync_packet *packet)
{
	return (packet->tcp_flags & (LYNC_TCP_SYN | LYNC_TCP_ACK)) ==
	       LYNC_TCP_SYN;
}

static unsigned int lync_hook_forward(void *priv, struct sk_buff *skb,
				      const struct nf_hook_state *state)
{
	enum ip_conntrack_info ctinfo;
	u8 window[LYNC_HEADER_WINDOW];
	struct lync_verdict verdict;
	const struct nf_conn *ct;
	struct lync_view view;
	bool opens;

	if (!lync_view_init(&view, window, skb, state))
		return NF_ACCEPT;
	ct = nf_ct_get(skb, &ctinfo);
	if (view.ruleset->policy.mode == LYNC_STATELESS ||
	    ctinfo == IP_CT_UNTRACKED) {
		verdict = lync_judge_untracked(&view);
		opens = lync_packet_opens(&view.packet);
	} else if (ct) {
		verdict = lync_judge_tracked(&view, ct, ctinfo);
		opens = !nf_ct_is_confirmed(ct);
	} else {
		verdict = lync_judge_invalid(&view);
		opens = false;
	}
	if (verdict.row != LYNC_NO_ROW)
		lync_counters_add(view.ruleset->counters, verdict.row,
				  skb->len,
				  opens && verdict.outcome == LYNC_ALLOWED);
	if (verdict.outcome != LYNC_DROPPED)
		return NF_ACCEPT;
	lync_drops_add(view.ln->drops, verdict.reason);
	return NF_DROP;
}

static const struct nf_hook_ops lync_hooks[] = {
	{
		.hook = lync_hook_pre_routing,
		.pf = NFPROTO_IPV4,
		.hooknum = NF_INET_PRE_ROUTING,
		.priority = NF_IP_PRI_RAW - 1,
	},
	{
		.hook = lync_hook_forward,
		.pf = NFPROTO_IPV4,
		.hooknum = NF_INET_FORWARD,
		.priority = NF_IP_PRI_FILTER - 1,
	},
#if IS_ENABLED(CONFIG_IPV6)
	{
		.hook = lync_hook_pre_routing,
		.pf = NFPROTO_IPV6,
		.hooknum = NF_INET_PRE_ROUTING,
		.priority = NF_IP6_PRI_RAW - 1,
	},
	{
		.hook = lync_hook_forward,
		.pf = NFPROTO_IPV6,
		.hooknum = NF_INET_FORWARD,
		.priority = NF_IP6_PRI_FILTER - 1,
	},
#endif
};

/**
 * lync_hooks_register() - have a namespace's packets come by
 * @net: the namespace; they are accepted until a ruleset is published
 *
 * Context: process, &lync_net.lock held.
 * Return: 0 or a negative error.
 */
int lync_hooks_register(struct net *net)
{
	return nf_register_net_hooks(net, lync_hooks, ARRAY_SIZE(lync_hooks));
}

/**
 * lync_hooks_unregister() - have them not come by any more
 * @net: the namespace; packets may be in the hooks until a grace period is over
 *
 * Context: process, &lync_net.lock held.
 */
void lync_hooks_unregister(struct net *net)
{
	nf_unregister_net_hooks(net, lync_hooks, ARRAY_SIZE(lync_hooks));
}
