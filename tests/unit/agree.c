// SPDX-License-Identifier: GPL-2.0-only
/* The matcher against the naive one. Compiled into the unit and the KUnit tests. */
#include "agree.h"
#include "check.h"
#include "oracle.h"
#include "parse_plain.h"

/* As much as a table takes, or one less; or one of some numbers. */
static u32 agree_pick(const u32 *numbers, u32 n, u32 takes,
		      struct random_source *source)
{
	if (takes && !random_below(source, 4))
		return takes - random_below(source, 2);
	return numbers[random_below(source, n)];
}

/* Any mix of tables that are there, too small, or too large to be there. */
static void agree_limit(struct lync_match_limits *limits,
			const struct lync_matcher *full,
			struct random_source *source)
{
	static const u32 sets[] = { 1, 3, 8, 20, 65535, 65535 };
	static const u32 cross[] = { 0, 1, 20, 100, 1 << 20 };
	static const u32 rows[] = { 0, 50, 4 << 20 };

	*limits = lync_match_limits;
	limits->sets = RANDOM_PICK(source, sets);
	limits->cross = agree_pick(cross, RANDOM_N(cross), full->pairs.n_left *
				   full->pairs.n_right, source);
	limits->rows = agree_pick(rows, RANDOM_N(rows), full->rows.n_left *
				  full->rows.n_right, source);
	limits->levels = random_below(source, 3);
	limits->few = random_below(source, 2) ? 0 : limits->few;
	limits->edges = random_below(source, 3);
}

/* Does an entry of a trie lead to a node of a half, one that is a run or one that is not? */
static bool agree_leads_to(const struct lync_trie *trie, u32 entry,
			   enum lync_trie_half which, bool is_run)
{
	u32 kind = LYNC_TRIE_NODE | which << LYNC_TRIE_HALF_SHIFT;

	return (entry & LYNC_TRIE_KIND) == kind &&
	       trie->nodes[entry & ~LYNC_TRIE_KIND].is_run == is_run;
}

static bool agree_has_node(const struct lync_trie *trie,
			   enum lync_trie_half which, bool is_run)
{
	const struct lync_intervals *upper = &trie->half[LYNC_TRIE_UPPER];
	u32 i, entry;

	for (i = 0; i < trie->n_slots; i++)
		if (agree_leads_to(trie, trie->slots[i], which, is_run))
			return true;
	for (i = 0; i < upper->n; i++) {
		entry = lync_interval_entry(upper, i, trie->is_wide);
		if (agree_leads_to(trie, entry, which, is_run))
			return true;
	}
	return which == LYNC_TRIE_UPPER && is_run && trie->top.is_run;
}

static void agree_count(const struct agree_trial *trial,
			struct agree_tally *tally)
{
	const struct lync_matcher *low = trial->low;
	const struct lync_classes *full = &trial->full->classes;

	tally->policies++;
	tally->full += !!trial->full->rows.table;
	tally->ways[!!low->pairs.table + 2 * low->has_services +
		    4 * !!low->rows.table]++;
	tally->zoneless += low->has_services && !low->services.has_zones;
	tally->nodes += agree_has_node(&full->ipv4, LYNC_TRIE_UPPER, false) ||
			agree_has_node(&full->ipv6, LYNC_TRIE_UPPER, false);
	tally->lower_nodes += agree_has_node(&full->ipv6, LYNC_TRIE_LOWER,
					     false);
	tally->short_tries +=
		agree_has_node(&low->classes.ipv4, LYNC_TRIE_UPPER, true) ||
		agree_has_node(&low->classes.ipv6, LYNC_TRIE_UPPER, true);
	tally->blocks4 += low->classes.ipv4.is_wide;
	tally->short_lower += agree_has_node(&low->classes.ipv6,
					     LYNC_TRIE_LOWER, true);
}

int agree_begin(struct agree_trial *trial, u64 seed, struct agree_tally *tally)
{
	const struct lync_policy *policy = &trial->made->policy;
	struct lync_match_limits limits;
	struct lync_finding finding;
	int err;

	trial->full = NULL;
	trial->low = NULL;
	random_seed(&trial->source, seed);
	random_policy_fill(trial->made, &trial->source);
	err = lync_policy_check(policy, trial->host, &finding);
	if (!err)
		err = lync_matcher_build(policy, trial->host, &trial->full);
	if (err)
		return err;
	agree_limit(&limits, trial->full, &trial->source);
	err = lync_matcher_build_within(policy, &limits, trial->host,
					&trial->low);
	if (!err)
		agree_count(trial, tally);
	return err;
}

static void agree_put(u8 *at, const struct lync_addr *addr, u32 words)
{
	u32 i;

	for (i = 0; i < 4 * words; i++)
		at[i] = addr->w[i / 4] >> (24 - i % 4 * 8);
}

/* The ends of a header that has these addresses. */
static struct lync_ends agree_plain_ends(const struct lync_matcher *matcher,
					 const struct lync_key *key)
{
	const struct lync_plain plain = { .family = key->family };
	bool is_ipv6 = key->family == LYNC_IPV6;
	u8 header[LYNC_IPV6_HEADER] = { 0 };

	agree_put(header + (is_ipv6 ? LYNC_IPV6_SADDR : LYNC_IPV4_SADDR),
		  &key->src, is_ipv6 ? 4 : 1);
	agree_put(header + (is_ipv6 ? LYNC_IPV6_DADDR : LYNC_IPV4_DADDR),
		  &key->dst, is_ipv6 ? 4 : 1);
	return lync_plain_ends(matcher, header, plain);
}

/* The short ways to whether a packet is ours must lead to where the long one does. */
static bool agree_edge_ends(const struct lync_matcher *matcher,
			    const struct lync_key *key, struct lync_ends ends)
{
	struct lync_ends edge = lync_match_edge_ends(matcher, key);
	struct lync_ends plain = agree_plain_ends(matcher, key);

	if (plain.src != edge.src || plain.dst != edge.dst)
		return false;
	if (!lync_match_is_edge(matcher, ends))
		return !lync_match_is_edge(matcher, edge);
	return edge.src == ends.src && edge.dst == ends.dst;
}

static bool agree_has_table(const struct lync_matcher *matcher,
			    const struct lync_key *key)
{
	return key->family == LYNC_IPV4 ? matcher->edges4.v4 :
					  (void *)matcher->edges6.v6;
}

static bool agree_one(const struct lync_policy *policy,
		      const struct lync_matcher *matcher,
		      const struct lync_key *key, u32 row, u32 reply_row)
{
	struct lync_ends ends = lync_match_ends(matcher, key);

	return agree_edge_ends(matcher, key, ends) &&
	       lync_match_row(matcher, key, ends) == row &&
	       lync_match_reply_row(matcher, key, ends) == reply_row &&
	       lync_match_is_edge(matcher, ends) ==
		       lync_oracle_is_edge(policy, key) &&
	       lync_match_is_spoofed(matcher, key, ends) ==
		       lync_oracle_is_spoofed(policy, key);
}

bool agree_ask(struct agree_trial *trial, struct agree_tally *tally)
{
	const struct lync_policy *policy = &trial->made->policy;
	struct lync_key key;
	u32 row, reply_row;

	random_key_fill(&key, policy, &trial->source);
	row = lync_oracle_row(policy, &key);
	reply_row = lync_oracle_reply_row(policy, &key);
	tally->questions++;
	tally->hits += row != LYNC_NO_ROW;
	if (lync_oracle_is_edge(policy, &key)) {
		tally->listed += agree_has_table(trial->full, &key);
		tally->unlisted += !agree_has_table(trial->low, &key);
	}
	return agree_one(policy, trial->full, &key, row, reply_row) &&
	       agree_one(policy, trial->low, &key, row, reply_row);
}

void agree_end(struct agree_trial *trial)
{
	lync_matcher_free(trial->full, trial->host);
	lync_matcher_free(trial->low, trial->host);
}

const char *agree_lacks(const struct agree_tally *tally)
{
	unsigned long few = tally->policies / 200;

	/* where nothing or everything matches, nothing is proved */
	if (tally->hits <= tally->questions / 20)
		return "questions that a row matches";
	if (tally->hits >= tally->questions - tally->questions / 10)
		return "questions that no row matches";
	if (tally->full < tally->policies - few)
		return "policies with all tables";
	if (tally->ways[0] < few)
		return "policies without tables";
	if (tally->ways[1] < few || tally->ways[2] < few)
		return "policies with one table";
	if (tally->ways[3] - tally->zoneless < few)
		return "policies with both tables but that of rows";
	if (tally->zoneless < few)
		return "policies with services of any zone";
	if (tally->ways[7] < few)
		return "policies with all tables although limits are lower";
	if (tally->nodes < few || tally->lower_nodes < few)
		return "tries with nodes in both halves";
	if (tally->short_tries < few || tally->short_lower < few / 2)
		return "tries cut short in both halves";
	if (tally->blocks4 < tally->policies / 4)
		return "IPv4 in blocks";
	if (tally->listed < tally->questions / 100)
		return "Edge addresses in a table";
	if (tally->unlisted < tally->questions / 100)
		return "Edge addresses in no table";
	return NULL;
}
