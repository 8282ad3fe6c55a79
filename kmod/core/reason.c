// SPDX-License-Identifier: GPL-2.0-only
/* The names and sentences of the drop reasons, from one table. */
#include "reason.h"

static const struct {
	const char *name;
	const char *text;
} lync_reasons[LYNC_REASON_COUNT] = {
	[LYNC_REASON_NONE] = {
		"none", "not dropped",
	},
	[LYNC_REASON_NO_ROW] = {
		"no-row", "no row of the policy allows this flow",
	},
	[LYNC_REASON_DENY_ROW] = {
		"deny-row", "the first row that matches is a deny row",
	},
	[LYNC_REASON_INVALID_STATE] = {
		"invalid-state",
		"connection tracking finds that the packet fits no flow",
	},
	[LYNC_REASON_SPOOFED] = {
		"spoofed",
		"an Edge source address arrives from a zone it does not live behind",
	},
	[LYNC_REASON_MALFORMED] = {
		"malformed", "a header field contradicts its protocol",
	},
	[LYNC_REASON_TRUNCATED] = {
		"truncated", "the packet ends within a header",
	},
	[LYNC_REASON_FRAGMENT] = {
		"fragment", "a later fragment that was not reassembled",
	},
	[LYNC_REASON_HEADER_CHAIN] = {
		"header-chain",
		"the extension headers are too many or too long to be read",
	},
};

const char *lync_reason_name(u32 reason)
{
	return reason < LYNC_REASON_COUNT ? lync_reasons[reason].name :
					    "unknown";
}

const char *lync_reason_text(u32 reason)
{
	return reason < LYNC_REASON_COUNT ? lync_reasons[reason].text :
					    "a reason this version does not know";
}
