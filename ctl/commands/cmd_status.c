// SPDX-License-Identifier: GPL-2.0-only
/* lyncctl status: what is running. */
#include <stdarg.h>

#include "cmd.h"
#include "core/policy.h"
#include "instant.h"
#include "json.h"
#include "nl_status.h"

static const char *mode_name(u8 mode)
{
	return mode == LYNC_STATELESS ? "stateless" : "stateful";
}

__attribute__((format(printf, 2, 3)))
static void print_field(const char *name, const char *format, ...)
{
	va_list arguments;

	printf("%-12s", name);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
}

static const char *bytes_text(u64 bytes, char text[32])
{
	if (bytes < 10 * 1024)
		snprintf(text, 32, "%llu bytes", (unsigned long long)bytes);
	else if (bytes < 10 * 1024 * 1024)
		snprintf(text, 32, "%llu KiB",
			 (unsigned long long)bytes / 1024);
	else
		snprintf(text, 32, "%llu MiB",
			 (unsigned long long)bytes / (1024 * 1024));
	return text;
}

static void print_zone(const struct nl_zone_status *zone)
{
	printf("zone %s: ", zone->name);
	if (zone->any)
		fputs("every interface", stdout);
	else if (!zone->ifnames.n)
		fputs("no interface now", stdout);
	for (u32 i = 0; !zone->any && i < zone->ifnames.n; i++)
		printf("%s%s", i ? ", " : "", zone->ifnames.at[i]);
	putchar('\n');
}

static void print_running(const struct nl_status *status)
{
	char loaded[INSTANT_TEXT_LEN];
	char policy[32], matcher[32], counters[32];

	instant_text(status->loaded_at, loaded);
	print_field("policy", "%s%s%s%s", status->name,
		    status->title ? " \"" : "",
		    status->title ? status->title : "",
		    status->title ? "\"" : "");
	print_field("generation", "%u", status->generation);
	print_field("mode", "%s", mode_name(status->mode));
	print_field("loaded", "%s", loaded);
	print_field("rows", "%u", status->rows);
	print_field("groups", "%u", status->groups);
	print_field("prefixes", "%u", status->prefixes);
	print_field("memory", "policy %s, matcher %s, counters %s for each CPU",
		    bytes_text(status->policy_bytes, policy),
		    bytes_text(status->matcher_bytes, matcher),
		    bytes_text(status->counter_bytes, counters));
	print_field("module", "%s", status->version);
	for (u32 i = 0; i < status->zones.n; i++)
		print_zone(&status->zones.at[i]);
}

static void print_text(const struct nl_status *status)
{
	if (status->name) {
		print_running(status);
		return;
	}
	puts("no policy loaded: every packet passes");
	print_field("generation", "%u", status->generation);
	print_field("module", "%s", status->version);
}

static json_t *zones_json(const struct nl_status *status)
{
	json_t *zones = json_array();

	for (u32 i = 0; i < status->zones.n; i++) {
		const struct nl_zone_status *zone = &status->zones.at[i];
		json_t *object = json_object();
		json_t *ifnames = json_array();

		json_set_text(object, "name", zone->name);
		json_set(object, "any", json_boolean(zone->any));
		json_set(object, "interfaces", ifnames);
		for (u32 j = 0; j < zone->ifnames.n; j++)
			json_add(ifnames, json_text(zone->ifnames.at[j]));
		json_add(zones, object);
	}
	return zones;
}

static void print_json(const struct nl_status *status)
{
	json_t *object = json_start();

	json_set_text(object, "policy", status->name);
	json_set_number(object, "generation", status->generation);
	json_set_text(object, "module", status->version);
	if (status->name) {
		json_set_text(object, "title", status->title);
		json_set_text(object, "mode", mode_name(status->mode));
		json_set_number(object, "loaded_at", status->loaded_at);
		json_set_number(object, "rows", status->rows);
		json_set_number(object, "groups", status->groups);
		json_set_number(object, "prefixes", status->prefixes);
		json_set_number(object, "policy_bytes", status->policy_bytes);
		json_set_number(object, "matcher_bytes", status->matcher_bytes);
		json_set_number(object, "counter_bytes_per_cpu",
				status->counter_bytes);
		json_set(object, "zones", zones_json(status));
	}
	json_finish(object);
}

static int run(const struct invocation *invocation)
{
	struct nl_line *line = line_open(invocation->values[OPTION_NETNS]);
	struct nl_refusal refusal;
	struct nl_status status;
	int result = STATUS_YES;

	if (!line)
		return STATUS_KERNEL;
	if (!nl_status_ask(line, &status, &refusal))
		result = line_complain("the status could not be read", &refusal);
	else if (invocation_json(invocation))
		print_json(&status);
	else
		print_text(&status);
	nl_status_free(&status);
	line_close(line);
	return result;
}

const struct command cmd_status = {
	.name = "status",
	.arguments = "",
	.summary = "print what is running",
	.details =
"Prints the running policy, its generation and mode, when it was loaded, how\n"
"large it is, and the interfaces that are in its zones now. Without a policy\n"
"every packet passes, and the status says so.\n",
	.run = run,
};
