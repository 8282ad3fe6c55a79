// SPDX-License-Identifier: GPL-2.0-only
/* A sorted list of boundaries, which a trie must agree with. */
#include "unit.h"

#include "addr.h"
#include "trie_build.h"
#include "trie_model.h"

enum trie_model_probes {
	TRIE_MODEL_RANDOM = 64,
};

void trie_model_reset(struct trie_model *model, enum trie_layout layout)
{
	model->is_ipv6 = layout == TRIE_BLOCKS6;
	model->few = layout == TRIE_BLOCKS4 ? 0 : lync_match_limits.few;
	model->n = 0;
}

void trie_model_add(struct trie_model *model, struct lync_addr addr)
{
	assert_true(model->n < TRIE_MODEL_MOST);
	if (!model->is_ipv6)
		memset(&addr.w[1], 0, sizeof(addr) - sizeof(addr.w[0]));
	model->at[model->n++].addr = addr;
}

void trie_model_add4(struct trie_model *model, u32 addr)
{
	trie_model_add(model, (struct lync_addr){ { addr } });
}

void trie_model_add6(struct trie_model *model, u64 upper, u64 lower)
{
	trie_model_add(model, (struct lync_addr){ {
		upper >> 32, (u32)upper, lower >> 32, (u32)lower } });
}

static int boundary_compare(const void *a, const void *b)
{
	const u32 *wa = ((const struct trie_boundary *)a)->addr.w;
	const u32 *wb = ((const struct trie_boundary *)b)->addr.w;
	u32 i;

	for (i = 0; i < 3 && wa[i] == wb[i]; i++)
		;
	return (wa[i] > wb[i]) - (wa[i] < wb[i]);
}

void trie_model_seal(struct trie_model *model)
{
	u32 i, n = 0;

	trie_model_add(model, (struct lync_addr){ { 0 } });
	qsort(model->at, model->n, sizeof(*model->at), boundary_compare);
	for (i = 0; i < model->n; i++)
		if (!n || boundary_compare(&model->at[i], &model->at[n - 1]))
			model->at[n++] = model->at[i];
	model->n = n;
	for (i = 0; i < n; i++)
		model->at[i].class = LYNC_TRIE_NODE - 1 - i;
}

static void add_all(const struct trie_model *model,
		    struct lync_trie_builder *builder)
{
	const struct lync_addr *addr;
	u32 i;

	for (i = 0; i < model->n; i++) {
		addr = &model->at[i].addr;
		lync_trie_add(builder,
			      model->is_ipv6 ? lync_addr_upper(addr) : addr->w[0],
			      model->is_ipv6 ? lync_addr_lower(addr) : 0,
			      model->at[i].class);
	}
}

int trie_model_build(const struct trie_model *model, u32 levels,
		     struct lync_trie *trie)
{
	struct lync_match_limits limits = lync_match_limits;
	struct lync_trie_builder builder;
	int err;

	limits.levels = levels;
	limits.few = model->few;
	lync_trie_begin(&builder, trie, model->is_ipv6, &limits, &unit_host);
	add_all(model, &builder);
	err = lync_trie_next_round(&builder);
	if (err)
		return err;
	add_all(model, &builder);
	return lync_trie_finish(&builder);
}

void trie_model_must_build(const struct trie_model *model, u32 levels,
			   struct lync_trie *trie)
{
	unit_memory_reset(0);
	assert_int_equal(trie_model_build(model, levels, trie), 0);
}

void trie_model_drop(struct lync_trie *trie)
{
	lync_trie_free(trie, &unit_host);
	unit_memory_reset(0);
}

static void probe(const struct lync_trie *trie, const struct lync_addr *addr,
		  u32 class)
{
	u32 found = trie->is_ipv6 ? lync_trie_find6(trie, addr) :
				    lync_trie_find4(trie, addr);

	if (found != class)
		fail_msg("%08x %08x %08x %08x: class %x, not %x", addr->w[0],
			 addr->w[1], addr->w[2], addr->w[3], found, class);
}

/* The address @by (1 or -1) away; false where there is none. */
static bool neighbour(const struct trie_model *model, struct lync_addr *addr,
		      int by)
{
	u32 i = model->is_ipv6 ? 4 : 1;

	while (i-- > 0) {
		addr->w[i] += by;
		if (addr->w[i] != (by > 0 ? 0 : ~0u))
			return true;
	}
	return false;
}

static void probe_boundary(const struct trie_model *model,
			   const struct lync_trie *trie, u32 i)
{
	const struct trie_boundary *at = &model->at[i];
	struct lync_addr addr = at->addr;

	probe(trie, &addr, at->class);
	if (neighbour(model, &addr, -1))
		probe(trie, &addr, at[-1].class);
	addr = at->addr;
	if (!neighbour(model, &addr, 1))
		return;
	if (i + 1 < model->n && !memcmp(&addr, &at[1].addr, sizeof(addr)))
		at++;
	probe(trie, &addr, at->class);
}

static u32 find_naively(const struct trie_model *model,
			const struct trie_boundary *sought)
{
	u32 i = model->n;

	while (boundary_compare(&model->at[--i], sought) > 0)
		;
	return model->at[i].class;
}

/* Near a boundary as to the first words of it, or anywhere. */
static void probe_random(const struct trie_model *model,
			 const struct lync_trie *trie,
			 struct random_source *source)
{
	struct trie_boundary sought = { { { 0 } }, 0 };
	u32 i, words = model->is_ipv6 ? 4 : 1;

	if (random_below(source, 4))
		sought = model->at[random_below(source, model->n)];
	for (i = random_below(source, words + 1); i < words; i++)
		sought.addr.w[i] = random_below(source, 0xffffffff) +
				   random_below(source, 2);
	probe(trie, &sought.addr, find_naively(model, &sought));
}

void trie_model_check(const struct trie_model *model,
		      const struct lync_trie *trie,
		      struct random_source *source)
{
	struct lync_addr last = { { ~0u } };
	u32 i;

	if (model->is_ipv6)
		memset(&last, 0xff, sizeof(last));
	for (i = 0; i < model->n; i++)
		probe_boundary(model, trie, i);
	probe(trie, &last, model->at[model->n - 1].class);
	for (i = 0; i < TRIE_MODEL_RANDOM; i++)
		probe_random(model, trie, source);
}
