// SPDX-License-Identifier: GPL-2.0-only
/* What the core is lent by lyncctl. */
#include "host.h"

static void *heap_alloc(size_t bytes)
{
	return calloc(1, bytes ? bytes : 1);
}

static void heap_free(const void *memory)
{
	free((void *)memory);
}

static void go_on(void)
{
}

const struct lync_host host_heap = {
	.alloc = heap_alloc,
	.free = heap_free,
	.relax = go_on,
};
