// SPDX-License-Identifier: GPL-2.0-only
/* Statements of a policy as they are read; groups, zones and rows stand elsewhere. */
#include <errno.h>
#include <string.h>

#include "reader.h"
#include "search.h"

/* Complains when a statement stands in the site file. */
static bool is_misplaced(struct reader *reader, struct place place)
{
	if (reader->is_site)
		reader_fault(reader, place,
			     "a site file holds groups and zones only: move this to a policy");
	return reader->is_site;
}

/* Complains about a second line of a kind; says where the first one is. */
static void fault_again(struct reader *reader, struct place place,
			struct place first, const char *what)
{
	char where[LYNC_TEXT_LEN];

	sources_describe(&reader->ast->sources, first, where, sizeof(where));
	reader_fault(reader, place,
		     "a second %s: the first one is at %s, remove one of them",
		     what, where);
}

/* The name of a policy is that of the file that is loaded, not of an included one. */
void reader_policy(struct reader *reader, struct place name)
{
	struct ast *ast = reader->ast;
	const char *text = reader_name(reader, name);

	if (is_misplaced(reader, name))
		return;
	if (reader->has_policy)
		reader_fault(reader, name,
			     "a second policy line: remove one of them");
	reader->has_policy = true;
	if (reader->is_included || ast->name)
		return;
	ast->name = text;
	ast->policy_place = name;
}

void reader_title(struct reader *reader, struct place title)
{
	const char *text = reader_text(reader, title);

	if (!reader->is_included && !reader->ast->title)
		reader->ast->title = text;
}

/* A mode holds for the whole policy, in whichever of its files it stands. */
void reader_mode(struct reader *reader, struct place place, u8 mode)
{
	struct ast *ast = reader->ast;
	bool is_set = ast->mode_place.file != SOURCE_NONE;

	if (is_misplaced(reader, place))
		return;
	if (is_set && (reader->has_mode || ast->mode != mode))
		fault_again(reader, place, ast->mode_place, "mode");
	reader->has_mode = true;
	if (is_set)
		return;
	ast->mode = mode;
	ast->mode_place = place;
}

void reader_include(struct reader *reader, struct place name)
{
	if (!is_misplaced(reader, name))
		search_include(reader, reader_text(reader, name), name);
}

void reader_section(struct reader *reader, struct place title)
{
	struct ast *ast = reader->ast;
	const char *text = reader_text(reader, title);
	u32 i;

	reader->section_lines = 0;
	reader->section = 0;
	if (is_misplaced(reader, title))
		return;
	if (!*text)
		reader_fault(reader, title,
			     "the title of a section is empty: write what its rows are for");
	/* a section may go on elsewhere, as in an including file */
	for (i = 0; i < ast->sections.n; i++)
		if (!strcmp(ast->sections.at[i].title, text))
			break;
	reader->section = i;
	if (i < ast->sections.n)
		return;
	if (i == LYNC_MAX_SECTIONS)
		reader_fault(reader, title,
			     "a policy has %u sections at most: make some of them one",
			     LYNC_MAX_SECTIONS);
	if (i <= LYNC_MAX_SECTIONS)
		list_push(&ast->sections, (struct section_def){ text, title });
}

void reader_section_end(struct reader *reader, struct place title)
{
	if (!reader->section_lines && !reader->is_site)
		reader_fault(reader, title,
			     "this section is empty: write a row in it, or remove it");
}

void reader_protect(struct reader *reader, struct place place)
{
	list_push(&reader->references, reader_reference(reader, place));
}

void reader_protect_end(struct reader *reader, struct place place,
			struct place behind)
{
	struct ast *ast = reader->ast;
	struct reference zone = { 0 };
	u32 i;

	if (behind.file != SOURCE_NONE)
		zone = (struct reference){
			.name = reader_name(reader, behind), .place = behind,
		};
	if (!is_misplaced(reader, place)) {
		for (i = 0; i < reader->references.n; i++)
			list_push(&ast->protects, (struct protect_def){
				.group = reader->references.at[i],
				.behind = zone,
			});
	}
	reader->references.n = 0;
}
