// SPDX-License-Identifier: GPL-2.0-only
/* From names to what they name: open addressing, linear probing. */
#include <string.h>

#include "table.h"

/* FNV-1a, 32 bits. */
static u32 hash_of(const char *name)
{
	u32 hash = 2166136261u;

	for (; *name; name++)
		hash = (hash ^ (u8)*name) * 16777619u;
	return hash;
}

/* The slot the name is in, or the one it would be put into. */
static struct table_entry *table_slot(const struct table *table,
				      const char *name, u32 hash)
{
	u32 mask = table->n_slots - 1;
	struct table_entry *slot;
	u32 i;

	for (i = hash & mask;; i = (i + 1) & mask) {
		slot = &table->slots[i];
		if (!slot->name ||
		    (slot->hash == hash && !strcmp(slot->name, name)))
			return slot;
	}
}

static void table_double(struct table *table)
{
	struct table old = *table;
	u32 i;

	table->n_slots = old.n_slots ? old.n_slots * 2 : 64;
	table->slots = memory_resize(NULL, table->n_slots,
				     sizeof(*table->slots));
	memset(table->slots, 0, table->n_slots * sizeof(*table->slots));
	for (i = 0; i < old.n_slots; i++)
		if (old.slots[i].name)
			*table_slot(table, old.slots[i].name,
				    old.slots[i].hash) = old.slots[i];
	free(old.slots);
}

void *table_find(const struct table *table, const char *name)
{
	if (!table->n_slots)
		return NULL;
	return table_slot(table, name, hash_of(name))->value;
}

void *table_add(struct table *table, const char *name, void *value)
{
	u32 hash = hash_of(name);
	struct table_entry *slot;

	if (table->n * 2 >= table->n_slots)
		table_double(table);
	slot = table_slot(table, name, hash);
	if (slot->name)
		return slot->value;
	slot->name = name;
	slot->value = value;
	slot->hash = hash;
	table->n++;
	return NULL;
}

void table_replace(struct table *table, const char *name, void *value)
{
	table_slot(table, name, hash_of(name))->value = value;
}

void table_free(struct table *table)
{
	free(table->slots);
	memset(table, 0, sizeof(*table));
}
