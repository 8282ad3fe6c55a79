/* SPDX-License-Identifier: GPL-2.0-only */
/* Policy and site files as text: reading them, complaining about them. */
#ifndef LYNCCTL_TEXT_H
#define LYNCCTL_TEXT_H

#include <stdio.h>

#include "core/check.h"
#include "core/policy.h"

struct text;

/* Which notes are printed about files that have no fault. */
enum text_notes {
	TEXT_NOTES_NONE,
	/** @TEXT_NOTES_MISSPELT: of what looks like a slip of the pen */
	TEXT_NOTES_MISSPELT,
	TEXT_NOTES_ALL,
};

/**
 * struct text_options - where policies and the site are looked for
 * @site: path of the site file, or NULL for %TEXT_SITE, which may be missing;
 *	a path given here must exist
 * @search_path: colon-separated directories, or NULL for $LYNCCTL_POLICY_PATH or
 *	its default
 * @errors: where complaints and notes are printed, stderr as a rule
 * @notes: which notes
 */
struct text_options {
	const char *site;
	const char *search_path;
	FILE *errors;
	enum text_notes notes;
};

/** TEXT_SITE - the site file, unless options say another; the makefile names the folder */
#define TEXT_SITE LYNCCTL_SYSCONFDIR "/lync-edge/site.conf"
/** TEXT_SEARCH_PATH - directories of policies, unless the environment names others */
#define TEXT_SEARCH_PATH LYNCCTL_SYSCONFDIR "/lync-edge/policies:" \
	LYNCCTL_PREFIX "/share/lync-edge/policies"

/**
 * text_search_path() - the directories policies are looked for in
 * @options: see there
 *
 * Return: colon-separated.
 */
const char *text_search_path(const struct text_options *options);

/**
 * text_read() - read a policy, its includes and the site; resolve and check them
 * @name: a path (with a '/' or the ending .policy, or "-" for standard input), or
 *	the name of a policy in the search path: NAME.policy
 * @options: see there
 *
 * Complains about every fault found, not only the first, as file:line:column:
 * sentence, the source line, a caret. At the end of it all lync_policy_check() has
 * passed. Then notes are printed in the same form.
 *
 * Return: what was read, or NULL when it was complained about.
 */
struct text *text_read(const char *name, const struct text_options *options);

/**
 * text_policy() - the resolved policy, alive as long as @text
 * @text: from text_read()
 */
const struct lync_policy *text_policy(const struct text *text);

/**
 * text_policy_used_up() - text_policy() for someone who needs its memory
 * @text: from text_read(); its policy is not asked for any more
 */
struct lync_policy *text_policy_used_up(struct text *text);

/**
 * text_complain() - print a finding about the policy at the place it is about
 * @text: from text_read()
 * @finding: from lync_policy_check() or made of a kernel's refusal
 */
void text_complain(struct text *text, const struct lync_finding *finding);

/**
 * text_free() - free what text_read() returned
 * @text: NULL is fine
 */
void text_free(struct text *text);

/**
 * text_print_policy() - print a policy in the policy language
 * @out: where to
 * @policy: any checked policy, read from text or from the kernel
 *
 * What is printed reads back to a policy that matches the same. Streams; holds no copy.
 */
void text_print_policy(FILE *out, const struct lync_policy *policy);

#endif
