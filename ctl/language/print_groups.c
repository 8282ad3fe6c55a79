// SPDX-License-Identifier: GPL-2.0-only
/* The prefixes of groups, printed. */
#include <stdlib.h>
#include <string.h>

#include "address.h"
#include "arena.h"
#include "core/addr.h"
#include "print.h"

/* Items go on in the next line when a line would be longer than this. */
#define LINE_COLUMNS 100

/* Is the prefix one of the group's? Literals are small. */
static bool holds(const struct printer *printer, u32 group, u8 family,
		  const struct lync_addr *addr, u8 len)
{
	u32 n = members_count(&printer->members, group);
	struct address_range range;
	u32 i;

	for (i = 0; i < n; i++) {
		range = members_at(&printer->members, group, i);
		if (range.family == family && range.len == len &&
		    !lync_words_compare(range.low.w, addr->w, 4))
			return true;
	}
	return false;
}

/* Does the name say what is in the group, no more and no less? */
static bool says_all(const struct printer *printer, u32 group)
{
	const struct lync_group *literal = &printer->policy->groups[group];
	u32 n = members_count(&printer->members, group);
	char text[ADDRESS_TEXT_LEN];
	struct address_range range;
	struct address_fault fault;
	struct lync_addr addr;
	u8 len;

	if (literal->any)
		return !strcmp(literal->name, "any");
	if (!strcmp(literal->name, "none"))
		return !n;
	if (!address_read(literal->name, (u32)strlen(literal->name), &range,
			  &fault))
		return false;
	address_text(&range, text);
	if (strcmp(text, literal->name))
		return false;
	while (address_next_prefix(&range, &addr, &len))
		if (!n-- || !holds(printer, group, range.family, &addr, len))
			return false;
	return !n;
}

void printer_open(struct printer *printer)
{
	const struct lync_policy *policy = printer->policy;
	u32 i;

	printer->members = members_of(policy);
	printer->is_inline = memory_resize(NULL, policy->n_groups,
					   sizeof(*printer->is_inline));
	for (i = 0; i < policy->n_groups; i++)
		printer->is_inline[i] = policy->groups[i].literal &&
					says_all(printer, i);
}

void printer_close(struct printer *printer)
{
	members_free(&printer->members);
	free(printer->is_inline);
}

bool printer_is_inline(const struct printer *printer, u32 group)
{
	return printer->is_inline[group];
}

/* Prints an item; begins a new line when it would not fit any more. */
static void print_item(struct printer *printer,
		       const struct address_range *range, u32 *column)
{
	char text[ADDRESS_TEXT_LEN];
	u32 length;

	address_text(range, text);
	length = (u32)strlen(text);
	if (*column && *column + 3 + length > LINE_COLUMNS) {
		fputs(",\n    ", printer->out);
		*column = 4;
	} else if (*column) {
		fputs(", ", printer->out);
		*column += 2;
	} else {
		*column = 4;
	}
	fputs(text, printer->out);
	*column += length;
}

void printer_items(struct printer *printer, u32 group)
{
	u32 n = members_count(&printer->members, group);
	struct address_range range;
	u32 column = 0;
	u32 i;

	if (printer->policy->groups[group].any || !n) {
		fputs(printer->policy->groups[group].any ? " = any\n" :
							   " = none\n",
		      printer->out);
		return;
	}
	/* a long list begins in a line of its own */
	fputs(n > 2 ? " =\n    " : " = ", printer->out);
	for (i = 0; i < n; i++) {
		range = members_at(&printer->members, group, i);
		print_item(printer, &range, &column);
	}
	fputc('\n', printer->out);
}
