// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the hooks (kmod/hook.c) have the core do with a packet, in their order. Where
 * they change, this changes. Only what is counted is named `measured_`: callgrind stops
 * counting where one such function enters another. All callers are in other files, so
 * none is inlined.
 */
#include "measured.h"
#include "parse_plain.h"

static const struct lync_verdict pass = {
	.outcome = LYNC_PASS, .row = LYNC_NO_ROW,
};

/**
 * struct view - as struct lync_view of the hooks
 * @rules: the policy
 * @from: the packet as it came
 * @packet: what its headers say
 * @ends: what the policy knows of its addresses
 * @plain: its kind
 */
struct view {
	const struct measured_rules *rules;
	const struct measured_packet *from;
	struct lync_packet packet;
	struct lync_ends ends;
	struct lync_plain plain;
};

static struct lync_verdict drop(enum lync_reason reason)
{
	return (struct lync_verdict){
		.outcome = LYNC_DROPPED, .reason = reason, .row = LYNC_NO_ROW,
	};
}

static __always_inline struct lync_plain
plain_of(const struct measured_packet *packet)
{
	return lync_plain_of(packet->data, packet->len, packet->len);
}

/* False when the packet is not ours. */
static __always_inline bool
view_init(struct view *view, const struct measured_rules *rules,
	  const struct measured_packet *from, struct lync_plain plain)
{
	view->rules = rules;
	view->from = from;
	view->plain = plain;
	if (plain.family)
		view->ends = lync_plain_ends(rules->matcher, from->data, plain);
	else if (!lync_packet_parse_addresses(from->data, from->len, from->len,
					      &view->packet))
		view->ends = lync_match_edge_ends(rules->matcher,
						  &view->packet.key);
	else
		return false;
	return lync_match_is_edge(rules->matcher, view->ends);
}

static enum lync_reason view_complete(struct view *view)
{
	const struct measured_packet *from = view->from;
	enum lync_reason fault = LYNC_REASON_NONE;

	if (view->plain.family)
		lync_plain_read(from->data, view->plain, &view->packet);
	else
		fault = lync_packet_parse_rest(from->data, from->len, from->len,
					       &view->packet);
	view->packet.key.zones = from->zones;
	return fault;
}

static bool view_is_spoofed(const struct view *view)
{
	return lync_match_is_spoofed(view->rules->matcher, &view->packet.key,
				     view->ends);
}

static struct lync_verdict judge_quote(const struct view *view)
{
	const struct measured_packet *from = view->from;
	const struct measured_rules *rules = view->rules;
	struct lync_packet quoted;
	enum lync_reason fault;
	struct lync_ends ends;

	fault = lync_packet_parse_quote(from->data, from->len, from->len,
					&view->packet, &quoted);
	if (fault)
		return drop(fault);
	quoted.key.zones = ~0u;
	ends = lync_match_edge_ends(rules->matcher, &quoted.key);
	if (!lync_match_is_edge(rules->matcher, ends))
		return drop(LYNC_REASON_NO_ROW);
	return lync_judge_either(rules->policy, rules->matcher, &quoted.key,
				 ends);
}

struct lync_verdict measured_pre_routing(const struct measured_rules *rules,
					 const struct measured_packet *packet)
{
	struct view view __attribute__((uninitialized));	/* as the hooks do */
	struct lync_plain plain = plain_of(packet);
	enum lync_reason fault;

	/* no Edge of site.c is bound to a zone */
	if (lync_plain_continues(packet->data, plain) ||
	    !view_init(&view, rules, packet, plain))
		return pass;
	fault = view_complete(&view);
	if (view_is_spoofed(&view))
		return drop(LYNC_REASON_SPOOFED);
	if (fault)
		return drop(fault);
	if (view.packet.quote_offset)
		return judge_quote(&view);
	return lync_judge_early(rules->policy, rules->matcher, &view.packet,
				view.ends);
}

struct lync_verdict measured_forward(const struct measured_rules *rules,
				     const struct measured_packet *packet)
{
	struct view view __attribute__((uninitialized));	/* as the hooks do */
	struct lync_ends ends;
	enum lync_reason fault;

	if (!view_init(&view, rules, packet, plain_of(packet)))
		return pass;
	fault = view_complete(&view);
	if (view_is_spoofed(&view))
		return drop(LYNC_REASON_SPOOFED);
	if (fault)
		return drop(fault);
	ends = view.ends;
	if (packet->is_reply)
		ends = lync_ends_swap(view.ends);
	return lync_judge_flow(rules->policy, rules->matcher, &packet->flow,
			       ends);
}

struct lync_verdict measured_stateless(const struct measured_rules *rules,
				       const struct measured_packet *packet)
{
	struct view view __attribute__((uninitialized));	/* as the hooks do */
	enum lync_reason fault;

	if (!view_init(&view, rules, packet, plain_of(packet)))
		return pass;
	fault = view_complete(&view);
	if (view_is_spoofed(&view))
		return drop(LYNC_REASON_SPOOFED);
	if (fault)
		return drop(fault);
	return lync_judge_stateless(rules->policy, rules->matcher, &view.packet,
				    view.ends);
}

int measured_check(const struct measured_rules *rules,
		   const struct lync_host *host)
{
	struct lync_finding finding;

	return lync_policy_check(rules->policy, host, &finding);
}

int measured_build(struct measured_rules *rules, const struct lync_host *host)
{
	return lync_matcher_build(rules->policy, host, &rules->matcher);
}

void measured_free(struct measured_rules *rules, const struct lync_host *host)
{
	lync_matcher_free(rules->matcher, host);
	rules->matcher = NULL;
}
