// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of check*.c: a legal policy, and for each thing that can be wrong a
 * change to it that must be refused with the sentence, part and index given; the
 * other edge of each limit must pass.
 */
#include "unit.h"

#include <stdlib.h>

#include "check.h"
#include "default_policy.h"
#include "random_policy.h"

/* A legal policy all of whose parts may be changed. */
struct draft {
	struct lync_policy policy;
	struct lync_group groups[3];
	struct lync_zone zones[2];
	struct lync_prefix4 prefix4[2];
	struct lync_prefix6 prefix6[2];
	struct lync_protect protects[2];
	struct lync_row rows[3];
	struct lync_ports ports[LYNC_MAX_PORTS + 1];
	u16 members[LYNC_MAX_MEMBERS + 1];
	const char *patterns[LYNC_MAX_PATTERNS + 1];
	const char *sections[2];
};

static char name_64[65], text_256[257], name_63[64], text_255[256];
static char control[] = "a\033b", deleted[] = "a\177", tab[] = "a\tb";

static void draft_rows_init(struct draft *d)
{
	static const char *const names[] = { "r0", "r1", "r2" };
	u32 i;

	for (i = 0; i < 3; i++)
		d->rows[i] = (struct lync_row){
			.name = names[i], .from = d->members, .n_from = 1,
			.to = d->members, .n_to = 2, .sports = d->ports,
			.dports = d->ports, .n_dports = 2,
			.proto = LYNC_PROTO_TCP, .zone = LYNC_NO_ZONE,
			.section = i % 2,
		};
}

static void draft_init(struct draft *d)
{
	u32 i;

	memset(d, 0, sizeof(*d));
	d->groups[0].name = "edge";
	d->groups[1].name = "any";
	d->groups[1].any = true;
	d->groups[2].name = "partners";
	d->zones[0] = (struct lync_zone){ "in", d->patterns, 2, false };
	d->zones[1] = (struct lync_zone){ "out", NULL, 0, true };
	for (i = 0; i <= LYNC_MAX_PATTERNS; i++)
		d->patterns[i] = "eth+";
	d->prefix4[0] = (struct lync_prefix4){ 0x0a000001, 0, 32 };
	d->prefix4[1] = (struct lync_prefix4){ 0, 2, 0 };
	d->prefix6[0].len = 128;
	d->prefix6[0].addr.w[3] = 1;
	d->prefix6[1].len = 33;
	d->prefix6[1].addr.w[1] = 0x80000000;
	d->protects[0].zone = LYNC_NO_ZONE;
	d->protects[1].zone = 1;
	for (i = 0; i <= LYNC_MAX_PORTS; i++)
		d->ports[i] = (struct lync_ports){ i + 1, 65535 };
	d->members[1] = 2;
	d->sections[0] = "First section";
	d->sections[1] = "Second section";
	draft_rows_init(d);
	d->policy = (struct lync_policy){
		.name = "draft", .title = "A draft",
		.prefix4 = d->prefix4, .n_prefix4 = 2,
		.prefix6 = d->prefix6, .n_prefix6 = 2,
		.groups = d->groups, .n_groups = 3,
		.zones = d->zones, .n_zones = 2,
		.protects = d->protects, .n_protects = 2,
		.sections = d->sections, .n_sections = 2,
		.rows = d->rows, .n_rows = 3, .mode = LYNC_STATELESS,
	};
}

static int check(const struct draft *d, struct lync_finding *finding)
{
	int err;

	unit_memory_reset(0);
	memset(finding, 0, sizeof(*finding));
	err = lync_policy_check(&d->policy, &unit_host, finding);
	unit_memory_reset(0);
	return err;
}

/**
 * struct refusal - a change to the legal policy and what must be said of it
 * @name: check__case
 * @change: makes it wrong; NULL @sentence: makes it different but legal
 * @sentence: what the sentence must contain
 * @part: what it must point at
 * @index: which
 */
struct refusal {
	const char *name;
	void (*change)(struct draft *d);
	const char *sentence;
	enum lync_part part;
	u32 index;
};

#define CHANGE(name, statement) \
	static void name(struct draft *d) { statement; }

CHANGE(nothing, (void)d)
CHANGE(no_rows, d->policy.n_rows = 0)
CHANGE(many_rows, d->policy.n_rows = LYNC_MAX_ROWS + 1)
CHANGE(many_groups, d->policy.n_groups = LYNC_MAX_GROUPS + 1)
CHANGE(many_zones, d->policy.n_zones = LYNC_MAX_ZONES + 1)
CHANGE(many_sections, d->policy.n_sections = LYNC_MAX_SECTIONS + 1)
CHANGE(many_protects, d->policy.n_protects = LYNC_MAX_PROTECTS + 1)
CHANGE(many_prefix4, d->policy.n_prefix4 = LYNC_MAX_PREFIXES + 1)
CHANGE(many_prefix6, d->policy.n_prefix6 = ~0u)
CHANGE(mode_2, d->policy.mode = 2)
CHANGE(mode_0, d->policy.mode = 0)
CHANGE(policy_unnamed, d->policy.name = "")
CHANGE(policy_null, d->policy.name = NULL)
CHANGE(title_null, d->policy.title = NULL)
CHANGE(title_empty, d->policy.title = "")
CHANGE(title_255, d->policy.title = text_255)
CHANGE(title_256, d->policy.title = text_256)
CHANGE(title_control, d->policy.title = control)
CHANGE(title_quote, d->policy.title = "a \"b\"")
CHANGE(title_apostrophe, d->policy.title = "it's fine")
CHANGE(group_null, d->groups[2].name = NULL)
CHANGE(group_empty, d->groups[2].name = "")
CHANGE(group_63, d->groups[2].name = name_63)
CHANGE(group_64, d->groups[2].name = name_64)
CHANGE(group_blank, d->groups[2].name = "a b")
CHANGE(group_tab, d->groups[2].name = tab)
CHANGE(group_deleted, d->groups[2].name = deleted)
CHANGE(group_quote, d->groups[2].name = "a\"b")
CHANGE(group_apostrophe, d->groups[2].name = "a'b")
CHANGE(group_utf8, d->groups[2].name = "m\303\274nchen")
CHANGE(group_literal, d->groups[2].name = "10.0.0.0-10.0.0.9")
CHANGE(group_twice, d->groups[2].name = "edge")
CHANGE(zone_null, d->zones[1].name = NULL)
CHANGE(zone_twice, d->zones[1].name = "in")
CHANGE(zone_any_and_named, d->zones[0].any = true)
CHANGE(zone_none, d->zones[1].any = false)
CHANGE(zone_64, d->zones[0].n_patterns = LYNC_MAX_PATTERNS)
CHANGE(zone_65, d->zones[0].n_patterns = LYNC_MAX_PATTERNS + 1)
CHANGE(zone_huge, d->zones[0].n_patterns = ~0u)
CHANGE(pattern_null, d->patterns[1] = NULL)
CHANGE(pattern_empty, d->patterns[1] = "")
CHANGE(pattern_plus, d->patterns[1] = "+")
CHANGE(pattern_15, d->patterns[1] = "abcdefghijklmno")
CHANGE(pattern_16, d->patterns[1] = "abcdefghijklmnop")
CHANGE(pattern_blank, d->patterns[0] = "eth 0")
CHANGE(pattern_control, d->patterns[0] = control)
CHANGE(pattern_slash, d->patterns[0] = "eth/0")
CHANGE(pattern_quote, d->patterns[0] = "\"eth0\"")
CHANGE(pattern_colon, d->patterns[0] = "eth0:1")
CHANGE(pattern_early_plus, d->patterns[0] = "et+h")
CHANGE(pattern_two_plus, d->patterns[0] = "eth++")
CHANGE(pattern_apostrophe, d->patterns[0] = "eth'0")
CHANGE(pattern_backslash, d->patterns[0] = "eth\\0+")
CHANGE(section_null, d->sections[1] = NULL)
CHANGE(section_empty, d->sections[1] = "")
CHANGE(section_long, d->sections[1] = text_256)
CHANGE(prefix4_group, d->prefix4[1].group = 3)
CHANGE(prefix4_any, d->prefix4[1].group = 1)
CHANGE(prefix4_33, d->prefix4[1].len = 33)
CHANGE(prefix4_host_bit, d->prefix4[0].len = 31)
CHANGE(prefix4_host_bits_of_0, d->prefix4[1].addr = 0x80000000)
CHANGE(prefix6_group, d->prefix6[1].group = 0xffff)
CHANGE(prefix6_any, d->prefix6[0].group = 1)
CHANGE(prefix6_129, d->prefix6[1].len = 129)
CHANGE(prefix6_255, d->prefix6[1].len = 255)
CHANGE(prefix6_host_bit, d->prefix6[0].len = 127)
CHANGE(prefix6_host_word, d->prefix6[1].len = 32)
CHANGE(prefix6_last_bit, d->prefix6[1].addr.w[3] = 1)
CHANGE(protect_none, d->policy.n_protects = 0)
CHANGE(protect_group, d->protects[1].group = 3)
CHANGE(protect_zone, d->protects[1].zone = 2)
CHANGE(protect_zone_254, d->protects[1].zone = 254)
CHANGE(protect_empty, d->protects[0].group = d->protects[1].group = 2;
	d->policy.n_prefix4 = 1)
CHANGE(protect_other, d->protects[0].group = d->protects[1].group = 2)
CHANGE(protect_only_ipv6, d->policy.n_prefix4 = 0)
CHANGE(protect_any, d->protects[0].group = 1;
	d->policy.n_prefix4 = d->policy.n_prefix6 = 0)
CHANGE(row_null, d->rows[1].name = NULL)
CHANGE(row_blank, d->rows[1].name = "a row")
CHANGE(row_twice, d->rows[2].name = "r0")
CHANGE(row_thrice, d->rows[1].name = d->rows[2].name = "r0")
CHANGE(comment_long, d->rows[1].comment = text_256)
CHANGE(comment_fine, d->rows[1].comment = text_255)
CHANGE(source_long, d->rows[1].source = text_256)
CHANGE(source_control, d->rows[1].source = control)
CHANGE(source_quote, d->rows[1].source = "/a \"b\"/c:1")
CHANGE(action_2, d->rows[1].action = 2)
CHANGE(action_deny, d->rows[1].action = LYNC_DENY)
CHANGE(proto_257, d->rows[1].proto = 257)
CHANGE(proto_any, d->rows[1].proto = LYNC_PROTO_ANY)
CHANGE(proto_255, d->rows[1].proto = 255; d->rows[1].n_dports = 0)
CHANGE(proto_0, d->rows[1].proto = 0; d->rows[1].n_dports = 0)
CHANGE(row_section, d->rows[1].section = 2)
CHANGE(row_zone, d->rows[1].zone = 2)
CHANGE(row_zone_1, d->rows[1].zone = 1)
CHANGE(from_none, d->rows[1].n_from = 0)
CHANGE(from_64, d->rows[1].n_from = LYNC_MAX_MEMBERS)
CHANGE(from_65, d->rows[1].n_from = LYNC_MAX_MEMBERS + 1)
CHANGE(from_bad, d->members[2] = 3; d->rows[1].n_from = 3)
CHANGE(to_none, d->rows[1].n_to = 0; d->rows[1].to = NULL)
CHANGE(to_65, d->rows[1].n_to = 0xffff)
CHANGE(to_bad, d->members[2] = 0xffff; d->rows[1].n_to = 3)
CHANGE(ports_64, d->rows[1].n_dports = LYNC_MAX_PORTS)
CHANGE(ports_65, d->rows[1].n_dports = LYNC_MAX_PORTS + 1)
CHANGE(sports_65, d->rows[1].n_sports = 0xffff)
CHANGE(ports_of_udp, d->rows[1].proto = LYNC_PROTO_UDP)
CHANGE(ports_of_icmp, d->rows[1].proto = LYNC_PROTO_ICMP)
CHANGE(sports_of_gre, d->rows[1].n_dports = 0; d->rows[1].n_sports = 1;
	d->rows[1].proto = 47)
CHANGE(ports_reversed, d->ports[1] = ((struct lync_ports){ 6, 5 }))
CHANGE(ports_from_0, d->ports[1] = ((struct lync_ports){ 0, 5 }))
CHANGE(ports_only_0, d->ports[1] = ((struct lync_ports){ 0, 0 }))
CHANGE(sports_from_0, d->ports[2] = ((struct lync_ports){ 0, 65535 });
	d->rows[1].n_sports = 3)
CHANGE(ports_single, d->ports[1] = ((struct lync_ports){ 5, 5 }))
CHANGE(sports_reversed, d->ports[2] = ((struct lync_ports){ 65535, 0 });
	d->rows[1].n_sports = 3)

#define FINE(change) { "check_passes__" #change, change, NULL, 0, 0 }
#define BAD(change, part, index, sentence) \
	{ "check__" #change, change, sentence, LYNC_PART_##part, index }

static const struct refusal refusals[] = {
	FINE(nothing),
	BAD(no_rows, POLICY, 0, "at least one row"),
	BAD(many_rows, POLICY, 0, "more than 4096 rows"),
	BAD(many_groups, POLICY, 0, "more than 1024 groups"),
	BAD(many_zones, POLICY, 0, "more than 31 zones"),
	BAD(many_sections, POLICY, 0, "more than 256 sections"),
	BAD(many_protects, POLICY, 0, "more than 64 groups"),
	BAD(many_prefix4, POLICY, 0, "more than 1310720 IPv4"),
	BAD(many_prefix6, POLICY, 0, "more than 1310720 IPv6"),
	BAD(mode_2, POLICY, 0, "mode"),
	FINE(mode_0),
	BAD(policy_unnamed, POLICY, 0, "empty"),
	BAD(policy_null, POLICY, 0, "empty"),
	FINE(title_null),
	FINE(title_empty),
	FINE(title_255),
	BAD(title_256, POLICY, 0, "255 bytes"),
	BAD(title_control, POLICY, 0, "control"),
	BAD(title_quote, POLICY, 0, "double quotation mark"),
	FINE(title_apostrophe),
	BAD(group_null, GROUP, 2, "empty"),
	BAD(group_empty, GROUP, 2, "empty"),
	FINE(group_63),
	BAD(group_64, GROUP, 2, "63 bytes"),
	BAD(group_blank, GROUP, 2, "blank"),
	BAD(group_tab, GROUP, 2, "control"),
	BAD(group_deleted, GROUP, 2, "control"),
	BAD(group_quote, GROUP, 2, "quotation mark"),
	BAD(group_apostrophe, GROUP, 2, "quotation mark"),
	FINE(group_utf8),
	FINE(group_literal),
	BAD(group_twice, GROUP, 2, "another group"),
	BAD(zone_null, ZONE, 1, "empty"),
	BAD(zone_twice, ZONE, 1, "another zone"),
	BAD(zone_any_and_named, ZONE, 0, "any and names interfaces"),
	BAD(zone_none, ZONE, 1, "no interface"),
	FINE(zone_64),
	BAD(zone_65, ZONE, 0, "more than 64 interface patterns"),
	BAD(zone_huge, ZONE, 0, "more than 64 interface patterns"),
	BAD(pattern_null, ZONE, 0, "pattern is empty"),
	BAD(pattern_empty, ZONE, 0, "pattern is empty"),
	FINE(pattern_plus),
	FINE(pattern_15),
	BAD(pattern_16, ZONE, 0, "15 bytes"),
	BAD(pattern_blank, ZONE, 0, "blank or a control"),
	BAD(pattern_control, ZONE, 0, "blank or a control"),
	BAD(pattern_slash, ZONE, 0, "slash"),
	BAD(pattern_quote, ZONE, 0, "quotation mark"),
	BAD(pattern_colon, ZONE, 0, "colon"),
	BAD(pattern_early_plus, ZONE, 0, "before its end"),
	BAD(pattern_two_plus, ZONE, 0, "before its end"),
	FINE(pattern_apostrophe),
	FINE(pattern_backslash),
	BAD(section_null, SECTION, 1, "no title"),
	BAD(section_empty, SECTION, 1, "no title"),
	BAD(section_long, SECTION, 1, "255 bytes"),
	BAD(prefix4_group, PREFIX4, 1, "not there"),
	BAD(prefix4_any, PREFIX4, 1, "any"),
	BAD(prefix4_33, PREFIX4, 1, "above 32"),
	BAD(prefix4_host_bit, PREFIX4, 0, "IPv4 prefix has host bits"),
	BAD(prefix4_host_bits_of_0, PREFIX4, 1, "IPv4 prefix has host bits"),
	BAD(prefix6_group, PREFIX6, 1, "not there"),
	BAD(prefix6_any, PREFIX6, 0, "any"),
	BAD(prefix6_129, PREFIX6, 1, "above 128"),
	BAD(prefix6_255, PREFIX6, 1, "above 128"),
	BAD(prefix6_host_bit, PREFIX6, 0, "IPv6 prefix has host bits"),
	BAD(prefix6_host_word, PREFIX6, 1, "IPv6 prefix has host bits"),
	BAD(prefix6_last_bit, PREFIX6, 1, "IPv6 prefix has host bits"),
	BAD(protect_none, POLICY, 0, "nothing is protected"),
	BAD(protect_group, PROTECT, 1, "protected group is not there"),
	BAD(protect_zone, PROTECT, 1, "zone that is not there"),
	BAD(protect_zone_254, PROTECT, 1, "zone that is not there"),
	BAD(protect_empty, POLICY, 0, "no protected group has an address"),
	FINE(protect_other),
	FINE(protect_only_ipv6),
	FINE(protect_any),
	BAD(row_null, ROW, 1, "empty"),
	BAD(row_blank, ROW, 1, "blank"),
	BAD(row_twice, ROW, 2, "another row"),
	BAD(row_thrice, ROW, 1, "another row"),
	BAD(comment_long, ROW, 1, "text is too long"),
	FINE(comment_fine),
	BAD(source_long, ROW, 1, "source is too long"),
	BAD(source_control, ROW, 1, "source has a control"),
	FINE(source_quote),
	BAD(action_2, ROW, 1, "action"),
	FINE(action_deny),
	BAD(proto_257, ROW, 1, "no protocol number"),
	FINE(proto_any),
	FINE(proto_255),
	FINE(proto_0),
	BAD(row_section, ROW, 1, "section that is not there"),
	BAD(row_zone, ROW, 1, "zone that is not there"),
	FINE(row_zone_1),
	BAD(from_none, ROW, 1, "no group"),
	FINE(from_64),
	BAD(from_65, ROW, 1, "more than 64 groups"),
	BAD(from_bad, ROW, 1, "group that is not there"),
	BAD(to_none, ROW, 1, "no group"),
	BAD(to_65, ROW, 1, "more than 64 groups"),
	BAD(to_bad, ROW, 1, "group that is not there"),
	FINE(ports_64),
	BAD(ports_65, ROW, 1, "more than 64 port ranges"),
	BAD(sports_65, ROW, 1, "more than 64 port ranges"),
	FINE(ports_of_udp),
	BAD(ports_of_icmp, ROW, 1, "its protocol has none"),
	BAD(sports_of_gre, ROW, 1, "its protocol has none"),
	BAD(ports_reversed, ROW, 0, "starts above its end"),
	BAD(ports_from_0, ROW, 0, "port 0"),
	BAD(ports_only_0, ROW, 0, "port 0"),
	BAD(sports_from_0, ROW, 1, "port 0"),
	FINE(ports_single),
	BAD(sports_reversed, ROW, 1, "starts above its end"),
};

static void refusal__run(void **state)
{
	const struct refusal *refusal = *state;
	struct lync_finding finding;
	struct draft d;
	int err;

	draft_init(&d);
	refusal->change(&d);
	err = check(&d, &finding);
	if (!refusal->sentence) {
		assert_int_equal(err, 0);
		return;
	}
	assert_int_equal(err, -EINVAL);
	assert_non_null(strstr(finding.sentence, refusal->sentence));
	assert_int_equal(finding.part, refusal->part);
	assert_int_equal(finding.index, refusal->index);
	/* says what would be right, and fits one line of a kernel answer */
	assert_true(strchr(finding.sentence, ';') ||
		    strchr(finding.sentence, ','));
	assert_true(strlen(finding.sentence) < 120);
	assert_int_not_equal(finding.sentence[strlen(finding.sentence) - 1],
			     '.');
}

static void policy_check__default_passes(void **state)
{
	struct lync_finding finding;

	(void)state;
	assert_int_equal(lync_policy_check(&default_policy, &unit_host,
					   &finding), 0);
}

static void policy_check__no_group_and_no_zone(void **state)
{
	struct lync_finding finding;
	struct draft d;

	(void)state;
	draft_init(&d);
	d.policy.n_groups = 0;
	d.policy.n_zones = 0;
	assert_int_equal(check(&d, &finding), -EINVAL);
	assert_int_equal(finding.part, LYNC_PART_PREFIX4);
}

static int attempt(const void *what)
{
	struct lync_finding finding;

	return lync_policy_check(what, &unit_host, &finding);
}

static void policy_check__no_memory_at_any_point(void **state)
{
	(void)state;
	/* names of groups, of zones and of rows */
	assert_int_equal(unit_fail_each(attempt, &default_policy), 3);
}

/* The policy's limits, every one of them reached at once. */
static void policy_check__every_limit_passes(void **state)
{
	static struct lync_group groups[LYNC_MAX_GROUPS];
	static struct lync_zone zones[LYNC_MAX_ZONES];
	static struct lync_protect protects[LYNC_MAX_PROTECTS];
	static const char *sections[LYNC_MAX_SECTIONS];
	static struct lync_row rows[LYNC_MAX_ROWS];
	static char names[LYNC_MAX_ROWS][8];
	struct lync_finding finding;
	struct draft d;
	u32 i;

	(void)state;
	draft_init(&d);
	for (i = 0; i < LYNC_MAX_ROWS; i++) {
		snprintf(names[i], sizeof(names[i]), "n%u", i * 7 % 4096);
		rows[i] = d.rows[0];
		rows[i].name = names[i];
		if (i < LYNC_MAX_GROUPS)
			groups[i].name = names[i];
		if (i < LYNC_MAX_ZONES)
			zones[i] = (struct lync_zone){ names[i], NULL, 0, 1 };
		if (i < LYNC_MAX_PROTECTS)
			protects[i].zone = i % LYNC_MAX_ZONES;
		if (i < LYNC_MAX_SECTIONS)
			sections[i] = "same title";
	}
	d.prefix4[1].group = LYNC_MAX_GROUPS - 1;
	d.policy.groups = groups;
	d.policy.n_groups = LYNC_MAX_GROUPS;
	d.policy.zones = zones;
	d.policy.n_zones = LYNC_MAX_ZONES;
	d.policy.protects = protects;
	d.policy.n_protects = LYNC_MAX_PROTECTS;
	d.policy.sections = sections;
	d.policy.n_sections = LYNC_MAX_SECTIONS;
	d.policy.rows = rows;
	d.policy.n_rows = LYNC_MAX_ROWS;
	assert_int_equal(check(&d, &finding), 0);
	rows[LYNC_MAX_ROWS - 1].name = names[2000];
	assert_int_equal(check(&d, &finding), -EINVAL);
	assert_int_equal(finding.part, LYNC_PART_ROW);
	assert_int_equal(finding.index, LYNC_MAX_ROWS - 1);
}

static void policy_check__most_prefixes(void **state)
{
	struct lync_finding finding;
	struct lync_prefix4 *prefix4;
	struct lync_prefix6 *prefix6;
	struct draft d;

	(void)state;
	draft_init(&d);
	prefix4 = calloc(LYNC_MAX_PREFIXES, sizeof(*prefix4));
	prefix6 = calloc(LYNC_MAX_PREFIXES, sizeof(*prefix6));
	assert_true(prefix4 && prefix6);
	d.policy.prefix4 = prefix4;
	d.policy.prefix6 = prefix6;
	d.policy.n_prefix4 = LYNC_MAX_PREFIXES;
	d.policy.n_prefix6 = LYNC_MAX_PREFIXES;
	unit_memory_reset(0);
	assert_int_equal(lync_policy_check(&d.policy, &unit_host, &finding), 0);
	assert_true(unit_memory.relaxed > 2 * LYNC_MAX_PREFIXES / 10000);
	prefix6[LYNC_MAX_PREFIXES - 1].addr.w[0] = 1;
	assert_int_equal(check(&d, &finding), -EINVAL);
	assert_int_equal(finding.index, LYNC_MAX_PREFIXES - 1);
	free(prefix4);
	free(prefix6);
}

/* Bytes of a legal policy damaged at random: refused or passed, never beyond. */
static void policy_check__damaged(void **state)
{
	unsigned long rounds = 10 * unit_number("LYNC_POLICIES", 2000);
	struct lync_finding finding;
	struct random_source source;
	unsigned long i, refused = 0;
	struct draft d;
	u8 *where[6];

	(void)state;
	random_seed(&source, unit_number("LYNC_SEED", 1));
	for (i = 0; i < rounds; i++) {
		u32 row = random_below(&source, 3);

		draft_init(&d);
		where[0] = (u8 *)&d.prefix4[random_below(&source, 2)];
		where[1] = (u8 *)&d.prefix6[random_below(&source, 2)] + 16;
		where[2] = (u8 *)&d.protects[random_below(&source, 2)];
		where[3] = (u8 *)&d.rows[row].section;
		where[4] = (u8 *)&d.members[random_below(&source, 2)];
		where[5] = (u8 *)&d.ports[random_below(&source, 2)];
		where[random_below(&source, 6)][random_below(&source, 4)] ^=
			1 + random_below(&source, 255);
		refused += check(&d, &finding) != 0;
	}
	assert_true(refused > rounds / 4 && refused < rounds);
}

int main(void)
{
	static const struct CMUnitTest general[] = {
		cmocka_unit_test(policy_check__default_passes),
		cmocka_unit_test(policy_check__no_group_and_no_zone),
		cmocka_unit_test(policy_check__no_memory_at_any_point),
		cmocka_unit_test(policy_check__every_limit_passes),
		cmocka_unit_test(policy_check__most_prefixes),
		cmocka_unit_test(policy_check__damaged),
	};
	static struct CMUnitTest tests[COUNT(general) + COUNT(refusals)];
	size_t i, n = 0;

	memset(name_64, 'n', 64);
	memset(name_63, 'n', 63);
	memset(text_256, 't', 256);
	memset(text_255, 't', 255);
	for (i = 0; i < COUNT(general); i++)
		tests[n++] = general[i];
	for (i = 0; i < COUNT(refusals); i++) {
		tests[n].name = refusals[i].name;
		tests[n].test_func = refusal__run;
		tests[n++].initial_state = (void *)&refusals[i];
	}
	return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
