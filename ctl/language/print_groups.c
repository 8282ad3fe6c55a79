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

static u16 group_of4(const struct lync_policy *policy, u32 i)
{
	return policy->prefix4[i].group;
}

static u16 group_of6(const struct lync_policy *policy, u32 i)
{
	return policy->prefix6[i].group;
}

/* Counting sort: prefixes of a policy stand in any order, a list is by group. */
static void sort_by_group(const struct lync_policy *policy, u32 n,
			  u16 (*group_of)(const struct lync_policy *policy,
					  u32 i),
			  u32 **order, u32 **begin)
{
	u32 *next = memory_resize(NULL, (size_t)policy->n_groups + 2,
				  sizeof(*next));
	u32 i;

	*order = memory_resize(NULL, n, sizeof(**order));
	memset(next, 0, ((size_t)policy->n_groups + 2) * sizeof(*next));
	for (i = 0; i < n; i++)
		next[group_of(policy, i) + 2]++;
	for (i = 2; i < policy->n_groups + 2; i++)
		next[i] += next[i - 1];
	/* while filling, next[g + 1] moves from the begin of g to that of g + 1 */
	for (i = 0; i < n; i++)
		(*order)[next[group_of(policy, i) + 1]++] = i;
	*begin = next;
}

static struct address_range range4(const struct printer *printer, u32 at)
{
	const struct lync_prefix4 *prefix =
		&printer->policy->prefix4[printer->order4[at]];
	struct lync_addr addr = { .w = { prefix->addr } };

	return address_of_prefix(LYNC_IPV4, addr, prefix->len);
}

static struct address_range range6(const struct printer *printer, u32 at)
{
	const struct lync_prefix6 *prefix =
		&printer->policy->prefix6[printer->order6[at]];

	return address_of_prefix(LYNC_IPV6, prefix->addr, prefix->len);
}

static u32 count4(const struct printer *printer, u32 group)
{
	return printer->begin4[group + 1] - printer->begin4[group];
}

static u32 count6(const struct printer *printer, u32 group)
{
	return printer->begin6[group + 1] - printer->begin6[group];
}

/* Is the prefix one of the group's? Literals are small. */
static bool holds(const struct printer *printer, u32 group, u8 family,
		  const struct lync_addr *addr, u8 len)
{
	bool is_ipv4 = family == LYNC_IPV4;
	u32 from = (is_ipv4 ? printer->begin4 : printer->begin6)[group];
	u32 n = is_ipv4 ? count4(printer, group) : count6(printer, group);
	struct address_range range;
	u32 i;

	for (i = from; i < from + n; i++) {
		range = is_ipv4 ? range4(printer, i) : range6(printer, i);
		if (range.len == len &&
		    !lync_words_compare(range.low.w, addr->w, 4))
			return true;
	}
	return false;
}

/* Does the name say what is in the group, no more and no less? */
static bool says_all(const struct printer *printer, u32 group)
{
	const struct lync_group *literal = &printer->policy->groups[group];
	u32 n = count4(printer, group) + count6(printer, group);
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

	sort_by_group(policy, policy->n_prefix4, group_of4, &printer->order4,
		      &printer->begin4);
	sort_by_group(policy, policy->n_prefix6, group_of6, &printer->order6,
		      &printer->begin6);
	printer->is_inline = memory_resize(NULL, policy->n_groups,
					   sizeof(*printer->is_inline));
	for (i = 0; i < policy->n_groups; i++)
		printer->is_inline[i] = policy->groups[i].literal &&
					says_all(printer, i);
}

void printer_close(struct printer *printer)
{
	free(printer->order4);
	free(printer->order6);
	free(printer->begin4);
	free(printer->begin6);
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
	if (!*column) {
		fprintf(printer->out, "%s", text);
		*column = 4 + length;
	} else if (*column + 3 + length > LINE_COLUMNS) {
		fprintf(printer->out, ",\n    %s", text);
		*column = 4 + length;
	} else {
		fprintf(printer->out, ", %s", text);
		*column += 2 + length;
	}
}

void printer_items(struct printer *printer, u32 group)
{
	u32 n = count4(printer, group) + count6(printer, group);
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
	for (i = printer->begin4[group]; i < printer->begin4[group + 1]; i++) {
		range = range4(printer, i);
		print_item(printer, &range, &column);
	}
	for (i = printer->begin6[group]; i < printer->begin6[group + 1]; i++) {
		range = range6(printer, i);
		print_item(printer, &range, &column);
	}
	fputc('\n', printer->out);
}
