/* SPDX-License-Identifier: GPL-2.0-only */
/* Printing a policy: what holds for all of it. */
#ifndef LYNCCTL_PRINT_H
#define LYNCCTL_PRINT_H

#include <stdio.h>

#include "members.h"

/**
 * struct printer - printing a policy
 * @out: where to
 * @policy: the policy
 * @members: which prefixes are whose
 * @is_inline: for each group whether its name says all there is in it
 */
struct printer {
	FILE *out;
	const struct lync_policy *policy;
	struct members members;
	bool *is_inline;
};

/**
 * printer_open() - find out which prefixes are whose
 * @printer: out and policy are set; the rest is filled
 */
void printer_open(struct printer *printer);

/**
 * printer_close() - forget it
 * @printer: from printer_open()
 */
void printer_close(struct printer *printer);

/**
 * printer_is_inline() - can the group stand in a row as an address?
 * @printer: the printer
 * @group: index of the group
 *
 * Return: true for a literal whose name, read again, makes the same group. A
 * kernel may have got a literal of any name from another program.
 */
bool printer_is_inline(const struct printer *printer, u32 group);

/**
 * printer_items() - print what stands behind the name in a group's definition
 * @printer: the printer
 * @group: index of the group
 */
void printer_items(struct printer *printer, u32 group);

#endif
