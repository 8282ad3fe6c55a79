// SPDX-License-Identifier: GPL-2.0-only
/*
 * Suite of nl_policy.c and nl_decode.c: a good message with one attribute edited,
 * and the sentence and the attribute that are named for it.
 */
#include <kunit/test.h>
#include <linux/slab.h>

#include "default_policy.h"
#include "inject.h"
#include "message.h"

enum decode_edit {
	DECODE_REMOVE,
	DECODE_REPLACE,	/* by the payload */
	DECODE_ADD,	/* with the payload, last in the nest */
	DECODE_FLATTEN,	/* take the mark of a nest away */
};

enum decode_blame {
	DECODE_NOBODY,
	DECODE_OUTER,	/* the top-level attribute that was edited */
	DECODE_INNER,	/* the attribute in it, the first of its type */
	DECODE_LAST,	/* the last of its type */
	DECODE_OTHER,	/* another one: first of @other, or the @nth behind */
};

/**
 * struct decode_case - an edit of the default policy's message
 * @name: what is wrong
 * @outer: the first top-level attribute of this type is edited
 * @inner: the first of this type in it, 0 for the outer one itself
 * @edit: how
 * @data: payload
 * @len: its bytes
 * @err: what must be returned
 * @says: words of the sentence, NULL when there is none
 * @blame: the attribute that must be marked
 * @other: its type
 * @nth: how many of that type stand before it
 */
struct decode_case {
	const char *name;
	int outer;
	int inner;
	enum decode_edit edit;
	const void *data;
	int len;
	int err;
	const char *says;
	enum decode_blame blame;
	int other;
	int nth;
};

#define IN(what, which) \
	.outer = LYNC_EDGE_A_##what, .inner = LYNC_EDGE_A_##what##_##which
#define AT(what) .outer = LYNC_EDGE_A_##what
#define PAYLOAD(type, ...) \
	.data = (const type[]) { __VA_ARGS__ }, \
	.len = sizeof((const type[]) { __VA_ARGS__ })
#define REPLACE(type, ...) \
	.edit = DECODE_REPLACE, PAYLOAD(type, __VA_ARGS__)
#define TEXT(text) \
	.edit = DECODE_REPLACE, .data = (text), .len = sizeof(text)
#define FAULT(words, who) \
	.err = -EINVAL, .says = (words), .blame = DECODE_##who
#define RANGE(words) \
	.err = -ERANGE, .says = (words), .blame = DECODE_INNER
#define OTHER(words, what, number) \
	.err = -EINVAL, .says = (words), .blame = DECODE_OTHER, \
	.other = LYNC_EDGE_A_##what, .nth = (number)

static const struct decode_case decode_edits[] = {
	/* what may be left out */
	{ "title__absent", AT(TITLE) },
	{ "mode__absent", AT(MODE) },
	{ "row__no_proto", IN(ROW, PROTO) },
	{ "row__no_ports", IN(ROW, DPORTS) },
	/* what may not */
	{ "name__absent", AT(NAME),
	  FAULT("policy without a name", NOBODY) },
	{ "zone__no_name", IN(ZONE, NAME), FAULT("zone without a name", OUTER) },
	{ "zone__no_pattern", IN(ZONE, PATTERN),
	  FAULT("the zone has no interface", OUTER) },
	{ "group__no_name", IN(GROUP, NAME),
	  FAULT("group without a name", OUTER) },
	{ "prefixes__no_group", IN(PREFIXES, GROUP),
	  FAULT("prefixes without a group", OUTER) },
	{ "protect__no_group", IN(PROTECT, GROUP),
	  FAULT("protect without a group", OUTER) },
	{ "row__no_name", IN(ROW, NAME), FAULT("row without name", OUTER) },
	{ "row__no_section", IN(ROW, SECTION),
	  FAULT("row without name, section", OUTER) },
	{ "row__no_action", IN(ROW, ACTION),
	  FAULT("section or action", OUTER) },
	{ "row__no_from", IN(ROW, FROM),
	  FAULT("no group on one side", OUTER) },
	{ "row__no_to", IN(ROW, TO), FAULT("no group on one side", OUTER) },
	{ "zone__absent", AT(ZONE),
	  OTHER("a zone that is not there", ROW, 10) },
	{ "section__absent", AT(SECTION),
	  OTHER("a section that is not there", ROW, 8) },
	/* arrays */
	{ "row__from_of_three_bytes", IN(ROW, FROM), REPLACE(u8, 0, 0, 0),
	  FAULT("array length is not a multiple", INNER) },
	{ "row__to_of_one_byte", IN(ROW, TO), REPLACE(u8, 0),
	  FAULT("array length is not a multiple", INNER) },
	{ "row__from_empty", IN(ROW, FROM), .edit = DECODE_REPLACE,
	  FAULT("no group on one side", OUTER) },
	{ "row__dports_of_one_and_a_half", IN(ROW, DPORTS),
	  REPLACE(u16, 1, 1, 2), FAULT("array length is not", INNER) },
	{ "row__sports_of_half", IN(ROW, SPORTS), .edit = DECODE_ADD,
	  PAYLOAD(u16, 1), FAULT("array length is not", INNER) },
	{ "row__dports_reversed", IN(ROW, DPORTS), REPLACE(u16, 2, 1),
	  FAULT("starts above its end", OUTER) },
	{ "prefixes__ipv4_of_seven_bytes", IN(PREFIXES, IPV4),
	  REPLACE(u8, 0, 0, 0, 0, 0, 0, 0),
	  FAULT("array length is not", INNER) },
	{ "prefixes__ipv6_of_half", IN(PREFIXES, IPV6), .edit = DECODE_ADD,
	  PAYLOAD(u8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
	  FAULT("array length is not", INNER) },
	{ "prefixes__ipv4_padded", IN(PREFIXES, IPV4),
	  REPLACE(u8, 203, 0, 113, 10, 32, 0, 1, 0),
	  FAULT("padding of a prefix", INNER) },
	{ "prefixes__ipv6_padded", IN(PREFIXES, IPV6), .edit = DECODE_ADD,
	  PAYLOAD(u8, 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
		  32, 0, 0, 1),
	  FAULT("padding of a prefix", INNER) },
	{ "row__from_of_65", IN(ROW, FROM), .edit = DECODE_REPLACE,
	  .data = (const u16[65]) { }, .len = 130,
	  RANGE("failed policy validation") },
	{ "row__dports_of_65", IN(ROW, DPORTS), .edit = DECODE_REPLACE,
	  .data = (const u32[65]) { }, .len = 260,
	  RANGE("failed policy validation") },
	/* numbers of what is not there, and beyond what can ever be */
	{ "row__from_unknown", IN(ROW, FROM), REPLACE(u16, DEFAULT_N_GROUPS),
	  FAULT("group that is not there", OUTER) },
	{ "row__to_unknown", IN(ROW, TO), REPLACE(u16, 0, 65535),
	  FAULT("group that is not there", OUTER) },
	{ "row__section_unknown", IN(ROW, SECTION), REPLACE(u32, 3),
	  FAULT("section that is not there", OUTER) },
	{ "row__section_out_of_range", IN(ROW, SECTION),
	  REPLACE(u32, LYNC_MAX_SECTIONS), RANGE("integer out of range") },
	{ "row__zone_unknown", IN(ROW, ZONE), .edit = DECODE_ADD,
	  PAYLOAD(u32, 1), FAULT("zone that is not there", OUTER) },
	{ "row__zone_out_of_range", IN(ROW, ZONE), .edit = DECODE_ADD,
	  PAYLOAD(u32, LYNC_MAX_ZONES), RANGE("integer out of range") },
	{ "row__zone_none_is_no_number", IN(ROW, ZONE), .edit = DECODE_ADD,
	  PAYLOAD(u32, LYNC_NO_ZONE), RANGE("integer out of range") },
	{ "protect__group_unknown", IN(PROTECT, GROUP),
	  REPLACE(u32, DEFAULT_N_GROUPS),
	  FAULT("protected group is not there", OUTER) },
	{ "protect__group_out_of_range", IN(PROTECT, GROUP),
	  REPLACE(u32, 1u << 16), RANGE("integer out of range") },
	{ "protect__zone_unknown", IN(PROTECT, ZONE), .edit = DECODE_ADD,
	  PAYLOAD(u32, 1), FAULT("behind a zone that is not there", OUTER) },
	{ "prefixes__group_unknown", IN(PREFIXES, GROUP),
	  REPLACE(u32, DEFAULT_N_GROUPS),
	  FAULT("group that is not there", OUTER) },
	{ "prefixes__group_any", IN(PREFIXES, GROUP), REPLACE(u32, DEFAULT_ANY),
	  FAULT("group that is any", OUTER) },
	{ "prefixes__group_out_of_range", IN(PREFIXES, GROUP),
	  REPLACE(u32, LYNC_MAX_GROUPS), RANGE("integer out of range") },
	{ "prefixes__length_33", IN(PREFIXES, IPV4),
	  REPLACE(u8, 1, 2, 3, 4, 33, 0, 0, 0), FAULT("above 32", OUTER) },
	{ "prefixes__host_bits", IN(PREFIXES, IPV4),
	  REPLACE(u8, 1, 2, 3, 4, 31, 0, 0, 0, 1, 2, 3, 5, 31, 0, 0, 0),
	  FAULT("host bits", OUTER) },
	{ "row__action_unknown", IN(ROW, ACTION), REPLACE(u8, 2),
	  RANGE("integer out of range") },
	{ "mode__unknown", AT(MODE), REPLACE(u8, 2), .err = -ERANGE,
	  .says = "integer out of range", .blame = DECODE_OUTER },
	/* strings and shapes */
	{ "name__empty", AT(NAME), TEXT(""), FAULT("name is empty", OUTER) },
	{ "name__not_terminated", AT(NAME), REPLACE(char, 'a', 'b'),
	  FAULT("failed policy validation", OUTER) },
	{ "row__same_name", IN(ROW, NAME), TEXT("xmpp-in"),
	  OTHER("another row has this name", ROW, 8) },
	{ "row__name_with_blank", IN(ROW, NAME), TEXT("a b"),
	  FAULT("has a blank", OUTER) },
	{ "zone__pattern_of_16", IN(ZONE, PATTERN), TEXT("0123456789abcdef"),
	  FAULT("failed policy validation", INNER) },
	{ "row__unknown_attribute", IN(ROW, INACTIVE), .edit = DECODE_ADD,
	  FAULT("Unsupported attribute", INNER) },
	{ "generation__only_in_answers", AT(GENERATION), .edit = DECODE_ADD,
	  PAYLOAD(u32, 1), FAULT("Unsupported attribute", OUTER) },
	{ "prefixes__ipv4_twice", IN(PREFIXES, IPV4), .edit = DECODE_ADD,
	  PAYLOAD(u8, 192, 0, 2, 0, 24, 0, 0, 0), FAULT("given twice", LAST) },
	{ "row__from_twice", IN(ROW, FROM), .edit = DECODE_ADD,
	  PAYLOAD(u16, 0), FAULT("given twice", LAST) },
	{ "row__not_a_nest", AT(ROW), .edit = DECODE_FLATTEN,
	  FAULT("NLA_F_NESTED is missing", OUTER) },
	{ "row__section_of_two_bytes", IN(ROW, SECTION), REPLACE(u16, 0),
	  FAULT("invalid attribute length", INNER) },
};

static void decode_put_edited(struct message *message,
			      const struct decode_case *c, int type)
{
	if (c->edit != DECODE_REMOVE)
		message_put(message, type, c->data, c->len);
}

static void decode_copy_nest(struct message *message,
			     const struct decode_case *c,
			     const struct nlattr *from)
{
	struct nlattr *nest = message_nest(message, c->outer);
	const struct nlattr *attr;
	bool is_done = false;
	int rem;

	nla_for_each_nested(attr, from, rem) {
		if (is_done || nla_type(attr) != c->inner ||
		    c->edit == DECODE_ADD) {
			message_put(message, attr->nla_type, nla_data(attr),
				    nla_len(attr));
			continue;
		}
		decode_put_edited(message, c, c->inner);
		is_done = true;
	}
	if (c->edit == DECODE_ADD)
		decode_put_edited(message, c, c->inner);
	message_end(message, nest);
}

static void decode_copy_edited(struct message *message,
			       const struct decode_case *c,
			       const struct nlattr *attr)
{
	if (c->inner)
		decode_copy_nest(message, c, attr);
	else if (c->edit == DECODE_FLATTEN)
		message_put(message, c->outer, nla_data(attr), nla_len(attr));
	else
		decode_put_edited(message, c, c->outer);
}

/* Writes the default policy to @message, edited. */
static void decode_edit(struct message *message, const struct decode_case *c)
{
	const struct nlattr *attr;
	struct message good;
	bool is_done = false;
	int rem;

	message_init(&good, message->test, MESSAGE_ROOM);
	message_put_policy(&good, &default_policy);
	nla_for_each_attr(attr, message_head(&good), good.skb->len, rem) {
		if (!is_done && nla_type(attr) == c->outer) {
			decode_copy_edited(message, c, attr);
			is_done = true;
			continue;
		}
		message_put(message, attr->nla_type, nla_data(attr),
			    nla_len(attr));
	}
	if (!is_done)
		decode_put_edited(message, c, c->outer);
}

static const struct nlattr *decode_nth(const struct message *message, int type,
				       int nth)
{
	const struct nlattr *attr;
	int rem;

	nla_for_each_attr(attr, message_head(message), message->skb->len, rem)
		if (nla_type(attr) == type && !nth--)
			return attr;
	return NULL;
}

static const struct nlattr *decode_last(const struct nlattr *nest, int type)
{
	const struct nlattr *attr, *last = NULL;
	int rem;

	nla_for_each_nested(attr, nest, rem)
		if (nla_type(attr) == type)
			last = attr;
	return last;
}

static const struct nlattr *decode_blamed(const struct message *message,
					  const struct decode_case *c)
{
	const struct nlattr *outer = decode_nth(message, c->outer, 0);

	switch (c->blame) {
	case DECODE_NOBODY:
		return NULL;
	case DECODE_OUTER:
		return outer;
	case DECODE_INNER:
		return nla_find_nested(outer, c->inner);
	case DECODE_LAST:
		return decode_last(outer, c->inner);
	default:
		return decode_nth(message, c->other, c->nth);
	}
}

static void decode_describe(const struct decode_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(edit, decode_edits, decode_describe);

static void decode_policy__edited(struct kunit *test)
{
	const struct decode_case *c = test->param_value;
	struct lync_ruleset *ruleset = NULL;
	struct netlink_ext_ack extack;
	long live = inject_live();
	struct message message;

	message_init(&message, test, MESSAGE_ROOM);
	decode_edit(&message, c);
	KUNIT_EXPECT_EQ(test, message_build(&message, &extack, &ruleset),
			c->err);
	if (c->says) {
		KUNIT_ASSERT_NOT_NULL(test, extack._msg);
		KUNIT_EXPECT_NOT_NULL_MSG(test, strstr(extack._msg, c->says),
					  "\"%s\" does not say \"%s\"",
					  extack._msg, c->says);
	}
	KUNIT_EXPECT_PTR_EQ(test, extack.bad_attr,
			    decode_blamed(&message, c));
	KUNIT_EXPECT_EQ(test, !ruleset, !!c->err);
	if (ruleset)
		lync_ruleset_put(ruleset);
	KUNIT_EXPECT_EQ(test, inject_live(), live);
}

static struct kunit_case decode_cases[] = {
	KUNIT_CASE_PARAM(decode_policy__edited, edit_gen_params),
	{}
};

static struct kunit_suite decode_suite = {
	.name = "lync_decode",
	.test_cases = decode_cases,
};

kunit_test_suite(decode_suite);
