/* SPDX-License-Identifier: GPL-2.0-only */
/* A netlink message of any size, written front to back. */
#ifndef LYNCCTL_NL_BUFFER_H
#define LYNCCTL_NL_BUFFER_H

#include "core/port.h"

/* Bytes an attribute's length field can say, header included. */
#define NL_ATTR_MAX 65535

/**
 * struct nl_buffer - messages being written
 * @data: the bytes
 * @length: bytes written
 * @capacity: bytes there is room for
 */
struct nl_buffer {
	u8 *data;
	size_t length;
	size_t capacity;
};

/**
 * nl_buffer_make_room() - get memory before it is needed, in one piece
 * @buffer: the buffer
 * @bytes: bytes that are going to be written
 */
void nl_buffer_make_room(struct nl_buffer *buffer, size_t bytes);

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
 * nl_put_room() - write an attribute whose value is filled in afterwards
 * @buffer: the buffer
 * @type: its type
 * @bytes: bytes of the value, zero at first; see nl_put()
 *
 * Return: where the value is, until the buffer is written to again.
 */
void *nl_put_room(struct nl_buffer *buffer, u16 type, size_t bytes);

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
