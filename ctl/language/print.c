// SPDX-License-Identifier: GPL-2.0-only
/* A policy in the policy language. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "print.h"
#include "policy_grammar.h"
#include "text.h"
#include "words.h"

static void print_quoted(struct printer *printer, const char *text)
{
	fputc('"', printer->out);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			fputc('\\', printer->out);
		fputc(*text, printer->out);
	}
	fputc('"', printer->out);
}

/* In quotes where it would be taken for something else. */
static void print_name(struct printer *printer, const char *name)
{
	size_t length = strlen(name);

	if (word_is_plain(name, length) && word_token(name, length) == T_WORD)
		fputs(name, printer->out);
	else
		print_quoted(printer, name);
}

static void print_zone(struct printer *printer, const struct lync_zone *zone)
{
	u32 i;

	fputs("zone ", printer->out);
	print_name(printer, zone->name);
	fputs(zone->any ? " = any" : " = ", printer->out);
	for (i = 0; i < zone->n_patterns; i++) {
		fputs(i ? ", " : "", printer->out);
		print_quoted(printer, zone->patterns[i]);
	}
	fputc('\n', printer->out);
}

/* A literal stands in rows as it is; other groups by name. */
static void print_member(struct printer *printer, u32 index)
{
	const char *name = printer->policy->groups[index].name;

	if (printer_is_inline(printer, index))
		fputs(name, printer->out);
	else
		print_name(printer, name);
}

static void print_zone_name(struct printer *printer, const char *word, u8 zone)
{
	if (zone == LYNC_NO_ZONE)
		return;
	fprintf(printer->out, " %s ", word);
	print_name(printer, printer->policy->zones[zone].name);
}

/* Groups behind the same zone share a line. */
static void print_protects(struct printer *printer)
{
	const struct lync_policy *policy = printer->policy;
	const struct lync_protect *protect = policy->protects;
	u32 i;

	for (i = 0; i < policy->n_protects; i++) {
		bool begins = !i || protect[i].zone != protect[i - 1].zone;
		bool ends = i + 1 == policy->n_protects ||
			    protect[i].zone != protect[i + 1].zone;

		fputs(begins ? "protect " : ", ", printer->out);
		print_member(printer, protect[i].group);
		if (!ends)
			continue;
		print_zone_name(printer, "behind", protect[i].zone);
		fputc('\n', printer->out);
	}
}

static void print_ports(struct printer *printer, const struct lync_ports *ports,
			u32 n)
{
	u32 i;

	if (!n)
		return;
	fputs(n > 1 ? " port { " : " port ", printer->out);
	for (i = 0; i < n; i++) {
		fprintf(printer->out, "%s%u", i ? ", " : "", ports[i].low);
		if (ports[i].high != ports[i].low)
			fprintf(printer->out, "-%u", ports[i].high);
	}
	fputs(n > 1 ? " }" : "", printer->out);
}

/* Is the group the word any or none, as it stands in a row? */
static bool is_word(const struct printer *printer, u32 group, const char *word)
{
	return printer_is_inline(printer, group) &&
	       !strcmp(printer->policy->groups[group].name, word);
}

/*
 * Another program's row may have any or none beside other groups, where the language has
 * them alone only: any is all there is to say, none adds nothing. Returns how many are @said.
 */
static u32 side_said(const struct printer *printer, const u16 *groups, u32 n,
		     u16 said[LYNC_MAX_MEMBERS])
{
	u32 i, n_said = 0;

	for (i = 0; i < n; i++) {
		if (is_word(printer, groups[i], "any")) {
			said[0] = groups[i];
			return 1;
		}
		if (!is_word(printer, groups[i], "none"))
			said[n_said++] = groups[i];
	}
	if (!n_said)
		said[n_said++] = groups[0];
	return n_said;
}

static void print_side(struct printer *printer, const char *word,
		       const u16 *groups, u32 n)
{
	u16 said[LYNC_MAX_MEMBERS];
	u32 i;

	n = side_said(printer, groups, n, said);
	fprintf(printer->out, n > 1 ? " %s { " : " %s ", word);
	for (i = 0; i < n; i++) {
		fputs(i ? ", " : "", printer->out);
		print_member(printer, said[i]);
	}
	fputs(n > 1 ? " }" : "", printer->out);
}

static void print_proto(struct printer *printer, u16 proto)
{
	switch (proto) {
	case LYNC_PROTO_TCP:
		fputs(" tcp", printer->out);
		break;
	case LYNC_PROTO_UDP:
		fputs(" udp", printer->out);
		break;
	case LYNC_PROTO_ICMP:
		fputs(" icmp", printer->out);
		break;
	case LYNC_PROTO_ICMPV6:
		fputs(" icmpv6", printer->out);
		break;
	case LYNC_PROTO_ANY:
		fputs(" any", printer->out);
		break;
	default:
		fprintf(printer->out, " %u", proto);
	}
}

static void print_row(struct printer *printer, const struct lync_row *row)
{
	fputs(row->action == LYNC_ALLOW ? "    allow " : "    deny ",
	      printer->out);
	print_name(printer, row->name);
	print_proto(printer, row->proto);
	print_side(printer, "from", row->from, row->n_from);
	print_ports(printer, row->sports, row->n_sports);
	print_side(printer, "to", row->to, row->n_to);
	print_ports(printer, row->dports, row->n_dports);
	print_zone_name(printer, "in", row->zone);
	if (row->comment) {
		fputs(" comment ", printer->out);
		print_quoted(printer, row->comment);
	}
	fputc('\n', printer->out);
}

/* Rows keep their order, so a section that is left and entered again has two blocks. */
static void print_rows(struct printer *printer)
{
	const struct lync_policy *policy = printer->policy;
	u32 i;

	for (i = 0; i < policy->n_rows; i++) {
		u16 section = policy->rows[i].section;

		if (!i || section != policy->rows[i - 1].section) {
			fputs(i ? "}\n\nsection " : "\nsection ", printer->out);
			print_quoted(printer, policy->sections[section]);
			fputs(" {\n", printer->out);
		}
		print_row(printer, &policy->rows[i]);
	}
	fputs(policy->n_rows ? "}\n" : "", printer->out);
}

static void print_head(struct printer *printer)
{
	const struct lync_policy *policy = printer->policy;

	fputs("policy ", printer->out);
	/* the one word of the language that is a good name for a policy */
	if (!strcmp(policy->name, "default"))
		fputs(policy->name, printer->out);
	else
		print_name(printer, policy->name);
	if (policy->title) {
		fputc(' ', printer->out);
		print_quoted(printer, policy->title);
	}
	fputc('\n', printer->out);
	if (policy->mode == LYNC_STATELESS)
		fputs("mode stateless\n", printer->out);
	fputc('\n', printer->out);
}

void text_print_policy(FILE *out, const struct lync_policy *policy)
{
	struct printer printer = { .out = out, .policy = policy };
	u32 i;

	printer_open(&printer);
	print_head(&printer);
	for (i = 0; i < policy->n_groups; i++) {
		if (printer_is_inline(&printer, i))
			continue;
		fputs("group ", out);
		print_name(&printer, policy->groups[i].name);
		printer_items(&printer, i);
	}
	for (i = 0; i < policy->n_zones; i++)
		print_zone(&printer, &policy->zones[i]);
	print_protects(&printer);
	print_rows(&printer);
	printer_close(&printer);
}
