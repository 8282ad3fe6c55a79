/* SPDX-License-Identifier: GPL-2.0-only */
/* Prefixes in order, each once. */
#ifndef LYNCCTL_ORDER_H
#define LYNCCTL_ORDER_H

#include "core/policy.h"

/**
 * prefixes4_order() - sort prefixes of one group, leave out what is there twice
 * @prefixes: the prefixes
 * @n: how many
 *
 * Return: how many are left.
 */
u32 prefixes4_order(struct lync_prefix4 *prefixes, u32 n);

/** prefixes6_order() - the same for IPv6 */
u32 prefixes6_order(struct lync_prefix6 *prefixes, u32 n);

#endif
