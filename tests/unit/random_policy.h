/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Random policies and questions, for comparing the matcher with the oracle, in
 * userspace and in the kernel. Values come from small sets, so that prefixes
 * nest and touch, rows hide one another and ports meet the ends of ranges. In some
 * policies prefixes are many, or crowd together.
 */
#ifndef LYNC_TESTS_RANDOM_POLICY_H
#define LYNC_TESTS_RANDOM_POLICY_H

#include "policy.h"

enum random_limits {
	RANDOM_ROWS = 140,	/* three words of a row vector */
	RANDOM_GROUPS = 70,	/* two words of a group set */
	RANDOM_PREFIXES = 80,
	RANDOM_ZONES = 9,
	RANDOM_PATTERNS = 8,
	RANDOM_PROTECTS = 5,
	RANDOM_MEMBERS = 3,
	RANDOM_PORTS = 3,
};

/* How many there are in an array, and one of them. */
#define RANDOM_N(set) (sizeof(set) / sizeof((set)[0]))
#define RANDOM_PICK(source, set) \
	((set)[random_below(source, RANDOM_N(set))])

/**
 * struct random_source - a xorshift generator; a seed gives one sequence
 * @state: never 0
 */
struct random_source {
	u64 state;
};

/**
 * struct random_policy - a policy with all its parts in one piece of memory
 * @policy: the policy; lync_policy_check() passes it
 * @prefix4: what &policy.prefix4 points to, and so on
 * @prefix6: IPv6 prefixes
 * @groups: groups
 * @zones: zones
 * @protects: protect lines
 * @rows: rows
 * @lists: groups and ports of each row
 * @group_names: names of the groups
 * @row_names: names of the rows
 *
 * Some tens of kilobytes: allocate it. It points into itself: do not copy it.
 */
struct random_policy {
	struct lync_policy policy;
	struct lync_prefix4 prefix4[RANDOM_PREFIXES];
	struct lync_prefix6 prefix6[RANDOM_PREFIXES];
	struct lync_group groups[RANDOM_GROUPS];
	struct lync_zone zones[RANDOM_ZONES];
	struct lync_protect protects[RANDOM_PROTECTS];
	struct lync_row rows[RANDOM_ROWS];
	struct {
		u16 from[RANDOM_MEMBERS];
		u16 to[RANDOM_MEMBERS];
		struct lync_ports sports[RANDOM_PORTS];
		struct lync_ports dports[RANDOM_PORTS];
	} lists[RANDOM_ROWS];
	char group_names[RANDOM_GROUPS][4];
	char row_names[RANDOM_ROWS][4];
};

/**
 * random_seed() - start a sequence
 * @source: the generator
 * @seed: any number
 */
void random_seed(struct random_source *source, u64 seed);

/**
 * random_below() - a number
 * @source: the generator
 * @n: at least 1
 *
 * Return: 0 to @n - 1.
 */
u32 random_below(struct random_source *source, u32 n);

/**
 * random_policy_fill() - make a legal policy
 * @made: overwritten
 * @source: the generator
 */
void random_policy_fill(struct random_policy *made,
			struct random_source *source);

/**
 * random_key_fill() - make a question that has a chance to match
 * @key: overwritten
 * @policy: the policy to ask about
 * @source: the generator
 */
void random_key_fill(struct lync_key *key, const struct lync_policy *policy,
		     struct random_source *source);

#endif
