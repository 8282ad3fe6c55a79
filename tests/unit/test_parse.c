// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of parse.c, parse_ipv6.c and parse_plain.h: one test for each packet of
 * packets.h, and what must hold for any bytes. Packets are copied to heap memory of just
 * their size, so that a read too far is found.
 */
#include "unit.h"

#include <stdlib.h>

#include "packets.h"
#include "parse_plain.h"
#include "random_policy.h"

static u8 *heap_copy(const u8 *bytes, u32 size)
{
	u8 *copy = malloc(size ? size : 1);

	assert_non_null(copy);
	memcpy(copy, bytes, size);
	return copy;
}

static void assert_packet(const struct lync_packet *got,
			  const struct lync_packet *want)
{
	assert_int_equal(got->key.family, want->key.family);
	assert_int_equal(got->key.proto, want->key.proto);
	assert_memory_equal(&got->key.src, &want->key.src,
			    sizeof(want->key.src));
	assert_memory_equal(&got->key.dst, &want->key.dst,
			    sizeof(want->key.dst));
	assert_int_equal(got->key.sport, want->key.sport);
	assert_int_equal(got->key.dport, want->key.dport);
	assert_int_equal(got->key.zones, 0);
	assert_int_equal(got->l4_offset, want->l4_offset);
	assert_int_equal(got->quote_offset, want->quote_offset);
	assert_int_equal(got->tcp_flags, want->tcp_flags);
	assert_int_equal(got->icmp_type, want->icmp_type);
}

/* Is a packet that there is no reason against one for the short way? */
static bool is_plain(const struct lync_packet *packet, const u8 *data)
{
	if (!lync_proto_has_ports(packet->key.proto))
		return false;
	if (packet->key.family == LYNC_IPV6)
		return packet->l4_offset == 40;
	/* a length of 0 stands for one that the kernel merged beyond 64 KiB */
	return packet->l4_offset == 20 && (data[2] || data[3]);
}

/* Both ways to read a packet: the short one is for those it is meant for, and no other. */
static enum lync_reason parse(const u8 *data, u32 len, u32 total,
			      struct lync_packet *packet)
{
	enum lync_reason reason = lync_packet_parse(data, len, total, packet);
	struct lync_plain plain = lync_plain_of(data, len, total);
	struct lync_packet read;

	assert_int_equal(lync_plain_continues(data, plain),
			 plain.proto == LYNC_PROTO_TCP &&
			 !lync_tcp_opens(packet->tcp_flags));
	assert_int_equal(!!plain.family, !reason && is_plain(packet, data));
	if (!plain.family)
		return reason;
	assert_int_equal(plain.family, packet->key.family);
	assert_int_equal(plain.proto, packet->key.proto);
	memset(&read, 0xff, sizeof(read));
	lync_plain_read(data, plain, &read);
	read.key.src = packet->key.src;
	read.key.dst = packet->key.dst;
	assert_packet(&read, packet);
	return reason;
}

static void packet_case__run(void **state)
{
	const struct packet_case *c = *state;
	u32 window = c->window ? c->window : c->size;
	u32 total = c->total ? c->total : c->size;
	u8 *data = heap_copy(c->bytes, window);
	struct lync_packet packet, quote;

	/* what was in the struct before must not shine through */
	memset(&packet, 0xff, sizeof(packet));
	memset(&quote, 0xff, sizeof(quote));
	assert_string_equal(lync_reason_name(parse(data, window, total, &packet)),
			    lync_reason_name(c->reason));
	assert_packet(&packet, &c->expect);
	if (packet.quote_offset) {
		assert_string_equal(
			lync_reason_name(lync_packet_parse_quote(data, window,
								 total, &packet,
								 &quote)),
			lync_reason_name(c->quote_reason));
		assert_packet(&quote, &c->quote);
	}
	free(data);
}

static void packet_parse__no_bytes(void **state)
{
	struct lync_packet packet;
	u8 byte = 0x45;

	(void)state;
	assert_int_equal(parse(&byte, 0, 0, &packet), LYNC_REASON_TRUNCATED);
	assert_int_equal(parse(&byte, 0, 20, &packet), LYNC_REASON_HEADER_CHAIN);
	assert_int_equal(packet.key.family, 0);
}

/* Every packet that is fine, cut at every byte: its IP header says so. */
static void packet_parse__cut_anywhere(void **state)
{
	struct lync_packet packet;
	u32 i, len;
	u8 *data;

	(void)state;
	for (i = 0; i < COUNT(packet_cases); i++) {
		const struct packet_case *c = &packet_cases[i];

		if (c->reason || c->total)
			continue;
		for (len = 0; len < c->size; len++) {
			data = heap_copy(c->bytes, len);
			assert_int_equal(parse(data, len, len, &packet),
					 LYNC_REASON_TRUNCATED);
			assert_int_equal(!!packet.key.family, len >=
				(c->expect.key.family == LYNC_IPV4 ? 20 : 40));
			free(data);
		}
	}
}

/* The same with a window too small: it does not say that the packet ends. */
static void packet_parse__window_anywhere(void **state)
{
	struct lync_packet packet, quote;
	u32 i, len, reason;
	u8 *data;

	(void)state;
	for (i = 0; i < COUNT(packet_cases); i++) {
		const struct packet_case *c = &packet_cases[i];
		u32 total = c->total ? c->total : c->size;

		for (len = 0; !c->reason && len < c->size; len++) {
			data = heap_copy(c->bytes, len);
			reason = parse(data, len, total, &packet);
			/* enough seen: then it is all there is to see */
			if (!reason)
				assert_packet(&packet, &c->expect);
			else
				assert_int_equal(reason,
						 LYNC_REASON_HEADER_CHAIN);
			if (packet.quote_offset) {
				reason = lync_packet_parse_quote(data, len,
								 total,
								 &packet,
								 &quote);
				assert_true(reason == LYNC_REASON_HEADER_CHAIN ||
					    reason == c->quote_reason);
			}
			free(data);
		}
	}
}

/* A caller that lends more than the window gets the window's answer. */
static void packet_parse__window_is_256(void **state)
{
	static const u8 header[] = {
		0x60, 0, 0, 0, 0, 232, 60, 64, 1, 0, 0, 0, 0, 0, 0, 0,
		0, 0, 0, 0, 0, 0, 0, 0, 2,
	};
	struct lync_packet packet;
	u8 data[40 + 232] = { 0 };

	(void)state;
	memcpy(data, header, sizeof(header));
	/* 208 bytes of options leave 8 for UDP: 256 in all */
	data[40] = LYNC_PROTO_UDP;
	data[41] = 208 / 8 - 1;
	data[40 + 208 + 5] = 8;
	assert_int_equal(parse(data, sizeof(data), sizeof(data), &packet),
			 LYNC_REASON_NONE);
	assert_int_equal(packet.l4_offset, 248);
	data[41]++;
	data[40 + 216 + 5] = 8;
	assert_int_equal(parse(data, sizeof(data), sizeof(data), &packet),
			 LYNC_REASON_HEADER_CHAIN);
}

static void packet_parse__more_len_than_total(void **state)
{
	const struct packet_case *c = &packet_cases[COUNT(packet_cases) - 1];
	struct lync_packet packet;

	(void)state;
	assert_int_equal(parse(c->bytes, c->size, c->size - 1, &packet),
			 LYNC_REASON_TRUNCATED);
}

/* A quote behind the packet's end, or behind the window. */
static void packet_parse_quote__beyond(void **state)
{
	struct lync_packet error = { .quote_offset = 48 }, quote;
	u8 data[300] = { 0 };

	(void)state;
	error.key.family = LYNC_IPV4;
	assert_int_equal(lync_packet_parse_quote(data, 47, 47, &error, &quote),
			 LYNC_REASON_TRUNCATED);
	assert_int_equal(lync_packet_parse_quote(data, 48, 48, &error, &quote),
			 LYNC_REASON_TRUNCATED);
	assert_int_equal(lync_packet_parse_quote(data, 300, 48, &error, &quote),
			 LYNC_REASON_TRUNCATED);
	assert_int_equal(lync_packet_parse_quote(data, 48, 68, &error, &quote),
			 LYNC_REASON_HEADER_CHAIN);
	error.quote_offset = 257;
	data[257] = 0x45;
	assert_int_equal(lync_packet_parse_quote(data, 300, 300, &error, &quote),
			 LYNC_REASON_HEADER_CHAIN);
	assert_int_equal(lync_packet_parse_quote(data, 256, 256, &error, &quote),
			 LYNC_REASON_TRUNCATED);
}

static void assert_sane(const struct lync_packet *packet, u32 reason, u32 len)
{
	assert_true(reason < LYNC_REASON_COUNT);
	if (!reason) {
		assert_int_not_equal(packet->key.family, 0);
		assert_true(packet->l4_offset <= len);
		assert_true(packet->l4_offset >= 20);
	}
	assert_true(!packet->key.family || packet->key.family == LYNC_IPV4 ||
		    packet->key.family == LYNC_IPV6);
}

/* Bytes of good packets, damaged at random. */
static void packet_parse__damaged(void **state)
{
	struct random_source source;
	unsigned long round;

	(void)state;
	random_seed(&source, unit_number("LYNC_SEED", 1));
	for (round = 0; round < unit_number("LYNC_PACKETS", 100000); round++) {
		const struct packet_case *c =
			&packet_cases[random_below(&source,
						   COUNT(packet_cases))];
		u32 len = random_below(&source, c->size + 1);
		u8 *data = heap_copy(c->bytes, len);
		struct lync_packet packet, again, quote;
		u32 total = len + random_below(&source, 2) * 64;
		u32 hits = random_below(&source, 4), reason;

		while (len && hits--)
			data[random_below(&source, len)] =
				random_below(&source, 256);
		reason = parse(data, len, total, &packet);
		assert_sane(&packet, reason, len);
		if (packet.quote_offset) {
			reason = lync_packet_parse_quote(data, len, total,
							 &packet, &quote);
			assert_sane(&quote, reason, len);
			lync_packet_parse_quote(data, len, total, &packet,
						&again);
			assert_memory_equal(&quote, &again, sizeof(quote));
		}
		free(data);
	}
}

int main(void)
{
	static const struct CMUnitTest general[] = {
		cmocka_unit_test(packet_parse__no_bytes),
		cmocka_unit_test(packet_parse__cut_anywhere),
		cmocka_unit_test(packet_parse__window_anywhere),
		cmocka_unit_test(packet_parse__window_is_256),
		cmocka_unit_test(packet_parse__more_len_than_total),
		cmocka_unit_test(packet_parse_quote__beyond),
		cmocka_unit_test(packet_parse__damaged),
	};
	static struct CMUnitTest tests[COUNT(general) + COUNT(packet_cases)];
	size_t i, n = 0;

	for (i = 0; i < COUNT(general); i++)
		tests[n++] = general[i];
	for (i = 0; i < COUNT(packet_cases); i++) {
		tests[n].name = packet_cases[i].name;
		tests[n].test_func = packet_case__run;
		tests[n++].initial_state = (void *)&packet_cases[i];
	}
	return cmocka_run_group_tests_name("parse", tests, NULL, NULL);
}
