/* SPDX-License-Identifier: GPL-2.0-only */
/* From names to what they name. */
#ifndef LYNCCTL_TABLE_H
#define LYNCCTL_TABLE_H

#include "list.h"

/**
 * struct table_entry - a name and what it names
 * @name: the name; belongs to whoever put it in, NULL in an empty slot
 * @value: never NULL in use
 * @hash: of @name
 */
struct table_entry {
	const char *name;
	void *value;
	u32 hash;
};

/**
 * struct table - a hash table by name; starts as all zero
 * @slots: a power of two of them, at most half in use
 * @n_slots: number of @slots
 * @n: names
 */
struct table {
	struct table_entry *slots;
	u32 n_slots;
	u32 n;
};

/**
 * table_find() - what does the name stand for?
 * @table: the table
 * @name: the name
 *
 * Return: the value, or NULL.
 */
void *table_find(const struct table *table, const char *name);

/**
 * table_add() - put a name in
 * @table: the table
 * @name: must live as long as the table
 * @value: what it stands for, not NULL
 *
 * Return: NULL, or the value of an earlier equal name, which is kept.
 */
void *table_add(struct table *table, const char *name, void *value);

/**
 * table_replace() - let a name that is there stand for something else
 * @table: the table
 * @name: a name that was put in
 * @value: what it stands for from now on, not NULL
 */
void table_replace(struct table *table, const char *name, void *value);

/**
 * table_free() - forget all names
 * @table: is empty and can be used again afterwards
 */
void table_free(struct table *table);

#endif
