// SPDX-License-Identifier: GPL-2.0-only
/* Memory for the core: large, zeroed, and charged to whoever asks. */
#include <linux/cache.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "lync_edge.h"

/* Whole cache lines: packets read them, and a stranger's object would be written. */
static void *lync_host_alloc(size_t bytes)
{
	return kvzalloc(ALIGN(bytes, SMP_CACHE_BYTES), GFP_KERNEL_ACCOUNT);
}

static void lync_host_relax(void)
{
	cond_resched();
}

const struct lync_host lync_kernel_host = {
	.alloc = lync_host_alloc,
	.free = kvfree,
	.relax = lync_host_relax,
};
