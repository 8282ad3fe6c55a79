// SPDX-License-Identifier: GPL-2.0-only
/* The generic netlink family: its table, and the commands that change things. */
#include <linux/module.h>

#include "lync_edge.h"

/**
 * DOC: Transaction
 *
 * One message carries a whole policy. Everything that may fail happens before
 * lync_net_publish() stores a pointer: the netlink core validates shape, the
 * decoder completeness, the core's check sense, the matcher is compiled, memory
 * for counters and the reply is there. There is no half-built state between
 * messages, so there is nothing to time out, to own or to clean up.
 *
 * The expected generation is compared under the lock that the publication holds.
 */

/**
 * lync_nl_require() - refuse a request that lacks an attribute
 * @info: the request
 * @type: the attribute
 * @sentence: what to say then, a constant string
 *
 * Return: 0 or -EINVAL.
 */
int lync_nl_require(struct genl_info *info, int type, const char *sentence)
{
	if (!GENL_REQ_ATTR_CHECK(info, type))
		return 0;
	if (info->extack)
		info->extack->_msg = sentence;
	return -EINVAL;
}

static struct sk_buff *lync_nl_reply_new(struct genl_info *info, u8 cmd,
					 void **header)
{
	struct sk_buff *reply;

	reply = genlmsg_new(nla_total_size(sizeof(u32)), GFP_KERNEL);
	if (!reply)
		return NULL;
	*header = genlmsg_put_reply(reply, info, &lync_genl_family, 0, cmd);
	if (!*header) {
		nlmsg_free(reply);
		return NULL;
	}
	return reply;
}

/*
 * There is room, lync_nl_reply_new() saw to it. The change has been made, so that it is
 * no error of the request when its sender has no room for the reply, or is gone.
 */
static void lync_nl_reply_send(struct genl_info *info, struct sk_buff *reply,
			       void *header, u32 generation)
{
	nla_put_u32(reply, LYNC_EDGE_A_GENERATION, generation);
	genlmsg_end(reply, header);
	genlmsg_reply(reply, info);
}

static int lync_nl_expect(const struct lync_net *ln, struct genl_info *info)
{
	const struct nlattr *attr = info->attrs[LYNC_EDGE_A_EXPECT_GENERATION];

	if (!attr || nla_get_u32(attr) == ln->generation)
		return 0;
	NL_SET_ERR_MSG_ATTR(info->extack, attr,
			    "another generation is running; look at it and try again with its number");
	return -EAGAIN;
}

static int lync_nl_publish(struct genl_info *info, struct lync_ruleset *ruleset,
			   u32 *generation)
{
	struct net *net = genl_info_net(info);
	struct lync_net *ln = lync_net(net);
	bool dry_run = info->attrs[LYNC_EDGE_A_DRY_RUN];
	int err;

	mutex_lock(&ln->lock);
	err = lync_nl_expect(ln, info);
	if (!err && !dry_run)
		err = lync_net_publish(net, ruleset);
	*generation = ln->generation;
	mutex_unlock(&ln->lock);
	if (err || dry_run)
		lync_ruleset_put(ruleset);
	return err;
}

static int lync_nl_policy_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	const struct nlattr *head = genlmsg_data(info->genlhdr);
	int len = genlmsg_len(info->genlhdr);
	struct lync_ruleset *ruleset;
	struct sk_buff *reply;
	u32 generation;
	void *header;
	int err;

	if (lync_nl_require(info, LYNC_EDGE_A_NAME, "policy without a name") ||
	    lync_nl_require(info, LYNC_EDGE_A_MODE, "policy without a mode"))
		return -EINVAL;
	reply = lync_nl_reply_new(info, LYNC_EDGE_CMD_POLICY_SET, &header);
	if (!reply)
		return -ENOMEM;
	err = lync_ruleset_build(head, len, info->extack, &ruleset);
	if (!err)
		err = lync_nl_publish(info, ruleset, &generation);
	if (err) {
		nlmsg_free(reply);
		return err;
	}
	lync_nl_reply_send(info, reply, header, generation);
	return 0;
}

static int lync_nl_policy_del_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct net *net = genl_info_net(info);
	struct lync_net *ln = lync_net(net);
	struct sk_buff *reply;
	u32 generation;
	void *header;
	int err;

	reply = lync_nl_reply_new(info, LYNC_EDGE_CMD_POLICY_DEL, &header);
	if (!reply)
		return -ENOMEM;
	mutex_lock(&ln->lock);
	err = lync_nl_expect(ln, info);
	if (!err)
		err = lync_net_withdraw(net);
	generation = ln->generation;
	mutex_unlock(&ln->lock);
	if (err) {
		if (err == -ENOENT)
			NL_SET_ERR_MSG(info->extack, "no policy is loaded");
		nlmsg_free(reply);
		return err;
	}
	lync_nl_reply_send(info, reply, header, generation);
	return 0;
}

static const struct genl_ops lync_nl_ops[] = {
	{
		.cmd = LYNC_EDGE_CMD_POLICY_SET,
		.flags = GENL_ADMIN_PERM,
		.policy = lync_nl_set_policy,
		.maxattr = LYNC_EDGE_A_MAX,
		.doit = lync_nl_policy_set_doit,
	},
	{
		.cmd = LYNC_EDGE_CMD_POLICY_DEL,
		.flags = GENL_ADMIN_PERM,
		.policy = lync_nl_del_policy,
		.maxattr = LYNC_EDGE_A_MAX,
		.doit = lync_nl_policy_del_doit,
	},
	{
		.cmd = LYNC_EDGE_CMD_POLICY_GET,
		.flags = GENL_ADMIN_PERM,
		.policy = lync_nl_none_policy,
		.maxattr = LYNC_EDGE_A_MAX,
		.start = lync_nl_policy_get_start,
		.dumpit = lync_nl_policy_get_dump,
		.done = lync_nl_policy_get_done,
	},
	{
		.cmd = LYNC_EDGE_CMD_STATS_GET,
		.flags = GENL_ADMIN_PERM,
		.policy = lync_nl_none_policy,
		.maxattr = LYNC_EDGE_A_MAX,
		.start = lync_nl_stats_get_start,
		.dumpit = lync_nl_stats_get_dump,
		.done = lync_nl_stats_get_done,
	},
	{
		.cmd = LYNC_EDGE_CMD_EXPLAIN,
		.flags = GENL_ADMIN_PERM,
		.policy = lync_nl_explain_policy,
		.maxattr = LYNC_EDGE_A_MAX,
		.doit = lync_nl_explain_doit,
	},
	{
		.cmd = LYNC_EDGE_CMD_STATUS,
		.flags = GENL_ADMIN_PERM,
		.policy = lync_nl_none_policy,
		.maxattr = LYNC_EDGE_A_MAX,
		.doit = lync_nl_status_doit,
	},
};

struct genl_family lync_genl_family __ro_after_init = {
	.name = LYNC_EDGE_GENL_NAME,
	.version = LYNC_EDGE_GENL_VERSION,
	.module = THIS_MODULE,
	.netnsok = true,
	/* changes are serialised per namespace, by &lync_net.lock */
	.parallel_ops = true,
	.ops = lync_nl_ops,
	.n_ops = ARRAY_SIZE(lync_nl_ops),
};
