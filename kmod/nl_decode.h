/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the two halves of decoding share: nl_room.c learns how much room a message
 * takes and lays it out, nl_decode.c fills it.
 */
#ifndef LYNC_NL_DECODE_H
#define LYNC_NL_DECODE_H

#include "lync_edge.h"

/**
 * struct lync_decoder - a policy being filled
 * @extack: gets sentence and attribute of a refusal
 * @policy: the policy; its counts say how much is filled
 * @texts: room for all strings
 * @patterns: room for all zones' patterns
 * @members: room for all rows' groups
 * @ports: room for all rows' port ranges
 *
 * The message is walked twice: the first time to learn how much room it takes,
 * with the same cursors counting from NULL.
 */
struct lync_decoder {
	struct netlink_ext_ack *extack;
	struct lync_policy *policy;
	char *texts;
	const char **patterns;
	u16 *members;
	struct lync_ports *ports;
};

/**
 * struct lync_room - how much of everything a message holds
 * @prefix4: IPv4 prefixes
 * @prefix6: IPv6 prefixes
 * @groups: groups
 * @zones: zones
 * @protects: protect lines
 * @sections: sections
 * @rows: rows
 * @patterns: interface patterns of all zones
 * @members: groups on both sides of all rows
 * @ports: port ranges of all rows
 * @texts: bytes of all strings, terminators included
 */
struct lync_room {
	u32 prefix4;
	u32 prefix6;
	u32 groups;
	u32 zones;
	u32 protects;
	u32 sections;
	u32 rows;
	u32 patterns;
	u32 members;
	u32 ports;
	u32 texts;
};

void lync_room_count(struct lync_room *room, const struct nlattr *head,
		     int len);
size_t lync_room_lay_out(const struct lync_room *room, char *block,
			 struct lync_decoder *decoder);

#endif
