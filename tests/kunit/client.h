/* SPDX-License-Identifier: GPL-2.0-only */
/* A netlink client within the kernel: what it sends is handled at once. */
#ifndef LYNC_TESTS_CLIENT_H
#define LYNC_TESTS_CLIENT_H

#include <linux/net.h>

#include "message.h"

enum client_limits {
	CLIENT_ROOM = 32 << 10,
};

/**
 * struct client - a socket and what came over it; freed with the test
 * @test: the test
 * @socket: bound to the first network namespace
 * @reply: the last datagram
 * @len: its bytes
 * @seq: number of the last request
 */
struct client {
	struct kunit *test;
	struct socket *socket;
	u8 *reply;
	int len;
	u32 seq;
};

void client_open(struct client *client, struct kunit *test, int protocol);

/**
 * client_close() - close the socket before the test ends
 * @client: the client
 */
void client_close(struct client *client);

/**
 * client_request_init() - begin a request to lync_edge
 * @request: gets the headers; attributes are put behind them
 * @test: the test
 * @cmd: enum lync_edge_cmd
 * @flags: NLM_F_DUMP or 0
 */
void client_request_init(struct message *request, struct kunit *test, u8 cmd,
			 u16 flags);

/**
 * client_send() - send a request; an answer is then there to be received
 * @client: the client
 * @request: begins with a netlink header
 */
void client_send(struct client *client, struct message *request);

/**
 * client_recv() - receive a datagram
 * @client: gets it
 *
 * Return: whether there was one.
 */
bool client_recv(struct client *client);

/**
 * client_dump_next() - receive the next datagram of a dump
 * @client: the client
 * @got: the attributes of its messages are appended here, but for
 * @generation: which is the GENERATION among them
 *
 * Return: whether there was one that did not end the dump.
 */
bool client_dump_next(struct client *client, struct message *got,
		      u32 *generation);

/**
 * client_error() - send a request and receive what it is answered with
 * @client: gets the answer
 * @request: the request
 *
 * Return: the error of a refusal, or 0; then @client holds the answer.
 */
int client_error(struct client *client, struct message *request);

/**
 * client_sentence() - of the last refusal
 * @client: the client
 *
 * Return: the sentence, "" without one.
 */
const char *client_sentence(const struct client *client);

/**
 * client_offset() - what the last refusal marks
 * @client: the client
 *
 * Return: offset of an attribute in the request, 0 without one.
 */
u32 client_offset(const struct client *client);

/**
 * client_attr() - an attribute of the last answer, found there
 * @client: the client
 * @type: its type
 *
 * Return: the attribute or NULL.
 */
const struct nlattr *client_attr(const struct client *client, int type);

u32 client_u32(const struct client *client, int type);

#endif
