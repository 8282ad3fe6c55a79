// SPDX-License-Identifier: GPL-2.0-only
/* The command table. */
#include "cmd.h"

const struct command *const commands[] = {
	&cmd_policy_load,
	&cmd_policy_check,
	&cmd_policy_show,
	&cmd_policy_list,
	&cmd_policy_unload,
	&cmd_stats,
	&cmd_explain,
	&cmd_status,
	&cmd_version,
	NULL,
};
