// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a group holds, item by item.
 *
 * A file with a million addresses is one long list and little else, and five
 * tokens an item is too many. So behind an item the text itself is read, as far
 * as it goes on with a comma and an address. What is anything else, or wrong, is
 * left to scanner and parser: they know what to make of it, or what to say.
 */
#include "tokens.h"

static void group_add_prefix(struct reader *reader, u8 family,
			     const struct lync_addr *addr, u8 len)
{
	struct extent *own = &reader->group->own;
	struct ast *ast = reader->ast;

	if (family == LYNC_IPV4) {
		list_push(&ast->prefix4, (struct lync_prefix4){
			.addr = addr->w[0], .len = len, .group = NO_GROUP,
		});
		own->n4++;
	} else {
		list_push(&ast->prefix6, (struct lync_prefix6){
			.addr = *addr, .len = len, .group = NO_GROUP,
		});
		own->n6++;
	}
}

static void group_add_range(struct reader *reader, struct address_range *range)
{
	struct lync_addr addr;
	u8 len;

	if (range->len != ADDRESS_NOT_PREFIX) {
		group_add_prefix(reader, range->family, &range->low,
				 range->len);
		return;
	}
	while (address_next_prefix(range, &addr, &len))
		group_add_prefix(reader, range->family, &addr, len);
}

/* What the policy's files hold together, and what the site holds: more than is used. */
#define MOST_PREFIXES (2 * LYNC_MAX_PREFIXES)

/*
 * How much a policy holds is known when groups are flattened, and not every group is used;
 * but without a limit here a file of ranges could eat all memory. The site counts by
 * itself, so that what was shown with its groups can be read together with it again.
 */
static bool is_too_much(struct reader *reader, struct place place)
{
	struct ast *ast = reader->ast;

	if (ast->prefix4.n - reader->before4 <= MOST_PREFIXES &&
	    ast->prefix6.n - reader->before6 <= MOST_PREFIXES)
		return false;
	if (!reader->too_many)
		reader_fault(reader, place,
			     "more than %u prefixes of one IP version by here, twice what a policy holds: merge neighbouring ones, or leave out groups that are not used",
			     MOST_PREFIXES);
	reader->too_many = true;
	ast->is_partial = true;
	return true;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Can the byte stand in a comment? */
static bool is_text(char c)
{
	return c == '\t' || ((u8)c >= ' ' && c != 0x7f);
}

/* The first byte behind blanks, comments and line ends. */
static const char *skip_lines(const char *at)
{
	for (;; at++) {
		while (is_blank(*at))
			at++;
		if (*at == '#')
			while (is_text(*at))
				at++;
		if (*at == '\r' && at[1] == '\n')
			at++;
		if (*at != '\n')
			return at;
	}
}

/* The first byte of the next item, or NULL when no comma is here. */
static const char *skip_comma(const char *at)
{
	while (is_blank(*at))
		at++;
	return *at == ',' ? skip_lines(at + 1) : NULL;
}

/* The end of what the scanner takes for one word. */
static const char *word_end(const char *at)
{
	static const bool ends[256] = {
		[0 ... ' '] = true, ['"'] = true, ['#'] = true, [','] = true,
		['='] = true, ['{'] = true, ['}'] = true, [0x7f] = true,
	};

	while (!ends[(u8)*at])
		at++;
	return at;
}

/* Takes the addresses that follow in the list, as long as they are good. */
static void group_go_on(struct reader *reader)
{
	struct place place = reader->tokens.now.place;
	struct address_range range;
	struct address_fault fault;
	const char *at, *end;

	tokens_seek(reader, place.end);
	while ((at = skip_comma(reader->data + place.end))) {
		end = word_end(at);
		if (!address_is_meant(at, (u32)(end - at)) ||
		    !address_read(at, (u32)(end - at), &range, &fault))
			break;
		place.begin = (u32)(at - reader->data);
		place.end = (u32)(end - reader->data);
		if (!is_too_much(reader, place))
			group_add_range(reader, &range);
	}
	tokens_seek(reader, place.end);
	reader->tokens.now.place = place;
}

void reader_group_item(struct reader *reader, struct place place)
{
	const char *text = reader->data + place.begin;
	struct address_range range;

	if (*text == '"' || !address_is_meant(text, place.end - place.begin)) {
		list_push(&reader->group->members,
			  reader_reference(reader, place));
		return;
	}
	if (!is_too_much(reader, place) && reader_range(reader, place, &range))
		group_add_range(reader, &range);
	group_go_on(reader);
}
