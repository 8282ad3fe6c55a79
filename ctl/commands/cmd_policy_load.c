// SPDX-License-Identifier: GPL-2.0-only
/* lyncctl policy load: one message that replaces the running policy. */
#include <netlink/attr.h>
#include <netlink/genl/genl.h>

#include <linux/lync_edge.h>

#include "activity.h"
#include "cmd.h"
#include "json.h"
#include "nl_encode.h"
#include "nl_generation.h"
#include "nl_status.h"
#include "options.h"

/**
 * struct load - one run of the command
 * @text: what is loaded
 * @expected: generation that must be running
 * @expects: @expected is given
 * @dry_run: change nothing
 */
struct load {
	struct text *text;
	u32 expected;
	bool expects;
	bool dry_run;
};

/* A stale generation: the number to look at next saves a command. */
static void report_stale(struct nl_line *line, const struct nl_refusal *refusal)
{
	struct nl_refusal ignored;
	struct nl_status status;

	if (nl_status_ask(line, &status, &ignored))
		complain("the policy was not loaded: %s; generation %u is running",
			 refusal->sentence, status.generation);
	else
		line_complain("the policy was not loaded", refusal);
	nl_status_free(&status);
}

/* The kernel blames an attribute: show what it was made of. */
static bool report_place(const struct load *load, const struct nl_marks *marks,
			 const struct nl_refusal *refusal)
{
	const struct nl_mark *mark = refusal->offset ?
				     nl_marks_find(marks, refusal->offset) :
				     NULL;

	if (!mark || !*refusal->sentence)
		return false;
	text_complain(load->text, &(struct lync_finding){
		.sentence = refusal->sentence,
		.part = mark->part,
		.index = mark->index,
	});
	complain("the kernel refused the policy; the running one is untouched");
	return true;
}

static int report(struct nl_line *line, const struct load *load,
		  const struct nl_marks *marks,
		  const struct nl_refusal *refusal)
{
	if (refusal->error == EAGAIN)
		report_stale(line, refusal);
	else if (!report_place(load, marks, refusal))
		line_complain("the policy was not loaded", refusal);
	return STATUS_KERNEL;
}

static void print_json(const struct load *load, const struct activity *activity,
		       u32 generation)
{
	json_t *object = json_start();

	json_set_text(object, "policy", activity->policy->name);
	json_set(object, "loaded", json_boolean(!load->dry_run));
	json_set_number(object, "generation", generation);
	activity_json(activity, object);
	json_finish(object);
}

static void print_text(const struct load *load, const struct activity *activity,
		       u32 generation)
{
	const struct lync_policy *policy = activity->policy;

	if (load->dry_run)
		printf("policy %s is good; nothing was changed (running generation %u)\n",
		       policy->name, generation);
	else
		printf("loaded policy %s: %u rows (%u active), generation %u\n",
		       policy->name, policy->n_rows, activity->n_active,
		       generation);
	activity_print(activity);
}

static int send_policy(const struct invocation *invocation,
		       const struct load *load)
{
	struct lync_policy *policy = text_policy_used_up(load->text);
	struct nl_line *line = line_open(invocation->values[OPTION_NETNS]);
	struct nl_buffer request = { 0 };
	struct nl_marks marks = { 0 };
	struct nl_refusal refusal;
	struct activity activity;
	int status = STATUS_YES;
	u32 generation;
	size_t start;

	if (!line)
		return STATUS_KERNEL;
	start = request_start(line, &request, LYNC_EDGE_CMD_POLICY_SET,
				 NLM_F_ACK);
	if (load->expects)
		nl_put_u32(&request, LYNC_EDGE_A_EXPECT_GENERATION,
			   load->expected);
	if (load->dry_run)
		nl_put_flag(&request, LYNC_EDGE_A_DRY_RUN);
	activity = activity_of(policy);
	nl_encode_policy(&request, policy, &marks);
	request_end(&request, start);

	if (!line_ask(line, &request, nl_generation_take, &generation, &refusal))
		status = report(line, load, &marks, &refusal);
	else if (invocation_json(invocation))
		print_json(load, &activity, generation);
	else
		print_text(load, &activity, generation);
	activity_free(&activity);
	list_free(&marks.list);
	nl_buffer_free(&request);
	line_close(line);
	return status;
}

static int run(const struct invocation *invocation)
{
	struct text_options options = invocation_text(invocation);
	struct load load = {
		.dry_run = invocation->values[OPTION_DRY_RUN] != NULL,
	};
	int status;

	if (!options_generation(invocation, &load.expected, &load.expects))
		return STATUS_USAGE;
	options.notes = TEXT_NOTES_MISSPELT;
	load.text = text_read(invocation->words[0], &options);
	if (!load.text)
		return STATUS_POLICY;
	status = send_policy(invocation, &load);
	text_free(load.text);
	return status;
}

const struct command cmd_policy_load = {
	.name = "policy load",
	.arguments = "NAME|FILE",
	.summary = "replace the running policy",
	.details =
"Reads a policy and the site file and hands both to the kernel in one message.\n"
"The kernel takes all of it or nothing; packets meet the old policy or the new\n"
"one, never something between. Connections that the new policy allows go on;\n"
"those it does not allow stop with their next packet.\n"
"\n"
"NAME is looked for as NAME.policy in the directories of LYNCCTL_POLICY_PATH, by\n"
"default " TEXT_SEARCH_PATH ". A word with a '/'\n"
"or the ending .policy is a FILE, and - is standard input.\n"
"\n"
"Examples:\n"
"  lyncctl policy load default --dry-run\n"
"  lyncctl policy load ./branch.policy --site ./branch.conf --expect-generation 7\n",
	.options = 1u << OPTION_DRY_RUN | 1u << OPTION_EXPECT_GENERATION,
	.min_words = 1,
	.max_words = 1,
	.run = run,
};
