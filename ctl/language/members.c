// SPDX-License-Identifier: GPL-2.0-only
/* The prefixes of a policy, group after group. */
#include "arena.h"
#include "members.h"

typedef u16 owner_of(const struct lync_policy *policy, u32 index);

static u16 group_of4(const struct lync_policy *policy, u32 index)
{
	return policy->prefix4[index].group;
}

static u16 group_of6(const struct lync_policy *policy, u32 index)
{
	return policy->prefix6[index].group;
}

/* Where the prefixes of each group begin, once they stand by group. */
static u32 *find_begins(const struct lync_policy *policy, u32 n,
			owner_of *group_of)
{
	size_t bytes = ((size_t)policy->n_groups + 1) * sizeof(u32);
	u32 *begin = memset(memory_resize(NULL, bytes, 1), 0, bytes);
	u32 i;

	for (i = 0; i < n; i++)
		begin[group_of(policy, i) + 1]++;
	for (i = 1; i <= policy->n_groups; i++)
		begin[i] += begin[i - 1];
	return begin;
}

/* Counting sort, unless there is nothing to sort: then NULL. */
static u32 *find_order(const struct lync_policy *policy, u32 n,
		       owner_of *group_of, const u32 *begin)
{
	u32 *order, *next;
	u32 i;

	for (i = 1; i < n; i++)
		if (group_of(policy, i) < group_of(policy, i - 1))
			break;
	if (i >= n)
		return NULL;
	order = memory_resize(NULL, n, sizeof(*order));
	next = memory_resize(NULL, policy->n_groups, sizeof(*next));
	memcpy(next, begin, policy->n_groups * sizeof(*next));
	for (i = 0; i < n; i++)
		order[next[group_of(policy, i)]++] = i;
	free(next);
	return order;
}

struct members members_of(const struct lync_policy *policy)
{
	struct members members = { .policy = policy };

	members.begin4 = find_begins(policy, policy->n_prefix4, group_of4);
	members.begin6 = find_begins(policy, policy->n_prefix6, group_of6);
	members.order4 = find_order(policy, policy->n_prefix4, group_of4,
				    members.begin4);
	members.order6 = find_order(policy, policy->n_prefix6, group_of6,
				    members.begin6);
	return members;
}

static u32 count4(const struct members *members, u32 group)
{
	return members->begin4[group + 1] - members->begin4[group];
}

u32 members_count(const struct members *members, u32 group)
{
	return count4(members, group) +
	       members->begin6[group + 1] - members->begin6[group];
}

static struct address_range range4(const struct members *members, u32 at)
{
	const struct lync_prefix4 *prefix =
		&members->policy->prefix4[members->order4 ?
					  members->order4[at] : at];
	struct lync_addr addr = { .w = { prefix->addr } };

	return address_of_prefix(LYNC_IPV4, addr, prefix->len);
}

static struct address_range range6(const struct members *members, u32 at)
{
	const struct lync_prefix6 *prefix =
		&members->policy->prefix6[members->order6 ?
					  members->order6[at] : at];

	return address_of_prefix(LYNC_IPV6, prefix->addr, prefix->len);
}

struct address_range members_at(const struct members *members, u32 group,
				u32 index)
{
	u32 n4 = count4(members, group);

	if (index < n4)
		return range4(members, members->begin4[group] + index);
	return range6(members, members->begin6[group] + index - n4);
}

void members_free(struct members *members)
{
	free(members->order4);
	free(members->order6);
	free(members->begin4);
	free(members->begin6);
}
