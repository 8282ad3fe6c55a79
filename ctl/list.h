/* SPDX-License-Identifier: GPL-2.0-only */
/* Growable arrays of one type. */
#ifndef LYNCCTL_LIST_H
#define LYNCCTL_LIST_H

#include <stdlib.h>

#include "arena.h"
#include "core/port.h"

/**
 * LIST() - an array that grows at its end; starts as all zero
 * @type: of its entries, which stand at @at, @n of them
 */
#define LIST(type) struct { type *at; u32 n; u32 room; }

/**
 * list_push() - put one more entry at the end
 * @list: the list
 * @...: the entry, evaluated after the list has grown
 */
#define list_push(list, ...)						\
	do {								\
		memory_grow(&(list)->at, (list)->n, &(list)->room,	\
			    sizeof(*(list)->at));			\
		(list)->at[(list)->n++] = __VA_ARGS__;			\
	} while (0)

/**
 * list_free() - give a list's memory back
 * @list: is empty and can be used again afterwards
 */
#define list_free(list)							\
	do {								\
		free((list)->at);					\
		(list)->at = NULL;					\
		(list)->n = 0;						\
		(list)->room = 0;					\
	} while (0)

#endif
