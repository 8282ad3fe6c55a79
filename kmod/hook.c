// SPDX-License-Identifier: GPL-2.0-only
/* The two hooks: from an skb to a question for the core, and its answer back. */
#include <linux/ipv6.h>
#include <linux/ktime.h>
#include <linux/netfilter_ipv4.h>
#include <linux/netfilter_ipv6.h>
#include <net/ip.h>
#include <net/netfilter/nf_conntrack.h>

#include "flow.h"
#include "tuple.h"
#include "view.h"

/**
 * DOC: What the hooks do
 *
 * PRE_ROUTING runs after defragmentation and before connection tracking. It drops
 * what no policy decision can ever allow, so that a flood leaves no entry behind.
 * What no row allows may yet belong to a flow whose addresses or ports are
 * translated, so before such a packet is dropped the flow is looked for.
 *
 * FORWARD decides. Connection tracking tells which flow a packet belongs to; the
 * flow is judged in its original direction, at every packet, by the ruleset of
 * this moment. An ICMP error belongs to the flow it quotes, so connection
 * tracking hands us that flow, and the error passes when the flow does.
 *
 * A flow older than the policy may have been picked up in mid-stream, from a
 * reply: then its original direction is the wrong one. Connection tracking marks
 * such TCP flows (it is liberal about their windows), and they are judged in
 * either direction, unless a row allowed their first packet: that settles which is
 * the original one. A new pick-up from a reply is taken only shortly after the
 * first policy; later it would let an ACK scan pass from an allowed service port.
 * An established TCP flow that is refused is remembered for hours, even if it is
 * reset, by a packet that gets as far as FORWARD.
 * Other flows the wrong way round are forgotten, and begin anew with the next
 * packet from the right side.
 *
 * A packet that went through a VRF is seen again with the VRF as its interface. It
 * has been judged by then, and its zones are those of the port it came by.
 *
 * Under `mode stateless`, and for a packet that is not tracked, the packet or its
 * reverse must match.
 */

/* The interface a packet came by: the port of a VRF, not the VRF. */
static int lync_arrived_by(const struct sk_buff *skb,
			   const struct nf_hook_state *state)
{
	int port = 0;

	if (netif_is_l3_master(state->in))
		port = state->pf == NFPROTO_IPV4 ? inet_sdif(skb) :
						   inet6_sdif(skb);
	return port ? port : state->in->ifindex;
}

static __always_inline void lync_view_look_up(struct lync_view *view)
{
	const struct lync_matcher *matcher = view->ruleset->matcher;

	if (likely(view->plain.family))
		view->ends = lync_plain_ends(matcher, view->skb->data,
					     view->plain);
	else
		view->ends = lync_match_edge_ends(matcher, &view->packet.key);
	view->is_edge = lync_match_is_edge(matcher, view->ends);
}

/* Find out who the packet is from and to. False when there is nothing to judge. */
static __always_inline bool lync_view_init(struct lync_view *view,
					   struct lync_net *ln,
					   struct lync_ruleset *ruleset,
					   struct sk_buff *skb,
					   const struct nf_hook_state *state,
					   struct lync_plain plain)
{
	view->ln = ln;
	view->ruleset = ruleset;
	view->skb = skb;
	view->state = state;
	view->plain = plain;
	if (unlikely(!plain.family) && !lync_view_init_slowly(view))
		return false;
	lync_view_look_up(view);
	return true;
}

static __always_inline void lync_view_read_plain(struct lync_view *view)
{
	lync_plain_read(view->skb->data, view->plain, &view->packet);
	view->fault = LYNC_REASON_NONE;
	view->is_parsed = true;
}

/* Find out the rest about a packet that is ours. */
static __always_inline void lync_view_complete(struct lync_view *view)
{
	if (likely(view->plain.family))
		lync_view_read_plain(view);
	else
		lync_view_complete_slowly(view);
	view->packet.key.zones =
		lync_zones_find(view->ruleset,
				lync_arrived_by(view->skb, view->state));
}

/*
 * With a source route the next hop becomes the destination only after FORWARD, and
 * connection tracking never learns of it. To an Edge that is no way to come.
 */
static noinline bool lync_view_reroute(struct lync_view *view)
{
	const struct lync_matcher *matcher = view->ruleset->matcher;
	struct lync_ends ends;

	ends = lync_match_edge_ends4(matcher, ntohl(ip_hdr(view->skb)->saddr),
				     ntohl(IPCB(view->skb)->opt.nexthop));
	if (!lync_match_is_edge(matcher, ends))
		return false;
	view->ends = ends;
	view->is_edge = true;
	return true;
}

static bool lync_view_is_source_routed(const struct lync_view *view)
{
	return view->state->pf == NFPROTO_IPV4 &&
	       unlikely(IPCB(view->skb)->opt.srr_is_hit);
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

	fault = lync_packet_parse_quote(view->skb->data,
					skb_headlen(view->skb), view->skb->len,
					&view->packet, &quoted);
	if (fault)
		return lync_verdict_drop(fault);
	quoted.key.zones = ~0u;
	ends = lync_match_edge_ends(ruleset->matcher, &quoted.key);
	if (!lync_match_is_edge(ruleset->matcher, ends))
		return lync_verdict_drop(LYNC_REASON_NO_ROW);
	return lync_judge_either(&ruleset->policy, ruleset->matcher,
				 &quoted.key, ends);
}

static bool lync_view_is_spoofed(const struct lync_view *view)
{
	return lync_match_is_spoofed(view->ruleset->matcher, &view->packet.key,
				     view->ends);
}

/* Inline, as is all below that is not rare: a verdict that is returned goes through memory. */
static __always_inline struct lync_verdict
lync_judge_arrival(struct lync_view *view)
{
	const struct lync_ruleset *ruleset = view->ruleset;

	if (likely(view->is_parsed))
		return lync_judge_early(&ruleset->policy, ruleset->matcher,
					&view->packet, view->ends);
	if (lync_view_is_spoofed(view))
		return lync_verdict_drop(LYNC_REASON_SPOOFED);
	if (view->fault)
		return lync_verdict_drop(view->fault);
	return lync_judge_quote(view);
}

/*
 * Most packets are segments of a connection, for FORWARD to judge. Where no Edge is bound
 * to a zone, there is nothing to ask of one that is plain: whose it is need not be looked
 * up. The few that are not go the long way, to the same end.
 */
static __always_inline bool
lync_is_left_to_forward(const struct lync_ruleset *ruleset,
			const struct sk_buff *skb, struct lync_plain plain)
{
	return lync_plain_continues(skb->data, plain) && !ruleset->is_bound;
}

static unsigned int lync_hook_pre_routing(void *priv, struct sk_buff *skb,
					  const struct nf_hook_state *state)
{
	struct lync_net *ln = priv;
	struct lync_ruleset *ruleset = rcu_dereference(ln->ruleset);
	struct lync_plain plain;
	struct lync_verdict verdict;
	struct lync_view view lync_uninitialized;

	if (!ruleset || netif_is_l3_master(state->in))
		return NF_ACCEPT;
	plain = lync_plain_of(skb->data, skb_headlen(skb), skb->len);
	if (lync_is_left_to_forward(ruleset, skb, plain)) {
		/* connection tracking will wait for memory, too */
		lync_plain_prefetch(ruleset->matcher, skb->data, plain);
		return NF_ACCEPT;
	}
	if (!lync_view_init(&view, ln, ruleset, skb, state, plain) ||
	    !view.is_edge)
		return NF_ACCEPT;
	lync_view_complete(&view);
	verdict = lync_judge_arrival(&view);
	if (verdict.outcome != LYNC_DROPPED)
		return NF_ACCEPT;
	if (lync_view_is_exempt(&view, verdict.reason))
		return NF_ACCEPT;
	if (verdict.row != LYNC_NO_ROW)
		lync_counters_add(view.ruleset->counters, verdict.row,
				  skb->len, false);
	lync_drops_add(view.ln->drops, verdict.reason);
	return NF_DROP;
}

/*
 * The flow in its original direction, as the question its first packet was. Of addresses
 * @ends says all; they are read and looked up only where they are not the packet's, as
 * when they are translated or an ICMP error quotes them. False when neither packet nor
 * flow is ours.
 */
static bool lync_flow_read(struct lync_view *view, const struct nf_conn *ct,
			   enum ip_conntrack_info ctinfo, struct lync_key *flow,
			   struct lync_ends *ends)
{
	const struct nf_conntrack_tuple *tuple =
		&ct->tuplehash[IP_CT_DIR_ORIGINAL].tuple;
	bool is_reply = CTINFO2DIR(ctinfo) == IP_CT_DIR_REPLY;

	if (likely(lync_flow_is_like(tuple, view->skb->data, is_reply))) {
		if (!view->is_edge)
			return false;
		*ends = is_reply ? lync_ends_swap(view->ends) : view->ends;
	} else {
		lync_flow_read_addresses(flow, tuple);
		*ends = lync_match_ends(view->ruleset->matcher, flow);
		if (!view->is_edge &&
		    !lync_match_is_edge(view->ruleset->matcher, *ends))
			return false;
	}
	lync_flow_read_service(flow, tuple);
	if (!view->is_edge)
		lync_view_complete(view);
	return true;
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
	if (CTINFO2DIR(ctinfo) == IP_CT_DIR_ORIGINAL)
		return view->packet.key.zones;
	return lync_zones_find(view->ruleset, view->state->out->ifindex);
}

/*
 * A datagram flow that connection tracking saw from its reply first, when nothing
 * judged it, would stay the wrong way round for as long as it is used.
 */
static bool lync_flow_is_backwards(const struct lync_view *view,
				   const struct nf_conn *ct,
				   const struct lync_key *flow,
				   struct lync_ends ends)
{
	const struct lync_ruleset *ruleset = view->ruleset;

	return nf_ct_protonum(ct) != IPPROTO_TCP && nf_ct_is_confirmed(ct) &&
	       lync_judge_either(&ruleset->policy, ruleset->matcher, flow,
				 ends).outcome == LYNC_ALLOWED;
}

static __always_inline struct lync_verdict
lync_judge_tracked(struct lync_view *view, struct nf_conn *ct,
		   enum ip_conntrack_info ctinfo)
{
	const struct lync_ruleset *ruleset = view->ruleset;
	struct lync_verdict verdict;
	struct lync_ends ends lync_uninitialized;
	struct lync_key flow lync_uninitialized;

	if (!lync_flow_read(view, ct, ctinfo, &flow, &ends))
		return lync_verdict_pass();
	if (view->fault)
		return lync_verdict_drop(view->fault);
	flow.zones = lync_flow_zones(view, ctinfo);
	verdict = lync_judge_flow(&ruleset->policy, ruleset->matcher, &flow,
				  ends);
	if (likely(verdict.outcome != LYNC_DROPPED)) {
		lync_flow_settle(ct);
		return verdict;
	}
	if (lync_flow_may_be_reversed(view, ct))
		verdict = lync_judge_either(&ruleset->policy, ruleset->matcher,
					    &flow, ends);
	else if (lync_flow_is_backwards(view, ct, &flow, ends))
		nf_ct_kill(ct);
	if (verdict.outcome == LYNC_DROPPED)
		lync_flow_remember(ct, ctinfo);
	return verdict;
}

static __always_inline struct lync_verdict
lync_judge_untracked(struct lync_view *view, bool *opens)
{
	const struct lync_ruleset *ruleset = view->ruleset;

	if (!view->is_edge)
		return lync_verdict_pass();
	if (view->fault)
		return lync_verdict_drop(view->fault);
	if (view->packet.quote_offset)
		return lync_judge_quote(view);
	*opens = lync_tcp_opens(view->packet.tcp_flags);
	return lync_judge_stateless(&ruleset->policy, ruleset->matcher,
				    &view->packet, view->ends);
}

static struct lync_verdict lync_judge_invalid(const struct lync_view *view)
{
	if (!view->is_edge)
		return lync_verdict_pass();
	return lync_verdict_drop(view->fault ? view->fault : LYNC_REASON_INVALID_STATE);
}

static __always_inline struct lync_verdict
lync_judge_forward(struct lync_view *view, bool *opens)
{
	enum ip_conntrack_info ctinfo;
	struct nf_conn *ct = nf_ct_get(view->skb, &ctinfo);

	bool is_rerouted = lync_view_is_source_routed(view) &&
			   lync_view_reroute(view);

	*opens = false;
	if (view->is_edge) {
		lync_view_complete(view);
		if (is_rerouted)
			view->fault = LYNC_REASON_MALFORMED;
		/* PRE_ROUTING lets pass what is to this machine, until NAT */
		if (lync_view_is_spoofed(view))
			return lync_verdict_drop(LYNC_REASON_SPOOFED);
	}
	if (view->ruleset->policy.mode == LYNC_STATELESS ||
	    ctinfo == IP_CT_UNTRACKED)
		return lync_judge_untracked(view, opens);
	if (!ct)
		return lync_judge_invalid(view);
	*opens = !nf_ct_is_confirmed(ct);
	return lync_judge_tracked(view, ct, ctinfo);
}

static unsigned int lync_hook_forward(void *priv, struct sk_buff *skb,
				      const struct nf_hook_state *state)
{
	struct lync_net *ln = priv;
	struct lync_ruleset *ruleset = rcu_dereference(ln->ruleset);
	struct lync_plain plain;
	struct lync_verdict verdict;
	struct lync_view view lync_uninitialized;
	bool opens;

	if (!ruleset)
		return NF_ACCEPT;
	plain = lync_plain_of(skb->data, skb_headlen(skb), skb->len);
	if (!lync_view_init(&view, ln, ruleset, skb, state, plain))
		return NF_ACCEPT;
	verdict = lync_judge_forward(&view, &opens);
	if (verdict.row != LYNC_NO_ROW)
		lync_counters_add(view.ruleset->counters, verdict.row,
				  skb->len,
				  opens && verdict.outcome == LYNC_ALLOWED);
	if (verdict.outcome != LYNC_DROPPED)
		return NF_ACCEPT;
	lync_drops_add(view.ln->drops, verdict.reason);
	return NF_DROP;
}

static const struct nf_hook_ops lync_hooks[LYNC_HOOKS] = {
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
	struct lync_net *ln = lync_net(net);
	u32 i;

	for (i = 0; i < LYNC_HOOKS; i++) {
		ln->hooks[i] = lync_hooks[i];
		/* to look it up for each packet would take four loads in a row */
		ln->hooks[i].priv = ln;
	}
	return nf_register_net_hooks(net, ln->hooks, LYNC_HOOKS);
}

/**
 * lync_hooks_unregister() - have them not come by any more
 * @net: the namespace; packets may be in the hooks until a grace period is over
 *
 * Context: process, &lync_net.lock held.
 */
void lync_hooks_unregister(struct net *net)
{
	nf_unregister_net_hooks(net, lync_net(net)->hooks, LYNC_HOOKS);
}
