/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A policy as plain data: what the policy language says once names are resolved
 * and groups of groups are flattened, what one netlink message carries, what the
 * checker checks and what the matcher is built from.
 *
 * All arrays belong to whoever made the policy. References between them are
 * indices, so that a policy of either origin (netlink attributes in the kernel,
 * text in lyncctl) is judged by the same check.
 */
#ifndef LYNC_CORE_POLICY_H
#define LYNC_CORE_POLICY_H

#include "key.h"

/* Limits, in entries; lync_policy_check() refuses a policy beyond them. */
enum lync_limits {
	LYNC_MAX_ROWS = 4096,
	LYNC_MAX_GROUPS = 1024,
	LYNC_MAX_ZONES = 31,	/* a mask fits an xarray value on 32 bits too */
	LYNC_MAX_SECTIONS = 256,
	LYNC_MAX_PROTECTS = 64,
	LYNC_MAX_PATTERNS = 64,	/* interface patterns in a zone */
	LYNC_MAX_PORTS = 64,	/* port ranges on a side of a row */
	LYNC_MAX_MEMBERS = 64,	/* groups on a side of a row */
	LYNC_MAX_PREFIXES = 5 << 18,	/* per family, over all groups */
	LYNC_NAME_LEN = 64,	/* bytes of a name, terminator included */
	LYNC_TEXT_LEN = 256,	/* bytes of a title, comment or source */
	LYNC_IFNAME_LEN = 16,	/* bytes of a pattern, IFNAMSIZ */
};

/** LYNC_NO_ZONE - a row from any interface, or an unbound protect line */
#define LYNC_NO_ZONE 0xff
/** LYNC_NO_ROW - the answer of a matcher when no row matches */
#define LYNC_NO_ROW 0xffffffffu

/* the values are those of enum lync_edge_mode */
enum lync_mode {
	LYNC_STATEFUL = 0,
	LYNC_STATELESS = 1,
};

/* the values are those of enum lync_edge_action */
enum lync_action {
	LYNC_ALLOW = 0,
	LYNC_DENY = 1,
};

/**
 * struct lync_prefix4 - an IPv4 prefix as a member of a group
 * @addr: network address in host order, host bits zero
 * @group: index of the group
 * @len: prefix length, 0 to 32
 */
struct lync_prefix4 {
	u32 addr;
	u16 group;
	u8 len;
};

/**
 * struct lync_prefix6 - an IPv6 prefix as a member of a group
 * @addr: network address, host bits zero
 * @group: index of the group
 * @len: prefix length, 0 to 128
 */
struct lync_prefix6 {
	struct lync_addr addr;
	u16 group;
	u8 len;
};

/**
 * struct lync_group - a named set of prefixes
 * @name: unique among groups; a literal in a row gets a group named by its text
 * @any: every address of both families, with no prefix of its own
 * @literal: made of a literal in a row; not to be listed as a group
 *
 * A group that is not @any and has no prefix is `none`.
 */
struct lync_group {
	const char *name;
	bool any;
	bool literal;
};

/**
 * struct lync_zone - a named set of interfaces
 * @name: unique among zones
 * @patterns: interface names, or a prefix of names followed by '+'
 * @n_patterns: number of @patterns
 * @any: every interface
 */
struct lync_zone {
	const char *name;
	const char *const *patterns;
	u32 n_patterns;
	bool any;
};

/**
 * struct lync_protect - one group of Edge addresses
 * @group: index of the group
 * @zone: index of the zone the group lives behind, or LYNC_NO_ZONE, which leaves what
 *	other lines say of its addresses as it is
 */
struct lync_protect {
	u16 group;
	u8 zone;
};

/**
 * struct lync_ports - an inclusive range of ports, host order
 * @low: first port
 * @high: last port
 */
struct lync_ports {
	u16 low;
	u16 high;
};

/**
 * struct lync_row - one line of the matrix
 * @name: unique among rows
 * @comment: the administrator's words, or NULL
 * @source: where the row stands, "file:line", or NULL
 * @from: indices of the groups the flow may be opened from; at least one
 * @to: indices of the groups it may be opened to; at least one
 * @sports: source port ranges; none means every port
 * @dports: destination port ranges; none means every port
 * @n_from: entries in @from
 * @n_to: entries in @to
 * @n_sports: entries in @sports
 * @n_dports: entries in @dports
 * @section: index of the section the row stands in
 * @proto: IANA protocol number or LYNC_PROTO_ANY
 * @zone: index of the zone the flow's first packet arrives in, or LYNC_NO_ZONE
 * @action: one of enum lync_action
 */
struct lync_row {
	const char *name;
	const char *comment;
	const char *source;
	const u16 *from;
	const u16 *to;
	const struct lync_ports *sports;
	const struct lync_ports *dports;
	u16 n_from;
	u16 n_to;
	u16 n_sports;
	u16 n_dports;
	u16 section;
	u16 proto;
	u8 zone;
	u8 action;
};

/**
 * lync_row_fits_zones() - is a row's zone among those a packet arrived in?
 * @row: the row
 * @zones: as &lync_key.zones
 *
 * Return: also true of a row without a zone.
 */
static inline bool lync_row_fits_zones(const struct lync_row *row, u32 zones)
{
	return row->zone == LYNC_NO_ZONE || zones >> row->zone & 1;
}

/**
 * struct lync_policy - a whole policy
 * @name: the policy's name
 * @title: its title, or NULL
 * @prefix4: IPv4 prefixes of all groups, in any order
 * @prefix6: IPv6 prefixes of all groups, in any order
 * @groups: the groups; an index into them is a u16
 * @zones: the zones; a zone's index is its bit in &lync_key.zones
 * @protects: the Edge addresses
 * @sections: titles of the sections, in order
 * @rows: the rows in policy order, first match wins
 * @n_prefix4: entries in @prefix4
 * @n_prefix6: entries in @prefix6
 * @n_groups: entries in @groups
 * @n_zones: entries in @zones
 * @n_protects: entries in @protects
 * @n_sections: entries in @sections
 * @n_rows: entries in @rows
 * @mode: one of enum lync_mode
 */
struct lync_policy {
	const char *name;
	const char *title;
	const struct lync_prefix4 *prefix4;
	const struct lync_prefix6 *prefix6;
	const struct lync_group *groups;
	const struct lync_zone *zones;
	const struct lync_protect *protects;
	const char *const *sections;
	const struct lync_row *rows;
	u32 n_prefix4;
	u32 n_prefix6;
	u32 n_groups;
	u32 n_zones;
	u32 n_protects;
	u32 n_sections;
	u32 n_rows;
	u8 mode;
};

/**
 * lync_zones_of() - the zones an interface is in
 * @policy: a checked policy
 * @ifname: name of the interface
 *
 * A pattern that ends in '+' matches every name that begins with what stands
 * before it; another pattern matches the equal name only.
 *
 * Context: any. Cost grows with the number of patterns: not for the packet path.
 * Return: the mask for &lync_key.zones.
 */
u32 lync_zones_of(const struct lync_policy *policy, const char *ifname);

/**
 * lync_zones_anywhere() - the zones every interface is in
 * @policy: a checked policy
 *
 * These are the ones that say so and the ones with the pattern "+".
 *
 * Context: any. Cost grows with the number of patterns.
 * Return: a mask as of lync_zones_of().
 */
u32 lync_zones_anywhere(const struct lync_policy *policy);

/**
 * lync_rows_active() - which rows can match anything?
 * @policy: a checked policy
 * @host: for pauses
 * @active: one entry a row; false when the groups on one side of the row hold no
 *	address (`none`)
 *
 * Context: process; walks the prefixes once, yields the CPU.
 */
void lync_rows_active(const struct lync_policy *policy,
		      const struct lync_host *host, bool *active);

#endif
