/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The matcher and the naive one asked the same, in userspace and in the kernel: with
 * the tables that a policy gets, and with those of them missing that limits forbid.
 */
#ifndef LYNC_TESTS_AGREE_H
#define LYNC_TESTS_AGREE_H

#include "match_table.h"
#include "random_policy.h"

/**
 * struct agree_tally - what was met, to show that there was something to compare
 * @policies: policies
 * @questions: questions asked
 * @hits: of these, answered by a row
 * @full: policies that have all tables under the limits there are
 * @ways: policies by the tables that lower limits left: 1 for pairs, 2 for services,
 *	4 for rows
 * @zoneless: those that have services left, but without the zones that rows name
 * @nodes: policies that have a node below the top one in the upper half of a trie, or
 *	for IPv4
 * @lower_nodes: policies that have a node in the lower half
 * @short_tries: policies with a trie that lower limits cut short
 * @short_lower: those where this is in the lower half
 * @blocks4: those with few intervals of IPv4 that stand in blocks all the same
 * @listed: questions about an Edge address that the full matcher has in a table
 * @unlisted: those about one that the other matcher has not
 */
struct agree_tally {
	unsigned long policies;
	unsigned long questions;
	unsigned long hits;
	unsigned long full;
	unsigned long ways[8];
	unsigned long zoneless;
	unsigned long nodes;
	unsigned long lower_nodes;
	unsigned long short_tries;
	unsigned long short_lower;
	unsigned long blocks4;
	unsigned long listed;
	unsigned long unlisted;
};

/**
 * struct agree_trial - a random policy and two matchers of it
 * @made: the policy; memory of the caller's
 * @source: where it and the questions come from
 * @host: memory for the matchers
 * @full: the matcher
 * @low: another, with lower limits
 */
struct agree_trial {
	struct random_policy *made;
	struct random_source source;
	const struct lync_host *host;
	struct lync_matcher *full;
	struct lync_matcher *low;
};

/**
 * agree_begin() - make a policy, with limits to go with it, and build both matchers
 * @trial: @made and @host are set, the rest is overwritten
 * @seed: any number
 * @tally: counted in
 *
 * Return: 0, else what lync_policy_check() or lync_matcher_build() says.
 */
int agree_begin(struct agree_trial *trial, u64 seed, struct agree_tally *tally);

/**
 * agree_ask() - put one question to both matchers and to the naive one
 * @trial: begun
 * @tally: counted in
 *
 * Return: do they agree?
 */
bool agree_ask(struct agree_trial *trial, struct agree_tally *tally);

/**
 * agree_end() - free the matchers
 * @trial: begun, or failed to
 */
void agree_end(struct agree_trial *trial);

/**
 * agree_lacks() - was everything met that should have been?
 * @tally: of many policies
 *
 * Return: NULL if so, else what was not, in words.
 */
const char *agree_lacks(const struct agree_tally *tally);

#endif
