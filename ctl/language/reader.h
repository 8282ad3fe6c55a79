/* SPDX-License-Identifier: GPL-2.0-only */
/* Reading one file: what scanner, parser and statements share. */
#ifndef LYNCCTL_READER_H
#define LYNCCTL_READER_H

#include "address.h"
#include "ast.h"

struct search;
struct yy_buffer_state;

/** READER_MOST_EXPECTED - tokens that can be expected at one place, at most */
#define READER_MOST_EXPECTED 32

/**
 * struct token - a token and where it stands
 * @kind: as the grammar numbers it
 * @place: where
 */
struct token {
	int kind;
	struct place place;
};

/**
 * struct tokens - the stream of tokens between scanner and parser
 * @scanner: flex's own state
 * @buffer: what flex knows of the text
 * @at: offset of the next byte to scan
 * @now: the token delivered last
 * @last: the one before @now, line ends not counted; kind 0 at the beginning of a
 *	statement
 * @first: kind of the first token of the statement
 * @waiting: tokens to deliver before the scanner is asked again
 * @n_waiting: number of @waiting
 * @depth: lists that are open
 * @list: the brace that opened the innermost list
 * @section: the brace that opened the section
 * @in_section: a section is open
 * @brace_ends_line: nothing but a comment stands behind the last opening brace
 * @on_new_line: nothing but blanks was seen since the line began
 * @ended: the end of the file was seen
 * @skipping: the statement has a fault; the parser throws its tokens away
 */
struct tokens {
	void *scanner;
	struct yy_buffer_state *buffer;
	u32 at;
	struct token now;
	struct token last;
	int first;
	struct token waiting[3];
	u32 n_waiting;
	u32 depth;
	struct place list;
	struct place section;
	bool in_section;
	bool brace_ends_line;
	bool on_new_line;
	bool ended;
	bool skipping;
};

/**
 * struct reader - reading one file
 * @ast: where what is read goes
 * @search: how includes are found
 * @file: number of the file
 * @data: its bytes
 * @is_site: it is the site file
 * @is_included: another file includes it
 * @tokens: the stream of tokens
 * @group: the group that is being defined
 * @zone: the zone that is being defined
 * @row: the row that is being read
 * @references: groups of the side, or of the protect line, that is being read
 * @ports: port ranges of the side that is being read
 * @section: index of the section that is being read
 * @section_lines: rows in it, faulty ones included
 * @has_policy: it has a policy line
 * @has_mode: it has a mode line
 * @before4: IPv4 prefixes of the policy's files, when this is the site; else 0
 * @before6: the same for IPv6
 * @too_many: more prefixes than are read; said once
 */
struct reader {
	struct ast *ast;
	struct search *search;
	u32 file;
	const char *data;
	bool is_site;
	bool is_included;
	struct tokens tokens;
	struct group_def *group;
	struct zone_def *zone;
	struct row_def row;
	LIST(struct reference) references;
	LIST(struct lync_ports) ports;
	u32 section;
	u32 section_lines;
	bool has_policy;
	bool has_mode;
	u32 before4;
	u32 before6;
	bool too_many;
};

/**
 * reader_run() - read a file that has been opened
 * @reader: ast, search, file, is_site, is_included, before4 and before6 are set, the rest
 *	is zero
 */
void reader_run(struct reader *reader);

/**
 * reader_fault() - something is wrong in the file that is read
 * @reader: the reader
 * @place: where
 * @...: the sentence, as for printf()
 */
#define reader_fault(reader, place, ...) \
	faults_add(&(reader)->ast->faults, place, __VA_ARGS__)

/**
 * reader_syntax_fault() - the parser did not expect the token tokens.now
 * @reader: the reader
 * @expected: names of the tokens that could have been there
 * @n_expected: number of @expected
 */
void reader_syntax_fault(struct reader *reader, const char *const *expected,
			 u32 n_expected);

/* ---- phrases.c: names, texts and references from tokens ---- */

/**
 * reader_name() - the name that stands at a place
 * @reader: the reader
 * @place: of a word or a string
 *
 * Complains about what cannot be a name.
 * Return: the name; lives as long as the ast.
 */
const char *reader_name(struct reader *reader, struct place place);

/**
 * reader_text() - the text between the quotes at a place
 * @reader: the reader
 * @place: of a string
 *
 * Complains about too long ones.
 * Return: the text without escapes; lives as long as the ast.
 */
const char *reader_text(struct reader *reader, struct place place);

/**
 * reader_reference() - the group that is spoken of at a place
 * @reader: the reader
 * @place: of a word, a string, `any` or `none`
 */
struct reference reader_reference(struct reader *reader, struct place place);

/**
 * reader_range() - the address, prefix or range at a place
 * @reader: the reader
 * @place: of a word
 * @range: filled
 *
 * Return: false when it was complained about.
 */
bool reader_range(struct reader *reader, struct place place,
		  struct address_range *range);

/* ---- statements.c: what the grammar calls, each with the places of its parts ---- */

void reader_policy(struct reader *reader, struct place name);
void reader_title(struct reader *reader, struct place title);
void reader_include(struct reader *reader, struct place name);
void reader_mode(struct reader *reader, struct place place, u8 mode);
void reader_section(struct reader *reader, struct place title);
void reader_section_end(struct reader *reader, struct place place);
void reader_protect(struct reader *reader, struct place place);

/**
 * reader_protect_end() - the end of a protect line; its groups are in @references
 * @reader: the reader
 * @place: of the whole line
 * @behind: of the zone's name; empty when there is none
 */
void reader_protect_end(struct reader *reader, struct place place,
			struct place behind);

/* ---- definitions.c: groups and zones ---- */

void reader_default(struct reader *reader, struct place place);
void reader_group(struct reader *reader, struct place name, bool by_default);
void reader_group_whole(struct reader *reader, struct place place);
void reader_zone(struct reader *reader, struct place name, bool by_default);
void reader_zone_pattern(struct reader *reader, struct place place);
void reader_zone_any(struct reader *reader);

/* ---- items.c ---- */

/**
 * reader_group_item() - an item of the group, and the addresses that follow it
 * @reader: the reader; no token behind the item has been asked for
 * @place: of the item
 */
void reader_group_item(struct reader *reader, struct place place);

/* ---- rows.c ---- */

void reader_row(struct reader *reader, struct place name, u8 action);
void reader_row_proto(struct reader *reader, struct place number);
void reader_row_member(struct reader *reader, struct place place);
void reader_row_port(struct reader *reader, struct place place);
void reader_row_side(struct reader *reader, struct side *side,
		     struct place ports);
void reader_row_zone(struct reader *reader, struct place name);
void reader_row_comment(struct reader *reader, struct place text);
void reader_row_end(struct reader *reader);

#endif
