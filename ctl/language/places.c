// SPDX-License-Identifier: GPL-2.0-only
/* Where the parts of a policy stand in the files it was made of. */
#include "resolve.h"

/*
 * Prefixes are sorted when groups are flattened and do not remember where they
 * come from, as there may be millions: their place is that of their group.
 */
struct place resolved_place(const struct ast *ast,
			    const struct resolved *resolved,
			    enum lync_part part, u32 index)
{
	const struct lync_prefix4 *prefix4 = ast->prefix4.at;
	const struct lync_prefix6 *prefix6 = ast->prefix6.at;
	const struct place *groups = resolved->group_places.at;

	if (part == LYNC_PART_GROUP && index < resolved->group_places.n)
		return groups[index];
	if (part == LYNC_PART_PREFIX4 && index < ast->prefix4.n)
		return groups[prefix4[index].group];
	if (part == LYNC_PART_PREFIX6 && index < ast->prefix6.n)
		return groups[prefix6[index].group];
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
