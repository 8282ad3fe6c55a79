/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The decision: what the matcher says of a packet or a flow, turned into a
 * verdict. The hooks, the kernel's explain and lyncctl's explain all end here.
 * Inline, as a verdict returned from a function goes through memory.
 */
#ifndef LYNC_CORE_JUDGE_H
#define LYNC_CORE_JUDGE_H

#include "match.h"
#include "parse.h"

enum lync_outcome {
	/** @LYNC_PASS: not ours, or not for this hook to decide */
	LYNC_PASS,
	LYNC_ALLOWED,
	LYNC_DROPPED,
};

/**
 * struct lync_verdict - a decision and its grounds
 * @outcome: one of enum lync_outcome
 * @reason: why it is dropped, LYNC_REASON_NONE otherwise
 * @row: index of the row that allowed or denied, or LYNC_NO_ROW
 */
struct lync_verdict {
	enum lync_outcome outcome;
	enum lync_reason reason;
	u32 row;
};

/**
 * lync_verdict_pass() - the verdict on what is not to be judged
 */
static inline struct lync_verdict lync_verdict_pass(void)
{
	return (struct lync_verdict){
		.outcome = LYNC_PASS,
		.reason = LYNC_REASON_NONE,
		.row = LYNC_NO_ROW,
	};
}

/**
 * lync_verdict_drop() - the verdict on what is dropped whatever the rows say
 * @reason: why
 */
static inline struct lync_verdict lync_verdict_drop(enum lync_reason reason)
{
	return (struct lync_verdict){
		.outcome = LYNC_DROPPED,
		.reason = reason,
		.row = LYNC_NO_ROW,
	};
}

/* What to do by a row that matched, or by none. */
static inline struct lync_verdict
lync_verdict_of(const struct lync_policy *policy, u32 row)
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

/**
 * lync_judge_flow() - may this flow be opened?
 * @policy: the policy @matcher was built from
 * @matcher: the matcher
 * @key: the flow in its original direction
 * @ends: from lync_match_ends() on @key, or lync_match_edge_ends() if that found an Edge; of
 *	addresses they say all
 *
 * Return: allowed, or dropped with no-row or deny-row.
 */
static inline struct lync_verdict
lync_judge_flow(const struct lync_policy *policy,
		const struct lync_matcher *matcher, const struct lync_key *key,
		struct lync_ends ends)
{
	return lync_verdict_of(policy, lync_match_row(matcher, key, ends));
}

/**
 * lync_judge_either() - may this packet belong to a flow in either direction?
 * @policy: the policy @matcher was built from
 * @matcher: the matcher
 * @key: the packet as it is
 * @ends: from lync_match_ends() on @key, or lync_match_edge_ends() if that found an Edge; of
 *	addresses they say all
 *
 * Return: allowed by the first direction whose first matching row is an allow
 * row, else dropped: deny-row when a deny row matched the packet as it is.
 */
static inline struct lync_verdict
lync_judge_either(const struct lync_policy *policy,
		  const struct lync_matcher *matcher,
		  const struct lync_key *key, struct lync_ends ends)
{
	struct lync_verdict onward = lync_judge_flow(policy, matcher, key, ends);
	struct lync_verdict reply;

	if (onward.outcome == LYNC_ALLOWED)
		return onward;
	reply = lync_verdict_of(policy,
				lync_match_reply_row(matcher, key, ends));
	return reply.outcome == LYNC_ALLOWED ? reply : onward;
}

/**
 * lync_judge_stateless() - FORWARD without connection tracking
 * @policy: the policy @matcher was built from
 * @matcher: the matcher
 * @packet: the packet as it is
 * @ends: of its addresses, one is Edge; these say all, the key may have no addresses
 *
 * As lync_judge_either(), but a TCP segment may be a reply only with ACK or RST
 * set. What this gives up: a segment with ACK set from an allowed service port
 * passes whether or not a connection was ever opened.
 *
 * Return: allowed or dropped.
 */
static inline struct lync_verdict
lync_judge_stateless(const struct lync_policy *policy,
		     const struct lync_matcher *matcher,
		     const struct lync_packet *packet, struct lync_ends ends)
{
	/* the first segment of a connection is the only one with neither */
	if (packet->key.proto == LYNC_PROTO_TCP &&
	    !(packet->tcp_flags & (LYNC_TCP_ACK | LYNC_TCP_RST)))
		return lync_judge_flow(policy, matcher, &packet->key, ends);
	return lync_judge_either(policy, matcher, &packet->key, ends);
}

/**
 * lync_judge_early() - PRE_ROUTING: can this packet never be allowed?
 * @policy: the policy @matcher was built from
 * @matcher: the matcher
 * @packet: the packet as it is, parsed without fault, not an ICMP error
 * @ends: of its addresses, one is Edge; these say all, the key may have no addresses
 *
 * Dropped: an Edge source from the wrong zone; an opening TCP segment (SYN
 * without ACK) no row allows; anything but TCP that no row allows in either
 * direction. Other TCP segments pass: their flow decides in FORWARD.
 *
 * Return: pass or dropped.
 */
static __always_inline struct lync_verdict
lync_judge_early(const struct lync_policy *policy,
		 const struct lync_matcher *matcher,
		 const struct lync_packet *packet, struct lync_ends ends)
{
	const struct lync_key *key = &packet->key;
	struct lync_verdict verdict;

	if (lync_match_is_spoofed(matcher, key, ends))
		return lync_verdict_drop(LYNC_REASON_SPOOFED);
	if (key->proto != LYNC_PROTO_TCP)
		verdict = lync_judge_either(policy, matcher, key, ends);
	else if (lync_tcp_opens(packet->tcp_flags))
		verdict = lync_judge_flow(policy, matcher, key, ends);
	else
		return lync_verdict_pass();
	return verdict.outcome == LYNC_DROPPED ? verdict : lync_verdict_pass();
}

/**
 * struct lync_answer - the answer to "what would happen to this flow?"
 * @verdict: the decision; LYNC_PASS means that neither address is Edge
 * @other_zone_row: index of the first allow row that would match if the packet
 *	arrived by an interface with a name or pattern of the row's zone, which may
 *	put it in wider zones, too; LYNC_NO_ROW if there is none, or if allowed
 */
struct lync_answer {
	struct lync_verdict verdict;
	u32 other_zone_row;
};

/**
 * lync_explain() - answer a question about a flow's first packet
 * @policy: the policy @matcher was built from
 * @matcher: the matcher
 * @key: the first packet
 * @arrives: whether the interface it arrives by is known; without it nothing is
 *	spoofed, and of rows that name a zone match those whose zone is every interface
 * @answer: filled
 *
 * Context: any.
 */
void lync_explain(const struct lync_policy *policy,
		  const struct lync_matcher *matcher,
		  const struct lync_key *key, bool arrives,
		  struct lync_answer *answer);

#endif
