// SPDX-License-Identifier: GPL-2.0-only
/* Failures on demand, and memory counted. */
#include <linux/atomic.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <net/netfilter/ipv4/nf_defrag_ipv4.h>
#include <net/netfilter/ipv6/nf_defrag_ipv6.h>
#include <net/netfilter/nf_conntrack.h>

#include "inject.h"

/* Written by the task that arms; other tasks' calls never fail. */
static struct task_struct *inject_task;
static unsigned long inject_left;
static bool inject_failed;

static atomic_long_t inject_pieces = ATOMIC_LONG_INIT(0);

void inject_arm(unsigned long fail_at)
{
	inject_left = fail_at;
	inject_failed = false;
	WRITE_ONCE(inject_task, current);
}

bool inject_disarm(void)
{
	WRITE_ONCE(inject_task, NULL);
	return inject_failed;
}

long inject_live(void)
{
	return atomic_long_read(&inject_pieces);
}

static bool inject_fails(void)
{
	if (READ_ONCE(inject_task) != current || !inject_left || --inject_left)
		return false;
	inject_failed = true;
	return true;
}

static void *inject_count(void *mem)
{
	if (mem)
		atomic_long_inc(&inject_pieces);
	return mem;
}

static void inject_discount(const void *mem)
{
	if (mem)
		atomic_long_dec(&inject_pieces);
}

void *inject_kzalloc(size_t bytes, gfp_t gfp)
{
	return inject_fails() ? NULL : inject_count(kzalloc(bytes, gfp));
}

void *inject_kvzalloc(size_t bytes, gfp_t gfp)
{
	return inject_fails() ? NULL : inject_count(kvzalloc(bytes, gfp));
}

void *inject_kvzalloc_node(size_t bytes, gfp_t gfp, int node)
{
	return inject_fails() ? NULL :
				inject_count(kvzalloc_node(bytes, gfp, node));
}

void *inject_kvcalloc(size_t n, size_t bytes, gfp_t gfp)
{
	return inject_fails() ? NULL : inject_count(kvcalloc(n, bytes, gfp));
}

void inject_kfree(const void *mem)
{
	inject_discount(mem);
	kfree(mem);
}

void inject_kvfree(const void *mem)
{
	inject_discount(mem);
	kvfree(mem);
}

void *inject_xa_store(struct xarray *xa, unsigned long index, void *entry,
		      gfp_t gfp)
{
	return inject_fails() ? xa_mk_internal(-ENOMEM) :
				xa_store(xa, index, entry, gfp);
}

int inject_nf_ct_netns_get(struct net *net, u8 family)
{
	return inject_fails() ? -EOPNOTSUPP : nf_ct_netns_get(net, family);
}

int inject_nf_defrag_ipv4_enable(struct net *net)
{
	return inject_fails() ? -ENOMEM : nf_defrag_ipv4_enable(net);
}

int inject_nf_defrag_ipv6_enable(struct net *net)
{
	return inject_fails() ? -ENOMEM : nf_defrag_ipv6_enable(net);
}

int inject_nf_register_net_hooks(struct net *net,
				 const struct nf_hook_ops *ops, unsigned int n)
{
	return inject_fails() ? -ENOMEM : nf_register_net_hooks(net, ops, n);
}
