// SPDX-License-Identifier: GPL-2.0-only
/* Cross-product tables: building. */
#include "cross.h"

enum lync_cross_size {
	LYNC_CROSS_RELAX = 16384,	/* words of sets without a pause */
};

/* Called for each pair; pauses after about as much work as may go without. */
static void lync_cross_relax(const struct lync_sets *sets, u32 i,
			     const struct lync_host *host)
{
	if (i % (LYNC_CROSS_RELAX / sets->words) == 0)
		host->relax();
}

int lync_cross_sets(struct lync_cross *cross, const struct lync_sets *left,
		    const struct lync_sets *right, struct lync_sets *out,
		    u32 most, const struct lync_host *host)
{
	u64 both[LYNC_MAX_ROWS / 64];
	u32 l, r, word, number, i = 0;
	const u64 *a, *b;
	int err;

	if (left->n > most / right->n)
		return -E2BIG;
	cross->table = host->alloc((size_t)left->n * right->n *
				   sizeof(*cross->table));
	if (!cross->table)
		return -ENOMEM;
	cross->n_left = left->n;
	cross->n_right = right->n;
	for (l = 0; l < left->n; l++) {
		for (r = 0; r < right->n; r++) {
			/* memory of @out may move, that of the others not */
			a = lync_set_bits(left, l);
			b = lync_set_bits(right, r);
			for (word = 0; word < out->words; word++)
				both[word] = a[word] & b[word];
			err = lync_sets_intern(out, host, both, &number);
			if (err)
				return err;
			cross->table[i++] = number;
			lync_cross_relax(out, i, host);
		}
	}
	return 0;
}

/* Most sets have few rows: which words have any. */
static u32 lync_cross_words(const u64 *set, u32 words, u8 *which)
{
	u32 word, n = 0;

	for (word = 0; word < words; word++)
		if (set[word])
			which[n++] = word;
	return n;
}

/* Read from a table, each row and none is what it was when written there. */
static_assert((s16)(LYNC_MAX_ROWS - 1) == LYNC_MAX_ROWS - 1 &&
	      (u32)(s16)LYNC_NO_ROW == LYNC_NO_ROW);

static u32 lync_first_common(const u64 *a, const u64 *b, const u8 *which, u32 n)
{
	u32 i, word;

	for (i = 0; i < n; i++) {
		word = which[i];
		if (a[word] & b[word])
			return word * 64 + __builtin_ctzll(a[word] & b[word]);
	}
	return LYNC_NO_ROW;
}

int lync_cross_rows_build(struct lync_cross_rows *cross,
			  const struct lync_sets *left,
			  const struct lync_sets *right, u32 most,
			  const struct lync_host *host)
{
	u8 which[LYNC_MAX_ROWS / 64];
	u32 l, r, n, i = 0;
	const u64 *a, *b;

	if (left->n > most / right->n)
		return -E2BIG;
	cross->table = host->alloc((size_t)left->n * right->n *
				   sizeof(*cross->table));
	if (!cross->table)
		return -ENOMEM;
	cross->n_left = left->n;
	cross->n_right = right->n;
	for (l = 0; l < left->n; l++) {
		a = lync_set_bits(left, l);
		n = lync_cross_words(a, left->words, which);
		for (r = 0; r < right->n; r++) {
			b = lync_set_bits(right, r);
			cross->table[i++] = lync_first_common(a, b, which, n);
			lync_cross_relax(left, i, host);
		}
	}
	return 0;
}

void lync_cross_lead_on(struct lync_cross *cross, u32 n_right)
{
	u32 i, n = cross->n_left * cross->n_right;

	for (i = 0; i < n; i++)
		cross->table[i] *= n_right;
}

void lync_cross_free(struct lync_cross *cross, const struct lync_host *host)
{
	host->free(cross->table);
	memset(cross, 0, sizeof(*cross));
}
