/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the core needs of its surroundings, in the kernel and out of it. The
 * only #ifdef __KERNEL__ of kmod/core stands here.
 */
#ifndef LYNC_CORE_PORT_H
#define LYNC_CORE_PORT_H

#ifdef __KERNEL__

#include <linux/bitops.h>
#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/sort.h>
#include <linux/string.h>
#include <linux/types.h>

static inline void lync_sort(void *base, size_t n, size_t size,
			     int (*compare)(const void *, const void *))
{
	sort(base, n, size, compare, NULL);
}

#else

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef int16_t s16;
typedef uint32_t u32;
typedef uint64_t u64;

#define likely(condition) __builtin_expect(!!(condition), 1)
#define unlikely(condition) __builtin_expect(!!(condition), 0)
#define noinline __attribute__((noinline))
#define OPTIMIZER_HIDE_VAR(variable) __asm__("" : "+r"(variable))
#define __packed __attribute__((packed))
#define __aligned(n) __attribute__((aligned(n)))

static inline void lync_sort(void *base, size_t n, size_t size,
			     int (*compare)(const void *, const void *))
{
	if (n)
		qsort(base, n, size, compare);
}

#endif

/**
 * struct lync_host - what the core is lent by the program it is compiled into
 * @alloc: bytes of zeroed memory, or NULL; may be asked for many megabytes
 * @free: gives @alloc's memory back; NULL is fine
 * @relax: called now and then by every loop that grows with the policy, so that
 *	a kernel can yield the CPU; never NULL
 *
 * The core never allocates by itself. Context: building and freeing only, never
 * the packet path; the callbacks may sleep.
 */
struct lync_host {
	void *(*alloc)(size_t bytes);
	void (*free)(const void *mem);
	void (*relax)(void);
};

#endif
