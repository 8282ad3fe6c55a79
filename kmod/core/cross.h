/* SPDX-License-Identifier: GPL-2.0-only */
/* Cross-product tables of sets of rows. Private to the matcher. */
#ifndef LYNC_CORE_CROSS_H
#define LYNC_CORE_CROSS_H

#include "sets.h"

/**
 * struct lync_cross - what two numbers come to together
 * @table: one entry for each pair, those of one left number side by side; NULL when
 *	it was not built, as it would have been too large or nothing is to tell apart
 * @n_left: left numbers
 * @n_right: right numbers
 *
 * What leads to the left side of a table may be kept multiplied by that table's @n_right,
 * so that a look-up adds only: an *offset*; see lync_cross_lead_on().
 */
struct lync_cross {
	u32 *table;
	u32 n_left;
	u32 n_right;
};

/**
 * struct lync_cross_rows - the first row that two numbers have together
 * @table: as in struct lync_cross, with indices of rows, or -1, which as a number of 32 bits
 *	without a sign is LYNC_NO_ROW, and above all rows
 * @n_left: left numbers
 * @n_right: right numbers
 */
struct lync_cross_rows {
	s16 *table;
	u32 n_left;
	u32 n_right;
};

/**
 * lync_cross_sets() - number the intersections of two kinds of sets
 * @cross: its entries become numbers of @out
 * @left: sets of rows
 * @right: sets of the same size
 * @out: initialised; gets the intersections
 * @most: entries @cross may have
 * @host: memory
 *
 * Context: process; yields the CPU.
 * Return: 0, -ENOMEM, or -E2BIG when @cross or @out would be too large; @cross and
 * @out are to be freed in any case.
 */
int lync_cross_sets(struct lync_cross *cross, const struct lync_sets *left,
		    const struct lync_sets *right, struct lync_sets *out,
		    u32 most, const struct lync_host *host);

/**
 * lync_cross_lead_on() - turn the entries of a table into offsets of another
 * @cross: built; once only
 * @n_right: right numbers of the table that its entries are the left ones of
 */
void lync_cross_lead_on(struct lync_cross *cross, u32 n_right);

/**
 * lync_cross_rows_build() - find the first row that is in two sets
 * @cross: filled
 * @left: sets of rows
 * @right: sets of the same size
 * @most: entries @cross may have
 * @host: memory
 *
 * Context: process; yields the CPU.
 * Return: 0, -ENOMEM or -E2BIG.
 */
int lync_cross_rows_build(struct lync_cross_rows *cross,
			  const struct lync_sets *left,
			  const struct lync_sets *right, u32 most,
			  const struct lync_host *host);

/**
 * lync_cross_free() - give the memory back
 * @cross: zeroed or built
 * @host: memory
 */
void lync_cross_free(struct lync_cross *cross, const struct lync_host *host);

/**
 * lync_cross_bytes() - memory held
 * @cross: built or not
 */
static inline size_t lync_cross_bytes(const struct lync_cross *cross)
{
	return (size_t)cross->n_left * cross->n_right * sizeof(*cross->table);
}

/**
 * lync_cross_rows_bytes() - memory held
 * @cross: built or not
 */
static inline size_t
lync_cross_rows_bytes(const struct lync_cross_rows *cross)
{
	return (size_t)cross->n_left * cross->n_right * sizeof(*cross->table);
}

#endif
