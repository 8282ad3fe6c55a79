/* SPDX-License-Identifier: GPL-2.0-only */
/* Who answers questions: a policy read from text, or the kernel. */
#ifndef LYNCCTL_ASK_H
#define LYNCCTL_ASK_H

#include "answer.h"
#include "text.h"

/**
 * ask_text() - answer by a policy, off line, with the data path's own code
 * @name: the policy, as text_read() takes it
 * @options: see text_read()
 * @questions: what is asked
 * @take: gets one answer for each question
 * @taker: for @take
 *
 * Return: an enum status; @take got every answer with STATUS_YES, else none.
 */
int ask_text(const char *name, const struct text_options *options,
	     const struct questions *questions, answer_take *take, void *taker);

/**
 * ask_kernel() - answer by what is running
 * @netns: the network namespace to ask, or NULL for this one
 * @questions: what is asked
 * @take: gets one answer for each question
 * @taker: for @take
 *
 * Return: an enum status; @take got every answer with STATUS_YES.
 */
int ask_kernel(const char *netns, const struct questions *questions,
	       answer_take *take, void *taker);

#endif
