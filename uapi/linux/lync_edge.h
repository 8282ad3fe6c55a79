/* SPDX-License-Identifier: (GPL-2.0 WITH Linux-syscall-note) OR MIT */
/*
 * The generic netlink family "lync_edge", version 1: load a policy, read it
 * back, read what it counted, ask what it would do. This comment is the manual.
 *
 * Rules for all commands
 * ----------------------
 * Each needs CAP_NET_ADMIN in the initial user namespace (EPERM) and speaks of
 * the network namespace of the socket. Opening the family loads the module.
 * Integers are in host order unless a line says network order. Strings end with
 * a zero byte. An attribute that is not listed for its command, or in a nest, is
 * refused (EINVAL), as is a wrong length (EINVAL or ERANGE) or a value out of
 * range (ERANGE). Every refusal of what a request says carries an extended ack with
 * a sentence (NLMSGERR_ATTR_MSG) and, where one attribute is to blame, its offset
 * (NLMSGERR_ATTR_OFFS); EPERM and ENOMEM need not, and that of a dump which cannot
 * begin has neither on older kernels, Linux 6.1 among them. Set NETLINK_EXT_ACK to get them and
 * NETLINK_CAP_ACK so that a refusal does not carry the whole request back.
 * "(n)" marks a nest, "*" an attribute that may be repeated, "?" one that may be
 * left out. POLICY_SET refuses another one that stands twice (EINVAL); elsewhere the
 * last one counts. Repeated attributes are numbered from 0 in the order in which they
 * stand; GROUP, ZONE and SECTION numbers below are these.
 *
 * LYNC_EDGE_CMD_POLICY_SET (do): replace the policy, all of it or nothing
 * ----------------------------------------------------------------------
 *	EXPECT_GENERATION ?	u32; refused with EAGAIN unless it is the running
 *				generation (0: no policy was ever loaded)
 *	DRY_RUN ?		flag; all but publishing
 *	NAME			string, at most 63 bytes
 *	TITLE ?			string, at most 255 bytes
 *	MODE			u8, enum lync_edge_mode
 *	ZONE (n) *?
 *		ZONE_NAME	string, at most 63 bytes
 *		ZONE_ANY ?	flag; every interface
 *		ZONE_PATTERN *?	string, at most 15 bytes: the name of an
 *				interface, or a prefix of names and '+'
 *	GROUP (n) *
 *		GROUP_NAME	string, at most 63 bytes
 *		GROUP_ANY ?	flag; every address
 *		GROUP_LITERAL ?	flag; stands for a literal in a row, not listed
 *	PREFIXES (n) *?
 *		PREFIXES_GROUP	u32, number of the group
 *		PREFIXES_IPV4 ?	array of struct lync_edge_prefix4
 *		PREFIXES_IPV6 ?	array of struct lync_edge_prefix6
 *				A nest holds 64 KiB at most; a larger group takes
 *				several PREFIXES.
 *	PROTECT (n) *
 *		PROTECT_GROUP	u32, number of the group of Edge addresses
 *		PROTECT_ZONE ?	u32, number of the zone it lives behind
 *	SECTION *?		string, at most 255 bytes
 *	ROW (n) *
 *		ROW_NAME	string, at most 63 bytes
 *		ROW_SECTION	u32, number of the section
 *		ROW_ACTION	u8, enum lync_edge_action
 *		ROW_PROTO ?	u8, IANA number; absent: any protocol
 *		ROW_FROM	array of u16, numbers of groups
 *		ROW_TO		array of u16, numbers of groups
 *		ROW_SPORTS ?	array of struct lync_edge_ports
 *		ROW_DPORTS ?	array of struct lync_edge_ports
 *		ROW_ZONE ?	u32, number of the zone the first packet of a flow
 *				arrives in
 *		ROW_COMMENT ?	string, at most 255 bytes
 *		ROW_SOURCE ?	string, at most 255 bytes; "file:line"
 *
 * Answered by one message of the same command with GENERATION (u32): the one
 * this request published, or with DRY_RUN the one running. Errors: EINVAL bad
 * policy, EAGAIN stale generation, E2BIG beyond a limit or message too big for
 * the matcher's tables, ENOMEM, EOPNOTSUPP. One message carries a whole policy,
 * so raise SO_SNDBUFFORCE to the message's size before sending.
 *
 * LYNC_EDGE_CMD_POLICY_DEL (do): back to no policy, every packet passes
 * ---------------------------------------------------------------------
 *	EXPECT_GENERATION ?	as above
 * Answered with GENERATION. ENOENT when no policy is loaded.
 *
 * LYNC_EDGE_CMD_POLICY_GET (dump): the running policy
 * ---------------------------------------------------
 * The attributes of POLICY_SET, in the order above, spread over as many messages
 * as it takes; the first message holds GENERATION, NAME, TITLE and MODE. A ROW
 * also has ROW_INACTIVE (flag) when a side of it holds no address. All messages
 * of one dump are of one policy, whatever is loaded meanwhile. No policy: ENOENT.
 *
 * LYNC_EDGE_CMD_STATS_GET (dump): what was counted
 * ------------------------------------------------
 * First message: GENERATION, NAME (both absent when no policy is loaded) and
 * DROPS (n) *, one for each enum lync_edge_reason from 1 on:
 *		DROPS_REASON	u32
 *		DROPS_PACKETS	u64, since the namespace has been using the module
 * Then COUNTERS (n) *, one for each row, in policy order:
 *		COUNTERS_NAME, COUNTERS_SECTION	strings
 *		COUNTERS_PACKETS, _BYTES, _FLOWS	u64
 *		COUNTERS_LAST_HIT ?	u64, seconds since the epoch; absent: never
 *		COUNTERS_INACTIVE ?	flag
 * All rows are read at one moment. Counters belong to the row's name and are
 * carried over when a policy with a row of that name is loaded. Packets, bytes
 * (of the IP packet) and flows are those judged in FORWARD, both directions; a
 * deny row counts what it dropped. Flows are new connection tracking entries, in
 * stateless mode opening TCP segments.
 *
 * LYNC_EDGE_CMD_EXPLAIN (do): what would happen to the first packet of a flow?
 * ----------------------------------------------------------------------------
 *	PROTO			u8, IANA number
 *	SRC, DST		4 or 16 bytes, network order, both of one length
 *	SPORT ?, DPORT ?	u16, absent: 0; refused unless PROTO is TCP or UDP
 *	IFNAME ?		string; the interface it arrives by, need not exist; without
 *				it nothing is spoofed, and it is in no zone but those
 *				that are every interface
 * Answered with
 *	GENERATION		u32
 *	OUTCOME			u8, enum lync_edge_outcome
 *	REASON ?		u32, enum lync_edge_reason, when dropped
 *	ROW (n) ?		the row that allowed or denied: ROW_NAME,
 *				ROW_SECTION_TITLE, ROW_ACTION, ROW_SOURCE ?,
 *				ROW_COMMENT ?
 *	OTHER_ZONE_ROW (n) ?	the row that would allow it from another zone:
 *				ROW_NAME, ROW_ZONE_NAME
 *	NAME			the policy
 * ENOENT when no policy is loaded.
 *
 * LYNC_EDGE_CMD_STATUS (do): how the module is
 * --------------------------------------------
 * Answered with
 *	VERSION			string, of the module
 *	GENERATION		u32, 0 when nothing was ever loaded
 *	NAME, TITLE ?, MODE	absent without a policy, like all that follows
 *	LOADED_AT		u64, seconds since the epoch
 *	N_ROWS, N_GROUPS, N_PREFIXES	u32
 *	POLICY_BYTES, MATCHER_BYTES, COUNTER_BYTES	u64, kernel memory; the
 *				last one is for one CPU
 *	ZONE_STATUS (n) *?
 *		ZONE_NAME	string
 *		ZONE_ANY ?	flag
 *		ZONE_IFNAME *?	string, an interface that is in the zone now; 64
 *				at most are listed
 */
#ifndef _UAPI_LINUX_LYNC_EDGE_H
#define _UAPI_LINUX_LYNC_EDGE_H

#include <linux/types.h>

#define LYNC_EDGE_GENL_NAME	"lync_edge"
#define LYNC_EDGE_GENL_VERSION	1

enum lync_edge_cmd {
	LYNC_EDGE_CMD_UNSPEC,
	LYNC_EDGE_CMD_POLICY_SET,
	LYNC_EDGE_CMD_POLICY_DEL,
	LYNC_EDGE_CMD_POLICY_GET,
	LYNC_EDGE_CMD_STATS_GET,
	LYNC_EDGE_CMD_EXPLAIN,
	LYNC_EDGE_CMD_STATUS,

	__LYNC_EDGE_CMD_MAX,
	LYNC_EDGE_CMD_MAX = __LYNC_EDGE_CMD_MAX - 1
};

/* Attributes of a message. */
enum lync_edge_attr {
	LYNC_EDGE_A_UNSPEC,
	LYNC_EDGE_A_PAD,
	LYNC_EDGE_A_EXPECT_GENERATION,
	LYNC_EDGE_A_GENERATION,
	LYNC_EDGE_A_DRY_RUN,
	LYNC_EDGE_A_NAME,
	LYNC_EDGE_A_TITLE,
	LYNC_EDGE_A_MODE,
	LYNC_EDGE_A_ZONE,
	LYNC_EDGE_A_GROUP,
	LYNC_EDGE_A_PREFIXES,
	LYNC_EDGE_A_PROTECT,
	LYNC_EDGE_A_SECTION,
	LYNC_EDGE_A_ROW,
	LYNC_EDGE_A_DROPS,
	LYNC_EDGE_A_COUNTERS,
	LYNC_EDGE_A_PROTO,
	LYNC_EDGE_A_SRC,
	LYNC_EDGE_A_DST,
	LYNC_EDGE_A_SPORT,
	LYNC_EDGE_A_DPORT,
	LYNC_EDGE_A_IFNAME,
	LYNC_EDGE_A_OUTCOME,
	LYNC_EDGE_A_REASON,
	LYNC_EDGE_A_OTHER_ZONE_ROW,
	LYNC_EDGE_A_VERSION,
	LYNC_EDGE_A_LOADED_AT,
	LYNC_EDGE_A_N_ROWS,
	LYNC_EDGE_A_N_GROUPS,
	LYNC_EDGE_A_N_PREFIXES,
	LYNC_EDGE_A_POLICY_BYTES,
	LYNC_EDGE_A_MATCHER_BYTES,
	LYNC_EDGE_A_COUNTER_BYTES,
	LYNC_EDGE_A_ZONE_STATUS,

	__LYNC_EDGE_A_MAX,
	LYNC_EDGE_A_MAX = __LYNC_EDGE_A_MAX - 1
};

/* Attributes of LYNC_EDGE_A_ZONE and LYNC_EDGE_A_ZONE_STATUS. */
enum lync_edge_zone_attr {
	LYNC_EDGE_A_ZONE_UNSPEC,
	LYNC_EDGE_A_ZONE_NAME,
	LYNC_EDGE_A_ZONE_ANY,
	LYNC_EDGE_A_ZONE_PATTERN,
	LYNC_EDGE_A_ZONE_IFNAME,

	__LYNC_EDGE_A_ZONE_MAX,
	LYNC_EDGE_A_ZONE_MAX = __LYNC_EDGE_A_ZONE_MAX - 1
};

/* Attributes of LYNC_EDGE_A_GROUP. */
enum lync_edge_group_attr {
	LYNC_EDGE_A_GROUP_UNSPEC,
	LYNC_EDGE_A_GROUP_NAME,
	LYNC_EDGE_A_GROUP_ANY,
	LYNC_EDGE_A_GROUP_LITERAL,

	__LYNC_EDGE_A_GROUP_MAX,
	LYNC_EDGE_A_GROUP_MAX = __LYNC_EDGE_A_GROUP_MAX - 1
};

/* Attributes of LYNC_EDGE_A_PREFIXES. */
enum lync_edge_prefixes_attr {
	LYNC_EDGE_A_PREFIXES_UNSPEC,
	LYNC_EDGE_A_PREFIXES_GROUP,
	LYNC_EDGE_A_PREFIXES_IPV4,
	LYNC_EDGE_A_PREFIXES_IPV6,

	__LYNC_EDGE_A_PREFIXES_MAX,
	LYNC_EDGE_A_PREFIXES_MAX = __LYNC_EDGE_A_PREFIXES_MAX - 1
};

/* Attributes of LYNC_EDGE_A_PROTECT. */
enum lync_edge_protect_attr {
	LYNC_EDGE_A_PROTECT_UNSPEC,
	LYNC_EDGE_A_PROTECT_GROUP,
	LYNC_EDGE_A_PROTECT_ZONE,

	__LYNC_EDGE_A_PROTECT_MAX,
	LYNC_EDGE_A_PROTECT_MAX = __LYNC_EDGE_A_PROTECT_MAX - 1
};

/* Attributes of LYNC_EDGE_A_ROW and LYNC_EDGE_A_OTHER_ZONE_ROW. */
enum lync_edge_row_attr {
	LYNC_EDGE_A_ROW_UNSPEC,
	LYNC_EDGE_A_ROW_NAME,
	LYNC_EDGE_A_ROW_SECTION,
	LYNC_EDGE_A_ROW_ACTION,
	LYNC_EDGE_A_ROW_PROTO,
	LYNC_EDGE_A_ROW_FROM,
	LYNC_EDGE_A_ROW_TO,
	LYNC_EDGE_A_ROW_SPORTS,
	LYNC_EDGE_A_ROW_DPORTS,
	LYNC_EDGE_A_ROW_ZONE,
	LYNC_EDGE_A_ROW_COMMENT,
	LYNC_EDGE_A_ROW_SOURCE,
	LYNC_EDGE_A_ROW_INACTIVE,
	LYNC_EDGE_A_ROW_SECTION_TITLE,
	LYNC_EDGE_A_ROW_ZONE_NAME,

	__LYNC_EDGE_A_ROW_MAX,
	LYNC_EDGE_A_ROW_MAX = __LYNC_EDGE_A_ROW_MAX - 1
};

/* Attributes of LYNC_EDGE_A_DROPS. */
enum lync_edge_drops_attr {
	LYNC_EDGE_A_DROPS_UNSPEC,
	LYNC_EDGE_A_DROPS_PAD,
	LYNC_EDGE_A_DROPS_REASON,
	LYNC_EDGE_A_DROPS_PACKETS,

	__LYNC_EDGE_A_DROPS_MAX,
	LYNC_EDGE_A_DROPS_MAX = __LYNC_EDGE_A_DROPS_MAX - 1
};

/* Attributes of LYNC_EDGE_A_COUNTERS. */
enum lync_edge_counters_attr {
	LYNC_EDGE_A_COUNTERS_UNSPEC,
	LYNC_EDGE_A_COUNTERS_PAD,
	LYNC_EDGE_A_COUNTERS_NAME,
	LYNC_EDGE_A_COUNTERS_SECTION,
	LYNC_EDGE_A_COUNTERS_PACKETS,
	LYNC_EDGE_A_COUNTERS_BYTES,
	LYNC_EDGE_A_COUNTERS_FLOWS,
	LYNC_EDGE_A_COUNTERS_LAST_HIT,
	LYNC_EDGE_A_COUNTERS_INACTIVE,

	__LYNC_EDGE_A_COUNTERS_MAX,
	LYNC_EDGE_A_COUNTERS_MAX = __LYNC_EDGE_A_COUNTERS_MAX - 1
};

/* How flows are told from packets. */
enum lync_edge_mode {
	/* by connection tracking, judged by the flow's original direction */
	LYNC_EDGE_MODE_STATEFUL,
	/* not at all: a packet or its reverse must match; TCP replies need ACK
	 * or RST
	 */
	LYNC_EDGE_MODE_STATELESS,
};

enum lync_edge_action {
	LYNC_EDGE_ACTION_ALLOW,
	LYNC_EDGE_ACTION_DENY,
};

enum lync_edge_outcome {
	/* neither address is an Edge address */
	LYNC_EDGE_OUTCOME_PASS,
	LYNC_EDGE_OUTCOME_ALLOW,
	LYNC_EDGE_OUTCOME_DENY,
};

/* Why a packet was dropped; each is counted. */
enum lync_edge_reason {
	LYNC_EDGE_REASON_NONE,
	LYNC_EDGE_REASON_NO_ROW,	/* no row matches */
	LYNC_EDGE_REASON_DENY_ROW,	/* a deny row matches first */
	LYNC_EDGE_REASON_INVALID_STATE,	/* connection tracking: no such flow */
	LYNC_EDGE_REASON_SPOOFED,	/* Edge source from the wrong zone */
	LYNC_EDGE_REASON_MALFORMED,	/* a header contradicts its protocol, or
					 * a source route leads to an Edge
					 */
	LYNC_EDGE_REASON_TRUNCATED,	/* the packet ends within a header */
	LYNC_EDGE_REASON_FRAGMENT,	/* a later fragment, not reassembled */
	LYNC_EDGE_REASON_HEADER_CHAIN,	/* extension headers too many or long */

	__LYNC_EDGE_REASON_MAX,
	LYNC_EDGE_REASON_MAX = __LYNC_EDGE_REASON_MAX - 1
};

/* An entry of LYNC_EDGE_A_PREFIXES_IPV4; bits beyond len must be zero. */
struct lync_edge_prefix4 {
	__be32 addr;
	__u8 len;
	__u8 pad[3];		/* zero */
};

/* An entry of LYNC_EDGE_A_PREFIXES_IPV6; bits beyond len must be zero. */
struct lync_edge_prefix6 {
	__be32 addr[4];
	__u8 len;
	__u8 pad[3];		/* zero */
};

/* An entry of LYNC_EDGE_A_ROW_SPORTS and _DPORTS: low, from 1 on, to high. */
struct lync_edge_ports {
	__u16 low;
	__u16 high;
};

#endif /* _UAPI_LINUX_LYNC_EDGE_H */
