// SPDX-License-Identifier: GPL-2.0-only
/* Memory that is given back all at once, and vectors that grow. */
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "cmd.h"

/* A block holds many small things; a thing larger than it gets its own. */
#define BLOCK_BYTES 65536

struct arena_block {
	struct arena_block *next;
	size_t used;
	size_t size;
	alignas(max_align_t) unsigned char data[];
};

void memory_exhausted(void)
{
	complain("out of memory; free some and try again");
	exit(STATUS_KERNEL);
}

void *memory_resize(void *memory, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		memory_exhausted();
	/* realloc() of nothing may return NULL and mean it */
	memory = realloc(memory, count && size ? count * size : 1);
	if (!memory)
		memory_exhausted();
	return memory;
}

static struct arena_block *block_new(size_t bytes)
{
	size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
	struct arena_block *block = calloc(1, sizeof(*block) + size);

	if (!block)
		memory_exhausted();
	block->size = size;
	return block;
}

void *arena_alloc(struct arena *arena, size_t bytes)
{
	const size_t align = alignof(max_align_t);
	struct arena_block *block = arena->blocks;
	void *memory;

	if (bytes > SIZE_MAX / 2)
		memory_exhausted();
	bytes = (bytes + align - 1) / align * align;
	if (!block || block->size - block->used < bytes) {
		block = block_new(bytes);
		block->next = arena->blocks;
		arena->blocks = block;
	}
	memory = block->data + block->used;
	block->used += bytes;
	return memory;
}

char *arena_string(struct arena *arena, const char *string)
{
	size_t bytes;

	if (!string)
		return NULL;
	bytes = strlen(string) + 1;
	return memcpy(arena_alloc(arena, bytes), string, bytes);
}

void arena_free(struct arena *arena)
{
	while (arena->blocks) {
		struct arena_block *block = arena->blocks;

		arena->blocks = block->next;
		free(block);
	}
}
