/* SPDX-License-Identifier: GPL-2.0-only */
/* What LYNC_EDGE_CMD_STATS_GET says. */
#ifndef LYNCCTL_NL_STATS_H
#define LYNCCTL_NL_STATS_H

#include "core/reason.h"
#include "list.h"
#include "nl.h"

/**
 * struct nl_counters - what a row counted
 * @name: the row's name
 * @section: title of its section
 * @packets: packets, both directions
 * @bytes: bytes of these
 * @flows: flows opened
 * @last_hit: seconds since the epoch, 0 for never
 * @active: it can match
 */
struct nl_counters {
	const char *name;
	const char *section;
	u64 packets;
	u64 bytes;
	u64 flows;
	u64 last_hit;
	bool active;
};

/**
 * struct nl_stats - what was counted, all of it at one moment
 * @arena: where the strings are
 * @policy: name of the running policy, NULL when none runs
 * @generation: its generation
 * @rows: by row, in policy order
 * @drops: packets dropped, by enum lync_reason
 */
struct nl_stats {
	struct arena arena;
	const char *policy;
	u32 generation;
	LIST(struct nl_counters) rows;
	u64 drops[LYNC_REASON_COUNT];
};

/**
 * nl_stats_ask() - ask what was counted
 * @line: the line
 * @stats: filled; to be freed whatever is returned
 * @refusal: filled when it fails
 */
bool nl_stats_ask(struct nl_line *line, struct nl_stats *stats,
		  struct nl_refusal *refusal);

/**
 * nl_stats_free() - give the memory back
 * @stats: all zero afterwards
 */
void nl_stats_free(struct nl_stats *stats);

#endif
