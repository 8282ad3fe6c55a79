// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory, strings and sorting for the core. Those of the C library choose their way by
 * the processor they are on and change with its version; these do not, and so what is
 * counted is the core's own.
 */
#include "bare.h"

static char *bare_next;
static size_t bare_left;

void bare_host_use(void *mem, size_t bytes)
{
	bare_next = mem;
	bare_left = bytes;
}

/* Whole cache lines, as the module's own memory is given out. */
static void *bare_alloc(size_t bytes)
{
	void *mem = bare_next;

	bytes = (bytes + 63) & ~(size_t)63;
	if (bytes > bare_left)
		return NULL;
	bare_next += bytes;
	bare_left -= bytes;
	return mem;
}

static void bare_free(const void *mem)
{
	(void)mem;
}

static void bare_relax(void)
{
}

const struct lync_host bare_host = {
	.alloc = bare_alloc,
	.free = bare_free,
	.relax = bare_relax,
};

/* Words of any alignment: one instruction each. */
static inline u64 bare_get(const void *at)
{
	u64 word;

	__builtin_memcpy(&word, at, sizeof(word));
	return word;
}

static inline void bare_put(void *at, u64 word)
{
	__builtin_memcpy(at, &word, sizeof(word));
}

void *memcpy(void *to, const void *from, size_t n)
{
	const u8 *source = from;
	u8 *at = to;

	for (; n >= 8; n -= 8, at += 8, source += 8)
		bare_put(at, bare_get(source));
	while (n--)
		*at++ = *source++;
	return to;
}

void *memset(void *to, int value, size_t n)
{
	u64 word = (u8)value * 0x0101010101010101ull;
	u8 *at = to;

	for (; n >= 8; n -= 8, at += 8)
		bare_put(at, word);
	while (n--)
		*at++ = value;
	return to;
}

int memcmp(const void *a, const void *b, size_t n)
{
	const u8 *left = a, *right = b;

	for (; n >= 8 && bare_get(left) == bare_get(right); n -= 8) {
		left += 8;
		right += 8;
	}
	for (; n; n--, left++, right++)
		if (*left != *right)
			return *left - *right;
	return 0;
}

size_t strlen(const char *string)
{
	const char *end = string;

	while (*end)
		end++;
	return end - string;
}

size_t strnlen(const char *string, size_t most)
{
	size_t n = 0;

	while (n < most && string[n])
		n++;
	return n;
}

int strcmp(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return (u8)*a - (u8)*b;
}

int strncmp(const char *a, const char *b, size_t most)
{
	size_t i;

	for (i = 0; i < most; i++)
		if (a[i] != b[i] || !a[i])
			return (u8)a[i] - (u8)b[i];
	return 0;
}

char *strchr(const char *string, int wanted)
{
	for (; *string != (char)wanted; string++)
		if (!*string)
			return NULL;
	return (char *)string;
}

static void bare_swap(u8 *a, u8 *b, size_t size)
{
	u64 word;
	u8 byte;

	for (; size >= 8; size -= 8, a += 8, b += 8) {
		word = bare_get(a);
		bare_put(a, bare_get(b));
		bare_put(b, word);
	}
	for (; size; size--, a++, b++) {
		byte = *a;
		*a = *b;
		*b = byte;
	}
}

/* Entry @top may be smaller than those below it: let it sink. */
static void bare_sink(u8 *base, size_t top, size_t n, size_t size,
		      int (*compare)(const void *, const void *))
{
	size_t child;

	while ((child = 2 * top + 1) < n) {
		if (child + 1 < n && compare(base + child * size,
					     base + (child + 1) * size) < 0)
			child++;
		if (compare(base + top * size, base + child * size) >= 0)
			break;
		bare_swap(base + top * size, base + child * size, size);
		top = child;
	}
}

/* A heapsort, as sort() of the kernel is. */
void qsort(void *base, size_t n, size_t size,
	   int (*compare)(const void *, const void *))
{
	size_t i;

	for (i = n / 2; i-- > 0;)
		bare_sink(base, i, n, size, compare);
	for (i = n; i-- > 1;) {
		bare_swap(base, (u8 *)base + i * size, size);
		bare_sink(base, 0, i, size, compare);
	}
}
