// SPDX-License-Identifier: GPL-2.0-only
/* The matcher: building and freeing. */
#include "match_table.h"

const struct lync_match_limits lync_match_limits = {
	.classes = 65535,
	.sets = 65535,
	.set_bytes = 8 << 20,
	.cross = 1 << 20,	/* 4 MiB */
	.rows = 16 << 20,	/* 32 MiB */
	.levels = 4,
	.few = 65536,
	.edges = LYNC_MAX_EDGES,
};

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
				 (size_t)groups[i] * matcher->from.words;
		vector[row / 64] |= bit;
	}
}

/*
 * The rows of a class: those of the class around it, and of the groups it has beyond
 * that. These are few, as each is there for a prefix; all groups of all classes can be
 * many.
 */
static void lync_side_gather(const struct lync_side *side,
			     const struct lync_matcher *matcher, u32 class,
			     const u64 *around, u64 *rows)
{
	const struct lync_sets *groups = &matcher->classes.sets;
	const u64 *set = lync_set_bits(groups, class);
	const u64 *known = lync_set_bits(groups, matcher->classes.around[class]);
	u32 n_words = matcher->from.words;
	const u64 *vector;
	u32 word, group, i;
	u64 left;

	memcpy(rows, class ? around : side->everywhere,
	       n_words * sizeof(*rows));
	for (word = 0; class && word < groups->words; word++) {
		for (left = set[word] & ~known[word]; left; left &= left - 1) {
			group = word * 64 + __builtin_ctzll(left);
			vector = side->groups + (size_t)group * n_words;
			for (i = 0; i < n_words; i++)
				rows[i] |= vector[i];
		}
	}
}

static void lync_place_find(const struct lync_matcher *matcher, u32 class,
			    struct lync_place *place)
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
		if (protect->zone != LYNC_NO_ZONE)
			place->behind |= 1u << protect->zone;
	}
}

/* The rows of each class, from it and to it, and where it lives. */
static int lync_matcher_place(struct lync_matcher *matcher,
			      const struct lync_host *host,
			      const struct lync_side *from,
			      const struct lync_side *to)
{
	u64 rows[LYNC_MAX_ROWS / 64];
	const struct lync_place *around;
	struct lync_place *place;
	u32 class, number;
	int err;

	for (class = 0; class < matcher->classes.sets.n; class++) {
		place = &matcher->places[class];
		/* of the class of no group itself, and not looked at */
		around = &matcher->places[matcher->classes.around[class]];
		lync_place_find(matcher, class, place);
		lync_side_gather(from, matcher, class,
				 lync_set_bits(&matcher->from, around->from),
				 rows);
		err = lync_sets_intern(&matcher->from, host, rows, &number);
		if (err)
			return err;
		place->from = number;
		lync_side_gather(to, matcher, class,
				 lync_set_bits(&matcher->to, around->to), rows);
		err = lync_sets_intern(&matcher->to, host, rows, &number);
		if (err)
			return err;
		place->to = number;
		host->relax();
	}
	return 0;
}

static int lync_matcher_find_places(struct lync_matcher *matcher,
				    const struct lync_host *host)
{
	const struct lync_policy *policy = matcher->policy;
	struct lync_side from = { NULL }, to = { NULL };
	const struct lync_row *row;
	int err;
	u32 i;

	matcher->places = host->alloc(matcher->classes.sets.n *
				      sizeof(*matcher->places));
	err = matcher->places ? 0 : -ENOMEM;
	if (!err)
		err = lync_side_alloc(&from, host, policy->n_groups,
				      matcher->from.words);
	if (!err)
		err = lync_side_alloc(&to, host, policy->n_groups,
				      matcher->to.words);
	for (i = 0; !err && i < policy->n_rows; i++) {
		if (i % 256 == 0)
			host->relax();
		row = &policy->rows[i];
		lync_side_add(&from, matcher, i, row->from, row->n_from);
		lync_side_add(&to, matcher, i, row->to, row->n_to);
	}
	if (!err)
		err = lync_matcher_place(matcher, host, &from, &to);
	lync_side_free(&from, host);
	lync_side_free(&to, host);
	return err;
}

static int lync_matcher_list_edges(struct lync_matcher *matcher,
				   const struct lync_match_limits *limits,
				   const struct lync_host *host)
{
	int err;

	err = lync_edges_build(&matcher->edges4, matcher->policy,
			       &matcher->classes, LYNC_IPV4, limits, host);
	if (err)
		return err;
	return lync_edges_build(&matcher->edges6, matcher->policy,
				&matcher->classes, LYNC_IPV6, limits, host);
}

/* From here on the rows from a class are an offset. */
static void lync_matcher_lead_on(struct lync_matcher *matcher)
{
	u32 class;

	for (class = 0; class < matcher->classes.sets.n; class++)
		matcher->places[class].from *= matcher->pairs.n_right;
}

/* A table that would be too large is not built; that is no error. */
static int lync_matcher_pair(struct lync_matcher *matcher,
			     const struct lync_match_limits *limits,
			     const struct lync_host *host)
{
	int err;

	err = lync_cross_sets(&matcher->pairs, &matcher->from, &matcher->to,
			      &matcher->both, limits->cross, host);
	if (err != -E2BIG) {
		lync_matcher_lead_on(matcher);
		return err;
	}
	lync_cross_free(&matcher->pairs, host);
	lync_sets_free(&matcher->both, host);
	return 0;
}

static int lync_matcher_serve(struct lync_matcher *matcher,
			      const struct lync_match_limits *limits,
			      const struct lync_host *host)
{
	int err;

	err = lync_services_build(&matcher->services, matcher->policy, limits,
				  host);
	matcher->has_services = !err;
	if (err != -E2BIG)
		return err;
	lync_services_free(&matcher->services, host);
	return 0;
}

static int lync_matcher_cross(struct lync_matcher *matcher,
			      const struct lync_match_limits *limits,
			      const struct lync_host *host)
{
	int err;

	if (!matcher->pairs.table || !matcher->has_services ||
	    !matcher->services.has_zones)
		return 0;
	err = lync_cross_rows_build(&matcher->rows, &matcher->both,
				    &matcher->services.sets, limits->rows,
				    host);
	if (!err)
		lync_cross_lead_on(&matcher->pairs, matcher->rows.n_right);
	return err == -E2BIG ? 0 : err;
}

/* Sets that tables have made superfluous, and what finds equal ones. */
static void lync_matcher_trim(struct lync_matcher *matcher,
			      const struct lync_host *host)
{
	if (matcher->pairs.table) {
		lync_sets_free(&matcher->from, host);
		lync_sets_free(&matcher->to, host);
	}
	if (matcher->rows.table) {
		lync_sets_free(&matcher->both, host);
		lync_sets_free(&matcher->services.sets, host);
	}
	lync_sets_seal(&matcher->from, host);
	lync_sets_seal(&matcher->to, host);
	lync_sets_seal(&matcher->both, host);
	lync_sets_free(&matcher->classes.sets, host);
	host->free(matcher->classes.around);
	matcher->classes.around = NULL;
}

static int lync_matcher_compile(struct lync_matcher *matcher,
				const struct lync_match_limits *limits,
				const struct lync_host *host)
{
	u32 n_rows = matcher->policy->n_rows;
	int err;

	lync_sets_init(&matcher->from, n_rows, limits->classes);
	lync_sets_init(&matcher->to, n_rows, limits->classes);
	lync_sets_init(&matcher->both, n_rows,
		       lync_limit_row_sets(limits, n_rows));
	err = lync_classes_build(matcher->policy, limits, host,
				 &matcher->classes);
	if (!err)
		err = lync_matcher_list_edges(matcher, limits, host);
	if (!err)
		err = lync_matcher_find_places(matcher, host);
	if (!err)
		err = lync_matcher_pair(matcher, limits, host);
	if (!err)
		err = lync_matcher_serve(matcher, limits, host);
	if (!err)
		err = lync_matcher_cross(matcher, limits, host);
	lync_matcher_trim(matcher, host);
	return err;
}

int lync_matcher_build_within(const struct lync_policy *policy,
			      const struct lync_match_limits *limits,
			      const struct lync_host *host,
			      struct lync_matcher **out)
{
	struct lync_matcher *matcher = host->alloc(sizeof(*matcher));
	int err;

	if (!matcher)
		return -ENOMEM;
	matcher->policy = policy;
	err = lync_matcher_compile(matcher, limits, host);
	if (err)
		lync_matcher_free(matcher, host);
	else
		*out = matcher;
	return err;
}

int lync_matcher_build(const struct lync_policy *policy,
		       const struct lync_host *host, struct lync_matcher **out)
{
	return lync_matcher_build_within(policy, &lync_match_limits, host, out);
}

void lync_matcher_free(struct lync_matcher *matcher,
		       const struct lync_host *host)
{
	if (!matcher)
		return;
	lync_classes_free(&matcher->classes, host);
	lync_edges_free(&matcher->edges4, host);
	lync_edges_free(&matcher->edges6, host);
	lync_services_free(&matcher->services, host);
	lync_cross_free(&matcher->pairs, host);
	host->free(matcher->rows.table);
	lync_sets_free(&matcher->from, host);
	lync_sets_free(&matcher->to, host);
	lync_sets_free(&matcher->both, host);
	host->free(matcher->places);
	host->free(matcher);
}

size_t lync_matcher_bytes(const struct lync_matcher *matcher)
{
	return sizeof(*matcher) + lync_classes_bytes(&matcher->classes) +
	       lync_edges_bytes(&matcher->edges4, LYNC_IPV4) +
	       lync_edges_bytes(&matcher->edges6, LYNC_IPV6) +
	       matcher->classes.sets.n * sizeof(*matcher->places) +
	       lync_services_bytes(&matcher->services) +
	       lync_cross_bytes(&matcher->pairs) +
	       lync_cross_rows_bytes(&matcher->rows) +
	       lync_sets_bytes(&matcher->from) +
	       lync_sets_bytes(&matcher->to) + lync_sets_bytes(&matcher->both);
}
