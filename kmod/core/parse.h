/* SPDX-License-Identifier: GPL-2.0-only */
/* Bytes to key: IPv4, IPv6, TCP, UDP, ICMP, ICMPv6 and what an ICMP error quotes. */
#ifndef LYNC_CORE_PARSE_H
#define LYNC_CORE_PARSE_H

#include "key.h"
#include "reason.h"

enum lync_parse_limits {
	/** @LYNC_HEADER_WINDOW: bytes from the IP header on that are looked at */
	LYNC_HEADER_WINDOW = 256,
	/** @LYNC_MAX_EXTENSIONS: IPv6 extension headers (RFC 8200 4.1 names six) */
	LYNC_MAX_EXTENSIONS = 8,
};

enum lync_tcp_flags {
	LYNC_TCP_FIN = 0x01,
	LYNC_TCP_SYN = 0x02,
	LYNC_TCP_RST = 0x04,
	LYNC_TCP_ACK = 0x10,
};

/**
 * lync_tcp_opens() - does a segment open a connection?
 * @tcp_flags: its flag byte
 */
static inline bool lync_tcp_opens(u8 tcp_flags)
{
	return (tcp_flags & (LYNC_TCP_SYN | LYNC_TCP_ACK)) == LYNC_TCP_SYN;
}

/**
 * struct lync_packet - what a packet's headers say
 * @key: addresses, protocol, ports; zones is 0, the caller fills it
 * @l4_offset: offset of the upper layer header from the IP header, bytes
 * @quote_offset: offset of the packet an ICMP error quotes, 0 for other packets
 * @tcp_flags: the flag byte of TCP, else 0
 * @icmp_type: type of ICMP or ICMPv6, else 0
 */
struct lync_packet {
	struct lync_key key;
	u16 l4_offset;
	u16 quote_offset;
	u8 tcp_flags;
	u8 icmp_type;
};

/**
 * lync_packet_parse_addresses() - the first part of lync_packet_parse()
 * @data: as there
 * @len: as there
 * @total: as there
 * @packet: family, addresses and the protocol of the next header are filled, unless
 *	there is a reason
 *
 * For whoever wants to know whether the packet matters before he reads it all.
 *
 * Context: any, packet path.
 * Return: LYNC_REASON_NONE, or why the addresses cannot be read.
 */
enum lync_reason lync_packet_parse_addresses(const u8 *data, u32 len, u32 total,
					     struct lync_packet *packet);

/**
 * lync_packet_parse_rest() - the second part of lync_packet_parse()
 * @data: as there
 * @len: as there; not less than the addresses needed
 * @total: as there
 * @packet: has been given to lync_packet_parse_addresses(), which gave no reason;
 *	may be given more than once, with more bytes
 *
 * Context: any, packet path.
 * Return: LYNC_REASON_NONE, or why the packet cannot be judged.
 */
enum lync_reason lync_packet_parse_rest(const u8 *data, u32 len, u32 total,
					struct lync_packet *packet);

/**
 * lync_packet_parse() - read a packet's headers
 * @data: the packet from its IP header on
 * @len: bytes that can be read at @data
 * @total: bytes the packet has; @len is less when the window was too small
 * @packet: filled, on failure as far as it came: without a family there are no addresses
 *
 * IPv4: RFC 791 3.1. IPv6: RFC 8200 4, Hop-by-Hop, Routing, Fragment,
 * Destination Options and AH are skipped over, any other header is the upper
 * layer. TCP: RFC 9293 3.1. UDP: RFC 768. ICMP: RFC 792, RFC 4443. ICMP errors
 * (types 3, 4, 5, 11, 12; ICMPv6 1 to 127) set @quote_offset.
 *
 * Context: any, packet path. Reads nothing beyond @len.
 * Return: LYNC_REASON_NONE, or why the packet cannot be judged.
 */
static inline enum lync_reason lync_packet_parse(const u8 *data, u32 len,
						 u32 total,
						 struct lync_packet *packet)
{
	enum lync_reason reason;

	reason = lync_packet_parse_addresses(data, len, total, packet);
	return reason ? reason :
			lync_packet_parse_rest(data, len, total, packet);
}

/**
 * lync_packet_parse_quote() - read the packet an ICMP error quotes
 * @data: what lync_packet_parse() was given
 * @len: bytes that can be read at @data
 * @total: bytes the packet has that quotes
 * @error: what lync_packet_parse() filled; its @quote_offset is not 0
 * @packet: the quoted packet: addresses, protocol and ports; no TCP flags, as
 *	8 bytes of the upper layer are all that must be quoted (RFC 792)
 *
 * Context: any, packet path.
 * Return: LYNC_REASON_NONE, or why the quoted packet cannot be judged.
 */
enum lync_reason lync_packet_parse_quote(const u8 *data, u32 len, u32 total,
					 const struct lync_packet *error,
					 struct lync_packet *packet);

#endif
