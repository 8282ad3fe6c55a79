// SPDX-License-Identifier: GPL-2.0-only
/* Complaints about a misspelt word, with the nearest right one. */
#include <string.h>

#include "nearest.h"
#include "options.h"
#include "suggest.h"

/* Room for one word of a command's name. */
#define WORD_BYTES 32

/* The first word, or the whole name if it is but one. */
static void consider_first(struct nearest *nearest, const char *name,
			   char *first)
{
	snprintf(first, WORD_BYTES, "%.*s", (int)strcspn(name, " "), name);
	nearest_consider(nearest, first);
}

/* A word of the top level may be meant as the second word of a command. */
static void suggest_top(const char *word)
{
	struct nearest nearest = nearest_to(word, strlen(word));
	char first[WORD_BYTES];
	char shown[2 * WORD_BYTES] = "";

	for (size_t i = 0; commands[i]; i++) {
		const char *name = commands[i]->name;
		const char *second = strchr(name, ' ');

		nearest.found = NULL;
		consider_first(&nearest, name, first);
		if (nearest.found)
			snprintf(shown, sizeof(shown), "%s", first);
		nearest.found = NULL;
		if (second)
			nearest_consider(&nearest, second + 1);
		if (nearest.found)
			snprintf(shown, sizeof(shown), "%s", name);
	}
	if (*shown)
		complain("there is no command '%s'; did you mean '%s'?", word,
			 shown);
	else
		complain("there is no command '%s'; see 'lyncctl --help'",
			 word);
}

void suggest_command(const char *group, const char *word)
{
	struct nearest nearest = nearest_to(word, strlen(word));

	if (!*group) {
		suggest_top(word);
		return;
	}
	for (size_t i = 0; commands[i]; i++)
		if (command_is_in(commands[i], group))
			nearest_consider(&nearest, commands[i]->name +
						   strlen(group) + 1);
	if (nearest.found)
		complain("there is no command '%s %s'; did you mean '%s %s'?",
			 group, word, group, nearest.found);
	else
		complain("there is no command '%s %s'; see 'lyncctl %s --help'",
			 group, word, group);
}

void suggest_option(const struct command *command, const char *word)
{
	const char *name = strcmp(word, "-V") ? word + strspn(word, "-") :
						"version";
	struct nearest nearest = nearest_to(name, strcspn(name, "="));
	const char *space = command ? " " : "";
	const char *option;

	for (int i = 0; i < OPTION_COUNT; i++)
		if (command_takes(command, (enum option)i))
			nearest_consider(&nearest, option_table[i].name);
	option = nearest.found;
	/* as --version is an option elsewhere */
	for (size_t i = 0; commands[i]; i++)
		nearest_consider(&nearest, commands[i]->name);
	if (!nearest.found)
		complain("there is no option '%s'; see 'lyncctl%s%s --help'",
			 word, space, command ? command->name : "");
	else if (nearest.found == option)
		complain("there is no option '%s'; did you mean '--%s'?", word,
			 option);
	else
		complain("there is no option '%s'; did you mean 'lyncctl %s'?",
			 word, nearest.found);
}
