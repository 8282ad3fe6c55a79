// SPDX-License-Identifier: GPL-2.0-only
/*
 * The stream of tokens between scanner and parser: what a brace is for, where a
 * statement ends, and where one must have ended although nothing says so.
 *
 * A list may go on over line ends, so a forgotten brace or a comma too many would
 * swallow the statements behind it. But no entry of a list is a word that begins
 * a statement: such a word at the beginning of a line ends the list, here, before
 * the parser sees it.
 */
#include "tokens.h"
#include "policy_grammar.h"
#include "words.h"

void tokens_bad_string(struct reader *reader, struct place place)
{
	const char *at = reader->data + place.begin + 1;
	const char *end = reader->data + place.end;

	if (reader->tokens.skipping)
		return;
	for (; at < end && *at != '"'; at++) {
		struct place here = place;

		here.begin = (u32)(at - reader->data);
		here.end = here.begin + 1;
		if (*at == '\r' && at + 1 == end)
			break;
		if ((u8)*at < 0x20 || *at == 0x7f) {
			reader_fault(reader, here,
				     "a text in quotes has a control character (0x%02x) here: use printable characters only",
				     (u8)*at);
			return;
		}
		if (*at == '\\' && *++at != '"' && *at != '\\') {
			here.end++;
			reader_fault(reader, here,
				     "unknown escape in a text in quotes: write \\\" for a quotation mark and \\\\ for a backslash");
			return;
		}
	}
	reader_fault(reader, place,
		     "this text has no closing quotation mark: add \" at its end, on the same line");
}

void tokens_bad_byte(struct reader *reader, struct place place)
{
	if (!reader->tokens.skipping)
		reader_fault(reader, place,
			     "a control character (0x%02x) stands here: remove it, policy and site files are plain text",
			     (u8)reader->data[place.begin]);
}

static void wait_with(struct tokens *tokens, int kind, struct place place)
{
	tokens->waiting[tokens->n_waiting++] =
		(struct token){ .kind = kind, .place = place };
}

/* Takes the tokens in the order they were put in. */
static struct token waiting_take(struct tokens *tokens)
{
	struct token token = tokens->waiting[0];
	u32 i;

	for (i = 1; i < tokens->n_waiting; i++)
		tokens->waiting[i - 1] = tokens->waiting[i];
	tokens->n_waiting--;
	return token;
}

/* Ends an open list before @token, which cannot belong to it. */
static bool list_is_cut_off(struct reader *reader, struct token token,
			    bool on_new_line)
{
	struct tokens *tokens = &reader->tokens;
	bool closes = token.kind == T_LIST_CLOSE;
	bool begins = token.kind == T_END ||
		      (on_new_line && word_begins_statement(token.kind));

	if (tokens->skipping || (!begins && !closes))
		return false;
	if (tokens->last.kind == T_COMMA)
		reader_fault(reader, tokens->last.place,
			     "nothing follows this comma: remove it, or write one more entry behind it");
	else if (tokens->last.kind == T_EQUALS && begins)
		reader_fault(reader, tokens->last.place,
			     "nothing follows this equals sign: write what the name stands for behind it");
	else if (tokens->depth && begins)
		reader_fault(reader, tokens->list,
			     "this list is never closed: add } behind its last entry");
	else
		return false;
	wait_with(tokens, T_POLICY_error, token.place);
	if (begins) {
		wait_with(tokens, T_NEWLINE, token.place);
		tokens->depth = 0;
	}
	wait_with(tokens, token.kind, token.place);
	return true;
}

/* Opens a section before its first row when its brace was forgotten. */
static bool section_is_headless(struct reader *reader, struct token token)
{
	struct tokens *tokens = &reader->tokens;

	if (tokens->skipping || tokens->in_section ||
	    tokens->first != T_SECTION || tokens->last.kind != T_STRING ||
	    (token.kind != T_ALLOW && token.kind != T_DENY))
		return false;
	reader_fault(reader, tokens->last.place,
		     "the section needs an opening brace behind its title: section \"TITLE\" {");
	wait_with(tokens, T_LIST_OPEN, token.place);
	wait_with(tokens, token.kind, token.place);
	return true;
}

static struct token token_scan(struct reader *reader)
{
	struct tokens *tokens = &reader->tokens;
	struct token token = { 0 };
	bool on_new_line = tokens->on_new_line;
	POLICY_STYPE value;

	token.place = (struct place){ reader->file, tokens->at, tokens->at };
	if (!tokens->ended)
		token.kind = policy_scan(&value, &token.place, tokens->scanner);
	if (token.kind == T_END) {
		token.place = (struct place){ reader->file, tokens->at,
					      tokens->at };
		tokens->ended = true;
	}
	tokens->on_new_line = token.kind == T_NEWLINE;
	if (list_is_cut_off(reader, token, on_new_line) ||
	    section_is_headless(reader, token))
		return waiting_take(tokens);
	/* the last line may lack its end */
	if (token.kind == T_END && tokens->now.kind &&
	    tokens->now.kind != T_NEWLINE) {
		wait_with(tokens, T_END, token.place);
		token.kind = T_NEWLINE;
	}
	return token;
}

static void brace_opens(struct tokens *tokens, struct token *token)
{
	bool is_section = tokens->first == T_SECTION ||
			  (tokens->skipping && tokens->brace_ends_line);

	if (!tokens->in_section && !tokens->depth && is_section) {
		token->kind = T_BLOCK_OPEN;
		tokens->in_section = true;
		tokens->section = token->place;
	} else {
		tokens->depth++;
		tokens->list = token->place;
	}
}

static void brace_closes(struct reader *reader, struct token *token)
{
	struct tokens *tokens = &reader->tokens;

	if (tokens->depth) {
		tokens->depth--;
	} else if (tokens->in_section) {
		token->kind = T_BLOCK_CLOSE;
		tokens->in_section = false;
	} else {
		if (!tokens->skipping)
			reader_fault(reader, token->place,
				     "no section is open here: remove this }");
		token->kind = T_POLICY_error;
	}
}

/* Does the statement go on in the next line? */
static bool statement_goes_on(const struct tokens *tokens)
{
	if (tokens->skipping)
		return false;
	return tokens->depth || tokens->last.kind == T_COMMA ||
	       tokens->last.kind == T_EQUALS ||
	       (tokens->first == T_SECTION && tokens->last.kind == T_STRING);
}

/*
 * Leaves the token delivered last behind. Not done at once, as the parser may
 * have something to say about it first, and then it is asked what was before.
 */
static void tokens_advance(struct tokens *tokens)
{
	int kind = tokens->now.kind;
	bool ends = kind == T_BLOCK_OPEN || kind == T_BLOCK_CLOSE ||
		    (kind == T_NEWLINE && !statement_goes_on(tokens));

	if (ends) {
		tokens->skipping = false;
		tokens->depth = 0;
		tokens->first = 0;
		tokens->last.kind = 0;
	} else if (kind != T_NEWLINE) {
		tokens->last = tokens->now;
	}
}

int policy_lex(POLICY_STYPE *value, struct place *place, struct reader *reader)
{
	struct tokens *tokens = &reader->tokens;
	struct token token;

	(void)value;
	tokens_advance(tokens);
	token = tokens->n_waiting ? waiting_take(tokens) : token_scan(reader);
	if (token.kind == T_LIST_OPEN)
		brace_opens(tokens, &token);
	else if (token.kind == T_LIST_CLOSE)
		brace_closes(reader, &token);
	if (token.kind == T_POLICY_error)
		tokens->skipping = true;
	if (!tokens->first && token.kind != T_NEWLINE)
		tokens->first = token.kind;
	tokens->now = token;
	*place = token.place;
	return token.kind;
}
