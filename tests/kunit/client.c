// SPDX-License-Identifier: GPL-2.0-only
/* Requests to the kernel from within, and answers taken apart. */
#include <net/genetlink.h>
#include <net/sock.h>

#include "client.h"

static int client_socket_init(struct kunit_resource *resource, void *protocol)
{
	struct socket *socket;
	int one = 1, err;

	err = sock_create_kern(&init_net, AF_NETLINK, SOCK_RAW,
			       *(int *)protocol, &socket);
	if (err)
		return err;
	resource->data = socket;
	return socket->ops->setsockopt(socket, SOL_NETLINK, NETLINK_EXT_ACK,
				       KERNEL_SOCKPTR(&one), sizeof(one));
}

static void client_socket_free(struct kunit_resource *resource)
{
	sock_release(resource->data);
}

void client_open(struct client *client, struct kunit *test, int protocol)
{
	memset(client, 0, sizeof(*client));
	client->test = test;
	client->reply = kunit_kzalloc(test, CLIENT_ROOM, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, client->reply);
	client->socket = kunit_alloc_resource(test, client_socket_init,
					      client_socket_free, GFP_KERNEL,
					      &protocol);
	KUNIT_ASSERT_NOT_NULL(test, client->socket);
}

static bool client_socket_matches(struct kunit *test,
				  struct kunit_resource *resource,
				  void *socket)
{
	return resource->data == socket;
}

void client_close(struct client *client)
{
	kunit_destroy_resource(client->test, client_socket_matches,
			       client->socket);
}

void client_request_init(struct message *request, struct kunit *test, u8 cmd,
			 u16 flags)
{
	struct genlmsghdr *generic;
	struct nlmsghdr *header;

	message_init(request, test, MESSAGE_LARGE_ROOM);
	header = nlmsg_put(request->skb, 0, 0, lync_genl_family.id,
			   GENL_HDRLEN, NLM_F_REQUEST | flags);
	KUNIT_ASSERT_NOT_NULL(test, header);
	generic = nlmsg_data(header);
	memset(generic, 0, sizeof(*generic));
	generic->cmd = cmd;
	generic->version = LYNC_EDGE_GENL_VERSION;
}

void client_send(struct client *client, struct message *request)
{
	struct nlmsghdr *header = nlmsg_hdr(request->skb);
	struct kvec part = { .iov_base = request->skb->data,
			     .iov_len = request->skb->len };
	/* named, so that not the socket's file is asked for privilege */
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	struct msghdr envelope = { .msg_name = &kernel,
				   .msg_namelen = sizeof(kernel) };

	header->nlmsg_len = request->skb->len;
	header->nlmsg_seq = ++client->seq;
	KUNIT_ASSERT_EQ(client->test,
			kernel_sendmsg(client->socket, &envelope, &part, 1,
				       part.iov_len),
			(int)request->skb->len);
}

bool client_recv(struct client *client)
{
	struct kvec part = { .iov_base = client->reply,
			     .iov_len = CLIENT_ROOM };
	struct msghdr envelope = { };

	client->len = kernel_recvmsg(client->socket, &envelope, &part, 1,
				     CLIENT_ROOM, MSG_DONTWAIT);
	return client->len > 0;
}

static const struct nlmsghdr *client_header(const struct client *client)
{
	return (const struct nlmsghdr *)client->reply;
}

static void client_append(const struct nlmsghdr *header, struct message *got,
			  u32 *generation)
{
	const struct nlattr *attr;
	int rem;

	nlmsg_for_each_attr(attr, header, GENL_HDRLEN, rem) {
		if (nla_type(attr) == LYNC_EDGE_A_GENERATION)
			*generation = nla_get_u32(attr);
		else
			message_put(got, attr->nla_type, nla_data(attr),
				    nla_len(attr));
	}
}

bool client_dump_next(struct client *client, struct message *got,
		      u32 *generation)
{
	const struct nlmsghdr *header = client_header(client);
	int left;

	if (!client_recv(client))
		return false;
	for (left = client->len; nlmsg_ok(header, left);
	     header = nlmsg_next(header, &left)) {
		if (header->nlmsg_type == NLMSG_DONE)
			return false;
		client_append(header, got, generation);
	}
	return true;
}

int client_error(struct client *client, struct message *request)
{
	const struct nlmsgerr *error;

	client_send(client, request);
	KUNIT_ASSERT_TRUE(client->test, client_recv(client));
	KUNIT_ASSERT_EQ(client->test, client_header(client)->nlmsg_seq,
			client->seq);
	if (client_header(client)->nlmsg_type != NLMSG_ERROR)
		return 0;
	error = nlmsg_data(client_header(client));
	return error->error;
}

/* Behind the error stands the request, unless it was no error. */
static const struct nlattr *client_ack_attr(const struct client *client,
					    int type)
{
	const struct nlmsghdr *header = client_header(client);
	const struct nlmsgerr *error = nlmsg_data(header);
	u32 offset = sizeof(*error);

	if (!(header->nlmsg_flags & NLM_F_ACK_TLVS))
		return NULL;
	if (!(header->nlmsg_flags & NLM_F_CAPPED))
		offset += nlmsg_len(&error->msg);
	return nlmsg_find_attr(header, ALIGN(offset, NLMSG_ALIGNTO), type);
}

const char *client_sentence(const struct client *client)
{
	const struct nlattr *attr = client_ack_attr(client, NLMSGERR_ATTR_MSG);

	return attr ? nla_data(attr) : "";
}

u32 client_offset(const struct client *client)
{
	const struct nlattr *attr = client_ack_attr(client, NLMSGERR_ATTR_OFFS);

	return attr ? nla_get_u32(attr) : 0;
}

const struct nlattr *client_attr(const struct client *client, int type)
{
	return nlmsg_find_attr(client_header(client), GENL_HDRLEN, type);
}

u32 client_u32(const struct client *client, int type)
{
	const struct nlattr *attr = client_attr(client, type);

	KUNIT_ASSERT_NOT_NULL(client->test, attr);
	return nla_get_u32(attr);
}
