/* SPDX-License-Identifier: GPL-2.0-only */
/* Port to class of ports: those in the ranges of the same rows. Private to the matcher. */
#ifndef LYNC_CORE_PORTS_H
#define LYNC_CORE_PORTS_H

#include "sets.h"

enum lync_ports_size {
	LYNC_N_PORTS = 65536,
	LYNC_PAGE_PORTS = 256,
};

/**
 * struct lync_port_map - the class of every port
 * @pages: where in @classes the page of each 256 ports begins; neighbours that are the
 *	same throughout share one
 * @classes: pages of 256 classes, numbers of sets of rows
 * @n_pages: pages in @classes
 */
struct lync_port_map {
	u16 pages[LYNC_N_PORTS / LYNC_PAGE_PORTS];
	u16 *classes;
	u32 n_pages;
};

/**
 * lync_port_class() - look a port up
 * @map: built
 * @port: the port
 *
 * Context: any, packet path.
 * Return: number of the set of rows that have the port.
 */
static inline u32 lync_port_class(const struct lync_port_map *map, u32 port)
{
	return map->classes[(u32)map->pages[port / LYNC_PAGE_PORTS] +
			    port % LYNC_PAGE_PORTS];
}

/**
 * enum lync_port_side - which ports of a row
 * @LYNC_PORTS_SOURCE: the source ports, whatever the protocol
 * @LYNC_PORTS_TCP: the destination ports of rows that TCP may match
 * @LYNC_PORTS_UDP: the destination ports of rows that UDP may match
 */
enum lync_port_side {
	LYNC_PORTS_SOURCE,
	LYNC_PORTS_TCP,
	LYNC_PORTS_UDP,
};

/**
 * lync_port_map_build() - find the classes of ports
 * @map: zeroed; to be freed in any case
 * @policy: a checked policy
 * @side: which ports
 * @sets: gets the sets of rows; several maps may share it
 * @host: memory
 *
 * Context: process; yields the CPU.
 * Return: 0, -ENOMEM, or -E2BIG when there are too many sets.
 */
int lync_port_map_build(struct lync_port_map *map,
			const struct lync_policy *policy,
			enum lync_port_side side, struct lync_sets *sets,
			const struct lync_host *host);

/**
 * lync_port_map_free() - give the memory back
 * @map: zeroed or built
 * @host: memory
 */
void lync_port_map_free(struct lync_port_map *map,
			const struct lync_host *host);

/**
 * lync_port_map_bytes() - memory held beside the map itself
 * @map: built
 */
static inline size_t lync_port_map_bytes(const struct lync_port_map *map)
{
	return (size_t)map->n_pages * LYNC_PAGE_PORTS * sizeof(*map->classes);
}

#endif
