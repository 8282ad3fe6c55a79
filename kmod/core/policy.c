// SPDX-License-Identifier: GPL-2.0-only
/* Questions about a policy that need no matcher. */
#include "policy.h"

enum lync_policy_size {
	LYNC_POLICY_RELAX = 4096,	/* prefixes walked without a pause */
};

static bool lync_pattern_matches(const char *pattern, const char *ifname)
{
	size_t len = strlen(pattern);

	if (len && pattern[len - 1] == '+')
		return !strncmp(pattern, ifname, len - 1);
	return !strcmp(pattern, ifname);
}

static bool lync_zone_has(const struct lync_zone *zone, const char *ifname)
{
	u32 i;

	if (zone->any)
		return true;
	for (i = 0; i < zone->n_patterns; i++)
		if (lync_pattern_matches(zone->patterns[i], ifname))
			return true;
	return false;
}

u32 lync_zones_of(const struct lync_policy *policy, const char *ifname)
{
	u32 zones = 0;
	u32 i;

	for (i = 0; i < policy->n_zones; i++)
		if (lync_zone_has(&policy->zones[i], ifname))
			zones |= 1u << i;
	return zones;
}

u32 lync_zones_anywhere(const struct lync_policy *policy)
{
	/* no name, which "+" matches and no other pattern */
	return lync_zones_of(policy, "");
}

/* A set of groups, one bit a group. */
struct lync_group_set {
	u64 bits[LYNC_MAX_GROUPS / 64];
};

static void lync_group_set_add(struct lync_group_set *set, u32 group)
{
	set->bits[group / 64] |= 1ull << (group % 64);
}

static bool lync_group_set_has_any(const struct lync_group_set *set,
				   const u16 *groups, u32 n_groups)
{
	u32 i;

	for (i = 0; i < n_groups; i++)
		if (set->bits[groups[i] / 64] >> (groups[i] % 64) & 1)
			return true;
	return false;
}

/* The groups that hold an address. */
static void lync_group_set_fill(struct lync_group_set *filled,
				const struct lync_policy *policy,
				const struct lync_host *host)
{
	u32 i;

	for (i = 0; i < policy->n_groups; i++)
		if (policy->groups[i].any)
			lync_group_set_add(filled, i);
	for (i = 0; i < policy->n_prefix4; i++) {
		lync_group_set_add(filled, policy->prefix4[i].group);
		if (i % LYNC_POLICY_RELAX == 0)
			host->relax();
	}
	for (i = 0; i < policy->n_prefix6; i++) {
		lync_group_set_add(filled, policy->prefix6[i].group);
		if (i % LYNC_POLICY_RELAX == 0)
			host->relax();
	}
}

void lync_rows_active(const struct lync_policy *policy,
		      const struct lync_host *host, bool *active)
{
	struct lync_group_set filled = { 0 };
	const struct lync_row *row;
	u32 i;

	lync_group_set_fill(&filled, policy, host);
	for (i = 0; i < policy->n_rows; i++) {
		row = &policy->rows[i];
		active[i] = lync_group_set_has_any(&filled, row->from,
						   row->n_from) &&
			    lync_group_set_has_any(&filled, row->to, row->n_to);
	}
}
