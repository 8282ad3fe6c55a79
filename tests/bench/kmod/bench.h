/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The bench module: packets made in user space are held ready as skbs and walked
 * through nf_hook(), again and again, under a clock.
 *
 * /proc/lync_bench/packets takes an array of struct lync_bench_record, written at
 * offset 0 to replace what is there. /proc/lync_bench/control takes one command a
 * write and reads back the answer to the last one, "key=value" words on a line:
 *
 *	zero			hooks that accept are put into the namespace of the
 *				writer, and nothing else: the zero, which is lent to
 *				the subject
 *	subject			the namespace of the writer is the one to measure; it
 *				has the interfaces ext0, dmz0 and int0
 *	release			it is no more
 *	hooks none|empty|count	reference hooks in the subject
 *	track both|subject|off	connection tracking among whose hooks
 *	flush			forget all flows
 *	verify PATH		walk every packet once with the zero's hooks and with
 *				the subject's, compare verdicts; tracked and entries
 *				are of the subject alone where PATH is "refused"
 *	walk PATH FLOWS ROUNDS PACKETS [fresh]
 *				the first FLOWS packets, ROUNDS times about PACKETS
 *				walks, in turn with the zero's hooks and with the
 *				subject's; fresh: no flow is known when a pass begins
 *
 * PATH is "forward", the one hook with packets that are not tracked; "path", PRE_ROUTING,
 * FORWARD and POST_ROUTING with connection tracking; or "refused", the same, but the zero
 * is PRE_ROUTING alone without connection tracking.
 */
#ifndef LYNC_BENCH_H
#define LYNC_BENCH_H

#include <linux/netdevice.h>
#include <linux/skbuff.h>
#include <net/net_namespace.h>

#define LYNC_BENCH_DATA 64

/**
 * struct lync_bench_record - a packet as user space writes it
 * @family: 4 or 6
 * @in: index of the interface it arrives by, see lync_bench_devices
 * @out: index of the interface it leaves by
 * @accept: whether it must get through
 * @len: bytes of @data in use
 * @pad: nothing
 * @data: network header and what follows
 */
struct lync_bench_record {
	u8 family;
	u8 in;
	u8 out;
	u8 accept;
	u8 len;
	u8 pad[3];
	u8 data[LYNC_BENCH_DATA];
};

/**
 * struct lync_bench_packet - a packet held ready
 * @skb: the packet; skb->dev is where it arrives
 * @out: where it leaves
 * @pf: NFPROTO_IPV4 or NFPROTO_IPV6
 * @accept: whether it must get through
 */
struct lync_bench_packet {
	struct sk_buff *skb;
	struct net_device *out;
	u8 pf;
	bool accept;
};

/**
 * struct lync_bench_plan - where packets are walked
 * @n_hooks: how many hooks
 * @hooks: their numbers, in order
 * @tracked: connection tracking sees the packets
 * @zero: how they are walked in the zero; NULL: the same way
 */
struct lync_bench_plan {
	unsigned int n_hooks;
	u8 hooks[3];
	bool tracked;
	const struct lync_bench_plan *zero;
};

/**
 * struct lync_bench_walk - the command "walk", taken apart
 * @plan: where
 * @flows: packets a pass
 * @rounds: rounds
 * @passes: passes a round
 * @fresh: no flow is known when a pass begins
 */
struct lync_bench_walk {
	const struct lync_bench_plan *plan;
	unsigned int flows;
	unsigned int rounds;
	unsigned int passes;
	bool fresh;
};

/**
 * struct lync_bench - what there is, once
 * @packets: held ready
 * @n_packets: how many
 * @room: packets @packets has room for
 * @devices: interfaces of @subject that records name by number; one reference each
 * @zero: the namespace that keeps the zero's hooks, or NULL; one reference
 * @zero_tracked: connection tracking is among @zero's hooks
 * @tracked: connection tracking is among @subject's
 * @subject: the namespace with a contender's rules, or NULL; one reference
 * @hooks: reference hooks registered in @subject, or NULL
 *
 * All under the mutex of main.c.
 */
struct lync_bench {
	struct lync_bench_packet *packets;
	unsigned int n_packets;
	unsigned int room;
	struct net_device *devices[3];
	struct net *zero;
	struct net *subject;
	const struct nf_hook_ops *hooks;
	bool zero_tracked;
	bool tracked;
};

/* packets.c */
int lync_bench_packets_add(struct lync_bench *bench,
			   const struct lync_bench_record *record);
void lync_bench_packets_clear(struct lync_bench *bench);

/* hooks.c */
void lync_bench_hooks_init(void);
int lync_bench_zero_set(struct lync_bench *bench, struct net *net);
int lync_bench_hooks_set(struct lync_bench *bench, const char *name);
void lync_bench_hooks_swap(struct lync_bench *bench);
int lync_bench_track(struct lync_bench *bench, const char *which);
void lync_bench_zero_clear(struct lync_bench *bench);

/* plan.c */
const struct lync_bench_plan *lync_bench_plan_find(const char *name);
const struct lync_bench_plan *lync_bench_plan_of_zero(const struct lync_bench_plan *plan);

/* walk.c */
bool lync_bench_pass(const struct lync_bench_packet *packet, struct net *net,
		     const struct lync_bench_plan *plan);
void lync_bench_flush(struct net *net);
u64 lync_bench_round(struct lync_bench *bench, const struct lync_bench_walk *walk, bool zero);

#endif /* LYNC_BENCH_H */
