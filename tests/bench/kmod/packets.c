// SPDX-License-Identifier: GPL-2.0-only
/* Packets held ready. */
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/mm.h>
#include <linux/netfilter.h>

#include "bench.h"

#define LYNC_BENCH_FIRST_ROOM 1024

static bool lync_bench_record_is_sound(const struct lync_bench *bench,
				       const struct lync_bench_record *record)
{
	size_t least = record->family == 4 ? sizeof(struct iphdr) :
					     sizeof(struct ipv6hdr);

	return (record->family == 4 || record->family == 6) &&
	       record->in < ARRAY_SIZE(bench->devices) &&
	       record->out < ARRAY_SIZE(bench->devices) &&
	       record->len >= least && record->len <= sizeof(record->data);
}

/* As a driver hands it up: linear, checksum verified, no route yet. */
static struct sk_buff *lync_bench_skb(struct net_device *dev,
				      const struct lync_bench_record *record)
{
	struct sk_buff *skb = netdev_alloc_skb_ip_align(dev, ETH_HLEN + sizeof(record->data));

	if (!skb)
		return NULL;
	skb_reserve(skb, ETH_HLEN);
	skb_put_data(skb, record->data, record->len);
	skb_reset_network_header(skb);
	skb_set_transport_header(skb, record->family == 4 ? sizeof(struct iphdr) :
							    sizeof(struct ipv6hdr));
	skb->protocol = htons(record->family == 4 ? ETH_P_IP : ETH_P_IPV6);
	skb->ip_summed = CHECKSUM_UNNECESSARY;
	memset(skb->cb, 0, sizeof(skb->cb));
	return skb;
}

static int lync_bench_grow(struct lync_bench *bench)
{
	unsigned int room = max_t(unsigned int, 2 * bench->room, LYNC_BENCH_FIRST_ROOM);
	struct lync_bench_packet *packets;

	if (bench->n_packets < bench->room)
		return 0;
	packets = kvcalloc(room, sizeof(*packets), GFP_KERNEL);
	if (!packets)
		return -ENOMEM;
	if (bench->n_packets)
		memcpy(packets, bench->packets, bench->n_packets * sizeof(*packets));
	kvfree(bench->packets);
	bench->packets = packets;
	bench->room = room;
	return 0;
}

int lync_bench_packets_add(struct lync_bench *bench,
			   const struct lync_bench_record *record)
{
	struct lync_bench_packet *packet;
	struct sk_buff *skb;

	if (!lync_bench_record_is_sound(bench, record))
		return -EINVAL;
	if (lync_bench_grow(bench))
		return -ENOMEM;
	skb = lync_bench_skb(bench->devices[record->in], record);
	if (!skb)
		return -ENOMEM;
	packet = &bench->packets[bench->n_packets++];
	packet->skb = skb;
	packet->out = bench->devices[record->out];
	packet->pf = record->family == 4 ? NFPROTO_IPV4 : NFPROTO_IPV6;
	packet->accept = record->accept;
	return 0;
}

void lync_bench_packets_clear(struct lync_bench *bench)
{
	unsigned int i;

	for (i = 0; i < bench->n_packets; i++) {
		refcount_set(&bench->packets[i].skb->users, 1);
		consume_skb(bench->packets[i].skb);
	}
	kvfree(bench->packets);
	bench->packets = NULL;
	bench->n_packets = 0;
	bench->room = 0;
}
