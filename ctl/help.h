/* SPDX-License-Identifier: GPL-2.0-only */
/* Usage, made of the command table and the option table. */
#ifndef LYNCCTL_HELP_H
#define LYNCCTL_HELP_H

#include "cmd.h"

/**
 * help_print() - how to use a command, or a group of commands
 * @out: where to
 * @command: the command, or NULL for a group
 * @group: the group when @command is NULL; "" for the whole tool
 */
void help_print(FILE *out, const struct command *command, const char *group);

#endif
