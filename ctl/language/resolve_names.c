// SPDX-License-Identifier: GPL-2.0-only
/* Which definition counts for a name, and what to say when there is none. */
#include <stdio.h>
#include <string.h>

#include "nearest.h"
#include "resolve.h"
#include "words.h"

static void fault_twice(struct resolver *resolver, const struct definition *first,
			const struct definition *second, const char *what)
{
	char where[LYNC_TEXT_LEN];

	sources_describe(&resolver->ast->sources, first->place, where,
			 sizeof(where));
	faults_add(&resolver->ast->faults, second->place,
		   "%s %s is defined a second time: it is defined at %s already, remove one of the two",
		   what, second->name, where);
}

/* An earlier definition of the name that stands in the same place and gives way alike. */
static const struct definition *same_kind(const struct definition *earlier,
					  const struct definition *def)
{
	while (earlier && (earlier->by_default != def->by_default ||
			   earlier->in_site != def->in_site))
		earlier = earlier->next;
	return earlier;
}

/*
 * One definition of each kind may stand. A default one gives way. The site's and the
 * policy's own may both stand if they say the same, so that a policy that was shown,
 * with all its groups, can be loaded again; whether they do is known when groups have
 * been flattened.
 */
static void settle(struct resolver *resolver, struct table *table,
		   struct definition *def, const char *what)
{
	struct definition *first = table_add(table, def->name, def);
	const struct definition *same = same_kind(first, def);

	if (!first)
		return;
	if (same) {
		fault_twice(resolver, same, def, what);
		return;
	}
	if (first->by_default) {
		def->next = first;
		table_replace(table, def->name, def);
		return;
	}
	if (!def->by_default)
		first->rival = def;
	def->next = first->next;
	first->next = def;
}

/* Complains about every row whose name an earlier row has. */
static void settle_rows(struct resolver *resolver)
{
	struct ast *ast = resolver->ast;
	char where[LYNC_TEXT_LEN];
	struct row_def *first;
	u32 i;

	for (i = 0; i < ast->rows.n; i++) {
		first = table_add(&resolver->rows, ast->rows.at[i].name,
				  &ast->rows.at[i]);
		if (!first)
			continue;
		sources_describe(&ast->sources, first->place, where,
				 sizeof(where));
		faults_add(&ast->faults, ast->rows.at[i].place,
			   "row %s is there already, at %s: counters belong to the name, so give this row another one",
			   first->name, where);
	}
}

void resolve_names(struct resolver *resolver)
{
	struct ast *ast = resolver->ast;
	u32 i;

	for (i = 0; i < ast->groups.n; i++)
		settle(resolver, &resolver->groups, &ast->groups.at[i]->def,
		       "group");
	for (i = 0; i < ast->zones.n; i++)
		settle(resolver, &resolver->zones, &ast->zones.at[i]->def,
		       "zone");
	settle_rows(resolver);
}

/* " (did you mean X?)", or nothing. */
static void guess_name(const struct table *table, const char *name, char *out,
		       size_t size)
{
	struct nearest nearest = nearest_to(name, strlen(name));
	u32 i;

	for (i = 0; i < table->n_slots; i++)
		if (table->slots[i].name)
			nearest_consider(&nearest, table->slots[i].name);
	out[0] = '\0';
	if (nearest.found)
		snprintf(out, size, " (did you mean %s?)", nearest.found);
}

/* Complains once a name, however often it is used. */
static void fault_undefined(struct resolver *resolver, const struct table *table,
			    const struct reference *reference, const char *what,
			    const char *example)
{
	const char *name = reference->name;
	const char *quote = word_is_plain(name, strlen(name)) ? "" : "\"";
	struct ast *ast = resolver->ast;
	char guess[LYNC_NAME_LEN + 32];

	if (table_add(&resolver->undefined, name, resolver))
		return;
	guess[0] = '\0';
	if (faults_matter(&ast->faults, reference->place))
		guess_name(table, name, guess, sizeof(guess));
	faults_add(&ast->faults, reference->place,
		   "%s %s is not defined%s: define it in %s, for example: %s %s%s%s = %s",
		   what, name, guess, ast->site, what, quote, name, quote,
		   example);
}

struct group_def *resolve_group(struct resolver *resolver,
				const struct reference *reference)
{
	struct group_def *group = table_find(&resolver->groups,
					     reference->name);

	if (!group)
		fault_undefined(resolver, &resolver->groups, reference, "group",
				"203.0.113.10, 2001:db8:113::10");
	return group;
}

struct zone_def *resolve_zone(struct resolver *resolver,
			      const struct reference *reference)
{
	struct zone_def *zone = table_find(&resolver->zones, reference->name);

	if (!zone)
		fault_undefined(resolver, &resolver->zones, reference, "zone",
				"\"eth1\"");
	return zone;
}
