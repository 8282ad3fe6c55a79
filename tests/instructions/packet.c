// SPDX-License-Identifier: GPL-2.0-only
/* Packets of a kind, as bytes. */
#include "packet.h"

enum packet_size {
	PACKET_IPV4 = 20,
	PACKET_IPV6 = 40,
	PACKET_TCP = 20,
	PACKET_UDP = 8,
	PACKET_ICMP = 8,
};

static void packet_put16(u8 *at, u32 value)
{
	at[0] = value >> 8;
	at[1] = value;
}

static void packet_put32(u8 *at, u32 value)
{
	packet_put16(at, value >> 16);
	packet_put16(at + 2, value);
}

static u32 packet_ip_len(const struct lync_key *key)
{
	return key->family == LYNC_IPV4 ? PACKET_IPV4 : PACKET_IPV6;
}

static void packet_put_ipv4(u8 *at, const struct lync_key *key, u32 payload)
{
	at[0] = 0x45;
	packet_put16(at + 2, PACKET_IPV4 + payload);
	packet_put16(at + 6, 0x4000);
	at[8] = 60;
	at[9] = key->proto;
	packet_put32(at + 12, key->src.w[0]);
	packet_put32(at + 16, key->dst.w[0]);
}

static void packet_put_ipv6(u8 *at, const struct lync_key *key, u32 payload)
{
	u32 i;

	at[0] = 0x60;
	packet_put16(at + 4, payload);
	at[6] = key->proto;
	at[7] = 60;
	for (i = 0; i < 4; i++) {
		packet_put32(at + 8 + 4 * i, key->src.w[i]);
		packet_put32(at + 24 + 4 * i, key->dst.w[i]);
	}
}

/* The IP header; returns where it ends. */
static u8 *packet_put_ip(u8 *at, const struct lync_key *key, u32 payload)
{
	if (key->family == LYNC_IPV4)
		packet_put_ipv4(at, key, payload);
	else
		packet_put_ipv6(at, key, payload);
	return at + packet_ip_len(key);
}

/* A TCP segment or a datagram, without payload; returns its length. */
static u32 packet_put_segment(u8 *at, const struct lync_key *key, u32 tcp_flags)
{
	u32 len = key->proto == LYNC_PROTO_TCP ? PACKET_TCP : PACKET_UDP;
	u8 *upper = packet_put_ip(at, key, len);

	packet_put16(upper, key->sport);
	packet_put16(upper + 2, key->dport);
	if (key->proto == LYNC_PROTO_TCP) {
		upper[12] = PACKET_TCP / 4 << 4;
		upper[13] = tcp_flags;
	} else {
		packet_put16(upper + 4, len);
	}
	return packet_ip_len(key) + len;
}

/* "Time exceeded" about the flow's first packet, from a router; returns its length. */
static u32 packet_put_error(u8 *at, const struct lync_key *flow,
			    struct site *site)
{
	struct lync_key key = { .family = flow->family, .dst = flow->src };
	u32 quoted, ip_len = packet_ip_len(flow);
	u8 *upper = at + ip_len;

	site_draw(site, SITE_STRANGER, &key.src);
	key.proto = flow->family == LYNC_IPV4 ? LYNC_PROTO_ICMP :
						LYNC_PROTO_ICMPV6;
	upper[0] = flow->family == LYNC_IPV4 ? 11 : 3;
	quoted = packet_put_segment(upper + PACKET_ICMP, flow, LYNC_TCP_SYN);
	packet_put_ip(at, &key, PACKET_ICMP + quoted);
	return ip_len + PACKET_ICMP + quoted;
}

static struct lync_key packet_reverse(const struct lync_key *flow)
{
	struct lync_key key = *flow;

	key.src = flow->dst;
	key.dst = flow->src;
	key.sport = flow->dport;
	key.dport = flow->sport;
	return key;
}

static void packet_draw_flow(struct lync_key *flow, const struct kind *kind,
			     struct site *site)
{
	memset(flow, 0, sizeof(*flow));
	flow->family = site->family;
	flow->proto = kind->proto;
	flow->zones = kind->zones;
	/* not a port that a row names, lest the reverse of a flow matches */
	flow->sport = 30000 + site_random(site, 20000);
	flow->dport = kind->low +
		      site_random(site, kind->high - kind->low + 1);
	site_draw(site, kind->from, &flow->src);
	site_draw(site, kind->to, &flow->dst);
}

void packet_draw(struct measured_packet *packet, const struct kind *kind,
		 struct site *site)
{
	struct lync_key *flow = &packet->flow, reverse;

	memset(packet, 0, sizeof(*packet));
	packet_draw_flow(flow, kind, site);
	packet->zones = kind->zones;
	packet->is_reply = kind->way == KIND_REPLY;
	switch (kind->way) {
	case KIND_FIRST:
		packet->len = packet_put_segment(packet->data, flow,
						 LYNC_TCP_SYN);
		break;
	case KIND_REPLY:
		reverse = packet_reverse(flow);
		packet->len = packet_put_segment(packet->data, &reverse,
						 LYNC_TCP_SYN | LYNC_TCP_ACK);
		break;
	case KIND_ERROR:
		packet->len = packet_put_error(packet->data, flow, site);
		break;
	}
}
