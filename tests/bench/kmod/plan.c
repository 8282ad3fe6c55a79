// SPDX-License-Identifier: GPL-2.0-only
/* The ways packets are walked. */
#include <linux/netfilter.h>
#include <linux/string.h>

#include "bench.h"

static const struct lync_bench_plan lync_bench_forward = {
	.n_hooks = 1,
	.hooks = { NF_INET_FORWARD },
};

static const struct lync_bench_plan lync_bench_path = {
	.n_hooks = 3,
	.hooks = { NF_INET_PRE_ROUTING, NF_INET_FORWARD, NF_INET_POST_ROUTING },
	.tracked = true,
};

/* What a refused packet costs is told from one hook that lets it pass, untracked. */
static const struct lync_bench_plan lync_bench_early = {
	.n_hooks = 1,
	.hooks = { NF_INET_PRE_ROUTING },
};

static const struct lync_bench_plan lync_bench_refused = {
	.n_hooks = 3,
	.hooks = { NF_INET_PRE_ROUTING, NF_INET_FORWARD, NF_INET_POST_ROUTING },
	.tracked = true,
	.zero = &lync_bench_early,
};

const struct lync_bench_plan *lync_bench_plan_find(const char *name)
{
	if (!strcmp(name, "forward"))
		return &lync_bench_forward;
	if (!strcmp(name, "path"))
		return &lync_bench_path;
	if (!strcmp(name, "refused"))
		return &lync_bench_refused;
	return NULL;
}

const struct lync_bench_plan *lync_bench_plan_of_zero(const struct lync_bench_plan *plan)
{
	return plan->zero ? plan->zero : plan;
}
