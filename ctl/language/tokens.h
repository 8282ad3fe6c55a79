/* SPDX-License-Identifier: GPL-2.0-only */
/* The stream of tokens between scanner and parser. */
#ifndef LYNCCTL_TOKENS_H
#define LYNCCTL_TOKENS_H

#include "reader.h"

/**
 * tokens_open() - begin to scan
 * @reader: the reader; tokens.at is where the text begins
 */
void tokens_open(struct reader *reader);

/**
 * tokens_seek() - go on scanning elsewhere
 * @reader: the reader; the file is as it was read afterwards, until the next token
 * @at: offset of the next byte to scan
 */
void tokens_seek(struct reader *reader, u32 at);

/**
 * policy_scan() - the scanner
 * @value: never set, tokens have no values
 * @place: set to where the token stands
 * @scanner: from tokens_open()
 *
 * Return: the kind of the token; both braces as those of a list.
 */
int policy_scan(int *value, struct place *place, void *scanner);

/**
 * tokens_close() - end scanning
 * @reader: the reader
 */
void tokens_close(struct reader *reader);

/**
 * tokens_bad_string() - complain about a string that is none
 * @reader: the reader
 * @place: from the opening quote on
 */
void tokens_bad_string(struct reader *reader, struct place place);

/**
 * tokens_bad_byte() - complain about a byte that is no text
 * @reader: the reader
 * @place: of the byte
 */
void tokens_bad_byte(struct reader *reader, struct place place);

#endif
