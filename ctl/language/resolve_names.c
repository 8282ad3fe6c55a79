// SPDX-License-Identifier: GPL-2.0-only
/* Which definition counts for a name, and what to say when there is none. */
#include <ctype.h>
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

/* The definition whose name may have been meant, or NULL. */
static const struct definition *find_meant(const struct table *table,
					   const char *name)
{
	struct nearest nearest = nearest_to(name, strlen(name));
	u32 i;

	for (i = 0; i < table->n_slots; i++)
		if (table->slots[i].name)
			nearest_consider(&nearest, table->slots[i].name);
	return nearest.found ? table_find(table, nearest.found) : NULL;
}

static void fault_misspelt(struct resolver *resolver,
			   const struct reference *reference, const char *what,
			   const struct definition *meant)
{
	struct ast *ast = resolver->ast;
	char where[LYNC_TEXT_LEN];

	sources_describe(&ast->sources, meant->place, where, sizeof(where));
	faults_add(&ast->faults, reference->place,
		   "%s %s is not defined: did you mean %s, defined at %s? If not, define it in %s",
		   what, reference->name, meant->name, where, ast->site);
}

/* Complains once a name, however often it is used. */
static void fault_undefined(struct resolver *resolver, const struct table *table,
			    const struct reference *reference, const char *what,
			    const char *example)
{
	const char *name = reference->name;
	const char *quote = word_is_plain(name, strlen(name)) ? "" : "\"";
	const struct definition *meant = NULL;
	struct ast *ast = resolver->ast;

	if (table_add(&resolver->undefined, name, resolver))
		return;
	if (faults_matter(&ast->faults, reference->place))
		meant = find_meant(table, name);
	if (meant)
		fault_misspelt(resolver, reference, what, meant);
	else
		faults_add(&ast->faults, reference->place,
			   "%s %s is not defined: define it in %s, for example: %s %s%s%s = %s",
			   what, name, ast->site, what, quote, name, quote,
			   example);
}

/* Addresses as the site file's example has them for the like. */
static const char *example_of(const char *group)
{
	if (strstr(group, "internal"))
		return "10.45.16.10, 2001:db8:45::10";
	if (strstr(group, "edge"))
		return "203.0.113.10, 2001:db8:113::10";
	return "198.51.100.0/24, 2001:db8:100::/48";
}

static bool looks_like_host(const char *name)
{
	return strchr(name, '.');
}

struct group_def *resolve_group(struct resolver *resolver,
				const struct reference *reference)
{
	struct group_def *group = table_find(&resolver->groups,
					     reference->name);
	char example[LYNC_TEXT_LEN];

	if (!group) {
		snprintf(example, sizeof(example), "%s%s", example_of(reference->name),
			 looks_like_host(reference->name) ?
			 "; hosts are not looked up by name: write their addresses" : "");
		fault_undefined(resolver, &resolver->groups, reference, "group", example);
	}
	return group;
}

/* What ends with a digit is taken for an interface, which has to be a zone's. */
static const char *interface_of(const char *zone)
{
	size_t len = strlen(zone);

	return len && isdigit((unsigned char)zone[len - 1]) ? zone : "eth1";
}

struct zone_def *resolve_zone(struct resolver *resolver,
			      const struct reference *reference)
{
	struct zone_def *zone = table_find(&resolver->zones, reference->name);
	char example[LYNC_TEXT_LEN];

	if (!zone) {
		snprintf(example, sizeof(example), "\"%s\"", interface_of(reference->name));
		fault_undefined(resolver, &resolver->zones, reference, "zone", example);
	}
	return zone;
}
