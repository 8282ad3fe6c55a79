/* SPDX-License-Identifier: GPL-2.0-only */
/* A policy as attributes of LYNC_EDGE_CMD_POLICY_SET. */
#ifndef LYNCCTL_NL_ENCODE_H
#define LYNCCTL_NL_ENCODE_H

#include "core/check.h"
#include "list.h"
#include "nl_buffer.h"

/**
 * struct nl_mark - which part of the policy an attribute was made of
 * @offset: where the attribute begins in the message
 * @part: the part
 * @index: which of the parts
 */
struct nl_mark {
	u32 offset;
	enum lync_part part;
	u32 index;
};

/** struct nl_marks - marks in ascending order of offset; starts as all zero */
struct nl_marks {
	LIST(struct nl_mark) list;
};

/**
 * nl_encode_policy() - write a policy into a request
 * @buffer: the request, begun and alone in the buffer
 * @policy: a checked policy; it has no prefixes afterwards
 * @marks: filled
 *
 * A million prefixes are not in memory twice: they are turned into those of the message
 * where they stand, and their memory is part of it until it was sent.
 */
void nl_encode_policy(struct nl_buffer *buffer, struct lync_policy *policy,
		      struct nl_marks *marks);

/**
 * nl_marks_find() - what was an attribute made of?
 * @marks: from nl_encode_policy()
 * @offset: offset of the attribute, or of one nested in it
 *
 * Return: the mark, or NULL for what is before the policy.
 */
const struct nl_mark *nl_marks_find(const struct nl_marks *marks, u32 offset);

#endif
