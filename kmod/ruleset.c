// SPDX-License-Identifier: GPL-2.0-only
/* A ruleset: a policy with all that is needed to judge packets by it. */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/sort.h>

#include "lync_edge.h"

/**
 * DOC: Life of a ruleset
 *
 * A message is decoded into a policy, the policy is checked by the core, the
 * matcher is compiled from it and counters are allocated: lync_ruleset_build().
 * Nobody else has seen the ruleset so far, and each step may fail; then all of it
 * is freed and nothing has changed.
 *
 * lync_net_publish() registers what the first policy of a namespace needs, fills
 * the zone map and stores one pointer; from that store on packets are judged by
 * the new ruleset. A packet reads the pointer once per hook, so no packet sees
 * two. After a grace period no packet counts on the old ruleset any more; what it
 * counted is added to the rows of the same name (lync_ruleset_carry()) before
 * anybody may read the new one's counters, which &lync_net.lock sees to.
 *
 * Then the publisher's reference goes. A dump that is under way holds its own:
 * the last one to let go frees, in process context, yielding the CPU.
 */

static int lync_name_compare(const void *a, const void *b, const void *policy)
{
	const struct lync_row *rows = ((const struct lync_policy *)policy)->rows;

	return strcmp(rows[*(const u32 *)a].name, rows[*(const u32 *)b].name);
}

static int lync_ruleset_index_names(struct lync_ruleset *ruleset)
{
	const struct lync_policy *policy = &ruleset->policy;
	u32 row;

	ruleset->by_name = kvcalloc(policy->n_rows, sizeof(*ruleset->by_name),
				    GFP_KERNEL_ACCOUNT);
	if (!ruleset->by_name)
		return -ENOMEM;
	for (row = 0; row < policy->n_rows; row++)
		ruleset->by_name[row] = row;
	sort_r(ruleset->by_name, policy->n_rows, sizeof(*ruleset->by_name),
	       lync_name_compare, NULL, policy);
	return 0;
}

/* Once, so that listing rows does not walk the prefixes. */
static int lync_ruleset_mark_active(struct lync_ruleset *ruleset)
{
	const struct lync_policy *policy = &ruleset->policy;

	ruleset->active = kvcalloc(policy->n_rows, sizeof(*ruleset->active),
				   GFP_KERNEL_ACCOUNT);
	if (!ruleset->active)
		return -ENOMEM;
	lync_rows_active(policy, &lync_kernel_host, ruleset->active);
	return 0;
}

static void lync_ruleset_free(struct lync_ruleset *ruleset)
{
	xa_destroy(&ruleset->ifzones);
	lync_matcher_free(ruleset->matcher, &lync_kernel_host);
	lync_counters_free(ruleset->counters);
	kvfree(ruleset->by_name);
	kvfree(ruleset->active);
	kvfree(ruleset->policy_mem);
	kfree(ruleset);
	pr_debug("ruleset: destroyed\n");
}

/* The finding's part of the message, so that a tool can point at its source. */
static int lync_ruleset_check(const struct lync_ruleset *ruleset,
			      const struct nlattr *head, int len,
			      struct netlink_ext_ack *extack)
{
	struct lync_finding finding;
	int err;

	err = lync_policy_check(&ruleset->policy, &lync_kernel_host, &finding);
	if (err == -EINVAL && extack) {
		extack->_msg = finding.sentence;
		NL_SET_BAD_ATTR(extack, lync_nl_find_part(head, len,
							  finding.part,
							  finding.index));
	}
	return err;
}

static int lync_ruleset_compile(struct lync_ruleset *ruleset,
				struct netlink_ext_ack *extack)
{
	const struct lync_policy *policy = &ruleset->policy;
	int err;
	u32 i;

	err = lync_matcher_build(policy, &lync_kernel_host, &ruleset->matcher);
	if (err == -E2BIG)
		NL_SET_ERR_MSG(extack,
			       "policy too large to compile; use fewer groups that overlap");
	if (err)
		return err;
	ruleset->any_zones = lync_zones_anywhere(policy);
	for (i = 0; i < policy->n_protects; i++)
		if (policy->protects[i].zone != LYNC_NO_ZONE)
			ruleset->is_bound = true;
	ruleset->counters = lync_counters_alloc(policy->n_rows);
	if (!ruleset->counters)
		return -ENOMEM;
	err = lync_ruleset_index_names(ruleset);
	if (err)
		return err;
	return lync_ruleset_mark_active(ruleset);
}

/**
 * lync_ruleset_build() - make a ruleset of a message; nothing is published
 * @head: first attribute of the message
 * @len: bytes of attributes
 * @extack: gets a sentence and the offending attribute
 * @out: the ruleset, with one reference
 *
 * Context: process; no lock held; yields the CPU.
 * Return: 0, -EINVAL, -E2BIG or -ENOMEM.
 */
int lync_ruleset_build(const struct nlattr *head, int len,
		       struct netlink_ext_ack *extack,
		       struct lync_ruleset **out)
{
	struct lync_ruleset *ruleset;
	int err;

	ruleset = kzalloc(sizeof(*ruleset), GFP_KERNEL_ACCOUNT);
	if (!ruleset)
		return -ENOMEM;
	pr_debug("ruleset: created\n");
	xa_init(&ruleset->ifzones);
	refcount_set(&ruleset->refs, 1);
	err = lync_nl_decode_policy(head, len, extack, &ruleset->policy,
				    &ruleset->policy_mem,
				    &ruleset->policy_bytes);
	if (!err)
		err = lync_ruleset_check(ruleset, head, len, extack);
	if (!err)
		err = lync_ruleset_compile(ruleset, extack);
	if (err) {
		lync_ruleset_free(ruleset);
		return err;
	}
	*out = ruleset;
	return 0;
}

/**
 * lync_ruleset_put() - let a ruleset go
 * @ruleset: one reference to it is given up; the last one frees it
 *
 * Context: process; a grace period has passed since it was unpublished.
 */
void lync_ruleset_put(struct lync_ruleset *ruleset)
{
	if (refcount_dec_and_test(&ruleset->refs))
		lync_ruleset_free(ruleset);
}

/**
 * lync_ruleset_carry() - carry counters over to rows of the same name
 * @to: the ruleset published now
 * @from: the one published before; no packet counts on it any more
 *
 * Context: process, &lync_net.lock held.
 */
void lync_ruleset_carry(struct lync_ruleset *to,
			const struct lync_ruleset *from)
{
	const struct lync_policy *new = &to->policy, *old = &from->policy;
	struct lync_totals *carried = to->counters->carried;
	u32 i = 0, j = 0;
	int order;

	while (i < new->n_rows && j < old->n_rows) {
		cond_resched();
		order = strcmp(new->rows[to->by_name[i]].name,
			       old->rows[from->by_name[j]].name);
		if (order == 0)
			lync_counters_sum(from->counters, from->by_name[j],
					  &carried[to->by_name[i]]);
		i += order <= 0;
		j += order >= 0;
	}
}
