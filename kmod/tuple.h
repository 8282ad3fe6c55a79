/* SPDX-License-Identifier: GPL-2.0-only */
/* What connection tracking knows a flow by, in the terms of the core. */
#ifndef LYNC_TUPLE_H
#define LYNC_TUPLE_H

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

static __always_inline bool lync_addr_is(const struct lync_addr *addr,
					 const union nf_inet_addr *other,
					 u8 family)
{
	if (likely(family == LYNC_IPV4))
		return addr->w[0] == ntohl(other->ip);
	return !((addr->w[0] ^ ntohl(other->ip6[0])) |
		 (addr->w[1] ^ ntohl(other->ip6[1])) |
		 (addr->w[2] ^ ntohl(other->ip6[2])) |
		 (addr->w[3] ^ ntohl(other->ip6[3])));
}

/* Has the flow the addresses of the packet, in the direction that the packet goes? */
static __always_inline bool
lync_flow_is_like(const struct nf_conntrack_tuple *tuple,
		  const struct lync_key *key, bool is_reply)
{
	const struct lync_addr *src = is_reply ? &key->dst : &key->src;
	const struct lync_addr *dst = is_reply ? &key->src : &key->dst;

	return lync_addr_is(src, &tuple->src.u3, key->family) &&
	       lync_addr_is(dst, &tuple->dst.u3, key->family);
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
