// SPDX-License-Identifier: GPL-2.0-only
/* What policy and site files say: beginning and end of its life. */
#include <string.h>

#include "ast.h"

void ast_init(struct ast *ast, const char *site)
{
	memset(ast, 0, sizeof(*ast));
	ast->site = site;
	ast->policy_place = NOWHERE;
	ast->mode_place = NOWHERE;
	ast->faults.sources = &ast->sources;
	ast->notes.sources = &ast->sources;
}

void ast_free(struct ast *ast)
{
	u32 i;

	for (i = 0; i < ast->groups.n; i++)
		list_free(&ast->groups.at[i]->members);
	for (i = 0; i < ast->zones.n; i++)
		list_free(&ast->zones.at[i]->patterns);
	list_free(&ast->groups);
	list_free(&ast->zones);
	list_free(&ast->protects);
	list_free(&ast->sections);
	list_free(&ast->rows);
	list_free(&ast->prefix4);
	list_free(&ast->prefix6);
	faults_free(&ast->faults);
	faults_free(&ast->notes);
	sources_free(&ast->sources);
	arena_free(&ast->arena);
}
