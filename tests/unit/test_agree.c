// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of the whole matcher: it says what the naive one says, with the tables it
 * has and with those of them missing that a larger policy would lack.
 */
#include "unit.h"

#include "check.h"
#include "match_table.h"
#include "oracle.h"
#include "random_policy.h"

/**
 * struct tally - what was met, to show that there was something to compare
 * @questions: questions asked
 * @hits: of these, answered by a row
 * @ways: policies by the tables that lower limits left: 1 for pairs, 2 for services,
 *	4 for rows
 * @short_tries: policies with a trie that lower limits cut short
 * @full: policies that have all tables without
 */
struct tally {
	unsigned long questions;
	unsigned long hits;
	unsigned long ways[8];
	unsigned long short_tries;
	unsigned long full;
};

/**
 * struct trial - a policy and what is asked about it
 * @made: the policy
 * @full: its matcher
 * @low: another, with lower limits
 */
struct trial {
	struct random_policy *made;
	struct lync_matcher *full;
	struct lync_matcher *low;
};

static bool agrees(const struct lync_policy *policy,
		   const struct lync_matcher *matcher,
		   const struct lync_key *key, u32 row, u32 reply_row)
{
	struct lync_ends ends = lync_match_ends(matcher, key);

	return lync_match_row(matcher, key, ends) == row &&
	       lync_match_reply_row(matcher, key, ends) == reply_row &&
	       lync_match_is_edge(matcher, ends) ==
		       lync_oracle_is_edge(policy, key) &&
	       lync_match_is_spoofed(matcher, key, ends) ==
		       lync_oracle_is_spoofed(policy, key);
}

/* Any mix of tables that are there, too small, or too large to be there. */
static void random_limits_fill(struct lync_match_limits *limits,
			       struct random_source *source)
{
	static const u32 sets[] = { 1, 3, 8, 20, 65535 };
	static const u32 cross[] = { 0, 1, 20, 100, 1 << 20 };
	static const u32 rows[] = { 0, 50, 4 << 20 };
	static const u32 zones[] = { 0, 1, 6 };

	*limits = lync_match_limits;
	limits->sets = sets[random_below(source, COUNT(sets))];
	limits->cross = cross[random_below(source, COUNT(cross))];
	limits->rows = rows[random_below(source, COUNT(rows))];
	limits->zones = zones[random_below(source, COUNT(zones))];
	limits->levels = random_below(source, 3);
}

static bool has_short_run(const struct lync_trie *trie)
{
	u32 i;

	for (i = 0; i < trie->n_nodes; i++)
		if (trie->nodes[i].is_run)
			return true;
	return false;
}

static void tally_tables(struct tally *tally, const struct lync_matcher *matcher)
{
	tally->ways[!!matcher->pairs.table + 2 * matcher->has_services +
		    4 * !!matcher->rows.table]++;
	tally->short_tries += has_short_run(&matcher->classes.ipv4) ||
			      has_short_run(&matcher->classes.ipv6);
}

static void trial_begin(struct trial *trial, struct random_source *source,
			struct tally *tally)
{
	struct lync_match_limits limits;
	struct lync_finding finding;

	random_policy_fill(trial->made, source);
	random_limits_fill(&limits, source);
	assert_int_equal(lync_policy_check(&trial->made->policy, &unit_host,
					   &finding), 0);
	assert_int_equal(lync_matcher_build(&trial->made->policy, &unit_host,
					    &trial->full), 0);
	assert_int_equal(lync_matcher_build_within(&trial->made->policy,
						   &limits, &unit_host,
						   &trial->low), 0);
	tally_tables(tally, trial->low);
	tally->full += !!trial->full->rows.table;
}

static void trial_end(struct trial *trial)
{
	lync_matcher_free(trial->full, &unit_host);
	lync_matcher_free(trial->low, &unit_host);
}

static bool trial_ask(struct trial *trial, struct random_source *source,
		      struct tally *tally)
{
	const struct lync_policy *policy = &trial->made->policy;
	struct lync_key key;
	u32 row, reply_row;

	random_key_fill(&key, policy, source);
	row = lync_oracle_row(policy, &key);
	reply_row = lync_oracle_reply_row(policy, &key);
	tally->questions++;
	tally->hits += row != LYNC_NO_ROW;
	return agrees(policy, trial->full, &key, row, reply_row) &&
	       agrees(policy, trial->low, &key, row, reply_row);
}

static void tally_show(const struct tally *tally, unsigned long seed)
{
	u32 i;

	fprintf(stderr, "seed %lu: %lu of %lu questions matched; tables:",
		seed, tally->hits, tally->questions);
	for (i = 0; i < 8; i++)
		fprintf(stderr, " %lu", tally->ways[i]);
	fprintf(stderr, ", short tries: %lu, all tables: %lu\n",
		tally->short_tries, tally->full);
}

static void match__agrees_with_the_oracle(void **state)
{
	unsigned long seed = unit_number("LYNC_SEED", 1);
	unsigned long policies = unit_number("LYNC_POLICIES", 2000);
	unsigned long questions = unit_number("LYNC_QUESTIONS", 200);
	struct tally tally = { 0 };
	struct random_source source;
	struct trial trial;
	unsigned long i, j;

	(void)state;
	trial.made = unit_host.alloc(sizeof(*trial.made));
	for (i = 0; i < policies; i++) {
		/* each policy has a seed of its own, to be asked again alone */
		random_seed(&source, seed + i);
		trial_begin(&trial, &source, &tally);
		for (j = 0; j < questions; j++)
			if (!trial_ask(&trial, &source, &tally))
				fail_msg("again: LYNC_SEED=%lu LYNC_POLICIES=1",
					 seed + i);
		trial_end(&trial);
	}
	unit_host.free(trial.made);
	unit_memory_reset(0);
	tally_show(&tally, seed);
	/* a test in which nothing ever matches would prove nothing */
	assert_true(tally.hits > tally.questions / 20);
	assert_true(tally.hits < tally.questions);
	if (policies < 100)
		return;
	/* nor one in which some way was never taken */
	for (i = 0; i < 4; i++)
		assert_true(tally.ways[i] > policies / 100);
	assert_true(tally.ways[7] > policies / 100);
	assert_true(tally.short_tries > policies / 100);
	assert_true(tally.full > policies * 9 / 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(match__agrees_with_the_oracle),
	};

	return cmocka_run_group_tests_name("agree", tests, NULL, NULL);
}
