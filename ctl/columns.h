/* SPDX-License-Identifier: GPL-2.0-only */
/* Tables for people. */
#ifndef LYNCCTL_COLUMNS_H
#define LYNCCTL_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

struct columns;

/**
 * struct column - a column of a table
 * @title: what stands above it
 * @right: its cells are numbers
 */
struct column {
	const char *title;
	bool right;
};

/**
 * columns_new() - a table without lines
 * @columns: its columns
 * @n: number of @columns
 */
struct columns *columns_new(const struct column *columns, size_t n);

/**
 * columns_add() - add a line
 * @columns: the table
 * @cells: a text for each column; they are copied
 */
void columns_add(struct columns *columns, const char *const *cells);

/**
 * columns_finish() - print the table, and free it
 * @columns: the table
 */
void columns_finish(struct columns *columns);

#endif
