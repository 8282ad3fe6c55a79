// SPDX-License-Identifier: GPL-2.0-only
/* Questions answered off line, by the code that decides in the kernel. */
#include "ask.h"
#include "cmd.h"
#include "host.h"

static void describe(const struct lync_policy *policy,
		     const struct lync_answer *from, struct answer *to)
{
	*to = (struct answer){
		.outcome = from->verdict.outcome,
		.reason = from->verdict.reason,
		.policy = policy->name,
	};
	if (from->verdict.row != LYNC_NO_ROW) {
		const struct lync_row *row = &policy->rows[from->verdict.row];

		to->row = row->name;
		to->section = policy->sections[row->section];
		to->source = row->source;
		to->comment = row->comment;
	}
	if (from->other_zone_row != LYNC_NO_ROW) {
		const struct lync_row *row = &policy->rows[from->other_zone_row];

		to->hint_row = row->name;
		to->hint_zone = policy->zones[row->zone].name;
	}
}

static void answer_all(const struct lync_policy *policy,
		       const struct lync_matcher *matcher,
		       const struct questions *questions, answer_take *take,
		       void *taker)
{
	for (u32 i = 0; i < questions->list.n; i++) {
		const struct question *question = &questions->list.at[i];
		struct lync_key key = question->key;
		struct lync_answer decided;
		struct answer answer;

		key.zones = lync_zones_of(policy, question->ifname);
		lync_explain(policy, matcher, &key, *question->ifname,
			     &decided);
		describe(policy, &decided, &answer);
		take(question, &answer, taker);
	}
}

static int report_build(const char *name, int error)
{
	if (error == -E2BIG) {
		complain("policy %s is too large to compile; use fewer groups that overlap",
			 name);
		return STATUS_POLICY;
	}
	complain("out of memory while policy %s was compiled; free some and try again",
		 name);
	return STATUS_KERNEL;
}

int ask_text(const char *name, const struct text_options *options,
	     const struct questions *questions, answer_take *take, void *taker)
{
	struct text *text = text_read(name, options);
	const struct lync_policy *policy;
	struct lync_matcher *matcher;
	int status = STATUS_YES;
	int error;

	if (!text)
		return STATUS_POLICY;
	policy = text_policy(text);
	error = lync_matcher_build(policy, &host_heap, &matcher);
	if (error) {
		status = report_build(name, error);
	} else {
		answer_all(policy, matcher, questions, take, taker);
		lync_matcher_free(matcher, &host_heap);
	}
	text_free(text);
	return status;
}
