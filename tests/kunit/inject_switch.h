/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Included before the first line of each file of kmod/: the calls of inject.h take
 * the place of the kernel's. The kernel's headers come first, so that what they
 * call themselves stays the kernel's.
 */
#ifndef LYNC_TESTS_INJECT_SWITCH_H
#define LYNC_TESTS_INJECT_SWITCH_H

#include <linux/mm.h>
#include <linux/netdevice.h>
#include <linux/netfilter_ipv4.h>
#include <linux/netfilter_ipv6.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>
#include <net/addrconf.h>
#include <net/genetlink.h>
#include <net/netfilter/ipv4/nf_defrag_ipv4.h>
#include <net/netfilter/ipv6/nf_defrag_ipv6.h>
#include <net/netfilter/nf_conntrack.h>
#include <net/netns/generic.h>
#include <net/route.h>
#include <net/sock.h>

#include "inject.h"

#undef kzalloc
#undef kvzalloc
#undef kvzalloc_node
#undef kvcalloc
#define kzalloc			inject_kzalloc
#define kvzalloc		inject_kvzalloc
#define kvzalloc_node		inject_kvzalloc_node
#define kvcalloc		inject_kvcalloc
#define kfree			inject_kfree
#define kvfree			inject_kvfree
#define xa_store		inject_xa_store
#define nf_ct_netns_get		inject_nf_ct_netns_get
#define nf_defrag_ipv4_enable	inject_nf_defrag_ipv4_enable
#define nf_defrag_ipv6_enable	inject_nf_defrag_ipv6_enable
#define nf_register_net_hooks	inject_nf_register_net_hooks

#endif
