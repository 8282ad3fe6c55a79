// SPDX-License-Identifier: GPL-2.0-only
/*
 * Suite of publishing under readers: a thousand swaps between two policies while
 * threads judge, count, and hold rulesets as dumps do.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/kthread.h>

#include "default_policy.h"
#include "inject.h"
#include "message.h"
#include "running.h"

enum swap_numbers {
	SWAP_PUBLICATIONS = 1000,
	SWAP_THREADS_MAX = 16,
	SWAP_AWAIT = 7,	/* odd, so that either policy is awaited */
};

/* Both policies allow X by a row of this name, and both refuse Y. */
#define SWAP_ROW "pic-sip-in"

static const struct lync_key swap_x = {
	.src = { { 0x41363401 } }, .dst = { { 0xcb00710a } },
	.sport = 40000, .dport = 5061, .family = LYNC_IPV4,
	.proto = LYNC_PROTO_TCP,
};

static const struct lync_key swap_y = {
	.src = { { 0x41363401 } }, .dst = { { 0xcb00710a } },
	.sport = 40000, .dport = 5062, .family = LYNC_IPV4,
	.proto = LYNC_PROTO_TCP,
};

/**
 * struct swap_reader - a thread
 * @task: the thread
 * @running: completed when it has judged and held once more
 * @judged: packets X judged and counted
 * @wrong: answers that no policy gives
 * @seen: bit N: generations that are N modulo 2 were seen
 */
struct swap_reader {
	struct task_struct *task;
	struct completion running;
	u64 judged;
	u64 wrong;
	u32 seen;
};

static u32 swap_row_of(const struct lync_ruleset *ruleset,
		       const struct lync_key *key)
{
	return lync_match_row(ruleset->matcher, key,
			      lync_match_ends(ruleset->matcher, key));
}

/* As a hook does: one read of the pointer, then judge and count. */
static void swap_judge(struct swap_reader *reader)
{
	const struct lync_ruleset *ruleset;
	u32 row;

	rcu_read_lock();
	ruleset = rcu_dereference(running_net()->ruleset);
	row = swap_row_of(ruleset, &swap_x);
	if (row == LYNC_NO_ROW ||
	    strcmp(ruleset->policy.rows[row].name, SWAP_ROW) ||
	    swap_row_of(ruleset, &swap_y) != LYNC_NO_ROW) {
		reader->wrong++;
	} else {
		lync_counters_add(ruleset->counters, row, 40, false);
		reader->judged++;
	}
	rcu_read_unlock();
}

/* As a dump does: hold it for a while. */
static void swap_hold(struct swap_reader *reader)
{
	struct lync_ruleset *ruleset = lync_net_get_ruleset(running_net());
	u32 generation = READ_ONCE(ruleset->generation);

	cond_resched();
	if (READ_ONCE(ruleset->generation) != generation ||
	    swap_row_of(ruleset, &swap_x) == LYNC_NO_ROW)
		reader->wrong++;
	reader->seen |= 1u << generation % 2;
	lync_ruleset_put(ruleset);
}

static int swap_read(void *data)
{
	struct swap_reader *reader = data;

	/* publishing waits for grace periods, and should not wait for a turn as well */
	set_user_nice(current, MAX_NICE);
	while (!kthread_should_stop()) {
		swap_judge(reader);
		swap_hold(reader);
		complete_all(&reader->running);
		cond_resched();
	}
	return 0;
}

static struct lync_ruleset *swap_build(struct kunit *test, bool is_other)
{
	const struct lync_row others[] = { default_rows[4], default_rows[0] };
	struct lync_policy policy = default_policy;

	if (is_other) {
		policy.rows = others;
		policy.n_rows = ARRAY_SIZE(others);
	}
	return policy_build(test, &policy);
}

static u32 swap_start(struct kunit *test, struct swap_reader *readers)
{
	u32 i, n = min_t(u32, num_online_cpus() + 1, SWAP_THREADS_MAX);

	for (i = 0; i < n; i++) {
		init_completion(&readers[i].running);
		readers[i].task = kthread_run(swap_read, &readers[i],
					      "lync-swap-%u", i);
		if (IS_ERR(readers[i].task)) {
			KUNIT_FAIL(test, "thread %u does not start", i);
			return i;
		}
		wait_for_completion(&readers[i].running);
	}
	return n;
}

static u64 swap_stop(struct kunit *test, struct swap_reader *readers, u32 n)
{
	u64 judged = 0;
	u32 i;

	for (i = 0; i < n; i++) {
		kthread_stop(readers[i].task);
		KUNIT_EXPECT_EQ(test, readers[i].wrong, 0ull);
		KUNIT_EXPECT_EQ(test, readers[i].seen, 3u);
		judged += readers[i].judged;
	}
	return judged;
}

/* Where one CPU does it all, publishing would leave the others no time. */
static void swap_await(struct swap_reader *readers, u32 n)
{
	while (n--) {
		reinit_completion(&readers[n].running);
		wait_for_completion(&readers[n].running);
	}
}

static int swap_publish(struct lync_ruleset **rulesets,
			struct swap_reader *readers, u32 n)
{
	int err = 0;
	u32 i;

	for (i = 0; i < SWAP_PUBLICATIONS; i++) {
		if (err)
			lync_ruleset_put(rulesets[i]);
		else
			err = running_publish(rulesets[i]);
		if (i % SWAP_AWAIT == 0)
			swap_await(readers, n);
	}
	return err;
}

static void swap_expect_counted(struct kunit *test, u64 judged)
{
	struct lync_net *ln = running_net();
	struct lync_totals totals = { };
	struct lync_ruleset *ruleset;
	u32 row;

	mutex_lock(&ln->lock);
	ruleset = lync_dereference(ln);
	row = swap_row_of(ruleset, &swap_x);
	if (row != LYNC_NO_ROW)
		lync_counters_sum(ruleset->counters, row, &totals);
	mutex_unlock(&ln->lock);
	KUNIT_EXPECT_EQ(test, totals.packets, judged);
	KUNIT_EXPECT_EQ(test, totals.bytes, 40 * judged);
}

static void publish__under_readers(struct kunit *test)
{
	struct lync_ruleset **rulesets;
	struct swap_reader *readers;
	long live = inject_live();
	u64 judged;
	u32 i, n;

	readers = kunit_kcalloc(test, SWAP_THREADS_MAX, sizeof(*readers),
				GFP_KERNEL);
	rulesets = kunit_kcalloc(test, SWAP_PUBLICATIONS, sizeof(*rulesets),
				 GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, readers);
	KUNIT_ASSERT_NOT_NULL(test, rulesets);
	KUNIT_ASSERT_EQ(test, running_publish(swap_build(test, false)), 0);
	for (i = 0; i < SWAP_PUBLICATIONS; i++)
		rulesets[i] = swap_build(test, i % 2 == 0);
	n = swap_start(test, readers);
	KUNIT_EXPECT_EQ(test, swap_publish(rulesets, readers, n), 0);
	judged = swap_stop(test, readers, n);
	kunit_info(test, "%u threads, %llu packets judged in %d publications\n",
		   n, judged, SWAP_PUBLICATIONS);
	swap_expect_counted(test, judged);
	KUNIT_EXPECT_EQ(test, running_withdraw(), 0);
	KUNIT_EXPECT_EQ(test, inject_live(), live);
}

static struct kunit_case swap_cases[] = {
	KUNIT_CASE(publish__under_readers),
	{}
};

static struct kunit_suite swap_suite = {
	.name = "lync_swap",
	.init = running_start,
	.exit = running_stop,
	.test_cases = swap_cases,
};

kunit_test_suite(swap_suite);
