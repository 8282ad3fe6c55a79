// SPDX-License-Identifier: GPL-2.0-only
/* lyncctl policy show: a policy as policy load accepts it. */
#include <linux/lync_edge.h>

#include "cmd.h"
#include "json.h"
#include "nl.h"
#include "nl_decode.h"
#include "policy_json.h"

/* Dumps that a change overtakes before it is said. */
#define TRIES 8

static void print(const struct invocation *invocation,
		  const struct lync_policy *policy, const u32 *generation)
{
	json_t *object;

	if (!invocation_json(invocation)) {
		text_print_policy(stdout, policy);
		return;
	}
	object = json_start();
	if (generation)
		json_set_number(object, "generation", *generation);
	policy_json_print(object, policy);
}

static int show_text(const struct invocation *invocation)
{
	struct text_options options = invocation_text(invocation);
	struct text *text = text_read(invocation->words[0], &options);

	if (!text)
		return STATUS_POLICY;
	print(invocation, text_policy(text), NULL);
	text_free(text);
	return STATUS_YES;
}

static bool ask(struct nl_line *line, struct nl_policy *policy,
		struct nl_refusal *refusal)
{
	struct nl_buffer request = { 0 };
	bool good = false;

	for (int i = 0; i < TRIES && !good; i++) {
		nl_policy_free(policy);
		request.length = 0;
		request_end(&request,
			       request_start(line, &request,
						LYNC_EDGE_CMD_POLICY_GET,
						NLM_F_DUMP));
		good = line_ask(line, &request, nl_policy_take, policy, refusal);
		if (!good && refusal->error != EINTR)
			break;
	}
	nl_buffer_free(&request);
	return good;
}

/* Older kernels refuse a dump without a sentence. */
static void complain_refusal(const struct nl_refusal *refusal)
{
	if (refusal->error == ENOENT)
		complain("no policy is loaded, so there is none to show; load one with 'lyncctl policy load NAME', or name one to print it off line");
	else
		line_complain("the policy could not be read", refusal);
}

static int show_running(const struct invocation *invocation)
{
	struct nl_line *line = line_open(invocation->values[OPTION_NETNS]);
	struct nl_policy policy = { 0 };
	struct nl_refusal refusal;
	int status = STATUS_KERNEL;

	if (!line)
		return STATUS_KERNEL;
	if (!ask(line, &policy, &refusal)) {
		complain_refusal(&refusal);
	} else if (!nl_policy_finish(&policy)) {
		complain("the kernel's answer is no whole policy; install the same version of module and tool");
	} else {
		print(invocation, &policy.policy, &policy.generation);
		status = STATUS_YES;
	}
	nl_policy_free(&policy);
	line_close(line);
	return status;
}

static int run(const struct invocation *invocation)
{
	return invocation->n_words ? show_text(invocation) :
				     show_running(invocation);
}

const struct command cmd_policy_show = {
	.name = "policy show",
	.arguments = "[NAME|FILE]",
	.summary = "print the running policy, or one that is not loaded",
	.details =
"Prints a policy with all its groups and zones filled in, as `policy load` accepts\n"
"it. Without an argument that is the running policy, asked of the kernel; with one\n"
"a policy read off line together with the site file.\n",
	.max_words = 1,
	.run = run,
};
