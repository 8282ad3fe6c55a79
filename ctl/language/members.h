/* SPDX-License-Identifier: GPL-2.0-only */
/* The prefixes of a policy, group after group. */
#ifndef LYNCCTL_MEMBERS_H
#define LYNCCTL_MEMBERS_H

#include "address.h"

/**
 * struct members - which prefixes are whose
 * @policy: the policy
 * @order4: indices of its IPv4 prefixes, group after group; NULL when they stand
 *	that way
 * @order6: the same for IPv6
 * @begin4: for each group where its IPv4 prefixes begin; one more at the end
 * @begin6: the same for IPv6
 */
struct members {
	const struct lync_policy *policy;
	u32 *order4;
	u32 *order6;
	u32 *begin4;
	u32 *begin6;
};

/**
 * members_of() - find out which prefixes are whose
 * @policy: a checked policy; must live as long
 *
 * Holds no prefixes of its own, as there may be millions.
 */
struct members members_of(const struct lync_policy *policy);

/**
 * members_count() - how many prefixes has a group?
 * @members: from members_of()
 * @group: index of the group
 */
u32 members_count(const struct members *members, u32 group);

/**
 * members_at() - a prefix of a group
 * @members: from members_of()
 * @group: index of the group
 * @index: which of its prefixes; IPv4 comes first
 */
struct address_range members_at(const struct members *members, u32 group,
				u32 index);

/**
 * members_free() - give the memory back
 * @members: from members_of()
 */
void members_free(struct members *members);

#endif
