// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of reason.c. */
#include "unit.h"

#include "linux/lync_edge.h"
#include "reason.h"

static void reason_name__published_names(void **state)
{
	static const char *const names[] = {
		"none", "no-row", "deny-row", "invalid-state", "spoofed",
		"malformed", "truncated", "fragment", "header-chain",
	};
	u32 i;

	(void)state;
	assert_int_equal(COUNT(names), LYNC_REASON_COUNT);
	for (i = 0; i < COUNT(names); i++)
		assert_string_equal(lync_reason_name(i), names[i]);
}

static void reason_name__beyond_the_list(void **state)
{
	(void)state;
	assert_string_equal(lync_reason_name(LYNC_REASON_COUNT), "unknown");
	assert_string_equal(lync_reason_name(0xffffffff), "unknown");
}

static void reason_text__sentences_differ(void **state)
{
	const char *text;
	u32 i, j;

	(void)state;
	for (i = 0; i <= LYNC_REASON_COUNT; i++) {
		text = lync_reason_text(i);
		assert_true(*text >= 'a' && *text <= 'z');
		assert_int_not_equal(text[strlen(text) - 1], '.');
		for (j = 0; j < i; j++)
			assert_string_not_equal(text, lync_reason_text(j));
	}
}

static void reason__values_are_those_of_the_uapi(void **state)
{
	(void)state;
	assert_int_equal(LYNC_REASON_NONE, LYNC_EDGE_REASON_NONE);
	assert_int_equal(LYNC_REASON_NO_ROW, LYNC_EDGE_REASON_NO_ROW);
	assert_int_equal(LYNC_REASON_DENY_ROW, LYNC_EDGE_REASON_DENY_ROW);
	assert_int_equal(LYNC_REASON_INVALID_STATE,
			 LYNC_EDGE_REASON_INVALID_STATE);
	assert_int_equal(LYNC_REASON_SPOOFED, LYNC_EDGE_REASON_SPOOFED);
	assert_int_equal(LYNC_REASON_MALFORMED, LYNC_EDGE_REASON_MALFORMED);
	assert_int_equal(LYNC_REASON_TRUNCATED, LYNC_EDGE_REASON_TRUNCATED);
	assert_int_equal(LYNC_REASON_FRAGMENT, LYNC_EDGE_REASON_FRAGMENT);
	assert_int_equal(LYNC_REASON_HEADER_CHAIN,
			 LYNC_EDGE_REASON_HEADER_CHAIN);
	assert_int_equal(LYNC_REASON_COUNT, LYNC_EDGE_REASON_MAX + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reason_name__published_names),
		cmocka_unit_test(reason_name__beyond_the_list),
		cmocka_unit_test(reason_text__sentences_differ),
		cmocka_unit_test(reason__values_are_those_of_the_uapi),
	};

	return cmocka_run_group_tests_name("reason", tests, NULL, NULL);
}
