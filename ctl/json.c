// SPDX-License-Identifier: GPL-2.0-only
/* JSON output: one object a run, its first key is schema_version. */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "json.h"

#define SCHEMA_VERSION 1

static void require(bool good)
{
	if (good)
		return;
	complain("out of memory; free some and try again");
	exit(STATUS_KERNEL);
}

json_t *json_start(void)
{
	json_t *object = json_object();

	json_set_number(object, "schema_version", SCHEMA_VERSION);
	return object;
}

void json_finish(json_t *object)
{
	/* a failed write is found when standard output is flushed at the end */
	if (!json_dumpf(object, stdout, JSON_COMPACT))
		putchar('\n');
	json_decref(object);
}

void json_print_inside(json_t *object)
{
	json_dumpf(object, stdout, JSON_COMPACT | JSON_EMBED);
	json_decref(object);
}

void json_set(json_t *object, const char *key, json_t *value)
{
	require(!json_object_set_new(object, key, value));
}

void json_add(json_t *array, json_t *value)
{
	require(!json_array_append_new(array, value));
}

json_t *json_bytes(const char *bytes, size_t length)
{
	json_t *value = json_stringn(bytes, length);
	char *ascii;

	if (value)
		return value;
	ascii = malloc(length + 1);
	require(ascii != NULL);
	for (size_t i = 0; i < length; i++)
		ascii[i] = bytes[i] & 0x80 ? '?' : bytes[i];
	value = json_stringn(ascii, length);
	free(ascii);
	return value;
}

json_t *json_text(const char *text)
{
	return text ? json_bytes(text, strlen(text)) : json_null();
}

void json_set_text(json_t *object, const char *key, const char *text)
{
	json_set(object, key, json_text(text));
}

void json_set_number(json_t *object, const char *key,
		     unsigned long long number)
{
	if (number > INT64_MAX)
		number = INT64_MAX;
	json_set(object, key, json_integer((json_int_t)number));
}
