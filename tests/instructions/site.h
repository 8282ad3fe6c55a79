/* SPDX-License-Identifier: GPL-2.0-only */
/* The shipped policy with as many prefixes as one likes, and addresses to ask about. */
#ifndef LYNC_TESTS_SITE_H
#define LYNC_TESTS_SITE_H

#include "policy.h"

/* Who is at the end of a flow. */
enum site_end {
	SITE_ACCESS_EDGE,
	SITE_AV_EDGE,
	SITE_INTERNAL_EDGE,
	/** @SITE_PIC_PARTNER: in the group of that name */
	SITE_PIC_PARTNER,
	/** @SITE_MESSENGER_CLIENT: in the group of that name */
	SITE_MESSENGER_CLIENT,
	/** @SITE_STRANGER: in no group that has prefixes */
	SITE_STRANGER,
	/** @SITE_ANYONE: a partner or a stranger */
	SITE_ANYONE,
};

struct site_range;

/**
 * struct site - a site
 * @policy: the shipped policy, with the Edge's addresses of both families and with
 *	prefixes of one family
 * @family: the family of the prefixes
 * @n: their number
 * @prefixes: they, of either family; IPv4 is in the first word
 * @ranges: what they cover, in order; an IPv6 address by its upper half
 * @n_ranges: number of @ranges
 * @random: state of the generator that decides what is drawn next, never 0
 */
struct site {
	struct lync_policy policy;
	u32 family;
	u32 n;
	struct lync_prefix6 *prefixes;
	struct site_range *ranges;
	u32 n_ranges;
	u64 random;
};

/**
 * site_make() - draw a site; the same one every time
 * @site: overwritten
 * @family: of its prefixes
 * @n: number of its prefixes
 *
 * The program ends when there is no memory.
 */
void site_make(struct site *site, u32 family, u32 n);

/**
 * site_sort() - put the prefixes of its policy into order
 * @site: the site; it draws other addresses afterwards
 */
void site_sort(struct site *site);

/**
 * site_free() - give its memory back
 * @site: made
 */
void site_free(struct site *site);

/**
 * site_random() - a number
 * @site: the site
 * @n: at least 1
 *
 * Return: 0 to @n - 1.
 */
u32 site_random(struct site *site, u32 n);

/**
 * site_draw() - an address
 * @site: the site
 * @end: whose
 * @addr: filled
 */
void site_draw(struct site *site, enum site_end end, struct lync_addr *addr);

#endif
