// SPDX-License-Identifier: GPL-2.0-only
/* lyncctl stats: what was counted. */
#include <inttypes.h>

#include "cmd.h"
#include "columns.h"
#include "instant.h"
#include "json.h"
#include "nl_stats.h"

/* Bytes of a number as text, terminator included. */
#define NUMBER_LEN 24

static const char *number_text(u64 number, char text[NUMBER_LEN])
{
	snprintf(text, NUMBER_LEN, "%" PRIu64, number);
	return text;
}

static void add_row(struct columns *columns, const struct nl_counters *row)
{
	char packets[NUMBER_LEN], bytes[NUMBER_LEN], flows[NUMBER_LEN];
	char last_hit[INSTANT_TEXT_LEN] = "never";

	if (row->last_hit)
		instant_text(row->last_hit, last_hit);
	else if (!row->active)
		snprintf(last_hit, sizeof(last_hit), "inactive");
	columns_add(columns, (const char *const[]){
		row->name,
		number_text(row->packets, packets),
		number_text(row->bytes, bytes),
		number_text(row->flows, flows),
		last_hit,
		row->section,
	});
}

static void print_rows(const struct nl_stats *stats)
{
	static const struct column titles[] = {
		{ "ROW", false }, { "PACKETS", true }, { "BYTES", true },
		{ "FLOWS", true }, { "LAST HIT", false }, { "SECTION", false },
	};
	struct columns *columns = columns_new(titles, 6);

	for (u32 i = 0; i < stats->rows.n; i++)
		add_row(columns, &stats->rows.at[i]);
	columns_finish(columns);
}

static void print_drops(const struct nl_stats *stats)
{
	static const struct column titles[] = {
		{ "DROPPED", false }, { "PACKETS", true },
		{ "BECAUSE", false },
	};
	struct columns *columns = columns_new(titles, 3);

	for (u32 i = LYNC_REASON_NONE + 1; i < LYNC_REASON_COUNT; i++) {
		char packets[NUMBER_LEN];

		columns_add(columns, (const char *const[]){
			lync_reason_name(i),
			number_text(stats->drops[i], packets),
			lync_reason_text(i),
		});
	}
	columns_finish(columns);
}

static void print_text(const struct nl_stats *stats)
{
	if (stats->policy)
		printf("policy %s, generation %u\n\n", stats->policy,
		       stats->generation);
	else
		printf("no policy loaded: every packet passes\n\n");
	if (stats->rows.n) {
		print_rows(stats);
		putchar('\n');
	}
	print_drops(stats);
}

static json_t *row_json(const struct nl_counters *row)
{
	json_t *object = json_object();

	json_set_text(object, "name", row->name);
	json_set_text(object, "section", row->section);
	json_set_number(object, "packets", row->packets);
	json_set_number(object, "bytes", row->bytes);
	json_set_number(object, "flows", row->flows);
	if (row->last_hit)
		json_set_number(object, "last_hit", row->last_hit);
	else
		json_set(object, "last_hit", json_null());
	json_set(object, "active", json_boolean(row->active));
	return object;
}

static void print_json(const struct nl_stats *stats)
{
	json_t *object = json_start();
	json_t *rows = json_array();
	json_t *drops = json_object();

	json_set_text(object, "policy", stats->policy);
	json_set_number(object, "generation", stats->generation);
	json_set(object, "rows", rows);
	for (u32 i = 0; i < stats->rows.n; i++)
		json_add(rows, row_json(&stats->rows.at[i]));
	json_set(object, "drops", drops);
	for (u32 i = LYNC_REASON_NONE + 1; i < LYNC_REASON_COUNT; i++)
		json_set_number(drops, lync_reason_name(i), stats->drops[i]);
	json_finish(object);
}

static int run(const struct invocation *invocation)
{
	struct nl_line *line = line_open(invocation->values[OPTION_NETNS]);
	struct nl_refusal refusal;
	struct nl_stats stats;
	int status = STATUS_YES;

	if (!line)
		return STATUS_KERNEL;
	if (!nl_stats_ask(line, &stats, &refusal))
		status = line_complain("the counters could not be read",
				     &refusal);
	else if (invocation_json(invocation))
		print_json(&stats);
	else
		print_text(&stats);
	nl_stats_free(&stats);
	line_close(line);
	return status;
}

const struct command cmd_stats = {
	.name = "stats",
	.arguments = "",
	.summary = "print what each row let through, and what was dropped",
	.details =
"Prints what each row of the running policy counted: packets and bytes of both\n"
"directions, flows opened, and when it last matched. A deny row counts what it\n"
"dropped. Then every reason for a drop with its packets, since the network\n"
"namespace has been using the module. All rows are read at one moment.\n"
"\n"
"Counters belong to a row's name: they go on when a policy is loaded that has a\n"
"row of that name. A row that is inactive has a group that is `none`.\n",
	.run = run,
};
