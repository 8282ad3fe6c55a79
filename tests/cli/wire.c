// SPDX-License-Identifier: GPL-2.0-only
/*
 * wire FILE SITE: a policy written as the message that loads it, looked over as
 * the kernel does, and read back as a dump is: a dump has the same attributes.
 * Prints the policy that arrived.
 */
#include <netlink/attr.h>
#include <netlink/genl/genl.h>

#include <linux/lync_edge.h>

#include "cmd.h"
#include "nl_decode.h"
#include "nl_encode.h"

static int fail(const char *sentence, u32 offset)
{
	fprintf(stderr, "at byte %u of the message: %s\n", offset, sentence);
	return 1;
}

static u32 offset_in(const struct nl_buffer *buffer, const void *at)
{
	return (u32)((const u8 *)at - buffer->data);
}

/* The part that an attribute of the message must be a mark of. */
static bool is_part_of(int type, enum lync_part part)
{
	switch (type) {
	case LYNC_EDGE_A_ZONE:
		return part == LYNC_PART_ZONE;
	case LYNC_EDGE_A_GROUP:
	case LYNC_EDGE_A_PREFIXES:
		return part == LYNC_PART_GROUP;
	case LYNC_EDGE_A_PROTECT:
		return part == LYNC_PART_PROTECT;
	case LYNC_EDGE_A_SECTION:
		return part == LYNC_PART_SECTION;
	case LYNC_EDGE_A_ROW:
		return part == LYNC_PART_ROW;
	default:
		return part == LYNC_PART_POLICY;
	}
}

static int check_mark(const struct nl_marks *marks, int type, u32 offset,
		      u32 *counts)
{
	const struct nl_mark *mark = nl_marks_find(marks, offset);
	/* a group's prefixes lead to the group, in no order of their own */
	bool counted = type != LYNC_EDGE_A_PREFIXES && mark &&
		       mark->part != LYNC_PART_POLICY;

	if (!mark || !is_part_of(type, mark->part))
		return fail("the attribute leads to another part", offset);
	if (counted && mark->index != counts[type]++)
		return fail("the attribute leads to another index", offset);
	return 0;
}

static int check_nest(const struct nl_buffer *buffer, struct nlattr *nest)
{
	struct nlattr *attr;
	int left;

	nla_for_each_nested(attr, nest, left)
		if (nla_len(attr) < 0)
			return fail("an attribute is shorter than its header",
				    offset_in(buffer, attr));
	if (left)
		return fail("bytes are left over in a nest",
			    offset_in(buffer, nest));
	return 0;
}

static int check_message(const struct nl_buffer *buffer,
			 const struct nl_marks *marks)
{
	struct nlmsghdr *message = (struct nlmsghdr *)buffer->data;
	struct genlmsghdr *header = nlmsg_data(message);
	u32 counts[LYNC_EDGE_A_MAX + 1] = { 0 };
	struct nlattr *attr;
	int left;

	nla_for_each_attr(attr, genlmsg_attrdata(header, 0),
			  genlmsg_attrlen(header, 0), left) {
		bool is_nest = attr->nla_type & NLA_F_NESTED;

		if (check_mark(marks, nla_type(attr), offset_in(buffer, attr),
			       counts) ||
		    (is_nest && check_nest(buffer, attr)))
			return 1;
	}
	return left ? fail("bytes are left over", message->nlmsg_len) : 0;
}

/* As the kernel gets it: in one piece. */
static void send_to(struct nl_buffer *message, const struct nl_buffer *buffer)
{
	struct iovec parts[2 * NL_LENT_MAX + 1];
	size_t n = nl_buffer_parts(buffer, parts);

	for (size_t i = 0; i < n; i++)
		memcpy(nl_buffer_reserve(message, parts[i].iov_len),
		       parts[i].iov_base, parts[i].iov_len);
}

static void encode(struct nl_buffer *message, struct lync_policy *policy,
		   struct nl_marks *marks)
{
	struct nl_buffer buffer = { 0 };
	struct nlmsghdr *header;

	nl_buffer_reserve(&buffer, NLMSG_HDRLEN + GENL_HDRLEN);
	nl_encode_policy(&buffer, policy, marks);
	send_to(message, &buffer);
	header = (struct nlmsghdr *)message->data;
	header->nlmsg_len = (u32)nl_buffer_since(&buffer, 0);
	nl_buffer_free(&buffer);
}

int main(int argc, char **argv)
{
	struct text_options options = { .errors = stderr };
	struct nl_policy arrived = { 0 };
	struct nl_buffer buffer = { 0 };
	struct nl_marks marks = { 0 };
	struct text *text;
	int result = 1;

	if (argc != 3)
		return STATUS_USAGE;
	options.site = argv[2];
	text = text_read(argv[1], &options);
	if (!text)
		return STATUS_POLICY;
	encode(&buffer, text_policy_used_up(text), &marks);
	if (check_message(&buffer, &marks))
		goto free;
	if (!nl_policy_take((struct nlmsghdr *)buffer.data, &arrived) ||
	    !nl_policy_finish(&arrived)) {
		fail("the message cannot be read back", 0);
		goto free;
	}
	text_print_policy(stdout, &arrived.policy);
	result = 0;
free:
	nl_policy_free(&arrived);
	list_free(&marks.list);
	nl_buffer_free(&buffer);
	text_free(text);
	return result;
}
