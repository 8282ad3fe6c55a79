/* SPDX-License-Identifier: GPL-2.0-only */
/* JSON output: one object a run, its first key is schema_version. */
#ifndef LYNCCTL_JSON_H
#define LYNCCTL_JSON_H

#include <jansson.h>

/**
 * json_start() - the object a command prints
 *
 * Keys are printed in the order in which they are set.
 */
json_t *json_start(void);

/**
 * json_finish() - print the object on a line of its own, and free it
 * @object: from json_start()
 */
void json_finish(json_t *object);

/**
 * json_print_inside() - print keys and values without the braces around, and free it
 * @object: an object; what stands before and behind it is printed by hand
 */
void json_print_inside(json_t *object);

/**
 * json_set() - set a key; ends the tool when there is no memory
 * @object: where to
 * @key: the key
 * @value: becomes the object's
 */
void json_set(json_t *object, const char *key, json_t *value);

/**
 * json_add() - append to an array; ends the tool when there is no memory
 * @array: where to
 * @value: becomes the array's
 */
void json_add(json_t *array, json_t *value);

/**
 * json_text() - a string; what is not UTF-8 in it becomes '?'
 * @text: the string, NULL makes null
 */
json_t *json_text(const char *text);

/**
 * json_bytes() - a string that is not terminated; the same
 * @bytes: the string
 * @length: bytes of it
 */
json_t *json_bytes(const char *bytes, size_t length);

/**
 * json_set_text() - set a key to a string or to null
 * @object: where to
 * @key: the key
 * @text: the string, or NULL for null
 */
void json_set_text(json_t *object, const char *key, const char *text);

/**
 * json_set_number() - set a key to a whole number
 * @object: where to
 * @key: the key
 * @number: beyond 2^63 - 1, which is what JSON readers hold, it is that
 */
void json_set_number(json_t *object, const char *key,
		     unsigned long long number);

#endif
