/* SPDX-License-Identifier: GPL-2.0-only */
/* The words of the policy language. */
#ifndef LYNCCTL_WORDS_H
#define LYNCCTL_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/**
 * word_token() - which token is this word?
 * @text: not terminated
 * @length: bytes of @text
 *
 * Return: the token of a word of the language, or T_WORD.
 */
int word_token(const char *text, size_t length);

/**
 * word_begins_statement() - is this the first word of a line?
 * @token: a token
 */
bool word_begins_statement(int token);

/**
 * word_is_plain() - can this name stand without quotes?
 * @text: not terminated
 * @length: bytes of @text
 *
 * Return: true for letters, digits, '_', '.' and '-', the first a letter or '_'.
 * Bytes from 0x80 on count as letters, so that UTF-8 is fine.
 */
bool word_is_plain(const char *text, size_t length);

#endif
