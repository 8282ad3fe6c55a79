// SPDX-License-Identifier: GPL-2.0-only
/* Usage, made of the command table and the option table. */
#include <string.h>

#include "help.h"
#include "options.h"

/* Where the second column begins. */
#define COLUMN 33

static void print_pair(FILE *out, const char *first, const char *second)
{
	if (strlen(first) < COLUMN - 2)
		fprintf(out, "  %-*s%s\n", COLUMN - 2, first, second);
	else
		fprintf(out, "  %s\n%*s%s\n", first, COLUMN, "", second);
}

static void print_option(FILE *out, const struct option_spec *spec)
{
	char text[64];

	/* the only option that is also a letter */
	snprintf(text, sizeof(text), "%s--%s%s%s",
		 spec == &option_table[OPTION_HELP] ? "-h, " : "", spec->name,
		 spec->value ? " " : "", spec->value ? spec->value : "");
	print_pair(out, text, spec->summary);
}

static void print_own_options(FILE *out, const struct command *command)
{
	const char *title = "\nOptions:\n";

	for (int i = 0; i < OPTION_COUNT; i++) {
		if (option_table[i].everywhere ||
		    !command_takes(command, (enum option)i))
			continue;
		fputs(title, out);
		title = "";
		print_option(out, &option_table[i]);
	}
}

static void print_common_options(FILE *out)
{
	fputs("\nOptions of every command:\n", out);
	for (int i = 0; i < OPTION_COUNT; i++)
		if (option_table[i].everywhere)
			print_option(out, &option_table[i]);
}

static void print_command(FILE *out, const struct command *command)
{
	fprintf(out, "Usage: lyncctl %s%s%s [OPTION]...\n", command->name,
		*command->arguments ? " " : "", command->arguments);
	if (command->instead)
		fprintf(out, "       lyncctl %s %s [OPTION]...\n",
			command->name, command->instead);
	fprintf(out, "\n%s", command->details);
	print_own_options(out, command);
	print_common_options(out);
}

static void print_list(FILE *out, const char *group)
{
	fprintf(out, "Usage: lyncctl %s%sCOMMAND [OPTION]...\n\n", group,
		*group ? " " : "");
	if (!*group)
		fputs("Controls lync_edge, the packet filter around Lync Server 2013 and Skype for\n"
		      "Business Edge Servers.\n\n", out);
	fputs("Commands:\n", out);
	for (size_t i = 0; commands[i]; i++) {
		char text[80];

		if (!command_is_in(commands[i], group))
			continue;
		snprintf(text, sizeof(text), "%s %s", commands[i]->name,
			 commands[i]->arguments);
		print_pair(out, text, commands[i]->summary);
	}
	print_common_options(out);
	fputs("\nOptions may stand before or after other words. Each command says more:\n"
	      "lyncctl COMMAND --help.\n\n"
	      "Exit status: 0 done, or the answer is yes; 1 the answer is no; 2 wrong usage;\n"
	      "3 bad policy or site file, or a file that cannot be read; 4 the kernel refused,\n"
	      "has no module, or permission is missing, or the output could not be written:\n"
	      "the command itself may have been carried out then.\n", out);
}

void help_print(FILE *out, const struct command *command, const char *group)
{
	if (command)
		print_command(out, command);
	else
		print_list(out, group);
}
