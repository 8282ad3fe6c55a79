/* SPDX-License-Identifier: GPL-2.0-only */
/* Bytes to key, for packets as nearly all are. */
#ifndef LYNC_CORE_PARSE_PLAIN_H
#define LYNC_CORE_PARSE_PLAIN_H

#include "headers.h"
#include "parse.h"

/* The fields that are the same in every plain packet. */
static __always_inline void lync_plain_fill(struct lync_packet *packet,
					    u8 family, u32 l4_offset)
{
	packet->key.zones = 0;
	packet->key.family = family;
	packet->l4_offset = l4_offset;
	packet->quote_offset = 0;
	packet->icmp_type = 0;
	packet->addressed = true;
}

/*
 * An upper layer header with @len bytes in reach, and @length bytes up to where the
 * packet ends. An UDP header may say that there are more: that of a first fragment does.
 */
static __always_inline bool lync_plain_upper(const u8 *header, u32 len,
					     u32 length, u8 proto,
					     struct lync_packet *packet)
{
	u32 header_len;

	if (proto == LYNC_PROTO_TCP) {
		if (len < LYNC_TCP_HEADER)
			return false;
		header_len = (header[12] >> 4) * 4u;
		if (header_len < LYNC_TCP_HEADER || header_len > length)
			return false;
		packet->tcp_flags = header[13];
	} else if (proto == LYNC_PROTO_UDP) {
		if (len < LYNC_UDP_HEADER || length < LYNC_UDP_HEADER ||
		    lync_be16(header + 4) < LYNC_UDP_HEADER)
			return false;
		packet->tcp_flags = 0;
	} else {
		return false;
	}
	packet->key.proto = proto;
	packet->key.sport = lync_be16(header);
	packet->key.dport = lync_be16(header + 2);
	return true;
}

static __always_inline bool lync_plain_ipv4(const u8 *data, u32 len, u32 total,
					    struct lync_packet *packet)
{
	u32 length = lync_be16(data + 2);

	if (length < LYNC_IPV4_HEADER || length > total ||
	    lync_be16(data + 6) & LYNC_IPV4_FRAGMENT_OFFSET)
		return false;
	lync_plain_fill(packet, LYNC_IPV4, LYNC_IPV4_HEADER);
	packet->key.src = lync_ipv4_address(data + 12);
	packet->key.dst = lync_ipv4_address(data + 16);
	return lync_plain_upper(data + LYNC_IPV4_HEADER, len - LYNC_IPV4_HEADER,
				length - LYNC_IPV4_HEADER, data[9], packet);
}

static __always_inline bool lync_plain_ipv6(const u8 *data, u32 len, u32 total,
					    struct lync_packet *packet)
{
	u32 length = lync_be16(data + 4);

	if (len < LYNC_IPV6_HEADER || length + LYNC_IPV6_HEADER > total)
		return false;
	lync_plain_fill(packet, LYNC_IPV6, LYNC_IPV6_HEADER);
	packet->key.src = lync_ipv6_address(data + 8);
	packet->key.dst = lync_ipv6_address(data + 24);
	return lync_plain_upper(data + LYNC_IPV6_HEADER, len - LYNC_IPV6_HEADER,
				length, data[6], packet);
}

/**
 * lync_packet_parse_plain() - read the headers of a packet that has nothing special
 * @data: the packet from its IP header on
 * @len: bytes that can be read at @data
 * @total: bytes the packet has
 * @packet: filled
 *
 * That is a TCP segment or UDP datagram, in IPv4 without options or in IPv6 without
 * extension headers, no later fragment, as long as its headers say, these in reach:
 * nearly all packets. Inline, as each has to come through here.
 *
 * Context: any, packet path. Reads nothing beyond @len.
 * Return: true if lync_packet_parse() would fill @packet in the same way and give no
 * reason. False if that is to be asked; what @packet says is of no use then.
 */
static __always_inline bool lync_packet_parse_plain(const u8 *data, u32 len,
						    u32 total,
						    struct lync_packet *packet)
{
	if (len < LYNC_IPV4_HEADER)
		return false;
	/* the version, and the length of a header without options */
	if (likely(*data == (LYNC_IPV4 << 4 | LYNC_IPV4_HEADER / 4)))
		return lync_plain_ipv4(data, len, total, packet);
	if (*data >> 4 == LYNC_IPV6)
		return lync_plain_ipv6(data, len, total, packet);
	return false;
}

#endif
