// SPDX-License-Identifier: GPL-2.0-only
/*
 * A message's attributes into a policy. Here the shape is checked: what is
 * missing, array lengths. Whether it makes sense is for the core's check.
 */
#include <linux/mm.h>
#include <linux/slab.h>

#include "nl_decode.h"

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

/* @sentence is constant; @attr is to blame, or NULL. Returns @err. */
static int lync_decode_refuse(struct lync_decoder *decoder, int err,
			      const struct nlattr *attr, const char *sentence)
{
	if (decoder->extack) {
		decoder->extack->_msg = sentence;
		NL_SET_BAD_ATTR(decoder->extack, attr);
	}
	return err;
}

/*
 * Has an attribute been @seen before, and is none of those of which there may be
 * @many? Parsing would keep the last one of two, and lose the prefixes of the first.
 */
static int lync_decode_once(struct lync_decoder *decoder,
			    const struct nlattr *attr, u64 many, u64 *seen)
{
	u64 bit = BIT_ULL(nla_type(attr));

	BUILD_BUG_ON(LYNC_EDGE_A_MAX >= 64);
	if (*seen & bit & ~many)
		return lync_decode_refuse(decoder, -EINVAL, attr,
					  "attribute given twice");
	*seen |= bit;
	return 0;
}

static int lync_decode_nest(struct lync_decoder *decoder,
			    const struct nlattr *nest, struct nlattr **attrs,
			    int maxtype, const struct nla_policy *policy,
			    u64 many)
{
	const struct nlattr *attr;
	u64 seen = 0;
	int err, rem;

	err = nla_parse_nested(attrs, maxtype, nest, policy, decoder->extack);
	if (err)
		return err;
	nla_for_each_nested(attr, nest, rem) {
		err = lync_decode_once(decoder, attr, many, &seen);
		if (err)
			return err;
	}
	return 0;
}

static int lync_decode_missing(struct lync_decoder *decoder,
			       const struct nlattr *nest, const char *sentence)
{
	return lync_decode_refuse(decoder, -EINVAL, nest, sentence);
}

static int lync_decode_padded(struct lync_decoder *decoder,
			      const struct nlattr *attr)
{
	return lync_decode_refuse(decoder, -EINVAL, attr,
				  "padding of a prefix is not zero");
}

static int lync_decode_zone(struct lync_decoder *decoder,
			    const struct nlattr *nest)
{
	struct nlattr *attrs[LYNC_EDGE_A_ZONE_MAX + 1];
	const struct nlattr *attr;
	struct lync_zone *zone;
	int err, rem;

	err = lync_decode_nest(decoder, nest, attrs, LYNC_EDGE_A_ZONE_MAX,
			       lync_nl_zone_policy, BIT_ULL(LYNC_EDGE_A_ZONE_PATTERN));
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

	err = lync_decode_nest(decoder, nest, attrs, LYNC_EDGE_A_GROUP_MAX,
			       lync_nl_group_policy, 0);
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
		if (from[i].pad[0] | from[i].pad[1] | from[i].pad[2])
			return lync_decode_padded(decoder, attr);
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
		if (from[i].pad[0] | from[i].pad[1] | from[i].pad[2])
			return lync_decode_padded(decoder, attr);
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
	err = lync_decode_nest(decoder, nest, attrs, LYNC_EDGE_A_PREFIXES_MAX,
			       lync_nl_prefixes_policy, 0);
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

	err = lync_decode_nest(decoder, nest, attrs, LYNC_EDGE_A_PROTECT_MAX,
			       lync_nl_protect_policy, 0);
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

	err = lync_decode_nest(decoder, nest, attrs, LYNC_EDGE_A_ROW_MAX,
			       lync_nl_row_policy, 0);
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

/* An empty nest is cheaper to send than what it would be given room for. */
static int lync_decode_limits(struct lync_decoder *decoder,
			      const struct lync_room *room)
{
	const struct lync_policy counts = {
		.n_rows = room->rows,
		.n_groups = room->groups,
		.n_zones = room->zones,
		.n_sections = room->sections,
		.n_protects = room->protects,
		.n_prefix4 = room->prefix4,
		.n_prefix6 = room->prefix6,
	};
	const char *sentence = lync_policy_check_counts(&counts);

	return sentence ? lync_decode_refuse(decoder, -E2BIG, NULL, sentence) : 0;
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
 * Return: 0, -EINVAL, -E2BIG or -ENOMEM.
 */
int lync_nl_decode_policy(const struct nlattr *head, int len,
			  struct netlink_ext_ack *extack,
			  struct lync_policy *policy, void **mem,
			  size_t *bytes)
{
	const u64 many = BIT_ULL(LYNC_EDGE_A_ZONE) | BIT_ULL(LYNC_EDGE_A_GROUP) |
			 BIT_ULL(LYNC_EDGE_A_PREFIXES) |
			 BIT_ULL(LYNC_EDGE_A_PROTECT) |
			 BIT_ULL(LYNC_EDGE_A_SECTION) | BIT_ULL(LYNC_EDGE_A_ROW);
	struct lync_decoder decoder = { .extack = extack, .policy = policy };
	const struct nlattr *attr;
	struct lync_room room;
	u64 seen = 0;
	int err, rem;

	memset(policy, 0, sizeof(*policy));
	*mem = NULL;
	lync_room_count(&room, head, len);
	err = lync_decode_limits(&decoder, &room);
	if (err)
		return err;
	*bytes = lync_room_lay_out(&room, NULL, &decoder);
	*mem = kvzalloc(ALIGN(*bytes, SMP_CACHE_BYTES), GFP_KERNEL_ACCOUNT);
	if (!*mem)
		return -ENOMEM;
	lync_room_lay_out(&room, *mem, &decoder);
	nla_for_each_attr(attr, head, len, rem) {
		err = lync_decode_once(&decoder, attr, many, &seen);
		if (!err)
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
