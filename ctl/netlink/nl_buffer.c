// SPDX-License-Identifier: GPL-2.0-only
/* Netlink messages of any size, written front to back. */
#include <linux/netlink.h>

#include "arena.h"
#include "nl_buffer.h"

static void make_room(struct nl_buffer *buffer, size_t bytes)
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
	make_room(buffer, bytes);
	piece = memset(buffer->data + buffer->length, 0, bytes);
	buffer->length += bytes;
	return piece;
}

size_t nl_buffer_since(const struct nl_buffer *buffer, size_t length)
{
	size_t bytes = buffer->length - length;

	for (u32 i = buffer->lent.n; i-- && buffer->lent.at[i].at > length;)
		bytes += buffer->lent.at[i].bytes;
	return bytes;
}

size_t nl_buffer_parts(const struct nl_buffer *buffer, struct iovec *parts)
{
	size_t done = 0, n = 0;

	for (u32 i = 0; i < buffer->lent.n; i++) {
		const struct nl_lent *lent = &buffer->lent.at[i];

		parts[n++] = (struct iovec){ buffer->data + done,
					     lent->at - done };
		/* iovec is for reading into, too, and knows no const */
		parts[n++] = (struct iovec){ (void *)lent->data, lent->bytes };
		done = lent->at;
	}
	parts[n++] = (struct iovec){ buffer->data + done,
				     buffer->length - done };
	return n;
}

void nl_buffer_free(struct nl_buffer *buffer)
{
	free(buffer->data);
	list_free(&buffer->lent);
	*buffer = (struct nl_buffer){ 0 };
}

/* Writes the header of an attribute, and makes room for @here bytes of its value. */
static void *put_head(struct nl_buffer *buffer, u16 type, size_t bytes,
		      size_t here)
{
	struct nlattr *attr = nl_buffer_reserve(buffer, NLA_HDRLEN + here);

	attr->nla_type = type;
	attr->nla_len = (u16)(NLA_HDRLEN + bytes);
	return (u8 *)attr + NLA_HDRLEN;
}

void nl_put(struct nl_buffer *buffer, u16 type, const void *data, size_t bytes)
{
	void *value = put_head(buffer, type, bytes, bytes);

	if (bytes)
		memcpy(value, data, bytes);
}

void nl_put_lent(struct nl_buffer *buffer, u16 type, const void *data,
		 size_t bytes)
{
	if (bytes < NL_LENT_LEAST || buffer->lent.n == NL_LENT_MAX) {
		nl_put(buffer, type, data, bytes);
		return;
	}
	put_head(buffer, type, bytes, 0);
	list_push(&buffer->lent, (struct nl_lent){
		.at = buffer->length,
		.data = data,
		.bytes = bytes,
	});
	buffer->lent_bytes += bytes;
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

	attr->nla_len = (u16)nl_buffer_since(buffer, nest);
}
