// SPDX-License-Identifier: GPL-2.0-only
/* Interning of sets: equal sets get one number. */
#include "sets.h"

enum lync_sets_size {
	LYNC_SETS_FIRST_SLOTS = 32,
};

void lync_sets_init(struct lync_sets *sets, u32 n_bits, u32 most)
{
	memset(sets, 0, sizeof(*sets));
	sets->words = n_bits ? (n_bits + 63) / 64 : 1;
	sets->most = most;
}

void lync_sets_free(struct lync_sets *sets, const struct lync_host *host)
{
	host->free(sets->bits);
	host->free(sets->slots);
	sets->bits = NULL;
	sets->slots = NULL;
	sets->capacity = 0;
	sets->n_slots = 0;
}

void lync_sets_seal(struct lync_sets *sets, const struct lync_host *host)
{
	host->free(sets->slots);
	sets->slots = NULL;
	sets->n_slots = 0;
}

size_t lync_sets_bytes(const struct lync_sets *sets)
{
	return (size_t)sets->capacity * sets->words * sizeof(*sets->bits) +
	       sets->n_slots * sizeof(*sets->slots);
}

static u32 lync_set_hash(const u64 *bits, u32 words)
{
	u64 hash = words;
	u32 i;

	for (i = 0; i < words; i++) {
		hash = (hash ^ bits[i]) * 0x9e3779b97f4a7c15ull;
		hash ^= hash >> 29;
	}
	/* the last word has not been mixed downwards yet */
	return (hash * 0x9e3779b97f4a7c15ull) >> 32;
}

/* The slot that holds the set, or the free slot where it belongs. */
static u32 *lync_set_slot(const struct lync_sets *sets, const u64 *bits)
{
	u32 i = lync_set_hash(bits, sets->words);
	u32 *slot;

	for (;; i++) {
		slot = &sets->slots[i & (sets->n_slots - 1)];
		if (!*slot || !memcmp(lync_set_bits(sets, *slot - 1), bits,
				      sets->words * sizeof(*bits)))
			return slot;
	}
}

static int lync_sets_grow(struct lync_sets *sets, const struct lync_host *host)
{
	size_t set_bytes = sets->words * sizeof(*sets->bits);
	struct lync_sets grown = *sets;
	u32 i;

	grown.n_slots = sets->n_slots ? 2 * sets->n_slots :
					LYNC_SETS_FIRST_SLOTS;
	grown.capacity = grown.n_slots / 2;
	if (grown.capacity > sets->most)
		grown.capacity = sets->most;
	grown.bits = host->alloc(grown.capacity * set_bytes);
	grown.slots = host->alloc(grown.n_slots * sizeof(*grown.slots));
	if (!grown.bits || !grown.slots) {
		lync_sets_free(&grown, host);
		return -ENOMEM;
	}
	if (sets->n)
		memcpy(grown.bits, sets->bits, sets->n * set_bytes);
	for (i = 0; i < sets->n; i++)
		*lync_set_slot(&grown, lync_set_bits(&grown, i)) = i + 1;
	lync_sets_free(sets, host);
	*sets = grown;
	host->relax();
	return 0;
}

int lync_sets_intern(struct lync_sets *sets, const struct lync_host *host,
		     const u64 *bits, u32 *number)
{
	u32 *slot = sets->n ? lync_set_slot(sets, bits) : NULL;
	int err;

	if (!slot || !*slot) {
		if (sets->n >= sets->most)
			return -E2BIG;
		if (sets->n == sets->capacity) {
			err = lync_sets_grow(sets, host);
			if (err)
				return err;
			slot = lync_set_slot(sets, bits);
		}
		memcpy(sets->bits + (size_t)sets->n * sets->words, bits,
		       sets->words * sizeof(*bits));
		*slot = ++sets->n;
	}
	*number = *slot - 1;
	return 0;
}
