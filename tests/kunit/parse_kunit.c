// SPDX-License-Identifier: GPL-2.0-only
/*
 * Suite of core/parse.c, parse_ipv6.c and parse_plain.h. Packets are copied to memory of
 * just their size, so that KASAN sees a read too far.
 */
#include <kunit/test.h>
#include <linux/slab.h>

#include "packets.h"
#include "parse_plain.h"
#include "random_policy.h"

enum parse_limits {
	PARSE_SEED = 2013,
	PARSE_DAMAGED = 20000,
};

static u8 *parse_copy(struct kunit *test, const u8 *bytes, u32 size)
{
	u8 *copy = kmalloc(max(size, 1u), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, copy);
	memcpy(copy, bytes, size);
	return copy;
}

static void parse_expect(struct kunit *test, const struct lync_packet *got,
			 const struct lync_packet *want)
{
	KUNIT_EXPECT_EQ(test, got->key.family, want->key.family);
	KUNIT_EXPECT_EQ(test, got->key.proto, want->key.proto);
	KUNIT_EXPECT_EQ(test, memcmp(&got->key.src, &want->key.src,
				     sizeof(want->key.src)), 0);
	KUNIT_EXPECT_EQ(test, memcmp(&got->key.dst, &want->key.dst,
				     sizeof(want->key.dst)), 0);
	KUNIT_EXPECT_EQ(test, got->key.sport, want->key.sport);
	KUNIT_EXPECT_EQ(test, got->key.dport, want->key.dport);
	KUNIT_EXPECT_EQ(test, got->key.zones, 0);
	KUNIT_EXPECT_EQ(test, got->l4_offset, want->l4_offset);
	KUNIT_EXPECT_EQ(test, got->quote_offset, want->quote_offset);
	KUNIT_EXPECT_EQ(test, got->tcp_flags, want->tcp_flags);
	KUNIT_EXPECT_EQ(test, got->icmp_type, want->icmp_type);
}

/* Both ways to read a packet: where the short one answers it says the same. */
static enum lync_reason parse(struct kunit *test, const u8 *data, u32 len,
			      u32 total, struct lync_packet *packet)
{
	enum lync_reason reason = lync_packet_parse(data, len, total, packet);
	struct lync_plain plain = lync_plain_of(data, len, total);
	struct lync_packet read;

	if (plain.family) {
		KUNIT_EXPECT_EQ(test, reason, LYNC_REASON_NONE);
		memset(&read, 0xff, sizeof(read));
		lync_plain_read(data, plain, &read);
		read.key.src = packet->key.src;
		read.key.dst = packet->key.dst;
		parse_expect(test, &read, packet);
	}
	return reason;
}

static void parse_describe(const struct packet_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(packet, packet_cases, parse_describe);

static void packet_parse__packet(struct kunit *test)
{
	const struct packet_case *c = test->param_value;
	u32 window = c->window ? c->window : c->size;
	u32 total = c->total ? c->total : c->size;
	u8 *data = parse_copy(test, c->bytes, window);
	struct lync_packet packet, quote;
	enum lync_reason reason;

	/* what was in the struct before must not shine through */
	memset(&packet, 0xff, sizeof(packet));
	memset(&quote, 0xff, sizeof(quote));
	reason = parse(test, data, window, total, &packet);
	KUNIT_EXPECT_STREQ(test, lync_reason_name(reason),
			   lync_reason_name(c->reason));
	parse_expect(test, &packet, &c->expect);
	if (packet.quote_offset) {
		reason = lync_packet_parse_quote(data, window, total, &packet,
						 &quote);
		KUNIT_EXPECT_STREQ(test, lync_reason_name(reason),
				   lync_reason_name(c->quote_reason));
		parse_expect(test, &quote, &c->quote);
	}
	kfree(data);
}

static void packet_parse__no_bytes(struct kunit *test)
{
	struct lync_packet packet;
	u8 *data = parse_copy(test, NULL, 0);

	KUNIT_EXPECT_EQ(test, parse(test, data, 0, 0, &packet),
			LYNC_REASON_TRUNCATED);
	KUNIT_EXPECT_EQ(test, parse(test, data, 0, 20, &packet),
			LYNC_REASON_HEADER_CHAIN);
	KUNIT_EXPECT_EQ(test, packet.key.family, 0);
	kfree(data);
}

static void parse_cut(struct kunit *test, const struct packet_case *c, u32 len)
{
	u32 header = c->expect.key.family == LYNC_IPV4 ? 20 : 40;
	u8 *data = parse_copy(test, c->bytes, len);
	struct lync_packet packet;

	KUNIT_EXPECT_EQ_MSG(test, parse(test, data, len, len, &packet),
			    LYNC_REASON_TRUNCATED, "%s cut after %u bytes",
			    c->name, len);
	KUNIT_EXPECT_EQ(test, packet.key.family != 0, len >= header);
	kfree(data);
}

/* Every packet that is fine, cut at every byte: its IP header says so. */
static void packet_parse__cut_anywhere(struct kunit *test)
{
	const struct packet_case *c;
	u32 i, len;

	for (i = 0; i < ARRAY_SIZE(packet_cases); i++) {
		c = &packet_cases[i];
		for (len = 0; !c->reason && !c->total && len < c->size; len++)
			parse_cut(test, c, len);
	}
}

static void parse_window(struct kunit *test, const struct packet_case *c,
			 u32 len)
{
	u32 total = c->total ? c->total : c->size;
	u8 *data = parse_copy(test, c->bytes, len);
	struct lync_packet packet;
	u32 reason = parse(test, data, len, total, &packet);

	if (reason)
		KUNIT_EXPECT_EQ_MSG(test, reason, LYNC_REASON_HEADER_CHAIN,
				    "%s seen for %u bytes", c->name, len);
	else
		parse_expect(test, &packet, &c->expect);
	kfree(data);
}

/* The same with a window too small: it does not say that the packet ends. */
static void packet_parse__window_anywhere(struct kunit *test)
{
	const struct packet_case *c;
	u32 i, len;

	for (i = 0; i < ARRAY_SIZE(packet_cases); i++) {
		c = &packet_cases[i];
		for (len = 0; !c->reason && len < c->size; len++)
			parse_window(test, c, len);
	}
}

static void parse_expect_sane(struct kunit *test,
			      const struct lync_packet *packet, u32 reason,
			      u32 len)
{
	KUNIT_EXPECT_LT(test, reason, (u32)LYNC_REASON_COUNT);
	if (!reason) {
		KUNIT_EXPECT_NE(test, packet->key.family, 0);
		KUNIT_EXPECT_LE(test, packet->l4_offset, len);
		KUNIT_EXPECT_GE(test, packet->l4_offset, 20);
	}
	KUNIT_EXPECT_TRUE(test, !packet->key.family ||
			  packet->key.family == LYNC_IPV4 ||
			  packet->key.family == LYNC_IPV6);
}

static void parse_damaged(struct kunit *test, struct random_source *source)
{
	const struct packet_case *c =
		&packet_cases[random_below(source, ARRAY_SIZE(packet_cases))];
	u32 len = random_below(source, c->size + 1);
	u32 total = len + 64 * random_below(source, 2);
	u8 *data = parse_copy(test, c->bytes, len);
	struct lync_packet packet, quote;
	u32 hits, reason;

	for (hits = random_below(source, 4); len && hits; hits--)
		data[random_below(source, len)] = random_below(source, 256);
	reason = parse(test, data, len, total, &packet);
	parse_expect_sane(test, &packet, reason, len);
	if (packet.quote_offset) {
		reason = lync_packet_parse_quote(data, len, total, &packet,
						 &quote);
		parse_expect_sane(test, &quote, reason, len);
	}
	kfree(data);
}

static void packet_parse__damaged(struct kunit *test)
{
	struct random_source source;
	u32 i;

	random_seed(&source, PARSE_SEED);
	kunit_info(test, "seed %d, %d packets\n", PARSE_SEED, PARSE_DAMAGED);
	for (i = 0; i < PARSE_DAMAGED; i++) {
		parse_damaged(test, &source);
		cond_resched();
	}
}

static struct kunit_case parse_cases[] = {
	KUNIT_CASE_PARAM(packet_parse__packet, packet_gen_params),
	KUNIT_CASE(packet_parse__no_bytes),
	KUNIT_CASE(packet_parse__cut_anywhere),
	KUNIT_CASE(packet_parse__window_anywhere),
	KUNIT_CASE(packet_parse__damaged),
	{}
};

static struct kunit_suite parse_suite = {
	.name = "lync_parse",
	.test_cases = parse_cases,
};

kunit_test_suite(parse_suite);

MODULE_DESCRIPTION("KUnit suites of lync_edge");
MODULE_LICENSE("GPL");
