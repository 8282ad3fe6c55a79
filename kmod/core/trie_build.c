// SPDX-License-Identifier: GPL-2.0-only
/* The trie: building, in two rounds; what leads to the intervals is made in trie_node.c. */
#include "addr.h"
#include "trie_node.h"

/* ---- intervals ---- */

static void lync_trie_put(struct lync_trie_builder *builder,
			  enum lync_trie_half which, u32 i, u64 start, u32 entry)
{
	struct lync_intervals *half = &builder->trie->half[which];
	struct lync_block *block;

	if (builder->trie->is_wide) {
		block = half->block + i / LYNC_TRIE_BLOCK;
		block->start[i % LYNC_TRIE_BLOCK] = start;
		block->entry[i % LYNC_TRIE_BLOCK] = entry;
	} else {
		half->single[i] = (struct lync_interval){ start, entry };
	}
}

static void lync_trie_append(struct lync_trie_builder *builder,
			     enum lync_trie_half which, u64 start, u32 entry)
{
	u32 i = builder->trie->half[which].n++;

	if (builder->stores)
		lync_trie_put(builder, which, i, start, entry);
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
	u32 i = half->n - 1;

	/* only addresses of IPv6 have a second half */
	if (builder->stores)
		half->block[i / LYNC_TRIE_BLOCK].entry[i % LYNC_TRIE_BLOCK] = entry;
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

void lync_trie_add(struct lync_trie_builder *builder, u64 upper, u64 lower,
		   u32 class)
{
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

/* ---- rounds ---- */

void lync_trie_begin(struct lync_trie_builder *builder, struct lync_trie *trie,
		     bool is_ipv6, const struct lync_match_limits *limits,
		     const struct lync_host *host)
{
	memset(trie, 0, sizeof(*trie));
	memset(builder, 0, sizeof(*builder));
	trie->is_ipv6 = is_ipv6;
	builder->trie = trie;
	builder->host = host;
	builder->limits = limits;
}

static int lync_trie_alloc(struct lync_trie_builder *builder,
			   enum lync_trie_half which)
{
	const struct lync_host *host = builder->host;
	struct lync_trie *trie = builder->trie;
	struct lync_intervals *half = &trie->half[which];

	if (!half->n)
		return 0;
	half->block = host->alloc(lync_intervals_bytes(trie, which));
	if (!half->block)
		return -ENOMEM;
	if (!lync_trie_has_blocks(trie, which))
		return 0;
	half->heads = host->alloc(lync_heads_bytes(trie));
	return half->heads ? 0 : -ENOMEM;
}

int lync_trie_next_round(struct lync_trie_builder *builder)
{
	struct lync_trie *trie = builder->trie;
	int err;

	if (builder->within)
		lync_trie_close(builder);
	trie->is_wide = trie->is_ipv6 ||
			trie->half[LYNC_TRIE_UPPER].n > builder->limits->few;
	err = lync_trie_alloc(builder, LYNC_TRIE_UPPER);
	if (!err)
		err = lync_trie_alloc(builder, LYNC_TRIE_LOWER);
	if (err)
		return err;
	trie->half[LYNC_TRIE_UPPER].n = 0;
	trie->half[LYNC_TRIE_LOWER].n = 0;
	builder->stores = true;
	builder->upper = 0;
	return 0;
}

/* What a search may read behind the last one. */
static void lync_trie_pad(struct lync_trie_builder *builder)
{
	const struct lync_trie *trie = builder->trie;
	const struct lync_intervals *half = &trie->half[LYNC_TRIE_UPPER];
	u32 i, entry = lync_interval_entry(half, half->n - 1, trie->is_wide);
	u32 end = half->n + LYNC_TRIE_RUN_MOST - 1;

	if (trie->is_wide)
		end = lync_blocks_count(trie, LYNC_TRIE_UPPER) * LYNC_TRIE_BLOCK;
	for (i = half->n; i < end; i++)
		lync_trie_put(builder, LYNC_TRIE_UPPER, i, ~0ull, entry);
}

static void lync_trie_copy_heads(struct lync_trie_builder *builder)
{
	const struct lync_trie *trie = builder->trie;
	const struct lync_intervals *half = &trie->half[LYNC_TRIE_UPPER];
	u32 i, n = trie->is_wide ? lync_blocks_count(trie, LYNC_TRIE_UPPER) : 0;

	for (i = 0; i < n; i++) {
		if (i % LYNC_TRIE_RELAX == 0)
			builder->host->relax();
		half->heads[i] = half->block[i].start[0];
	}
}

int lync_trie_finish(struct lync_trie_builder *builder)
{
	if (builder->within)
		lync_trie_close(builder);
	lync_trie_pad(builder);
	lync_trie_copy_heads(builder);
	return lync_trie_build_top(builder);
}
