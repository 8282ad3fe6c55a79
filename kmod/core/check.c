// SPDX-License-Identifier: GPL-2.0-only
/*
 * The policy check: limits, groups, zones and sections, and the order of it all.
 * Each part is checked after those it points into, so that an index is looked at
 * before anything is read through it. Adding a field to struct lync_policy means
 * adding its check here.
 */
#include "check_parts.h"

/* Every array of a policy, and what to do when it is too long. */
static const struct {
	size_t count;
	u32 limit;
	const char *sentence;
} lync_counts[] = {
	{ offsetof(struct lync_policy, n_rows), LYNC_MAX_ROWS,
	  "the policy has more than 4096 rows; put addresses into groups instead of rows of their own" },
	{ offsetof(struct lync_policy, n_groups), LYNC_MAX_GROUPS,
	  "the policy has more than 1024 groups, literals included; make some of them one group" },
	{ offsetof(struct lync_policy, n_zones), LYNC_MAX_ZONES,
	  "the policy has more than 31 zones; make some of them one zone" },
	{ offsetof(struct lync_policy, n_sections), LYNC_MAX_SECTIONS,
	  "the policy has more than 256 sections; make some of them one section" },
	{ offsetof(struct lync_policy, n_protects), LYNC_MAX_PROTECTS,
	  "the policy protects more than 64 groups; make some of them one group" },
	{ offsetof(struct lync_policy, n_prefix4), LYNC_MAX_PREFIXES,
	  "the policy has more than 1310720 IPv4 prefixes; merge neighbouring ones" },
	{ offsetof(struct lync_policy, n_prefix6), LYNC_MAX_PREFIXES,
	  "the policy has more than 1310720 IPv6 prefixes; merge neighbouring ones" },
};

const char *lync_policy_check_counts(const struct lync_policy *policy)
{
	u32 i, count;

	for (i = 0; i < sizeof(lync_counts) / sizeof(lync_counts[0]); i++) {
		memcpy(&count, (const char *)policy + lync_counts[i].count,
		       sizeof(count));
		if (count > lync_counts[i].limit)
			return lync_counts[i].sentence;
	}
	return NULL;
}

static const char *lync_policy_fault(const struct lync_policy *policy)
{
	const char *fault = lync_policy_check_counts(policy);

	if (fault)
		return fault;
	if (policy->mode != LYNC_STATEFUL && policy->mode != LYNC_STATELESS)
		return "the mode is unknown; use stateful or stateless";
	fault = lync_name_fault(policy->name);
	return fault ? fault : lync_text_fault(policy->title);
}

static const char *lync_group_name(const struct lync_policy *policy, u32 index)
{
	return policy->groups[index].name;
}

static int lync_check_groups(const struct lync_checking *checking)
{
	const struct lync_policy *policy = checking->policy;
	const char *fault;
	u32 i;

	for (i = 0; i < policy->n_groups; i++) {
		fault = lync_name_fault(policy->groups[i].name);
		if (fault)
			return lync_refuse(checking, LYNC_PART_GROUP, i, fault);
	}
	return lync_check_unique(checking, LYNC_PART_GROUP, policy->n_groups,
				 lync_group_name);
}

static const char *lync_zone_fault(const struct lync_zone *zone)
{
	const char *fault = lync_name_fault(zone->name);
	u32 i;

	if (fault)
		return fault;
	if (zone->any && zone->n_patterns)
		return "the zone is any and names interfaces too; leave one of them out";
	if (!zone->any && !zone->n_patterns)
		return "the zone has no interface; name one, or write any for every interface";
	if (zone->n_patterns > LYNC_MAX_PATTERNS)
		return "the zone has more than 64 interface patterns; use a pattern that ends in +";
	for (i = 0; i < zone->n_patterns && !fault; i++)
		fault = lync_pattern_fault(zone->patterns[i]);
	return fault;
}

static const char *lync_zone_name(const struct lync_policy *policy, u32 index)
{
	return policy->zones[index].name;
}

static int lync_check_zones(const struct lync_checking *checking)
{
	const struct lync_policy *policy = checking->policy;
	const char *fault;
	u32 i;

	for (i = 0; i < policy->n_zones; i++) {
		fault = lync_zone_fault(&policy->zones[i]);
		if (fault)
			return lync_refuse(checking, LYNC_PART_ZONE, i, fault);
	}
	return lync_check_unique(checking, LYNC_PART_ZONE, policy->n_zones,
				 lync_zone_name);
}

static int lync_check_sections(const struct lync_checking *checking)
{
	const struct lync_policy *policy = checking->policy;
	const char *fault;
	u32 i;

	for (i = 0; i < policy->n_sections; i++) {
		if (!policy->sections[i] || !*policy->sections[i])
			fault = "the section has no title; give it one";
		else
			fault = lync_text_fault(policy->sections[i]);
		if (fault)
			return lync_refuse(checking, LYNC_PART_SECTION, i,
					   fault);
	}
	return 0;
}

int lync_policy_check(const struct lync_policy *policy,
		      const struct lync_host *host,
		      struct lync_finding *finding)
{
	const struct lync_checking checking = {
		.policy = policy, .host = host, .finding = finding,
	};
	const char *fault = lync_policy_fault(policy);
	int err;

	if (fault)
		return lync_refuse(&checking, LYNC_PART_POLICY, 0, fault);
	err = lync_check_groups(&checking);
	if (!err)
		err = lync_check_zones(&checking);
	if (!err)
		err = lync_check_sections(&checking);
	if (!err)
		err = lync_check_prefixes(&checking);
	if (!err)
		err = lync_check_protects(&checking);
	if (!err)
		err = lync_check_rows(&checking);
	return err;
}
