// SPDX-License-Identifier: GPL-2.0-only
/* What to say when a token stands where none of its kind can. */
#include <stdio.h>

#include "nearest.h"
#include "reader.h"
#include "policy_grammar.h"

/* What must follow a token, where a list of tokens would not tell. */
static const struct {
	int last;
	const char *sentence;
} follows[] = {
	{ T_POLICY, "the policy needs a name: policy NAME \"TITLE\"" },
	{ T_INCLUDE, "include needs the name of a file in quotes: include \"NAME\"" },
	{ T_MODE, "mode is followed by stateful or stateless" },
	{ T_DEFAULT, "default stands before group or zone: default group NAME = ..." },
	{ T_GROUP, "the group needs a name: group NAME = ITEM, ITEM" },
	{ T_ZONE, "the zone needs a name: zone NAME = \"INTERFACE\"" },
	{ T_PROTECT, "protect needs groups of Edge addresses: protect GROUP, GROUP" },
	{ T_BEHIND, "behind needs the name of a zone" },
	{ T_SECTION, "the section needs a title in quotes: section \"TITLE\" {" },
	{ T_ALLOW, "the row needs a name: allow NAME PROTOCOL from GROUP to GROUP" },
	{ T_DENY, "the row needs a name: deny NAME PROTOCOL from GROUP to GROUP" },
	{ T_FROM, "from needs a group, an address, any, or a list { A, B }" },
	{ T_TO, "to needs a group, an address, any, or a list { A, B }" },
	{ T_PORT, "port needs a port, a range or a list: 5061, 50000-59999 or { 443, 5061 }" },
	{ T_IN, "in needs the name of a zone" },
	{ T_COMMENT, "comment needs its text in quotes" },
	{ T_LIST_OPEN, "a list needs at least one entry" },
	{ T_COMMA, "an entry must follow the comma" },
};

static const char *follows_sentence(int last)
{
	size_t i;

	for (i = 0; i < sizeof(follows) / sizeof(follows[0]); i++)
		if (follows[i].last == last)
			return follows[i].sentence;
	return NULL;
}

static bool is_expected(const char *name, const char *const *expected, u32 n)
{
	u32 i;

	for (i = 0; i < n; i++)
		if (!strcmp(expected[i], name))
			return true;
	return false;
}

static bool is_word_of_language(int kind)
{
	return kind >= T_POLICY;
}

/* The end of a section's line is missing its brace, or its file its end. */
static void fault_end_of_file(struct reader *reader)
{
	reader_fault(reader, reader->tokens.section,
		     "this section is never closed: add } on a line of its own behind its last row");
}

static void fault_first_word(struct reader *reader, struct token token,
			     const char *guess)
{
	if (reader->is_site && is_word_of_language(token.kind))
		reader_fault(reader, token.place,
			     "a site file holds groups and zones only: move this to a policy");
	else if (reader->is_site)
		reader_fault(reader, token.place,
			     "unknown word: a line of a site file begins with group or zone%s",
			     guess);
	else if (reader->tokens.in_section && is_word_of_language(token.kind))
		reader_fault(reader, token.place,
			     "a section holds rows only, and the one of line %u is still open: close it with } first",
			     source_line(&reader->ast->sources.list.at[reader->file],
					 reader->tokens.section.begin));
	else if (reader->tokens.in_section)
		reader_fault(reader, token.place,
			     "unknown word: a row begins with allow or deny%s",
			     guess);
	else if (token.kind == T_ALLOW || token.kind == T_DENY)
		reader_fault(reader, token.place,
			     "a row stands in a section: open one before it, section \"TITLE\" {");
	else
		reader_fault(reader, token.place,
			     "unknown word: a line begins with policy, include, mode, group, zone, default, protect or section%s",
			     guess);
}

/* "a, b or c", as far as there is room. */
static void join(const char *const *names, u32 n, char *out, size_t size)
{
	size_t used = 0;
	u32 i;

	out[0] = '\0';
	for (i = 0; i < n && used < size; i++)
		used += (size_t)snprintf(out + used, size - used, "%s%s",
					 !i ? "" : i + 1 < n ? ", " : " or ",
					 names[i]);
}

/*
 * Leaves out what is allowed but is no help: within a list the end of the line,
 * at the end of a row the brace, as both can always follow there.
 */
static u32 helpful(const struct reader *reader, const char *const *expected,
		   u32 n_expected, const char **names)
{
	bool in_list = reader->tokens.depth;
	u32 i, n = 0;

	for (i = 0; i < n_expected; i++)
		if (strcmp(expected[i], "} of the section") &&
		    (!in_list || strcmp(expected[i], "the end of the line")))
			names[n++] = expected[i];
	return n;
}

/* Does the word begin a part of a row, so that parts may be in disorder? */
static bool is_clause(int kind)
{
	return kind == T_FROM || kind == T_TO || kind == T_PORT ||
	       kind == T_IN || kind == T_COMMENT;
}

static void fault_expected(struct reader *reader, struct token token,
			   const char *const *expected, u32 n_expected,
			   const char *guess)
{
	bool is_end = token.kind == T_NEWLINE || token.kind == T_END;
	const char *names[READER_MOST_EXPECTED];
	char list[512];
	u32 n = helpful(reader, expected, n_expected, names);

	join(names, n, list, sizeof(list));
	if (reader->data[token.place.begin] == '-')
		guess = "; a range is written without blanks, LOW-HIGH";
	else if (reader->tokens.in_section && !reader->tokens.depth &&
		 is_clause(token.kind))
		guess = "; a row reads: allow NAME PROTOCOL from GROUP [port PORT] to GROUP [port PORT] [in ZONE] [comment \"TEXT\"]";
	else if (n == 1)
		guess = "";
	reader_fault(reader, token.place, "%s%s%s%s",
		     is_end ? "the line ends too early: write " : "expected ",
		     list, is_end ? "" : " here", guess);
}

/* Can a line begin with this word here? It is as fault_first_word() says. */
static bool can_begin(const struct reader *reader, const char *word)
{
	bool begins_row = !strcmp(word, "allow") || !strcmp(word, "deny");

	if (reader->is_site)
		return !strcmp(word, "group") || !strcmp(word, "zone");
	return begins_row == reader->tokens.in_section;
}

/* "; did you mean X?", or nothing. */
static void make_guess(struct reader *reader, struct token token,
		       const char *const *expected, u32 n_expected,
		       char *out, size_t size)
{
	bool is_first = !reader->tokens.last.kind;
	struct nearest nearest;
	u32 i;

	out[0] = '\0';
	if (token.kind != T_WORD)
		return;
	nearest = nearest_to(reader->data + token.place.begin,
			     token.place.end - token.place.begin);
	for (i = 0; i < n_expected; i++)
		if (!strchr(expected[i], ' ') &&
		    (!is_first || can_begin(reader, expected[i])))
			nearest_consider(&nearest, expected[i]);
	if (nearest.found)
		snprintf(out, size, "; did you mean %s?", nearest.found);
}

/* Is this a word of the language where somebody may have meant a name? */
static bool is_reserved_name(int last, int kind)
{
	if (!is_word_of_language(kind))
		return false;
	switch (last) {
	case T_ALLOW:
	case T_DENY:
		/* the name was forgotten */
		return kind < T_ANY;
	case T_POLICY:
	case T_GROUP:
	case T_ZONE:
	case T_BEHIND:
	case T_IN:
		return true;
	default:
		return false;
	}
}

static bool is_whole(int kind)
{
	return kind == T_ANY || kind == T_NONE;
}

/* What must stand here, if there is more to say than a list of tokens. */
static const char *wanted_sentence(const struct tokens *tokens,
				   const char *const *expected, u32 n_expected)
{
	int last = tokens->last.kind, now = tokens->now.kind;

	if ((is_whole(now) && last == T_COMMA) ||
	    (is_whole(last) && now == T_COMMA))
		return "any and none stand alone, not in a list with others: leave the one or the others out";
	if (is_expected("tcp", expected, n_expected))
		return "the row needs a protocol behind its name: tcp, udp, icmp, icmpv6, any, or a number";
	if (last == T_STRING && is_expected("{ of a section", expected,
					    n_expected))
		return "the section needs an opening brace behind its title: section \"TITLE\" {";
	if (last == T_EQUALS && is_expected("a name", expected, n_expected))
		return "a group is any, none, or a list of prefixes, addresses, ranges and names of groups";
	if (last == T_EQUALS ||
	    (last == T_COMMA && is_expected("a text in quotes", expected, 1)))
		return "a zone is any, or a list of interfaces in quotes such as \"eth0\", \"ppp+\"";
	return follows_sentence(last);
}

void reader_syntax_fault(struct reader *reader, const char *const *expected,
			 u32 n_expected)
{
	struct tokens *tokens = &reader->tokens;
	struct token token = tokens->now;
	const char *sentence = wanted_sentence(tokens, expected, n_expected);
	char guess[64];

	tokens->skipping = true;
	make_guess(reader, token, expected, n_expected, guess, sizeof(guess));
	if (token.kind == T_END && tokens->in_section)
		fault_end_of_file(reader);
	else if (!tokens->last.kind && token.kind != T_NEWLINE &&
		 is_expected("the end of the line", expected, n_expected) &&
		 n_expected > 1)
		fault_first_word(reader, token, guess);
	else if (is_reserved_name(tokens->last.kind, token.kind))
		reader_fault(reader, token.place,
			     "%s; this is a word of the language, write it in quotes if it is meant to be a name",
			     sentence);
	else if (sentence)
		reader_fault(reader, token.place, "%s%s", sentence, guess);
	else
		fault_expected(reader, token, expected, n_expected, guess);
}
