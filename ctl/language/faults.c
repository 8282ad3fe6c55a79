// SPDX-License-Identifier: GPL-2.0-only
/* What is wrong with the files: collected, sorted by place. */
#include <string.h>

#include "faults.h"

/* Files are numbered as they are opened; what is in no file comes first. */
static bool place_is_before(struct place a, struct place b)
{
	if (a.file != b.file)
		return a.file + 1 < b.file + 1;
	return a.begin < b.begin;
}

bool faults_matter(const struct faults *faults, struct place place)
{
	return faults->shown < FAULTS_SHOWN ||
	       place_is_before(place, faults->first[FAULTS_SHOWN - 1].place);
}

static char *sentence_new(const char *format, va_list args)
{
	va_list again;
	char *sentence;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	sentence = memory_resize(NULL, len < 0 ? 1 : (size_t)len + 1, 1);
	sentence[0] = '\0';
	if (len > 0)
		vsnprintf(sentence, (size_t)len + 1, format, args);
	return sentence;
}

void faults_add(struct faults *faults, struct place place, const char *format,
		...)
{
	va_list args;
	u32 i;

	faults->total++;
	if (!faults_matter(faults, place))
		return;
	if (faults->shown == FAULTS_SHOWN)
		free(faults->first[FAULTS_SHOWN - 1].sentence);
	else
		faults->shown++;
	i = faults->shown - 1;
	for (; i && place_is_before(place, faults->first[i - 1].place); i--)
		faults->first[i] = faults->first[i - 1];
	va_start(args, format);
	faults->first[i].place = place;
	faults->first[i].sentence = sentence_new(format, args);
	va_end(args);
}

void faults_print(const struct faults *faults, FILE *out)
{
	u64 more = faults->total - faults->shown;
	u32 i;

	for (i = 0; i < faults->shown; i++)
		faults_print_one(faults->sources, faults->first[i].place,
				 faults->first[i].sentence, out);
	if (more)
		fprintf(out, "and %llu more\n", (unsigned long long)more);
}

void faults_free(struct faults *faults)
{
	u32 i;

	for (i = 0; i < faults->shown; i++)
		free(faults->first[i].sentence);
	faults->shown = 0;
	faults->total = 0;
}
