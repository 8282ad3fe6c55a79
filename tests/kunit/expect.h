/* SPDX-License-Identifier: GPL-2.0-only */
/* Is what came out what went in? */
#ifndef LYNC_TESTS_EXPECT_H
#define LYNC_TESTS_EXPECT_H

#include <kunit/test.h>

#include "policy.h"

/**
 * expect_policy() - expect two policies to be equal in all their parts
 * @test: fails when they are not
 * @got: one
 * @want: the other
 */
void expect_policy(struct kunit *test, const struct lync_policy *got,
		   const struct lync_policy *want);

#endif
