// SPDX-License-Identifier: GPL-2.0-only
/* Names, texts and references, from the places where they stand. */
#include <string.h>

#include "address.h"
#include "reader.h"
#include "words.h"

/* The text between quotes without its escapes, as long as it is allowed to be. */
static char *unquoted(struct reader *reader, struct place place, u32 limit,
		      const char *what)
{
	const char *at = reader->data + place.begin + 1;
	const char *end = reader->data + place.end - 1;
	char *text;
	u32 n = 0;

	text = arena_alloc(&reader->ast->arena,
			   (size_t)(end - at < limit ? end - at : limit) + 1);
	for (; at < end && n < limit; at++) {
		if (*at == '\\')
			at++;
		text[n++] = *at;
	}
	if (at < end)
		reader_fault(reader, place,
			     "this %s is too long: use at most %u bytes", what,
			     limit);
	return text;
}

const char *reader_text(struct reader *reader, struct place place)
{
	return unquoted(reader, place, LYNC_TEXT_LEN - 1, "text");
}

static const char *quoted_name(struct reader *reader, struct place place)
{
	const char *name = unquoted(reader, place, LYNC_NAME_LEN - 1, "name");

	if (!*name)
		reader_fault(reader, place,
			     "a name is empty: write at least one letter between the quotes");
	else if (strpbrk(name, " \"'"))
		reader_fault(reader, place,
			     "a name has no blanks and no quotation marks: use a hyphen or an underscore instead");
	return name;
}

static const char *plain_name(struct reader *reader, struct place place)
{
	u32 length = place.end - place.begin;
	char *name;

	if (length >= LYNC_NAME_LEN) {
		reader_fault(reader, place,
			     "this name is too long: use at most %u bytes",
			     LYNC_NAME_LEN - 1);
		length = LYNC_NAME_LEN - 1;
	} else if (!word_is_plain(reader->data + place.begin, length)) {
		reader_fault(reader, place,
			     "this cannot be a name: names are made of letters, digits, '_', '.' and '-', and begin with a letter or '_'");
	}
	name = arena_alloc(&reader->ast->arena, length + 1);
	memcpy(name, reader->data + place.begin, length);
	return name;
}

const char *reader_name(struct reader *reader, struct place place)
{
	if (reader->data[place.begin] == '"')
		return quoted_name(reader, place);
	return plain_name(reader, place);
}

bool reader_range(struct reader *reader, struct place place,
		  struct address_range *range)
{
	u32 length = place.end - place.begin;
	struct address_fault fault;

	if (address_read(reader->data + place.begin, length, range, &fault))
		return true;
	if (fault.end > length)
		fault.end = length;
	place.end = place.begin + fault.end;
	place.begin += fault.begin;
	reader_fault(reader, place, "%s", fault.sentence);
	return false;
}

/* An address, prefix or range in a row is a group named by its shortest text. */
static struct reference literal(struct reader *reader, struct place place)
{
	struct reference reference = {
		.place = place, .kind = REFERENCE_LITERAL, .name = "",
	};
	struct address_range range;
	char text[ADDRESS_TEXT_LEN];

	if (!reader_range(reader, place, &range))
		return reference;
	address_text(&range, text);
	if (strlen(text) >= LYNC_NAME_LEN)
		reader_fault(reader, place,
			     "this range is too long to stand in a row: define a group with it and name the group here");
	reference.name = arena_string(&reader->ast->arena, text);
	return reference;
}

struct reference reader_reference(struct reader *reader, struct place place)
{
	struct reference reference = { .place = place };
	const char *text = reader->data + place.begin;
	u32 length = place.end - place.begin;

	if (*text != '"' && address_is_meant(text, length))
		return literal(reader, place);
	if (length == 3 && !memcmp(text, "any", 3))
		reference.kind = REFERENCE_ANY;
	else if (length == 4 && !memcmp(text, "none", 4))
		reference.kind = REFERENCE_NONE;
	if (reference.kind == REFERENCE_NAME)
		reference.name = reader_name(reader, place);
	else
		reference.name = reference.kind == REFERENCE_ANY ? "any" : "none";
	return reference;
}
