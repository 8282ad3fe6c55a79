// SPDX-License-Identifier: GPL-2.0-only
/*
 * The running policy, from the dump of LYNC_EDGE_CMD_POLICY_GET. The kernel's
 * half of this is kmod/nl_dump.c. Shapes are checked here, meaning by the core.
 */
#include <arpa/inet.h>
#include <netlink/attr.h>
#include <netlink/genl/genl.h>

#include <linux/lync_edge.h>

#include "core/check.h"
#include "host.h"
#include "nl_decode.h"

#define STRING { .type = NLA_STRING, .minlen = 1 }

static struct nla_policy zone_policy[LYNC_EDGE_A_ZONE_MAX + 1] = {
	[LYNC_EDGE_A_ZONE_NAME] = STRING,
	[LYNC_EDGE_A_ZONE_ANY] = { .type = NLA_FLAG },
	[LYNC_EDGE_A_ZONE_PATTERN] = STRING,
};

static struct nla_policy group_policy[LYNC_EDGE_A_GROUP_MAX + 1] = {
	[LYNC_EDGE_A_GROUP_NAME] = STRING,
	[LYNC_EDGE_A_GROUP_ANY] = { .type = NLA_FLAG },
	[LYNC_EDGE_A_GROUP_LITERAL] = { .type = NLA_FLAG },
};

static struct nla_policy prefixes_policy[LYNC_EDGE_A_PREFIXES_MAX + 1] = {
	[LYNC_EDGE_A_PREFIXES_GROUP] = { .type = NLA_U32 },
};

static struct nla_policy protect_policy[LYNC_EDGE_A_PROTECT_MAX + 1] = {
	[LYNC_EDGE_A_PROTECT_GROUP] = { .type = NLA_U32 },
	[LYNC_EDGE_A_PROTECT_ZONE] = { .type = NLA_U32 },
};

static struct nla_policy row_policy[LYNC_EDGE_A_ROW_MAX + 1] = {
	[LYNC_EDGE_A_ROW_NAME] = STRING,
	[LYNC_EDGE_A_ROW_SECTION] = { .type = NLA_U32 },
	[LYNC_EDGE_A_ROW_ACTION] = { .type = NLA_U8 },
	[LYNC_EDGE_A_ROW_PROTO] = { .type = NLA_U8 },
	[LYNC_EDGE_A_ROW_ZONE] = { .type = NLA_U32 },
	[LYNC_EDGE_A_ROW_COMMENT] = STRING,
	[LYNC_EDGE_A_ROW_SOURCE] = STRING,
};

static bool is_string(struct nlattr *attr)
{
	int length = nla_len(attr);

	return length > 0 && !((char *)nla_data(attr))[length - 1];
}

static const char *copy_string(struct nl_policy *policy, struct nlattr *attr)
{
	return attr ? arena_string(&policy->arena, nla_get_string(attr)) : NULL;
}

/* An index that does not fit its field must not become one that does. */
static bool read_index(struct nlattr *attr, u32 max, u32 *index)
{
	*index = nla_get_u32(attr);
	return *index <= max;
}

static bool take_zone(struct nl_policy *policy, struct nlattr *nest)
{
	struct nlattr *attrs[LYNC_EDGE_A_ZONE_MAX + 1];
	struct lync_zone zone = { 0 };
	const char **patterns;
	struct nlattr *attr;
	int left;

	if (nla_parse_nested(attrs, LYNC_EDGE_A_ZONE_MAX, nest, zone_policy) ||
	    !attrs[LYNC_EDGE_A_ZONE_NAME])
		return false;
	nla_for_each_nested(attr, nest, left)
		zone.n_patterns += nla_type(attr) == LYNC_EDGE_A_ZONE_PATTERN;
	patterns = arena_alloc(&policy->arena,
			       zone.n_patterns * sizeof(*patterns));
	zone.name = copy_string(policy, attrs[LYNC_EDGE_A_ZONE_NAME]);
	zone.any = attrs[LYNC_EDGE_A_ZONE_ANY];
	zone.patterns = patterns;
	nla_for_each_nested(attr, nest, left)
		if (nla_type(attr) == LYNC_EDGE_A_ZONE_PATTERN)
			*patterns++ = copy_string(policy, attr);
	list_push(&policy->zones, zone);
	return true;
}

static bool take_group(struct nl_policy *policy, struct nlattr *nest)
{
	struct nlattr *attrs[LYNC_EDGE_A_GROUP_MAX + 1];

	if (nla_parse_nested(attrs, LYNC_EDGE_A_GROUP_MAX, nest,
			     group_policy) ||
	    !attrs[LYNC_EDGE_A_GROUP_NAME])
		return false;
	list_push(&policy->groups, (struct lync_group){
		.name = copy_string(policy, attrs[LYNC_EDGE_A_GROUP_NAME]),
		.any = attrs[LYNC_EDGE_A_GROUP_ANY],
		.literal = attrs[LYNC_EDGE_A_GROUP_LITERAL],
	});
	return true;
}

static bool take_prefixes4(struct nl_policy *policy, struct nlattr *attr,
			   u16 group)
{
	const struct lync_edge_prefix4 *wire;
	size_t n;

	if (!attr)
		return true;
	wire = nla_data(attr);
	n = (size_t)nla_len(attr) / sizeof(*wire);
	for (size_t i = 0; i < n; i++)
		list_push(&policy->prefix4, (struct lync_prefix4){
			.addr = ntohl(wire[i].addr),
			.group = group,
			.len = wire[i].len,
		});
	return !((size_t)nla_len(attr) % sizeof(*wire));
}

static bool take_prefixes6(struct nl_policy *policy, struct nlattr *attr,
			   u16 group)
{
	const struct lync_edge_prefix6 *wire;
	size_t n;

	if (!attr)
		return true;
	wire = nla_data(attr);
	n = (size_t)nla_len(attr) / sizeof(*wire);
	for (size_t i = 0; i < n; i++) {
		struct lync_prefix6 prefix = {
			.group = group,
			.len = wire[i].len,
		};

		for (int w = 0; w < 4; w++)
			prefix.addr.w[w] = ntohl(wire[i].addr[w]);
		list_push(&policy->prefix6, prefix);
	}
	return !((size_t)nla_len(attr) % sizeof(*wire));
}

static bool take_prefixes(struct nl_policy *policy, struct nlattr *nest)
{
	struct nlattr *attrs[LYNC_EDGE_A_PREFIXES_MAX + 1];
	u32 group;

	return !nla_parse_nested(attrs, LYNC_EDGE_A_PREFIXES_MAX, nest,
				 prefixes_policy) &&
	       attrs[LYNC_EDGE_A_PREFIXES_GROUP] &&
	       read_index(attrs[LYNC_EDGE_A_PREFIXES_GROUP], UINT16_MAX,
			  &group) &&
	       take_prefixes4(policy, attrs[LYNC_EDGE_A_PREFIXES_IPV4],
			      (u16)group) &&
	       take_prefixes6(policy, attrs[LYNC_EDGE_A_PREFIXES_IPV6],
			      (u16)group);
}

static bool take_protect(struct nl_policy *policy, struct nlattr *nest)
{
	struct nlattr *attrs[LYNC_EDGE_A_PROTECT_MAX + 1];
	u32 zone = LYNC_NO_ZONE;
	u32 group;

	if (nla_parse_nested(attrs, LYNC_EDGE_A_PROTECT_MAX, nest,
			     protect_policy) ||
	    !attrs[LYNC_EDGE_A_PROTECT_GROUP] ||
	    !read_index(attrs[LYNC_EDGE_A_PROTECT_GROUP], UINT16_MAX, &group) ||
	    (attrs[LYNC_EDGE_A_PROTECT_ZONE] &&
	     !read_index(attrs[LYNC_EDGE_A_PROTECT_ZONE], LYNC_NO_ZONE - 1,
			 &zone)))
		return false;
	list_push(&policy->protects, (struct lync_protect){
		.group = (u16)group,
		.zone = (u8)zone,
	});
	return true;
}

static bool take_section(struct nl_policy *policy, struct nlattr *attr)
{
	if (!is_string(attr))
		return false;
	list_push(&policy->sections, copy_string(policy, attr));
	return true;
}

static const u16 *copy_members(struct nl_policy *policy, struct nlattr *attr,
			       u16 *n)
{
	size_t bytes = (size_t)nla_len(attr);

	*n = (u16)(bytes / sizeof(u16));
	return memcpy(arena_alloc(&policy->arena, bytes), nla_data(attr),
		      bytes);
}

static const struct lync_ports *copy_ports(struct nl_policy *policy,
					   struct nlattr *attr, u16 *n)
{
	const struct lync_edge_ports *wire;
	struct lync_ports *ports;

	*n = 0;
	if (!attr)
		return NULL;
	wire = nla_data(attr);
	*n = (u16)((size_t)nla_len(attr) / sizeof(*wire));
	ports = arena_alloc(&policy->arena, *n * sizeof(*ports));
	for (u16 i = 0; i < *n; i++)
		ports[i] = (struct lync_ports){
			.low = wire[i].low,
			.high = wire[i].high,
		};
	return ports;
}

static bool read_row_numbers(struct nlattr **attrs, struct lync_row *row)
{
	u32 section;
	u32 zone = LYNC_NO_ZONE;

	if (!read_index(attrs[LYNC_EDGE_A_ROW_SECTION], UINT16_MAX, &section) ||
	    (attrs[LYNC_EDGE_A_ROW_ZONE] &&
	     !read_index(attrs[LYNC_EDGE_A_ROW_ZONE], LYNC_NO_ZONE - 1, &zone)))
		return false;
	row->section = (u16)section;
	row->zone = (u8)zone;
	row->action = nla_get_u8(attrs[LYNC_EDGE_A_ROW_ACTION]);
	row->proto = attrs[LYNC_EDGE_A_ROW_PROTO] ?
		     nla_get_u8(attrs[LYNC_EDGE_A_ROW_PROTO]) : LYNC_PROTO_ANY;
	return true;
}

static bool take_row(struct nl_policy *policy, struct nlattr *nest)
{
	struct nlattr *attrs[LYNC_EDGE_A_ROW_MAX + 1];
	struct lync_row row = { 0 };

	if (nla_parse_nested(attrs, LYNC_EDGE_A_ROW_MAX, nest, row_policy) ||
	    !attrs[LYNC_EDGE_A_ROW_NAME] || !attrs[LYNC_EDGE_A_ROW_SECTION] ||
	    !attrs[LYNC_EDGE_A_ROW_ACTION] || !attrs[LYNC_EDGE_A_ROW_FROM] ||
	    !attrs[LYNC_EDGE_A_ROW_TO] || !read_row_numbers(attrs, &row))
		return false;
	row.name = copy_string(policy, attrs[LYNC_EDGE_A_ROW_NAME]);
	row.comment = copy_string(policy, attrs[LYNC_EDGE_A_ROW_COMMENT]);
	row.source = copy_string(policy, attrs[LYNC_EDGE_A_ROW_SOURCE]);
	row.from = copy_members(policy, attrs[LYNC_EDGE_A_ROW_FROM],
				&row.n_from);
	row.to = copy_members(policy, attrs[LYNC_EDGE_A_ROW_TO], &row.n_to);
	row.sports = copy_ports(policy, attrs[LYNC_EDGE_A_ROW_SPORTS],
				&row.n_sports);
	row.dports = copy_ports(policy, attrs[LYNC_EDGE_A_ROW_DPORTS],
				&row.n_dports);
	list_push(&policy->rows, row);
	return true;
}

static bool take_scalar(struct nl_policy *policy, struct nlattr *attr)
{
	switch (nla_type(attr)) {
	case LYNC_EDGE_A_GENERATION:
		if (nla_len(attr) != sizeof(u32))
			return false;
		policy->generation = nla_get_u32(attr);
		return true;
	case LYNC_EDGE_A_NAME:
		if (!is_string(attr))
			return false;
		policy->policy.name = copy_string(policy, attr);
		return true;
	case LYNC_EDGE_A_TITLE:
		if (!is_string(attr))
			return false;
		policy->policy.title = copy_string(policy, attr);
		return true;
	case LYNC_EDGE_A_MODE:
		if (nla_len(attr) != sizeof(u8))
			return false;
		policy->policy.mode = nla_get_u8(attr);
		return true;
	default:
		/* a newer module may say more */
		return true;
	}
}

static bool take_attr(struct nl_policy *policy, struct nlattr *attr)
{
	switch (nla_type(attr)) {
	case LYNC_EDGE_A_ZONE:
		return take_zone(policy, attr);
	case LYNC_EDGE_A_GROUP:
		return take_group(policy, attr);
	case LYNC_EDGE_A_PREFIXES:
		return take_prefixes(policy, attr);
	case LYNC_EDGE_A_PROTECT:
		return take_protect(policy, attr);
	case LYNC_EDGE_A_SECTION:
		return take_section(policy, attr);
	case LYNC_EDGE_A_ROW:
		return take_row(policy, attr);
	default:
		return take_scalar(policy, attr);
	}
}

bool nl_policy_take(const struct nlmsghdr *message, void *taker)
{
	struct genlmsghdr *header = nlmsg_data(message);
	struct nlattr *attr;
	int left;

	nla_for_each_attr(attr, genlmsg_attrdata(header, 0),
			  genlmsg_attrlen(header, 0), left)
		if (!take_attr(taker, attr))
			return false;
	return true;
}

bool nl_policy_finish(struct nl_policy *from)
{
	struct lync_policy *policy = &from->policy;
	struct lync_finding finding;

	policy->prefix4 = from->prefix4.at;
	policy->n_prefix4 = from->prefix4.n;
	policy->prefix6 = from->prefix6.at;
	policy->n_prefix6 = from->prefix6.n;
	policy->groups = from->groups.at;
	policy->n_groups = from->groups.n;
	policy->zones = from->zones.at;
	policy->n_zones = from->zones.n;
	policy->protects = from->protects.at;
	policy->n_protects = from->protects.n;
	policy->sections = from->sections.at;
	policy->n_sections = from->sections.n;
	policy->rows = from->rows.at;
	policy->n_rows = from->rows.n;
	return policy->name &&
	       !lync_policy_check(policy, &host_heap, &finding);
}

void nl_policy_free(struct nl_policy *policy)
{
	arena_free(&policy->arena);
	list_free(&policy->prefix4);
	list_free(&policy->prefix6);
	list_free(&policy->groups);
	list_free(&policy->zones);
	list_free(&policy->protects);
	list_free(&policy->sections);
	list_free(&policy->rows);
	*policy = (struct nl_policy){ 0 };
}
