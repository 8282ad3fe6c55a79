// SPDX-License-Identifier: GPL-2.0-only
/* foreign: a policy that is good, although no text makes one like it; printed. */
#include "host.h"
#include "text.h"

enum { EDGE, PARTNERS, ANY, NONE, OTHER_ANY };

static const struct lync_group groups[] = {
	[EDGE] = { .name = "edge" },
	[PARTNERS] = { .name = "partners" },
	[ANY] = { .name = "any", .any = true, .literal = true },
	[NONE] = { .name = "none", .literal = true },
	[OTHER_ANY] = { .name = "world", .any = true, .literal = true },
};

static const struct lync_prefix4 prefixes[] = {
	{ .addr = 0xc0000201, .group = EDGE, .len = 32 },
	{ .addr = 0xc6336400, .group = PARTNERS, .len = 24 },
};

static const char *const patterns[] = { "it's", "back\\slash+" };
static const struct lync_zone zones[] = {
	{ .name = "odd", .patterns = patterns, .n_patterns = 2 },
};

static const struct lync_protect protects[] = {
	{ .group = EDGE, .zone = LYNC_NO_ZONE },
};

static const char *const sections[] = { "Lists" };
static const u16 edge[] = { EDGE };
static const u16 any_last[] = { PARTNERS, NONE, ANY };
static const u16 none_first[] = { NONE, PARTNERS };
static const u16 none_between[] = { EDGE, NONE, PARTNERS };
static const u16 none_only[] = { NONE, NONE };
static const u16 other_any[] = { OTHER_ANY, PARTNERS };

#define ROW(list) {							\
	.name = #list, .from = list, .n_from = sizeof(list) / sizeof(u16), \
	.to = edge, .n_to = 1, .proto = LYNC_PROTO_ANY, .zone = 0 }

static const struct lync_row rows[] = {
	ROW(any_last), ROW(none_first), ROW(none_between), ROW(none_only),
	ROW(other_any),
};

static const struct lync_policy policy = {
	.name = "foreign",
	.prefix4 = prefixes, .n_prefix4 = 2,
	.groups = groups, .n_groups = sizeof(groups) / sizeof(*groups),
	.zones = zones, .n_zones = 1,
	.protects = protects, .n_protects = 1,
	.sections = sections, .n_sections = 1,
	.rows = rows, .n_rows = sizeof(rows) / sizeof(*rows),
};

int main(void)
{
	struct lync_finding finding;

	if (lync_policy_check(&policy, &host_heap, &finding)) {
		fprintf(stderr, "%s\n", finding.sentence);
		return 1;
	}
	text_print_policy(stdout, &policy);
	return 0;
}
