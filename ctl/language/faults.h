/* SPDX-License-Identifier: GPL-2.0-only */
/* What is wrong with the files: collected, sorted by place, printed. */
#ifndef LYNCCTL_FAULTS_H
#define LYNCCTL_FAULTS_H

#include <stdarg.h>
#include <stdio.h>

#include "source.h"

/** FAULTS_SHOWN - faults that are printed; others are counted */
#define FAULTS_SHOWN 20

/**
 * struct fault - one thing that is wrong
 * @place: where; faults without a file come first
 * @sentence: what is wrong and what to do
 */
struct fault {
	struct place place;
	char *sentence;
};

/**
 * struct faults - the first faults in order of place
 * @sources: the files places are in
 * @total: faults there are
 * @shown: faults that are kept, at most FAULTS_SHOWN
 * @first: those, sorted
 */
struct faults {
	struct sources *sources;
	u64 total;
	u32 shown;
	struct fault first[FAULTS_SHOWN];
};

/** NOWHERE - a place that is in no file */
#define NOWHERE ((struct place){ .file = SOURCE_NONE })

/**
 * faults_add() - something is wrong
 * @faults: where it is kept
 * @place: where it is
 * @format: the sentence, lower case, without a full stop, as for printf()
 *
 * Time does not grow with the faults there are, so that a file full of them is
 * read as fast as a good one.
 */
__attribute__((format(printf, 3, 4)))
void faults_add(struct faults *faults, struct place place, const char *format,
		...);

/**
 * faults_matter() - would a fault at this place be printed?
 * @faults: those known by now
 * @place: the place
 *
 * For callers whose sentence is dear to make.
 */
bool faults_matter(const struct faults *faults, struct place place);

/**
 * faults_print() - print all faults, each with its source line and a caret
 * @faults: the faults
 * @out: where to
 */
void faults_print(const struct faults *faults, FILE *out);

/**
 * faults_print_one() - print one sentence with the source line and a caret
 * @sources: the files
 * @place: where
 * @sentence: what is wrong
 * @out: where to
 */
void faults_print_one(struct sources *sources, struct place place,
		      const char *sentence, FILE *out);

/**
 * faults_free() - forget all faults
 * @faults: empty afterwards
 */
void faults_free(struct faults *faults);

#endif
