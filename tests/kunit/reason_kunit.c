// SPDX-License-Identifier: GPL-2.0-only
/* Suite of core/reason.c. */
#include <kunit/test.h>
#include <linux/lync_edge.h>

#include "reason.h"

/* Scripts and the documentation rely on these names and on the numbers. */
static const struct {
	u32 reason;
	u32 uapi;
	const char *name;
} reason_list[] = {
	{ LYNC_REASON_NONE, LYNC_EDGE_REASON_NONE, "none" },
	{ LYNC_REASON_NO_ROW, LYNC_EDGE_REASON_NO_ROW, "no-row" },
	{ LYNC_REASON_DENY_ROW, LYNC_EDGE_REASON_DENY_ROW, "deny-row" },
	{ LYNC_REASON_INVALID_STATE, LYNC_EDGE_REASON_INVALID_STATE,
	  "invalid-state" },
	{ LYNC_REASON_SPOOFED, LYNC_EDGE_REASON_SPOOFED, "spoofed" },
	{ LYNC_REASON_MALFORMED, LYNC_EDGE_REASON_MALFORMED, "malformed" },
	{ LYNC_REASON_TRUNCATED, LYNC_EDGE_REASON_TRUNCATED, "truncated" },
	{ LYNC_REASON_FRAGMENT, LYNC_EDGE_REASON_FRAGMENT, "fragment" },
	{ LYNC_REASON_HEADER_CHAIN, LYNC_EDGE_REASON_HEADER_CHAIN,
	  "header-chain" },
};

static void reason_name__published(struct kunit *test)
{
	u32 i;

	KUNIT_EXPECT_EQ(test, ARRAY_SIZE(reason_list),
			(size_t)LYNC_REASON_COUNT);
	KUNIT_EXPECT_EQ(test, (u32)LYNC_REASON_COUNT,
			LYNC_EDGE_REASON_MAX + 1u);
	for (i = 0; i < ARRAY_SIZE(reason_list); i++) {
		KUNIT_EXPECT_EQ(test, reason_list[i].reason, i);
		KUNIT_EXPECT_EQ(test, reason_list[i].uapi, i);
		KUNIT_EXPECT_STREQ(test, lync_reason_name(i),
				   reason_list[i].name);
	}
}

static void reason_name__beyond_the_list(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, lync_reason_name(LYNC_REASON_COUNT),
			   "unknown");
	KUNIT_EXPECT_STREQ(test, lync_reason_name(U32_MAX), "unknown");
}

static void reason_text__sentences_differ(struct kunit *test)
{
	const char *text;
	u32 i, j;

	for (i = 0; i <= LYNC_REASON_COUNT; i++) {
		text = lync_reason_text(i);
		KUNIT_ASSERT_GT(test, strlen(text), (size_t)5);
		KUNIT_EXPECT_NE(test, text[strlen(text) - 1], '.');
		for (j = 0; j < i; j++)
			KUNIT_EXPECT_STRNEQ(test, text, lync_reason_text(j));
	}
}

static struct kunit_case reason_cases[] = {
	KUNIT_CASE(reason_name__published),
	KUNIT_CASE(reason_name__beyond_the_list),
	KUNIT_CASE(reason_text__sentences_differ),
	{}
};

static struct kunit_suite reason_suite = {
	.name = "lync_reason",
	.test_cases = reason_cases,
};

kunit_test_suite(reason_suite);
