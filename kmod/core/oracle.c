// SPDX-License-Identifier: GPL-2.0-only
/*
 * The naive matcher. It shares no code with the real one, so that an error has
 * to be made twice to go unseen; it is meant to be obvious, not fast.
 */
#include "oracle.h"

static bool oracle_covers(const u32 *net, u32 len, const u32 *addr)
{
	u32 bit;

	for (bit = 0; bit < len; bit++)
		if ((net[bit / 32] ^ addr[bit / 32]) >> (31 - bit % 32) & 1)
			return false;
	return true;
}

static bool oracle_group_has(const struct lync_policy *policy, u32 group,
			     u32 family, const struct lync_addr *addr)
{
	const struct lync_prefix4 *p4 = policy->prefix4;
	const struct lync_prefix6 *p6 = policy->prefix6;
	u32 i;

	if (policy->groups[group].any)
		return true;
	for (i = 0; family == LYNC_IPV4 && i < policy->n_prefix4; i++)
		if (p4[i].group == group &&
		    oracle_covers(&p4[i].addr, p4[i].len, addr->w))
			return true;
	for (i = 0; family == LYNC_IPV6 && i < policy->n_prefix6; i++)
		if (p6[i].group == group &&
		    oracle_covers(p6[i].addr.w, p6[i].len, addr->w))
			return true;
	return false;
}

static bool oracle_side_has(const struct lync_policy *policy, const u16 *groups,
			    u32 n, u32 family, const struct lync_addr *addr)
{
	u32 i;

	for (i = 0; i < n; i++)
		if (oracle_group_has(policy, groups[i], family, addr))
			return true;
	return false;
}

static bool oracle_ports_have(const struct lync_ports *ports, u32 n, u32 port)
{
	u32 i;

	for (i = 0; i < n; i++)
		if (port >= ports[i].low && port <= ports[i].high)
			return true;
	return n == 0;
}

static bool oracle_row_matches(const struct lync_policy *policy,
			       const struct lync_row *row,
			       const struct lync_key *key, bool zones_known)
{
	bool has_ports = key->proto == LYNC_PROTO_TCP ||
			 key->proto == LYNC_PROTO_UDP;

	if (row->proto != LYNC_PROTO_ANY && row->proto != key->proto)
		return false;
	if ((row->n_sports || row->n_dports) && !has_ports)
		return false;
	if (zones_known && row->zone != LYNC_NO_ZONE &&
	    !(key->zones >> row->zone & 1))
		return false;
	return oracle_ports_have(row->sports, row->n_sports, key->sport) &&
	       oracle_ports_have(row->dports, row->n_dports, key->dport) &&
	       oracle_side_has(policy, row->from, row->n_from, key->family,
			       &key->src) &&
	       oracle_side_has(policy, row->to, row->n_to, key->family,
			       &key->dst);
}

static u32 oracle_first(const struct lync_policy *policy,
			const struct lync_key *key, bool zones_known)
{
	u32 i;

	for (i = 0; i < policy->n_rows; i++)
		if (oracle_row_matches(policy, &policy->rows[i], key,
				       zones_known))
			return i;
	return LYNC_NO_ROW;
}

bool lync_oracle_is_edge(const struct lync_policy *policy,
			 const struct lync_key *key)
{
	u32 i, group;

	for (i = 0; i < policy->n_protects; i++) {
		group = policy->protects[i].group;
		if (oracle_group_has(policy, group, key->family, &key->src) ||
		    oracle_group_has(policy, group, key->family, &key->dst))
			return true;
	}
	return false;
}

bool lync_oracle_is_spoofed(const struct lync_policy *policy,
			    const struct lync_key *key)
{
	bool is_bound = false;
	u32 i, zone;

	for (i = 0; i < policy->n_protects; i++) {
		zone = policy->protects[i].zone;
		if (zone == LYNC_NO_ZONE ||
		    !oracle_group_has(policy, policy->protects[i].group,
				      key->family, &key->src))
			continue;
		if (key->zones >> zone & 1)
			return false;
		is_bound = true;
	}
	return is_bound;
}

u32 lync_oracle_row(const struct lync_policy *policy,
		    const struct lync_key *key)
{
	return oracle_first(policy, key, true);
}

u32 lync_oracle_reply_row(const struct lync_policy *policy,
			  const struct lync_key *key)
{
	struct lync_key reverse = *key;

	reverse.src = key->dst;
	reverse.dst = key->src;
	reverse.sport = key->dport;
	reverse.dport = key->sport;
	return oracle_first(policy, &reverse, false);
}
