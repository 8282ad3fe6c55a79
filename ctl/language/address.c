// SPDX-License-Identifier: GPL-2.0-only
/* Addresses, prefixes and ranges, from text. */
#include <stdarg.h>
#include <stdio.h>

#include "address.h"
#include "core/addr.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool address_is_meant(const char *text, u32 length)
{
	return length && (is_digit(*text) || memchr(text, ':', length));
}

/* Says what is wrong with text[begin] to text[end - 1]; returns false. */
__attribute__((format(printf, 4, 5)))
static bool refuse(struct address_fault *fault, u32 begin, u32 end,
		   const char *format, ...)
{
	va_list args;

	fault->begin = begin;
	fault->end = end;
	va_start(args, format);
	vsnprintf(fault->sentence, sizeof(fault->sentence), format, args);
	va_end(args);
	return false;
}

/* Reads a decimal number without leading zeros; moves *at behind it. */
static bool read_number(const char **at, const char *end, u32 limit, u32 *number)
{
	const char *begin = *at;

	for (*number = 0; *at < end && is_digit(**at); (*at)++) {
		*number = *number * 10 + (u32)(**at - '0');
		if (*number > limit)
			return false;
	}
	return *at > begin && (*begin != '0' || *at == begin + 1);
}

static bool read_ipv4(const char *at, const char *end, struct lync_addr *addr)
{
	u32 number, i;

	for (i = 0; i < 4; i++) {
		if (i && (at == end || *at++ != '.'))
			return false;
		if (!read_number(&at, end, 255, &number))
			return false;
		addr->w[0] = addr->w[0] << 8 | number;
	}
	return at == end;
}

/* Reads one to four hexadecimal digits; moves *at behind them. */
static bool read_group(const char **at, const char *end, u16 *group)
{
	/* one more than what a digit stands for: which digits come cannot be foretold */
	static const u8 digits[256] = {
		['0'] = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
		['A'] = 11, 12, 13, 14, 15, 16, ['a'] = 11, 12, 13, 14, 15, 16,
	};
	const char *begin = *at;
	u32 digit, value = 0;

	while (*at < end && (digit = digits[(u8)**at])) {
		value = value << 4 | (digit - 1);
		(*at)++;
	}
	*group = (u16)value;
	return *at > begin && *at <= begin + 4;
}

/* Adds the two groups that an IPv4 address at the end stands for. */
static bool read_embedded(const char *at, const char *end, u16 groups[8], u32 *n)
{
	struct lync_addr addr = { 0 };

	if (*n > 6 || !read_ipv4(at, end, &addr))
		return false;
	groups[(*n)++] = (u16)(addr.w[0] >> 16);
	groups[(*n)++] = (u16)addr.w[0];
	return true;
}

/* How many groups there are, 9 when they are malformed; *gap of them before `::`. */
static u32 read_groups(const char *at, const char *end, u16 groups[8], u32 *gap)
{
	const char *begin;
	u32 n = 0;

	while (at < end) {
		if (end - at >= 2 && at[0] == ':' && at[1] == ':') {
			if (*gap <= 8)
				return 9;
			*gap = n;
			at += 2;
			continue;
		}
		/* one colon between two groups, none before the first */
		if (n && *gap != n && *at++ != ':')
			return 9;
		begin = at;
		if (n == 8 || !read_group(&at, end, &groups[n]))
			return 9;
		if (at < end && *at == '.')
			return read_embedded(begin, end, groups, &n) ? n : 9;
		n++;
	}
	return n;
}

static bool read_ipv6(const char *at, const char *end, struct lync_addr *addr)
{
	u16 groups[8];
	u32 gap = 9, i, to;
	u32 n = read_groups(at, end, groups, &gap);

	/* a gap is of one group at least */
	if (gap <= 8 ? n > 7 : n != 8)
		return false;
	for (i = 0; i < n; i++) {
		to = i < gap ? i : i + 8 - n;
		addr->w[to / 2] |= (u32)groups[i] << (to % 2 ? 0 : 16);
	}
	return true;
}

/* Reads text[begin] to text[end - 1] as one address. */
static bool read_address(const char *text, u32 begin, u32 end, u8 *family,
			 struct lync_addr *addr, struct address_fault *fault)
{
	memset(addr, 0, sizeof(*addr));
	if (begin == end)
		return refuse(fault, begin, end + 1,
			      "an address is missing here");
	if (memchr(text + begin, ':', end - begin)) {
		*family = LYNC_IPV6;
		if (!read_ipv6(text + begin, text + end, addr))
			return refuse(fault, begin, end,
				      "malformed IPv6 address: write up to eight groups of up to four hexadecimal digits, such as 2001:db8::10");
		return true;
	}
	*family = LYNC_IPV4;
	if (!read_ipv4(text + begin, text + end, addr))
		return refuse(fault, begin, end,
			      "malformed IPv4 address: write four numbers from 0 to 255 without leading zeros, such as 203.0.113.10");
	return true;
}

/* The addresses with the same first @len bits: clears host bits, finds the last. */
static void spread(struct address_range *range, u8 len)
{
	u32 words = range->family == LYNC_IPV4 ? 1 : 4;
	u32 i;

	range->high = range->low;
	range->len = len;
	for (i = 0; i < words; i++) {
		range->low.w[i] &= ~lync_host_bits(len, i);
		range->high.w[i] |= lync_host_bits(len, i);
	}
}

struct address_range address_of_prefix(u8 family, struct lync_addr addr, u8 len)
{
	struct address_range range = { .low = addr, .family = family };

	spread(&range, len);
	return range;
}

static bool read_prefix(const char *text, u32 slash, u32 length,
			struct address_range *range,
			struct address_fault *fault)
{
	struct lync_addr written = range->low;
	u32 limit = range->family == LYNC_IPV4 ? 32 : 128;
	const char *at = text + slash + 1;
	char network[ADDRESS_TEXT_LEN], address[ADDRESS_TEXT_LEN];
	struct address_range single;
	u32 len;

	if (!read_number(&at, text + length, limit, &len) ||
	    at != text + length)
		return refuse(fault, slash, length,
			      "malformed prefix length: %s prefixes have /0 to /%u",
			      range->family == LYNC_IPV4 ? "IPv4" : "IPv6",
			      limit);
	spread(range, (u8)len);
	if (!lync_words_compare(range->low.w, written.w, 4))
		return true;
	address_text(range, network);
	single = address_of_prefix(range->family, written, (u8)limit);
	address_text(&single, address);
	return refuse(fault, 0, length,
		      "the prefix has bits set beyond its length: write %s for the network, or %s for the one address",
		      network, address);
}

static bool read_range(const char *text, u32 dash, u32 length,
		       struct address_range *range, struct address_fault *fault)
{
	u8 family;

	if (!read_address(text, dash + 1, length, &family, &range->high, fault))
		return false;
	if (family != range->family)
		return refuse(fault, 0, length,
			      "the range begins with one IP version and ends with the other: write two ranges");
	if (lync_words_compare(range->low.w, range->high.w, 4) > 0)
		return refuse(fault, 0, length,
			      "reversed range: write the lower address first, as in %.*s-%.*s",
			      (int)(length - dash - 1), text + dash + 1,
			      (int)dash, text);
	range->len = ADDRESS_NOT_PREFIX;
	return true;
}

bool address_read(const char *text, u32 length, struct address_range *range,
		  struct address_fault *fault)
{
	u32 i = 0;

	while (i < length && text[i] != '/' && text[i] != '-')
		i++;
	if (!read_address(text, 0, i, &range->family, &range->low, fault))
		return false;
	if (i == length) {
		spread(range, range->family == LYNC_IPV4 ? 32 : 128);
		return true;
	}
	if (text[i] == '/')
		return read_prefix(text, i, length, range, fault);
	return read_range(text, i, length, range, fault);
}
