// SPDX-License-Identifier: GPL-2.0-only
/*
 * A message's attributes into a policy. Here the shape is checked: what is
 * missing, array lengths. Whether it makes sense is for the core's check.
 */
#include <linux/mm.h>
#include <linux/slab.h>

#include "lync_edge.h"

/**
 * struct lync_decoder - a policy being filled
 * @extack: gets sentence and attribute of a refusal
 * @policy: the policy; its counts say how much is filled
 * @texts: room for all strings
 * @patterns: room for all zones' patterns
 * @members: room for all rows' groups
 * @ports: room for all rows' port ranges
 *
 * The message is walked twice: the first time to learn how much room it takes,
 * with the same cursors counting from NULL.
 */
struct lync_decoder {
	struct netlink_ext_ack *extack;
	struct lync_policy *policy;
	char *texts;
	const char **patterns;
	u16 *members;
	struct lync_ports *ports;
};

/**
 * struct lync_room - how much of everything a message holds
 * @prefix4: IPv4 prefixes
 * @prefix6: IPv6 prefixes
 * @groups: groups
 * @zones: zones
 * @protects: protect lines
 * @sections: sections
 * @rows: rows
 * @patterns: interface patterns of all zones
 * @members: groups on both sides of all rows
 * @ports: port ranges of all rows
 * @texts: bytes of all strings, terminators included
 */
struct lync_room {
	u32 prefix4;
	u32 prefix6;
	u32 groups;
	u32 zones;
	u32 protects;
	u32 sections;
	u32 rows;
	u32 patterns;
	u32 members;
	u32 ports;
	u32 texts;
};

static void lync_room_count_zone(struct lync_room *room,
				 const struct nlattr *zone)
{
	const struct nlattr *attr;
	int rem;

	room->zones++;
	nla_for_each_nested(attr, zone, rem) {
		room->patterns += nla_type(attr) == LYNC_EDGE_A_ZONE_PATTERN;
		room->texts += nla_len(attr) + 1;
	}
}

static void lync_room_count_prefixes(struct lync_room *room,
				     const struct nlattr *prefixes)
{
	const struct nlattr *attr;
	int rem;

	nla_for_each_nested(attr, prefixes, rem) {
		if (nla_type(attr) == LYNC_EDGE_A_PREFIXES_IPV4)
			room->prefix4 += nla_len(attr) /
					 sizeof(struct lync_edge_prefix4);
		if (nla_type(attr) == LYNC_EDGE_A_PREFIXES_IPV6)
			room->prefix6 += nla_len(attr) /
					 sizeof(struct lync_edge_prefix6);
	}
}

static void lync_room_count_row(struct lync_room *room,
				const struct nlattr *row)
{
	const struct nlattr *attr;
	int rem;

	room->rows++;
	nla_for_each_nested(attr, row, rem) {
		switch (nla_type(attr)) {
		case LYNC_EDGE_A_ROW_FROM:
		case LYNC_EDGE_A_ROW_TO:
			room->members += nla_len(attr) / sizeof(u16);
			break;
		case LYNC_EDGE_A_ROW_SPORTS:
		case LYNC_EDGE_A_ROW_DPORTS:
			room->ports += nla_len(attr) /
				       sizeof(struct lync_edge_ports);
			break;
		default:
			room->texts += nla_len(attr) + 1;
		}
	}
}

static void lync_room_count(struct lync_room *room, const struct nlattr *head,
			    int len)
{
	const struct nlattr *attr;
	int rem;

	memset(room, 0, sizeof(*room));
	nla_for_each_attr(attr, head, len, rem) {
		switch (nla_type(attr)) {
		case LYNC_EDGE_A_ZONE:
			lync_room_count_zone(room, attr);
			break;
		case LYNC_EDGE_A_GROUP:
			room->groups++;
			room->texts += nla_len(attr) + 1;
			break;
		case LYNC_EDGE_A_PREFIXES:
			lync_room_count_prefixes(room, attr);
			break;
		case LYNC_EDGE_A_PROTECT:
			room->protects++;
			break;
		case LYNC_EDGE_A_ROW:
			lync_room_count_row(room, attr);
			break;
		case LYNC_EDGE_A_SECTION:
			room->sections++;
			fallthrough;
		case LYNC_EDGE_A_NAME:
		case LYNC_EDGE_A_TITLE:
			room->texts += nla_len(attr) + 1;
			break;
		}
	}
}

/* Cut @n entries off the block; with no block yet only learn its size. */
static void *lync_room_cut(char *block, size_t *used, u32 n, size_t size)
{
	void *at = block ? block + *used : NULL;

	*used += ALIGN(n * size, sizeof(u64));
	return at;
}

/* Lay the arrays out in @block, which may be NULL; returns the bytes it takes. */
static size_t lync_decoder_lay_out(struct lync_decoder *decoder,
				   const struct lync_room *room, char *block)
{
	struct lync_policy *policy = decoder->policy;
	size_t used = 0;

#define LYNC_CUT(n, type) lync_room_cut(block, &used, n, sizeof(type))
	policy->rows = LYNC_CUT(room->rows, struct lync_row);
	policy->groups = LYNC_CUT(room->groups, struct lync_group);
	policy->zones = LYNC_CUT(room->zones, struct lync_zone);
	policy->sections = LYNC_CUT(room->sections, const char *);
	policy->protects = LYNC_CUT(room->protects, struct lync_protect);
	policy->prefix4 = LYNC_CUT(room->prefix4, struct lync_prefix4);
	policy->prefix6 = LYNC_CUT(room->prefix6, struct lync_prefix6);
	decoder->patterns = LYNC_CUT(room->patterns, const char *);
	decoder->ports = LYNC_CUT(room->ports, struct lync_ports);
	decoder->members = LYNC_CUT(room->members, u16);
	decoder->texts = LYNC_CUT(room->texts, char);
#undef LYNC_CUT
	return used;
}

/* Copies a string the netlink core has validated; NULL when it is absent. */
static const char *lync_decode_text(struct lync_decoder *decoder,
				    const struct nlattr *attr)
{
	char *text = decoder->texts;

	if (!attr)
		return NULL;
	decoder->texts += nla_strscpy(text, attr, nla_len(attr) + 1) + 1;
	return text;
}

/* Is the array whole, and not empty where it must not be? */
static int lync_decode_array(struct lync_decoder *decoder,
			     const struct nlattr *attr, size_t size, u16 *n)
{
	*n = attr ? nla_len(attr) / size : 0;
	if (attr && nla_len(attr) % size) {
		NL_SET_ERR_MSG_ATTR(decoder->extack, attr,
				    "array length is not a multiple of its entry");
		return -EINVAL;
	}
	return 0;
}

static int lync_decode_missing(struct lync_decoder *decoder,
			       const struct nlattr *nest, const char *sentence)
{
	if (decoder->extack) {
		decoder->extack->_msg = sentence;
		NL_SET_BAD_ATTR(decoder->extack, nest);
	}
	return -EINVAL;
}

static int lync_decode_zone(struct lync_decoder *decoder,
			    const struct nlattr *nest)
{
	struct nlattr *attrs[LYNC_EDGE_A_ZONE_MAX + 1];
	const struct nlattr *attr;
	struct lync_zone *zone;
	int err, rem;

	err = nla_parse_nested(attrs, LYNC_EDGE_A_ZONE_MAX, nest,
			       lync_nl_zone_policy, decoder->extack);
	if (err)
		return err;
	if (!attrs[LYNC_EDGE_A_ZONE_NAME])
		return lync_decode_missing(decoder, nest,
					   "zone without a name");
	zone = (struct lync_zone *)&decoder->policy->zones
		[decoder->policy->n_zones++];
	zone->name = lync_decode_text(decoder, attrs[LYNC_EDGE_A_ZONE_NAME]);
	zone->any = nla_get_flag(attrs[LYNC_EDGE_A_ZONE_ANY]);
	zone->patterns = decoder->patterns;
	nla_for_each_nested(attr, nest, rem) {
		if (nla_type(attr) != LYNC_EDGE_A_ZONE_PATTERN)
			continue;
		*decoder->patterns++ = lync_decode_text(decoder, attr);
		zone->n_patterns++;
	}
	return 0;
}

static int lync_decode_group(struct lync_decoder *decoder,
			     const struct nlattr *nest)
{
	struct nlattr *attrs[LYNC_EDGE_A_GROUP_MAX + 1];
	struct lync_group *group;
	int err;

	err = nla_parse_nested(attrs, LYNC_EDGE_A_GROUP_MAX, nest,
			       lync_nl_group_policy, decoder->extack);
	if (err)
		return err;
	if (!attrs[LYNC_EDGE_A_GROUP_NAME])
		return lync_decode_missing(decoder, nest,
					   "group without a name");
	group = (struct lync_group *)&decoder->policy->groups
		[decoder->policy->n_groups++];
	group->name = lync_decode_text(decoder, attrs[LYNC_EDGE_A_GROUP_NAME]);
	group->any = nla_get_flag(attrs[LYNC_EDGE_A_GROUP_ANY]);
	group->literal = nla_get_flag(attrs[LYNC_EDGE_A_GROUP_LITERAL]);
	return 0;
}

static int lync_decode_prefix4(struct lync_decoder *decoder,
			       const struct nlattr *attr, u16 group)
{
	const struct lync_edge_prefix4 *from;
	struct lync_policy *policy = decoder->policy;
	struct lync_prefix4 *to;
	u16 i, n;
	int err;

	err = lync_decode_array(decoder, attr, sizeof(*from), &n);
	if (err || !n)
		return err;
	from = nla_data(attr);
	to = (struct lync_prefix4 *)&policy->prefix4[policy->n_prefix4];
	for (i = 0; i < n; i++) {
		to[i].addr = ntohl(from[i].addr);
		to[i].group = group;
		to[i].len = from[i].len;
	}
	policy->n_prefix4 += n;
	return 0;
}

static int lync_decode_prefix6(struct lync_decoder *decoder,
			       const struct nlattr *attr, u16 group)
{
	const struct lync_edge_prefix6 *from;
	struct lync_policy *policy = decoder->policy;
	struct lync_prefix6 *to;
	u16 i, n;
	int err, w;

	err = lync_decode_array(decoder, attr, sizeof(*from), &n);
	if (err || !n)
		return err;
	from = nla_data(attr);
	to = (struct lync_prefix6 *)&policy->prefix6[policy->n_prefix6];
	for (i = 0; i < n; i++) {
		for (w = 0; w < 4; w++)
			to[i].addr.w[w] = ntohl(from[i].addr[w]);
		to[i].group = group;
		to[i].len = from[i].len;
	}
	policy->n_prefix6 += n;
	return 0;
}

static int lync_decode_prefixes(struct lync_decoder *decoder,
				const struct nlattr *nest)
{
	struct nlattr *attrs[LYNC_EDGE_A_PREFIXES_MAX + 1];
	u16 group;
	int err;

	/* a million prefixes come in about two hundred nests */
	cond_resched();
	err = nla_parse_nested(attrs, LYNC_EDGE_A_PREFIXES_MAX, nest,
			       lync_nl_prefixes_policy, decoder->extack);
	if (err)
		return err;
	if (!attrs[LYNC_EDGE_A_PREFIXES_GROUP])
		return lync_decode_missing(decoder, nest,
					   "prefixes without a group");
	group = nla_get_u32(attrs[LYNC_EDGE_A_PREFIXES_GROUP]);
	err = lync_decode_prefix4(decoder, attrs[LYNC_EDGE_A_PREFIXES_IPV4],
				  group);
	if (err)
		return err;
	return lync_decode_prefix6(decoder, attrs[LYNC_EDGE_A_PREFIXES_IPV6],
				   group);
}

static int lync_decode_protect(struct lync_decoder *decoder,
			       const struct nlattr *nest)
{
	struct nlattr *attrs[LYNC_EDGE_A_PROTECT_MAX + 1];
	struct lync_protect *protect;
	int err;

	err = nla_parse_nested(attrs, LYNC_EDGE_A_PROTECT_MAX, nest,
			       lync_nl_protect_policy, decoder->extack);
	if (err)
		return err;
	if (!attrs[LYNC_EDGE_A_PROTECT_GROUP])
		return lync_decode_missing(decoder, nest,
					   "protect without a group");
	protect = (struct lync_protect *)&decoder->policy->protects
		[decoder->policy->n_protects++];
	protect->group = nla_get_u32(attrs[LYNC_EDGE_A_PROTECT_GROUP]);
	protect->zone = LYNC_NO_ZONE;
	if (attrs[LYNC_EDGE_A_PROTECT_ZONE])
		protect->zone = nla_get_u32(attrs[LYNC_EDGE_A_PROTECT_ZONE]);
	return 0;
}

static int lync_decode_section(struct lync_decoder *decoder,
			       const struct nlattr *attr)
{
	struct lync_policy *policy = decoder->policy;

	((const char **)policy->sections)[policy->n_sections++] =
		lync_decode_text(decoder, attr);
	return 0;
}

static int lync_decode_members(struct lync_decoder *decoder,
			       const struct nlattr *attr, const u16 **members,
			       u16 *n)
{
	int err;

	err = lync_decode_array(decoder, attr, sizeof(u16), n);
	if (err)
		return err;
	*members = decoder->members;
	if (attr)
		memcpy(decoder->members, nla_data(attr), *n * sizeof(u16));
	decoder->members += *n;
	return 0;
}

static int lync_decode_ports(struct lync_decoder *decoder,
			     const struct nlattr *attr,
			     const struct lync_ports **ports, u16 *n)
{
	const struct lync_edge_ports *from;
	int err, i;

	err = lync_decode_array(decoder, attr, sizeof(*from), n);
	if (err)
		return err;
	*ports = decoder->ports;
	from = attr ? nla_data(attr) : NULL;
	for (i = 0; i < *n; i++, decoder->ports++) {
		decoder->ports->low = from[i].low;
		decoder->ports->high = from[i].high;
	}
	return 0;
}

/* The arrays of a row. */
static int lync_decode_sides(struct lync_decoder *decoder,
			     struct nlattr **attrs, struct lync_row *row)
{
	int err;

	err = lync_decode_members(decoder, attrs[LYNC_EDGE_A_ROW_FROM],
				  &row->from, &row->n_from);
	if (!err)
		err = lync_decode_members(decoder, attrs[LYNC_EDGE_A_ROW_TO],
					  &row->to, &row->n_to);
	if (!err)
		err = lync_decode_ports(decoder, attrs[LYNC_EDGE_A_ROW_SPORTS],
					&row->sports, &row->n_sports);
	if (!err)
		err = lync_decode_ports(decoder, attrs[LYNC_EDGE_A_ROW_DPORTS],
					&row->dports, &row->n_dports);
	return err;
}

static int lync_decode_row(struct lync_decoder *decoder,
			   const struct nlattr *nest)
{
	struct nlattr *attrs[LYNC_EDGE_A_ROW_MAX + 1];
	struct lync_row *row;
	int err;

	err = nla_parse_nested(attrs, LYNC_EDGE_A_ROW_MAX, nest,
			       lync_nl_row_policy, decoder->extack);
	if (err)
		return err;
	if (!attrs[LYNC_EDGE_A_ROW_NAME] || !attrs[LYNC_EDGE_A_ROW_SECTION] ||
	    !attrs[LYNC_EDGE_A_ROW_ACTION])
		return lync_decode_missing(decoder, nest,
					   "row without name, section or action");
	row = (struct lync_row *)&decoder->policy->rows
		[decoder->policy->n_rows++];
	row->name = lync_decode_text(decoder, attrs[LYNC_EDGE_A_ROW_NAME]);
	row->comment = lync_decode_text(decoder,
					attrs[LYNC_EDGE_A_ROW_COMMENT]);
	row->source = lync_decode_text(decoder, attrs[LYNC_EDGE_A_ROW_SOURCE]);
	row->section = nla_get_u32(attrs[LYNC_EDGE_A_ROW_SECTION]);
	row->action = nla_get_u8(attrs[LYNC_EDGE_A_ROW_ACTION]);
	row->proto = LYNC_PROTO_ANY;
	if (attrs[LYNC_EDGE_A_ROW_PROTO])
		row->proto = nla_get_u8(attrs[LYNC_EDGE_A_ROW_PROTO]);
	row->zone = LYNC_NO_ZONE;
	if (attrs[LYNC_EDGE_A_ROW_ZONE])
		row->zone = nla_get_u32(attrs[LYNC_EDGE_A_ROW_ZONE]);
	return lync_decode_sides(decoder, attrs, row);
}

static int lync_decode_attr(struct lync_decoder *decoder,
			    const struct nlattr *attr)
{
	struct lync_policy *policy = decoder->policy;

	switch (nla_type(attr)) {
	case LYNC_EDGE_A_NAME:
		policy->name = lync_decode_text(decoder, attr);
		return 0;
	case LYNC_EDGE_A_TITLE:
		policy->title = lync_decode_text(decoder, attr);
		return 0;
	case LYNC_EDGE_A_MODE:
		policy->mode = nla_get_u8(attr);
		return 0;
	case LYNC_EDGE_A_ZONE:
		return lync_decode_zone(decoder, attr);
	case LYNC_EDGE_A_GROUP:
		return lync_decode_group(decoder, attr);
	case LYNC_EDGE_A_PREFIXES:
		return lync_decode_prefixes(decoder, attr);
	case LYNC_EDGE_A_PROTECT:
		return lync_decode_protect(decoder, attr);
	case LYNC_EDGE_A_SECTION:
		return lync_decode_section(decoder, attr);
	case LYNC_EDGE_A_ROW:
		return lync_decode_row(decoder, attr);
	default:
		return 0;
	}
}

/**
 * lync_nl_decode_policy() - make a policy of a message's attributes
 * @head: first attribute, of a message validated by lync_nl_set_policy
 * @len: bytes of attributes
 * @extack: gets sentence and attribute of a refusal; may be NULL
 * @policy: filled; not checked yet
 * @mem: the memory @policy lives in, for kvfree(); NULL on failure
 * @bytes: how much that is
 *
 * Context: process; yields the CPU.
 * Return: 0, -EINVAL or -ENOMEM.
 */
int lync_nl_decode_policy(const struct nlattr *head, int len,
			  struct netlink_ext_ack *extack,
			  struct lync_policy *policy, void **mem,
			  size_t *bytes)
{
	struct lync_decoder decoder = { .extack = extack, .policy = policy };
	const struct nlattr *attr;
	struct lync_room room;
	int err = 0, rem;

	memset(policy, 0, sizeof(*policy));
	lync_room_count(&room, head, len);
	*bytes = lync_decoder_lay_out(&decoder, &room, NULL);
	*mem = kvzalloc(*bytes, GFP_KERNEL_ACCOUNT);
	if (!*mem)
		return -ENOMEM;
	lync_decoder_lay_out(&decoder, &room, *mem);
	nla_for_each_attr(attr, head, len, rem) {
		err = lync_decode_attr(&decoder, attr);
		if (err)
			break;
	}
	if (!err && !policy->name)
		err = lync_decode_missing(&decoder, NULL,
					  "policy without a name");
	if (err) {
		kvfree(*mem);
		*mem = NULL;
	}
	return err;
}

static int lync_part_attr(enum lync_part part)
{
	static const int attrs[] = {
		[LYNC_PART_POLICY] = LYNC_EDGE_A_NAME,
		[LYNC_PART_GROUP] = LYNC_EDGE_A_GROUP,
		[LYNC_PART_PREFIX4] = LYNC_EDGE_A_PREFIXES,
		[LYNC_PART_PREFIX6] = LYNC_EDGE_A_PREFIXES,
		[LYNC_PART_ZONE] = LYNC_EDGE_A_ZONE,
		[LYNC_PART_PROTECT] = LYNC_EDGE_A_PROTECT,
		[LYNC_PART_SECTION] = LYNC_EDGE_A_SECTION,
		[LYNC_PART_ROW] = LYNC_EDGE_A_ROW,
	};

	return attrs[part];
}

/* How many parts of a kind one top-level attribute holds. */
static u32 lync_part_count(const struct nlattr *attr, enum lync_part part)
{
	struct lync_room room = { };

	if (part != LYNC_PART_PREFIX4 && part != LYNC_PART_PREFIX6)
		return 1;
	lync_room_count_prefixes(&room, attr);
	return part == LYNC_PART_PREFIX4 ? room.prefix4 : room.prefix6;
}

/**
 * lync_nl_find_part() - the attribute a part of a policy came from
 * @head: first attribute
 * @len: bytes of attributes
 * @part: what kind of part
 * @index: which of the kind
 *
 * Return: the top-level attribute, for a prefix the nest it is in; NULL if there
 * is none.
 */
const struct nlattr *lync_nl_find_part(const struct nlattr *head, int len,
				       enum lync_part part, u32 index)
{
	const struct nlattr *attr;
	u32 count;
	int rem;

	nla_for_each_attr(attr, head, len, rem) {
		if (nla_type(attr) != lync_part_attr(part))
			continue;
		count = lync_part_count(attr, part);
		if (index < count)
			return attr;
		index -= count;
	}
	return NULL;
}
