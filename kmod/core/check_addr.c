// SPDX-License-Identifier: GPL-2.0-only
/* The policy check: prefixes and what they are protected for. */
#include "addr.h"
#include "check_parts.h"

enum lync_check_limits {
	LYNC_CHECK_RELAX = 4096,
};

static const char *lync_member_fault(const struct lync_policy *policy,
				     u32 group)
{
	if (group >= policy->n_groups)
		return "the prefix belongs to a group that is not there; define the group";
	if (policy->groups[group].any)
		return "the prefix belongs to a group that is any; leave it out, any holds every address";
	return NULL;
}

static const char *lync_prefix4_fault(const struct lync_policy *policy,
				      const struct lync_prefix4 *prefix)
{
	const char *fault = lync_member_fault(policy, prefix->group);

	if (fault)
		return fault;
	if (prefix->len > 32)
		return "the prefix length is above 32; IPv4 prefixes have 0 to 32";
	if (prefix->addr & lync_host_bits(prefix->len, 0))
		return "the IPv4 prefix has host bits set; write its network address";
	return NULL;
}

static const char *lync_prefix6_fault(const struct lync_policy *policy,
				      const struct lync_prefix6 *prefix)
{
	const char *fault = lync_member_fault(policy, prefix->group);

	if (fault)
		return fault;
	if (prefix->len > 128)
		return "the prefix length is above 128; IPv6 prefixes have 0 to 128";
	if ((lync_addr_upper(&prefix->addr) & lync_open_upper(prefix->len)) |
	    (lync_addr_lower(&prefix->addr) & lync_open_lower(prefix->len)))
		return "the IPv6 prefix has host bits set; write its network address";
	return NULL;
}

int lync_check_prefixes(const struct lync_checking *checking)
{
	const struct lync_policy *policy = checking->policy;
	const char *fault;
	u32 i;

	for (i = 0; i < policy->n_prefix4; i++) {
		fault = lync_prefix4_fault(policy, &policy->prefix4[i]);
		if (fault)
			return lync_refuse(checking, LYNC_PART_PREFIX4, i,
					   fault);
		if (i % LYNC_CHECK_RELAX == 0)
			checking->host->relax();
	}
	for (i = 0; i < policy->n_prefix6; i++) {
		fault = lync_prefix6_fault(policy, &policy->prefix6[i]);
		if (fault)
			return lync_refuse(checking, LYNC_PART_PREFIX6, i,
					   fault);
		if (i % LYNC_CHECK_RELAX == 0)
			checking->host->relax();
	}
	return 0;
}

/* Is any address Edge at all? Without one the firewall would do nothing. */
static bool lync_has_edge(const struct lync_policy *policy,
			  const struct lync_host *host)
{
	u64 edge[LYNC_MAX_GROUPS / 64] = { 0 };
	u32 i, group;

	for (i = 0; i < policy->n_protects; i++) {
		group = policy->protects[i].group;
		if (policy->groups[group].any)
			return true;
		edge[group / 64] |= 1ull << (group % 64);
	}
	for (i = 0; i < policy->n_prefix4; i++) {
		if (i % LYNC_CHECK_RELAX == 0)
			host->relax();
		group = policy->prefix4[i].group;
		if (edge[group / 64] >> (group % 64) & 1)
			return true;
	}
	for (i = 0; i < policy->n_prefix6; i++) {
		if (i % LYNC_CHECK_RELAX == 0)
			host->relax();
		group = policy->prefix6[i].group;
		if (edge[group / 64] >> (group % 64) & 1)
			return true;
	}
	return false;
}

int lync_check_protects(const struct lync_checking *checking)
{
	const struct lync_policy *policy = checking->policy;
	const struct lync_protect *protect;
	u32 i;

	if (!policy->n_protects)
		return lync_refuse(checking, LYNC_PART_POLICY, 0,
				   "nothing is protected; name the groups of Edge addresses in a protect line");
	for (i = 0; i < policy->n_protects; i++) {
		protect = &policy->protects[i];
		if (protect->group >= policy->n_groups)
			return lync_refuse(checking, LYNC_PART_PROTECT, i,
					   "the protected group is not there; define the group");
		if (protect->zone != LYNC_NO_ZONE &&
		    protect->zone >= policy->n_zones)
			return lync_refuse(checking, LYNC_PART_PROTECT, i,
					   "the group is protected behind a zone that is not there; define the zone");
	}
	if (!lync_has_edge(policy, checking->host))
		return lync_refuse(checking, LYNC_PART_POLICY, 0,
				   "no protected group has an address; give one of them the address of an Edge Server");
	return 0;
}
