/* SPDX-License-Identifier: GPL-2.0-only */
/* A packet in a hook: what the hooks and their exemptions look at. */
#ifndef LYNC_VIEW_H
#define LYNC_VIEW_H

#include <linux/netfilter.h>
#include <linux/skbuff.h>

#include "lync_edge.h"

/**
 * struct lync_view - a packet on its way through a hook
 * @ln: the namespace
 * @ruleset: what it is judged by, read once
 * @skb: the packet
 * @state: the hook's state
 * @packet: what its headers say
 * @fault: why it cannot be judged, or LYNC_REASON_NONE
 * @ends: what the policy knows of the addresses
 * @is_edge: one of them is Edge: the packet is ours
 * @is_parsed: @packet is complete, and whole
 *
 * Of a packet that is not ours there is no @fault, and unless it @is_parsed @packet has
 * family, addresses and the protocol of the next header only. The zones of @packet, if it
 * is ours, are those it arrived in.
 */
struct lync_view {
	struct lync_net *ln;
	struct lync_ruleset *ruleset;
	struct sk_buff *skb;
	const struct nf_hook_state *state;
	struct lync_packet packet;
	enum lync_reason fault;
	struct lync_ends ends;
	bool is_edge;
	bool is_parsed;
};

/*
 * Kernels that zero what is on the stack (CONFIG_INIT_STACK_ALL_ZERO, Debian's do) would
 * spend more on a packet that is not ours than all else does.
 */
#if __has_attribute(uninitialized)
#define lync_uninitialized __attribute__((uninitialized))
#else
#define lync_uninitialized
#endif

bool lync_view_is_exempt(const struct lync_view *view,
			 enum lync_reason reason);

#endif
