/* SPDX-License-Identifier: GPL-2.0-only */
/* The one way the parser reads packet bytes, and what its parts share. */
#ifndef LYNC_CORE_PARSE_VIEW_H
#define LYNC_CORE_PARSE_VIEW_H

#include "headers.h"
#include "parse.h"

/**
 * struct lync_view - a packet as the parser sees it
 * @data: the packet from its IP header on
 * @len: bytes that may be read at @data
 * @total: bytes the packet has, @len or more
 * @quoted: quoted by an ICMP error, so that its end is missing by nature
 */
struct lync_view {
	const u8 *data;
	u32 len;
	u32 total;
	bool quoted;
};

/**
 * lync_view_at() - bytes of a packet, if they are there
 * @view: the packet
 * @offset: first byte wanted
 * @bytes: how many
 * @reason: set when they are not there: LYNC_REASON_TRUNCATED when the packet
 *	ends before, LYNC_REASON_HEADER_CHAIN when only the window does
 *
 * No other code of the parser reads @view->data.
 *
 * Return: the bytes or NULL.
 */
static inline const u8 *lync_view_at(const struct lync_view *view, u32 offset,
				     u32 bytes, enum lync_reason *reason)
{
	if (offset <= view->len && bytes <= view->len - offset)
		return view->data + offset;
	if (offset <= view->total && bytes <= view->total - offset)
		*reason = LYNC_REASON_HEADER_CHAIN;
	else
		*reason = LYNC_REASON_TRUNCATED;
	return NULL;
}

/**
 * lync_view_cut() - end the packet where its IP header says it ends
 * @view: the packet
 * @total: its length by the IP header
 *
 * What a link layer padded behind it is not part of the packet.
 *
 * Return: LYNC_REASON_TRUNCATED when the packet is shorter than that.
 */
static inline enum lync_reason lync_view_cut(struct lync_view *view, u32 total)
{
	if (total > view->total)
		return LYNC_REASON_TRUNCATED;
	view->total = total;
	if (view->len > total)
		view->len = total;
	return LYNC_REASON_NONE;
}

/**
 * lync_ipv6_skip_chain() - read the extension headers, if there are any
 * @view: the packet, as long as its header says
 * @next: what comes behind its IPv6 header
 * @packet: proto and l4_offset are filled as far as the headers go
 *
 * Return: LYNC_REASON_NONE, or why the packet cannot be judged.
 */
enum lync_reason lync_ipv6_skip_chain(const struct lync_view *view, u32 next,
				      struct lync_packet *packet);

#endif
