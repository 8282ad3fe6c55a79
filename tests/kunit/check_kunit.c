// SPDX-License-Identifier: GPL-2.0-only
/* Suite of core/check*.c: the default policy with one thing wrong. */
#include <kunit/test.h>

#include "check.h"
#include "default_policy.h"
#include "inject.h"
#include "lync_edge.h"

/**
 * struct check_copy - the default policy, to be spoiled
 * @policy: points into the rest
 * @rows: its rows
 * @groups: its groups
 * @zones: its zone and one that is any
 * @protects: its protect lines
 * @prefix4: its IPv4 prefixes
 * @prefix6: its IPv6 prefixes
 * @sections: titles of its sections
 * @patterns: interfaces of the first zone
 * @members: groups row 0 comes from
 * @ports: destination ports of row 0
 */
struct check_copy {
	struct lync_policy policy;
	struct lync_row rows[ARRAY_SIZE(default_rows)];
	struct lync_group groups[DEFAULT_N_GROUPS];
	struct lync_zone zones[2];
	struct lync_protect protects[ARRAY_SIZE(default_protects)];
	struct lync_prefix4 prefix4[ARRAY_SIZE(default_prefix4)];
	struct lync_prefix6 prefix6[ARRAY_SIZE(default_prefix6)];
	const char *sections[ARRAY_SIZE(default_sections)];
	const char *patterns[2];
	u16 members[2];
	struct lync_ports ports[2];
};

/**
 * struct check_case - one thing wrong
 * @name: what
 * @at: offset of the field within struct check_copy
 * @size: its size
 * @value: what is written there, unless
 * @text: this is; then the field is a string
 * @part: what must be blamed
 * @index: which of them
 * @says: words of the sentence
 */
struct check_case {
	const char *name;
	size_t at;
	size_t size;
	u64 value;
	const char *text;
	enum lync_part part;
	u32 index;
	const char *says;
};

#define FIELD(field) \
	.at = offsetof(struct check_copy, field), \
	.size = sizeof(((struct check_copy *)NULL)->field)
#define BLAME(which, number, words) \
	.part = LYNC_PART_##which, .index = (number), .says = (words)

/* Each one byte longer than the longest that may be. */
static const char check_long_text[LYNC_TEXT_LEN + 1] = {
	[0 ... LYNC_TEXT_LEN - 1] = 'x'
};

static const char check_long_name[LYNC_NAME_LEN + 1] = {
	[0 ... LYNC_NAME_LEN - 1] = 'x'
};

static const char check_long_pattern[LYNC_IFNAME_LEN + 1] = {
	[0 ... LYNC_IFNAME_LEN - 1] = 'x'
};

static const struct check_case check_spoils[] = {
	{ "policy__too_many_rows", FIELD(policy.n_rows), 4097,
	  BLAME(POLICY, 0, "more than 4096 rows") },
	{ "policy__too_many_groups", FIELD(policy.n_groups), 1025,
	  BLAME(POLICY, 0, "more than 1024 groups") },
	{ "policy__too_many_zones", FIELD(policy.n_zones), 32,
	  BLAME(POLICY, 0, "more than 31 zones") },
	{ "policy__too_many_sections", FIELD(policy.n_sections), 257,
	  BLAME(POLICY, 0, "more than 256 sections") },
	{ "policy__too_many_protects", FIELD(policy.n_protects), 65,
	  BLAME(POLICY, 0, "more than 64 groups") },
	{ "policy__too_many_prefix4", FIELD(policy.n_prefix4), (4 << 20) + 1,
	  BLAME(POLICY, 0, "1310720 IPv4 prefixes") },
	{ "policy__too_many_prefix6", FIELD(policy.n_prefix6), (4 << 20) + 1,
	  BLAME(POLICY, 0, "1310720 IPv6 prefixes") },
	{ "policy__no_row", FIELD(policy.n_rows), 0,
	  BLAME(POLICY, 0, "has no row") },
	{ "policy__no_protect", FIELD(policy.n_protects), 0,
	  BLAME(POLICY, 0, "nothing is protected") },
	{ "policy__unknown_mode", FIELD(policy.mode), 2,
	  BLAME(POLICY, 0, "the mode is unknown") },
	{ "policy__no_name", FIELD(policy.name), 0,
	  BLAME(POLICY, 0, "the name is empty") },
	{ "policy__long_title", FIELD(policy.title), .text = check_long_text,
	  BLAME(POLICY, 0, "the text is too long") },
	{ "group__empty_name", FIELD(groups[3].name), .text = "",
	  BLAME(GROUP, 3, "the name is empty") },
	{ "group__long_name", FIELD(groups[1].name), .text = check_long_name,
	  BLAME(GROUP, 1, "at most 63 bytes") },
	{ "group__blank_in_name", FIELD(groups[0].name), .text = "a b",
	  BLAME(GROUP, 0, "a blank") },
	{ "group__quote_in_name", FIELD(groups[0].name), .text = "a\"",
	  BLAME(GROUP, 0, "a quotation mark") },
	{ "group__control_in_name", FIELD(groups[9].name), .text = "a\033[2J",
	  BLAME(GROUP, 9, "a control character") },
	{ "group__same_name", FIELD(groups[4].name), .text = "access_edge",
	  BLAME(GROUP, 4, "another group has this name") },
	{ "zone__same_name", FIELD(zones[1].name), .text = "internal",
	  BLAME(ZONE, 1, "another zone has this name") },
	{ "zone__any_and_patterns", FIELD(zones[0].any), 1,
	  BLAME(ZONE, 0, "is any and names interfaces") },
	{ "zone__nothing", FIELD(zones[0].n_patterns), 0,
	  BLAME(ZONE, 0, "has no interface") },
	{ "zone__too_many_patterns", FIELD(zones[0].n_patterns), 65,
	  BLAME(ZONE, 0, "more than 64 interface patterns") },
	{ "zone__empty_pattern", FIELD(patterns[1]), .text = "",
	  BLAME(ZONE, 0, "pattern is empty") },
	{ "zone__long_pattern", FIELD(patterns[0]), .text = check_long_pattern,
	  BLAME(ZONE, 0, "at most 15 bytes") },
	{ "zone__slash_in_pattern", FIELD(patterns[1]), .text = "a/b",
	  BLAME(ZONE, 0, "a slash") },
	{ "zone__early_plus_in_pattern", FIELD(patterns[1]), .text = "a+b",
	  BLAME(ZONE, 0, "before its end") },
	{ "section__no_title", FIELD(sections[2]), 0,
	  BLAME(SECTION, 2, "has no title") },
	{ "section__long_title", FIELD(sections[1]), .text = check_long_text,
	  BLAME(SECTION, 1, "the text is too long") },
	{ "prefix4__no_such_group", FIELD(prefix4[2].group), DEFAULT_N_GROUPS,
	  BLAME(PREFIX4, 2, "group that is not there") },
	{ "prefix4__group_is_any", FIELD(prefix4[1].group), DEFAULT_ANY,
	  BLAME(PREFIX4, 1, "group that is any") },
	{ "prefix4__length", FIELD(prefix4[0].len), 33,
	  BLAME(PREFIX4, 0, "above 32") },
	{ "prefix4__host_bits", FIELD(prefix4[3].addr), 0x41363401,
	  BLAME(PREFIX4, 3, "host bits") },
	{ "prefix6__no_such_group", FIELD(prefix6[4].group), DEFAULT_N_GROUPS,
	  BLAME(PREFIX6, 4, "group that is not there") },
	{ "prefix6__length", FIELD(prefix6[0].len), 129,
	  BLAME(PREFIX6, 0, "above 128") },
	{ "prefix6__host_bits_in_a_far_word", FIELD(prefix6[3].addr.w[3]), 1,
	  BLAME(PREFIX6, 3, "host bits") },
	{ "prefix6__host_bit_next_to_the_prefix",
	  FIELD(prefix6[3].addr.w[1]), 0x00540000 | 1,
	  BLAME(PREFIX6, 3, "host bits") },
	{ "protect__no_such_group", FIELD(protects[1].group), DEFAULT_N_GROUPS,
	  BLAME(PROTECT, 1, "group is not there") },
	{ "protect__no_such_zone", FIELD(protects[2].zone), 2,
	  BLAME(PROTECT, 2, "zone that is not there") },
	{ "row__empty_name", FIELD(rows[10].name), .text = "",
	  BLAME(ROW, 10, "the name is empty") },
	{ "row__same_name", FIELD(rows[9].name), .text = "pic-sip-in",
	  BLAME(ROW, 9, "another row has this name") },
	{ "row__long_comment", FIELD(rows[5].comment), .text = check_long_text,
	  BLAME(ROW, 5, "the text is too long") },
	{ "row__control_in_source", FIELD(rows[5].source), .text = "a\n",
	  BLAME(ROW, 5, "the source has a control character") },
	{ "row__unknown_action", FIELD(rows[1].action), 2,
	  BLAME(ROW, 1, "the action is unknown") },
	{ "row__proto_beyond_any", FIELD(rows[1].proto), 257,
	  BLAME(ROW, 1, "no protocol number") },
	{ "row__no_such_section", FIELD(rows[2].section), 3,
	  BLAME(ROW, 2, "section that is not there") },
	{ "row__no_such_zone", FIELD(rows[10].zone), 2,
	  BLAME(ROW, 10, "zone that is not there") },
	{ "row__nobody_from", FIELD(rows[4].n_from), 0,
	  BLAME(ROW, 4, "no group on one side") },
	{ "row__nobody_to", FIELD(rows[4].n_to), 0,
	  BLAME(ROW, 4, "no group on one side") },
	{ "row__too_many_from", FIELD(rows[4].n_from), 65,
	  BLAME(ROW, 4, "more than 64 groups on one side") },
	{ "row__no_such_group", FIELD(members[1]), DEFAULT_N_GROUPS,
	  BLAME(ROW, 0, "group that is not there") },
	{ "row__ports_of_icmp", FIELD(rows[0].proto), LYNC_PROTO_ICMP,
	  BLAME(ROW, 0, "its protocol has none") },
	{ "row__too_many_ports", FIELD(rows[3].n_dports), 65,
	  BLAME(ROW, 3, "more than 64 port ranges") },
	{ "row__reversed_ports", FIELD(ports[1].low), 5062,
	  BLAME(ROW, 0, "starts above its end") },
	{ "row__port_0", FIELD(ports[1].low), 0,
	  BLAME(ROW, 0, "port 0") },
};

static void check_copy_fill(struct check_copy *copy)
{
	copy->policy = default_policy;
	memcpy(copy->rows, default_rows, sizeof(copy->rows));
	memcpy(copy->groups, default_groups, sizeof(copy->groups));
	memcpy(copy->protects, default_protects, sizeof(copy->protects));
	memcpy(copy->prefix4, default_prefix4, sizeof(copy->prefix4));
	memcpy(copy->prefix6, default_prefix6, sizeof(copy->prefix6));
	memcpy(copy->sections, default_sections, sizeof(copy->sections));
	copy->patterns[0] = "eth2";
	copy->patterns[1] = "lan+";
	copy->zones[0] = default_zones[0];
	copy->zones[0].patterns = copy->patterns;
	copy->zones[0].n_patterns = 2;
	copy->zones[1].name = "everywhere";
	copy->zones[1].any = true;
	copy->members[0] = DEFAULT_PIC_PARTNERS;
	copy->members[1] = DEFAULT_CLIENTS;
	copy->ports[0].low = 5061;
	copy->ports[0].high = 5061;
	copy->ports[1] = copy->ports[0];
	copy->rows[0].from = copy->members;
	copy->rows[0].n_from = 2;
	copy->rows[0].dports = copy->ports;
	copy->rows[0].n_dports = 2;
	copy->policy.rows = copy->rows;
	copy->policy.groups = copy->groups;
	copy->policy.zones = copy->zones;
	copy->policy.n_zones = 2;
	copy->policy.protects = copy->protects;
	copy->policy.prefix4 = copy->prefix4;
	copy->policy.prefix6 = copy->prefix6;
	copy->policy.sections = copy->sections;
}

static struct check_copy *check_copy_new(struct kunit *test)
{
	struct check_copy *copy = kunit_kzalloc(test, sizeof(*copy),
						GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, copy);
	check_copy_fill(copy);
	return copy;
}

static void check_spoil(struct kunit *test, struct check_copy *copy,
			const struct check_case *c)
{
	void *field = (char *)copy + c->at;

	if (c->text)
		*(const char **)field = c->text;
	else if (c->size == sizeof(u8))
		*(u8 *)field = c->value;
	else if (c->size == sizeof(u16))
		*(u16 *)field = c->value;
	else if (c->size == sizeof(u32))
		*(u32 *)field = c->value;
	else if (c->size == sizeof(u64))
		*(u64 *)field = c->value;
	else
		KUNIT_FAIL(test, "a field of %zu bytes", c->size);
}

static void check_describe(const struct check_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(spoil, check_spoils, check_describe);

static void policy_check__refuses(struct kunit *test)
{
	struct check_copy *copy = check_copy_new(test);
	const struct check_case *c = test->param_value;
	struct lync_finding finding = { .sentence = "" };

	check_spoil(test, copy, c);
	KUNIT_EXPECT_EQ(test, lync_policy_check(&copy->policy,
						&lync_kernel_host, &finding),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, finding.part, c->part);
	KUNIT_EXPECT_EQ(test, finding.index, c->index);
	KUNIT_EXPECT_NOT_NULL_MSG(test, strstr(finding.sentence, c->says),
				  "\"%s\" does not say \"%s\"",
				  finding.sentence, c->says);
}

/* What the cases above spoil is fine as it is. */
static void policy_check__passes(struct kunit *test)
{
	struct check_copy *copy = check_copy_new(test);
	struct lync_finding finding;

	KUNIT_EXPECT_EQ(test, lync_policy_check(&copy->policy,
						&lync_kernel_host, &finding),
			0);
	KUNIT_EXPECT_EQ(test, lync_policy_check(&default_policy,
						&lync_kernel_host, &finding),
			0);
}

static void policy_check__no_edge_address(struct kunit *test)
{
	struct check_copy *copy = check_copy_new(test);
	struct lync_finding finding = { .sentence = "" };

	copy->protects[0].group = DEFAULT_MESSENGER_CLIENTS;
	copy->policy.n_protects = 1;
	copy->policy.n_prefix4--;
	copy->policy.n_prefix6--;
	KUNIT_EXPECT_EQ(test, lync_policy_check(&copy->policy,
						&lync_kernel_host, &finding),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, finding.part, LYNC_PART_POLICY);
	KUNIT_EXPECT_NOT_NULL(test, strstr(finding.sentence,
					   "no protected group has an address"));
	/* one of either family is enough */
	copy->policy.n_prefix6++;
	KUNIT_EXPECT_EQ(test, lync_policy_check(&copy->policy,
						&lync_kernel_host, &finding),
			0);
}

static void policy_check__no_memory_at_any_point(struct kunit *test)
{
	struct lync_finding finding;
	long live = inject_live();
	unsigned long k;
	bool failed;
	int err;

	for (k = 1;; k++) {
		inject_arm(k);
		err = lync_policy_check(&default_policy, &lync_kernel_host,
					&finding);
		failed = inject_disarm();
		KUNIT_EXPECT_EQ(test, inject_live(), live);
		KUNIT_ASSERT_EQ(test, err, failed ? -ENOMEM : 0);
		if (!failed)
			break;
	}
	/* names of groups, zones and rows are sorted */
	KUNIT_EXPECT_EQ(test, k, 4ul);
}

static struct kunit_case check_cases[] = {
	KUNIT_CASE(policy_check__passes),
	KUNIT_CASE_PARAM(policy_check__refuses, spoil_gen_params),
	KUNIT_CASE(policy_check__no_edge_address),
	KUNIT_CASE(policy_check__no_memory_at_any_point),
	{}
};

static struct kunit_suite check_suite = {
	.name = "lync_check",
	.test_cases = check_cases,
};

kunit_test_suite(check_suite);
