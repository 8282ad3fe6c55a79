/* SPDX-License-Identifier: GPL-2.0-only */
/* Sizes, offsets and bytes of packet headers. For the parser, and what is inline of it. */
#ifndef LYNC_CORE_HEADERS_H
#define LYNC_CORE_HEADERS_H

#include "key.h"

enum lync_header_size {
	LYNC_IPV4_HEADER = 20,
	LYNC_IPV6_HEADER = 40,
	LYNC_TCP_HEADER = 20,
	LYNC_UDP_HEADER = 8,
	LYNC_ICMP_HEADER = 8,
	LYNC_ICMPV6_HEADER = 4,	/* RFC 4443 2.1: the rest is message body */
	LYNC_QUOTED_HEADER = 8,	/* RFC 792: what is quoted of the upper layer */
	LYNC_ERROR_HEADER = 8,	/* of an ICMP or ICMPv6 error, before its quote */
};

enum lync_header_offset {
	LYNC_IPV4_SADDR = 12,
	LYNC_IPV4_DADDR = 16,
	LYNC_IPV6_SADDR = 8,
	LYNC_IPV6_DADDR = 24,
	LYNC_TCP_FLAGS = 13,
};

/* IANA protocol numbers of the extension headers of IPv6 that are skipped over */
enum lync_ipv6_next {
	LYNC_IPV6_HOP_BY_HOP = 0,
	LYNC_IPV6_ROUTING = 43,
	LYNC_IPV6_FRAGMENT = 44,
	LYNC_IPV6_AUTHENTICATION = 51,
	LYNC_IPV6_DESTINATION = 60,
};

#define LYNC_IPV4_FRAGMENT_OFFSET 0x1fff
#define LYNC_IPV4_MAX_LENGTH 0xffff

static inline u32 lync_be16(const u8 *at)
{
	return (u32)at[0] << 8 | at[1];
}

static inline u32 lync_be32(const u8 *at)
{
	return lync_be16(at) << 16 | lync_be16(at + 2);
}

static inline u64 lync_be64(const u8 *at)
{
	return (u64)lync_be32(at) << 32 | lync_be32(at + 4);
}

static __always_inline struct lync_addr lync_ipv4_address(const u8 *at)
{
	return (struct lync_addr){ { lync_be32(at) } };
}

static __always_inline struct lync_addr lync_ipv6_address(const u8 *at)
{
	return (struct lync_addr){ {
		lync_be32(at), lync_be32(at + 4),
		lync_be32(at + 8), lync_be32(at + 12),
	} };
}

#endif
