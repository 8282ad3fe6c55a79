/* SPDX-License-Identifier: GPL-2.0-only */
/* Complaints about a misspelt word, with the nearest right one. */
#ifndef LYNCCTL_SUGGEST_H
#define LYNCCTL_SUGGEST_H

#include "cmd.h"

/**
 * suggest_command() - complain about a command that does not exist
 * @group: the words before it, "" for none
 * @word: the word
 */
void suggest_command(const char *group, const char *word);

/**
 * suggest_option() - complain about an option that does not exist
 * @command: the command it was given to, or NULL
 * @word: the option as it was written
 */
void suggest_option(const struct command *command, const char *word);

#endif
