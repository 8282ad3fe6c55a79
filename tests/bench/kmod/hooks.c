// SPDX-License-Identifier: GPL-2.0-only
/* The reference hooks: one that accepts, and one that parses and counts. */
#include <linux/ipv6.h>
#include <linux/netfilter_ipv4.h>
#include <linux/netfilter_ipv6.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <net/ip.h>
#include <net/netfilter/nf_conntrack.h>

#include "bench.h"

struct lync_bench_count {
	u64 packets;
	u64 bytes;
};

static DEFINE_PER_CPU(struct lync_bench_count, lync_bench_counted);

/* What any packet filter must learn before it can decide. */
struct lync_bench_flow {
	struct in6_addr src;
	struct in6_addr dst;
	__be16 sport;
	__be16 dport;
	u8 proto;
};

static unsigned int lync_bench_accept(void *priv, struct sk_buff *skb,
				      const struct nf_hook_state *state)
{
	return NF_ACCEPT;
}

static bool lync_bench_parse_ipv4(const struct sk_buff *skb, struct lync_bench_flow *flow,
				  int *offset)
{
	const struct iphdr *header;
	struct iphdr copy;

	header = skb_header_pointer(skb, *offset, sizeof(copy), &copy);
	if (!header || header->version != 4 || header->ihl < 5 || ip_is_fragment(header))
		return false;
	flow->src.s6_addr32[0] = header->saddr;
	flow->dst.s6_addr32[0] = header->daddr;
	flow->proto = header->protocol;
	*offset += header->ihl * 4;
	return true;
}

static bool lync_bench_parse_ipv6(const struct sk_buff *skb, struct lync_bench_flow *flow,
				  int *offset)
{
	const struct ipv6hdr *header;
	struct ipv6hdr copy;

	header = skb_header_pointer(skb, *offset, sizeof(copy), &copy);
	if (!header || header->version != 6)
		return false;
	flow->src = header->saddr;
	flow->dst = header->daddr;
	flow->proto = header->nexthdr;
	*offset += sizeof(copy);
	return true;
}

/* Source and destination port stand in the same place in both. */
static bool lync_bench_parse_ports(const struct sk_buff *skb, struct lync_bench_flow *flow,
				   int offset)
{
	const size_t len = flow->proto == IPPROTO_TCP ? sizeof(struct tcphdr) :
							sizeof(struct udphdr);
	const __be16 *ports;
	__be16 copy[2];

	if (flow->proto != IPPROTO_TCP && flow->proto != IPPROTO_UDP)
		return true;
	if (skb->len < offset + len)
		return false;
	ports = skb_header_pointer(skb, offset, sizeof(copy), copy);
	if (!ports)
		return false;
	flow->sport = ports[0];
	flow->dport = ports[1];
	return true;
}

static unsigned int lync_bench_parse_and_count(void *priv, struct sk_buff *skb,
					       const struct nf_hook_state *state)
{
	int offset = skb_network_offset(skb);
	struct lync_bench_flow flow;
	bool sound;

	if (state->pf == NFPROTO_IPV4)
		sound = lync_bench_parse_ipv4(skb, &flow, &offset);
	else
		sound = lync_bench_parse_ipv6(skb, &flow, &offset);
	if (!sound || !lync_bench_parse_ports(skb, &flow, offset))
		return NF_DROP;
	/* The compiler must not leave out what nobody asks for. */
	barrier_data(&flow);
	this_cpu_inc(lync_bench_counted.packets);
	this_cpu_add(lync_bench_counted.bytes, skb->len);
	return NF_ACCEPT;
}

static const u8 lync_bench_families[] = { NFPROTO_IPV4, NFPROTO_IPV6 };
static const u8 lync_bench_hooknums[] = { NF_INET_PRE_ROUTING, NF_INET_FORWARD,
					  NF_INET_POST_ROUTING };

#define LYNC_BENCH_N_HOOKS \
	(ARRAY_SIZE(lync_bench_families) * ARRAY_SIZE(lync_bench_hooknums))

static struct nf_hook_ops lync_bench_empty[LYNC_BENCH_N_HOOKS];
static struct nf_hook_ops lync_bench_counting[LYNC_BENCH_N_HOOKS];

static void lync_bench_hooks_fill(struct nf_hook_ops *ops, nf_hookfn *hook)
{
	unsigned int family, num;

	for (family = 0; family < ARRAY_SIZE(lync_bench_families); family++) {
		for (num = 0; num < ARRAY_SIZE(lync_bench_hooknums); num++) {
			ops->hook = hook;
			ops->pf = lync_bench_families[family];
			ops->hooknum = lync_bench_hooknums[num];
			ops->priority = NF_IP_PRI_FILTER;
			ops++;
		}
	}
}

void lync_bench_hooks_init(void)
{
	lync_bench_hooks_fill(lync_bench_empty, lync_bench_accept);
	lync_bench_hooks_fill(lync_bench_counting, lync_bench_parse_and_count);
}

int lync_bench_hooks_set(struct lync_bench *bench, const char *name)
{
	const struct nf_hook_ops *hooks = NULL;
	int err = 0;

	if (!strcmp(name, "empty"))
		hooks = lync_bench_empty;
	else if (!strcmp(name, "count"))
		hooks = lync_bench_counting;
	else if (strcmp(name, "none"))
		return -EINVAL;
	if (bench->hooks)
		nf_unregister_net_hooks(bench->subject, bench->hooks, LYNC_BENCH_N_HOOKS);
	if (hooks)
		err = nf_register_net_hooks(bench->subject, hooks, LYNC_BENCH_N_HOOKS);
	bench->hooks = err ? NULL : hooks;
	return err;
}

int lync_bench_zero_set(struct lync_bench *bench, struct net *net)
{
	int err;

	if (bench->zero || net == bench->subject)
		return -EBUSY;
	err = nf_register_net_hooks(net, lync_bench_empty, LYNC_BENCH_N_HOOKS);
	if (!err)
		bench->zero = get_net(net);
	return err;
}

/*
 * The zero's hooks take the place of the subject's, or give it back. So both are walked in one
 * namespace, with the same flows at the same place in memory: it takes more from one place
 * than from another, and that must not be told as a cost of hooks. Bottom halves are off until
 * they are back, and User Mode Linux has one CPU and does not preempt: nobody sees them
 * exchanged, nor adds or removes any meanwhile.
 */
void lync_bench_hooks_swap(struct lync_bench *bench)
{
	struct netns_nf *zero = &bench->zero->nf, *subject = &bench->subject->nf;
	unsigned int i, num;

	for (i = 0; i < ARRAY_SIZE(lync_bench_hooknums); i++) {
		num = lync_bench_hooknums[i];
		swap(zero->hooks_ipv4[num], subject->hooks_ipv4[num]);
		swap(zero->hooks_ipv6[num], subject->hooks_ipv6[num]);
	}
}

static int lync_bench_track_one(struct net *net, bool *tracked, bool wanted)
{
	int err = 0;

	if (wanted == *tracked)
		return 0;
	if (wanted)
		err = nf_ct_netns_get(net, NFPROTO_INET);
	else
		nf_ct_netns_put(net, NFPROTO_INET);
	if (!err)
		*tracked = wanted;
	return err;
}

int lync_bench_track(struct lync_bench *bench, const char *which)
{
	bool both = !strcmp(which, "both");
	bool subject = both || !strcmp(which, "subject");
	int err;

	if (!subject && strcmp(which, "off"))
		return -EINVAL;
	err = lync_bench_track_one(bench->zero, &bench->zero_tracked, both);
	if (err)
		return err;
	return lync_bench_track_one(bench->subject, &bench->tracked, subject);
}

void lync_bench_zero_clear(struct lync_bench *bench)
{
	if (!bench->zero)
		return;
	nf_unregister_net_hooks(bench->zero, lync_bench_empty, LYNC_BENCH_N_HOOKS);
	put_net(bench->zero);
	bench->zero = NULL;
}
