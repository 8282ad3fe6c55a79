// SPDX-License-Identifier: GPL-2.0-only
/*
 * What PRE_ROUTING must let pass although no row allows it. Asked only of packets
 * that would be dropped.
 */
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/jiffies.h>
#include <linux/netfilter_ipv6.h>
#include <net/addrconf.h>
#include <net/ip6_fib.h>
#include <net/l3mdev.h>
#include <net/ndisc.h>
#include <net/netfilter/nf_conntrack.h>
#include <net/netfilter/nf_conntrack_core.h>
#include <net/netfilter/nf_conntrack_zones.h>
#include <net/route.h>

#include "view.h"

#if IS_ENABLED(CONFIG_IPV6)
/* Beside its addresses there are routes to this machine: AnyIP, anycast. */
static bool lync_is_for_host6(const struct nf_hook_state *state,
			      const struct in6_addr *daddr)
{
	struct flowi6 flow = {
		.daddr = *daddr,
		.flowi6_l3mdev = l3mdev_master_ifindex_rcu(state->in),
	};
	struct dst_entry *dst;
	bool is_local;

	if (ipv6_addr_is_multicast(daddr) ||
	    ipv6_chk_addr(state->net, daddr, state->in, 0))
		return true;
	if (nf_ip6_route(state->net, &dst, flowi6_to_flowi(&flow), false))
		return false;
	is_local = ((const struct rt6_info *)dst)->rt6i_flags &
		   (RTF_LOCAL | RTF_ANYCAST);
	dst_release(dst);
	return is_local;
}
#else
static bool lync_is_for_host6(const struct nf_hook_state *state,
			      const struct in6_addr *daddr)
{
	return false;
}
#endif

static bool lync_view_look_for_host(const struct lync_view *view)
{
	const struct nf_hook_state *state = view->state;

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
	return lync_is_for_host6(state, &ipv6_hdr(view->skb)->daddr);
}

static int lync_routes_generation(const struct nf_hook_state *state)
{
#if IS_ENABLED(CONFIG_IPV6)
	if (state->pf == NFPROTO_IPV6)
		return rt_genid_ipv6(state->net);
#endif
	return rt_genid_ipv4(state->net);
}

/* Where the address a packet is to would be. Addresses of a flood differ at the end, if at all. */
static struct lync_remote *lync_remote_of(const struct lync_view *view)
{
	struct lync_remotes *remotes = this_cpu_ptr(view->ln->remotes);

	if (view->state->pf == NFPROTO_IPV4)
		return remotes->ipv4 +
		       ntohl(ip_hdr(view->skb)->daddr) % LYNC_REMOTES;
	return remotes->ipv6 +
	       ipv6_hdr(view->skb)->daddr.s6_addr[15] % LYNC_REMOTES;
}

/* Is it the address the packet is to, and still true? */
static bool lync_remote_is(const struct lync_remote *known,
			   const struct lync_view *view)
{
	const struct nf_hook_state *state = view->state;

	if (known->ifindex != state->in->ifindex ||
	    known->routes != lync_routes_generation(state) ||
	    jiffies - known->since >= HZ)
		return false;
	if (state->pf == NFPROTO_IPV4)
		return known->addr.ip == ip_hdr(view->skb)->daddr;
	return ipv6_addr_equal(&known->addr.in6, &ipv6_hdr(view->skb)->daddr);
}

static void lync_remote_write(struct lync_remote *known,
			      const struct lync_view *view, int routes)
{
	known->ifindex = view->state->in->ifindex;
	known->routes = routes;
	known->since = jiffies;
	if (view->state->pf == NFPROTO_IPV4)
		known->addr.ip = ip_hdr(view->skb)->daddr;
	else
		known->addr.in6 = ipv6_hdr(view->skb)->daddr;
}

/*
 * A flood is to few addresses, and to look one up in the routes costs more than all else
 * about a packet that is dropped. So each CPU remembers some that are not this
 * machine's, until routes change; and for a second at most, as not all that makes an
 * address of IPv6 local has a generation.
 */
static bool lync_view_is_for_host(const struct lync_view *view)
{
	struct lync_remote *known;
	int routes;

	/* what softirqs write only they may read */
	if (unlikely(!in_softirq()))
		return lync_view_look_for_host(view);
	known = lync_remote_of(view);
	if (lync_remote_is(known, view))
		return false;
	/* before the look-up: what changes meanwhile is looked up again */
	routes = lync_routes_generation(view->state);
	if (lync_view_look_for_host(view))
		return true;
	lync_remote_write(known, view, routes);
	return false;
}

/*
 * Does connection tracking know the flow of this packet, or of the one it quotes?
 * Where addresses or ports are translated, only it can tell.
 */
static bool lync_view_is_known_flow(const struct lync_view *view)
{
	const struct nf_hook_state *state = view->state;
	const struct nf_conntrack_tuple_hash *found;
	struct nf_conntrack_tuple wire, inverse;
	u32 offset = view->packet.quote_offset;

	if (view->ruleset->policy.mode == LYNC_STATELESS ||
	    !nf_ct_get_tuplepr(view->skb,
			       skb_network_offset(view->skb) + offset,
			       state->pf, state->net, &wire))
		return false;
	/* a quoted packet went the other way */
	if (offset && !nf_ct_invert_tuple(&inverse, &wire))
		return false;
	found = nf_conntrack_find_get(state->net, &nf_ct_zone_dflt,
				      offset ? &inverse : &wire);
	if (!found)
		return false;
	nf_ct_put(nf_ct_tuplehash_to_ctrack(found));
	return true;
}

/*
 * Neighbour discovery, which has not come through a router and goes through none
 * (RFC 4861 7.1): the question about an address that this machine answers for is to it.
 */
static bool lync_view_is_of_link(const struct lync_view *view)
{
	return view->packet.key.proto == IPPROTO_ICMPV6 &&
	       view->packet.icmp_type >= NDISC_ROUTER_SOLICITATION &&
	       view->packet.icmp_type <= NDISC_REDIRECT &&
	       view->state->pf == NFPROTO_IPV6 &&
	       ipv6_hdr(view->skb)->hop_limit == 255;
}

/**
 * lync_view_is_exempt() - is there more to know than PRE_ROUTING's verdict says?
 * @view: a packet that would be dropped
 * @reason: why
 *
 * Context: PRE_ROUTING, in an RCU section.
 * Return: true for what is addressed to this machine, to all on the link or to a
 * multicast group, which FORWARD sees when it is forwarded; for neighbour discovery;
 * and for a packet of a flow that connection tracking knows, as FORWARD knows its
 * addresses.
 */
bool lync_view_is_exempt(const struct lync_view *view,
			 enum lync_reason reason)
{
	bool is_by_rows = reason == LYNC_REASON_NO_ROW ||
			  reason == LYNC_REASON_DENY_ROW;

	if (is_by_rows && (lync_view_is_of_link(view) ||
			   (!lync_tcp_opens(view->packet.tcp_flags) &&
			    lync_view_is_known_flow(view))))
		return true;
	return lync_view_is_for_host(view);
}
