/* SPDX-License-Identifier: GPL-2.0-only */
/* What LYNC_EDGE_CMD_STATUS says. */
#ifndef LYNCCTL_NL_STATUS_H
#define LYNCCTL_NL_STATUS_H

#include "list.h"
#include "nl.h"

/**
 * struct nl_zone_status - a zone of the running policy
 * @name: its name
 * @any: every interface is in it
 * @ifnames: the interfaces that are in it now
 */
struct nl_zone_status {
	const char *name;
	bool any;
	LIST(const char *) ifnames;
};

/**
 * struct nl_status - how the module is
 * @arena: where the strings are
 * @version: of the module
 * @name: of the running policy, NULL when none runs; then what follows is empty
 * @title: its title, or NULL
 * @zones: its zones
 * @loaded_at: seconds since the epoch
 * @policy_bytes: kernel memory of the policy
 * @matcher_bytes: kernel memory of what it was compiled to
 * @counter_bytes: kernel memory of its counters, for one CPU
 * @generation: 0 when nothing was ever loaded
 * @rows: number of rows
 * @groups: number of groups
 * @prefixes: number of prefixes in all groups
 * @mode: one of enum lync_mode
 */
struct nl_status {
	struct arena arena;
	const char *version;
	const char *name;
	const char *title;
	LIST(struct nl_zone_status) zones;
	u64 loaded_at;
	u64 policy_bytes;
	u64 matcher_bytes;
	u64 counter_bytes;
	u32 generation;
	u32 rows;
	u32 groups;
	u32 prefixes;
	u8 mode;
};

/**
 * nl_status_ask() - ask how the module is
 * @line: the line
 * @status: filled; to be freed whatever is returned
 * @refusal: filled when it fails
 */
bool nl_status_ask(struct nl_line *line, struct nl_status *status,
		   struct nl_refusal *refusal);

/**
 * nl_status_free() - give the memory back
 * @status: all zero afterwards
 */
void nl_status_free(struct nl_status *status);

#endif
