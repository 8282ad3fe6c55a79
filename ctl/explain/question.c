// SPDX-License-Identifier: GPL-2.0-only
/* One question: from words to a key. */
#include <arpa/inet.h>

#include "nearest.h"
#include "question.h"

/* A word of a question; it points into the question's text. */
struct word {
	const char *start;
	size_t length;
};

/* What is left to read of a question. */
struct rest {
	const char *at;
	const char *end;
};

/* Longer than any address with its port in brackets. */
#define ADDRESS_TEXT_MAX 64

static const struct protocol {
	const char *name;
	u8 number;
} protocols[] = {
	{ "tcp", LYNC_PROTO_TCP },
	{ "udp", LYNC_PROTO_UDP },
	{ "icmp", LYNC_PROTO_ICMP },
	{ "icmpv6", LYNC_PROTO_ICMPV6 },
	{ "gre", 47 },
	{ "esp", 50 },
	{ "ah", 51 },
	{ "sctp", 132 },
};

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct word next_word(struct rest *rest)
{
	struct word word;

	while (rest->at < rest->end && is_blank(*rest->at))
		rest->at++;
	word.start = rest->at;
	while (rest->at < rest->end && !is_blank(*rest->at))
		rest->at++;
	word.length = (size_t)(rest->at - word.start);
	return word;
}

static bool word_is(struct word word, const char *text)
{
	return strlen(text) == word.length &&
	       !memcmp(word.start, text, word.length);
}

/* Digits only, so that neither a sign nor a blank slips through. */
static bool read_number(const char *digits, size_t length, u32 max, u32 *number)
{
	*number = 0;
	if (!length)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (digits[i] < '0' || digits[i] > '9')
			return false;
		*number = *number * 10 + (u32)(digits[i] - '0');
		if (*number > max)
			return false;
	}
	return true;
}

static const char *read_proto(struct word word, u8 *proto)
{
	u32 number;

	if (!word.length)
		return "a question begins with a protocol, as in: tcp 192.0.2.1:40000 203.0.113.10:5061";
	for (size_t i = 0; i < sizeof(protocols) / sizeof(*protocols); i++) {
		if (word_is(word, protocols[i].name)) {
			*proto = protocols[i].number;
			return NULL;
		}
	}
	if (!read_number(word.start, word.length, 255, &number))
		return "a protocol is tcp, udp, icmp, icmpv6, gre, esp, ah, sctp or a number from 0 to 255";
	*proto = (u8)number;
	return NULL;
}

static const char *read_bare(const char *text, u8 *family,
			     struct lync_addr *addr)
{
	u32 wire[4] = { 0 };

	if (inet_pton(AF_INET, text, wire) == 1)
		*family = LYNC_IPV4;
	else if (inet_pton(AF_INET6, text, wire) == 1)
		*family = LYNC_IPV6;
	else
		return "this is no IPv4 or IPv6 address";
	for (int i = 0; i < 4; i++)
		addr->w[i] = ntohl(wire[i]);
	return NULL;
}

/* Cuts the port off @text and takes the brackets off what is left. */
static const char *cut_port(char *text, char **bare, u16 *port)
{
	char *colon = strrchr(text, ':');
	u32 number;

	*bare = text;
	if (text[0] == '[') {
		if (!colon || colon[-1] != ']')
			return "an IPv6 address with a port is written [2001:db8::1]:5061";
		colon[-1] = '\0';
		*bare = text + 1;
	} else if (!colon) {
		return "tcp and udp need a port here, as in 192.0.2.1:5061";
	} else if (strchr(text, ':') != colon) {
		return "an IPv6 address with a port is written [2001:db8::1]:5061";
	}
	*colon = '\0';
	if (!read_number(colon + 1, strlen(colon + 1), UINT16_MAX, &number))
		return "a port is a number from 0 to 65535";
	*port = (u16)number;
	return NULL;
}

static const char *read_end(struct word word, bool has_port, u8 *family,
			    struct lync_addr *addr, u16 *port)
{
	char text[ADDRESS_TEXT_MAX];
	char *bare = text;
	const char *fault;

	if (!word.length)
		return has_port ? "a source and a destination are needed, each with its port" :
				  "a source and a destination are needed";
	if (word.length >= sizeof(text) ||
	    memchr(word.start, '\0', word.length))
		return "this is no IPv4 or IPv6 address";
	memcpy(text, word.start, word.length);
	text[word.length] = '\0';
	if (has_port) {
		fault = cut_port(text, &bare, port);
		if (fault)
			return fault;
	} else if (text[0] == '[' || (strchr(text, '.') && strchr(text, ':') &&
				      strchr(text, ':') == strrchr(text, ':'))) {
		return "only tcp and udp have ports; write the bare address";
	}
	return read_bare(bare, family, addr);
}

static const char *read_ifname(struct word word, char *ifname)
{
	if (!word.length)
		return "the name of an interface is missing after 'in'";
	if (word.length >= LYNC_IFNAME_LEN)
		return "the name of an interface has at most 15 bytes";
	if (memchr(word.start, '/', word.length) ||
	    memchr(word.start, '\0', word.length))
		return "the name of an interface has neither '/' nor a zero byte";
	memcpy(ifname, word.start, word.length);
	return NULL;
}

static bool refuse(struct question_fault *fault, const char *text,
		   struct word word, const char *sentence)
{
	fault->sentence = sentence;
	fault->guess = NULL;
	fault->begin = (u32)(word.start - text);
	fault->end = fault->begin + (u32)word.length;
	return false;
}

static bool refuse_proto(struct question_fault *fault, const char *text,
			 struct word word, const char *sentence)
{
	struct nearest nearest = nearest_to(word.start, word.length);

	for (size_t i = 0; i < sizeof(protocols) / sizeof(*protocols); i++)
		nearest_consider(&nearest, protocols[i].name);
	refuse(fault, text, word, sentence);
	fault->guess = nearest.found;
	return false;
}

/* What follows the addresses: nothing, or the interface. */
static const char *read_arrival(struct rest *rest, struct word *word,
				char *ifname)
{
	const char *sentence;

	*word = next_word(rest);
	if (!word->length)
		return NULL;
	if (!word_is(*word, "in"))
		return "only 'in' and the name of an interface may follow";
	*word = next_word(rest);
	sentence = read_ifname(*word, ifname);
	if (sentence)
		return sentence;
	*word = next_word(rest);
	return word->length ? "nothing may follow the interface" : NULL;
}

bool question_parse(const char *text, u32 length, struct question *question,
		    struct question_fault *fault)
{
	struct rest rest = { .at = text, .end = text + length };
	struct lync_key *key = &question->key;
	const char *sentence;
	struct word word;
	bool has_ports;
	u8 family;

	*question = (struct question){ 0 };
	word = next_word(&rest);
	question->text = word.start;
	sentence = read_proto(word, &key->proto);
	if (sentence)
		return refuse_proto(fault, text, word, sentence);
	has_ports = question_has_ports(key->proto);

	word = next_word(&rest);
	sentence = read_end(word, has_ports, &key->family, &key->src,
			    &key->sport);
	if (sentence)
		return refuse(fault, text, word, sentence);

	word = next_word(&rest);
	sentence = read_end(word, has_ports, &family, &key->dst, &key->dport);
	if (!sentence && family != key->family)
		sentence = "source and destination must both be IPv4 or both be IPv6";
	if (sentence)
		return refuse(fault, text, word, sentence);

	sentence = read_arrival(&rest, &word, question->ifname);
	if (sentence)
		return refuse(fault, text, word, sentence);
	while (rest.at > question->text && is_blank(rest.at[-1]))
		rest.at--;
	question->length = (u32)(rest.at - question->text);
	return true;
}
