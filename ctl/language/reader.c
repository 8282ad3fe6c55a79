// SPDX-License-Identifier: GPL-2.0-only
/* Reading one file. */
#include <string.h>

#include "reader.h"
#include "policy_grammar.h"
#include "tokens.h"
#include "utf8.h"

/* The first byte of the file, or all of it when it is empty. */
static struct place reader_start(const struct reader *reader)
{
	const struct source *source =
		&reader->ast->sources.list.at[reader->file];

	return (struct place){ reader->file, source->start, source->start };
}

/* The first byte of @source that belongs to no character, or NULL. */
static const u8 *not_utf8(const struct source *source)
{
	const u8 *at = (const u8 *)source->data;
	const u8 *end = at + source->size;
	u32 n;

	for (; at < end; at += n) {
		/* nearly all of a file of a million prefixes */
		n = *at < 0x80 ? 1 : utf8_bytes(at, end);
		if (!n)
			return at;
	}
	return NULL;
}

static void fault_at(struct reader *reader, const void *byte,
		     const char *sentence)
{
	struct place place = { .file = reader->file };

	place.begin = (u32)((const char *)byte - reader->data);
	place.end = place.begin + 1;
	reader_fault(reader, place, "%s", sentence);
}

/* Complains about what no editor would show as text. */
static bool is_text(struct reader *reader)
{
	const struct source *source =
		&reader->ast->sources.list.at[reader->file];
	const char *zero = memchr(source->data, 0, source->size);
	const u8 *stray;

	if (source->size >= 2 && (!memcmp(source->data, "\xff\xfe", 2) ||
				  !memcmp(source->data, "\xfe\xff", 2))) {
		reader_fault(reader, reader_start(reader),
			     "this file is UTF-16: save it as UTF-8 or ASCII");
		return false;
	}
	if (zero) {
		fault_at(reader, zero,
			 "a zero byte stands here: this is no text file, give a policy or site file");
		return false;
	}
	stray = not_utf8(source);
	if (stray)
		fault_at(reader, stray,
			 "this character is not UTF-8: save the file as UTF-8 or ASCII");
	return !stray;
}

static bool is_empty(const struct reader *reader)
{
	const struct source *source =
		&reader->ast->sources.list.at[reader->file];

	return source->start == source->size;
}

static void reader_parse(struct reader *reader)
{
	struct tokens *tokens = &reader->tokens;

	tokens->at = reader->ast->sources.list.at[reader->file].start;
	tokens->on_new_line = true;
	tokens_open(reader);
	policy_parse(reader);
	tokens_close(reader);
}

void reader_run(struct reader *reader)
{
	bool is_policy = !reader->is_site && !reader->is_included;
	u64 faults = reader->ast->faults.total;

	reader->data = reader->ast->sources.list.at[reader->file].data;
	if (!is_text(reader)) {
		reader->ast->is_partial = true;
		return;
	}
	reader_parse(reader);
	list_free(&reader->references);
	list_free(&reader->ports);
	if (is_policy && is_empty(reader))
		reader_fault(reader, reader_start(reader),
			     "this file is empty: begin it with policy NAME \"TITLE\"");
	else if (is_policy && !reader->ast->name &&
		 reader->ast->faults.total == faults)
		reader_fault(reader, reader_start(reader),
			     "the policy has no name: begin the file with policy NAME \"TITLE\"");
}
