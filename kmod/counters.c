// SPDX-License-Identifier: GPL-2.0-only
/* Per-CPU counters: of a ruleset's rows, and of drops by reason. */
#include <linux/cpumask.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/topology.h>

#include "lync_edge.h"

static int lync_counters_alloc_slots(struct lync_counters *counters)
{
	struct lync_slot *slots;
	u32 row;
	int cpu;

	for_each_possible_cpu(cpu) {
		slots = kvzalloc_node(array_size(counters->n_rows,
						 sizeof(*slots)),
				      GFP_KERNEL_ACCOUNT, cpu_to_node(cpu));
		if (!slots)
			return -ENOMEM;
		for (row = 0; row < counters->n_rows; row++)
			u64_stats_init(&slots[row].sync);
		counters->cpu[cpu] = slots;
	}
	return 0;
}

/**
 * lync_counters_alloc() - counters that start from zero
 * @n_rows: rows to count for, at least 1
 *
 * Context: process; may sleep.
 * Return: the counters or NULL.
 */
struct lync_counters *lync_counters_alloc(u32 n_rows)
{
	struct lync_counters *counters;

	/* whole cache lines, as packets read it */
	counters = kzalloc(ALIGN(struct_size(counters, cpu, nr_cpu_ids),
				 SMP_CACHE_BYTES), GFP_KERNEL_ACCOUNT);
	if (!counters)
		return NULL;
	counters->n_rows = n_rows;
	counters->carried = kvcalloc(n_rows, sizeof(*counters->carried),
				     GFP_KERNEL_ACCOUNT);
	if (!counters->carried || lync_counters_alloc_slots(counters)) {
		lync_counters_free(counters);
		return NULL;
	}
	return counters;
}

/**
 * lync_counters_free() - free counters nobody uses any more
 * @counters: NULL is fine
 *
 * Context: process; may sleep.
 */
void lync_counters_free(struct lync_counters *counters)
{
	int cpu;

	if (!counters)
		return;
	for_each_possible_cpu(cpu)
		kvfree(counters->cpu[cpu]);
	kvfree(counters->carried);
	kfree(counters);
}

/**
 * lync_counters_bytes_per_cpu() - memory one CPU's counters take
 * @counters: the counters
 *
 * Return: bytes.
 */
size_t lync_counters_bytes_per_cpu(const struct lync_counters *counters)
{
	return array_size(counters->n_rows, sizeof(struct lync_slot));
}

/*
 * A CPU's counters are written by that CPU only. Packets are mostly handled in a
 * softirq, but one that comes back from a queue is in process context: it must not
 * move to another CPU meanwhile, and where 64 bits are counted in two steps, no
 * softirq may come in between.
 */
static void lync_counting_begin(void)
{
	if (BITS_PER_LONG == 64)
		preempt_disable();
	else
		local_bh_disable();
}

static void lync_counting_end(void)
{
	if (BITS_PER_LONG == 64)
		preempt_enable();
	else
		local_bh_enable();
}

/**
 * lync_counters_add() - count a packet on a row
 * @counters: the counters
 * @row: index of the row
 * @bytes: length of the IP packet
 * @opens: it is the first packet of a flow
 *
 * Context: packet path, RCU read side.
 */
void lync_counters_add(struct lync_counters *counters, u32 row, u32 bytes,
		       bool opens)
{
	struct lync_slot *slot;

	lync_counting_begin();
	slot = &counters->cpu[smp_processor_id()][row];
	u64_stats_update_begin(&slot->sync);
	u64_stats_inc(&slot->packets);
	u64_stats_add(&slot->bytes, bytes);
	if (opens)
		u64_stats_inc(&slot->flows);
	u64_stats_set(&slot->last_hit, ktime_get_real_seconds());
	u64_stats_update_end(&slot->sync);
	lync_counting_end();
}

static void lync_slot_read(const struct lync_slot *slot,
			   struct lync_totals *totals)
{
	unsigned int start;

	do {
		start = u64_stats_fetch_begin(&slot->sync);
		totals->packets = u64_stats_read(&slot->packets);
		totals->bytes = u64_stats_read(&slot->bytes);
		totals->flows = u64_stats_read(&slot->flows);
		totals->last_hit = u64_stats_read(&slot->last_hit);
	} while (u64_stats_fetch_retry(&slot->sync, start));
}

/**
 * lync_counters_sum() - what a row counted on all CPUs, and before
 * @counters: the counters
 * @row: index of the row
 * @totals: filled
 *
 * Context: process, with &lync_net.lock held, so that no counters are being
 * carried over meanwhile.
 */
void lync_counters_sum(const struct lync_counters *counters, u32 row,
		       struct lync_totals *totals)
{
	struct lync_totals one;
	int cpu;

	*totals = counters->carried[row];
	for_each_possible_cpu(cpu) {
		lync_slot_read(&counters->cpu[cpu][row], &one);
		totals->packets += one.packets;
		totals->bytes += one.bytes;
		totals->flows += one.flows;
		totals->last_hit = max(totals->last_hit, one.last_hit);
	}
}

/**
 * lync_drops_add() - count a dropped packet
 * @drops: the namespace's drops
 * @reason: why it is dropped
 *
 * Context: packet path.
 */
void lync_drops_add(struct lync_drops __percpu *drops, enum lync_reason reason)
{
	struct lync_drops *mine;

	lync_counting_begin();
	mine = this_cpu_ptr(drops);
	u64_stats_update_begin(&mine->sync);
	u64_stats_inc(&mine->packets[reason]);
	u64_stats_update_end(&mine->sync);
	lync_counting_end();
}

/**
 * lync_drops_sum() - packets dropped for a reason
 * @drops: the namespace's drops
 * @reason: the reason
 *
 * Context: process.
 * Return: packets on all CPUs.
 */
u64 lync_drops_sum(const struct lync_drops __percpu *drops,
		   enum lync_reason reason)
{
	const struct lync_drops *one;
	unsigned int start;
	u64 packets, sum = 0;
	int cpu;

	for_each_possible_cpu(cpu) {
		one = per_cpu_ptr(drops, cpu);
		do {
			start = u64_stats_fetch_begin(&one->sync);
			packets = u64_stats_read(&one->packets[reason]);
		} while (u64_stats_fetch_retry(&one->sync, start));
		sum += packets;
	}
	return sum;
}
