// SPDX-License-Identifier: GPL-2.0-only
/* LYNC_EDGE_CMD_STATUS; the kernel's half is in kmod/nl_query.c. */
#include <netlink/attr.h>
#include <netlink/genl/genl.h>

#include <linux/lync_edge.h>

#include "nl_status.h"

static struct nla_policy status_policy[LYNC_EDGE_A_MAX + 1] = {
	[LYNC_EDGE_A_VERSION] = { .type = NLA_STRING, .minlen = 1 },
	[LYNC_EDGE_A_GENERATION] = { .type = NLA_U32 },
	[LYNC_EDGE_A_NAME] = { .type = NLA_STRING, .minlen = 1 },
	[LYNC_EDGE_A_TITLE] = { .type = NLA_STRING, .minlen = 1 },
	[LYNC_EDGE_A_MODE] = { .type = NLA_U8 },
	[LYNC_EDGE_A_LOADED_AT] = { .type = NLA_U64 },
	[LYNC_EDGE_A_N_ROWS] = { .type = NLA_U32 },
	[LYNC_EDGE_A_N_GROUPS] = { .type = NLA_U32 },
	[LYNC_EDGE_A_N_PREFIXES] = { .type = NLA_U32 },
	[LYNC_EDGE_A_POLICY_BYTES] = { .type = NLA_U64 },
	[LYNC_EDGE_A_MATCHER_BYTES] = { .type = NLA_U64 },
	[LYNC_EDGE_A_COUNTER_BYTES] = { .type = NLA_U64 },
};

static struct nla_policy zone_policy[LYNC_EDGE_A_ZONE_MAX + 1] = {
	[LYNC_EDGE_A_ZONE_NAME] = { .type = NLA_STRING, .minlen = 1 },
	[LYNC_EDGE_A_ZONE_ANY] = { .type = NLA_FLAG },
	[LYNC_EDGE_A_ZONE_IFNAME] = { .type = NLA_STRING, .minlen = 1 },
};

static const char *copy_string(struct nl_status *status, struct nlattr *attr)
{
	return attr ? arena_string(&status->arena, nla_get_string(attr)) : NULL;
}

static u32 number32(struct nlattr *attr)
{
	return attr ? nla_get_u32(attr) : 0;
}

static u64 number64(struct nlattr *attr)
{
	return attr ? nla_get_u64(attr) : 0;
}

static bool take_zone(struct nl_status *status, struct nlattr *nest)
{
	struct nlattr *attrs[LYNC_EDGE_A_ZONE_MAX + 1];
	struct nl_zone_status zone = { 0 };
	struct nlattr *attr;
	int left;

	if (nla_parse_nested(attrs, LYNC_EDGE_A_ZONE_MAX, nest, zone_policy) ||
	    !attrs[LYNC_EDGE_A_ZONE_NAME])
		return false;
	zone.name = copy_string(status, attrs[LYNC_EDGE_A_ZONE_NAME]);
	zone.any = attrs[LYNC_EDGE_A_ZONE_ANY];
	nla_for_each_nested(attr, nest, left)
		if (nla_type(attr) == LYNC_EDGE_A_ZONE_IFNAME)
			list_push(&zone.ifnames, copy_string(status, attr));
	list_push(&status->zones, zone);
	return true;
}

static bool take_zones(struct nl_status *status,
		       const struct nlmsghdr *message)
{
	struct genlmsghdr *header = nlmsg_data(message);
	struct nlattr *attr;
	int left;

	nla_for_each_attr(attr, genlmsg_attrdata(header, 0),
			  genlmsg_attrlen(header, 0), left)
		if (nla_type(attr) == LYNC_EDGE_A_ZONE_STATUS &&
		    !take_zone(status, attr))
			return false;
	return true;
}

static bool take_status(const struct nlmsghdr *message, void *taker)
{
	struct nlattr *attrs[LYNC_EDGE_A_MAX + 1];
	struct nl_status *status = taker;

	if (genlmsg_parse((struct nlmsghdr *)message, 0, attrs,
			  LYNC_EDGE_A_MAX, status_policy) ||
	    !attrs[LYNC_EDGE_A_VERSION])
		return false;
	status->version = copy_string(status, attrs[LYNC_EDGE_A_VERSION]);
	status->name = copy_string(status, attrs[LYNC_EDGE_A_NAME]);
	status->title = copy_string(status, attrs[LYNC_EDGE_A_TITLE]);
	status->generation = number32(attrs[LYNC_EDGE_A_GENERATION]);
	status->mode = attrs[LYNC_EDGE_A_MODE] ?
		       nla_get_u8(attrs[LYNC_EDGE_A_MODE]) : 0;
	status->loaded_at = number64(attrs[LYNC_EDGE_A_LOADED_AT]);
	status->rows = number32(attrs[LYNC_EDGE_A_N_ROWS]);
	status->groups = number32(attrs[LYNC_EDGE_A_N_GROUPS]);
	status->prefixes = number32(attrs[LYNC_EDGE_A_N_PREFIXES]);
	status->policy_bytes = number64(attrs[LYNC_EDGE_A_POLICY_BYTES]);
	status->matcher_bytes = number64(attrs[LYNC_EDGE_A_MATCHER_BYTES]);
	status->counter_bytes = number64(attrs[LYNC_EDGE_A_COUNTER_BYTES]);
	return take_zones(status, message);
}

bool nl_status_ask(struct nl_line *line, struct nl_status *status,
		   struct nl_refusal *refusal)
{
	struct nl_buffer request = { 0 };
	bool good;

	*status = (struct nl_status){ 0 };
	request_end(&request, request_start(line, &request,
						  LYNC_EDGE_CMD_STATUS,
						  NLM_F_ACK));
	good = line_ask(line, &request, take_status, status, refusal);
	nl_buffer_free(&request);
	return good;
}

void nl_status_free(struct nl_status *status)
{
	for (u32 i = 0; i < status->zones.n; i++)
		list_free(&status->zones.at[i].ifnames);
	list_free(&status->zones);
	arena_free(&status->arena);
	*status = (struct nl_status){ 0 };
}
