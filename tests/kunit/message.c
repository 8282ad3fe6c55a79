// SPDX-License-Identifier: GPL-2.0-only
/* Writing attribute streams, and feeding them to the module. */
#include <linux/skbuff.h>

#include "message.h"

static int message_skb_init(struct kunit_resource *resource, void *room)
{
	resource->data = alloc_skb(*(u32 *)room, GFP_KERNEL);
	return resource->data ? 0 : -ENOMEM;
}

static void message_skb_free(struct kunit_resource *resource)
{
	kfree_skb(resource->data);
}

void message_init(struct message *message, struct kunit *test, u32 room)
{
	message->test = test;
	message->skb = kunit_alloc_resource(test, message_skb_init,
					    message_skb_free, GFP_KERNEL,
					    &room);
	KUNIT_ASSERT_NOT_NULL(test, message->skb);
}

static bool message_skb_matches(struct kunit *test,
				struct kunit_resource *resource, void *skb)
{
	return resource->data == skb;
}

void message_free(struct message *message)
{
	kunit_destroy_resource(message->test, message_skb_matches,
			       message->skb);
}

void message_put(struct message *message, int type, const void *data, int len)
{
	KUNIT_ASSERT_EQ(message->test,
			nla_put(message->skb, type, len, data), 0);
}

void message_put_u8(struct message *message, int type, u8 value)
{
	message_put(message, type, &value, sizeof(value));
}

void message_put_u32(struct message *message, int type, u32 value)
{
	message_put(message, type, &value, sizeof(value));
}

void message_put_text(struct message *message, int type, const char *text)
{
	if (text)
		message_put(message, type, text, strlen(text) + 1);
}

struct nlattr *message_nest(struct message *message, int type)
{
	struct nlattr *nest = nla_nest_start(message->skb, type);

	KUNIT_ASSERT_NOT_NULL(message->test, nest);
	return nest;
}

void message_end(struct message *message, struct nlattr *nest)
{
	nla_nest_end(message->skb, nest);
}

static void message_put_flag(struct message *message, int type, bool is_set)
{
	if (is_set)
		message_put(message, type, NULL, 0);
}

static void message_put_zone(struct message *message,
			     const struct lync_zone *zone)
{
	struct nlattr *nest = message_nest(message, LYNC_EDGE_A_ZONE);
	u32 i;

	message_put_text(message, LYNC_EDGE_A_ZONE_NAME, zone->name);
	message_put_flag(message, LYNC_EDGE_A_ZONE_ANY, zone->any);
	for (i = 0; i < zone->n_patterns; i++)
		message_put_text(message, LYNC_EDGE_A_ZONE_PATTERN,
				 zone->patterns[i]);
	message_end(message, nest);
}

static void message_put_group(struct message *message,
			      const struct lync_group *group)
{
	struct nlattr *nest = message_nest(message, LYNC_EDGE_A_GROUP);

	message_put_text(message, LYNC_EDGE_A_GROUP_NAME, group->name);
	message_put_flag(message, LYNC_EDGE_A_GROUP_ANY, group->any);
	message_put_flag(message, LYNC_EDGE_A_GROUP_LITERAL, group->literal);
	message_end(message, nest);
}

/* A nest for each: what a nest of many does is for the decoder's own cases. */
static void message_put_prefix4(struct message *message,
				const struct lync_prefix4 *prefix)
{
	struct lync_edge_prefix4 sent = {
		.addr = htonl(prefix->addr), .len = prefix->len,
	};
	struct nlattr *nest = message_nest(message, LYNC_EDGE_A_PREFIXES);

	message_put_u32(message, LYNC_EDGE_A_PREFIXES_GROUP, prefix->group);
	message_put(message, LYNC_EDGE_A_PREFIXES_IPV4, &sent, sizeof(sent));
	message_end(message, nest);
}

static void message_put_prefix6(struct message *message,
				const struct lync_prefix6 *prefix)
{
	struct lync_edge_prefix6 sent = { .len = prefix->len };
	struct nlattr *nest = message_nest(message, LYNC_EDGE_A_PREFIXES);
	int i;

	for (i = 0; i < 4; i++)
		sent.addr[i] = htonl(prefix->addr.w[i]);
	message_put_u32(message, LYNC_EDGE_A_PREFIXES_GROUP, prefix->group);
	message_put(message, LYNC_EDGE_A_PREFIXES_IPV6, &sent, sizeof(sent));
	message_end(message, nest);
}

static void message_put_protect(struct message *message,
				const struct lync_protect *protect)
{
	struct nlattr *nest = message_nest(message, LYNC_EDGE_A_PROTECT);

	message_put_u32(message, LYNC_EDGE_A_PROTECT_GROUP, protect->group);
	if (protect->zone != LYNC_NO_ZONE)
		message_put_u32(message, LYNC_EDGE_A_PROTECT_ZONE,
				protect->zone);
	message_end(message, nest);
}

static void message_put_ports(struct message *message, int type,
			      const struct lync_ports *ports, u32 n)
{
	struct lync_edge_ports sent[LYNC_MAX_PORTS];
	u32 i;

	if (!n)
		return;
	for (i = 0; i < n; i++) {
		sent[i].low = ports[i].low;
		sent[i].high = ports[i].high;
	}
	message_put(message, type, sent, n * sizeof(*sent));
}

void message_put_row(struct message *message, const struct lync_row *row)
{
	struct nlattr *nest = message_nest(message, LYNC_EDGE_A_ROW);

	message_put_text(message, LYNC_EDGE_A_ROW_NAME, row->name);
	message_put_u32(message, LYNC_EDGE_A_ROW_SECTION, row->section);
	message_put_u8(message, LYNC_EDGE_A_ROW_ACTION, row->action);
	if (row->proto != LYNC_PROTO_ANY)
		message_put_u8(message, LYNC_EDGE_A_ROW_PROTO, row->proto);
	message_put(message, LYNC_EDGE_A_ROW_FROM, row->from,
		    row->n_from * sizeof(*row->from));
	message_put(message, LYNC_EDGE_A_ROW_TO, row->to,
		    row->n_to * sizeof(*row->to));
	message_put_ports(message, LYNC_EDGE_A_ROW_SPORTS, row->sports,
			  row->n_sports);
	message_put_ports(message, LYNC_EDGE_A_ROW_DPORTS, row->dports,
			  row->n_dports);
	if (row->zone != LYNC_NO_ZONE)
		message_put_u32(message, LYNC_EDGE_A_ROW_ZONE, row->zone);
	message_put_text(message, LYNC_EDGE_A_ROW_COMMENT, row->comment);
	message_put_text(message, LYNC_EDGE_A_ROW_SOURCE, row->source);
	message_end(message, nest);
}

void message_put_policy(struct message *message,
			const struct lync_policy *policy)
{
	u32 i;

	message_put_text(message, LYNC_EDGE_A_NAME, policy->name);
	message_put_text(message, LYNC_EDGE_A_TITLE, policy->title);
	message_put_u8(message, LYNC_EDGE_A_MODE, policy->mode);
	for (i = 0; i < policy->n_zones; i++)
		message_put_zone(message, &policy->zones[i]);
	for (i = 0; i < policy->n_groups; i++)
		message_put_group(message, &policy->groups[i]);
	for (i = 0; i < policy->n_prefix4; i++)
		message_put_prefix4(message, &policy->prefix4[i]);
	for (i = 0; i < policy->n_prefix6; i++)
		message_put_prefix6(message, &policy->prefix6[i]);
	for (i = 0; i < policy->n_protects; i++)
		message_put_protect(message, &policy->protects[i]);
	for (i = 0; i < policy->n_sections; i++)
		message_put_text(message, LYNC_EDGE_A_SECTION,
				 policy->sections[i]);
	for (i = 0; i < policy->n_rows; i++)
		message_put_row(message, &policy->rows[i]);
}

int attributes_build(const struct nlattr *head, int len,
		     struct netlink_ext_ack *extack, struct lync_ruleset **out)
{
	int err;

	memset(extack, 0, sizeof(*extack));
	err = __nla_validate(head, len, LYNC_EDGE_A_MAX, lync_nl_set_policy,
			     NL_VALIDATE_STRICT, extack);
	return err ?: lync_ruleset_build(head, len, extack, out);
}

struct lync_ruleset *policy_build(struct kunit *test,
				  const struct lync_policy *policy)
{
	struct lync_ruleset *ruleset = NULL;
	struct netlink_ext_ack extack;
	struct message message;
	int err;

	message_init(&message, test, MESSAGE_LARGE_ROOM);
	message_put_policy(&message, policy);
	err = message_build(&message, &extack, &ruleset);
	KUNIT_ASSERT_EQ_MSG(test, err, 0, "%s",
			    extack._msg ? extack._msg : "no sentence");
	message_free(&message);
	return ruleset;
}
