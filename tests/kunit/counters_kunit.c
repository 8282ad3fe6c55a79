// SPDX-License-Identifier: GPL-2.0-only
/* Suite of counters.c and of lync_ruleset_carry(). */
#include <kunit/test.h>
#include <linux/cpu.h>
#include <linux/percpu.h>
#include <linux/smp.h>
#include <linux/timekeeping.h>

#include "default_policy.h"
#include "inject.h"
#include "message.h"

enum counters_numbers {
	COUNTERS_ROWS = 3,
	COUNTERS_PACKETS = 1000,
};

static struct lync_counters *counters_new(struct kunit *test)
{
	struct lync_counters *counters = lync_counters_alloc(COUNTERS_ROWS);

	KUNIT_ASSERT_NOT_NULL(test, counters);
	return counters;
}

static void counters_expect(struct kunit *test,
			    const struct lync_counters *counters, u32 row,
			    u64 packets, u64 bytes, u64 flows)
{
	struct lync_totals totals;

	lync_counters_sum(counters, row, &totals);
	KUNIT_EXPECT_EQ(test, totals.packets, packets);
	KUNIT_EXPECT_EQ(test, totals.bytes, bytes);
	KUNIT_EXPECT_EQ(test, totals.flows, flows);
	KUNIT_EXPECT_EQ(test, !totals.last_hit, !packets);
}

static void counters_alloc__start_from_zero(struct kunit *test)
{
	struct lync_counters *counters = counters_new(test);
	u32 row;

	for (row = 0; row < COUNTERS_ROWS; row++)
		counters_expect(test, counters, row, 0, 0, 0);
	lync_counters_free(counters);
}

static void counters_alloc__no_memory_at_any_point(struct kunit *test)
{
	struct lync_counters *counters;
	long live = inject_live();
	unsigned long k;

	for (k = 1;; k++) {
		inject_arm(k);
		counters = lync_counters_alloc(COUNTERS_ROWS);
		if (!inject_disarm())
			break;
		KUNIT_EXPECT_NULL(test, counters);
		KUNIT_EXPECT_EQ(test, inject_live(), live);
	}
	KUNIT_EXPECT_EQ(test, k - 1, 2ul + num_possible_cpus());
	lync_counters_free(counters);
	KUNIT_EXPECT_EQ(test, inject_live(), live);
	lync_counters_free(NULL);
}

/* No line is shared by two rows or by two CPUs. */
static void counters_alloc__lines_of_their_own(struct kunit *test)
{
	struct lync_counters *counters = counters_new(test);
	const struct lync_slot *slots;
	int cpu;

	for_each_possible_cpu(cpu) {
		slots = counters->cpu[cpu];
		KUNIT_EXPECT_TRUE(test, IS_ALIGNED((unsigned long)slots,
						   __alignof__(*slots)));
	}
	if (IS_ENABLED(CONFIG_SMP))
		KUNIT_EXPECT_EQ(test, sizeof(*slots) % SMP_CACHE_BYTES,
				(size_t)0);
	KUNIT_EXPECT_EQ(test, lync_counters_bytes_per_cpu(counters),
			COUNTERS_ROWS * sizeof(*slots));
	lync_counters_free(counters);
}

static void counters_add__its_row_only(struct kunit *test)
{
	struct lync_counters *counters = counters_new(test);
	time64_t now = ktime_get_real_seconds();
	struct lync_totals totals;

	lync_counters_add(counters, 1, 60, true);
	lync_counters_add(counters, 1, 1500, false);
	counters_expect(test, counters, 0, 0, 0, 0);
	counters_expect(test, counters, 1, 2, 1560, 1);
	counters_expect(test, counters, 2, 0, 0, 0);
	lync_counters_sum(counters, 1, &totals);
	KUNIT_EXPECT_GE(test, totals.last_hit, (u64)now);
	KUNIT_EXPECT_LE(test, totals.last_hit, (u64)now + 60);
	lync_counters_free(counters);
}

static void counters_add__more_than_32_bits(struct kunit *test)
{
	struct lync_counters *counters = counters_new(test);

	lync_counters_add(counters, 0, U32_MAX, false);
	lync_counters_add(counters, 0, U32_MAX, false);
	counters_expect(test, counters, 0, 2, 2ull * U32_MAX, 0);
	lync_counters_free(counters);
}

/* Half of the packets come in a softirq's context, half in a process's. */
static int counters_count_here(void *data)
{
	struct lync_counters *counters = data;
	u32 i;

	for (i = 0; i < COUNTERS_PACKETS; i++) {
		if (i % 2)
			local_bh_disable();
		lync_counters_add(counters, 2, 100, i % 10 == 0);
		if (i % 2)
			local_bh_enable();
	}
	return 0;
}

static void counters_add__on_every_cpu(struct kunit *test)
{
	struct lync_counters *counters = counters_new(test);
	u64 packets = 0;
	int cpu;

	cpus_read_lock();
	for_each_online_cpu(cpu) {
		KUNIT_EXPECT_EQ(test, smp_call_on_cpu(cpu, counters_count_here,
						      counters, false), 0);
		packets += COUNTERS_PACKETS;
		KUNIT_EXPECT_EQ(test,
				(u64)u64_stats_read(&counters->cpu[cpu][2].packets),
				(u64)COUNTERS_PACKETS);
	}
	cpus_read_unlock();
	counters_expect(test, counters, 2, packets, 100 * packets,
			packets / 10);
	lync_counters_free(counters);
}

static void counters_sum__what_was_before(struct kunit *test)
{
	struct lync_counters *counters = counters_new(test);
	struct lync_totals totals;

	counters->carried[0] = (struct lync_totals){
		.packets = 7, .bytes = 700, .flows = 3, .last_hit = 1000,
	};
	counters_expect(test, counters, 0, 7, 700, 3);
	lync_counters_sum(counters, 0, &totals);
	KUNIT_EXPECT_EQ(test, totals.last_hit, 1000ull);
	lync_counters_add(counters, 0, 50, true);
	counters_expect(test, counters, 0, 8, 750, 4);
	/* the latest counts, wherever it was */
	counters->carried[0].last_hit = U32_MAX * 2ull;
	lync_counters_sum(counters, 0, &totals);
	KUNIT_EXPECT_EQ(test, totals.last_hit, U32_MAX * 2ull);
	lync_counters_free(counters);
}

/* The default policy with rows 8, 0 and 3 only, in this order. */
static struct lync_ruleset *counters_other_ruleset(struct kunit *test)
{
	const struct lync_row rows[] = {
		default_rows[8], default_rows[0], default_rows[3],
	};
	struct lync_policy policy = default_policy;

	policy.rows = rows;
	policy.n_rows = ARRAY_SIZE(rows);
	return policy_build(test, &policy);
}

static void ruleset_carry__by_name(struct kunit *test)
{
	struct lync_ruleset *from = policy_build(test, &default_policy);
	struct lync_ruleset *to = counters_other_ruleset(test);

	lync_counters_add(from->counters, 8, 80, true);
	lync_counters_add(from->counters, 0, 10, false);
	lync_counters_add(from->counters, 1, 11, false);
	lync_counters_add(to->counters, 1, 5, true);
	lync_ruleset_carry(to, from);
	counters_expect(test, to->counters, 0, 1, 80, 1);
	counters_expect(test, to->counters, 1, 2, 15, 1);
	counters_expect(test, to->counters, 2, 0, 0, 0);
	lync_ruleset_put(from);
	lync_ruleset_put(to);
}

/* Through three policies; the row the second one lacks starts anew. */
static void ruleset_carry__there_and_back(struct kunit *test)
{
	struct lync_ruleset *first = policy_build(test, &default_policy);
	struct lync_ruleset *second = counters_other_ruleset(test);
	struct lync_ruleset *third = policy_build(test, &default_policy);
	u32 row;

	for (row = 0; row < default_policy.n_rows; row++)
		lync_counters_add(first->counters, row, row + 1, true);
	lync_ruleset_carry(second, first);
	lync_counters_add(second->counters, 0, 100, false);
	lync_ruleset_carry(third, second);
	for (row = 0; row < default_policy.n_rows; row++) {
		if (row == 8)
			counters_expect(test, third->counters, row, 2, 109, 1);
		else if (row == 0 || row == 3)
			counters_expect(test, third->counters, row, 1, row + 1,
					1);
		else
			counters_expect(test, third->counters, row, 0, 0, 0);
	}
	lync_ruleset_put(first);
	lync_ruleset_put(second);
	lync_ruleset_put(third);
}

static int drops_count_here(void *data)
{
	struct lync_drops __percpu *drops = (void __percpu __force *)data;
	u32 reason, i;

	for (reason = 1; reason < LYNC_REASON_COUNT; reason++)
		for (i = 0; i < reason; i++)
			lync_drops_add(drops, reason);
	return 0;
}

static void drops_sum__each_reason_on_every_cpu(struct kunit *test)
{
	struct lync_drops __percpu *drops = alloc_percpu(struct lync_drops);
	u32 reason, cpus = 0;
	int cpu;

	KUNIT_ASSERT_NOT_NULL(test, (void __force *)drops);
	for_each_possible_cpu(cpu)
		u64_stats_init(&per_cpu_ptr(drops, cpu)->sync);
	cpus_read_lock();
	for_each_online_cpu(cpu) {
		KUNIT_EXPECT_EQ(test, smp_call_on_cpu(cpu, drops_count_here,
						      (void __force *)drops,
						      false), 0);
		cpus++;
	}
	cpus_read_unlock();
	for (reason = 0; reason < LYNC_REASON_COUNT; reason++)
		KUNIT_EXPECT_EQ(test, lync_drops_sum(drops, reason),
				(u64)reason * cpus);
	free_percpu(drops);
}

static struct kunit_case counters_cases[] = {
	KUNIT_CASE(counters_alloc__start_from_zero),
	KUNIT_CASE(counters_alloc__no_memory_at_any_point),
	KUNIT_CASE(counters_alloc__lines_of_their_own),
	KUNIT_CASE(counters_add__its_row_only),
	KUNIT_CASE(counters_add__more_than_32_bits),
	KUNIT_CASE(counters_add__on_every_cpu),
	KUNIT_CASE(counters_sum__what_was_before),
	KUNIT_CASE(ruleset_carry__by_name),
	KUNIT_CASE(ruleset_carry__there_and_back),
	KUNIT_CASE(drops_sum__each_reason_on_every_cpu),
	{}
};

static struct kunit_suite counters_suite = {
	.name = "lync_counters",
	.test_cases = counters_cases,
};

kunit_test_suite(counters_suite);
