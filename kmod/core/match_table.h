/* SPDX-License-Identifier: GPL-2.0-only */
/* The inside of the matcher, between its builder and its look-up. */
#ifndef LYNC_CORE_MATCH_TABLE_H
#define LYNC_CORE_MATCH_TABLE_H

#include "classify.h"
#include "match.h"

/**
 * struct lync_home - where the addresses of a class live
 * @behind: bit N is set when they are protected behind zone N
 * @is_edge: they are protected
 * @is_unbound: a protect line that holds them names no zone
 */
struct lync_home {
	u32 behind;
	bool is_edge;
	bool is_unbound;
};

/**
 * struct lync_matcher - a compiled policy
 * @policy: the policy; ports, protocols and zones of rows are read from it
 * @classes: address to class
 * @homes: one for each class
 * @from: a bit vector of rows for each class: those a flow from it may match
 * @to: a bit vector of rows for each class: those a flow to it may match
 * @n_words: 64-bit words of a bit vector
 *
 * Nothing changes once built.
 */
struct lync_matcher {
	const struct lync_policy *policy;
	struct lync_classes classes;
	struct lync_home *homes;
	u64 *from;
	u64 *to;
	u32 n_words;
};

#endif
