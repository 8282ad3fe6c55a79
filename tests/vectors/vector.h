/* SPDX-License-Identifier: GPL-2.0-only */
/* A question about a policy and the answer that is right. */
#ifndef LYNC_TESTS_VECTOR_H
#define LYNC_TESTS_VECTOR_H

#include "judge.h"

/**
 * struct lync_vector - a question with its answer
 * @question: as it is put to `lyncctl explain`
 * @ifname: the interface the packet arrives by, NULL when the question has none
 * @row: name of the row that allows or denies, else NULL
 * @key: the packet; its zones follow from @ifname
 * @outcome: what must come out
 * @reason: why it is dropped
 */
struct lync_vector {
	const char *question;
	const char *ifname;
	const char *row;
	struct lync_key key;
	enum lync_outcome outcome;
	enum lync_reason reason;
};

#endif
