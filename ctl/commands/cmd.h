/* SPDX-License-Identifier: GPL-2.0-only */
/* What a command of lyncctl is. */
#ifndef LYNCCTL_CMD_H
#define LYNCCTL_CMD_H

#include <stdbool.h>

#include "text.h"

/* Exit status; scripts rely on it. */
enum status {
	/** @STATUS_YES: done, or the answer is yes */
	STATUS_YES = 0,
	/** @STATUS_NO: the answer is no */
	STATUS_NO = 1,
	/** @STATUS_USAGE: wrong usage */
	STATUS_USAGE = 2,
	/** @STATUS_POLICY: bad policy or site file, or any that cannot be read */
	STATUS_POLICY = 3,
	/**
	 * @STATUS_KERNEL: refused, no module, no permission, no memory, or the
	 * output could not be written, whatever was done
	 */
	STATUS_KERNEL = 4,
};

enum option {
	OPTION_HELP,
	OPTION_JSON,
	OPTION_SITE,
	OPTION_NETNS,
	OPTION_DRY_RUN,
	OPTION_EXPECT_GENERATION,
	OPTION_POLICY,
	OPTION_BATCH,
	OPTION_COUNT,
};

struct command;

/**
 * struct invocation - one run of the tool
 * @command: what is to be done, NULL until it is known
 * @words: the words after the command's name
 * @n_words: number of @words
 * @values: for each option NULL when it is not given, else its value; "" for one
 *	that takes none
 */
struct invocation {
	const struct command *command;
	char **words;
	int n_words;
	const char *values[OPTION_COUNT];
};

/**
 * struct command - a row of the command table
 * @name: one word or two
 * @arguments: what stands after the name, as usage shows it
 * @instead: what may stand there instead, NULL if nothing
 * @summary: what it does, for the list of commands
 * @details: the same for its own help: paragraphs of whole lines
 * @options: bit N is set when it takes enum option N; those that every command
 *	takes need not be named
 * @min_words: words it needs
 * @max_words: words it can take
 * @run: does it; returns an enum status
 */
struct command {
	const char *name;
	const char *arguments;
	const char *instead;
	const char *summary;
	const char *details;
	unsigned int options;
	int min_words;
	int max_words;
	int (*run)(const struct invocation *invocation);
};

extern const struct command cmd_policy_load;
extern const struct command cmd_policy_check;
extern const struct command cmd_policy_show;
extern const struct command cmd_policy_list;
extern const struct command cmd_policy_unload;
extern const struct command cmd_stats;
extern const struct command cmd_explain;
extern const struct command cmd_status;
extern const struct command cmd_version;

/** commands - the command table, in the order of help; ends with NULL */
extern const struct command *const commands[];

/**
 * complain() - print a sentence to standard error, after the tool's name
 * @format: as for printf(), without a line end
 */
__attribute__((format(printf, 1, 2)))
void complain(const char *format, ...);

/**
 * invocation_text() - where policies and the site are looked for
 * @invocation: this run
 */
struct text_options invocation_text(const struct invocation *invocation);

/**
 * invocation_json() - is JSON wanted?
 * @invocation: this run
 */
static inline bool invocation_json(const struct invocation *invocation)
{
	return invocation->values[OPTION_JSON] != NULL;
}

#endif
