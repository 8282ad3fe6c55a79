// SPDX-License-Identifier: GPL-2.0-only
/* Memory that is counted and can be made to fail, and other shared pieces. */
#include "unit.h"

#include <malloc.h>
#include <stdlib.h>

struct unit_memory unit_memory;

/* Large pieces from the heap, too: whole pages are far beyond UNIT_ROUNDING. */
static void __attribute__((constructor)) unit_use_heap(void)
{
	mallopt(M_MMAP_MAX, 0);
}

static void *unit_alloc(size_t bytes)
{
	void *mem = NULL;

	if (++unit_memory.asked != unit_memory.fail_at)
		mem = calloc(1, bytes);
	if (!mem)
		return NULL;
	unit_memory.live++;
	unit_memory.bytes += malloc_usable_size(mem);
	if (unit_memory.bytes > unit_memory.peak)
		unit_memory.peak = unit_memory.bytes;
	return mem;
}

static void unit_free(const void *mem)
{
	if (!mem)
		return;
	unit_memory.live--;
	unit_memory.bytes -= malloc_usable_size((void *)mem);
	free((void *)mem);
}

static void unit_relax(void)
{
	unit_memory.relaxed++;
}

const struct lync_host unit_host = {
	.alloc = unit_alloc,
	.free = unit_free,
	.relax = unit_relax,
};

void unit_memory_reset(unsigned long fail_at)
{
	assert_int_equal(unit_memory.live, 0);
	memset(&unit_memory, 0, sizeof(unit_memory));
	unit_memory.fail_at = fail_at;
}

unsigned long unit_fail_each(int (*attempt)(const void *what), const void *what)
{
	unsigned long k;
	int err;

	for (k = 1;; k++) {
		unit_memory_reset(k);
		err = attempt(what);
		if (unit_memory.asked < k)
			break;
		assert_int_equal(err, -ENOMEM);
	}
	/* for want of a failure, not in spite of one */
	assert_int_equal(err, 0);
	unit_memory_reset(0);
	return k - 1;
}

unsigned long unit_number(const char *name, unsigned long otherwise)
{
	const char *value = getenv(name);

	return value ? strtoul(value, NULL, 0) : otherwise;
}
