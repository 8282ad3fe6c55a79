/* SPDX-License-Identifier: GPL-2.0-only */
/* Sorting of arrays that are too long for one go. */
#ifndef LYNC_CORE_SORT_H
#define LYNC_CORE_SORT_H

#include "port.h"

enum lync_sort_size {
	LYNC_SORT_PIECE = 4096,	/* entries sorted or merged without a pause */
};

/**
 * lync_sort_long() - sort an array of any length
 * @base: the array
 * @n: entries
 * @size: bytes of an entry
 * @compare: as for lync_sort()
 * @host: memory for a second array, unless @base is short or in order already
 *
 * Entries that compare equal may change places. What is in order already costs one
 * comparison an entry.
 *
 * Context: process; yields the CPU.
 * Return: 0, or -ENOMEM with @base in any order.
 */
int lync_sort_long(void *base, u32 n, size_t size,
		   int (*compare)(const void *, const void *),
		   const struct lync_host *host);

#endif
