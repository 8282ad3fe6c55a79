// SPDX-License-Identifier: GPL-2.0-only
/* The files that are read, whole in memory, and places in them. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "source.h"

/* Bytes asked for at first when the size is not known, as of a pipe. */
#define FIRST_READ 65536

/* Reads to the end, also from a pipe. Returns 0 or an errno value. */
static int source_fill(struct source *source, int fd, size_t expected)
{
	size_t room = expected + 3;
	size_t size = 0;
	ssize_t got;

	source->data = memory_resize(NULL, room, 1);
	for (;;) {
		if (size + 2 == room) {
			room *= 2;
			source->data = memory_resize(source->data, room, 1);
		}
		got = read(fd, source->data + size, room - 2 - size);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return errno;
		if (got == 0)
			break;
		size += (size_t)got;
		if (size > SOURCE_MAX_BYTES)
			return EFBIG;
	}
	memset(source->data + size, 0, 2);
	source->size = (u32)size;
	if (size >= 3 && !memcmp(source->data, "\xef\xbb\xbf", 3))
		source->start = 3;
	list_push(&source->lines, source->start);
	return 0;
}

static int source_load(struct source *source, int fd)
{
	struct stat st;

	if (fstat(fd, &st))
		return errno;
	if (S_ISDIR(st.st_mode))
		return EISDIR;
	if (st.st_size > (off_t)SOURCE_MAX_BYTES)
		return EFBIG;
	source->dev = st.st_dev;
	source->ino = st.st_ino;
	return source_fill(source, fd, S_ISREG(st.st_mode) ?
			   (size_t)st.st_size : FIRST_READ);
}

int source_open(struct sources *sources, const char *path, u32 *file)
{
	struct source source = { 0 };
	bool is_stdin = !strcmp(path, "-");
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	int err;

	if (fd < 0)
		return errno;
	err = source_load(&source, fd);
	if (!is_stdin)
		close(fd);
	if (err) {
		free(source.data);
		return err;
	}
	if (is_stdin)
		path = "<stdin>";
	source.path = memory_resize(NULL, strlen(path) + 1, 1);
	strcpy(source.path, path);
	*file = sources->list.n;
	list_push(&sources->list, source);
	return 0;
}

/*
 * Of a file with a million addresses hardly a line is ever asked for: lines are found as
 * far as needed. Not further, as flex puts a zero byte behind the word it is at.
 */
static void source_find_lines(struct source *source, u32 until)
{
	const char *at = source->data + source->lines.at[source->lines.n - 1];
	const char *end = source->data + until;

	while (at < end && (at = memchr(at, '\n', (size_t)(end - at))))
		list_push(&source->lines, (u32)(++at - source->data));
}

u32 source_line(struct source *source, u32 offset)
{
	u32 low = 0, high;

	source_find_lines(source, offset);
	high = source->lines.n;
	while (high - low > 1) {
		u32 middle = low + (high - low) / 2;

		if (source->lines.at[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low + 1;
}

void source_line_bounds(const struct source *source, u32 line, u32 *begin,
			u32 *end)
{
	const char *newline;

	*begin = source->lines.at[line - 1];
	newline = memchr(source->data + *begin, '\n', source->size - *begin);
	*end = newline ? (u32)(newline - source->data) : source->size;
	if (*end > *begin && source->data[*end - 1] == '\r')
		(*end)--;
}

void sources_describe(struct sources *sources, struct place place, char *out,
		      size_t size)
{
	struct source *source = &sources->list.at[place.file];
	const char *path = source->path;
	u32 line = source_line(source, place.begin);
	/* the longest number, a colon, three dots and the end */
	size_t room = size - 15;
	size_t len = strlen(path);

	if (len > room)
		snprintf(out, size, "...%s:%u", path + len - room, line);
	else
		snprintf(out, size, "%s:%u", path, line);
}

void source_close_last(struct sources *sources)
{
	struct source *source = &sources->list.at[--sources->list.n];

	free(source->path);
	free(source->data);
	list_free(&source->lines);
}

void sources_free(struct sources *sources)
{
	while (sources->list.n)
		source_close_last(sources);
	list_free(&sources->list);
}
