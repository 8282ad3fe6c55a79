// SPDX-License-Identifier: GPL-2.0-only
/* The policy check: names, texts and interface patterns. */
#include "check_parts.h"

/* Does the text have a byte that would move a terminal's cursor? */
static bool lync_has_control(const char *text)
{
	for (; *text; text++)
		if ((u8)*text < 0x20 || (u8)*text == 0x7f)
			return true;
	return false;
}

const char *lync_name_fault(const char *name)
{
	if (!name || !*name)
		return "the name is empty; give it at least one character";
	if (strnlen(name, LYNC_NAME_LEN) == LYNC_NAME_LEN)
		return "the name is too long; use at most 63 bytes";
	if (lync_has_control(name))
		return "the name has a control character; use printable characters only";
	if (strchr(name, ' '))
		return "the name has a blank; use a hyphen or an underscore instead";
	if (strchr(name, '"') || strchr(name, '\''))
		return "the name has a quotation mark; leave it out";
	return NULL;
}

const char *lync_text_fault(const char *text)
{
	if (!text)
		return NULL;
	if (strnlen(text, LYNC_TEXT_LEN) == LYNC_TEXT_LEN)
		return "the text is too long; use at most 255 bytes";
	if (lync_has_control(text))
		return "the text has a control character; use printable characters only";
	if (strchr(text, '"'))
		return "the text has a double quotation mark, which no policy file can hold; use a single one";
	return NULL;
}

const char *lync_source_fault(const char *source)
{
	if (!source)
		return NULL;
	if (strnlen(source, LYNC_TEXT_LEN) == LYNC_TEXT_LEN)
		return "the source is too long; give file and line in at most 255 bytes";
	if (lync_has_control(source))
		return "the source has a control character; give file and line in printable characters";
	return NULL;
}

const char *lync_pattern_fault(const char *pattern)
{
	const char *plus;

	if (!pattern || !*pattern)
		return "an interface pattern is empty; write a name, or \"+\" for every interface";
	if (strnlen(pattern, LYNC_IFNAME_LEN) == LYNC_IFNAME_LEN)
		return "an interface pattern is too long; interface names have at most 15 bytes";
	if (lync_has_control(pattern) || strchr(pattern, ' '))
		return "an interface pattern has a blank or a control character; interface names have neither";
	if (strchr(pattern, '/') || strchr(pattern, ':') || strchr(pattern, '"'))
		return "an interface pattern has a slash, a colon or a double quotation mark; write the bare interface name";
	plus = strchr(pattern, '+');
	if (plus && plus[1])
		return "an interface pattern has a + before its end; only as its last character it stands for the rest";
	return NULL;
}

/**
 * struct lync_named - a name on its way to its neighbours in the alphabet
 * @name: the name
 * @index: whose it is
 */
struct lync_named {
	const char *name;
	u32 index;
};

static int lync_named_compare(const void *a, const void *b)
{
	const struct lync_named *na = a, *nb = b;
	int order = strcmp(na->name, nb->name);

	if (order)
		return order;
	return na->index < nb->index ? -1 : na->index > nb->index;
}

static const char *lync_unique_sentence(enum lync_part part)
{
	if (part == LYNC_PART_GROUP)
		return "another group has this name; names of groups must differ";
	if (part == LYNC_PART_ZONE)
		return "another zone has this name; names of zones must differ";
	return "another row has this name; names of rows must differ, as counters belong to them";
}

int lync_check_unique(const struct lync_checking *checking, enum lync_part part,
		      u32 n,
		      const char *(*name_of)(const struct lync_policy *policy,
					     u32 index))
{
	struct lync_named *named;
	u32 i, first = n;

	if (!n)
		return 0;
	named = checking->host->alloc(n * sizeof(*named));
	if (!named)
		return -ENOMEM;
	for (i = 0; i < n; i++) {
		named[i].name = name_of(checking->policy, i);
		named[i].index = i;
	}
	lync_sort(named, n, sizeof(*named), lync_named_compare);
	checking->host->relax();
	for (i = 1; i < n; i++)
		if (!strcmp(named[i - 1].name, named[i].name) &&
		    named[i].index < first)
			first = named[i].index;
	checking->host->free(named);
	if (first == n)
		return 0;
	return lync_refuse(checking, part, first, lync_unique_sentence(part));
}
