/* SPDX-License-Identifier: GPL-2.0-only */
/* The word somebody meant who wrote another. */
#ifndef LYNCCTL_NEAREST_H
#define LYNCCTL_NEAREST_H

#include <stddef.h>

/**
 * struct nearest - the best right word so far
 * @word: what was written
 * @length: bytes of @word
 * @found: the nearest of the words considered, NULL while none is near enough
 * @distance: letters in which @found differs, not counting their case; a word must be
 *	nearer to be better
 */
struct nearest {
	const char *word;
	size_t length;
	const char *found;
	unsigned int distance;
};

/**
 * nearest_to() - begin a search
 * @word: what was written
 * @length: bytes of it
 */
struct nearest nearest_to(const char *word, size_t length);

/**
 * nearest_consider() - is this what was meant?
 * @nearest: from nearest_to(); remembers the candidate if it is the best yet
 * @candidate: a right word
 */
void nearest_consider(struct nearest *nearest, const char *candidate);

#endif
