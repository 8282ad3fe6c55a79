/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory that is given back all at once, and vectors that grow. */
#ifndef LYNCCTL_ARENA_H
#define LYNCCTL_ARENA_H

#include <stddef.h>

struct arena_block;

/**
 * struct arena - where the small parts of one large thing live
 * @blocks: newest first, NULL when empty; an arena starts as all zero
 */
struct arena {
	struct arena_block *blocks;
};

/**
 * arena_alloc() - zeroed memory, aligned for anything
 * @arena: owner of the memory
 * @bytes: how much; 0 is fine
 *
 * Return: never NULL: a tool that is out of memory says so and ends.
 */
void *arena_alloc(struct arena *arena, size_t bytes);

/**
 * arena_string() - a copy of a string
 * @arena: owner of the copy
 * @string: what to copy, or NULL
 *
 * Return: the copy, or NULL for NULL.
 */
char *arena_string(struct arena *arena, const char *string);

/**
 * arena_free() - give everything back
 * @arena: is empty and can be used again afterwards
 */
void arena_free(struct arena *arena);

/** memory_exhausted() - say that there is no memory, and end the tool */
_Noreturn void memory_exhausted(void);

/**
 * memory_resize() - realloc() that ends the tool when there is no memory
 * @memory: from this function, or NULL
 * @count: entries
 * @size: bytes of an entry
 */
void *memory_resize(void *memory, size_t count, size_t size);

/**
 * memory_grow() - make room for one more entry of a vector
 * @items: address of the pointer to the entries, NULL at first
 * @n: entries in use
 * @capacity: entries there is room for, 0 at first; doubled when it is used up
 * @size: bytes of an entry
 */
#define memory_grow(items, n, capacity, size)				\
	do {								\
		if ((n) == *(capacity)) {				\
			*(capacity) = *(capacity) ? *(capacity) * 2 : 16; \
			*(items) = memory_resize(*(items), *(capacity), size); \
		}							\
	} while (0)

#endif
