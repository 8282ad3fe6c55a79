// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the site defines and the policy does not use.
 *
 * A site may serve several policies, so that is no fault. But a misspelt name looks
 * the same, and leaves the policy's default in force, which lets more through.
 */
#include <string.h>

#include "nearest.h"
#include "resolve.h"

/**
 * struct unused - the search among the groups, or among the zones
 * @ast: what was read
 * @table: the definition that counts, by name
 * @what: "group" or "zone"
 * @notes: which notes to make
 * @defaults: the policy's defaults that the site does not replace
 */
struct unused {
	struct ast *ast;
	const struct table *table;
	const char *what;
	enum text_notes notes;
	LIST(const struct definition *) defaults;
};

static void find_defaults(struct unused *unused)
{
	const struct definition *def;
	u32 i;

	for (i = 0; i < unused->table->n_slots; i++) {
		def = unused->table->slots[i].value;
		if (def && def->by_default)
			list_push(&unused->defaults, def);
	}
}

/* The default that a definition may have been meant to replace, or NULL. */
static const struct definition *find_meant(const struct unused *unused,
					   const char *name)
{
	struct nearest nearest = nearest_to(name, strlen(name));
	u32 i;

	for (i = 0; i < unused->defaults.n; i++)
		nearest_consider(&nearest, unused->defaults.at[i]->name);
	return nearest.found ? table_find(unused->table, nearest.found) : NULL;
}

static void note_misspelt(const struct unused *unused,
			  const struct definition *def,
			  const struct definition *meant)
{
	struct ast *ast = unused->ast;
	char where[LYNC_TEXT_LEN];

	sources_describe(&ast->sources, meant->place, where, sizeof(where));
	faults_add(&ast->notes, def->place,
		   "note: policy %s does not use %s %s (did you mean %s?): until the site defines %s, the default at %s holds",
		   ast->name, unused->what, def->name, meant->name, meant->name,
		   where);
}

static void note_if_unused(const struct unused *unused,
			   const struct definition *def)
{
	const struct definition *counts = table_find(unused->table, def->name);
	const struct definition *meant;

	if (!def->in_site || counts->carried || counts->within)
		return;
	meant = find_meant(unused, def->name);
	if (meant)
		note_misspelt(unused, def, meant);
	else if (unused->notes == TEXT_NOTES_ALL)
		faults_add(&unused->ast->notes, def->place,
			   "note: policy %s does not use %s %s: correct the name, or leave the line if it is for another policy",
			   unused->ast->name, unused->what, def->name);
}

void resolve_unused(struct resolver *resolver, enum text_notes notes)
{
	struct ast *ast = resolver->ast;
	struct unused groups = {
		.ast = ast, .table = &resolver->groups, .what = "group",
		.notes = notes,
	};
	struct unused zones = {
		.ast = ast, .table = &resolver->zones, .what = "zone",
		.notes = notes,
	};
	u32 i;

	if (notes == TEXT_NOTES_NONE || ast->faults.total)
		return;
	find_defaults(&groups);
	for (i = 0; i < ast->groups.n; i++)
		note_if_unused(&groups, &ast->groups.at[i]->def);
	find_defaults(&zones);
	for (i = 0; i < ast->zones.n; i++)
		note_if_unused(&zones, &ast->zones.at[i]->def);
	list_free(&groups.defaults);
	list_free(&zones.defaults);
}
