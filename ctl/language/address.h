/* SPDX-License-Identifier: GPL-2.0-only */
/* Addresses, prefixes and ranges of addresses, as they are written. */
#ifndef LYNCCTL_ADDRESS_H
#define LYNCCTL_ADDRESS_H

#include "core/policy.h"

enum address_limits {
	/** @ADDRESS_TEXT_LEN: bytes of "IPv6-IPv6", terminator included */
	ADDRESS_TEXT_LEN = 96,
	/** @ADDRESS_NOT_PREFIX: &struct address_range.len of LOW-HIGH */
	ADDRESS_NOT_PREFIX = 255,
};

/**
 * struct address_range - the addresses one item stands for
 * @low: the first one
 * @high: the last one
 * @family: one of enum lync_family
 * @len: prefix length, also of a single address, or ADDRESS_NOT_PREFIX
 */
struct address_range {
	struct lync_addr low;
	struct lync_addr high;
	u8 family;
	u8 len;
};

/**
 * struct address_fault - why a text is no address, prefix or range
 * @begin: offset of the part that is to blame
 * @end: offset behind it
 * @sentence: what is wrong and what would be right
 */
struct address_fault {
	u32 begin;
	u32 end;
	char sentence[256];
};

/**
 * address_read() - read an address, a prefix or LOW-HIGH
 * @text: not terminated
 * @length: bytes of @text
 * @range: filled
 * @fault: filled when the text is none of these
 *
 * IPv4 is four decimal numbers without leading zeros, as they are octal to some
 * readers. IPv6: RFC 4291 2.2.
 */
bool address_read(const char *text, u32 length, struct address_range *range,
		  struct address_fault *fault);

/**
 * address_is_meant() - is this word an address rather than a name?
 * @text: not terminated
 * @length: bytes of @text
 *
 * Return: true for what begins with a digit or has a colon.
 */
bool address_is_meant(const char *text, u32 length);

/**
 * address_next_prefix() - take the largest prefix off the beginning of a range
 * @range: what is left of it; changed
 * @addr: set to the network address
 * @len: set to the prefix length
 *
 * All prefixes taken off one range are the fewest that make it up.
 *
 * Return: false when the range is used up and nothing was set.
 */
bool address_next_prefix(struct address_range *range, struct lync_addr *addr,
			 u8 *len);

/**
 * address_text() - write a range as short as it can be read
 * @range: a range
 * @out: filled: address, prefix or LOW-HIGH
 */
void address_text(const struct address_range *range,
		  char out[ADDRESS_TEXT_LEN]);

/**
 * address_of_prefix() - a prefix as a range
 * @family: one of enum lync_family
 * @addr: network address, host bits zero
 * @len: prefix length
 */
struct address_range address_of_prefix(u8 family, struct lync_addr addr,
				       u8 len);

#endif
