// SPDX-License-Identifier: GPL-2.0-only
/* The Edge addresses: listing them, and the table they do not collide in. */
#include "edges.h"

enum lync_edges_search {
	LYNC_EDGES_FACTORS = 64,	/* tried for each size */
	LYNC_EDGES_MAX_BITS = 12,	/* of an index: LYNC_MAX_EDGES squared */
	LYNC_EDGES_HOST_BITS = 8,	/* of a prefix; more is too many hosts anyway */
	LYNC_EDGES_RELAX = 64,		/* prefixes looked at without a pause */
	LYNC_EDGES_MAX_HOSTS = 65536,	/* looked at: copies of a prefix have the same */
};

/**
 * struct lync_edge_list - Edge addresses of one family
 * @protected: the groups that protect lines name
 * @family: one of enum lync_family
 * @most: addresses there may be
 * @n: addresses, all different
 * @n_hosts: addresses looked at
 * @is_complete: these are all
 * @addrs: the addresses
 */
struct lync_edge_list {
	u64 protected[LYNC_MAX_GROUPS / 64];
	u8 family;
	u32 most;
	u32 n;
	u32 n_hosts;
	bool is_complete;
	struct lync_addr addrs[LYNC_MAX_EDGES];
};

static void lync_edge_list_init(struct lync_edge_list *list,
				const struct lync_policy *policy, u8 family,
				u32 most)
{
	u32 group, i;

	memset(list->protected, 0, sizeof(list->protected));
	list->family = family;
	list->most = most;
	list->n = 0;
	list->n_hosts = 0;
	list->is_complete = true;
	for (i = 0; i < policy->n_protects; i++) {
		group = policy->protects[i].group;
		list->protected[group / 64] |= 1ull << (group % 64);
		if (policy->groups[group].any)
			list->is_complete = false;
	}
}

static void lync_edge_list_add(struct lync_edge_list *list,
			       const struct lync_addr *addr)
{
	u32 i;

	if (++list->n_hosts > LYNC_EDGES_MAX_HOSTS)
		list->is_complete = false;
	for (i = 0; i < list->n; i++)
		if (lync_addr_equal(&list->addrs[i], addr))
			return;
	if (list->n < list->most)
		list->addrs[list->n++] = *addr;
	else
		list->is_complete = false;
}

static void lync_edge_list_add_prefix(struct lync_edge_list *list, u32 group,
				      const struct lync_addr *addr,
				      u32 host_bits)
{
	/* the word that tells the hosts of a prefix apart */
	u32 word = list->family == LYNC_IPV4 ? 0 : 3;
	struct lync_addr host = *addr;
	u32 i;

	if (!(list->protected[group / 64] >> (group % 64) & 1))
		return;
	if (host_bits > LYNC_EDGES_HOST_BITS) {
		list->is_complete = false;
		return;
	}
	for (i = 0; i < 1u << host_bits && list->is_complete; i++) {
		host.w[word] = addr->w[word] + i;
		lync_edge_list_add(list, &host);
	}
}

static void lync_edge_list_fill(struct lync_edge_list *list,
				const struct lync_policy *policy,
				const struct lync_host *host)
{
	const struct lync_prefix4 *prefix4 = policy->prefix4;
	const struct lync_prefix6 *prefix6 = policy->prefix6;
	bool is_ipv6 = list->family == LYNC_IPV6;
	u32 n = is_ipv6 ? policy->n_prefix6 : policy->n_prefix4;
	struct lync_addr addr = { { 0 } };
	u32 i;

	for (i = 0; i < n && list->is_complete; i++) {
		if (i % LYNC_EDGES_RELAX == 0)
			host->relax();
		if (is_ipv6) {
			lync_edge_list_add_prefix(list, prefix6[i].group,
						  &prefix6[i].addr,
						  128 - prefix6[i].len);
		} else {
			addr.w[0] = prefix4[i].addr;
			lync_edge_list_add_prefix(list, prefix4[i].group, &addr,
						  32 - prefix4[i].len);
		}
	}
}

/* False when the slot is taken. */
static bool lync_edge_put(struct lync_edges *edges, u8 family,
			  const struct lync_addr *addr, u32 class)
{
	struct lync_edge6 *slot6;
	struct lync_edge4 *slot4;

	if (family == LYNC_IPV4) {
		slot4 = lync_edge_slot4(edges, addr->w[0]);
		if (slot4->class)
			return false;
		*slot4 = (struct lync_edge4){ addr->w[0], class };
		return true;
	}
	slot6 = lync_edge_slot6(edges, lync_addr_upper(addr),
				lync_addr_lower(addr));
	if (slot6->class)
		return false;
	*slot6 = (struct lync_edge6){ lync_addr_upper(addr),
				      lync_addr_lower(addr), class };
	return true;
}

static bool lync_edges_fill(struct lync_edges *edges,
			    const struct lync_classes *classes,
			    const struct lync_edge_list *list)
{
	const struct lync_addr *addr;
	u32 i;

	for (i = 0; i < list->n; i++) {
		addr = &list->addrs[i];
		if (!lync_edge_put(edges, list->family, addr,
				   lync_class_find(classes, list->family, addr)))
			return false;
	}
	return true;
}

/* A table of 2^@bits slots; that none will do is no error. */
static int lync_edges_try(struct lync_edges *edges,
			  const struct lync_classes *classes,
			  const struct lync_edge_list *list, u32 bits,
			  const struct lync_host *host)
{
	size_t bytes;
	u32 i;

	edges->shift = 64 - bits;
	bytes = lync_edges_bytes(edges, list->family);
	edges->v4 = host->alloc(bytes);
	if (!edges->v4)
		return -ENOMEM;
	for (i = 0; i < LYNC_EDGES_FACTORS; i++) {
		edges->factor = LYNC_EDGES_MIX * (2 * i + 1);
		if (lync_edges_fill(edges, classes, list))
			return 0;
		memset(edges->v4, 0, bytes);
	}
	lync_edges_free(edges, host);
	return 0;
}

static int lync_edges_search(struct lync_edges *edges,
			     const struct lync_classes *classes,
			     const struct lync_edge_list *list,
			     const struct lync_host *host)
{
	u32 bits = 1;
	int err = 0;

	while (1u << bits < 2 * list->n)
		bits++;
	for (; !err && !edges->v4 && bits <= LYNC_EDGES_MAX_BITS; bits++) {
		err = lync_edges_try(edges, classes, list, bits, host);
		host->relax();
	}
	return err;
}

int lync_edges_build(struct lync_edges *edges, const struct lync_policy *policy,
		     const struct lync_classes *classes, u8 family,
		     const struct lync_match_limits *limits,
		     const struct lync_host *host)
{
	struct lync_edge_list *list = host->alloc(sizeof(*list));
	int err = 0;

	if (!list)
		return -ENOMEM;
	lync_edge_list_init(list, policy, family, limits->edges);
	lync_edge_list_fill(list, policy, host);
	if (list->is_complete)
		err = lync_edges_search(edges, classes, list, host);
	host->free(list);
	return err;
}

void lync_edges_free(struct lync_edges *edges, const struct lync_host *host)
{
	host->free(edges->v4);
	edges->v4 = NULL;
	edges->shift = 0;
}
