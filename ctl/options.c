// SPDX-License-Identifier: GPL-2.0-only
/* The option table, and the command line read by it and by the command table. */
#include <stdlib.h>
#include <string.h>

#include "options.h"
#include "suggest.h"

const struct option_spec option_table[OPTION_COUNT] = {
	[OPTION_HELP] = { "help", NULL, "print this text", true },
	[OPTION_JSON] = { "json", NULL, "print JSON; its first key is schema_version", true },
	[OPTION_SITE] = { "site", "FILE", "read the site from FILE, not from " TEXT_SITE, true },
	[OPTION_NETNS] = { "netns", "NAME", "speak to the network namespace /run/netns/NAME", true },
	[OPTION_DRY_RUN] = { "dry-run", NULL, "let the kernel check and build everything, change nothing", false },
	[OPTION_EXPECT_GENERATION] = { "expect-generation", "N", "refuse unless generation N is running", false },
	[OPTION_POLICY] = { "policy", "NAME|FILE", "answer from this policy instead of asking the kernel", false },
	[OPTION_BATCH] = { "batch", "FILE|-", "read questions from FILE or standard input, one a line", false },
};

bool command_takes(const struct command *command, enum option option)
{
	return option_table[option].everywhere ||
	       (command && command->options & 1u << option);
}

bool command_is_in(const struct command *command, const char *group)
{
	size_t length = strlen(group);

	return !length || (!strncmp(command->name, group, length) &&
			   (command->name[length] == ' ' ||
			    !command->name[length]));
}

static int option_find(const char *name, size_t length)
{
	for (int i = 0; i < OPTION_COUNT; i++)
		if (strlen(option_table[i].name) == length &&
		    !memcmp(option_table[i].name, name, length))
			return i;
	return -1;
}

/* Takes the option at argv[*at], and its value; moves *at to the last taken. */
static bool option_take(int argc, char **argv, int *at, int option,
			struct invocation *invocation)
{
	const struct option_spec *spec = &option_table[option];
	const char *equals = strchr(argv[*at], '=');

	if (invocation->values[option] && option != OPTION_HELP) {
		complain("option --%s is given twice; give it once", spec->name);
		return false;
	}
	if (!spec->value && equals) {
		complain("option --%s takes no value; write just --%s",
			 spec->name, spec->name);
		return false;
	}
	invocation->values[option] = "";
	if (!spec->value)
		return true;
	if (equals) {
		invocation->values[option] = equals + 1;
	} else if (*at + 1 < argc && strncmp(argv[*at + 1], "--", 2)) {
		*at += 1;
		invocation->values[option] = argv[*at];
	}
	if (!*invocation->values[option]) {
		complain("option --%s needs a value: --%s %s", spec->name,
			 spec->name, spec->value);
		return false;
	}
	return true;
}

/*
 * Fills options and words. An option nobody knows ends the reading; it is kept
 * for a complaint that can name the command's own options.
 */
static bool split(int argc, char **argv, struct invocation *invocation,
		  const char **unknown)
{
	invocation->words = argv;
	for (int i = 1; i < argc; i++) {
		const char *word = argv[i];
		int option;

		if (!strcmp(word, "--")) {
			while (++i < argc)
				argv[invocation->n_words++] = argv[i];
			break;
		}
		if (word[0] != '-' || !word[1]) {
			argv[invocation->n_words++] = argv[i];
			continue;
		}
		option = !strcmp(word, "-h") ? OPTION_HELP :
			 strncmp(word, "--", 2) ? -1 :
			 option_find(word + 2, strcspn(word + 2, "="));
		if (option < 0) {
			*unknown = word;
			break;
		}
		if (!option_take(argc, argv, &i, option, invocation))
			return false;
	}
	return true;
}

/* Takes the command's name off the words. */
static bool find_command(struct invocation *invocation, const char **group)
{
	const char *first = invocation->n_words ? invocation->words[0] : "";

	for (size_t i = 0; commands[i]; i++) {
		const char *second = strchr(commands[i]->name, ' ');

		if (!command_is_in(commands[i], first))
			continue;
		*group = first;
		if (second && (invocation->n_words < 2 ||
			       strcmp(second + 1, invocation->words[1])))
			continue;
		if (!*first)
			break;
		invocation->command = commands[i];
		invocation->words += second ? 2 : 1;
		invocation->n_words -= second ? 2 : 1;
		return true;
	}
	if (!*group)
		suggest_command("", first);
	else if (**group && invocation->n_words > 1)
		suggest_command(*group, invocation->words[1]);
	else
		return true;
	return false;
}

static bool is_standard_input(const char *file)
{
	return file && !strcmp(file, "-");
}

/* Who reads it second would find it empty, and complain about that. */
static bool reads_input_twice(const struct invocation *invocation)
{
	/* the words of a question are no files, and they are several */
	int times = invocation->n_words == 1 &&
		    is_standard_input(invocation->words[0]);

	times += is_standard_input(invocation->values[OPTION_SITE]);
	times += is_standard_input(invocation->values[OPTION_POLICY]);
	times += is_standard_input(invocation->values[OPTION_BATCH]);
	return times > 1;
}

static bool accept(const struct invocation *invocation)
{
	const struct command *command = invocation->command;

	for (int i = 0; i < OPTION_COUNT; i++) {
		if (!invocation->values[i] || command_takes(command, i))
			continue;
		complain("'%s' takes no option --%s; see 'lyncctl %s --help'",
			 command->name, option_table[i].name, command->name);
		return false;
	}
	if (invocation->n_words < command->min_words) {
		complain("'%s' needs %s; see 'lyncctl %s --help'", command->name,
			 command->arguments, command->name);
		return false;
	}
	if (invocation->n_words > command->max_words) {
		complain("'%s' cannot use '%s'; see 'lyncctl %s --help'",
			 command->name, invocation->words[command->max_words],
			 command->name);
		return false;
	}
	if (reads_input_twice(invocation)) {
		complain("standard input is given twice and can be read once; write '-' for one file only");
		return false;
	}
	return true;
}

bool options_parse(int argc, char **argv, struct invocation *invocation,
		   const char **group)
{
	const char *unknown = NULL;

	*invocation = (struct invocation){ 0 };
	*group = NULL;
	if (!split(argc, argv, invocation, &unknown) ||
	    !find_command(invocation, group))
		return false;
	if (unknown) {
		suggest_option(invocation->command, unknown);
		return false;
	}
	return invocation->values[OPTION_HELP] || !invocation->command ||
	       accept(invocation);
}

bool options_generation(const struct invocation *invocation, u32 *generation,
			bool *given)
{
	const char *value = invocation->values[OPTION_EXPECT_GENERATION];
	unsigned long long number;
	char *end;

	*given = value != NULL;
	if (!value)
		return true;
	errno = 0;
	number = strtoull(value, &end, 10);
	if (*value < '0' || *value > '9' || *end || errno || number > UINT32_MAX) {
		complain("'%s' is not a generation; --expect-generation takes a number, as 'lyncctl status' shows it",
			 value);
		return false;
	}
	*generation = (u32)number;
	return true;
}
