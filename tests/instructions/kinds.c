// SPDX-License-Identifier: GPL-2.0-only
/* The kinds of packets. */
#include "kinds.h"

#define KIND_ROW(at, row_name, l4, src, dst, first, last, in, where) { \
	.name = (row_name), .hooks = KIND_FORWARD | (where), \
	.way = KIND_FIRST, .from = SITE_##src, .to = SITE_##dst, \
	.proto = LYNC_PROTO_##l4, .low = (first), .high = (last), \
	.zones = (in), .outcome = LYNC_ALLOWED, .row = (at), \
}

const struct kind kinds[] = {
	KIND_ROW(0, "pic-sip-in", TCP, PIC_PARTNER, ACCESS_EDGE,
		 5061, 5061, 0, KIND_PRE_ROUTING),
	KIND_ROW(1, "pic-sip-out", TCP, ACCESS_EDGE, PIC_PARTNER,
		 5061, 5061, 0, 0),
	KIND_ROW(2, "client-sip", TCP, ANYONE, ACCESS_EDGE,
		 443, 443, 0, 0),
	KIND_ROW(3, "messenger-rtp-out", TCP, AV_EDGE, MESSENGER_CLIENT,
		 50000, 59999, 0, 0),
	KIND_ROW(4, "messenger-stun-out", UDP, AV_EDGE, MESSENGER_CLIENT,
		 3478, 3478, 0, 0),
	KIND_ROW(5, "messenger-stun-in", UDP, MESSENGER_CLIENT, AV_EDGE,
		 3478, 3478, 0, KIND_PRE_ROUTING),
	KIND_ROW(6, "sip-federation-in", TCP, STRANGER, ACCESS_EDGE,
		 5061, 5061, 0, 0),
	KIND_ROW(7, "sip-federation-out", TCP, ACCESS_EDGE, STRANGER,
		 5061, 5061, 0, 0),
	KIND_ROW(8, "xmpp-in", TCP, ANYONE, ACCESS_EDGE,
		 5269, 5269, 0, 0),
	KIND_ROW(9, "xmpp-out", TCP, ACCESS_EDGE, ANYONE,
		 5269, 5269, 0, 0),
	KIND_ROW(10, "xmpp-gateway", TCP, ANYONE, INTERNAL_EDGE,
		 23456, 23456, 1, 0),
	{
		.name = "no row by address", .way = KIND_FIRST,
		.hooks = KIND_FORWARD | KIND_PRE_ROUTING,
		.from = SITE_STRANGER, .to = SITE_AV_EDGE,
		.proto = LYNC_PROTO_TCP, .low = 5061, .high = 5061,
		.outcome = LYNC_DROPPED, .row = LYNC_NO_ROW,
	},
	{
		.name = "no row by address (udp)", .way = KIND_FIRST,
		.hooks = KIND_PRE_ROUTING,
		.from = SITE_STRANGER, .to = SITE_AV_EDGE,
		.proto = LYNC_PROTO_UDP, .low = 3478, .high = 3478,
		.outcome = LYNC_DROPPED, .row = LYNC_NO_ROW,
	},
	{
		.name = "no row by port", .way = KIND_FIRST,
		.hooks = KIND_FORWARD | KIND_PRE_ROUTING,
		.from = SITE_PIC_PARTNER, .to = SITE_ACCESS_EDGE,
		.proto = LYNC_PROTO_TCP, .low = 25, .high = 25,
		.outcome = LYNC_DROPPED, .row = LYNC_NO_ROW,
	},
	{
		.name = "not ours", .way = KIND_FIRST,
		.hooks = KIND_FORWARD | KIND_PRE_ROUTING,
		.from = SITE_ANYONE, .to = SITE_ANYONE,
		.proto = LYNC_PROTO_TCP, .low = 443, .high = 443,
		.outcome = LYNC_PASS, .row = LYNC_NO_ROW,
	},
	{
		.name = "reply", .way = KIND_REPLY,
		.hooks = KIND_FORWARD | KIND_PRE_ROUTING | KIND_STATELESS,
		.from = SITE_PIC_PARTNER, .to = SITE_ACCESS_EDGE,
		.proto = LYNC_PROTO_TCP, .low = 5061, .high = 5061,
		.outcome = LYNC_ALLOWED, .row = 0,
	},
	{
		.name = "reply (udp)", .way = KIND_REPLY,
		.hooks = KIND_FORWARD | KIND_PRE_ROUTING,
		.from = SITE_AV_EDGE, .to = SITE_MESSENGER_CLIENT,
		.proto = LYNC_PROTO_UDP, .low = 3478, .high = 3478,
		.outcome = LYNC_ALLOWED, .row = 4,
	},
	{
		.name = "icmp error", .way = KIND_ERROR,
		.hooks = KIND_PRE_ROUTING,
		.from = SITE_ACCESS_EDGE, .to = SITE_PIC_PARTNER,
		.proto = LYNC_PROTO_TCP, .low = 5061, .high = 5061,
		.outcome = LYNC_ALLOWED, .row = 1,
	},
	{ .name = NULL },
};
