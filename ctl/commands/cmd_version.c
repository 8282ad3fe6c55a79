// SPDX-License-Identifier: GPL-2.0-only
/* lyncctl version: of the tool and of the module. */
#include <string.h>

#include "cmd.h"
#include "json.h"
#include "nl.h"

static void print_json(const char *module)
{
	json_t *object = json_start();

	json_set_text(object, "tool", LYNC_EDGE_VERSION);
	json_set_text(object, "module", module);
	json_finish(object);
}

static void print_text(const char *module)
{
	printf("lyncctl    %s\n", LYNC_EDGE_VERSION);
	printf("lync_edge  %s\n", module ? module : "not loaded");
	if (module && *module && strcmp(module, LYNC_EDGE_VERSION))
		printf("they differ: install the same version of both\n");
}

static int run(const struct invocation *invocation)
{
	char version[64];
	const char *module = module_version(version, sizeof(version)) ?
			     version : NULL;

	if (invocation_json(invocation))
		print_json(module);
	else
		print_text(module);
	return STATUS_YES;
}

const struct command cmd_version = {
	.name = "version",
	.arguments = "",
	.summary = "print the version of the tool and of the module",
	.details =
"Prints the version of lyncctl and of the kernel module, if that is loaded.\n"
"Needs no permission and loads nothing.\n",
	.run = run,
};
