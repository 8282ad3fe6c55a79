/* SPDX-License-Identifier: GPL-2.0-only */
/* What is known of a packet or of a flow: the question put to the matcher. */
#ifndef LYNC_CORE_KEY_H
#define LYNC_CORE_KEY_H

#include "port.h"

/* IANA protocol numbers the core knows; the values are IPPROTO_* */
enum lync_proto {
	LYNC_PROTO_ICMP = 1,
	LYNC_PROTO_TCP = 6,
	LYNC_PROTO_UDP = 17,
	LYNC_PROTO_ICMPV6 = 58,
	/** @LYNC_PROTO_ANY: in a row only, never in a key */
	LYNC_PROTO_ANY = 256,
};

/**
 * lync_proto_has_ports() - does a packet of this protocol have ports?
 * @proto: IANA protocol number
 */
static inline bool lync_proto_has_ports(u32 proto)
{
	return proto == LYNC_PROTO_TCP || proto == LYNC_PROTO_UDP;
}

enum lync_family {
	LYNC_IPV4 = 4,
	LYNC_IPV6 = 6,
};

/**
 * struct lync_addr - an IPv4 or IPv6 address
 * @w: 32-bit words in host order, most significant first; IPv4 is w[0], the
 *	other three are zero then
 */
struct lync_addr {
	u32 w[4];
};

/**
 * struct lync_key - addresses, protocol and ports of a packet, or of a flow's
 *	first packet
 * @src: source address
 * @dst: destination address
 * @zones: bit N is set when the interface the packet arrived by is in zone N of
 *	the policy; 0 when the interface is not known
 * @sport: source port in host order; 0 for protocols without ports
 * @dport: destination port in host order; 0 for protocols without ports
 * @family: one of enum lync_family
 * @proto: IANA protocol number of the upper layer
 */
struct lync_key {
	struct lync_addr src;
	struct lync_addr dst;
	u32 zones;
	u16 sport;
	u16 dport;
	u8 family;
	u8 proto;
};

#endif
