// SPDX-License-Identifier: GPL-2.0-only
/*
 * How much room a policy's message takes, and where in it everything goes: one
 * block of memory, measured in a first walk over the message. Also the way back,
 * from a part of the policy to the attribute it came from.
 */
#include <linux/string.h>

#include "nl_decode.h"

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

/**
 * lync_room_count() - learn how much of everything a message holds
 * @room: filled
 * @head: first attribute, of a message validated by lync_nl_set_policy
 * @len: bytes of attributes
 *
 * At least what is there: names and arrays are only checked when decoded.
 */
void lync_room_count(struct lync_room *room, const struct nlattr *head,
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

/**
 * lync_room_lay_out() - give every array of a policy its place
 * @room: how long the arrays are
 * @block: memory of the size this returns, zeroed; or NULL, to learn the size
 * @decoder: its cursors and its policy's arrays are set
 *
 * Return: bytes.
 */
size_t lync_room_lay_out(const struct lync_room *room, char *block,
			 struct lync_decoder *decoder)
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
