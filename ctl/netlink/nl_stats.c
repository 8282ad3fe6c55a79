// SPDX-License-Identifier: GPL-2.0-only
/* LYNC_EDGE_CMD_STATS_GET; the kernel's half is kmod/nl_stats.c. */
#include <netlink/attr.h>
#include <netlink/genl/genl.h>

#include <linux/lync_edge.h>

#include "nl_stats.h"

/* Dumps that a change overtakes before it is said. */
#define TRIES 8

static struct nla_policy drops_policy[LYNC_EDGE_A_DROPS_MAX + 1] = {
	[LYNC_EDGE_A_DROPS_REASON] = { .type = NLA_U32 },
	[LYNC_EDGE_A_DROPS_PACKETS] = { .type = NLA_U64 },
};

static struct nla_policy counters_policy[LYNC_EDGE_A_COUNTERS_MAX + 1] = {
	[LYNC_EDGE_A_COUNTERS_NAME] = { .type = NLA_STRING, .minlen = 1 },
	[LYNC_EDGE_A_COUNTERS_SECTION] = { .type = NLA_STRING, .minlen = 1 },
	[LYNC_EDGE_A_COUNTERS_PACKETS] = { .type = NLA_U64 },
	[LYNC_EDGE_A_COUNTERS_BYTES] = { .type = NLA_U64 },
	[LYNC_EDGE_A_COUNTERS_FLOWS] = { .type = NLA_U64 },
	[LYNC_EDGE_A_COUNTERS_LAST_HIT] = { .type = NLA_U64 },
	[LYNC_EDGE_A_COUNTERS_INACTIVE] = { .type = NLA_FLAG },
};

static bool take_drops(struct nl_stats *stats, struct nlattr *nest)
{
	struct nlattr *attrs[LYNC_EDGE_A_DROPS_MAX + 1];
	u32 reason;

	if (nla_parse_nested(attrs, LYNC_EDGE_A_DROPS_MAX, nest,
			     drops_policy) ||
	    !attrs[LYNC_EDGE_A_DROPS_REASON] ||
	    !attrs[LYNC_EDGE_A_DROPS_PACKETS])
		return false;
	reason = nla_get_u32(attrs[LYNC_EDGE_A_DROPS_REASON]);
	/* a newer module may know more reasons */
	if (reason < LYNC_REASON_COUNT)
		stats->drops[reason] =
			nla_get_u64(attrs[LYNC_EDGE_A_DROPS_PACKETS]);
	return true;
}

static bool take_counters(struct nl_stats *stats, struct nlattr *nest)
{
	struct nlattr *attrs[LYNC_EDGE_A_COUNTERS_MAX + 1];
	struct nlattr *last_hit;

	if (nla_parse_nested(attrs, LYNC_EDGE_A_COUNTERS_MAX, nest,
			     counters_policy) ||
	    !attrs[LYNC_EDGE_A_COUNTERS_NAME] ||
	    !attrs[LYNC_EDGE_A_COUNTERS_SECTION] ||
	    !attrs[LYNC_EDGE_A_COUNTERS_PACKETS] ||
	    !attrs[LYNC_EDGE_A_COUNTERS_BYTES] ||
	    !attrs[LYNC_EDGE_A_COUNTERS_FLOWS])
		return false;
	last_hit = attrs[LYNC_EDGE_A_COUNTERS_LAST_HIT];
	list_push(&stats->rows, (struct nl_counters){
		.name = arena_string(&stats->arena, nla_get_string(
				     attrs[LYNC_EDGE_A_COUNTERS_NAME])),
		.section = arena_string(&stats->arena, nla_get_string(
					attrs[LYNC_EDGE_A_COUNTERS_SECTION])),
		.packets = nla_get_u64(attrs[LYNC_EDGE_A_COUNTERS_PACKETS]),
		.bytes = nla_get_u64(attrs[LYNC_EDGE_A_COUNTERS_BYTES]),
		.flows = nla_get_u64(attrs[LYNC_EDGE_A_COUNTERS_FLOWS]),
		.last_hit = last_hit ? nla_get_u64(last_hit) : 0,
		.active = !attrs[LYNC_EDGE_A_COUNTERS_INACTIVE],
	});
	return true;
}

static bool take_attr(struct nl_stats *stats, struct nlattr *attr)
{
	const char *name;

	switch (nla_type(attr)) {
	case LYNC_EDGE_A_DROPS:
		return take_drops(stats, attr);
	case LYNC_EDGE_A_COUNTERS:
		return take_counters(stats, attr);
	case LYNC_EDGE_A_GENERATION:
		if (nla_len(attr) != sizeof(u32))
			return false;
		stats->generation = nla_get_u32(attr);
		return true;
	case LYNC_EDGE_A_NAME:
		name = nla_data(attr);
		if (nla_len(attr) < 1 || name[nla_len(attr) - 1])
			return false;
		stats->policy = arena_string(&stats->arena, name);
		return true;
	default:
		return true;
	}
}

static bool take_stats(const struct nlmsghdr *message, void *taker)
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

bool nl_stats_ask(struct nl_line *line, struct nl_stats *stats,
		  struct nl_refusal *refusal)
{
	struct nl_buffer request = { 0 };
	bool good = false;

	*stats = (struct nl_stats){ 0 };
	for (int i = 0; i < TRIES && !good; i++) {
		nl_stats_free(stats);
		request.length = 0;
		request_end(&request,
			       request_start(line, &request,
						LYNC_EDGE_CMD_STATS_GET,
						NLM_F_DUMP));
		good = line_ask(line, &request, take_stats, stats, refusal);
		if (!good && refusal->error != EINTR)
			break;
	}
	nl_buffer_free(&request);
	return good;
}

void nl_stats_free(struct nl_stats *stats)
{
	list_free(&stats->rows);
	arena_free(&stats->arena);
	*stats = (struct nl_stats){ 0 };
}
