// SPDX-License-Identifier: GPL-2.0-only
/* A netlink message of any size, written front to back. */
#include <linux/netlink.h>

#include "arena.h"
#include "nl_buffer.h"

void nl_buffer_make_room(struct nl_buffer *buffer, size_t bytes)
{
	size_t twice = buffer->capacity * 2;

	bytes += buffer->length;
	if (bytes <= buffer->capacity)
		return;
	buffer->capacity = bytes > twice ? bytes : twice;
	buffer->data = memory_resize(buffer->data, buffer->capacity, 1);
}

void *nl_buffer_reserve(struct nl_buffer *buffer, size_t bytes)
{
	void *piece;

	bytes = NLMSG_ALIGN(bytes);
	nl_buffer_make_room(buffer, bytes);
	piece = memset(buffer->data + buffer->length, 0, bytes);
	buffer->length += bytes;
	return piece;
}

void nl_buffer_free(struct nl_buffer *buffer)
{
	free(buffer->data);
	*buffer = (struct nl_buffer){ 0 };
}

void *nl_put_room(struct nl_buffer *buffer, u16 type, size_t bytes)
{
	struct nlattr *attr = nl_buffer_reserve(buffer, NLA_HDRLEN + bytes);

	attr->nla_type = type;
	attr->nla_len = (u16)(NLA_HDRLEN + bytes);
	return (u8 *)attr + NLA_HDRLEN;
}

void nl_put(struct nl_buffer *buffer, u16 type, const void *data, size_t bytes)
{
	void *value = nl_put_room(buffer, type, bytes);

	if (bytes)
		memcpy(value, data, bytes);
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
