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

/* Other zones than those that rows name do not matter. */
static u32 lync_zones_named(const struct lync_policy *policy)
{
	u32 i, named = 0;

	for (i = 0; i < policy->n_rows; i++)
		if (policy->rows[i].zone != LYNC_NO_ZONE)
			named |= 1u << policy->rows[i].zone;
	return named;
}

/* The zones of each column; returns how many columns there are. */
static u32 lync_services_columns(struct lync_services *services,
				 u32 zones[LYNC_MAX_COLUMNS])
{
	u32 zone, n = LYNC_COLUMN_NONE + 1;

	zones[LYNC_COLUMN_ANY] = ~0u;
	zones[LYNC_COLUMN_NONE] = 0;
	if (!services->named)
		return LYNC_COLUMN_ANY + 1;
	memset(services->columns, LYNC_COLUMN_NONE, sizeof(services->columns));
	for (zone = 0; zone < LYNC_MAX_ZONES; zone++) {
		if (!(services->named >> zone & 1))
			continue;
		services->columns[zone] = n;
		zones[n++] = 1u << zone;
	}
	return n;
}

/* A set for each column, numbered by it. */
static int lync_services_zone_sets(struct lync_services *services,
				   const struct lync_policy *policy,
				   struct lync_sets *sets,
				   const struct lync_host *host)
{
	u32 zones[LYNC_MAX_COLUMNS], column, i;

	sets->n = lync_services_columns(services, zones);
	sets->bits = host->alloc((size_t)sets->n * sets->words *
				 sizeof(*sets->bits));
	if (!sets->bits)
		return -ENOMEM;
	for (column = 0; column < sets->n; column++) {
		for (i = 0; i < policy->n_rows; i++)
			if (lync_row_fits_zones(&policy->rows[i], zones[column]))
				lync_set_add(sets->bits + column * sets->words, i);
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
	return err;
}

/* Classes of ports, and columns, to services. */
static int lync_services_cross_zones(struct lync_services *services,
				     const struct lync_policy *policy,
				     const struct lync_sets *ports,
				     const struct lync_match_limits *limits,
				     const struct lync_host *host)
{
	struct lync_sets zones;
	int err;

	lync_sets_init(&zones, policy->n_rows, LYNC_MAX_COLUMNS);
	/* empty also where this is the second try */
	lync_sets_init(&services->sets, policy->n_rows,
		       lync_limit_row_sets(limits, policy->n_rows));
	err = lync_services_zone_sets(services, policy, &zones, host);
	if (!err)
		err = lync_cross_sets(&services->zones, ports, &zones,
				      &services->sets, limits->cross, host);
	lync_sets_free(&zones, host);
	return err;
}

/* Services of any zone: they leave fewer rows to look at than no services do. */
static void lync_services_forget_zones(struct lync_services *services,
				       const struct lync_host *host)
{
	lync_cross_free(&services->zones, host);
	lync_sets_free(&services->sets, host);
	memset(services->columns, LYNC_COLUMN_ANY, sizeof(services->columns));
	services->named = 0;
	services->has_zones = false;
}

/* Classes of destinations and of sources, and zones, to services. */
static int lync_services_cross(struct lync_services *services,
			       const struct lync_policy *policy,
			       struct lync_service_sets *sets,
			       const struct lync_match_limits *limits,
			       const struct lync_host *host)
{
	struct lync_sets *ports = &sets->to;
	int err = 0;

	/* a single class of sources has all rows */
	if (sets->from.n > 1) {
		ports = &sets->ports;
		err = lync_cross_sets(&services->ports, &sets->to, &sets->from,
				      ports, limits->cross, host);
	}
	if (err)
		return err;
	err = lync_services_cross_zones(services, policy, ports, limits, host);
	if (err != -E2BIG || !services->named)
		return err;
	lync_services_forget_zones(services, host);
	return lync_services_cross_zones(services, policy, ports, limits, host);
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
	services->has_zones = true;
	services->named = lync_zones_named(policy);
	/* looked at for its size even where there are no services */
	lync_sets_init(&services->sets, policy->n_rows, most);
	lync_sets_init(&sets.to, policy->n_rows, most);
	lync_sets_init(&sets.from, policy->n_rows, most);
	lync_sets_init(&sets.ports, policy->n_rows, most);

	err = lync_services_number(services, policy, &sets, host);
	if (!err)
		err = lync_services_cross(services, policy, &sets, limits, host);
	lync_sets_seal(&services->sets, host);
	lync_sets_free(&sets.to, host);
	lync_sets_free(&sets.from, host);
	lync_sets_free(&sets.ports, host);
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
