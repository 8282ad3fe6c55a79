// SPDX-License-Identifier: GPL-2.0-only
/* lyncctl policy unload: back to no policy. */
#include <linux/lync_edge.h>

#include "cmd.h"
#include "json.h"
#include "nl.h"
#include "nl_generation.h"
#include "options.h"

static void print(const struct invocation *invocation, u32 generation)
{
	json_t *object;

	if (!invocation_json(invocation)) {
		printf("unloaded the policy: every packet passes, generation %u\n",
		       generation);
		return;
	}
	object = json_start();
	json_set(object, "policy", json_null());
	json_set_number(object, "generation", generation);
	json_finish(object);
}

static int report(const struct nl_refusal *refusal)
{
	if (refusal->error != ENOENT)
		return line_complain("the policy was not unloaded", refusal);
	complain("no policy is loaded, so there is none to unload");
	return STATUS_KERNEL;
}

static int run(const struct invocation *invocation)
{
	struct nl_buffer request = { 0 };
	struct nl_refusal refusal;
	struct nl_line *line;
	int status = STATUS_YES;
	u32 expected, generation;
	bool expects;
	size_t start;

	if (!options_generation(invocation, &expected, &expects))
		return STATUS_USAGE;
	line = line_open(invocation->values[OPTION_NETNS]);
	if (!line)
		return STATUS_KERNEL;
	start = request_start(line, &request, LYNC_EDGE_CMD_POLICY_DEL,
				 NLM_F_ACK);
	if (expects)
		nl_put_u32(&request, LYNC_EDGE_A_EXPECT_GENERATION, expected);
	request_end(&request, start);
	if (line_ask(line, &request, nl_generation_take, &generation, &refusal))
		print(invocation, generation);
	else
		status = report(&refusal);
	nl_buffer_free(&request);
	line_close(line);
	return status;
}

const struct command cmd_policy_unload = {
	.name = "policy unload",
	.arguments = "",
	.summary = "run no policy: every packet passes",
	.details =
"Takes the running policy away. Every packet passes then, until a policy is\n"
"loaded.\n",
	.options = 1u << OPTION_EXPECT_GENERATION,
	.run = run,
};
