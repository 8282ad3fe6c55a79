/* SPDX-License-Identifier: GPL-2.0-only */
/* The inside of the matcher, between its builder and its look-up. */
#ifndef LYNC_CORE_MATCH_TABLE_H
#define LYNC_CORE_MATCH_TABLE_H

#include "edges.h"
#include "match.h"
#include "services.h"

/**
 * struct lync_place - what is known of the addresses of a class
 * @from: number of the set of rows that a flow from them may match; an offset of
 *	&lync_matcher.pairs when that is built
 * @to: number of the set of rows that a flow to them may match
 * @behind: bit N is set when they are protected behind zone N
 */
struct lync_place {
	u32 from;
	u32 to;
	u32 behind;
};

/**
 * struct lync_matcher - a compiled policy
 * @policy: the policy; where a table is missing rows are read from it
 * @classes: address to class
 * @edges4: Edge addresses of IPv4 to class
 * @edges6: Edge addresses of IPv6 to class
 * @places: one for each class
 * @pairs: sets of rows from a source and to a destination, to sets of rows of both;
 *	offsets of @rows when that is built
 * @services: protocol, ports and zones to class, if @has_services
 * @rows: pairs of addresses and services to the first row
 * @from: rows from a source; empty when @pairs is built
 * @to: rows to a destination; empty when @pairs is built
 * @both: rows of a pair; empty when @rows is built, and then nothing else is needed
 * @has_services: @services is built
 *
 * Nothing changes once built.
 */
struct lync_matcher {
	const struct lync_policy *policy;
	struct lync_classes classes;
	struct lync_edges edges4;
	struct lync_edges edges6;
	struct lync_place *places;
	struct lync_cross pairs;
	struct lync_cross_rows rows;
	struct lync_services services;
	struct lync_sets from;
	struct lync_sets to;
	struct lync_sets both;
	bool has_services;
};

/**
 * lync_matcher_build_within() - compile a policy with other limits
 * @policy: as for lync_matcher_build()
 * @limits: not above those of lync_match_limits
 * @host: memory
 * @out: the matcher
 *
 * Tests lower the limits, so that each way round a missing table is taken.
 *
 * Return: as lync_matcher_build().
 */
int lync_matcher_build_within(const struct lync_policy *policy,
			      const struct lync_match_limits *limits,
			      const struct lync_host *host,
			      struct lync_matcher **out);

#endif
