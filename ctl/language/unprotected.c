// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows for packets that are nobody's.
 *
 * A packet is judged only if it has a protected address, so a row matches nothing
 * when neither of its sides holds one. Only where addresses are translated it may: a
 * flow is judged by the addresses it was opened with, and is an Edge Server's also by
 * those that its packets have here.
 */
#include <string.h>

#include "address.h"
#include "core/addr.h"
#include "host.h"
#include "resolve.h"

/**
 * struct edges - which groups of a policy hold protected addresses
 * @policy: the policy
 * @ranges: the protected addresses, ascending, apart from each other
 * @groups: by group: it holds one of them
 */
struct edges {
	const struct lync_policy *policy;
	LIST(struct address_range) ranges;
	bool groups[LYNC_MAX_GROUPS];
};

/* Prefixes do not overlap unless one is within the other: then they compare equal. */
static int compare_apart(const void *a, const void *b)
{
	const struct address_range *x = a, *y = b;

	if (x->family != y->family)
		return x->family < y->family ? -1 : 1;
	if (lync_words_compare(x->high.w, y->low.w, 4) < 0)
		return -1;
	return lync_words_compare(x->low.w, y->high.w, 4) > 0;
}

static int compare_wider_first(const void *a, const void *b)
{
	const struct address_range *x = a, *y = b;
	int apart = compare_apart(x, y);

	return apart ? apart : x->len - y->len;
}

static void edges_settle(struct edges *edges)
{
	struct address_range *ranges = edges->ranges.at;
	u32 i, n = 0;

	qsort(ranges, edges->ranges.n, sizeof(*ranges), compare_wider_first);
	for (i = 0; i < edges->ranges.n; i++)
		if (!n || compare_apart(&ranges[n - 1], &ranges[i]))
			ranges[n++] = ranges[i];
	edges->ranges.n = n;
}

/* What is done with each prefix: first the protected ones are taken, then all compared. */
typedef void edges_visit(struct edges *edges, u16 group,
			 struct address_range range);

static void take_protected(struct edges *edges, u16 group,
			   struct address_range range)
{
	if (edges->groups[group])
		list_push(&edges->ranges, range);
}

static void compare_other(struct edges *edges, u16 group,
			  struct address_range range)
{
	if (!edges->groups[group])
		edges->groups[group] =
			bsearch(&range, edges->ranges.at, edges->ranges.n,
				sizeof(range), compare_apart) != NULL;
}

static void visit_prefixes(struct edges *edges, edges_visit *visit)
{
	const struct lync_policy *policy = edges->policy;
	const struct lync_prefix4 *prefix4 = policy->prefix4;
	const struct lync_prefix6 *prefix6 = policy->prefix6;
	struct lync_addr addr = { 0 };
	u32 i;

	for (i = 0; i < policy->n_prefix4; i++) {
		addr.w[0] = prefix4[i].addr;
		visit(edges, prefix4[i].group,
		      address_of_prefix(LYNC_IPV4, addr, prefix4[i].len));
	}
	for (i = 0; i < policy->n_prefix6; i++)
		visit(edges, prefix6[i].group,
		      address_of_prefix(LYNC_IPV6, prefix6[i].addr,
					prefix6[i].len));
}

static void edges_find(struct edges *edges)
{
	const struct lync_policy *policy = edges->policy;
	const struct lync_addr zero = { 0 };
	u16 group;
	u32 i;

	for (i = 0; i < policy->n_protects; i++) {
		group = policy->protects[i].group;
		edges->groups[group] = true;
		if (!policy->groups[group].any)
			continue;
		list_push(&edges->ranges, address_of_prefix(LYNC_IPV4, zero, 0));
		list_push(&edges->ranges, address_of_prefix(LYNC_IPV6, zero, 0));
	}
	visit_prefixes(edges, take_protected);
	edges_settle(edges);
	visit_prefixes(edges, compare_other);
	for (i = 0; i < policy->n_groups; i++)
		edges->groups[i] |= policy->groups[i].any;
}

static bool side_is_protected(const struct edges *edges, const u16 *groups,
			      u16 n)
{
	u16 i;

	for (i = 0; i < n; i++)
		if (edges->groups[groups[i]])
			return true;
	return false;
}

static void note_row(struct ast *ast, const struct lync_policy *policy, u32 row)
{
	faults_add(&ast->notes, ast->rows.at[row].place,
		   "note: neither side of row %s is protected, so it matches nothing%s: protect one of its groups, or remove it",
		   policy->rows[row].name,
		   policy->mode == LYNC_STATELESS ? "" :
		   " unless this machine translates addresses");
}

void resolved_note_unprotected(struct ast *ast, const struct resolved *resolved)
{
	const struct lync_policy *policy = &resolved->policy;
	struct edges edges = { .policy = policy };
	bool *active = arena_alloc(&ast->arena, policy->n_rows);
	u32 i;

	edges_find(&edges);
	lync_rows_active(policy, &host_heap, active);
	for (i = 0; i < policy->n_rows; i++) {
		const struct lync_row *row = &policy->rows[i];

		if (active[i] &&
		    !side_is_protected(&edges, row->from, row->n_from) &&
		    !side_is_protected(&edges, row->to, row->n_to))
			note_row(ast, policy, i);
	}
	list_free(&edges.ranges);
}
