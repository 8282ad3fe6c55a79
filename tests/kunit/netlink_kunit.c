// SPDX-License-Identifier: GPL-2.0-only
/* Suite of the family as its clients see it: requests, answers and refusals. */
#include <kunit/test.h>

#include "client.h"
#include "default_policy.h"
#include "expect.h"
#include "inject.h"
#include "running.h"

enum netlink_numbers {
	NETLINK_ROWS = 600,	/* more than a message holds */
};

static int netlink_init(struct kunit *test)
{
	struct client *client = kunit_kzalloc(test, sizeof(*client),
					      GFP_KERNEL);
	int err;

	if (!client)
		return -ENOMEM;
	err = running_start(test);
	if (err)
		return err;
	client_open(client, test, NETLINK_GENERIC);
	test->priv = client;
	return 0;
}

/* The default policy with many rows more. */
static void netlink_put_large(struct message *request, const char *prefix)
{
	struct lync_row row = default_rows[0];
	char name[16];
	u32 i;

	message_put_policy(request, &default_policy);
	row.name = name;
	for (i = 0; i < NETLINK_ROWS; i++) {
		snprintf(name, sizeof(name), "%s-%u", prefix, i);
		message_put_row(request, &row);
	}
}

static void netlink_load(struct kunit *test)
{
	struct client *client = test->priv;
	struct message request;

	client_request_init(&request, test, LYNC_EDGE_CMD_POLICY_SET, 0);
	message_put_policy(&request, &default_policy);
	KUNIT_ASSERT_EQ_MSG(test, client_error(client, &request), 0, "%s",
			    client_sentence(client));
}

static void policy_set__answers_with_the_generation(struct kunit *test)
{
	struct client *client = test->priv;
	struct lync_ruleset *ruleset;

	netlink_load(test);
	KUNIT_EXPECT_EQ(test, client_u32(client, LYNC_EDGE_A_GENERATION), 1u);
	netlink_load(test);
	KUNIT_EXPECT_EQ(test, client_u32(client, LYNC_EDGE_A_GENERATION), 2u);
	KUNIT_EXPECT_FALSE(test, client_recv(client));
	ruleset = lync_net_get_ruleset(running_net());
	KUNIT_ASSERT_NOT_NULL(test, ruleset);
	expect_policy(test, &ruleset->policy, &default_policy);
	lync_ruleset_put(ruleset);
}

static void policy_set__name_is_missing(struct kunit *test)
{
	struct running_state before;
	struct message request;

	running_read(&before);
	client_request_init(&request, test, LYNC_EDGE_CMD_POLICY_SET, 0);
	message_put_u8(&request, LYNC_EDGE_A_MODE, LYNC_EDGE_MODE_STATEFUL);
	KUNIT_EXPECT_EQ(test, client_error(test->priv, &request), -EINVAL);
	KUNIT_EXPECT_NOT_NULL(test, strstr(client_sentence(test->priv),
					   "policy without a name"));
	running_expect_same(test, &before);
}

static void policy_set__bad_row_is_marked(struct kunit *test)
{
	struct lync_row row = default_rows[0];
	struct client *client = test->priv;
	struct running_state before;
	struct message request;
	u32 offset;

	netlink_load(test);
	running_read(&before);
	client_request_init(&request, test, LYNC_EDGE_CMD_POLICY_SET, 0);
	message_put_policy(&request, &default_policy);
	offset = request.skb->len;
	message_put_row(&request, &row);
	row.name = "another";
	message_put_row(&request, &row);
	KUNIT_EXPECT_EQ(test, client_error(client, &request), -EINVAL);
	KUNIT_EXPECT_NOT_NULL(test, strstr(client_sentence(client),
					   "another row has this name"));
	KUNIT_EXPECT_EQ(test, client_offset(client), offset);
	running_expect_same(test, &before);
}

static void policy_set__dry_run(struct kunit *test)
{
	struct client *client = test->priv;
	struct running_state before;
	struct message request;

	netlink_load(test);
	running_read(&before);
	client_request_init(&request, test, LYNC_EDGE_CMD_POLICY_SET, 0);
	message_put(&request, LYNC_EDGE_A_DRY_RUN, NULL, 0);
	message_put_policy(&request, &default_policy);
	KUNIT_EXPECT_EQ(test, client_error(client, &request), 0);
	KUNIT_EXPECT_EQ(test, client_u32(client, LYNC_EDGE_A_GENERATION), 1u);
	running_expect_same(test, &before);
}

static void policy_set__expected_generation(struct kunit *test)
{
	static const struct { u32 expect; int err; } cases[] = {
		{ 1, -EAGAIN }, { 0, 0 }, { 0, -EAGAIN }, { 1, 0 },
		{ 1, -EAGAIN }, { 2, 0 },
	};
	struct client *client = test->priv;
	struct message request;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		client_request_init(&request, test, LYNC_EDGE_CMD_POLICY_SET,
				    0);
		message_put_u32(&request, LYNC_EDGE_A_EXPECT_GENERATION,
				cases[i].expect);
		message_put_policy(&request, &default_policy);
		KUNIT_EXPECT_EQ_MSG(test, client_error(client, &request),
				    cases[i].err, "request %u", i);
		if (cases[i].err)
			KUNIT_EXPECT_EQ(test, client_offset(client),
					NLMSG_HDRLEN + (u32)GENL_HDRLEN);
		message_free(&request);
	}
}

static void policy_set__no_memory_at_any_point(struct kunit *test)
{
	struct running_state before;
	struct message request;
	unsigned long k;
	bool failed;
	int err;

	netlink_load(test);
	running_read(&before);
	client_request_init(&request, test, LYNC_EDGE_CMD_POLICY_SET, 0);
	message_put_policy(&request, &default_policy);
	for (k = 1;; k++) {
		inject_arm(k);
		err = client_error(test->priv, &request);
		failed = inject_disarm();
		KUNIT_ASSERT_EQ(test, err, failed ? -ENOMEM : 0);
		if (!failed)
			break;
		running_expect_same(test, &before);
	}
	KUNIT_EXPECT_GT(test, k, 20ul);
}

static void policy_del__and_again(struct kunit *test)
{
	struct client *client = test->priv;
	struct message request;

	netlink_load(test);
	client_request_init(&request, test, LYNC_EDGE_CMD_POLICY_DEL, 0);
	KUNIT_EXPECT_EQ(test, client_error(client, &request), 0);
	KUNIT_EXPECT_EQ(test, client_u32(client, LYNC_EDGE_A_GENERATION), 2u);
	KUNIT_EXPECT_EQ(test, client_error(client, &request), -ENOENT);
	KUNIT_EXPECT_STREQ(test, client_sentence(client),
			   "no policy is loaded");
	message_put_u32(&request, LYNC_EDGE_A_EXPECT_GENERATION, 1);
	KUNIT_EXPECT_EQ(test, client_error(client, &request), -EAGAIN);
}

static void policy_get__is_what_was_set(struct kunit *test)
{
	struct lync_ruleset *ruleset = NULL;
	struct client *client = test->priv;
	struct netlink_ext_ack extack;
	struct message request, got;
	u32 generation = 0;

	netlink_load(test);
	message_init(&got, test, MESSAGE_ROOM);
	client_request_init(&request, test, LYNC_EDGE_CMD_POLICY_GET,
			    NLM_F_DUMP);
	client_send(client, &request);
	while (client_dump_next(client, &got, &generation))
		;
	KUNIT_EXPECT_EQ(test, generation, 1u);
	KUNIT_ASSERT_EQ_MSG(test, message_build(&got, &extack, &ruleset), 0,
			    "%s", extack._msg);
	expect_policy(test, &ruleset->policy, &default_policy);
	lync_ruleset_put(ruleset);
}

static void policy_get__without_policy(struct kunit *test)
{
	struct client *client = test->priv;
	struct message request;

	client_request_init(&request, test, LYNC_EDGE_CMD_POLICY_GET,
			    NLM_F_DUMP);
	KUNIT_EXPECT_EQ(test, client_error(client, &request), -ENOENT);
	/* Linux 6.1 lends the start of a generic dump no extended ack */
	if (*client_sentence(client))
		KUNIT_EXPECT_STREQ(test, client_sentence(client),
				   "no policy is loaded");
}

/* A dump that began under one policy ends with it, whatever is loaded. */
static void policy_get__of_one_policy(struct kunit *test)
{
	struct lync_ruleset *ruleset = NULL;
	struct client *client = test->priv;
	struct netlink_ext_ack extack;
	struct message request, got;
	u32 generation = 0, messages = 1;
	struct client other;

	client_request_init(&request, test, LYNC_EDGE_CMD_POLICY_SET, 0);
	netlink_put_large(&request, "old");
	KUNIT_ASSERT_EQ(test, client_error(client, &request), 0);
	message_init(&got, test, MESSAGE_LARGE_ROOM);
	client_request_init(&request, test, LYNC_EDGE_CMD_POLICY_GET,
			    NLM_F_DUMP);
	client_send(client, &request);
	KUNIT_ASSERT_TRUE(test, client_dump_next(client, &got, &generation));

	client_open(&other, test, NETLINK_GENERIC);
	client_request_init(&request, test, LYNC_EDGE_CMD_POLICY_SET, 0);
	netlink_put_large(&request, "new");
	KUNIT_ASSERT_EQ(test, client_error(&other, &request), 0);
	KUNIT_ASSERT_EQ(test, running_withdraw(), 0);

	while (client_dump_next(client, &got, &generation))
		messages++;
	KUNIT_EXPECT_GE(test, messages, 2u);
	KUNIT_EXPECT_EQ(test, generation, 1u);
	KUNIT_ASSERT_EQ_MSG(test, message_build(&got, &extack, &ruleset), 0,
			    "%s", extack._msg);
	KUNIT_ASSERT_EQ(test, ruleset->policy.n_rows,
			default_policy.n_rows + NETLINK_ROWS);
	KUNIT_EXPECT_STREQ(test, ruleset->policy.rows[610].name, "old-599");
	lync_ruleset_put(ruleset);
}

/* A dump that is not read to its end is given up with its socket. */
static void policy_get__given_up(struct kunit *test)
{
	struct message request;
	struct client reader;
	long live;

	client_request_init(&request, test, LYNC_EDGE_CMD_POLICY_SET, 0);
	netlink_put_large(&request, "row");
	live = inject_live();
	KUNIT_ASSERT_EQ(test, client_error(test->priv, &request), 0);
	client_open(&reader, test, NETLINK_GENERIC);
	client_request_init(&request, test, LYNC_EDGE_CMD_POLICY_GET,
			    NLM_F_DUMP);
	client_send(&reader, &request);
	KUNIT_ASSERT_TRUE(test, client_recv(&reader));
	KUNIT_ASSERT_EQ(test, running_withdraw(), 0);
	KUNIT_EXPECT_GT(test, inject_live(), live);
	client_close(&reader);
	KUNIT_EXPECT_EQ(test, inject_live(), live);
}

static struct kunit_case netlink_cases[] = {
	KUNIT_CASE(policy_set__answers_with_the_generation),
	KUNIT_CASE(policy_set__name_is_missing),
	KUNIT_CASE(policy_set__bad_row_is_marked),
	KUNIT_CASE(policy_set__dry_run),
	KUNIT_CASE(policy_set__expected_generation),
	KUNIT_CASE(policy_set__no_memory_at_any_point),
	KUNIT_CASE(policy_del__and_again),
	KUNIT_CASE(policy_get__is_what_was_set),
	KUNIT_CASE(policy_get__without_policy),
	KUNIT_CASE(policy_get__of_one_policy),
	KUNIT_CASE(policy_get__given_up),
	{}
};

static struct kunit_suite netlink_suite = {
	.name = "lync_netlink",
	.init = netlink_init,
	.exit = running_stop,
	.test_cases = netlink_cases,
};

kunit_test_suite(netlink_suite);
