// SPDX-License-Identifier: GPL-2.0-only
/*
 * A policy as attributes of LYNC_EDGE_CMD_POLICY_SET, in the order of the uapi
 * header. The kernel's half of this is kmod/nl_decode.c.
 */
#include <arpa/inet.h>
#include <linux/netlink.h>

#include <linux/lync_edge.h>

#include "nl_encode.h"

/* What one PREFIXES holds, its own header and that of its group aside. */
#define CHUNK_BYTES (NL_ATTR_MAX - 64)
#define CHUNK4 (CHUNK_BYTES / sizeof(struct lync_edge_prefix4))
#define CHUNK6 (CHUNK_BYTES / sizeof(struct lync_edge_prefix6))

/* The request being written. */
struct encoder {
	struct nl_buffer *buffer;
	const struct lync_policy *policy;
	struct nl_marks *marks;
};

static void mark(struct encoder *encoder, enum lync_part part, u32 index)
{
	list_push(&encoder->marks->list, (struct nl_mark){
		.offset = (u32)(encoder->buffer->length +
				encoder->buffer->lent_bytes),
		.part = part,
		.index = index,
	});
}

static void encode_head(struct encoder *encoder)
{
	const struct lync_policy *policy = encoder->policy;
	struct nl_buffer *buffer = encoder->buffer;

	mark(encoder, LYNC_PART_POLICY, 0);
	nl_put_string(buffer, LYNC_EDGE_A_NAME, policy->name);
	nl_put_string(buffer, LYNC_EDGE_A_TITLE, policy->title);
	nl_put_u8(buffer, LYNC_EDGE_A_MODE, policy->mode);
}

static void encode_zone(struct encoder *encoder, const struct lync_zone *zone)
{
	struct nl_buffer *buffer = encoder->buffer;
	size_t nest = nl_nest_start(buffer, LYNC_EDGE_A_ZONE);

	nl_put_string(buffer, LYNC_EDGE_A_ZONE_NAME, zone->name);
	if (zone->any)
		nl_put_flag(buffer, LYNC_EDGE_A_ZONE_ANY);
	for (u32 i = 0; i < zone->n_patterns; i++)
		nl_put_string(buffer, LYNC_EDGE_A_ZONE_PATTERN,
			      zone->patterns[i]);
	nl_nest_end(buffer, nest);
}

static void encode_group(struct encoder *encoder,
			 const struct lync_group *group)
{
	struct nl_buffer *buffer = encoder->buffer;
	size_t nest = nl_nest_start(buffer, LYNC_EDGE_A_GROUP);

	nl_put_string(buffer, LYNC_EDGE_A_GROUP_NAME, group->name);
	if (group->any)
		nl_put_flag(buffer, LYNC_EDGE_A_GROUP_ANY);
	if (group->literal)
		nl_put_flag(buffer, LYNC_EDGE_A_GROUP_LITERAL);
	nl_nest_end(buffer, nest);
}

/* An array of prefixes of one group. */
static void encode_chunk(struct encoder *encoder, u32 group, u16 type,
			 const void *prefixes, size_t bytes)
{
	struct nl_buffer *buffer = encoder->buffer;
	size_t nest;

	mark(encoder, LYNC_PART_GROUP, group);
	nest = nl_nest_start(buffer, LYNC_EDGE_A_PREFIXES);
	nl_put_u32(buffer, LYNC_EDGE_A_PREFIXES_GROUP, group);
	nl_put_lent(buffer, type, prefixes, bytes);
	nl_nest_end(buffer, nest);
}

/* A prefix of the message takes the place of the one it is made of. */
static_assert(sizeof(struct lync_edge_prefix4) == sizeof(struct lync_prefix4));
static_assert(sizeof(struct lync_edge_prefix6) == sizeof(struct lync_prefix6));

static void encode_chunk4(struct encoder *encoder, struct lync_prefix4 *from,
			  u32 n)
{
	u32 group = from->group;

	for (u32 i = 0; i < n; i++) {
		struct lync_edge_prefix4 wire = {
			.addr = htonl(from[i].addr),
			.len = from[i].len,
		};

		memcpy(&from[i], &wire, sizeof(wire));
	}
	encode_chunk(encoder, group, LYNC_EDGE_A_PREFIXES_IPV4, from,
		     n * sizeof(*from));
}

static void encode_chunk6(struct encoder *encoder, struct lync_prefix6 *from,
			  u32 n)
{
	u32 group = from->group;

	for (u32 i = 0; i < n; i++) {
		struct lync_edge_prefix6 wire = { .len = from[i].len };

		for (int w = 0; w < 4; w++)
			wire.addr[w] = htonl(from[i].addr.w[w]);
		memcpy(&from[i], &wire, sizeof(wire));
	}
	encode_chunk(encoder, group, LYNC_EDGE_A_PREFIXES_IPV6, from,
		     n * sizeof(*from));
}

/*
 * The policy's prefixes are const for those who judge by them; the caller gave them away.
 * They leave in the order in which they stand. Those of one group stand
 * together, so that this makes few chunks; if they did not, it made more.
 */
static void encode_prefixes4(struct encoder *encoder)
{
	struct lync_prefix4 *prefix =
		(struct lync_prefix4 *)encoder->policy->prefix4;
	struct lync_prefix4 *end = prefix + encoder->policy->n_prefix4;
	u32 n;

	for (; prefix < end; prefix += n) {
		for (n = 1; n < CHUNK4 && prefix + n < end; n++)
			if (prefix[n].group != prefix->group)
				break;
		encode_chunk4(encoder, prefix, n);
	}
}

static void encode_prefixes6(struct encoder *encoder)
{
	struct lync_prefix6 *prefix =
		(struct lync_prefix6 *)encoder->policy->prefix6;
	struct lync_prefix6 *end = prefix + encoder->policy->n_prefix6;
	u32 n;

	for (; prefix < end; prefix += n) {
		for (n = 1; n < CHUNK6 && prefix + n < end; n++)
			if (prefix[n].group != prefix->group)
				break;
		encode_chunk6(encoder, prefix, n);
	}
}

static void encode_protect(struct encoder *encoder,
			   const struct lync_protect *protect)
{
	struct nl_buffer *buffer = encoder->buffer;
	size_t nest = nl_nest_start(buffer, LYNC_EDGE_A_PROTECT);

	nl_put_u32(buffer, LYNC_EDGE_A_PROTECT_GROUP, protect->group);
	if (protect->zone != LYNC_NO_ZONE)
		nl_put_u32(buffer, LYNC_EDGE_A_PROTECT_ZONE, protect->zone);
	nl_nest_end(buffer, nest);
}

static void encode_ports(struct nl_buffer *buffer, u16 type,
			 const struct lync_ports *ports, u16 n)
{
	struct lync_edge_ports wire[LYNC_MAX_PORTS];

	if (!n)
		return;
	for (u16 i = 0; i < n; i++)
		wire[i] = (struct lync_edge_ports){
			.low = ports[i].low,
			.high = ports[i].high,
		};
	nl_put(buffer, type, wire, n * sizeof(*wire));
}

static void encode_row(struct encoder *encoder, const struct lync_row *row)
{
	struct nl_buffer *buffer = encoder->buffer;
	size_t nest = nl_nest_start(buffer, LYNC_EDGE_A_ROW);

	nl_put_string(buffer, LYNC_EDGE_A_ROW_NAME, row->name);
	nl_put_u32(buffer, LYNC_EDGE_A_ROW_SECTION, row->section);
	nl_put_u8(buffer, LYNC_EDGE_A_ROW_ACTION, row->action);
	if (row->proto != LYNC_PROTO_ANY)
		nl_put_u8(buffer, LYNC_EDGE_A_ROW_PROTO, (u8)row->proto);
	nl_put(buffer, LYNC_EDGE_A_ROW_FROM, row->from,
	       row->n_from * sizeof(*row->from));
	nl_put(buffer, LYNC_EDGE_A_ROW_TO, row->to,
	       row->n_to * sizeof(*row->to));
	encode_ports(buffer, LYNC_EDGE_A_ROW_SPORTS, row->sports,
		     row->n_sports);
	encode_ports(buffer, LYNC_EDGE_A_ROW_DPORTS, row->dports,
		     row->n_dports);
	if (row->zone != LYNC_NO_ZONE)
		nl_put_u32(buffer, LYNC_EDGE_A_ROW_ZONE, row->zone);
	nl_put_string(buffer, LYNC_EDGE_A_ROW_COMMENT, row->comment);
	nl_put_string(buffer, LYNC_EDGE_A_ROW_SOURCE, row->source);
	nl_nest_end(buffer, nest);
}

void nl_encode_policy(struct nl_buffer *buffer, struct lync_policy *policy,
		      struct nl_marks *marks)
{
	struct encoder encoder = {
		.buffer = buffer,
		.policy = policy,
		.marks = marks,
	};

	encode_head(&encoder);
	for (u32 i = 0; i < policy->n_zones; i++) {
		mark(&encoder, LYNC_PART_ZONE, i);
		encode_zone(&encoder, &policy->zones[i]);
	}
	for (u32 i = 0; i < policy->n_groups; i++) {
		mark(&encoder, LYNC_PART_GROUP, i);
		encode_group(&encoder, &policy->groups[i]);
	}
	encode_prefixes4(&encoder);
	encode_prefixes6(&encoder);
	policy->n_prefix4 = 0;
	policy->n_prefix6 = 0;
	for (u32 i = 0; i < policy->n_protects; i++) {
		mark(&encoder, LYNC_PART_PROTECT, i);
		encode_protect(&encoder, &policy->protects[i]);
	}
	for (u32 i = 0; i < policy->n_sections; i++) {
		mark(&encoder, LYNC_PART_SECTION, i);
		nl_put_string(buffer, LYNC_EDGE_A_SECTION,
			      policy->sections[i]);
	}
	for (u32 i = 0; i < policy->n_rows; i++) {
		mark(&encoder, LYNC_PART_ROW, i);
		encode_row(&encoder, &policy->rows[i]);
	}
}

const struct nl_mark *nl_marks_find(const struct nl_marks *marks, u32 offset)
{
	const struct nl_mark *found = NULL;

	for (u32 i = 0; i < marks->list.n; i++) {
		if (marks->list.at[i].offset > offset)
			break;
		found = &marks->list.at[i];
	}
	return found;
}
