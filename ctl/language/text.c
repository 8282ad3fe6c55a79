// SPDX-License-Identifier: GPL-2.0-only
/* Policy and site files as text: reading them, complaining about them. */
#include <stdlib.h>
#include <string.h>

#include "host.h"
#include "resolve.h"
#include "search.h"
#include "text.h"

/**
 * struct text - what was read
 * @ast: the files and what they say
 * @resolved: the policy made of them
 * @errors: where complaints go
 */
struct text {
	struct ast ast;
	struct resolved resolved;
	FILE *errors;
};

const char *text_search_path(const struct text_options *options)
{
	const char *path = options->search_path;

	if (!path)
		path = getenv("LYNCCTL_POLICY_PATH");
	return path && *path ? path : TEXT_SEARCH_PATH;
}

static void text_check(struct text *text)
{
	struct lync_finding finding;
	int err;

	err = lync_policy_check(&text->resolved.policy, &host_heap, &finding);
	if (err == -ENOMEM)
		faults_add(&text->ast.faults, NOWHERE,
			   "out of memory while checking the policy: free some and try again");
	else if (err)
		faults_add(&text->ast.faults,
			   resolved_place(&text->ast, &text->resolved,
					  finding.part, finding.index),
			   "%s", finding.sentence);
}

static void text_fill(struct text *text, const char *name,
		      const struct text_options *options)
{
	struct search search = { .path = text_search_path(options) };
	struct ast *ast = &text->ast;

	search_policy(&search, ast, name);
	search_site(&search, ast, options->site);
	list_free(&search.open);
	if (ast->is_partial)
		return;
	resolve(ast, &text->resolved, options->notes);
	if (!ast->faults.total)
		text_check(text);
	if (ast->faults.total || options->notes != TEXT_NOTES_ALL)
		return;
	resolved_note_open_zones(ast, &text->resolved);
	resolved_note_unprotected(ast, &text->resolved);
}

struct text *text_read(const char *name, const struct text_options *options)
{
	struct text *text = memory_resize(NULL, 1, sizeof(*text));

	memset(text, 0, sizeof(*text));
	text->errors = options->errors;
	ast_init(&text->ast, options->site ? options->site : TEXT_SITE);
	text_fill(text, name, options);
	if (!text->ast.faults.total) {
		faults_print(&text->ast.notes, text->errors);
		return text;
	}
	faults_print(&text->ast.faults, text->errors);
	text_free(text);
	return NULL;
}

const struct lync_policy *text_policy(const struct text *text)
{
	return &text->resolved.policy;
}

struct lync_policy *text_policy_used_up(struct text *text)
{
	return &text->resolved.policy;
}

void text_complain(struct text *text, const struct lync_finding *finding)
{
	struct place place = resolved_place(&text->ast, &text->resolved,
					    finding->part, finding->index);

	faults_print_one(&text->ast.sources, place, finding->sentence,
			 text->errors);
}

void text_free(struct text *text)
{
	if (!text)
		return;
	resolved_free(&text->resolved);
	ast_free(&text->ast);
	free(text);
}
