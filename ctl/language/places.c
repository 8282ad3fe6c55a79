// SPDX-License-Identifier: GPL-2.0-only
/* Where the parts of a policy stand in the files it was made of. */
#include <string.h>

#include "resolve.h"

/* The word that begins at an offset of a group's file. */
static struct place item_place(const struct ast *ast, const struct place *group,
			       u32 at)
{
	const char *text = ast->sources.list.at[group->file].data + at;

	return (struct place){
		.file = group->file, .begin = at,
		.end = at + (u32)strcspn(text, " \t\r\n,#}"),
	};
}

/*
 * Prefixes are sorted when groups are flattened and do not remember where they
 * come from: with millions of them that would be dear, and it is asked for at
 * most once a run. So look for an equal one in all files.
 */
static struct place prefix4_place(const struct ast *ast,
				  const struct lync_prefix4 *prefix,
				  struct place fallback)
{
	u32 i, j;

	for (i = 0; i < ast->groups.n; i++) {
		const struct group_def *group = ast->groups.at[i];

		for (j = 0; j < group->v4.n; j++)
			if (group->v4.at[j].addr == prefix->addr &&
			    group->v4.at[j].len == prefix->len)
				return item_place(ast, &group->def.place,
						  group->v4.at[j].at);
	}
	return fallback;
}

static struct place prefix6_place(const struct ast *ast,
				  const struct lync_prefix6 *prefix,
				  struct place fallback)
{
	u32 i, j;

	for (i = 0; i < ast->groups.n; i++) {
		const struct group_def *group = ast->groups.at[i];

		for (j = 0; j < group->v6.n; j++)
			if (group->v6.at[j].len == prefix->len &&
			    !memcmp(&group->v6.at[j].addr, &prefix->addr,
				    sizeof(prefix->addr)))
				return item_place(ast, &group->def.place,
						  group->v6.at[j].at);
	}
	return fallback;
}

struct place resolved_place(const struct ast *ast,
			    const struct resolved *resolved,
			    enum lync_part part, u32 index)
{
	const struct lync_prefix4 *prefix4 = resolved->prefix4.at;
	const struct lync_prefix6 *prefix6 = resolved->prefix6.at;
	const struct place *groups = resolved->group_places.at;

	if (part == LYNC_PART_GROUP && index < resolved->group_places.n)
		return groups[index];
	if (part == LYNC_PART_PREFIX4 && index < resolved->prefix4.n)
		return prefix4_place(ast, &prefix4[index],
				     groups[prefix4[index].group]);
	if (part == LYNC_PART_PREFIX6 && index < resolved->prefix6.n)
		return prefix6_place(ast, &prefix6[index],
				     groups[prefix6[index].group]);
	if (part == LYNC_PART_ZONE && index < resolved->zone_places.n)
		return resolved->zone_places.at[index];
	if (part == LYNC_PART_PROTECT && index < resolved->protect_places.n)
		return resolved->protect_places.at[index];
	if (part == LYNC_PART_SECTION && index < ast->sections.n)
		return ast->sections.at[index].place;
	if (part == LYNC_PART_ROW && index < ast->rows.n)
		return ast->rows.at[index].place;
	return ast->policy_place;
}
