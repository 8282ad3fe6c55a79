// SPDX-License-Identifier: GPL-2.0-only
/*
 * A policy as attributes of LYNC_EDGE_CMD_POLICY_SET, in the order of the uapi
 * header. The kernel's half of this is kmod/nl_decode.c.
 */
#include <arpa/inet.h>
#include <linux/netlink.h>

#include <linux/lync_edge.h>

#include "arena.h"
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
		.offset = (u32)encoder->buffer->length,
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

static size_t prefixes_start(struct encoder *encoder, u32 group)
{
	size_t nest;

	mark(encoder, LYNC_PART_GROUP, group);
	nest = nl_nest_start(encoder->buffer, LYNC_EDGE_A_PREFIXES);
	nl_put_u32(encoder->buffer, LYNC_EDGE_A_PREFIXES_GROUP, group);
	return nest;
}

static void encode_chunk4(struct encoder *encoder, u32 group,
			  const struct lync_edge_prefix4 *prefixes, size_t n)
{
	size_t nest = prefixes_start(encoder, group);

	nl_put(encoder->buffer, LYNC_EDGE_A_PREFIXES_IPV4, prefixes,
	       n * sizeof(*prefixes));
	nl_nest_end(encoder->buffer, nest);
}

static void encode_chunk6(struct encoder *encoder, u32 group,
			  const struct lync_edge_prefix6 *prefixes, size_t n)
{
	size_t nest = prefixes_start(encoder, group);

	nl_put(encoder->buffer, LYNC_EDGE_A_PREFIXES_IPV6, prefixes,
	       n * sizeof(*prefixes));
	nl_nest_end(encoder->buffer, nest);
}

/*
 * Prefixes come in any order and leave by group: counted, given a place each,
 * and cut into chunks. @starts has one entry more than there are groups.
 */
static u32 *group_starts(const struct encoder *encoder, u32 *counts)
{
	for (u32 i = 0, start = 0; i <= encoder->policy->n_groups; i++) {
		u32 count = i < encoder->policy->n_groups ? counts[i] : 0;

		counts[i] = start;
		start += count;
	}
	return counts;
}

static u32 *counts_new(const struct encoder *encoder)
{
	size_t n = encoder->policy->n_groups + 1;
	u32 *counts = memory_resize(NULL, n, sizeof(*counts));

	return memset(counts, 0, n * sizeof(*counts));
}

static void encode_prefixes4(struct encoder *encoder)
{
	const struct lync_policy *policy = encoder->policy;
	struct lync_edge_prefix4 *sorted;
	u32 *next = counts_new(encoder);
	u32 from = 0;

	sorted = memory_resize(NULL, policy->n_prefix4, sizeof(*sorted));
	for (u32 i = 0; i < policy->n_prefix4; i++)
		next[policy->prefix4[i].group]++;
	group_starts(encoder, next);
	for (u32 i = 0; i < policy->n_prefix4; i++) {
		const struct lync_prefix4 *prefix = &policy->prefix4[i];

		sorted[next[prefix->group]++] = (struct lync_edge_prefix4){
			.addr = htonl(prefix->addr),
			.len = prefix->len,
		};
	}
	/* each start has moved on to the start of the following group */
	for (u32 group = 0; group < policy->n_groups; group++) {
		while (from < next[group]) {
			u32 left = next[group] - from;
			u32 n = left < CHUNK4 ? left : CHUNK4;

			encode_chunk4(encoder, group, sorted + from, n);
			from += n;
		}
	}
	free(sorted);
	free(next);
}

static struct lync_edge_prefix6 wire_prefix6(const struct lync_prefix6 *prefix)
{
	struct lync_edge_prefix6 wire = { .len = prefix->len };

	for (int i = 0; i < 4; i++)
		wire.addr[i] = htonl(prefix->addr.w[i]);
	return wire;
}

static void encode_prefixes6(struct encoder *encoder)
{
	const struct lync_policy *policy = encoder->policy;
	struct lync_edge_prefix6 *sorted;
	u32 *next = counts_new(encoder);
	u32 from = 0;

	sorted = memory_resize(NULL, policy->n_prefix6, sizeof(*sorted));
	for (u32 i = 0; i < policy->n_prefix6; i++)
		next[policy->prefix6[i].group]++;
	group_starts(encoder, next);
	for (u32 i = 0; i < policy->n_prefix6; i++)
		sorted[next[policy->prefix6[i].group]++] =
			wire_prefix6(&policy->prefix6[i]);
	for (u32 group = 0; group < policy->n_groups; group++) {
		while (from < next[group]) {
			u32 left = next[group] - from;
			u32 n = left < CHUNK6 ? left : CHUNK6;

			encode_chunk6(encoder, group, sorted + from, n);
			from += n;
		}
	}
	free(sorted);
	free(next);
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

void nl_encode_policy(struct nl_buffer *buffer,
		      const struct lync_policy *policy, struct nl_marks *marks)
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
