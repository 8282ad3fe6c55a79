// SPDX-License-Identifier: GPL-2.0-only
/* Prefixes of partners, and addresses inside and outside of them. */
#include <stdio.h>

#include "addr.h"
#include "default_policy.h"
#include "site.h"

/* What the shipped policy's file has: the Edge's own addresses, one for each group. */
enum site_size {
	SITE_OWN = 3,
	SITE_MOST_TRIES = 1000,
};

/**
 * struct site_range - addresses that prefixes cover
 * @low: the first
 * @high: the last
 */
struct site_range {
	u64 low;
	u64 high;
};

static void *site_alloc(size_t n, size_t size)
{
	void *mem = calloc(n, size);

	if (!mem) {
		fputs("no memory\n", stderr);
		exit(1);
	}
	return mem;
}

/* xorshift, of this program's own: another sequence would be other figures */
u32 site_random(struct site *site, u32 n)
{
	site->random ^= site->random << 13;
	site->random ^= site->random >> 7;
	site->random ^= site->random << 17;
	return (u32)(site->random >> 32) % n;
}

static u32 site_random_word(struct site *site)
{
	return site_random(site, 0xffffffffu);
}

/* Not where partners are: unrouted, multicast, and the Edge's network. */
static bool site_is_reserved(const struct site *site,
			     const struct lync_addr *addr)
{
	u32 first = addr->w[0] >> 24;

	if (site->family == LYNC_IPV6)
		return addr->w[0] == 0x20010db8;
	return first == 0 || first == 10 || first == 127 || first >= 224 ||
	       addr->w[0] >> 16 == 0xcb00;
}

/* Providers' /32, from where the registries assign; each has several partners. */
static u32 site_provider(struct site *site)
{
	static const u32 blocks[] = { 0x24000000, 0x26000000, 0x2a000000 };
	u32 n = site->n < 64 ? 16 : site->n / 4;
	u32 which = site_random(site, n);

	return blocks[which % 3] | ((which * 2654435761u) >> 12);
}

/* Any address where partners may be. */
static void site_draw_any(struct site *site, struct lync_addr *addr)
{
	u32 i;

	memset(addr, 0, sizeof(*addr));
	if (site->family == LYNC_IPV4) {
		do
			addr->w[0] = site_random_word(site);
		while (site_is_reserved(site, addr));
		return;
	}
	addr->w[0] = site_provider(site);
	for (i = 1; i < 4; i++)
		addr->w[i] = site_random_word(site);
}

static u32 site_words(const struct site *site)
{
	return site->family == LYNC_IPV4 ? 1 : 4;
}

/* /20 to /32; /32 to /64, and one in sixteen a host */
static u32 site_draw_len(struct site *site)
{
	if (site->family == LYNC_IPV4)
		return 20 + site_random(site, 13);
	if (site_random(site, 16) == 0)
		return 128;
	return 32 + site_random(site, 33);
}

static void site_draw_prefix(struct site *site, struct lync_prefix6 *prefix)
{
	u32 word;

	prefix->len = site_draw_len(site);
	site_draw_any(site, &prefix->addr);
	for (word = 0; word < site_words(site); word++)
		prefix->addr.w[word] &= ~lync_host_bits(prefix->len, word);
}

/* ---- what they cover ---- */

static u64 site_position(const struct site *site, const struct lync_addr *addr)
{
	return site->family == LYNC_IPV4 ? addr->w[0] :
					   (u64)addr->w[0] << 32 | addr->w[1];
}

static int site_range_compare(const void *a, const void *b)
{
	const struct site_range *left = a, *right = b;

	if (left->low != right->low)
		return left->low < right->low ? -1 : 1;
	return 0;
}

/* The ranges of the prefixes, those that touch or overlap made one. */
static void site_cover(struct site *site)
{
	struct lync_addr last = { { 0 } };
	const struct lync_prefix6 *prefix;
	struct site_range *ranges;
	u32 i, word, n = 0;

	ranges = site_alloc(site->n, sizeof(*ranges));
	for (i = 0; i < site->n; i++) {
		prefix = &site->prefixes[i];
		for (word = 0; word < site_words(site); word++)
			last.w[word] = prefix->addr.w[word] |
				       lync_host_bits(prefix->len, word);
		ranges[i].low = site_position(site, &prefix->addr);
		ranges[i].high = site_position(site, &last);
	}
	qsort(ranges, site->n, sizeof(*ranges), site_range_compare);
	for (i = 1; i < site->n; i++) {
		if (ranges[i].low > ranges[n].high)
			ranges[++n] = ranges[i];
		else if (ranges[i].high > ranges[n].high)
			ranges[n].high = ranges[i].high;
	}
	site->ranges = ranges;
	site->n_ranges = n + 1;
}

static bool site_covers(const struct site *site, const struct lync_addr *addr)
{
	u64 position = site_position(site, addr);
	u32 low = 0, high = site->n_ranges, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (site->ranges[middle].low <= position)
			low = middle + 1;
		else
			high = middle;
	}
	return low && position <= site->ranges[low - 1].high;
}

/* ---- the policy ---- */

static void site_fill_prefix4(struct site *site)
{
	struct lync_prefix4 *list = (struct lync_prefix4 *)site->policy.prefix4;
	u32 i;

	for (i = 0; i < site->n; i++) {
		list[SITE_OWN + i].addr = site->prefixes[i].addr.w[0];
		list[SITE_OWN + i].len = site->prefixes[i].len;
		list[SITE_OWN + i].group = site->prefixes[i].group;
	}
}

static void site_fill_prefix6(struct site *site)
{
	struct lync_prefix6 *list = (struct lync_prefix6 *)site->policy.prefix6;

	memcpy(list + SITE_OWN, site->prefixes, site->n * sizeof(*list));
}

static void site_fill(struct site *site)
{
	if (site->family == LYNC_IPV4)
		site_fill_prefix4(site);
	else
		site_fill_prefix6(site);
}

static void site_make_policy(struct site *site)
{
	struct lync_policy *policy = &site->policy;
	struct lync_prefix4 *list4;
	struct lync_prefix6 *list6;
	u32 n = SITE_OWN + site->n;

	*policy = default_policy;
	list4 = site_alloc(n, sizeof(*list4));
	list6 = site_alloc(n, sizeof(*list6));
	memcpy(list4, default_prefix4, SITE_OWN * sizeof(*list4));
	memcpy(list6, default_prefix6, SITE_OWN * sizeof(*list6));
	policy->prefix4 = list4;
	policy->prefix6 = list6;
	policy->n_prefix4 = site->family == LYNC_IPV4 ? n : SITE_OWN;
	policy->n_prefix6 = site->family == LYNC_IPV6 ? n : SITE_OWN;
	site_fill(site);
}

void site_make(struct site *site, u32 family, u32 n)
{
	u32 i;

	memset(site, 0, sizeof(*site));
	site->family = family;
	site->n = n;
	site->random = (20240002ull + n + family) * 0x9e3779b97f4a7c15ull;
	site->prefixes = site_alloc(n, sizeof(*site->prefixes));
	for (i = 0; i < n; i++) {
		site_draw_prefix(site, &site->prefixes[i]);
		site->prefixes[i].group = i % 4 == 3 ? DEFAULT_MESSENGER_CLIENTS :
						       DEFAULT_PIC_PARTNERS;
	}
	site_cover(site);
	site_make_policy(site);
}

static int site_prefix_compare(const void *a, const void *b)
{
	const struct lync_prefix6 *left = a, *right = b;
	int order = lync_words_compare(left->addr.w, right->addr.w, 4);

	return order ? order : (int)left->len - (int)right->len;
}

void site_sort(struct site *site)
{
	qsort(site->prefixes, site->n, sizeof(*site->prefixes),
	      site_prefix_compare);
	site_fill(site);
}

void site_free(struct site *site)
{
	free((void *)site->policy.prefix4);
	free((void *)site->policy.prefix6);
	free(site->prefixes);
	free(site->ranges);
	memset(site, 0, sizeof(*site));
}

/* ---- addresses ---- */

static const struct lync_prefix6 *site_draw_one(struct site *site)
{
	return &site->prefixes[site_random(site, site->n)];
}

static void site_draw_within(struct site *site, struct lync_addr *addr,
			     const struct lync_prefix6 *prefix)
{
	u32 word;

	memset(addr, 0, sizeof(*addr));
	for (word = 0; word < site_words(site); word++)
		addr->w[word] = prefix->addr.w[word] |
				(site_random_word(site) &
				 lync_host_bits(prefix->len, word));
}

static void site_draw_member(struct site *site, u32 group,
			     struct lync_addr *addr)
{
	const struct lync_prefix6 *prefix;

	do
		prefix = site_draw_one(site);
	while (prefix->group != group);
	site_draw_within(site, addr, prefix);
}

/* Half of them anywhere, half just beside a partner. */
static void site_draw_stranger(struct site *site, struct lync_addr *addr)
{
	struct lync_prefix6 beside;
	u32 tries;

	for (tries = 0; tries < SITE_MOST_TRIES; tries++) {
		if (site_random(site, 2)) {
			site_draw_any(site, addr);
		} else {
			beside = *site_draw_one(site);
			beside.addr.w[(beside.len - 1) / 32] ^=
				1u << (31 - (beside.len - 1) % 32);
			site_draw_within(site, addr, &beside);
		}
		if (!site_covers(site, addr) && !site_is_reserved(site, addr))
			return;
	}
	fputs("the prefixes leave no room for strangers\n", stderr);
	exit(1);
}

static void site_own(const struct site *site, u32 group, struct lync_addr *addr)
{
	memset(addr, 0, sizeof(*addr));
	if (site->family == LYNC_IPV4)
		addr->w[0] = default_prefix4[group].addr;
	else
		*addr = default_prefix6[group].addr;
}

void site_draw(struct site *site, enum site_end end, struct lync_addr *addr)
{
	if (end == SITE_ANYONE)
		end = SITE_PIC_PARTNER + site_random(site, 3);
	switch (end) {
	case SITE_ACCESS_EDGE:
		return site_own(site, DEFAULT_ACCESS_EDGE, addr);
	case SITE_AV_EDGE:
		return site_own(site, DEFAULT_AV_EDGE, addr);
	case SITE_INTERNAL_EDGE:
		return site_own(site, DEFAULT_INTERNAL_EDGE, addr);
	case SITE_PIC_PARTNER:
		return site_draw_member(site, DEFAULT_PIC_PARTNERS, addr);
	case SITE_MESSENGER_CLIENT:
		return site_draw_member(site, DEFAULT_MESSENGER_CLIENTS, addr);
	case SITE_STRANGER:
	case SITE_ANYONE:
		return site_draw_stranger(site, addr);
	}
}
