// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of the whole matcher: it says what the naive one says, with the tables it
 * has and with those of them missing that a larger policy would lack.
 */
#include "unit.h"

#include "agree.h"

enum {
	AGREE_POLICIES = 2000,
	AGREE_QUESTIONS = 200,
	AGREE_ENOUGH = 2000,	/* policies, to meet everything among them */
};

static unsigned long policies, questions;

static void tally_show(const struct agree_tally *tally, unsigned long seed)
{
	u32 i;

	fprintf(stderr,
		"LYNC_SEED=%lu: %lu of %lu questions about %lu policies matched; all tables %lu; fewer:",
		seed, tally->hits, tally->questions, tally->policies,
		tally->full);
	for (i = 0; i < 8; i++)
		fprintf(stderr, " %lu", tally->ways[i]);
	fprintf(stderr, "; zoneless %lu", tally->zoneless);
	fprintf(stderr, "; tries with nodes %lu, lower %lu; cut %lu, lower %lu; blocks of IPv4 %lu\n",
		tally->nodes, tally->lower_nodes, tally->short_tries,
		tally->short_lower, tally->blocks4);
}

static void match__agrees_with_the_oracle(void **state)
{
	unsigned long seed = unit_number("LYNC_SEED", 1);
	struct agree_tally tally = { 0 };
	struct agree_trial trial = { .host = &unit_host };
	unsigned long i, j;

	(void)state;
	trial.made = calloc(1, sizeof(*trial.made));
	for (i = 0; i < policies; i++) {
		/* each policy has a seed of its own, to be asked again alone */
		assert_int_equal(agree_begin(&trial, seed + i, &tally), 0);
		for (j = 0; j < questions; j++)
			if (!agree_ask(&trial, &tally))
				fail_msg("again: LYNC_SEED=%lu LYNC_POLICIES=1",
					 seed + i);
		agree_end(&trial);
	}
	free(trial.made);
	unit_memory_reset(0);
	tally_show(&tally, seed);
	assert_int_equal(tally.questions, policies * questions);
	if (policies >= AGREE_ENOUGH && agree_lacks(&tally))
		fail_msg("not met: %s", agree_lacks(&tally));
}

int main(void)
{
	/* the name says how much was asked: `make check` asks twice */
	char name[80];
	const struct CMUnitTest tests[] = {
		{ name, match__agrees_with_the_oracle, NULL, NULL, NULL },
	};

	policies = unit_number("LYNC_POLICIES", AGREE_POLICIES);
	questions = unit_number("LYNC_QUESTIONS", AGREE_QUESTIONS);
	snprintf(name, sizeof(name),
		 "match__agrees_with_the_oracle_on_%lu_questions",
		 policies * questions);
	return cmocka_run_group_tests_name("agree", tests, NULL, NULL);
}
