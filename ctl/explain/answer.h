/* SPDX-License-Identifier: GPL-2.0-only */
/* Answers to questions, whoever gave them, and how they are printed. */
#ifndef LYNCCTL_ANSWER_H
#define LYNCCTL_ANSWER_H

#include <jansson.h>

#include "core/judge.h"
#include "question.h"

/**
 * struct answer - what would happen to a flow's first packet
 * @outcome: the decision
 * @reason: why it is denied, else LYNC_REASON_NONE
 * @policy: name of the policy that decided
 * @row: name of the row that allowed or denied, NULL when none did
 * @section: title of that row's section, or NULL
 * @source: where that row stands, "file:line", or NULL
 * @comment: that row's comment, or NULL
 * @hint_row: name of the row that would allow it from another zone, or NULL
 * @hint_zone: name of that zone, NULL when @hint_row is
 *
 * The strings live until the function an answer is given to returns.
 */
struct answer {
	enum lync_outcome outcome;
	enum lync_reason reason;
	const char *policy;
	const char *row;
	const char *section;
	const char *source;
	const char *comment;
	const char *hint_row;
	const char *hint_zone;
};

/**
 * answer_take - somebody who takes answers, in the order of the questions
 * @question: the question
 * @answer: its answer
 * @taker: whatever that somebody wants to know again
 */
typedef void answer_take(const struct question *question,
			 const struct answer *answer, void *taker);

/**
 * answer_print_line() - the one line that scripts read
 * @answer: the answer
 *
 * `allow ROW`, `deny REASON` or `pass not-edge`.
 */
void answer_print_line(const struct answer *answer);

/**
 * answer_print() - that line, then the grounds for people
 * @answer: the answer
 */
void answer_print(const struct answer *answer);

/**
 * answer_json() - add question and answer to an object
 * @object: the object
 * @question: the question
 * @answer: the answer
 */
void answer_json(json_t *object, const struct question *question,
		 const struct answer *answer);

#endif
