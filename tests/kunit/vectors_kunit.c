// SPDX-License-Identifier: GPL-2.0-only
/* Suite of the published questions: the answers of the kernel's own build. */
#include <kunit/test.h>

#include "default_policy.h"
#include "default_vectors.h"
#include "message.h"

static void vector_ask(struct kunit *test, const struct lync_vector *vector,
		       const struct lync_policy *policy,
		       const struct lync_matcher *matcher)
{
	struct lync_key key = vector->key;
	struct lync_answer answer;
	const char *row = NULL;

	if (vector->ifname)
		key.zones = lync_zones_of(policy, vector->ifname);
	lync_explain(policy, matcher, &key, vector->ifname, &answer);
	if (answer.verdict.row != LYNC_NO_ROW)
		row = policy->rows[answer.verdict.row].name;
	KUNIT_EXPECT_EQ_MSG(test, answer.verdict.outcome, vector->outcome,
			    "%s", vector->question);
	KUNIT_EXPECT_STREQ_MSG(test, lync_reason_name(answer.verdict.reason),
			       lync_reason_name(vector->reason), "%s",
			       vector->question);
	KUNIT_EXPECT_STREQ_MSG(test, row ?: "no row", vector->row ?: "no row",
			       "%s", vector->question);
}

static void explain__every_vector(struct kunit *test)
{
	struct lync_matcher *matcher;
	u32 i;

	KUNIT_ASSERT_EQ(test, lync_matcher_build(&default_policy,
						 &lync_kernel_host, &matcher),
			0);
	for (i = 0; i < ARRAY_SIZE(default_vectors); i++)
		vector_ask(test, &default_vectors[i], &default_policy, matcher);
	lync_matcher_free(matcher, &lync_kernel_host);
}

/* The same after the policy went through netlink attributes. */
static void explain__every_vector_through_a_message(struct kunit *test)
{
	struct lync_ruleset *ruleset = policy_build(test, &default_policy);
	u32 i;

	for (i = 0; i < ARRAY_SIZE(default_vectors); i++)
		vector_ask(test, &default_vectors[i], &ruleset->policy,
			   ruleset->matcher);
	lync_ruleset_put(ruleset);
}

/* All kinds of answers are asked for, of both families. */
static void vectors__cover_every_row(struct kunit *test)
{
	u32 i, j, hits, families = 0, outcomes = 0;

	KUNIT_EXPECT_GE(test, ARRAY_SIZE(default_vectors), (size_t)400);
	for (i = 0; i < ARRAY_SIZE(default_vectors); i++) {
		families |= 1u << default_vectors[i].key.family;
		outcomes |= 1u << default_vectors[i].outcome;
	}
	KUNIT_EXPECT_EQ(test, families, 1u << LYNC_IPV4 | 1u << LYNC_IPV6);
	KUNIT_EXPECT_EQ(test, outcomes, 7);
	for (i = 0; i < default_policy.n_rows; i++) {
		for (j = 0, hits = 0; j < ARRAY_SIZE(default_vectors); j++)
			hits += default_vectors[j].row &&
				!strcmp(default_vectors[j].row,
					default_rows[i].name);
		KUNIT_EXPECT_GT_MSG(test, hits, 0, "%s",
				    default_rows[i].name);
	}
}

static struct kunit_case vectors_cases[] = {
	KUNIT_CASE(explain__every_vector),
	KUNIT_CASE(explain__every_vector_through_a_message),
	KUNIT_CASE(vectors__cover_every_row),
	{}
};

static struct kunit_suite vectors_suite = {
	.name = "lync_vectors",
	.test_cases = vectors_cases,
};

kunit_test_suite(vectors_suite);
