// SPDX-License-Identifier: GPL-2.0-only
/* lyncctl policy check: is a policy good? Off line. */
#include "activity.h"
#include "cmd.h"
#include "json.h"

static void print_json(const struct activity *activity)
{
	json_t *object = json_start();

	json_set_text(object, "policy", activity->policy->name);
	json_set(object, "good", json_true());
	activity_json(activity, object);
	json_finish(object);
}

static void print_text(const struct activity *activity)
{
	printf("policy %s is good: %u rows (%u active)\n",
	       activity->policy->name, activity->policy->n_rows,
	       activity->n_active);
	activity_print(activity);
}

static int run(const struct invocation *invocation)
{
	struct text_options options = invocation_text(invocation);
	struct activity activity;
	struct text *text;

	options.notes = TEXT_NOTES_ALL;
	text = text_read(invocation->words[0], &options);
	if (!text)
		return STATUS_POLICY;
	activity = activity_of(text_policy(text));
	if (invocation_json(invocation))
		print_json(&activity);
	else
		print_text(&activity);
	activity_free(&activity);
	text_free(text);
	return STATUS_YES;
}

const struct command cmd_policy_check = {
	.name = "policy check",
	.arguments = "NAME|FILE",
	.summary = "check a policy and the site, off line",
	.details =
"Reads a policy, what it includes and the site file, and prints every fault with\n"
"its place. Rows that cannot match because a group is `none` are listed. What is\n"
"no fault and yet hardly meant is noted on standard error: a line of the site that\n"
"the policy does not use, a row neither side of which is protected, a zone that\n"
"rows name and that is `any`. Neither the module nor a permission is needed. The\n"
"exit status is 3 when there is a fault.\n"
"\n"
"NAME is looked for as NAME.policy in the directories of LYNCCTL_POLICY_PATH, by\n"
"default " TEXT_SEARCH_PATH ". A word with a '/'\n"
"or the ending .policy is a FILE, and - is standard input.\n",
	.min_words = 1,
	.max_words = 1,
	.run = run,
};
