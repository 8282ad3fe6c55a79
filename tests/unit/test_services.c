// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of services.c: the rows of a service are those a question fits. */
#include "unit.h"

#include "match_table.h"
#include "random_policy.h"

static struct lync_services services;
/* of every_kind: entries of the table of zones */
static u32 zoned_entries;

/* What is asked of a service. */
struct question {
	u32 proto;
	u16 sport;
	u16 dport;
	u32 zones;
};

static int build_within(const struct lync_policy *policy,
			const struct lync_match_limits *limits)
{
	unit_memory_reset(0);
	return lync_services_build(&services, policy, limits, &unit_host);
}

static void build(const struct lync_policy *policy)
{
	assert_int_equal(build_within(policy, &lync_match_limits), 0);
}

static void drop(void)
{
	lync_services_free(&services, &unit_host);
	unit_memory_reset(0);
	assert_int_equal(lync_services_bytes(&services), 0);
}

static bool is_in(const struct lync_ports *ports, u32 n, u32 port)
{
	u32 i;

	for (i = 0; i < n; i++)
		if (port >= ports[i].low && port <= ports[i].high)
			return true;
	return !n;
}

static bool fits(const struct lync_row *row, const struct question *question)
{
	bool has_ports = question->proto == 6 || question->proto == 17;

	if (row->zone != LYNC_NO_ZONE && !(question->zones >> row->zone & 1))
		return false;
	if (row->proto != LYNC_PROTO_ANY && row->proto != question->proto)
		return false;
	if (!has_ports)
		return !row->n_sports && !row->n_dports;
	return is_in(row->sports, row->n_sports, question->sport) &&
	       is_in(row->dports, row->n_dports, question->dport);
}

static u32 find(const struct question *question, u32 column)
{
	return lync_services_of(&services, question->proto, question->sport,
				question->dport)[column];
}

/* Is a row in the service of a column? */
static bool has(const struct question *question, u32 column, u32 row)
{
	u32 service = find(question, column);

	assert_true(column < services.zones.n_right);
	assert_true(service < services.sets.n);
	return lync_set_has(&services.sets, service, row);
}

/* Is it in that of one of the zones? */
static bool is_found(const struct question *question, u32 row)
{
	u32 zones = question->zones & services.named;
	bool found;

	if (!services.named)
		return has(question, LYNC_COLUMN_ANY, row);
	found = has(question, lync_services_column(&services, zones), row);
	for (zones &= zones - 1; zones; zones &= zones - 1)
		found |= has(question, lync_services_column(&services, zones),
			     row);
	return found;
}

static void ask(const struct lync_policy *policy,
		const struct question *question)
{
	struct question anywhere = *question;
	u32 row;

	anywhere.zones = ~0u;
	for (row = 0; row < policy->n_rows; row++) {
		if (has(question, LYNC_COLUMN_ANY, row) !=
		    fits(&policy->rows[row], &anywhere))
			fail_msg("proto %u ports %u %u any zone row %u",
				 question->proto, question->sport,
				 question->dport, row);
		if (services.has_zones &&
		    is_found(question, row) != fits(&policy->rows[row], question))
			fail_msg("proto %u ports %u %u zones %x row %u",
				 question->proto, question->sport,
				 question->dport, question->zones, row);
	}
}

/* Every protocol, with ports at the ends of ranges, and every zone by itself. */
static void ask_all(const struct lync_policy *policy)
{
	static const u16 ports[] = { 0, 1, 442, 443, 444, 5060, 5061, 5062,
				     49999, 50000, 59999, 60000, 65535 };
	struct question question;
	u32 proto, i, j, zone;

	for (proto = 0; proto < 256; proto++) {
		question.proto = proto;
		for (i = 0; i < COUNT(ports) * COUNT(ports); i++) {
			question.sport = ports[i / COUNT(ports)];
			question.dport = ports[i % COUNT(ports)];
			question.zones = 0x2a;
			ask(policy, &question);
			if (proto != 6 && proto != 17)
				break;
		}
		for (zone = 0; zone < 32; zone++)
			for (j = 0; j < 2; j++) {
				question.zones = 1u << zone;
				if (j)
					question.zones = ~question.zones;
				ask(policy, &question);
			}
	}
}

static const struct lync_ports https[] = { { 443, 443 } };
static const struct lync_ports media[] = { { 50000, 59999 } };

/* Rows of each kind; where nothing is said of a zone it is none. */
static const struct lync_row rows[] = {
	{ .proto = 6, .zone = LYNC_NO_ZONE, .dports = https, .n_dports = 1 },
	{ .proto = 6, .zone = 3, .sports = media, .n_sports = 1,
	  .dports = https, .n_dports = 1 },
	{ .proto = 17, .zone = LYNC_NO_ZONE, .sports = media, .n_sports = 1 },
	{ .proto = LYNC_PROTO_ANY, .zone = 5, .dports = media, .n_dports = 1 },
	{ .proto = LYNC_PROTO_ANY, .zone = 30, .sports = media,
	  .n_sports = 1 },
	{ .proto = 1, .zone = LYNC_NO_ZONE },
	{ .proto = 58, .zone = 0 },
	{ .proto = 255, .zone = LYNC_NO_ZONE },
	{ .proto = 0, .zone = LYNC_NO_ZONE },
	{ .proto = LYNC_PROTO_ANY, .zone = LYNC_NO_ZONE },
};

static const struct lync_policy every_kind = {
	.rows = rows, .n_rows = COUNT(rows), .n_zones = 31,
};

static void services__every_kind_of_row(void **state)
{
	(void)state;
	build(&every_kind);
	/* any zone, none, and the four that rows name */
	assert_int_equal(services.zones.n_right, 6);
	assert_int_equal(services.named, 1 << 0 | 1 << 3 | 1 << 5 | 1 << 30);
	ask_all(&every_kind);
	drop();
}

/* Port 0 of a protocol without ports is in no range, not even one with 0 in it. */
static void services__any_with_ports_has_tcp_and_udp_only(void **state)
{
	static const struct lync_ports all[] = { { 0, 65535 } };
	struct lync_row row = {
		.proto = LYNC_PROTO_ANY, .zone = LYNC_NO_ZONE,
	};
	const struct lync_policy policy = { .rows = &row, .n_rows = 1 };
	struct question question = { .proto = 47 };
	u32 side;

	(void)state;
	for (side = 0; side < 2; side++) {
		row.dports = side ? NULL : all;
		row.sports = side ? all : NULL;
		row.n_dports = !side;
		row.n_sports = side;
		build(&policy);
		ask_all(&policy);
		assert_false(has(&question, LYNC_COLUMN_ANY, 0));
		drop();
	}
}

static void services__no_row(void **state)
{
	static const struct lync_policy none;

	(void)state;
	build(&none);
	assert_int_equal(services.sets.n, 1);
	ask_all(&none);
	drop();
}

static void services__zones_that_rows_name(void **state)
{
	struct lync_row zoned[LYNC_MAX_ZONES + 1];
	struct lync_policy policy = { .rows = zoned, .n_zones = LYNC_MAX_ZONES };
	u32 n, zone;

	(void)state;
	/* from the highest one down, and one that is named already */
	for (n = 0; n < COUNT(zoned); n++)
		zoned[n] = (struct lync_row){
			.proto = LYNC_PROTO_ANY,
			.zone = LYNC_MAX_ZONES - 1 - n % LYNC_MAX_ZONES };
	for (n = 1; n <= COUNT(zoned); n++) {
		policy.n_rows = n;
		build(&policy);
		assert_int_equal(services.zones.n_right,
				 n > LYNC_MAX_ZONES ? n + 1 : n + 2);
		for (zone = 0; zone <= LYNC_MAX_ZONES; zone++)
			if (!(services.named >> zone & 1))
				assert_int_equal(services.columns[zone],
						 LYNC_COLUMN_NONE);
		ask_all(&policy);
		drop();
	}
}

/* Where zones would make a table too large, it is there without them. */
static void services__too_many_with_zones(void **state)
{
	struct lync_match_limits limits = lync_match_limits;
	u32 cross;

	(void)state;
	build(&every_kind);
	cross = services.zones.n_left * services.zones.n_right;
	assert_true(services.has_zones);
	drop();
	limits.cross = cross - 1;
	assert_int_equal(build_within(&every_kind, &limits), 0);
	assert_false(services.has_zones);
	assert_int_equal(services.zones.n_right, 1);
	ask_all(&every_kind);
	drop();
}

/* The least limit of each kind that does, and one less. */
static void services__limits(void **state)
{
	struct lync_match_limits limits = lync_match_limits;
	u32 cross, sets;

	(void)state;
	build(&every_kind);
	cross = services.ports.n_left * services.ports.n_right;
	assert_true(cross > services.zones.n_left);
	drop();

	for (limits.cross = 0; limits.cross < cross; limits.cross++) {
		assert_int_equal(build_within(&every_kind, &limits), -E2BIG);
		drop();
	}
	assert_int_equal(build_within(&every_kind, &limits), 0);
	assert_false(services.has_zones);
	sets = services.sets.n;
	ask_all(&every_kind);
	drop();
	for (limits.sets = 0; limits.sets < sets; limits.sets++) {
		assert_int_equal(build_within(&every_kind, &limits), -E2BIG);
		drop();
	}
	assert_int_equal(build_within(&every_kind, &limits), 0);
	assert_false(services.has_zones);
	ask_all(&every_kind);
	drop();
}

static void services__random_rows(void **state)
{
	struct random_policy *made = calloc(1, sizeof(*made));
	unsigned long i, j, seed = unit_number("LYNC_SEED", 1);
	struct question question;
	struct random_source source;
	struct lync_key key;

	(void)state;
	fprintf(stderr, "LYNC_SEED=%lu\n", seed);
	random_seed(&source, seed);
	for (i = 0; i < 30; i++) {
		random_policy_fill(made, &source);
		build(&made->policy);
		for (j = 0; j < 2000; j++) {
			random_key_fill(&key, &made->policy, &source);
			question.sport = key.sport;
			question.dport = key.dport;
			question.proto = key.proto;
			question.zones = key.zones;
			ask(&made->policy, &question);
		}
		drop();
	}
	free(made);
}

static void services_bytes__what_is_held(void **state)
{
	(void)state;
	build(&every_kind);
	assert_true(lync_services_bytes(&services) <= unit_memory.bytes);
	/* what malloc rounds up by, if anything */
	assert_true(lync_services_bytes(&services) + 6 * 16 >=
		    unit_memory.bytes);
	drop();
}

static int attempt(const void *what)
{
	struct lync_services made;
	int err;

	err = lync_services_build(&made, what, &lync_match_limits, &unit_host);
	lync_services_free(&made, &unit_host);
	return err;
}

/* With room for ports alone, which is found out on the way. */
static int attempt_without_zones(const void *what)
{
	struct lync_match_limits limits = lync_match_limits;
	struct lync_services made;
	int err;

	limits.cross = zoned_entries - 1;
	err = lync_services_build(&made, what, &limits, &unit_host);
	lync_services_free(&made, &unit_host);
	return err;
}

static void services__no_memory_at_any_point(void **state)
{
	(void)state;
	assert_in_range(unit_fail_each(attempt, &every_kind), 20, 60);
	build(&every_kind);
	zoned_entries = services.zones.n_left * services.zones.n_right;
	drop();
	assert_in_range(unit_fail_each(attempt_without_zones, &every_kind), 20, 60);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(services__every_kind_of_row),
		cmocka_unit_test(services__any_with_ports_has_tcp_and_udp_only),
		cmocka_unit_test(services__no_row),
		cmocka_unit_test(services__zones_that_rows_name),
		cmocka_unit_test(services__too_many_with_zones),
		cmocka_unit_test(services__limits),
		cmocka_unit_test(services__random_rows),
		cmocka_unit_test(services_bytes__what_is_held),
		cmocka_unit_test(services__no_memory_at_any_point),
	};

	return cmocka_run_group_tests_name("services", tests, NULL, NULL);
}
