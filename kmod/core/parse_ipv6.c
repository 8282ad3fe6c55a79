// SPDX-License-Identifier: GPL-2.0-only
/* The chain of IPv6 extension headers, RFC 8200 section 4. */
#include "parse_view.h"

enum lync_ipv6_size {
	LYNC_IPV6_EXTENSION = 8,	/* the least an extension header has */
	LYNC_IPV6_FRAGMENT_OFFSET = 0xfff8,
};

static bool lync_ipv6_is_extension(u32 next)
{
	return next == LYNC_IPV6_HOP_BY_HOP || next == LYNC_IPV6_ROUTING ||
	       next == LYNC_IPV6_FRAGMENT || next == LYNC_IPV6_DESTINATION ||
	       next == LYNC_IPV6_AUTHENTICATION;
}

/* RFC 8200 4.2 to 4.6; RFC 4302 2.2 counts AH in words of four, less two */
static u32 lync_ipv6_extension_len(u32 type, const u8 *header)
{
	if (type == LYNC_IPV6_FRAGMENT)
		return LYNC_IPV6_EXTENSION;
	if (type == LYNC_IPV6_AUTHENTICATION)
		return (header[1] + 2u) * 4;
	return (header[1] + 1u) * 8;
}

enum lync_reason lync_ipv6_skip_chain(const struct lync_view *view, u32 next,
				      struct lync_packet *packet)
{
	enum lync_reason reason = LYNC_REASON_NONE;
	u32 offset = LYNC_IPV6_HEADER;
	const u8 *header;
	u32 count, type, len;

	for (count = 0; lync_ipv6_is_extension(next); count++) {
		if (count == LYNC_MAX_EXTENSIONS)
			return LYNC_REASON_HEADER_CHAIN;
		header = lync_view_at(view, offset, LYNC_IPV6_EXTENSION,
				      &reason);
		if (!header)
			return reason;
		type = next;
		next = header[0];
		packet->key.proto = next;
		/* behind a later fragment's header stands payload, no header */
		if (type == LYNC_IPV6_FRAGMENT &&
		    lync_be16(header + 2) & LYNC_IPV6_FRAGMENT_OFFSET)
			return LYNC_REASON_FRAGMENT;
		len = lync_ipv6_extension_len(type, header);
		if (!lync_view_at(view, offset, len, &reason))
			return reason;
		offset += len;
	}
	packet->l4_offset = offset;
	return LYNC_REASON_NONE;
}
