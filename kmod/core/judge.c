// SPDX-License-Identifier: GPL-2.0-only
/* The decision, from the rows that match to a verdict. */
#include "judge.h"

/* Does the row match what arrives by an interface that has a pattern of its zone? */
static bool lync_row_wins_in_zone(const struct lync_policy *policy,
				  const struct lync_matcher *matcher,
				  const struct lync_key *key,
				  struct lync_ends ends, u32 row)
{
	const struct lync_zone *zone = &policy->zones[policy->rows[row].zone];
	struct lync_key moved = *key;
	u32 i;

	for (i = 0; i < zone->n_patterns; i++) {
		/* a pattern with '+' is itself a name it matches */
		moved.zones = lync_zones_of(policy, zone->patterns[i]);
		if (lync_match_row(matcher, &moved, ends) == row &&
		    !lync_match_is_spoofed(matcher, &moved, ends))
			return true;
	}
	return false;
}

/*
 * Asking once per zone instead of once per row gives the same answer: a row can
 * be the first match in its own zone only if it is the answer for that zone, and in
 * wider zones beside it only if it is without them. No advice is a zone that the
 * packet is in, or that the source would be spoofed from.
 */
static u32 lync_other_zone_row(const struct lync_policy *policy,
			       const struct lync_matcher *matcher,
			       const struct lync_key *key,
			       struct lync_ends ends)
{
	u32 anywhere = lync_zones_anywhere(policy);
	struct lync_key moved = *key;
	u32 best = LYNC_NO_ROW;
	u32 zone, row;

	for (zone = 0; zone < policy->n_zones; zone++) {
		if (key->zones >> zone & 1)
			continue;
		moved.zones = anywhere | 1u << zone;
		row = lync_match_row(matcher, &moved, ends);
		if (row < best && policy->rows[row].zone == zone &&
		    policy->rows[row].action == LYNC_ALLOW &&
		    lync_row_wins_in_zone(policy, matcher, key, ends, row))
			best = row;
	}
	return best;
}

void lync_explain(const struct lync_policy *policy,
		  const struct lync_matcher *matcher,
		  const struct lync_key *key, bool arrives,
		  struct lync_answer *answer)
{
	struct lync_ends ends = lync_match_ends(matcher, key);
	struct lync_key asked = *key;

	answer->verdict = lync_verdict_pass();
	answer->other_zone_row = LYNC_NO_ROW;
	if (!lync_match_is_edge(matcher, ends))
		return;
	if (!arrives)
		asked.zones = lync_zones_anywhere(policy);
	if (arrives && lync_match_is_spoofed(matcher, &asked, ends)) {
		answer->verdict = lync_verdict_drop(LYNC_REASON_SPOOFED);
		return;
	}
	answer->verdict = lync_judge_flow(policy, matcher, &asked, ends);
	if (answer->verdict.outcome == LYNC_DROPPED)
		answer->other_zone_row =
			lync_other_zone_row(policy, matcher, &asked, ends);
}
