// SPDX-License-Identifier: GPL-2.0-only
/* From what files say to a policy whose parts refer to each other by index. */
#include <string.h>

#include "resolve.h"

/* The index of a zone that is used; LYNC_NO_ZONE for none. */
static u8 zone_index(struct resolver *resolver, const struct reference *zone)
{
	struct resolved *out = resolver->out;
	struct zone_def *def;

	if (!zone->name)
		return LYNC_NO_ZONE;
	def = resolve_zone(resolver, zone);
	if (!def)
		return LYNC_NO_ZONE;
	if (def->def.carried)
		return (u8)def->def.index;
	if (out->zones.n == LYNC_MAX_ZONES) {
		faults_add(&resolver->ast->faults, def->def.place,
			   "a policy holds %u zones at most: make some of them one zone",
			   LYNC_MAX_ZONES);
		return LYNC_NO_ZONE;
	}
	def->def.carried = true;
	def->def.index = out->zones.n;
	list_push(&out->zones, (struct lync_zone){
		.name = def->def.name, .any = def->def.any,
		.patterns = def->patterns.at, .n_patterns = def->patterns.n,
	});
	list_push(&out->zone_places, def->def.place);
	return (u8)def->def.index;
}

static bool zones_are_equal(const struct zone_def *a, const struct zone_def *b)
{
	u32 i, j;

	if (a->def.any != b->def.any || a->patterns.n != b->patterns.n)
		return false;
	for (i = 0; i < a->patterns.n; i++) {
		for (j = 0; j < b->patterns.n; j++)
			if (!strcmp(a->patterns.at[i], b->patterns.at[j]))
				break;
		if (j == b->patterns.n)
			return false;
	}
	return true;
}

static void resolve_zones(struct resolver *resolver)
{
	const struct ast *ast = resolver->ast;
	char where[LYNC_TEXT_LEN];
	struct reference reference = { 0 };
	const struct zone_def *zone, *rival;
	u32 i;

	for (i = 0; i < ast->zones.n; i++) {
		zone = ast->zones.at[i];
		reference.name = zone->def.name;
		if (!zone->def.in_site)
			zone_index(resolver, &reference);
		rival = (const struct zone_def *)zone->def.rival;
		if (!rival || zones_are_equal(zone, rival))
			continue;
		sources_describe(&resolver->ast->sources, zone->def.place,
				 where, sizeof(where));
		faults_add(&resolver->ast->faults, rival->def.place,
			   "zone %s has other interfaces at %s: make them equal, remove one of the two, or write default zone in the policy",
			   zone->def.name, where);
	}
}

static void resolve_protects(struct resolver *resolver)
{
	const struct ast *ast = resolver->ast;
	struct resolved *out = resolver->out;
	u32 i;

	for (i = 0; i < ast->protects.n; i++) {
		const struct protect_def *def = &ast->protects.at[i];
		struct lync_protect protect = { 0 };

		if (i == LYNC_MAX_PROTECTS)
			faults_add(&resolver->ast->faults, def->group.place,
				   "a policy protects %u groups at most: make some of them one group",
				   LYNC_MAX_PROTECTS);
		protect.zone = zone_index(resolver, &def->behind);
		if (!resolve_member(resolver, &def->group, &protect.group))
			continue;
		list_push(&out->protects, protect);
		list_push(&out->protect_places, def->group.place);
	}
}

/* The groups of one side, each once; returns how many. */
static u16 resolve_side(struct resolver *resolver, const struct side *side,
			const u16 **groups)
{
	u16 *indices = arena_alloc(&resolver->ast->arena,
				   side->n_groups * sizeof(*indices));
	u32 i, j, n = 0;

	*groups = indices;
	for (i = 0; i < side->n_groups; i++) {
		if (!resolve_member(resolver, &side->groups[i], &indices[n]))
			continue;
		for (j = 0; j < n && indices[j] != indices[n]; j++)
			;
		if (j < n)
			continue;
		if (++n <= LYNC_MAX_MEMBERS)
			continue;
		faults_add(&resolver->ast->faults, side->groups[i].place,
			   "one side of a row names %u groups at most: make them one group",
			   LYNC_MAX_MEMBERS);
		break;
	}
	return (u16)n;
}

static const char *source_of(struct ast *ast, struct place place)
{
	char where[LYNC_TEXT_LEN];

	sources_describe(&ast->sources, place, where, sizeof(where));
	return arena_string(&ast->arena, where);
}

static void resolve_row(struct resolver *resolver, const struct row_def *def)
{
	struct lync_row row = {
		.name = def->name, .comment = def->comment,
		.source = source_of(resolver->ast, def->place),
		.sports = def->from.ports, .n_sports = (u16)def->from.n_ports,
		.dports = def->to.ports, .n_dports = (u16)def->to.n_ports,
		.section = (u16)def->section, .proto = def->proto,
		.action = def->action,
	};

	row.n_from = resolve_side(resolver, &def->from, &row.from);
	row.n_to = resolve_side(resolver, &def->to, &row.to);
	row.zone = zone_index(resolver, &def->zone);
	list_push(&resolver->out->rows, row);
}

static void resolve_rows(struct resolver *resolver)
{
	const struct ast *ast = resolver->ast;
	u32 i;

	for (i = 0; i < ast->sections.n; i++)
		list_push(&resolver->out->sections, ast->sections.at[i].title);
	for (i = 0; i < ast->rows.n; i++)
		resolve_row(resolver, &ast->rows.at[i]);
}

static struct lync_policy policy_of(const struct ast *ast,
				    const struct resolved *out)
{
	return (struct lync_policy){
		.name = ast->name, .title = ast->title, .mode = ast->mode,
		.prefix4 = ast->prefix4.at, .n_prefix4 = ast->prefix4.n,
		.prefix6 = ast->prefix6.at, .n_prefix6 = ast->prefix6.n,
		.groups = out->groups.at, .n_groups = out->groups.n,
		.zones = out->zones.at, .n_zones = out->zones.n,
		.protects = out->protects.at, .n_protects = out->protects.n,
		.sections = out->sections.at, .n_sections = out->sections.n,
		.rows = out->rows.at, .n_rows = out->rows.n,
	};
}

void resolve(struct ast *ast, struct resolved *out, enum text_notes notes)
{
	struct resolver resolver = { .ast = ast, .out = out };

	resolve_names(&resolver);
	resolve_cycles(&resolver);
	resolve_carried_groups(&resolver);
	resolve_zones(&resolver);
	resolve_protects(&resolver);
	resolve_rows(&resolver);
	resolve_drop_others(ast);
	resolve_unused(&resolver, notes);
	out->policy = policy_of(ast, out);
	table_free(&resolver.groups);
	table_free(&resolver.zones);
	table_free(&resolver.rows);
	table_free(&resolver.literals);
	table_free(&resolver.undefined);
}

void resolved_free(struct resolved *resolved)
{
	list_free(&resolved->groups);
	list_free(&resolved->zones);
	list_free(&resolved->protects);
	list_free(&resolved->sections);
	list_free(&resolved->rows);
	list_free(&resolved->group_defs);
	list_free(&resolved->group_places);
	list_free(&resolved->zone_places);
	list_free(&resolved->protect_places);
}
