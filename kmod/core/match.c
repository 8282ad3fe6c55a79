// SPDX-License-Identifier: GPL-2.0-only
/* The matcher: look-up. */
#include "match_table.h"

/**
 * DOC: Matching
 *
 * Whether a row matches a flow falls into three questions that have nothing to
 * do with each other: may it be opened from the source's class, may it be opened
 * to the destination's class, and do protocol, ports and zone fit? The first two
 * are answered for all rows at once by a bit vector for each class, bit N for row
 * N, computed when the policy is built. The AND of two vectors leaves the rows
 * that are about these two addresses; they are tried in order, and the first
 * that fits is the answer.
 *
 * For example under the default policy, whose rows are
 *
 *	0 pic-sip-in         tcp from pic_partners to access_edge port 5061
 *	1 pic-sip-out        tcp from access_edge to pic_partners port 5061
 *	2 client-sip         tcp from clients to access_edge port 443
 *	...
 *	6 sip-federation-in  tcp from federated_partners to access_edge port 5061
 *	...
 *	8 xmpp-in            tcp from xmpp_partners to access_edge port 5269
 *
 * a partner of public IM opens a connection to port 5061 of the Access Edge.
 * Rows from {pic_partners} are 0, 2, 6, 7, 8 and others, as `any` groups hold
 * every address; rows to {access_edge} are 0, 2, 6, 7, 8, 9. Of those in both,
 * row 0 fits and is first. An address of no group at all has no row 0 in its
 * vector and comes to row 6 by the same steps.
 *
 * A reply is matched with source and destination swapped, which costs no second
 * look-up of the addresses.
 */

struct lync_ends lync_match_ends(const struct lync_matcher *matcher,
				 const struct lync_key *key)
{
	struct lync_ends ends = {
		.src = lync_class_find(&matcher->classes, key->family,
				       &key->src),
		.dst = lync_class_find(&matcher->classes, key->family,
				       &key->dst),
	};

	return ends;
}

bool lync_match_is_edge(const struct lync_matcher *matcher,
			struct lync_ends ends)
{
	return matcher->homes[ends.src].is_edge ||
	       matcher->homes[ends.dst].is_edge;
}

bool lync_match_is_spoofed(const struct lync_matcher *matcher,
			   const struct lync_key *key, struct lync_ends ends)
{
	const struct lync_home *home = &matcher->homes[ends.src];

	return home->is_edge && !home->is_unbound &&
	       !(home->behind & key->zones);
}

/**
 * struct lync_question - what is left to ask of a row once its groups fit
 * @sport: source port of the flow's first packet
 * @dport: its destination port
 * @proto: its protocol
 * @zones: zones it arrived in; all when they cannot be known
 */
struct lync_question {
	u16 sport;
	u16 dport;
	u16 proto;
	u32 zones;
};

static bool lync_ports_have(const struct lync_ports *ports, u32 n, u16 port)
{
	u32 i;

	for (i = 0; i < n; i++)
		if (ports[i].low <= port && port <= ports[i].high)
			return true;
	return !n;
}

static bool lync_row_fits(const struct lync_row *row,
			  const struct lync_question *question)
{
	u16 proto = question->proto;

	if (row->proto != proto) {
		if (row->proto != LYNC_PROTO_ANY)
			return false;
		/* port 0 of a protocol without ports is no port */
		if ((row->n_sports || row->n_dports) &&
		    proto != LYNC_PROTO_TCP && proto != LYNC_PROTO_UDP)
			return false;
	}
	if (row->zone != LYNC_NO_ZONE && !(question->zones >> row->zone & 1))
		return false;
	return lync_ports_have(row->sports, row->n_sports, question->sport) &&
	       lync_ports_have(row->dports, row->n_dports, question->dport);
}

static u32 lync_first_row(const struct lync_matcher *matcher, u32 from_class,
			  u32 to_class, const struct lync_question *question)
{
	const u64 *from = matcher->from + (size_t)from_class * matcher->n_words;
	const u64 *to = matcher->to + (size_t)to_class * matcher->n_words;
	u32 word, row;
	u64 both;

	for (word = 0; word < matcher->n_words; word++) {
		for (both = from[word] & to[word]; both; both &= both - 1) {
			row = word * 64 + __builtin_ctzll(both);
			if (lync_row_fits(&matcher->policy->rows[row], question))
				return row;
		}
	}
	return LYNC_NO_ROW;
}

u32 lync_match_row(const struct lync_matcher *matcher,
		   const struct lync_key *key, struct lync_ends ends)
{
	const struct lync_question question = {
		.sport = key->sport, .dport = key->dport,
		.proto = key->proto, .zones = key->zones,
	};

	return lync_first_row(matcher, ends.src, ends.dst, &question);
}

u32 lync_match_reply_row(const struct lync_matcher *matcher,
			 const struct lync_key *key, struct lync_ends ends)
{
	const struct lync_question question = {
		.sport = key->dport, .dport = key->sport,
		.proto = key->proto, .zones = 0xffffffffu,
	};

	return lync_first_row(matcher, ends.dst, ends.src, &question);
}
