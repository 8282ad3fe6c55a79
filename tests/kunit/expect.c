// SPDX-License-Identifier: GPL-2.0-only
/* Two policies, part by part. */
#include "expect.h"

static void expect_text(struct kunit *test, const char *got, const char *want)
{
	KUNIT_EXPECT_EQ(test, !got, !want);
	if (got && want)
		KUNIT_EXPECT_STREQ(test, got, want);
}

static void expect_ports(struct kunit *test, const struct lync_ports *got,
			 const struct lync_ports *want, u32 n)
{
	u32 i;

	for (i = 0; i < n; i++) {
		KUNIT_EXPECT_EQ(test, got[i].low, want[i].low);
		KUNIT_EXPECT_EQ(test, got[i].high, want[i].high);
	}
}

static void expect_row(struct kunit *test, const struct lync_row *got,
		       const struct lync_row *want)
{
	expect_text(test, got->name, want->name);
	expect_text(test, got->comment, want->comment);
	expect_text(test, got->source, want->source);
	KUNIT_EXPECT_EQ(test, got->section, want->section);
	KUNIT_EXPECT_EQ(test, got->proto, want->proto);
	KUNIT_EXPECT_EQ(test, got->zone, want->zone);
	KUNIT_EXPECT_EQ(test, got->action, want->action);
	KUNIT_ASSERT_EQ(test, got->n_from, want->n_from);
	KUNIT_ASSERT_EQ(test, got->n_to, want->n_to);
	KUNIT_ASSERT_EQ(test, got->n_sports, want->n_sports);
	KUNIT_ASSERT_EQ(test, got->n_dports, want->n_dports);
	KUNIT_EXPECT_EQ(test, memcmp(got->from, want->from,
				     want->n_from * sizeof(u16)), 0);
	KUNIT_EXPECT_EQ(test, memcmp(got->to, want->to,
				     want->n_to * sizeof(u16)), 0);
	expect_ports(test, got->sports, want->sports, want->n_sports);
	expect_ports(test, got->dports, want->dports, want->n_dports);
}

static void expect_zone(struct kunit *test, const struct lync_zone *got,
			const struct lync_zone *want)
{
	u32 i;

	expect_text(test, got->name, want->name);
	KUNIT_EXPECT_EQ(test, got->any, want->any);
	KUNIT_ASSERT_EQ(test, got->n_patterns, want->n_patterns);
	for (i = 0; i < want->n_patterns; i++)
		expect_text(test, got->patterns[i], want->patterns[i]);
}

static void expect_prefixes(struct kunit *test, const struct lync_policy *got,
			    const struct lync_policy *want)
{
	u32 i;

	KUNIT_ASSERT_EQ(test, got->n_prefix4, want->n_prefix4);
	for (i = 0; i < want->n_prefix4; i++) {
		KUNIT_EXPECT_EQ(test, got->prefix4[i].addr,
				want->prefix4[i].addr);
		KUNIT_EXPECT_EQ(test, got->prefix4[i].group,
				want->prefix4[i].group);
		KUNIT_EXPECT_EQ(test, got->prefix4[i].len,
				want->prefix4[i].len);
	}
	KUNIT_ASSERT_EQ(test, got->n_prefix6, want->n_prefix6);
	for (i = 0; i < want->n_prefix6; i++) {
		KUNIT_EXPECT_EQ(test, memcmp(&got->prefix6[i].addr,
					     &want->prefix6[i].addr,
					     sizeof(struct lync_addr)), 0);
		KUNIT_EXPECT_EQ(test, got->prefix6[i].group,
				want->prefix6[i].group);
		KUNIT_EXPECT_EQ(test, got->prefix6[i].len,
				want->prefix6[i].len);
	}
}

void expect_policy(struct kunit *test, const struct lync_policy *got,
		   const struct lync_policy *want)
{
	u32 i;

	expect_text(test, got->name, want->name);
	expect_text(test, got->title, want->title);
	KUNIT_EXPECT_EQ(test, got->mode, want->mode);
	expect_prefixes(test, got, want);
	KUNIT_ASSERT_EQ(test, got->n_groups, want->n_groups);
	for (i = 0; i < want->n_groups; i++) {
		expect_text(test, got->groups[i].name, want->groups[i].name);
		KUNIT_EXPECT_EQ(test, got->groups[i].any, want->groups[i].any);
		KUNIT_EXPECT_EQ(test, got->groups[i].literal,
				want->groups[i].literal);
	}
	KUNIT_ASSERT_EQ(test, got->n_zones, want->n_zones);
	for (i = 0; i < want->n_zones; i++)
		expect_zone(test, &got->zones[i], &want->zones[i]);
	KUNIT_ASSERT_EQ(test, got->n_protects, want->n_protects);
	for (i = 0; i < want->n_protects; i++) {
		KUNIT_EXPECT_EQ(test, got->protects[i].group,
				want->protects[i].group);
		KUNIT_EXPECT_EQ(test, got->protects[i].zone,
				want->protects[i].zone);
	}
	KUNIT_ASSERT_EQ(test, got->n_sections, want->n_sections);
	for (i = 0; i < want->n_sections; i++)
		expect_text(test, got->sections[i], want->sections[i]);
	KUNIT_ASSERT_EQ(test, got->n_rows, want->n_rows);
	for (i = 0; i < want->n_rows; i++)
		expect_row(test, &got->rows[i], &want->rows[i]);
}
