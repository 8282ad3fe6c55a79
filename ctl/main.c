// SPDX-License-Identifier: GPL-2.0-only
/* lyncctl: reads the command line, runs the command, sees that output arrived. */
#include <locale.h>
#include <string.h>

#include "help.h"
#include "options.h"

/* A full disk must not look like a good answer, though what was done is done. */
static int finish(int status)
{
	if (fflush(stdout) || ferror(stdout)) {
		complain("the output could not be written: %s",
			 strerror(errno));
		return STATUS_KERNEL;
	}
	return status;
}

int main(int argc, char **argv)
{
	struct invocation invocation;
	const char *group;

	/* else libsmartcols writes what is not ASCII as \x and two digits */
	setlocale(LC_CTYPE, "");
	if (!options_parse(argc, argv, &invocation, &group))
		return STATUS_USAGE;
	if (invocation.values[OPTION_HELP]) {
		help_print(stdout, invocation.command, group);
		return finish(STATUS_YES);
	}
	if (!invocation.command) {
		help_print(stderr, NULL, group);
		return STATUS_USAGE;
	}
	return finish(invocation.command->run(&invocation));
}
