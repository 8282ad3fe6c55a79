/* SPDX-License-Identifier: GPL-2.0-only */
/* The option table, and the command line read by it and by the command table. */
#ifndef LYNCCTL_OPTIONS_H
#define LYNCCTL_OPTIONS_H

#include "cmd.h"

/**
 * struct option_spec - a row of the option table
 * @name: without the two dashes
 * @value: what usage calls its value, NULL when it takes none
 * @summary: what it does
 * @everywhere: every command takes it
 */
struct option_spec {
	const char *name;
	const char *value;
	const char *summary;
	bool everywhere;
};

/** option_table - indexed by enum option */
extern const struct option_spec option_table[OPTION_COUNT];

/**
 * command_takes() - does a command take an option?
 * @command: the command, or NULL for none: what every command takes
 * @option: the option
 */
bool command_takes(const struct command *command, enum option option);

/**
 * command_is_in() - does a command's name begin with these words?
 * @command: the command
 * @group: a word such as "policy", or "" which every command is in
 */
bool command_is_in(const struct command *command, const char *group);

/**
 * options_parse() - read a command line
 * @argc: entries in @argv
 * @argv: the command line, its first entry is the tool; entries are moved
 * @invocation: filled
 * @group: filled with the first word when it only names a group of commands,
 *	with "" when there is no word at all
 *
 * Options may stand anywhere before `--`. With --help nothing else is asked of
 * the command line than a command that exists.
 *
 * Return: false when it was complained about.
 */
bool options_parse(int argc, char **argv, struct invocation *invocation,
		   const char **group);

/**
 * options_generation() - the value of --expect-generation
 * @invocation: a parsed command line
 * @generation: filled when it is given
 * @given: filled: whether it is
 *
 * Return: false when it was complained about.
 */
bool options_generation(const struct invocation *invocation, u32 *generation,
			bool *given);

#endif
