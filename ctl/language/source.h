/* SPDX-License-Identifier: GPL-2.0-only */
/* The files that are read, whole in memory, and places in them. */
#ifndef LYNCCTL_SOURCE_H
#define LYNCCTL_SOURCE_H

#include <stdbool.h>
#include <sys/types.h>

#include "list.h"

/** SOURCE_MAX_BYTES - largest file that is read */
#define SOURCE_MAX_BYTES (256u << 20)
/** SOURCE_NONE - the file of a place that is in no file */
#define SOURCE_NONE 0xffffffffu

/**
 * struct place - some bytes of a file
 * @file: number of the file in struct sources, or SOURCE_NONE
 * @begin: offset of the first byte
 * @end: offset behind the last byte
 */
struct place {
	u32 file;
	u32 begin;
	u32 end;
};

/**
 * struct source - a file
 * @path: as given or found
 * @data: its bytes, and two zero bytes behind them, as flex wants them
 * @size: number of bytes
 * @start: offset of the text: behind a byte order mark, if there is one
 * @dev: device, with @ino the file's identity
 * @ino: inode
 * @lines: offsets at which lines begin, as far as lines were asked for
 */
struct source {
	char *path;
	char *data;
	u32 size;
	u32 start;
	dev_t dev;
	ino_t ino;
	LIST(u32) lines;
};

/** struct sources - all files of one reading, in the order they were opened */
struct sources {
	LIST(struct source) list;
};

/**
 * source_open() - read a file into memory
 * @sources: where it is added
 * @path: of the file; "-" is standard input
 * @file: set to its number
 *
 * Return: 0 or an errno value: EISDIR, EFBIG, or why it cannot be read.
 */
int source_open(struct sources *sources, const char *path, u32 *file);

/**
 * source_close_last() - forget the file opened last
 * @sources: where it is removed; no place may be in it
 */
void source_close_last(struct sources *sources);

/**
 * source_line() - the line a byte stands in
 * @source: the file
 * @offset: of the byte
 *
 * Return: number of the line, from 1.
 */
u32 source_line(struct source *source, u32 offset);

/**
 * source_line_bounds() - first byte of a line and the byte behind its last
 * @source: the file
 * @line: number from source_line()
 * @begin: set to the offset of the first byte
 * @end: set to the offset behind the last byte, line end not counted
 */
void source_line_bounds(const struct source *source, u32 line, u32 *begin,
			u32 *end);

/**
 * sources_describe() - a place as "file:line"
 * @sources: all files
 * @place: the place
 * @out: filled; a path that is too long loses its beginning
 * @size: bytes at @out
 */
void sources_describe(struct sources *sources, struct place place, char *out,
		      size_t size);

/**
 * sources_free() - forget all files
 * @sources: empty afterwards
 */
void sources_free(struct sources *sources);

#endif
