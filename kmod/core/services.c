// SPDX-License-Identifier: GPL-2.0-only
/* Protocol, ports and zones to class: building. */
#include "services.h"

enum lync_services_proto {
	LYNC_PROTO_UNNAMED = LYNC_PROTO_ANY + 1,	/* no row names it */
};

/* Sets of rows that have been numbered, but not crossed with one another yet. */
struct lync_service_sets {
	struct lync_sets to;	/* by protocol and destination port */
	struct lync_sets from;	/* by source port */
	struct lync_sets ports;	/* by all of these */
	struct lync_sets zones;	/* by zones */
};

static void lync_set_add(u64 *set, u32 row)
{
	set[row / 64] |= 1ull << (row % 64);
}

/* Rows that may match a protocol without ports: port 0 of theirs is no port. */
static void lync_proto_rows(const struct lync_policy *policy, u32 proto,
			    u64 *rows)
{
	const struct lync_row *row;
	u32 i;

	memset(rows, 0, (policy->n_rows + 63) / 64 * sizeof(*rows));
	for (i = 0; i < policy->n_rows; i++) {
		row = &policy->rows[i];
		if (row->proto == proto || (row->proto == LYNC_PROTO_ANY &&
					    !row->n_sports && !row->n_dports))
			lync_set_add(rows, i);
	}
}

/* The class of destinations of a protocol, or of those that no row names. */
static int lync_services_proto(const struct lync_policy *policy, u32 proto,
			       struct lync_service_sets *sets,
			       const struct lync_host *host, u32 *class)
{
	u64 rows[LYNC_MAX_ROWS / 64];

	lync_proto_rows(policy, proto, rows);
	host->relax();
	return lync_sets_intern(&sets->to, host, rows, class);
}

static int lync_services_protos(struct lync_services *services,
				const struct lync_policy *policy,
				struct lync_service_sets *sets,
				const struct lync_host *host)
{
	bool named[LYNC_PROTO_ANY + 1] = { false };
	u32 proto, class, i;
	int err;

	for (i = 0; i < policy->n_rows; i++)
		named[policy->rows[i].proto] = true;
	err = lync_services_proto(policy, LYNC_PROTO_UNNAMED, sets, host,
				  &class);
	for (proto = 0; proto < LYNC_PROTO_ANY; proto++)
		services->protos[proto] = class;
	for (proto = 0; !err && proto < LYNC_PROTO_ANY; proto++) {
		if (!named[proto])
			continue;
		err = lync_services_proto(policy, proto, sets, host, &class);
		services->protos[proto] = class;
	}
	return err;
}

/* What has no port: all rows, as the classes above know which. */
static int lync_services_portless(struct lync_services *services,
				  const struct lync_policy *policy,
				  struct lync_service_sets *sets,
				  const struct lync_host *host)
{
	u64 rows[LYNC_MAX_ROWS / 64] = { 0 };
	u32 class, i;
	int err;

	for (i = 0; i < policy->n_rows; i++)
		lync_set_add(rows, i);
	err = lync_sets_intern(&sets->from, host, rows, &class);
	services->portless = class;
	return err;
}

/* Zones that no row names do not matter. */
static int lync_services_name_zones(struct lync_services *services,
				    const struct lync_policy *policy, u32 most)
{
	u32 i, named = 0;
	u8 zone;

	for (i = 0; i < policy->n_rows; i++) {
		zone = policy->rows[i].zone;
		if (zone == LYNC_NO_ZONE || named >> zone & 1)
			continue;
		if (services->n_named == most)
			return -E2BIG;
		services->named[services->n_named++] = zone;
		named |= 1u << zone;
	}
	return 0;
}

/* A set for each combination of the zones that are named, numbered by it. */
static int lync_services_zone_sets(const struct lync_services *services,
				   const struct lync_policy *policy,
				   struct lync_sets *sets,
				   const struct lync_host *host)
{
	u32 mask, i, zones, n_masks = 1u << services->n_named;

	sets->bits = host->alloc((size_t)n_masks * sets->words *
				 sizeof(*sets->bits));
	if (!sets->bits)
		return -ENOMEM;
	sets->n = n_masks;
	for (mask = 0; mask < n_masks; mask++) {
		zones = 0;
		for (i = 0; i < services->n_named; i++)
			zones |= (mask >> i & 1) << services->named[i];
		for (i = 0; i < policy->n_rows; i++)
			if (policy->rows[i].zone == LYNC_NO_ZONE ||
			    zones >> policy->rows[i].zone & 1)
				lync_set_add(sets->bits + mask * sets->words, i);
		host->relax();
	}
	return 0;
}

static int lync_services_number(struct lync_services *services,
				const struct lync_policy *policy,
				struct lync_service_sets *sets,
				const struct lync_host *host)
{
	int err;

	err = lync_services_protos(services, policy, sets, host);
	if (!err)
		err = lync_services_portless(services, policy, sets, host);
	if (!err)
		err = lync_port_map_build(&services->tcp, policy,
					  LYNC_PORTS_TCP, &sets->to, host);
	if (!err)
		err = lync_port_map_build(&services->udp, policy,
					  LYNC_PORTS_UDP, &sets->to, host);
	if (!err)
		err = lync_port_map_build(&services->sports, policy,
					  LYNC_PORTS_SOURCE, &sets->from, host);
	if (!err)
		err = lync_services_zone_sets(services, policy, &sets->zones,
					      host);
	return err;
}

int lync_services_build(struct lync_services *services,
			const struct lync_policy *policy,
			const struct lync_match_limits *limits,
			const struct lync_host *host)
{
	u32 most = lync_limit_row_sets(limits, policy->n_rows);
	struct lync_service_sets sets;
	int err;

	memset(services, 0, sizeof(*services));
	lync_sets_init(&services->sets, policy->n_rows, most);
	lync_sets_init(&sets.to, policy->n_rows, most);
	lync_sets_init(&sets.from, policy->n_rows, most);
	lync_sets_init(&sets.ports, policy->n_rows, most);
	lync_sets_init(&sets.zones, policy->n_rows, most);

	err = lync_services_name_zones(services, policy, limits->zones);
	if (!err)
		err = lync_services_number(services, policy, &sets, host);
	if (!err)
		err = lync_cross_sets(&services->ports, &sets.to, &sets.from,
				      &sets.ports, limits->cross, host);
	if (!err)
		err = lync_cross_sets(&services->zones, &sets.ports,
				      &sets.zones, &services->sets,
				      limits->cross, host);
	if (!err)
		lync_cross_lead_on(&services->ports, services->zones.n_right);
	lync_sets_seal(&services->sets, host);
	lync_sets_free(&sets.to, host);
	lync_sets_free(&sets.from, host);
	lync_sets_free(&sets.ports, host);
	lync_sets_free(&sets.zones, host);
	return err;
}

void lync_services_free(struct lync_services *services,
			const struct lync_host *host)
{
	lync_port_map_free(&services->tcp, host);
	lync_port_map_free(&services->udp, host);
	lync_port_map_free(&services->sports, host);
	lync_cross_free(&services->ports, host);
	lync_cross_free(&services->zones, host);
	lync_sets_free(&services->sets, host);
}

size_t lync_services_bytes(const struct lync_services *services)
{
	return lync_port_map_bytes(&services->tcp) +
	       lync_port_map_bytes(&services->udp) +
	       lync_port_map_bytes(&services->sports) +
	       lync_cross_bytes(&services->ports) +
	       lync_cross_bytes(&services->zones) +
	       lync_sets_bytes(&services->sets);
}
