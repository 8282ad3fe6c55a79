// SPDX-License-Identifier: GPL-2.0-only
/* Many questions: from a command line or a file, and the complaints. */
#include <string.h>

#include "cmd.h"
#include "faults.h"
#include "question.h"

/* Reads the line that @begin and @end bound in the file. */
static void take_line(struct questions *questions, struct place line,
		      struct faults *faults)
{
	const char *data = questions->sources.list.at[line.file].data;
	struct question_fault fault;
	struct question question;

	if (question_parse(data + line.begin, line.end - line.begin, &question,
			   &fault)) {
		list_push(&questions->list, question);
		return;
	}
	line.end = line.begin + fault.end;
	line.begin += fault.begin;
	if (fault.guess)
		faults_add(faults, line, "%s; did you mean %s?", fault.sentence,
			   fault.guess);
	else
		faults_add(faults, line, "%s", fault.sentence);
}

static bool is_skipped(const char *data, struct place line)
{
	while (line.begin < line.end && strchr(" \t\r\v\f", data[line.begin]) &&
	       data[line.begin])
		line.begin++;
	return line.begin == line.end || data[line.begin] == '#';
}

static void take_file(struct questions *questions, u32 file,
		      struct faults *faults)
{
	const struct source *source = &questions->sources.list.at[file];
	struct place line = { .file = file, .begin = source->start };

	for (; line.begin < source->size; line.begin = line.end + 1) {
		const char *begin = source->data + line.begin;
		const char *end = memchr(begin, '\n',
					 source->size - line.begin);

		line.end = end ? (u32)(end - source->data) : source->size;
		if (!is_skipped(source->data, line))
			take_line(questions, line, faults);
	}
}

static bool report(struct faults *faults)
{
	bool good = !faults->total;

	faults_print(faults, stderr);
	faults_free(faults);
	return good;
}

int questions_from_file(const char *path, struct questions *questions)
{
	struct faults faults = { .sources = &questions->sources };
	u32 file;
	int error = source_open(&questions->sources, path, &file);

	if (error) {
		complain("the questions in %s cannot be read: %s", path,
			 strerror(error));
		return STATUS_POLICY;
	}
	take_file(questions, file, &faults);
	return report(&faults) ? STATUS_YES : STATUS_USAGE;
}

/* The words as a source of one line, so that a fault in it can be shown. */
static u32 join(char **words, int n_words, struct sources *sources)
{
	struct source source = { 0 };
	size_t bytes = 2;
	char *end;

	for (int i = 0; i < n_words; i++)
		bytes += strlen(words[i]) + 1;
	source.data = memory_resize(NULL, bytes, 1);
	end = source.data;
	for (int i = 0; i < n_words; i++) {
		if (i)
			*end++ = ' ';
		end = stpcpy(end, words[i]);
	}
	/* within a word, and a blank like any other: there is one line */
	for (char *at = source.data; at < end; at++)
		if (*at == '\n')
			*at = ' ';
	memset(end, 0, 2);
	source.size = (u32)(end - source.data);
	source.path = memory_resize(NULL, sizeof("<question>"), 1);
	strcpy(source.path, "<question>");
	list_push(&source.lines, 0);
	list_push(&sources->list, source);
	return sources->list.n - 1;
}

bool questions_from_words(char **words, int n_words,
			  struct questions *questions)
{
	struct faults faults = { .sources = &questions->sources };
	u32 file = join(words, n_words, &questions->sources);
	struct place line = {
		.file = file,
		.end = questions->sources.list.at[file].size,
	};

	take_line(questions, line, &faults);
	return report(&faults);
}

void questions_free(struct questions *questions)
{
	list_free(&questions->list);
	sources_free(&questions->sources);
}
