// SPDX-License-Identifier: GPL-2.0-only
/* Zones that rows or protect lines rely on, and that are every interface. */
#include "resolve.h"

static bool row_is_in(const struct lync_policy *policy, u32 zone)
{
	u32 i;

	for (i = 0; i < policy->n_rows; i++)
		if (policy->rows[i].zone == zone)
			return true;
	return false;
}

static bool edge_is_behind(const struct lync_policy *policy, u32 zone)
{
	u32 i;

	for (i = 0; i < policy->n_protects; i++)
		if (policy->protects[i].zone == zone)
			return true;
	return false;
}

static void note_zone(struct ast *ast, const struct definition *def,
		      const char *effect)
{
	if (def->by_default)
		faults_add(&ast->notes, def->place,
			   "note: zone %s is every interface, so %s: define it in %s by its interfaces, such as \"eth1\"",
			   def->name, effect, ast->site);
	else
		faults_add(&ast->notes, def->place,
			   "note: zone %s is every interface, so %s: write its interfaces here, such as \"eth1\"",
			   def->name, effect);
}

void resolved_note_open_zones(struct ast *ast, const struct resolved *resolved)
{
	const struct lync_policy *policy = &resolved->policy;
	u32 anywhere = lync_zones_anywhere(policy);
	u32 i;

	for (i = 0; i < ast->zones.n; i++) {
		const struct definition *def = &ast->zones.at[i]->def;

		if (!def->carried || !(anywhere >> def->index & 1))
			continue;
		if (row_is_in(policy, def->index))
			note_zone(ast, def,
				  "rows in it match whichever interface a packet arrives by");
		else if (edge_is_behind(policy, def->index))
			note_zone(ast, def,
				  "no packet is taken for spoofed where an address is behind it");
	}
}
