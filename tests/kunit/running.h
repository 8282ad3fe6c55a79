/* SPDX-License-Identifier: GPL-2.0-only */
/* The module started and a policy running, in the first network namespace. */
#ifndef LYNC_TESTS_RUNNING_H
#define LYNC_TESTS_RUNNING_H

#include <kunit/test.h>

#include "lync_edge.h"

/**
 * struct running_state - what a change may change, and a failed one may not
 * @ruleset: what is published, only to be compared
 * @generation: of the last change
 * @pickup_until: see &struct lync_net
 * @hooks: our hooks, both families
 * @trackers: families connection tracking looks at
 * @live: memory held, see inject_live()
 */
struct running_state {
	const struct lync_ruleset *ruleset;
	u32 generation;
	u32 pickup_until;
	u32 hooks;
	u32 trackers;
	long live;
};

/**
 * running_start() - what module init does; for &kunit_suite.init
 * @test: the test
 *
 * Return: 0 or a negative error.
 */
int running_start(struct kunit *test);

/**
 * running_stop() - what module exit does, whatever is published; for
 *	&kunit_suite.exit
 * @test: the test
 */
void running_stop(struct kunit *test);

struct lync_net *running_net(void);

/**
 * running_publish() - publish, and give the ruleset back when that fails
 * @ruleset: built
 *
 * Return: what lync_net_publish() does.
 */
int running_publish(struct lync_ruleset *ruleset);

int running_withdraw(void);
void running_read(struct running_state *state);

/**
 * running_expect_same() - expect nothing to have changed
 * @test: fails when something has
 * @before: the state then
 */
void running_expect_same(struct kunit *test,
			 const struct running_state *before);

#endif
