/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Failures on demand: in the suites' copy of kmod/ every call that gets memory or
 * registers something goes through here (inject_switch.h), so that a test can let
 * the k-th of them fail, and see afterwards whether any memory was left behind.
 */
#ifndef LYNC_TESTS_INJECT_H
#define LYNC_TESTS_INJECT_H

#include <linux/netfilter.h>
#include <linux/types.h>
#include <linux/xarray.h>

/**
 * inject_arm() - let a call fail
 * @fail_at: the call of the current task that fails, counted from 1; 0 for none
 */
void inject_arm(unsigned long fail_at);

/**
 * inject_disarm() - let no call fail any more
 *
 * Return: whether one failed since inject_arm().
 */
bool inject_disarm(void);

/**
 * inject_live() - memory the module's copy holds
 *
 * Return: pieces of memory not given back.
 */
long inject_live(void);

void *inject_kzalloc(size_t bytes, gfp_t gfp);
void *inject_kvzalloc(size_t bytes, gfp_t gfp);
void *inject_kvzalloc_node(size_t bytes, gfp_t gfp, int node);
void *inject_kvcalloc(size_t n, size_t bytes, gfp_t gfp);
void inject_kfree(const void *mem);
void inject_kvfree(const void *mem);
void *inject_xa_store(struct xarray *xa, unsigned long index, void *entry,
		      gfp_t gfp);
int inject_nf_ct_netns_get(struct net *net, u8 family);
int inject_nf_defrag_ipv4_enable(struct net *net);
int inject_nf_defrag_ipv6_enable(struct net *net);
int inject_nf_register_net_hooks(struct net *net,
				 const struct nf_hook_ops *ops, unsigned int n);

#endif
