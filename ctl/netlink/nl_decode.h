/* SPDX-License-Identifier: GPL-2.0-only */
/* The running policy, from the dump of LYNC_EDGE_CMD_POLICY_GET. */
#ifndef LYNCCTL_NL_DECODE_H
#define LYNCCTL_NL_DECODE_H

#include <linux/netlink.h>

#include "core/policy.h"
#include "list.h"

/**
 * struct nl_policy - a policy the kernel sends; starts as all zero
 * @arena: strings and the small arrays
 * @prefix4: see struct lync_policy
 * @prefix6: see there
 * @groups: see there
 * @zones: see there
 * @protects: see there
 * @sections: see there
 * @rows: see there
 * @policy: points into all these once nl_policy_finish() has been called
 * @generation: its generation
 */
struct nl_policy {
	struct arena arena;
	LIST(struct lync_prefix4) prefix4;
	LIST(struct lync_prefix6) prefix6;
	LIST(struct lync_group) groups;
	LIST(struct lync_zone) zones;
	LIST(struct lync_protect) protects;
	LIST(const char *) sections;
	LIST(struct lync_row) rows;
	struct lync_policy policy;
	u32 generation;
};

/**
 * nl_policy_take() - take a message of the dump; an nl_take
 * @message: the message
 * @taker: struct nl_policy
 */
bool nl_policy_take(const struct nlmsghdr *message, void *taker);

/**
 * nl_policy_finish() - is it whole, and as good as every policy must be?
 * @policy: after the last message; its @policy can be used when this is true
 */
bool nl_policy_finish(struct nl_policy *policy);

/**
 * nl_policy_free() - give the memory back
 * @policy: all zero afterwards
 */
void nl_policy_free(struct nl_policy *policy);

#endif
