// SPDX-License-Identifier: GPL-2.0-only
/* A netlink message of any size, written front to back. */
#include <linux/netlink.h>

#include "arena.h"
#include "nl_buffer.h"

void *nl_buffer_reserve(struct nl_buffer *buffer, size_t bytes)
{
	size_t start = buffer->length;
	size_t end = start + NLMSG_ALIGN(bytes);

	if (end > buffer->capacity) {
		size_t twice = buffer->capacity * 2;

		buffer->capacity = end > twice ? end : twice;
		buffer->data = memory_resize(buffer->data, buffer->capacity, 1);
	}
	memset(buffer->data + start, 0, end - start);
	buffer->length = end;
	return buffer->data + start;
}

void nl_buffer_free(struct nl_buffer *buffer)
{
	free(buffer->data);
	*buffer = (struct nl_buffer){ 0 };
}

void nl_put(struct nl_buffer *buffer, u16 type, const void *data, size_t bytes)
{
	struct nlattr *attr = nl_buffer_reserve(buffer, NLA_HDRLEN + bytes);

	attr->nla_type = type;
	attr->nla_len = (u16)(NLA_HDRLEN + bytes);
	if (bytes)
		memcpy((u8 *)attr + NLA_HDRLEN, data, bytes);
}

void nl_put_flag(struct nl_buffer *buffer, u16 type)
{
	nl_put(buffer, type, NULL, 0);
}

void nl_put_u8(struct nl_buffer *buffer, u16 type, u8 value)
{
	nl_put(buffer, type, &value, sizeof(value));
}

void nl_put_u16(struct nl_buffer *buffer, u16 type, u16 value)
{
	nl_put(buffer, type, &value, sizeof(value));
}

void nl_put_u32(struct nl_buffer *buffer, u16 type, u32 value)
{
	nl_put(buffer, type, &value, sizeof(value));
}

void nl_put_string(struct nl_buffer *buffer, u16 type, const char *value)
{
	if (value)
		nl_put(buffer, type, value, strlen(value) + 1);
}

size_t nl_nest_start(struct nl_buffer *buffer, u16 type)
{
	size_t nest = buffer->length;

	nl_put(buffer, type | NLA_F_NESTED, NULL, 0);
	return nest;
}

void nl_nest_end(struct nl_buffer *buffer, size_t nest)
{
	struct nlattr *attr = (struct nlattr *)(buffer->data + nest);

	attr->nla_len = (u16)(buffer->length - nest);
}
