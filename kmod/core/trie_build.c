// SPDX-License-Identifier: GPL-2.0-only
/* The trie: building. */
#include "trie_build.h"

enum lync_trie_build_size {
	LYNC_TRIE_RELAX = 4096,		/* entries made without a pause */
	LYNC_TRIE_FIRST_ROOM = 64,	/* nodes or slots */
	LYNC_TRIE_SMALL = 64,		/* intervals of a small node */
	LYNC_TRIE_LARGE = 65536,	/* intervals of a large one */
	LYNC_TRIE_FEW_SLOTS = 65536,	/* of a node: these may be empty */
	LYNC_TRIE_PAD = LYNC_TRIE_RUN_MOST - 1,
};

/* ---- intervals ---- */

static void lync_trie_append(struct lync_trie_builder *builder,
			     enum lync_trie_half which, u64 start, u32 entry)
{
	struct lync_intervals *half = &builder->trie->half[which];

	if (builder->stores && builder->trie->is_wide)
		half->v6[half->n] = (struct lync_interval6){ start, entry };
	else if (builder->stores)
		half->v4[half->n] = (struct lync_interval4){ start, entry };
	half->n++;
}

/* Does the last interval of the upper half begin at @start? */
static bool lync_trie_begins_at(const struct lync_trie_builder *builder,
				u64 start)
{
	return builder->trie->half[LYNC_TRIE_UPPER].n &&
	       builder->upper == start && !builder->within;
}

static void lync_trie_replace(struct lync_trie_builder *builder, u32 entry)
{
	struct lync_intervals *half = &builder->trie->half[LYNC_TRIE_UPPER];

	/* only addresses of IPv6 have a second half */
	if (builder->stores)
		half->v6[half->n - 1].entry = entry;
}

/* A boundary within addresses of one upper half: they get intervals of their own. */
static void lync_trie_open(struct lync_trie_builder *builder, u64 upper)
{
	/* what they are is known when the last of them has come */
	if (!lync_trie_begins_at(builder, upper))
		lync_trie_append(builder, LYNC_TRIE_UPPER, upper, 0);
	builder->low_first = builder->trie->half[LYNC_TRIE_LOWER].n;
	lync_trie_append(builder, LYNC_TRIE_LOWER, 0, builder->class);
	builder->within = true;
	builder->upper = upper;
}

static u32 lync_trie_entry(struct lync_trie_builder *builder,
			   enum lync_trie_half which, u32 first, u32 n,
			   u32 depth);

/* No further boundary has this upper half: what comes next begins at @next. */
static void lync_trie_close(struct lync_trie_builder *builder)
{
	u32 n = builder->trie->half[LYNC_TRIE_LOWER].n - builder->low_first;

	builder->within = false;
	if (builder->stores)
		lync_trie_replace(builder,
				  lync_trie_entry(builder, LYNC_TRIE_LOWER,
						  builder->low_first, n, 0));
	if (++builder->upper)
		lync_trie_append(builder, LYNC_TRIE_UPPER, builder->upper,
				 builder->class);
}

void lync_trie_add(struct lync_trie_builder *builder,
		   const struct lync_addr *addr, u32 class)
{
	bool is_wide = builder->trie->is_wide;
	u64 upper = is_wide ? (u64)addr->w[0] << 32 | addr->w[1] : addr->w[0];
	u64 lower = is_wide ? (u64)addr->w[2] << 32 | addr->w[3] : 0;

	if (builder->within && upper != builder->upper)
		lync_trie_close(builder);
	if (lower && !builder->within)
		lync_trie_open(builder, upper);
	if (lower)
		lync_trie_append(builder, LYNC_TRIE_LOWER, lower, class);
	else if (lync_trie_begins_at(builder, upper))
		lync_trie_replace(builder, class);
	else
		lync_trie_append(builder, LYNC_TRIE_UPPER, upper, class);
	builder->upper = upper;
	builder->class = class;
}

/* ---- nodes and slots ---- */

/* Room for @more entries behind @n; what is there moves. */
static bool lync_trie_grow(struct lync_trie_builder *builder, void **array,
			   u32 n, u32 more, u32 *room, size_t size)
{
	u32 wanted = *room ? *room : LYNC_TRIE_FIRST_ROOM;
	void *grown;

	if (builder->err)
		return false;
	if (*room - n >= more)
		return true;
	while (wanted - n < more)
		wanted += wanted / 2;
	grown = builder->host->alloc(wanted * size);
	if (!grown) {
		builder->err = -ENOMEM;
		return false;
	}
	if (n)
		memcpy(grown, *array, n * size);
	if (n > LYNC_TRIE_RELAX)
		builder->host->relax();
	builder->host->free(*array);
	*array = grown;
	*room = wanted;
	return true;
}

static bool lync_trie_new_node(struct lync_trie_builder *builder)
{
	struct lync_trie *trie = builder->trie;
	void *nodes = trie->nodes;

	if (!lync_trie_grow(builder, &nodes, trie->n_nodes, 1,
			    &builder->room_nodes, sizeof(*trie->nodes)))
		return false;
	trie->nodes = nodes;
	trie->n_nodes++;
	return true;
}

static bool lync_trie_new_slots(struct lync_trie_builder *builder, u32 n)
{
	struct lync_trie *trie = builder->trie;
	void *slots = trie->slots;

	if (!lync_trie_grow(builder, &slots, trie->n_slots, n,
			    &builder->room_slots, sizeof(*trie->slots)))
		return false;
	trie->slots = slots;
	trie->n_slots += n;
	return true;
}

/* How many slots hold a boundary, other than the end of the slot before? */
static u32 lync_node_used(const struct lync_trie_builder *builder,
			  enum lync_trie_half which,
			  const struct lync_trie_node *node, u32 first, u32 n)
{
	const struct lync_intervals *half = &builder->trie->half[which];
	bool is_wide = builder->trie->is_wide;
	u64 slot, before = ~0ull;
	u32 i, used = 0;

	for (i = first + 1; i < first + n; i++) {
		if (i % LYNC_TRIE_RELAX == 0)
			builder->host->relax();
		slot = (lync_interval_start(half, i, is_wide) - node->base) >>
		       node->shift;
		used += slot != before;
		before = slot;
	}
	return used;
}

/*
 * Slots for @n intervals. Two for each would save steps, but in a large trie that is
 * memory, and in its many small nodes more yet.
 */
static u64 lync_node_slots(u32 n)
{
	return n < LYNC_TRIE_SMALL || n > LYNC_TRIE_LARGE ? n : 2 * (u64)n;
}

/*
 * Cut the stretch from the first boundary of @n intervals to their last into slots,
 * as many as they are to have or half of that. Where boundaries huddle most of these
 * would be empty: then into an eighth of them, until an eighth is used, and the nodes
 * below cut again.
 */
static void lync_node_cut(const struct lync_trie_builder *builder,
			  enum lync_trie_half which,
			  struct lync_trie_node *node, u32 first, u32 n)
{
	const struct lync_intervals *half = &builder->trie->half[which];
	bool is_wide = builder->trie->is_wide;

	/* without a boundary the first interval is in every slot */
	if (n == 1)
		return;
	node->base = lync_interval_start(half, first + 1, is_wide);
	node->span = lync_interval_start(half, first + n - 1, is_wide) -
		     node->base;
	while (node->span >> node->shift >= lync_node_slots(n))
		node->shift++;
	while (node->span >> node->shift >= LYNC_TRIE_FEW_SLOTS &&
	       lync_node_used(builder, which, node, first, n) <
		       (node->span >> node->shift) / 8)
		node->shift += 3;
	node->last = node->span >> node->shift;
}

/* How many of the intervals from @first to @end begin at @last or before? */
static u32 lync_intervals_until(const struct lync_intervals *half, bool is_wide,
				u32 first, u32 end, u64 last)
{
	u32 i = first;

	while (i < end && lync_interval_start(half, i, is_wide) <= last)
		i++;
	return i - first;
}

/* Fill the slots of a node that has been cut. */
static void lync_node_fill(struct lync_trie_builder *builder,
			   enum lync_trie_half which,
			   const struct lync_trie_node *node, u32 first, u32 n,
			   u32 depth)
{
	const struct lync_intervals *half = &builder->trie->half[which];
	u64 last = node->base + ((1ull << node->shift) - 1);
	bool is_wide = builder->trie->is_wide;
	u32 end = first + n, at = n > 1 ? first + 1 : first;
	u32 slot, count, entry, *slots;

	for (slot = 0; slot < node->last && !builder->err; slot++) {
		count = lync_intervals_until(half, is_wide, at, end, last);
		entry = lync_trie_entry(builder, which, at, count, depth);
		builder->trie->slots[node->first + slot] = entry;
		at += count;
		/* the next slot begins in the interval that this one ends in */
		if (at == end ||
		    lync_interval_start(half, at, is_wide) > last + 1)
			at--;
		last += 1ull << node->shift;
	}
	entry = lync_trie_entry(builder, which, at, end - at, depth);
	slots = &builder->trie->slots[node->first + node->last];
	slots[0] = entry;
	slots[1] = lync_trie_entry(builder, which, first, 1, depth);
	slots[2] = lync_trie_entry(builder, which, end - 1, 1, depth);
}

/* Make @node, which @depth nodes are above, for @n intervals from @first on. */
static void lync_node_build(struct lync_trie_builder *builder,
			    enum lync_trie_half which,
			    struct lync_trie_node *node, u32 first, u32 n,
			    u32 depth)
{
	memset(node, 0, sizeof(*node));
	node->is_run = depth && depth >= builder->levels;
	if (node->is_run) {
		node->first = first;
		node->last = n - 1;
		return;
	}
	lync_node_cut(builder, which, node, first, n);
	node->first = builder->trie->n_slots;
	if (lync_trie_new_slots(builder, node->last + 3))
		lync_node_fill(builder, which, node, first, n, depth + 1);
}

static u32 lync_trie_node(struct lync_trie_builder *builder,
			  enum lync_trie_half which, u32 first, u32 n,
			  u32 depth)
{
	struct lync_trie *trie = builder->trie;
	u32 index = trie->n_nodes;
	struct lync_trie_node node;

	if (!lync_trie_new_node(builder))
		return 0;
	lync_node_build(builder, which, &node, first, n, depth);
	/* not before: the array has moved if it had to make room */
	trie->nodes[index] = node;
	return LYNC_TRIE_NODE | which << LYNC_TRIE_HALF_SHIFT | index;
}

/*
 * An entry for a stretch of addresses which is in @n intervals from @first on.
 * Calls itself for the parts of it, @builder->levels deep.
 */
static u32 lync_trie_part(struct lync_trie_builder *builder,
			  enum lync_trie_half which, u32 first, u32 n,
			  u32 depth)
{
	if (n <= LYNC_TRIE_RUN_MOST)
		return LYNC_TRIE_RUN | which << LYNC_TRIE_HALF_SHIFT |
		       (n - 1) << LYNC_TRIE_RUN_SHIFT | first;
	return lync_trie_node(builder, which, first, n, depth);
}

static u32 lync_trie_entry(struct lync_trie_builder *builder,
			   enum lync_trie_half which, u32 first, u32 n,
			   u32 depth)
{
	if (++builder->work % LYNC_TRIE_RELAX == 0)
		builder->host->relax();
	return lync_trie_part(builder, which, first, n, depth);
}

/* ---- rounds ---- */

void lync_trie_begin(struct lync_trie_builder *builder, struct lync_trie *trie,
		     bool is_wide, u32 levels, const struct lync_host *host)
{
	memset(trie, 0, sizeof(*trie));
	memset(builder, 0, sizeof(*builder));
	trie->is_wide = is_wide;
	builder->trie = trie;
	builder->host = host;
	builder->levels = levels;
}

int lync_trie_next_round(struct lync_trie_builder *builder)
{
	struct lync_trie *trie = builder->trie;
	const struct lync_host *host = builder->host;
	size_t bytes = lync_interval_bytes(trie->is_wide);
	struct lync_intervals *half;
	u32 which;

	if (builder->within)
		lync_trie_close(builder);
	for (which = LYNC_TRIE_UPPER; which <= LYNC_TRIE_LOWER; which++) {
		half = &trie->half[which];
		if (!half->n)
			continue;
		half->v6 = host->alloc((half->n + LYNC_TRIE_PAD) * bytes);
		if (!half->v6)
			return -ENOMEM;
		half->n = 0;
	}
	builder->stores = true;
	builder->upper = 0;
	return 0;
}

/* What a search of eight may read behind the last one. */
static void lync_trie_pad(struct lync_trie_builder *builder)
{
	struct lync_intervals *half = &builder->trie->half[LYNC_TRIE_UPPER];
	u32 i, entry = lync_interval_entry(half, half->n - 1,
					   builder->trie->is_wide);

	for (i = 0; i < LYNC_TRIE_PAD; i++)
		lync_trie_append(builder, LYNC_TRIE_UPPER, ~0ull, entry);
	half->n -= LYNC_TRIE_PAD;
}

/* Give back the room that growing by halves has left. */
static int lync_trie_fit(struct lync_trie_builder *builder, void **array,
			 u32 n, u32 room, size_t size)
{
	void *fit;

	if (n == room)
		return 0;
	fit = n ? builder->host->alloc(n * size) : NULL;
	if (n && !fit)
		return -ENOMEM;
	if (n)
		memcpy(fit, *array, n * size);
	builder->host->free(*array);
	*array = fit;
	return 0;
}

static int lync_trie_fit_all(struct lync_trie_builder *builder)
{
	struct lync_trie *trie = builder->trie;
	void *nodes = trie->nodes, *slots = trie->slots;
	int err;

	err = lync_trie_fit(builder, &nodes, trie->n_nodes, builder->room_nodes,
			    sizeof(*trie->nodes));
	if (!err)
		err = lync_trie_fit(builder, &slots, trie->n_slots,
				    builder->room_slots, sizeof(*trie->slots));
	trie->nodes = nodes;
	trie->slots = slots;
	return err;
}

int lync_trie_finish(struct lync_trie_builder *builder)
{
	struct lync_trie *trie = builder->trie;

	if (builder->within)
		lync_trie_close(builder);
	lync_trie_pad(builder);
	lync_node_build(builder, LYNC_TRIE_UPPER, &trie->top, 0,
			trie->half[LYNC_TRIE_UPPER].n, 0);
	return builder->err ? builder->err : lync_trie_fit_all(builder);
}
