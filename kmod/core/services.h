/* SPDX-License-Identifier: GPL-2.0-only */
/* Protocol, ports and zones to class. Private to the matcher. */
#ifndef LYNC_CORE_SERVICES_H
#define LYNC_CORE_SERVICES_H

#include "cross.h"
#include "match_limits.h"
#include "ports.h"

/* Columns of services: two, if rows name zones, and one for each of these. */
enum lync_services_column {
	LYNC_COLUMN_ANY = 0,	/* all rows, whatever their zone */
	LYNC_COLUMN_NONE = 1,	/* the rows without a zone */
	LYNC_MAX_COLUMNS = LYNC_MAX_ZONES + 2,
};

/**
 * struct lync_services - the services that a policy's rows tell apart
 * @tcp: destination port of TCP to a class of destinations
 * @udp: destination port of UDP to a class of destinations
 * @protos: other protocols' class of destinations
 * @sports: source port of TCP or UDP to a class of sources
 * @portless: other protocols' class of sources
 * @ports: classes of destinations and of sources to classes of both; without a table
 *	when all sources are of one class, and then classes of destinations do
 * @zones: those, and a column, to services
 * @columns: zone to column; of a zone that no row names, and of LYNC_MAX_ZONES, which
 *	stands for no zone, LYNC_COLUMN_NONE
 * @named: the zones that have a column of their own: those that rows name
 * @sets: the rows that fit a service
 * @has_zones: zones are told apart, if rows name any; else there is LYNC_COLUMN_ANY alone,
 *	and rows of @sets may be of another zone than the packet's
 *
 * A packet that arrived in several zones fits the rows of each, and the first row of
 * several sets is the first of their first rows. So there is a column for each zone, and
 * none for each of the many mixes of zones.
 */
struct lync_services {
	struct lync_port_map tcp;
	struct lync_port_map udp;
	u16 protos[256];
	struct lync_port_map sports;
	u16 portless;
	struct lync_cross ports;
	struct lync_cross zones;
	u8 columns[LYNC_MAX_ZONES + 1];
	u32 named;
	struct lync_sets sets;
	bool has_zones;
};

/**
 * lync_services_build() - find the services of a policy
 * @services: overwritten; to be freed in any case
 * @policy: a checked policy
 * @limits: what the tables may have
 * @host: memory
 *
 * Context: process; yields the CPU.
 * Return: 0, -ENOMEM, or -E2BIG when a table would be too large.
 */
int lync_services_build(struct lync_services *services,
			const struct lync_policy *policy,
			const struct lync_match_limits *limits,
			const struct lync_host *host);

/**
 * lync_services_free() - give the memory back
 * @services: zeroed or once built
 * @host: memory
 */
void lync_services_free(struct lync_services *services,
			const struct lync_host *host);

/**
 * lync_services_bytes() - memory held beside the struct itself
 * @services: built or freed
 */
size_t lync_services_bytes(const struct lync_services *services);

/**
 * lync_services_of() - look the services of a packet up
 * @services: built
 * @proto: protocol of a flow's first packet
 * @sport: its source port, if it has one
 * @dport: its destination port
 *
 * Context: any, packet path.
 * Return: numbers of services, one for each column.
 */
static __always_inline const u32 *
lync_services_of(const struct lync_services *services, u32 proto, u16 sport,
		 u16 dport)
{
	bool has_ports = true;
	u32 at, from;

	if (likely(lync_proto_has_ports(proto))) {
		at = lync_port_class(proto == LYNC_PROTO_TCP ? &services->tcp :
							       &services->udp,
				     dport);
	} else {
		at = services->protos[proto];
		has_ports = false;
	}
	/* rows seldom name source ports */
	if (unlikely(services->ports.table)) {
		from = has_ports ? lync_port_class(&services->sports, sport) :
				   services->portless;
		at = services->ports.table[at * services->ports.n_right + from];
	}
	return &services->zones.table[at * services->zones.n_right];
}

/**
 * lync_services_column() - the column of the lowest of some zones
 * @services: built
 * @zones: the mask of these, none but those in &lync_services.named
 *
 * Return: LYNC_COLUMN_NONE of no zone, if rows name any, and LYNC_COLUMN_ANY if not.
 */
static __always_inline u32
lync_services_column(const struct lync_services *services, u32 zones)
{
	return services->columns[__builtin_ctz(zones | 1u << LYNC_MAX_ZONES)];
}

#endif
