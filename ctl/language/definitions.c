// SPDX-License-Identifier: GPL-2.0-only
/* Groups and zones as they are read. */
#include <string.h>

#include "reader.h"

void reader_default(struct reader *reader, struct place place)
{
	if (reader->is_site)
		reader_fault(reader, place,
			     "a site file gives way to nothing: leave the word default out");
}

static struct definition definition_of(struct reader *reader,
				       struct place name, bool by_default)
{
	return (struct definition){
		.name = reader_name(reader, name),
		.place = name,
		.by_default = by_default && !reader->is_site,
		.in_site = reader->is_site,
	};
}

/* A row that names the address would mean either. */
static void check_group_name(struct reader *reader, struct place place,
			     const char *name)
{
	struct address_range range;
	struct address_fault fault;

	/* out of quotes it is no name at all */
	if (reader->data[place.begin] != '"')
		return;
	if (!strcmp(name, "any") ||
	    address_read(name, (u32)strlen(name), &range, &fault))
		reader_fault(reader, place,
			     "a group cannot be called %s, as that stands for addresses itself: give it another name",
			     name);
}

void reader_group(struct reader *reader, struct place name, bool by_default)
{
	struct ast *ast = reader->ast;

	reader->group = arena_alloc(&ast->arena, sizeof(*reader->group));
	reader->group->def = definition_of(reader, name, by_default);
	check_group_name(reader, name, reader->group->def.name);
	reader->group->own = (struct extent){
		.from4 = ast->prefix4.n, .from6 = ast->prefix6.n,
	};
	list_push(&ast->groups, reader->group);
}

void reader_group_whole(struct reader *reader, struct place place)
{
	reader->group->def.any = reader_reference(reader, place).kind ==
				 REFERENCE_ANY;
}

void reader_zone(struct reader *reader, struct place name, bool by_default)
{
	struct ast *ast = reader->ast;

	reader->zone = arena_alloc(&ast->arena, sizeof(*reader->zone));
	reader->zone->def = definition_of(reader, name, by_default);
	list_push(&ast->zones, reader->zone);
}

void reader_zone_any(struct reader *reader)
{
	reader->zone->def.any = true;
}

/* Kernel, net/core/dev.c, dev_valid_name(): what an interface can be called. */
static const char *pattern_fault(const char *pattern)
{
	const char *plus = strchr(pattern, '+');

	if (!*pattern)
		return "the name of an interface is empty: write one such as \"eth0\", or \"eth+\" for all that begin with eth";
	if (strlen(pattern) >= LYNC_IFNAME_LEN)
		return "the name of an interface is too long: the kernel allows 15 bytes";
	if (strpbrk(pattern, " /:\""))
		return "the name of an interface has no blanks, slashes, colons or double quotation marks";
	if (plus && plus[1])
		return "a '+' stands for the rest of a name and can only be its end, as in \"eth+\"";
	return NULL;
}

void reader_zone_pattern(struct reader *reader, struct place place)
{
	struct zone_def *zone = reader->zone;
	const char *pattern = reader_text(reader, place);
	const char *sentence = pattern_fault(pattern);
	u32 i;

	for (i = 0; i < zone->patterns.n; i++)
		if (!strcmp(zone->patterns.at[i], pattern))
			return;
	if (!sentence && zone->patterns.n >= LYNC_MAX_PATTERNS)
		sentence = "a zone names 64 interfaces at most: use a pattern such as \"eth+\"";
	if (sentence)
		reader_fault(reader, place, "%s", sentence);
	else
		list_push(&zone->patterns, pattern);
}
