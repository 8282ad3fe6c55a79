// SPDX-License-Identifier: GPL-2.0-only
/* Address to class. */
#include "addr.h"
#include "classify.h"
#include "sort.h"
#include "trie_build.h"

/**
 * DOC: Theory of operation
 *
 * A policy asks one thing of an address only: which groups is it in? Addresses
 * that are in the same groups cannot be told apart by any row, so they form a
 * *class*. A million prefixes of one group make no more than one class of their
 * own. What has to be known of a packet is then two small numbers.
 *
 * The classes are found by a sweep. Prefixes are sorted by first address, the
 * wider one first where two begin together, so that a prefix stands behind all
 * that contain it. Prefixes nest or are disjoint, they never overlap by half:
 * the prefixes that contain the point of the sweep are a stack. Its groups,
 * taken together, are the set of the class there. Each time the stack changes,
 * an interval of addresses ends and the next begins. Equal sets get one number
 * from a hash table, the same for both families. The sweep is done twice: the
 * first time the intervals are counted only. How an address is looked up among
 * them is trie.h's matter.
 *
 * For example the default policy with a site of
 *
 *	access_edge       = 203.0.113.10
 *	messenger_clients = 65.52.0.0/14
 *	pic_partners      = 65.54.52.0/24
 *
 * cuts IPv4 into
 *
 *	0.0.0.0       class 0  {}
 *	65.52.0.0     class 1  {messenger_clients}
 *	65.54.52.0    class 2  {messenger_clients, pic_partners}
 *	65.54.53.0    class 1  {messenger_clients}
 *	65.56.0.0     class 0  {}
 *	203.0.113.10  class 3  {access_edge}
 *	203.0.113.11  class 0  {}
 *
 * Groups that are `any` hold every address and tell none apart: they are in no
 * set, and whoever asks about groups adds them.
 */

enum lync_sweep_size {
	/* every prefix length once, below them the whole address space */
	LYNC_SWEEP_DEPTH = 128 + 2,
	LYNC_SWEEP_RELAX = 4096,
};

/**
 * struct lync_point - an address of either family, as two numbers
 * @upper: its upper half; an IPv4 address is the upper half of that
 * @lower: its lower half
 */
struct lync_point {
	u64 upper;
	u64 lower;
};

/**
 * struct lync_stretch - a prefix of either family
 * @first: its first address
 * @len: its length
 * @group: index of the group
 */
struct lync_stretch {
	struct lync_point first;
	u32 len;
	u32 group;
};

/**
 * struct lync_open - a prefix that the sweep is within
 * @last: its last address
 * @class: class of its addresses, as far as no narrower prefix holds them
 */
struct lync_open {
	struct lync_point last;
	u32 class;
};

/**
 * struct lync_known - what came of the last prefix of a group
 * @around: class of the addresses around it
 * @class: class of its own
 * @is_valid: there was one
 */
struct lync_known {
	u32 around;
	u32 class;
	bool is_valid;
};

/**
 * struct lync_guard - groups that protect lines name
 * @groups: as a set
 * @all: one of them is `any`
 */
struct lync_guard {
	u64 groups[LYNC_MAX_GROUPS / 64];
	bool all;
};

/**
 * struct lync_sweep - the sweep over one family
 * @policy: the policy
 * @limits: of the trie
 * @host: memory
 * @sets: the sets found so far
 * @around: see struct lync_classes
 * @trie: what the intervals are for
 * @shift: bits of an upper half that are no address: 32 for IPv4, 0 for IPv6
 * @from: where the interval begins that is about to be added
 * @class: its class
 * @added: class of the one before, if @has_added
 * @has_added: there is one before
 * @edge: the groups that are protected
 * @bound: those of them that live behind a zone
 * @elsewhere: class of addresses in no group
 * @prefix4: IPv4 prefixes in order, or NULL
 * @prefix6: IPv6 prefixes in order, or NULL; copies, as pointers would have to be followed
 *	to far-off memory for each comparison
 * @n: number of prefixes
 * @at: number of prefixes that the sweep has come by
 * @next: the one behind these, if there is one
 * @depth: entries of @stack in use
 * @known: by group
 * @scratch: the set in the making
 * @stack: prefixes around the current one, widest first
 */
struct lync_sweep {
	const struct lync_policy *policy;
	const struct lync_match_limits *limits;
	const struct lync_host *host;
	struct lync_sets *sets;
	u16 *around;
	struct lync_trie_builder trie;
	u32 shift;
	struct lync_point from;
	u32 class;
	u32 added;
	bool has_added;
	struct lync_prefix4 *prefix4;
	struct lync_prefix6 *prefix6;
	u32 n;
	u32 at;
	struct lync_stretch next;
	u32 depth;
	struct lync_guard edge;
	struct lync_guard bound;
	u32 elsewhere;
	struct lync_known known[LYNC_MAX_GROUPS];
	u64 scratch[LYNC_MAX_GROUPS / 64];
	struct lync_open stack[LYNC_SWEEP_DEPTH];
};

static void *lync_sweep_copy(const struct lync_sweep *sweep,
			     const void *prefixes, size_t size)
{
	void *copies = sweep->host->alloc(sweep->n * size);

	if (copies)
		lync_copy_long(copies, prefixes, sweep->n * size, sweep->host);
	return copies;
}

static int lync_sweep_begin4(struct lync_sweep *sweep)
{
	const struct lync_policy *policy = sweep->policy;

	sweep->n = policy->n_prefix4;
	if (!sweep->n)
		return 0;
	sweep->prefix4 = lync_sweep_copy(sweep, policy->prefix4,
					 sizeof(*sweep->prefix4));
	if (!sweep->prefix4)
		return -ENOMEM;
	return lync_sort_long(sweep->prefix4, sweep->n,
			      sizeof(*sweep->prefix4), &lync_prefix4_order,
			      sweep->host);
}

static int lync_sweep_begin6(struct lync_sweep *sweep)
{
	const struct lync_policy *policy = sweep->policy;

	sweep->n = policy->n_prefix6;
	if (!sweep->n)
		return 0;
	sweep->prefix6 = lync_sweep_copy(sweep, policy->prefix6,
					 sizeof(*sweep->prefix6));
	if (!sweep->prefix6)
		return -ENOMEM;
	return lync_sort_long(sweep->prefix6, sweep->n,
			      sizeof(*sweep->prefix6), &lync_prefix6_order,
			      sweep->host);
}

/* Read the next prefix. */
static void lync_sweep_read(struct lync_sweep *sweep)
{
	struct lync_stretch *next = &sweep->next;
	const struct lync_prefix4 *prefix4;
	const struct lync_prefix6 *prefix6;

	if (sweep->prefix6) {
		prefix6 = &sweep->prefix6[sweep->at];
		next->first.upper = lync_addr_upper(&prefix6->addr);
		next->first.lower = lync_addr_lower(&prefix6->addr);
		next->len = prefix6->len;
		next->group = prefix6->group;
	} else {
		prefix4 = &sweep->prefix4[sweep->at];
		next->first.upper = (u64)prefix4->addr << 32;
		next->len = prefix4->len;
		next->group = prefix4->group;
	}
}

static bool lync_point_equal(const struct lync_point *a,
			     const struct lync_point *b)
{
	return a->upper == b->upper && a->lower == b->lower;
}

/* Come by the next prefix; does it stand once more behind itself? */
static bool lync_sweep_step(struct lync_sweep *sweep)
{
	const struct lync_stretch passed = sweep->next;

	if (++sweep->at == sweep->n)
		return false;
	if (sweep->at % LYNC_SWEEP_RELAX == 0)
		sweep->host->relax();
	lync_sweep_read(sweep);
	return lync_point_equal(&passed.first, &sweep->next.first) &&
	       passed.len == sweep->next.len;
}

/* The interval that ends here is added, unless it goes on as the one before it. */
static void lync_sweep_flush(struct lync_sweep *sweep)
{
	if (sweep->has_added && sweep->added == sweep->class)
		return;
	lync_trie_add(&sweep->trie, sweep->from.upper >> sweep->shift,
		      sweep->from.lower, sweep->class);
	sweep->added = sweep->class;
	sweep->has_added = true;
}

static void lync_sweep_emit(struct lync_sweep *sweep,
			    const struct lync_point *start, u32 class)
{
	/* a wider prefix that begins at the same address gives way */
	if (!lync_point_equal(&sweep->from, start))
		lync_sweep_flush(sweep);
	sweep->from = *start;
	sweep->class = class;
}

/* Leave the innermost prefix: what follows it belongs to the one around it. */
static void lync_sweep_pop(struct lync_sweep *sweep)
{
	struct lync_point next = sweep->stack[--sweep->depth].last;

	next.lower++;
	next.upper += !next.lower;
	/* wrapped around to 0: that was the last address there is */
	if (!next.upper && !next.lower)
		return;
	lync_sweep_emit(sweep, &next, sweep->stack[sweep->depth - 1].class);
}

/* Leave what ends before @until. */
static void lync_sweep_leave(struct lync_sweep *sweep,
			     const struct lync_point *until)
{
	const struct lync_point *last;

	while (sweep->depth > 1) {
		last = &sweep->stack[sweep->depth - 1].last;
		if (last->upper > until->upper ||
		    (last->upper == until->upper && last->lower >= until->lower))
			break;
		lync_sweep_pop(sweep);
	}
}

static bool lync_sweep_meets(const struct lync_sweep *sweep,
			     const struct lync_guard *guard)
{
	u32 word;

	for (word = 0; word < sweep->sets->words; word++)
		if (sweep->scratch[word] & guard->groups[word])
			return true;
	return guard->all;
}

/* The class whose groups are in the scratch set, for addresses within others. */
static int lync_sweep_intern(struct lync_sweep *sweep, u32 around, u32 *class)
{
	u32 n = sweep->sets->n;
	int err;

	err = lync_sets_intern(sweep->sets, sweep->host, sweep->scratch, class);
	if (!err && sweep->sets->n > n)
		sweep->around[n] = lync_class_number(around);
	if (err || !lync_sweep_meets(sweep, &sweep->edge))
		return err;
	*class |= LYNC_CLASS_EDGE;
	if (lync_sweep_meets(sweep, &sweep->bound))
		*class |= LYNC_CLASS_BOUND;
	return 0;
}

/* The groups of a prefix and its duplicates, and of all around it, are a class. */
static int lync_sweep_gather(struct lync_sweep *sweep, u32 around, u32 group,
			     bool repeats, u32 *class)
{
	const struct lync_sets *sets = sweep->sets;

	memcpy(sweep->scratch, lync_set_bits(sets, lync_class_number(around)),
	       sets->words * sizeof(*sets->bits));
	sweep->scratch[group / 64] |= 1ull << (group % 64);
	while (repeats) {
		group = sweep->next.group;
		sweep->scratch[group / 64] |= 1ull << (group % 64);
		repeats = lync_sweep_step(sweep);
	}
	return lync_sweep_intern(sweep, around, class);
}

/* Most prefixes are in one group, and within what others of the group are within. */
static int lync_sweep_classify(struct lync_sweep *sweep, u32 around, u32 group,
			       bool repeats, u32 *class)
{
	struct lync_known *known = &sweep->known[group];
	int err;

	if (!repeats && known->is_valid && known->around == around) {
		*class = known->class;
		return 0;
	}
	err = lync_sweep_gather(sweep, around, group, repeats, class);
	if (!err && !repeats)
		*known = (struct lync_known){ around, *class, true };
	return err;
}

/* Enter the next prefix and its duplicates. */
static int lync_sweep_enter(struct lync_sweep *sweep)
{
	const struct lync_stretch prefix = sweep->next;
	bool repeats = lync_sweep_step(sweep);
	struct lync_open *top;
	int err;

	lync_sweep_leave(sweep, &prefix.first);
	top = &sweep->stack[sweep->depth];
	err = lync_sweep_classify(sweep, top[-1].class, prefix.group, repeats,
				  &top->class);
	if (err)
		return err;
	top->last.upper = prefix.first.upper | lync_open_upper(prefix.len);
	top->last.lower = prefix.first.lower | lync_open_lower(prefix.len);
	sweep->depth++;
	lync_sweep_emit(sweep, &prefix.first, top->class);
	return 0;
}

static void lync_sweep_free(struct lync_sweep *sweep)
{
	sweep->host->free(sweep->prefix4);
	sweep->host->free(sweep->prefix6);
	sweep->prefix4 = NULL;
	sweep->prefix6 = NULL;
}

static void lync_guard_add(struct lync_guard *guard,
			   const struct lync_policy *policy, u32 group)
{
	guard->groups[group / 64] |= 1ull << (group % 64);
	if (policy->groups[group].any)
		guard->all = true;
}

static void lync_sweep_protect(struct lync_sweep *sweep)
{
	const struct lync_policy *policy = sweep->policy;
	const struct lync_protect *protect;
	u32 i;

	for (i = 0; i < policy->n_protects; i++) {
		protect = &policy->protects[i];
		lync_guard_add(&sweep->edge, policy, protect->group);
		if (protect->zone != LYNC_NO_ZONE)
			lync_guard_add(&sweep->bound, policy, protect->group);
	}
}

static int lync_sweep_round(struct lync_sweep *sweep)
{
	int err;

	memset(&sweep->from, 0, sizeof(sweep->from));
	memset(&sweep->next, 0, sizeof(sweep->next));
	sweep->class = sweep->elsewhere;
	sweep->has_added = false;
	sweep->stack[0].class = sweep->elsewhere;
	sweep->depth = 1;
	sweep->at = 0;
	if (sweep->n)
		lync_sweep_read(sweep);
	while (sweep->at < sweep->n) {
		err = lync_sweep_enter(sweep);
		if (err)
			return err;
	}
	while (sweep->depth > 1)
		lync_sweep_pop(sweep);
	lync_sweep_flush(sweep);
	return 0;
}

static int lync_sweep_run(struct lync_sweep *sweep, struct lync_trie *trie,
			  bool is_ipv6, int (*begin)(struct lync_sweep *sweep))
{
	int err;

	sweep->shift = is_ipv6 ? 0 : 32;
	lync_trie_begin(&sweep->trie, trie, is_ipv6, sweep->limits,
			sweep->host);
	err = begin(sweep);
	if (!err)
		err = lync_sweep_round(sweep);
	if (!err)
		err = lync_trie_next_round(&sweep->trie);
	if (!err)
		err = lync_sweep_round(sweep);
	lync_sweep_free(sweep);
	return err ? err : lync_trie_finish(&sweep->trie);
}

int lync_classes_build(const struct lync_policy *policy,
		       const struct lync_match_limits *limits,
		       const struct lync_host *host,
		       struct lync_classes *classes)
{
	struct lync_sweep *sweep;
	int err;

	memset(classes, 0, sizeof(*classes));
	lync_sets_init(&classes->sets, policy->n_groups, limits->classes);
	classes->around = host->alloc(limits->classes *
				      sizeof(*classes->around));
	sweep = host->alloc(sizeof(*sweep));
	if (!sweep || !classes->around) {
		host->free(sweep);
		return -ENOMEM;
	}
	sweep->policy = policy;
	sweep->limits = limits;
	sweep->host = host;
	sweep->sets = &classes->sets;
	sweep->around = classes->around;
	lync_sweep_protect(sweep);
	/* the scratch set is empty still: that is what unnamed addresses have */
	err = lync_sweep_intern(sweep, 0, &sweep->elsewhere);
	if (!err)
		err = lync_sweep_run(sweep, &classes->ipv4, false,
				     lync_sweep_begin4);
	if (!err)
		err = lync_sweep_run(sweep, &classes->ipv6, true,
				     lync_sweep_begin6);
	lync_sweep_free(sweep);
	host->free(sweep);
	lync_sets_seal(&classes->sets, host);
	return err;
}

void lync_classes_free(struct lync_classes *classes,
		       const struct lync_host *host)
{
	lync_trie_free(&classes->ipv4, host);
	lync_trie_free(&classes->ipv6, host);
	lync_sets_free(&classes->sets, host);
	host->free(classes->around);
	classes->around = NULL;
}

size_t lync_classes_bytes(const struct lync_classes *classes)
{
	return lync_trie_bytes(&classes->ipv4) +
	       lync_trie_bytes(&classes->ipv6) +
	       lync_sets_bytes(&classes->sets);
}
