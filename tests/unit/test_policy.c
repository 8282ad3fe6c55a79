// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of policy.c. */
#include "unit.h"

#include "default_policy.h"

static const char *const many[] = { "eth1", "wan+", "a+b" };
static const char *const every[] = { "+" };
static const struct lync_zone zones[] = {
	{ .name = "many", .patterns = many, .n_patterns = 3 },
	{ .name = "all", .any = true },
	{ .name = "every", .patterns = every, .n_patterns = 1 },
	{ .name = "eth1", .patterns = many, .n_patterns = 1 },
};

static const struct lync_policy zoned = { .zones = zones, .n_zones = 4 };

static void zones_of__equal_name(void **state)
{
	(void)state;
	assert_int_equal(lync_zones_of(&zoned, "eth1"), 0xf);
}

static void zones_of__longer_and_shorter_names(void **state)
{
	(void)state;
	assert_int_equal(lync_zones_of(&zoned, "eth10"), 0x6);
	assert_int_equal(lync_zones_of(&zoned, "eth"), 0x6);
}

static void zones_of__pattern(void **state)
{
	(void)state;
	assert_int_equal(lync_zones_of(&zoned, "wan"), 0x7);
	assert_int_equal(lync_zones_of(&zoned, "wan0"), 0x7);
	assert_int_equal(lync_zones_of(&zoned, "wa"), 0x6);
	assert_int_equal(lync_zones_of(&zoned, "xwan"), 0x6);
}

static void zones_of__plus_within_is_a_letter(void **state)
{
	(void)state;
	assert_int_equal(lync_zones_of(&zoned, "a+b"), 0x7);
	assert_int_equal(lync_zones_of(&zoned, "ab"), 0x6);
}

static void zones_of__last_zone(void **state)
{
	struct lync_zone full[LYNC_MAX_ZONES] = { 0 };
	struct lync_policy policy = { .zones = full,
				      .n_zones = LYNC_MAX_ZONES };

	(void)state;
	full[LYNC_MAX_ZONES - 1].any = true;
	assert_int_equal(lync_zones_of(&policy, "eth0"),
			 1u << (LYNC_MAX_ZONES - 1));
}

static void zones_of__no_zone(void **state)
{
	const struct lync_policy policy = { .n_zones = 0 };

	(void)state;
	assert_int_equal(lync_zones_of(&policy, "eth0"), 0);
}

static void zones_anywhere__any_and_plus(void **state)
{
	(void)state;
	assert_int_equal(lync_zones_anywhere(&zoned), 0x6);
}

static bool row_is_active(const struct lync_policy *policy, u32 row)
{
	bool active[COUNT(default_rows)];

	lync_rows_active(policy, &unit_host, active);
	return active[row];
}

static void rows_active__all_of_default(void **state)
{
	u32 i;

	(void)state;
	for (i = 0; i < default_policy.n_rows; i++)
		assert_true(row_is_active(&default_policy, i));
}

/* The default policy without a site names neither partner nor client. */
static void rows_active__none_on_either_side(void **state)
{
	struct lync_policy policy = default_policy;
	u32 i;

	(void)state;
	policy.n_prefix4 = DEFAULT_INTERNAL_EDGE + 1;
	policy.n_prefix6 = DEFAULT_INTERNAL_EDGE + 1;
	for (i = 0; i < policy.n_rows; i++)
		assert_int_equal(row_is_active(&policy, i),
				 i == 2 || i > 5);
}

static void rows_active__one_family_is_enough(void **state)
{
	struct lync_policy policy = default_policy;

	(void)state;
	policy.n_prefix4 = 0;
	assert_true(row_is_active(&policy, 0));
	policy.n_prefix4 = default_policy.n_prefix4;
	policy.n_prefix6 = 0;
	assert_true(row_is_active(&policy, 0));
	policy.n_prefix4 = 0;
	assert_false(row_is_active(&policy, 0));
}

static void rows_active__one_member_is_enough(void **state)
{
	static const u16 members[] = { DEFAULT_PIC_PARTNERS,
				       DEFAULT_ACCESS_EDGE };
	static const u16 around[] = { DEFAULT_ACCESS_EDGE,
				      DEFAULT_PIC_PARTNERS };
	struct lync_row row = default_rows[0];
	struct lync_policy policy = default_policy;

	(void)state;
	row.from = members;
	row.n_from = 2;
	policy.rows = &row;
	policy.n_rows = 1;
	policy.n_prefix4 = 1;
	policy.n_prefix6 = 0;
	assert_true(row_is_active(&policy, 0));
	row.n_from = 1;
	assert_false(row_is_active(&policy, 0));
	/* the member with an address need not be the last */
	row.from = around;
	row.n_from = 2;
	assert_true(row_is_active(&policy, 0));
}

static void rows_active__group_beyond_a_word(void **state)
{
	static struct lync_group groups[130];
	static const u16 member[] = { 129 }, near[] = { 65 };
	const struct lync_prefix4 prefix = { .group = 129, .len = 32 };
	struct lync_row row = { .from = member, .to = member, .n_from = 1,
				.n_to = 1 };
	const struct lync_policy policy = {
		.groups = groups, .n_groups = 130, .rows = &row, .n_rows = 1,
		.prefix4 = &prefix, .n_prefix4 = 1,
	};

	(void)state;
	assert_true(row_is_active(&policy, 0));
	row.to = near;
	assert_false(row_is_active(&policy, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(zones_of__equal_name),
		cmocka_unit_test(zones_of__longer_and_shorter_names),
		cmocka_unit_test(zones_of__pattern),
		cmocka_unit_test(zones_of__plus_within_is_a_letter),
		cmocka_unit_test(zones_of__last_zone),
		cmocka_unit_test(zones_of__no_zone),
		cmocka_unit_test(zones_anywhere__any_and_plus),
		cmocka_unit_test(rows_active__all_of_default),
		cmocka_unit_test(rows_active__none_on_either_side),
		cmocka_unit_test(rows_active__one_family_is_enough),
		cmocka_unit_test(rows_active__one_member_is_enough),
		cmocka_unit_test(rows_active__group_beyond_a_word),
	};

	return cmocka_run_group_tests_name("policy", tests, NULL, NULL);
}
