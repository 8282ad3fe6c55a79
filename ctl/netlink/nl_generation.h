/* SPDX-License-Identifier: GPL-2.0-only */
/* The answer to every change: a generation. */
#ifndef LYNCCTL_NL_GENERATION_H
#define LYNCCTL_NL_GENERATION_H

#include <linux/netlink.h>

#include "core/port.h"

/**
 * nl_generation_take() - take the answer to POLICY_SET or POLICY_DEL; an nl_take
 * @message: the answer
 * @taker: a u32, filled
 */
bool nl_generation_take(const struct nlmsghdr *message, void *taker);

#endif
