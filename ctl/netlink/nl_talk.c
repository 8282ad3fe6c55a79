// SPDX-License-Identifier: GPL-2.0-only
/* Requests out, answers and refusals in. */
#include <linux/genetlink.h>
#include <netlink/attr.h>
#include <netlink/msg.h>
#include <stdio.h>
#include <sys/socket.h>

#include <linux/lync_edge.h>

#include "nl.h"
#include "nl_line.h"

/* What a socket takes before it is asked for more, on any kernel. */
#define SEND_BYTES_DEFAULT 65536
/* The kernel's own overhead for a message. */
#define SEND_BYTES_SLACK 4096
/*
 * What an answer takes of the receive buffer at most: the kernel makes it in a page, or
 * in 8 KiB where pages are larger, and need not give back what it leaves empty; and its
 * overhead. The longest answer, with three texts and four names, fills 1.1 KiB.
 */
#define ANSWER_BYTES (8192 + 1024)

/**
 * struct hearing - how far the answers to what was sent have come
 * @line: the line
 * @first: number of the first request
 * @expected: how many requests there are
 * @taken: messages taken so far
 * @each: every request is answered by one message; else an acknowledgement or the
 *	end of a dump says that it is over
 * @done: it is over
 * @interrupted: the kernel says that the dump is not of one moment
 * @take: gets the messages
 * @taker: for @take
 * @refusal: filled when it fails
 */
struct hearing {
	struct nl_line *line;
	u32 first;
	size_t expected;
	size_t taken;
	bool each;
	bool done;
	bool interrupted;
	nl_take *take;
	void *taker;
	struct nl_refusal *refusal;
};

size_t request_start(struct nl_line *line, struct nl_buffer *buffer,
			u8 command, u16 flags)
{
	const size_t bytes = NLMSG_HDRLEN + GENL_HDRLEN;
	size_t request = buffer->length;
	struct nlmsghdr *message = nl_buffer_reserve(buffer, bytes);
	struct genlmsghdr *header = nlmsg_data(message);

	message->nlmsg_type = (u16)line->family;
	message->nlmsg_flags = NLM_F_REQUEST | flags;
	message->nlmsg_seq = ++line->sequence;
	header->cmd = command;
	header->version = LYNC_EDGE_GENL_VERSION;
	return request;
}

void request_end(struct nl_buffer *buffer, size_t request)
{
	struct nlmsghdr *message = (struct nlmsghdr *)(buffer->data + request);

	message->nlmsg_len = (u32)nl_buffer_since(buffer, request);
}

static bool refuse(struct nl_refusal *refusal, int error, const char *sentence)
{
	*refusal = (struct nl_refusal){ .error = error };
	snprintf(refusal->sentence, sizeof(refusal->sentence), "%s", sentence);
	return false;
}

static bool refuse_garbage(struct nl_refusal *refusal)
{
	return refuse(refusal, EBADMSG, "the kernel's answer makes no sense");
}

/* The attributes @skip bytes into the message, if its flag says they are there. */
static void read_extended(const struct nlmsghdr *message, size_t skip,
			  struct nl_refusal *refusal)
{
	struct nlattr *attrs[NLMSGERR_ATTR_MAX + 1];
	struct nlattr *head = (struct nlattr *)((char *)nlmsg_data(message) +
						skip);
	int length = nlmsg_datalen(message) - (int)skip;
	struct nlattr *attr;

	if (!(message->nlmsg_flags & NLM_F_ACK_TLVS) || length <= 0 ||
	    nla_parse(attrs, NLMSGERR_ATTR_MAX, head, length, NULL))
		return;
	attr = attrs[NLMSGERR_ATTR_MSG];
	if (attr)
		snprintf(refusal->sentence, sizeof(refusal->sentence), "%.*s",
			 nla_len(attr), (char *)nla_data(attr));
	attr = attrs[NLMSGERR_ATTR_OFFS];
	if (attr && nla_len(attr) >= (int)sizeof(u32))
		refusal->offset = nla_get_u32(attr);
}

/* NLMSG_ERROR, also when it says that there is none; NLM_F_CAPPED or not. */
static bool hear_error(struct hearing *hearing, const struct nlmsghdr *message)
{
	const struct nlmsgerr *error = nlmsg_data(message);
	size_t skip = sizeof(*error);

	if (nlmsg_datalen(message) < (int)sizeof(*error))
		return refuse_garbage(hearing->refusal);
	if (!error->error) {
		hearing->done = !hearing->each;
		return true;
	}
	if (!(message->nlmsg_flags & NLM_F_CAPPED))
		skip += NLMSG_ALIGN(error->msg.nlmsg_len) - sizeof(error->msg);
	refuse(hearing->refusal, -error->error, "");
	read_extended(message, skip, hearing->refusal);
	return false;
}

/* NLMSG_DONE carries the dump's result. */
static bool hear_done(struct hearing *hearing, const struct nlmsghdr *message)
{
	int result = 0;

	if (nlmsg_datalen(message) >= (int)sizeof(result))
		memcpy(&result, nlmsg_data(message), sizeof(result));
	hearing->done = true;
	if (result >= 0)
		return true;
	refuse(hearing->refusal, -result, "");
	read_extended(message, NLMSG_ALIGN(sizeof(result)), hearing->refusal);
	return false;
}

static bool hear_answer(struct hearing *hearing, const struct nlmsghdr *message)
{
	if (message->nlmsg_type != hearing->line->family ||
	    nlmsg_datalen(message) < (int)GENL_HDRLEN ||
	    (hearing->each &&
	     message->nlmsg_seq != hearing->first + (u32)hearing->taken) ||
	    !hearing->take(message, hearing->taker))
		return refuse_garbage(hearing->refusal);
	hearing->taken++;
	if (hearing->each && hearing->taken == hearing->expected)
		hearing->done = true;
	return true;
}

static bool hear_message(struct hearing *hearing,
			 const struct nlmsghdr *message)
{
	/* what is left of an earlier request is nobody's business any more */
	if (message->nlmsg_seq - hearing->first >= hearing->expected)
		return true;
	hearing->interrupted |= message->nlmsg_flags & NLM_F_DUMP_INTR;
	switch (message->nlmsg_type) {
	case NLMSG_ERROR:
		return hear_error(hearing, message);
	case NLMSG_DONE:
		return hear_done(hearing, message);
	case NLMSG_NOOP:
		return true;
	case NLMSG_OVERRUN:
		return refuse(hearing->refusal, ENOBUFS, "");
	default:
		return hear_answer(hearing, message);
	}
}

/* One datagram; a message of a dump, or many that the kernel put into one. */
static bool hear_datagram(struct hearing *hearing)
{
	struct nl_line *line = hearing->line;
	struct sockaddr_nl sender = { 0 };
	socklen_t sender_size = sizeof(sender);
	struct nlmsghdr *message = (struct nlmsghdr *)line->received;
	ssize_t got;
	int left;

	got = recvfrom(nl_socket_get_fd(line->socket), line->received,
		       sizeof(line->received), MSG_TRUNC,
		       (struct sockaddr *)&sender, &sender_size);
	if (got < 0)
		return errno == EINTR || refuse(hearing->refusal, errno, "");
	/* only the kernel has number 0 */
	if (sender.nl_pid)
		return true;
	if (got > (ssize_t)sizeof(line->received))
		return refuse_garbage(hearing->refusal);
	for (left = (int)got; nlmsg_ok(message, left);
	     message = nlmsg_next(message, &left))
		if (!hear_message(hearing, message))
			return false;
	return true;
}

static bool hear(struct hearing *hearing)
{
	while (!hearing->done)
		if (!hear_datagram(hearing))
			return false;
	if (hearing->interrupted)
		return refuse(hearing->refusal, EINTR,
			      "the policy changed while it was read");
	return true;
}

/* Answers wait until the last request is dealt with; one for which there is no room is lost. */
static bool make_room(struct nl_line *line, size_t n, struct nl_refusal *refusal)
{
	int room = (int)n * ANSWER_BYTES;

	return !setsockopt(nl_socket_get_fd(line->socket), SOL_SOCKET,
			   SO_RCVBUFFORCE, &room, sizeof(room)) ||
	       refuse(refusal, errno, "");
}

static bool send_all(struct nl_line *line, const struct nl_buffer *requests,
		     struct nl_refusal *refusal)
{
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	struct iovec parts[2 * NL_LENT_MAX + 1];
	struct msghdr message = {
		.msg_name = &kernel,
		.msg_namelen = sizeof(kernel),
		.msg_iov = parts,
		.msg_iovlen = nl_buffer_parts(requests, parts),
	};
	size_t bytes = nl_buffer_since(requests, 0);
	int fd = nl_socket_get_fd(line->socket);
	int room = (int)bytes + SEND_BYTES_SLACK;
	ssize_t sent;

	if (bytes > INT_MAX / 4)
		return refuse(refusal, E2BIG,
			      "the policy is too large for one message");
	/* a message must fit into the socket's buffer as a whole */
	if (room > SEND_BYTES_DEFAULT &&
	    setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof(room)))
		return refuse(refusal, errno, "");
	do
		sent = sendmsg(fd, &message, 0);
	while (sent < 0 && errno == EINTR);
	return sent >= 0 || refuse(refusal, errno, "");
}

bool line_ask(struct nl_line *line, const struct nl_buffer *request,
	    nl_take *take, void *taker, struct nl_refusal *refusal)
{
	struct hearing hearing = {
		.line = line,
		.first = line->sequence,
		.expected = 1,
		.take = take,
		.taker = taker,
		.refusal = refusal,
	};

	return send_all(line, request, refusal) && hear(&hearing);
}

bool line_ask_many(struct nl_line *line, const struct nl_buffer *requests,
		 size_t n, nl_take *take, void *taker,
		 struct nl_refusal *refusal)
{
	struct hearing hearing = {
		.line = line,
		.first = line->sequence - (u32)n + 1,
		.expected = n,
		.each = true,
		.take = take,
		.taker = taker,
		.refusal = refusal,
	};

	return make_room(line, n, refusal) &&
	       send_all(line, requests, refusal) && hear(&hearing);
}
