/* SPDX-License-Identifier: GPL-2.0-only */
/* What the unit tests share. Include it first. */
#ifndef LYNC_TESTS_UNIT_H
#define LYNC_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "port.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/**
 * struct unit_memory - what unit_host has been asked for
 * @live: pieces of memory not given back
 * @asked: calls of alloc since the last unit_memory_reset()
 * @fail_at: the call that gets nothing, counted from 1; 0 for none
 * @relaxed: calls of relax
 * @bytes: bytes in these pieces
 * @peak: the most that @bytes has been since the last unit_memory_reset()
 */
struct unit_memory {
	unsigned long live;
	unsigned long asked;
	unsigned long fail_at;
	unsigned long relaxed;
	size_t bytes;
	size_t peak;
};

/** UNIT_ROUNDING - bytes that malloc() may give beyond what a piece was asked for */
#define UNIT_ROUNDING 48

extern struct unit_memory unit_memory;
extern const struct lync_host unit_host;

/**
 * unit_memory_reset() - start counting anew; fails the test when memory is live
 * @fail_at: see &struct unit_memory
 */
void unit_memory_reset(unsigned long fail_at);

/**
 * unit_fail_each() - let one allocation fail, each in its turn, until none does
 * @attempt: does something that allocates and gives everything back; fails the test
 *	when it leaves memory live, or says other than -ENOMEM or, at last, 0
 * @what: handed to it
 *
 * Return: how many allocations it takes.
 */
unsigned long unit_fail_each(int (*attempt)(const void *what),
			     const void *what);

/**
 * unit_number() - a number from the environment
 * @name: the variable
 * @otherwise: when it is not set
 */
unsigned long unit_number(const char *name, unsigned long otherwise);

#endif
