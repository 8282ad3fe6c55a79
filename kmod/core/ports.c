// SPDX-License-Identifier: GPL-2.0-only
/*
 * Classes of ports, found by a sweep as those of addresses are: from port 0 on, each
 * time a range of some row begins or ends, the set of rows changes.
 */
#include "ports.h"
#include "sort.h"

/*
 * A range of a row begins or ends. In one number, so that they can be sorted: the
 * port, the row, and whether a range ends before the port.
 */
#define LYNC_EVENT_PORT_SHIFT	13
#define LYNC_EVENT_ROW_SHIFT	1
#define LYNC_EVENT_ENDS		1u

/**
 * struct lync_port_part - neighbouring ports of one class
 * @first: the first of them
 * @class: their class
 */
struct lync_port_part {
	u16 first;
	u16 class;
};

/**
 * struct lync_port_sweep - the sweep over all ports
 * @host: memory
 * @events: beginnings and ends of ranges, ascending
 * @parts: the ports cut into parts of one class each, ascending
 * @n: entries in @events
 * @n_parts: entries in @parts
 * @rows: the rows that have the current port
 * @depth: how many ranges of a row have it
 */
struct lync_port_sweep {
	const struct lync_host *host;
	u32 *events;
	struct lync_port_part *parts;
	u32 n;
	u32 n_parts;
	u64 rows[LYNC_MAX_ROWS / 64];
	u16 depth[LYNC_MAX_ROWS];
};

static bool lync_row_has_side(const struct lync_row *row,
			      enum lync_port_side side)
{
	if (side == LYNC_PORTS_SOURCE || row->proto == LYNC_PROTO_ANY)
		return true;
	return row->proto == (side == LYNC_PORTS_TCP ? LYNC_PROTO_TCP :
						       LYNC_PROTO_UDP);
}

static const struct lync_ports *lync_row_ports(const struct lync_row *row,
					       enum lync_port_side side, u32 *n)
{
	static const struct lync_ports every = { 0, LYNC_N_PORTS - 1 };
	bool is_source = side == LYNC_PORTS_SOURCE;

	*n = is_source ? row->n_sports : row->n_dports;
	if (*n)
		return is_source ? row->sports : row->dports;
	*n = 1;
	return &every;
}

static u32 lync_event(u32 port, u32 row, u32 ends)
{
	return port << LYNC_EVENT_PORT_SHIFT | row << LYNC_EVENT_ROW_SHIFT |
	       ends;
}

static void lync_port_sweep_add(struct lync_port_sweep *sweep, u32 row,
				const struct lync_ports *range)
{
	sweep->events[sweep->n++] = lync_event(range->low, row, 0);
	if (range->high < LYNC_N_PORTS - 1)
		sweep->events[sweep->n++] =
			lync_event(range->high + 1, row, LYNC_EVENT_ENDS);
}

static const struct lync_sort_key lync_event_order = { .words = 1 };

static int lync_port_sweep_begin(struct lync_port_sweep *sweep,
				 const struct lync_policy *policy,
				 enum lync_port_side side)
{
	const struct lync_ports *ranges;
	u32 row, i, n, most = 0;

	for (row = 0; row < policy->n_rows; row++) {
		lync_row_ports(&policy->rows[row], side, &n);
		most += 2 * n;
	}
	sweep->events = sweep->host->alloc(most * sizeof(*sweep->events));
	/* each event begins a part, but several are of one port */
	if (most >= LYNC_N_PORTS)
		most = LYNC_N_PORTS - 1;
	sweep->parts = sweep->host->alloc((most + 1) * sizeof(*sweep->parts));
	if (!sweep->parts || !sweep->events)
		return -ENOMEM;
	for (row = 0; row < policy->n_rows; row++) {
		if (!lync_row_has_side(&policy->rows[row], side))
			continue;
		ranges = lync_row_ports(&policy->rows[row], side, &n);
		for (i = 0; i < n; i++)
			lync_port_sweep_add(sweep, row, &ranges[i]);
	}
	return lync_sort_long(sweep->events, sweep->n, sizeof(*sweep->events),
			      &lync_event_order, sweep->host);
}

static void lync_port_sweep_apply(struct lync_port_sweep *sweep, u32 event)
{
	u32 row = event >> LYNC_EVENT_ROW_SHIFT & (LYNC_MAX_ROWS - 1);
	u64 bit = 1ull << row % 64;

	if (event & LYNC_EVENT_ENDS) {
		if (!--sweep->depth[row])
			sweep->rows[row / 64] &= ~bit;
	} else {
		sweep->depth[row]++;
		sweep->rows[row / 64] |= bit;
	}
}

static u32 lync_event_port(const struct lync_port_sweep *sweep, u32 i)
{
	return i < sweep->n ? sweep->events[i] >> LYNC_EVENT_PORT_SHIFT :
			      LYNC_N_PORTS;
}

static int lync_port_sweep_run(struct lync_port_sweep *sweep,
			       struct lync_sets *sets)
{
	u32 port, class, i = 0;
	int err;

	for (port = 0; port < LYNC_N_PORTS; port = lync_event_port(sweep, i)) {
		/* of a row, beginnings sort before ends: no depth below zero */
		for (; lync_event_port(sweep, i) == port; i++)
			lync_port_sweep_apply(sweep, sweep->events[i]);
		err = lync_sets_intern(sets, sweep->host, sweep->rows, &class);
		if (err)
			return err;
		sweep->parts[sweep->n_parts++] =
			(struct lync_port_part){ port, class };
		sweep->host->relax();
	}
	return 0;
}

/* The ports of page @page are in parts @at to, exclusively, what is returned. */
static u32 lync_page_end(const struct lync_port_sweep *sweep, u32 page, u32 at)
{
	u32 next = (page + 1) * LYNC_PAGE_PORTS;

	while (at < sweep->n_parts && sweep->parts[at].first < next)
		at++;
	return at;
}

static void lync_page_fill(u16 *classes, const struct lync_port_sweep *sweep,
			   u32 page, u32 at)
{
	u32 port = page * LYNC_PAGE_PORTS, i;

	for (i = 0; i < LYNC_PAGE_PORTS; i++, port++) {
		if (at + 1 < sweep->n_parts &&
		    sweep->parts[at + 1].first == port)
			at++;
		classes[i] = sweep->parts[at].class;
	}
}

/*
 * Pages of 256 classes; one that is within a part, as the one before was, is shared.
 * Counts them when there is no memory for them yet.
 */
static void lync_port_map_pack(struct lync_port_map *map,
			       const struct lync_port_sweep *sweep)
{
	u32 page, at = 0, end, shared = LYNC_N_PORTS, n = 0;

	for (page = 0; page < LYNC_N_PORTS / LYNC_PAGE_PORTS; page++) {
		/* the part that the page begins in */
		end = lync_page_end(sweep, page, at);
		if (at + 1 < sweep->n_parts &&
		    sweep->parts[at + 1].first == page * LYNC_PAGE_PORTS)
			at++;
		if (end - at > 1 || at != shared) {
			if (map->classes)
				lync_page_fill(map->classes +
						       n * LYNC_PAGE_PORTS,
					       sweep, page, at);
			n++;
		}
		shared = end - at > 1 ? LYNC_N_PORTS : at;
		map->pages[page] = (n - 1) * LYNC_PAGE_PORTS;
		at = end - 1;
	}
	map->n_pages = n;
}

static int lync_port_map_fill(struct lync_port_map *map,
			      const struct lync_port_sweep *sweep)
{
	lync_port_map_pack(map, sweep);
	map->classes = sweep->host->alloc(map->n_pages * LYNC_PAGE_PORTS *
					  sizeof(*map->classes));
	if (!map->classes)
		return -ENOMEM;
	lync_port_map_pack(map, sweep);
	return 0;
}

int lync_port_map_build(struct lync_port_map *map,
			const struct lync_policy *policy,
			enum lync_port_side side, struct lync_sets *sets,
			const struct lync_host *host)
{
	struct lync_port_sweep *sweep = host->alloc(sizeof(*sweep));
	int err;

	if (!sweep)
		return -ENOMEM;
	sweep->host = host;
	err = lync_port_sweep_begin(sweep, policy, side);
	if (!err)
		err = lync_port_sweep_run(sweep, sets);
	if (!err)
		err = lync_port_map_fill(map, sweep);
	host->free(sweep->events);
	host->free(sweep->parts);
	host->free(sweep);
	return err;
}

void lync_port_map_free(struct lync_port_map *map, const struct lync_host *host)
{
	host->free(map->classes);
	memset(map, 0, sizeof(*map));
}
