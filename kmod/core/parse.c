// SPDX-License-Identifier: GPL-2.0-only
/* Bytes to key: the IP headers, the upper layers, and the entrances. */
#include "parse_view.h"

static void lync_ipv4_addresses(const u8 *header, struct lync_packet *packet)
{
	packet->key.family = LYNC_IPV4;
	packet->key.proto = header[9];
	packet->key.src = lync_ipv4_address(header + LYNC_IPV4_SADDR);
	packet->key.dst = lync_ipv4_address(header + LYNC_IPV4_DADDR);
}

static void lync_ipv6_addresses(const u8 *header, struct lync_packet *packet)
{
	packet->key.family = LYNC_IPV6;
	packet->key.proto = header[6];
	packet->key.src = lync_ipv6_address(header + LYNC_IPV6_SADDR);
	packet->key.dst = lync_ipv6_address(header + LYNC_IPV6_DADDR);
}

/* The rest of an IPv4 header whose addresses have been read. */
static enum lync_reason lync_parse_ipv4(struct lync_view *view,
					struct lync_packet *packet)
{
	enum lync_reason reason = LYNC_REASON_NONE;
	const u8 *header = lync_view_at(view, 0, LYNC_IPV4_HEADER, &reason);
	u32 header_len, length;

	if (!header)
		return reason;
	packet->key.proto = header[9];
	header_len = (header[0] & 15u) * 4;
	length = lync_be16(header + 2);
	if (header_len < LYNC_IPV4_HEADER)
		return LYNC_REASON_MALFORMED;
	/* what the kernel merged beyond 64 KiB has 0 there (IPv4 BIG TCP) */
	if (!length && view->total > LYNC_IPV4_MAX_LENGTH)
		length = view->total;
	if (!view->quoted) {
		if (length < header_len)
			return LYNC_REASON_MALFORMED;
		reason = lync_view_cut(view, length);
		if (reason)
			return reason;
	}
	if (!lync_view_at(view, 0, header_len, &reason))
		return reason;
	if (lync_be16(header + 6) & LYNC_IPV4_FRAGMENT_OFFSET)
		return LYNC_REASON_FRAGMENT;
	packet->l4_offset = header_len;
	return LYNC_REASON_NONE;
}

/* The rest of an IPv6 header, and of those that extend it. */
static enum lync_reason lync_parse_ipv6(struct lync_view *view,
					struct lync_packet *packet)
{
	enum lync_reason reason = LYNC_REASON_NONE;
	const u8 *header = lync_view_at(view, 0, LYNC_IPV6_HEADER, &reason);
	u32 payload, next;

	if (!header)
		return reason;
	payload = lync_be16(header + 4);
	next = header[6];
	packet->key.proto = next;
	/* RFC 2675: a jumbogram has its length in a hop-by-hop option */
	if (!view->quoted && (payload || next != LYNC_IPV6_HOP_BY_HOP)) {
		reason = lync_view_cut(view, LYNC_IPV6_HEADER + payload);
		if (reason)
			return reason;
	}
	return lync_ipv6_skip_chain(view, next, packet);
}

static enum lync_reason
lync_parse_ports(const struct lync_view *view, u32 bytes,
		 struct lync_packet *packet, const u8 **header)
{
	enum lync_reason reason = LYNC_REASON_NONE;

	if (view->quoted)
		bytes = LYNC_QUOTED_HEADER;
	*header = lync_view_at(view, packet->l4_offset, bytes, &reason);
	if (!*header)
		return reason;
	packet->key.sport = lync_be16(*header);
	packet->key.dport = lync_be16(*header + 2);
	return LYNC_REASON_NONE;
}

static enum lync_reason lync_parse_tcp(const struct lync_view *view,
				       struct lync_packet *packet)
{
	enum lync_reason reason;
	const u8 *header;
	u32 header_len;

	reason = lync_parse_ports(view, LYNC_TCP_HEADER, packet, &header);
	if (reason || view->quoted)
		return reason;
	packet->tcp_flags = header[LYNC_TCP_FLAGS];
	header_len = (header[12] >> 4) * 4u;
	if (header_len < LYNC_TCP_HEADER)
		return LYNC_REASON_MALFORMED;
	/* the options need not be in the window, but they must exist */
	if (header_len > view->total - packet->l4_offset)
		return LYNC_REASON_TRUNCATED;
	return LYNC_REASON_NONE;
}

static enum lync_reason lync_parse_udp(const struct lync_view *view,
				       struct lync_packet *packet)
{
	enum lync_reason reason;
	const u8 *header;

	reason = lync_parse_ports(view, LYNC_UDP_HEADER, packet, &header);
	if (reason || view->quoted)
		return reason;
	/*
	 * No upper bound: a first fragment gives the length of the whole
	 * datagram.
	 */
	if (lync_be16(header + 4) < LYNC_UDP_HEADER)
		return LYNC_REASON_MALFORMED;
	return LYNC_REASON_NONE;
}

static bool lync_icmp_is_error(const struct lync_packet *packet)
{
	u32 type = packet->icmp_type;

	if (packet->key.proto == LYNC_PROTO_ICMPV6)
		return type >= 1 && type <= 127;
	return type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
}

static enum lync_reason
lync_parse_icmp(const struct lync_view *view, u32 bytes,
		struct lync_packet *packet)
{
	enum lync_reason reason = LYNC_REASON_NONE;
	const u8 *header = lync_view_at(view, packet->l4_offset, bytes, &reason);

	if (!header)
		return reason;
	packet->icmp_type = header[0];
	/* an error about an error is never sent (RFC 1122 3.2.2): one level */
	if (!view->quoted && lync_icmp_is_error(packet))
		packet->quote_offset = packet->l4_offset + LYNC_ERROR_HEADER;
	return LYNC_REASON_NONE;
}

static enum lync_reason lync_parse_upper(const struct lync_view *view,
					 struct lync_packet *packet)
{
	bool is_ipv6 = packet->key.family == LYNC_IPV6;

	switch (packet->key.proto) {
	case LYNC_PROTO_TCP:
		return lync_parse_tcp(view, packet);
	case LYNC_PROTO_UDP:
		return lync_parse_udp(view, packet);
	case LYNC_PROTO_ICMP:
		if (!is_ipv6)
			return lync_parse_icmp(view, LYNC_ICMP_HEADER, packet);
		break;
	case LYNC_PROTO_ICMPV6:
		if (is_ipv6)
			return lync_parse_icmp(view, LYNC_ICMPV6_HEADER, packet);
		break;
	}
	return LYNC_REASON_NONE;
}

/*
 * Field by field: for a struct of this size compilers take an instruction of the
 * processor that costs more than the rest of the look-up.
 */
static void lync_packet_clear(struct lync_packet *packet)
{
	packet->key.src = (struct lync_addr){ { 0 } };
	packet->key.dst = (struct lync_addr){ { 0 } };
	packet->key.zones = 0;
	packet->key.sport = 0;
	packet->key.dport = 0;
	packet->key.family = 0;
	packet->key.proto = 0;
	packet->l4_offset = 0;
	packet->quote_offset = 0;
	packet->tcp_flags = 0;
	packet->icmp_type = 0;
}

static enum lync_reason lync_parse_addresses(const struct lync_view *view,
					     struct lync_packet *packet)
{
	enum lync_reason reason = LYNC_REASON_NONE;
	const u8 *header = lync_view_at(view, 0, 1, &reason);
	u32 version = header ? *header >> 4 : 0;

	lync_packet_clear(packet);
	if (version == LYNC_IPV4)
		header = lync_view_at(view, 0, LYNC_IPV4_HEADER, &reason);
	else if (version == LYNC_IPV6)
		header = lync_view_at(view, 0, LYNC_IPV6_HEADER, &reason);
	else if (header)
		reason = LYNC_REASON_MALFORMED;
	if (reason)
		return reason;
	if (version == LYNC_IPV4)
		lync_ipv4_addresses(header, packet);
	else
		lync_ipv6_addresses(header, packet);
	return LYNC_REASON_NONE;
}

static enum lync_reason lync_parse_rest(struct lync_view *view,
					struct lync_packet *packet)
{
	enum lync_reason reason;

	if (packet->key.family == LYNC_IPV4)
		reason = lync_parse_ipv4(view, packet);
	else
		reason = lync_parse_ipv6(view, packet);
	return reason ? reason : lync_parse_upper(view, packet);
}

static void lync_view_set(struct lync_view *view, const u8 *data, u32 len,
			  u32 total, bool quoted)
{
	/*
	 * A caller that happens to hold more bytes must come to the same answer
	 * as one that holds the window only.
	 */
	if (len > LYNC_HEADER_WINDOW)
		len = LYNC_HEADER_WINDOW;
	if (len > total)
		len = total;
	view->data = data;
	view->len = len;
	view->total = total;
	view->quoted = quoted;
}

enum lync_reason lync_packet_parse_addresses(const u8 *data, u32 len, u32 total,
					     struct lync_packet *packet)
{
	struct lync_view view;

	lync_view_set(&view, data, len, total, false);
	return lync_parse_addresses(&view, packet);
}

enum lync_reason lync_packet_parse_rest(const u8 *data, u32 len, u32 total,
					struct lync_packet *packet)
{
	struct lync_view view;

	lync_view_set(&view, data, len, total, false);
	return lync_parse_rest(&view, packet);
}

enum lync_reason lync_packet_parse_quote(const u8 *data, u32 len, u32 total,
					 const struct lync_packet *error,
					 struct lync_packet *packet)
{
	enum lync_reason reason = LYNC_REASON_NONE;
	u32 offset = error->quote_offset;
	struct lync_view view;
	const u8 *first;

	memset(packet, 0, sizeof(*packet));
	/* the window counts from the outer header on */
	if (len > LYNC_HEADER_WINDOW)
		len = LYNC_HEADER_WINDOW;
	if (len > total)
		len = total;
	if (offset > len)
		return offset > total ? LYNC_REASON_TRUNCATED :
					LYNC_REASON_HEADER_CHAIN;
	lync_view_set(&view, data + offset, len - offset, total - offset, true);
	first = lync_view_at(&view, 0, 1, &reason);
	if (!first)
		return reason;
	if (*first >> 4 != error->key.family)
		return LYNC_REASON_MALFORMED;
	reason = lync_parse_addresses(&view, packet);
	return reason ? reason : lync_parse_rest(&view, packet);
}
