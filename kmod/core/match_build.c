// SPDX-License-Identifier: GPL-2.0-only
/* The matcher: building and freeing. */
#include "match_table.h"

/**
 * struct lync_side - one side of all rows, `from` or `to`, in the making
 * @groups: a bit vector of rows for each group: those that name it
 * @everywhere: the rows that name a group which is `any`
 */
struct lync_side {
	u64 *groups;
	u64 *everywhere;
};

static int lync_side_alloc(struct lync_side *side, const struct lync_host *host,
			   u32 n_groups, u32 n_words)
{
	side->groups = host->alloc((size_t)n_groups * n_words * sizeof(u64));
	side->everywhere = host->alloc(n_words * sizeof(u64));
	return side->groups && side->everywhere ? 0 : -ENOMEM;
}

static void lync_side_free(struct lync_side *side, const struct lync_host *host)
{
	host->free(side->groups);
	host->free(side->everywhere);
}

static void lync_side_add(struct lync_side *side,
			  const struct lync_matcher *matcher, u32 row,
			  const u16 *groups, u32 n)
{
	u64 bit = 1ull << (row % 64);
	u64 *vector;
	u32 i;

	for (i = 0; i < n; i++) {
		if (matcher->policy->groups[groups[i]].any)
			vector = side->everywhere;
		else
			vector = side->groups +
				 (size_t)groups[i] * matcher->n_words;
		vector[row / 64] |= bit;
	}
}

/* The rows of a class: those of its groups and those of `any`. */
static void lync_side_gather(const struct lync_side *side,
			     const struct lync_matcher *matcher, u32 class,
			     u64 *rows)
{
	const u64 *set = lync_set_bits(&matcher->classes.sets, class);
	u32 n_words = matcher->n_words;
	const u64 *vector;
	u32 word, group, i;
	u64 left;

	memcpy(rows, side->everywhere, n_words * sizeof(*rows));
	for (word = 0; word < matcher->classes.sets.words; word++) {
		for (left = set[word]; left; left &= left - 1) {
			group = word * 64 + __builtin_ctzll(left);
			vector = side->groups + (size_t)group * n_words;
			for (i = 0; i < n_words; i++)
				rows[i] |= vector[i];
		}
	}
}

static void lync_home_find(const struct lync_matcher *matcher, u32 class,
			   struct lync_home *home)
{
	const struct lync_policy *policy = matcher->policy;
	const struct lync_protect *protect;
	u32 i;

	for (i = 0; i < policy->n_protects; i++) {
		protect = &policy->protects[i];
		if (!policy->groups[protect->group].any &&
		    !lync_set_has(&matcher->classes.sets, class,
				  protect->group))
			continue;
		home->is_edge = true;
		if (protect->zone == LYNC_NO_ZONE)
			home->is_unbound = true;
		else
			home->behind |= 1u << protect->zone;
	}
}

static int lync_matcher_alloc(struct lync_matcher *matcher,
			      const struct lync_host *host)
{
	u32 n_classes = matcher->classes.sets.n;
	size_t class_bytes = matcher->n_words * sizeof(u64);

	/* two vectors for each class share what a table may take */
	if (n_classes > LYNC_MAX_TABLE_BYTES / (2 * class_bytes))
		return -E2BIG;
	matcher->homes = host->alloc(n_classes * sizeof(*matcher->homes));
	matcher->from = host->alloc(n_classes * class_bytes);
	matcher->to = host->alloc(n_classes * class_bytes);
	return matcher->homes && matcher->from && matcher->to ? 0 : -ENOMEM;
}

static int lync_matcher_fill(struct lync_matcher *matcher,
			     const struct lync_host *host,
			     struct lync_side *from, struct lync_side *to)
{
	const struct lync_policy *policy = matcher->policy;
	u32 n_words = matcher->n_words;
	const struct lync_row *row;
	u32 i;

	if (lync_side_alloc(from, host, policy->n_groups, n_words) ||
	    lync_side_alloc(to, host, policy->n_groups, n_words))
		return -ENOMEM;
	for (i = 0; i < policy->n_rows; i++) {
		row = &policy->rows[i];
		lync_side_add(from, matcher, i, row->from, row->n_from);
		lync_side_add(to, matcher, i, row->to, row->n_to);
	}
	for (i = 0; i < matcher->classes.sets.n; i++) {
		lync_side_gather(from, matcher, i,
				 matcher->from + (size_t)i * n_words);
		lync_side_gather(to, matcher, i,
				 matcher->to + (size_t)i * n_words);
		lync_home_find(matcher, i, &matcher->homes[i]);
		if (i % 256 == 0)
			host->relax();
	}
	return 0;
}

static int lync_matcher_compile(struct lync_matcher *matcher,
				const struct lync_host *host)
{
	struct lync_side from = { NULL }, to = { NULL };
	int err;

	err = lync_classes_build(matcher->policy, host, &matcher->classes);
	if (err)
		return err;
	err = lync_matcher_alloc(matcher, host);
	if (err)
		return err;
	err = lync_matcher_fill(matcher, host, &from, &to);
	lync_side_free(&from, host);
	lync_side_free(&to, host);
	return err;
}

int lync_matcher_build(const struct lync_policy *policy,
		       const struct lync_host *host, struct lync_matcher **out)
{
	struct lync_matcher *matcher = host->alloc(sizeof(*matcher));
	int err;

	if (!matcher)
		return -ENOMEM;
	matcher->policy = policy;
	matcher->n_words = (policy->n_rows + 63) / 64;
	err = lync_matcher_compile(matcher, host);
	if (err)
		lync_matcher_free(matcher, host);
	else
		*out = matcher;
	return err;
}

void lync_matcher_free(struct lync_matcher *matcher,
		       const struct lync_host *host)
{
	if (!matcher)
		return;
	lync_classes_free(&matcher->classes, host);
	host->free(matcher->homes);
	host->free(matcher->from);
	host->free(matcher->to);
	host->free(matcher);
}

size_t lync_matcher_bytes(const struct lync_matcher *matcher)
{
	size_t class_bytes = sizeof(*matcher->homes) +
			     2 * matcher->n_words * sizeof(*matcher->from);

	return sizeof(*matcher) + lync_classes_bytes(&matcher->classes) +
	       matcher->classes.sets.n * class_bytes;
}
