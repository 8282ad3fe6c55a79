/* SPDX-License-Identifier: GPL-2.0-only */
/* Bytes to key and to ends, for packets as nearly all are. */
#ifndef LYNC_CORE_PARSE_PLAIN_H
#define LYNC_CORE_PARSE_PLAIN_H

#include "headers.h"
#include "match.h"
#include "parse.h"

/**
 * struct lync_plain - what kind of plain packet one is
 * @family: one of enum lync_family; 0 if the packet is not plain
 * @proto: LYNC_PROTO_TCP or LYNC_PROTO_UDP; 0 if it is not
 */
struct lync_plain {
	u8 family;
	u8 proto;
};

/*
 * An upper layer header with @len bytes in reach, and @length bytes up to where the
 * packet ends. An UDP header may say that there are more: that of a first fragment does.
 */
static __always_inline struct lync_plain
lync_plain_upper(u8 family, const u8 *header, u32 len, u32 length, u8 proto)
{
	u32 header_len;

	if (proto == LYNC_PROTO_TCP && len >= LYNC_TCP_HEADER) {
		header_len = (header[12] >> 4) * 4u;
		if (header_len >= LYNC_TCP_HEADER && header_len <= length)
			return (struct lync_plain){ family, LYNC_PROTO_TCP };
	}
	if (proto == LYNC_PROTO_UDP && len >= LYNC_UDP_HEADER &&
	    length >= LYNC_UDP_HEADER &&
	    lync_be16(header + 4) >= LYNC_UDP_HEADER)
		return (struct lync_plain){ family, LYNC_PROTO_UDP };
	return (struct lync_plain){ 0 };
}

static __always_inline struct lync_plain
lync_plain_ipv4(const u8 *data, u32 len, u32 total)
{
	u32 length = lync_be16(data + 2);

	if (length < LYNC_IPV4_HEADER || length > total ||
	    lync_be16(data + 6) & LYNC_IPV4_FRAGMENT_OFFSET)
		return (struct lync_plain){ 0 };
	return lync_plain_upper(LYNC_IPV4, data + LYNC_IPV4_HEADER,
				len - LYNC_IPV4_HEADER,
				length - LYNC_IPV4_HEADER, data[9]);
}

static __always_inline struct lync_plain
lync_plain_ipv6(const u8 *data, u32 len, u32 total)
{
	u32 length = lync_be16(data + 4);

	if (len < LYNC_IPV6_HEADER || length + LYNC_IPV6_HEADER > total)
		return (struct lync_plain){ 0 };
	return lync_plain_upper(LYNC_IPV6, data + LYNC_IPV6_HEADER,
				len - LYNC_IPV6_HEADER, length, data[6]);
}

/**
 * lync_plain_of() - has a packet anything special?
 * @data: the packet from its IP header on
 * @len: bytes that can be read at @data
 * @total: bytes the packet has
 *
 * A plain packet is a TCP segment or UDP datagram, in IPv4 without options or in IPv6
 * without extension headers, no later fragment, as long as its headers say, these in
 * reach: nearly all packets are. Inline, as each has to come through here.
 *
 * Context: any, packet path. Reads nothing beyond @len.
 * Return: its kind.
 */
static __always_inline struct lync_plain
lync_plain_of(const u8 *data, u32 len, u32 total)
{
	if (len < LYNC_IPV4_HEADER)
		return (struct lync_plain){ 0 };
	/* the version, and the length of a header without options */
	if (likely(*data == (LYNC_IPV4 << 4 | LYNC_IPV4_HEADER / 4)))
		return lync_plain_ipv4(data, len, total);
	if (*data >> 4 == LYNC_IPV6)
		return lync_plain_ipv6(data, len, total);
	return (struct lync_plain){ 0 };
}

static __always_inline u32 lync_plain_l4_offset(struct lync_plain plain)
{
	return plain.family == LYNC_IPV4 ? LYNC_IPV4_HEADER : LYNC_IPV6_HEADER;
}

/**
 * lync_plain_continues() - is it a TCP segment that does not open a connection?
 * @data: the packet from its IP header on
 * @plain: its kind, or none
 *
 * Context: any, packet path.
 */
static __always_inline bool lync_plain_continues(const u8 *data,
						 struct lync_plain plain)
{
	return plain.proto == LYNC_PROTO_TCP &&
	       !lync_tcp_opens(data[lync_plain_l4_offset(plain) + LYNC_TCP_FLAGS]);
}

/**
 * lync_plain_ends() - lync_match_edge_ends() of a plain packet
 * @matcher: a matcher
 * @data: the packet from its IP header on
 * @plain: its kind, some
 *
 * The addresses go from the header to the matcher and are not written down: nobody else
 * asks for them.
 *
 * Context: any, packet path; takes no lock.
 * Return: as there.
 */
static __always_inline struct lync_ends
lync_plain_ends(const struct lync_matcher *matcher, const u8 *data,
		struct lync_plain plain)
{
	if (likely(plain.family == LYNC_IPV4))
		return lync_match_edge_ends4(matcher,
					     lync_be32(data + LYNC_IPV4_SADDR),
					     lync_be32(data + LYNC_IPV4_DADDR));
	return lync_match_edge_ends6(matcher,
				     lync_be64(data + LYNC_IPV6_SADDR),
				     lync_be64(data + LYNC_IPV6_SADDR + 8),
				     lync_be64(data + LYNC_IPV6_DADDR),
				     lync_be64(data + LYNC_IPV6_DADDR + 8));
}

/**
 * lync_plain_prefetch() - lync_plain_ends() will be asked soon, but not now
 * @matcher: a matcher
 * @data: the packet from its IP header on
 * @plain: its kind, some
 *
 * Of IPv6 nothing is asked for, see lync_match_prefetch4().
 *
 * Context: any, packet path; does not wait for memory.
 */
static __always_inline void
lync_plain_prefetch(const struct lync_matcher *matcher, const u8 *data,
		    struct lync_plain plain)
{
	if (likely(plain.family == LYNC_IPV4))
		lync_match_prefetch4(matcher, lync_be32(data + LYNC_IPV4_SADDR),
				     lync_be32(data + LYNC_IPV4_DADDR));
}

static __always_inline void lync_plain_fill(const u8 *data, u8 family,
					    u32 l4_offset, u8 proto,
					    struct lync_packet *packet)
{
	const u8 *header = data + l4_offset;

	packet->key.zones = 0;
	packet->key.sport = lync_be16(header);
	packet->key.dport = lync_be16(header + 2);
	packet->key.family = family;
	packet->key.proto = proto;
	packet->l4_offset = l4_offset;
	packet->quote_offset = 0;
	packet->tcp_flags = proto == LYNC_PROTO_TCP ? header[LYNC_TCP_FLAGS] : 0;
	packet->icmp_type = 0;
}

/**
 * lync_plain_read() - read the headers of a plain packet, but for its addresses
 * @data: the packet from its IP header on
 * @plain: its kind, some
 * @packet: filled, as lync_packet_parse() would, which would give no reason; but it has
 *	no addresses
 *
 * Context: any, packet path.
 */
static __always_inline void lync_plain_read(const u8 *data,
					    struct lync_plain plain,
					    struct lync_packet *packet)
{
	if (likely(plain.family == LYNC_IPV4))
		lync_plain_fill(data, LYNC_IPV4, LYNC_IPV4_HEADER, plain.proto,
				packet);
	else
		lync_plain_fill(data, LYNC_IPV6, LYNC_IPV6_HEADER, plain.proto,
				packet);
}

#endif
