// SPDX-License-Identifier: GPL-2.0-only
/* Ranges of addresses to prefixes, and both to text. */
#include <arpa/inet.h>
#include <stdio.h>

#include "address.h"
#include "core/addr.h"

/* The address behind an address; false behind the last one of the family. */
static bool addr_increment(struct lync_addr *addr, u32 words)
{
	u32 i;

	for (i = words; i > 0; i--)
		if (++addr->w[i - 1])
			return true;
	return false;
}

/* The last address with the same first @len bits. */
static struct lync_addr addr_last(struct lync_addr addr, u32 len, u32 words)
{
	u32 i;

	for (i = 0; i < words; i++)
		addr.w[i] |= lync_host_bits(len, i);
	return addr;
}

static bool bit_is_set(const struct lync_addr *addr, u32 bit)
{
	return addr->w[bit / 32] >> (31 - bit % 32) & 1;
}

/*
 * A prefix can span as much as its first address has zero bits at the end, and
 * must end within the range. Taking the widest such prefix each time gives the
 * fewest: a narrower one would only leave the rest of the wider to the next.
 */
bool address_next_prefix(struct address_range *range, struct lync_addr *addr,
			 u8 *len)
{
	u32 words = range->family == LYNC_IPV4 ? 1 : 4;
	u32 bits = words * 32;
	struct lync_addr last;

	if (lync_words_compare(range->low.w, range->high.w, words) > 0)
		return false;
	while (bits && !bit_is_set(&range->low, bits - 1)) {
		last = addr_last(range->low, bits - 1, words);
		if (lync_words_compare(last.w, range->high.w, words) > 0)
			break;
		bits--;
	}
	*addr = range->low;
	*len = (u8)bits;
	range->low = addr_last(range->low, bits, words);
	if (!addr_increment(&range->low, words)) {
		/* that was the last address there is: make the range empty */
		memset(&range->high, 0, sizeof(range->high));
		range->low = range->high;
		range->low.w[words - 1] = 1;
	}
	return true;
}

static void addr_text(u8 family, const struct lync_addr *addr,
		      char out[INET6_ADDRSTRLEN])
{
	u32 wire[4], i;

	for (i = 0; i < 4; i++)
		wire[i] = htonl(addr->w[i]);
	inet_ntop(family == LYNC_IPV4 ? AF_INET : AF_INET6, wire, out,
		  INET6_ADDRSTRLEN);
}

void address_text(const struct address_range *range,
		  char out[ADDRESS_TEXT_LEN])
{
	char low[INET6_ADDRSTRLEN], high[INET6_ADDRSTRLEN];

	addr_text(range->family, &range->low, low);
	if (range->len == (range->family == LYNC_IPV4 ? 32 : 128)) {
		snprintf(out, ADDRESS_TEXT_LEN, "%s", low);
	} else if (range->len == ADDRESS_NOT_PREFIX) {
		addr_text(range->family, &range->high, high);
		snprintf(out, ADDRESS_TEXT_LEN, "%s-%s", low, high);
	} else {
		snprintf(out, ADDRESS_TEXT_LEN, "%s/%u", low, range->len);
	}
}
