// SPDX-License-Identifier: GPL-2.0-only
/* The matcher: look-up. */
#include "match_table.h"
#include "trie_look_up.h"

/**
 * DOC: Matching
 *
 * Whether a row matches a flow falls into questions that have nothing to do with
 * each other: may it be opened from this source, may it be opened to this
 * destination, do protocol and ports fit, is it the right zone? Of all values that
 * can be asked about, few can be told apart: a million prefixes of one group have
 * the same rows. Values that have the same rows are a *class*, and the answer to a
 * question is a class's set of rows.
 *
 * The row sought is the first in the intersection of these sets. Intersections are
 * found when the policy is built: a table has, for each pair of classes of two
 * questions, the number of the set that is in both; as few of these are distinct,
 * they are classes again, and the next table pairs them with those of the next
 * question. The last table has no sets but rows. This is recursive flow
 * classification [1]. A look-up is a dozen loads, whatever the policy:
 *
 *	source address ------> class -> place.from \
 *	                                            pairs ----\
 *	destination address -> class -> place.to   /           \
 *	                                                        rows -> row
 *	protocol, port -> class \                             /
 *	                         services.ports \            /
 *	source port ----> class /                services.zones
 *	zone -> column ------------------------ /
 *
 * For example under the default policy, whose rows are
 *
 *	0 pic-sip-in         tcp from pic_partners to access_edge port 5061
 *	1 pic-sip-out        tcp from access_edge to pic_partners port 5061
 *	2 client-sip         tcp from clients to access_edge port 443
 *	3 messenger-rtp-out  tcp from av_edge to messenger_clients port 50000-59999
 *	4 messenger-stun-out udp from av_edge to messenger_clients port 3478
 *	5 messenger-stun-in  udp from messenger_clients to av_edge port 3478
 *	6 sip-federation-in  tcp from federated_partners to access_edge port 5061
 *	7 sip-federation-out tcp from access_edge to any port 5061
 *	8 xmpp-in            tcp from xmpp_partners to access_edge port 5269
 *	9 xmpp-out           tcp from access_edge to any port 5269
 *	10 xmpp-gateway      tcp from xmpp_gateways to internal_edge port 23456
 *
 * a partner of public IM opens a connection to port 5061 of the Access Edge. As
 * clients, federated and XMPP partners are `any`, the rows from its address are {0,
 * 2, 6, 8, 10}, as they are from every address of pic_partners: one class. Rows to
 * the Access Edge, which is the A/V Edge, too, are {0, 2, 5, 6, 7, 8, 9}, those to
 * `any` among them. The table of pairs has the number of {0, 2, 6, 8}. Rows of TCP to
 * port 5061 are {0, 1, 6, 7}, from any source port and any zone the same. What is
 * in the table of rows for {0, 2, 6, 8} and {0, 1, 6, 7} is row 0. For an address of
 * no group the first set lacks row 0, and the same steps lead to row 6.
 *
 * A packet may arrive in several zones at once, of which no table has all mixes: it has
 * a service for each zone, and the first row is the first of those that these lead to.
 *
 * Classes are numbers of 16 bits, and tables have limits, which the policies of
 * administrators do not reach: tables multiply, and 4,096 rows can be written that
 * multiply to more than memory holds. What a table would have is then computed: the
 * sets are kept, and of those that no table could pair the first common row is
 * looked for, 64 rows at a time. If services are too many because of zones, there are
 * those of any zone, and the zones of the rows found are looked at one by one, as they are
 * there for a packet of several zones; if there are too many classes of ports, both are. The
 * answer is the same, as tests with limits of next to nothing show; the cost then grows with
 * the rows, never with the prefixes.
 *
 * Whether a packet is ours is found out before any of this, see edges.h.
 *
 * A reply is matched with source and destination swapped, which costs no second
 * look-up of the addresses.
 *
 * [1] P. Gupta, N. McKeown: Packet classification on multiple fields. SIGCOMM 1999.
 * The bit vectors: T. V. Lakshman, D. Stiliadis: High-speed policy-based packet
 * forwarding using efficient multi-dimensional range matching. SIGCOMM 1998.
 */

/* Apart, as is all that the packet path seldom comes to. */
static noinline struct lync_ends
lync_match_both_ends4(const struct lync_trie *trie, u32 src, u32 dst)
{
	return (struct lync_ends){
		.src = lync_trie_look_up4(trie, src),
		.dst = lync_trie_look_up4(trie, dst),
	};
}

static noinline struct lync_ends
lync_match_both_ends6(const struct lync_trie *trie, u64 src_upper,
		      u64 src_lower, u64 dst_upper, u64 dst_lower)
{
	return (struct lync_ends){
		.src = lync_trie_look_up6(trie, src_upper, src_lower),
		.dst = lync_trie_look_up6(trie, dst_upper, dst_lower),
	};
}

struct lync_ends lync_match_ends(const struct lync_matcher *matcher,
				 const struct lync_key *key)
{
	if (key->family == LYNC_IPV4)
		return lync_match_both_ends4(&matcher->classes.ipv4,
					     key->src.w[0], key->dst.w[0]);
	return lync_match_both_ends6(&matcher->classes.ipv6,
				     lync_addr_upper(&key->src),
				     lync_addr_lower(&key->src),
				     lync_addr_upper(&key->dst),
				     lync_addr_lower(&key->dst));
}

/*
 * The classes of both addresses: those that are an Edge's, or 0, and that of the other
 * one, @far: the destination when the source is an Edge.
 */
static __always_inline struct lync_ends lync_ends_join(u32 from, u32 to, u32 far)
{
	if (from)
		return (struct lync_ends){ .src = from, .dst = far };
	return (struct lync_ends){ .src = far, .dst = to };
}

/* Where one node does not do, or blocks do. Apart, so that the others have nothing to keep. */
static noinline struct lync_ends
lync_match_deep_ends4(const struct lync_trie *trie, u32 from, u32 to, u32 entry,
		      u32 far)
{
	return lync_ends_join(from, to, lync_trie_go_on4(trie, entry, far));
}

static __always_inline struct lync_ends
lync_match_far_ends4(const struct lync_trie *trie, u32 from, u32 to, u32 far)
{
	u32 entry = lync_node_find(trie, &trie->top, far);

	if (unlikely(lync_trie_is_deep(entry)))
		return lync_match_deep_ends4(trie, from, to, entry, far);
	return lync_ends_join(from, to, lync_run_find(trie, entry, far));
}

struct lync_ends lync_match_edge_ends4(const struct lync_matcher *matcher,
				       u32 src, u32 dst)
{
	const struct lync_trie *trie = &matcher->classes.ipv4;
	u32 from, to;

	if (unlikely(!matcher->edges4.v4))
		return lync_match_both_ends4(trie, src, dst);
	/* packets come in bursts, from one side: this is foretold before it is known */
	from = lync_edge_find4(&matcher->edges4, src);
	if (from)
		return lync_match_far_ends4(trie, from, 0, dst);
	to = lync_edge_find4(&matcher->edges4, dst);
	if (to)
		return lync_match_far_ends4(trie, 0, to, src);
	return (struct lync_ends){ 0 };
}

/* The same for IPv6, and for the lower half. */
static noinline struct lync_ends
lync_match_deep_ends6(const struct lync_trie *trie, u32 from, u32 to, u32 entry,
		      u64 upper, u64 lower)
{
	return lync_ends_join(from, to,
			      lync_trie_go_on6(trie, entry, upper, lower));
}

static __always_inline struct lync_ends
lync_match_far_ends6(const struct lync_trie *trie, u32 from, u32 to, u64 upper,
		     u64 lower)
{
	u32 entry = lync_node_find(trie, &trie->top, upper);

	if (unlikely(lync_trie_is_deep(entry)))
		return lync_match_deep_ends6(trie, from, to, entry, upper, lower);
	entry = lync_blocks_find(trie, entry, upper);
	if (!lync_trie_is_class(entry))
		return lync_match_deep_ends6(trie, from, to, entry, upper, lower);
	return lync_ends_join(from, to, entry);
}

struct lync_ends lync_match_edge_ends6(const struct lync_matcher *matcher,
				       u64 src_upper, u64 src_lower,
				       u64 dst_upper, u64 dst_lower)
{
	const struct lync_trie *trie = &matcher->classes.ipv6;
	u32 from, to;

	if (unlikely(!matcher->edges6.v6))
		return lync_match_both_ends6(trie, src_upper, src_lower,
					     dst_upper, dst_lower);
	from = lync_edge_find6(&matcher->edges6, src_upper, src_lower);
	if (from)
		return lync_match_far_ends6(trie, from, 0, dst_upper, dst_lower);
	to = lync_edge_find6(&matcher->edges6, dst_upper, dst_lower);
	if (to)
		return lync_match_far_ends6(trie, 0, to, src_upper, src_lower);
	return (struct lync_ends){ 0 };
}

struct lync_ends lync_match_edge_ends(const struct lync_matcher *matcher,
				      const struct lync_key *key)
{
	if (key->family == LYNC_IPV4)
		return lync_match_edge_ends4(matcher, key->src.w[0],
					     key->dst.w[0]);
	return lync_match_edge_ends6(matcher, lync_addr_upper(&key->src),
				     lync_addr_lower(&key->src),
				     lync_addr_upper(&key->dst),
				     lync_addr_lower(&key->dst));
}

void lync_match_prefetch4(const struct lync_matcher *matcher, u32 src, u32 dst)
{
	const struct lync_trie *trie = &matcher->classes.ipv4;

	if (unlikely(!matcher->edges4.v4))
		return;
	if (lync_edge_find4(&matcher->edges4, src))
		lync_trie_prefetch4(trie, dst);
	else if (lync_edge_find4(&matcher->edges4, dst))
		lync_trie_prefetch4(trie, src);
}

static const struct lync_place *lync_place(const struct lync_matcher *matcher,
					   u32 class)
{
	return &matcher->places[lync_class_number(class)];
}

bool lync_match_is_elsewhere(const struct lync_matcher *matcher,
			     const struct lync_key *key, struct lync_ends ends)
{
	return !(lync_place(matcher, ends.src)->behind & key->zones);
}

static bool lync_ports_have(const struct lync_ports *ports, u32 n, u16 port)
{
	u32 i;

	for (i = 0; i < n; i++)
		if (ports[i].low <= port && port <= ports[i].high)
			return true;
	return !n;
}

static bool lync_row_fits(const struct lync_row *row, const struct lync_key *key)
{
	if (row->proto != key->proto) {
		if (row->proto != LYNC_PROTO_ANY)
			return false;
		/* port 0 of a protocol without ports is no port */
		if ((row->n_sports || row->n_dports) &&
		    !lync_proto_has_ports(key->proto))
			return false;
	}
	return lync_row_fits_zones(row, key->zones) &&
	       lync_ports_have(row->sports, row->n_sports, key->sport) &&
	       lync_ports_have(row->dports, row->n_dports, key->dport);
}

/* Does a row fit in what sets may not have told apart? */
static bool lync_row_fits_rest(const struct lync_matcher *matcher,
			       const struct lync_row *row,
			       const struct lync_key *key)
{
	if (!matcher->has_services)
		return lync_row_fits(row, key);
	return lync_row_fits_zones(row, key->zones);
}

/* The rows of a packet's service; no set has those of several zones. */
static const u64 *lync_service_rows(const struct lync_services *services,
				    const struct lync_key *key)
{
	const u32 *service = lync_services_of(services, key->proto, key->sport,
					      key->dport);
	u32 zones = key->zones & services->named;
	u32 column = LYNC_COLUMN_ANY;

	if (!(zones & (zones - 1)))
		column = lync_services_column(services, zones);
	return lync_set_bits(&services->sets, service[column]);
}

/*
 * The first row of a source and a destination where tables are missing. Apart, so that a
 * look-up in tables has nothing to keep.
 */
static noinline u32 lync_first_row_of_sets(const struct lync_matcher *matcher,
					   const struct lync_key *key,
					   struct lync_ends ends)
{
	u32 from = lync_place(matcher, ends.src)->from;
	u32 to = lync_place(matcher, ends.dst)->to;
	const u64 *sets[3];
	u32 n_sets = 0, i, word, row;
	u64 left;

	if (matcher->pairs.table) {
		i = matcher->pairs.table[from + to];
		sets[n_sets++] = lync_set_bits(&matcher->both, i);
	} else {
		sets[n_sets++] = lync_set_bits(&matcher->from, from);
		sets[n_sets++] = lync_set_bits(&matcher->to, to);
	}
	if (matcher->has_services)
		sets[n_sets++] = lync_service_rows(&matcher->services, key);
	for (word = 0; word < matcher->services.sets.words; word++) {
		left = sets[0][word];
		for (i = 1; i < n_sets; i++)
			left &= sets[i][word];
		for (; left; left &= left - 1) {
			row = word * 64 + __builtin_ctzll(left);
			if (lync_row_fits_rest(matcher,
					       &matcher->policy->rows[row], key))
				return row;
		}
	}
	return LYNC_NO_ROW;
}

/* For each service, the first row between addresses of two classes. */
static __always_inline const s16 *
lync_rows_between(const struct lync_matcher *matcher, struct lync_ends ends)
{
	u32 from = lync_place(matcher, ends.src)->from;
	u32 to = lync_place(matcher, ends.dst)->to;

	return &matcher->rows.table[matcher->pairs.table[from + to]];
}

/* The first row of some zones: the first of those that each of them has. */
static __always_inline u32
lync_first_row_of_zones(const struct lync_services *services, const s16 *rows,
			const u32 *service, u32 zones)
{
	u32 first, row;

	zones &= services->named;
	first = rows[service[lync_services_column(services, zones)]];
	/* most interfaces are in one at most */
	if (likely(!(zones & (zones - 1))))
		return first;
	if (zones == services->named)
		return rows[service[LYNC_COLUMN_ANY]];
	while ((zones &= zones - 1)) {
		row = rows[service[lync_services_column(services, zones)]];
		if (row < first)
			first = row;
	}
	return first;
}

u32 lync_match_row(const struct lync_matcher *matcher,
		   const struct lync_key *key, struct lync_ends ends)
{
	const struct lync_services *services = &matcher->services;
	const u32 *service;
	const s16 *rows;

	if (unlikely(!matcher->rows.table))
		return lync_first_row_of_sets(matcher, key, ends);
	rows = lync_rows_between(matcher, ends);
	service = lync_services_of(services, key->proto, key->sport, key->dport);
	return lync_first_row_of_zones(services, rows, service, key->zones);
}

/* The flow that a packet is a reply of may have come from any zone. */
static noinline u32 lync_reply_row_of_sets(const struct lync_matcher *matcher,
					   const struct lync_key *key,
					   struct lync_ends ends)
{
	const struct lync_key flow = {
		.zones = 0xffffffffu, .proto = key->proto,
		.sport = key->dport, .dport = key->sport,
	};

	return lync_first_row_of_sets(matcher, &flow, lync_ends_swap(ends));
}

u32 lync_match_reply_row(const struct lync_matcher *matcher,
			 const struct lync_key *key, struct lync_ends ends)
{
	const u32 *service;
	const s16 *rows;

	if (unlikely(!matcher->rows.table))
		return lync_reply_row_of_sets(matcher, key, ends);
	rows = lync_rows_between(matcher, lync_ends_swap(ends));
	service = lync_services_of(&matcher->services, key->proto, key->dport,
				   key->sport);
	return rows[service[LYNC_COLUMN_ANY]];
}
