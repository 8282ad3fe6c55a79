// SPDX-License-Identifier: GPL-2.0-only
/* The words of the policy language. */
#include <string.h>

#include "words.h"
#include "reader.h"
#include "policy_grammar.h"

static const struct {
	const char *text;
	int token;
	bool begins_statement;
} words[] = {
	{ "policy", T_POLICY, true },
	{ "include", T_INCLUDE, true },
	{ "mode", T_MODE, true },
	{ "stateful", T_STATEFUL, false },
	{ "stateless", T_STATELESS, false },
	{ "default", T_DEFAULT, true },
	{ "group", T_GROUP, true },
	{ "zone", T_ZONE, true },
	{ "protect", T_PROTECT, true },
	{ "behind", T_BEHIND, false },
	{ "section", T_SECTION, true },
	{ "allow", T_ALLOW, true },
	{ "deny", T_DENY, true },
	{ "from", T_FROM, false },
	{ "to", T_TO, false },
	{ "port", T_PORT, false },
	{ "in", T_IN, false },
	{ "comment", T_COMMENT, false },
	{ "any", T_ANY, false },
	{ "none", T_NONE, false },
	{ "tcp", T_TCP, false },
	{ "udp", T_UDP, false },
	{ "icmp", T_ICMP, false },
	{ "icmpv6", T_ICMPV6, false },
};

enum { N_WORDS = sizeof(words) / sizeof(words[0]) };

int word_token(const char *text, size_t length)
{
	size_t i;

	/* addresses are what long files are made of */
	if (*text < 'a' || *text > 'z')
		return T_WORD;
	for (i = 0; i < N_WORDS; i++)
		if (!strncmp(words[i].text, text, length) &&
		    !words[i].text[length])
			return words[i].token;
	return T_WORD;
}

bool word_begins_statement(int token)
{
	size_t i;

	for (i = 0; i < N_WORDS; i++)
		if (words[i].token == token)
			return words[i].begins_statement;
	return false;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	       (unsigned char)c >= 0x80;
}

bool word_is_plain(const char *text, size_t length)
{
	size_t i;

	if (!length || !is_letter(*text))
		return false;
	for (i = 1; i < length; i++)
		if (!is_letter(text[i]) && !(text[i] >= '0' && text[i] <= '9') &&
		    text[i] != '.' && text[i] != '-')
			return false;
	return true;
}
