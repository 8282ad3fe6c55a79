/* SPDX-License-Identifier: GPL-2.0-only */
/* What the parts of the policy check share. */
#ifndef LYNC_CORE_CHECK_PARTS_H
#define LYNC_CORE_CHECK_PARTS_H

#include "check.h"

/**
 * struct lync_checking - a check under way
 * @policy: the policy; nothing in it is trusted before its turn
 * @host: memory
 * @finding: to be filled
 */
struct lync_checking {
	const struct lync_policy *policy;
	const struct lync_host *host;
	struct lync_finding *finding;
};

/**
 * lync_refuse() - note what is wrong
 * @checking: the check
 * @part: the part of the policy
 * @index: which
 * @sentence: what is wrong and what would be right
 *
 * Return: -EINVAL, to be returned by the caller.
 */
static inline int lync_refuse(const struct lync_checking *checking,
			      enum lync_part part, u32 index,
			      const char *sentence)
{
	checking->finding->part = part;
	checking->finding->index = index;
	checking->finding->sentence = sentence;
	return -EINVAL;
}

/**
 * lync_name_fault() - what is wrong with a name?
 * @name: the name, or NULL
 *
 * Return: a sentence, or NULL when it is a name.
 */
const char *lync_name_fault(const char *name);

/**
 * lync_text_fault() - what is wrong with a title or a comment?
 * @text: the text, or NULL, which is fine
 *
 * Return: a sentence, or NULL when nothing is.
 */
const char *lync_text_fault(const char *text);

/**
 * lync_source_fault() - what is wrong with a row's source?
 * @source: the source, or NULL, which is fine
 *
 * Return: a sentence, or NULL when nothing is.
 */
const char *lync_source_fault(const char *source);

/**
 * lync_pattern_fault() - what is wrong with an interface pattern?
 * @pattern: the pattern, or NULL
 *
 * Return: a sentence, or NULL when it is a pattern.
 */
const char *lync_pattern_fault(const char *pattern);

/**
 * lync_check_unique() - refuse a name that was there before
 * @checking: the check
 * @part: LYNC_PART_GROUP, LYNC_PART_ZONE or LYNC_PART_ROW
 * @n: number of those parts; all have names
 * @name_of: the name of part @index
 *
 * Return: 0, -EINVAL, or -ENOMEM.
 */
int lync_check_unique(const struct lync_checking *checking, enum lync_part part,
		      u32 n,
		      const char *(*name_of)(const struct lync_policy *policy,
					     u32 index));

/**
 * lync_check_prefixes() - the prefixes of both families
 * @checking: the check; groups are checked already
 *
 * Return: 0 or -EINVAL.
 */
int lync_check_prefixes(const struct lync_checking *checking);

/**
 * lync_check_protects() - the protect lines
 * @checking: the check; groups, zones and prefixes are checked already
 *
 * Return: 0 or -EINVAL.
 */
int lync_check_protects(const struct lync_checking *checking);

/**
 * lync_check_rows() - the rows
 * @checking: the check; groups, zones and sections are checked already
 *
 * Return: 0, -EINVAL or -ENOMEM.
 */
int lync_check_rows(const struct lync_checking *checking);

#endif
