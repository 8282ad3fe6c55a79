// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of ports.c: the class of every port is the set of rows that have it. */
#include "unit.h"

#include "ports.h"
#include "random_policy.h"

static struct lync_port_map map;
static struct lync_sets sets;

static bool has_proto(const struct lync_row *row, enum lync_port_side side)
{
	switch (side) {
	case LYNC_PORTS_TCP:
		return row->proto == LYNC_PROTO_TCP ||
		       row->proto == LYNC_PROTO_ANY;
	case LYNC_PORTS_UDP:
		return row->proto == LYNC_PROTO_UDP ||
		       row->proto == LYNC_PROTO_ANY;
	default:
		return true;
	}
}

static bool has_port(const struct lync_row *row, enum lync_port_side side,
		     u32 port)
{
	bool is_source = side == LYNC_PORTS_SOURCE;
	const struct lync_ports *ports = is_source ? row->sports : row->dports;
	u32 i, n = is_source ? row->n_sports : row->n_dports;

	if (!has_proto(row, side))
		return false;
	for (i = 0; i < n; i++)
		if (port >= ports[i].low && port <= ports[i].high)
			return true;
	return !n;
}

static void check_map(const struct lync_policy *policy,
		      enum lync_port_side side)
{
	u32 port, row, class;

	for (port = 0; port < LYNC_N_PORTS; port++) {
		class = lync_port_class(&map, port);
		assert_true(class < sets.n);
		for (row = 0; row < policy->n_rows; row++)
			if (lync_set_has(&sets, class, row) !=
			    has_port(&policy->rows[row], side, port))
				fail_msg("side %d, port %u, row %u", side,
					 port, row);
	}
}

static void drop(void)
{
	lync_port_map_free(&map, &unit_host);
	lync_sets_free(&sets, &unit_host);
	unit_memory_reset(0);
}

static int build(const struct lync_policy *policy, enum lync_port_side side,
		 u32 most)
{
	unit_memory_reset(0);
	memset(&map, 0, sizeof(map));
	lync_sets_init(&sets, policy->n_rows, most);
	return lync_port_map_build(&map, policy, side, &sets, &unit_host);
}

/* All three sides; gives the number of pages of the last one. */
static u32 check_policy(const struct lync_policy *policy)
{
	u32 side, n_pages = 0;

	for (side = LYNC_PORTS_SOURCE; side <= LYNC_PORTS_UDP; side++) {
		assert_int_equal(build(policy, side, 65535), 0);
		check_map(policy, side);
		n_pages = map.n_pages;
		assert_int_equal(lync_port_map_bytes(&map), 512 * n_pages);
		drop();
	}
	return n_pages;
}

/* One row of any protocol with the ranges given on both sides. */
static u32 check_ranges(const struct lync_ports *ranges, u32 n)
{
	const struct lync_row row = {
		.proto = LYNC_PROTO_ANY, .sports = ranges, .n_sports = n,
		.dports = ranges, .n_dports = n,
	};
	const struct lync_policy policy = { .rows = &row, .n_rows = 1 };

	return check_policy(&policy);
}

static void port_map__no_range(void **state)
{
	(void)state;
	assert_int_equal(check_ranges(NULL, 0), 1);
}

/* Neighbours that are the same share a page of 256. */
static void port_map__one_range(void **state)
{
	static const struct {
		struct lync_ports range;
		u32 n_pages;
	} cases[] = {
		{ { 0, 65535 }, 1 },
		{ { 0, 0 }, 2 },
		{ { 65535, 65535 }, 2 },
		{ { 0, 65534 }, 2 },
		{ { 1, 65535 }, 2 },
		{ { 0, 255 }, 2 },
		{ { 256, 511 }, 3 },
		{ { 256, 512 }, 4 },
		{ { 255, 511 }, 3 },
		{ { 443, 443 }, 3 },
		{ { 50000, 59999 }, 5 },
	};
	u32 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_int_equal(check_ranges(&cases[i].range, 1),
				 cases[i].n_pages);
}

/* Ranges of one row need not be in order, nor apart from each other. */
static void port_map__ranges_of_one_row(void **state)
{
	static const struct lync_ports touching[] = { { 10, 20 }, { 21, 30 } };
	static const struct lync_ports apart[] = { { 10, 20 }, { 22, 30 } };
	static const struct lync_ports overlapping[] = {
		{ 25, 30 }, { 10, 28 }, { 10, 28 }, { 28, 65535 },
	};
	static const struct lync_ports ends[] = {
		{ 65535, 65535 }, { 0, 0 }, { 65534, 65535 }, { 0, 1 },
	};

	(void)state;
	assert_int_equal(check_ranges(touching, COUNT(touching)), 2);
	assert_int_equal(check_ranges(apart, COUNT(apart)), 2);
	assert_int_equal(check_ranges(overlapping, COUNT(overlapping)), 2);
	assert_int_equal(check_ranges(ends, COUNT(ends)), 3);
}

/* What touches or overlaps within a row makes no further set. */
static void port_map__sets_of_one_row(void **state)
{
	static const struct lync_ports ranges[] = {
		{ 25, 30 }, { 10, 28 }, { 31, 40 }, { 50, 50 },
	};
	const struct lync_row row = {
		.proto = LYNC_PROTO_TCP, .dports = ranges, .n_dports = 4,
	};
	const struct lync_policy policy = { .rows = &row, .n_rows = 1 };

	(void)state;
	assert_int_equal(build(&policy, LYNC_PORTS_TCP, 65535), 0);
	assert_int_equal(sets.n, 2);
	drop();
}

static const struct lync_ports sip[] = { { 5060, 5061 } };
static const struct lync_ports low_ports[] = { { 0, 5060 } };
static const struct lync_ports high_ports[] = { { 5061, 65535 } };
static const struct lync_row few_rows[] = {
	{ .proto = LYNC_PROTO_TCP, .dports = sip, .n_dports = 1 },
	{ .proto = LYNC_PROTO_UDP, .dports = low_ports, .n_dports = 1 },
	{ .proto = LYNC_PROTO_ANY, .dports = high_ports, .n_dports = 1 },
	{ .proto = LYNC_PROTO_ANY },
	{ .proto = LYNC_PROTO_ICMP },
	{ .proto = LYNC_PROTO_TCP, .sports = sip, .n_sports = 1 },
};

static const struct lync_policy few = {
	.rows = few_rows, .n_rows = COUNT(few_rows),
};

static void port_map__rows_of_other_protocols(void **state)
{
	(void)state;
	check_policy(&few);
	assert_int_equal(build(&few, LYNC_PORTS_TCP, 65535), 0);
	/* up to 5059, 5060, 5061, from there on */
	assert_int_equal(sets.n, 4);
	drop();
	assert_int_equal(build(&few, LYNC_PORTS_UDP, 65535), 0);
	assert_int_equal(sets.n, 2);
	drop();
	/* a row that has no ports has all source ports */
	assert_int_equal(build(&few, LYNC_PORTS_SOURCE, 65535), 0);
	assert_int_equal(sets.n, 2);
	assert_true(lync_set_has(&sets, lync_port_class(&map, 0), 4));
	drop();
}

static void port_map__no_row(void **state)
{
	static const struct lync_policy none;

	(void)state;
	assert_int_equal(check_policy(&none), 1);
}

static void port_map__sets_are_shared(void **state)
{
	struct lync_port_map udp = { .classes = NULL };
	u32 class;

	(void)state;
	assert_int_equal(build(&few, LYNC_PORTS_TCP, 65535), 0);
	assert_int_equal(lync_port_map_build(&udp, &few, LYNC_PORTS_UDP, &sets,
					     &unit_host), 0);
	assert_int_equal(sets.n, 6);
	check_map(&few, LYNC_PORTS_TCP);
	class = lync_port_class(&udp, 5060);
	assert_true(lync_set_has(&sets, class, 1));
	assert_false(lync_set_has(&sets, class, 0));
	lync_port_map_free(&udp, &unit_host);
	drop();
}

/* Rows as far apart as events of them must be told apart, each with its own port. */
static void port_map__many_rows(void **state)
{
	static struct lync_ports ports[LYNC_MAX_ROWS];
	static struct lync_row rows[LYNC_MAX_ROWS];
	const struct lync_policy policy = {
		.rows = rows, .n_rows = LYNC_MAX_ROWS,
	};
	u32 i, class;

	(void)state;
	for (i = 0; i < LYNC_MAX_ROWS; i++) {
		ports[i].low = i * 15;
		ports[i].high = i * 15;
		rows[i].proto = LYNC_PROTO_UDP;
		rows[i].dports = &ports[i];
		rows[i].n_dports = 1;
	}
	assert_int_equal(build(&policy, LYNC_PORTS_UDP, 65535), 0);
	assert_int_equal(sets.n, LYNC_MAX_ROWS + 1);
	assert_true(unit_memory.relaxed >= LYNC_MAX_ROWS);
	for (i = 0; i < LYNC_MAX_ROWS; i++) {
		class = lync_port_class(&map, i * 15);
		assert_true(lync_set_has(&sets, class, i));
		assert_false(lync_set_has(&sets, class, (i + 1) % 4096));
		assert_int_equal(lync_port_class(&map, i * 15 + 1),
				 lync_port_class(&map, 65535));
	}
	drop();
}

static void port_map__random_rows(void **state)
{
	struct random_policy *made = calloc(1, sizeof(*made));
	unsigned long i, seed = unit_number("LYNC_SEED", 1);
	struct random_source source;

	(void)state;
	fprintf(stderr, "LYNC_SEED=%lu\n", seed);
	random_seed(&source, seed);
	for (i = 0; i < 10; i++) {
		random_policy_fill(made, &source);
		check_policy(&made->policy);
	}
	free(made);
}

static void port_map__too_many_sets(void **state)
{
	(void)state;
	assert_int_equal(build(&few, LYNC_PORTS_TCP, 4), 0);
	drop();
	assert_int_equal(build(&few, LYNC_PORTS_TCP, 3), -E2BIG);
	assert_null(map.classes);
	drop();
}

static int attempt(const void *what)
{
	struct lync_port_map made = { .classes = NULL };
	struct lync_sets rows;
	int err;

	lync_sets_init(&rows, few.n_rows, 65535);
	err = lync_port_map_build(&made, what, LYNC_PORTS_TCP, &rows,
				  &unit_host);
	lync_port_map_free(&made, &unit_host);
	lync_sets_free(&rows, &unit_host);
	return err;
}

static void port_map__no_memory_at_any_point(void **state)
{
	(void)state;
	/* the sweep, its ports and events, two for sets, the pages */
	assert_int_equal(unit_fail_each(attempt, &few), 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(port_map__no_range),
		cmocka_unit_test(port_map__one_range),
		cmocka_unit_test(port_map__ranges_of_one_row),
		cmocka_unit_test(port_map__sets_of_one_row),
		cmocka_unit_test(port_map__rows_of_other_protocols),
		cmocka_unit_test(port_map__no_row),
		cmocka_unit_test(port_map__sets_are_shared),
		cmocka_unit_test(port_map__many_rows),
		cmocka_unit_test(port_map__random_rows),
		cmocka_unit_test(port_map__too_many_sets),
		cmocka_unit_test(port_map__no_memory_at_any_point),
	};

	return cmocka_run_group_tests_name("ports", tests, NULL, NULL);
}
