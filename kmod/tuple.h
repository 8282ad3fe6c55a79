/* SPDX-License-Identifier: GPL-2.0-only */
/* What connection tracking knows a flow by, in the terms of the core. */
#ifndef LYNC_TUPLE_H
#define LYNC_TUPLE_H

#include <linux/ip.h>
#include <linux/ipv6.h>
#include <net/ipv6.h>
#include <net/netfilter/nf_conntrack_tuple.h>

#include "core/key.h"

static inline struct lync_addr lync_addr_of(const union nf_inet_addr *from,
					    u8 family)
{
	if (family == LYNC_IPV4)
		return (struct lync_addr){ { ntohl(from->ip) } };
	return (struct lync_addr){ {
		ntohl(from->ip6[0]), ntohl(from->ip6[1]),
		ntohl(from->ip6[2]), ntohl(from->ip6[3]),
	} };
}

/* Has the flow the addresses of the IP header, in the direction that the packet goes? */
static __always_inline bool
lync_flow_is_like(const struct nf_conntrack_tuple *tuple, const void *header,
		  bool is_reply)
{
	const union nf_inet_addr *from = is_reply ? &tuple->dst.u3 : &tuple->src.u3;
	const union nf_inet_addr *to = is_reply ? &tuple->src.u3 : &tuple->dst.u3;
	const struct iphdr *ip = header;
	const struct ipv6hdr *ip6 = header;

	if (likely(tuple->src.l3num == NFPROTO_IPV4))
		return from->ip == ip->saddr && to->ip == ip->daddr;
	return ipv6_addr_equal(&from->in6, &ip6->saddr) &&
	       ipv6_addr_equal(&to->in6, &ip6->daddr);
}

/* Protocol and ports of the flow, from the tuple of its original direction. */
static inline void
lync_flow_read_service(struct lync_key *flow,
		       const struct nf_conntrack_tuple *tuple)
{
	flow->proto = tuple->dst.protonum;
	flow->sport = 0;
	flow->dport = 0;
	if (lync_proto_has_ports(flow->proto)) {
		flow->sport = ntohs(tuple->src.u.all);
		flow->dport = ntohs(tuple->dst.u.all);
	}
}

/* Its addresses. */
static inline void
lync_flow_read_addresses(struct lync_key *flow,
			 const struct nf_conntrack_tuple *tuple)
{
	flow->family = tuple->src.l3num == NFPROTO_IPV4 ? LYNC_IPV4 : LYNC_IPV6;
	flow->src = lync_addr_of(&tuple->src.u3, flow->family);
	flow->dst = lync_addr_of(&tuple->dst.u3, flow->family);
}

#endif
