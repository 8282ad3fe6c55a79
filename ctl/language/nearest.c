// SPDX-License-Identifier: GPL-2.0-only
/* The word somebody meant who wrote another, by edit distance. */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "nearest.h"

/* Longer words are mistyped, too, but then nothing is suggested. */
#define LONGEST 63

/* Whoever writes TCP means tcp. */
static bool is_same_letter(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

static unsigned int smaller(unsigned int a, unsigned int b)
{
	return a < b ? a : b;
}

/*
 * Letters to insert, remove or replace, or neighbours to swap, that turn one
 * word into the other. Three rows of the table of all beginnings are enough.
 */
static unsigned int edit_distance(const char *a, size_t a_len, const char *b,
				  size_t b_len)
{
	unsigned int rows[3][LONGEST + 1];
	unsigned int *before = rows[0], *last = rows[1], *now = rows[2];
	size_t i, j;

	for (j = 0; j <= b_len; j++)
		last[j] = (unsigned int)j;
	for (i = 1; i <= a_len; i++) {
		unsigned int *swap = before;

		now[0] = (unsigned int)i;
		for (j = 1; j <= b_len; j++) {
			now[j] = smaller(last[j] + 1, now[j - 1] + 1);
			now[j] = smaller(now[j], last[j - 1] +
						 !is_same_letter(a[i - 1], b[j - 1]));
			if (i > 1 && j > 1 && is_same_letter(a[i - 1], b[j - 2]) &&
			    is_same_letter(a[i - 2], b[j - 1]))
				now[j] = smaller(now[j], before[j - 2] + 1);
		}
		before = last;
		last = now;
		now = swap;
	}
	return last[b_len];
}

struct nearest nearest_to(const char *word, size_t length)
{
	return (struct nearest){
		.word = word,
		.length = length,
		/* what shares less than two thirds of its letters is no help */
		.distance = (unsigned int)smaller((unsigned int)length, 63) / 3 + 1,
	};
}

void nearest_consider(struct nearest *nearest, const char *candidate)
{
	size_t length = strlen(candidate);
	unsigned int distance;

	if (nearest->length > LONGEST || length > LONGEST)
		return;
	distance = edit_distance(nearest->word, nearest->length, candidate,
				 length);
	if (distance < nearest->distance) {
		nearest->distance = distance;
		nearest->found = candidate;
	}
}
