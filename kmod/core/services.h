/* SPDX-License-Identifier: GPL-2.0-only */
/* Protocol, ports and zones to class. Private to the matcher. */
#ifndef LYNC_CORE_SERVICES_H
#define LYNC_CORE_SERVICES_H

#include "cross.h"
#include "match_limits.h"
#include "ports.h"

enum lync_services_size {
	LYNC_MAX_SERVICE_ZONES = 6,	/* zones that rows name: 64 combinations */
	LYNC_COLUMN_ZONES = 8,		/* of a packet, looked at in one step */
	LYNC_COLUMN_STEPS = (LYNC_MAX_ZONES + LYNC_COLUMN_ZONES - 1) /
			    LYNC_COLUMN_ZONES,
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
 * @zones: those, and the column of a packet's zones, to services
 * @columns: for each step, zones of a packet to bits of its column: one for each zone that
 *	rows name
 * @n_steps: steps it takes to look at all zones
 * @sets: the rows that fit a service
 * @has_zones: zones are told apart; else rows of @sets may be of another zone than the
 *	packet's, as rows name too many for columns
 */
struct lync_services {
	struct lync_port_map tcp;
	struct lync_port_map udp;
	u16 protos[256];
	struct lync_port_map sports;
	u16 portless;
	struct lync_cross ports;
	struct lync_cross zones;
	u8 columns[LYNC_COLUMN_STEPS][1 << LYNC_COLUMN_ZONES];
	u32 n_steps;
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

static __always_inline u32
lync_services_column(const struct lync_services *services, u32 zones)
{
	u32 i, column = services->columns[0][(u8)zones];

	for (i = 1; unlikely(i < services->n_steps); i++)
		column |= services->columns[i][(u8)(zones >> i * LYNC_COLUMN_ZONES)];
	return column;
}

/**
 * lync_service_find() - look a service up
 * @services: built
 * @proto: protocol of a flow's first packet
 * @sport: its source port, if it has one
 * @dport: its destination port
 * @zones: zones it arrived in; all when they cannot be known
 *
 * Context: any, packet path.
 * Return: number of the service.
 */
static __always_inline u32
lync_service_find(const struct lync_services *services, u32 proto, u16 sport,
		  u16 dport, u32 zones)
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
	return services->zones.table[at * services->zones.n_right +
				     lync_services_column(services, zones)];
}

#endif
