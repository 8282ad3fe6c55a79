/* SPDX-License-Identifier: GPL-2.0-only */
/* Attribute streams of LYNC_EDGE_CMD_POLICY_SET, as a client would send them. */
#ifndef LYNC_TESTS_MESSAGE_H
#define LYNC_TESTS_MESSAGE_H

#include <kunit/test.h>

#include "lync_edge.h"

/**
 * struct message - attributes, freed with the test
 * @test: the test; a message that grows beyond its room fails it
 * @skb: the attributes
 */
struct message {
	struct kunit *test;
	struct sk_buff *skb;
};

enum message_rooms {
	MESSAGE_ROOM = 16 << 10,
	MESSAGE_LARGE_ROOM = 512 << 10,
};

/**
 * message_init() - start with no attribute
 * @message: overwritten
 * @test: the test
 * @room: bytes there is room for
 */
void message_init(struct message *message, struct kunit *test, u32 room);

/**
 * message_free() - free a message before the test ends
 * @message: the message
 */
void message_free(struct message *message);

/**
 * message_put() - append an attribute
 * @message: the message
 * @type: its type
 * @data: its payload
 * @len: bytes of @data
 */
void message_put(struct message *message, int type, const void *data, int len);

void message_put_u8(struct message *message, int type, u8 value);
void message_put_u32(struct message *message, int type, u32 value);
/* NULL is no attribute */
void message_put_text(struct message *message, int type, const char *text);
struct nlattr *message_nest(struct message *message, int type);
void message_end(struct message *message, struct nlattr *nest);

/**
 * message_put_row() - append a row
 * @message: the message
 * @row: the row
 */
void message_put_row(struct message *message, const struct lync_row *row);

/**
 * message_put_policy() - append a whole policy, rows last
 * @message: the message
 * @policy: the policy; need not be legal
 */
void message_put_policy(struct message *message,
			const struct lync_policy *policy);

/**
 * message_head() - first attribute
 * @message: the message
 */
static inline const struct nlattr *message_head(const struct message *message)
{
	return (const struct nlattr *)message->skb->data;
}

/**
 * message_find() - the first attribute of a type
 * @message: the message
 * @type: the type
 */
static inline const struct nlattr *message_find(const struct message *message,
						int type)
{
	return nla_find(message_head(message), message->skb->len, type);
}

/**
 * attributes_build() - what the kernel does with a message's attributes: the
 *	netlink core's validation, then lync_ruleset_build()
 * @head: first attribute
 * @len: bytes of attributes
 * @extack: cleared, then filled on refusal
 * @out: the ruleset; untouched on refusal
 *
 * Return: 0 or a negative error.
 */
int attributes_build(const struct nlattr *head, int len,
		     struct netlink_ext_ack *extack,
		     struct lync_ruleset **out);

/**
 * message_build() - attributes_build() of a message
 * @message: the message
 * @extack: see there
 * @out: see there
 */
static inline int message_build(const struct message *message,
				struct netlink_ext_ack *extack,
				struct lync_ruleset **out)
{
	return attributes_build(message_head(message), message->skb->len,
				extack, out);
}

/**
 * policy_build() - a ruleset of a policy, by way of a message
 * @test: fails when the policy is refused
 * @policy: the policy
 *
 * Return: the ruleset, one reference.
 */
struct lync_ruleset *policy_build(struct kunit *test,
				  const struct lync_policy *policy);

#endif
