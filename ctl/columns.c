// SPDX-License-Identifier: GPL-2.0-only
/* Tables for people, laid out by libsmartcols. */
#include <libsmartcols.h>
#include <stdlib.h>

#include "cmd.h"
#include "columns.h"

struct columns {
	struct libscols_table *table;
	size_t n;
};

static void require(bool good)
{
	if (good)
		return;
	complain("out of memory; free some and try again");
	exit(STATUS_KERNEL);
}

struct columns *columns_new(const struct column *columns, size_t n)
{
	struct columns *new = malloc(sizeof(*new));

	require(new != NULL);
	new->table = scols_new_table();
	new->n = n;
	require(new->table != NULL);
	for (size_t i = 0; i < n; i++)
		require(scols_table_new_column(new->table, columns[i].title, 0,
					       columns[i].right ?
					       SCOLS_FL_RIGHT : 0) != NULL);
	return new;
}

void columns_add(struct columns *columns, const char *const *cells)
{
	struct libscols_line *line = scols_table_new_line(columns->table, NULL);

	require(line != NULL);
	for (size_t i = 0; i < columns->n; i++)
		require(!scols_line_set_data(line, i, cells[i]));
}

void columns_finish(struct columns *columns)
{
	require(!scols_print_table(columns->table));
	scols_unref_table(columns->table);
	free(columns);
}
