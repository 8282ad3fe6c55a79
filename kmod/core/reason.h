/* SPDX-License-Identifier: GPL-2.0-only */
/* Why a packet is dropped: a closed list. */
#ifndef LYNC_CORE_REASON_H
#define LYNC_CORE_REASON_H

#include "port.h"

/* The values are those of enum lync_edge_reason in the uapi header. */
enum lync_reason {
	/** @LYNC_REASON_NONE: not dropped */
	LYNC_REASON_NONE,
	/** @LYNC_REASON_NO_ROW: no row matches */
	LYNC_REASON_NO_ROW,
	/** @LYNC_REASON_DENY_ROW: the first row that matches is a deny row */
	LYNC_REASON_DENY_ROW,
	/** @LYNC_REASON_INVALID_STATE: connection tracking knows no such flow */
	LYNC_REASON_INVALID_STATE,
	/** @LYNC_REASON_SPOOFED: an Edge source from where it does not live */
	LYNC_REASON_SPOOFED,
	/**
	 * @LYNC_REASON_MALFORMED: a header field contradicts its protocol, or an
	 * IPv4 source route leads to an Edge
	 */
	LYNC_REASON_MALFORMED,
	/** @LYNC_REASON_TRUNCATED: the packet ends within a header */
	LYNC_REASON_TRUNCATED,
	/** @LYNC_REASON_FRAGMENT: a later fragment, not reassembled */
	LYNC_REASON_FRAGMENT,
	/** @LYNC_REASON_HEADER_CHAIN: too many or too long extension headers */
	LYNC_REASON_HEADER_CHAIN,
	LYNC_REASON_COUNT,
};

/**
 * lync_reason_name() - a reason as tools print it
 * @reason: one of enum lync_reason
 *
 * Return: a constant string such as "no-row"; "unknown" beyond the list, "none"
 * for LYNC_REASON_NONE.
 */
const char *lync_reason_name(u32 reason);

/**
 * lync_reason_text() - a reason as one sentence for an administrator
 * @reason: one of enum lync_reason
 *
 * Return: a constant string; lower case, no full stop.
 */
const char *lync_reason_text(u32 reason);

#endif
