/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The grammar of policy and site files. A statement ends with its line; a list
 * may go on behind a comma, and within braces anywhere. A faulty statement is
 * skipped to the end of its line, so that one run finds all faults.
 *
 * No token has a value: every action gets places, and what stands there is read
 * from the file. Tables are canonical LR(1), which finds a fault at the very
 * token and knows all that could have stood there instead. What can only be
 * reduced is reduced without looking at the next token: else a fault in the next
 * line would be found before the recovery from this one is complete.
 */
%define api.pure full
%define api.prefix {policy_}
%define api.token.prefix {T_}
%define api.location.type {struct place}
%define parse.error custom
%define lr.type canonical-lr
%define lr.default-reduction consistent
%param {struct reader *reader}

%code requires {
#include "reader.h"
}

%code provides {
int policy_lex(POLICY_STYPE *value, struct place *place, struct reader *reader);
}

%code {
#define YYLLOC_DEFAULT(current, rhs, n)					\
	do {								\
		(current).file = reader->file;				\
		(current).begin = (n) ? YYRHSLOC(rhs, 1).begin		\
				      : YYRHSLOC(rhs, 0).end;		\
		(current).end = YYRHSLOC(rhs, n).end;			\
	} while (0)


static void policy_error(const struct place *place, struct reader *reader,
			 const char *sentence)
{
	reader_fault(reader, *place, "%s", sentence);
}
}

%initial-action {
	@$ = (struct place){ .file = reader->file };
}

%token
	END 0		"the end of the file"
	NEWLINE		"the end of the line"
	WORD		"a name"
	STRING		"a text in quotes"
	LIST_OPEN	"{"
	LIST_CLOSE	"}"
	BLOCK_OPEN	"{ of a section"
	BLOCK_CLOSE	"} of the section"
	COMMA		"a comma"
	EQUALS		"="
	POLICY		"policy"
	INCLUDE		"include"
	MODE		"mode"
	STATEFUL	"stateful"
	STATELESS	"stateless"
	DEFAULT		"default"
	GROUP		"group"
	ZONE		"zone"
	PROTECT		"protect"
	BEHIND		"behind"
	SECTION		"section"
	ALLOW		"allow"
	DENY		"deny"
	FROM		"from"
	TO		"to"
	PORT		"port"
	IN		"in"
	COMMENT		"comment"
	ANY		"any"
	NONE		"none"
	TCP		"tcp"
	UDP		"udp"
	ICMP		"icmp"
	ICMPV6		"icmpv6"

%%

file:
	%empty
|	file NEWLINE
|	file statement NEWLINE
|	file error NEWLINE		{ yyerrok; }
|	file error block NEWLINE	{ yyerrok; }
;

statement:
	POLICY policy_name		{ reader_policy(reader, @2); }
|	POLICY policy_name STRING	{
		reader_policy(reader, @2);
		reader_title(reader, @3);
	}
|	INCLUDE STRING			{ reader_include(reader, @2); }
|	MODE STATEFUL			{ reader_mode(reader, @$, LYNC_STATEFUL); }
|	MODE STATELESS			{ reader_mode(reader, @$, LYNC_STATELESS); }
|	group
|	zone
|	protect
|	section
;

/* `default` is a good name for a policy; the line holds no other word. */
policy_name: name | DEFAULT ;

name: WORD | STRING ;

newlines: %empty | newlines NEWLINE ;

/* ---- groups ---- */

group: group_head EQUALS newlines group_body ;

group_head:
	GROUP name		{ reader_group(reader, @2, false); }
|	DEFAULT GROUP name	{
		reader_default(reader, @1);
		reader_group(reader, @3, true);
	}
;

group_body:
	whole			{ reader_group_whole(reader, @1); }
|	items
;

whole: ANY | NONE ;

items:
	name				{ reader_group_item(reader, @1); }
|	items COMMA newlines name	{ reader_group_item(reader, @4); }
;

/* ---- zones ---- */

zone: zone_head EQUALS newlines zone_body ;

zone_head:
	ZONE name		{ reader_zone(reader, @2, false); }
|	DEFAULT ZONE name	{
		reader_default(reader, @1);
		reader_zone(reader, @3, true);
	}
;

zone_body:
	ANY			{ reader_zone_any(reader); }
|	patterns
;

patterns:
	STRING				{ reader_zone_pattern(reader, @1); }
|	patterns COMMA newlines STRING	{ reader_zone_pattern(reader, @4); }
;

/* ---- protected groups ---- */

protect:
	PROTECT protected		{ reader_protect_end(reader, @$, NOWHERE); }
|	PROTECT protected BEHIND name	{ reader_protect_end(reader, @$, @4); }
;

protected:
	member				{ reader_protect(reader, @1); }
|	protected COMMA newlines member	{ reader_protect(reader, @4); }
;

member: name | whole ;

/* ---- sections ---- */

section:
	SECTION STRING newlines	{ reader_section(reader, @2); }
	block			{ reader_section_end(reader, @2); }
;

block:
	BLOCK_OPEN rows BLOCK_CLOSE
|	BLOCK_OPEN rows row BLOCK_CLOSE
|	BLOCK_OPEN rows error BLOCK_CLOSE	{ yyerrok; reader->section_lines++; }
;

rows:
	%empty
|	rows NEWLINE
|	rows row NEWLINE
|	rows error NEWLINE	{ yyerrok; reader->section_lines++; }
;

/* ---- rows ---- */

row:
	row_head proto
	FROM side	{ reader_row_side(reader, &reader->row.from, @4); }
	TO side		{ reader_row_side(reader, &reader->row.to, @7); }
	arrival remark	{ reader_row_end(reader); }
;

row_head:
	ALLOW name	{ reader_row(reader, @2, LYNC_ALLOW); }
|	DENY name	{ reader_row(reader, @2, LYNC_DENY); }
;

proto:
	TCP	{ reader->row.proto = LYNC_PROTO_TCP; }
|	UDP	{ reader->row.proto = LYNC_PROTO_UDP; }
|	ICMP	{ reader->row.proto = LYNC_PROTO_ICMP; }
|	ICMPV6	{ reader->row.proto = LYNC_PROTO_ICMPV6; }
|	ANY	{ reader->row.proto = LYNC_PROTO_ANY; }
|	WORD	{ reader_row_proto(reader, @1); }
;

/* The place of a side is that of its ports, empty without ports. */
side:
	members			{ @$.begin = @$.end; }
|	members PORT ports	{ @$ = @2; @$.end = @3.end; }
;

members:
	member				{ reader_row_member(reader, @1); }
|	LIST_OPEN newlines member_list newlines LIST_CLOSE
;

member_list:
	member				{ reader_row_member(reader, @1); }
|	member_list newlines COMMA newlines member
					{ reader_row_member(reader, @5); }
;

ports:
	WORD				{ reader_row_port(reader, @1); }
|	LIST_OPEN newlines port_list newlines LIST_CLOSE
;

port_list:
	WORD				{ reader_row_port(reader, @1); }
|	port_list newlines COMMA newlines WORD
					{ reader_row_port(reader, @5); }
;

arrival: %empty | IN name	{ reader_row_zone(reader, @2); } ;

remark: %empty | COMMENT STRING	{ reader_row_comment(reader, @2); } ;

%%

static int yyreport_syntax_error(const yypcontext_t *context,
				 struct reader *reader)
{
	yysymbol_kind_t kinds[READER_MOST_EXPECTED];
	const char *names[READER_MOST_EXPECTED];
	int n, i;

	n = yypcontext_expected_tokens(context, kinds, READER_MOST_EXPECTED);
	for (i = 0; i < n; i++)
		names[i] = yysymbol_name(kinds[i]);
	reader_syntax_fault(reader, names, n > 0 ? (u32)n : 0);
	return 0;
}
