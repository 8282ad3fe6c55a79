/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Packets as bytes, and what the parser must make of them. Pure data, for the
 * unit tests and the KUnit suites. Include it once in a program.
 *
 * Names read header__case. The addresses are those of the first macros below,
 * from 192.0.2.7 or 2001:db8::7 to 203.0.113.10 or 2001:db8:113::10.
 */
#ifndef LYNC_TESTS_PACKETS_H
#define LYNC_TESTS_PACKETS_H

#include "parse.h"

/**
 * struct packet_case - a packet and how it must be read
 * @name: header__case
 * @bytes: the packet
 * @size: bytes of @bytes
 * @window: bytes the parser may read, 0 for all of @bytes
 * @total: bytes the packet has, 0 for @size
 * @reason: what lync_packet_parse() must return
 * @expect: what it must fill
 * @quote_reason: what lync_packet_parse_quote() must return; asked only when
 *	@expect has a quote_offset
 * @quote: what it must fill
 */
struct packet_case {
	const char *name;
	const u8 *bytes;
	u32 size;
	u32 window;
	u32 total;
	enum lync_reason reason;
	struct lync_packet expect;
	enum lync_reason quote_reason;
	struct lync_packet quote;
};

#define B16(n) ((n) >> 8) & 255, (n) & 255
#define SRC4 192, 0, 2, 7
#define DST4 203, 0, 113, 10
#define SRC6 0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7
#define DST6 0x20, 1, 0x0d, 0xb8, 1, 0x13, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10
#define NET4(ihl, len, frag, proto) \
	0x40 | (ihl), 0, B16(len), 0, 1, B16(frag), 64, (proto), 0, 0
#define IP4(ihl, len, frag, proto) NET4(ihl, len, frag, proto), SRC4, DST4
#define IP4_BACK(ihl, len, frag, proto) NET4(ihl, len, frag, proto), DST4, SRC4
#define IP6(len, next) 0x60, 0, 0, 0, B16(len), (next), 64, SRC6, DST6
#define IP6_BACK(len, next) 0x60, 0, 0, 0, B16(len), (next), 64, DST6, SRC6
#define PORTS B16(50000), B16(5061)
#define TCP(doff, flags) \
	PORTS, 0, 0, 0, 1, 0, 0, 0, 0, (doff) << 4, (flags), 255, 255, 0, 0, 0, 0
#define UDP(len) PORTS, B16(len), 0, 0
#define TCP_8 PORTS, 0, 0, 0, 1
#define ICMP(type) (type), 0, 0, 0, 0, 0, 0, 0
#define ZERO8 0, 0, 0, 0, 0, 0, 0, 0
#define EXT(next, len) (next), (len), 0, 0, 0, 0, 0, 0
#define FRAG(next, off) (next), 0, B16(off), 0, 0, 0, 9

#define BYTES(...) \
	.bytes = (const u8[]){ __VA_ARGS__ }, \
	.size = sizeof((const u8[]){ __VA_ARGS__ })

#define KEY4(l4) .key = { \
	.src = { { 0xc0000207 } }, .dst = { { 0xcb00710a } }, \
	.family = LYNC_IPV4, .proto = (l4) }
#define KEY4_PORTS(l4) .key = { \
	.src = { { 0xc0000207 } }, .dst = { { 0xcb00710a } }, \
	.sport = 50000, .dport = 5061, .family = LYNC_IPV4, .proto = (l4) }
#define KEY6(l4) .key = { \
	.src = { { 0x20010db8, 0, 0, 7 } }, \
	.dst = { { 0x20010db8, 0x01130000, 0, 0x10 } }, \
	.family = LYNC_IPV6, .proto = (l4) }
#define KEY6_PORTS(l4) .key = { \
	.src = { { 0x20010db8, 0, 0, 7 } }, \
	.dst = { { 0x20010db8, 0x01130000, 0, 0x10 } }, \
	.sport = 50000, .dport = 5061, .family = LYNC_IPV6, .proto = (l4) }
#define KEY4_BACK(l4) .key = { \
	.src = { { 0xcb00710a } }, .dst = { { 0xc0000207 } }, \
	.family = LYNC_IPV4, .proto = (l4) }
#define KEY4_BACK_PORTS(l4) .key = { \
	.src = { { 0xcb00710a } }, .dst = { { 0xc0000207 } }, \
	.sport = 50000, .dport = 5061, .family = LYNC_IPV4, .proto = (l4) }
#define KEY6_BACK(l4) .key = { \
	.src = { { 0x20010db8, 0x01130000, 0, 0x10 } }, \
	.dst = { { 0x20010db8, 0, 0, 7 } }, \
	.family = LYNC_IPV6, .proto = (l4) }
#define KEY6_BACK_PORTS(l4) .key = { \
	.src = { { 0x20010db8, 0x01130000, 0, 0x10 } }, \
	.dst = { { 0x20010db8, 0, 0, 7 } }, \
	.sport = 50000, .dport = 5061, .family = LYNC_IPV6, .proto = (l4) }

static const struct packet_case packet_cases[] = {
	/* not even an IP header */
	{ .name = "version__zero", BYTES(0, 0, 0, 20),
	  .reason = LYNC_REASON_MALFORMED },
	{ .name = "version__five", BYTES(0x55, 0, 0, 20),
	  .reason = LYNC_REASON_MALFORMED },

	/* RFC 791 3.1 */
	{ .name = "ipv4__cut_before_its_last_byte",
	  BYTES(NET4(5, 40, 0, 6), SRC4, 203, 0, 113),
	  .reason = LYNC_REASON_TRUNCATED },
	{ .name = "ipv4__window_ends_within",
	  BYTES(IP4(5, 40, 0, 6), TCP(5, 2)), .window = 19,
	  .reason = LYNC_REASON_HEADER_CHAIN },
	{ .name = "ipv4__header_length_four", BYTES(IP4(4, 20, 0, 132)),
	  .reason = LYNC_REASON_MALFORMED,
	  .expect = { KEY4(132) } },
	{ .name = "ipv4__total_length_below_header",
	  BYTES(IP4(5, 19, 0, 132)), .reason = LYNC_REASON_MALFORMED,
	  .expect = { KEY4(132) } },
	{ .name = "ipv4__total_length_is_header", BYTES(IP4(5, 20, 0, 132)),
	  .expect = { KEY4(132), .l4_offset = 20 } },
	{ .name = "ipv4__total_length_beyond_packet",
	  BYTES(IP4(5, 41, 0, 6), TCP(5, 2)), .reason = LYNC_REASON_TRUNCATED,
	  .expect = { KEY4(6) } },
	{ .name = "ipv4__padding_is_not_packet",
	  BYTES(IP4(5, 28, 0, 6), TCP(5, 2)), .reason = LYNC_REASON_TRUNCATED,
	  .expect = { KEY4(6), .l4_offset = 20 } },
	{ .name = "ipv4__padding_is_not_udp",
	  BYTES(IP4(5, 24, 0, 17), UDP(8)), .reason = LYNC_REASON_TRUNCATED,
	  .expect = { KEY4(17), .l4_offset = 20 } },
	{ .name = "ipv4__total_length_zero",
	  BYTES(IP4(5, 0, 0, 6), TCP(5, 2)), .reason = LYNC_REASON_MALFORMED,
	  .expect = { KEY4(6) } },
	{ .name = "ipv4__total_length_zero_at_65535",
	  BYTES(IP4(5, 0, 0, 6), TCP(5, 2)), .window = 40, .total = 65535,
	  .reason = LYNC_REASON_MALFORMED,
	  .expect = { KEY4(6) } },
	{ .name = "ipv4__total_length_zero_above_65535",
	  BYTES(IP4(5, 0, 0, 6), TCP(5, 2)), .window = 40, .total = 65536,
	  .expect = { KEY4_PORTS(6), .l4_offset = 20, .tcp_flags = 2 } },
	{ .name = "ipv4__options", BYTES(IP4(15, 80, 0, 6), ZERO8, ZERO8, ZERO8,
		ZERO8, ZERO8, TCP(5, 2)),
	  .expect = { KEY4_PORTS(6), .l4_offset = 60, .tcp_flags = 2 } },
	{ .name = "ipv4__options_cut", BYTES(IP4(7, 27, 0, 132), 1, 1, 1, 1, 1,
		1, 1), .reason = LYNC_REASON_MALFORMED,
	  .expect = { KEY4(132) } },
	{ .name = "ipv4__options_beyond_window",
	  BYTES(IP4(7, 28, 0, 132), ZERO8), .window = 27,
	  .reason = LYNC_REASON_HEADER_CHAIN,
	  .expect = { KEY4(132) } },
	{ .name = "ipv4__dont_fragment", BYTES(IP4(5, 40, 0x4000, 6), TCP(5, 2)),
	  .expect = { KEY4_PORTS(6), .l4_offset = 20, .tcp_flags = 2 } },
	{ .name = "ipv4__first_fragment",
	  BYTES(IP4(5, 40, 0x2000, 6), TCP(5, 2)),
	  .expect = { KEY4_PORTS(6), .l4_offset = 20, .tcp_flags = 2 } },
	{ .name = "ipv4__first_fragment_too_short",
	  BYTES(IP4(5, 28, 0x2000, 6), TCP_8), .reason = LYNC_REASON_TRUNCATED,
	  .expect = { KEY4(6), .l4_offset = 20 } },
	{ .name = "ipv4__second_fragment",
	  BYTES(IP4(5, 28, 0x2001, 6), ZERO8), .reason = LYNC_REASON_FRAGMENT,
	  .expect = { KEY4(6) } },
	{ .name = "ipv4__last_fragment",
	  BYTES(IP4(5, 28, 0x1fff, 17), ZERO8), .reason = LYNC_REASON_FRAGMENT,
	  .expect = { KEY4(17) } },
	{ .name = "ipv4__gre_has_no_ports", BYTES(IP4(5, 28, 0, 47), ZERO8),
	  .expect = { KEY4(47), .l4_offset = 20 } },
	{ .name = "ipv4__icmpv6_is_unknown", BYTES(IP4(5, 28, 0, 58), ICMP(1)),
	  .expect = { KEY4(58), .l4_offset = 20 } },
	{ .name = "ipv4__ah_is_upper_layer",
	  BYTES(IP4(5, 28, 0, 51), EXT(6, 4)),
	  .expect = { KEY4(51), .l4_offset = 20 } },

	/* RFC 9293 3.1 */
	{ .name = "tcp__syn_ack", BYTES(IP4(5, 40, 0, 6), TCP(5, 0x12)),
	  .expect = { KEY4_PORTS(6), .l4_offset = 20, .tcp_flags = 0x12 } },
	{ .name = "tcp__cut_before_its_last_byte",
	  BYTES(IP4(5, 39, 0, 6), TCP_8, ZERO8, 0, 0, 0),
	  .reason = LYNC_REASON_TRUNCATED,
	  .expect = { KEY4(6), .l4_offset = 20 } },
	{ .name = "tcp__beyond_window",
	  BYTES(IP4(5, 40, 0, 6), TCP(5, 2)), .window = 39,
	  .reason = LYNC_REASON_HEADER_CHAIN,
	  .expect = { KEY4(6), .l4_offset = 20 } },
	{ .name = "tcp__data_offset_four",
	  BYTES(IP4(5, 40, 0, 6), TCP(4, 2)), .reason = LYNC_REASON_MALFORMED,
	  .expect = { KEY4_PORTS(6), .l4_offset = 20, .tcp_flags = 2 } },
	{ .name = "tcp__options", BYTES(IP4(5, 48, 0, 6), TCP(7, 2), ZERO8),
	  .expect = { KEY4_PORTS(6), .l4_offset = 20, .tcp_flags = 2 } },
	{ .name = "tcp__options_cut",
	  BYTES(IP4(5, 44, 0, 6), TCP(7, 2), 1, 1, 1, 1),
	  .reason = LYNC_REASON_TRUNCATED,
	  .expect = { KEY4_PORTS(6), .l4_offset = 20, .tcp_flags = 2 } },
	{ .name = "tcp__options_beyond_window",
	  BYTES(IP4(5, 48, 0, 6), TCP(7, 2), ZERO8), .window = 40,
	  .expect = { KEY4_PORTS(6), .l4_offset = 20, .tcp_flags = 2 } },

	/* RFC 768 */
	{ .name = "udp__length_eight", BYTES(IP4(5, 28, 0, 17), UDP(8)),
	  .expect = { KEY4_PORTS(17), .l4_offset = 20 } },
	{ .name = "udp__length_seven", BYTES(IP4(5, 28, 0, 17), UDP(7)),
	  .reason = LYNC_REASON_MALFORMED,
	  .expect = { KEY4_PORTS(17), .l4_offset = 20 } },
	{ .name = "udp__cut_before_its_last_byte",
	  BYTES(IP4(5, 27, 0, 17), PORTS, 0, 8, 0),
	  .reason = LYNC_REASON_TRUNCATED,
	  .expect = { KEY4(17), .l4_offset = 20 } },
	{ .name = "udp__first_fragment_of_longer",
	  BYTES(IP4(5, 28, 0x2000, 17), UDP(1400)),
	  .expect = { KEY4_PORTS(17), .l4_offset = 20 } },

	/* RFC 8200 section 3 */
	{ .name = "ipv6__tcp", BYTES(IP6(20, 6), TCP(5, 2)),
	  .expect = { KEY6_PORTS(6), .l4_offset = 40, .tcp_flags = 2 } },
	{ .name = "ipv6__cut_before_its_last_byte",
	  BYTES(0x60, 0, 0, 0, 0, 0, 59, 64, SRC6, 0x20, 1, 0x0d, 0xb8, 1,
		0x13, 0, 0, 0, 0, 0, 0, 0, 0, 0),
	  .reason = LYNC_REASON_TRUNCATED },
	{ .name = "ipv6__payload_beyond_packet",
	  BYTES(IP6(21, 6), TCP(5, 2)), .reason = LYNC_REASON_TRUNCATED,
	  .expect = { KEY6(6) } },
	{ .name = "ipv6__padding_is_not_packet",
	  BYTES(IP6(8, 6), TCP(5, 2)), .reason = LYNC_REASON_TRUNCATED,
	  .expect = { KEY6(6), .l4_offset = 40 } },
	{ .name = "ipv6__padding_is_not_udp",
	  BYTES(IP6(4, 17), UDP(8)), .reason = LYNC_REASON_TRUNCATED,
	  .expect = { KEY6(17), .l4_offset = 40 } },
	{ .name = "ipv6__no_next_header", BYTES(IP6(0, 59)),
	  .expect = { KEY6(59), .l4_offset = 40 } },
	{ .name = "ipv6__payload_zero_without_jumbo",
	  BYTES(IP6(0, 6), TCP(5, 2)), .reason = LYNC_REASON_TRUNCATED,
	  .expect = { KEY6(6), .l4_offset = 40 } },
	{ .name = "ipv6__jumbogram", BYTES(IP6(0, 0), 6, 0, 0xc2, 4, 0, 1, 0, 0,
		TCP(5, 0x10)), .window = 68, .total = 65600,
	  .expect = { KEY6_PORTS(6), .l4_offset = 48, .tcp_flags = 0x10 } },
	{ .name = "ipv6__esp_is_upper_layer", BYTES(IP6(8, 50), ZERO8),
	  .expect = { KEY6(50), .l4_offset = 40 } },
	{ .name = "ipv6__icmp_is_unknown", BYTES(IP6(8, 1), ICMP(3)),
	  .expect = { KEY6(1), .l4_offset = 40 } },
	{ .name = "ipv6__udp_length_zero", BYTES(IP6(8, 17), UDP(0)),
	  .reason = LYNC_REASON_MALFORMED,
	  .expect = { KEY6_PORTS(17), .l4_offset = 40 } },

	/* RFC 8200 section 4, RFC 4302 */
	{ .name = "extension__hop_by_hop_routing_destination",
	  BYTES(IP6(52, 0), EXT(43, 0), EXT(60, 1), ZERO8, EXT(17, 0), UDP(8),
		ZERO8, 1, 2, 3, 4),
	  .expect = { KEY6_PORTS(17), .l4_offset = 72 } },
	{ .name = "extension__ah_counts_in_fours",
	  BYTES(IP6(44, 51), EXT(6, 4), ZERO8, ZERO8, TCP(5, 2)),
	  .expect = { KEY6_PORTS(6), .l4_offset = 64, .tcp_flags = 2 } },
	{ .name = "extension__eight",
	  BYTES(IP6(72, 60), EXT(60, 0), EXT(60, 0), EXT(60, 0), EXT(60, 0),
		EXT(60, 0), EXT(60, 0), EXT(60, 0), EXT(17, 0), UDP(8)),
	  .expect = { KEY6_PORTS(17), .l4_offset = 104 } },
	{ .name = "extension__nine",
	  BYTES(IP6(80, 60), EXT(60, 0), EXT(60, 0), EXT(60, 0), EXT(60, 0),
		EXT(60, 0), EXT(60, 0), EXT(60, 0), EXT(60, 0), EXT(17, 0),
		UDP(8)), .reason = LYNC_REASON_HEADER_CHAIN,
	  .expect = { KEY6(60) } },
	{ .name = "extension__missing", BYTES(IP6(0, 43)),
	  .reason = LYNC_REASON_TRUNCATED,
	  .expect = { KEY6(43) } },
	{ .name = "extension__cut_before_its_last_byte",
	  BYTES(IP6(7, 60), 59, 0, 0, 0, 0, 0, 0),
	  .reason = LYNC_REASON_TRUNCATED,
	  .expect = { KEY6(60) } },
	{ .name = "extension__longer_than_packet",
	  BYTES(IP6(8, 60), EXT(59, 1)), .reason = LYNC_REASON_TRUNCATED,
	  .expect = { KEY6(59) } },
	{ .name = "extension__longer_than_window",
	  BYTES(IP6(2048 + 8, 60), EXT(17, 255)), .total = 40 + 2048 + 8,
	  .reason = LYNC_REASON_HEADER_CHAIN,
	  .expect = { KEY6(17) } },
	{ .name = "extension__window_ends_within",
	  BYTES(IP6(16, 60), EXT(17, 0), UDP(8)), .window = 47,
	  .reason = LYNC_REASON_HEADER_CHAIN,
	  .expect = { KEY6(60) } },
	{ .name = "fragment__atomic",
	  BYTES(IP6(16, 44), FRAG(17, 0), UDP(8)),
	  .expect = { KEY6_PORTS(17), .l4_offset = 48 } },
	{ .name = "fragment__first",
	  BYTES(IP6(16, 44), FRAG(17, 1), UDP(1400)),
	  .expect = { KEY6_PORTS(17), .l4_offset = 48 } },
	{ .name = "fragment__first_too_short",
	  BYTES(IP6(16, 44), FRAG(6, 1), TCP_8),
	  .reason = LYNC_REASON_TRUNCATED,
	  .expect = { KEY6(6), .l4_offset = 48 } },
	{ .name = "fragment__second",
	  BYTES(IP6(16, 44), FRAG(17, 9), UDP(8)),
	  .reason = LYNC_REASON_FRAGMENT,
	  .expect = { KEY6(17) } },
	{ .name = "fragment__last_of_largest",
	  BYTES(IP6(16, 44), FRAG(60, 0xfff8), ZERO8),
	  .reason = LYNC_REASON_FRAGMENT,
	  .expect = { KEY6(60) } },
	{ .name = "fragment__length_byte_is_reserved",
	  BYTES(IP6(16, 44), 17, 255, 0, 0, 0, 0, 0, 9, UDP(8)),
	  .expect = { KEY6_PORTS(17), .l4_offset = 48 } },

	/* RFC 792, RFC 4443 */
	{ .name = "icmp__echo", BYTES(IP4(5, 28, 0, 1), ICMP(8)),
	  .expect = { KEY4(1), .l4_offset = 20, .icmp_type = 8 } },
	{ .name = "icmp__cut_before_its_last_byte",
	  BYTES(IP4(5, 27, 0, 1), 8, 0, 0, 0, 0, 0, 0),
	  .reason = LYNC_REASON_TRUNCATED,
	  .expect = { KEY4(1), .l4_offset = 20 } },
	{ .name = "icmpv6__echo", BYTES(IP6(8, 58), ICMP(128)),
	  .expect = { KEY6(58), .l4_offset = 40, .icmp_type = 128 } },
	{ .name = "icmpv6__four_bytes", BYTES(IP6(4, 58), 129, 0, 0, 0),
	  .expect = { KEY6(58), .l4_offset = 40, .icmp_type = 129 } },
	{ .name = "icmpv6__three_bytes", BYTES(IP6(3, 58), 129, 0, 0),
	  .reason = LYNC_REASON_TRUNCATED,
	  .expect = { KEY6(58), .l4_offset = 40 } },
	{ .name = "icmpv6__type_zero_is_no_error", BYTES(IP6(8, 58), ICMP(0)),
	  .expect = { KEY6(58), .l4_offset = 40 } },

	/* errors and what they quote */
	{ .name = "quote__tcp_eight_bytes",
	  BYTES(IP4(5, 56, 0, 1), ICMP(3), IP4_BACK(5, 1500, 0x4000, 6), TCP_8),
	  .expect = { KEY4(1), .l4_offset = 20, .quote_offset = 28,
		      .icmp_type = 3 },
	  .quote = { KEY4_BACK_PORTS(6), .l4_offset = 20 } },
	{ .name = "quote__tcp_seven_bytes",
	  BYTES(IP4(5, 55, 0, 1), ICMP(3), IP4_BACK(5, 1500, 0, 6), PORTS, 0, 0,
		0),
	  .expect = { KEY4(1), .l4_offset = 20, .quote_offset = 28,
		      .icmp_type = 3 },
	  .quote_reason = LYNC_REASON_TRUNCATED,
	  .quote = { KEY4_BACK(6), .l4_offset = 20 } },
	{ .name = "quote__tcp_without_flags_or_data_offset",
	  BYTES(IP4(5, 68, 0, 1), ICMP(11), IP4_BACK(5, 40, 0, 6), TCP(0, 2)),
	  .expect = { KEY4(1), .l4_offset = 20, .quote_offset = 28,
		      .icmp_type = 11 },
	  .quote = { KEY4_BACK_PORTS(6), .l4_offset = 20 } },
	{ .name = "quote__udp_with_options",
	  BYTES(IP4(5, 64, 0, 1), ICMP(12), IP4_BACK(7, 1500, 0, 17), ZERO8,
		UDP(0)),
	  .expect = { KEY4(1), .l4_offset = 20, .quote_offset = 28,
		      .icmp_type = 12 },
	  .quote = { KEY4_BACK_PORTS(17), .l4_offset = 28 } },
	{ .name = "quote__options_cut",
	  BYTES(IP4(5, 52, 0, 1), ICMP(4), IP4_BACK(7, 1500, 0, 47), 1, 1, 1,
		1),
	  .expect = { KEY4(1), .l4_offset = 20, .quote_offset = 28,
		      .icmp_type = 4 },
	  .quote_reason = LYNC_REASON_TRUNCATED,
	  .quote = { KEY4_BACK(47) } },
	{ .name = "quote__header_length_four",
	  BYTES(IP4(5, 56, 0, 1), ICMP(5), IP4_BACK(4, 1500, 0, 17), UDP(8)),
	  .expect = { KEY4(1), .l4_offset = 20, .quote_offset = 28,
		      .icmp_type = 5 },
	  .quote_reason = LYNC_REASON_MALFORMED,
	  .quote = { KEY4_BACK(17) } },
	{ .name = "quote__echo",
	  BYTES(IP4(5, 56, 0, 1), ICMP(3), IP4_BACK(5, 28, 0, 1), ICMP(8)),
	  .expect = { KEY4(1), .l4_offset = 20, .quote_offset = 28,
		      .icmp_type = 3 },
	  .quote = { KEY4_BACK(1), .l4_offset = 20, .icmp_type = 8 } },
	{ .name = "quote__error_has_no_quote_of_its_own",
	  BYTES(IP4(5, 56, 0, 1), ICMP(3), IP4_BACK(5, 28, 0, 1), ICMP(3)),
	  .expect = { KEY4(1), .l4_offset = 20, .quote_offset = 28,
		      .icmp_type = 3 },
	  .quote = { KEY4_BACK(1), .l4_offset = 20, .icmp_type = 3 } },
	{ .name = "quote__second_fragment",
	  BYTES(IP4(5, 56, 0, 1), ICMP(3), IP4_BACK(5, 1500, 1, 17), ZERO8),
	  .expect = { KEY4(1), .l4_offset = 20, .quote_offset = 28,
		      .icmp_type = 3 },
	  .quote_reason = LYNC_REASON_FRAGMENT,
	  .quote = { KEY4_BACK(17) } },
	{ .name = "quote__missing", BYTES(IP4(5, 28, 0, 1), ICMP(3)),
	  .expect = { KEY4(1), .l4_offset = 20, .quote_offset = 28,
		      .icmp_type = 3 },
	  .quote_reason = LYNC_REASON_TRUNCATED },
	{ .name = "quote__header_cut",
	  BYTES(IP4(5, 47, 0, 1), ICMP(3), NET4(5, 1500, 0, 6), DST4, 192, 0,
		2),
	  .expect = { KEY4(1), .l4_offset = 20, .quote_offset = 28,
		      .icmp_type = 3 },
	  .quote_reason = LYNC_REASON_TRUNCATED },
	{ .name = "quote__of_the_other_family",
	  BYTES(IP4(5, 76, 0, 1), ICMP(3), IP6_BACK(8, 17), UDP(8)),
	  .expect = { KEY4(1), .l4_offset = 20, .quote_offset = 28,
		      .icmp_type = 3 },
	  .quote_reason = LYNC_REASON_MALFORMED },
	{ .name = "quote__ipv6_packet_too_big",
	  BYTES(IP6(56, 58), ICMP(2), IP6_BACK(1400, 6), TCP_8),
	  .expect = { KEY6(58), .l4_offset = 40, .quote_offset = 48,
		      .icmp_type = 2 },
	  .quote = { KEY6_BACK_PORTS(6), .l4_offset = 40 } },
	{ .name = "quote__ipv6_last_error_type",
	  BYTES(IP6(56, 58), ICMP(127), IP6_BACK(1400, 17), UDP(8)),
	  .expect = { KEY6(58), .l4_offset = 40, .quote_offset = 48,
		      .icmp_type = 127 },
	  .quote = { KEY6_BACK_PORTS(17), .l4_offset = 40 } },
	{ .name = "quote__ipv6_extension_and_fragment",
	  BYTES(IP6(72, 58), ICMP(1), IP6_BACK(1400, 60), EXT(44, 0),
		FRAG(17, 1), UDP(8)),
	  .expect = { KEY6(58), .l4_offset = 40, .quote_offset = 48,
		      .icmp_type = 1 },
	  .quote = { KEY6_BACK_PORTS(17), .l4_offset = 56 } },
	{ .name = "quote__ipv6_second_fragment",
	  BYTES(IP6(64, 58), ICMP(1), IP6_BACK(1400, 44), FRAG(17, 8), ZERO8),
	  .expect = { KEY6(58), .l4_offset = 40, .quote_offset = 48,
		      .icmp_type = 1 },
	  .quote_reason = LYNC_REASON_FRAGMENT,
	  .quote = { KEY6_BACK(17) } },
	{ .name = "quote__ipv6_four_byte_error", BYTES(IP6(4, 58), 1, 0, 0, 0),
	  .expect = { KEY6(58), .l4_offset = 40, .quote_offset = 48,
		      .icmp_type = 1 },
	  .quote_reason = LYNC_REASON_TRUNCATED },
};

#undef B16
#undef SRC4
#undef DST4
#undef SRC6
#undef DST6
#undef NET4
#undef IP4
#undef IP4_BACK
#undef IP6
#undef IP6_BACK
#undef PORTS
#undef TCP
#undef UDP
#undef TCP_8
#undef ICMP
#undef ZERO8
#undef EXT
#undef FRAG
#undef BYTES
#undef KEY4
#undef KEY4_PORTS
#undef KEY6
#undef KEY6_PORTS
#undef KEY4_BACK
#undef KEY4_BACK_PORTS
#undef KEY6_BACK
#undef KEY6_BACK_PORTS

#endif
