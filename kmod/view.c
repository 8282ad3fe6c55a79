// SPDX-License-Identifier: GPL-2.0-only
/* A packet in a hook that is not plain: it may have to be put in one piece to be read. */
#include <linux/skbuff.h>

#include "view.h"

/*
 * Have in one piece as much of the packet as is looked at. False when it is already,
 * or there is no memory. What GRO chained stays in pieces of the size they came in, or
 * they could not be sent on as such.
 */
static bool lync_view_widen(struct lync_view *view)
{
	const struct sk_buff *skb = view->skb;
	u32 len = min_t(u32, skb_is_gso(skb) ? skb_pagelen(skb) : skb->len,
			LYNC_HEADER_WINDOW);

	return skb_headlen(skb) < len && pskb_may_pull(view->skb, len);
}

/* The IP layers have skb->data at the IP header, and all of it in one piece. */
static bool lync_view_parse_addresses(struct lync_view *view)
{
	struct sk_buff *skb = view->skb;

	return !lync_packet_parse_addresses(skb->data, skb_headlen(skb),
					    skb->len, &view->packet);
}

/**
 * lync_view_init_slowly() - find out the addresses of a packet that is not plain
 * @view: of the packet; may have less of it in one piece than the addresses take
 *
 * They are enough until it proves to be ours.
 *
 * Context: softirq or process, packet path; skb->data may move.
 * Return: false when it has none that can be read, and there is nothing to judge.
 */
bool lync_view_init_slowly(struct lync_view *view)
{
	return lync_view_parse_addresses(view) ||
	       (lync_view_widen(view) && lync_view_parse_addresses(view));
}

static void lync_view_parse_rest(struct lync_view *view)
{
	struct sk_buff *skb = view->skb;

	view->fault = lync_packet_parse_rest(skb->data, skb_headlen(skb),
					     skb->len, &view->packet);
	view->is_parsed = !view->fault && !view->packet.quote_offset;
}

/**
 * lync_view_complete_slowly() - find out the rest about a packet that is not plain
 * @view: has its addresses; gets all else of @packet, @fault and @is_parsed
 *
 * Context: softirq or process, packet path; skb->data may move.
 */
void lync_view_complete_slowly(struct lync_view *view)
{
	lync_view_parse_rest(view);
	/* what was lacking, and what it quotes, may be in the next piece */
	if (!view->is_parsed && lync_view_widen(view))
		lync_view_parse_rest(view);
}
