// SPDX-License-Identifier: GPL-2.0-only
/* The trie: building of nodes and their slots, above intervals that are complete. */
#include "trie_node.h"

enum lync_trie_node_size {
	LYNC_TRIE_FIRST_ROOM = 64,	/* nodes or slots */
	/* intervals that are in eight blocks wherever they begin */
	LYNC_TRIE_RUN_SURE = LYNC_TRIE_BLOCK * (LYNC_TRIE_RUN_BLOCKS - 1) + 1,
	LYNC_TRIE_MANY_RUNS = 16,	/* of these the first and the last need no slots */
};

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

/* How many intervals may begin in a slot that is to have no node? */
static u32 lync_slot_room(const struct lync_trie *trie,
			  enum lync_trie_half which)
{
	return lync_trie_has_blocks(trie, which) ? LYNC_TRIE_RUN_SURE - 1 :
						   LYNC_TRIE_RUN_MOST - 1;
}

static bool lync_trie_is_run(const struct lync_trie *trie,
			     enum lync_trie_half which, u32 first, u32 n)
{
	u32 last = first + n - 1;

	if (lync_trie_has_blocks(trie, which))
		return last / LYNC_TRIE_BLOCK - first / LYNC_TRIE_BLOCK <
		       LYNC_TRIE_RUN_BLOCKS;
	return n <= LYNC_TRIE_RUN_MOST;
}

static u32 lync_trie_run(const struct lync_trie *trie, enum lync_trie_half which,
			 u32 first, u32 n)
{
	u32 entry = LYNC_TRIE_RUN | which << LYNC_TRIE_HALF_SHIFT;

	if (lync_trie_has_blocks(trie, which))
		return entry | (trie->is_ipv6 ? 0 : LYNC_TRIE_BLOCKS) |
		       first / LYNC_TRIE_BLOCK;
	return entry | (n - 1) << LYNC_TRIE_RUN_SHIFT | first;
}

/*
 * How many of @n intervals are left to either end of a node, uncut: a run of them. A few
 * prefixes far from all others, as those of one's own networks, would stretch the slots.
 */
static u32 lync_node_ends(const struct lync_trie *trie, enum lync_trie_half which,
			  u32 n)
{
	u32 room = lync_slot_room(trie, which);

	return n >= LYNC_TRIE_MANY_RUNS * room ? room : 0;
}

/* Do more than @most of @n intervals begin in slots where these are too many for a run? */
static bool lync_node_is_crowded(const struct lync_trie_builder *builder,
				 enum lync_trie_half which,
				 const struct lync_trie_node *node, u32 first,
				 u32 n, u32 most)
{
	const struct lync_intervals *half = &builder->trie->half[which];
	bool is_wide = builder->trie->is_wide;
	u32 room = lync_slot_room(builder->trie, which);
	u32 i, here = 0, crowded = 0;
	u64 slot, before = ~0ull;

	for (i = first + 1; i < first + n && crowded <= most; i++) {
		if (i % LYNC_TRIE_RELAX == 0)
			builder->host->relax();
		slot = (lync_interval_start(half, i, is_wide) - node->base) >>
		       node->shift;
		here = slot == before ? here + 1 : 1;
		before = slot;
		if (here == room + 1)
			crowded += here;
		else if (here > room)
			crowded++;
	}
	return crowded > most;
}

/* Slots for @n intervals, where boundaries are as far apart here as there. */
static u64 lync_node_slots(const struct lync_trie *trie,
			   enum lync_trie_half which, u32 n)
{
	u32 slots = lync_trie_has_blocks(trie, which) ? n / LYNC_TRIE_BLOCK : n;

	return slots < 2 ? 2 : slots;
}

/*
 * Cut the stretch from the first boundary of @n intervals to their last into slots: few,
 * or as many as leave next to none crowded, up to @most an interval. Where boundaries
 * huddle that would not help: then into few, and the nodes below cut again.
 */
static void lync_node_cut(const struct lync_trie_builder *builder,
			  enum lync_trie_half which,
			  struct lync_trie_node *node, u32 first, u32 n,
			  u32 most)
{
	const struct lync_intervals *half = &builder->trie->half[which];
	bool is_wide = builder->trie->is_wide;
	u32 few;

	/* without a boundary the first interval is in every slot */
	if (n == 1)
		return;
	node->base = lync_interval_start(half, first + 1, is_wide);
	node->span = lync_interval_start(half, first + n - 1, is_wide) -
		     node->base;
	while (node->span >> node->shift >=
	       lync_node_slots(builder->trie, which, n))
		node->shift++;
	few = node->shift;
	while (node->shift &&
	       node->span >> (node->shift - 1) < most * (u64)n &&
	       lync_node_is_crowded(builder, which, node, first, n,
				    n / (8 * most)))
		node->shift--;
	if (node->shift != few &&
	    lync_node_is_crowded(builder, which, node, first, n, n / 2))
		node->shift = few;
	node->last = node->span >> node->shift;
}

/*
 * Slots for an interval at most: what the node at the top leads on to is seldom another
 * node when it has many, and then can be foretold.
 */
static u32 lync_node_most_slots(const struct lync_trie_builder *builder,
				enum lync_trie_half which, u32 n, u32 depth)
{
	bool is_top = which == LYNC_TRIE_UPPER && !depth;

	return is_top && n <= builder->limits->few ? 8 : 2;
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

/* Fill the slots of a node, from where it has been cut for @n intervals from @first on. */
static void lync_node_fill(struct lync_trie_builder *builder,
			   enum lync_trie_half which,
			   const struct lync_trie_node *node, u32 first, u32 n,
			   u32 depth)
{
	const struct lync_intervals *half = &builder->trie->half[which];
	u64 last = node->base + ((1ull << node->shift) - 1);
	bool is_wide = builder->trie->is_wide;
	u32 end = first + n, at = n > 1 ? first + 1 : first;
	u32 slot, count, entry;

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
	builder->trie->slots[node->first + node->last] = entry;
}

/* The slots behind those: for what is before the first, and what is behind the last. */
static void lync_node_fill_ends(struct lync_trie_builder *builder,
				enum lync_trie_half which,
				const struct lync_trie_node *node, u32 first,
				u32 n, u32 ends)
{
	u32 *slots = &builder->trie->slots[node->first + node->last + 1];

	slots[0] = lync_trie_run(builder->trie, which, first, ends + 1);
	slots[1] = lync_trie_run(builder->trie, which, first + n - 1 - ends,
				 ends + 1);
}

/* Make @node, which @depth nodes are above, for @n intervals from @first on. */
static void lync_node_build(struct lync_trie_builder *builder,
			    enum lync_trie_half which,
			    struct lync_trie_node *node, u32 first, u32 n,
			    u32 depth)
{
	u32 ends = lync_node_ends(builder->trie, which, n);
	u32 most = lync_node_most_slots(builder, which, n, depth);

	memset(node, 0, sizeof(*node));
	node->is_run = depth && depth >= builder->limits->levels;
	if (node->is_run) {
		node->first = first;
		node->last = n - 1;
		return;
	}
	lync_node_cut(builder, which, node, first + ends, n - 2 * ends, most);
	node->first = builder->trie->n_slots;
	if (!lync_trie_new_slots(builder, node->last + 3))
		return;
	lync_node_fill(builder, which, node, first + ends, n - 2 * ends,
		       depth + 1);
	if (!builder->err)
		lync_node_fill_ends(builder, which, node, first, n, ends);
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
 * Calls itself for the parts of it, as many levels deep as the limits allow.
 */
static u32 lync_trie_part(struct lync_trie_builder *builder,
			  enum lync_trie_half which, u32 first, u32 n,
			  u32 depth)
{
	if (lync_trie_is_run(builder->trie, which, first, n))
		return lync_trie_run(builder->trie, which, first, n);
	return lync_trie_node(builder, which, first, n, depth);
}

u32 lync_trie_entry(struct lync_trie_builder *builder,
		    enum lync_trie_half which, u32 first, u32 n, u32 depth)
{
	if (++builder->work % LYNC_TRIE_RELAX == 0)
		builder->host->relax();
	return lync_trie_part(builder, which, first, n, depth);
}

int lync_trie_build_top(struct lync_trie_builder *builder)
{
	struct lync_trie *trie = builder->trie;

	lync_node_build(builder, LYNC_TRIE_UPPER, &trie->top, 0,
			trie->half[LYNC_TRIE_UPPER].n, 0);
	return builder->err ? builder->err : lync_trie_fit_all(builder);
}
