// SPDX-License-Identifier: GPL-2.0-only
/* The decision, from the rows that match to a verdict. */
#include "judge.h"

static const struct lync_verdict lync_pass = {
	.outcome = LYNC_PASS, .reason = LYNC_REASON_NONE, .row = LYNC_NO_ROW,
};

static const struct lync_verdict lync_spoofed = {
	.outcome = LYNC_DROPPED, .reason = LYNC_REASON_SPOOFED,
	.row = LYNC_NO_ROW,
};

static struct lync_verdict lync_verdict_of(const struct lync_policy *policy,
					   u32 row)
{
	struct lync_verdict verdict = {
		.outcome = LYNC_DROPPED, .reason = LYNC_REASON_NO_ROW,
		.row = row,
	};

	if (row == LYNC_NO_ROW)
		return verdict;
	if (policy->rows[row].action == LYNC_ALLOW) {
		verdict.outcome = LYNC_ALLOWED;
		verdict.reason = LYNC_REASON_NONE;
	} else {
		verdict.reason = LYNC_REASON_DENY_ROW;
	}
	return verdict;
}

struct lync_verdict lync_judge_flow(const struct lync_policy *policy,
				    const struct lync_matcher *matcher,
				    const struct lync_key *key,
				    struct lync_ends ends)
{
	return lync_verdict_of(policy, lync_match_row(matcher, key, ends));
}

struct lync_verdict lync_judge_either(const struct lync_policy *policy,
				      const struct lync_matcher *matcher,
				      const struct lync_key *key,
				      struct lync_ends ends)
{
	struct lync_verdict onward = lync_judge_flow(policy, matcher, key, ends);
	struct lync_verdict reply;

	if (onward.outcome == LYNC_ALLOWED)
		return onward;
	reply = lync_verdict_of(policy,
				lync_match_reply_row(matcher, key, ends));
	return reply.outcome == LYNC_ALLOWED ? reply : onward;
}

struct lync_verdict lync_judge_stateless(const struct lync_policy *policy,
					 const struct lync_matcher *matcher,
					 const struct lync_packet *packet,
					 struct lync_ends ends)
{
	/* the first segment of a connection is the only one with neither */
	if (packet->key.proto == LYNC_PROTO_TCP &&
	    !(packet->tcp_flags & (LYNC_TCP_ACK | LYNC_TCP_RST)))
		return lync_judge_flow(policy, matcher, &packet->key, ends);
	return lync_judge_either(policy, matcher, &packet->key, ends);
}

struct lync_verdict lync_judge_early(const struct lync_policy *policy,
				     const struct lync_matcher *matcher,
				     const struct lync_packet *packet,
				     struct lync_ends ends)
{
	const struct lync_key *key = &packet->key;
	struct lync_verdict verdict;

	if (lync_match_is_spoofed(matcher, key, ends))
		return lync_spoofed;
	if (key->proto != LYNC_PROTO_TCP)
		verdict = lync_judge_either(policy, matcher, key, ends);
	else if ((packet->tcp_flags & (LYNC_TCP_SYN | LYNC_TCP_ACK)) ==
		 LYNC_TCP_SYN)
		verdict = lync_judge_flow(policy, matcher, key, ends);
	else
		return lync_pass;
	return verdict.outcome == LYNC_DROPPED ? verdict : lync_pass;
}

/*
 * Asking once per zone instead of once per row gives the same answer: a row can
 * be the first match in its own zone only if it is the answer for that zone. A
 * zone the source would be spoofed from is no advice.
 */
static u32 lync_other_zone_row(const struct lync_policy *policy,
			       const struct lync_matcher *matcher,
			       const struct lync_key *key,
			       struct lync_ends ends)
{
	struct lync_key moved = *key;
	u32 best = LYNC_NO_ROW;
	u32 zone, row;

	for (zone = 0; zone < policy->n_zones; zone++) {
		moved.zones = 1u << zone;
		row = lync_match_row(matcher, &moved, ends);
		if (row < best && policy->rows[row].zone == zone &&
		    policy->rows[row].action == LYNC_ALLOW &&
		    !lync_match_is_spoofed(matcher, &moved, ends))
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

	answer->verdict = lync_pass;
	answer->other_zone_row = LYNC_NO_ROW;
	if (!lync_match_is_edge(matcher, ends))
		return;
	if (!arrives)
		asked.zones = 0;
	if (arrives && lync_match_is_spoofed(matcher, &asked, ends)) {
		answer->verdict = lync_spoofed;
		return;
	}
	answer->verdict = lync_judge_flow(policy, matcher, &asked, ends);
	if (answer->verdict.outcome == LYNC_DROPPED)
		answer->other_zone_row =
			lync_other_zone_row(policy, matcher, &asked, ends);
}
