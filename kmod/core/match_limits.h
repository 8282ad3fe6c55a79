/* SPDX-License-Identifier: GPL-2.0-only */
/* How large the matcher's tables may become. Private to the matcher. */
#ifndef LYNC_CORE_MATCH_LIMITS_H
#define LYNC_CORE_MATCH_LIMITS_H

#include "port.h"

/**
 * struct lync_match_limits - how large the matcher's tables may become
 * @classes: classes of addresses; a policy with more is refused
 * @sets: sets of rows of one kind, but those from and to a class of addresses, of which
 *	there are no more than @classes
 * @set_bytes: memory of these, bytes
 * @cross: entries of a table that leads to sets of rows
 * @rows: entries of the table that leads to rows
 * @levels: nodes on a path through one half of a trie
 * @few: intervals of a family that the caches keep: up to so many those of IPv4 stand one by
 *	one, and the node at the top has more slots
 * @edges: Edge addresses of a family in a table, LYNC_MAX_EDGES at most
 *
 * Beyond the other limits than @classes a table is not built, and bit vectors do instead;
 * below the last level of a trie a binary search goes on, and what are not few intervals
 * stand in another way; without a table of Edge addresses the trie has these, too. Numbers
 * of classes and of sets are kept in 16 bits.
 */
struct lync_match_limits {
	u32 classes;
	u32 sets;
	u32 set_bytes;
	u32 cross;
	u32 rows;
	u32 levels;
	u32 few;
	u32 edges;
};

/**
 * lync_limit_row_sets() - how many sets of rows of one kind there may be
 * @limits: the limits
 * @n_rows: rows of the policy
 */
static inline u32 lync_limit_row_sets(const struct lync_match_limits *limits,
				      u32 n_rows)
{
	u32 words = n_rows ? (n_rows + 63) / 64 : 1;
	u32 most = limits->set_bytes / (words * sizeof(u64));

	return most < limits->sets ? most : limits->sets;
}

/** lync_match_limits - the limits of lync_matcher_build() */
extern const struct lync_match_limits lync_match_limits;

#endif
