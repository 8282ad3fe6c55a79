/* SPDX-License-Identifier: GPL-2.0-only */
/* Characters of more than one byte. */
#ifndef LYNCCTL_UTF8_H
#define LYNCCTL_UTF8_H

#include "core/port.h"

/**
 * utf8_bytes() - the length of a character (RFC 3629 4)
 * @at: its first byte
 * @end: behind the text, which is not empty
 *
 * Return: 1 to 4, or 0 where no character stands: at a stray byte, a character that
 * is cut short or written with more bytes than it needs, half of a UTF-16 pair, and
 * what is behind U+10FFFF.
 */
u32 utf8_bytes(const u8 *at, const u8 *end);

#endif
