/* SPDX-License-Identifier: GPL-2.0-only */
/* A packet in a hook: what the hooks, view.c and exempt.c look at. */
#ifndef LYNC_VIEW_H
#define LYNC_VIEW_H

#include <linux/netfilter.h>
#include <linux/skbuff.h>

#include "core/parse_plain.h"
#include "lync_edge.h"

/**
 * struct lync_view - a packet on its way through a hook
 * @ln: the namespace
 * @ruleset: what it is judged by, read once
 * @skb: the packet
 * @state: the hook's state
 * @ends: what the policy knows of the addresses
 * @fault: why it cannot be judged, or LYNC_REASON_NONE
 * @plain: what kind of plain packet it is, if it is one
 * @is_edge: one of the addresses is Edge: the packet is ours
 * @is_parsed: @packet is complete, and whole, but that of a plain one has no addresses
 * @packet: what its headers say
 *
 * Of a packet that is not ours, unless the flow it belongs to is, there is neither @fault nor
 * @is_parsed, and in @packet there are family, addresses and the protocol of the next header
 * at most. The zones of @packet, if it is ours, are those it arrived in.
 */
struct lync_view {
	struct lync_net *ln;
	struct lync_ruleset *ruleset;
	struct sk_buff *skb;
	const struct nf_hook_state *state;
	struct lync_ends ends;
	enum lync_reason fault;
	struct lync_plain plain;
	bool is_edge;
	bool is_parsed;
	struct lync_packet packet;
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

bool lync_view_init_slowly(struct lync_view *view);
void lync_view_complete_slowly(struct lync_view *view);
bool lync_view_is_exempt(const struct lync_view *view,
			 enum lync_reason reason);

#endif
