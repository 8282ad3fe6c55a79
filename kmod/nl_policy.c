// SPDX-License-Identifier: GPL-2.0-only
/*
 * What each command and each nest takes. An attribute that is not listed is
 * refused by the netlink core, as every command is validated strictly.
 */
#include <linux/if.h>

#include "lync_edge.h"

#define LYNC_NL_NAME	{ .type = NLA_NUL_STRING, .len = LYNC_NAME_LEN - 1 }
#define LYNC_NL_TEXT	{ .type = NLA_NUL_STRING, .len = LYNC_TEXT_LEN - 1 }

const struct nla_policy lync_nl_zone_policy[LYNC_EDGE_A_ZONE_MAX + 1] = {
	[LYNC_EDGE_A_ZONE_NAME] = LYNC_NL_NAME,
	[LYNC_EDGE_A_ZONE_ANY] = { .type = NLA_FLAG },
	[LYNC_EDGE_A_ZONE_PATTERN] = { .type = NLA_NUL_STRING,
				       .len = IFNAMSIZ - 1 },
};

const struct nla_policy lync_nl_group_policy[LYNC_EDGE_A_GROUP_MAX + 1] = {
	[LYNC_EDGE_A_GROUP_NAME] = LYNC_NL_NAME,
	[LYNC_EDGE_A_GROUP_ANY] = { .type = NLA_FLAG },
	[LYNC_EDGE_A_GROUP_LITERAL] = { .type = NLA_FLAG },
};

const struct nla_policy
lync_nl_prefixes_policy[LYNC_EDGE_A_PREFIXES_MAX + 1] = {
	[LYNC_EDGE_A_PREFIXES_GROUP] =
		NLA_POLICY_MAX(NLA_U32, LYNC_MAX_GROUPS - 1),
	[LYNC_EDGE_A_PREFIXES_IPV4] = { .type = NLA_BINARY },
	[LYNC_EDGE_A_PREFIXES_IPV6] = { .type = NLA_BINARY },
};

const struct nla_policy
lync_nl_protect_policy[LYNC_EDGE_A_PROTECT_MAX + 1] = {
	[LYNC_EDGE_A_PROTECT_GROUP] =
		NLA_POLICY_MAX(NLA_U32, LYNC_MAX_GROUPS - 1),
	[LYNC_EDGE_A_PROTECT_ZONE] =
		NLA_POLICY_MAX(NLA_U32, LYNC_MAX_ZONES - 1),
};

const struct nla_policy lync_nl_row_policy[LYNC_EDGE_A_ROW_MAX + 1] = {
	[LYNC_EDGE_A_ROW_NAME] = LYNC_NL_NAME,
	[LYNC_EDGE_A_ROW_SECTION] =
		NLA_POLICY_MAX(NLA_U32, LYNC_MAX_SECTIONS - 1),
	[LYNC_EDGE_A_ROW_ACTION] =
		NLA_POLICY_MAX(NLA_U8, LYNC_EDGE_ACTION_DENY),
	[LYNC_EDGE_A_ROW_PROTO] = { .type = NLA_U8 },
	[LYNC_EDGE_A_ROW_FROM] = { .type = NLA_BINARY,
				   .len = LYNC_MAX_MEMBERS * sizeof(u16) },
	[LYNC_EDGE_A_ROW_TO] = { .type = NLA_BINARY,
				 .len = LYNC_MAX_MEMBERS * sizeof(u16) },
	[LYNC_EDGE_A_ROW_SPORTS] = {
		.type = NLA_BINARY,
		.len = LYNC_MAX_PORTS * sizeof(struct lync_edge_ports) },
	[LYNC_EDGE_A_ROW_DPORTS] = {
		.type = NLA_BINARY,
		.len = LYNC_MAX_PORTS * sizeof(struct lync_edge_ports) },
	[LYNC_EDGE_A_ROW_ZONE] = NLA_POLICY_MAX(NLA_U32, LYNC_MAX_ZONES - 1),
	[LYNC_EDGE_A_ROW_COMMENT] = LYNC_NL_TEXT,
	[LYNC_EDGE_A_ROW_SOURCE] = LYNC_NL_TEXT,
};

const struct nla_policy lync_nl_set_policy[LYNC_EDGE_A_MAX + 1] = {
	[LYNC_EDGE_A_EXPECT_GENERATION] = { .type = NLA_U32 },
	[LYNC_EDGE_A_DRY_RUN] = { .type = NLA_FLAG },
	[LYNC_EDGE_A_NAME] = LYNC_NL_NAME,
	[LYNC_EDGE_A_TITLE] = LYNC_NL_TEXT,
	[LYNC_EDGE_A_MODE] = NLA_POLICY_MAX(NLA_U8, LYNC_EDGE_MODE_STATELESS),
	[LYNC_EDGE_A_ZONE] = NLA_POLICY_NESTED(lync_nl_zone_policy),
	[LYNC_EDGE_A_GROUP] = NLA_POLICY_NESTED(lync_nl_group_policy),
	[LYNC_EDGE_A_PREFIXES] = NLA_POLICY_NESTED(lync_nl_prefixes_policy),
	[LYNC_EDGE_A_PROTECT] = NLA_POLICY_NESTED(lync_nl_protect_policy),
	[LYNC_EDGE_A_SECTION] = LYNC_NL_TEXT,
	[LYNC_EDGE_A_ROW] = NLA_POLICY_NESTED(lync_nl_row_policy),
};

const struct nla_policy lync_nl_del_policy[LYNC_EDGE_A_MAX + 1] = {
	[LYNC_EDGE_A_EXPECT_GENERATION] = { .type = NLA_U32 },
};

const struct nla_policy lync_nl_explain_policy[LYNC_EDGE_A_MAX + 1] = {
	[LYNC_EDGE_A_PROTO] = { .type = NLA_U8 },
	[LYNC_EDGE_A_SRC] = { .type = NLA_BINARY,
			      .len = sizeof(struct in6_addr) },
	[LYNC_EDGE_A_DST] = { .type = NLA_BINARY,
			      .len = sizeof(struct in6_addr) },
	[LYNC_EDGE_A_SPORT] = { .type = NLA_U16 },
	[LYNC_EDGE_A_DPORT] = { .type = NLA_U16 },
	[LYNC_EDGE_A_IFNAME] = { .type = NLA_NUL_STRING, .len = IFNAMSIZ - 1 },
};

/* for commands that take no attribute */
const struct nla_policy lync_nl_none_policy[LYNC_EDGE_A_MAX + 1];
