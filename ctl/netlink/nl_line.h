/* SPDX-License-Identifier: GPL-2.0-only */
/* What a line to the kernel is made of. Private to nl.c and nl_talk.c. */
#ifndef LYNCCTL_NL_LINE_H
#define LYNCCTL_NL_LINE_H

#include <netlink/socket.h>

#include "core/port.h"

/*
 * The kernel fills messages of a dump up to 32 KiB, and an answer is far
 * smaller.
 */
#define NL_RECEIVE_BYTES 65536

/**
 * struct nl_line - an open socket
 * @socket: connected to generic netlink
 * @family: number of the family lync_edge
 * @sequence: number of the last request
 * @received: where messages arrive
 */
struct nl_line {
	struct nl_sock *socket;
	int family;
	u32 sequence;
	_Alignas(8) u8 received[NL_RECEIVE_BYTES];
};

#endif
