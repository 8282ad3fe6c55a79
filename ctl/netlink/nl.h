/* SPDX-License-Identifier: GPL-2.0-only */
/* The line to the kernel: the family lync_edge of one network namespace. */
#ifndef LYNCCTL_NL_H
#define LYNCCTL_NL_H

#include <linux/netlink.h>
#include <stdbool.h>
#include <stddef.h>

#include "core/port.h"
#include "nl_buffer.h"

struct nl_line;

/**
 * struct nl_refusal - why the kernel did not do it
 * @error: a positive errno
 * @sentence: its words, "" when it had none
 * @offset: offset in the request of the attribute to blame; 0 when none is
 */
struct nl_refusal {
	int error;
	char sentence[256];
	u32 offset;
};

/**
 * nl_take - somebody who takes the messages that answer a request
 * @message: a message of the family, its generic netlink header is there
 * @taker: whatever that somebody wants to know again
 *
 * Return: false when the message cannot be made sense of.
 */
typedef bool nl_take(const struct nlmsghdr *message, void *taker);

/**
 * line_open() - get a line
 * @netns: name of the network namespace to speak to, or NULL for this one; the
 *	process stays in it
 *
 * Loads the module when it is installed and not loaded yet.
 *
 * Return: the line, or NULL when it was complained about: no module, no
 * permission.
 */
struct nl_line *line_open(const char *netns);

/**
 * line_open_quietly() - get a line if the module is loaded and this user may
 * @netns: as for line_open()
 * @line: set to the line, or to NULL without a word
 *
 * Return: false when the namespace cannot be entered, which was complained about.
 */
bool line_open_quietly(const char *netns, struct nl_line **line);

/**
 * line_close() - hang up
 * @line: NULL is fine
 */
void line_close(struct nl_line *line);

/**
 * request_start() - begin a request
 * @line: the line
 * @buffer: where it is appended
 * @command: enum lync_edge_cmd
 * @flags: NLM_F_ACK for a request of its own, NLM_F_DUMP for a dump, 0 for one of
 *	many
 *
 * Return: what request_end() wants to know.
 */
size_t request_start(struct nl_line *line, struct nl_buffer *buffer,
			u8 command, u16 flags);

/**
 * request_end() - end a request
 * @buffer: the buffer
 * @request: from request_start()
 */
void request_end(struct nl_buffer *buffer, size_t request);

/**
 * line_ask() - send one request, take all that answers it
 * @line: the line
 * @request: one request with NLM_F_ACK or NLM_F_DUMP
 * @take: gets the messages
 * @taker: for @take
 * @refusal: filled when it fails; EINTR when a dump was overtaken by a change:
 *	what was taken is to be thrown away and asked for again
 */
bool line_ask(struct nl_line *line, const struct nl_buffer *request,
	    nl_take *take, void *taker, struct nl_refusal *refusal);

/**
 * line_ask_many() - send requests, take one message for each, in order
 * @line: the line
 * @requests: the requests, one after another, none with flags
 * @n: how many; the kernel keeps up to 9 KiB for each until it is heard
 * @take: gets the messages
 * @taker: for @take
 * @refusal: filled when it fails, by the first request that was refused
 */
bool line_ask_many(struct nl_line *line, const struct nl_buffer *requests,
		 size_t n, nl_take *take, void *taker,
		 struct nl_refusal *refusal);

/**
 * line_complain() - print a refusal as a sentence that says what to do
 * @what: what was refused, as in "the policy could not be loaded"
 * @refusal: the refusal
 *
 * Return: STATUS_KERNEL.
 */
int line_complain(const char *what, const struct nl_refusal *refusal);

/**
 * module_version() - the version of the module that is loaded
 * @version: filled, "" when the module does not say
 * @size: bytes of @version
 *
 * Needs no permission, loads nothing.
 *
 * Return: whether the module is loaded.
 */
bool module_version(char *version, size_t size);

#endif
