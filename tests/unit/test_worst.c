// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of the whole matcher on the largest policies that are legal, made so that
 * its tables would multiply: it builds or refuses them, in the memory it may have, and
 * answers as the naive one does.
 */
#include "unit.h"

#include <time.h>

#include "check.h"
#include "match_table.h"
#include "oracle.h"
#include "random_policy.h"

enum worst_size {
	WORST_BYTES = 256 << 20,
	WORST_PREFIXES = 300000,	/* of a family */
	WORST_QUESTIONS = 30,
	WORST_ANY = LYNC_MAX_GROUPS - 1,	/* the group that is `any` */
};

/* What rows point to; as much as a row may have. */
struct worst_lists {
	u16 from[LYNC_MAX_MEMBERS];
	u16 to[LYNC_MAX_MEMBERS];
	struct lync_ports sports[LYNC_MAX_PORTS];
	struct lync_ports dports[LYNC_MAX_PORTS];
};

static struct lync_prefix4 prefix4[WORST_PREFIXES];
static struct lync_prefix6 prefix6[WORST_PREFIXES];
static struct lync_group groups[LYNC_MAX_GROUPS];
static struct lync_zone zones[LYNC_MAX_ZONES];
static struct lync_row rows[LYNC_MAX_ROWS];
static struct worst_lists lists[LYNC_MAX_ROWS];
static char names[LYNC_MAX_ROWS + LYNC_MAX_GROUPS + LYNC_MAX_ZONES][8];
static const char *const patterns[] = { "eth+" };
static const char *const sections[] = { "section" };
static const struct lync_protect protects[] = { { 0, LYNC_NO_ZONE } };
static struct lync_policy policy;
static struct random_source source;

static const char *name_of(char first, u32 i)
{
	static u32 used;
	char *name = names[used++ % COUNT(names)];

	snprintf(name, sizeof(names[0]), "%c%u", first, i);
	return name;
}

/* As many rows, groups and zones as there may be; rows of TCP from any to any. */
static void begin(void)
{
	u32 i;

	random_seed(&source, 1);
	policy = (struct lync_policy){
		.name = "worst", .prefix4 = prefix4, .prefix6 = prefix6,
		.groups = groups, .zones = zones, .protects = protects,
		.sections = sections, .rows = rows,
		.n_groups = LYNC_MAX_GROUPS, .n_zones = LYNC_MAX_ZONES,
		.n_protects = 1, .n_sections = 1, .n_rows = LYNC_MAX_ROWS,
	};
	for (i = 0; i < LYNC_MAX_GROUPS; i++)
		groups[i].name = name_of('g', i);
	groups[WORST_ANY].any = true;
	for (i = 0; i < LYNC_MAX_ZONES; i++)
		zones[i] = (struct lync_zone){ .name = name_of('z', i),
					       .patterns = patterns,
					       .n_patterns = 1 };
	for (i = 0; i < LYNC_MAX_ROWS; i++) {
		lists[i].from[0] = WORST_ANY;
		lists[i].to[0] = WORST_ANY;
		rows[i] = (struct lync_row){
			.name = name_of('r', i), .proto = LYNC_PROTO_TCP,
			.from = lists[i].from, .n_from = 1,
			.to = lists[i].to, .n_to = 1,
			.sports = lists[i].sports, .dports = lists[i].dports,
			.zone = LYNC_NO_ZONE,
		};
	}
}

static void add4(u32 addr, u32 len, u32 group)
{
	u32 hosts = len ? (1ull << (32 - len)) - 1 : ~0u;

	assert_true(policy.n_prefix4 < WORST_PREFIXES);
	prefix4[policy.n_prefix4++] = (struct lync_prefix4){
		.addr = addr & ~hosts, .group = group, .len = len };
}

static void add6(u32 top, u32 len, u32 group)
{
	struct lync_prefix6 *prefix = &prefix6[policy.n_prefix6++];
	u32 word, bit;

	assert_true(policy.n_prefix6 <= WORST_PREFIXES);
	memset(prefix, 0, sizeof(*prefix));
	prefix->group = group;
	prefix->len = len;
	for (bit = 0; bit < len; bit++) {
		word = bit / 32;
		prefix->addr.w[word] |= (top >> (31 - bit % 32) & 1)
					<< (31 - bit % 32);
	}
}

/* One address in each group but `any`. */
static void add_hosts(void)
{
	u32 i;

	for (i = 0; i < WORST_ANY; i++)
		add4(0x0a000000 + 2 * i, 32, i);
}

static void add_dport(u32 row, u32 low, u32 high)
{
	lists[row].dports[rows[row].n_dports++] = (struct lync_ports){
		.low = low, .high = high };
}

static bool agrees(const struct lync_matcher *matcher,
		   const struct lync_key *key)
{
	struct lync_ends ends = lync_match_ends(matcher, key);

	return lync_match_row(matcher, key, ends) ==
		       lync_oracle_row(&policy, key) &&
	       lync_match_reply_row(matcher, key, ends) ==
		       lync_oracle_reply_row(&policy, key);
}

/* An address of a group, unless it is `any` or has none of the family. */
static void addr_fill(struct lync_addr *addr, u32 family, u32 group)
{
	u32 n = family == LYNC_IPV4 ? policy.n_prefix4 : policy.n_prefix6;
	u32 i, k, from = random_below(&source, n);

	for (k = 0; k < n; k++) {
		i = (from + k) % n;
		if (family == LYNC_IPV4 && prefix4[i].group == group) {
			addr->w[0] = prefix4[i].addr;
			return;
		}
		if (family == LYNC_IPV6 && prefix6[i].group == group) {
			*addr = prefix6[i].addr;
			return;
		}
	}
}

/* A question that some row, at random, may be the answer to. */
static void key_fill(struct lync_key *key)
{
	const struct lync_row *row = &rows[random_below(&source, policy.n_rows)];

	do
		random_key_fill(key, &policy, &source);
	while (key->family == LYNC_IPV6 && !policy.n_prefix6);
	if (random_below(&source, 4))
		addr_fill(&key->src, key->family,
			  row->from[random_below(&source, row->n_from)]);
	if (random_below(&source, 4))
		addr_fill(&key->dst, key->family,
			  row->to[random_below(&source, row->n_to)]);
	if (random_below(&source, 8) && row->proto != LYNC_PROTO_ANY)
		key->proto = row->proto;
	if (row->n_dports)
		key->dport = row->dports[random_below(&source, row->n_dports)]
				     .low - !random_below(&source, 8);
	if (row->n_sports)
		key->sport = row->sports[random_below(&source, row->n_sports)]
				     .high;
	if (row->zone != LYNC_NO_ZONE)
		key->zones |= 1u << row->zone;
}

static void ask(const struct lync_matcher *matcher)
{
	struct lync_key key;
	u32 i, hits = 0;

	for (i = 0; i < WORST_QUESTIONS; i++) {
		key_fill(&key);
		hits += lync_oracle_row(&policy, &key) != LYNC_NO_ROW;
		if (!agrees(matcher, &key))
			fail_msg("question %u", i);
	}
	assert_in_range(hits, 1, WORST_QUESTIONS);
}

enum tables { PAIRS = 1, PORTS = 2, ZONES = 4, SERVICES = PORTS | ZONES, ROWS = 8 };

/* Build, or be refused, and ask; @tables are those that are expected to be there. */
static void check(int expected, u32 tables)
{
	struct lync_matcher *matcher = NULL;
	struct lync_finding finding;
	clock_t start;
	int err;

	unit_memory_reset(0);
	assert_int_equal(lync_policy_check(&policy, &unit_host, &finding), 0);
	unit_memory_reset(0);
	start = clock();
	err = lync_matcher_build(&policy, &unit_host, &matcher);
	if (unit_number("LYNC_SHOW", 0))
		fprintf(stderr, "%.2f s, %zu KiB at most, %zu KiB held\n",
			(double)(clock() - start) / CLOCKS_PER_SEC,
			unit_memory.peak >> 10, unit_memory.bytes >> 10);
	assert_int_equal(err, expected);
	assert_true(unit_memory.peak <= WORST_BYTES);
	if (err) {
		unit_memory_reset(0);
		return;
	}
	assert_int_equal(!!matcher->pairs.table * PAIRS +
			 matcher->has_services * PORTS +
			 (matcher->has_services && matcher->services.has_zones) * ZONES +
			 !!matcher->rows.table * ROWS, tables);
	/* what is not counted is room to grow, and what malloc rounds up by */
	assert_true(lync_matcher_bytes(matcher) <= unit_memory.bytes);
	assert_true(lync_matcher_bytes(matcher) >= unit_memory.bytes * 9 / 10);
	ask(matcher);
	lync_matcher_free(matcher, &unit_host);
	unit_memory_reset(0);
}

/* More sets of rows by destination port than there may be. */
static void matcher_build__every_row_64_ports_of_its_own(void **state)
{
	u32 i, j, port;

	(void)state;
	begin();
	add_hosts();
	for (i = 0; i < LYNC_MAX_ROWS; i++) {
		rows[i].proto = i % 2 ? LYNC_PROTO_TCP : LYNC_PROTO_UDP;
		lists[i].from[0] = i % WORST_ANY;
		for (j = 0; j < LYNC_MAX_PORTS; j++) {
			port = 1 + random_below(&source, 65535);
			add_dport(i, port, port);
		}
	}
	check(0, PAIRS);
}

/* Ranges on both sides: as many sets of source as of destination ports. */
static void matcher_build__every_row_64_ranges_twice(void **state)
{
	u32 i, j, low;

	(void)state;
	begin();
	add_hosts();
	for (i = 0; i < LYNC_MAX_ROWS; i++) {
		rows[i].proto = LYNC_PROTO_ANY;
		lists[i].from[0] = i % WORST_ANY;
		for (j = 0; j < LYNC_MAX_PORTS; j++) {
			low = 1 + random_below(&source, 500) * 128;
			add_dport(i, low, low + 127);
			lists[i].sports[j] = (struct lync_ports){ low, low };
		}
		rows[i].n_sports = LYNC_MAX_PORTS;
	}
	check(0, PAIRS);
}

static void matcher_build__every_group_in_a_row(void **state)
{
	u32 i;

	(void)state;
	begin();
	add_hosts();
	policy.n_rows = WORST_ANY;
	for (i = 0; i < WORST_ANY; i++)
		lists[i].from[0] = i;
	check(0, PAIRS | SERVICES | ROWS);
	/* and with all rows that there may be, from and to all of them */
	begin();
	add_hosts();
	for (i = 0; i < LYNC_MAX_ROWS; i++)
		lists[i].from[0] = i % WORST_ANY;
	check(0, PAIRS | SERVICES | ROWS);
}

/*
 * Prefixes of every length around an address, each in another group. The shortest are
 * of the first address only: who shares them is in all groups that have them.
 */
static void nest(u32 n, u32 bits)
{
	u32 i, len, group;

	for (i = 0; i < n; i++)
		for (len = i ? 11 : 0; len <= bits; len++) {
			group = (i + 32 * len) % WORST_ANY;
			if (bits == 32)
				add4(i << 22 | i << 7 | 5, len, group);
			else
				add6(i << 22 | i << 7 | 5, len, group);
		}
}

static void matcher_build__deepest_nesting_in_every_group(void **state)
{
	u32 i;

	(void)state;
	begin();
	nest(1024, 32);
	for (i = 0; i < LYNC_MAX_ROWS; i++) {
		lists[i].from[0] = i % WORST_ANY;
		add_dport(i, i + 1, i + 1);
	}
	check(0, SERVICES);
	policy.n_prefix4 = 0;
	nest(200, 32);
	nest(200, 128);
	check(0, SERVICES);
	/* too many classes */
	policy.n_prefix6 = 0;
	nest(1024, 128);
	check(-E2BIG, 0);
}

/* Each row of @n_ports ports, of which the next row has all but one. */
static void rows_of_every_zone(u32 n_ports)
{
	u32 i;

	begin();
	add_hosts();
	for (i = 0; i < LYNC_MAX_ROWS; i++) {
		rows[i].zone = i % LYNC_MAX_ZONES;
		lists[i].from[0] = i % WORST_ANY;
		add_dport(i, i + 1, i + n_ports);
	}
}

static void matcher_build__rows_of_every_zone(void **state)
{
	(void)state;
	rows_of_every_zone(10);
	check(0, PAIRS | SERVICES | ROWS);
}

/* Ports alone have sets few enough, ports and zones have not. */
static void matcher_build__too_many_ports_by_zones(void **state)
{
	u32 i;

	(void)state;
	rows_of_every_zone(5000);
	for (i = 0; i < LYNC_MAX_ROWS / 2; i++)
		add_dport(i, i + 20000, i + 25000);
	check(0, PAIRS | PORTS);
}

/* Rows between groups, each with a port of its own. */
static void rows_between(u32 n_groups)
{
	u32 i;

	for (i = 0; i < LYNC_MAX_ROWS; i++) {
		lists[i].from[0] = i % n_groups;
		lists[i].to[0] = (i * 7 + i / n_groups) % n_groups;
		add_dport(i, 1 + 2 * i, 1 + 2 * i);
	}
}

static void matcher_build__too_many_pairs_by_services(void **state)
{
	(void)state;
	begin();
	add_hosts();
	rows_between(1000);
	check(0, PAIRS | SERVICES);
	/* the largest table that may be, of sets that have no row in common */
	policy.n_rows = LYNC_MAX_ROWS - 2;
	check(0, PAIRS | SERVICES | ROWS);
}

/* From and to more sets than can be paired. */
static void matcher_build__too_many_pairs(void **state)
{
	u32 i;

	(void)state;
	begin();
	add_hosts();
	rows_between(WORST_ANY);
	for (i = 0; i < 200; i++) {
		/* addresses of two groups have the rows of both */
		add4(0x0b000000 + 2 * i, 32, i);
		add4(0x0b000000 + 2 * i, 32, 500 + i);
	}
	check(0, SERVICES);
}

/* Few enough sets to be paired, but the pairs are all different. */
static void matcher_build__too_many_sets_of_pairs(void **state)
{
	u32 i, j;

	(void)state;
	begin();
	add_hosts();
	for (i = 0; i < LYNC_MAX_ROWS; i++) {
		for (j = 0; j < LYNC_MAX_MEMBERS; j++) {
			lists[i].from[j] = random_below(&source, 1000);
			lists[i].to[j] = random_below(&source, 1000);
		}
		add_dport(i, 1 + i % 256, 1 + i % 256);
		rows[i].n_from = LYNC_MAX_MEMBERS;
		rows[i].n_to = LYNC_MAX_MEMBERS;
	}
	check(0, SERVICES);
}

/* As many classes, sets from them and services as there may be, all of them large. */
static void matcher_build__everything_at_once(void **state)
{
	enum { N = 65000 };
	u32 i, j, port;

	(void)state;
	begin();
	/* each host is in three groups: all of the sets differ */
	for (i = 0; i < N; i++) {
		add4(0x0a000000 + i, 32, i % 100);
		add4(0x0a000000 + i, 32, 100 + i / 100 % 100);
		add4(0x0a000000 + i, 32, 200 + i / 10000);
	}
	for (i = 0; i < LYNC_MAX_ROWS; i++) {
		lists[i].from[0] = i % 207;
		for (j = 0; j < LYNC_MAX_PORTS; j++) {
			port = 1 + random_below(&source, 62000);
			add_dport(i, port, port);
		}
	}
	check(0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(matcher_build__every_row_64_ports_of_its_own),
		cmocka_unit_test(matcher_build__every_row_64_ranges_twice),
		cmocka_unit_test(matcher_build__every_group_in_a_row),
		cmocka_unit_test(matcher_build__deepest_nesting_in_every_group),
		cmocka_unit_test(matcher_build__rows_of_every_zone),
		cmocka_unit_test(matcher_build__too_many_ports_by_zones),
		cmocka_unit_test(matcher_build__too_many_pairs_by_services),
		cmocka_unit_test(matcher_build__too_many_pairs),
		cmocka_unit_test(matcher_build__too_many_sets_of_pairs),
		cmocka_unit_test(matcher_build__everything_at_once),
	};

	return cmocka_run_group_tests_name("worst", tests, NULL, NULL);
}
