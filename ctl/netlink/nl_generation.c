// SPDX-License-Identifier: GPL-2.0-only
/* The answer to every change: a generation. */
#include <netlink/attr.h>
#include <netlink/genl/genl.h>

#include <linux/lync_edge.h>

#include "nl_generation.h"

bool nl_generation_take(const struct nlmsghdr *message, void *taker)
{
	static struct nla_policy policy[LYNC_EDGE_A_MAX + 1] = {
		[LYNC_EDGE_A_GENERATION] = { .type = NLA_U32 },
	};
	struct nlattr *attrs[LYNC_EDGE_A_MAX + 1];
	u32 *generation = taker;

	if (genlmsg_parse((struct nlmsghdr *)message, 0, attrs,
			  LYNC_EDGE_A_MAX, policy) ||
	    !attrs[LYNC_EDGE_A_GENERATION])
		return false;
	*generation = nla_get_u32(attrs[LYNC_EDGE_A_GENERATION]);
	return true;
}
