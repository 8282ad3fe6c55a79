// SPDX-License-Identifier: GPL-2.0-only
/*
 * instructions - ask a core many questions of each kind, under callgrind.
 *
 * For each family and number of prefixes a policy is checked, compiled, asked and freed.
 * After each cell callgrind is told to write down what it has counted, under the cell's
 * name: hook or step, family, kind, number of prefixes, and how many were counted, with
 * tabs between. Without callgrind the answers are verified, and nothing is counted.
 *
 * Exit status 1 when an answer is not the one that belongs to the kind: a figure would
 * not be what its name says.
 */
#include <stdio.h>
#include <sys/mman.h>

#include <valgrind/callgrind.h>

#include "bare.h"
#include "measured.h"
#include "packet.h"

enum main_size {
	MAIN_QUESTIONS = 400,
	MAIN_ARENA = 256 << 20,
};

static const u32 main_counts[] = { 10, 1000, 10000, 100000 };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/**
 * struct main_hook - where questions are asked
 * @name: in the cell's name
 * @bit: one of enum kind_hook
 * @ask: the question
 */
struct main_hook {
	const char *name;
	enum kind_hook bit;
	struct lync_verdict (*ask)(const struct measured_rules *rules,
				   const struct measured_packet *packet);
};

static const struct main_hook main_hooks[] = {
	{ "forward", KIND_FORWARD, measured_forward },
	{ "stateless", KIND_STATELESS, measured_stateless },
	{ "pre-routing", KIND_PRE_ROUTING, measured_pre_routing },
};

static struct measured_packet main_packets[MAIN_QUESTIONS];

static const char *main_family(const struct site *site)
{
	return site->family == LYNC_IPV4 ? "ipv4" : "ipv6";
}

/* All that was counted since the last time is the cell's. */
static void main_write_cell(const struct site *site, const char *what,
			    const char *kind, u32 units)
{
	char cell[128];

	snprintf(cell, sizeof(cell), "%s\t%s\t%s\t%u\t%u", what,
		 main_family(site), kind, site->n, units);
	CALLGRIND_DUMP_STATS_AT(cell);
}

static void main_fail(const struct site *site, const char *what, const char *why)
{
	fprintf(stderr, "%s, %s, %u prefixes: %s\n", what, main_family(site),
		site->n, why);
	exit(1);
}

/* ---- building ---- */

static void *main_new_arena(void)
{
	static void *arena;

	if (arena)
		munmap(arena, MAIN_ARENA);
	arena = mmap(NULL, MAIN_ARENA, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (arena == MAP_FAILED) {
		perror("mmap");
		exit(1);
	}
	return arena;
}

static void main_check(const struct site *site,
		       const struct measured_rules *rules)
{
	bare_host_use(main_new_arena(), MAIN_ARENA);
	if (measured_check(rules, &bare_host))
		main_fail(site, "check", "the policy is refused");
	main_write_cell(site, "check", "random order", site->n);
}

static void main_build(const struct site *site, struct measured_rules *rules,
		       const char *order)
{
	bare_host_use(main_new_arena(), MAIN_ARENA);
	if (measured_build(rules, &bare_host))
		main_fail(site, "build", "there is no matcher");
	main_write_cell(site, "build", order, site->n);
}

static void main_free(const struct site *site, struct measured_rules *rules)
{
	measured_free(rules, &bare_host);
	main_write_cell(site, "free", "whole policy", 1);
}

/* ---- asking ---- */

/* PRE_ROUTING lets pass what FORWARD allows; of an error only it looks for the row. */
static bool main_is_right(const struct lync_verdict *got,
			  const struct kind *kind, const struct main_hook *hook)
{
	if (hook->bit == KIND_PRE_ROUTING && got->outcome == LYNC_PASS)
		return kind->outcome != LYNC_DROPPED && kind->way != KIND_ERROR;
	return got->outcome == kind->outcome && got->row == kind->row;
}

static void main_ask(struct site *site, const struct measured_rules *rules,
		     const struct kind *kind, const struct main_hook *hook)
{
	struct lync_verdict got;
	u32 i;

	for (i = 0; i < MAIN_QUESTIONS; i++)
		packet_draw(&main_packets[i], kind, site);
	for (i = 0; i < MAIN_QUESTIONS; i++) {
		got = hook->ask(rules, &main_packets[i]);
		if (!main_is_right(&got, kind, hook))
			main_fail(site, kind->name,
				  "a packet is judged otherwise than it should");
	}
	main_write_cell(site, hook->name, kind->name, MAIN_QUESTIONS);
}

static void main_ask_all(struct site *site, const struct measured_rules *rules)
{
	const struct kind *kind;
	u32 i;

	for (i = 0; i < COUNT(main_hooks); i++)
		for (kind = kinds; kind->name; kind++)
			if (kind->hooks & main_hooks[i].bit)
				main_ask(site, rules, kind, &main_hooks[i]);
}

static void main_run(u32 family, u32 n)
{
	struct measured_rules rules;
	struct site site;

	site_make(&site, family, n);
	rules.policy = &site.policy;
	/* only now, as all runs much slower from here on */
	CALLGRIND_START_INSTRUMENTATION;
	main_check(&site, &rules);
	main_build(&site, &rules, "random order");
	main_ask_all(&site, &rules);
	main_free(&site, &rules);
	CALLGRIND_STOP_INSTRUMENTATION;

	site_sort(&site);
	CALLGRIND_START_INSTRUMENTATION;
	main_build(&site, &rules, "in order");
	CALLGRIND_STOP_INSTRUMENTATION;
	site_free(&site);
}

int main(void)
{
	u32 i;

	for (i = 0; i < COUNT(main_counts); i++)
		main_run(LYNC_IPV4, main_counts[i]);
	for (i = 0; i < COUNT(main_counts); i++)
		main_run(LYNC_IPV6, main_counts[i]);
	return 0;
}
