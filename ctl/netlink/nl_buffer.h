/* SPDX-License-Identifier: GPL-2.0-only */
/* Netlink messages of any size, written front to back. */
#ifndef LYNCCTL_NL_BUFFER_H
#define LYNCCTL_NL_BUFFER_H

#include <sys/uio.h>

#include "list.h"

/* Bytes an attribute's length field can say, header included. */
#define NL_ATTR_MAX 65535
/* Bytes from which on a value is worth being sent from where it lies. */
#define NL_LENT_LEAST 16384
/* Values one buffer is lent at most; sendmsg(2) takes 1,024 parts. */
#define NL_LENT_MAX 511

/**
 * struct nl_lent - a value that lies elsewhere
 * @at: bytes of the buffer that are in front of it
 * @data: the value
 * @bytes: how long it is
 */
struct nl_lent {
	size_t at;
	const void *data;
	size_t bytes;
};

/**
 * struct nl_buffer - messages being written
 * @data: the bytes, but for those of @lent
 * @length: bytes written
 * @capacity: bytes there is room for
 * @lent: values that belong between these bytes, in order
 * @lent_bytes: bytes of all of them
 */
struct nl_buffer {
	u8 *data;
	size_t length;
	size_t capacity;
	LIST(struct nl_lent) lent;
	size_t lent_bytes;
};

/**
 * nl_buffer_since() - how much was written since?
 * @buffer: the buffer
 * @length: of the buffer, as it was then
 *
 * Return: bytes, with those of values that lie elsewhere.
 */
size_t nl_buffer_since(const struct nl_buffer *buffer, size_t length);

/**
 * nl_buffer_parts() - what is to be sent, as sendmsg(2) wants it
 * @buffer: the buffer
 * @parts: filled; room for 2 * NL_LENT_MAX + 1
 *
 * Return: how many parts there are. They are valid until the buffer is written to.
 */
size_t nl_buffer_parts(const struct nl_buffer *buffer, struct iovec *parts);

/**
 * nl_buffer_reserve() - room for one more piece, at a netlink boundary
 * @buffer: the buffer
 * @bytes: bytes of the piece; they are zero, and so is what follows them up to
 *	the next boundary
 *
 * Return: where it is, until the buffer is written to again.
 */
void *nl_buffer_reserve(struct nl_buffer *buffer, size_t bytes);

/**
 * nl_buffer_free() - give the memory back
 * @buffer: empty afterwards
 */
void nl_buffer_free(struct nl_buffer *buffer);

/**
 * nl_put() - write an attribute
 * @buffer: the buffer
 * @type: its type
 * @data: its value
 * @bytes: bytes of the value; with its header at most NL_ATTR_MAX
 */
void nl_put(struct nl_buffer *buffer, u16 type, const void *data, size_t bytes);

/**
 * nl_put_lent() - write an attribute whose value may be sent from where it lies
 * @buffer: the buffer
 * @type: its type
 * @data: its value, to be left as it is until the buffer was sent
 * @bytes: see nl_put(); a multiple of four
 */
void nl_put_lent(struct nl_buffer *buffer, u16 type, const void *data,
		 size_t bytes);

/** nl_put_flag() - write an attribute that is a flag */
void nl_put_flag(struct nl_buffer *buffer, u16 type);
/** nl_put_u8() - write an attribute that is a byte */
void nl_put_u8(struct nl_buffer *buffer, u16 type, u8 value);
/** nl_put_u16() - write an attribute of 16 bits in host order */
void nl_put_u16(struct nl_buffer *buffer, u16 type, u16 value);
/** nl_put_u32() - write an attribute of 32 bits in host order */
void nl_put_u32(struct nl_buffer *buffer, u16 type, u32 value);
/** nl_put_string() - write an attribute that is a string; NULL writes none */
void nl_put_string(struct nl_buffer *buffer, u16 type, const char *value);

/**
 * nl_nest_start() - begin a nest
 * @buffer: the buffer
 * @type: its type
 *
 * Return: what nl_nest_end() wants to know.
 */
size_t nl_nest_start(struct nl_buffer *buffer, u16 type);

/**
 * nl_nest_end() - end a nest
 * @buffer: the buffer
 * @nest: from nl_nest_start()
 */
void nl_nest_end(struct nl_buffer *buffer, size_t nest);

#endif
