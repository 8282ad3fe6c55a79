/* SPDX-License-Identifier: GPL-2.0-only */
/* Kinds of packets: for each row its first packets, and what no row is for. */
#ifndef LYNC_TESTS_KINDS_H
#define LYNC_TESTS_KINDS_H

#include "judge.h"
#include "site.h"

/* Which way is a packet of its flow? */
enum kind_way {
	KIND_FIRST,
	KIND_REPLY,
	/** @KIND_ERROR: an ICMP error about the first packet */
	KIND_ERROR,
};

/* Where it is asked about, as bits. */
enum kind_hook {
	KIND_PRE_ROUTING = 1,
	KIND_FORWARD = 2,
	KIND_STATELESS = 4,
};

/**
 * struct kind - a kind of packets
 * @name: the row's, or words
 * @hooks: bits of enum kind_hook
 * @way: which way they go
 * @from: who opened the flow
 * @to: to whom
 * @proto: LYNC_PROTO_TCP or LYNC_PROTO_UDP
 * @low: the lowest destination port of the flow
 * @high: the highest
 * @zones: those of the interface they come by
 * @outcome: what becomes of the flow
 * @row: by which row, or LYNC_NO_ROW
 */
struct kind {
	const char *name;
	u32 hooks;
	enum kind_way way;
	enum site_end from;
	enum site_end to;
	u8 proto;
	u16 low;
	u16 high;
	u32 zones;
	enum lync_outcome outcome;
	u32 row;
};

/* The last one has no name. */
extern const struct kind kinds[];

#endif
