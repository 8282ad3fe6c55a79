// SPDX-License-Identifier: GPL-2.0-only
/* A fault as it is printed: the sentence, the source line, a caret. */
#include <string.h>

#include "faults.h"
#include "utf8.h"

/* Columns of a source line that are shown, and of these before the caret. */
#define SHOWN_COLUMNS 100
#define SHOWN_BEFORE 60

/**
 * struct excerpt - the part of a line that is shown
 * @begin: its first byte
 * @end: behind its last byte
 * @from: first byte that is underlined
 * @to: behind the last byte that is underlined
 * @cut_before: something of the line is left out before
 * @cut_after: something of the line is left out behind
 */
struct excerpt {
	const u8 *begin;
	const u8 *end;
	const u8 *from;
	const u8 *to;
	bool cut_before;
	bool cut_after;
};

static bool is_continuation(u8 byte)
{
	return (byte & 0xc0) == 0x80;
}

/* Bytes of the character at @at, one of what is none. */
static u32 glyph_bytes(const u8 *at, const u8 *end)
{
	u32 n = utf8_bytes(at, end);

	/* U+0080 to U+009F move the cursor of some terminals */
	if (n == 2 && at[0] == 0xc2 && at[1] < 0xa0)
		return 1;
	return n ? n : 1;
}

static u32 columns(const u8 *begin, const u8 *end)
{
	u32 n = 0;

	for (; begin < end; begin += glyph_bytes(begin, end))
		n++;
	return n;
}

/* What is no printable character becomes a question mark. */
static void print_text(const u8 *begin, const u8 *end, FILE *out)
{
	u32 n;

	for (; begin < end; begin += n) {
		n = glyph_bytes(begin, end);
		if (n > 1 || (*begin >= 0x20 && *begin < 0x7f) ||
		    *begin == '\t')
			fwrite(begin, 1, n, out);
		else
			fputc('?', out);
	}
}

/* Leaves out what stands far from the caret in a long line. */
static void excerpt_cut(struct excerpt *excerpt)
{
	const u8 *at;
	u32 n;

	if (excerpt->from - excerpt->begin > SHOWN_BEFORE) {
		at = excerpt->from - SHOWN_BEFORE;
		while (at < excerpt->from && is_continuation(*at))
			at++;
		if (columns(excerpt->begin, at) > 3) {
			excerpt->begin = at;
			excerpt->cut_before = true;
		}
	}
	at = excerpt->begin;
	for (n = 0; n < SHOWN_COLUMNS && at < excerpt->end; n++)
		at += glyph_bytes(at, excerpt->end);
	if (excerpt->end - at > 3) {
		excerpt->end = at;
		excerpt->cut_after = true;
	}
	if (excerpt->to > excerpt->end)
		excerpt->to = excerpt->end;
}

static void excerpt_print(const struct excerpt *excerpt, FILE *out)
{
	const u8 *at;
	u32 n, i;

	fputs(excerpt->cut_before ? "..." : "", out);
	print_text(excerpt->begin, excerpt->end, out);
	fputs(excerpt->cut_after ? "...\n" : "\n", out);

	fputs(excerpt->cut_before ? "   " : "", out);
	for (at = excerpt->begin; at < excerpt->from;
	     at += glyph_bytes(at, excerpt->from))
		fputc(*at == '\t' ? '\t' : ' ', out);
	fputc('^', out);
	n = columns(excerpt->from, excerpt->to);
	for (i = 1; i < n; i++)
		fputc('~', out);
	fputc('\n', out);
}

void faults_print_one(struct sources *sources, struct place place,
		      const char *sentence, FILE *out)
{
	struct excerpt excerpt = { 0 };
	struct source *source;
	u32 line, begin, end;

	if (place.file == SOURCE_NONE) {
		fprintf(out, "%s\n", sentence);
		return;
	}
	source = &sources->list.at[place.file];
	line = source_line(source, place.begin);
	source_line_bounds(source, line, &begin, &end);
	if (place.begin < begin)
		place.begin = begin;
	/* the end of a line is shown behind its last character */
	if (place.begin > end)
		place.begin = end;
	if (place.end > end)
		place.end = end;
	if (place.end < place.begin)
		place.end = place.begin;

	excerpt.begin = (const u8 *)source->data + begin;
	excerpt.end = (const u8 *)source->data + end;
	excerpt.from = (const u8 *)source->data + place.begin;
	excerpt.to = (const u8 *)source->data + place.end;
	fprintf(out, "%s:%u:%u: %s\n", source->path, line,
		columns(excerpt.begin, excerpt.from) + 1, sentence);
	excerpt_cut(&excerpt);
	excerpt_print(&excerpt, out);
}
