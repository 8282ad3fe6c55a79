// SPDX-License-Identifier: GPL-2.0-only
/* Questions answered by what is running: LYNC_EDGE_CMD_EXPLAIN. */
#include <arpa/inet.h>
#include <netlink/attr.h>
#include <netlink/genl/genl.h>

#include <linux/lync_edge.h>

#include "ask.h"
#include "cmd.h"
#include "nl.h"

/* Questions sent at once, as far as the kernel can be asked to hold their answers. */
#define BURST 64

/* Where the answers to a burst go. */
struct burst {
	const struct question *next;
	answer_take *take;
	void *taker;
};

static void put_addr(struct nl_buffer *buffer, u16 type,
		     const struct lync_key *key, const struct lync_addr *addr)
{
	u32 wire[4];

	for (int i = 0; i < 4; i++)
		wire[i] = htonl(addr->w[i]);
	nl_put(buffer, type, wire, key->family == LYNC_IPV4 ? 4 : 16);
}

static void put_question(struct nl_line *line, struct nl_buffer *buffer,
			 const struct question *question)
{
	const struct lync_key *key = &question->key;
	size_t request = request_start(line, buffer, LYNC_EDGE_CMD_EXPLAIN,
					  0);

	nl_put_u8(buffer, LYNC_EDGE_A_PROTO, key->proto);
	put_addr(buffer, LYNC_EDGE_A_SRC, key, &key->src);
	put_addr(buffer, LYNC_EDGE_A_DST, key, &key->dst);
	if (question_has_ports(key->proto)) {
		nl_put_u16(buffer, LYNC_EDGE_A_SPORT, key->sport);
		nl_put_u16(buffer, LYNC_EDGE_A_DPORT, key->dport);
	}
	if (*question->ifname)
		nl_put_string(buffer, LYNC_EDGE_A_IFNAME, question->ifname);
	request_end(buffer, request);
}

static const char *string_of(struct nlattr *attr)
{
	return attr ? nla_get_string(attr) : NULL;
}

static struct nla_policy row_policy[LYNC_EDGE_A_ROW_MAX + 1] = {
	[LYNC_EDGE_A_ROW_NAME] = { .type = NLA_STRING, .minlen = 1 },
	[LYNC_EDGE_A_ROW_SECTION_TITLE] = { .type = NLA_STRING, .minlen = 1 },
	[LYNC_EDGE_A_ROW_SOURCE] = { .type = NLA_STRING, .minlen = 1 },
	[LYNC_EDGE_A_ROW_COMMENT] = { .type = NLA_STRING, .minlen = 1 },
	[LYNC_EDGE_A_ROW_ZONE_NAME] = { .type = NLA_STRING, .minlen = 1 },
};

static struct nla_policy answer_policy[LYNC_EDGE_A_MAX + 1] = {
	[LYNC_EDGE_A_NAME] = { .type = NLA_STRING, .minlen = 1 },
	[LYNC_EDGE_A_OUTCOME] = { .type = NLA_U8 },
	[LYNC_EDGE_A_REASON] = { .type = NLA_U32 },
	[LYNC_EDGE_A_ROW] = { .type = NLA_NESTED },
	[LYNC_EDGE_A_OTHER_ZONE_ROW] = { .type = NLA_NESTED },
};

static bool read_row(struct nlattr *nest, struct answer *answer)
{
	struct nlattr *attrs[LYNC_EDGE_A_ROW_MAX + 1];

	if (!nest)
		return answer->outcome != LYNC_ALLOWED;
	if (nla_parse_nested(attrs, LYNC_EDGE_A_ROW_MAX, nest, row_policy) ||
	    !attrs[LYNC_EDGE_A_ROW_NAME])
		return false;
	answer->row = string_of(attrs[LYNC_EDGE_A_ROW_NAME]);
	answer->section = string_of(attrs[LYNC_EDGE_A_ROW_SECTION_TITLE]);
	answer->source = string_of(attrs[LYNC_EDGE_A_ROW_SOURCE]);
	answer->comment = string_of(attrs[LYNC_EDGE_A_ROW_COMMENT]);
	return true;
}

static bool read_hint(struct nlattr *nest, struct answer *answer)
{
	struct nlattr *attrs[LYNC_EDGE_A_ROW_MAX + 1];

	if (!nest)
		return true;
	if (nla_parse_nested(attrs, LYNC_EDGE_A_ROW_MAX, nest, row_policy) ||
	    !attrs[LYNC_EDGE_A_ROW_NAME] || !attrs[LYNC_EDGE_A_ROW_ZONE_NAME])
		return false;
	answer->hint_row = string_of(attrs[LYNC_EDGE_A_ROW_NAME]);
	answer->hint_zone = string_of(attrs[LYNC_EDGE_A_ROW_ZONE_NAME]);
	return true;
}

static bool read_outcome(struct nlattr **attrs, struct answer *answer)
{
	static const enum lync_outcome outcomes[] = {
		[LYNC_EDGE_OUTCOME_PASS] = LYNC_PASS,
		[LYNC_EDGE_OUTCOME_ALLOW] = LYNC_ALLOWED,
		[LYNC_EDGE_OUTCOME_DENY] = LYNC_DROPPED,
	};
	u8 outcome;

	if (!attrs[LYNC_EDGE_A_OUTCOME])
		return false;
	outcome = nla_get_u8(attrs[LYNC_EDGE_A_OUTCOME]);
	if (outcome >= sizeof(outcomes) / sizeof(*outcomes))
		return false;
	answer->outcome = outcomes[outcome];
	if (attrs[LYNC_EDGE_A_REASON])
		answer->reason = nla_get_u32(attrs[LYNC_EDGE_A_REASON]);
	return answer->outcome != LYNC_DROPPED ||
	       answer->reason != LYNC_REASON_NONE;
}

static bool take_message(const struct nlmsghdr *message, void *taker)
{
	struct nlattr *attrs[LYNC_EDGE_A_MAX + 1];
	struct burst *burst = taker;
	struct answer answer = { 0 };

	if (genlmsg_parse((struct nlmsghdr *)message, 0, attrs,
			  LYNC_EDGE_A_MAX, answer_policy) ||
	    !read_outcome(attrs, &answer) ||
	    !read_row(attrs[LYNC_EDGE_A_ROW], &answer) ||
	    !read_hint(attrs[LYNC_EDGE_A_OTHER_ZONE_ROW], &answer))
		return false;
	answer.policy = string_of(attrs[LYNC_EDGE_A_NAME]);
	burst->take(burst->next++, &answer, burst->taker);
	return true;
}

static int complain_refusal(const struct nl_refusal *refusal)
{
	if (refusal->error != ENOENT)
		return line_complain("the question could not be answered",
				   refusal);
	complain("no policy is loaded, so every packet passes; load one with 'lyncctl policy load NAME', or ask a policy off line with --policy NAME");
	return STATUS_KERNEL;
}

int ask_kernel(const char *netns, const struct questions *questions,
	       answer_take *take, void *taker)
{
	struct nl_line *line = line_open(netns);
	struct burst burst = {
		.next = questions->list.at,
		.take = take,
		.taker = taker,
	};
	struct nl_buffer requests = { 0 };
	struct nl_refusal refusal;
	int status = STATUS_YES;

	if (!line)
		return STATUS_KERNEL;
	for (u32 i = 0; i < questions->list.n && status == STATUS_YES;) {
		size_t n = 0;

		requests.length = 0;
		for (; i < questions->list.n && n < BURST; i++, n++)
			put_question(line, &requests, &questions->list.at[i]);
		if (!line_ask_many(line, &requests, n, take_message, &burst,
				 &refusal))
			status = complain_refusal(&refusal);
	}
	nl_buffer_free(&requests);
	line_close(line);
	return status;
}
