// SPDX-License-Identifier: GPL-2.0-only
/* Answers to questions, whoever gave them, and how they are printed. */
#include "answer.h"
#include "json.h"

static const char *outcome_name(const struct answer *answer)
{
	switch (answer->outcome) {
	case LYNC_ALLOWED:
		return "allow";
	case LYNC_DROPPED:
		return "deny";
	default:
		return "pass";
	}
}

static const char *ground(const struct answer *answer)
{
	switch (answer->outcome) {
	case LYNC_ALLOWED:
		return answer->row ? answer->row : "";
	case LYNC_DROPPED:
		return lync_reason_name(answer->reason);
	default:
		return "not-edge";
	}
}

static const char *sentence(const struct answer *answer)
{
	switch (answer->outcome) {
	case LYNC_ALLOWED:
		return "this row is the first that matches, and it allows the flow";
	case LYNC_DROPPED:
		return lync_reason_text(answer->reason);
	default:
		return "neither address is an Edge address, so the packet is let through untouched";
	}
}

void answer_print_line(const struct answer *answer)
{
	printf("%s %s\n", outcome_name(answer), ground(answer));
}

static void print_field(const char *name, const char *value)
{
	if (value)
		printf("  %-9s%s\n", name, value);
}

void answer_print(const struct answer *answer)
{
	answer_print_line(answer);
	print_field("policy", answer->policy);
	if (answer->outcome == LYNC_DROPPED)
		print_field("row", answer->row);
	print_field("section", answer->section);
	print_field("at", answer->source);
	print_field("comment", answer->comment);
	print_field("because", sentence(answer));
	if (answer->hint_row)
		printf("  %-9srow %s would allow it if it arrived in zone %s\n",
		       "hint", answer->hint_row, answer->hint_zone);
}

void answer_json(json_t *object, const struct question *question,
		 const struct answer *answer)
{
	json_t *hint = NULL;

	json_set(object, "question",
		 json_bytes(question->text, question->length));
	json_set_text(object, "outcome", outcome_name(answer));
	json_set_text(object, "reason", answer->outcome == LYNC_ALLOWED ?
					NULL : ground(answer));
	json_set_text(object, "policy", answer->policy);
	json_set_text(object, "row", answer->row);
	json_set_text(object, "section", answer->section);
	json_set_text(object, "source", answer->source);
	json_set_text(object, "comment", answer->comment);
	json_set_text(object, "because", sentence(answer));
	if (answer->hint_row) {
		hint = json_object();
		json_set_text(hint, "row", answer->hint_row);
		json_set_text(hint, "zone", answer->hint_zone);
	}
	json_set(object, "hint", hint ? hint : json_null());
}
