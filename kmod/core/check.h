/* SPDX-License-Identifier: GPL-2.0-only */
/* Is this policy legal? One check for the kernel's door and for lyncctl. */
#ifndef LYNC_CORE_CHECK_H
#define LYNC_CORE_CHECK_H

#include "policy.h"

/* Which part of the policy a finding is about. */
enum lync_part {
	LYNC_PART_POLICY,
	LYNC_PART_GROUP,
	LYNC_PART_PREFIX4,
	LYNC_PART_PREFIX6,
	LYNC_PART_ZONE,
	LYNC_PART_PROTECT,
	LYNC_PART_SECTION,
	LYNC_PART_ROW,
};

/**
 * struct lync_finding - the first thing that is wrong with a policy
 * @sentence: what is wrong and what would be right; lower case, no full stop, a
 *	constant string
 * @part: the part of the policy
 * @index: which of the parts, 0 for LYNC_PART_POLICY
 */
struct lync_finding {
	const char *sentence;
	enum lync_part part;
	u32 index;
};

/**
 * lync_policy_check_counts() - refuse a policy with too much of something
 * @policy: only the counts of its arrays are looked at
 *
 * A part of lync_policy_check(), for whoever must know before there is memory for
 * the arrays.
 *
 * Context: any.
 * Return: what is wrong, as @sentence of struct lync_finding; NULL when nothing is.
 */
const char *lync_policy_check_counts(const struct lync_policy *policy);

/**
 * lync_policy_check() - refuse what the matcher must never see
 * @policy: any policy whose arrays hold as many entries as its counts say and
 *	whose strings are terminated; nothing else is taken for granted
 * @host: memory for the search for equal names; nothing stays allocated
 * @finding: filled when the policy is refused
 *
 * Checked: every index, every limit of enum lync_limits, names (non-empty, no
 * blanks or control characters or quotes, unique), prefixes (length, host
 * bits), ports (order, only with tcp, udp or any), modes, actions, at least one
 * protected group with an address, at least one row.
 *
 * Context: process; time grows with n log n of what it checks.
 * Return: 0, -EINVAL with @finding filled, or -ENOMEM.
 */
int lync_policy_check(const struct lync_policy *policy,
		      const struct lync_host *host,
		      struct lync_finding *finding);

#endif
