/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The shipped policy `default` with the groups and the zone of site.conf, as the
 * plain data it becomes. Used where no parser is at hand: the unit tests of the
 * core and the KUnit suites. Include it once in a program.
 */
#ifndef LYNC_TESTS_DEFAULT_POLICY_H
#define LYNC_TESTS_DEFAULT_POLICY_H

#include "policy.h"

enum default_group {
	DEFAULT_ACCESS_EDGE,
	DEFAULT_AV_EDGE,
	DEFAULT_INTERNAL_EDGE,
	DEFAULT_PIC_PARTNERS,
	DEFAULT_MESSENGER_CLIENTS,
	DEFAULT_FEDERATED_PARTNERS,
	DEFAULT_CLIENTS,
	DEFAULT_XMPP_PARTNERS,
	DEFAULT_XMPP_GATEWAYS,
	DEFAULT_ANY,
	DEFAULT_N_GROUPS,
};

static const struct lync_group default_groups[DEFAULT_N_GROUPS] = {
	[DEFAULT_ACCESS_EDGE] = { .name = "access_edge" },
	[DEFAULT_AV_EDGE] = { .name = "av_edge" },
	[DEFAULT_INTERNAL_EDGE] = { .name = "internal_edge" },
	[DEFAULT_PIC_PARTNERS] = { .name = "pic_partners" },
	[DEFAULT_MESSENGER_CLIENTS] = { .name = "messenger_clients" },
	[DEFAULT_FEDERATED_PARTNERS] = {
		.name = "federated_partners", .any = true,
	},
	[DEFAULT_CLIENTS] = { .name = "clients", .any = true },
	[DEFAULT_XMPP_PARTNERS] = { .name = "xmpp_partners", .any = true },
	[DEFAULT_XMPP_GATEWAYS] = { .name = "xmpp_gateways", .any = true },
	[DEFAULT_ANY] = { .name = "any", .any = true, .literal = true },
};

static const struct lync_prefix4 default_prefix4[] = {
	{ .addr = 0xcb00710a, .group = DEFAULT_ACCESS_EDGE, .len = 32 },
	{ .addr = 0xcb00710c, .group = DEFAULT_AV_EDGE, .len = 32 },
	{ .addr = 0x0a2d100a, .group = DEFAULT_INTERNAL_EDGE, .len = 32 },
	{ .addr = 0x41363400, .group = DEFAULT_PIC_PARTNERS, .len = 24 },
	{ .addr = 0x41340000, .group = DEFAULT_MESSENGER_CLIENTS, .len = 14 },
};

static const struct lync_prefix6 default_prefix6[] = {
	{ .addr = { { 0x20010db8, 0x01130000, 0, 0x10 } },
	  .group = DEFAULT_ACCESS_EDGE, .len = 128 },
	{ .addr = { { 0x20010db8, 0x01130000, 0, 0x12 } },
	  .group = DEFAULT_AV_EDGE, .len = 128 },
	{ .addr = { { 0x20010db8, 0x00450000, 0, 0x10 } },
	  .group = DEFAULT_INTERNAL_EDGE, .len = 128 },
	{ .addr = { { 0x20010db8, 0x00540000, 0, 0 } },
	  .group = DEFAULT_PIC_PARTNERS, .len = 48 },
	{ .addr = { { 0x20010db8, 0x00650000, 0, 0 } },
	  .group = DEFAULT_MESSENGER_CLIENTS, .len = 48 },
};

static const char *const default_internal[] = { "eth2" };

static const struct lync_zone default_zones[] = {
	{ .name = "internal", .patterns = default_internal, .n_patterns = 1 },
};

static const struct lync_protect default_protects[] = {
	{ .group = DEFAULT_ACCESS_EDGE, .zone = LYNC_NO_ZONE },
	{ .group = DEFAULT_AV_EDGE, .zone = LYNC_NO_ZONE },
	{ .group = DEFAULT_INTERNAL_EDGE, .zone = LYNC_NO_ZONE },
};

static const char *const default_sections[] = {
	"Public IM connectivity", "SIP federation", "XMPP federation",
};

#define DEFAULT_GROUPS(group) ((const u16[]){ DEFAULT_##group })
#define DEFAULT_PORTS(from, until) \
	((const struct lync_ports[]){ { .low = (from), .high = (until) } })
#define DEFAULT_ROW(row, sect, l4, src, dst, first, last, in) { \
	.name = (row), \
	.from = DEFAULT_GROUPS(src), .n_from = 1, \
	.to = DEFAULT_GROUPS(dst), .n_to = 1, \
	.dports = DEFAULT_PORTS(first, last), .n_dports = 1, \
	.section = (sect), .proto = LYNC_PROTO_##l4, .zone = (in), \
	.action = LYNC_ALLOW, \
}

static const struct lync_row default_rows[] = {
	DEFAULT_ROW("pic-sip-in", 0, TCP, PIC_PARTNERS, ACCESS_EDGE,
		    5061, 5061, LYNC_NO_ZONE),
	DEFAULT_ROW("pic-sip-out", 0, TCP, ACCESS_EDGE, PIC_PARTNERS,
		    5061, 5061, LYNC_NO_ZONE),
	DEFAULT_ROW("client-sip", 0, TCP, CLIENTS, ACCESS_EDGE,
		    443, 443, LYNC_NO_ZONE),
	DEFAULT_ROW("messenger-rtp-out", 0, TCP, AV_EDGE, MESSENGER_CLIENTS,
		    50000, 59999, LYNC_NO_ZONE),
	DEFAULT_ROW("messenger-stun-out", 0, UDP, AV_EDGE, MESSENGER_CLIENTS,
		    3478, 3478, LYNC_NO_ZONE),
	DEFAULT_ROW("messenger-stun-in", 0, UDP, MESSENGER_CLIENTS, AV_EDGE,
		    3478, 3478, LYNC_NO_ZONE),
	DEFAULT_ROW("sip-federation-in", 1, TCP, FEDERATED_PARTNERS,
		    ACCESS_EDGE, 5061, 5061, LYNC_NO_ZONE),
	DEFAULT_ROW("sip-federation-out", 1, TCP, ACCESS_EDGE, ANY,
		    5061, 5061, LYNC_NO_ZONE),
	DEFAULT_ROW("xmpp-in", 2, TCP, XMPP_PARTNERS, ACCESS_EDGE,
		    5269, 5269, LYNC_NO_ZONE),
	DEFAULT_ROW("xmpp-out", 2, TCP, ACCESS_EDGE, ANY,
		    5269, 5269, LYNC_NO_ZONE),
	DEFAULT_ROW("xmpp-gateway", 2, TCP, XMPP_GATEWAYS, INTERNAL_EDGE,
		    23456, 23456, 0),
};

#undef DEFAULT_ROW
#undef DEFAULT_PORTS
#undef DEFAULT_GROUPS

#define DEFAULT_COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct lync_policy default_policy = {
	.name = "default",
	.title = "SIP federation, public IM connectivity and XMPP federation",
	.prefix4 = default_prefix4,
	.prefix6 = default_prefix6,
	.groups = default_groups,
	.zones = default_zones,
	.protects = default_protects,
	.sections = default_sections,
	.rows = default_rows,
	.n_prefix4 = DEFAULT_COUNT(default_prefix4),
	.n_prefix6 = DEFAULT_COUNT(default_prefix6),
	.n_groups = DEFAULT_COUNT(default_groups),
	.n_zones = DEFAULT_COUNT(default_zones),
	.n_protects = DEFAULT_COUNT(default_protects),
	.n_sections = DEFAULT_COUNT(default_sections),
	.n_rows = DEFAULT_COUNT(default_rows),
	.mode = LYNC_STATEFUL,
};

#undef DEFAULT_COUNT

#endif
