// SPDX-License-Identifier: GPL-2.0-only
/* lyncctl explain: what would happen to the first packet of a flow? */
#include "ask.h"
#include "cmd.h"
#include "json.h"

/**
 * struct explain - one run of the command
 * @object: what is printed as JSON, NULL for text
 * @answers: the answers in it, NULL unless --batch
 * @batch: many questions, one line each
 * @denied: an answer was deny
 */
struct explain {
	json_t *object;
	json_t *answers;
	bool batch;
	bool denied;
};

static void take_answer(const struct question *question,
			const struct answer *answer, void *taker)
{
	struct explain *explain = taker;
	json_t *object = explain->object;

	explain->denied |= answer->outcome == LYNC_DROPPED;
	if (explain->answers) {
		object = json_object();
		json_add(explain->answers, object);
	}
	if (object)
		answer_json(object, question, answer);
	else if (explain->batch)
		answer_print_line(answer);
	else
		answer_print(answer);
}

static int read_questions(const struct invocation *invocation,
			  struct questions *questions)
{
	const char *path = invocation->values[OPTION_BATCH];

	*questions = (struct questions){ 0 };
	if (path && invocation->n_words) {
		complain("--batch reads the questions; take '%s' off the command line",
			 invocation->words[0]);
		return STATUS_USAGE;
	}
	if (path)
		return questions_from_file(path, questions);
	if (!invocation->n_words) {
		complain("'explain' needs a question, or --batch; see 'lyncctl explain --help'");
		return STATUS_USAGE;
	}
	return questions_from_words(invocation->words, invocation->n_words,
				    questions) ? STATUS_YES : STATUS_USAGE;
}

static int ask(const struct invocation *invocation,
	       const struct questions *questions, struct explain *explain)
{
	const char *policy = invocation->values[OPTION_POLICY];
	struct text_options options = invocation_text(invocation);

	if (policy)
		return ask_text(policy, &options, questions, take_answer,
				explain);
	return ask_kernel(invocation->values[OPTION_NETNS], questions,
			  take_answer, explain);
}

static int run(const struct invocation *invocation)
{
	struct explain explain = {
		.batch = invocation->values[OPTION_BATCH] != NULL,
	};
	struct questions questions;
	int status = read_questions(invocation, &questions);

	if (status != STATUS_YES)
		goto free;
	if (invocation_json(invocation)) {
		explain.object = json_start();
		if (explain.batch) {
			explain.answers = json_array();
			json_set(explain.object, "answers", explain.answers);
		}
	}
	status = ask(invocation, &questions, &explain);
	if (explain.object && status == STATUS_YES)
		json_finish(explain.object);
	else
		json_decref(explain.object);
	if (status == STATUS_YES && explain.denied && !explain.batch)
		status = STATUS_NO;
free:
	questions_free(&questions);
	return status;
}

const struct command cmd_explain = {
	.name = "explain",
	.arguments = "PROTO SRC[:PORT] DST[:PORT] [in IFNAME]",
	.instead = "--batch FILE|-",
	.summary = "say what would happen to a flow, and why",
	.details =
"Says what would happen to the first packet of a flow. Without --policy the\n"
"running policy is asked, with it a policy off line; the same code decides.\n"
"\n"
"PROTO is tcp, udp, icmp, icmpv6, gre, esp, ah, sctp or a number. tcp and udp\n"
"need ports, others have none. An IPv6 address with a port is written\n"
"[2001:db8::1]:5061. IFNAME is the interface the packet arrives by; without it\n"
"no row that names a zone matches, unless the zone is `any`, and nothing is taken\n"
"for spoofed.\n"
"\n"
"The first line of the answer is `allow ROW`, `deny REASON` or `pass not-edge`.\n"
"The exit status is 1 when the answer is deny.\n"
"\n"
"With --batch each line of FILE is a question, blank lines and # comments aside,\n"
"and each answer is that one line. The exit status is 0 when all questions were\n"
"answered, whatever the answers are. If a line is no question, nothing is asked\n"
"and the exit status is 2; it is 3 if FILE cannot be read.\n"
"\n"
"Examples:\n"
"  lyncctl explain tcp 192.0.2.7:40000 203.0.113.10:5061 in eth0\n"
"  lyncctl explain icmp 192.0.2.7 203.0.113.10\n"
"  lyncctl explain --policy default --batch questions.txt\n",
	.options = 1u << OPTION_POLICY | 1u << OPTION_BATCH,
	.min_words = 0,
	.max_words = 16,
	.run = run,
};
